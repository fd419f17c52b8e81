"""What agents work with as the JSON that Chatwoot sends them: contacts, conversations, messages and inboxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from chatwoot_client.sandbox.rails.casts import leading_int
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.contacts import Contact, ContactInbox, Note
from chatwoot_client.sandbox.records.conversations import (
    ACTIVITY,
    INCOMING,
    Conversation,
    Message,
    ReportingEvent,
    Sender,
)
from chatwoot_client.sandbox.records.files import Attachment
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.people import AgentBot, Team, User
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views.channels import channel_settings
from chatwoot_client.sandbox.views.fields import Json, epoch, epochs, fields, iso
from chatwoot_client.sandbox.views.files import attachment_url, attachments, avatar_url, extension, thumb_url
from chatwoot_client.sandbox.views.people import agent
from chatwoot_client.sandbox.views.public import sender, working_hours
from chatwoot_client.sandbox.views.settings import agent_bot, team

MAX_HOURS = 24 * 365
"""No longer window for answers is told from none."""


class ApplicationViews:
    """The views of one account, for one caller."""

    def __init__(self, account: Account, base_url: str, user: User | None, for_administrator: bool) -> None:
        """Show `account`.

        Parameters:
            account: whose records they are.
            base_url: where the server is; files are addressed there.
            user: who looks; None for a bot.
            for_administrator: whether secrets are shown.
        """
        self._account = account
        self._base_url = base_url
        self._user = user
        self._for_administrator = for_administrator

    # People

    def sender(self, record: Sender) -> Json | None:
        """Whoever sent a message."""
        shown = sender(record, self._base_url)
        if shown is not None and isinstance(record, User) and record.id in self._account.members:
            shown["availability_status"] = self._account.members[record.id].availability_status
        return shown

    def agents(self, records: Iterable[User]) -> list[Json]:
        """Those of these users who are still members."""
        members = self._account.members
        return [agent(members[each.id], self._base_url) for each in records if each.id in members]

    def assignee(self, record: User | AgentBot | None) -> Json | None:
        """An agent or a bot that has a conversation."""
        if isinstance(record, AgentBot):
            return self._bot(record)
        return next(iter(self.agents([record])), None) if record else None

    def _bot(self, record: AgentBot) -> Json:
        shown = agent_bot(record, self._base_url, with_secrets=False)
        names = ("id", "name", "description", "thumbnail", "outgoing_url", "bot_type")
        return {name: shown[name] for name in names if name in shown}

    def team_record(self, record: Team) -> Json:
        """A team as the answer to an assignment shows it."""
        names = "id name description allow_auto_assign account_id created_at updated_at icon icon_color"
        return fields(record, names)

    # Contacts

    def contact(self, record: Contact, contact_inboxes: Iterable[ContactInbox] | None = None) -> Json:
        """A contact, with its contact inboxes where they are asked for."""
        shown: Json = {
            "additional_attributes": record.additional_attributes,
            "availability_status": "offline",
            **fields(record, "email id name phone_number blocked identifier"),
            "thumbnail": avatar_url(record.avatar, self._base_url),
            "custom_attributes": record.custom_attributes,
            **(epochs(record, "last_activity_at") if record.last_activity_at else {}),
            "created_at": epoch(record.created_at),
        }
        if contact_inboxes is not None:
            shown["contact_inboxes"] = [self.contact_inbox(each.inbox, each.source_id) for each in contact_inboxes]
        return shown

    def contact_inbox(self, inbox: Inbox, source_id: str) -> Json:
        """A contact inbox, as contacts show it."""
        return {"source_id": source_id, "inbox": self.inbox_in_short(inbox)}

    def note(self, record: Note) -> Json:
        """A note on a contact."""
        return {
            **fields(record, "id content"),
            "account_id": None,
            "contact_id": None,
            "user": self.assignee(record.user),
            **epochs(record, "created_at updated_at"),
        }

    # Conversations

    def conversation(self, record: Conversation) -> Json:
        """A conversation with its last message."""
        chat = [each for each in record.messages if each.message_type != ACTIVITY]
        return {
            "meta": self._conversation_meta(record),
            "id": record.id,
            "messages": [self.message_record(each) for each in record.messages[-1:]],
            "account_id": self._account.id,
            **fields(record, "uuid additional_attributes"),
            **epochs(record, "agent_last_seen_at assignee_last_seen_at"),
            "can_reply": can_reply(record),
            "contact_last_seen_at": epoch(record.contact_last_seen_at),
            "custom_attributes": record.custom_attributes,
            "inbox_id": record.inbox.id,
            "labels": record.labels,
            "muted": record.contact.blocked,
            **fields(record, "snoozed_until status"),
            "created_at": epoch(record.created_at),
            "updated_at": record.updated_at.timestamp(),
            "timestamp": epoch(record.last_activity_at),
            "first_reply_created_at": epoch(record.first_reply_created_at),
            "unread_count": len(record.unread_messages()),
            "last_non_activity_message": self.message_record(chat[-1]) if chat else None,
            "last_activity_at": epoch(record.last_activity_at),
            "priority": record.priority,
            "waiting_since": epoch(record.waiting_since),
            "sla_policy_id": record.sla_policy.id if record.sla_policy else None,
        }

    def _conversation_meta(self, record: Conversation) -> Json:
        meta: Json = {"sender": self.contact(record.contact), "channel": record.inbox.channel_type}
        assignee = self.assignee(record.assignee)
        if assignee is not None:
            meta.update(assignee=assignee, assignee_type=type(record.assignee).__name__)
        if record.team is not None:
            meta["team"] = team(record.team, self._user)
        return {**meta, "hmac_verified": record.contact_inbox.hmac_verified}

    def found_conversation(self, record: Conversation, messages: Sequence[Message]) -> Json:
        """A conversation as the search shows it, with the messages that were found."""
        return {
            **fields(record, "id uuid"),
            "created_at": epoch(record.created_at),
            "contact": fields(record.contact, "id name"),
            "inbox": fields(record.inbox, "id name channel_type"),
            "messages": [
                {
                    **fields(each, "content id"),
                    **({"sender_name": each.sender.name} if each.sender else {}),
                    "message_type": each.message_type,
                    "created_at": epoch(each.created_at),
                }
                for each in messages
            ],
            "account_id": self._account.id,
        }

    def event(self, record: ReportingEvent, conversation: Conversation) -> Json:
        """What reports count of a conversation."""
        ended_at = iso(record.ended_at)
        return {
            **fields(record, "id name"),
            "value": record.seconds,
            "value_in_business_hours": conversation.inbox.staffed_seconds(record.started_at, record.ended_at),
            "event_start_time": iso(record.started_at),
            "event_end_time": ended_at,
            "account_id": self._account.id,
            "inbox_id": conversation.inbox.id,
            "user_id": record.user.id if record.user else None,
            "conversation_id": conversation.internal_id,
            "created_at": ended_at,
            "updated_at": ended_at,
        }

    # Messages

    def message(self, record: Message, echo_id: Any = None) -> Json:
        """A message, with the sender's own key for it where one was sent along."""
        return {
            **fields(record, "id content"),
            "inbox_id": record.conversation.inbox.id,
            **({} if echo_id is None else {"echo_id": echo_id}),
            "conversation_id": record.conversation.id,
            **fields(record, "message_type content_type status content_attributes"),
            "created_at": epoch(record.created_at),
            **fields(record, "private source_id"),
            **({"sender": self.sender(record.sender)} if record.sender else {}),
            **attachments(record, self._base_url),
        }

    def messages_meta(self, record: Conversation) -> Json:
        """What stands beside the messages of a conversation."""
        meta: Json = {**fields(record, "labels additional_attributes"), "contact": self.sender(record.contact)}
        if isinstance(record.assignee, User):
            meta["assignee"] = self.sender(record.assignee)
        return {**meta, **fields(record, "agent_last_seen_at assignee_last_seen_at")}

    def message_record(self, record: Message) -> Json:
        """A message as a conversation shows its last one."""
        conversation, sender = record.conversation, record.sender
        return {
            **fields(record, "id content"),
            "account_id": self._account.id,
            "inbox_id": conversation.inbox.id,
            "conversation_id": conversation.id,
            "message_type": record.message_type,
            "created_at": epoch(record.created_at),
            **fields(record, "updated_at private status source_id content_type content_attributes"),
            "sender_type": type(sender).__name__ if sender else None,
            "sender_id": sender.id if sender else None,
            "external_source_ids": {},
            "additional_attributes": record.additional_attributes,
            "processed_message_content": record.content,
            "sentiment": {},
            "conversation": {
                "assignee_id": conversation.assignee.id if isinstance(conversation.assignee, User) else None,
                "unread_count": len(conversation.unread_messages()),
                "last_activity_at": epoch(conversation.last_activity_at),
                "contact_inbox": {"source_id": conversation.contact_inbox.source_id},
            },
            **attachments(record, self._base_url),
            **({"sender": self.sender(sender)} if sender else {}),
        }

    def attachment(self, record: Attachment, message: Message) -> Json:
        """A file as the lists of files show it."""
        return {
            **fields(record, "id message_id"),
            "thumb_url": thumb_url(record, self._base_url),
            "data_url": attachment_url(record, self._base_url),
            "file_size": len(record.data),
            "file_type": record.file_type,
            "extension": extension(record.filename),
            **fields(record, "width height"),
            "created_at": epoch(message.created_at),
            **({"sender": self.sender(message.sender)} if message.sender else {}),
        }

    # Inboxes

    def inbox_in_short(self, record: Inbox) -> Json:
        """An inbox as contacts show it."""
        return {
            "id": record.id,
            "avatar_url": avatar_url(record.avatar, self._base_url),
            **fields(record, "channel_id name channel_type"),
            "provider": None,
        }

    def inbox_record(self, record: Inbox) -> Json:
        """An inbox as the answer to a new contact shows it."""
        return {
            **fields(record, "id channel_id account_id name created_at updated_at channel_type"),
            **fields(record, "enable_auto_assignment greeting_enabled greeting_message"),
            "email_address": None,
            **fields(record, "working_hours_enabled out_of_office_message timezone enable_email_collect"),
            **fields(record, "csat_survey_enabled allow_messages_after_resolved auto_assignment_config"),
            "lock_to_single_conversation": record.lock_to_single_conversation,
            "portal_id": None,
            **fields(record, "sender_name_type business_name csat_config"),
        }

    def inbox(self, record: Inbox) -> Json:
        """An inbox with the settings of its channel."""
        shared: Json = {
            "id": record.id,
            "avatar_url": avatar_url(record.avatar, self._base_url),
            **fields(record, "channel_id name channel_type greeting_enabled greeting_message working_hours_enabled"),
            **fields(record, "enable_email_collect csat_survey_enabled csat_config enable_auto_assignment"),
            **fields(record, "auto_assignment_config out_of_office_message"),
            "working_hours": working_hours(record),
            "timezone": record.timezone,
            "callback_webhook_url": None,
            **fields(record, "allow_messages_after_resolved lock_to_single_conversation"),
            **fields(record, "sender_name_type business_name"),
        }
        channel = channel_settings(record, self._base_url, for_administrator=self._for_administrator)
        return {**shared, **channel, "provider": None}


def can_reply(record: Conversation) -> bool:
    """Whether agents may still answer: some inboxes give them so many hours after a contact's message."""
    window = record.inbox.channel.get("additional_attributes", {}).get("agent_reply_time_window")
    hours = min(leading_int(window), MAX_HOURS)
    if hours < 1:
        return True
    incoming = [each for each in record.messages if each.message_type == INCOMING]
    return bool(incoming) and now() < incoming[-1].created_at + timedelta(hours=hours)
