"""Whether the server's clock and this machine's agree; signatures and certificates are held against them."""

from __future__ import annotations

import calendar
import time
from collections.abc import Iterator, Mapping
from email.utils import mktime_tz, parsedate_tz
from typing import Any

from chatwoot_client.doctor.findings import Finding, found
from chatwoot_client.events.signature import TOLERANCE

__all__ = ["clocks"]

#: Seconds; much less is the network's, and what an answer took.
_NOTICED = 30
#: What longer times are told in, and how many seconds it has.
_UNITS = (("days", 86400), ("hours", 3600))
_ADVICE = "Have both machines set their clocks by NTP."


def clocks(
    fields: Mapping[str, str], status: Mapping[str, Any], asked_at: float, answered_at: float
) -> Iterator[Finding]:
    """How far the server's clock is off ours, by the header ``Date`` and by what Chatwoot says itself.

    Parameters:
        fields: the answer's header.
        status: what Chatwoot said of itself.
        asked_at, answered_at: by our clock, seconds since 1970.
    """
    told = {"Date": _date(fields.get("date", "")), "Chatwoot's timestamp": _timestamp(status.get("timestamp"))}
    known = {name: _off(moment, asked_at, answered_at) for name, moment in told.items() if moment is not None}
    if not known:
        yield found("clock-unknown", "The server doesn't say what time it has, so clocks couldn't be compared.")
        return
    name, seconds = max(known.items(), key=lambda each: abs(each[1]))
    if abs(seconds) <= _NOTICED:
        yield found("clock", f"The server's clock and this machine's agree within {_NOTICED} s.")
        return
    which = "ahead of" if seconds > 0 else "behind"
    said = f"The server's clock is {_lasting(abs(seconds))} {which} this machine's, by {name}."
    if abs(seconds) >= TOLERANCE:
        yield found("clock-wrong", f"{said} A webhook's signature is refused after {TOLERANCE} s.", _ADVICE)
    else:
        yield found("clock-off", said, _ADVICE)


def _lasting(seconds: float) -> str:
    """A time for people to read."""
    unit, size = next((each for each in _UNITS if seconds >= 2 * each[1]), ("s", 1))
    return f"{seconds / size:,.0f} {unit}"


def _off(moment: float, asked_at: float, answered_at: float) -> float:
    """Seconds by which *moment* lies outside of the time in which it was said, which had whole seconds."""
    if moment > answered_at:
        return moment - answered_at
    return min(moment + 1 - asked_at, 0.0)


def _date(text: str) -> float | None:
    parsed = parsedate_tz(text)
    try:
        return None if parsed is None else float(mktime_tz(parsed))
    except (ValueError, OverflowError):
        return None


def _timestamp(text: Any) -> float | None:
    try:
        return float(calendar.timegm(time.strptime(str(text)[:19], "%Y-%m-%d %H:%M:%S")))
    except ValueError:
        return None
