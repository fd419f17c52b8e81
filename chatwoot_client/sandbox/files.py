"""The stored files, and whether the server is well: what has nothing to do with any account."""

from __future__ import annotations

from email.utils import formatdate
from typing import ClassVar

from chatwoot_client.sandbox.answers import INSIDE, REVALIDATED, shown
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.operation import Operation, serves
from chatwoot_client.sandbox.records import Blob, found, now
from chatwoot_client.sandbox.views import Json, url_filename

_FILES = "/rails/active_storage"


class FileOperations(Operation):
    """The operations of stored files. Chatwoot leads to them by a detour."""

    path: ClassVar[str] = _FILES

    @serves(
        "GET",
        "/blobs/redirect/<string:key>/<string:filename>",
        "/representations/redirect/<string:key>/<string:variation>/<string:filename>",
    )
    def redirect(self) -> Answer:
        file = self._file()
        headers = {
            **INSIDE,
            "date": formatdate(usegmt=True),
            "location": f"{self._base_url}{_FILES}/disk/{file.key}/{url_filename(file.filename)}",
            "content-type": "text/html; charset=utf-8",
            "cache-control": "max-age=300, private",
        }
        return Answer(302, headers)

    @serves("GET", "/disk/<string:key>/<string:filename>")
    def show(self) -> Answer:
        file = self._file()
        name = url_filename(file.filename)
        headers = {
            **INSIDE,
            "last-modified": formatdate(file.created_at.timestamp(), usegmt=True),
            "content-type": file.content_type,
            "content-disposition": f"inline; filename=\"{name}\"; filename*=UTF-8''{name}",
            "cache-control": REVALIDATED,
        }
        return Answer(200, headers, file.data)

    def _file(self) -> Blob:
        return found(self._installation.store.files, self._values["key"])


class StatusOperations(Operation):
    """Which release the server is, and whether it lives."""

    @serves("GET", "/api")
    def version(self) -> Answer:
        moment = now().strftime("%Y-%m-%d %H:%M:%S")
        version = {"version": "4.16.2", "timestamp": moment}
        return self._shown({**version, "queue_services": "ok", "data_services": "ok"})

    @serves("GET", "/health")
    def health(self) -> Answer:
        return self._shown({"status": "woot"})

    def _shown(self, status: Json) -> Answer:
        answer = shown(status)
        answer.headers["vary"] = "Accept"
        return answer
