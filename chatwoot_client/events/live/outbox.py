"""Holds events for a moment, so that those of a conversation leave in their order."""

from __future__ import annotations

from typing import NamedTuple

from chatwoot_client.events.event import Event

__all__ = ["Outbox"]

#: Seconds. Neighbours in a conversation come in the wrong order within a fraction of this.
_SETTLES = 0.25
#: Seconds. While a gap is being read, the messages in it may still come first for this long.
_HELD = 10.0


class _Held(NamedTuple):
    order: tuple[int, int]
    came_at: float
    event: Event


class Outbox:
    """Events on their way to the handlers."""

    def __init__(self) -> None:
        self._held: list[_Held] = []
        self._count = 0

    def put(self, event: Event, message_id: int | None, now: float) -> None:
        """Hold *event*, a message by its id, everything else after what came before it."""
        self._count += 1
        self._held.append(_Held((self._greatest() if message_id is None else message_id, self._count), now, event))

    def _greatest(self) -> int:
        return max((held.order[0] for held in self._held), default=0)

    def release(self, now: float, gap: bool) -> list[Event]:
        """The events that may go now, in their order, those of a conversation in the order of its messages."""
        waits = _HELD if gap else _SETTLES
        going = [held for held in self._held if now - held.came_at >= waits]
        if not going:
            return []
        last: dict[int | None, tuple[int, int]] = {}
        for held in going:
            conversation = held.event.conversation_id
            last[conversation] = max(held.order, last.get(conversation, held.order))
        # What is older in its conversation than one that goes can't wait for its own time.
        leaving: list[_Held] = []
        staying: list[_Held] = []
        for held in self._held:
            goes = held.order <= last.get(held.event.conversation_id, (-1, -1))
            (leaving if goes else staying).append(held)
        self._held = staying
        return [held.event for held in sorted(leaving, key=lambda held: held.order)]

    def next_at(self, gap: bool) -> float | None:
        """The moment at which the next one may go; None when there's nothing."""
        waits = _HELD if gap else _SETTLES
        return min((held.came_at + waits for held in self._held), default=None)
