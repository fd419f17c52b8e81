"""When an exchange may be repeated, and after how long.

The server has no idempotency key and doesn't recognise a repeated create, so nothing but the table below stands
between a customer and the same message twice.

===================================================================  ==================  ====================
what happened                                                        reads; PUT, DELETE  other POST, PATCH
===================================================================  ==================  ====================
not sent                                                             repeat              repeat
refused before processing: 429; 408; 503 with ``Retry-After``        repeat              repeat
a byte was written and no whole answer came; 502, 503, 504; timeout  repeat              never
500 and every other status                                           raise               raise
===================================================================  ==================  ====================
"""

from __future__ import annotations

import math
import random
import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chatwoot_client.checks import LONGEST

if TYPE_CHECKING:
    from chatwoot_client.exceptions import Outcome

__all__ = ["RetryPolicy", "outcome_of_status", "retry_after", "seconds_to_next_minute"]

_SECONDS = re.compile(r"\d+(\.\d+)?").fullmatch

#: What may be repeated whatever its outcome was, because doing it twice is doing it once.
_IDEMPOTENT = frozenset(("GET", "HEAD", "OPTIONS", "PUT", "DELETE"))


def may_repeat_unknown(method: str, reads: bool) -> bool:
    """Whether a request may be sent again when nobody knows what became of it."""
    return reads or method in _IDEMPOTENT


class RetryPolicy:
    """How often a call is repeated and how long it waits in between.

    *What* may be repeated is the table at the top of :mod:`chatwoot_client.retries` and can't be changed.

    Parameters:
        repeats: how many times a request may follow the first, 0 or more.
        backoff: seconds before the first repeat; doubled for each further one, and each wait is shortened at
            random by up to half, so that many clients don't come back together.
        max_wait: seconds that all waits of a call may come to. A server that asks for more gets no repeat: the
            call raises at once, with what it asked for.

    Raises:
        TypeError, ValueError: a parameter that isn't a number, or is below 0.
    """

    __slots__ = ("backoff", "max_wait", "repeats")

    repeats: int
    backoff: float
    max_wait: float

    def __init__(self, repeats: int = 2, backoff: float = 0.5, max_wait: float = 30.0) -> None:
        if isinstance(repeats, bool) or not isinstance(repeats, int):
            raise TypeError(f"repeats must be a whole number, not {type(repeats).__name__}")
        for name, value in (("repeats", repeats), ("backoff", backoff), ("max_wait", max_wait)):
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise TypeError(f"{name} must be a number, not {type(value).__name__}")
            if not 0 <= value <= LONGEST:
                raise ValueError(f"{name} must be at least 0 and at most {LONGEST}, not {value!r}")
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in RetryPolicy.__slots__:
            raise AttributeError("a RetryPolicy isn't changed, since clients share it; make another one")
        object.__setattr__(self, name, value)

    def __reduce__(self) -> Any:
        return (type(self), (self.repeats, self.backoff, self.max_wait))

    def wait_before_repeat(self, attempt: int, waited: float, asked: float | None = None) -> float | None:
        """Seconds to wait after *attempt* (1 for the first) failed, or None when the call is to end.

        *waited* is what earlier waits of this call came to, *asked* what the server asked for, if it did.
        """
        if attempt > self.repeats:
            return None
        wait = math.ldexp(self.backoff, attempt - 1) * (1 - random.random() / 2) if asked is None else asked
        return wait if waited + wait <= self.max_wait else None

    def __repr__(self) -> str:
        return f"RetryPolicy(repeats={self.repeats!r}, backoff={self.backoff!r}, max_wait={self.max_wait!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RetryPolicy):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash((self.repeats, self.backoff, self.max_wait))


NO_REPEATS = RetryPolicy(repeats=0)


def policy_of(retries: int | bool | RetryPolicy | None) -> RetryPolicy:
    """The policy that a setting stands for: a number of repeats, a policy, or one of ``0``, False, None for none."""
    if not retries:
        return NO_REPEATS
    if retries is True:
        return RetryPolicy()
    return RetryPolicy(retries) if isinstance(retries, int) else retries


def outcome_of_status(status: int, headers: Mapping[str, str]) -> Outcome:
    """Whether the server refused a request that it answered with this error status, or a gateway lost sight of it."""
    if status == 503 and "retry-after" in headers:
        return "refused"
    # 502, 503, 504 are the standard gateway's, 520 and above a CDN's words for the same.
    return "unknown" if status in (502, 503, 504) or 520 <= status <= 530 else "refused"


def repeats_status(status: int, headers: Mapping[str, str], repeats_unknown: bool) -> bool:
    """Whether a request that was answered with this error status may be sent again."""
    if status in (429, 408) or (status == 503 and "retry-after" in headers):
        return True
    return repeats_unknown and status in (502, 503, 504)


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
