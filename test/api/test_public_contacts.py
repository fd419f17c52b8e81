"""``ContactsAPIApi`` on the wire."""

from __future__ import annotations

import datetime

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client import ContactsAPIApi
from chatwoot_client.sandbox import Sandbox

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


IDENTIFIERS = {
    "ann@example.test": "ann%40example%2Etest",
    "example.test": "example%2Etest",
    ".hidden.": "%2Ehidden%2E",
    "a/b.c": "a%2Fb%2Ec",
}


@pytest.mark.parametrize(("identifier", "written"), IDENTIFIERS.items())
def test_a_source_id_with_a_dot_is_written_so_that_a_server_takes_it_whole(client_for, identifier, written):
    with ScriptedServer([json_answer({})]) as server:
        ContactsAPIApi(client_for(server)).get_details_of_a_contact("inbox", identifier)
    assert server.requests[0].target == f"/public/api/v1/inboxes/inbox/contacts/{written}"


def test_a_contact_whose_source_id_is_an_address_is_found_and_no_other_one(client_for):
    with Sandbox() as server:
        inbox = server.create_inbox("Web").identifier
        contacts = ContactsAPIApi(client_for(server))
        for source_id in ("ann@example", "ann@example.test"):
            contacts.create_a_contact({"name": source_id, "source_id": source_id}, inbox)
        assert contacts.get_details_of_a_contact(inbox, "ann@example.test").name == "ann@example.test"
        contacts.update_a_contact({"name": "Ann"}, inbox, "ann@example.test")
        assert contacts.get_details_of_a_contact(inbox, "ann@example").name == "ann@example"
        conversations = chatwoot_client.ConversationsAPIApi(client_for(server))
        assert conversations.list_all_contact_conversations(inbox, "ann@example.test") == []


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda client: ContactsAPIApi(client).create_a_contact({}, "no"), ["inbox_identifier"]),
        (
            lambda client: chatwoot_client.ConversationsAPIApi(client).list_all_contact_conversations("no", "no"),
            ["inbox_identifier", "contact_identifier"],
        ),
        (
            lambda client: chatwoot_client.MessagesAPIApi(client).list_all_converation_messages("no", "no", 1),
            ["inbox_identifier", "contact_identifier", "conversation_id"],
        ),
    ],
)
def test_a_404_of_the_public_api_says_what_the_values_have_to_be(client_for, call, told):
    missing = json_answer({"error": "Resource could not be found"}, 404)
    with ScriptedServer([missing]) as server, pytest.raises(chatwoot_client.NotFoundException) as raised:
        call(client_for(server))
    meant = [
        "identifier of an API inbox",
        "source id of a contact in that inbox",
        "one of that contact's conversations",
    ]
    names = ("inbox_identifier", "contact_identifier", "conversation_id")
    assert [name for name in names if name in raised.value.hint] == told
    assert [text for text in meant if text in raised.value.hint] == meant[: len(told)]
    assert "\n" not in raised.value.hint
