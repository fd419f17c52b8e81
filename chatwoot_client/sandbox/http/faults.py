"""What may go wrong between a client and Chatwoot, on demand."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from chatwoot_client.sandbox.http.exchange import Answer, Request

PROXY_PAGE = """\
<html>
<head><title>Bad Gateway</title></head>
<body><center><h1>Bad Gateway</h1></center><hr><center>proxy</center></body>
</html>
"""


class Accident(NamedTuple):
    """Something that breaks inside of the server while it does what a request asks for."""

    words: str
    """What the exception says, where an operation passes that on."""
    stored: bool = True
    """Whether it breaks after what was asked for is stored."""
    ends_request: bool = False
    """Whether the request ends at once, so that no operation gets to pass anything on."""
    without_jobs: bool = False
    """Whether what breaks is the handing over of jobs: some operations do that before they store anything."""
    loses_files: bool = False
    """Whether the bytes of files are gone, though their records are there."""
    delays_files: float = 0.0
    """How many seconds later the bytes of files are there than their records; that fails no request."""


@dataclass
class Race:
    """Requests that are served at the same time: what each reads is as it was before the first of them."""

    before: Any = None
    """The records as they were then; None until the first of them comes."""


@dataclass
class Fault:
    """One thing that goes wrong with the next requests that it's meant for."""

    times: int = 1
    method: str | None = None
    path: str | None = None
    delay: float = 0.0
    answer: Answer | None = None
    """Sent instead of Chatwoot's own."""
    processed: bool = True
    """Whether Chatwoot does what the request asks for."""
    cut: bool = False
    """Whether the connection ends without an answer."""
    missing: int = 0
    """How many bytes at the end of the body never come."""
    silent: bool = False
    """Whether the delay passes with nothing done and nothing said, and then the connection ends."""
    queued: float = 0.0
    """How many seconds the request waits before it's begun with; if its sender has gone by then, it's dropped."""
    worked: float = 0.0
    """How many seconds the server works on the request before it does what that asks for."""
    accident: Accident | None = None
    race: Race | None = None
    """Which requests it's served together with."""
    writes_only: bool = False
    with_files_only: bool = False

    def __post_init__(self) -> None:
        if self.times < 1:
            raise ValueError(f"times is at least 1, not {self.times}")
        for seconds in (self.delay, self.queued, self.worked):
            if not 0 <= seconds <= threading.TIMEOUT_MAX:
                raise ValueError(f"a delay is a number of seconds from 0 on, not {seconds}")

    def is_meant_for(self, request: Request) -> bool:
        """Whether the request is of the kind that the fault waits for."""
        if self.writes_only and request.method in ("GET", "HEAD", "OPTIONS"):
            return False
        if self.with_files_only and not request.headers.get("content-type", "").startswith("multipart/form-data"):
            return False
        wrong_method = self.method is not None and self.method.upper() != request.method
        return not wrong_method and (self.path is None or fnmatchcase(request.path, self.path))


class Faults:
    """The faults that wait for requests, in the order they were asked for."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []
        self.standing: Fault | None = None
        """What every request meets that none of those was meant for."""

    def add(self, fault: Fault) -> None:
        """Let a fault wait."""
        with self._lock:
            self._waiting.append(fault)

    def take(self, request: Request) -> Fault | None:
        """The first fault that is meant for a request; it counts as used once more."""
        with self._lock:
            fault = next((each for each in self._waiting if each.is_meant_for(request)), None)
            if fault is not None:
                fault.times -= 1
                if not fault.times:
                    self._waiting.remove(fault)
            return fault or self.standing

    def left(self) -> int:
        """How many requests will still meet a fault."""
        with self._lock:
            return sum(fault.times for fault in self._waiting)

    def clear(self) -> None:
        """Forget all that wait."""
        with self._lock:
            self._waiting.clear()


def made_answer(status: int, body: bytes | None, content_type: str | None, headers: dict[str, str]) -> Answer:
    """An answer that something other than Chatwoot might send."""
    if not 200 <= status <= 599:
        raise ValueError(f"an HTTP status is from 200 to 599, not {status}")
    if body and status in (204, 304):
        raise ValueError(f"an answer with status {status} has no body")
    if content_type is not None and body is None:
        raise ValueError("a content type without a body says nothing")
    if content_type is not None:
        headers = {"content-type": content_type, **headers}
    return Answer(status, headers, body or b"")
