"""What ``NotificationsApi`` has besides sending and reading what was recorded."""

from __future__ import annotations

import datetime
from urllib.parse import parse_qs, urlsplit

from servers import ScriptedServer, json_answer

from chatwoot_client import (
    EventConversation,
    MessageRecord,
    Notification,
    NotificationsApi,
    NotificationSnoozePayload,
)


def test_all_pages_are_walked_with_what_was_asked_to_be_included(client_for):
    def page(request):
        query = parse_qs(urlsplit(request.target).query)
        assert query["includes[]"] == ["read", "snoozed"]
        ids = {"1": [3, 2], "2": [1]}.get(query["page"][0], [])
        return json_answer({"data": {"meta": {}, "payload": [{"id": id} for id in ids]}})

    with ScriptedServer(page) as server:
        walk = NotificationsApi(client_for(server)).iter_notifications(1, includes=["read", "snoozed"])
        assert [notification.id for notification in walk] == [3, 2, 1]


def test_how_many_are_unread_is_a_plain_number(client_for):
    with ScriptedServer([json_answer(2)]) as server:
        assert NotificationsApi(client_for(server)).get_unread_count(1) == 2


def test_a_datetime_to_snooze_until_is_sent_in_seconds(client_for):
    moment = datetime.datetime(2031, 1, 1, tzinfo=datetime.timezone.utc)
    with ScriptedServer([json_answer({"id": 8, "snoozed_until": "2031-01-01T00:00:00.000Z"})]) as server:
        record = NotificationsApi(client_for(server)).snooze_a_notification(NotificationSnoozePayload(moment), 1, 8)
        assert server.requests[0].json == {"snoozed_until": 1924992000}
    assert record.snoozed_until == moment


def test_a_notification_tells_of_its_conversation_and_message():
    notification = Notification.from_dict({"primary_actor": {"id": 92}, "secondary_actor": {"id": 554}})
    assert type(notification.primary_actor) is EventConversation
    assert type(notification.secondary_actor) is MessageRecord
