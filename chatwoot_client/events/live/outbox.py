"""Holds events for a moment, so that those of a conversation leave in their order."""

from __future__ import annotations

from typing import NamedTuple

from chatwoot_client.events.event import Event

__all__ = ["Outbox"]

#: Seconds. Neighbours in a conversation come in the wrong order within a fraction of this.
_SETTLES = 0.25
#: Seconds. What came live while a gap wasn't read yet waits as long for what was said in it.
_HELD = 10.0


class _Held(NamedTuple):
    order: tuple[int, int]
    came_at: float
    event: Event
    live: bool

    def leaves_at(self, gap: bool) -> float:
        return self.came_at + (_HELD if gap and self.live else _SETTLES)


class Outbox:
    """Events on their way to the handlers."""

    def __init__(self) -> None:
        self._held: list[_Held] = []
        self._count = 0

    def put(self, event: Event, message_id: int | None, now: float, *, live: bool) -> None:
        """Hold *event*, a message by its id, everything else after what came before it.

        Parameters:
            live: whether it was told; otherwise it was read, with all that was said before it in its conversation.
        """
        self._count += 1
        order = (self._greatest() if message_id is None else message_id, self._count)
        self._held.append(_Held(order, now, event, live))

    def _greatest(self) -> int:
        return max((held.order[0] for held in self._held), default=0)

    def release(self, now: float, gap: bool) -> list[Event]:
        """The events that may go now, in their order, those of a conversation in the order of its messages.

        Parameters:
            gap: whether something may have been missed that wasn't read yet.
        """
        going = [held for held in self._held if now >= held.leaves_at(gap)]
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
        return min((held.leaves_at(gap) for held in self._held), default=None)
