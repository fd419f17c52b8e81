"""Which messages were handed out, so that each is once, and what a listener that starts again needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from chatwoot_client.checks import is_number
from chatwoot_client.events.seen import keep_as_latest

__all__ = ["MOST_KNOWN", "OVERLAP", "Journal", "State", "is_cursor"]

#: Seconds. What becomes visible late, or is dated by a clock that is a little off, is looked for this far back.
OVERLAP = 120.0
#: Seconds since 1970; later moments are none.
_END_OF_TIME = 1e11
#: Messages.
MOST_KNOWN = 20_000


class State(NamedTuple):
    """What of a message may change, and when that was told; messages that were read over REST don't tell."""

    content: Any
    status: Any
    attributes: Any
    updated_at: float | None = None


class Journal:
    """The messages of one account or contact.

    A message is new when it isn't known and was written in the time that isn't done yet: since the listener was first
    started, and since a little before what was whole at the end of its last life.

    Parameters:
        cursor: what :meth:`cursor` gave in an earlier life, if there was one.
        now: seconds since 1970.
    """

    def __init__(self, cursor: Mapping[str, Any] | None, now: float) -> None:
        self.began: float = float(cursor["began"]) if cursor else now
        #: All that was written before this moment has been looked for.
        self.until: float = float(cursor["until"]) if cursor else now
        self._said: tuple[float, float] = (self.began, self.until) if cursor else (0.0, 0.0)
        #: When messages were written that were handled, and that are being handled.
        self._handled: dict[int, float] = {int(id): float(at) for id, at in (cursor or {}).get("handled", {}).items()}
        self._under_way: dict[int, float] = {}
        self._states: dict[int, State] = {}

    @property
    def since(self) -> float:
        """The second from which on messages may be missing; they're dated by whole ones."""
        return float(int(max(self.began, self.until - OVERLAP)))

    def is_new(self, id: int, written_at: float) -> bool:
        """Whether the message is one to hand out."""
        return id not in self._states and id not in self._handled and written_at >= self.since

    def knows(self, id: int) -> bool:
        """Whether the message was handed out, in this life or the last."""
        return id in self._states or id in self._handled

    def state(self, id: int) -> State | None:
        """What of the message was last told, if it's still remembered."""
        return self._states.get(id)

    def tell(self, id: int, state: State) -> None:
        """Remember what of the message is told now."""
        keep_as_latest(self._states, id, state, MOST_KNOWN)

    def take(self, id: int, written_at: float) -> None:
        """Note that the message is being handled."""
        # One that is dated long ago is new all the same, and nothing else of that time has to be looked for again.
        self._under_way[id] = max(written_at, self.since)

    def done(self, id: int) -> None:
        """Note that the message was handled; called from the threads of handlers."""
        written_at = self._under_way.get(id)
        if written_at is not None:
            self._handled[id] = written_at
            self._under_way.pop(id, None)

    def set_back(self, seconds: float) -> None:
        """Note that the clock, by which all moments of this life were told, is ahead of the server's."""
        # What an earlier life says was told by the server's clock.
        self.began = max(self.began - seconds, self._said[0])
        self.until = max(self.until - seconds, self._said[1])

    def whole(self, until: float) -> None:
        """Note that all that was written before *until* has been looked for."""
        self.until = max(self.until, until)
        oldest = self._horizon()
        for id in [id for id, written_at in list(self._handled.items()) if written_at < oldest]:
            self._handled.pop(id, None)

    def cursor(self) -> dict[str, Any]:
        """What another life needs to go on, as plain JSON data."""
        under_way = list(self._under_way.values())
        until = min([self.until, *(written_at + OVERLAP for written_at in under_way)])
        handled = {str(id): written_at for id, written_at in list(self._handled.items())}
        return {"began": self.began, "until": until, "handled": handled}

    def _horizon(self) -> float:
        """Nothing that was written before this is asked for again."""
        return min([self.until, *list(self._under_way.values())]) - 2 * OVERLAP


def is_cursor(value: Any) -> bool:
    """Whether it's what :meth:`Journal.cursor` gives, also after it was written as JSON."""
    if not (isinstance(value, Mapping) and value.keys() >= {"began", "until", "handled"}):
        return False
    handled = value["handled"]
    if not (isinstance(handled, Mapping) and all(isinstance(id, (int, str)) and str(id).isdecimal() for id in handled)):
        return False
    moments = (value["began"], value["until"], *handled.values())
    return all(is_number(each) and 0 <= each < _END_OF_TIME for each in moments)
