"""The sandbox's platform API: each test states a rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Callable

import pytest
from recorded import EXCHANGES
from resending import BY_NAME, PASSWORD, Sender
from shapes import assert_shaped_as_recorded

import chatwoot_client
from chatwoot_client.exceptions import NotFoundException, UnauthorizedException
from chatwoot_client.sandbox import Sandbox


@pytest.fixture
def platform(server: Sandbox, client_for: Callable[..., chatwoot_client.ApiClient]) -> chatwoot_client.ApiClient:
    return client_for(server, api_key={"api_access_token": server.platform_token})


@pytest.fixture
def grace(platform: chatwoot_client.ApiClient) -> chatwoot_client.User:
    body = {"name": "Grace Hopper", "display_name": "Grace", "email": "Grace@a.test", "password": PASSWORD}
    return chatwoot_client.UsersApi(platform).create_a_user({**body, "custom_attributes": {"desk": "one"}})


@pytest.fixture
def sender(server: Sandbox) -> Sender:
    return Sender(server)


@pytest.fixture(scope="module")
def prepared() -> Iterator[Sender]:
    with Sandbox() as server:
        sender = Sender(server)
        sender.prepare()
        yield sender


@pytest.mark.parametrize(
    "name",
    [each["name"] for each in EXCHANGES if each["template"].startswith("/platform/api/") and each["status"] >= 400],
)
def test_what_a_server_refuses_is_refused_in_its_words(prepared: Sender, name: str) -> None:
    if name.endswith("-delete-again"):
        prepared.send(name.replace("-again", ""))
    answer = prepared.send(name)
    assert (answer.status, answer.body) == (BY_NAME[name]["status"], BY_NAME[name]["answer"])


def test_accounts_count_from_two_and_only_those_of_the_app_are_seen(platform: chatwoot_client.ApiClient) -> None:
    accounts = chatwoot_client.AccountsApi(platform)
    made = accounts.create_an_account({"name": "Second", "features": {"audit_logs": True, "help_center": False}})
    assert (made.id, made.features["audit_logs"], "help_center" in made.features) == (2, True, False)
    changed = accounts.update_an_account({"features": {"help_center": True}, "custom_attributes": {"a": 1}}, 2)
    assert (changed.name, changed.features["help_center"], changed.custom_attributes) == ("Second", True, {"a": 1})
    assert [account.id for account in accounts.list_accounts()] == [2]
    with pytest.raises(UnauthorizedException, match="Non permissible resource"):
        accounts.get_details_of_an_account(1)
    assert_shaped_as_recorded("create-an-account", made.to_dict())
    assert_shaped_as_recorded("update-an-account", changed.to_dict())
    accounts.delete_an_account(2)
    with pytest.raises(NotFoundException):
        accounts.get_details_of_an_account(2)


def test_a_user_works_in_the_accounts_that_it_is_put_in(
    platform: chatwoot_client.ApiClient,
    grace: chatwoot_client.User,
    server: Sandbox,
    client_for: Callable[..., chatwoot_client.ApiClient],
) -> None:
    account = chatwoot_client.AccountsApi(platform).create_an_account({"name": "Second"})
    labels = chatwoot_client.LabelsApi(client_for(server, api_key={"api_access_token": grace.access_token}))
    with pytest.raises(UnauthorizedException, match="not authorized to access this account"):
        labels.list_all_labels(account.id)
    members = chatwoot_client.AccountUsersApi(platform)
    made = members.create_an_account_user({"user_id": grace.id}, account.id)
    with pytest.raises(UnauthorizedException, match="not authorized to do this action"):
        labels.create_a_label({"title": "mine"}, account.id)
    changed = members.create_an_account_user({"user_id": grace.id, "role": "administrator"}, account.id)
    assert (made.role, changed.role, changed.id) == ("agent", "administrator", made.id)
    assert labels.create_a_label({"title": "mine"}, account.id).id == 1
    assert_shaped_as_recorded("create-an-account-user", made.to_dict())
    assert list(changed.to_dict())[:4] == ["account_id", "user_id", "role", "id"]
    assert [each.user_id for each in members.list_all_account_users(account.id)] == [grace.id]
    members.delete_an_account_user({"user_id": grace.id}, account.id)
    members.delete_an_account_user({"user_id": grace.id}, account.id)
    assert members.list_all_account_users(account.id) == []


def test_accounts_share_nothing_but_the_numbers(platform: chatwoot_client.ApiClient, sender: Sender) -> None:
    chatwoot_client.AccountsApi(platform).create_an_account({"name": "Second"})
    chatwoot_client.AccountUsersApi(platform).create_an_account_user({"user_id": 1, "role": "administrator"}, 2)
    titles = {"title": "same"}
    assert [sender.call("POST", f"/api/v1/accounts/{account}/labels", titles).json["id"] for account in (1, 2)] == [
        1,
        2,
    ]
    assert sender.call("GET", "/api/v1/accounts/2/labels/1").status == 404


def test_a_suspended_account_lets_nobody_in(platform: chatwoot_client.ApiClient, sender: Sender) -> None:
    accounts = chatwoot_client.AccountsApi(platform)
    accounts.create_an_account({"name": "Second"})
    accounts.update_an_account({"status": "suspended"}, 2)
    assert sender.call("GET", "/api/v1/accounts/2/labels").json == {"error": "Account is suspended"}


def test_a_known_address_gives_the_user_that_is_there(
    platform: chatwoot_client.ApiClient, grace: chatwoot_client.User
) -> None:
    users = chatwoot_client.UsersApi(platform)
    again = users.create_a_user({"name": "Somebody", "email": "GRACE@a.test", "password": PASSWORD})
    assert again == grace
    assert_shaped_as_recorded("create-a-user", grace.to_dict())
    changed = users.update_a_user({"display_name": "G.", "custom_attributes": {"floor": 2}}, grace.id)
    assert (changed.available_name, changed.custom_attributes) == ("G.", {"desk": "one", "floor": 2})
    assert_shaped_as_recorded("update-a-user", changed.to_dict())


def test_a_user_has_a_token_and_a_way_to_sign_in(
    platform: chatwoot_client.ApiClient, grace: chatwoot_client.User, server: Sandbox
) -> None:
    users = chatwoot_client.UsersApi(platform)
    token = users.get_user_token(grace.id)
    assert token.access_token == grace.access_token
    assert_shaped_as_recorded("POST /platform/api/v1/users/{id}/token", token.to_dict())
    url = users.get_sso_url_of_a_user(grace.id).url
    assert url.startswith(f"{server.url}/app/login?email=grace%40a.test&sso_auth_token=")


def test_a_deleted_user_is_gone_everywhere(
    platform: chatwoot_client.ApiClient, grace: chatwoot_client.User, sender: Sender
) -> None:
    chatwoot_client.AccountsApi(platform).create_an_account({"name": "Second"})
    chatwoot_client.AccountUsersApi(platform).create_an_account_user({"user_id": grace.id}, 2)
    chatwoot_client.UsersApi(platform).delete_a_user(grace.id)
    assert chatwoot_client.AccountUsersApi(platform).list_all_account_users(2) == []
    assert sender.call("GET", "/api/v1/profile", token=grace.access_token).json == {"error": "Invalid Access Token"}


def test_a_bot_is_for_one_account_or_for_all(platform: chatwoot_client.ApiClient, sender: Sender) -> None:
    bots = chatwoot_client.AgentBotsApi(platform)
    chatwoot_client.AccountsApi(platform).create_an_account({"name": "Second"})
    own = bots.create_an_agent_bot({"name": "Own", "account_id": 2})
    bots.create_an_agent_bot({"name": "Everybody's"})
    assert_shaped_as_recorded("create-an-agent-bot", own.to_dict())
    assert [bot.name for bot in bots.list_all_agent_bots()] == ["Own", "Everybody's"]
    (seen,) = sender.call("GET", "/api/v1/accounts/1/agent_bots").json
    assert (seen["name"], seen["system_bot"], "outgoing_url" in seen) == ("Everybody's", True, False)
    assert bots.update_an_agent_bot({"name": "Mine"}, own.id).name == "Mine"
    bots.delete_an_agent_bot(own.id)
    with pytest.raises(NotFoundException):
        bots.get_details_of_a_single_agent_bot(own.id)


def test_a_bot_works_only_where_it_serves(platform: chatwoot_client.ApiClient, sender: Sender) -> None:
    chatwoot_client.AccountsApi(platform).create_an_account({"name": "Second"})
    bot = chatwoot_client.AgentBotsApi(platform).create_an_agent_bot({"name": "Own", "account_id": 2})
    refused = sender.call("GET", "/api/v1/accounts/1/conversations/1", token=bot.access_token)
    assert (refused.status, refused.json) == (401, {"error": "Bot is not authorized to access this account"})


def test_a_reset_keeps_the_tokens_and_forgets_the_rest(
    platform: chatwoot_client.ApiClient, grace: chatwoot_client.User, server: Sandbox, sender: Sender
) -> None:
    tokens = (server.user_token, server.platform_token)
    server.reset()
    assert (server.user_token, server.platform_token) == tokens
    with pytest.raises(NotFoundException):
        chatwoot_client.UsersApi(platform).get_details_of_a_user(grace.id)
    assert sender.call("GET", "/api/v1/accounts/1/agents").json[0]["name"] == "Sandbox Agent"
