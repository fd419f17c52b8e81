"""The sandbox's contacts, as agents handle them."""

from __future__ import annotations

from typing import Any

import pytest
from office import PNG, Caller

import chatwoot_client
from chatwoot_client import ApiException, ContactLabelsApi, ContactsApi
from chatwoot_client.sandbox import Sandbox


def created(caller: Caller, **contact: Any) -> dict[str, Any]:
    payload: dict[str, Any] = caller.post("/contacts", contact)["payload"]
    return payload


def condition(key: str, operator: str, *values: Any, joint: str | None = None) -> dict[str, Any]:
    return {"attribute_key": key, "filter_operator": operator, "values": list(values), "query_operator": joint}


def test_contacts_of_the_public_api_and_of_agents_are_the_same(
    server: Sandbox, client: chatwoot_client.ApiClient, admin: Caller
) -> None:
    public = chatwoot_client.ContactsAPIApi(client)
    visitor = public.create_a_contact({"name": "Carla", "email": "carla@sandbox.test"}, server.inbox.identifier)
    contacts = ContactsApi(client)
    listed = contacts.contact_list(1)
    assert [(each.id, each.name) for each in listed.payload] == [(visitor.id, "Carla")]
    assert listed.payload[0].contact_inboxes[0].source_id == visitor.source_id
    contacts.contact_update({"name": "Carla C."}, 1, visitor.id)
    assert public.get_details_of_a_contact(server.inbox.identifier, visitor.source_id).name == "Carla C."
    contacts.contact_delete(1, visitor.id)
    with pytest.raises(ApiException) as caught:
        public.get_details_of_a_contact(server.inbox.identifier, visitor.source_id)
    assert caught.value.status == 404
    assert admin.get("/contacts")["meta"] == {"count": 0, "current_page": 1}


def test_attributes_are_merged_and_what_is_sent_empty_is_emptied(admin: Caller) -> None:
    contact = created(
        admin,
        name="Carla",
        phone_number="+14155550111",
        custom_attributes={"tier": "gold", "visits": 3},
        additional_attributes={"city": "Oslo"},
    )["contact"]
    path = f"/contacts/{contact['id']}"
    change = {"phone_number": None, "custom_attributes": {"tier": "silver"}, "additional_attributes": {"country": "NO"}}
    changed = admin.patch(path, change)["payload"]
    assert changed["phone_number"] is None
    assert changed["custom_attributes"] == {"tier": "silver", "visits": 3}
    assert changed["additional_attributes"] == {"city": "Oslo", "country": "NO"}
    shown = admin.post(f"{path}/destroy_custom_attributes", {"custom_attributes": ["visits"]})["payload"]
    assert shown["custom_attributes"] == {"tier": "silver"}


def test_addresses_and_numbers_are_one_contact_s_alone(admin: Caller) -> None:
    created(admin, name="Carla", email="Carla@Sandbox.test", identifier="c-1", phone_number="+14155550111")
    again = {"email": "carla@sandbox.test", "identifier": "c-1", "phone_number": "+14155550111"}
    refused = admin.ask("POST", "/contacts", again)
    assert (refused.status, refused.json["attributes"]) == (422, ["email", "identifier", "phone_number"])
    assert refused.json["message"].startswith("Email has already been taken, Identifier has already")


def test_lists_hold_15_of_those_who_can_be_reached(admin: Caller) -> None:
    created(admin, name="Nobody knows where")
    for number in range(17):
        created(admin, name=f"Person {number:02}", email=f"p{number:02}@sandbox.test")
    first, second = (admin.get(f"/contacts?page={page}") for page in (1, 2))
    assert (len(first["payload"]), len(second["payload"])) == (15, 2)
    assert first["meta"] == {"count": 17, "current_page": "1"}
    assert admin.get("/contacts?sort=-name")["payload"][0]["name"] == "Person 16"
    assert admin.get("/contacts?page=3")["payload"] == []
    slim = admin.ask("GET", "/contacts?include_contact_inboxes=false").json["payload"]
    assert all("contact_inboxes" not in each for each in slim)


def test_search_counts_its_page_and_says_whether_there_is_more(admin: Caller) -> None:
    for number in range(16):
        created(admin, name=f"Person {number:02}", email=f"p{number:02}@sandbox.test")
    assert admin.get("/contacts/search?q=person")["meta"] == {"count": 15, "current_page": 1, "has_more": True}
    last = admin.get("/contacts/search?q=P03@")
    assert [each["name"] for each in last["payload"]] == ["Person 03"]
    assert admin.ask("GET", "/contacts/search").json["meta"]["count"] is None


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        ([condition("name", "contains", "AN")], ["Ann", "Dan"]),
        ([condition("name", "does_not_contain", "an")], ["Bo"]),
        ([condition("city", "equal_to", "Oslo")], ["Ann"]),
        ([condition("city", "not_equal_to", "Oslo")], ["Bo"]),
        ([condition("email", "equal_to", "ANN@sandbox.test", "bo@sandbox.test")], ["Ann"]),
        ([condition("phone_number", "starts_with", "+14155550111")], ["Dan"]),
        ([condition("labels", "is_not_present")], ["Bo", "Dan"]),
        ([condition("labels", "equal_to", "vip")], ["Ann"]),
        ([condition("blocked", "equal_to", True)], ["Bo"]),
        ([condition("created_at", "is_greater_than", "2020-01-01")], ["Ann", "Bo", "Dan"]),
        ([condition("tier", "equal_to", "Gold")], ["Ann"]),
        ([condition("tier", "not_equal_to", "gold")], ["Bo", "Dan"]),
        ([condition("visits", "is_greater_than", 2)], ["Ann"]),
        # AND binds closer than OR.
        (
            [
                condition("name", "equal_to", "Bo", joint="or"),
                condition("name", "equal_to", "Ann", joint="AND"),
                condition("city", "equal_to", "Rome"),
            ],
            ["Bo"],
        ),
        ([], ["Ann", "Bo", "Dan"]),
    ],
)
def test_filters_find(admin: Caller, conditions: list[dict[str, Any]], names: list[str]) -> None:
    for key, kind in (("tier", 0), ("visits", 1)):
        definition = {"attribute_display_name": key, "attribute_display_type": kind, "attribute_key": key}
        admin.post("/custom_attribute_definitions", {**definition, "attribute_model": 1})
    ann = created(
        admin,
        name="Ann",
        email="ann@sandbox.test",
        additional_attributes={"city": "Oslo"},
        custom_attributes={"tier": "gold", "visits": 3},
    )["contact"]
    admin.post(f"/contacts/{ann['id']}/labels", {"labels": ["vip"]})
    created(admin, name="Bo", email="bo@sandbox.test", blocked=True, additional_attributes={"city": "Rome"})
    created(admin, name="Dan", email="dan@sandbox.test", phone_number="+14155550111")
    found = admin.post("/contacts/filter", {"payload": conditions})
    assert [each["name"] for each in found["payload"]] == names
    assert found["meta"]["count"] == len(names)


def test_filters_refuse_operators_that_an_attribute_lacks(admin: Caller) -> None:
    refused = admin.ask("POST", "/contacts/filter", {"payload": [condition("name", "resembles", "x")]})
    allowed = "equal_to,not_equal_to,contains,does_not_contain"
    error = {"error": f"Invalid operator. The allowed operators for name are [{allowed}]."}
    assert (refused.status, refused.json) == (422, error)


def test_labels_are_replaced(client: chatwoot_client.ApiClient, admin: Caller) -> None:
    contact = created(admin, name="Carla", email="carla@sandbox.test")["contact"]
    labels = ContactLabelsApi(client)
    labels.contact_add_labels({"labels": ["vip", "new"]}, 1, contact["id"])
    labels.contact_add_labels({"labels": ["old"]}, 1, contact["id"])
    assert labels.list_all_labels_of_a_contact(1, contact["id"]).payload == ["old"]
    assert admin.get("/contacts?labels[]=old")["meta"]["count"] == 1
    assert admin.get("/contacts?labels[]=vip")["meta"]["count"] == 0


def test_a_place_in_an_inbox_is_found_again_by_its_source_id(server: Sandbox, admin: Caller) -> None:
    other = server.create_inbox("Other")
    contact = created(admin, name="Carla", email="carla@sandbox.test")
    assert contact["contact_inbox"] == {"inbox": None, "source_id": None}
    path = f"/contacts/{contact['contact']['id']}"
    places = [admin.post(f"{path}/contact_inboxes", {"inbox_id": other.id, "source_id": "c-1"}) for _ in "ab"]
    assert places[0] == places[1]
    found = admin.post("/contact_inboxes/filter", {"inbox_id": other.id, "source_id": "c-1"})
    assert found["name"] == "Carla"
    contactable = admin.get(f"{path}/contactable_inboxes")["payload"]
    assert [each["inbox"]["id"] for each in contactable] == [server.inbox.id, other.id]
    assert contactable[1]["source_id"] == "c-1"
    stranger = created(admin, name="Stranger")["contact"]["id"]
    refused = admin.ask("POST", f"/contacts/{stranger}/contact_inboxes", {"inbox_id": other.id, "source_id": "c-1"})
    assert refused.status == 500
    conversation = {"inbox_id": other.id, "contact_id": stranger, "source_id": "c-1"}
    refused = admin.ask("POST", "/conversations", conversation)
    assert (refused.status, refused.json) == (422, {"error": "source_id should be unique"})


def test_merging_keeps_what_the_first_has_and_takes_what_it_lacks(admin: Caller) -> None:
    base = created(admin, name="Base", custom_attributes={"from": "base"})["contact"]["id"]
    other = created(admin, name="Other", email="o@sandbox.test", custom_attributes={"from": "other", "x": 1})
    mergee = other["contact"]["id"]
    conversation = admin.post("/conversations", {"inbox_id": 1, "contact_id": mergee})["id"]
    merged = admin.post("/actions/contact_merge", {"base_contact_id": base, "mergee_contact_id": mergee})
    assert (merged["id"], merged["name"], merged["email"]) == (base, "Base", "o@sandbox.test")
    assert merged["custom_attributes"] == {"from": "base", "x": 1}
    assert admin.ask("GET", f"/contacts/{mergee}").status == 404
    kept = admin.get(f"/contacts/{base}/conversations")["payload"]
    assert [each["id"] for each in kept] == [conversation]


def test_notes_are_kept_per_contact(admin: Caller, client: chatwoot_client.ApiClient) -> None:
    contact = created(admin, name="Carla")["contact"]["id"]
    contacts = ContactsApi(client)
    note = contacts.create_contact_note({"content": "Called back"}, 1, contact)
    assert contacts.update_contact_note({"content": "Twice"}, 1, contact, note.id).content == "Twice"
    assert admin.get(f"/contacts/{contact}/notes/{note.id}")["user"]["role"] == "administrator"
    assert [each["content"] for each in admin.get(f"/contacts/{contact}/notes")] == ["Twice"]
    contacts.delete_contact_note(1, contact, note.id)
    assert contacts.list_contact_notes(1, contact) == []


def test_an_avatar_can_be_fetched_until_it_is_deleted(server: Sandbox, admin: Caller) -> None:
    answer = admin.upload("/contacts", [("avatar", "face.png", "image/png", PNG)], name="Carla")
    contact = answer["payload"]["contact"]
    assert contact["thumbnail"].startswith(f"{server.url}/rails/active_storage/representations/")
    assert admin.delete(f"/contacts/{contact['id']}/avatar")["payload"]["thumbnail"] == ""
