"""The doctor on tokens: whether they arrive, whose they are, and what their owners may do."""

from __future__ import annotations

import pytest
from patients import APP, BOT, PASSWORD, USER, Chatwoot, found_at, found_of
from servers import ScriptedServer, answer, json_answer

from chatwoot_client import Configuration
from chatwoot_client.sandbox import Sandbox


def test_without_a_token_there_is_the_public_api_alone() -> None:
    found = found_at(Chatwoot(), settings={"api_key": {}})
    assert found["no-token"].severity == "note"
    assert "inbox-not-named" in found


def test_a_user_is_told_with_its_accounts_and_roles() -> None:
    found = found_at(Chatwoot())
    assert "Grace (user 7), administrator of 1 (Acme)" in found["token-user"].message
    assert "role-agent" not in found


def test_an_agent_is_told_what_takes_an_administrator() -> None:
    chatwoot = Chatwoot()
    chatwoot.role = "agent"
    found = found_at(chatwoot)
    assert "webhooks" in found["role-agent"].message
    assert found["role-agent"].severity == "note"


@pytest.mark.parametrize("key", ["agentBotApiKey", "api_access_token"])
def test_a_bot_is_told_what_it_may_not_do(key: str) -> None:
    found = found_at(Chatwoot(), settings={"api_key": {key: BOT}})
    assert "labels; it may not list conversations" in found["token-bot"].message


def test_a_bot_of_an_older_release_may_do_less() -> None:
    chatwoot = Chatwoot()
    chatwoot.version = "4.1.0"
    message = found_at(chatwoot, settings={"api_key": {"agentBotApiKey": BOT}})["token-bot"].message
    assert "assignee; it may not list" in message


@pytest.mark.parametrize("key", ["platformAppApiKey", "api_access_token"])
def test_a_platform_app_is_told(key: str) -> None:
    found = found_at(Chatwoot(), settings={"api_key": {key: APP}})
    assert "platform API alone" in found["token-platform"].message


@pytest.mark.parametrize(
    ("key", "token", "right"),
    [
        ("userApiKey", BOT, "agentBotApiKey"),
        ("userApiKey", APP, "platformAppApiKey"),
        ("agentBotApiKey", USER, "userApiKey"),
        ("platformAppApiKey", USER, "userApiKey"),
        ("platformAppApiKey", BOT, "agentBotApiKey"),
    ],
)
def test_a_token_under_the_wrong_key_is_told_with_the_right_one(key: str, token: str, right: str) -> None:
    found = found_at(Chatwoot(), settings={"api_key": {key: token}})
    assert f"api_key['{right}']" in found["token-kind"].advice


def test_each_token_that_is_kept_is_looked_at() -> None:
    kept = {"userApiKey": USER, "agentBotApiKey": BOT, "platformAppApiKey": APP}
    found = found_at(Chatwoot(), settings={"api_key": kept})
    assert {"token-user", "token-bot", "token-platform"} <= set(found)


def test_a_token_that_the_server_does_not_know_is_told() -> None:
    found = found_at(Chatwoot(), settings={"api_key": {"userApiKey": "canary-of-another-server"}})
    assert "profile page" in found["token-unknown"].advice


def test_a_header_that_is_dropped_is_told_with_the_name_that_arrives() -> None:
    with Sandbox() as sandbox:
        sandbox.drop_underscore_headers = True
        key = {"userApiKey": sandbox.user_token}
        found = found_of(Configuration(host=sandbox.url, api_key=key, api_key_header="api_access_token"))
    assert "'Api-Access-Token'" in found["token-dropped"].advice


def test_a_header_that_is_dropped_under_every_name_is_told_with_whom_to_ask() -> None:
    chatwoot = Chatwoot()
    chatwoot.token_header = "nothing-comes-by-this"
    found = found_at(chatwoot)
    assert "underscores_in_headers" in found["token-dropped"].advice


def test_a_newer_server_is_offered_the_token_in_the_header_that_nothing_drops() -> None:
    chatwoot = Chatwoot()
    chatwoot.version = "4.19.0"

    def served(request):
        bearer = request.headers.get("authorization", "").partition("Bearer ")[2]
        request.headers["api-access-token"] = bearer
        return chatwoot(request)

    with ScriptedServer(served) as server:
        found = found_of(Configuration(host=server.url, api_key={"userApiKey": USER}))
        assert "auth_scheme to 'bearer'" in found["token-dropped"].advice
        found = found_of(Configuration(host=server.url, api_key={"userApiKey": USER}, auth_scheme="bearer"))
    assert "token-user" in found
    assert "token-form" not in found


def test_a_bearer_on_a_server_that_does_not_read_it_is_told() -> None:
    found = found_at(Chatwoot(), settings={"auth_scheme": "bearer"})
    assert "this release doesn't read" in found["token-dropped"].message
    assert "auth_scheme to 'header'" in found["token-dropped"].advice


@pytest.mark.parametrize("written", [f" {USER}", f"'{USER}'", f'"{USER}"'])
def test_what_a_token_cannot_have_around_it_is_told(written: str) -> None:
    found = found_at(Chatwoot(), settings={"api_key": {"userApiKey": written}})
    assert "quotation mark" in found["token-form"].message


def test_a_prefix_that_becomes_a_part_of_the_token_is_told() -> None:
    found = found_at(Chatwoot(), settings={"api_key_prefix": {"userApiKey": "Bearer"}})
    assert "api_key_prefix" in found["token-form"].advice
    assert "token-unknown" in found


def test_a_hook_that_fails_is_told_without_its_words() -> None:
    def hook(configuration: Configuration) -> None:
        raise RuntimeError(f"no vault for {PASSWORD}")

    found = found_at(Chatwoot(), settings={"refresh_api_key_hook": hook})
    assert "RuntimeError" in found["hook-fails"].message


def test_a_hook_s_token_is_the_one_that_is_looked_at() -> None:
    def hook(configuration: Configuration) -> None:
        configuration.api_key["userApiKey"] = USER

    found = found_at(Chatwoot(), settings={"api_key": {}, "refresh_api_key_hook": hook})
    assert "token-user" in found
    assert "token-form" not in found


def test_an_account_that_is_not_the_user_s_is_told_with_those_that_are() -> None:
    found = found_at(Chatwoot(), account_id=99)
    assert "in these: 1" in found["account-foreign"].message


def test_a_user_of_several_accounts_is_asked_for_one() -> None:
    accounts = [{"id": number, "name": "A", "role": "agent"} for number in (1, 2)]
    profile = json_answer({"id": 7, "name": "Grace", "accounts": accounts})
    found = found_at(Chatwoot(**{"/api/v1/profile": profile}))
    assert "--account" in found["account-unknown"].advice


def test_a_suspended_account_is_told() -> None:
    accounts = [{"id": 1, "name": "A", "role": "agent", "status": "suspended"}]
    profile = json_answer({"id": 7, "name": "Grace", "accounts": accounts})
    assert "account-suspended" in found_at(Chatwoot(**{"/api/v1/profile": profile}))


def test_a_platform_app_that_did_not_make_the_account_is_told() -> None:
    foreign = json_answer({"error": "Non permissible resource"}, 401)
    chatwoot = Chatwoot(**{"/platform/api/v1/accounts/1": foreign})
    found = found_at(chatwoot, account_id=1, settings={"api_key": {"platformAppApiKey": APP}})
    assert "didn't make account 1" in found["platform-account"].message


@pytest.mark.parametrize(
    ("says", "is_told"),
    [
        (json_answer({"error": "Bot is not authorized to access this account"}, 401), True),
        # What an older server, which lets no bot look, and a newer one say of one that's served.
        (json_answer({"error": "Access to this endpoint is not authorized for bots"}, 401), False),
        (json_answer({"error": "Resource could not be found"}, 404), False),
    ],
)
def test_a_bot_of_another_account_is_told_where_that_can_be_known(says: bytes, is_told: bool) -> None:
    chatwoot = Chatwoot(**{"/api/v1/accounts/1/conversations/0": says})
    found = found_at(chatwoot, account_id=1, settings={"api_key": {"agentBotApiKey": BOT}})
    assert ("account-foreign" in found) is is_told


def test_a_plan_without_the_api_is_told() -> None:
    off = json_answer({"error": "API access is not enabled for this account"}, 403)
    assert "plan" in found_at(Chatwoot(**{"/api/v1/profile": off}))["api-switched-off"].message


@pytest.mark.parametrize("status", [403, 404, 500, 502])
def test_what_cannot_be_found_out_is_undecided(status: int) -> None:
    finding = found_at(Chatwoot(**{"/api/v1/profile": answer(b"<p>No</p>", status)}))["unanswered"]
    assert finding.severity == "undecided"
    assert str(status) in finding.message


@pytest.mark.parametrize(("status", "word"), [(200, "/api/v1"), (403, "/api/v1"), (429, "minute"), (503, "log")])
def test_what_cannot_be_found_out_is_told_with_what_to_do(status: int, word: str) -> None:
    finding = found_at(Chatwoot(**{"/api/v1/profile": answer(b"<title>App</title>", status)}))["unanswered"]
    assert word in finding.advice


def test_a_profile_of_another_shape_raises_nothing() -> None:
    for odd in ({"accounts": "none"}, {"accounts": [5, {"id": "x"}], "name": ["\n"]}, {"id": {}}):
        assert "token-user" in found_at(Chatwoot(**{"/api/v1/profile": json_answer(odd)}))
    assert "unanswered" in found_at(Chatwoot(**{"/api/v1/profile": json_answer([])}))
