"""What was found or made, and which of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chatwoot_client.checks import is_whole_number
from chatwoot_client.models.base import Model

if TYPE_CHECKING:
    from chatwoot_client.models.contacts import Contact
    from chatwoot_client.models.conversations import Conversation
    from chatwoot_client.models.public_contacts import PublicContact
    from chatwoot_client.models.public_conversations import PublicConversation

__all__ = ["FoundContact", "FoundConversation", "FoundPublicContact", "FoundPublicConversation", "id_of"]

#: What the classes are called of those that have ids, and of what else is passed in their place by mistake.
_NOUNS = {
    "contact": "Contact",
    "inbox": "Inbox",
    "conversation": "Conversation",
    "team": "Team",
    "assignee": "Agent",
    "message": "Message",
}


class FoundContact(NamedTuple):
    """A contact that was found or made.

    Attributes:
        contact: the contact.
        created: True if this call made it, False if it was there; None where the answer to making it got lost, and it
            was there when the call looked again.
    """

    contact: Contact
    created: bool | None


class FoundConversation(NamedTuple):
    """A conversation that was found or made.

    Attributes:
        conversation: the conversation.
        created: as in :class:`FoundContact`.
    """

    conversation: Conversation
    created: bool | None


class FoundPublicContact(NamedTuple):
    """A contact of an API inbox that was found or made.

    Attributes:
        contact: the contact.
        created: True if the source id was nobody's before. The contact itself may have been in the account: a server
            takes whoever has the identifier, the e-mail address or the phone number.
    """

    contact: PublicContact
    created: bool


class FoundPublicConversation(NamedTuple):
    """A conversation of an API inbox that was found or made.

    Attributes:
        conversation: the conversation with its messages.
        created: as in :class:`FoundContact`.
    """

    conversation: PublicConversation
    created: bool | None


def id_of(name: str, record: Any) -> int:
    """The id of a *record*, which may be given itself.

    Raises:
        TypeError, ValueError: it isn't one, or hasn't any.
    """
    id = getattr(record, "id", None) if isinstance(record, Model) else record
    if isinstance(record, Model) and _is_another(name, record):
        raise TypeError(f"{name} must be a model of one or its id, not {type(record).__name__}")
    if isinstance(record, Model) and id is None:
        raise ValueError(f"{name} has no id")
    if not is_whole_number(id):
        raise TypeError(f"{name} must be a model or its id, not {type(record).__name__}")
    return id


def _is_another(name: str, record: Model) -> bool:
    """Whether a *record* is plainly something else than *name* says, so that its id would be somebody else's."""
    called = type(record).__name__
    return any(called.endswith(noun) for noun in _NOUNS.values() if noun != _NOUNS[name])
