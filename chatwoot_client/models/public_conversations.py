"""Conversations as a contact sees them."""

from __future__ import annotations

from typing import Any, Literal

from chatwoot_client.models.base import Model, Timestamp, epoch, field, mapped, nested, nested_list, word
from chatwoot_client.models.public_contacts import PublicContactRecord
from chatwoot_client.models.public_messages import PublicMessage


class PublicConversation(Model):
    """A conversation with all its messages but private notes and activities."""

    id: int | None = field()
    """Its number, counted per account, which other operations call ``conversation_id``."""
    uuid: str | None = field()
    """What its survey knows the conversation by."""
    inbox_id: int | None = field()
    """Id of the inbox that it's in."""
    contact_last_seen_at: Timestamp | None = epoch()
    """When the contact last looked; 0 for never."""
    status: str | None = field()
    """One of :class:`ConversationStatus`."""
    agent_last_seen_at: Timestamp | None = epoch()
    """When an agent last looked; 0 for never."""
    messages: list[PublicMessage] | None = nested_list("PublicMessage")
    """All of them, oldest first."""
    contact: PublicContactRecord | None = nested("PublicContactRecord")
    """Whose conversation it is."""


class PublicConversationCreatePayload(Model):
    """A conversation to begin."""

    custom_attributes: dict[str, Any] | None = mapped()
    """Attributes that the account defines: texts of up to 1,500 characters, integers up to 9,999,999,999."""


class PublicTypingStatusPayload(Model):
    """Whether the contact is typing."""

    typing_status: Literal["on", "off"] | str | None = word()
    """Whether that begins or ends."""
