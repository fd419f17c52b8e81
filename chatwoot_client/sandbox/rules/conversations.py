"""The rules by which conversations begin, change hands and end, and what the server writes into them by itself."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from chatwoot_client.sandbox.rails.casts import Upload
from chatwoot_client.sandbox.rails.errors import RecordNotFound, ServerFault
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.columns import Error, refuse
from chatwoot_client.sandbox.records.contacts import ContactInbox
from chatwoot_client.sandbox.records.conversations import (
    ACTIVITY,
    INCOMING,
    OUTGOING,
    PRIORITIES,
    STATUSES,
    TEMPLATE,
    Conversation,
    Message,
    ReportingEvent,
)
from chatwoot_client.sandbox.records.files import Attachment, Blob
from chatwoot_client.sandbox.records.media import file_type_of
from chatwoot_client.sandbox.records.people import AgentBot, Team, User
from chatwoot_client.sandbox.records.release import BOTS_ARE_ASSIGNED
from chatwoot_client.sandbox.rules.drops import drops
from chatwoot_client.sandbox.rules.events import EventRules
from chatwoot_client.sandbox.rules.labels import tidy_labels
from chatwoot_client.sandbox.rules.liquid import filled_in

MAX_ATTRIBUTE_TEXT = 1_500
MAX_ATTRIBUTE_INT = 9_999_999_999
FIRST_INTERNAL_ID = 1_000
"""High enough for nobody to take one number of a conversation for the other."""
_STATUS_WORDS = {
    "open": "reopened",
    "resolved": "marked resolved",
    "pending": "marked as pending",
    "snoozed": "snoozed",
}


class ConversationRules(EventRules):
    """What happens to the conversations of an account."""

    def write(self, message: Message, uploads: Sequence[Upload | Blob] = ()) -> None:
        """Put a message at the end of its conversation, with its files: new ones, or stored ones."""
        message.id = self.store.next_id(Message)
        if message.message_type in (OUTGOING, TEMPLATE):
            message.content = message.content and filled_in(message.content, drops(message, self.name))
        for upload in uploads:
            blob = upload if isinstance(upload, Blob) else self.store.keep_upload(upload)
            attachment = Attachment(blob.filename, blob.content_type, blob.data, blob.key)
            attachment.id, attachment.message_id = self.store.next_id(Attachment), message.id
            attachment.file_type = file_type_of(upload.content_type)
            message.attachments.append(attachment)
        conversation = message.conversation
        conversation.messages.append(message)
        conversation.last_activity_at = conversation.updated_at = message.created_at
        self.tell("message_created", conversation, message=message)

    def reached_conversations(self, contact_inbox: ContactInbox) -> list[Conversation]:
        """What a contact inbox reaches: its own conversations, once verified all of its contact's, oldest first."""
        return [each for each in self.conversations.values() if _reaches(contact_inbox, each)]

    def reached_conversation(self, contact_inbox: ContactInbox, conversation_id: int) -> Conversation:
        """One of the conversations that a contact inbox reaches."""
        conversation = self.conversation(conversation_id)
        if not _reaches(contact_inbox, conversation):
            raise RecordNotFound
        return conversation

    def create_conversation(
        self,
        contact_inbox: ContactInbox,
        custom_attributes: Mapping[str, Any],
        **settings: Any,
    ) -> Conversation:
        """Begin a conversation; an inbox that keeps to a single one gives the contact inbox's last, resolved or not.

        Parameters:
            contact_inbox: whose it is, and where.
            custom_attributes: what the client keeps with it.
            settings: other fields of `Conversation`.

        Raises:
            RecordInvalid: a custom attribute that is too long or too large.
        """
        if contact_inbox.inbox.lock_to_single_conversation:
            known = self.as_read.conversations.values()
            earlier = [each for each in known if each.contact_inbox.id == contact_inbox.id]
            if earlier:
                return self.conversations[earlier[-1].id]
        refuse(attribute_errors(custom_attributes))
        attributes = copy.deepcopy(dict(custom_attributes))
        conversation = Conversation(0, contact_inbox, custom_attributes=attributes, **settings)
        # They are counted by account.
        conversation.id = self.store.next_id((self.id, Conversation))
        conversation.internal_id = FIRST_INTERNAL_ID + self.store.next_id(Conversation)
        conversation.waiting_since = conversation.created_at
        if contact_inbox.contact.blocked:
            conversation.status = "resolved"
        elif contact_inbox.inbox.agent_bot is not None:
            conversation.status = "pending"
            if self.store.plays(BOTS_ARE_ASSIGNED):
                conversation.assignee = conversation.assignee or contact_inbox.inbox.agent_bot
        if conversation.status != "snoozed":
            conversation.snoozed_until = None
        _watch(conversation)
        self.conversations[conversation.id] = conversation
        _leave_to_team(conversation)
        self.tell("conversation_created", conversation)
        self.tell_of_assignee(conversation, None)
        return conversation

    def trace_beginning(self, conversation: Conversation, by: str, *, unknown_team: bool = False) -> None:
        """Leave an activity message about who has a new conversation. Chatwoot does that in a job."""
        if unknown_team:
            self._trace(conversation, f"Unassigned from  by {by}")
        elif conversation.team is not None:
            self._trace(conversation, f"Assigned to {conversation.team.name} by {by}")
        elif _agent(conversation.assignee):
            self._trace_assignee(conversation, by)

    def set_status(
        self, conversation: Conversation, status: str, by: str | None = None, activity: str | None = None
    ) -> None:
        """Open, resolve, snooze or put back a conversation.

        Resolving sends the survey where the inbox has one and it wasn't sent before.

        Parameters:
            conversation: the conversation.
            status: one of `STATUSES`.
            by: who does it, for the activity message that the change leaves.
            activity: what that message says instead; without both there is none.
        """
        if status not in STATUSES:
            raise ValueError(f"status is one of {', '.join(STATUSES)}, not {status!r}")
        if conversation.status == status:
            return
        with self.saving(conversation, by):
            conversation.status = status
            if status != "snoozed":
                conversation.snoozed_until = None
            if status == "resolved":
                conversation.waiting_since = None
        self._report_status(conversation)
        if by is not None or activity is not None:
            attributes = {"activity": {"type": "conversation_status_changed", "status": status}}
            self._trace(conversation, activity or f"Conversation was {_STATUS_WORDS[status]} by {by}", attributes)
        if status == "resolved" and conversation.inbox.csat_survey_enabled:
            self._send_survey(conversation)

    def _trace(self, conversation: Conversation, activity: str, attributes: dict[str, Any] | None = None) -> None:
        """Leave an activity message, unless the conversation got too many messages in the last minute."""
        if self.is_flooded(conversation):
            return
        self.write(Message(conversation, activity, ACTIVITY, content_attributes=attributes or {}))

    def is_flooded(self, conversation: Conversation) -> bool:
        """Whether a conversation got as many messages in the last minute as it takes."""
        limit, since = self.store.messages_per_minute, now() - timedelta(minutes=1)
        recent = itertools.takewhile(lambda message: message.created_at >= since, reversed(conversation.messages))
        return limit is not None and sum(1 for _ in recent) >= limit

    def _report_status(self, conversation: Conversation) -> None:
        if conversation.status == "resolved":
            self.report(conversation, "conversation_resolved", conversation.created_at)
            if conversation.inbox.agent_bot is not None and not _answered_by_people(conversation):
                self.report(conversation, "conversation_bot_resolved", conversation.created_at)
        elif conversation.status == "open":
            resolved = [each.ended_at for each in conversation.events if each.name == "conversation_resolved"]
            # What was never resolved wasn't opened again, and took no time.
            self.report(conversation, "conversation_opened", resolved[-1] if resolved else now())

    def report(self, conversation: Conversation, name: str, since: datetime, answer: Message | None = None) -> None:
        """Keep what reports count: of whoever gave the answer that ended it, otherwise of the assignee."""
        user = conversation.assignee if answer is None else answer.sender
        event = ReportingEvent(
            id=self.store.next_id(ReportingEvent),
            name=name,
            user=user if isinstance(user, User) else None,
            started_at=since,
            ended_at=now() if answer is None else answer.created_at,
            message=answer,
        )
        conversation.events.append(event)

    def hand_over(self, conversation: Conversation) -> None:
        """A bot gives a conversation to the agents; what reports count is the first time."""
        if not any(each.name == "conversation_bot_handoff" for each in conversation.events):
            self.report(conversation, "conversation_bot_handoff", conversation.created_at)

    def _send_survey(self, conversation: Conversation) -> None:
        if any(message.content_type == "input_csat" for message in conversation.messages):
            return
        survey = Message(conversation, conversation.inbox.csat_message, TEMPLATE, content_type="input_csat")
        survey.content_attributes = {"display_type": conversation.inbox.csat_display_type}
        self.write(survey)

    def set_priority(self, conversation: Conversation, priority: str | None, by: str) -> None:
        """Set how urgent a conversation is. Raises `ServerFault` for a word that is no priority."""
        if priority is not None and priority not in PRIORITIES:
            raise ServerFault(f"{priority!r} is no priority")
        with self.saving(conversation, by):
            before, conversation.priority = conversation.priority, priority
        if before == priority:
            return
        if priority is None:
            self._trace(conversation, f"{by} removed the priority")
        elif before is None:
            self._trace(conversation, f"{by} set the priority to {priority}")
        else:
            self._trace(conversation, f"{by} changed the priority from {before} to {priority}")

    def set_labels(self, conversation: Conversation, labels: Sequence[str], by: str) -> list[str]:
        """Replace a conversation's labels. Returns them as they were named."""
        with self.saving(conversation, by):
            named = tidy_labels(labels)
            before, conversation.labels = conversation.labels, named
            self.store.tags(named)
        for verb, changed in (
            ("added", [each for each in conversation.labels if each not in before]),
            ("removed", [each for each in before if each not in conversation.labels]),
        ):
            if changed:
                self._trace(conversation, f"{by} {verb} {', '.join(changed)}")
        return named

    def assign(
        self, conversation: Conversation, assignee: User | AgentBot | None, by: str, *, tells: bool = True
    ) -> None:
        """Give a conversation to an agent, to a bot, who begins with it as pending, or to nobody.

        Parameters:
            conversation: the conversation.
            assignee: who gets it.
            by: the name of who gives it, for the activity message.
            tells: whether there's such a message.
        """
        with self.saving(conversation, by):
            before, conversation.assignee = conversation.assignee, assignee
            if isinstance(assignee, AgentBot) and self.store.plays(BOTS_ARE_ASSIGNED):
                conversation.status = "pending"
            elif assignee is not None and isinstance(before, AgentBot) and conversation.status == "pending":
                conversation.status = "open"
        _watch(conversation)
        # Bots leave no trace: only that an agent has the conversation no more is told.
        if _agent(before) is not _agent(assignee) and tells:
            self._trace_assignee(conversation, by)

    def _trace_assignee(self, conversation: Conversation, by: str) -> None:
        assignee = _agent(conversation.assignee)
        if assignee is None:
            self._trace(conversation, f"Conversation unassigned by {by}")
        elif assignee.name == by:
            self._trace(conversation, f"{by} self-assigned this conversation")
        else:
            self._trace(conversation, f"Assigned to {assignee.name} by {by}")

    def assign_team(self, conversation: Conversation, team: Team | None, by: str, *, unknown: bool = False) -> None:
        """Give a conversation to a team; an agent who isn't in it loses the conversation.

        `unknown` says that a team was named that isn't there: even without one before, that's told as a loss.
        """
        before = conversation.team
        if before is None and unknown:
            self._trace(conversation, f"Unassigned from  by {by}")
        if before is team:
            return
        with self.saving(conversation, by):
            conversation.team = team
            _leave_to_team(conversation)
        if team is not None:
            self._trace(conversation, f"Assigned to {team.name} by {by}")
        elif before is not None:
            self._trace(conversation, f"Unassigned from {before.name} by {by}")

    def mute(self, conversation: Conversation, by: str) -> None:
        """Block a conversation's contact and resolve it."""
        self.set_status(conversation, "resolved", by)
        conversation.contact.blocked = True
        self._trace(conversation, f"{by} has muted the conversation")

    def unmute(self, conversation: Conversation, by: str) -> None:
        """Let a conversation's contact in again."""
        conversation.contact.blocked = False
        self._trace(conversation, f"{by} has unmuted the conversation")

    def contact_resolves(self, conversation: Conversation) -> None:
        """Resolve a conversation in its contact's name."""
        activity = f"Conversation was resolved by {(conversation.contact.name or '').capitalize()}"
        self.set_status(conversation, "resolved", activity=activity)

    def contact_types(self, conversation: Conversation, status: Any) -> None:
        """Say that the contact began (`on`) or ended (`off`) typing; any other word says nothing."""
        if status in ("on", "off"):
            conversation.typing = status == "on"
            self.tell(f"conversation_typing_{status}", conversation, typist=conversation.contact)

    def contact_has_seen(self, conversation: Conversation) -> None:
        """The contact looks at a conversation: what was written to it is read."""
        conversation.contact_last_seen_at = conversation.updated_at = now()
        self.tell("conversation_read", conversation)
        for message in conversation.messages:
            if message.message_type != INCOMING and message.status in ("sent", "delivered"):
                before, message.status = message.status, "read"
                self.tell("message_updated", conversation, message=message, changed={"status": (before, "read")})


def _reaches(contact_inbox: ContactInbox, conversation: Conversation) -> bool:
    if contact_inbox.hmac_verified:
        return conversation.contact is contact_inbox.contact
    return conversation.contact_inbox is contact_inbox


def _answered_by_people(conversation: Conversation) -> bool:
    return any(each.message_type == OUTGOING and isinstance(each.sender, User) for each in conversation.messages)


def _agent(assignee: User | AgentBot | None) -> User | None:
    return assignee if isinstance(assignee, User) else None


def _leave_to_team(conversation: Conversation) -> None:
    # Bots are in no team, and keep what they have.
    agent, team = _agent(conversation.assignee), conversation.team
    if agent is not None and team is not None and agent not in team.members:
        conversation.assignee = None


def _watch(conversation: Conversation) -> None:
    # Whoever a conversation is assigned to follows it from then on.
    agent = _agent(conversation.assignee)
    if agent is not None and agent not in conversation.participants:
        conversation.participants.append(agent)


def attribute_errors(custom_attributes: Mapping[str, Any]) -> Iterator[Error]:
    """The errors of a conversation's attributes that are too long or too large."""
    for key, value in custom_attributes.items():
        if isinstance(value, str) and len(value) > MAX_ATTRIBUTE_TEXT:
            yield "custom_attributes", f"Custom attributes {key} length should be < {MAX_ATTRIBUTE_TEXT}"
        if isinstance(value, int) and value > MAX_ATTRIBUTE_INT:
            yield "custom_attributes", f"Custom attributes {key} value should be < {MAX_ATTRIBUTE_INT}"
