"""Lists of conversations: by parameters, by a filter, and by words that stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, ClassVar

from chatwoot_client.sandbox.filters.conditions import filtered_conversations
from chatwoot_client.sandbox.filters.sql import has_words
from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves, with_id
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import enum_sought, ids_of, is_blank, leading_int, text
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.conversations import (
    INCOMING,
    OUTGOING,
    PRIORITIES,
    STATUSES,
    Conversation,
    Message,
)
from chatwoot_client.sandbox.records.people import Team

CONVERSATIONS_PER_PAGE = 25


def _priority(conversation: Conversation) -> int | None:
    return None if conversation.priority is None else PRIORITIES.index(conversation.priority)


_SORTED_BY: dict[str, tuple[Callable[[Conversation], Any], Callable[[Conversation], float]]] = {
    # What is asked for, and what decides where that's the same.
    "last_activity_at": (lambda each: each.last_activity_at, lambda each: 0),
    "created_at": (lambda each: each.created_at, lambda each: 0),
    "priority": (_priority, lambda each: -each.last_activity_at.timestamp()),
    "waiting_since": (lambda each: each.waiting_since, lambda each: each.created_at.timestamp()),
}
_OLD_NAMES = {f"sort_on_{name}": (name, "asc") for name in ("created_at", "priority", "waiting_since")}


class ConversationListOperations(ApplicationOperation):
    """The operations that give many conversations, or count them."""

    path: ClassVar[str] = ACCOUNT + "/conversations"

    @serves("GET")
    def index(self) -> Answer:
        wanted = self._wanted()
        listed = self._sorted(self._of_assignee_type(wanted))
        within = self._params.get("updated_within")
        if is_blank(within):
            listed = self._paged(listed, CONVERSATIONS_PER_PAGE)
        else:
            # It narrows the list, though not what is counted.
            since = _ago(within)
            listed = [each for each in listed if each.updated_at > since]
        payload = [self._views.conversation(each) for each in listed]
        return shown({"data": {"meta": self._counts(wanted), "payload": payload}})

    @serves("GET", "/meta")
    def meta(self) -> Answer:
        return shown({"meta": self._counts(self._wanted())})

    @serves("POST", "/filter")
    def filter(self) -> Answer:
        fitting = filtered_conversations(self._account, self._conversations(), self._params.get("payload"))
        latest = sorted(fitting, key=lambda each: each.last_activity_at, reverse=True)
        payload = [self._views.conversation(each) for each in self._paged(latest, CONVERSATIONS_PER_PAGE)]
        return shown({"meta": _without_assigned(self._counts(fitting)), "payload": payload})

    @serves("GET", "/search")
    def search(self) -> Answer:
        wanted, sought = self._wanted(), self._sought
        listed = self._paged(self._sorted(self._of_assignee_type(wanted)), CONVERSATIONS_PER_PAGE)
        if sought:
            wanted = self._paged(wanted, CONVERSATIONS_PER_PAGE)
        payload = [
            self._views.found_conversation(each, _with_words(each, sought) if sought else each.messages)
            for each in listed
        ]
        return shown({"meta": _without_assigned(self._counts(wanted)), "payload": payload})

    @property
    def _sought(self) -> str:
        """The words that messages are searched for."""
        return text(self._params, "q") or ""

    @serves("GET", "/unread_counts")
    def unread_counts(self) -> Answer:
        if "conversation_unread_counts" not in self._account.features:
            raise Refused(403, {"error": "Conversation unread counts feature not enabled for this account"})
        counts: dict[str, int] = {}
        for each in self._conversations():
            if each.status == "open" and each.unread_messages():
                counts[str(each.inbox.id)] = counts.get(str(each.inbox.id), 0) + 1
        return shown({"payload": {"all_count": sum(counts.values()), "inboxes": counts, "labels": {}, "teams": {}}})

    def _wanted(self) -> list[Conversation]:
        """The conversations that the parameters ask for, whoever they are assigned to."""
        wanted = self._conversations()
        for fits in self._conditions():
            wanted = [each for each in wanted if fits(each)]
        return wanted

    def _conditions(self) -> Iterator[Callable[[Conversation], bool]]:
        """What the parameters of lists mean. Of several values each will do; a team that isn't there is not found."""
        sent = self._params
        if sent.get("inbox_id") is not None:
            inboxes = set(ids_of(sent["inbox_id"]))
            yield lambda each: each.inbox.id in inboxes
        status = sent.get("status", "open")
        if self._sought:
            yield lambda each: bool(_with_words(each, self._sought))
        elif status != "all":
            statuses = enum_sought(status, STATUSES)
            yield lambda each: each.status in statuses
        if sent.get("team_id") is not None:
            teams = [with_id(self._account.all(Team), each) for each in ids_of(sent["team_id"])]
            yield lambda each: each.team in teams
        if not is_blank(sent.get("labels")):
            labels = self._wanted_labels()
            yield lambda each: bool(labels & set(self._installation.store.tags(each.labels)))
        if not is_blank(sent.get("source_id")):
            yield lambda each: each.contact_inbox.source_id == sent["source_id"]
        kind = text(sent, "conversation_type")
        yield lambda each: self._is_of_kind(each, kind)

    def _is_of_kind(self, conversation: Conversation, kind: str | None) -> bool:
        if kind == "mention":
            place = f"mention://user/{self._user.id}/"
            return any(place in (each.content or "") for each in conversation.messages if each.private)
        if kind == "participating":
            return self._user in conversation.participants
        if kind == "unattended":
            return conversation.unattended
        return True

    def _of_assignee_type(self, conversations: list[Conversation]) -> list[Conversation]:
        fits = {
            "me": lambda each: each.assignee is self._caller,
            "assigned": lambda each: each.assignee is not None,
            "unassigned": lambda each: each.assignee is None,
        }.get(text(self._params, "assignee_type") or "")
        return conversations if fits is None else [each for each in conversations if fits(each)]

    def _counts(self, conversations: Sequence[Conversation]) -> dict[str, int]:
        unassigned = sum(each.assignee is None for each in conversations)
        return {
            "mine_count": sum(each.assignee is self._caller for each in conversations),
            "assigned_count": len(conversations) - unassigned,
            "unassigned_count": unassigned,
            "all_count": len(conversations),
        }

    def _sorted(self, conversations: list[Conversation]) -> list[Conversation]:
        asked = text(self._params, "sort_by") or ""
        if asked == "unread":
            return sorted(conversations, key=lambda each: (bool(each.unread_messages()), each.last_activity_at))[::-1]
        if asked == "priority_desc_created_at_asc":
            by_age = sorted(conversations, key=lambda each: each.created_at)
            return _by(_priority, by_age, backwards=True)
        name, direction = _OLD_NAMES.get(asked) or asked.rpartition("_")[::2]
        if name not in _SORTED_BY or direction not in ("asc", "desc"):
            name, direction = "last_activity_at", "desc"
        key, otherwise = _SORTED_BY[name]
        return _by(key, sorted(conversations, key=otherwise), backwards=direction == "desc")


def _by(
    key: Callable[[Conversation], Any], conversations: list[Conversation], *, backwards: bool
) -> list[Conversation]:
    """Conversations in an order, those without a key at the end; those with the same one stay as they are."""
    there = [each for each in conversations if key(each) is not None]
    absent = [each for each in conversations if key(each) is None]
    return sorted(there, key=key, reverse=backwards) + absent


def _without_assigned(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if name != "assigned_count"}


def _with_words(conversation: Conversation, words: str) -> list[Message]:
    """The messages of people in which some words stand."""
    said = [each for each in conversation.messages if each.message_type in (INCOMING, OUTGOING)]
    return [each for each in said if has_words(each.content, words)]


def _ago(seconds: Any) -> datetime:
    """The moment so many seconds ago; a number that reaches beyond the calendar means its beginning."""
    try:
        return now() - timedelta(seconds=leading_int(seconds))
    except OverflowError:
        return datetime.min.replace(tzinfo=timezone.utc)
