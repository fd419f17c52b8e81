"""What reports count: whose conversations, messages and events, and which of them make up a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.records.base import found
from chatwoot_client.sandbox.records.conversations import (
    INCOMING,
    OUTGOING,
    Conversation,
    Message,
    ReportingEvent,
)
from chatwoot_client.sandbox.records.people import Team, User
from chatwoot_client.sandbox.records.settings import Label
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.rules.periods import Period

AVERAGES = {
    "avg_first_response_time": "first_response",
    "avg_resolution_time": "conversation_resolved",
    "reply_time": "reply_time",
}
"""The metrics that are averages, with the events that they are averages of."""
MESSAGES = {"incoming_messages_count": INCOMING, "outgoing_messages_count": OUTGOING}
_COUNTED_EVENTS = {
    "resolutions_count": "conversation_resolved",
    "bot_resolutions_count": "conversation_bot_resolved",
    "bot_handoffs_count": "conversation_bot_handoff",
}
METRICS = ("conversations_count", *MESSAGES, *AVERAGES, *_COUNTED_EVENTS)


class Counted(NamedTuple):
    """One of the records that a number is made of."""

    at: datetime
    conversation: Conversation
    message: Message | None = None
    event: ReportingEvent | None = None


Event = tuple[ReportingEvent, Conversation]


@dataclass(frozen=True)
class Scope:
    """Whose records a report counts."""

    conversations: Sequence[Conversation]
    messages: Sequence[Message]
    events: Sequence[Event]

    def counted(self, metric: str, period: Period | None) -> list[Counted]:
        """The records of a period that a metric counts, or averages; no period has none."""
        if period is None:
            return []
        return [each for each in self._all(metric, period) if each.at in period]

    def _all(self, metric: str, period: Period) -> Iterable[Counted]:
        if metric == "conversations_count":
            return [Counted(each.created_at, each) for each in self.conversations]
        if metric in MESSAGES:
            wanted = [each for each in self.messages if each.message_type == MESSAGES[metric]]
            return [Counted(each.created_at, each.conversation, message=each) for each in wanted]
        name = {**AVERAGES, **_COUNTED_EVENTS}[metric]
        events = [(event, conversation) for event, conversation in self.events if event.name == name]
        if metric == "bot_resolutions_count":
            # What a bot handed over wasn't resolved by it.
            handed = {each.conversation for each in self.counted("bot_handoffs_count", period)}
            events = [(event, conversation) for event, conversation in events if conversation not in handed]
        if metric == "bot_handoffs_count":
            # Only the last of a conversation counts.
            events = list({conversation: (event, conversation) for event, conversation in events}.values())
        return [Counted(event.ended_at, conversation, event.message, event) for event, conversation in events]

    def average(self, metric: str, period: Period | None, in_business_hours: bool) -> float | None:
        """The average of a metric in seconds; None when there was nothing."""
        return average(self.counted(metric, period), in_business_hours)


def average(counted: Iterable[Counted], in_business_hours: bool) -> float | None:
    """The average time of these events in seconds; None when there are none."""
    seconds = [duration(each, in_business_hours) for each in counted]
    return sum(seconds) / len(seconds) if seconds else None


def duration(counted: Counted, in_business_hours: bool) -> float:
    """How many seconds an event took, or how many of them somebody was there."""
    event = counted.event
    if event is None:
        return 0.0
    if in_business_hours:
        return counted.conversation.inbox.staffed_seconds(event.started_at, event.ended_at)
    return event.seconds


def scope_of(account: Account, kind: str, id_: int) -> Scope:
    """What an account, an inbox, an agent, a label or a team did.

    Raises:
        RecordNotFound: there is none with this id.
        ServerFault: an unknown kind.
    """
    everything = account.conversations.values()
    if kind == "account":
        return _whole(everything)
    if kind == "inbox":
        inbox = found(account.inboxes, id_)
        return _whole(each for each in everything if each.inbox is inbox)
    if kind == "team":
        team = found(account.all(Team), id_)
        return _whole(each for each in everything if each.team is team)
    if kind == "label":
        title = found(account.all(Label), id_).title
        return _whole(each for each in everything if title in each.labels)
    if kind == "agent":
        return _of_agent(everything, found(account.members, id_).user)
    raise ServerFault(f"nothing is reported of {kind!r}")


def _whole(conversations: Iterable[Conversation]) -> Scope:
    listed = list(conversations)
    messages = [message for each in listed for message in each.messages]
    return Scope(listed, messages, [(event, each) for each in listed for event in each.events])


def _of_agent(conversations: Iterable[Conversation], user: User) -> Scope:
    whole = _whole(conversations)
    return Scope(
        [each for each in whole.conversations if each.assignee is user],
        [each for each in whole.messages if each.sender is user],
        [(event, each) for event, each in whole.events if event.user is user],
    )
