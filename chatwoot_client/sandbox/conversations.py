"""What agents and bots may do with conversations: list, filter, search, begin, change, assign, label, remove them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, ClassVar

from werkzeug.routing import Rule

from chatwoot_client.sandbox.answers import empty, shown
from chatwoot_client.sandbox.application import ACCOUNT, found, role_in
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.filters import ago, filtered_conversations
from chatwoot_client.sandbox.messages import CONVERSATION, WithConversation
from chatwoot_client.sandbox.operation import Refused, rule
from chatwoot_client.sandbox.params import is_blank, leading_int, text, texts, whole_object
from chatwoot_client.sandbox.records import (
    INCOMING,
    OUTGOING,
    PRIORITIES,
    STATUSES,
    AgentBot,
    Contact,
    ContactInbox,
    Conversation,
    Message,
    RecordInvalid,
    RecordNotFound,
    ServerFault,
    Team,
    User,
    now,
)
from chatwoot_client.sandbox.state import check_attributes, tidy_labels
from chatwoot_client.sandbox.views import iso

CONVERSATIONS_PER_PAGE = 25
ATTACHMENTS_PER_PAGE = 100

_CONVERSATIONS = ACCOUNT + "/conversations"


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


class ConversationOperations(WithConversation):
    """The operations on conversations and what they have, apart from their messages."""

    for_administrators: ClassVar[frozenset[str]] = frozenset(("delete_conversation",))
    for_bots: ClassVar[frozenset[str]] = frozenset(
        (
            "create_conversation",
            "show_conversation",
            "update_conversation",
            "toggle_status",
            "toggle_priority",
            "toggle_typing",
            "set_custom_attributes",
            "assign",
            "list_labels",
            "set_labels",
        )
    )

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """Their methods and paths."""
        for methods, path, operation in (
            ("GET", _CONVERSATIONS, "list_conversations"),
            ("POST", _CONVERSATIONS, "create_conversation"),
            ("GET", _CONVERSATIONS + "/meta", "show_counts"),
            ("GET", _CONVERSATIONS + "/search", "search_conversations"),
            ("GET", _CONVERSATIONS + "/unread_counts", "show_unread_counts"),
            ("POST", _CONVERSATIONS + "/filter", "filter_conversations"),
            ("GET", CONVERSATION, "show_conversation"),
            ("PATCH PUT", CONVERSATION, "update_conversation"),
            ("DELETE", CONVERSATION, "delete_conversation"),
            ("POST", CONVERSATION + "/toggle_status", "toggle_status"),
            ("POST", CONVERSATION + "/toggle_priority", "toggle_priority"),
            ("POST", CONVERSATION + "/toggle_typing_status", "toggle_typing"),
            ("POST", CONVERSATION + "/custom_attributes", "set_custom_attributes"),
            ("POST", CONVERSATION + "/assignments", "assign"),
            ("GET", CONVERSATION + "/labels", "list_labels"),
            ("POST", CONVERSATION + "/labels", "set_labels"),
            ("POST", CONVERSATION + "/mute", "mute"),
            ("POST", CONVERSATION + "/unmute", "unmute"),
            ("POST", CONVERSATION + "/update_last_seen", "update_last_seen"),
            ("POST", CONVERSATION + "/unread", "mark_unread"),
            ("GET", CONVERSATION + "/attachments", "list_attachments"),
            ("GET", CONVERSATION + "/reporting_events", "list_events"),
            ("GET", CONVERSATION + "/participants", "list_participants"),
            ("POST", CONVERSATION + "/participants", "add_participants"),
            ("PATCH PUT", CONVERSATION + "/participants", "replace_participants"),
            ("DELETE", CONVERSATION + "/participants", "remove_participants"),
            ("GET", CONVERSATION + "/draft_messages", "show_draft"),
            ("PATCH PUT", CONVERSATION + "/draft_messages", "save_draft"),
            ("DELETE", CONVERSATION + "/draft_messages", "delete_draft"),
            ("POST", ACCOUNT + "/bulk_actions", "change_many"),
        ):
            yield rule(methods, path, cls, operation)

    # Lists

    def list_conversations(self) -> Answer:
        wanted = self._wanted()
        listed = self._sorted(self._of_assignee_type(wanted))
        if is_blank(self._params.get("updated_within")):
            listed = self._paged(listed, CONVERSATIONS_PER_PAGE)
        payload = [self._views.conversation(each) for each in listed]
        return shown({"data": {"meta": self._counts(wanted), "payload": payload}})

    def show_counts(self) -> Answer:
        return shown({"meta": self._counts(self._wanted())})

    def filter_conversations(self) -> Answer:
        seen = [each for each in self._account.conversations.values() if self._sees(each.inbox)]
        fitting = filtered_conversations(self._account, seen, self._params.get("payload"))
        page = self._paged(self._sorted(fitting), CONVERSATIONS_PER_PAGE)
        payload = [self._views.conversation(each) for each in page]
        return shown({"meta": _without_assigned(self._counts(fitting)), "payload": payload})

    def search_conversations(self) -> Answer:
        wanted = self._wanted()
        listed = self._paged(self._sorted(self._of_assignee_type(wanted)), CONVERSATIONS_PER_PAGE)
        query = text(self._params, "q") or ""
        payload = [self._views.found_conversation(each, _with_words(each, query)) for each in listed]
        return shown({"meta": _without_assigned(self._counts(wanted)), "payload": payload})

    def show_unread_counts(self) -> Answer:
        if "conversation_unread_counts" not in self._account.details.features:
            raise Refused(403, {"error": "Conversation unread counts feature not enabled for this account"})
        counts: dict[str, int] = {}
        for each in self._account.conversations.values():
            if self._sees(each.inbox) and each.status == "open" and each.unread_messages():
                counts[str(each.inbox.id)] = counts.get(str(each.inbox.id), 0) + 1
        return shown({"payload": {"all_count": sum(counts.values()), "inboxes": counts, "labels": {}, "teams": {}}})

    def _wanted(self) -> list[Conversation]:
        """The conversations that the parameters ask for, whoever they are assigned to."""
        wanted = [each for each in self._account.conversations.values() if self._sees(each.inbox)]
        for name, fits in self._conditions():
            if not is_blank(self._params.get(name)) or name == "status":
                wanted = [each for each in wanted if fits(each)]
        return wanted

    def _conditions(self) -> Iterator[tuple[str, Callable[[Conversation], bool]]]:
        """What the parameters of lists mean; a team that isn't there is not found."""
        sent = self._params
        inbox_id, status = leading_int(str(sent.get("inbox_id"))), text(sent, "status") or "open"
        yield "inbox_id", lambda each: each.inbox.id == inbox_id
        yield "status", lambda each: not is_blank(sent.get("q")) or status in ("all", each.status)
        if not is_blank(sent.get("team_id")):
            team = self._team_with_id(sent["team_id"])
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

    def create_conversation(self) -> Answer:
        status = text(self._params, "status") or "open"
        if status not in STATUSES:
            raise ServerFault(f"{status!r} is no status")
        known = set(self._account.conversations)
        conversation = self._account.create_conversation(
            self._contact_inbox(),
            whole_object(self._params, "custom_attributes"),
            additional_attributes=whole_object(self._params, "additional_attributes"),
            status=status,
            snoozed_until=_moment(self._params.get("snoozed_until")),
            assignee=self._member(self._params.get("assignee_id")),
            team=self._team(self._params.get("team_id")),
        )
        message = self._params.get("message")
        if isinstance(message, dict) and message:
            try:
                self._add_message(conversation, message)
            except (RecordInvalid, ServerFault):
                if conversation.id not in known:
                    self._account.delete_conversation(conversation)
                raise
        return self._shown(conversation)

    def _contact_inbox(self) -> ContactInbox:
        sent = self._params
        inbox_id, contact_id, source_id = sent.get("inbox_id"), sent.get("contact_id"), text(sent, "source_id")
        inbox = None if is_blank(inbox_id) else self._inbox_with_id(inbox_id)
        self._authorize(inbox is None or self._sees(inbox))
        contact = None if is_blank(contact_id) else found(self._account.contacts, contact_id)
        if inbox is not None and contact is not None:
            return self._placed(contact, inbox)
        for place in self._account.contact_inboxes.values():
            if place.source_id == source_id:
                self._authorize(self._sees(place.inbox))
                return place
        raise RecordNotFound

    def show_conversation(self) -> Answer:
        return self._shown(self._conversation())

    def update_conversation(self) -> Answer:
        conversation = self._conversation()
        if not is_blank(self._params.get("sla_policy_id")):
            raise RecordInvalid(("sla_policy", "Sla policy sla policy account mismatch"))
        if "priority" in self._params:
            self._set_priority(conversation)
        return self._shown(conversation)

    def delete_conversation(self) -> Answer:
        self._account.delete_conversation(self._conversation())
        return empty()

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
            "snoozed_until": conversation.snoozed_until and iso(conversation.snoozed_until),
        }
        return shown({"payload": payload})

    def _take_over(self, conversation: Conversation, user: User) -> None:
        """Whoever opens a conversation takes it from a bot; an agent who isn't an administrator has it then."""
        if not self._is_administrator:
            self._account.assign(conversation, user, self._caller_name)
        elif isinstance(conversation.assignee, AgentBot):
            conversation.assignee = None

    def toggle_priority(self) -> Answer:
        self._set_priority(self._conversation())
        return empty()

    def _set_priority(self, conversation: Conversation) -> None:
        self._account.set_priority(conversation, text(self._params, "priority") or None, self._caller_name)

    def toggle_typing(self) -> Answer:
        # Who types is only told to whoever looks on, and nobody does.
        self._conversation()
        return empty()

    def set_custom_attributes(self) -> Answer:
        conversation = self._conversation()
        attributes = self._params.get("custom_attributes")
        if not isinstance(attributes, dict):
            raise ServerFault("custom attributes are an object")
        check_attributes(attributes)
        conversation.custom_attributes, conversation.updated_at = attributes, now()
        return shown({"custom_attributes": attributes})

    def assign(self) -> Answer:
        conversation = self._conversation()
        sent = self._params
        if sent.get("assignee_type") == "AgentBot":
            bot = self._bot_with_id(sent.get("assignee_id"))
            if bot is not None:
                self._account.assign(conversation, bot, self._caller_name)
            return shown(self._views.assignee(bot))
        if "assignee_id" in sent:
            member = self._member(sent["assignee_id"])
            self._account.assign(conversation, member, self._caller_name)
            return shown(self._views.assignee(member))
        if "team_id" in sent:
            team = self._team(sent["team_id"])
            self._account.assign_team(conversation, team, self._caller_name)
            return shown(team and self._views.team_record(team))
        return shown(None)

    def _member(self, user_id: Any) -> User | None:
        membership = self._account.members.get(leading_int(str(user_id)))
        return membership.user if membership else None

    def _team(self, team_id: Any) -> Team | None:
        return self._account.settings.of(Team).get(leading_int(str(team_id)))

    def list_labels(self) -> Answer:
        return shown({"payload": self._conversation().labels})

    def set_labels(self) -> Answer:
        conversation = self._conversation()
        self._account.set_labels(conversation, texts(self._params, "labels"), self._caller_name)
        return shown({"payload": conversation.labels})

    def mute(self) -> Answer:
        self._account.mute(self._conversation(), self._caller_name)
        return empty()

    def unmute(self) -> Answer:
        self._account.unmute(self._conversation(), self._caller_name)
        return empty()

    # What was seen

    def update_last_seen(self) -> Answer:
        conversation = self._conversation()
        conversation.agent_last_seen_at = now()
        if conversation.assignee is self._user:
            conversation.assignee_last_seen_at = conversation.agent_last_seen_at
        return self._shown(conversation)

    def mark_unread(self) -> Answer:
        conversation = self._conversation()
        incoming = [each for each in conversation.messages if each.message_type == INCOMING]
        seen = incoming[-1].created_at - timedelta(seconds=1) if incoming else None
        conversation.agent_last_seen_at = conversation.assignee_last_seen_at = seen
        return self._shown(conversation)

    # What a conversation has

    def list_attachments(self) -> Answer:
        files = [
            self._views.attachment(file, message)
            for message in self._conversation().messages
            for file in message.attachments
        ]
        page = self._paged(files[::-1], ATTACHMENTS_PER_PAGE)
        return shown({"meta": {"total_count": len(files)}, "payload": page})

    def list_events(self) -> Answer:
        conversation = self._conversation()
        return shown([self._views.event(each, conversation) for each in conversation.events])

    def list_participants(self) -> Answer:
        return shown(self._views.agents(self._conversation().participants))

    def add_participants(self) -> Answer:
        conversation = self._conversation()
        added = [each for each in self._watchers(conversation) if each not in conversation.participants]
        conversation.participants += added
        return shown(self._views.agents(added))

    def replace_participants(self) -> Answer:
        conversation = self._conversation()
        conversation.participants = self._watchers(conversation)
        return shown(self._views.agents(conversation.participants))

    def remove_participants(self) -> Answer:
        conversation = self._conversation()
        gone = self._members_with_ids(self._params.get("user_ids"))
        conversation.participants = [each for each in conversation.participants if each not in gone]
        return empty()

    def _watchers(self, conversation: Conversation) -> list[User]:
        """The users that the request names; only who sees the inbox may watch."""
        users = self._members_with_ids(self._params.get("user_ids"))
        for user in users:
            if user not in conversation.inbox.members and role_in(self._account, user) != "administrator":
                raise RecordInvalid(("user", "User must have inbox access"))
        return users

    def show_draft(self) -> Answer:
        draft = self._conversation().draft
        return shown({"has_draft": False} if draft is None else {"has_draft": True, "message": draft})

    def save_draft(self) -> Answer:
        self._conversation().draft = text(whole_object(self._params, "draft_message"), "message")
        return empty()

    def delete_draft(self) -> Answer:
        self._conversation().draft = None
        return empty()

    # Many at once

    def change_many(self) -> Answer:
        kind, ids = text(self._params, "type"), self._params.get("ids")
        named = {leading_int(str(each)) for each in ids} if isinstance(ids, list) else set()
        if kind == "Conversation":
            self._change_conversations([each for each in self._account.conversations.values() if each.id in named])
        elif kind == "Contact":
            self._change_contacts([each for each in self._account.contacts.values() if each.id in named])
        else:
            raise Refused(422, {"success": False})
        return empty()

    def _change_conversations(self, conversations: list[Conversation]) -> None:
        fields = whole_object(self._params, "fields")
        assignee, team = self._member(fields.get("assignee_id")), self._team(fields.get("team_id"))
        if fields.get("assignee_id") is not None and assignee is None:
            raise Refused(422, {"error": "Invalid assignee_id"})
        if fields.get("team_id") not in (None, 0, "0") and team is None:
            raise Refused(422, {"error": "Invalid team_id"})
        for each in conversations:
            self._account.set_labels(each, self._changed_labels(each.labels), self._caller_name)
            if fields.get("status") in STATUSES:
                self._account.set_status(each, fields["status"], self._caller_name)
                each.snoozed_until = _moment(self._params.get("snoozed_until")) if each.status == "snoozed" else None
            if assignee is not None:
                self._account.assign(each, assignee, self._caller_name)
            if fields.get("team_id") is not None:
                self._account.assign_team(each, team, self._caller_name)

    def _change_contacts(self, contacts: list[Contact]) -> None:
        deletes = self._params.get("action_name") == "delete"
        self._authorize(self._is_administrator or not deletes)
        for each in contacts:
            each.labels = self._changed_labels(each.labels)
            if deletes:
                self._account.delete_contact(each.id)

    def _changed_labels(self, labels: list[str]) -> list[str]:
        changes = whole_object(self._params, "labels")
        kept = [each for each in labels if each not in texts(changes, "remove")]
        return tidy_labels([*kept, *texts(changes, "add")])

    def _shown(self, conversation: Conversation) -> Answer:
        return shown(self._views.conversation(conversation))


def _without_assigned(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if name != "assigned_count"}


def _with_words(conversation: Conversation, words: str) -> list[Message]:
    """The messages of people in which some words stand."""
    said = [each for each in conversation.messages if each.message_type in (INCOMING, OUTGOING)]
    return [each for each in said if words.lower() in (each.content or "").lower()]


def _moment(sent: Any) -> datetime | None:
    """A moment that was sent as ISO 8601."""
    try:
        moment = datetime.fromisoformat(str(sent).replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _from_epoch(sent: Any) -> datetime:
    """A moment that was sent in seconds; of anything else the leading digits count."""
    if not str(sent).lstrip("-")[:1].isdigit():
        raise ServerFault("not a number of seconds")
    try:
        return datetime.fromtimestamp(leading_int(str(sent)), timezone.utc)
    except (OverflowError, ValueError, OSError) as error:
        raise ServerFault("a moment out of range") from error
