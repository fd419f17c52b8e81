"""The records of a Chatwoot account: what an inbox, a contact, a conversation and a message are."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone, tzinfo
from typing import Any, Union
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chatwoot_client.sandbox.media import picture_size

ACCOUNT_ID = 1

INCOMING, OUTGOING, ACTIVITY, TEMPLATE = 0, 1, 2, 3
MESSAGE_TYPES = {"incoming": INCOMING, "outgoing": OUTGOING, "activity": ACTIVITY, "template": TEMPLATE}
STATUSES = ("open", "resolved", "pending", "snoozed")
CONTENT_TYPES = (
    "text",
    "input_text",
    "input_textarea",
    "input_email",
    "input_select",
    "cards",
    "form",
    "article",
    "incoming_email",
    "input_csat",
    "integrations",
    "sticker",
    "voice_call",
)


class RecordNotFound(LookupError):
    """There is no such record, or not for this contact."""


class RecordInvalid(ValueError):
    """A record can't be saved."""

    def __init__(self, *errors: tuple[str, str]) -> None:
        """Take the errors as pairs of an attribute and the sentence about it."""
        super().__init__(", ".join(sentence for _, sentence in errors))
        self.message: str = str(self)
        self.attributes: list[str] = list(dict.fromkeys(attribute for attribute, _ in errors))


class ServerFault(Exception):
    """Chatwoot itself breaks on this: it answers 500."""


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(timezone.utc)


def inbox_timezone(name: str) -> tzinfo:
    """The time zone with this name. Raises `ValueError` when this machine knows none."""
    if name == "UTC":
        return timezone.utc
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"no time zone is known as {name!r}") from error


def _identifier() -> str:
    return "".join(secrets.choice("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz") for _ in range(24))


@dataclass
class WorkingHours:
    """When an inbox is staffed on one day of the week."""

    day_of_week: int
    """0 is Sunday."""
    closed_all_day: bool = False
    open_hour: int | None = 9
    open_minutes: int | None = 0
    close_hour: int | None = 17
    close_minutes: int | None = 0
    open_all_day: bool = False

    @classmethod
    def closed(cls, day_of_week: int) -> WorkingHours:
        """A day without anybody."""
        return cls(day_of_week, True, None, None, None, None)

    def open_at(self, moment: datetime) -> bool:
        """Whether somebody is there at a moment of this day, given in the inbox's time zone."""
        if self.open_all_day or self.closed_all_day:
            return self.open_all_day
        opens = (self.open_hour or 0, self.open_minutes or 0)
        closes = (self.close_hour or 0, self.close_minutes or 0)
        return opens <= (moment.hour, moment.minute) < closes


def _usual_week() -> list[WorkingHours]:
    return [WorkingHours.closed(0), *(WorkingHours(day) for day in range(1, 6)), WorkingHours.closed(6)]


@dataclass(frozen=True)
class User:
    """An agent."""

    id: int
    name: str
    available_name: str


@dataclass(frozen=True)
class AgentBot:
    """A bot that may serve an inbox."""

    id: int
    name: str


@dataclass
class Inbox:
    """An inbox with an API channel."""

    id: int
    name: str
    identifier: str = field(default_factory=_identifier)
    hmac_token: str = field(default_factory=_identifier)
    hmac_mandatory: bool = False
    greeting_message: str | None = None
    lock_to_single_conversation: bool = False
    csat_survey_enabled: bool = False
    csat_message: str = "Please rate the conversation"
    csat_display_type: str = "emoji"
    timezone: str = "UTC"
    working_hours_enabled: bool = False
    working_hours: list[WorkingHours] = field(default_factory=_usual_week)
    out_of_office_message: str | None = None
    agent_bot: AgentBot | None = None

    @property
    def greeting_enabled(self) -> bool:
        """Whether a first message is greeted."""
        return self.greeting_message is not None

    def identifier_hash(self, identifier: str) -> str:
        """What proves to this inbox that a contact may call itself `identifier`."""
        return hmac.new(self.hmac_token.encode(), identifier.encode(), hashlib.sha256).hexdigest()

    def out_of_office(self) -> bool:
        """Whether nobody is there now."""
        if not self.working_hours_enabled:
            return False
        moment = now().astimezone(inbox_timezone(self.timezone))
        return not self.working_hours[moment.isoweekday() % 7].open_at(moment)


@dataclass
class Contact:
    """A customer."""

    id: int
    name: str
    email: str | None = None
    phone_number: str | None = None
    identifier: str | None = None
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    additional_attributes: dict[str, Any] = field(default_factory=dict)
    blocked: bool = False
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
    last_activity_at: datetime | None = None

    @property
    def contact_type(self) -> str:
        """A visitor becomes a lead with an address or a number."""
        return "lead" if self.email or self.phone_number else "visitor"


@dataclass
class ContactInbox:
    """A contact's place in one inbox, addressed by its source id."""

    inbox: Inbox
    contact: Contact
    source_id: str
    hmac_verified: bool = False
    pubsub_token: str = field(default_factory=_identifier)


@dataclass
class Attachment:
    """A file of a message."""

    id: int
    message_id: int
    filename: str
    file_type: str
    content_type: str
    data: bytes
    key: str = field(default_factory=lambda: secrets.token_hex(20))
    width: int | None = None
    height: int | None = None
    created_at: datetime = field(default_factory=now)

    def measure(self) -> None:
        """Fill in a picture's size in pixels: Chatwoot does that in a job, after it has answered the upload."""
        self.width, self.height = picture_size(self.data) if self.file_type == "image" else (None, None)


Sender = Union[Contact, User, AgentBot, None]


@dataclass
class SurveyResponse:
    """How a customer rated a conversation."""

    id: int
    rating: int
    feedback_message: str | None
    created_at: datetime
    updated_at: datetime


@dataclass
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
    attachments: list[Attachment] = field(default_factory=list)
    created_at: datetime = field(default_factory=now)
    survey_response: SurveyResponse | None = None

    @property
    def shown_to_contact(self) -> bool:
        """Private notes and activity messages are for agents only."""
        return not self.private and self.message_type != ACTIVITY


@dataclass
class Conversation:
    """A conversation between a contact and the agents of an inbox."""

    id: int
    contact_inbox: ContactInbox
    status: str = "open"
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    uuid: str = field(default_factory=lambda: str(uuid.uuid4()))
    contact_last_seen_at: datetime | None = None
    agent_last_seen_at: datetime | None = None
    messages: list[Message] = field(default_factory=list)
    typing: bool = False

    @property
    def inbox(self) -> Inbox:
        """The inbox it is in."""
        return self.contact_inbox.inbox

    @property
    def contact(self) -> Contact:
        """The customer."""
        return self.contact_inbox.contact

    def shown_messages(self) -> list[Message]:
        """The messages that the contact may see, oldest first."""
        return [message for message in self.messages if message.shown_to_contact]

    def message(self, message_id: int) -> Message:
        """One of its messages, whether the contact may see it or not."""
        for message in self.messages:
            if message.id == message_id:
                return message
        raise RecordNotFound
