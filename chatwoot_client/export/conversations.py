"""All conversations by their numbers, each with its messages, so that none slips through whatever changes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from chatwoot_client.certain.reading import AccountReads
from chatwoot_client.exceptions import ApiException, ServiceException
from chatwoot_client.export.lines import line_of, without_secrets
from chatwoot_client.export.state import is_id
from chatwoot_client.export.streak import Streak

if TYPE_CHECKING:
    from chatwoot_client.export.progress import Progress
    from chatwoot_client.export.state import State
    from chatwoot_client.models.conversations import Conversation
    from chatwoot_client.models.messages import Message

__all__ = ["Conversations"]

#: As many as a filter answers on one page.
_PAGE = 25
#: Messages that are held at once.
_CHUNK = 500
#: How a server answers that fails with one record among many.
_FAILURE = 500


class Conversations:
    """The conversations of an account, of every status, and their messages, on their way into a state.

    Their numbers are given out in order and never again, so walking by them misses none; pages of a list move on
    while conversations come and go. What was begun after the walk was, isn't part of it.
    """

    def __init__(self, reads: AccountReads, state: State, progress: Progress) -> None:
        self._reads = reads
        self._state = state
        self._progress = progress
        self._streak = Streak()

    def fetch(self) -> None:
        """Fetch what isn't there yet; those that failed are tried once more at the end."""
        state = self._state
        if state.get("last") is None:
            newest = self._reads.newest()
            with state.step():
                state.set("last", max((each.id or 0 for each in newest if is_id(each.id)), default=0))
                state.set("next", 1)
        last = state.get("last")
        while (number := state.get("next")) <= last:
            self._progress("conversations", number - 1, last)
            end = min(number + _PAGE - 1, last)
            for conversation in self._numbered(number, end):
                self._take(conversation)
            with state.step():
                state.set("next", end + 1)
        self._progress("conversations", last, last)
        for number, _ in state.records("unread"):
            self._take_again(number)

    def _numbered(self, first: int, last: int) -> Iterator[Conversation]:
        """Those with these numbers; where one makes the server fail with the whole list, the others all the same."""
        try:
            found = self._reads.numbered(first, last)
        except ServiceException as error:
            if error.status != _FAILURE:
                raise
            failure = error
        else:
            # What wasn't asked for would have the walk come past what is still to come.
            by_number = {each.id: each for each in found if is_id(each.id)}
            yield from (by_number[number] for number in range(first, last + 1) if number in by_number)
            return
        if first == last:
            self._note("unread", first, failure)
            self._streak.grown(failure)
        else:
            middle = (first + last) // 2
            yield from self._numbered(first, middle)
            yield from self._numbered(middle + 1, last)

    def _take(self, conversation: Conversation) -> None:
        try:
            self._keep(conversation)
        except ApiException as error:
            number = conversation.id or 0
            if self._reads.is_gone(number, error):
                self._note("gone", number, error)
                return
            self._note("unread", number, error)
            self._streak.grown(error)
        else:
            self._streak.broken()

    def _take_again(self, number: int) -> None:
        # Those that fail each time may be several in a row here, with nothing wrong with the server.
        self._streak.broken()
        for conversation in self._numbered(number, number):
            self._take(conversation)
            return
        if not self._streak:
            self._note("gone", number, None)

    def _note(self, kind: str, number: int, error: ApiException | None) -> None:
        """Keep that a conversation couldn't be read, and why."""
        said = str(error.reason or error.status) if error is not None else ""
        with self._state.step():
            self._state.drop("unread", number)
            self._state.put(kind, [(number, said)])
            self._come_past(number)

    def _come_past(self, number: int) -> None:
        self._state.set("next", max(number + 1, self._state.get("next")))

    def _keep(self, conversation: Conversation) -> None:
        state, number = self._state, conversation.id or 0
        messages = self._reads.after(number, 0)
        with state.step():
            state.put("conversations", [(number, line_of(without_secrets(conversation.to_dict())))])
            while chunk := list(islice(messages, _CHUNK)):
                state.put("messages", ((each.id or 0, _line_of_message(each)) for each in chunk))
                state.put("attachments", (each for message in chunk for each in _attachments(number, message)))
            state.drop("unread", number)
            self._come_past(number)


def _line_of_message(message: Message) -> str:
    return line_of(without_secrets(message.to_dict()))


def _attachments(number: int, message: Message) -> Iterator[tuple[int, str]]:
    """The attachments of a message, with what becomes of their files."""
    listed = message.to_dict().get("attachments")
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict) and is_id(each.get("id")):
            known = {"conversation_id": number, "message_id": message.id, "path": None, "missing": None}
            yield each["id"], line_of({**without_secrets(each), **known})
