"""What agents and bots may do with conversations: list, filter, search, begin, change, assign, label, remove them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, ClassVar

from chatwoot_client.sandbox.answers import empty, shown
from chatwoot_client.sandbox.application import ACCOUNT
from chatwoot_client.sandbox.columns import refuse
from chatwoot_client.sandbox.conversation_rules import attribute_errors
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.filters import ago, filtered_conversations
from chatwoot_client.sandbox.messages import WritingOperation
from chatwoot_client.sandbox.operation import Refused, serves, with_id
from chatwoot_client.sandbox.params import is_blank, leading_int, moment_of, text, texts, whole_object
from chatwoot_client.sandbox.records import (
    INCOMING,
    OUTGOING,
    PRIORITIES,
    STATUSES,
    AgentBot,
    ContactInbox,
    Conversation,
    Message,
    RecordInvalid,
    RecordNotFound,
    ServerFault,
    Team,
    User,
    now,
    words,
)
from chatwoot_client.sandbox.views import fields

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


class ConversationOperations(WritingOperation):
    """The operations on conversations and what they have, apart from their messages and participants."""

    path: ClassVar[str] = ACCOUNT + "/conversations"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("destroy",))
    for_bots: ClassVar[frozenset[str]] = frozenset(
        words("""
            create show update toggle_status toggle_priority toggle_typing_status set_custom_attributes assign labels
            set_labels
        """)
    )

    # Lists

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
        since = ago("seconds", sent.get("updated_within"))
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
            return conversation.first_reply_created_at is None or conversation.waiting_since is not None
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

    # One conversation

    @serves("POST")
    def create(self) -> Answer:
        status = text(self._params, "status") or "open"
        if status not in STATUSES:
            raise ServerFault(f"{status!r} is no status")
        known = set(self._account.conversations)
        conversation = self._account.create_conversation(
            self._contact_inbox(),
            whole_object(self._params, "custom_attributes"),
            additional_attributes=whole_object(self._params, "additional_attributes"),
            status=status,
            snoozed_until=moment_of(self._params.get("snoozed_until")),
            assignee=self._member_with_id(self._params.get("assignee_id")),
            team=self._team_with_id(self._params.get("team_id")),
        )
        message = self._params.get("message")
        if isinstance(message, dict) and message:
            try:
                self._add_message(conversation, message)
            except (RecordInvalid, ServerFault):
                if conversation.id not in known:
                    del self._account.conversations[conversation.id]
                raise
        return self._shown(conversation)

    def _contact_inbox(self) -> ContactInbox:
        sent = self._params
        inbox_id, contact_id, source_id = sent.get("inbox_id"), sent.get("contact_id"), text(sent, "source_id")
        inbox = None if is_blank(inbox_id) else self._inbox_with_id(inbox_id)
        self._authorize(inbox is None or self._sees(inbox))
        contact = None if is_blank(contact_id) else with_id(self._account.contacts, contact_id)
        if inbox is not None and contact is not None:
            return self._contact_inbox_of(contact, inbox)
        for place in self._account.contact_inboxes.values():
            if place.source_id == source_id:
                self._authorize(self._sees(place.inbox))
                return place
        raise RecordNotFound

    @serves("GET", "/<conversation_id>")
    def show(self) -> Answer:
        return self._shown(self._conversation())

    @serves("PATCH PUT", "/<conversation_id>")
    def update(self) -> Answer:
        conversation = self._conversation()
        if not is_blank(self._params.get("sla_policy_id")):
            raise RecordInvalid(("sla_policy", "Sla policy sla policy account mismatch"))
        if "priority" in self._params:
            self._set_priority(conversation)
        return self._shown(conversation)

    @serves("DELETE", "/<conversation_id>")
    def destroy(self) -> Answer:
        del self._account.conversations[self._conversation().id]
        return empty()

    @serves("POST", "/<conversation_id>/toggle_status")
    def toggle_status(self) -> Answer:
        conversation = self._conversation()
        toggled = "resolved" if conversation.status == "open" else "open"
        status = text(self._params, "status") or toggled
        if status not in STATUSES:
            raise ServerFault(f"{status!r} is no status")
        handed_off = (conversation.status, status) == ("pending", "open") and isinstance(self._caller, AgentBot)
        self._account.set_status(conversation, status, self._caller_name)
        if status == "snoozed" and not is_blank(self._params.get("snoozed_until")):
            conversation.snoozed_until = _from_epoch(self._params["snoozed_until"])
        if status == "open" and isinstance(self._caller, User):
            self._take_over(conversation, self._caller)
        payload = {
            "success": None if handed_off else True,
            "conversation_id": conversation.id,
            "current_status": conversation.status,
            **fields(conversation, "snoozed_until"),
        }
        return shown({"payload": payload})

    def _take_over(self, conversation: Conversation, user: User) -> None:
        """Whoever opens a conversation takes it from a bot; an agent who isn't an administrator has it then."""
        if not self._is_administrator:
            self._account.assign(conversation, user, self._caller_name)
        elif isinstance(conversation.assignee, AgentBot):
            conversation.assignee = None

    @serves("POST", "/<conversation_id>/toggle_priority")
    def toggle_priority(self) -> Answer:
        self._set_priority(self._conversation())
        return empty()

    def _set_priority(self, conversation: Conversation) -> None:
        self._account.set_priority(conversation, text(self._params, "priority") or None, self._caller_name)

    @serves("POST", "/<conversation_id>/toggle_typing_status")
    def toggle_typing_status(self) -> Answer:
        # Who types is only told to whoever looks on, and nobody does.
        self._conversation()
        return empty()

    @serves("POST", "/<conversation_id>/custom_attributes")
    def set_custom_attributes(self) -> Answer:
        conversation = self._conversation()
        attributes = self._params.get("custom_attributes")
        if not isinstance(attributes, dict):
            raise ServerFault("custom attributes are an object")
        refuse(attribute_errors(attributes))
        conversation.custom_attributes, conversation.updated_at = attributes, now()
        return shown({"custom_attributes": attributes})

    @serves("POST", "/<conversation_id>/assignments")
    def assign(self) -> Answer:
        conversation = self._conversation()
        sent = self._params
        if sent.get("assignee_type") == "AgentBot":
            bot = self._bot_with_id(sent.get("assignee_id"))
            if bot is not None:
                self._account.assign(conversation, bot, self._caller_name)
            return shown(self._views.assignee(bot))
        if "assignee_id" in sent:
            member = self._member_with_id(sent["assignee_id"])
            self._account.assign(conversation, member, self._caller_name)
            return shown(self._views.assignee(member))
        if "team_id" in sent:
            team = self._team_with_id(sent["team_id"])
            self._account.assign_team(conversation, team, self._caller_name)
            return shown(team and self._views.team_record(team))
        return shown(None)

    @serves("POST", "/<conversation_id>/transcript")
    def transcript(self) -> Answer:
        # It would go out by e-mail, and the sandbox sends none.
        self._conversation()
        if is_blank(self._params.get("email")):
            raise Refused(422, {"error": "email param missing"})
        return empty()

    @serves("GET", "/<conversation_id>/inbox_assistant")
    def inbox_assistant(self) -> Answer:
        self._conversation()
        return shown({"assistant": None})

    @serves("GET", "/<conversation_id>/labels")
    def labels(self) -> Answer:
        return shown({"payload": self._conversation().labels})

    @serves("POST", "/<conversation_id>/labels")
    def set_labels(self) -> Answer:
        conversation = self._conversation()
        self._account.set_labels(conversation, texts(self._params, "labels"), self._caller_name)
        return shown({"payload": conversation.labels})

    @serves("POST", "/<conversation_id>/mute")
    def mute(self) -> Answer:
        self._account.mute(self._conversation(), self._caller_name)
        return empty()

    @serves("POST", "/<conversation_id>/unmute")
    def unmute(self) -> Answer:
        self._account.unmute(self._conversation(), self._caller_name)
        return empty()

    # What was seen

    @serves("POST", "/<conversation_id>/update_last_seen")
    def update_last_seen(self) -> Answer:
        conversation = self._conversation()
        conversation.agent_last_seen_at = now()
        if conversation.assignee is self._user:
            conversation.assignee_last_seen_at = conversation.agent_last_seen_at
        return self._shown(conversation)

    @serves("POST", "/<conversation_id>/unread")
    def unread(self) -> Answer:
        conversation = self._conversation()
        incoming = [each for each in conversation.messages if each.message_type == INCOMING]
        seen = incoming[-1].created_at - timedelta(seconds=1) if incoming else None
        conversation.agent_last_seen_at = conversation.assignee_last_seen_at = seen
        return self._shown(conversation)

    # What a conversation has

    @serves("GET", "/<conversation_id>/attachments")
    def attachments(self) -> Answer:
        return self._shown_attachments([self._conversation()])

    @serves("GET", "/<conversation_id>/reporting_events")
    def reporting_events(self) -> Answer:
        conversation = self._conversation()
        return shown([self._views.event(each, conversation) for each in conversation.events])

    @serves("GET", "/<conversation_id>/draft_messages")
    def show_draft(self) -> Answer:
        draft = self._conversation().draft
        return shown({"has_draft": False} if draft is None else {"has_draft": True, "message": draft})

    @serves("PATCH PUT", "/<conversation_id>/draft_messages")
    def save_draft(self) -> Answer:
        self._conversation().draft = text(whole_object(self._params, "draft_message"), "message")
        return empty()

    @serves("DELETE", "/<conversation_id>/draft_messages")
    def delete_draft(self) -> Answer:
        self._conversation().draft = None
        return empty()

    def _shown(self, conversation: Conversation) -> Answer:
        return shown(self._views.conversation(conversation))


def _without_assigned(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if name != "assigned_count"}


def _with_words(conversation: Conversation, words: str) -> list[Message]:
    """The messages of people in which some words stand."""
    said = [each for each in conversation.messages if each.message_type in (INCOMING, OUTGOING)]
    return [each for each in said if words.lower() in (each.content or "").lower()]


def _from_epoch(sent: Any) -> datetime:
    """A moment that was sent in seconds; of anything else the leading digits count."""
    if not str(sent).lstrip("-")[:1].isdigit():
        raise ServerFault("not a number of seconds")
    try:
        return datetime.fromtimestamp(leading_int(sent), timezone.utc)
    except (OverflowError, ValueError, OSError) as error:
        raise ServerFault("a moment out of range") from error
