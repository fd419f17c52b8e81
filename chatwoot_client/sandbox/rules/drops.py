"""What a message may call by name: the people, the conversation, the inbox and the account that it's written in."""

from __future__ import annotations

from typing import Any

from chatwoot_client.sandbox.records.conversations import Message
from chatwoot_client.sandbox.records.people import User


def drops(message: Message, account_name: str) -> dict[str, Any]:
    """The values that the Liquid of a message may name."""
    conversation, contact, sender = message.conversation, message.conversation.contact, message.sender
    known: dict[str, Any] = {
        "contact": {
            **_names(contact.name or ""),
            "email": contact.email,
            "phone_number": contact.phone_number,
            "custom_attribute": contact.custom_attributes,
        },
        "conversation": {
            "display_id": conversation.id,
            "id": conversation.internal_id,
            "custom_attribute": conversation.custom_attributes,
        },
        "inbox": {"name": conversation.inbox.name},
        "account": {"name": account_name},
    }
    if isinstance(sender, User):
        more = {"available_name": sender.available_name, "email": sender.email}
        known["agent"] = {**_names(sender.name), **more}
    return known


def _names(name: str) -> dict[str, str]:
    words = [word.capitalize() for word in name.split()]
    return {"name": " ".join(words), "first_name": "".join(words[:1]), "last_name": "".join(words[1:][-1:])}
