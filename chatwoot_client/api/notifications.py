"""What an agent is told (``NotificationsApi``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.notifications import (
    NotificationDestroyAllPayload,
    NotificationList,
    NotificationReadAllPayload,
    NotificationRecord,
    NotificationSettings,
    NotificationSettingsPayload,
    NotificationSnoozePayload,
    NotificationSubscription,
    NotificationSubscriptionPayload,
    NotificationUnsubscribePayload,
)
from chatwoot_client.pagination import page_by_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatwoot_client.api.base import Json, RequestOptions, Unpack
    from chatwoot_client.models.notifications import Notification

NOTIFICATIONS = Route("/api/v1/accounts/{account_id}/notifications")
NOTIFICATION = Route("/api/v1/accounts/{account_id}/notifications/{id}")
UNREAD_COUNT = Route("/api/v1/accounts/{account_id}/notifications/unread_count")
READ_ALL = Route("/api/v1/accounts/{account_id}/notifications/read_all")
DESTROY_ALL = Route("/api/v1/accounts/{account_id}/notifications/destroy_all")
SNOOZE = Route("/api/v1/accounts/{account_id}/notifications/{id}/snooze")
UNREAD = Route("/api/v1/accounts/{account_id}/notifications/{id}/unread")
SETTINGS = Route("/api/v1/accounts/{account_id}/notification_settings")
SUBSCRIPTIONS = Route("/api/v1/notification_subscriptions")


class NotificationsApi(Api):
    """What the agent whose token is used is told, and how. The description has none of this.

    Parameters:
        includes: what to list besides: ``read``, ``snoozed``.
        sort_order: ``asc`` or ``desc``, by the last activity.
    """

    _auth = USER

    def list_notifications(
        self,
        account_id: int,
        *,
        includes: Sequence[str] | None = None,
        sort_order: str | None = None,
        page: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> NotificationList:
        """What's unread and not snoozed, latest first, 15 a page (``GET /notifications``).

        :meth:`iter_notifications` walks all pages.
        """
        query = (("includes[]", includes), ("sort_order", sort_order), ("page", page))
        return self._call("GET", NOTIFICATIONS, (account_id,), query=query, returns=NotificationList, options=options)

    def iter_notifications(
        self,
        account_id: int,
        *,
        includes: Sequence[str] | None = None,
        sort_order: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[Notification]:
        """Every notification of :meth:`list_notifications`.

        One that's marked as read while the list is walked leaves it, and lets another slip through. So mark them after
        the walk, or include those that were read.
        """
        return page_by_page(
            self.list_notifications, "data.payload", account_id, includes=includes, sort_order=sort_order, **options
        )

    def get_unread_count(self, account_id: int, **options: Unpack[RequestOptions]) -> int:
        """How many notifications are unread (``GET /notifications/unread_count``)."""
        return cast("int", self._call("GET", UNREAD_COUNT, (account_id,), returns=object, options=options))

    def read_all_notifications(
        self, body: NotificationReadAllPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Mark notifications as read: all, or a conversation's (``POST /notifications/read_all``)."""
        return self._call("POST", READ_ALL, (account_id,), body=body, takes=NotificationReadAllPayload, options=options)

    def delete_all_notifications(
        self, body: NotificationDestroyAllPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Delete notifications, a little later (``POST /notifications/destroy_all``)."""
        return self._call(
            "POST", DESTROY_ALL, (account_id,), body=body, takes=NotificationDestroyAllPayload, options=options
        )

    def read_a_notification(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> NotificationRecord:
        """Mark a notification as read (``PATCH /notifications/{id}``)."""
        return self._call("PATCH", NOTIFICATION, (account_id, id), returns=NotificationRecord, options=options)

    def mark_a_notification_as_unread(
        self, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> NotificationRecord:
        """Mark a notification as unread (``POST /notifications/{id}/unread``)."""
        return self._call("POST", UNREAD, (account_id, id), returns=NotificationRecord, options=options)

    def snooze_a_notification(
        self, body: NotificationSnoozePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> NotificationRecord:
        """Have a notification come again (``POST /notifications/{id}/snooze``)."""
        return self._call(
            "POST",
            SNOOZE,
            (account_id, id),
            body=body,
            takes=NotificationSnoozePayload,
            returns=NotificationRecord,
            options=options,
        )

    def delete_a_notification(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a notification (``DELETE /notifications/{id}``)."""
        return self._call("DELETE", NOTIFICATION, (account_id, id), options=options)

    def get_notification_settings(self, account_id: int, **options: Unpack[RequestOptions]) -> NotificationSettings:
        """What to be told by e-mail and by push (``GET /notification_settings``)."""
        return self._call("GET", SETTINGS, (account_id,), returns=NotificationSettings, options=options)

    def update_notification_settings(
        self, body: NotificationSettingsPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> NotificationSettings:
        """Choose what to be told by e-mail and by push (``PATCH /notification_settings``)."""
        return self._call(
            "PATCH",
            SETTINGS,
            (account_id,),
            body=body,
            takes=NotificationSettingsPayload,
            returns=NotificationSettings,
            options=options,
        )

    def create_a_push_subscription(
        self, body: NotificationSubscriptionPayload | Json, **options: Unpack[RequestOptions]
    ) -> NotificationSubscription:
        """Send push messages to a device or browser (``POST /api/v1/notification_subscriptions``).

        The same device again is the same subscription.

        Raises:
            UnprocessableEntityException: nothing to subscribe (422).
        """
        return self._call(
            "POST",
            SUBSCRIPTIONS,
            (),
            body=body,
            takes=NotificationSubscriptionPayload,
            returns=NotificationSubscription,
            options=options,
        )

    def delete_a_push_subscription(
        self, body: NotificationUnsubscribePayload | Json, **options: Unpack[RequestOptions]
    ) -> None:
        """Send no more to a device (``DELETE /api/v1/notification_subscriptions``). An unknown token isn't an error."""
        return self._call("DELETE", SUBSCRIPTIONS, (), body=body, takes=NotificationUnsubscribePayload, options=options)
