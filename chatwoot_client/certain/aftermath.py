"""What became of a request that was to make something, and whose answer nobody got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, TypeVar

from chatwoot_client.exceptions import ApiException, ServiceException

if TYPE_CHECKING:
    from chatwoot_client.certain.budget import Budget

    _T = TypeVar("_T")

__all__ = ["BEFORE_SENDING_AGAIN", "SENDINGS", "found_after"]

#: How often something is sent, where each time it isn't there afterwards.
SENDINGS = 3
BEFORE_SENDING_AGAIN = 0.3
#: Seconds before each look. A server works on for up to 15 s for a caller whose answer got lost.
_UNTIL_IT_IS_DONE = (0.5, 1.5, 3.0, 5.0, 6.0)
#: A gateway's answers: what is behind it may still be at work.
_OF_GATEWAYS = (502, 503, 504)


def found_after(
    error: ApiException, look: Callable[[], _T | None], budget: Budget, *, comes_once: bool = False
) -> _T | None:
    """What is there after a request that ended in *error*; None where nothing will come of it any more.

    Parameters:
        look: gives what is there, or None.
        comes_once: whether the server keeps a second one out, so that nobody has to wait for the first.

    Raises:
        ApiException: the *error*, where there's no time to wait until the server must be done.
    """
    found = look()
    answered = isinstance(error, ServiceException) and error.status not in _OF_GATEWAYS
    if found is not None or answered or comes_once:
        return found
    for wait in _UNTIL_IT_IS_DONE:
        if not budget.pause(wait):
            raise error
        found = look()
        if found is not None:
            return found
    return None
