"""What was delivered already, so that nothing is handled twice."""

from __future__ import annotations

import contextlib
import logging
import time
from typing import Any, Protocol

from chatwoot_client.events.event import Event

__all__ = ["Memory", "Once", "Seen", "keep_as_latest", "keep_latest"]


_LOGGER = logging.getLogger("chatwoot_client.events")


class Seen(Protocol):
    """Remembers keys: in memory, in Redis, in a table, wherever all processes look that share the deliveries.

    Either method may raise when what it asks is away: an event is handled then as far as its own process doesn't know
    it, since Chatwoot asks almost nobody twice.
    """

    def add(self, key: str, seconds: float) -> bool:
        """Remember *key* for that long; False where it's known already. Of several at once, one gets True."""
        ...

    def discard(self, key: str) -> None:
        """Forget *key*, if it's known."""
        ...


#: Seconds. A worker that was killed in a delivery repeats it when it's back.
_DELIVERY_KEPT = 24 * 60 * 60.0
#: Seconds. A server that repeats an event under another delivery's id does so within minutes.
_EVENT_KEPT = 60 * 60.0
_MOST_RECORDS = 5000


def keep_latest(kept: dict[Any, Any], most: int) -> None:
    """Forget the oldest entries, so that no more than *most* are left. It needs no lock."""
    while len(kept) > most:
        # Another thread may change it between the two steps.
        with contextlib.suppress(RuntimeError, StopIteration):
            kept.pop(next(iter(kept)), None)


def keep_as_latest(kept: dict[Any, Any], key: Any, value: Any, most: int) -> Any:
    """Put an entry behind all others, of which the oldest go; what it had before is returned, or None."""
    before = kept.pop(key, None)
    kept[key] = value
    keep_latest(kept, most)
    return before


class Memory:
    """The keys of one process, the latest *size* of them; it needs no lock, so no fork can leave one locked."""

    def __init__(self, size: int = 20_000) -> None:
        self._size = size
        #: The moment until which each is remembered.
        self._kept: dict[str, float] = {}

    def add(self, key: str, seconds: float) -> bool:
        kept = self._kept
        now = time.monotonic()
        until = now + seconds
        found = kept.setdefault(key, until)
        if found is not until:
            # Of several that see it gone by, one takes it out.
            if found > now or kept.pop(key, None) is not found:
                return False
            kept[key] = until
        keep_latest(kept, self._size)
        return True

    def discard(self, key: str) -> None:
        self._kept.pop(key, None)

    def knows(self, key: str) -> bool:
        """Whether *key* is remembered."""
        return self._kept.get(key, 0.0) > time.monotonic()


class _Steady:
    """A store, and what is remembered in its stead while it's away; it raises nothing."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        #: What was added while the store was away, and what it hasn't forgotten yet though it should.
        self._added = Memory()
        self._forgotten: dict[str, None] = {}

    def add(self, key: str, seconds: float) -> bool:
        if self._added.knows(key):
            return False
        if key in self._forgotten:
            return self._forgotten.pop(key, self) is None
        try:
            is_new = self._seen.add(key, seconds)
        except Exception as error:
            self._tell(f"{key} is looked for in this process only", error)
            return self._added.add(key, seconds)
        for late in list(self._forgotten):
            if not self._forget(late):
                break
            self._forgotten.pop(late, None)
        return is_new

    def discard(self, key: str) -> None:
        self._added.discard(key)
        if not self._forget(key):
            self._forgotten[key] = None
            keep_latest(self._forgotten, _MOST_RECORDS)

    def _forget(self, key: str) -> bool:
        try:
            self._seen.discard(key)
        except Exception as error:
            self._tell(f"{key} is forgotten there later", error)
            return False
        return True

    @staticmethod
    def _tell(consequence: str, error: Exception) -> None:
        _LOGGER.error("the store of known events failed, so %s (%s: %s)", consequence, type(error).__name__, error)


class Once:
    """Tells whether an event comes for the first time.

    A delivery that's sent again has the same id. An event that's delivered anew has another, and the same content; so
    has a change that was undone and made again, which is told apart by what came in between.
    """

    def __init__(self, seen: Seen | None) -> None:
        self._seen: Seen = Memory() if seen is None else _Steady(seen)
        self._latest: dict[str, str] = {}

    def first(self, event: Event) -> bool:
        """Whether *event* wasn't there before; it's remembered from now on."""
        for position, (key, seconds) in enumerate(_keys(event)):
            if not self._seen.add(key, seconds):
                if position:
                    # The delivery is new and its event isn't: should it be sent once more, that's no news either.
                    self._seen.add(_keys(event)[0][0], seconds)
                return False
        self._supersede(event)
        return True

    def forget(self, event: Event) -> None:
        """Let *event* come again, since it wasn't handled."""
        for key, _ in _keys(event):
            self._seen.discard(key)

    def _supersede(self, event: Event) -> None:
        before = keep_as_latest(self._latest, event.about, event.key, _MOST_RECORDS)
        if before is not None and before != event.key:
            self._seen.discard(before)


def _keys(event: Event) -> list[tuple[str, float]]:
    delivery = event.stamp.delivery_id
    keys = [] if delivery is None else [(f"delivery:{delivery}", _DELIVERY_KEPT)]
    return [*keys, (event.key, _EVENT_KEPT)]
