"""What happens to conversations and contacts, told to the listeners once the operation that did it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Union

from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.conversations import Conversation, Message, Sender
from chatwoot_client.sandbox.records.people import AgentBot, User
from chatwoot_client.sandbox.records.settings import Macro


@dataclass(frozen=True)
class ConversationEvent:
    """Something that happened, by the name that Chatwoot gives it."""

    name: str
    """`conversation_created`, `conversation_updated`, `message_created` and so on."""
    account_id: int
    conversation: Conversation
    message: Message | None = None
    """The message, of an event that is one of a message."""
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """The fields that changed, with what they were before and what they are now."""
    by: str | None = None
    """The name of who did it; None for a contact or the server."""
    by_automation: bool = False
    """Whether an automation rule did it: no rule runs for that."""
    typist: Sender = None
    """Who types, of an event that somebody begins or ceases to."""
    is_private: bool = False
    """Whether it's a private note that is typed."""
    performer: User | AgentBot | None = None
    """Whose token the request had that brought it about."""


@dataclass(frozen=True)
class ContactEvent:
    """Something that happened to a contact: `contact_created` or `contact_updated`."""

    name: str
    account_id: int
    contact: Contact
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """The fields that changed, with what they were before and what they are now."""
    performer: User | AgentBot | None = None
    """Whose token the request had that brought it about."""


@dataclass(frozen=True)
class MacroExecution:
    """An agent runs a macro on a conversation."""

    account_id: int
    conversation: Conversation
    macro: Macro
    user: User


Event = Union[ConversationEvent, ContactEvent, MacroExecution]
