"""What is raised when it can't be known whether something is there, or when it's known that it isn't."""

from __future__ import annotations

from typing import Any, TypeVar

from chatwoot_client.exceptions import ApiException, DecodeException, UndecidedException, ambiguous
from chatwoot_client.models.base import Model

__all__ = ["not_there", "shown", "still_being_sent", "undecided", "with_id"]

_R = TypeVar("_R", bound=Model)


def undecided(
    doubt: ApiException | None,
    what: str,
    sendings: int,
    looks: int,
    failed: ApiException | None = None,
    *,
    to_do: str,
) -> UndecidedException:
    """The exception for *what* may be there or not.

    Parameters:
        doubt: what left it open.
        sendings, looks: how often it was sent and looked for.
        failed: by what the last look failed, if it did.
        to_do: a sentence about what whoever reads it does next.
    """
    if isinstance(failed, UndecidedException) and not sendings:
        return failed
    if failed is not None and failed.hint:
        to_do = f"{failed.hint} {to_do}"
    made = UndecidedException(outcome="unknown")
    if doubt is not None:
        made.__dict__.update(doubt.__dict__)
        made.args = doubt.args
    made.sendings, made.looks = sendings, looks
    sent = f"It was sent {_times(sendings)}" if sendings else "It may have been sent before"
    ending = (
        f"the last look failed: {failed.reason or failed.status}" if failed else "there was no time to look once more"
    )
    made.hint = f"Whether {what} is there isn't known. {sent} and looked for {_times(looks)}, and {ending}. {to_do}"
    return made


def not_there(doubt: ApiException, what: str, sendings: int) -> ApiException:
    """The exception for *what* isn't there, though it was sent; of the usual class of *doubt*, which it left open."""
    # What is ambiguous is of two classes, the usual one last.
    usual: type[ApiException] = type(doubt).__bases__[-1]
    made = usual(outcome="refused")
    made.__dict__.update(doubt.__dict__)
    made.args = doubt.args
    made.outcome = "refused"
    made.hint = (
        f"It was sent {_times(sendings)}, and each time looked for until the server had to be done: {what} isn't "
        "there. It may be sent again."
    )
    return made


def still_being_sent(to_do: str) -> UndecidedException:
    """The exception for what another thread of the process hasn't done with, in all the time that there was."""
    return UndecidedException(
        outcome="unknown",
        reason="another thread of this process is still sending it",
        hint=f"This call sent nothing. {to_do}",
    )


def with_id(record: _R | None, what: str, sent: Any = None) -> _R:
    """The *record* that an operation answered to whoever made it.

    Raises:
        AmbiguousResultException: the answer is none, so that nobody knows whether it was made.
    """
    if record is None or not isinstance(record.get("id"), int):
        raise ambiguous(DecodeException)(
            200, f"the answer isn't {what} that was sent", outcome="unknown", method="POST", sent=sent
        )
    return record


def shown(record: _R | None, what: str) -> _R:
    """The *record* that an operation shows.

    Raises:
        DecodeException: it shows none, which must not look like one in which nothing is.
    """
    if record is None or not isinstance(record.get("id"), int):
        raise DecodeException(200, f"the answer isn't {what}", outcome="unknown")
    return record


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
