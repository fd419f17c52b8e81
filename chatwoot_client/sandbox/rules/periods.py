"""The spans of time that reports count in: from when to when, and the hours, days, weeks … that these are cut into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

from chatwoot_client.sandbox.rails.errors import ServerFault

GROUPINGS = ("hour", "day", "week", "month", "year")
MAX_POINTS = 100_000
"""A series of more points runs into the server's time limit."""
_STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


@dataclass(frozen=True)
class Period:
    """A span of time."""

    since: datetime
    until: datetime
    """The first moment that isn't in it."""

    def __contains__(self, moment: datetime) -> bool:
        """Whether a moment is in it."""
        return self.since <= moment < self.until

    def before(self) -> Period:
        """The span of the same length that ends where this one begins."""
        return Period(self.since - (self.until - self.since), self.since)


def zone_of(hours: float) -> tzinfo:
    """The time zone so many hours east of Greenwich; that of Greenwich where there is none."""
    try:
        return timezone(timedelta(hours=hours))
    except (ValueError, OverflowError):
        return timezone.utc


def beginning(moment: datetime, grouping: str, zone: tzinfo) -> datetime:
    """When the hour, day, week (from Sunday on), month or year began that a moment is in."""
    hour = moment.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    day = hour.replace(hour=0)
    if grouping == "week":
        return day - timedelta(days=day.isoweekday() % 7)
    return {"hour": hour, "day": day, "month": day.replace(day=1)}.get(grouping) or day.replace(month=1, day=1)


def following(start: datetime, grouping: str) -> datetime:
    """When the next hour, day, week, month or year begins."""
    if grouping in _STEPS:
        return start + _STEPS[grouping]
    if grouping == "year" or start.month == 12:
        return start.replace(year=start.year + 1, month=1)
    return start.replace(month=start.month + 1)


def points(period: Period, grouping: str, zone: tzinfo) -> list[datetime]:
    """When the hours, days … of a period begin; the first one may begin before it."""
    try:
        starts = [beginning(period.since, grouping, zone)]
        while (start := following(starts[-1], grouping)) < period.until:
            starts.append(start)
            if len(starts) > MAX_POINTS:
                raise ServerFault("the series is too long")
    except (OverflowError, ValueError) as error:
        raise ServerFault("a period beyond the calendar") from error
    return starts


def later_by_months(moment: datetime, months: int) -> datetime:
    """The same day so many months later, or the last day of that month where it's shorter."""
    month = moment.month - 1 + months
    year, month = moment.year + month // 12, month % 12 + 1
    last = (following(moment.replace(year=year, month=month, day=1), "month") - timedelta(days=1)).day
    return moment.replace(year=year, month=month, day=min(moment.day, last))
