"""The sandbox's application API: who may call what, and what it refuses, as it was recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from office import PNG, Caller
from recorded import EXCHANGES, Exchange

from chatwoot_client.sandbox import Sandbox

SERVED = re.compile(
    r"/api/v1/accounts/{\w+}/"
    r"(contacts|conversations|inboxes|inbox_members|actions/contact_merge|contact_inboxes|upload|bulk_actions|search)\b"
)
UNSERVED = (
    "inbox-update-layout-of-api",
    "assignment-policy-of-inbox-none",
    "inbox-csat-template",
)
REFUSALS = [
    exchange
    for exchange in EXCHANGES
    if exchange["status"] >= 400 and SERVED.match(exchange["template"]) and exchange["name"] not in UNSERVED
]
#: Where the recorder had more records than are made here.
PLACES = {"/conversations/45/": "/conversations/2/", "/inboxes/10": "/inboxes/2", "/inboxes/6": "/inboxes/1"}


@pytest.fixture(scope="module")
def callers() -> Iterator[dict[str, Caller]]:
    """An account with an API inbox, a website inbox, and a conversation of one contact in each."""
    with Sandbox() as server:
        administrator = Caller(server, server.user_token)
        website = {"type": "web_widget", "website_url": "recorder.test"}
        administrator.post("/inboxes", {"name": "Website", "channel": website})
        for number in range(3, 6):
            administrator.post("/inboxes", {"name": f"Spare {number}", "channel": {"type": "api"}})
        contact = {"name": "Carla", "email": "carla.one@recorder.test", "inbox_id": 1}
        administrator.post("/contacts", contact)
        for inbox_id in (1, 2):
            administrator.post("/conversations", {"inbox_id": inbox_id, "contact_id": 1})
        Caller(server, server.platform_token).ask("POST", "/platform/api/v1/accounts", {"name": "Elsewhere"})
        yield {
            "<user-token>": administrator,
            "<agent-token>": Caller(server, server.create_agent("Ada").access_token),
            "<bot-token>": Caller(server, server.create_agent_bot("Beep").access_token),
            "": Caller(server, None),
        }


@pytest.mark.parametrize("exchange", REFUSALS, ids=lambda exchange: exchange["name"])
def test_what_was_recorded_to_be_refused_is_refused_in_the_same_words(
    exchange: Exchange, callers: dict[str, Caller]
) -> None:
    caller = callers[dict(exchange["headers"]).get("api_access_token", "")]
    path = exchange["path"]
    for recorded, here in PLACES.items():
        path = path.replace(recorded, here)
    if exchange["query"]:
        path += "?" + urlencode([tuple(pair) for pair in exchange["query"]])
    answer = caller.ask(exchange["method"], path, _expanded(exchange["body"]))
    assert answer == (exchange["status"], exchange["content_type"], exchange["answer"] or "")


def _expanded(body: Any) -> Any:
    if isinstance(body, dict) and "$repeat" in body:
        text, times = body["$repeat"]
        return text * times
    return {name: _expanded(value) for name, value in body.items()} if isinstance(body, dict) else body


def test_every_answer_is_shaped_as_recorded(server: Sandbox) -> None:
    someone = Caller(server, server.user_token)
    someone.ask("PUT", "/api/v1/profile", {"profile": {"phone_number": "+14155550100"}})
    held = someone.held
    bot = server.create_agent_bot("Beep")

    contact = {
        "name": "Carla",
        "email": "carla@sandbox.test",
        "phone_number": "+14155550111",
        "identifier": "carla",
        "inbox_id": 1,
        "custom_attributes": {"tier": "gold"},
    }
    held("POST", "/contacts", contact)
    held("GET", "/contacts/1")
    held("PUT", "/contacts/1", {"name": "Carla C."})
    held("GET", "/contacts")
    held("GET", "/contacts?include_contact_inboxes=false")
    held("GET", "/contacts/search?q=carla")
    held("GET", "/contacts/search")
    held("POST", "/contacts/filter", {"payload": []})
    held("GET", "/contacts/active")
    held("POST", "/contacts/1/labels", {"labels": ["vip"]})
    held("GET", "/contacts/1/labels")
    held("POST", "/contacts/1/contact_inboxes", {"inbox_id": 1})
    held("GET", "/contacts/1/contactable_inboxes")
    held("POST", "/contacts/1/notes", {"content": "Called back"})
    held("GET", "/contacts/1/notes")
    held("GET", "/contacts/1/notes/1")
    held("PATCH", "/contacts/1/notes/1", {"content": "Twice"})
    held("POST", "/contacts/1/destroy_custom_attributes", {"custom_attributes": ["tier"]})
    held("DELETE", "/contacts/1/avatar")

    held("POST", "/conversations", {"inbox_id": 1, "contact_id": 1, "message": {"content": "First words"}})
    held("GET", "/conversations/1")
    held("GET", "/conversations")
    held("GET", "/conversations/meta")
    held("POST", "/conversations/filter", {"payload": []})
    held("GET", "/conversations/search?q=First")
    held("GET", "/contacts/1/conversations")
    held("PATCH", "/conversations/1", {"priority": "high"})
    held("POST", "/conversations/1/labels", {"labels": ["urgent"]})
    held("GET", "/conversations/1/labels")
    held("POST", "/conversations/1/custom_attributes", {"custom_attributes": {"order": "A-1"}})
    held("POST", "/conversations/1/assignments", {"assignee_id": 1})
    held("GET", "/conversations/1/participants")
    held("POST", "/conversations/1/toggle_status", {"status": "resolved"})
    held("POST", "/conversations/1/toggle_status", {"status": "open"})
    held("GET", "/conversations/1/reporting_events")
    held("GET", "/conversations/1/draft_messages")
    held("POST", "/conversations/1/update_last_seen")
    held("POST", "/conversations/1/unread")

    message = held("POST", "/conversations/1/messages", {"content": "Echo", "echo_id": "e-1"})
    held("POST", "/conversations/1/messages", {"content": "Hello", "message_type": "incoming"})
    someone.upload("/conversations/1/messages", [("attachments[]", "dot.png", "image/png", PNG)])
    held("GET", "/conversations/1/messages")
    held("PATCH", f"/conversations/1/messages/{message['id']}", {"status": "delivered"})
    held("DELETE", f"/conversations/1/messages/{message['id']}")
    held("GET", "/conversations/1/attachments")
    held("GET", "/contacts/1/attachments")

    held("GET", "/inboxes")
    for channel in (
        {"type": "api"},
        {"type": "web_widget", "website_url": "sandbox.test"},
        {"type": "email", "email": "in@sandbox.test"},
    ):
        inbox = held("POST", "/inboxes", {"name": channel["type"], "channel": channel})["id"]
        held("GET", f"/inboxes/{inbox}")
        held("PATCH", f"/inboxes/{inbox}", {"csat_survey_enabled": True, "csat_config": {"message": "How was it?"}})
    held("POST", "/inbox_members", {"inbox_id": 1, "user_ids": [1]})
    held("PATCH", "/inbox_members", {"inbox_id": 1, "user_ids": [1]})
    held("GET", "/inbox_members/1")
    held("GET", "/inboxes/1/agent_bot")
    someone.post("/inboxes/1/set_agent_bot", {"agent_bot": bot.id})
    held("GET", "/inboxes/1/agent_bot")
    held("GET", "/inboxes/1/assignable_agents")
    someone.patch("/inboxes/1", {"csat_config": {"message": "How was it?"}})
    held("POST", "/inboxes/1/reset_secret")
    held("DELETE", "/inboxes/1")
    base, mergee = (someone.post("/contacts", {"name": name})["payload"]["contact"]["id"] for name in "ab")
    held("POST", "/actions/contact_merge", {"base_contact_id": base, "mergee_contact_id": mergee})


def test_an_agent_sees_the_conversations_of_its_inboxes_and_teams_alone(server: Sandbox) -> None:
    administrator, ada = Caller(server, server.user_token), server.create_agent("Ada")
    agent = Caller(server, ada.access_token)
    contact = administrator.post("/contacts", {"name": "Carla", "inbox_id": 1})["payload"]["contact"]
    conversation = administrator.post("/conversations", {"inbox_id": 1, "contact_id": contact["id"]})
    path = f"/conversations/{conversation['id']}"

    refused = agent.ask("GET", path)
    assert (refused.status, refused.json) == (401, {"error": "You are not authorized to do this action"})
    assert agent.get("/conversations")["data"]["meta"]["all_count"] == 0
    assert agent.get("/inboxes") == {"payload": []}

    team = administrator.post("/teams", {"name": "support"})
    administrator.post(f"/teams/{team['id']}/team_members", {"user_ids": [ada.id]})
    administrator.post(f"{path}/assignments", {"team_id": team["id"]})
    assert agent.get(path)["meta"]["team"]["is_member"] is True
    assert agent.get("/conversations")["data"]["meta"]["all_count"] == 0

    administrator.post("/inbox_members", {"inbox_id": 1, "user_ids": [ada.id]})
    assert agent.get("/conversations")["data"]["meta"]["all_count"] == 1
    assert [inbox["id"] for inbox in agent.get("/inboxes")["payload"]] == [1]
    assert "hmac_token" in administrator.get("/inboxes/1")
    assert "hmac_token" not in agent.ask("GET", "/inboxes/1").json


def test_a_bot_may_write_and_hand_over_but_not_read(server: Sandbox) -> None:
    bot = server.create_agent_bot("Beep")
    inbox = server.create_inbox("With a bot", agent_bot=bot)
    beep, administrator = Caller(server, bot.access_token), Caller(server, server.user_token)
    contact = administrator.post("/contacts", {"name": "Carla", "inbox_id": inbox.id})["payload"]["contact"]
    conversation = beep.post("/conversations", {"inbox_id": inbox.id, "contact_id": contact["id"]})
    assert (conversation["status"], conversation["meta"]["assignee_type"]) == ("pending", "AgentBot")
    path = f"/conversations/{conversation['id']}"
    assert beep.post(f"{path}/messages", {"content": "Hello human"})["sender"]["type"] == "agent_bot"
    assert beep.ask("GET", f"{path}/messages").status == 401
    assert beep.ask("POST", f"{path}/mute").status == 401
    assert beep.post(f"{path}/labels", {"labels": ["new"]}) == beep.get(f"{path}/labels") == {"payload": ["new"]}
    opened = beep.post(f"{path}/toggle_status", {"status": "open"})["payload"]
    assert (opened["current_status"], opened["success"]) == ("open", None)


def test_what_is_not_served_says_so(server: Sandbox) -> None:
    administrator = Caller(server, server.user_token)
    answer = administrator.ask("GET", "/captain/documents")
    assert answer.status == 501
    assert "GET /api/v1/accounts/1/captain/documents" in answer.json["error"]
    assert administrator.ask("DELETE", "/labels").json == {"status": 404, "error": "Not Found"}


def test_a_search_finds_the_latest_of_each_kind(server: Sandbox) -> None:
    someone = Caller(server, server.user_token)
    contact = {"name": "Carla", "email": "carla@sandbox.test", "inbox_id": 1}
    carla = someone.post("/contacts", contact)["payload"]["contact"]["id"]
    someone.post("/contacts", {"name": "Carlo, of whom nothing else is known"})
    conversation = someone.post("/conversations", {"inbox_id": 1, "contact_id": carla})["id"]
    for number in range(16):
        message = {"content": f"Question {number}", "message_type": "incoming"}
        someone.post(f"/conversations/{conversation}/messages", message)
    found = someone.held("GET", "/search?q=question")["payload"]
    assert [message["content"] for message in found["messages"]] == [f"Question {each}" for each in range(15, 0, -1)]
    (left,) = someone.held("GET", "/search/messages?q=question&page=2")["payload"]["messages"]
    assert left["content"] == "Question 0"
    assert [each["id"] for each in someone.get("/search/contacts?q=CARL")["payload"]["contacts"]] == [carla]
    (about,) = someone.get("/search/conversations?q=carla")["payload"]["conversations"]
    assert (about["id"], about["contact"]["name"], about["message"]["content"]) == (1, "Carla", "Question 0")
    assert someone.get("/search/articles?q=carla") == {"payload": {"articles": []}}
    agent = Caller(server, server.create_agent("Ada").access_token)
    assert agent.get("/search/messages?q=question") == {"payload": {"messages": []}}


def test_jobs_are_taken_and_change_nothing(server: Sandbox) -> None:
    someone = Caller(server, server.user_token)
    contact = someone.post("/contacts", {"name": "Carla", "inbox_id": 1})["payload"]["contact"]["id"]
    path = f"/conversations/{someone.post('/conversations', {'inbox_id': 1, 'contact_id': contact})['id']}"
    someone.upload("/contacts/import", [("import_file", "contacts.csv", "text/csv", b"name,email")])
    assert someone.post("/contacts/export", {"column_names": ["name"]}) is None
    assert someone.post(f"{path}/transcript", {"email": "carla@sandbox.test"}) is None
    assert someone.held("GET", f"{path}/inbox_assistant") == {"assistant": None}
    agent = Caller(server, server.create_agent("Ada").access_token)
    assert agent.ask("POST", "/contacts/export").status == 401


def test_contacts_of_another_account_use_the_public_api_too(server: Sandbox) -> None:
    platform = Caller(server, server.platform_token)
    account = platform.ask("POST", "/platform/api/v1/accounts", {"name": "Elsewhere"}).json["id"]
    user = platform.ask(
        "POST", "/platform/api/v1/users", {"name": "Sam", "email": "sam@sandbox.test", "password": "Secret-1!"}
    ).json
    place = {"user_id": user["id"], "role": "administrator"}
    platform.ask("POST", f"/platform/api/v1/accounts/{account}/account_users", place)
    sam = Caller(server, user["access_token"])
    home = f"/api/v1/accounts/{account}"
    identifier = sam.post(f"{home}/inboxes", {"name": "Far", "channel": {"type": "api"}})["inbox_identifier"]
    public = f"/public/api/v1/inboxes/{identifier}/contacts"
    source_id = sam.post(public, {"name": "Una", "email": "una@sandbox.test"})["source_id"]
    conversation = sam.ask("POST", f"{public}/{source_id}/conversations", {}).json["id"]
    sam.ask("POST", f"{public}/{source_id}/conversations/{conversation}/messages", {"content": "Hello"})
    assert [each["name"] for each in sam.get(f"{home}/contacts")["payload"]] == ["Una"]
    assert sam.get(f"{home}/conversations")["data"]["payload"][0]["messages"][0]["account_id"] == account
    assert Caller(server, server.user_token).get("/contacts")["payload"] == []
