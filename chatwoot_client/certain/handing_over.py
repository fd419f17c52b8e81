"""Hands a conversation over to people: the steps, in an order in which none that's left out hurts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from chatwoot_client.certain.callers import is_a_bots
from chatwoot_client.certain.errors import HandOverException
from chatwoot_client.certain.found import id_of
from chatwoot_client.certain.settling import surely
from chatwoot_client.checks import check_text
from chatwoot_client.exceptions import AmbiguousResultException, ApiException

if TYPE_CHECKING:
    from chatwoot_client.certain.budget import Budget
    from chatwoot_client.certain.operations import AssignmentOperations, ConversationOperations, MessageOperations

__all__ = ["Calls", "Wanted", "hand_over"]


class Calls(NamedTuple):
    """The operations that it takes."""

    conversations: ConversationOperations
    assignments: AssignmentOperations
    messages: MessageOperations


class Wanted(NamedTuple):
    """What is to be done with a conversation; None for what isn't."""

    path: tuple[int, int]
    team_id: int | None
    assignee_id: int | None
    note: str | None

    @classmethod
    def of(cls, account_id: int, conversation: Any, team: Any, assignee: Any, note: Any) -> Wanted:
        """
        Raises:
            TypeError, ValueError: what isn't a conversation, a team, an agent or a note.
        """
        if note is not None and not check_text("note", note).strip():
            raise ValueError("note must not be empty")
        return cls(
            (account_id, id_of("conversation", conversation)),
            None if team is None else id_of("team", team),
            None if assignee is None else id_of("assignee", assignee),
            note,
        )


def hand_over(calls: Calls, wanted: Wanted, budget: Budget) -> None:
    """Do all that's wanted.

    As long as the conversation isn't open the bot goes on, so it's opened once the rest is done. An agent comes behind
    the note, since servers from 4.16 on open what a bot has when it's assigned to one; and once more in the end, since
    a server gives a conversation to the agent who opens it.

    Raises:
        HandOverException: a step failed; the ones before it are done.
    """
    steps: list[tuple[str, Callable[[], None]]] = []
    if wanted.team_id is not None:
        steps.append(("team", lambda: _assign(calls, wanted, "team_id", wanted.team_id, budget)))
    if wanted.note is not None:
        steps.append(("note", lambda: _write(calls, wanted, budget)))
    if wanted.assignee_id is not None:
        steps.append(("assignee", lambda: _assign(calls, wanted, "assignee_id", wanted.assignee_id, budget)))
    steps.append(("open", lambda: _open(calls, wanted, budget)))
    if wanted.assignee_id is not None and not is_a_bots(calls.conversations.api_client):
        steps.append(("assignee", lambda: _assign(calls, wanted, "assignee_id", wanted.assignee_id, budget)))
    done: list[str] = []
    for name, step in steps:
        try:
            step() if name == "note" else surely(step, budget)
        except ApiException as error:
            raise _failed(name, done, error) from error
        done.append(name)


def _assign(calls: Calls, wanted: Wanted, whom: str, id: int | None, budget: Budget) -> None:
    assigned = calls.assignments.assign_a_conversation({whom: id}, *wanted.path, **budget.options())
    if assigned is None:
        # A server takes an id that it doesn't know for nobody's, and says 200.
        noun = "team" if whom == "team_id" else "agent"
        raise ApiException(
            200,
            f"no {noun} of the account has the id {id}, and so the conversation has none now",
            outcome="refused",
        )


def _write(calls: Calls, wanted: Wanted, budget: Budget) -> None:
    note = {"content": wanted.note, "private": True}
    calls.messages.create_a_new_message_in_a_conversation(note, *wanted.path, **budget.options())


def _open(calls: Calls, wanted: Wanted, budget: Budget) -> None:
    calls.conversations.toggle_status_of_a_conversation({"status": "open"}, *wanted.path, **budget.options())


def _failed(step: str, done: list[str], error: ApiException) -> HandOverException:
    told = f"{', '.join(done)} {'is' if len(done) == 1 else 'are'} done" if done else "nothing was done"
    failed = HandOverException(
        error.status,
        f"the hand-over failed at {step!r}: {error.reason}; before it, {told}",
        body=error.body,
        headers=error.headers,
        method=error.method,
        url=error.url,
        request_id=error.request_id,
        attempts=error.attempts,
        outcome=error.outcome,
        hint=_what_next(step, done, error),
    )
    failed.done, failed.failed = tuple(done), step
    return failed


def _what_next(step: str, done: list[str], error: ApiException) -> str:
    again = "To call it again does no harm"
    if "note" in done:
        again += ", without the note, which is written"
    elif step == "note" and isinstance(error, AmbiguousResultException):
        again += ", but for the note, of which nobody knows whether it's written"
    return f"{again}. {error.hint or ''}".rstrip()
