"""Looks for a message in what a conversation holds: as far back as needed, in a bounded number of requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Callable

from chatwoot_client.exceptions import UndecidedException

if TYPE_CHECKING:
    from chatwoot_client.certain.budget import Budget
    from chatwoot_client.models.messages import Message

__all__ = ["History"]

#: How many messages a server lists: the latest, those after an id, those between two ids.
_LATEST, _AFTER, _BETWEEN = 20, 100, 1000
#: How many of a page's messages the next one has again, since a server cuts by id what it sorts by time.
_OVERLAP, _OVERLAP_BETWEEN = 5, 100
#: Requests of one look, and how many of them go back in small pages where it's known how far that may be.
_MOST_REQUESTS, _SMALL_PAGES = 12, 5
#: Seconds by which two clocks may differ.
_MARGIN = 60.0
#: How much less the id of a message may be that shows up behind another one, because its request took longer.
_LATE = 1000


class History:
    """What a conversation holds.

    Parameters:
        listed: gives messages, oldest first: the latest 20; the 20 ``before`` an id; up to 100 ``after`` one; up to
            1,000 from one on and before another.
        since: seconds since 1970; what is older needn't be looked at. None for all there is.
        late: whether a message may be under way already at the first look, so that a later one may find it between
            those that were there.
    """

    def __init__(self, listed: Callable[..., list[Message]], since: float | None, late: bool) -> None:
        self._listed = listed
        self._until = None if since is None else since - _MARGIN
        self._late = _LATE if late else 0
        #: After which id a message is that wasn't there at an earlier look.
        self._floor: int | None = None

    def find(self, fits: Callable[[Message], bool], budget: Budget) -> list[Message]:
        """The messages that fit, of those that came in one page; empty where none does.

        The first look goes back to what is older than needed, a later one to what the first one saw.

        Raises:
            UndecidedException: the conversation is too long to be read as far back as needed.
            ApiException: a request failed.
        """
        pages = self._backward(budget) if self._floor is None else self._forward(self._floor, budget)
        greatest = 0
        for page in pages:
            found = [message for message in page if fits(message)]
            if found:
                return found
            greatest = max(greatest, _greatest(page))
        if self._floor is None:
            self._floor = max(greatest - self._late, 0)
        return []

    def _backward(self, budget: Budget) -> Iterator[list[Message]]:
        """The latest messages, and then those before, as far back as needed."""
        page = self._listed(**budget.options())
        end = _greatest(page)
        requests = 1
        yield page
        while len(page) >= _LATEST and not self._is_too_old(page):
            if self._until is None or requests == _SMALL_PAGES:
                yield from self._between(0, end, _MOST_REQUESTS - requests, budget)
                return
            page = self._listed(before=_greatest(page[:_OVERLAP]), **budget.options())
            requests += 1
            yield page

    def _is_too_old(self, page: list[Message]) -> bool:
        oldest = page[0].created_at if page else None
        return self._until is not None and isinstance(oldest, (int, float)) and oldest < self._until

    def _forward(self, floor: int, budget: Budget) -> Iterator[list[Message]]:
        """All messages whose id is greater than *floor*."""
        page = self._listed(after=floor, **budget.options())
        yield page
        if len(page) >= _AFTER:
            latest = self._listed(**budget.options())
            yield latest
            yield from self._between(floor, _greatest(latest), _MOST_REQUESTS - 2, budget)

    def _between(self, start: int, end: int, most: int, budget: Budget) -> Iterator[list[Message]]:
        """All messages from one id on and before another."""
        for _ in range(most):
            page = self._listed(after=start, before=end, **budget.options())
            yield page
            if len(page) < _BETWEEN:
                return
            start = min(_ids(page[-_OVERLAP_BETWEEN:]))
        raise UndecidedException(
            outcome="unknown",
            reason=f"of a conversation that has more than {(most - 1) * _BETWEEN:,} messages not all were read",
            hint="since= tells how far back the message can be.",
        )


def _ids(messages: list[Message]) -> list[int]:
    return [each.id or 0 for each in messages] or [0]


def _greatest(messages: list[Message]) -> int:
    return max(_ids(messages))
