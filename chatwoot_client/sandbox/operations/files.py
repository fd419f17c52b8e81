"""The stored files: where they are fetched, and where they are uploaded."""

from __future__ import annotations

from email.utils import formatdate
from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import Operation, serves
from chatwoot_client.sandbox.rails.answers import INSIDE, REVALIDATED, shown
from chatwoot_client.sandbox.rails.casts import Upload, is_blank
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.base import found
from chatwoot_client.sandbox.records.files import Blob
from chatwoot_client.sandbox.views.files import file_url, url_filename


class UploadOperations(ApplicationOperation):
    """The upload of files for messages that are written later."""

    path: ClassVar[str] = ACCOUNT + "/upload"

    @serves("POST")
    def create(self) -> Answer:
        upload = self._params.get("attachment")
        if not is_blank(self._params.get("external_url")):
            raise Refused(501, {"status": 501, "error": "The sandbox fetches no files from elsewhere"})
        if not isinstance(upload, Upload):
            raise Refused(422, {"error": "No file or URL provided"})
        blob = self._installation.store.keep_upload(upload)
        return shown({"file_url": file_url(blob, self._base_url), "blob_id": blob.key})


_FILES = "/rails/active_storage"


class FileOperations(Operation):
    """The operations of stored files. Chatwoot leads to them by a detour."""

    path: ClassVar[str] = _FILES
    is_file: ClassVar[bool] = True

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
        if file.lost:
            return Answer(404, {**INSIDE, "content-type": "text/html", "cache-control": "no-cache"})
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
