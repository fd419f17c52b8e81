"""Lists of conversations: by parameters, by a filter, and by words that stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, ClassVar

from chatwoot_client.sandbox.filters.conditions import filtered_conversations
from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves, with_id
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import is_blank, leading_int, text
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.conversations import (
    INCOMING,
    OUTGOING,
    PRIORITIES,
    Conversation,
    Message,
)
from chatwoot_client.sandbox.records.people import Team

CONVERSATIONS_PER_PAGE = 25


def _priority(conversation: Conversation) -> int:
    return 0 if conversation.priority is None else PRIORITIES.index(conversation.priority)


def _waiting_since(conversation: Conversation) -> datetime:
    return conversation.waiting_since or now()


_SORTED_BY = {
    "last_activity_at": lambda each: each.last_activity_at,
    "created_at": lambda each: each.created_at,
    "priority": lambda each: (_priority(each), each.last_activity_at),
    "waiting_since": lambda each: (_waiting_since(each), each.created_at),
}


class ConversationListOperations(ApplicationOperation):
    """The operations that give many conversations, or count them."""

    path: ClassVar[str] = ACCOUNT + "/conversations"

    @serves("GET")
    def index(self) -> Answer:
        wanted = self._wanted()
        listed = self._sorted(self._of_assignee_type(wanted))
        if is_blank(self._params.get("updated_within")):
            listed = self._paged(listed, CONVERSATIONS_PER_PAGE)
        payload = [self._views.conversation(each) for each in listed]
        return shown({"data": {"meta": self._counts(wanted), "payload": payload}})

    @serves("GET", "/meta")
    def meta(self) -> Answer:
        return shown({"meta": self._counts(self._wanted())})

    @serves("POST", "/filter")
    def filter(self) -> Answer:
        fitting = filtered_conversations(self._account, self._conversations(), self._params.get("payload"))
        page = self._paged(self._sorted(fitting), CONVERSATIONS_PER_PAGE)
        payload = [self._views.conversation(each) for each in page]
        return shown({"meta": _without_assigned(self._counts(fitting)), "payload": payload})

    @serves("GET", "/search")
    def search(self) -> Answer:
        wanted = self._wanted()
        listed = self._paged(self._sorted(self._of_assignee_type(wanted)), CONVERSATIONS_PER_PAGE)
        query = text(self._params, "q") or ""
        payload = [self._views.found_conversation(each, _with_words(each, query)) for each in listed]
        return shown({"meta": _without_assigned(self._counts(wanted)), "payload": payload})

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
        for name, fits in self._conditions():
            if not is_blank(self._params.get(name)) or name == "status":
                wanted = [each for each in wanted if fits(each)]
        return wanted

    def _conditions(self) -> Iterator[tuple[str, Callable[[Conversation], bool]]]:
        """What the parameters of lists mean; a team that isn't there is not found."""
        sent = self._params
        inbox_id, status = leading_int(sent.get("inbox_id")), text(sent, "status") or "open"
        yield "inbox_id", lambda each: each.inbox.id == inbox_id
        yield "status", lambda each: not is_blank(sent.get("q")) or status in ("all", each.status)
        if not is_blank(sent.get("team_id")):
            team = with_id(self._account.all(Team), sent["team_id"])
            yield "team_id", lambda each: each.team is team
        labels = self._wanted_labels()
        yield "labels", lambda each: bool(labels & set(each.labels))
        yield "q", lambda each: bool(_with_words(each, text(sent, "q") or ""))
        yield "source_id", lambda each: each.contact_inbox.source_id == sent["source_id"]
        since = _ago(sent.get("updated_within"))
        yield "updated_within", lambda each: each.updated_at > since
        kind = text(sent, "conversation_type")
        yield "conversation_type", lambda each: self._is_of_kind(each, kind)

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
            return sorted(conversations, key=lambda each: (-_priority(each), each.created_at))
        name, _, direction = asked.rpartition("_")
        if name not in _SORTED_BY or direction not in ("asc", "desc"):
            name, direction = "last_activity_at", "desc"
        return sorted(conversations, key=_SORTED_BY[name], reverse=direction == "desc")


def _without_assigned(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if name != "assigned_count"}


def _with_words(conversation: Conversation, words: str) -> list[Message]:
    """The messages of people in which some words stand."""
    said = [each for each in conversation.messages if each.message_type in (INCOMING, OUTGOING)]
    return [each for each in said if words.lower() in (each.content or "").lower()]


def _ago(seconds: Any) -> datetime:
    """The moment so many seconds ago; a number that reaches beyond the calendar means its beginning."""
    try:
        return now() - timedelta(seconds=leading_int(seconds))
    except OverflowError:
        return datetime.min.replace(tzinfo=timezone.utc)
