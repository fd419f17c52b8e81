"""The sandbox's settings of an account and its people: each test states a rule of Chatwoot's application API."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any, Callable

import pytest
from recorded import EXCHANGES
from resending import BY_NAME, Sender
from shapes import assert_shaped_as_recorded

import chatwoot_client
from chatwoot_client.exceptions import NotFoundException, UnauthorizedException, UnprocessableEntityException
from chatwoot_client.sandbox import Sandbox, User

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SERVED = tuple(
    f"/api/v1/accounts/{{account_id}}{path}"
    for path in (
        "",
        "/labels",
        "/teams",
        "/canned_responses",
        "/custom_attribute_definitions",
        "/custom_filters",
        "/webhooks",
        "/agent_bots",
        "/agents",
        "/automation_rules",
    )
)


@pytest.fixture
def ada(server: Sandbox) -> User:
    return server.create_agent("Ada Agent", "Ada")


@pytest.fixture
def client(server: Sandbox, client_for: Callable[..., chatwoot_client.ApiClient]) -> chatwoot_client.ApiClient:
    return client_for(server, api_key={"api_access_token": server.user_token})


@pytest.fixture
def agents_client(
    server: Sandbox, ada: User, client_for: Callable[..., chatwoot_client.ApiClient]
) -> chatwoot_client.ApiClient:
    return client_for(server, api_key={"api_access_token": ada.access_token})


@pytest.fixture
def sender(server: Sandbox) -> Sender:
    return Sender(server)


# Errors


def recorded_errors() -> Iterator[str]:
    for exchange in EXCHANGES:
        collection = exchange["template"].replace("/{id}", "").replace("/{team_id}", "").replace("/team_members", "")
        if exchange["status"] >= 400 and (collection in SERVED or exchange["template"] == "/api/v1/profile"):
            yield exchange["name"]


@pytest.fixture(scope="module")
def prepared() -> Iterator[Sender]:
    with Sandbox() as server:
        sender = Sender(server)
        sender.prepare()
        yield sender


@pytest.mark.parametrize("name", list(recorded_errors()))
def test_what_a_server_refuses_is_refused_in_its_words(prepared: Sender, name: str) -> None:
    if name.endswith("-delete-again"):
        prepared.send(name)
    answer = prepared.send(name)
    assert (answer.status, answer.body) == (BY_NAME[name]["status"], BY_NAME[name]["answer"] or "")


# Labels, and what all settings have in common


def test_a_label_is_listed_shown_changed_and_deleted(client: chatwoot_client.ApiClient, sender: Sender) -> None:
    labels = chatwoot_client.LabelsApi(client)
    made = labels.create_a_label({"title": "Billing-one", "color": "#f44336", "show_on_sidebar": True}, 1)
    assert made.to_dict() == {
        "id": 1,
        "title": "billing-one",
        "description": None,
        "color": "#f44336",
        "show_on_sidebar": True,
    }
    changed = labels.update_a_label({"color": "#00ff00"}, 1, 1)
    assert (changed.title, changed.color, changed.show_on_sidebar) == ("billing-one", "#00ff00", True)
    labels.create_a_label({"title": "apples"}, 1)
    listed = labels.list_all_labels(1)
    assert [label.title for label in listed.payload] == ["apples", "billing-one"]
    for operation, data in (("create-a-label", made), ("update-a-label", changed), ("list-all-labels", listed)):
        assert_shaped_as_recorded(operation, data.to_dict())
    deleted = sender.call("DELETE", "/api/v1/accounts/1/labels/1")
    assert (deleted.status, deleted.body) == (200, "")
    with pytest.raises(NotFoundException):
        labels.get_details_of_a_single_label(1, 1)


def test_a_body_may_be_flat_or_nested_but_a_form_is_nested(server: Sandbox, sender: Sender) -> None:
    path, token = "/api/v1/accounts/1/labels", {"Api-Access-Token": server.user_token}
    assert sender.call("POST", path, {"title": "flat"}).json["title"] == "flat"
    assert sender.call("POST", path, {"label": {"title": "nested"}}).json["title"] == "nested"
    headers = {**token, "Content-Type": "application/x-www-form-urlencoded"}
    assert sender.request("POST", path, headers, b"label%5Btitle%5D=form").json["title"] == "form"
    assert sender.request("POST", path, headers, b"title=flat-form").json == {
        "error": "param is missing or the value is empty: label"
    }


@pytest.mark.parametrize(
    ("path", "body", "attribute", "limit"),
    [
        ("labels", {"title": "a" * 256}, "title", 255),
        ("teams", {"name": "a", "description": "a" * 20_001}, "description", 20_000),
        ("canned_responses", {"short_code": "x", "content": "a" * 20_001}, "content", 20_000),
        ("webhooks", {"url": "http://a.test/", "name": "a" * 256}, "name", 255),
        ("agent_bots", {"outgoing_url": "http://a.test/" + "a" * 2_048}, "outgoing_url", 2_048),
        ("agents", {"email": "a@a.test", "name": "a" * 256}, "name", 255),
    ],
)
def test_a_text_that_is_too_long_is_refused(
    sender: Sender, path: str, body: dict[str, str], attribute: str, limit: int
) -> None:
    answer = sender.call("POST", f"/api/v1/accounts/1/{path}", body)
    name = attribute.replace("_", " ").capitalize()
    message = f"{name} is too long (maximum is {limit} characters)"
    assert (answer.status, answer.json) == (422, {"message": message, "attributes": [attribute]})
    assert not sender.call("GET", f"/api/v1/accounts/1/{path}").body.count("aaaa")


def test_what_has_not_the_right_shape_counts_as_not_sent(sender: Sender) -> None:
    sent = {"name": "a", "description": {"a": 1}, "icon": [1], "allow_auto_assign": "false", "unknown": 1}
    team = sender.call("POST", "/api/v1/accounts/1/teams", sent).json
    assert (team["description"], team["icon"], team["allow_auto_assign"]) == (None, "", False)


def test_a_nul_character_breaks_the_server(sender: Sender) -> None:
    assert sender.call("POST", "/api/v1/accounts/1/teams", {"name": "a\0b"}).status == 500


def test_a_refused_change_changes_nothing(client: chatwoot_client.ApiClient) -> None:
    labels = chatwoot_client.LabelsApi(client)
    labels.create_a_label({"title": "money", "description": "before"}, 1)
    with pytest.raises(UnprocessableEntityException):
        labels.update_a_label({"title": "two words", "description": "after"}, 1, 1)
    assert labels.get_details_of_a_single_label(1, 1).description == "before"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("labels", {"title": "x1"}),
        ("teams", {"name": "x"}),
        ("webhooks", {"url": "http://a.test"}),
        ("agent_bots", {}),
        ("agents", {"email": "a@a.test"}),
        ("custom_attribute_definitions", {"attribute_display_name": "a", "attribute_key": "a"}),
        ("dashboard_apps", {"title": "a", "content": [{"type": "frame", "url": "https://a.test"}]}),
        ("automation_rules", {"name": "a", "conditions": [], "actions": []}),
    ],
)
def test_agents_may_not_make_what_administrators_make(
    sender: Sender, ada: User, path: str, body: dict[str, Any]
) -> None:
    refused = sender.call("POST", f"/api/v1/accounts/1/{path}", body, token=ada.access_token)
    assert (refused.status, refused.json) == (401, {"error": "You are not authorized to do this action"})
    assert sender.call("POST", f"/api/v1/accounts/1/{path}", body).status == 200


def test_a_deleted_label_leaves_its_conversations(
    server: Sandbox, client: chatwoot_client.ApiClient, sender: Sender
) -> None:
    inbox = f"/public/api/v1/inboxes/{server.inbox.identifier}/contacts"
    source_id = sender.call("POST", inbox, {}).json["source_id"]
    conversation = sender.call("POST", f"{inbox}/{source_id}/conversations", {}).json["id"]
    labels = f"/api/v1/accounts/1/conversations/{conversation}/labels"
    chatwoot_client.LabelsApi(client).create_a_label({"title": "money"}, 1)
    sender.call("POST", labels, {"labels": ["money", "other"]})
    chatwoot_client.LabelsApi(client).delete_a_label(1, 1)
    assert sender.call("GET", labels).json == {"payload": ["other"]}


# Teams


def test_a_team_has_members_of_the_account(client: chatwoot_client.ApiClient, ada: User) -> None:
    teams = chatwoot_client.TeamsApi(client)
    made = teams.create_a_team({"name": " Support One "}, 1)
    assert (made.name, made.is_member) == ("support one", False)
    added = teams.add_new_agent_to_team({"user_ids": [1]}, 1, 1)
    assert teams.add_new_agent_to_team({"user_ids": [1]}, 1, 1) == []
    everybody = teams.update_agents_in_team({"user_ids": [1, ada.id]}, 1, 1)
    assert [agent.id for agent in everybody] == [1, ada.id] == [agent.id for agent in teams.get_team_members(1, 1)]
    listed = teams.list_all_teams(1)
    assert listed[0].is_member is True
    teams.delete_agent_in_team({"user_ids": [1]}, 1, 1)
    assert [agent.name for agent in teams.get_team_members(1, 1)] == ["Ada Agent"]
    assert_shaped_as_recorded("create-a-team", made.to_dict())
    assert_shaped_as_recorded("list-all-teams", [team.to_dict() for team in listed])
    assert_shaped_as_recorded("add-new-agent-to-team", [agent.to_dict() for agent in added])
    assert_shaped_as_recorded("update-agents-in-team", [agent.to_dict() for agent in everybody])


# Canned responses, custom attributes and filters


def test_canned_responses_are_for_every_agent_and_can_be_searched(agents_client: chatwoot_client.ApiClient) -> None:
    canned = chatwoot_client.CannedResponsesApi(agents_client)
    for code, content in (("bye", "See you"), ("hello", "Goodbye"), ("goodbye", "Farewell"), ("x", "y")):
        made = canned.add_new_canned_response_to_account({"short_code": code, "content": content}, 1)
        assert_shaped_as_recorded("add-new-canned-response-to-account", made.to_dict())
        assert made.created_at == made.updated_at
    found = canned.get_account_canned_response(1, search="BYE")
    assert [response.short_code for response in found] == ["bye", "goodbye", "hello"]
    changed = canned.update_canned_response_in_account({"content": "Later"}, 1, 1)
    assert list(changed.to_dict()) == ["account_id", "content", "short_code", "id", "created_at", "updated_at"]
    assert changed.updated_at > changed.created_at
    canned.delete_canned_response_from_account(1, 1)
    assert len(canned.get_account_canned_response(1)) == 3


def test_custom_attributes_are_asked_for_in_numbers_and_answered_in_words(client: chatwoot_client.ApiClient) -> None:
    attributes = chatwoot_client.CustomAttributesApi(client)
    body = {"attribute_display_name": "Why", "attribute_key": "why", "attribute_display_type": 6, "attribute_model": 1}
    made = attributes.add_new_custom_attribute_to_account({**body, "attribute_values": ["a", "b"]}, 1)
    assert (made.attribute_display_type, made.attribute_model) == ("list", "contact_attribute")
    assert_shaped_as_recorded("add-new-custom-attribute-to-account", made.to_dict())
    attributes.add_new_custom_attribute_to_account({**body, "attribute_model": 0}, 1)
    counts = [len(attributes.get_account_custom_attribute(1, model)) for model in (0, 1, 7)]
    assert (counts, len(attributes.get_account_custom_attribute(1))) == ([1, 1, 0], 2)


@pytest.mark.parametrize("path", ["custom_attribute_definitions", "custom_filters", "dashboard_apps"])
def test_some_deletions_answer_204(sender: Sender, path: str) -> None:
    body: dict[str, Any] = {"name": "a", "title": "a", "attribute_display_name": "a", "attribute_key": "a"}
    body["content"] = [{"type": "frame", "url": "https://a.test"}]
    made = sender.call("POST", f"/api/v1/accounts/1/{path}", body).json
    deleted = sender.call("DELETE", f"/api/v1/accounts/1/{path}/{made['id']}")
    assert (deleted.status, deleted.body) == (204, "")
    assert sender.call("GET", f"/api/v1/accounts/1/{path}").json == []


def test_a_filter_belongs_to_who_made_it(
    client: chatwoot_client.ApiClient, agents_client: chatwoot_client.ApiClient
) -> None:
    mine, adas = chatwoot_client.CustomFiltersApi(client), chatwoot_client.CustomFiltersApi(agents_client)
    made = mine.create_a_custom_filter({"name": "Open ones", "query": {"payload": []}}, 1)
    mine.create_a_custom_filter({"name": "People", "filter_type": "contact"}, 1)
    assert (made.filter_type, made.query) == ("conversation", {"payload": []})
    assert_shaped_as_recorded("create-a-custom-filter", made.to_dict())
    assert [each.name for each in mine.list_all_filters(1)] == ["Open ones"]
    assert [(each.name, each.query) for each in mine.list_all_filters(1, filter_type="contact")] == [("People", "{}")]
    assert adas.list_all_filters(1) == []
    with pytest.raises(NotFoundException):
        adas.get_details_of_a_single_custom_filter(1, made.id)


# Webhooks, rules, bots


def test_a_webhook_without_subscriptions_hears_of_the_usual_events(
    server: Sandbox, client: chatwoot_client.ApiClient
) -> None:
    webhooks = chatwoot_client.WebhooksApi(client)
    made = webhooks.create_a_webhook({"url": "https://a.test/hook", "inbox_id": server.inbox.id}, 1)
    assert_shaped_as_recorded("create-a-webhook", made.to_dict())
    webhook = made.to_dict()["payload"]["webhook"]
    assert (len(webhook["subscriptions"]), webhook["inbox"]["name"]) == (8, "Sandbox")
    webhooks.update_a_webhook({"subscriptions": ["contact_created"]}, 1, webhook["id"])
    listed = webhooks.list_all_webhooks(1).to_dict()
    assert_shaped_as_recorded("list-all-webhooks", listed)
    assert listed["payload"]["webhooks"] == [{**webhook, "subscriptions": ["contact_created"]}]
    webhooks.delete_a_webhook(1, webhook["id"])
    assert webhooks.list_all_webhooks(1).to_dict() == {"payload": {"webhooks": []}}


def test_a_rule_is_bare_when_made_and_wrapped_afterwards(sender: Sender) -> None:
    path = "/api/v1/accounts/1/automation_rules"
    made = sender.send("rule-create").json
    assert_shaped_as_recorded("add-new-automation-rule-to-account", made)
    changed = sender.call("PATCH", f"{path}/1", {"active": False}).json
    assert_shaped_as_recorded("update-automation-rule-in-account", changed)
    assert changed == {"payload": {**made, "active": False}}
    assert sender.call("POST", f"{path}/1/clone").json["payload"]["id"] == 2
    assert [rule["id"] for rule in sender.call("GET", path).json["payload"]] == [1, 2]


def test_macros_are_for_everybody_or_for_one(server: Sandbox, ada: User, sender: Sender) -> None:
    path = "/api/v1/accounts/1/macros"
    sender.call("PUT", "/api/v1/profile", {"profile": {"phone_number": "+14155550100"}})
    made = sender.send("macro-create").json
    sender.call("POST", path, {"name": "Mine", "actions": []})
    assert_shaped_as_recorded("POST /api/v1/accounts/{}/macros", made)
    assert_shaped_as_recorded("GET /api/v1/accounts/{}/macros", sender.call("GET", path).json)
    seen = sender.call("GET", path, token=ada.access_token).json["payload"]
    assert [macro["id"] for macro in seen] == [made["payload"]["id"]]
    assert sender.call("DELETE", f"{path}/1", token=ada.access_token).status == 401
    assert sender.send("macro-update").json["payload"]["visibility"] is None
    for name in ("macro-create-unknown-action", "macro-execute", "macro-delete", "macro-get-after-delete"):
        answer = sender.send(name)
        assert (answer.status, answer.body) == (BY_NAME[name]["status"], BY_NAME[name]["answer"] or "")


def test_only_administrators_see_the_secrets_of_bots(
    client: chatwoot_client.ApiClient, agents_client: chatwoot_client.ApiClient
) -> None:
    bots = chatwoot_client.AccountAgentBotsApi(client)
    made = bots.create_an_account_agent_bot({"name": "Bot", "bot_type": 0, "bot_config": {"mood": "good"}}, 1)
    assert_shaped_as_recorded("create-an-account-agent-bot", made.to_dict())
    (seen,) = chatwoot_client.AccountAgentBotsApi(agents_client).list_all_account_agent_bots(1)
    assert set(made.to_dict()) - set(seen.to_dict()) == {"access_token", "secret"}
    renewed = bots.reset_agent_bot_access_token(1, made.id)
    assert (renewed.access_token == made.access_token, renewed.secret == made.secret) == (False, True)
    assert bots.reset_agent_bot_secret(1, made.id).secret != made.secret


def test_an_avatar_can_be_fetched_until_it_is_removed(client: chatwoot_client.ApiClient, sender: Sender) -> None:
    bots = chatwoot_client.AccountAgentBotsApi(client)
    made = bots.create_an_account_agent_bot({"name": "Bot", "avatar": ("bot.png", PICTURE, "image/png")}, 1)
    picture = sender.request("GET", made.thumbnail.partition(sender.server.url)[2], {})
    assert picture.status == 302
    assert bots.delete_agent_bot_avatar(1, made.id).thumbnail == ""


def test_a_bot_may_do_nothing_with_settings(server: Sandbox, sender: Sender) -> None:
    bot = server.create_agent_bot("Bot")
    refused = sender.call("GET", "/api/v1/accounts/1/labels", token=bot.access_token)
    error = {"error": "Access to this endpoint is not authorized for bots"}
    assert (refused.status, refused.json) == (401, error)


# People


def test_agents_are_listed_by_name_with_their_availability(client: chatwoot_client.ApiClient) -> None:
    agents = chatwoot_client.AgentsApi(client)
    made = agents.add_new_agent_to_account({"email": "ZOE@a.test", "availability": "busy"}, 1)
    assert (made.name, made.email, made.confirmed, made.availability_status) == ("ZOE", "zoe@a.test", False, "offline")
    changed = agents.update_agent_in_account({"auto_offline": False, "role": "administrator"}, 1, made.id)
    assert (changed.availability_status, changed.role) == ("busy", "administrator")
    agents.add_new_agent_to_account({"email": "x@a.test", "name": "anna"}, 1)
    listed = agents.get_account_agents(1)
    assert [agent.name for agent in listed] == ["anna", "Sandbox Agent", "ZOE"]
    assert_shaped_as_recorded("add-new-agent-to-account", made.to_dict())
    assert_shaped_as_recorded("get-account-agents", [agent.to_dict() for agent in listed])
    agents.delete_agent_from_account(1, made.id)
    assert len(agents.get_account_agents(1)) == 2


def test_many_agents_are_invited_at_once_and_wrong_addresses_left_out(client: chatwoot_client.ApiClient) -> None:
    agents = chatwoot_client.AgentsApi(client)
    agents.bulk_create_agents({"emails": ["a@a.test", "nowhere", "b@a.test", "a@a.test"]}, 1)
    assert [agent.email for agent in agents.get_account_agents(1)][:2] == ["a@a.test", "b@a.test"]
    assert len(agents.get_account_agents(1)) == 3


def test_who_left_the_account_has_no_say_in_it(
    client: chatwoot_client.ApiClient, agents_client: chatwoot_client.ApiClient, ada: User
) -> None:
    chatwoot_client.TeamsApi(client).create_a_team({"name": "a"}, 1)
    chatwoot_client.TeamsApi(client).add_new_agent_to_team({"user_ids": [ada.id]}, 1, 1)
    chatwoot_client.AgentsApi(client).delete_agent_from_account(1, ada.id)
    with pytest.raises(UnauthorizedException):
        chatwoot_client.LabelsApi(agents_client).list_all_labels(1)
    assert chatwoot_client.TeamsApi(client).get_team_members(1, 1) == []


def test_a_profile_shows_the_user_as_it_was_changed(client: chatwoot_client.ApiClient) -> None:
    profile = chatwoot_client.ProfileApi(client)
    before = profile.fetch_profile()
    assert (before.role, before.type, before.available_name) == ("administrator", "SuperAdmin", "Sandbox Agent")
    profile.set_active_account({"profile": {"account_id": 1}})
    body = {
        "display_name": "Owner",
        "message_signature": "Regards",
        "phone_number": "+14155550100",
        "ui_settings": {"theme": "dark"},
    }
    changed = profile.update_profile({"profile": body})
    assert_shaped_as_recorded("updateProfile", changed.to_dict())
    assert (changed.available_name, changed.custom_attributes) == ("Owner", {"phone_number": "+14155550100"})


def test_the_profile_of_an_invited_agent_says_by_whom(sender: Sender) -> None:
    sender.prepare()
    shown = sender.call("GET", "/api/v1/profile", token=sender.tokens["<agent-token>"]).json
    assert_shaped_as_recorded("fetchProfile", shown)
    assert (shown["inviter_id"], shown["role"], shown["custom_attributes"]) == (1, "agent", {"desk": "one"})


def test_availability_is_set_for_one_account(client: chatwoot_client.ApiClient) -> None:
    profile = chatwoot_client.ProfileApi(client)
    busy = profile.update_availability({"profile": {"account_id": 1, "availability": "busy"}})
    assert [(each.availability, each.availability_status) for each in busy.accounts] == [("busy", "offline")]
    seen = profile.update_auto_offline({"profile": {"account_id": 1, "auto_offline": False}})
    assert [(each.availability, each.availability_status) for each in seen.accounts] == [("busy", "busy")]
    profile.set_active_account({"profile": {"account_id": 1}})
    assert profile.fetch_profile().accounts[0].active_at is not None


def test_a_reset_token_replaces_the_old_one(server: Sandbox, client: chatwoot_client.ApiClient) -> None:
    old = server.user_token
    new = chatwoot_client.ProfileApi(client).reset_access_token().access_token
    assert new == server.user_token != old
    with pytest.raises(UnauthorizedException):
        chatwoot_client.ProfileApi(client).fetch_profile()


def test_a_new_password_needs_the_current_one(sender: Sender) -> None:
    wanted = {"profile": {"current_password": "wrong", "password": "Secret-1!"}}
    refused = sender.call("PUT", "/api/v1/profile", wanted)
    assert (refused.status, refused.json) == (422, {"error": "Invalid current password"})


# The account


def test_an_account_keeps_what_is_set_and_answers_the_rest_as_null(client: chatwoot_client.ApiClient) -> None:
    account = chatwoot_client.AccountApi(client)
    shown = account.get_account_details(1).to_dict()
    assert_shaped_as_recorded("get-account-details", shown)
    assert "custom_attributes" not in shown
    body = {"auto_resolve_after": 1440, "auto_resolve_message": "x", "auto_resolve_ignore_waiting": True}
    changed = account.update_account(
        {"name": "Mine", "domain": "a.test", "support_email": "help@a.test", "industry": "tools", **body}, 1
    ).to_dict()
    assert_shaped_as_recorded("update-account", changed)
    assert changed["settings"] == body
    assert changed["custom_attributes"] == {
        "plan_name": None,
        "subscribed_quantity": None,
        "subscription_status": None,
        "subscription_ends_on": None,
        "industry": "tools",
    }
    assert account.update_account({"auto_resolve_after": None}, 1).to_dict()["settings"]["auto_resolve_after"] is None
    assert account.get_account_details(1).name == "Mine"


def test_cache_keys_change_with_labels_and_teams(client: chatwoot_client.ApiClient) -> None:
    account = chatwoot_client.AccountApi(client)
    before = account.get_cache_keys(1).to_dict()["cache_keys"]
    assert (before["label"], before["team"], before["inbox"] > "0") == ("0000000000", "0000000000", True)
    chatwoot_client.LabelsApi(client).create_a_label({"title": "x1"}, 1)
    assert account.get_cache_keys(1).to_dict()["cache_keys"]["label"] > "0000000000"
