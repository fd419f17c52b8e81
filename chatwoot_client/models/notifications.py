"""What agents are told, and how."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, Timestamp, epoch, field, iso, listed, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.conversations import EventConversation
    from chatwoot_client.models.messages import MessageRecord
    from chatwoot_client.models.public_messages import PublicMessageSender


class NotificationList(Model):
    """A page of notifications."""

    data: NotificationListData | None = nested("NotificationListData")
    """The page."""


class NotificationListData(Model):
    """A page of notifications, and how many there are in all."""

    meta: NotificationListMeta | None = nested("NotificationListMeta")
    """How many notifications there are."""
    payload: list[Notification] | None = nested_list("Notification")
    """The notifications of this page, 15 at most."""


class NotificationListMeta(Model):
    """How many notifications there are."""

    unread_count: int | None = field()
    """How many of them weren't read."""
    count: int | None = field()
    """How many there are on all pages."""
    current_page: int | str | None = field()
    """The page: a number by default, otherwise the text that was asked for."""


class Notification(Model):
    """Something that an agent is told, about a conversation and mostly about a message in it."""

    id: int | None = field()
    """Id of the notification."""
    notification_type: str | None = field()
    """What it tells, one of :class:`NotificationType`."""
    push_message_title: str | None = field()
    """What it tells, in a sentence."""
    push_message_body: str | None = field()
    """What was written, with the name of whoever wrote it."""
    primary_actor_type: str | None = field()
    """``Conversation``."""
    primary_actor_id: int | None = field()
    """Id of the conversation in the server's records, which needn't be its number."""
    primary_actor: EventConversation | None = nested("EventConversation")
    """The conversation that it's about."""
    read_at: datetime.datetime | None = iso()
    """When the agent read it; null for not yet."""
    secondary_actor: MessageRecord | None = nested("MessageRecord")
    """The message that it's about; null where it's about none."""
    user: PublicMessageSender | None = nested("PublicMessageSender")
    """The agent who is told."""
    created_at: Timestamp | None = epoch()
    """When the agent was first told."""
    last_activity_at: Timestamp | None = epoch()
    """When it came up last: again after being snoozed, say."""
    snoozed_until: datetime.datetime | None = iso()
    """When it is to come up again; null unless it was snoozed."""
    meta: dict[str, Any] | None = field()
    """What the server notes with it, such as ``last_snoozed_at``; empty for most."""


class NotificationRecord(Model):
    """A notification as it's stored, which is how the operations on a single one answer."""

    id: int | None = field()
    """Id of the notification."""
    user_id: int | None = field()
    """Id of the agent who is told."""
    account_id: int | None = field()
    """Id of the account that the conversation belongs to."""
    notification_type: str | None = field()
    """What it tells, one of :class:`NotificationType`."""
    primary_actor_type: str | None = field()
    """``Conversation``."""
    primary_actor_id: int | None = field()
    """Id of the conversation in the server's records, which needn't be its number."""
    secondary_actor_type: str | None = field()
    """``Message``; null where it's about none."""
    secondary_actor_id: int | None = field()
    """Id of the message; null where it's about none."""
    read_at: datetime.datetime | None = iso()
    """When the agent read it; null for not yet."""
    snoozed_until: datetime.datetime | None = iso()
    """When it is to come up again; null unless it was snoozed."""
    last_activity_at: datetime.datetime | None = iso()
    """When it came up last."""
    created_at: datetime.datetime | None = iso()
    """When the agent was first told."""
    updated_at: datetime.datetime | None = iso()
    """When it was last changed, by reading or snoozing it."""
    meta: dict[str, Any] | None = field()
    """What the server notes with it, such as ``last_snoozed_at``; empty for most."""


class NotificationSettings(Model):
    """What an agent is told by e-mail and by push, out of all there is."""

    id: int | None = field()
    """Id of the settings' record."""
    user_id: int | None = field()
    """Id of the agent."""
    account_id: int | None = field()
    """Id of the account that they're for."""
    all_email_flags: list[str] | None = field()
    """All there is by e-mail, such as ``email_conversation_creation``."""
    selected_email_flags: list[str] | None = field()
    """What the agent is told by e-mail."""
    all_push_flags: list[str] | None = field()
    """All there is by push, such as ``push_conversation_mention``."""
    selected_push_flags: list[str] | None = field()
    """What the agent is told by push."""


class NotificationSubscription(Model):
    """A device or browser that gets push messages."""

    id: int | None = field()
    """Id of the subscription."""
    user_id: int | None = field()
    """Id of the agent."""
    subscription_type: str | None = field()
    """``browser_push`` or ``fcm``."""
    subscription_attributes: dict[str, Any] | None = field()
    """How the device or browser is reached."""
    created_at: datetime.datetime | None = iso()
    """When it was first subscribed."""
    updated_at: datetime.datetime | None = iso()
    """When that last changed."""
    identifier: str | None = field()
    """What tells it from other devices: the ``device_id`` or the browser's ``endpoint``."""


class NotificationReadAllPayload(Model):
    """What to mark as read: the notifications about one conversation, or without any field, all of them."""

    primary_actor_type: str | None = field()
    """``Conversation``."""
    primary_actor_id: int | None = field()
    """Id of the conversation, as a notification has it."""


class NotificationDestroyAllPayload(Model):
    """What to delete."""

    type: str | None = field()
    """``read`` for what was read; everything when left out."""


class NotificationSnoozePayload(Model):
    """How long to snooze a notification."""

    snoozed_until: datetime.datetime | int | None = epoch()
    """When it is to come up again."""


class NotificationSettingsPayload(Model):
    """What to be told."""

    notification_settings: NotificationSettingsChoice | dict[str, Any] | None = nested("NotificationSettingsChoice")
    """The choice."""


class NotificationSettingsChoice(Model):
    """What to be told; it takes the place of what was chosen before."""

    selected_email_flags: ListOf[str] | None = listed(of=str)
    """Some of ``all_email_flags`` in :class:`NotificationSettings`."""
    selected_push_flags: ListOf[str] | None = listed(of=str)
    """Some of ``all_push_flags`` in :class:`NotificationSettings`."""


class NotificationSubscriptionPayload(Model):
    """A device or browser to send push messages to."""

    notification_subscription: NotificationSubscriptionDetails | dict[str, Any] | None = nested(
        "NotificationSubscriptionDetails"
    )
    """The device or browser."""


class NotificationSubscriptionDetails(Model):
    """How to reach a device or browser."""

    subscription_type: str | None = field()
    """``browser_push`` or ``fcm``."""
    subscription_attributes: dict[str, Any] | None = field()
    """For ``browser_push`` its ``endpoint``, ``p256dh`` and ``auth``; for ``fcm`` ``push_token`` and ``device_id``."""


class NotificationUnsubscribePayload(Model):
    """A device that's to get no more."""

    push_token: str | None = field()
    """Its token, as it was subscribed with."""
