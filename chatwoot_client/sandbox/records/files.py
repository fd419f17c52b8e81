"""What a stored file is, and one that belongs to a message."""

from __future__ import annotations

import secrets
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


@dataclass(eq=False)
class Attachment(Blob):
    """A file of a message."""

    id: int = 0
    """0 until it is saved."""
    message_id: int = 0
    file_type: str = "file"
    width: int | None = None
    height: int | None = None


@dataclass(eq=False)
class Announcement:
    """A file that is about to be sent."""

    blob: Blob
    byte_size: int
    checksum: str | None
    """The MD5 of its bytes, in Base64."""
