"""What reports say side by side: agents, inboxes, teams, labels and channels; and what there is to do now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.reports import V2_ACCOUNT, ReportOperation, live_metrics
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import is_blank, leading_int, text
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.conversations import STATUSES, Conversation
from chatwoot_client.sandbox.records.people import Team, User
from chatwoot_client.sandbox.records.settings import Label
from chatwoot_client.sandbox.rules.periods import Period, later_by_months
from chatwoot_client.sandbox.rules.reports import Counted, Event, Scope, average
from chatwoot_client.sandbox.views.fields import Json

EVENTS_PER_PAGE = 25
MAX_MONTHS = 6
_AVERAGES = {
    "avg_resolution_time": "avg_resolution_time",
    "avg_first_response_time": "avg_first_response_time",
    "avg_reply_time": "reply_time",
}

Owner = Callable[[Counted], Any]
"""Whose a conversation or an event is."""


class SummaryReportOperations(ReportOperation):
    """The summaries, which are for administrators only."""

    path: ClassVar[str] = V2_ACCOUNT + "/summary_reports"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("agent", "inbox", "team", "label", "channel"))

    @serves("GET", "/agent")
    def agent(self) -> Answer:
        users = [each.user for each in self._account.members.values()]
        return self._summary(users, lambda each: each.event.user if each.event else each.conversation.assignee)

    @serves("GET", "/inbox")
    def inbox(self) -> Answer:
        return self._summary(self._account.inboxes.values(), lambda each: each.conversation.inbox)

    @serves("GET", "/team")
    def team(self) -> Answer:
        return self._summary(self._account.all(Team).values(), lambda each: each.conversation.team)

    def _summary(self, records: Iterable[Any], owner: Owner) -> Answer:
        return shown([{"id": each.id, **self._numbers(owner, each)} for each in records])

    def _numbers(self, owner: Owner, record: Any) -> Json:
        scope, period = self._scope("account", 0), self._period()

        def own(metric: str) -> list[Counted]:
            return [each for each in scope.counted(metric, period) if owner(each) is record]

        return {
            "conversations_count": len(own("conversations_count")),
            "resolved_conversations_count": len(own("resolutions_count")),
            **{name: average(own(metric), self._in_business_hours) for name, metric in _AVERAGES.items()},
        }

    @serves("GET", "/label")
    def label(self) -> Answer:
        labels = sorted(self._account.all(Label).values(), key=lambda each: str(each.title))
        return shown([self._label(each) for each in labels])

    def _label(self, label: Label) -> Json:
        numbers = self._numbers(lambda each: label if label.title in each.conversation.labels else None, label)
        resolved = numbers.pop("resolved_conversations_count")
        return {
            "id": label.id,
            "name": label.title,
            **{name: 0 if value is None else value for name, value in numbers.items()},
            "resolved_conversations_count": resolved,
        }

    @serves("GET", "/channel")
    def channel(self) -> Answer:
        period = self._period()
        if period is not None and period.until > later_by_months(period.since, MAX_MONTHS):
            raise Refused(422, {"error": f"Date range cannot exceed {MAX_MONTHS} months"})
        channels: dict[str, dict[str, int]] = {}
        for each in self._scope("account", 0).counted("conversations_count", period):
            none = dict.fromkeys((*STATUSES, "total"), 0)
            numbers = channels.setdefault(each.conversation.inbox.channel_type, none)
            numbers[each.conversation.status] += 1
            numbers["total"] += 1
        return shown(channels)


class LiveReportOperations(ApplicationOperation):
    """What there is to do at this moment."""

    path: ClassVar[str] = V2_ACCOUNT + "/live_reports"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("conversation_metrics", "grouped_conversation_metrics"))

    @serves("GET", "/conversation_metrics")
    def conversation_metrics(self) -> Answer:
        return shown(live_metrics(self._of_team()))

    @serves("GET", "/grouped_conversation_metrics")
    def grouped_conversation_metrics(self) -> Answer:
        name = text(self._params, "group_by")
        if name not in ("team_id", "assignee_id"):
            raise Refused(422, {"error": "invalid group_by"})
        groups: dict[int | None, list[Conversation]] = {}
        for each in self._of_team():
            if each.status == "open":
                owner = each.team if name == "team_id" else each.assignee
                groups.setdefault(owner.id if isinstance(owner, (Team, User)) else None, []).append(each)
        return shown([_grouped(conversations, name, id_) for id_, conversations in groups.items()])

    def _of_team(self) -> list[Conversation]:
        everything, team_id = self._account.conversations.values(), self._params.get("team_id")
        wanted = None if is_blank(team_id) else leading_int(team_id)
        return [each for each in everything if wanted is None or (each.team is not None and each.team.id == wanted)]


def _grouped(conversations: list[Conversation], name: str, id_: int | None) -> Json:
    live = live_metrics(conversations)
    del live["pending"]
    return {**live, name: id_}


class YearInReviewOperations(ApplicationOperation):
    """What an agent did in a year."""

    path: ClassVar[str] = V2_ACCOUNT + "/year_in_review"

    @serves("GET")
    def show(self) -> Answer:
        sent = self._params.get("year")
        year = now().year - 1 if is_blank(sent) else sent
        own = [each for each in self._account.conversations.values() if each.assignee is self._user]
        began = [each for each in own if each.created_at.year == leading_int(year)]
        waits = [event for each in began for event in each.events if event.name == "first_response"]
        seconds = sum(event.seconds for event in waits) / len(waits) if waits else 0
        return shown(
            {
                "year": year,
                "total_conversations": len(began),
                "busiest_day": _busiest_day(began),
                "support_personality": {"avg_response_time_seconds": int(seconds)},
            }
        )


def _busiest_day(conversations: list[Conversation]) -> Json | None:
    days: dict[Any, int] = {}
    for each in conversations:
        days[each.created_at.date()] = days.get(each.created_at.date(), 0) + 1
    if not days:
        return None
    day = max(days, key=lambda each: days[each])
    return {"date": f"{day:%b %d}", "count": days[day]}


class ReportingEventOperations(ReportOperation):
    """The events that reports count, the latest first."""

    path: ClassVar[str] = ACCOUNT + "/reporting_events"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("index",))

    @serves("GET")
    def index(self) -> Answer:
        wanted = sorted(self._wanted(self._scope("account", 0), self._period()), key=lambda each: -each[0].id)
        page = self._paged(wanted, EVENTS_PER_PAGE)
        meta = {
            "count": len(wanted),
            "current_page": max(1, leading_int(self._params.get("page"))),
            "total_pages": -(-len(wanted) // EVENTS_PER_PAGE),
        }
        return shown({"payload": [self._views.event(*each) for each in page], "meta": meta})

    def _wanted(self, scope: Scope, period: Period | None) -> list[Event]:
        name, inbox_id, user_id = (self._params.get(each) for each in ("name", "inbox_id", "user_id"))
        return [
            (event, conversation)
            for event, conversation in scope.events
            if (period is None or event.ended_at in period)
            and (is_blank(name) or event.name == name)
            and (is_blank(inbox_id) or conversation.inbox.id == leading_int(inbox_id))
            and (is_blank(user_id) or getattr(event.user, "id", None) == leading_int(user_id))
        ]
