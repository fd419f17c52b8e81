"""What a contact is, and its place in an inbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chatwoot_client.sandbox.records.base import new_token, now
from chatwoot_client.sandbox.records.files import Blob
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.people import User


@dataclass(eq=False)
class Contact:
    """A customer."""

    id: int
    name: str | None
    email: str | None = None
    phone_number: str | None = None
    identifier: str | None = None
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    additional_attributes: dict[str, Any] = field(default_factory=dict)
    blocked: bool = False
    avatar: Blob | None = None
    labels: list[str] = field(default_factory=list)
    notes: dict[int, Note] = field(default_factory=dict)
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
    last_activity_at: datetime | None = None

    @property
    def contact_type(self) -> str:
        """A visitor becomes a lead with an address or a number."""
        return "lead" if self.email or self.phone_number else "visitor"


@dataclass(eq=False)
class Note:
    """What an agent wrote down about a contact."""

    id: int
    content: str
    user: User
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)


@dataclass(eq=False)
class ContactInbox:
    """A contact's place in one inbox, addressed by its source id."""

    inbox: Inbox
    contact: Contact
    source_id: str
    hmac_verified: bool = False
    pubsub_token: str = field(default_factory=new_token)
    id: int = 0
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
