"""The visitors of a website in the sandbox: each test states what a program that speaks for the widget relies on."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from typing import Any

import pytest
from office import Answer, Caller

from chatwoot_client.sandbox import Sandbox

WEBSITE = {"name": "Web", "channel": {"type": "web_widget", "website_url": "https://example.test"}}


class Visitor:
    """Whoever got the widget's configuration."""

    def __init__(self, server: Sandbox, website_token: str) -> None:
        self.server, self.website_token = server, website_token
        self.token = ""
        configuration = self.post("/config", {})
        self.token = configuration["website_channel_config"]["auth_token"]
        self.id = configuration["contact"]["id"]

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        headers = {"Content-Type": "application/json", "X-Auth-Token": self.token}
        try:
            path = f"/api/v1/widget{path}?website_token={self.website_token}"
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            return Answer(response.status, response.getheader("Content-Type"), response.read().decode())
        finally:
            connection.close()

    def _done(self, answer: Answer) -> Any:
        assert answer.status in (200, 204), answer
        return answer.json if answer.body else None

    def get(self, path: str) -> Any:
        return self._done(self.ask("GET", path))

    def post(self, path: str, body: Any = None) -> Any:
        return self._done(self.ask("POST", path, body))

    def patch(self, path: str, body: Any) -> Any:
        return self._done(self.ask("PATCH", path, body))

    def begin(self, content: str = "Hello") -> int:
        return int(self.post("/conversations", {"message": {"content": content}})["id"])

    def reads(self) -> list[Any]:
        return [each["content"] for each in self.get("/messages")["payload"]]


@pytest.fixture
def inbox(admin: Caller) -> Any:
    return admin.post("/inboxes", WEBSITE)


@pytest.fixture
def visitor(server: Sandbox, inbox: Any) -> Visitor:
    return Visitor(server, inbox["website_token"])


def test_a_visitor_writes_and_reads_what_agents_answer(server: Sandbox, admin: Caller, visitor: Visitor) -> None:
    assert visitor.get("/conversations") == {}
    conversation = visitor.begin()
    server.reply(conversation, "Hello too")
    server.reply(conversation, "A note", private=True)
    sent = visitor.post("/messages", {"message": {"content": "A question"}})
    assert (sent["conversation_id"], sent["message_type"], sent["sender"]["id"]) == (conversation, 0, visitor.id)

    assert visitor.reads() == ["Hello", "Hello too", "A question"]
    assert admin.get(f"/conversations/{conversation}")["meta"]["sender"]["id"] == visitor.id


def test_the_first_message_begins_a_conversation_and_the_next_go_on(visitor: Visitor) -> None:
    first, second = (visitor.post("/messages", {"message": {"content": word}}) for word in ("one", "two"))
    assert first["conversation_id"] == second["conversation_id"]
    assert visitor.reads() == ["one", "two"]


def test_a_visitor_says_who_it_is_when_a_conversation_begins(admin: Caller, visitor: Visitor) -> None:
    begun = {"message": {"content": "Hi"}, "contact": {"name": "Vera", "email": "vera@example.test"}}
    assert visitor.post("/conversations", begun)["contact"]["name"] == "Vera"
    assert admin.get(f"/contacts/{visitor.id}")["payload"]["email"] == "vera@example.test"


def test_a_visitor_is_told_apart_by_what_is_known_of_it(visitor: Visitor) -> None:
    assert visitor.get("/contact")["has_email"] is False
    assert visitor.patch("/contact", {"email": "vera@example.test"})["has_email"] is True


def test_a_user_of_the_website_proves_its_identifier(admin: Caller, inbox: Any, visitor: Visitor) -> None:
    wrong = visitor.ask("PATCH", "/contact/set_user", {"identifier": "vera", "identifier_hash": "wrong"})
    assert (wrong.status, wrong.json) == (401, {"error": "HMAC failed: Invalid Identifier Hash Provided"})

    secret = admin.get(f"/inboxes/{inbox['id']}")["hmac_token"]
    proof = hmac.new(secret.encode(), b"vera", hashlib.sha256).hexdigest()
    visitor.patch("/contact/set_user", {"identifier": "vera", "identifier_hash": proof, "name": "Vera"})
    assert visitor.get("/contact")["identifier"] == "vera"
    assert admin.get(f"/contacts/{visitor.id}")["payload"]["name"] == "Vera"


def test_a_known_user_is_the_same_contact_in_another_browser(server: Sandbox, inbox: Any, visitor: Visitor) -> None:
    visitor.patch("/contact/set_user", {"identifier": "vera"})
    other = Visitor(server, inbox["website_token"])
    assert other.id != visitor.id
    assert other.patch("/contact/set_user", {"identifier": "vera"})["id"] == visitor.id


def test_another_user_in_the_same_browser_is_another_contact(visitor: Visitor) -> None:
    visitor.patch("/contact/set_user", {"identifier": "vera"})
    other = visitor.patch("/contact/set_user", {"identifier": "otto"})
    assert other["id"] != visitor.id
    visitor.token = other["widget_auth_token"]
    assert visitor.get("/contact")["identifier"] == "otto"


def test_a_visitor_ends_its_conversation(admin: Caller, visitor: Visitor) -> None:
    conversation = visitor.begin()
    visitor.get("/conversations/toggle_status")
    assert visitor.get("/conversations")["status"] == "resolved"
    assert admin.get(f"/conversations/{conversation}")["status"] == "resolved"


def test_a_conversation_has_the_attributes_and_labels_that_the_page_gave_it(admin: Caller, visitor: Visitor) -> None:
    admin.post("/labels", {"title": "vip"})
    conversation = visitor.begin()
    visitor.post("/conversations/set_custom_attributes", {"custom_attributes": {"cart": 3, "plan": "free"}})
    visitor.post("/conversations/destroy_custom_attributes", {"custom_attribute": ["plan"]})
    visitor.post("/labels", {"label": "vip"})
    visitor.post("/labels", {"label": "unknown"})

    found = admin.get(f"/conversations/{conversation}")
    assert (found["custom_attributes"], found["labels"]) == ({"cart": 3}, ["vip"])
    visitor.ask("DELETE", "/labels/vip")
    assert admin.get(f"/conversations/{conversation}/labels")["payload"] == []


def test_a_visitor_answers_a_survey(server: Sandbox, admin: Caller, visitor: Visitor) -> None:
    conversation = visitor.begin()
    survey = server.reply(conversation, "How did we do?", content_type="input_csat")
    answer = {"submitted_values": {"csat_survey_response": {"rating": 5}}}
    visitor.patch(f"/messages/{survey.id}", {"message": answer})
    assert [each["rating"] for each in admin.get("/csat_survey_responses")] == [5]


def test_the_widget_shows_who_is_there_and_the_campaigns_that_are_on(
    server: Sandbox, admin: Caller, inbox: Any, visitor: Visitor
) -> None:
    grace = server.create_agent("Grace")
    admin.post("/inbox_members", {"inbox_id": inbox["id"], "user_ids": [grace.id]})
    campaign = {"title": "T", "message": "May I help?", "inbox_id": inbox["id"]}
    for is_on in (True, False):
        rules = {"url": "https://example.test"}
        admin.post("/campaigns", {**campaign, "trigger_rules": rules, "enabled": is_on})
    assert [each["name"] for each in visitor.get("/inbox_members")["payload"]] == ["Grace"]
    assert [each["id"] for each in visitor.get("/campaigns")] == [1]


def test_what_the_widget_tells_only_is_taken(visitor: Visitor) -> None:
    assert visitor.ask("POST", "/events", {"name": "webwidget.triggered"}).status == 204
    visitor.begin()
    for path in ("toggle_typing", "update_last_seen"):
        assert visitor.ask("POST", f"/conversations/{path}", {"typing_status": "on"}).status == 200


def test_nobody_without_a_token_is_a_visitor(visitor: Visitor) -> None:
    visitor.token = "nobody"
    for path in ("/messages", "/conversations", "/contact"):
        assert visitor.ask("GET", path).status == 404
