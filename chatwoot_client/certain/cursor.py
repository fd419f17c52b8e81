"""How far an account was read: what of it is known, as plain JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from chatwoot_client.checks import is_number

if TYPE_CHECKING:
    from chatwoot_client.models.conversations import Conversation
    from chatwoot_client.models.messages import Message

__all__ = ["Cursor", "Walk"]

_VERSION = 1
#: What of a message may change, and tells that it has.
_TELLING = ("content", "content_type", "content_attributes", "status", "private", "source_id")


@dataclass
class Walk:
    """A reading of all conversations by their numbers, that is under way."""

    #: When it began, by this machine's clock.
    began: float
    next: int = 1
    #: The greatest number that there was; None before that's known.
    last: int | None = None
    horizon: float = 0.0


@dataclass
class Cursor:
    """What is known of an account.

    Attributes:
        since: all that changed before was looked for; by this machine's clock, as ``Walk.began``.
        begin: messages that were written before aren't wanted, in a reading that began with a moment.
        clock: the latest moment of the server's own that the last whole pass saw; ``seen_clock`` in this one.
        after: the greatest id before which nothing shows up any more; None before that's known.
        done: the greatest id of messages that are done with, and not among those below.
        conversations: what was told of those that changed lately: their ``updated_at`` by number.
        messages: what was told of those after *after*: when they were written, and a digest, by id.
    """

    account_id: int
    since: float = 0.0
    begin: float | None = None
    clock: float = 0.0
    seen_clock: float = 0.0
    after: int | None = None
    done: int = 0
    walk: Walk | None = None
    conversations: dict[int, float | None] = field(default_factory=dict)
    messages: dict[int, tuple[float, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: Mapping[str, Any], account_id: int) -> Cursor:
        """The cursor that a page had.

        Raises:
            ValueError: it's none, or one of another account.
        """
        if kept.get("version") != _VERSION:
            raise ValueError("since must be the cursor of a page; this is none, or one of another release")
        if kept.get("account_id") != account_id:
            raise ValueError(f"since is a cursor of account {kept.get('account_id')!r}, not of {account_id!r}")
        told = {name: value for name, value in kept.items() if name != "version"}
        try:
            told["walk"] = None if told["walk"] is None else Walk(**told["walk"])
            # JSON has texts for keys, and lists only.
            told["conversations"] = {int(number): moment for number, moment in told["conversations"].items()}
            told["messages"] = {int(id): (float(at), str(said)) for id, (at, said) in told["messages"].items()}
            cursor = cls(**told)
            if all(map(is_number, cursor._numbers())):
                return cursor
        except (KeyError, TypeError, ValueError, AttributeError):
            pass
        raise ValueError("since must be the cursor of a page, as it was")

    def _numbers(self) -> Iterator[Any]:
        """All that have to be numbers."""
        yield from (self.since, self.clock, self.seen_clock, self.done)
        yield from (each for each in (self.begin, self.after, *self.conversations.values()) if each is not None)
        if self.walk is not None:
            yield from (self.walk.began, self.walk.next, self.walk.horizon, self.walk.last or 0)

    def to_json(self) -> dict[str, Any]:
        """Itself, as plain JSON."""
        told = asdict(self)
        told["conversations"] = {str(number): moment for number, moment in self.conversations.items()}
        told["messages"] = {str(id): list(known) for id, known in self.messages.items()}
        return {"version": _VERSION, **told}

    def knows(self, conversation: Conversation) -> bool:
        """Whether a conversation is as it was last told."""
        moment = conversation._json.get("updated_at")
        return moment is not None and self.conversations.get(conversation.id or 0) == moment

    def know(self, number: int, moment: float | None) -> None:
        """Note that a conversation was told."""
        self.conversations[number] = moment

    def is_news(self, message: Message) -> bool:
        """Whether a message isn't as it was last told."""
        id, at = message.id, message._json.get("created_at")
        if id is None or (self.begin is not None and isinstance(at, (int, float)) and at < int(self.begin)):
            return False
        known = self.messages.get(id)
        return known is None or known[1] != _digest(message)

    def take(self, message: Message, horizon: float | None) -> None:
        """Note that a message was told; of one that was written before the *horizon*, only that it's done with."""
        at = message._json.get("created_at")
        at, id = float(at) if isinstance(at, (int, float)) else 0.0, message.id or 0
        if horizon is not None and at < horizon:
            self.done = max(self.done, id)
        else:
            self.messages[id] = (at, _digest(message))

    def finish(self, began: float, horizon: float) -> None:
        """Note that all that changed before was told; the *horizon* is on the server's clock."""
        after = self.done
        for id in sorted(self.messages):
            if self.messages[id][0] >= horizon:
                # Before it, others may yet show up.
                after = min(after, id - 1)
                break
            after = max(after, id)
        if after or self.begin is None:
            self.after = max(after, self.after or 0)
        known = self.after or 0
        self.done = 0
        self.messages = {id: told for id, told in self.messages.items() if id > known}
        self.conversations = {
            number: moment for number, moment in self.conversations.items() if moment is None or moment >= horizon
        }
        self.since, self.clock = began, self.seen_clock


def _digest(message: Message) -> str:
    told = message._json
    files = [each.get("id") for each in told.get("attachments") or () if isinstance(each, dict)]
    said = json.dumps([[told.get(name) for name in _TELLING], files], sort_keys=True, default=str)
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
