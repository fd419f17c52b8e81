"""What all accounts of an installation share: numbers and made-up names for new records, and the stored files."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Any

from chatwoot_client.sandbox.rails.casts import Upload
from chatwoot_client.sandbox.records.events import Event
from chatwoot_client.sandbox.records.files import Announcement, Blob, FileTokens
from chatwoot_client.sandbox.records.media import content_type_of
from chatwoot_client.sandbox.records.notifications import NotificationSubscription
from chatwoot_client.sandbox.records.people import AgentBot, User
from chatwoot_client.sandbox.records.release import Release

_ADJECTIVES = ("autumn", "bold", "broken", "floral", "little", "old", "patient", "proud", "still")
_NOUNS = ("feather", "frog", "hill", "moon", "river", "shape", "silence", "sun", "wood")


class Store:
    """The counters and the files of an installation."""

    def __init__(self, messages_per_minute: int | None, release: Release) -> None:
        """Begin without files, counting from 1.

        Parameters:
            messages_per_minute: how many messages a conversation takes in 60 seconds; None for any number.
            release: which Chatwoot it is.
        """
        self.release = release
        self.messages_per_minute = messages_per_minute
        self.files: dict[str, Blob] = {}
        """The stored files by the keys that they are addressed with."""
        self.file_tokens: FileTokens = FileTokens()
        """Where the files are led to from there, for a while."""
        self.events: list[Event] = []
        """What happened in the operation that is under way; its listeners hear of it afterwards."""
        self.before: Mapping[int, Any] = {}
        """The accounts as the request that is under way reads them, where others are served at the same time."""
        self.automating: bool = False
        """Whether an automation rule is at work."""
        self.performer: User | AgentBot | None = None
        """Whose token the request has that is under way."""
        self.subscriptions: dict[str, NotificationSubscription] = {}
        """The devices and browsers that get push messages, by what identifies them."""
        self._tags: dict[str, str] = {}
        self.announcements: dict[str, Announcement] = {}
        """The files that are about to be sent, by the keys that they will be addressed with."""
        self._latest: dict[Any, int] = {}

    def plays(self, since: Release) -> bool:
        """Whether something is done as it is since a release."""
        return self.release >= since

    def next_id(self, kind: Any) -> int:
        """The next number for a record of this kind."""
        self._latest[kind] = self._latest.get(kind, 0) + 1
        return self._latest[kind]

    def tags(self, names: Iterable[str]) -> list[str]:
        """Labels as the installation writes them: whoever names one first says how."""
        return [self._tags.setdefault(name.lower(), name) for name in names]

    def new_name(self) -> str:
        """A name for a visitor who gave none; its number makes it differ from all others."""
        return f"{random.choice(_ADJECTIVES)}-{random.choice(_NOUNS)}-{self.next_id('made-up name')}"

    def keep(self, file: Blob | None) -> None:
        """Let a file, if it's one, be fetched."""
        if file is not None:
            self.files[file.key] = file

    def keep_upload(self, upload: Upload) -> Blob:
        """Make an upload a file that can be fetched."""
        content_type = content_type_of(upload.data, upload.content_type, upload.filename)
        blob = Blob(upload.filename, content_type, upload.data)
        self.keep(blob)
        return blob
