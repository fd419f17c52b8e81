"""The records of a Chatwoot account: what an inbox, a contact, a conversation and a message are."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone, tzinfo
from typing import Any, TypeVar, Union
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chatwoot_client.sandbox.media import picture_size

INCOMING, OUTGOING, ACTIVITY, TEMPLATE = 0, 1, 2, 3
MESSAGE_TYPES = {"incoming": INCOMING, "outgoing": OUTGOING, "activity": ACTIVITY, "template": TEMPLATE}
MAX_UNREAD = 10


def words(text: str) -> tuple[str, ...]:
    """The words of a text: how long lists of names are written here."""
    return tuple(text.split())


STATUSES = words("open resolved pending snoozed")
PRIORITIES = words("low medium high urgent")
MESSAGE_STATUSES = words("sent delivered read failed")
CONTENT_TYPES = words("""
    text input_text input_textarea input_email input_select cards form article incoming_email input_csat integrations
    sticker voice_call
""")


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


K = TypeVar("K")
R = TypeVar("R")


def found(records: Mapping[K, R], key: K) -> R:
    """The record under a key. Raises `RecordNotFound`."""
    try:
        return records[key]
    except KeyError:
        raise RecordNotFound from None


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


def new_token() -> str:
    """A random text that nobody guesses, as tokens and identifiers are."""
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


@dataclass(eq=False)
class User:
    """A person who works with Chatwoot."""

    id: int
    name: str
    display_name: str | None = None
    email: str = ""
    password: str = field(default_factory=lambda: new_token() + "aA1!")
    type: str | None = None
    """`SuperAdmin` for whoever set up the server."""
    confirmed: bool = True
    message_signature: str | None = None
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    ui_settings: dict[str, Any] = field(default_factory=dict)
    avatar: Blob | None = None
    access_token: str = field(default_factory=new_token)
    pubsub_token: str = field(default_factory=new_token)
    updated_at: datetime = field(default_factory=now)

    @property
    def available_name(self) -> str:
        """The name that contacts see."""
        return self.display_name or self.name


@dataclass(eq=False)
class Membership:
    """A user's place in an account."""

    id: int
    account_id: int
    user: User
    role: str = "agent"
    inviter_id: int | None = None
    availability: str = "online"
    auto_offline: bool = True
    active_at: datetime | None = None
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)

    @property
    def availability_status(self) -> str:
        """What others see: who goes offline by itself is, as nobody looks at the sandbox's dashboard."""
        return "offline" if self.auto_offline else self.availability


@dataclass(eq=False)
class AgentBot:
    """A bot that may serve an inbox."""

    id: int
    name: str | None = None
    description: str | None = None
    outgoing_url: str | None = None
    bot_type: str = "webhook"
    bot_config: dict[str, Any] = field(default_factory=dict)
    account_id: int | None = None
    """None for a bot of the whole installation."""
    avatar: Blob | None = None
    access_token: str = field(default_factory=new_token)
    secret: str = field(default_factory=new_token)
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)


@dataclass(eq=False)
class Setting:
    """What all settings have."""

    id: int
    """0 until it is saved."""
    account_id: int
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)


@dataclass(eq=False)
class Team(Setting):
    """A team that conversations may be assigned to."""

    name: str | None = None
    description: str | None = None
    allow_auto_assign: bool | None = True
    icon: str | None = ""
    icon_color: str | None = ""
    members: list[User] = field(default_factory=list)


def csat_config(message: str, display_type: str) -> dict[str, Any]:
    """The settings of a survey, as they are kept."""
    return {
        "display_type": display_type,
        "message": message,
        "survey_rules": {"operator": "contains", "values": []},
        "button_text": "Please rate us",
        "language": "en",
    }


@dataclass(eq=False)
class Inbox:
    """An inbox; what it can do beyond its settings is done as with an API channel."""

    id: int
    name: str
    account_id: int = 1
    channel_type: str = "Channel::Api"
    channel_id: int = 0
    """0 until it is saved."""
    channel: dict[str, Any] = field(default_factory=dict)
    """The settings of its channel, by the names that they are shown under."""
    identifier: str = field(default_factory=new_token)
    hmac_token: str = field(default_factory=new_token)
    hmac_mandatory: bool = False
    greeting_enabled: bool = False
    """Whether a first message is greeted."""
    greeting_message: str | None = None
    lock_to_single_conversation: bool = False
    allow_messages_after_resolved: bool = True
    enable_email_collect: bool = True
    enable_auto_assignment: bool = True
    auto_assignment_config: dict[str, Any] = field(default_factory=dict)
    sender_name_type: str = "friendly"
    business_name: str | None = None
    csat_survey_enabled: bool = False
    csat_config: dict[str, Any] = field(default_factory=dict)
    timezone: str = "UTC"
    working_hours_enabled: bool = False
    working_hours: list[WorkingHours] = field(default_factory=_usual_week)
    out_of_office_message: str | None = None
    agent_bot: AgentBot | None = None
    avatar: Blob | None = None
    members: list[User] = field(default_factory=list)
    """The agents who see its conversations; administrators do anyway."""
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)

    @property
    def csat_message(self) -> str:
        """The question of its survey."""
        return self.csat_config.get("message") or "Please rate the conversation"

    @property
    def csat_display_type(self) -> str:
        """How its survey is answered: `emoji` or `star`."""
        return self.csat_config.get("display_type") or "emoji"

    def identifier_hash(self, identifier: str) -> str:
        """What proves to this inbox that a contact may call itself `identifier`."""
        return hmac.new(self.hmac_token.encode(), identifier.encode(), hashlib.sha256).hexdigest()

    def out_of_office(self) -> bool:
        """Whether nobody is there now."""
        if not self.working_hours_enabled:
            return False
        moment = now().astimezone(inbox_timezone(self.timezone))
        return not self.working_hours[moment.isoweekday() % 7].open_at(moment)


@dataclass(eq=False)
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


@dataclass(eq=False)
class Blob:
    """A stored file."""

    filename: str
    content_type: str
    data: bytes
    key: str = field(default_factory=lambda: secrets.token_hex(20))
    """What it is addressed with."""
    created_at: datetime = field(default_factory=now)


@dataclass(eq=False)
class Attachment(Blob):
    """A file of a message."""

    id: int = 0
    """0 until it is saved."""
    message_id: int = 0
    file_type: str = "file"
    width: int | None = None
    height: int | None = None


Sender = Union[Contact, User, AgentBot, None]


@dataclass(eq=False)
class SurveyResponse:
    """How a customer rated a conversation."""

    id: int
    rating: int
    feedback_message: str | None
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
    contact_inbox: ContactInbox
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
