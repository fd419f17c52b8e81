"""``ContactsAPIApi`` on the wire."""

from __future__ import annotations

import datetime

import pytest
from operations import BodyRules, Operation, OperationRules
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client import ContactsAPIApi, PublicContact, PublicContactCreateUpdatePayload, PublicContactRecord

CONTACTS = "/public/api/v1/inboxes/{inbox_identifier}/contacts"
CONTACT = CONTACTS + "/{contact_identifier}"
INBOX = {"inbox_identifier": "inbox"}
OF_CONTACT = {**INBOX, "contact_identifier": "contact"}
BODY = {"identifier": "ann", "identifier_hash": "abc", "name": "Ännchen", "custom_attributes": {"plan": None}}


class TestOperations(OperationRules):
    operations = (
        Operation(
            ContactsAPIApi,
            "create_a_contact",
            "create-a-contact",
            "POST",
            INBOX,
            CONTACTS,
            PublicContact,
            PublicContactCreateUpdatePayload,
            takes_body=True,
            body=BODY,
        ),
        Operation(
            ContactsAPIApi,
            "get_details_of_a_contact",
            "get-details-of-a-contact",
            "GET",
            OF_CONTACT,
            CONTACT,
            PublicContact,
            query={
                "identifier": ("ann & bob", "identifier=ann+%26+bob"),
                "identifier_hash": ("äbc", "identifier_hash=%C3%A4bc"),
            },
        ),
        Operation(
            ContactsAPIApi,
            "update_a_contact",
            "update-a-contact",
            "PATCH",
            OF_CONTACT,
            CONTACT,
            PublicContactRecord,
            PublicContactCreateUpdatePayload,
            takes_body=True,
            body=BODY,
        ),
    )


class TestBodies(BodyRules):
    operations = tuple(operation for operation in TestOperations.operations if operation.takes_body)


@pytest.mark.parametrize("status", [404, 500])
@pytest.mark.parametrize("operation", TestOperations.operations, ids=lambda operation: operation.name)
def test_a_500_says_that_a_wrong_hash_looks_like_it(client_for, operation, status):
    with ScriptedServer([json_answer({"status": status, "error": "Internal Server Error"}, status)]) as server:
        method = getattr(ContactsAPIApi(client_for(server)), operation.name)
        with pytest.raises(chatwoot_client.ApiException) as raised:
            method(**operation.arguments())
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
