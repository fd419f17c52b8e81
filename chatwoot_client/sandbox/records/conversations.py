"""What a conversation, its messages and what reports count of it are."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Union

from chatwoot_client.sandbox.rails.errors import RecordNotFound
from chatwoot_client.sandbox.records.base import now, words
from chatwoot_client.sandbox.records.contacts import Contact, ContactInbox
from chatwoot_client.sandbox.records.files import Attachment
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.media import picture_size
from chatwoot_client.sandbox.records.people import AgentBot, Team, User
from chatwoot_client.sandbox.records.policies import SlaPolicy

INCOMING, OUTGOING, ACTIVITY, TEMPLATE = 0, 1, 2, 3
MESSAGE_TYPES = {"incoming": INCOMING, "outgoing": OUTGOING, "activity": ACTIVITY, "template": TEMPLATE}
MAX_UNREAD = 10
STATUSES = words("open resolved pending snoozed")
PRIORITIES = words("low medium high urgent")
MESSAGE_STATUSES = words("sent delivered read failed")
CONTENT_TYPES = words("""
    text input_text input_textarea input_email input_select cards form article incoming_email input_csat integrations
    sticker voice_call
""")
Sender = Union[Contact, User, AgentBot, None]


@dataclass(eq=False)
class SurveyResponse:
    """How a customer rated a conversation."""

    id: int
    rating: int
    feedback_message: str | None
    assigned_agent: User | None = None
    """Who had the conversation when it was rated."""
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)


@dataclass(eq=False)
class ReportingEvent:
    """Something that reports count, and how long it took."""

    id: int
    name: str
    user: User | None
    started_at: datetime
    ended_at: datetime
    message: Message | None = None
    """The message that ended it, of an event that one did."""

    @property
    def seconds(self) -> float:
        """How long it took, in whole seconds of the clock."""
        return float(int(self.ended_at.timestamp()) - int(self.started_at.timestamp()))


@dataclass(eq=False)
class Message:
    """A message of a conversation."""

    conversation: Conversation
    content: str | None
    message_type: int
    id: int = 0
    """0 until it is saved."""
    sender: Sender = None
    content_type: str = "text"
    content_attributes: dict[str, Any] = field(default_factory=dict)
    private: bool = False
    status: str = "sent"
    source_id: str | None = None
    """The key that its sender knows it by."""
    additional_attributes: dict[str, Any] = field(default_factory=dict)
    attachments: list[Attachment] = field(default_factory=list)
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
    survey_response: SurveyResponse | None = None
    echo_id: str | None = None
    """What its sender called it in the request; a server tells it live, and keeps it nowhere."""

    def measure_pictures(self) -> None:
        """Fill in the sizes of its pictures: Chatwoot does that in a job, after it has answered."""
        for attachment in self.attachments:
            is_picture = attachment.file_type == "image"
            attachment.width, attachment.height = picture_size(attachment.data) if is_picture else (None, None)

    @property
    def shown_to_contact(self) -> bool:
        """Private notes and activity messages are for agents only."""
        return not self.private and self.message_type != ACTIVITY


@dataclass(eq=False)
class Conversation:
    """A conversation between a contact and the agents of an inbox."""

    id: int
    """What it's known by in its account."""
    contact_inbox: ContactInbox
    internal_id: int = 0
    """What it's known by in the whole installation; only surveys and reports show it."""
    status: str = "open"
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    additional_attributes: dict[str, Any] = field(default_factory=dict)
    uuid: str = field(default_factory=lambda: str(uuid.uuid4()))
    labels: list[str] = field(default_factory=list)
    priority: str | None = None
    assignee: User | AgentBot | None = None
    team: Team | None = None
    participants: list[User] = field(default_factory=list)
    draft: str | None = None
    snoozed_until: datetime | None = None
    sla_policy: SlaPolicy | None = None
    contact_last_seen_at: datetime | None = None
    agent_last_seen_at: datetime | None = None
    assignee_last_seen_at: datetime | None = None
    first_reply_created_at: datetime | None = None
    waiting_since: datetime | None = None
    """Since when the customer waits for an answer."""
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
    last_activity_at: datetime = field(default_factory=now)
    messages: list[Message] = field(default_factory=list)
    events: list[ReportingEvent] = field(default_factory=list)
    typing: bool = False

    @property
    def inbox(self) -> Inbox:
        """The inbox it is in."""
        return self.contact_inbox.inbox

    @property
    def contact(self) -> Contact:
        """The customer."""
        return self.contact_inbox.contact

    @property
    def unattended(self) -> bool:
        """Whether the customer still waits for an answer."""
        return self.first_reply_created_at is None or self.waiting_since is not None

    def unread_messages(self) -> list[Message]:
        """What the customer wrote since the agents looked, the latest ten at most, oldest first."""
        seen = self.agent_last_seen_at
        incoming = [each for each in self.messages if each.message_type == INCOMING]
        return [each for each in incoming if seen is None or each.created_at > seen][-MAX_UNREAD:]

    def shown_messages(self) -> list[Message]:
        """The messages that the contact may see, oldest first."""
        return [message for message in self.messages if message.shown_to_contact]

    def message(self, message_id: int) -> Message:
        """One of its messages, whether the contact may see it or not."""
        for message in self.messages:
            if message.id == message_id:
                return message
        raise RecordNotFound
