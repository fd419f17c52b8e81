"""Writes what others may overwrite at the same time, and looks until it stays."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Protocol, TypeVar

from chatwoot_client.certain.errors import NotKeptException
from chatwoot_client.certain.turns import in_turn
from chatwoot_client.exceptions import AmbiguousResultException, ApiTimeoutException
from chatwoot_client.wire.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatwoot_client.certain.budget import Budget

__all__ = ["AT_ONCE", "BY_A_JOB", "Change", "kept"]

#: How often something is written.
_WRITINGS = 8
#: Seconds after which whatever read the record before us has written it, at the least.
_UNTIL_OTHERS_WROTE = 0.25
#: Seconds before each look at what a server does in its request, or leaves to a job.
AT_ONCE = ()
BY_A_JOB = (0.05, 0.1, 0.2, 0.4)

_T = TypeVar("_T")


class Change(Protocol[_T]):
    """Something that is to be in a record."""

    what: str
    #: What tells it from changes that threads of this process needn't make one after the other.
    turn: tuple[object, ...]
    #: Whether the record is looked at before it's written.
    looks_first: bool

    def look(self) -> _T:
        """What's in the record now."""

    def write(self, there: _T | None, writing: int) -> Sequence[float]:
        """Write it, for the *writing*th time; gives the seconds before each look at whether it's done."""

    def missing(self, there: _T) -> list[str]:
        """What isn't yet as it was to be."""


def kept(change: Change[_T], budget: Budget) -> _T:
    """What is in the record once the change is there and stays.

    A server reads a record, changes it and writes it back without a lock, so that of changes that come together some
    are lost. What is there a moment later was written by none that hadn't seen it.

    Raises:
        NotKeptException: it's been written several times, or there's no more time, and it isn't there.
        ApiException: a request failed.
    """
    with in_turn(budget, *change.turn):
        return _kept(change, budget)


def _kept(change: Change[_T], budget: Budget) -> _T:
    for writing in range(1, _WRITINGS + 1):
        doubt = None
        began = now()
        before = change.look() if change.looks_first or writing > 1 else None
        if before is not None and not change.missing(before):
            return before
        try:
            waits = change.write(before, writing)
        except AmbiguousResultException as error:
            # Whether it's written shows; to write it once more does no harm.
            doubt, waits = error, AT_ONCE
        # What others read before us takes them about as long to write.
        there, in_time = _looked(change, waits, max(_UNTIL_OTHERS_WROTE, 2 * (now() - began)), budget)
        missing = change.missing(there)
        if not missing:
            return there
        # Those who lost together shall not come together again.
        pause, left = random.uniform(0, 0.1 * writing), budget.left()
        if not in_time or (left is not None and left < pause + now() - began) or not budget.pause(pause):
            break
    if doubt is not None:
        raise doubt
    raise _lost(change.what, there, missing, writing)


def _looked(change: Change[_T], waits: Sequence[float], last: float, budget: Budget) -> tuple[_T, bool]:
    """What's there once nobody writes over it any more, and whether there was time to wait for that."""
    there: _T | None = None
    try:
        for wait in waits:
            if not budget.pause(wait):
                break
            there = change.look()
            if not change.missing(there):
                break
        if budget.pause(last):
            return change.look(), True
    except ApiTimeoutException:
        # What was seen before says more than that there's no more time.
        if there is None or budget.left():
            raise
    return there if there is not None else change.look(), False


def _lost(what: str, there: object, missing: list[str], writings: int) -> NotKeptException:
    error = NotKeptException(
        0,
        f"{what}: {', '.join(missing)} didn't stay, though written {writings} times",
        hint="Something else writes to the same record at the same time; holds says what is there now.",
        outcome="unknown",
    )
    error.holds, error.missing = there, tuple(missing)
    return error
