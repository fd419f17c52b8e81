"""The widget's configuration in the sandbox: each test states what a page that shows the widget relies on."""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest
from office import Answer, Caller

from chatwoot_client.sandbox import Sandbox

WEBSITE = {
    "name": "Web",
    "channel": {"type": "web_widget", "website_url": "https://example.test", "welcome_title": "Hello", "locale": "en"},
}


@pytest.fixture
def inbox(server: Sandbox) -> Any:
    return Caller(server, server.user_token).post("/inboxes", WEBSITE)


def configuration(server: Sandbox, token: str, visitor: str | None = None) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    headers = {"Content-Type": "application/json"} | ({"X-Auth-Token": visitor} if visitor else {})
    try:
        connection.request("POST", "/api/v1/widget/config", json.dumps({"website_token": token}), headers)
        response = connection.getresponse()
        return Answer(response.status, response.getheader("Content-Type"), response.read().decode())
    finally:
        connection.close()


def test_the_configuration_is_that_of_the_inbox(server: Sandbox, inbox: Any) -> None:
    found = configuration(server, inbox["website_token"]).json["website_channel_config"]
    assert (found["website_name"], found["welcome_title"], found["locale"]) == ("Web", "Hello", "en")
    assert found["widget_color"] == inbox["widget_color"]
    assert found["api_host"] == server.url
    assert {"name": "Deutsch (de)", "iso_639_1_code": "de"} in found["enabled_languages"]
    assert len(found["working_hours"]) == 7


def test_a_visitor_is_a_contact_who_is_known_again_by_its_token(server: Sandbox, inbox: Any) -> None:
    first = configuration(server, inbox["website_token"]).json
    again = configuration(server, inbox["website_token"], first["website_channel_config"]["auth_token"]).json
    other = configuration(server, inbox["website_token"]).json
    assert first["contact"]["id"] == again["contact"]["id"] != other["contact"]["id"]
    assert first["contact"]["pubsub_token"] == again["contact"]["pubsub_token"]


@pytest.mark.parametrize("visitor", ["nonsense", "a.b.c", "e30=.e30=.x"])
def test_a_token_that_is_nobodys_makes_a_new_contact(server: Sandbox, inbox: Any, visitor: str) -> None:
    assert configuration(server, inbox["website_token"], visitor).status == 200


def test_no_website_has_an_unknown_token(server: Sandbox, inbox: Any) -> None:
    for token in ("nobody", ""):
        assert configuration(server, token).status == 404
