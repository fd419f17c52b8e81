"""What a user is told: the list of notifications, what becomes of them, and which ones the user wants."""

from __future__ import annotations

from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves, with_id
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import epoch_moment, is_blank, leading_int, text, texts, whole_object
from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.notifications import NOTIFICATION_TYPES, Notification, NotificationSubscription
from chatwoot_client.sandbox.views.delivered import DeliveredViews
from chatwoot_client.sandbox.views.fields import Json, fields

NOTIFICATIONS_PER_PAGE = 15


class NotificationOperations(ApplicationOperation):
    """The operations on one's own notifications in an account."""

    path: ClassVar[str] = ACCOUNT + "/notifications"

    @serves("GET")
    def index(self) -> Answer:
        listed = self._listed()
        listed.sort(key=lambda each: (each.last_activity_at, each.id), reverse=self._params.get("sort_order") != "asc")
        views = DeliveredViews(self._account, self._base_url)
        meta = {
            "unread_count": _unread(listed),
            "count": len(listed),
            "current_page": self._params.get("page") or 1,
        }
        payload = [views.notification(each) for each in self._paged(listed, NOTIFICATIONS_PER_PAGE)]
        return shown({"data": {"meta": meta, "payload": payload}})

    @serves("GET", "/unread_count")
    def unread_count(self) -> Answer:
        return shown(_unread(self._listed()))

    @serves("POST", "/read_all")
    def read_all(self) -> Answer:
        id_, of_one = leading_int(self._params.get("primary_actor_id")), self._params.get("primary_actor_type")
        for each in self._own().values():
            if each.read_at is None and (of_one != "Conversation" or each.conversation.id == id_):
                each.read_at = now()
        return empty()

    @serves("POST", "/destroy_all")
    def destroy_all(self) -> Answer:
        read_only = self._params.get("type") == "read"
        for each in self._own().values():
            if each.read_at is not None or not read_only:
                del self._account.notifications[each.id]
        return empty()

    @serves("PATCH PUT", "/<id>")
    def update(self) -> Answer:
        return self._changed(self._notification(), read_at=now())

    @serves("POST", "/<id>/unread")
    def unread(self) -> Answer:
        return self._changed(self._notification(), read_at=None)

    @serves("POST", "/<id>/snooze")
    def snooze(self) -> Answer:
        notification, sent = self._notification(), self._params.get("snoozed_until")
        if sent is None:
            return self._changed(notification)
        meta = {**notification.meta, "last_snoozed_at": None}
        return self._changed(notification, snoozed_until=None if is_blank(sent) else epoch_moment(sent), meta=meta)

    @serves("DELETE", "/<id>")
    def destroy(self) -> Answer:
        del self._account.notifications[self._notification().id]
        return empty()

    def _own(self) -> dict[int, Notification]:
        return {id_: each for id_, each in self._account.notifications.items() if each.user is self._user}

    def _listed(self) -> list[Notification]:
        included = texts(self._params, "includes")
        return [
            each
            for each in self._own().values()
            if (each.read_at is None or "read" in included) and (each.snoozed_until is None or "snoozed" in included)
        ]

    def _notification(self) -> Notification:
        return with_id(self._own(), self._values["id"])

    def _changed(self, record: Notification, **changes: Any) -> Answer:
        if changes:
            vars(record).update(changes, updated_at=now())
        # What changed comes first.
        names = "id account_id notification_type primary_actor_type primary_actor_id secondary_actor_type"
        names += " secondary_actor_id read_at created_at updated_at snoozed_until last_activity_at meta"
        order = ["user_id", *changes, *(name for name in names.split() if name not in changes)]
        record_fields = _as_record(record)
        return shown({name: record_fields[name] for name in order})


def _as_record(record: Notification) -> Json:
    message = record.message
    return {
        "user_id": record.user.id,
        **fields(record, "id account_id notification_type read_at created_at updated_at snoozed_until"),
        **fields(record, "last_activity_at meta"),
        "primary_actor_type": "Conversation",
        "primary_actor_id": record.conversation.id,
        "secondary_actor_type": None if message is None else "Message",
        "secondary_actor_id": None if message is None else message.id,
    }


def _unread(notifications: list[Notification]) -> int:
    return sum(each.read_at is None for each in notifications)


class NotificationSettingOperations(ApplicationOperation):
    """Which notifications a user wants by e-mail and as push messages. The sandbox sends neither."""

    path: ClassVar[str] = ACCOUNT + "/notification_settings"

    @serves("GET")
    def show(self) -> Answer:
        setting = self._account.notification_setting(self._user)
        return shown(
            {
                "id": setting.id,
                "user_id": self._user.id,
                "account_id": self._account.id,
                "all_email_flags": [f"email_{each}" for each in NOTIFICATION_TYPES],
                "selected_email_flags": [f"email_{each}" for each in NOTIFICATION_TYPES if each in setting.email],
                "all_push_flags": [f"push_{each}" for each in NOTIFICATION_TYPES],
                "selected_push_flags": [f"push_{each}" for each in NOTIFICATION_TYPES if each in setting.push],
            }
        )

    @serves("PATCH PUT")
    def update(self) -> Answer:
        setting, sent = self._account.notification_setting(self._user), self._required("notification_settings")
        for kind in ("email", "push"):
            if f"selected_{kind}_flags" in sent:
                flags = texts(sent, f"selected_{kind}_flags")
                setattr(setting, kind, [flag[len(kind) + 1 :] for flag in flags])
        return self.show()


class NotificationSubscriptionOperations(ApplicationOperation):
    """The devices and browsers that get a user's push messages. The sandbox sends none."""

    path: ClassVar[str] = "/api/v1/notification_subscriptions"

    @serves("POST")
    def create(self) -> Answer:
        sent = self._required("notification_subscription")
        kind, attributes = text(sent, "subscription_type"), whole_object(sent, "subscription_attributes")
        if kind not in ("browser_push", "fcm"):
            raise ServerFault(f"{kind!r} is no type of subscription")
        identifier = text(attributes, "endpoint" if kind == "browser_push" else "device_id")
        subscriptions = self._installation.store.subscriptions
        known = subscriptions.get(identifier or "")
        if known is None:
            id_ = self._installation.store.next_id(NotificationSubscription)
            known = NotificationSubscription(id_, self._user, kind, attributes, identifier)
            subscriptions[identifier or ""] = known
            names = "id {user} subscription_type subscription_attributes created_at updated_at identifier"
        else:
            known.user, known.subscription_attributes = self._user, attributes
            names = "subscription_type identifier subscription_attributes id {user} created_at updated_at"
        record_fields = {**fields(known, names.replace("{user} ", "")), "user_id": known.user.id}
        return shown({name: record_fields[name] for name in names.replace("{user}", "user_id").split()})

    @serves("DELETE")
    def destroy(self) -> Answer:
        subscriptions = self._installation.store.subscriptions
        for key, each in list(subscriptions.items()):
            if each.subscription_attributes.get("push_token") == self._params.get("push_token"):
                del subscriptions[key]
        return empty()
