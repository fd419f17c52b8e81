"""How PostgreSQL reads texts: as numbers, flags and days, in a query and in what is stored."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Any, Callable

from chatwoot_client.sandbox.records.base import words

UNREADABLE = object()
"""What becomes of a text that can't be cast."""
_WHITE = " \t\n\v\f\r"


def lower(text: str | None) -> str | None:
    """A text in lower case, letter by letter; the dotted capital I becomes a plain i."""
    return None if text is None else "".join("i" if letter == "İ" else letter.lower() for letter in text)


def json_text(value: Any) -> str | None:
    """What `->>` gives of a JSON value: null for null, a text as it is, anything else as it's written."""
    if value is None or isinstance(value, str):
        return value
    return _written(value)


def _written(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {_written(item)}' for key, item in value.items()) + "}"
    return repr(value)


@lru_cache(maxsize=4_096)
def cast(text: str, kind: str) -> Any:
    """A text as a value of a type (`text`, `int4`, `int8`, `numeric`, `bool`, `date`); `UNREADABLE` if it's none."""
    return _CASTS[kind](text)


_DIGITS = r"\d+(?:_\d+)*"
_WHOLE = re.compile(
    rf"(?P<sign>[-+]?)(?:(?P<plain>{_DIGITS})|0[xX](?P<hex>(?:_?[\da-fA-F])+)|0[oO](?P<oct>(?:_?[0-7])+)|0[bB](?P<bin>(?:_?[01])+))",
    re.ASCII,
)
_NUMERIC = re.compile(rf"[-+]?(?:{_DIGITS}\.?(?:{_DIGITS})?|\.{_DIGITS})(?:[eE][-+]?{_DIGITS})?", re.ASCII)
_BASES = {"plain": 10, "hex": 16, "oct": 8, "bin": 2}


def _whole(text: str) -> int | None:
    match = _WHOLE.fullmatch(text.strip(_WHITE))
    if match is None:
        return None
    digits, base = next((match[name], base) for name, base in _BASES.items() if match[name])
    number = int(digits.replace("_", ""), base)
    return -number if match["sign"] == "-" else number


def _within(bits: int) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        number = _whole(text)
        return UNREADABLE if number is None or not -(2**bits) <= number < 2**bits else number

    return read


class _NotANumber(Decimal):
    """PostgreSQL's NaN: it equals itself, and is more than anything else."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _NotANumber)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: Any) -> bool:
        return False

    def __gt__(self, other: Any) -> bool:
        return not isinstance(other, _NotANumber)

    __hash__ = object.__hash__


_NAN = _NotANumber("NaN")


def _numeric(text: str) -> Any:
    word = text.strip(_WHITE)
    if word.lower().lstrip("-+") in ("infinity", "inf"):
        return Decimal("-Infinity" if word.startswith("-") else "Infinity")
    if word.lower() == "nan":
        return _NAN
    if _NUMERIC.fullmatch(word):
        return Decimal(word.replace("_", ""))
    number = _whole(word)
    return UNREADABLE if number is None else Decimal(number)


_FLAGS = (
    # What may be said of each, and how many letters of it there must be at least.
    (True, (("true", 1), ("yes", 1), ("on", 2), ("1", 1))),
    (False, (("false", 1), ("no", 1), ("off", 2), ("0", 1))),
)


def _flag(text: str) -> Any:
    word = text.strip(_WHITE).lower()
    for flag, names in _FLAGS:
        if any(len(word) >= least and name.startswith(word) for name, least in names):
            return flag
    return UNREADABLE


_MONTHS = {name: number for number, name in enumerate(words("jan feb mar apr may jun jul aug sep oct nov dec"), 1)}
_BEHIND_A_DAY = r"(?:z|[t ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[-+]\d{1,2}(?::?\d{2})?)?)?(?P<bc> bc)?"
_DAYS = tuple(
    re.compile(day + _BEHIND_A_DAY, re.ASCII)
    for day in (
        r"(?P<year>\d{3,6})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})",
        r"(?P<year>\d{4}|\d{2})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})-(?P<day_of_year>\d{3})",
        r"(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})[-/.](?P<year>\d{4}|\d{1,2})",
        r"(?P<name>[a-z]{3})[a-z]*[- ](?P<day>\d{1,2})(?:, ?|[- ])(?P<year>\d{4})",
        r"(?P<day>\d{1,2})[- ](?P<name>[a-z]{3})[a-z]*[- ](?P<year>\d{4})",
        r"(?P<year>\d{4})[- ](?P<name>[a-z]{3})[a-z]*[- ](?P<day>\d{1,2})",
    )
)
_DAYS_IN_400_YEARS = 146_097


def _day(text: str) -> Any:
    """A day, counted from the year 1 on."""
    word = text.strip(_WHITE).lower()
    today = datetime.now(timezone.utc).date().toordinal()
    named = {"now": 0, "today": 0, "yesterday": -1, "tomorrow": 1}
    if word in named:
        return today + named[word]
    if word in ("infinity", "-infinity"):
        return float(word)
    if word == "epoch":
        return date(1970, 1, 1).toordinal()
    match = next(filter(None, (pattern.fullmatch(word) for pattern in _DAYS)), None)
    return UNREADABLE if match is None else _day_of(match.groupdict())


def _day_of(parts: dict[str, Any]) -> Any:
    year = int(parts["year"])
    if len(parts["year"]) <= 2:
        year += 1900 if year >= 70 else 2000
    if "day_of_year" in parts:
        days = int(parts["day_of_year"])
        return _ordinal(year, 1, 1, more=days - 1) if 1 <= days <= 366 else UNREADABLE
    month = _MONTHS.get(parts["name"], 0) if "name" in parts else int(parts["month"])
    if year == 0:
        return UNREADABLE
    return _ordinal(1 - year if parts["bc"] else year, month, int(parts["day"]))


def _ordinal(year: int, month: int, day: int, more: int = 0) -> Any:
    # Python's years end before PostgreSQL's do; the calendar repeats itself.
    cycles, of_ours = divmod(year - 2000, 400)
    try:
        return date(2000 + of_ours, month, day).toordinal() + cycles * _DAYS_IN_400_YEARS + more
    except ValueError:
        return UNREADABLE


_CASTS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "int4": _within(31),
    "int8": _within(63),
    "numeric": _numeric,
    "bool": _flag,
    "date": _day,
}
