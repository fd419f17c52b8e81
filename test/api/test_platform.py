"""What platform apps do: ``AccountsApi``, ``AccountUsersApi``, ``AgentBotsApi``, ``UsersApi``."""

from __future__ import annotations

import pytest
from servers import ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import (
    AccountIdAccountUsersBody,
    AccountIdAccountUsersBody1,
    AccountsApi,
    AccountUserCreateUpdatePayload,
    AccountUsersApi,
    AgentBotCreateUpdatePayload,
    AgentBotsApi,
    UsersApi,
)

TOKENS = {"userApiKey": "user", "platformAppApiKey": "platform"}


@pytest.mark.parametrize(
    "call",
    [
        lambda client: AccountsApi(client).list_accounts(),
        lambda client: AccountUsersApi(client).list_all_account_users(1),
        lambda client: AgentBotsApi(client).list_all_agent_bots(),
        lambda client: UsersApi(client).delete_a_user(1),
    ],
)
def test_a_platform_app_s_token_is_sent_and_no_user_s(client_for, call):
    with ScriptedServer([json_answer([])]) as server:
        call(client_for(server, api_key=TOKENS))
    assert server.requests[0].headers["api-access-token"] == "platform"


def test_who_is_taken_out_of_an_account_is_said_in_the_body(client_for):
    with ScriptedServer([answer()]) as server:
        api = AccountUsersApi(client_for(server))
        assert api.delete_an_account_user(AccountIdAccountUsersBody1(user_id=4), 2) is None
        api.delete_an_account_user({"user_id": 4}, 2)
    for request in server.requests:
        assert (request.method, request.target) == ("DELETE", "/platform/api/v1/accounts/2/account_users")
        assert request.json == {"user_id": 4}


def test_the_names_of_generated_models_are_other_names_of_ours():
    assert AccountIdAccountUsersBody is AccountUserCreateUpdatePayload
    assert AccountIdAccountUsersBody(1, "agent").to_dict() == {"user_id": 1, "role": "agent"}


def test_a_bot_with_a_picture_is_sent_as_a_form(client_for):
    with ScriptedServer([json_answer({"id": 3})]) as server:
        api = AgentBotsApi(client_for(server))
        body = {"name": "Bot", "avatar": ("bot.png", b"png", "image/png")}
        assert api.create_an_agent_bot(body).id == 3
        api.update_an_agent_bot(AgentBotCreateUpdatePayload(name="Bot"), 3)
    form, json = server.requests
    assert form.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="avatar"; filename="bot.png"' in form.body
    assert json.json == {"name": "Bot"}


def test_asking_for_a_user_s_token_is_repeated_like_a_read(client_for):
    with ScriptedServer([answer(status=502), json_answer({"access_token": "t", "user": {"id": 2}})]) as server:
        token = UsersApi(client_for(server)).get_user_token(2)
    assert len(server.requests) == 2
    assert isinstance(token.user, chatwoot_client.User)
