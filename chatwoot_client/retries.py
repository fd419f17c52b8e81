"""How often a call is repeated, and how long it waits; :mod:`chatwoot_client.calls.outcomes` says what may be."""

from __future__ import annotations

import math
import random
from typing import Any

from chatwoot_client.checks import LONGEST, check_whole_number, is_number

__all__ = ["RetryPolicy", "policy_of"]


class RetryPolicy:
    """How often a call is repeated and how long it waits in between.

    *What* may be repeated is the table in :mod:`chatwoot_client.calls.outcomes` and can't be changed.

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
        check_whole_number("repeats", repeats)
        for name, value in (("repeats", repeats), ("backoff", backoff), ("max_wait", max_wait)):
            if not is_number(value):
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

        *waited* is what earlier waits of this call came to, *asked* what the server asked for, if it did; 0 asks for
        nothing.
        """
        if attempt > self.repeats:
            return None
        # To be asked for no wait at all isn't to be told when to come: a server that is over its limit says it too.
        wait = asked or math.ldexp(self.backoff, attempt - 1) * (1 - random.random() / 2)
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
