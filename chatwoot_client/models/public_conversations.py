"""Conversations as a contact sees them."""

from __future__ import annotations

from typing import Any, Literal

from chatwoot_client.models.base import Model, Timestamp, epoch, field, mapped, nested, nested_list, word
from chatwoot_client.models.public_contacts import PublicContactRecord
from chatwoot_client.models.public_messages import PublicMessage


class PublicConversation(Model):
    """A conversation with all its messages but private notes and activities.

    ``id`` is the number that other operations call ``conversation_id``, counted per account. ``status`` is one of
    :class:`ConversationStatus`. The times are 0 where nobody has looked yet.
    """

    id: int | None = field()
    uuid: str | None = field()
    inbox_id: int | None = field()
    contact_last_seen_at: Timestamp | None = epoch()
    status: str | None = field()
    agent_last_seen_at: Timestamp | None = epoch()
    messages: list[PublicMessage] | None = nested_list("PublicMessage")
    contact: PublicContactRecord | None = nested("PublicContactRecord")


class PublicConversationCreatePayload(Model):
    """A conversation to begin. Of its attributes, texts have up to 1,500 characters, integers up to ten digits."""

    custom_attributes: dict[str, Any] | None = mapped()


class PublicTypingStatusPayload(Model):
    """Whether the contact is typing."""

    typing_status: Literal["on", "off"] | str | None = word()
