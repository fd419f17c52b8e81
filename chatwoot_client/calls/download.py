"""Fetches a file whole: goes on where it was cut off, waits while it's still being stored, keeps to its bounds."""

from __future__ import annotations

import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from chatwoot_client.calls.attempts import BYTES_A_SECOND
from chatwoot_client.calls.fetching import Manner
from chatwoot_client.calls.saving import destination_of
from chatwoot_client.calls.served import Version, is_framed, name_of, part_of
from chatwoot_client.exceptions import (
    ApiConnectionException,
    ApiException,
    ApiTimeoutException,
    DecodeException,
    ForbiddenException,
    NotFoundException,
)
from chatwoot_client.retries import policy_of
from chatwoot_client.wire.clock import now

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from chatwoot_client.calls.answer import RESTResponse
    from chatwoot_client.calls.fetching import Answered, Fetcher
    from chatwoot_client.calls.headers import Headers
    from chatwoot_client.calls.options import RequestOptions
    from chatwoot_client.calls.saving import Destination
    from chatwoot_client.calls.wanted import Wanted
    from chatwoot_client.configuration import Configuration

__all__ = ["LARGEST", "Download", "fetched"]

#: Bytes that a file may have, unless a call says otherwise.
LARGEST = 1024 * 1024 * 1024
_CHUNK = 64 * 1024
#: Bytes after which a cut is the first one again.
_GOES_ON = 1024 * 1024
#: Seconds before a file that may still be stored is asked for again, the first and the longest time.
_SOON, _LATER = 0.2, 2.0


class Download(NamedTuple):
    """A file that was fetched.

    Attributes:
        path: where it is; None where it was written into an open file.
        size: how many bytes it has.
        name: what the server calls it, made safe: the last part only, with nothing in it that a file system or a reader
            takes for something else. ``file`` where it has no name.
        content_type: what the server takes it for; None where it doesn't say.
    """

    path: Path | None
    size: int
    name: str
    content_type: str | None


def fetched(
    fetcher: Fetcher, settings: Configuration, headers: Headers, file: Wanted, to: str | os.PathLike[str] | IO[bytes]
) -> Download:
    """Fetch a file; see :meth:`~chatwoot_client.ApiClient.download`."""
    destination = destination_of(to)
    transfer = _Transfer(fetcher, settings, headers, file, destination)
    try:
        transfer.run()
        path = destination.finish(transfer.name)
    except BaseException:
        destination.abandon()
        raise
    return Download(path, transfer.got, transfer.name, transfer.content_type)


class _Transfer:
    """One file on its way, by as many requests as it takes."""

    def __init__(
        self, fetcher: Fetcher, settings: Configuration, headers: Headers, file: Wanted, destination: Destination
    ) -> None:
        self._fetcher = fetcher
        self._headers = headers
        self._file = file
        self._destination = destination
        options = file.options
        self._policy = policy_of(options.get("_retries", settings.retries))
        self._deadline = options.get("_deadline", settings.deadline)
        self._is_strict = "_deadline" in options
        self._started = now()
        self._version = Version(None, None, None)
        self.got: int = 0
        self.name: str = "file"
        self.content_type: str | None = None

    def run(self) -> None:
        """Have the whole file written.

        Raises:
            ApiException: it didn't come.
            OSError: it can't be written.
        """
        repeats, waited, furthest = 0, 0.0, 0
        while True:
            answered = self._answer()
            with answered.response:
                failure = self._fitting(answered) or self._received(answered)
            if failure is None:
                return
            if self.got >= furthest + _GOES_ON:
                repeats, waited, furthest = 0, 0.0, self.got
            repeats += 1
            wait = self._policy.wait_before_repeat(repeats, waited)
            if wait is None or self._is_over(wait):
                raise failure
            time.sleep(wait)
            waited += wait

    # --- asking ---

    def _answer(self) -> Answered:
        """The open answer, once the file is there."""
        missing_since: float | None = None
        wait = _SOON
        while True:
            try:
                manner = Manner(self._file.limits, self._headers, self._part(), self._options)
                return self._fetcher.answer_to(self._file.target, manner)
            except (NotFoundException, ForbiddenException) as error:
                missing_since = now() if missing_since is None else missing_since
                left = self._file.wait - (now() - missing_since)
                if not self._may_come(error):
                    raise
                if left <= 0 or self._is_over(wait):
                    error.hint = (
                        f"A message is told of before its files are stored; this one didn't come within "
                        f"{self._file.wait:g} s (wait), or was lost."
                    )
                    raise
            except ApiException as error:
                if error.status != 416 or not self.got:
                    raise
                # It's shorter now than what was fetched of it.
                self._restart()
                continue
            time.sleep(min(wait, left))
            wait = min(wait * 2, _LATER)

    def _may_come(self, error: ApiException) -> bool:
        """Whether what isn't there may still be on its way: a message is told of before its files are stored.

        Only the records of a server know for certain that there's no such file. A store elsewhere may say 403 of one
        that isn't there, to whoever may not list them.
        """
        url = error.url or ""
        if error.status == 403:
            return not url.startswith(f"{self._file.target.address.origin}/")
        return not url.endswith("/redirect/{file}")

    def _part(self) -> Mapping[str, str]:
        """The headers that ask for what's missing."""
        if not self.got or not self._version.can_go_on:
            return {}
        # The disk's server doesn't look at If-Range; what it sends is compared.
        return {"Range": f"bytes={self.got}-", "If-Range": self._version.validator or ""}

    def _options(self) -> RequestOptions:
        ends = self._ends()
        options: RequestOptions = {**self._file.options, "_preload_content": False}
        if ends is not None:
            options["_deadline"] = max(0.001, ends - now())
        return options

    def _ends(self) -> float | None:
        """The moment by which all has to be there, or by which there has to be more."""
        if self._deadline is None:
            return None
        return self._started + self._deadline + (0 if self._is_strict else self.got / BYTES_A_SECOND)

    def _is_over(self, seconds: float) -> bool:
        """Whether there's no time left in so many seconds."""
        ends = self._ends()
        return ends is not None and now() + seconds >= ends

    # --- receiving ---

    def _fitting(self, answered: Answered) -> ApiException | None:
        """Why the answer is none to go on with; what was fetched of an older file is forgotten.

        Raises:
            ApiException: no other answer would be better.
        """
        response = answered.response
        version, part = Version.of(response), part_of(response)
        if response.status == 206 and self.got:
            if part is not None and part[0] == self.got and self._version.has_part(version):
                return None
            self._restart()
            return _explained(answered, ApiConnectionException(reason="the file changed while it was fetched"))
        if response.status != 200:
            raise _unusable(answered, f"the server answers {response.status} instead of with a file")
        if self.got:
            self._restart()
        self._begin(answered, version)
        return None

    def _begin(self, answered: Answered, version: Version) -> None:
        response = answered.response
        self._version = version
        self.name = name_of(response, answered.request.target)
        self.content_type = response.getheader("content-type")
        if self._file.size is None and not is_framed(response):
            raise _unusable(answered, "the server doesn't say how long the file is, so nobody knows when it's whole")
        self._check_size(answered, version.size or 0)
        self._tell()

    def _received(self, answered: Answered) -> ApiException | None:
        """Write what comes; the failure that cut it off, None when the file is whole."""
        response = answered.response
        while True:
            if response.patience is not None:
                response.patience.ends = self._ends()
            try:
                piece = response.read(_CHUNK)
            except (ApiConnectionException, ApiTimeoutException) as error:
                return error
            if not piece:
                return self._incomplete(answered)
            self._check_size(answered, self.got + len(piece))
            self._destination.write(piece)
            self.got += len(piece)
            self._tell()

    def _check_size(self, answered: Answered, size: int) -> None:
        """Refuse a file that's larger than it may be, or than it was said to be."""
        most = self._file.max_bytes
        if most is not None and size > most:
            raise _unusable(answered, f"the file has more than {most} bytes (max_bytes)")
        if self._version.size is not None and size > self._version.size:
            raise _unusable(answered, f"more came than the {self._version.size} bytes that the file has")

    def _incomplete(self, answered: Answered) -> ApiException | None:
        """What is wrong with a file whose end has come."""
        size = self._version.size
        if size is not None and self.got < size:
            reason = f"the answer ended {size - self.got} bytes before the file does"
            return _explained(answered, ApiConnectionException(reason=reason))
        told = self._file.size
        if told is not None and self.got != told:
            raise _unusable(answered, f"the file has {self.got} bytes; the attachment's file_size says {told}")
        return None

    def _restart(self) -> None:
        self._destination.restart()
        self.got = 0
        self._version = Version(None, None, None)

    def _tell(self) -> None:
        if self._file.progress is not None:
            total = self._version.size
            self._file.progress(self.got, self._file.size if total is None else total)


def _explained(answered: Answered, failure: ApiException) -> ApiException:
    # Loaded with the first file that doesn't come.
    from chatwoot_client.calls.explain import explained

    return explained(answered.request, failure, answered.attempts)


def _unusable(answered: Answered, reason: str) -> ApiException:
    response: RESTResponse = answered.response
    return _explained(answered, DecodeException(response.status, reason, headers=response.headers, outcome="refused"))
