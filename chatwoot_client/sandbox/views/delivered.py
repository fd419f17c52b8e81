"""Records as webhooks and notifications carry them."""

from __future__ import annotations

from chatwoot_client.sandbox.records.conversations import Conversation, Message, Sender
from chatwoot_client.sandbox.records.notifications import Notification
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.rules.notifications import push_message_body, push_message_title
from chatwoot_client.sandbox.views.application import ApplicationViews, can_reply
from chatwoot_client.sandbox.views.fields import Json, epoch, epochs, fields


class DeliveredViews:
    """The views of one account's records, for whoever is told of them."""

    def __init__(self, account: Account, base_url: str) -> None:
        """Show `account`, whose files are addressed at `base_url`."""
        self._account = account
        self._views = ApplicationViews(account, base_url, None, False)

    def conversation(self, record: Conversation) -> Json:
        """A conversation with the last message that its contact may see."""
        contact_inbox = record.contact_inbox
        return {
            "additional_attributes": record.additional_attributes,
            "can_reply": can_reply(record),
            "channel": record.inbox.channel_type,
            "contact_inbox": {
                "id": contact_inbox.id,
                "contact_id": record.contact.id,
                "inbox_id": record.inbox.id,
                **fields(contact_inbox, "source_id created_at updated_at hmac_verified pubsub_token"),
            },
            "id": record.id,
            "inbox_id": record.inbox.id,
            "messages": [self._views.message_record(each) for each in record.shown_messages()[-1:]],
            "labels": record.labels,
            "meta": self._meta(record),
            **fields(record, "status custom_attributes snoozed_until"),
            "unread_count": len(record.unread_messages()),
            **fields(record, "first_reply_created_at priority"),
            **epochs(record, "waiting_since agent_last_seen_at contact_last_seen_at last_activity_at"),
            "timestamp": epoch(record.last_activity_at),
            "created_at": epoch(record.created_at),
            "updated_at": record.updated_at.timestamp(),
        }

    def _meta(self, record: Conversation) -> Json:
        return {
            "sender": self._views.sender(record.contact),
            "assignee": self._views.sender(record.assignee),
            "assignee_type": type(record.assignee).__name__ if record.assignee else None,
            "team": fields(record.team, "id name icon icon_color") if record.team else None,
            "hmac_verified": record.contact_inbox.hmac_verified,
        }

    def sender(self, record: Sender) -> Json | None:
        """Who wrote, types or did something."""
        return self._views.sender(record)

    def message(self, record: Message) -> Json:
        """A message as a notification is about it."""
        return self._views.message_record(record)

    def notification(self, record: Notification) -> Json:
        """A notification as a user's list shows it."""
        return {
            **fields(record, "id notification_type"),
            "push_message_title": push_message_title(record),
            "push_message_body": push_message_body(record),
            "primary_actor_type": "Conversation",
            "primary_actor_id": record.conversation.id,
            "primary_actor": self.conversation(record.conversation),
            "read_at": fields(record, "read_at")["read_at"],
            "secondary_actor": self.message(record.message) if record.message else None,
            "user": self._views.sender(record.user),
            **epochs(record, "created_at last_activity_at"),
            **fields(record, "snoozed_until meta"),
        }
