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


class NotificationListData(Model):
    """A page of notifications, and how many there are in all."""

    meta: NotificationListMeta | None = nested("NotificationListMeta")
    payload: list[Notification] | None = nested_list("Notification")


class NotificationListMeta(Model):
    """How many notifications there are. ``current_page`` is text where a page was asked for."""

    unread_count: int | None = field()
    count: int | None = field()
    current_page: int | str | None = field()


class Notification(Model):
    """Something that an agent is told.

    ``notification_type`` is one of :class:`NotificationType`. It's about the conversation in ``primary_actor``, and
    mostly about the message in ``secondary_actor``.
    """

    id: int | None = field()
    notification_type: str | None = field()
    push_message_title: str | None = field()
    push_message_body: str | None = field()
    primary_actor_type: str | None = field()
    primary_actor_id: int | None = field()
    primary_actor: EventConversation | None = nested("EventConversation")
    read_at: datetime.datetime | None = iso()
    secondary_actor: MessageRecord | None = nested("MessageRecord")
    user: PublicMessageSender | None = nested("PublicMessageSender")
    created_at: Timestamp | None = epoch()
    last_activity_at: Timestamp | None = epoch()
    snoozed_until: datetime.datetime | None = iso()
    meta: dict[str, Any] | None = field()


class NotificationRecord(Model):
    """A notification as it's stored, which is how the operations on a single one answer."""

    id: int | None = field()
    user_id: int | None = field()
    account_id: int | None = field()
    notification_type: str | None = field()
    primary_actor_type: str | None = field()
    primary_actor_id: int | None = field()
    secondary_actor_type: str | None = field()
    secondary_actor_id: int | None = field()
    read_at: datetime.datetime | None = iso()
    snoozed_until: datetime.datetime | None = iso()
    last_activity_at: datetime.datetime | None = iso()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()
    meta: dict[str, Any] | None = field()


class NotificationSettings(Model):
    """What an agent is told by e-mail and by push, out of all there is: ``email_conversation_creation``, say."""

    id: int | None = field()
    user_id: int | None = field()
    account_id: int | None = field()
    all_email_flags: list[str] | None = field()
    selected_email_flags: list[str] | None = field()
    all_push_flags: list[str] | None = field()
    selected_push_flags: list[str] | None = field()


class NotificationSubscription(Model):
    """A device or browser that gets push messages."""

    id: int | None = field()
    user_id: int | None = field()
    subscription_type: str | None = field()
    subscription_attributes: dict[str, Any] | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()
    identifier: str | None = field()


class NotificationReadAllPayload(Model):
    """What to mark as read: the notifications about one conversation, or without any field, all of them.

    ``primary_actor_type`` is ``Conversation``, ``primary_actor_id`` as a notification has it.
    """

    primary_actor_type: str | None = field()
    primary_actor_id: int | None = field()


class NotificationDestroyAllPayload(Model):
    """What to delete: with ``type`` ``read``, what was read; otherwise everything."""

    type: str | None = field()


class NotificationSnoozePayload(Model):
    """When a notification is to come again, in seconds since 1970 or as a ``datetime``."""

    snoozed_until: datetime.datetime | int | None = epoch()


class NotificationSettingsPayload(Model):
    """What to be told."""

    notification_settings: NotificationSettingsChoice | dict[str, Any] | None = nested("NotificationSettingsChoice")


class NotificationSettingsChoice(Model):
    """Flags out of ``all_email_flags`` and ``all_push_flags``; they take the place of those that were chosen."""

    selected_email_flags: ListOf[str] | None = listed(of=str)
    selected_push_flags: ListOf[str] | None = listed(of=str)


class NotificationSubscriptionPayload(Model):
    """A device or browser to send push messages to."""

    notification_subscription: NotificationSubscriptionDetails | dict[str, Any] | None = nested(
        "NotificationSubscriptionDetails"
    )


class NotificationSubscriptionDetails(Model):
    """How to reach a device or browser.

    ``subscription_type`` is ``browser_push`` (with ``endpoint``, ``p256dh`` and ``auth`` in
    ``subscription_attributes``) or ``fcm`` (with ``push_token`` and ``device_id``).
    """

    subscription_type: str | None = field()
    subscription_attributes: dict[str, Any] | None = field()


class NotificationUnsubscribePayload(Model):
    """The ``push_token`` of a device that's to get no more."""

    push_token: str | None = field()
