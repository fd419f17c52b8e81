"""The doctor with leave to write, and without."""

from __future__ import annotations

import pytest
from patients import HOOK_SECRET, IDENTIFIER, Chatwoot, found_at, found_of
from servers import CLOSE, ScriptedServer, answer, json_answer

from chatwoot_client import Configuration
from chatwoot_client.sandbox import Sandbox

CONTACTS = f"/public/api/v1/inboxes/{IDENTIFIER}/contacts"


def asked(sandbox: Sandbox, **settings: object) -> dict[str, object]:
    key = {"userApiKey": sandbox.user_token}
    configuration = Configuration(host=sandbox.url, **{"api_key": key, **settings})  # type: ignore[arg-type]
    return {"configuration": configuration, "inbox_identifier": sandbox.inbox.identifier}


def test_without_leave_nothing_but_get_is_sent() -> None:
    with Sandbox() as sandbox:
        tokens = {"userApiKey": sandbox.user_token, "platformAppApiKey": sandbox.platform_token}
        found_of(**asked(sandbox, api_key=tokens))  # type: ignore[arg-type]
        methods = {request.method for request in sandbox.requests}
    assert methods == {"GET"}


def test_a_contact_writes_reads_and_is_taken_away_again() -> None:
    with Sandbox() as sandbox:
        found = found_of(**asked(sandbox), write=True)  # type: ignore[arg-type]
        assert "read it" in found["writing"].message
        assert "writing-left" not in found
        with pytest.raises(LookupError):
            sandbox.contact(1)


def test_a_contact_that_cannot_be_taken_away_is_told() -> None:
    with Sandbox() as sandbox:
        found = found_of(**asked(sandbox, api_key={}), write=True)  # type: ignore[arg-type]
        name = sandbox.contact(1).name
    assert f"contact 1 ({name})" in found["writing-left"].message


def test_a_proof_is_made_where_the_token_shows_what_it_is_made_of() -> None:
    with Sandbox() as sandbox:
        proven = sandbox.create_inbox(hmac_mandatory=True)
        how = {**asked(sandbox), "inbox_identifier": proven.identifier}
        assert "writing" in found_of(**how, write=True)  # type: ignore[arg-type]
        without = {**how, "configuration": Configuration(host=sandbox.url)}
        assert "proof" in found_of(**without, write=True)["unanswered"].message  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "path", [CONTACTS, f"{CONTACTS}/abc/conversations", f"{CONTACTS}/abc/conversations/5/messages"]
)
def test_a_step_that_fails_is_told_with_what_the_server_said(path: str) -> None:
    chatwoot = Chatwoot(**{
        CONTACTS: json_answer({"source_id": "abc", "id": 9, "name": "Doctor's test"}),
        f"{CONTACTS}/abc/conversations": json_answer({"id": 5}),
        f"{CONTACTS}/abc/conversations/5/messages": json_answer({}),
        path: json_answer({"error": "No more of these"}, 422),
    })  # fmt: skip
    found = found_at(chatwoot, inbox_identifier=IDENTIFIER, write=True)
    assert "status 422 (No more of these)" in found["writing-fails"].message


def test_a_message_that_is_not_there_afterwards_is_told() -> None:
    places = {CONTACTS: {"source_id": "abc"}, f"{CONTACTS}/abc/conversations": {"id": 5}}
    answers = {path: json_answer(data) for path, data in places.items()}
    messages = {f"{CONTACTS}/abc/conversations/5/messages": json_answer([{"content": "another"}])}
    found = found_at(Chatwoot(**answers, **messages), inbox_identifier=IDENTIFIER, write=True)
    assert "isn't there" in found["writing-fails"].message


def test_what_cannot_stand_in_a_request_leaves_it_open() -> None:
    odd = json_answer({"source_id": "\ud800", "id": 9, "name": "\ud800"})
    found = found_at(Chatwoot(**{CONTACTS: odd}), inbox_identifier=IDENTIFIER, write=True)
    assert "about writing" in found["unanswered"].message


def test_a_secret_that_utf_8_cannot_carry_is_another_one() -> None:
    chatwoot = Chatwoot()
    chatwoot.webhooks = [{"id": 1, "url": "http://127.0.0.1:9/", "secret": "\ud800"}]
    found = found_at(chatwoot, webhook_url="http://127.0.0.1:9/", webhook_secret=HOOK_SECRET)
    assert "webhook-secret" in found


def test_an_answer_that_is_cut_off_is_undecided() -> None:
    with ScriptedServer(Chatwoot(**{CONTACTS: (answer(b"")[:9], CLOSE)})) as server:
        found = found_of(Configuration(host=server.url), inbox_identifier=IDENTIFIER, write=True)
    assert "writing" in found["unanswered"].message
