"""Moments as Chatwoot tells them: seconds since 1970, and ISO 8601 text."""

from __future__ import annotations

import datetime
import math
import re
from typing import Any


class _Moment:
    """What both kinds of timestamp know."""

    __slots__ = ()

    @property
    def datetime(self) -> datetime.datetime | None:
        """The moment in UTC; None for 0, which stands for never, and for what a datetime can't hold."""
        if not self:
            return None
        try:
            moment: datetime.datetime = _EPOCH + datetime.timedelta(seconds=float(self))  # type: ignore[arg-type]
        except (OverflowError, ValueError):
            return None
        return moment


class Timestamp(_Moment, int):
    """Seconds since 1970 as the whole number that the server sent; 0 where something never happened."""

    __slots__ = ()


class FloatTimestamp(_Moment, float):
    """Seconds since 1970 with their fraction."""

    __slots__ = ()


_SECONDS = re.compile(r"-?[0-9]{1,18}").fullmatch
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def iso_datetime(text: str) -> Any:
    """The aware ``datetime`` that ISO 8601 *text* stands for, or *text* itself where it stands for none."""
    from dateutil.parser import isoparse

    try:
        moment = isoparse(text)
    except (ValueError, OverflowError):
        return text
    # Chatwoot's times are UTC throughout, so one without an offset is too.
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=datetime.timezone.utc)


def seconds_of(name: str, moment: datetime.date) -> float:
    """The seconds from 1970 to *moment*.

    Raises:
        ValueError: it doesn't say in which time zone; *name* is what to call it.
    """
    if not isinstance(moment, datetime.datetime) or moment.tzinfo is None:
        raise ValueError(f"{name} must have a time zone, such as datetime.timezone.utc")
    return moment.timestamp()


def whole_seconds(name: str, value: Any) -> int:
    """The whole seconds from 1970 to a moment: a ``datetime`` with a time zone, or the seconds themselves.

    Raises:
        TypeError, ValueError: something else; *name* is what to call it. Of ``2026-01-01`` a server would read the year
            as seconds.
    """
    if isinstance(value, datetime.date):
        return int(seconds_of(name, value))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise TypeError(f"{name} must be a datetime or seconds since 1970, not {type(value).__name__}")
    if isinstance(value, str) and _SECONDS(value.strip()):
        return int(value)
    if isinstance(value, str) or not math.isfinite(value) or not _SECONDS(str(int(value))):
        raise ValueError(f"{name} must be a datetime or seconds since 1970, not {value!r}")
    return int(value)


def iso_text(name: str, moment: datetime.date) -> str:
    """*moment* as ISO 8601.

    Raises:
        ValueError: it doesn't say in which time zone; *name* is what to call it.
    """
    seconds_of(name, moment)
    return moment.isoformat()
