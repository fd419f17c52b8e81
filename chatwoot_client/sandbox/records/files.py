"""What a stored file is, and one that belongs to a message."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field
from datetime import datetime

from chatwoot_client.sandbox.records.base import now


@dataclass(eq=False)
class Blob:
    """A stored file."""

    filename: str
    content_type: str
    data: bytes
    key: str = field(default_factory=lambda: secrets.token_hex(20))
    """What it is addressed with."""
    created_at: datetime = field(default_factory=now)
    lost: bool = False
    """Whether the bytes are gone, though the record is there."""
    stored_at: datetime = field(default_factory=now)
    """When the bytes are there; the record is there before."""

    @property
    def is_there(self) -> bool:
        """Whether the bytes can be fetched."""
        return not self.lost and now() >= self.stored_at


@dataclass(eq=False)
class Attachment(Blob):
    """A file of a message."""

    id: int = 0
    """0 until it is saved."""
    message_id: int = 0
    file_type: str = "file"
    width: int | None = None
    height: int | None = None


class FileTokens:
    """What files are fetched by for a while: a token that says until when, and that nobody can make up."""

    def __init__(self) -> None:
        """Let them last as long as Chatwoot's do."""
        self.seconds: float = 300.0
        """How long they last."""
        self._secret = secrets.token_bytes(32)

    def made(self, key: str) -> str:
        """A token for the file with this key."""
        said = f"{key}-{time.time() + self.seconds:.0f}"
        return f"{said}--{self._signature(said)}"

    def key_in(self, token: str) -> str | None:
        """The key that a token was made for; None where it was made up, or its time is over."""
        said, _, signature = token.rpartition("--")
        key, _, until = said.rpartition("-")
        if not hmac.compare_digest(signature.encode(), self._signature(said).encode()):
            return None
        return key if time.time() <= int(until) else None

    def _signature(self, said: str) -> str:
        return hmac.new(self._secret, said.encode(), hashlib.sha256).hexdigest()[:40]


@dataclass(eq=False)
class Announcement:
    """A file that is about to be sent."""

    blob: Blob
    byte_size: int
    checksum: str | None
    """The MD5 of its bytes, in Base64."""
