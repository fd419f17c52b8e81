"""Answers with nothing in them, as of a proxy: taken for no list that is empty, and for no record without anything."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from servers import ScriptedServer, answer, json_answer

from chatwoot_client import (
    ApiClient,
    ContactsApi,
    ContactsAPIApi,
    ConversationsApi,
    ConversationsAPIApi,
    DecodeException,
    MessagesApi,
    MessagesAPIApi,
)

BODY = {"content": "Hi"}
CALLS: dict[str, Callable[[ApiClient], Any]] = {
    "a message": lambda client: MessagesApi(client).send_once(BODY, 1, 2, key="a"),
    "a contact's message": lambda client: MessagesAPIApi(client).send_once(BODY, "inbox", "contact", 2),
    "a contact": lambda client: ContactsApi(client).find_or_create(1, phone_number="+4915123456789"),
    "a conversation": lambda client: ConversationsApi(client).find_or_create(1, 2, 3),
    "a public contact": lambda client: ContactsAPIApi(client).find_or_create("inbox", "contact"),
    "a public conversation": lambda client: ConversationsAPIApi(client).find_or_create("inbox", "contact"),
    "labels": lambda client: ConversationsApi(client).add_labels("vip", 1, 2),
    "a contact's labels": lambda client: ContactsApi(client).add_labels("vip", 1, 2),
    "attributes": lambda client: ConversationsApi(client).set_custom_attributes({"plan": "gold"}, 1, 2),
    "a contact's attributes": lambda client: ContactsApi(client).set_custom_attributes({}, 1, 2, merge=False),
    "changes": lambda client: list(ConversationsApi(client).changes(1, since=1)),
    "messages after one": lambda client: list(MessagesApi(client).iter_messages(1, 2, after=5)),
    "a contact's messages": lambda client: list(MessagesAPIApi(client).iter_messages("inbox", "contact", 2, after=5)),
}
FILTER = "/api/v1/accounts/1/contacts/filter"


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("body", [b"", b"null", b"{}"])
def test_an_answer_without_anything_is_none_to_go_by(name: str, body: bytes, client_for: Any) -> None:
    with ScriptedServer([answer(body, headers={"Content-Type": "application/json"})]) as server:
        with pytest.raises(DecodeException, match="the answer"):
            CALLS[name](client_for(server))
        # A list that fails is read in parts, where that's a way.
        assert [each.method for each in server.requests] in (["GET"], ["GET", "GET"], ["POST"])
        assert all(each.method == "GET" or each.target.startswith(FILTER) for each in server.requests)


@pytest.mark.parametrize("name", ["a contact", "a conversation"])
def test_an_answer_without_anything_leaves_open_whether_something_was_made(name: str, client_for: Any) -> None:
    nobody = {"meta": {"count": 0}, "payload": []}
    inboxes = [{"source_id": "s", "inbox": {"id": 3}}]
    there = {"id": 7, "status": "open", "inbox_id": 3, "phone_number": "+4915123456789", "contact_inboxes": inboxes}
    contact = json_answer({"payload": there})
    nowhere, found = json_answer(nobody), json_answer({"meta": {"count": 1}, "payload": [there]})
    before = [nowhere, contact] if name == "a conversation" else [nowhere]
    with ScriptedServer([*before, answer(), found]) as server:
        made, created = CALLS[name](client_for(server))
        assert (made.id, created) == (7, None)
        assert len([each for each in server.requests if each.target.endswith(("/contacts", "/conversations"))]) <= 3
