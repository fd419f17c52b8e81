"""``ContactsApi``: lists page by page, files in its forms, and the scripts that people have for it."""

from __future__ import annotations

import pytest
from forms import parsed
from servers import ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import (
    AmbiguousResultException,
    Contact,
    ContactCreatePayload,
    ContactImportPayload,
    ContactInbox,
    ContactsApi,
    FilterCondition,
    FilterPayload,
)

CONTACTS = "/api/v1/accounts/1/contacts"
PAGES = [
    json_answer({"meta": {"count": 3, "current_page": "1"}, "payload": [{"id": 5}, {"id": 3}]}),
    json_answer({"meta": {"count": 3, "current_page": "2"}, "payload": [{"id": 3}, {"id": 9}]}),
    json_answer({"meta": {"count": 3, "current_page": "3"}, "payload": []}),
]
BULK = {"attribute_key": "name", "filter_operator": "contains", "values": ["bulk"], "query_operator": None}


@pytest.mark.parametrize(
    ("walk", "arguments", "path", "before", "after"),
    [
        ("iter_contacts", {"sort": "-name", "labels": ["a", "b"]}, "", "sort=-name&", "&labels%5B%5D=a&labels%5B%5D=b"),
        ("iter_contacts", {"include_contact_inboxes": False}, "", "sort=created_at&", "&include_contact_inboxes=false"),
        ("iter_contact_search", {"q": "bulk person", "sort": "email"}, "/search", "q=bulk+person&sort=email&", ""),
        ("iter_contact_filter", {"body": {"payload": [BULK]}, "sort": "name"}, "/filter", "", "&sort=name"),
        ("iter_active_contacts", {"sort": "city"}, "/active", "sort=city&", ""),
        ("iter_contact_attachments", {"id": 7}, "/7/attachments", "", ""),
    ],
)
def test_a_walk_asks_for_page_after_page_until_nothing_is_new(client_for, walk, arguments, path, before, after):
    with ScriptedServer(PAGES) as server:
        found = getattr(ContactsApi(client_for(server)), walk)(account_id=1, **arguments)
        assert server.requests == []
        assert [item.id for item in found] == [5, 3, 9]
        assert [request.target for request in server.requests] == [
            f"{CONTACTS}{path}?{before}page={page}{after}" for page in (1, 2, 3)
        ]
        if "body" in arguments:
            assert [request.json for request in server.requests] == [arguments["body"]] * 3


@pytest.mark.parametrize(
    ("operation", "arguments", "message"),
    [
        ("contact_list", {"sort": ["name", "email"]}, "^sort takes one value, not a list; .* labels take several"),
        ("contact_search", {"sort": ["name"]}, "^sort takes one value, not a list$"),
        ("contact_filter", {"body": {"payload": []}, "page": (1, 2)}, "^page takes one value, not a tuple$"),
    ],
)
def test_a_parameter_that_takes_one_value_refuses_a_list(client_for, operation, arguments, message):
    with pytest.raises(TypeError, match=message):
        getattr(ContactsApi(client_for("http://unreachable.invalid")), operation)(account_id=1, **arguments)


def test_a_filter_of_models_says_what_the_same_filter_of_dicts_does(client_for):
    with ScriptedServer([PAGES[0]]) as server:
        body = FilterPayload(payload=[FilterCondition("name", "contains", ["bulk"], chatwoot_client.NULL)])
        ContactsApi(client_for(server)).contact_filter(body, 1)
        assert server.requests[0].json == {"payload": [BULK]}


def test_a_filter_is_repeated_as_it_only_reads_and_a_create_is_not(client_for):
    with ScriptedServer([json_answer({}, 503), PAGES[2], json_answer({}, 503)]) as server:
        api = ContactsApi(client_for(server))
        assert api.contact_filter({"payload": []}, 1).payload == []
        with pytest.raises(AmbiguousResultException):
            api.contact_create({}, 1)
        assert len(server.requests) == 3


def test_a_picture_goes_into_a_form_with_nested_fields_in_brackets(client_for, tmp_path):
    face = tmp_path / "face.png"
    face.write_bytes(b"data")
    body = ContactCreatePayload(1, "Carla", custom_attributes={"tier": "gold"}, avatar=face, blocked=False)
    with ScriptedServer([json_answer({"payload": {}}), json_answer({"payload": {}})]) as server:
        api = ContactsApi(client_for(server))
        api.contact_create(body, 1)
        api.contact_update({"avatar": face}, 1, 2)
        fields, files = parsed(server.requests[0])
        assert parsed(server.requests[1]) == ([], files)
    assert sorted(fields) == [
        ("blocked", "false"),
        ("custom_attributes[tier]", "gold"),
        ("inbox_id", "1"),
        ("name", "Carla"),
    ]
    assert files == [("avatar", "face.png", "image/png", b"data")]


def test_a_picture_that_the_server_has_goes_by_its_signed_id(client_for):
    with ScriptedServer([json_answer({"payload": {}})]) as server:
        ContactsApi(client_for(server)).contact_update({"avatar": "eyJfcmFpbHMi"}, 1, 2)
        assert server.requests[0].json == {"avatar": "eyJfcmFpbHMi"}


def test_contacts_are_imported_from_a_file_but_not_from_what_text_may_name(client_for):
    with ScriptedServer([answer()]) as server:
        api = ContactsApi(client_for(server))
        with pytest.raises(TypeError, match=r"import_file is a str; for a file on disk pass pathlib\.Path"):
            api.import_contacts({"import_file": "/etc/passwd"}, 1)
        assert server.requests == []
        body = ContactImportPayload(import_file=("contacts.csv", b"name,email\n", "text/csv"))
        assert api.import_contacts(body, 1) is None
        assert parsed(server.requests[0]) == ([], [("import_file", "contacts.csv", "text/csv", b"name,email\n")])


def test_a_script_for_the_old_client_runs_on(client_for):
    sent = {"payload": {"contact": {"id": 7}, "contact_inbox": {"inbox": {"id": 1}, "source_id": "s"}}}
    with ScriptedServer([json_answer(sent), json_answer({"source_id": "s", "inbox": {"id": 1}})]) as server:
        client = client_for(server)
        body = chatwoot_client.ContactCreate(1, "Carla", "carla@example.com", "+14155550111")
        created = ContactsApi(client).contact_create(body, account_id=1)
        assert isinstance(created, chatwoot_client.ExtendedContact)
        assert isinstance(created.payload, chatwoot_client.ContactPayload)
        assert isinstance(created.payload.contact, chatwoot_client.ContactPayloadContact)
        inbox = chatwoot_client.ContactApi(client).contact_inbox_creation(
            chatwoot_client.IdContactInboxesBody(inbox_id=1), 1, created.payload.contact.id
        )
        assert inbox.inbox.id == 1
        assert server.requests[0].json == {
            "inbox_id": 1,
            "name": "Carla",
            "email": "carla@example.com",
            "phone_number": "+14155550111",
        }
        assert server.requests[1].target == f"{CONTACTS}/7/contact_inboxes"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ContactBase", "ContactShowResponse"),
        ("ContactConversations", "ContactConversationsResponse"),
        ("ContactList", "ContactsListResponse"),
        ("ContactUpdate", "ContactUpdatePayload"),
        ("ContactableInboxes", "ContactInbox"),
        ("ContactInboxes", "ContactInbox"),
        ("ContactsFilterBody", "FilterPayload"),
        ("Apiv1accountsaccountIdcontactsfilterPayload", "FilterCondition"),
        ("ContactApi", "ContactsApi"),
    ],
)
def test_an_old_name_is_another_name_of_the_same_class(old, new):
    assert getattr(chatwoot_client, old) is getattr(chatwoot_client, new)


def test_who_has_a_source_id_is_one_contact_with_its_inboxes(client_for):
    sent = {"id": 7, "contact_inboxes": [{"source_id": "s", "inbox": {"id": 5}}]}
    with ScriptedServer(
        [json_answer(sent), answer(status=404, headers={"Content-Type": "application/json"})]
    ) as server:
        api = ContactsApi(client_for(server))
        contact = api.filter_contact_inboxes({"inbox_id": 5, "source_id": "s"}, 1)
        assert isinstance(contact, Contact)
        assert isinstance(contact.contact_inboxes[0], ContactInbox)
        with pytest.raises(chatwoot_client.NotFoundException):
            api.filter_contact_inboxes({"inbox_id": 5, "source_id": "nobody"}, 1)
