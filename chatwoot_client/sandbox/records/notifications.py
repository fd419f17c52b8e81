"""What a notification is, and which ones a user wants by mail and on the phone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chatwoot_client.sandbox.records.base import now, words
from chatwoot_client.sandbox.records.conversations import Conversation, Message
from chatwoot_client.sandbox.records.people import User

NOTIFICATION_TYPES = words("""
    conversation_creation conversation_assignment assigned_conversation_new_message conversation_mention
    participating_conversation_new_message sla_missed_first_response sla_missed_next_response sla_missed_resolution
""")


@dataclass(eq=False)
class Notification:
    """What a user is told of a conversation."""

    id: int
    account_id: int
    user: User
    notification_type: str
    conversation: Conversation
    message: Message | None = None
    """The message that it's about; None for one about the conversation."""
    read_at: datetime | None = None
    snoozed_until: datetime | None = None
    meta: dict[str, Any] = field(default_factory=dict)
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
    last_activity_at: datetime = field(default_factory=now)


def _assignments_only() -> list[str]:
    return ["conversation_assignment"]


@dataclass(eq=False)
class NotificationSetting:
    """Which notifications a user wants in an account."""

    id: int
    email: Iterable[str] = field(default_factory=_assignments_only)
    """The types that come by e-mail."""
    push: Iterable[str] = field(default_factory=_assignments_only)
    """The types that come as push messages."""

    def wants(self, notification_type: str) -> bool:
        """Whether it comes in any way."""
        return notification_type in self.email or notification_type in self.push


@dataclass(eq=False)
class NotificationSubscription:
    """A device or a browser that gets a user's push messages."""

    id: int
    user: User
    subscription_type: str
    subscription_attributes: dict[str, Any]
    identifier: str | None
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
