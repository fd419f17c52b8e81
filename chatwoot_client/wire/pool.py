"""A bound on how many exchanges have a connection at a time, and the connections that wait for the next one.

Whatever is raised in the middle of anything here (a signal's handler can raise between any two steps) costs nothing,
because nothing has to be put right afterwards. A place is taken for as long as its object lives, and what ends with
that object is done by the interpreter, in C, where nothing can be raised. There is no lock that could stay held.
"""

from __future__ import annotations

import itertools
import weakref
from collections import deque
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from chatwoot_client.wire.clock import now
from chatwoot_client.wire.failures import CROWDED, Failure

if TYPE_CHECKING:
    from chatwoot_client.wire.connection import Connection
    from chatwoot_client.wire.patience import Deadline

__all__ = ["Closed", "Place", "Pool"]


class Closed(Exception):
    """The pool was closed while somebody waited for a place."""


class Place:
    """Somebody's place in a pool, or in the line of those who wait for one; gone when it's ended, or lost."""

    __slots__ = ("__weakref__", "_number", "_pool", "bell")

    def __init__(self, pool: Pool, number: int) -> None:
        self._pool = pool
        self._number = number
        #: What wakes its holder, who waits.
        self.bell: SimpleQueue[None] | None = None

    def end(self, connection: Connection | None = None) -> None:
        """Let the next one have it; and *connection*, which is good for another exchange."""
        if connection is not None:
            self._pool.keep(connection)
        self._pool.leave(self._number)


class Pool:
    """The connections of one process to one server."""

    def __init__(self, size: int, expiry: float, look_again: float = 0.05) -> None:
        self.size: int = size
        self._expiry = expiry
        #: Seconds after which those who wait look for themselves: a place that was lost wakes nobody.
        self._look_again = look_again
        self._closed = False
        #: Who has a place and who waits for one, in their order: the first *size* of them have one.
        self._line: dict[int, weakref.ref[Place]] = {}
        self._numbers = itertools.count()
        #: The last one is the one that was used last.
        self._kept: deque[Connection] = deque()
        #: All that are open, whoever has them.
        self._open: set[weakref.ref[Connection]] = set()

    def place(self, deadline: Deadline) -> Place:
        """A place, waited for until *deadline*.

        Raises:
            Failure: none became free in time.
            Closed: the pool was closed meanwhile.
        """
        number = next(self._numbers)
        place = Place(self, number)
        # The object that holds the place is named nowhere else, so when it's lost its number leaves the line.
        self._line[number] = weakref.ref(place, partial(self._line.pop, number))
        try:
            while number not in list(self._line)[: self.size]:
                self._wait(place, deadline)
        except BaseException:
            place.end()
            raise
        place.bell = None
        return place

    def _wait(self, place: Place, deadline: Deadline) -> None:
        """Wait for a ring, or until it's time to look again."""
        if place.bell is None:
            # To be rung from now on; what happened before is to be looked at first.
            place.bell = SimpleQueue()
            return
        if self._closed:
            raise Closed
        with suppress(Empty):
            place.bell.get(timeout=min(self._seconds(deadline), self._look_again))

    def _seconds(self, deadline: Deadline) -> float:
        try:
            return deadline.left()
        except Failure:
            raise Failure(CROWDED, f"no free connection in time; all {self.size} are in use") from None

    def leave(self, number: int) -> None:
        """Take somebody out of the line, and wake who has a place by that."""
        self._line.pop(number, None)
        for holder in list(self._line.values())[: self.size]:
            _ring(holder)

    def kept(self) -> Connection | None:
        """The connection that was used last, if it's still good for an exchange."""
        while self._kept:
            with suppress(IndexError):
                connection = self._kept.pop()
                if now() < connection.good_until and not connection.has_news():
                    return connection
                connection.close()
        return None

    def add(self, connection: Connection) -> Connection:
        """Know of a connection that was opened."""
        self._open.add(weakref.ref(connection, self._open.discard))
        return connection

    def keep(self, connection: Connection) -> None:
        """Have *connection* ready for the next exchange."""
        if self._closed:
            connection.close()
        else:
            connection.begun = False
            connection.good_until = now() + self._expiry
            self._kept.append(connection)

    def close(self) -> None:
        """Close what waits for an exchange, and wake who waits for a place; the others end by themselves."""
        self._closed = True
        while self._kept:
            with suppress(IndexError):
                self._kept.pop().close()
        for holder in list(self._line.values()):
            _ring(holder)

    def abandon(self) -> None:
        """In a forked child, let go of all that its parent had open."""
        for known in list(self._open):
            connection = known()
            if connection is not None:
                connection.abandon()


def _ring(holder: weakref.ref[Place]) -> None:
    place = holder()
    if place is not None and place.bell is not None:
        place.bell.put(None)
