"""Something that happened: its name, what tells it from others, what changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, TypeVar

from chatwoot_client.events.parts import Delivered
from chatwoot_client.events.signature import Stamp
from chatwoot_client.models.base import view

__all__ = ["UNSTAMPED", "Change", "Event", "id_of", "stamped"]

_Self = TypeVar("_Self", bound="Event")
UNSTAMPED = Stamp()


class Change(NamedTuple):
    """What a field was, and what it is now; moments are ISO 8601 text."""

    previous: Any
    current: Any


class Event(Delivered):
    """Something that happened in Chatwoot, as it was delivered.

    A delivery whose name isn't known is an ``Event`` itself. ``to_dict()`` is all that the server sent; ``repr`` shows
    no more than the :attr:`key`.
    """

    __slots__ = ("_sent_by_us", "_stamp")

    _stamp: Stamp
    #: Whether its receiver knows it by its key for one of the program's own; not set where nobody asked.
    _sent_by_us: bool
    #: What Chatwoot calls it, where it's one event and not a kind of them.
    _told_as: ClassVar[str | None] = None
    _classes: ClassVar[dict[str, type[Event]]] = {}

    @property
    def name(self) -> str:
        """What Chatwoot calls it: ``'message_created'``; empty where it wasn't told."""
        name = self._json.get("event")
        return name if isinstance(name, str) else ""

    @property
    def stamp(self) -> Stamp:
        """What the delivery's headers said: its id, when it was signed, whose secret fitted."""
        try:
            return self._stamp
        except AttributeError:
            return UNSTAMPED

    @property
    def key(self) -> str:
        """What tells this event from every other, and is the same when it's delivered again: a task's id, say."""
        parts = (self.name, self.account_id, *self._identity())
        key = ":".join("" if part is None else str(part) for part in parts)
        return key if self.stamp.source is None else f"{self.stamp.source}:{key}"

    @property
    def about(self) -> str:
        """The record that it's about, the same for all events of one: ``'message:7'``."""
        return f"{type(self).__name__}:{self.account_id}:{self._json.get('id')}"

    @property
    def account_id(self) -> int | None:
        """The account, where it's named: live always, in webhooks of conversations since 4.14.2."""
        told = self._json.get("account_id")
        return told if isinstance(told, int) else id_of(self._json.get("account"))

    @property
    def conversation_id(self) -> int | None:
        """The number of the conversation, as the API takes it; None where it's about none."""
        return None

    @property
    def performer(self) -> Mapping[str, Any] | None:
        """The user or bot whose token the call had that caused it; live events tell it, where there was one."""
        told = self._json.get("performer")
        return told if isinstance(told, Mapping) else None

    @property
    def changes(self) -> Mapping[str, Change]:
        """What was changed, by field: ``event.changes["status"].current``; empty where the delivery doesn't tell."""
        live = self._json.get("previous_changes")
        if isinstance(live, dict):
            pairs = {name: pair for name, pair in live.items() if isinstance(pair, list) and len(pair) == 2}
            return MappingProxyType({name: Change(*pair) for name, pair in pairs.items()})
        told = self._json.get("changed_attributes")
        changes = {
            name: Change(change.get("previous_value"), change.get("current_value"))
            for each in (told if isinstance(told, list) else ())
            if isinstance(each, dict)
            for name, change in each.items()
            if isinstance(change, dict)
        }
        return MappingProxyType(changes)

    def _identity(self) -> tuple[Any, ...]:
        """What tells it apart among events of its name: a record that changes has many, each with its own content."""
        try:
            content = json.dumps(self._json, sort_keys=True, default=dict)
        except RecursionError:
            # Nested as deep as could just be read: what lies within can't be told apart.
            flat = {name: value for name, value in self._json.items() if not isinstance(value, (dict, list))}
            content = json.dumps(flat, sort_keys=True)
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        return (self._json.get("id"), digest[:24])

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls._told_as is not None:
            Event._classes[cls._told_as] = cls

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.key}>"

    def __reduce__(self) -> Any:
        return (stamped, (type(self), self.to_dict(), self.stamp, self._is_known_as_ours))

    def __copy__(self: _Self) -> _Self:
        return stamped(type(self), dict(self._json), self.stamp, self._is_known_as_ours)

    def __deepcopy__(self: _Self, memo: dict[int, Any]) -> _Self:
        return stamped(type(self), self.to_dict(), self.stamp, self._is_known_as_ours)

    @property
    def _is_known_as_ours(self) -> bool:
        return getattr(self, "_sent_by_us", False)


def stamped(cls: type[_Self], data: dict[str, Any], stamp: Stamp, sent_by_us: bool = False) -> _Self:
    """A *cls* over *data* itself, which was delivered so."""
    event = view(cls, data)
    event._stamp = stamp
    event._sent_by_us = sent_by_us
    return event


def id_of(record: Any) -> int | None:
    """The id of a record within an event, or None where there is none."""
    found = record.get("id") if isinstance(record, (dict, Delivered)) else None
    return found if isinstance(found, int) else None
