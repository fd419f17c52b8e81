"""The stored files: where they are fetched, and where they are uploaded."""

from __future__ import annotations

import re
from email.utils import formatdate
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.http.outgoing import Elsewhere, fetch
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import Operation, serves
from chatwoot_client.sandbox.rails.answers import INSIDE, REVALIDATED, shown
from chatwoot_client.sandbox.rails.casts import Upload, is_blank
from chatwoot_client.sandbox.rails.errors import Refused, ServerFault
from chatwoot_client.sandbox.records.files import Blob
from chatwoot_client.sandbox.records.media import type_by_name
from chatwoot_client.sandbox.views.files import file_url, url_filename


class UploadOperations(ApplicationOperation):
    """The upload of files for messages that are written later."""

    path: ClassVar[str] = ACCOUNT + "/upload"

    @serves("POST")
    def create(self) -> Answer:
        url = self._params.get("external_url")
        blob = self._fetched(str(url)) if not is_blank(url) else self._sent()
        return shown({"file_url": file_url(blob, self._base_url), "blob_id": blob.key})

    def _sent(self) -> Blob:
        upload = self._params.get("attachment")
        if isinstance(upload, str) and not is_blank(upload):
            raise ServerFault("undefined method `original_filename' for a text")
        if not isinstance(upload, Upload):
            raise Refused(422, {"error": "No file or URL provided"})
        return self._installation.store.keep_upload(upload)

    def _fetched(self, url: str) -> Blob:
        """The picture or the video at an address: of this sandbox, or of another program on this machine."""
        known = next((each for each in self._installation.store.files.values() if f"/{each.key}/" in url), None)
        if known is not None and url.startswith(self._base_url):
            upload = Upload(known.filename, known.content_type, known.data)
        else:
            upload = _download(url)
        if not upload.content_type.startswith(("image/", "video/")):
            raise Refused(422, {"error": "File type not supported (only images and videos are allowed)"})
        return self._installation.store.keep_upload(upload)


def _download(url: str) -> Upload:
    try:
        content_type, data = fetch(url)
    except Elsewhere as error:
        raise Refused(501, {"status": 501, "error": str(error)}) from error
    except ValueError as error:
        raise Refused(422, {"error": "Invalid URL provided"}) from error
    except OSError as error:
        raise Refused(500, {"error": "An unexpected error occurred"}) from error
    return Upload(unquote(urlsplit(url).path.rpartition("/")[2]) or "file", content_type, data)


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
        if file is None:
            return _not_there()
        token = self._installation.store.file_tokens.made(file.key)
        headers = {
            **INSIDE,
            "date": formatdate(usegmt=True),
            "location": f"{self._base_url}{_FILES}/disk/{token}/{url_filename(file.filename)}",
            "content-type": "text/html; charset=utf-8",
            "cache-control": "max-age=300, private",
        }
        return Answer(302, headers)

    @serves("GET", "/disk/<string:token>/<string:filename>")
    def show_for_a_while(self) -> Answer:
        store = self._installation.store
        key = store.file_tokens.key_in(self._values["token"])
        file = None if key is None else store.files.get(key)
        if file is None or not file.is_there:
            return _not_there(type_by_name(self._values["filename"]) if file is None else _shown_type(file))
        return self._shown(file)

    @serves(
        "GET",
        "/blobs/proxy/<string:key>/<string:filename>",
        "/representations/proxy/<string:key>/<string:variation>/<string:filename>",
    )
    def show(self) -> Answer:
        file = self._file()
        if file is None or not file.is_there:
            return _not_there()
        return self._shown(file)

    def _shown(self, file: Blob) -> Answer:
        name = url_filename(file.filename)
        content_type = _shown_type(file)
        disposition = "inline" if content_type.startswith(_INLINE) else "attachment"
        headers = {
            **INSIDE,
            "last-modified": formatdate(file.stored_at.timestamp(), usegmt=True),
            "content-type": content_type,
            "content-disposition": f"{disposition}; filename=\"{name}\"; filename*=UTF-8''{name}",
            "cache-control": REVALIDATED,
        }
        return _part(file.data, self._request.headers.get("range", "") if self._request else "", headers)

    def _file(self) -> Blob | None:
        return self._installation.store.files.get(self._values["key"])


_INLINE = ("image/", "audio/", "application/pdf")
"""What a browser shows; the rest it keeps."""
_RUN = ("text/html", "image/svg+xml", "text/javascript", "application/javascript", "application/xhtml+xml")
"""What a browser would run; it's sent as something that it doesn't."""


def _shown_type(file: Blob) -> str:
    return "application/octet-stream" if file.content_type in _RUN else file.content_type


def _not_there(content_type: str = "text/html") -> Answer:
    return Answer(404, {**INSIDE, "content-type": content_type, "cache-control": "no-cache"})


_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*")


def _part(data: bytes, wanted: str, headers: dict[str, str]) -> Answer:
    """The part of a file that a `Range` header asks for; all of it where that asks for several, or for nothing."""
    match = _RANGE.fullmatch(wanted)
    if match is None or match.group(0).count("-") != 1 or not any(match.groups()):
        return Answer(200, headers, data)
    first, last = match.groups()
    begin = int(first) if first else max(0, len(data) - int(last))
    end = min(len(data) - 1, int(last)) if first and last else len(data) - 1
    if begin > end:
        unsatisfiable = {"content-type": headers["content-type"], "content-range": f"bytes */{len(data)}"}
        return Answer(416, unsatisfiable, b"Byte range unsatisfiable\n")
    return Answer(206, {**headers, "content-range": f"bytes {begin}-{end}/{len(data)}"}, data[begin : end + 1])
