"""The sandbox's integrations: each test states what a program that connects services relies on."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from office import Caller

import chatwoot_client
from chatwoot_client import IntegrationsApi
from chatwoot_client.sandbox import Sandbox

INBOX = 1
DIALOGFLOW = {"app_id": "dialogflow", "settings": {"project_id": "p", "credentials": {"private_key": "secret"}}}


def app(caller: Caller, name: str) -> Any:
    return caller.get(f"/integrations/apps/{name}")


def test_an_app_is_enabled_by_its_first_hook(
    server: Sandbox, client_for: Callable[..., chatwoot_client.ApiClient]
) -> None:
    integrations = IntegrationsApi(client_for(server, api_key={"api_access_token": server.user_token}))
    apps = {each.id: each for each in integrations.get_details_of_all_integrations(1).payload}
    assert (apps["dialogflow"].enabled, apps["dialogflow"].hooks) == (False, [])

    hook = integrations.create_an_integration_hook({**DIALOGFLOW, "inbox_id": INBOX}, 1)
    found = integrations.get_integration_app(1, "dialogflow")
    assert (found.enabled, [each.id for each in found.hooks]) == (True, [hook.id])

    integrations.delete_an_integration_hook(1, hook.id)
    assert integrations.get_integration_app(1, "dialogflow").hooks == []


def test_a_hook_shows_no_secrets_and_nobody_but_administrators_its_settings(server: Sandbox, admin: Caller) -> None:
    hook = admin.held("POST", "/integrations/hooks", {**DIALOGFLOW, "inbox_id": INBOX})
    assert hook["settings"] == {"project_id": "p"}

    grace = Caller(server, server.create_agent("Grace").access_token)
    assert "settings" not in app(grace, "dialogflow")["hooks"][0]
    assert "settings_form_schema" not in app(grace, "dialogflow")


def test_a_hook_is_switched_off_and_on(admin: Caller) -> None:
    path = f"/integrations/hooks/{admin.post('/integrations/hooks', {**DIALOGFLOW, 'inbox_id': INBOX})['id']}"
    assert admin.held("PATCH", path, {"status": 0})["status"] is False
    assert admin.held("PATCH", path, {"status": "enabled"})["status"] is True


@pytest.mark.parametrize(
    ("hook", "words"),
    [
        (DIALOGFLOW, "Inbox can't be blank"),
        ({**DIALOGFLOW, "inbox_id": INBOX, "settings": {"x": 1}}, "Settings : Invalid settings data"),
        (
            {"app_id": "openai", "settings": {"wrong": True}},
            "Settings : Invalid settings data, OpenAI API key is invalid or revoked. "
            "Please check your key in your OpenAI dashboard.",
        ),
    ],
)
def test_a_hook_needs_what_its_app_asks_for(admin: Caller, hook: dict[str, Any], words: str) -> None:
    refused = admin.ask("POST", "/integrations/hooks", hook)
    assert (refused.status, refused.json["message"]) == (422, words)


def test_an_app_that_takes_one_hook_takes_no_second(admin: Caller) -> None:
    hook = {"app_id": "google_translate", "settings": {"project_id": "p", "credentials": {}}}
    admin.post("/integrations/hooks", hook)
    refused = admin.ask("POST", "/integrations/hooks", hook)
    assert (refused.status, refused.json["attributes"]) == (422, ["app_id"])


def test_without_a_service_a_message_has_no_translation(admin: Caller) -> None:
    contact = admin.post("/contacts", {"name": "Ada", "inbox_id": INBOX})["payload"]["contact"]["id"]
    conversation = admin.post("/conversations", {"inbox_id": INBOX, "contact_id": contact})["id"]
    message = admin.post(f"/conversations/{conversation}/messages", {"content": "Hello"})["id"]
    path = f"/conversations/{conversation}/messages/{message}/translate"
    assert admin.post(path, {"target_language": "de"}) == {"content": None}


def test_hooks_are_for_administrators(server: Sandbox) -> None:
    grace = Caller(server, server.create_agent("Grace").access_token)
    assert grace.ask("POST", "/integrations/hooks", DIALOGFLOW).status == 401
