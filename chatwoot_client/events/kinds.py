"""The kinds of events, by the names that Chatwoot has for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chatwoot_client.events.event import UNSTAMPED, Event, id_of, stamped
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


class MessageWord(str):
    """The type of a message as a word, equal to the number that the API has for it as well."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return other == _NUMBERS.get(self) if isinstance(other, int) else str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return str.__hash__(self)


_NUMBERS = {each.name.lower(): int(each) for each in MessageType}
_WORDS = {number: MessageWord(word) for word, number in _NUMBERS.items()}
#: By the word that webhooks have, and by the number that ``/cable`` and the API have.
_TYPES: dict[object, MessageWord] = {told: word for number, word in _WORDS.items() for told in (number, str(word))}


class _Made:
    """An event that happens to a record once."""

    __slots__ = ()

    def _identity(self: Any) -> tuple[Any, ...]:
        return (self._json.get("id"),)


class MessageEvent(Event):
    """A message was written, answered, changed or taken back."""

    id: int | None = field()
    """Id of the message, counted over the whole server."""
    content: str | None = field()
    """The text; null for a message that was sent without one, such as files alone."""
    content_type: str | None = field()
    """What it shows or asks for, one of :class:`MessageContentType`."""
    content_attributes: dict[str, Any] | None = field()
    """What goes with the text: ``items`` to choose from, ``submitted_values``, ``in_reply_to``, ``deleted`` …"""
    additional_attributes: dict[str, Any] | None = field()
    """What it was sent with, such as ``template_params`` or ``campaign_id``; empty for most."""
    private: bool | None = field()
    """Whether it's a note among agents, which the contact doesn't see."""
    created_at: FloatTimestamp | None = moment()
    """When it was stored."""
    source_id: str | None = field()
    """What another system knows it by; null unless it was sent or came with it."""
    echo_id: str | None = field()
    """What its creator sent to know it by; in live events only."""
    status: str | None = field()
    """How it fared, one of :class:`MessageStatus`; in live events only."""
    updated_at: FloatTimestamp | None = moment()
    """When it last changed; in live events only."""
    sender: DeliveredSender | None = nested("DeliveredSender")
    """Who wrote it; null for what the server said by itself."""
    attachments: list[PublicMessageAttachment] | None = nested_list("PublicMessageAttachment")
    """Its files; not sent for a message without any."""
    inbox: DeliveredInbox | None = nested("DeliveredInbox")
    """The inbox that its conversation is in."""
    account: DeliveredAccount | None = nested("DeliveredAccount")
    """The account that its conversation belongs to."""
    conversation: DeliveredConversation | None = nested("DeliveredConversation")
    """The conversation that it's in."""

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
    def is_own(self) -> bool:
        """Whether this program wrote it: a call of this process, even one that has had no answer yet, or with a key.

        Other processes' messages are known by the key that ``send_once`` gave them, where the receiver was told which
        keys are this program's (``Receiver(own_keys=…)``).
        """
        from chatwoot_client.events.own import OWN

        return self._is_known_as_ours or OWN.has_written(self)

    @property
    def sent_key(self) -> str | None:
        """The key that ``send_once`` sent it with, in whichever process; None where it has none."""
        from chatwoot_client.certain.keys import key_of

        return key_of(self._json)

    @property
    def is_private(self) -> bool:
        """Whether it's a private note, which no contact sees."""
        return self._json.get("private") is True

    @property
    def conversation_id(self) -> int | None:
        live = self._json.get("conversation_id")
        return live if isinstance(live, int) else id_of(self._json.get("conversation"))


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
        return id_of(self._json)


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


class ConversationRead(ConversationEvent):
    """The contact read a conversation; told live only."""

    _told_as = "conversation_read"


class AssigneeChanged(ConversationEvent):
    """A conversation was assigned to somebody else, or to nobody; told live only."""

    _told_as = "assignee_changed"


class TeamChanged(ConversationEvent):
    """A conversation was assigned to another team, or to none; told live only."""

    _told_as = "team_changed"


class ConversationMentioned(ConversationEvent):
    """The user who listens was mentioned in a conversation; told live only."""

    _told_as = "conversation_mentioned"


class TypingEvent(Event):
    """Somebody began or ceased to type; the end of it isn't always told."""

    user: DeliveredSender | None = nested("DeliveredSender")
    """Who types."""
    conversation: DeliveredConversation | None = nested("DeliveredConversation")
    """The conversation that's typed in."""

    @property
    def is_private(self) -> bool:
        """Whether it's a private note that is being typed."""
        return self._json.get("is_private") is True

    @property
    def conversation_id(self) -> int | None:
        return id_of(self._json.get("conversation"))

    @property
    def account_id(self) -> int | None:
        conversation = self._json.get("conversation")
        within = id_of(conversation.get("account")) if isinstance(conversation, (dict, Delivered)) else None
        return super().account_id if within is None else within

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


class ContactMerged(ContactEvent):
    """Another contact was merged into this one; told live only."""

    _told_as = "contact_merged"


class ContactDeleted(ContactEvent):
    """A contact was deleted; told live only."""

    _told_as = "contact_deleted"


class NotificationEvent(Event):
    """A notification of the user who listens was made, changed or deleted; told live only."""

    notification: dict[str, Any] | None = field()
    """The notification, as the server tells it."""
    unread_count: int | None = field()
    """How many notifications the user hasn't read."""
    count: int | None = field()
    """How many notifications the user has."""


class NotificationCreated(NotificationEvent):
    """The user who listens has a new notification."""

    _told_as = "notification_created"


class NotificationUpdated(NotificationEvent):
    """A notification was read, snoozed, or is unread again."""

    _told_as = "notification_updated"


class NotificationDeleted(NotificationEvent):
    """A notification is gone."""

    _told_as = "notification_deleted"


class WebwidgetTriggered(Event):
    """A visitor opened the website's widget."""

    _told_as = "webwidget_triggered"

    contact: DeliveredContact | None = nested("DeliveredContact")
    """The visitor, as a contact."""
    inbox: DeliveredInbox | None = nested("DeliveredInbox")
    """The inbox of the website."""
    account: DeliveredAccount | None = nested("DeliveredAccount")
    """The account that the inbox belongs to."""
    current_conversation: DeliveredConversation | None = nested("DeliveredConversation")
    """The conversation that the visitor has open; null for none."""
    source_id: str | None = field()
    """Who the visitor is in the inbox."""
    event_info: dict[str, Any] | None = field()
    """What the browser told of itself: ``browser``, ``browser_language``, ``widget_language`` …"""

    @property
    def conversation_id(self) -> int | None:
        return id_of(self._json.get("current_conversation"))


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


def event_of(data: Mapping[str, Any], stamp: Stamp = UNSTAMPED) -> Event:
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
    return stamped(cls, data if isinstance(data, dict) else dict(data), stamp)
