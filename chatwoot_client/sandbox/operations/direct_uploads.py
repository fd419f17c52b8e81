"""Files that a client announces first, and then sends to where it is told."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import CONVERSATION, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import Operation, serves
from chatwoot_client.sandbox.rails.answers import INSIDE, failure, shown
from chatwoot_client.sandbox.rails.casts import leading_int, text
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.base import found
from chatwoot_client.sandbox.records.files import Announcement, Blob
from chatwoot_client.sandbox.records.release import FILES_ARE_ANNOUNCED
from chatwoot_client.sandbox.views.fields import fields


class DirectUploadOperations(ApplicationOperation):
    """The announcement of a file for a message."""

    path: ClassVar[str] = CONVERSATION + "/direct_uploads"

    @serves("POST")
    def create(self) -> Answer:
        if not self._installation.store.plays(FILES_ARE_ANNOUNCED):
            return failure(422)
        self._conversation()
        sent = self._required("blob")
        store = self._installation.store
        blob = Blob(text(sent, "filename") or "", text(sent, "content_type") or "application/octet-stream", b"")
        announcement = Announcement(blob, leading_int(sent.get("byte_size")), text(sent, "checksum"))
        store.keep(blob)
        store.announcements[blob.key] = announcement
        return shown(
            {
                "id": store.next_id(Announcement),
                "key": secrets.token_hex(14),
                **fields(blob, "filename content_type"),
                "metadata": {},
                **fields(announcement, "byte_size checksum"),
                **fields(blob, "created_at"),
                "service_name": "local",
                "attachable_sgid": blob.key,
                "signed_id": blob.key,
                "direct_upload": {
                    "url": f"{self._base_url}/rails/active_storage/disk/{blob.key}",
                    "headers": {"Content-Type": blob.content_type},
                },
            }
        )


class AnnouncedFileOperations(Operation):
    """Where an announced file is sent to: only the bytes that were announced are taken."""

    path: ClassVar[str] = "/rails/active_storage/disk"

    @serves("PUT", "/<string:key>")
    def update(self) -> Answer:
        store = self._installation.store
        announcement = found(store.announcements, self._values["key"])
        data = self._request.body if self._request else b""
        checksum = base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()
        if (len(data), checksum) != (announcement.byte_size, announcement.checksum):
            raise Refused(422, None)
        announcement.blob.data = data
        del store.announcements[self._values["key"]]
        return Answer(204, {**INSIDE, "cache-control": "no-cache"})
