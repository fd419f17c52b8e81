"""What an inbox is: its settings, and when it's staffed."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chatwoot_client.sandbox.records.base import new_token, now
from chatwoot_client.sandbox.records.files import Blob
from chatwoot_client.sandbox.records.people import AgentBot, User
from chatwoot_client.sandbox.records.policies import AssignmentPolicy


def inbox_timezone(name: str) -> tzinfo:
    """The time zone with this name. Raises `ValueError` when this machine knows none."""
    if name == "UTC":
        return timezone.utc
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"no time zone is known as {name!r}") from error


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

    def span(self, day: datetime) -> tuple[datetime, datetime]:
        """From when to when somebody is there on a day, given by its midnight in the inbox's time zone."""
        if self.closed_all_day:
            return day, day
        if self.open_all_day:
            return day, day + timedelta(days=1)
        opens = day.replace(hour=self.open_hour or 0, minute=self.open_minutes or 0)
        return opens, day.replace(hour=self.close_hour or 0, minute=self.close_minutes or 0)

    def is_possible(self) -> bool:
        """Whether there can be such a day: it opens before it closes, at times that clocks show."""
        if self.open_all_day or self.closed_all_day:
            return not (self.open_all_day and self.closed_all_day)
        times = (self.open_hour, self.open_minutes, self.close_hour, self.close_minutes)
        if None in times:
            return False
        opens, closes = times[:2], times[2:]
        on_the_clock = all(0 <= (hour or 0) < 24 and 0 <= (minutes or 0) < 60 for hour, minutes in (opens, closes))
        return on_the_clock and [each or 0 for each in opens] < [each or 0 for each in closes]

    def open_at(self, moment: datetime) -> bool:
        """Whether somebody is there at a moment of this day, given in the inbox's time zone."""
        if self.open_all_day or self.closed_all_day:
            return self.open_all_day
        opens = (self.open_hour or 0, self.open_minutes or 0)
        closes = (self.close_hour or 0, self.close_minutes or 0)
        return opens <= (moment.hour, moment.minute) < closes


def _usual_week() -> list[WorkingHours]:
    return [WorkingHours.closed(0), *(WorkingHours(day) for day in range(1, 6)), WorkingHours.closed(6)]


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
    assignment_policy: AssignmentPolicy | None = None
    avatar: Blob | None = None
    members: list[User] = field(default_factory=list)
    """The agents who see its conversations; administrators do anyway."""
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)

    @property
    def secret(self) -> str | None:
        """What signs the deliveries of its webhook; None for an inbox that has none."""
        return self.channel.get("secret")

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

    def staffed_seconds(self, since: datetime, until: datetime) -> float:
        """How many seconds somebody was there between two moments; 0 where the working hours don't count."""
        if not self.working_hours_enabled:
            return 0.0
        zone = inbox_timezone(self.timezone)
        day, staffed = since.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0), 0.0
        while day < until:
            opens, closes = self.working_hours[day.isoweekday() % 7].span(day)
            staffed += max(0.0, (min(until, closes) - max(since, opens)).total_seconds())
            day += timedelta(days=1)
        return float(int(staffed))

    def out_of_office(self) -> bool:
        """Whether nobody is there now."""
        if not self.working_hours_enabled:
            return False
        moment = now().astimezone(inbox_timezone(self.timezone))
        return not self.working_hours[moment.isoweekday() % 7].open_at(moment)
