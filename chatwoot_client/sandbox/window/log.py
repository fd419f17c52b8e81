"""What passed between programs and the sandbox: the latest entries, each told of as it's added."""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Protocol

KEPT = 2_000
KEPT_ROUTINE = 100
KEPT_BYTES = 64 * 1024 * 1024

Json = dict[str, Any]


class Entry(Protocol):
    """Something that passed."""

    @property
    def size(self) -> int:
        """How many bytes are kept of it."""

    @property
    def is_routine(self) -> bool:
        """Whether it comes by itself, again and again, so that it isn't to push out what somebody did."""

    def line(self) -> Json:
        """What the list shows of it."""


class Log:
    """The latest 2,000 entries, or as many as have 64 MiB; of those that are routine, the latest 100."""

    def __init__(self, tell: Callable[[Json], None]) -> None:
        """Begin empty; `tell` is called with the line of each entry."""
        self._tell = tell
        self._lock = threading.Lock()
        self._rings = {False: _Ring(KEPT), True: _Ring(KEPT_ROUTINE)}
        self._numbers = itertools.count(1)

    def add(self, entry: Entry) -> None:
        """Keep an entry, and tell of it."""
        with self._lock:
            number = next(self._numbers)
            self._rings[entry.is_routine].add(number, entry)
        self._tell({"id": number, **entry.line()})

    def lines(self) -> list[Json]:
        """What the list shows, the oldest first."""
        with self._lock:
            entries = sorted(each for ring in self._rings.values() for each in ring.entries.items())
        return [{"id": number, **entry.line()} for number, entry in entries]

    def entry(self, number: int) -> Entry | None:
        """The entry of this number, if it's still there."""
        with self._lock:
            found = (ring.entries.get(number) for ring in self._rings.values())
            return next((each for each in found if each is not None), None)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            for ring in self._rings.values():
                ring.clear()


class _Ring:
    """Entries by their numbers, of which the oldest go when there are too many, or too large ones."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.entries: OrderedDict[int, Entry] = OrderedDict()
        self._bytes = 0

    def add(self, number: int, entry: Entry) -> None:
        self.entries[number] = entry
        self._bytes += entry.size
        while len(self.entries) > self._most or (self._bytes > KEPT_BYTES and len(self.entries) > 1):
            self._bytes -= self.entries.popitem(last=False)[1].size

    def clear(self) -> None:
        self.entries.clear()
        self._bytes = 0
