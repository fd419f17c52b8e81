"""The doctor on an inbox: its identifier, its proof, its members, and whom it tells."""

from __future__ import annotations

import pytest
from patients import BOT, HOOK_SECRET, IDENTIFIER, QUERY_TOKEN, Chatwoot, found_at
from servers import answer, json_answer

WITHOUT_TOKEN = {"api_key": {}}


def test_an_inbox_is_told_with_its_members() -> None:
    found = found_at(Chatwoot(), inbox_identifier=IDENTIFIER)
    assert "'Shop'" in found["inbox"].message
    assert "Ada" in found["inbox-members"].message
    assert found["webhook-none"].severity == "note"
    assert "is told to whoever listens at /cable." in found["webhook-none"].message


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_without_an_inbox_those_of_the_account_are_named(nothing: str | None) -> None:
    assert f"Shop ({IDENTIFIER})" in found_at(Chatwoot(), inbox_identifier=nothing)["inbox-not-named"].message


@pytest.mark.parametrize("number", [3, "3", " 3 "])
def test_a_number_in_the_identifier_s_place_is_told_with_the_identifier(number: int | str) -> None:
    assert f"'{IDENTIFIER}'" in found_at(Chatwoot(), inbox_identifier=number)["inbox-number"].advice


def test_a_number_of_an_inbox_of_another_kind_is_told() -> None:
    assert "only API inboxes" in found_at(Chatwoot(), inbox_identifier=4)["inbox-number"].advice


def test_a_number_is_told_without_a_token_too() -> None:
    finding = found_at(Chatwoot(), inbox_identifier="3", settings=WITHOUT_TOKEN)["inbox-number"]
    assert "Configuration" in finding.advice


@pytest.mark.parametrize("settings", [{}, WITHOUT_TOKEN], ids=["with a token", "without"])
@pytest.mark.parametrize("identifier", ["abc", "..", "a/b", "é"])
def test_an_identifier_that_nobody_has_is_told(identifier: str, settings: dict[str, object]) -> None:
    assert found_at(Chatwoot(), inbox_identifier=identifier, settings=settings)["inbox-unknown"].severity == "error"


def test_an_identifier_in_another_case_is_told_with_the_right_one() -> None:
    found = found_at(Chatwoot(), inbox_identifier=IDENTIFIER.upper())
    assert f"'{IDENTIFIER}'" in found["inbox-unknown"].advice


def test_an_inbox_s_name_is_told_with_its_identifier() -> None:
    assert f"'{IDENTIFIER}'" in found_at(Chatwoot(), inbox_identifier="shop")["inbox-unknown"].advice


def test_a_website_s_token_is_no_identifier() -> None:
    assert "website" in found_at(Chatwoot(), inbox_identifier="website-token")["inbox-kind"].message


def test_a_proof_that_is_asked_for_is_told() -> None:
    chatwoot = Chatwoot()
    chatwoot.inbox["hmac_mandatory"] = True
    assert "identifier_hash" in found_at(chatwoot, inbox_identifier=IDENTIFIER)["hmac-mandatory"].advice


def test_an_inbox_without_members_is_a_warning() -> None:
    chatwoot = Chatwoot()
    chatwoot.members = []
    assert found_at(chatwoot, inbox_identifier=IDENTIFIER)["inbox-without-members"].severity == "warning"


def test_a_bot_that_serves_the_inbox_is_told_without_its_token() -> None:
    token = {"id": 5, "token": BOT}
    bot = json_answer({"agent_bot": {"id": 2, "name": f"Robot of {BOT}", "access_token": token, "secret": HOOK_SECRET}})
    chatwoot = Chatwoot(**{"/api/v1/accounts/1/inboxes/3/agent_bot": bot})
    assert "pending" in found_at(chatwoot, inbox_identifier=IDENTIFIER)["inbox-bot"].message
    chatwoot.answers = {"/api/v1/accounts/1/inboxes/3/agent_bot": json_answer({})}
    assert "inbox-bot" not in found_at(chatwoot, inbox_identifier=IDENTIFIER)


def test_a_webhook_of_the_account_is_told_with_its_events() -> None:
    chatwoot = Chatwoot()
    chatwoot.webhooks = [{"id": 1, "url": "https://93.184.216.34/", "subscriptions": ["message_created"]}]
    assert "told message_created, is https://93.184.216.34, and" in found_at(chatwoot)["webhook-set"].message
    chatwoot.webhooks[0]["subscriptions"] = []
    assert "nothing that it subscribed to" in found_at(chatwoot)["webhook-set"].message


def test_a_webhook_that_is_no_url_is_told_as_one_that_is_none() -> None:
    chatwoot = Chatwoot()
    chatwoot.webhooks = [{"id": 1, "url": "nowhere", "subscriptions": ["message_created"]}]
    assert "an address that isn't a URL" in found_at(chatwoot)["webhook-set"].message


def test_what_a_token_does_not_show_is_told() -> None:
    hidden = found_at(Chatwoot(), inbox_identifier=IDENTIFIER, settings=WITHOUT_TOKEN)["inbox-details-hidden"]
    assert "administrator" in hidden.message
    others = Chatwoot(**{"/api/v1/accounts/1/inboxes": json_answer({"payload": []})})
    assert "another account" in found_at(others, inbox_identifier=IDENTIFIER)["inbox-details-hidden"].message


@pytest.mark.parametrize(
    "path", ["/api/v1/accounts/1/inboxes", "/api/v1/accounts/1/inbox_members/3", f"/public/api/v1/inboxes/{IDENTIFIER}"]
)
def test_what_is_not_answered_is_undecided(path: str) -> None:
    finding = found_at(Chatwoot(**{path: answer(b"", 500)}), inbox_identifier=IDENTIFIER)["unanswered"]
    assert finding.severity == "undecided"


def test_a_webhook_is_told_without_what_may_be_secret_in_its_url() -> None:
    chatwoot = Chatwoot()
    chatwoot.inbox["webhook_url"] = f"https://me:{QUERY_TOKEN}@93.184.216.34/canary/hook?token={QUERY_TOKEN}"
    found = found_at(chatwoot, inbox_identifier=IDENTIFIER)
    told = found["webhook-set"].message
    assert told == "The inbox's webhook is https://93.184.216.34/…, and what it is sent is signed."
    assert not {"webhook-private", "webhook-unsigned", "webhook-none"} & set(found)


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/", "http://10.1.2.3/", "http://[::1]/", "http://169.254.169.254/"]
)
def test_a_webhook_that_a_server_does_not_call_is_told(url: str) -> None:
    chatwoot = Chatwoot()
    chatwoot.webhooks = [{"id": 1, "url": url, "secret": HOOK_SECRET}]
    found = found_at(chatwoot)
    assert "SAFE_FETCH_ALLOW_PRIVATE_NETWORK" in found["webhook-private"].advice
    chatwoot.version = "4.13.0"
    assert "webhook-private" not in found_at(chatwoot)


def test_a_release_that_does_not_sign_is_told() -> None:
    chatwoot = Chatwoot()
    chatwoot.inbox["webhook_url"] = "https://93.184.216.34/"
    chatwoot.version = "4.12.0"
    found = found_at(chatwoot, inbox_identifier=IDENTIFIER)
    assert "4.13" in found["webhook-unsigned"].advice
    chatwoot.webhooks = [{"id": 1, "url": "https://93.184.216.34/"}]
    chatwoot.version = "4.11.1"
    assert "4.11.2" in found_at(chatwoot)["webhook-unsigned"].advice
    chatwoot.version = "4.11.2"
    assert "webhook-unsigned" not in found_at(chatwoot)
