"""The sandbox's inboxes, as administrators set them up."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from office import Caller

import chatwoot_client
from chatwoot_client import InboxesApi
from chatwoot_client.sandbox import Sandbox


def created(caller: Caller, name: str = "New", kind: str = "api", **channel: Any) -> dict[str, Any]:
    inbox: dict[str, Any] = caller.post("/inboxes", {"name": name, "channel": {"type": kind, **channel}})
    return inbox


def test_an_inbox_is_open_to_contacts_at_once(
    server: Sandbox, client_for: Callable[..., chatwoot_client.ApiClient]
) -> None:
    client = client_for(server, api_key={"userApiKey": server.user_token})
    body = {"name": "Greeter", "greeting_enabled": True, "greeting_message": "Welcome!", "channel": {"type": "api"}}
    inbox = InboxesApi(client).inbox_creation(body, 1)
    visitor = chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": "Carla"}, inbox.inbox_identifier)
    place = (inbox.inbox_identifier, visitor.source_id)
    conversation = chatwoot_client.ConversationsAPIApi(client).create_a_conversation({}, *place)
    messages = chatwoot_client.MessagesAPIApi(client)
    messages.create_a_message({"content": "Hello"}, *place, conversation.id)
    listed = messages.list_all_converation_messages(*place, conversation.id)
    assert [message.content for message in listed] == ["Hello", "Welcome!"]


def test_inboxes_are_listed_by_name(admin: Caller) -> None:
    created(admin, "beta")
    created(admin, "Alpha")
    listed = admin.get("/inboxes")["payload"]
    assert [each["name"] for each in listed] == ["Alpha", "beta", "Sandbox"]


def test_settings_and_those_of_the_channel_are_changed_apart(admin: Caller) -> None:
    path = f"/inboxes/{created(admin)['id']}"
    survey = {"display_type": "star", "message": "How was it?"}
    settings = {"timezone": "Europe/Berlin", "sender_name_type": "professional", "csat_config": survey}
    channel = {"webhook_url": "http://127.0.0.1/hook", "additional_attributes": {"agent_reply_time_window": "24"}}
    changed = admin.patch(path, {**settings, "channel": channel})
    assert (changed["timezone"], changed["sender_name_type"]) == ("Europe/Berlin", "professional")
    assert changed["csat_config"]["button_text"] == "Please rate us"
    assert (changed["webhook_url"], changed["hmac_mandatory"]) == ("http://127.0.0.1/hook", False)
    assert admin.patch(path, {"greeting_message": "Hi"})["greeting_message"] == "Hi"
    assert admin.patch(path, {"greeting_message": "null"})["greeting_message"] is None
    assert admin.patch(path, {}) == admin.get(path)


def test_working_hours_are_changed_day_by_day(admin: Caller) -> None:
    path = f"/inboxes/{created(admin)['id']}"
    monday = {"day_of_week": 1, "open_hour": 8, "open_minutes": 30, "close_hour": 16, "close_minutes": 0}
    week = admin.patch(path, {"working_hours": [monday]})["working_hours"]
    assert (week[1]["open_hour"], week[2]["open_hour"], week[0]["closed_all_day"]) == (8, 9, True)


@pytest.mark.parametrize(
    ("body", "status", "attributes"),
    [
        ({"name": "x", "channel": {"type": "pigeon"}}, 422, ["channel"]),
        ({"name": "x", "channel": {"type": "web_widget"}}, 422, ["website_url"]),
        ({"name": "x", "channel": {"type": "email"}}, 500, None),
        ({"name": "x", "channel": "api"}, 500, None),
        ({"name": "x", "timezone": "Moon/Base", "channel": {"type": "api"}}, 422, ["timezone"]),
        ({"name": "x", "sender_name_type": "royal", "channel": {"type": "api"}}, 500, None),
        ({"name": "x", "greeting_message": "a" * 10_001, "channel": {"type": "api"}}, 422, ["greeting_message"]),
        (
            {"name": "x", "channel": {"type": "api", "additional_attributes": {"agent_reply_time_window": "-1"}}},
            422,
            ["agent_reply_time_window"],
        ),
    ],
)
def test_an_inbox_that_can_not_be_is_not_made(
    admin: Caller, body: dict[str, Any], status: int, attributes: list[str] | None
) -> None:
    refused = admin.ask("POST", "/inboxes", body)
    assert (refused.status, refused.json.get("attributes")) == (status, attributes)
    assert len(admin.get("/inboxes")["payload"]) == 1


@pytest.mark.parametrize(
    ("channel", "status", "message"),
    [
        (
            {"type": "line", "line_channel_id": " "},
            422,
            "Line channel can't be blank, Line channel secret can't be blank, Line channel token can't be blank",
        ),
        ({"type": "line", "line_channel_id": 1, "line_channel_token": "t"}, 422, "Line channel secret can't be blank"),
        ({"type": "sms", "phone_number": None}, 422, "Phone number can't be blank"),
        ({"type": "telegram", "bot_token": "1:t"}, 500, None),
        ({"type": "whatsapp", "phone_number": "+14155550100"}, 500, None),
        ({"type": "sms", "phone_number": "+14155550100"}, 501, None),
    ],
)
def test_a_channel_of_another_service_is_refused_as_by_a_server_that_reaches_none(
    admin: Caller, channel: dict[str, Any], status: int, message: str | None
) -> None:
    refused = admin.ask("POST", "/inboxes", {"name": "x", "channel": channel})
    assert (refused.status, refused.json.get("message")) == (status, message)
    assert len(admin.get("/inboxes")["payload"]) == 1


def test_an_address_belongs_to_one_inbox(admin: Caller) -> None:
    created(admin, kind="email", email="in@sandbox.test")
    body = {"name": "Again", "channel": {"type": "email", "email": "in@sandbox.test"}}
    refused = admin.ask("POST", "/inboxes", body)
    assert refused.json == {"message": "Email has already been taken", "attributes": ["email"]}


def test_a_website_has_known_features_only(admin: Caller) -> None:
    path = f"/inboxes/{created(admin, kind='web_widget', website_url='sandbox.test')['id']}"
    channel = {"selected_feature_flags": ["emoji_picker"], "reply_time": "in_a_day"}
    changed = admin.patch(path, {"channel": channel})
    assert (changed["selected_feature_flags"], changed["reply_time"]) == (["emoji_picker"], "in_a_day")
    assert changed["website_token"] in changed["web_widget_script"]
    assert admin.ask("PATCH", path, {"channel": {"selected_feature_flags": ["moon"]}}).status == 500


def test_members_are_added_replaced_and_removed(server: Sandbox, admin: Caller) -> None:
    ada, bo = server.create_agent("Ada"), server.create_agent("Bo")

    def names(members: dict[str, Any]) -> list[str]:
        return [each["name"] for each in members["payload"]]

    body: dict[str, Any] = {"inbox_id": 1, "user_ids": [ada.id]}
    assert names(admin.post("/inbox_members", body)) == names(admin.post("/inbox_members", body)) == ["Ada"]
    assert names(admin.patch("/inbox_members", {**body, "user_ids": [bo.id, 1]})) == ["Sandbox Agent", "Bo"]
    admin.delete("/inbox_members", {**body, "user_ids": [1]})
    assert names(admin.get("/inbox_members/1")) == ["Bo"]
    assert names(admin.get("/inboxes/1/assignable_agents")) == ["Sandbox Agent", "Bo"]
    assert names(admin.get(f"/assignable_agents?inbox_ids[]=1&inbox_ids[]={created(admin)['id']}")) == ["Sandbox Agent"]


def test_a_bot_serves_an_inbox_until_it_is_taken_off(server: Sandbox, admin: Caller) -> None:
    bot = server.create_agent_bot("Beep")
    assert admin.get("/inboxes/1/agent_bot") == {}
    admin.post("/inboxes/1/set_agent_bot", {"agent_bot": bot.id})
    assert admin.get("/inboxes/1/agent_bot")["agent_bot"]["access_token"]["token"] == bot.access_token
    admin.post("/inboxes/1/set_agent_bot", {"agent_bot": None})
    assert admin.get("/inboxes/1/agent_bot") == {}


def test_a_deleted_inbox_takes_its_conversations_with_it(admin: Caller) -> None:
    inbox = created(admin)["id"]
    contact = admin.post("/contacts", {"name": "Carla", "inbox_id": inbox})["payload"]["contact"]["id"]
    admin.post("/conversations", {"inbox_id": inbox, "contact_id": contact})
    admin.delete(f"/inboxes/{inbox}")
    assert admin.ask("GET", f"/inboxes/{inbox}").status == 404
    assert admin.get("/conversations")["data"]["payload"] == []
    assert admin.get(f"/contacts/{contact}")["payload"]["contact_inboxes"] == []


def test_a_secret_is_reset(admin: Caller) -> None:
    inbox = created(admin)
    assert admin.post(f"/inboxes/{inbox['id']}/reset_secret")["secret"] != inbox["secret"]
