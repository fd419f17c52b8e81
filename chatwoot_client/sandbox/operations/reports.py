"""What reports say of a span of time: series, sums, distributions and the records behind a point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from itertools import groupby
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import epoch_moment, is_blank, leading_int, text, texts
from chatwoot_client.sandbox.rails.errors import Refused, ServerFault
from chatwoot_client.sandbox.records.columns import flag
from chatwoot_client.sandbox.records.conversations import Conversation, Message
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.records.settings import Label
from chatwoot_client.sandbox.rules.periods import GROUPINGS, Period, beginning, points, zone_of
from chatwoot_client.sandbox.rules.reports import AVERAGES, METRICS, Counted, Scope, average, scope_of
from chatwoot_client.sandbox.views.fields import Json
from chatwoot_client.sandbox.views.files import avatar_url

V2_ACCOUNT = "/api/v2/accounts/<account_id>"
AGENTS_PER_PAGE = 25
_SUMMED = (
    "conversations_count",
    "incoming_messages_count",
    "outgoing_messages_count",
    "avg_first_response_time",
    "avg_resolution_time",
    "resolutions_count",
    "reply_time",
)
_OF_BOTS = ("bot_resolutions_count", "bot_handoffs_count")
_HOURS = {"0-1h": 1, "1-4h": 4, "4-8h": 8, "8-24h": 24}


class ReportOperation(ApplicationOperation):
    """An operation that counts in a span of time; without one there is nothing to count."""

    def _period(self) -> Period | None:
        sent = [self._params.get(name) for name in ("since", "until")]
        if any(map(is_blank, sent)):
            return None
        since, until = map(epoch_moment, sent)
        return Period(since, until)

    def _scope(self, kind: str | None, id_: Any) -> Scope:
        if kind is None:
            raise ServerFault("a report is one of an account, an inbox, an agent, a label or a team")
        return scope_of(self._account, kind, leading_int(id_))

    @property
    def _in_business_hours(self) -> bool:
        return flag(self._params, "business_hours")

    @property
    def _zone(self) -> tzinfo:
        try:
            return zone_of(float(text(self._params, "timezone_offset") or 0))
        except ValueError:
            return zone_of(0)

    @property
    def _grouping(self) -> str:
        sent = text(self._params, "group_by")
        return sent if sent in GROUPINGS else "day"


class ReportOperations(ReportOperation):
    """The reports, which are for administrators only."""

    path: ClassVar[str] = V2_ACCOUNT + "/reports"
    for_administrators: ClassVar[frozenset[str]] = frozenset(
        (
            "index",
            "summary",
            "bot_summary",
            "bot_metrics",
            "conversations",
            "first_response_time_distribution",
            "inbox_label_matrix",
            "outgoing_messages_count",
        )
    )

    @serves("GET")
    def index(self) -> Answer:
        metric, kind, period = text(self._params, "metric"), text(self._params, "type"), self._period()
        if kind is None:
            raise ServerFault("a report needs a type")
        if metric not in METRICS:
            return shown({})
        counted = self._scope(kind, self._params.get("id")).counted(metric, period)
        return shown([] if period is None else list(self._series(metric, counted, period)))

    def _series(self, metric: str, counted: list[Counted], period: Period) -> Iterator[Json]:
        grouping, zone = self._grouping, self._zone
        starts = {id(each): beginning(each.at, grouping, zone) for each in counted}
        counted.sort(key=lambda each: starts[id(each)])
        found = {start: list(group) for start, group in groupby(counted, lambda each: starts[id(each)])}
        for start in points(period, grouping, zone):
            here = found.get(start, [])
            if metric in AVERAGES:
                value = average(here, self._in_business_hours)
                yield {"value": 0 if value is None else value, "timestamp": int(start.timestamp()), "count": len(here)}
            else:
                yield {"value": len(here), "timestamp": int(start.timestamp())}

    @serves("GET", "/summary")
    def summary(self) -> Answer:
        return shown(self._summed(_SUMMED))

    @serves("GET", "/bot_summary")
    def bot_summary(self) -> Answer:
        return shown(self._summed(_OF_BOTS))

    def _summed(self, metrics: Iterable[str]) -> Json:
        scope = self._scope(text(self._params, "type"), self._params.get("id"))
        period = self._period()
        now, before = (
            {name: self._number(scope, name, span) for name in metrics}
            for span in (period, period.before() if period else None)
        )
        return {**now, "previous": before}

    def _number(self, scope: Scope, metric: str, period: Period | None) -> float | None:
        if metric in AVERAGES:
            return scope.average(metric, period, self._in_business_hours)
        return len(scope.counted(metric, period))

    @serves("GET", "/bot_metrics")
    def bot_metrics(self) -> Answer:
        period, scope = self._period(), self._scope("account", 0)
        began = [each.conversation for each in scope.counted("conversations_count", period)]
        conversations = [each for each in began if each.inbox.agent_bot is not None]
        sent = [each.conversation for each in scope.counted("outgoing_messages_count", period)]
        resolved, handed = (len(scope.counted(metric, period)) for metric in _OF_BOTS)
        return shown(
            {
                "conversation_count": len(conversations),
                "message_count": sum(each in conversations for each in sent),
                "resolution_rate": _percentage(resolved, len(conversations)),
                "handoff_rate": _percentage(handed, len(conversations)),
            }
        )

    @serves("GET", "/conversations")
    def conversations(self) -> Answer:
        kind = self._params.get("type")
        if is_blank(kind):
            raise Refused(422, None)
        if kind == "account":
            live = live_metrics(self._account.conversations.values())
            # The server looks for pending ones among the open ones.
            return shown({**live, "pending": 0})
        members = self._paged(list(self._account.members.values()), AGENTS_PER_PAGE)
        metrics = [self._agent_metrics(each.user) for each in members]
        return shown(sorted(metrics, key=lambda each: int(each["metric"]["open"]))[::-1])

    def _agent_metrics(self, user: User) -> Json:
        live = live_metrics(each for each in self._account.conversations.values() if each.assignee is user)
        return {
            "id": user.id,
            "name": user.name,
            "email": user.email,
            "thumbnail": avatar_url(user.avatar, self._base_url),
            "availability": self._account.members[user.id].availability_status,
            "metric": {"open": live["open"], "unattended": live["unattended"]},
        }

    @serves("GET", "/first_response_time_distribution")
    def first_response_time_distribution(self) -> Answer:
        distribution: dict[str, dict[str, int]] = {}
        period = self._period()
        for event, conversation in self._scope("account", 0).events:
            if event.name == "first_response" and (period is None or event.ended_at in period):
                none = dict.fromkeys((*_HOURS, "24h+"), 0)
                numbers = distribution.setdefault(conversation.inbox.channel_type, none)
                numbers[next((name for name, hours in _HOURS.items() if event.seconds < hours * 3600), "24h+")] += 1
        return shown(distribution)

    @serves("GET", "/inbox_label_matrix")
    def inbox_label_matrix(self) -> Answer:
        inboxes = self._chosen(self._account.inboxes.values(), "inbox_ids", lambda each: str(each.name))
        labels = self._chosen(self._account.all(Label).values(), "label_ids", lambda each: str(each.title))
        period = self._period()
        began = [each for each in self._account.conversations.values() if period is None or each.created_at in period]
        matrix = [
            [sum(label.title in each.labels for each in began if each.inbox is inbox) for label in labels]
            for inbox in inboxes
        ]
        return shown(
            {
                "inboxes": [{"id": each.id, "name": each.name} for each in inboxes],
                "labels": [{"id": each.id, "title": each.title} for each in labels],
                "matrix": matrix,
            }
        )

    def _chosen(self, records: Iterable[Any], name: str, key: Any) -> list[Any]:
        wanted = set(map(leading_int, texts(self._params, name)))
        return sorted((each for each in records if not wanted or each.id in wanted), key=key)

    @serves("GET", "/outgoing_messages_count")
    def outgoing_messages_count(self) -> Answer:
        groups = {"agent": _by_agent, "team": _by_team, "inbox": _by_inbox, "label": self._by_label}
        group = groups.get(text(self._params, "group_by") or "")
        if group is None:
            raise Refused(422, None)
        counts: dict[tuple[int | None, str | None], int] = {}
        for each in self._scope("account", 0).counted("outgoing_messages_count", self._period()):
            for key in group(each.message) if each.message else ():
                counts[key] = counts.get(key, 0) + 1
        return shown(
            [{"id": id_, "name": name, "outgoing_messages_count": count} for (id_, name), count in counts.items()]
        )

    def _by_label(self, message: Message) -> Iterator[tuple[int | None, str]]:
        defined = {each.title: each.id for each in self._account.all(Label).values()}
        for title in message.conversation.labels:
            yield defined.get(title), title


Group = Iterator[tuple[int, "str | None"]]


def _by_agent(message: Message) -> Group:
    if isinstance(message.sender, User):
        yield message.sender.id, message.sender.name


def _by_team(message: Message) -> Group:
    if message.conversation.team is not None:
        yield message.conversation.team.id, message.conversation.team.name


def _by_inbox(message: Message) -> Group:
    yield message.conversation.inbox.id, message.conversation.inbox.name


def _percentage(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0


def live_metrics(conversations: Iterable[Conversation]) -> dict[str, int]:
    """How many conversations wait for agents now."""
    listed = list(conversations)
    opened = [each for each in listed if each.status == "open"]
    return {
        "open": len(opened),
        "unattended": sum(each.unattended for each in opened),
        "unassigned": sum(not isinstance(each.assignee, User) for each in opened),
        "pending": sum(each.status == "pending" for each in listed),
    }
