"""The files of attachments: each whole, in a folder of its conversation, under a name that does no harm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from chatwoot_client.calls.served import safe_name
from chatwoot_client.exceptions import (
    ApiConnectionException,
    ApiException,
    ApiTimeoutException,
    ServiceException,
    TooManyRequestsException,
)
from chatwoot_client.export.lines import line_of
from chatwoot_client.export.streak import Streak

if TYPE_CHECKING:
    from chatwoot_client.api_client import ApiClient
    from chatwoot_client.export.progress import Progress
    from chatwoot_client.export.state import State
    from chatwoot_client.retries import RetryPolicy

__all__ = ["FOLDER", "Files"]

#: Its name in the folder of the export.
FOLDER = "attachments"
#: How a server fails that would fail for the next file as well.
_TROUBLE = (ApiConnectionException, ApiTimeoutException, ServiceException, TooManyRequestsException)


class Files:
    """The files of the attachments that a state has, on their way into the folder.

    Parameters:
        retries: of each request.
        has_earlier: whether the files that are there are those of an earlier run for the same account.
    """

    def __init__(
        self,
        client: ApiClient,
        folder: Path,
        state: State,
        progress: Progress,
        *,
        retries: RetryPolicy,
        has_earlier: bool,
    ) -> None:
        self._client = client
        self._folder = folder
        self._state = state
        self._progress = progress
        self._streak = Streak()
        self._retries = retries
        self._has_earlier = has_earlier

    def fetch(self) -> None:
        """Fetch what isn't there yet, or say of an attachment why it can't be."""
        for left_behind in self._folder.glob(f"{FOLDER}/*/.*.part"):
            left_behind.unlink()
        total = self._state.count("attachments")
        for done, (id, text) in enumerate(self._state.records("attachments")):
            self._progress("attachments", done, total)
            attachment = json.loads(text)
            if attachment["missing"] is None:
                self._take(id, attachment)
        self._progress("attachments", total, total)
        for id, text in self._state.records("attachments"):
            attachment = json.loads(text)
            if attachment["missing"] is not None:
                # Those that fail each time may be several in a row here, with nothing wrong with the server.
                self._streak.broken()
                self._take(id, attachment)

    def _take(self, id: int, attachment: dict[str, Any]) -> None:
        if attachment["path"] is not None or not attachment.get("data_url"):
            return
        path, failure = self._path_of(id, attachment), None
        try:
            self._download(attachment, self._folder / path)
        except (ApiException, TypeError, ValueError) as error:
            failure = error
        known = {"path": path, "missing": None} if failure is None else {"path": None, "missing": _said(failure)}
        with self._state.step():
            self._state.put("attachments", [(id, line_of({**attachment, **known}))])
        if failure is None:
            self._streak.broken()
        elif isinstance(failure, _TROUBLE) and self._is_own(attachment["data_url"]):
            self._streak.grown(failure)

    def _path_of(self, id: int, attachment: dict[str, Any]) -> str:
        """Where its file goes, as a path with slashes; its id keeps names apart, also where case doesn't count."""
        address = str(attachment["data_url"])
        try:
            name = safe_name(unquote(urlsplit(address).path))
        except ValueError:
            name = ""
        return f"{FOLDER}/{attachment['conversation_id']}/{id}-{name or 'file'}"

    def _download(self, attachment: dict[str, Any], path: Path) -> None:
        if self._has_earlier and path.is_file() and path.stat().st_size == attachment.get("file_size"):
            # Nothing is at a path before the whole file is, and what an attachment has never changes.
            return
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        self._client.download(attachment, path, wait=0, _retries=self._retries)

    def _is_own(self, url: str) -> bool:
        return url.startswith(f"{self._client.configuration.host}/")


def _said(error: Exception) -> str:
    return str(error.reason or error.status) if isinstance(error, ApiException) else str(error)
