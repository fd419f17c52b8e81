"""What happened, typed by its name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from chatwoot_client.events.parts import (
    Delivered,
    DeliveredAccount,
    DeliveredContact,
    DeliveredConversation,
    DeliveredInbox,
    DeliveredSender,
)
from chatwoot_client.events.signature import Stamp
from chatwoot_client.models.base import field, moment, nested, nested_list, view
from chatwoot_client.models.enums import MessageType

if TYPE_CHECKING:
    from chatwoot_client.models.base import FloatTimestamp
    from chatwoot_client.models.public_messages import PublicMessageAttachment

__all__ = [
    "Change",
    "ContactCreated",
    "ContactEvent",
    "ContactUpdated",
    "ConversationCreated",
    "ConversationEvent",
    "ConversationOpened",
    "ConversationResolved",
    "ConversationStatusChanged",
    "ConversationTypingOff",
    "ConversationTypingOn",
    "ConversationUpdated",
    "Event",
    "InboxCreated",
    "InboxEvent",
    "InboxUpdated",
    "MacroExecuted",
    "MessageCreated",
    "MessageEvent",
    "MessageUpdated",
    "RuleMatched",
    "TypingEvent",
    "WebwidgetTriggered",
    "event_of",
]

_Self = TypeVar("_Self", bound="Event")
_UNSTAMPED = Stamp()


class Change(NamedTuple):
    """What a field was, and what it is now; moments are ISO 8601 text."""

    previous: Any
    current: Any


class MessageWord(str):
    """The type of a message as a word, equal to the number that the API has for it as well."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return other == _NUMBERS.get(self) if isinstance(other, int) else str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


_NUMBERS = {each.name.lower(): int(each) for each in MessageType}
_WORDS = {number: MessageWord(word) for word, number in _NUMBERS.items()}
#: By the word that webhooks have, and by the number that ``/cable`` and the API have.
_TYPES: dict[object, MessageWord] = {told: word for number, word in _WORDS.items() for told in (number, str(word))}


class Event(Delivered):
    """Something that happened in Chatwoot, as it was delivered.

    A delivery whose name isn't known is an ``Event`` itself. ``to_dict()`` is all that the server sent; ``repr`` shows
    no more than the :attr:`key`.
    """

    __slots__ = ("_stamp",)

    _stamp: Stamp
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
            return _UNSTAMPED

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
        """The account, where the delivery names it: for conversations since 4.14.2."""
        return _id_of(self._json.get("account"))

    @property
    def conversation_id(self) -> int | None:
        """The number of the conversation, as the API takes it; None where it's about none."""
        return None

    @property
    def changes(self) -> Mapping[str, Change]:
        """What was changed, by field: ``event.changes["status"].current``; empty where the delivery doesn't tell."""
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
        content = json.dumps(self._json, sort_keys=True, default=dict).encode("utf-8", "surrogatepass")
        return (self._json.get("id"), hashlib.sha256(content).hexdigest()[:24])

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls._told_as is not None:
            Event._classes[cls._told_as] = cls

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.key}>"

    def __reduce__(self) -> Any:
        return (event_of, (self.to_dict(), self.stamp))

    def __copy__(self: _Self) -> _Self:
        return event_of(dict(self._json), self.stamp)  # type: ignore[return-value]

    def __deepcopy__(self: _Self, memo: dict[int, Any]) -> _Self:
        return event_of(self.to_dict(), self.stamp)  # type: ignore[return-value]


class _Made:
    """An event that happens to a record once."""

    __slots__ = ()

    def _identity(self: Any) -> tuple[Any, ...]:
        return (self._json.get("id"),)


class MessageEvent(Event):
    """A message was written, answered, changed or taken back."""

    id: int | None = field()
    content: str | None = field()
    content_type: str | None = field()
    content_attributes: dict[str, Any] | None = field()
    additional_attributes: dict[str, Any] | None = field()
    private: bool | None = field()
    created_at: FloatTimestamp | None = moment()
    source_id: str | None = field()
    sender: DeliveredSender | None = nested("DeliveredSender")
    attachments: list[PublicMessageAttachment] | None = nested_list("PublicMessageAttachment")
    inbox: DeliveredInbox | None = nested("DeliveredInbox")
    account: DeliveredAccount | None = nested("DeliveredAccount")
    conversation: DeliveredConversation | None = nested("DeliveredConversation")

    @property
    def message_type(self) -> Any:
        """The word that was delivered, which equals :class:`MessageType` 's numbers too."""
        told = self._json.get("message_type")
        return _TYPES.get(told, told) if type(told) in (str, int) else told

    @property
    def is_incoming(self) -> bool:
        """Whether the contact wrote it."""
        return _WORDS[MessageType.INCOMING] is self.message_type

    @property
    def is_outgoing(self) -> bool:
        """Whether an agent or a bot wrote it; a private note is that as well."""
        return _WORDS[MessageType.OUTGOING] is self.message_type

    @property
    def is_private(self) -> bool:
        """Whether it's a private note, which no contact sees."""
        return self._json.get("private") is True

    @property
    def conversation_id(self) -> int | None:
        return _id_of(self._json.get("conversation"))


class MessageCreated(_Made, MessageEvent):
    """A message was written, a private note or a template's included."""

    _told_as = "message_created"


class MessageUpdated(MessageEvent):
    """A message was answered, changed, taken back, or its state is another."""

    _told_as = "message_updated"


class ConversationEvent(Event):
    """Something happened to a conversation."""

    @property
    def conversation(self) -> DeliveredConversation:
        """The conversation as it is now."""
        return view(DeliveredConversation, self._json)

    @property
    def conversation_id(self) -> int | None:
        return _id_of(self._json)


class ConversationCreated(_Made, ConversationEvent):
    """A conversation began."""

    _told_as = "conversation_created"


class ConversationUpdated(ConversationEvent):
    """A conversation's assignee, team, labels, attributes, priority … changed; ``changes`` tells which."""

    _told_as = "conversation_updated"


class ConversationStatusChanged(ConversationEvent):
    """A conversation was opened, resolved, snoozed, or left to a bot."""

    _told_as = "conversation_status_changed"


class ConversationOpened(ConversationEvent):
    """A conversation was opened; only bots are told so."""

    _told_as = "conversation_opened"


class ConversationResolved(ConversationEvent):
    """A conversation was resolved; only bots are told so."""

    _told_as = "conversation_resolved"


class TypingEvent(Event):
    """Somebody began or ceased to type; the end of it isn't always told."""

    user: DeliveredSender | None = nested("DeliveredSender")
    conversation: DeliveredConversation | None = nested("DeliveredConversation")

    @property
    def is_private(self) -> bool:
        """Whether it's a private note that is being typed."""
        return self._json.get("is_private") is True

    @property
    def conversation_id(self) -> int | None:
        return _id_of(self._json.get("conversation"))

    @property
    def account_id(self) -> int | None:
        conversation = self._json.get("conversation")
        return _id_of(conversation.get("account")) if isinstance(conversation, (dict, Delivered)) else None

    def _identity(self) -> tuple[Any, ...]:
        # Two times of typing look alike.
        return (*super()._identity(), self.stamp.delivery_id)


class ConversationTypingOn(TypingEvent):
    """Somebody began to type."""

    _told_as = "conversation_typing_on"


class ConversationTypingOff(TypingEvent):
    """Somebody ceased to type."""

    _told_as = "conversation_typing_off"


class ContactEvent(Event):
    """Something happened to a contact."""

    @property
    def contact(self) -> DeliveredContact:
        """The contact as it is now."""
        return view(DeliveredContact, self._json)


class ContactCreated(_Made, ContactEvent):
    """A contact was made."""

    _told_as = "contact_created"


class ContactUpdated(ContactEvent):
    """A contact changed, if only by the time of its last activity."""

    _told_as = "contact_updated"


class WebwidgetTriggered(Event):
    """A visitor opened the website's widget."""

    _told_as = "webwidget_triggered"

    contact: DeliveredContact | None = nested("DeliveredContact")
    inbox: DeliveredInbox | None = nested("DeliveredInbox")
    account: DeliveredAccount | None = nested("DeliveredAccount")
    current_conversation: DeliveredConversation | None = nested("DeliveredConversation")
    source_id: str | None = field()
    event_info: dict[str, Any] | None = field()

    @property
    def conversation_id(self) -> int | None:
        return _id_of(self._json.get("current_conversation"))


class InboxEvent(Event):
    """Something happened to an inbox; servers tell it with ``ENABLE_INBOX_EVENTS`` only."""

    @property
    def inbox(self) -> DeliveredInbox:
        """The inbox as it is now."""
        return view(DeliveredInbox, self._json)


class InboxCreated(_Made, InboxEvent):
    """An inbox was made."""

    _told_as = "inbox_created"


class InboxUpdated(InboxEvent):
    """An inbox changed."""

    _told_as = "inbox_updated"


class RuleMatched(ConversationEvent):
    """An automation rule called; ``name`` is ``automation_event.`` and what set it off. Never signed."""


class MacroExecuted(ConversationEvent):
    """A macro called. Never signed."""

    _told_as = "macro.executed"


def event_of(data: Mapping[str, Any], stamp: Stamp = _UNSTAMPED) -> Event:
    """The event that a delivery's JSON object tells of, such as one that a queue kept.

    Parameters:
        data: the object, which is held as it is.
        stamp: what the delivery's headers said.

    Raises:
        TypeError: *data* isn't a mapping.
    """
    if not isinstance(data, Mapping):
        raise TypeError(f"data must be a mapping, not {type(data).__name__}")
    name = data.get("event")
    cls: type[Event] = Event
    if isinstance(name, str):
        cls = RuleMatched if name.startswith("automation_event.") else Event._classes.get(name, Event)
    event = view(cls, data if isinstance(data, dict) else dict(data))
    event._stamp = stamp
    return event


def _id_of(record: Any) -> int | None:
    found = record.get("id") if isinstance(record, (dict, Delivered)) else None
    return found if isinstance(found, int) else None
