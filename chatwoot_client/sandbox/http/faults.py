"""What may go wrong between a client and Chatwoot, on demand."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from chatwoot_client.sandbox.http.exchange import Answer, Request

PROXY_PAGE = """\
<html>
<head><title>Bad Gateway</title></head>
<body><center><h1>Bad Gateway</h1></center><hr><center>proxy</center></body>
</html>
"""


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
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.times < 1:
            raise ValueError(f"times is at least 1, not {self.times}")
        if self.delay < 0:
            raise ValueError(f"a delay is not negative, as {self.delay} is")

    def is_meant_for(self, request: Request) -> bool:
        """Whether the request has the method and the path that the fault waits for."""
        wrong_method = self.method is not None and self.method.upper() != request.method
        return not wrong_method and (self.path is None or fnmatchcase(request.path, self.path))


class Faults:
    """The faults that wait for requests, in the order they were asked for."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

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
            return fault

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
