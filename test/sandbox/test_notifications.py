"""The sandbox's notifications: each test states what makes one, or what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from office import Caller

import chatwoot_client
from chatwoot_client import NotificationsApi
from chatwoot_client.sandbox import Sandbox, User

INBOX = 1


@pytest.fixture
def grace(server: Sandbox, admin: Caller) -> User:
    """An agent of the inbox."""
    grace = server.create_agent("Grace")
    admin.post("/inbox_members", {"inbox_id": INBOX, "user_ids": [grace.id]})
    return grace


@pytest.fixture
def conversation(admin: Caller) -> int:
    contact = admin.post("/contacts", {"name": "Carla", "email": "carla@example.test", "inbox_id": INBOX})
    contact_id = contact["payload"]["contact"]["id"]
    return int(admin.post("/conversations", {"inbox_id": INBOX, "contact_id": contact_id, "source_id": "carla"})["id"])


def told(caller: Caller) -> list[tuple[str, str]]:
    """The types and the beginnings of a user's notifications, the latest first."""
    listed = caller.get("/notifications")["data"]["payload"]
    return [(each["notification_type"], each["push_message_body"]) for each in listed]


def of(server: Sandbox, user: User) -> Caller:
    return Caller(server, user.access_token)


def incoming(admin: Caller, conversation: int, content: str) -> None:
    admin.post(f"/conversations/{conversation}/messages", {"content": content, "message_type": "incoming"})


def test_whoever_gets_a_conversation_is_told_and_whoever_takes_it_is_not(
    server: Sandbox, admin: Caller, grace: User, conversation: int
) -> None:
    incoming(admin, conversation, "Where is my order?")
    admin.post(f"/conversations/{conversation}/assignments", {"assignee_id": grace.id})
    assert told(of(server, grace)) == [("conversation_assignment", "Carla: Where is my order?")]
    admin.post(f"/conversations/{conversation}/assignments", {"assignee_id": 1})
    assert told(admin) == []


def test_a_message_tells_the_assignee_and_those_who_follow_but_not_its_sender(
    server: Sandbox, admin: Caller, grace: User, conversation: int
) -> None:
    linus = server.create_agent("Linus")
    admin.post("/inbox_members", {"inbox_id": INBOX, "user_ids": [linus.id]})
    admin.post(f"/conversations/{conversation}/assignments", {"assignee_id": grace.id})
    admin.post(f"/conversations/{conversation}/participants", {"user_ids": [linus.id]})
    incoming(admin, conversation, "Hello?")
    assert told(of(server, grace)) == [("assigned_conversation_new_message", "Carla: Hello?")]
    assert told(of(server, linus)) == [("participating_conversation_new_message", "Carla: Hello?")]
    of(server, grace).post(f"/conversations/{conversation}/messages", {"content": "Yes?"})
    assert told(of(server, grace)) == [("assigned_conversation_new_message", "Carla: Hello?")]
    assert told(of(server, linus)) == [("participating_conversation_new_message", "Grace: Yes?")]


def test_a_note_tells_whom_it_mentions_who_follows_from_then_on(
    server: Sandbox, admin: Caller, grace: User, conversation: int
) -> None:
    stranger = server.create_agent("Stranger")
    mentions = f"[@Grace](mention://user/{grace.id}/Grace) [@Stranger](mention://user/{stranger.id}/Stranger) look"
    admin.post(f"/conversations/{conversation}/messages", {"content": mentions, "private": True})
    (notification,) = of(server, grace).get("/notifications")["data"]["payload"]
    assert notification["notification_type"] == "conversation_mention"
    assert notification["push_message_title"] == f"You have been mentioned in conversation (#{conversation})"
    assert notification["push_message_body"] == "Sandbox Agent: @Grace @Stranger look"
    assert notification["secondary_actor"]["content"] == mentions
    followers = admin.get(f"/conversations/{conversation}/participants")
    assert [each["name"] for each in followers] == ["Grace"]
    assert told(of(server, stranger)) == []


def test_a_public_message_mentions_nobody(server: Sandbox, admin: Caller, grace: User, conversation: int) -> None:
    content = f"[@Grace](mention://user/{grace.id}/Grace)"
    admin.post(f"/conversations/{conversation}/messages", {"content": content})
    assert told(of(server, grace)) == []


def test_a_new_conversation_tells_those_agents_of_the_inbox_who_want_it(
    server: Sandbox, admin: Caller, grace: User
) -> None:
    agent = of(server, grace)
    contact = admin.post("/contacts", {"name": "Carla", "email": "c@example.test"})["payload"]["contact"]["id"]
    admin.post("/conversations", {"inbox_id": INBOX, "contact_id": contact})
    assert told(agent) == []
    wanted = {"selected_email_flags": [], "selected_push_flags": ["push_conversation_creation"]}
    kept = agent.held("PATCH", "/notification_settings", {"notification_settings": wanted})
    assert kept["selected_push_flags"] == ["push_conversation_creation"]
    admin.post("/conversations", {"inbox_id": INBOX, "contact_id": contact, "message": {"content": "Hi Carla"}})
    assert told(agent) == [("conversation_creation", "Sandbox Agent: Hi Carla")]
    settings = agent.get("/notification_settings")
    assert (settings["selected_email_flags"], settings["selected_push_flags"]) == ([], ["push_conversation_creation"])


def test_a_conversation_has_one_notification_for_each_user_the_latest(
    server: Sandbox, admin: Caller, grace: User, conversation: int
) -> None:
    admin.post(f"/conversations/{conversation}/assignments", {"assignee_id": grace.id})
    for content in ("One", "Two"):
        incoming(admin, conversation, content)
    assert told(of(server, grace)) == [("assigned_conversation_new_message", "Carla: Two")]


def test_a_blocked_contact_brings_no_notifications_but_mentions(
    server: Sandbox, admin: Caller, grace: User, conversation: int
) -> None:
    admin.post(f"/conversations/{conversation}/assignments", {"assignee_id": grace.id})
    of(server, grace).post("/notifications/destroy_all")
    server.block_contact(server.conversation(conversation).contact.id)
    incoming(admin, conversation, "Let me in")
    assert told(of(server, grace)) == []
    note = {"content": f"[@Grace](mention://user/{grace.id}/Grace)", "private": True}
    admin.post(f"/conversations/{conversation}/messages", note)
    assert told(of(server, grace)) == [("conversation_mention", "Sandbox Agent: @Grace")]


def test_what_is_read_or_snoozed_is_listed_on_demand_only(
    server: Sandbox, admin: Caller, grace: User, conversation: int
) -> None:
    api = NotificationsApi(_client(server, grace))
    for _ in range(2):
        contact = admin.post("/contacts", {"name": "Someone"})["payload"]["contact"]["id"]
        admin.post("/conversations", {"inbox_id": INBOX, "contact_id": contact, "assignee_id": grace.id})
    admin.post(f"/conversations/{conversation}/assignments", {"assignee_id": grace.id})
    assert api.get_unread_count(1) == 3
    latest, second, first = api.list_notifications(1).data.payload
    assert api.read_a_notification(1, latest.id).read_at is not None
    api.snooze_a_notification({"snoozed_until": 1924992000}, 1, second.id)
    assert api.get_unread_count(1) == 1
    assert [each.id for each in api.list_notifications(1).data.payload] == [first.id]
    everything = api.list_notifications(1, includes=["read", "snoozed"])
    assert [each.id for each in everything.data.payload] == [latest.id, second.id, first.id]
    assert (everything.data.meta.count, everything.data.meta.unread_count) == (3, 2)
    assert everything.data.payload[1].snoozed_until.isoformat() == "2031-01-01T00:00:00+00:00"
    api.mark_a_notification_as_unread(1, latest.id)
    assert api.get_unread_count(1) == 2


def test_notifications_are_read_and_removed_one_by_one_or_all_at_once(
    server: Sandbox, admin: Caller, grace: User, conversation: int
) -> None:
    agent = of(server, grace)
    contact = admin.post("/contacts", {"name": "Someone"})["payload"]["contact"]["id"]
    other = admin.post("/conversations", {"inbox_id": INBOX, "contact_id": contact, "assignee_id": grace.id})["id"]
    admin.post(f"/conversations/{conversation}/assignments", {"assignee_id": grace.id})
    agent.post("/notifications/read_all", {"primary_actor_type": "Conversation", "primary_actor_id": other})
    assert agent.get("/notifications/unread_count") == 1
    agent.post("/notifications/destroy_all", {"type": "read"})
    (left,) = agent.get("/notifications?includes[]=read")["data"]["payload"]
    assert left["primary_actor_id"] == conversation
    agent.delete(f"/notifications/{left['id']}")
    assert agent.get("/notifications?includes[]=read")["data"]["meta"]["count"] == 0
    assert agent.ask("DELETE", f"/notifications/{left['id']}").status == 404


def test_nobody_reaches_another_users_notifications(
    server: Sandbox, admin: Caller, grace: User, conversation: int
) -> None:
    admin.post(f"/conversations/{conversation}/assignments", {"assignee_id": grace.id})
    (own,) = of(server, grace).get("/notifications")["data"]["payload"]
    assert admin.ask("PATCH", f"/notifications/{own['id']}", {}).status == 404
    assert admin.get("/notifications")["data"]["payload"] == []


def test_notifications_are_shaped_as_recorded(server: Sandbox, admin: Caller, grace: User, conversation: int) -> None:
    admin.post(f"/conversations/{conversation}/assignments", {"assignee_id": grace.id})
    server.reply(conversation, "Beep", sender=server.create_agent_bot("Bot"))
    server.reply(conversation, "Seen", sender=grace)
    agent = of(server, grace)
    listed = agent.held("GET", "/notifications")
    agent.held("GET", "/notification_settings")
    id_ = listed["data"]["payload"][0]["id"]
    agent.held("PATCH", f"/notifications/{id_}")
    for change in ("unread", "snooze"):
        agent.held("POST", f"/notifications/{id_}/{change}", {"snoozed_until": 1924992000})


def test_a_page_has_fifteen_notifications(server: Sandbox, admin: Caller, grace: User) -> None:
    contact = admin.post("/contacts", {"name": "Someone"})["payload"]["contact"]["id"]
    for _ in range(16):
        admin.post("/conversations", {"inbox_id": INBOX, "contact_id": contact, "assignee_id": grace.id})
    api = NotificationsApi(_client(server, grace))
    assert len(api.list_notifications(1).data.payload) == 15
    assert len(list(api.iter_notifications(1))) == 16


def test_a_device_is_subscribed_once(server: Sandbox, admin: Caller) -> None:
    subscription: Any = {"subscription_type": "fcm", "subscription_attributes": {"device_id": "d", "push_token": "p"}}
    api = NotificationsApi(_client(server, None))
    first = api.create_a_push_subscription({"notification_subscription": subscription})
    again = api.create_a_push_subscription({"notification_subscription": subscription})
    assert (first.id, first.identifier) == (again.id, "d")
    assert api.delete_a_push_subscription({"push_token": "p"}) is None
    assert api.create_a_push_subscription({"notification_subscription": subscription}).id != first.id


def _client(server: Sandbox, user: User | None) -> chatwoot_client.ApiClient:
    token = server.user_token if user is None else user.access_token
    return chatwoot_client.ApiClient(
        chatwoot_client.Configuration(host=server.url, api_key={"api_access_token": token})
    )
