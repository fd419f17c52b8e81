"""The rules by which messages are taken, answered and deleted."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from chatwoot_client.sandbox.rails.casts import Upload
from chatwoot_client.sandbox.rails.errors import RecordInvalid, RecordNotFound
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.columns import without_nul
from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.conversations import (
    INCOMING,
    OUTGOING,
    TEMPLATE,
    Conversation,
    Message,
    SurveyResponse,
)
from chatwoot_client.sandbox.records.files import Blob
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.rules.conversations import ConversationRules

MAX_CONTENT = 150_000
DELETED_TEXT = "This message was deleted"


class MessageRules(ConversationRules):
    """What happens to the messages of an account."""

    def add_message(self, message: Message, uploads: Sequence[Upload | Blob] = (), by: str | None = None) -> Message:
        """Take a message, whoever sent it.

        A contact's message opens a resolved or snoozed conversation again, unless the contact is blocked, and is
        greeted, or told that nobody is there, as the inbox is set.

        Parameters:
            message: the message, not saved yet.
            uploads: its files, new ones or stored ones.
            by: the name of the user or bot who adds it over the application API.

        Raises:
            RecordInvalid: the content is too long, or the conversation got too many messages in the last minute.
            ServerFault: the content has a NUL character.
        """
        self._check_message(message)
        self.write(message, uploads)
        if isinstance(message.sender, Contact):
            before = {"last_activity_at": message.sender.last_activity_at}
            message.sender.last_activity_at = message.sender.updated_at = now()
            self.tell_of_contact(message.sender, before)
        if message.message_type == INCOMING:
            self._take_incoming(message, by)
        elif message.message_type == OUTGOING and not message.private:
            self._take_reply(message)
        return message

    def _check_message(self, message: Message) -> None:
        without_nul(message.content)
        self.refuse_flood(message.conversation)
        if message.content is not None and len(message.content) > MAX_CONTENT:
            raise RecordInvalid(("content", f"Content is too long (maximum is {MAX_CONTENT} characters)"))

    def refuse_flood(self, conversation: Conversation) -> None:
        """Raises `RecordInvalid` when a conversation got too many messages in the last minute."""
        if self.is_flooded(conversation):
            raise RecordInvalid(("base", "Too many messages"))

    def _take_reply(self, message: Message) -> None:
        conversation = message.conversation
        if message.sender is None or "automation_rule_id" in message.content_attributes:
            # What a rule says is nobody's answer: the customer goes on waiting.
            return
        with self.saving(conversation):
            waiting_since, conversation.waiting_since = conversation.waiting_since, None
            if not isinstance(message.sender, User):
                return
            if conversation.first_reply_created_at is None:
                conversation.first_reply_created_at = message.created_at
                self.report(conversation, "first_response", conversation.created_at, message)
            elif waiting_since is not None:
                self.report(conversation, "reply_time", waiting_since, message)

    def _take_incoming(self, message: Message, by: str | None) -> None:
        conversation = message.conversation
        if not conversation.contact.blocked:
            self._reopen(conversation, by)
        with self.saving(conversation):
            conversation.waiting_since = conversation.waiting_since or message.created_at
        self._send_templates(conversation)

    def _reopen(self, conversation: Conversation, by: str | None) -> None:
        if conversation.status == "snoozed":
            self.set_status(conversation, "open", by)
        elif conversation.status == "resolved" and conversation.inbox.agent_bot is not None:
            self.set_status(conversation, "pending", by)
        elif conversation.status == "resolved":
            activity = "System reopened the conversation due to a new incoming message."
            self.set_status(conversation, "open", activity=activity)

    def _send_templates(self, conversation: Conversation) -> None:
        inbox = conversation.inbox
        if inbox.out_of_office_message and inbox.out_of_office() and not _attended(conversation):
            self.write(Message(conversation, inbox.out_of_office_message, TEMPLATE))
        answered = any(each.message_type in (OUTGOING, TEMPLATE) for each in conversation.messages)
        if inbox.greeting_enabled and inbox.greeting_message and not answered:
            self.write(Message(conversation, inbox.greeting_message, TEMPLATE))

    def answer_message(self, message: Message, submitted_values: Any) -> None:
        """Keep a contact's answer to a message; None changes nothing.

        Raises:
            RecordInvalid: the conversation got too many messages in the last minute.
        """
        self.refuse_flood(message.conversation)
        if submitted_values is not None:
            before = message.content_attributes.get("submitted_values")
            message.content_attributes["submitted_values"] = copy.deepcopy(submitted_values)
            message.updated_at = now()
            if before != submitted_values:
                self.tell("message_updated", message.conversation, message=message)

    def rate(self, message: Message) -> None:
        """Turn the answer to a survey into its rating, when it's one from 1 to 5. Chatwoot does that in a job."""
        answer = message.content_attributes.get("submitted_values")
        response = answer.get("csat_survey_response") if isinstance(answer, dict) else None
        if message.content_type != "input_csat" or not isinstance(response, dict):
            return
        rating = _rating(response.get("rating"))
        if rating is None:
            return
        known = message.survey_response or SurveyResponse(self.store.next_id(SurveyResponse), rating, None)
        known.rating, known.feedback_message, known.updated_at = rating, response.get("feedback_message"), now()
        assignee = message.conversation.assignee
        known.assigned_agent = assignee if isinstance(assignee, User) else None
        message.survey_response = known

    def survey_of(self, conversation_uuid: str) -> Message:
        """The message that asks how the conversation with this uuid was."""
        for conversation in self.conversations.values():
            for message in conversation.messages:
                if conversation.uuid == conversation_uuid and message.content_type == "input_csat":
                    return message
        raise RecordNotFound

    def delete_message(self, message: Message) -> Message:
        """Empty a message; it stays in its conversation."""
        if not message.content_attributes.get("deleted"):
            self.tell("message_updated", message.conversation, message=message)
        message.content, message.content_type, message.content_attributes = DELETED_TEXT, "text", {"deleted": True}
        message.updated_at = now()
        for attachment in message.attachments:
            self.store.files.pop(attachment.key, None)
        message.attachments = []
        return message


def _attended(conversation: Conversation) -> bool:
    lately = now() - timedelta(minutes=5)
    today = now().date()
    return any(
        (message.message_type == OUTGOING and not message.private and message.created_at > lately)
        or (message.message_type == TEMPLATE and message.created_at.date() == today)
        for message in conversation.messages
    )


def _rating(value: Any) -> int | None:
    try:
        rating = int(value)
    except (TypeError, ValueError):
        return None
    return rating if 1 <= rating <= 5 else None
