"""What passed between programs and the sandbox: the latest entries, each told of as it's added."""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Protocol

KEPT = 2_000
KEPT_BYTES = 64 * 1024 * 1024

Json = dict[str, Any]


class Entry(Protocol):
    """Something that passed."""

    @property
    def size(self) -> int:
        """How many bytes are kept of it."""

    def line(self) -> Json:
        """What the list shows of it."""


class Log:
    """The latest 2,000 entries, or as many as have 64 MiB."""

    def __init__(self, tell: Callable[[Json], None]) -> None:
        """Begin empty; `tell` is called with the line of each entry."""
        self._tell = tell
        self._lock = threading.Lock()
        self._entries: OrderedDict[int, Entry] = OrderedDict()
        self._bytes = 0
        self._numbers = itertools.count(1)

    def add(self, entry: Entry) -> None:
        """Keep an entry, and tell of it."""
        with self._lock:
            number = next(self._numbers)
            self._entries[number] = entry
            self._bytes += entry.size
            while len(self._entries) > KEPT or (self._bytes > KEPT_BYTES and len(self._entries) > 1):
                self._bytes -= self._entries.popitem(last=False)[1].size
        self._tell({"id": number, **entry.line()})

    def lines(self) -> list[Json]:
        """What the list shows, the oldest first."""
        with self._lock:
            entries = list(self._entries.items())
        return [{"id": number, **entry.line()} for number, entry in entries]

    def entry(self, number: int) -> Entry | None:
        """The entry of this number, if it's still there."""
        with self._lock:
            return self._entries.get(number)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._entries.clear()
            self._bytes = 0
