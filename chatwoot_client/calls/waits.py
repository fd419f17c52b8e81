"""How long a server asks to be left alone."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Mapping

__all__ = ["retry_after", "seconds_to_next_minute", "wait_asked_for"]

_SECONDS = re.compile(r"\d+(\.\d+)?").fullmatch


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that a ``Retry-After`` header asks for, as a number or until a date; None when it says neither."""
    asked = (headers.get("retry-after") or "").strip()
    if not asked:
        return None
    if _SECONDS(asked):
        return float(asked)
    moment = _http_date(asked)
    return None if moment is None else max(0.0, moment - _server_time(headers))


def seconds_to_next_minute(headers: Mapping[str, str]) -> float:
    """Seconds until Chatwoot's next rate-limit window, which begins with the clock minute."""
    return 60 - _server_time(headers) % 60


def wait_asked_for(status: int, headers: Mapping[str, str]) -> float | None:
    """Seconds that an answer asks to wait, or that a rate limit without a word about it means; None for neither."""
    asked = retry_after(headers)
    if asked is None and status == 429 and "retry-after" not in headers:
        # A little more than the minute, so that not everybody who was refused comes back in the same instant.
        return seconds_to_next_minute(headers) + random.random()
    return asked


def _server_time(headers: Mapping[str, str]) -> float:
    """The server's clock, as far as its answer tells it, else our own."""
    said = _http_date(headers.get("date") or "")
    return time.time() if said is None else said


def _http_date(text: str) -> float | None:
    from email.utils import mktime_tz, parsedate_tz

    parsed = parsedate_tz(text)
    if parsed is None:
        return None
    try:
        return float(mktime_tz(parsed))
    except (ValueError, OverflowError):
        return None
