"""Filling in what stands between double braces in the texts that agents and the server write."""

from __future__ import annotations

import re
from typing import Any

from chatwoot_client.sandbox.records.conversations import Message
from chatwoot_client.sandbox.records.people import User

_PLACEHOLDER = re.compile(r"\{\{\s*([\w.-]+)[^}]*\}\}")


def filled_in(message: Message) -> str | None:
    """The content of a message with its placeholders replaced; one that nothing is known about becomes empty."""
    if message.content is None:
        return None
    known = _known(message)
    return _PLACEHOLDER.sub(lambda match: _looked_up(known, match.group(1)), message.content)


def _looked_up(known: Any, path: str) -> str:
    for name in path.split("."):
        known = known.get(name) if isinstance(known, dict) else None
    return "" if known is None else str(known)


def _known(message: Message) -> dict[str, Any]:
    conversation = message.conversation
    contact = conversation.contact
    known: dict[str, Any] = {
        "contact": {
            **_names(contact.name),
            "email": contact.email,
            "phone_number": contact.phone_number,
            "custom_attribute": contact.custom_attributes,
        },
        "conversation": {"display_id": conversation.id, "custom_attribute": conversation.custom_attributes},
        "inbox": {"name": conversation.inbox.name},
    }
    if isinstance(message.sender, User):
        known["agent"] = {**_names(message.sender.name), "available_name": message.sender.available_name}
    return known


def _names(name: str) -> dict[str, str]:
    words = [word.capitalize() for word in name.split()]
    return {"name": " ".join(words), "first_name": "".join(words[:1]), "last_name": "".join(words[1:][-1:])}
