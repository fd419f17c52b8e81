"""What changed in an account since a cursor: conversations and messages, none missed, in few requests."""

from __future__ import annotations

import datetime
import math
import time
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from chatwoot_client.certain.cursor import Cursor, Walk
from chatwoot_client.certain.reading import LONG, TOO_LONG
from chatwoot_client.checks import is_number
from chatwoot_client.exceptions import ApiException
from chatwoot_client.pagination import check_walk

if TYPE_CHECKING:
    from typing_extensions import Protocol

    from chatwoot_client.api_client import RequestOptions
    from chatwoot_client.models.conversations import Conversation
    from chatwoot_client.models.messages import Message

    class Reads(Protocol):
        """What of an account is read, and how."""

        def changed_within(self, seconds: int) -> list[Conversation]:
            """All that changed in so many seconds up to now, whatever their status."""
            ...

        def newest(self) -> list[Conversation]:
            """Some that were begun last."""
            ...

        def numbered(self, first: int, last: int) -> list[Conversation]:
            """Those with these numbers."""
            ...

        def is_gone(self, number: int, error: ApiException) -> bool:
            """Whether a conversation isn't there any more that was read with this *error*."""
            ...

        def after(self, conversation_id: int, message_id: int) -> Iterator[Message]:
            """The messages of a conversation after this one."""
            ...

        def newest_first(self, conversation_id: int) -> Iterator[Message]:
            """The messages of a conversation, from the last on."""
            ...


__all__ = ["ChangesPage", "Pass", "changes"]

#: Seconds. What is committed late, or dated by a clock that's a little off, shows up this much later.
_LATE = 120
#: Conversations on a page that is handed out, and among those that are asked for by their numbers.
_PAGE = 25
#: Messages on a page.
_MOST_MESSAGES = 1000


class ChangesPage(NamedTuple):
    """Some of what changed.

    Attributes:
        conversations: those that are new or changed, as they are now.
        messages: those that are new or changed, as they are now, in the order of their ids.
        cursor: where to go on once this page was dealt with: plain JSON, to be kept with what was made of the page.
    """

    conversations: list[Conversation]
    messages: list[Message]
    cursor: dict[str, Any]


def changes(
    reads: Callable[[RequestOptions], Reads],
    account_id: int,
    since: Any,
    recheck: float,
    options: RequestOptions,
) -> Iterator[ChangesPage]:
    """See :meth:`~chatwoot_client.ConversationsApi.changes`; what is wrong with an argument is said at once."""
    check_walk(options)
    if not is_number(recheck):
        raise TypeError(f"recheck must be a number of seconds, not {type(recheck).__name__}")
    if not 0 <= recheck <= 1e9:
        raise ValueError(f"recheck must be 0 seconds or more, not {recheck!r}")
    return Pass(reads(options), _cursor_of(since, account_id), recheck).pages()


def _cursor_of(since: Any, account_id: int) -> Cursor:
    if isinstance(since, Mapping):
        return Cursor.of(since, account_id)
    if since is None:
        return Cursor(account_id=account_id, walk=Walk(began=time.time()))
    if isinstance(since, datetime.datetime):
        if since.tzinfo is None:
            raise ValueError("since must be a moment with a time zone")
        since = since.timestamp()
    if not is_number(since):
        raise TypeError(f"since must be the cursor of a page, a moment or None, not {type(since).__name__}")
    if not math.isfinite(since):
        raise ValueError(f"since must be a moment, not {since!r}")
    return Cursor(account_id=account_id, since=float(since), begin=float(since))


class Pass:
    """One reading of all that changed, by the cursor of the last one, which moves on with it.

    Parameters:
        recheck: seconds for which messages are read again.
        now: this machine's clock, in seconds since 1970.
    """

    def __init__(self, reads: Reads, cursor: Cursor, recheck: float, now: Callable[[], float] = time.time) -> None:
        self._reads = reads
        self._cursor = cursor
        self._recheck = recheck
        self._now = now

    def pages(self) -> Iterator[ChangesPage]:
        # The moment is taken before anything is asked for: what changes meanwhile is for the next pass.
        began = self._now()
        if self._cursor.walk is None and began < self._cursor.since:
            # This machine's clock was set back, so nobody knows how long ago the last pass was.
            self._cursor.walk = Walk(began=began)
        if self._cursor.walk is None:
            listed = self._listed(began)
            if listed is not None:
                yield from self._window(listed, began)
                return
            self._cursor.walk = Walk(began=began)
        yield from self._walk(self._cursor.walk)

    def _listed(self, began: float) -> list[Conversation] | None:
        """What changed since the last pass; None where that's too much for one list."""
        gap = began - self._cursor.since
        # Rounded up, and a second more: the server counts back from when it comes to it.
        within = int(gap + _LATE + self._recheck) + 2
        try:
            return self._reads.changed_within(within)
        except TOO_LONG:
            if gap < LONG:
                raise
        return None

    def _window(self, listed: list[Conversation], began: float) -> Iterator[ChangesPage]:
        horizon = self._horizon(listed)
        due = [each for each in listed if self._recheck or not self._cursor.knows(each)]
        for start in range(0, len(due), _PAGE):
            yield from self._pages_of(due[start : start + _PAGE])
        yield self._last_page(began, horizon)

    def _walk(self, walk: Walk) -> Iterator[ChangesPage]:
        """All conversations, by their numbers: no deletion makes one of them slip through."""
        if walk.last is None:
            newest = self._reads.newest()
            walk.last = max((each.id or 0 for each in newest), default=0)
            walk.horizon = self._horizon(newest)
        while walk.next <= walk.last:
            last = min(walk.next + _PAGE - 1, walk.last)
            found = self._reads.numbered(walk.next, last)
            yield from self._pages_of([each for each in found if self._is_due(each)], walk)
            walk.next = last + 1
        self._cursor.walk = None
        yield self._last_page(walk.began, walk.horizon)

    def _is_due(self, conversation: Conversation) -> bool:
        """Whether a conversation may have changed since the last pass."""
        moment = _moment_of(conversation)
        return moment is None or moment >= self._cursor.clock - _LATE - self._recheck

    def _horizon(self, listed: list[Conversation]) -> float:
        """The moment, on the server's clock, before which all that was written has shown up."""
        moments = [moment for moment in map(_moment_of, listed) if moment is not None]
        self._cursor.seen_clock = max([self._cursor.seen_clock, *moments])
        return self._cursor.seen_clock - _LATE - self._recheck

    def _pages_of(self, due: list[Conversation], walk: Walk | None = None) -> Iterator[ChangesPage]:
        """What is new of some conversations; after each of them, and in the middle of a long one, it can be gone on.

        In a *walk*, of which there may be a great many, messages that are old are known by how far it has come.
        """
        cursor = self._cursor
        conversations: list[Conversation] = []
        messages: list[Message] = []
        for conversation in sorted(due, key=_id_of):
            number, is_told = _id_of(conversation), cursor.knows(conversation)
            if not is_told:
                # Before its messages, which belong to it in whatever database they're put.
                conversations.append(conversation)
            try:
                for message in filter(cursor.is_news, self._messages(number)):
                    cursor.take(message, None if walk is None else walk.horizon)
                    messages.append(message)
                    if len(messages) >= _MOST_MESSAGES:
                        yield self._page(conversations, messages)
                        conversations, messages = [], []
            except ApiException as error:
                if not self._reads.is_gone(number, error):
                    raise
                conversations = [each for each in conversations if each is not conversation]
                continue
            if not is_told:
                cursor.know(number, _moment_of(conversation))
            if walk is not None:
                walk.next = number + 1
        if conversations or messages:
            yield self._page(conversations, messages)

    def _page(self, conversations: list[Conversation], messages: list[Message]) -> ChangesPage:
        return ChangesPage(conversations, sorted(messages, key=_id_of), self._cursor.to_json())

    def _messages(self, number: int) -> Iterator[Message]:
        cursor = self._cursor
        if cursor.after is not None:
            return self._reads.after(number, cursor.after)
        begin = cursor.begin
        if begin is None:
            return self._reads.after(number, 0)
        # What is out of step with its neighbours is no further from them than that.
        return takewhile(lambda each: _written_at(each) >= begin - _LATE, self._reads.newest_first(number))

    def _last_page(self, began: float, horizon: float) -> ChangesPage:
        self._cursor.finish(began, horizon)
        return self._page([], [])


def _moment_of(conversation: Conversation) -> float | None:
    moment = conversation._json.get("updated_at")
    return float(moment) if isinstance(moment, (int, float)) else None


def _written_at(message: Message) -> float:
    moment = message._json.get("created_at")
    return float(moment) if isinstance(moment, (int, float)) else time.time()


def _id_of(record: Conversation | Message) -> int:
    return record.id or 0
