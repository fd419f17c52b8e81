"""One after the other: threads of a process that are about to make the same thing."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from chatwoot_client.wire.clock import now
from chatwoot_client.wire.forks import generation

if TYPE_CHECKING:
    from chatwoot_client.certain.budget import Budget

__all__ = ["in_turn"]

#: Seconds after which nobody waits any more where a turn only saves what others would have to put right.
_LONGEST = 30.0
_BETWEEN_LOOKS = 0.01


class _Turn:
    __slots__ = ("__weakref__",)


_turns: dict[Any, weakref.ref[_Turn]] = {}


@contextmanager
def in_turn(budget: Budget, *key: Any, longest: float = _LONGEST) -> Iterator[bool]:
    """Have the turn among the threads that come with this *key*; who waited too long goes on without, told by False.

    A turn is held by an object of the thread's frame. When that has gone, however it ended, the turn is the next one's:
    there is no lock that an interrupted thread, or one that a fork left behind, would keep.
    """
    # What can't be a part of a path is told by the operation that is asked.
    place = (generation(), *map(repr, key))
    turn = _Turn()
    ours = weakref.ref(turn)
    until = now() + longest
    while (holder := _turns.setdefault(place, ours)) is not ours:
        if holder() is None:
            _leave(place, holder)
        elif now() >= until or not budget.pause(_BETWEEN_LOOKS):
            break
    try:
        yield holder is ours
    finally:
        _leave(place, ours)


def _leave(place: Any, turn: weakref.ref[_Turn]) -> None:
    if _turns.get(place) is turn:
        _turns.pop(place, None)
