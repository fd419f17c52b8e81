"""The reports as CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.reports import V2_ACCOUNT, ReportOperation
from chatwoot_client.sandbox.rails.answers import inside
from chatwoot_client.sandbox.rails.casts import is_blank, leading_int
from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.people import Team
from chatwoot_client.sandbox.records.settings import Label
from chatwoot_client.sandbox.rules.periods import Period

Row = Sequence[Any]
_TIMES = ("avg_first_response_time", "avg_resolution_time", "reply_time")
_CHANNELS = {
    "Channel::Api": "API",
    "Channel::WebWidget": "Website",
    "Channel::Email": "Email",
    "Channel::Sms": "Sms",
    "Channel::Line": "LINE",
}
_CITIES = {
    -10: "Hawaii",
    -9: "Alaska",
    -8: "Pacific Time (US & Canada)",
    -7: "Arizona",
    -6: "Central America",
    -5: "Bogota",
    -4: "Atlantic Time (Canada)",
    -3: "Brasilia",
    -2: "Mid-Atlantic",
    -1: "Azores",
    0: "Edinburgh",
    1: "Amsterdam",
    2: "Athens",
    3: "Baghdad",
    3.5: "Tehran",
    4: "Abu Dhabi",
    4.5: "Kabul",
    5: "Ekaterinburg",
    5.5: "Chennai",
    6: "Astana",
    7: "Bangkok",
    8: "Beijing",
    9: "Osaka",
    10: "Brisbane",
    11: "Magadan",
    12: "Auckland",
}
"""The first city that the server knows in a time zone, by its hours east of Greenwich."""


class ReportDownloadOperations(ReportOperation):
    """The reports as files, for administrators only."""

    path: ClassVar[str] = V2_ACCOUNT + "/reports"
    for_administrators: ClassVar[frozenset[str]] = frozenset(
        ("agents", "inboxes", "labels", "teams", "conversations_summary", "conversation_traffic")
    )

    @serves("GET", "/agents")
    def agents(self) -> Answer:
        head = "Agent name,Assigned conversations,Avg first response time,Avg resolution time,"
        head += "Avg customer waiting time,Resolution Count"
        users = [each.user for each in self._account.members.values()]
        return self._file("agents_report", head, ((each.name, *self._numbers("agent", each.id)) for each in users))

    @serves("GET", "/inboxes")
    def inboxes(self) -> Answer:
        head = "Inbox name,Inbox type,No. of conversations,Avg first response time,Avg resolution time"
        rows = [
            (each.name, _CHANNELS.get(each.channel_type, ""), *self._numbers("inbox", each.id))
            for each in self._account.inboxes.values()
        ]
        return self._file("inboxes_report", head, rows)

    @serves("GET", "/labels")
    def labels(self) -> Answer:
        head = "Label,No. of conversations,Avg first response time,Avg resolution time,Avg reply time,Resolution Count"
        labels = sorted(self._account.all(Label).values(), key=lambda each: str(each.title))
        return self._file("labels_report", head, ((each.title, *self._numbers("label", each.id)) for each in labels))

    @serves("GET", "/teams")
    def teams(self) -> Answer:
        head = "Team name,Conversations count,Avg first response time,Avg resolution time,"
        head += "Avg customer waiting time,Resolution Count"
        teams = self._account.all(Team).values()
        return self._file("teams_report", head, ((each.name, *self._numbers("team", each.id)) for each in teams))

    @serves("GET", "/conversations_summary")
    def conversations_summary(self) -> Answer:
        head = "Conversations,Messages received,Messages sent,Avg first response time,Avg resolution time,"
        head += "Resolution count,Avg customer waiting time"
        scope, period = self._scope("account", 0), self._required_period()
        counts = ("conversations_count", "incoming_messages_count", "outgoing_messages_count")
        began, received, sent = (len(scope.counted(metric, period)) for metric in counts)
        _, first, resolution, waiting, resolved = self._numbers("account", 0)
        row = (began, received, sent, first, resolution, resolved, waiting)
        return self._file("conversations_summary_report", head, [row])

    @serves("GET", "/conversation_traffic")
    def conversation_traffic(self) -> Answer:
        if is_blank(self._params.get("timezone_offset")):
            raise ServerFault("the hours of a day need a time zone")
        zone, days = self._zone, leading_int(self._params.get("days_before")) or 6
        today = now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        columns = [today - timedelta(days=back) for back in range(days, 0, -1)]
        counts: dict[datetime, int] = {}
        for each in self._account.conversations.values():
            hour = each.created_at.astimezone(zone).replace(minute=0, second=0, microsecond=0)
            counts[hour] = counts.get(hour, 0) + 1
        rows = [
            (f"{hour:02d}:00", *(counts.get(day + timedelta(hours=hour), 0) for day in columns)) for hour in range(24)
        ]
        lines = [f"Timezone,{_zone_name(zone.utcoffset(None))}", "", ""]
        lines += [",".join(["Start of the hour", *(f"{day:%Y-%m-%d}" for day in columns)])]
        return _csv("conversation_traffic_reports", lines, rows)

    def _numbers(self, kind: str, id_: int) -> Row:
        """How many conversations began, the average times, and how many were resolved."""
        scope, period = self._scope(kind, id_), self._required_period()
        times = [_readable(scope.average(metric, period, self._in_business_hours)) for metric in _TIMES]
        began, resolved = (len(scope.counted(each, period)) for each in ("conversations_count", "resolutions_count"))
        return began, *times, resolved

    def _required_period(self) -> Period:
        period = self._period()
        if period is None:
            raise ServerFault("a file is one of a period")
        return period

    def _file(self, name: str, head: str, rows: Iterable[Row]) -> Answer:
        return _csv(name, [reporting_period(self._required_period()), "", "", head], rows)


def reporting_period(period: Period) -> str:
    """The line that says of which days a file is."""
    since, until = (moment.astimezone(timezone.utc).date() for moment in (period.since, period.until))
    return f"Reporting period {since} to {until}"


def _csv(name: str, lines: Iterable[str], rows: Iterable[Row]) -> Answer:
    return csv_file(name, "".join(f"{line}\n" for line in lines) + csv_rows(rows))


def csv_rows(rows: Iterable[Row]) -> str:
    """Rows as CSV."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def csv_file(name: str, content: str) -> Answer:
    """An answer that is a CSV file."""
    answer = inside(200, content.encode(), "text/csv")
    answer.headers["content-disposition"] = f"attachment; filename={name}.csv"
    return answer


def _readable(seconds: float | None) -> str:
    """A time as people say it, in its two largest units."""
    whole = int(seconds or 0)
    if whole == 0:
        return "N/A"
    parts = []
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, whole = divmod(whole, size)
        if count:
            parts.append(f"{count} {unit}" + ("s" if count > 1 else ""))
    return " ".join(parts[:2])


def _zone_name(offset: timedelta | None) -> str:
    minutes = int((offset or timedelta()).total_seconds()) // 60
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return f"(GMT{sign}{hours:02d}:{rest:02d}) {_CITIES.get(minutes / 60, 'UTC')}"
