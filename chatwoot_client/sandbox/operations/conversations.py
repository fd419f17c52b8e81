"""What agents and bots may do with one conversation: begin, show, change, assign, label and remove it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT
from chatwoot_client.sandbox.operations.operation import serves, with_id
from chatwoot_client.sandbox.operations.writing import WritingOperation
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import (
    enum,
    epoch_moment,
    free_object,
    is_blank,
    is_scalar,
    leading_int,
    moment_of,
    text,
    texts,
)
from chatwoot_client.sandbox.rails.errors import RecordInvalid, RecordNotFound, Refused, ServerFault
from chatwoot_client.sandbox.rails.ruby import to_s
from chatwoot_client.sandbox.records.base import now, words
from chatwoot_client.sandbox.records.columns import boolean, refuse
from chatwoot_client.sandbox.records.contacts import ContactInbox
from chatwoot_client.sandbox.records.conversations import (
    INCOMING,
    PRIORITIES,
    STATUSES,
    Conversation,
    Sender,
)
from chatwoot_client.sandbox.records.people import AgentBot, User
from chatwoot_client.sandbox.records.policies import SlaPolicy
from chatwoot_client.sandbox.records.release import BOTS_READ_CONVERSATIONS, Release
from chatwoot_client.sandbox.rules.conversations import attribute_errors
from chatwoot_client.sandbox.views.fields import fields


class ConversationOperations(WritingOperation):
    """The operations on conversations and what they have, apart from lists, messages and participants."""

    path: ClassVar[str] = ACCOUNT + "/conversations"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("destroy",))
    hand_over_first: ClassVar[frozenset[str]] = frozenset(("create", "toggle_status"))
    for_bots: ClassVar[frozenset[str]] = frozenset(
        words("""
            create show update toggle_status toggle_priority toggle_typing_status set_custom_attributes assign labels
            set_labels
        """)
    )

    for_bots_since: ClassVar[Mapping[str, Release]] = dict.fromkeys(
        ("show", "labels", "set_labels"), BOTS_READ_CONVERSATIONS
    )

    # One conversation

    @serves("POST")
    def create(self) -> Answer:
        contact_inbox = self._contact_inbox()
        known = set(self._account.conversations)
        conversation = self._account.create_conversation(
            contact_inbox,
            free_object(self._params, "custom_attributes"),
            additional_attributes=free_object(self._params, "additional_attributes"),
            status=enum(self._params.get("status") or None, STATUSES, "status") or "open",
            snoozed_until=moment_of(self._params.get("snoozed_until")),
            assignee=self._assignee_of_new(),
            team=self._team_with_id(self._params.get("team_id")),
        )
        message = self._params.get("message")
        if not is_blank(message):
            try:
                self._add_message(conversation, free_object(self._params, "message"))
            except (RecordInvalid, ServerFault):
                if conversation.id not in known:
                    del self._account.conversations[conversation.id]
                raise
        answer = self._shown(conversation)
        if conversation.id not in known:
            unknown = conversation.team is None and not is_blank(self._params.get("team_id"))
            self._account.trace_beginning(conversation, self._caller_name, unknown_team=unknown)
        return answer

    def _assignee_of_new(self) -> User | None:
        """Whom a new conversation is given to. An id that no member has is kept: somebody without a name has it."""
        sent = self._params.get("assignee_id")
        member = self._member_with_id(sent)
        unknown = 0 if member is not None or is_blank(sent) else leading_int(sent)
        return User(unknown, "") if unknown else member

    def _contact_inbox(self) -> ContactInbox:
        sent = self._params
        inbox_id, contact_id, source_id = sent.get("inbox_id"), sent.get("contact_id"), text(sent, "source_id")
        inbox = None if is_blank(inbox_id) else self._inbox_with_id(inbox_id)
        self._authorize(inbox is None or self._sees(inbox))
        contact = None if is_blank(contact_id) else with_id(self._account.contacts, contact_id)
        if inbox is not None and contact is not None:
            wanted = self._source_id(contact, inbox)
            place = self._account.contact_inboxes.get((inbox.id, wanted))
            if place is not None and place.contact is not contact:
                raise Refused(422, {"error": "source_id should be unique"})
            return self._contact_inbox_of(contact, inbox, wanted)
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
            conversation.sla_policy = self._sla_policy()
        if is_scalar(self._params.get("priority", [])):
            self._set_priority(conversation)
        return self._shown(conversation)

    def _sla_policy(self) -> SlaPolicy:
        policy = self._account.all(SlaPolicy).get(leading_int(self._params["sla_policy_id"]))
        if policy is None:
            raise RecordInvalid(("sla_policy", "Sla policy sla policy account mismatch"))
        return policy

    @serves("DELETE", "/<conversation_id>")
    def destroy(self) -> Answer:
        del self._account.conversations[self._conversation().id]
        return empty()

    @serves("POST", "/<conversation_id>/toggle_status")
    def toggle_status(self) -> Answer:
        conversation = self._conversation()
        toggled = "resolved" if conversation.status == "open" else "open"
        sent = self._params.get("status")
        status = toggled if is_blank(sent) else enum(sent, STATUSES, "status") or toggled
        handed_off = (conversation.status, status) == ("pending", "open") and isinstance(self._caller, AgentBot)
        self._account.set_status(conversation, status, self._caller_name)
        if handed_off:
            conversation.waiting_since = conversation.waiting_since or now()
            self._account.hand_over(conversation)
        if status == "snoozed" and not is_blank(self._params.get("snoozed_until")):
            conversation.snoozed_until = epoch_moment(self._params["snoozed_until"])
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
        priority = enum(self._params.get("priority"), PRIORITIES, "priority")
        self._account.set_priority(conversation, priority, self._caller_name)

    @serves("POST", "/<conversation_id>/toggle_typing_status")
    def toggle_typing_status(self) -> Answer:
        conversation, status = self._conversation(), self._params.get("typing_status")
        if status in ("on", "off"):
            is_private = bool(boolean(self._params.get("is_private")))
            name = f"conversation_typing_{status}"
            self._account.tell(name, conversation, typist=self._caller_as_sender(), is_private=is_private)
        return empty()

    def _caller_as_sender(self) -> Sender:
        return self._caller if isinstance(self._caller, (User, AgentBot)) else None

    @serves("POST", "/<conversation_id>/custom_attributes")
    def set_custom_attributes(self) -> Answer:
        conversation = self._conversation()
        attributes = self._params.get("custom_attributes")
        if not isinstance(attributes, dict):
            raise ServerFault("custom attributes are an object")
        refuse(attribute_errors(attributes))
        with self._account.saving(conversation, self._caller_name):
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
        named = self._account.set_labels(conversation, texts(self._params, "labels"), self._caller_name)
        return shown({"payload": named})

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
        sent = self._params.get("draft_message", self._body if self._is_json else None)
        if sent is not None and not isinstance(sent, dict):
            raise ServerFault("undefined method `dig' for a text")
        self._conversation().draft = to_s((sent or {}).get("message"))
        return empty()

    @serves("DELETE", "/<conversation_id>/draft_messages")
    def delete_draft(self) -> Answer:
        self._conversation().draft = None
        return empty()

    def _shown(self, conversation: Conversation) -> Answer:
        return shown(self._views.conversation(conversation))
