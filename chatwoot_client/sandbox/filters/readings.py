"""Days and numbers as Ruby reads them, before anything is compared with them."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

MAX_DAY_TEXT = 128

_TIME = r"(?:t(?:\d{2}):(?:\d{2})(?::\d{2}(?:[.,]\d+)?)?(?:z|[-+]\d{2}(?::?\d{2})?)?)?"
_TIME_WITHOUT_COLONS = r"(?:t?\d{2}\d{2}(?:\d{2}(?:[.,]\d+)?)?(?:z|[-+]\d{2}(?:\d{2})?)?)?"
_ISO_DAYS = tuple(
    re.compile(rf"\s*(?:{day}){time}\s*", re.IGNORECASE | re.ASCII)
    for day, time in (
        (r"(?P<year>[-+]?\d{2,}|-)-(?P<month>\d{2})?(?:-(?P<day>\d{2}))?", _TIME),
        (r"(?P<year>[-+]?\d{2,})?-(?P<day_of_year>\d{3})", _TIME),
        (r"(?P<week_year>\d{4}|\d{2})?-w(?P<week>\d{2})-(?P<weekday>\d)", _TIME),
        (r"-w-(?P<weekday>\d)", _TIME),
        (r"(?P<year>[-+]?(?:\d{4}|\d{2})|--)(?P<month>\d{2}|-)(?P<day>\d{2})", _TIME_WITHOUT_COLONS),
        (r"(?P<year>[-+]?(?:\d{4}|\d{2}))(?P<day_of_year>\d{3})", _TIME_WITHOUT_COLONS),
        (r"-(?P<day_of_year>\d{3})", _TIME_WITHOUT_COLONS),
        (r"(?P<week_year>\d{4}|\d{2})w(?P<week>\d{2})(?P<weekday>\d)", _TIME_WITHOUT_COLONS),
        (r"-w(?P<week>\d{2})(?P<weekday>\d)", _TIME_WITHOUT_COLONS),
        (r"-w-(?P<weekday>\d)", _TIME_WITHOUT_COLONS),
    )
)


def iso_day(text: str) -> str:
    """A day in any form of ISO 8601, written as `2026-01-31`. The time of day is dropped.

    Raises:
        ValueError: it's no day.
    """
    if len(text) > MAX_DAY_TEXT:
        raise ValueError("a text of this length is no day")
    for pattern in _ISO_DAYS:
        match = pattern.fullmatch(text)
        if match is not None:
            parts = {name: part for name, part in match.groupdict().items() if part is not None}
            return _written(*_read(parts))
    raise ValueError(f"{text!r} is no day of ISO 8601")


def _read(parts: dict[str, str]) -> tuple[int, int, int]:
    today = datetime.now(timezone.utc).date()
    if "day_of_year" in parts:
        year = _year(parts["year"]) if "year" in parts else today.year
        days = int(parts["day_of_year"])
        if not 1 <= days <= 365 + calendar.isleap(year):
            raise ValueError("the year has no such day")
        found = date(year, 1, 1) + timedelta(days=days - 1)
        return found.year, found.month, found.day
    if "weekday" in parts:
        this_year, this_week, _ = today.isocalendar()
        year = _year(parts["week_year"]) if "week_year" in parts else this_year
        week = int(parts["week"]) if "week" in parts else this_week
        found = date.fromisocalendar(year, week, int(parts["weekday"]) or 7)
        return found.year, found.month, found.day
    return _read_calendar_day(parts, today.year)


def _read_calendar_day(parts: dict[str, str], this_year: int) -> tuple[int, int, int]:
    if "month" not in parts:
        raise ValueError("a day of a month that isn't named")
    year = _year(parts["year"]) if parts["year"].strip("-") else this_year
    month, day = int(parts["month"]), int(parts.get("day", "1"))
    # Whether there is such a day; years beyond Python's have the calendar of others.
    date(year if 1 <= year <= 9999 else 2000 + year % 400, month, day)
    return year, month, day


def _year(digits: str) -> int:
    year = int(digits)
    is_short = len(digits.lstrip("-+")) < 3 and digits[0] not in "-+"
    return year + (1900 if year >= 69 else 2000) if is_short else year


def _written(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}" if year > 0 else f"{1 - year:04}-{month:02}-{day:02} BC"


_DIGITS = r"\d+(?:_\d+)*"
_NUMBER = re.compile(
    rf"\s*(?P<sign>[-+]?)(?P<number>Infinity|NaN|(?:{_DIGITS})?(?:\.(?:{_DIGITS})?)?(?:[eEdD][-+]?{_DIGITS})?)\s*",
    re.ASCII,
)


def big_decimal(text: str) -> Decimal | str:
    """A number, or the word for one that isn't finite.

    Raises:
        ValueError: it's no number.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or "\0" in text or (match["number"] == "NaN" and match["sign"]):
        raise ValueError(f"{text!r} is no number")
    if match["number"] in ("Infinity", "NaN"):
        return match["sign"].strip("+") + match["number"]
    if not re.match(r"\.?\d", match["number"]):
        raise ValueError(f"{text!r} is no number")
    try:
        return Decimal(match["sign"] + re.sub("[dD]", "e", match["number"].replace("_", "")))
    except InvalidOperation:
        raise ValueError(f"{text!r} is no number") from None
