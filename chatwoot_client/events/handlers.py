"""Runs handlers beside the answers to deliveries, the events of one conversation one after another."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

__all__ = ["Ended", "Full", "Lanes"]


class Full(Exception):
    """There is no room for one more."""


class Ended(Full):
    """There will be no room any more: the pool was closed, or the main thread has ended."""


class Lanes:
    """A bounded pool of threads; what belongs to one lane is done in its order, one at a time.

    Parameters:
        workers: threads, started when they're needed.
        backlog: how many may wait or be under way at a time.
    """

    def __init__(self, workers: int, backlog: int) -> None:
        self._room = threading.BoundedSemaphore(backlog)
        self._lock = threading.Lock()
        self._waiting: dict[Any, deque[Callable[[], None]]] = {}
        self._threads = _threads(workers)

    def run(self, lane: Any, work: Callable[[], None]) -> None:
        """Have *work* done, which raises nothing, after what its *lane* has already; None is a lane of its own.

        Raises:
            Full: too much is waiting.
            Ended: the pool takes nothing any more.
        """
        if not self._room.acquire(blocking=False):
            raise Full
        lane = object() if lane is None else lane
        with self._lock:
            if lane in self._waiting:
                self._waiting[lane].append(work)
                return
            try:
                self._start(lane)
            except Ended:
                self._room.release()
                raise
            self._waiting[lane] = deque((work,))

    def close(self) -> None:
        """Wait until all that was taken on is done."""
        if self._threads is not None:
            self._threads.shutdown()

    def _start(self, lane: Any) -> None:
        if self._threads is None:
            raise Ended
        try:
            self._threads.submit(self._work_off, lane)
        except RuntimeError:
            raise Ended from None

    def _work_off(self, lane: Any) -> None:
        work: Callable[[], None] | None = self._first(lane)
        while work is not None:
            try:
                work()
            finally:
                self._room.release()
            work = self._next(lane)

    def _first(self, lane: Any) -> Callable[[], None]:
        with self._lock:
            return self._waiting[lane][0]

    def _next(self, lane: Any) -> Callable[[], None] | None:
        with self._lock:
            waiting = self._waiting[lane]
            waiting.popleft()
            if waiting:
                return waiting[0]
            del self._waiting[lane]
            return None


def _threads(workers: int) -> ThreadPoolExecutor | None:
    try:
        from concurrent.futures import ThreadPoolExecutor
    except RuntimeError:
        # It can't be loaded any more once the main thread has ended.
        return None
    return ThreadPoolExecutor(workers, "chatwoot_events")
