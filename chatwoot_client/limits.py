"""Staying under a server's rate limit instead of running into it."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Callable

from chatwoot_client.checks import check_count, check_seconds
from chatwoot_client.wire.clock import now
from chatwoot_client.wire.forks import generation

__all__ = ["RateLimit"]

#: A place is held longer than its period by this part of it: some requests take longer to arrive than others.
_MARGIN = 1 / 30


class RateLimit:
    """At most *limit* requests in any *period*, wherever the server's own windows begin.

    Chatwoot counts by the clock minute, on a clock that isn't ours; a count that holds for every minute holds for
    the server's too. What finds room goes at once. What has to wait gets a time of its own, one after another at
    even distances, so that nothing rushes when a window begins.

    One object may be given to several configurations; their clients then share the count, in all threads. A forked
    child counts for itself: give each worker its part of the limit.

    Parameters:
        limit: how many requests, repeats included.
        period: in how many seconds.

    Raises:
        TypeError, ValueError: a parameter that isn't a number, or isn't above 0.
    """

    __slots__ = ("_windows", "limit", "period")

    def __init__(self, limit: int, period: float = 60.0) -> None:
        check_count("limit", limit)
        check_seconds("period", period)
        self.limit: int = limit
        self.period: float = period
        # By generation of processes, as a client's connections are.
        self._windows: dict[int, Window] = {}

    def wait(self, ends: float | None) -> bool:
        """Wait for a place among the requests; False, at once, when there is none before the moment *ends*."""
        current = generation()
        window = self._windows.get(current) or self._windows.setdefault(current, Window(self.limit, self.period))
        starts = window.reserve(ends)
        if starts is None:
            return False
        # A sleep may end a little early by the clock that counts.
        while (left := starts - now()) > 0:
            time.sleep(left)
        return True

    def __repr__(self) -> str:
        return f"RateLimit(limit={self.limit!r}, period={self.period!r})"


class Window:
    """The moments of the latest requests, those to come included, in their order."""

    def __init__(self, limit: int, period: float, clock: Callable[[], float] = now) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held = period * (1 + _MARGIN)
        self._distance = self._held / limit
        self._moments: deque[float] = deque(maxlen=limit)

    def reserve(self, ends: float | None) -> float | None:
        """The moment at which one more request may start, which counts from now on; None when *ends* comes first."""
        with self._lock:
            moments = self._moments
            moment = starts = self._clock()
            if len(moments) == moments.maxlen:
                starts = max(moment, moments[0] + self._held)
            if moments and moments[-1] > moment:
                starts = max(starts, moments[-1] + self._distance)
            if ends is not None and starts >= ends:
                return None
            moments.append(starts)
            return starts
