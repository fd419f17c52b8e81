"""Requests that the sandbox serves at the same time: none sees what the others do, as with a real server's threads."""

from __future__ import annotations

from typing import Any

import pytest
from office import Caller

from chatwoot_client.sandbox import Sandbox

PHONE = "+4915123456789"


def made(admin: Caller, given: Any) -> int:
    return admin.ask("POST", "/contacts", given).status


def test_contacts_that_race_are_all_stored_with_their_number_and_none_of_them_can_be_changed(
    server: Sandbox, admin: Caller
) -> None:
    server.race_next(times=3, path="*/contacts")
    assert [made(admin, {"phone_number": PHONE}) for _ in range(4)] == [200, 200, 200, 422]
    one, two, three = (each["id"] for each in admin.get("/contacts?sort=created_at")["payload"])
    merge = {"base_contact_id": one, "mergee_contact_id": two}
    for method, path, body in [
        ("PUT", f"/contacts/{one}", {"name": "Ada"}),
        ("PUT", f"/contacts/{one}", {"custom_attributes": {"plan": "gold"}}),
        ("POST", f"/contacts/{one}/labels", {"labels": ["vip"]}),
        ("POST", "/actions/contact_merge", merge),
    ]:
        answer = admin.ask(method, path, body)
        told = {"message": "Phone number has already been taken", "attributes": ["phone_number"]}
        assert (answer.status, answer.json) == (422, told)
    assert admin.ask("PUT", f"/contacts/{three}", {"phone_number": None}).status == 200
    assert admin.ask("POST", "/actions/contact_merge", merge).status == 200
    assert admin.ask("PUT", f"/contacts/{one}", {"name": "Ada"}).status == 200


@pytest.mark.parametrize("given", [{"email": "ada@example.com"}, {"identifier": "u-1"}])
def test_of_contacts_that_race_for_what_an_index_keeps_unique_one_is_stored(
    server: Sandbox, admin: Caller, given: Any
) -> None:
    server.race_next(times=3, path="*/contacts")
    assert [made(admin, given) for _ in range(4)] == [200, 500, 500, 422]


@pytest.mark.parametrize(
    ("given", "number"),
    [({"source_id": "c"}, 1), ({"email": "a@b"}, 1), ({"identifier": "u"}, 1), ({"phone_number": PHONE}, 3)],
)
def test_who_races_for_a_public_contact_gets_the_same_one_unless_it_goes_by_a_number(
    server: Sandbox, admin: Caller, given: Any, number: int
) -> None:
    server.race_next(times=3, path="*/contacts")
    path = f"/public/api/v1/inboxes/{server.inbox.identifier}/contacts"
    answers = [admin.ask("POST", path, given) for _ in range(4)]
    assert {each.status for each in answers} == {200}
    assert len({each.json["id"] for each in answers}) == number


@pytest.mark.parametrize("kind", ["Contact", "Conversation"])
def test_of_labels_that_race_the_last_ones_stay(server: Sandbox, admin: Caller, kind: str) -> None:
    contact = admin.post("/contacts", {"email": "ada@example.com"})["payload"]["contact"]["id"]
    conversation = admin.post("/conversations", {"inbox_id": server.inbox.id, "contact_id": contact})["id"]
    record = server.contact(contact) if kind == "Contact" else server.conversation(conversation)
    server.race_next(times=3, path="*/bulk_actions")
    for label in ("a", "b", "c", "d"):
        admin.ask("POST", "/bulk_actions", {"type": kind, "ids": [record.id], "labels": {"add": [label]}})
    assert record.labels == ["c", "d"]


def test_of_attributes_of_a_contact_that_race_the_last_ones_stay(server: Sandbox, admin: Caller) -> None:
    contact = admin.post("/contacts", {"email": "a@b", "custom_attributes": {"old": 1}})["payload"]["contact"]["id"]
    server.race_next(times=2, method="PUT")
    for key in ("a", "b"):
        admin.ask("PUT", f"/contacts/{contact}", {"custom_attributes": {key: 1}})
    assert server.contact(contact).custom_attributes == {"old": 1, "b": 1}


def test_an_inbox_that_is_locked_to_a_single_conversation_gets_one_from_each_that_races(
    server: Sandbox, admin: Caller
) -> None:
    server.inbox.lock_to_single_conversation = True
    contact = admin.post("/contacts", {"email": "a@b"})["payload"]["contact"]["id"]
    begun = {"inbox_id": server.inbox.id, "contact_id": contact, "source_id": "c"}
    server.race_next(times=2, path="*/conversations")
    ids = [admin.post("/conversations", begun)["id"] for _ in range(4)]
    assert ids == [1, 2, 2, 2]


def test_a_contact_whose_number_is_stored_twice_is_no_longer_changed_from_outside_either(
    server: Sandbox, admin: Caller
) -> None:
    path = f"/public/api/v1/inboxes/{server.inbox.identifier}/contacts"
    server.race_next(times=2, path="*/contacts")
    source, _ = (admin.ask("POST", path, {"phone_number": PHONE}).json["source_id"] for _ in range(2))
    assert admin.ask("PATCH", f"{path}/{source}", {"name": "Ada"}).status == 422
