"""``ContactsAPIApi`` on the wire."""

from __future__ import annotations

import datetime

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client import ContactsAPIApi

CONTACT = "/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}"


@pytest.mark.parametrize("status", [404, 500])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("create_a_contact", ({}, "inbox")),
        ("get_details_of_a_contact", ("inbox", "contact")),
        ("update_a_contact", ({}, "inbox", "contact")),
    ],
)
def test_a_500_says_that_a_wrong_hash_looks_like_it(client_for, name, arguments, status):
    with ScriptedServer([json_answer({"status": status, "error": "Internal Server Error"}, status)]) as server:
        method = getattr(ContactsAPIApi(client_for(server)), name)
        with pytest.raises(chatwoot_client.ApiException) as raised:
            method(*arguments)
    assert ("identifier_hash" in str(raised.value)) is (status == 500)


def test_a_contact_s_identifier_is_in_no_error(client_for):
    with ScriptedServer([json_answer({}, 500)]) as server:
        api = ContactsAPIApi(client_for(server))
        with pytest.raises(chatwoot_client.ServiceException) as raised:
            api.get_details_of_a_contact(
                "inbox", "4915112345678", identifier="ann@example.com", identifier_hash="s3cret"
            )
    assert raised.value.url == f"{server.url}{CONTACT}"
    for secret in ("4915112345678", "ann@example.com", "s3cret"):
        assert secret not in str(raised.value)


def test_before_4_16_an_update_answers_with_the_whole_record(client_for):
    record = {"id": 5, "account_id": 1, "created_at": "2026-11-23T06:15:28.072Z", "last_activity_at": None, "new": 1}
    with ScriptedServer([json_answer(record)]) as server:
        contact = ContactsAPIApi(client_for(server)).update_a_contact({}, "inbox", "contact")
    assert contact.created_at == datetime.datetime(2026, 11, 23, 6, 15, 28, 72000, tzinfo=datetime.timezone.utc)
    assert (contact.account_id, contact.last_activity_at, contact.source_id) == (1, None, None)
    assert contact.to_dict() == record
