"""Staying under a server's rate limit instead of running into it."""

from __future__ import annotations

import logging
import math
import re
import threading
import time
from collections import deque
from typing import Any, Callable, NamedTuple, Protocol

from chatwoot_client.checks import check_count, check_seconds, check_text
from chatwoot_client.wire.clock import now
from chatwoot_client.wire.forks import generation

__all__ = ["RateLimit", "SharedCount"]

_LOGGER = logging.getLogger("chatwoot_client.limits")

#: A place is held longer than its period by this part of it: some requests take longer to arrive than others.
MARGIN = 1 / 30
#: Seconds. A count that's away is asked again after that long, by one thread of a process.
_AWAY = 1.0
#: While the count is away a process keeps to this part of the limit, unless it's told.
_PART_ALONE = 10
#: What Redis and Memcached both take in a key.
_NAME = re.compile(r"[A-Za-z0-9._:@-]{1,100}").fullmatch


class SharedCount(Protocol):
    """Counts the requests of all processes and machines that share a limit.

    :class:`chatwoot_client.shared_limits.StoredCount` is one in Redis or Memcached. One of your own is called by all
    threads, and in forked workers after the fork. It may take a bounded time only: a call's deadline doesn't stop it.
    """

    def take(self, name: str, limit: int, period: float) -> float:
        """Take a place among *limit* requests in any *period*, wherever that begins.

        Parameters:
            name: whose places they are.
            limit: how many there are.
            period: for how many seconds a place stays taken.

        Returns:
            0.0 when a place was taken; otherwise none was, and it's the seconds after which to ask again.

        Raises:
            OSError: the count can't be asked, as a ``ConnectionError`` or a ``TimeoutError`` says. All else that it
                raises ends the call.
        """
        ...


class RateLimit:
    """At most *limit* requests in any *period*, wherever the server's own windows begin.

    Chatwoot counts by the clock minute, on a clock that isn't ours; a count that holds for every minute holds for
    the server's too. What finds room goes at once. What has to wait gets a time of its own, one after another at
    even distances, so that nothing rushes when a window begins.

    One object may be given to several configurations; their clients then share the count, in all threads. A forked
    child counts for itself: give each worker its part of the limit, or all of them a *shared* count, which processes of
    several machines may share, too. Then nobody's time is known beforehand: who has to wait asks again.

    While the shared count can't be asked, which a warning in the log says once, each process goes on by itself. What it
    sent meanwhile is counted when the count is back, before anything else of its is let through.

    Parameters:
        limit: how many requests, repeats included.
        period: in how many seconds.
        shared: what counts for several processes; they have to agree on limit and period.
        name: whose requests they are, the same in all that share: 1 to 100 letters, digits and ``._:@-``. It becomes
            part of a key that others may see, so no token.
        alone: how many requests this process may send in a period while the shared count can't be asked; 0 for
            none, calls then wait for it until their deadline. A tenth of the limit, at least 1, unless it's given.

    Raises:
        TypeError, ValueError: a parameter that isn't what it has to be; *shared* without a name, or one of the others
            without it.
    """

    __slots__ = ("_places", "alone", "limit", "name", "period", "shared")

    def __init__(
        self,
        limit: int,
        period: float = 60.0,
        *,
        shared: SharedCount | None = None,
        name: str | None = None,
        alone: int | None = None,
    ) -> None:
        check_count("limit", limit)
        check_seconds("period", period)
        _check_sharing(shared, name, alone)
        self.limit: int = limit
        self.period: float = period
        self.shared: SharedCount | None = shared
        self.name: str | None = name
        self.alone: int = max(1, limit // _PART_ALONE) if alone is None else alone
        # By generation of processes, as a client's connections are.
        self._places: dict[int, Window | Sharing] = {}

    def wait(self, ends: float | None) -> bool:
        """Wait for a place among the requests; False, at once, when there is none before the moment *ends*."""
        current = generation()
        places = self._places.get(current) or self._places.setdefault(current, self._places_of_this_process())
        return places.wait(ends)

    def _places_of_this_process(self) -> Window | Sharing:
        if self.shared is None or self.name is None:
            return Window(self.limit, self.period)
        return Sharing(self.shared, Terms(self.name, self.limit, self.period), self.alone)

    def __repr__(self) -> str:
        named = "" if self.name is None else f", name={self.name!r}"
        return f"RateLimit(limit={self.limit!r}, period={self.period!r}{named})"


def _check_sharing(shared: Any, name: Any, alone: Any) -> None:
    if shared is None:
        if name is not None or alone is not None:
            raise ValueError("name and alone are for a shared count, and shared isn't given")
        return
    if isinstance(shared, type) or not hasattr(shared, "take"):
        kind = f"the class {shared.__name__}" if isinstance(shared, type) else type(shared).__name__
        raise TypeError(f"shared must be a SharedCount, not {kind}")
    if name is None:
        raise ValueError("name must be given with shared: the same in all processes that share the count")
    if not _NAME(check_text("name", name)):
        raise ValueError("name must be 1 to 100 letters, digits and characters of ._:@-")
    if alone is not None and (alone != 0 or isinstance(alone, bool)):
        check_count("alone", alone)


class Window:
    """The moments of the latest requests, those to come included, in their order."""

    def __init__(self, limit: int, period: float, clock: Callable[[], float] = now) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held = period * (1 + MARGIN)
        self._distance = self._held / limit
        self._moments: deque[float] = deque(maxlen=limit)

    def wait(self, ends: float | None) -> bool:
        """Wait for a place; False, at once, when there is none before the moment *ends*."""
        starts = self.reserve(ends)
        if starts is None:
            return False
        # A sleep may end a little early by the clock that counts.
        while (left := starts - now()) > 0:
            time.sleep(left)
        return True

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

    def note(self) -> None:
        """Count a request that has its place elsewhere."""
        with self._lock:
            self._moments.append(self._clock())


class Terms(NamedTuple):
    """What all that share a count agree on."""

    name: str
    limit: int
    period: float


class Sharing:
    """A process's part in a shared count, and what it does by itself while that can't be asked."""

    def __init__(self, count: SharedCount, terms: Terms, alone: int) -> None:
        self._count = count
        self._terms = terms
        # It knows of the shared places, too: what was sent just before the count went away is still in the window.
        self._alone = Window(alone, terms.period) if alone else None
        self._distance = terms.period / alone if alone else _AWAY
        #: The moments of requests that the count doesn't know of.
        self._owed: deque[float] = deque(maxlen=terms.limit)
        self._lock = threading.Lock()
        self._is_away = False
        self._asked_again = 0.0

    def wait(self, ends: float | None) -> bool:
        """Wait for a place; False, at once, when it's known that there is none before the moment *ends*."""
        while ends is None or now() < ends:
            left = self._asked()
            if left is None:
                if self._went_alone():
                    return True
                left = max(0.05, min(self._asked_again - now(), self._distance))
            elif left <= 0:
                if self._alone is not None:
                    self._alone.note()
                # The place stays taken though the answer came too late.
                return ends is None or now() < ends
            if ends is not None and now() + left >= ends:
                return False
            time.sleep(left)
        return False

    def _went_alone(self) -> bool:
        # Nothing is reserved for later: the count may be back by then.
        if self._alone is None or self._alone.reserve(now() + 0.001) is None:
            return False
        self._owed.append(now())
        return True

    def _asked(self) -> float | None:
        """What the count says; None when it can't be asked."""
        with self._lock:
            if self._is_away:
                if now() < self._asked_again:
                    return None
                self._asked_again = now() + _AWAY
        try:
            left = self._settled() or self._count.take(*self._terms)
        except OSError as error:
            self._lost(error)
            return None
        if self._is_away:
            self._found()
        return left

    def _settled(self) -> float:
        """Have the count know what was sent without it; the seconds after which to go on, or 0.0 when it's done."""
        while self._owed:
            try:
                moment = self._owed.popleft()
            except IndexError:
                # Another thread was faster.
                break
            left = math.inf
            try:
                is_over = moment + self._terms.period * (1 + MARGIN) <= now()
                left = 0.0 if is_over else self._count.take(*self._terms)
            finally:
                # Whatever ended the asking, it's owed until the count has it.
                if left > 0:
                    self._owed.appendleft(moment)
            if left > 0:
                return left
        return 0.0

    def _lost(self, error: OSError) -> None:
        with self._lock:
            is_first, self._is_away = not self._is_away, True
            self._asked_again = now() + _AWAY
        if is_first:
            _LOGGER.warning(
                "the shared count %r of a rate limit can't be asked (%s: %s); until it can, %s",
                self._terms.name, type(error).__name__, error,
                "calls wait for it" if self._alone is None else "each process keeps to its own part of the limit",
            )  # fmt: skip

    def _found(self) -> None:
        with self._lock:
            was_away, self._is_away = self._is_away, False
        if was_away:
            _LOGGER.info("the shared count %r of a rate limit can be asked again", self._terms.name)
