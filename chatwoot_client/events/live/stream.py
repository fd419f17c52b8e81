"""What one feed has told: subscription, gaps, and which of what comes is new."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from chatwoot_client.events.event import Event, id_of
from chatwoot_client.events.kinds import MessageCreated, MessageUpdated, event_of
from chatwoot_client.events.live.journal import MOST_KNOWN, Journal, State
from chatwoot_client.events.seen import Once, keep_as_latest
from chatwoot_client.models.base import iso_datetime

if TYPE_CHECKING:
    from chatwoot_client.events.live.cable import Subscription
    from chatwoot_client.events.live.feeds import Feed, Read

__all__ = ["Stream", "written_at"]

#: Seconds for which what was written is read again, for edits whose event got lost.
_RECENT = 300.0
_MOST_RECORDS = 5000


class Stream:
    """A feed's events, each once, from wherever they come.

    Attributes:
        subscription: the one on the connection that there is, or None.
        gap: whether something may have been missed that wasn't looked for yet.
    """

    def __init__(self, feed: Feed, cursor: Mapping[str, Any] | None) -> None:
        self.feed = feed
        self.journal: Journal = Journal(cursor, time.time())
        self.subscription: Subscription | None = None
        self.gap = True
        self._touched: dict[int, float] = {}
        self._read_at: dict[int, float] = {}
        self._once = Once(None)
        self._latest: dict[tuple[str, int | None], float] = {}

    @property
    def is_flowing(self) -> bool:
        """Whether all is told live: the subscription is confirmed, and our own sign of presence came back."""
        subscription = self.subscription
        return subscription is not None and subscription.confirmed and subscription.proven_at is not None

    # --- live ---

    def live(self, name: str, data: dict[str, Any]) -> Event | None:
        """The event to hand out for what came, or None for what is known or isn't for this feed."""
        if not self.feed.belongs(name, data):
            return None
        told = {**data, "event": name.replace(".", "_")}
        event = event_of(told)
        # One without a number can't be told from others but by its content.
        if isinstance(event, (MessageCreated, MessageUpdated)) and id_of(told) is not None:
            return self._message(told, isinstance(event, MessageCreated))
        return event if self._is_news(event, told) else None

    def _message(self, told: dict[str, Any], created: bool) -> Event | None:
        id, state = told["id"], _state_of(told)
        keep_as_latest(self._touched, id, time.monotonic(), MOST_KNOWN)
        journal = self.journal
        known = journal.state(id)
        # What is told to be written is new whatever its date: a program may have given it one of long ago.
        if journal.is_new(id, math.inf if created else written_at(told)):
            # The news that it changed may come before the news that it's there.
            journal.tell(id, state)
            return event_of({**told, "event": "message_created"})
        if created or (known is not None and (known.updated_at or 0) >= (state.updated_at or 0)):
            return None
        journal.tell(id, state)
        return None if known is not None and known == state else event_of(told)

    def _is_news(self, event: Event, told: dict[str, Any]) -> bool:
        """Whether it's neither a repeat nor older than what was told of the same."""
        if event.name.startswith("conversation_typing"):
            return True
        updated_at = told.get("updated_at")
        if isinstance(updated_at, (int, float)):
            about = (event.name, id_of(told))
            if updated_at < self._latest.get(about, updated_at):
                return False
            keep_as_latest(self._latest, about, updated_at, _MOST_RECORDS)
        return self._once.first(event)

    # --- read ---

    def read(self, since: float, everything: bool) -> Iterator[tuple[Event, int]]:
        """What REST has that nobody told, as events with their messages' ids, conversation by conversation.

        Parameters:
            since: seconds since 1970.
            everything: whether conversations are read too of which the last message is known.

        Raises:
            ApiException: no more could be read. What was given before is known from then on.
        """
        is_whole = self._never if everything else self._is_whole
        for read in self.feed.read(since, is_whole):
            keep_as_latest(self._read_at, read.conversation_id, time.monotonic(), _MOST_RECORDS)
            yield from self._unknown(read, since)

    @staticmethod
    def _never(conversation: Mapping[str, Any]) -> bool:
        return False

    def _is_whole(self, conversation: Mapping[str, Any]) -> bool:
        """Whether the stream told of the last message of a conversation, which was read not long ago."""
        last = [each["id"] for each in conversation.get("messages") or [] if isinstance(each, dict)]
        read_at = self._read_at.get(conversation.get("id") or 0, -30.0)
        return bool(last) and self.journal.knows(last[-1]) and time.monotonic() - read_at < 30.0

    def _unknown(self, read: Read, since: float) -> Iterator[tuple[Event, int]]:
        journal = self.journal
        for message in read.messages:
            id, state = message["id"], _state_of(message)
            known = journal.state(id)
            if journal.is_new(id, written_at(message)):
                journal.tell(id, state)
                yield event_of({**message, "event": "message_created"}), id
            elif known is None:
                if written_at(message) >= since - _RECENT:
                    journal.tell(id, state)
            elif not _alike(known, state) and self._touched.get(id, 0.0) < read.asked_at:
                journal.tell(id, state._replace(updated_at=known.updated_at))
                yield event_of({**message, "event": "message_updated"}), id


def _state_of(message: Mapping[str, Any]) -> State:
    seconds = _seconds(message.get("updated_at"))
    return State(message.get("content"), message.get("status"), message.get("content_attributes"), seconds)


def _alike(known: State, state: State) -> bool:
    """Whether a message says the same; the public API doesn't tell its status."""
    return known._replace(status=None) == state._replace(status=None, updated_at=known.updated_at) and (
        state.status is None or known.status is None or state.status == known.status
    )


def written_at(message: Mapping[str, Any] | Event) -> float:
    """When a message was written, in seconds since 1970; now where it isn't told."""
    seconds = _seconds(message.get("created_at"))
    return time.time() if seconds is None else seconds


def _seconds(moment: Any) -> float | None:
    if isinstance(moment, str):
        read = iso_datetime(moment)
        return None if isinstance(read, str) else read.timestamp()
    return float(moment) if isinstance(moment, (int, float)) else None
