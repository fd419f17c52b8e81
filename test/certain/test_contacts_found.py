"""``ContactsApi.find_or_create``: exact, one however many come at once, and nobody else's."""

from __future__ import annotations

import copy
import pickle
import threading
import time
from collections import Counter
from typing import Any, Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from racing import Race, at_once
from servers import CLOSE, ScriptedServer, answer, json_answer
from timing import SLACK

from chatwoot_client import (
    AmbiguousResultException,
    ApiClient,
    ApiException,
    Contact,
    ContactConflictException,
    ContactsApi,
    FoundContact,
)
from chatwoot_client.certain.people import lowered, person_of
from chatwoot_client.sandbox import Sandbox

PHONE = "+4915123456789"
USER = {"userApiKey": "token"}


@pytest.fixture
def contacts(server: Sandbox, client_for: Callable[..., ApiClient]) -> ContactsApi:
    return ContactsApi(client_for(server, api_key={"userApiKey": server.user_token}))


def asked(server: Sandbox) -> list[str]:
    """The methods and endings of the requests since the last time that was asked for."""
    made = [f"{request.method} {request.path.rpartition('/')[2]}" for request in server.requests]
    server.clear_requests()
    return made


def strangers(race: Race, client_for: Callable[..., ApiClient], number: int) -> list[ContactsApi]:
    """As many callers that know nothing of each other, as in processes of their own."""
    return [ContactsApi(client_for(f"{race.url}/p{each}", api_key=USER)) for each in range(number)]


# --- one that's there ---


@pytest.mark.parametrize(
    ("stored", "known"),
    [
        ({"email": "Ada@Example.com"}, {"email": "aDA@example.COM"}),
        ({"phone_number": PHONE}, {"phone_number": PHONE}),
        ({"identifier": "u-1"}, {"identifier": "u-1"}),
        ({"identifier": "u-1", "email": "ada@example.com"}, {"identifier": "u-1", "email": "new@example.com"}),
        ({"email": "ada@example.com"}, {"email": "ada@example.com", "phone_number": PHONE}),
        ({"identifier": "İ, 100%"}, {"identifier": "İ, 100%"}),
        ({"identifier": "a\\b"}, {"identifier": "a\\b"}),
    ],
)
def test_who_has_one_of_what_is_known_is_found_and_stays_as_it_is(
    contacts: ContactsApi, stored: Any, known: Any
) -> None:
    made = contacts.contact_create({"name": "Ada", **stored}, 1).payload.contact
    found = contacts.find_or_create(1, **known, name="Somebody", custom_attributes={"plan": "gold"})
    assert (found.contact.id, found.created) == (made.id, False)
    assert contacts.contact_details(1, made.id).payload == made


@pytest.mark.parametrize(
    ("stored", "known"),
    [
        ({"email": "ada@example.com.au"}, {"email": "ada@example.com"}),
        ({"email": "xada@example.com"}, {"email": "ada@example.com"}),
        ({"identifier": "u-10"}, {"identifier": "u-1"}),
        ({"identifier": "U-1"}, {"identifier": "u-1"}),
        ({"identifier": "u_1"}, {"identifier": "u%1"}),
        ({"phone_number": "+491512345678", "identifier": "+4915123456789"}, {"phone_number": PHONE}),
        ({"name": "ada@example.com", "identifier": "x"}, {"email": "ada@example.com"}),
    ],
)
def test_who_has_nearly_the_same_is_somebody_else(contacts: ContactsApi, stored: Any, known: Any) -> None:
    other = contacts.contact_create(stored, 1).payload.contact
    found = contacts.find_or_create(1, **known)
    assert found.created is True
    assert found.contact.id != other.id


def test_an_identifier_among_more_than_a_page_of_others_that_differ_in_case_is_found() -> None:
    others = [{"id": each, "identifier": "ABC"} for each in range(1, 16)]
    pages = [
        {"meta": {"count": 16}, "payload": others},
        {"meta": {"count": 16}, "payload": [{"id": 16, "identifier": "abc"}]},
    ]
    with ScriptedServer(list(map(json_answer, pages))) as server:
        client = ApiClient(_configuration(server.url))
        assert ContactsApi(client).find_or_create(1, identifier="abc").contact.id == 16
        client.close()


def _configuration(host: str) -> Any:
    from chatwoot_client import Configuration

    return Configuration(host=host, api_key=USER, retries=0)


def test_a_server_that_gives_the_same_page_again_is_not_asked_for_ever() -> None:
    page = json_answer({"meta": {"count": 40}, "payload": [{"id": 7, "identifier": "U-1"}]})
    made = json_answer({"payload": {"contact": {"id": 8, "identifier": "u-1"}}})
    with ScriptedServer([page, page, made]) as server, ApiClient(_configuration(server.url)) as client:
        assert ContactsApi(client).find_or_create(1, identifier="u-1").contact.id == 8
        assert len(server.requests) == 3


def test_it_costs_as_many_requests_as_its_description_says(contacts: ContactsApi, server: Sandbox) -> None:
    contacts.find_or_create(1, email="ada@example.com")
    assert asked(server) == ["POST filter", "POST contacts"]
    contacts.find_or_create(1, email="ada@example.com")
    assert asked(server) == ["POST filter"]
    contacts.find_or_create(1, phone_number=PHONE)
    assert asked(server) == ["POST filter", "POST contacts", "POST filter"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(*[st.text("aAİß%_\\+. é", min_size=1, max_size=3)] * 2)
def test_whatever_an_identifier_is_it_finds_its_own_contact_and_no_other(
    contacts: ContactsApi, server: Sandbox, stored: str, known: str
) -> None:
    server.reset()
    made = contacts.contact_create({"identifier": stored}, 1).payload.contact
    found = contacts.find_or_create(1, identifier=known)
    assert (found.contact.id == made.id, found.created) == (stored == known, stored != known)
    assert found.contact.identifier == known


# --- what of it is changed ---


def test_what_is_missing_is_filled_in_and_nothing_else(contacts: ContactsApi) -> None:
    contacts.contact_create({"name": "Ada", "email": "ada@example.com", "custom_attributes": {"plan": "gold"}}, 1)
    found = contacts.find_or_create(
        1,
        email="ada@example.com",
        phone_number=PHONE,
        name="Somebody",
        custom_attributes={"plan": "silver", "since": 2020},
        update="missing",
    )
    assert found.created is False
    assert (found.contact.name, found.contact.phone_number) == ("Ada", PHONE)
    assert found.contact.custom_attributes == {"plan": "gold", "since": 2020}


def test_all_is_changed_where_that_is_asked_for_and_nothing_is_sent_that_is_there(
    contacts: ContactsApi, server: Sandbox
) -> None:
    contacts.contact_create({"name": "Ada", "email": "ada@example.com", "custom_attributes": {"plan": "gold"}}, 1)
    server.clear_requests()
    known: Any = {
        "email": "ada@example.com",
        "name": "Ada King",
        "custom_attributes": {"plan": "silver"},
        "update": "all",
    }
    found = contacts.find_or_create(1, **known)
    assert (found.contact.name, found.contact.custom_attributes) == ("Ada King", {"plan": "silver"})
    assert asked(server) == ["POST filter", f"PUT {found.contact.id}"]
    contacts.find_or_create(1, **known)
    assert asked(server) == ["POST filter"]


# --- somebody else's ---


def test_what_belongs_to_two_people_is_told_with_both_and_nothing_is_made(
    contacts: ContactsApi, server: Sandbox
) -> None:
    ada = contacts.contact_create({"email": "ada@example.com"}, 1).payload.contact
    bob = contacts.contact_create({"phone_number": PHONE}, 1).payload.contact
    with pytest.raises(ContactConflictException) as caught:
        contacts.find_or_create(1, email="ADA@example.com", phone_number=PHONE, update="all")
    assert caught.value.contacts == {"email": (ada.id,), "phone_number": (bob.id,)}
    assert f"email: contact {ada.id}; phone_number: contact {bob.id}" in str(caught.value)
    assert "example.com" not in str(caught.value)
    assert contacts.contact_list(1).meta.count == 2
    for same in (copy.copy(caught.value), pickle.loads(pickle.dumps(caught.value))):
        assert (same.contacts, str(same)) == (caught.value.contacts, str(caught.value))


def test_who_has_another_identifier_is_another_person(contacts: ContactsApi) -> None:
    ada = contacts.contact_create({"email": "ada@example.com", "identifier": "u-1"}, 1).payload.contact
    with pytest.raises(ContactConflictException, match="another identifier") as caught:
        contacts.find_or_create(1, email="ada@example.com", identifier="u-2")
    assert caught.value.contacts == {"email": (ada.id,)}


def test_a_number_that_was_stored_twice_long_ago_is_told_and_left_alone(client_for: Callable[..., ApiClient]) -> None:
    with Race() as race:
        for age in (5000, 4000):
            race.contacts[age] = {**race.blank(age), "phone_number": PHONE, "created_at": 1_700_000_000 - age}
        (api,) = strangers(race, client_for, 1)
        with pytest.raises(ContactConflictException, match="422 to whatever is to change") as caught:
            api.find_or_create(1, phone_number=PHONE)
        assert caught.value.contacts == {"phone_number": (5000, 4000)}
        assert {method for method, _ in race.requests} == {"POST"}
        assert race.asked("POST", "contact_merge") == 0


def test_a_contact_that_cannot_be_changed_is_told_with_who_else_has_its_number(
    client_for: Callable[..., ApiClient],
) -> None:
    with Race() as race:
        race.contacts[4] = {**race.blank(4), "email": "ada@example.com", "phone_number": PHONE}
        race.contacts[9] = {**race.blank(9), "phone_number": PHONE}
        (api,) = strangers(race, client_for, 1)
        with pytest.raises(ContactConflictException) as caught:
            api.find_or_create(1, email="ada@example.com", name="Ada", update="all")
        assert caught.value.contacts == {"phone_number": (4, 9)}
        for change in (
            lambda: api.set_custom_attributes({"plan": "gold"}, 1, 4),
            lambda: api.add_labels("vip", 1, 4),
        ):
            with pytest.raises(ContactConflictException) as caught:
                change()
            assert caught.value.contacts == {"phone_number": (4, 9)}


# --- races ---


@pytest.mark.parametrize(
    "known",
    [{"phone_number": PHONE}, {"email": "ada@example.com"}, {"email": "ada@example.com", "phone_number": PHONE}],
    ids=lambda known: " and ".join(known),
)
def test_40_strangers_at_once_find_the_same_contact_and_there_is_one(
    client_for: Callable[..., ApiClient], known: Any
) -> None:
    with Race() as race:
        callers = strangers(race, client_for, 40)
        found = at_once(*(lambda api=api: api.find_or_create(1, **known) for api in callers))
        assert Counter(map(type, found)) == {FoundContact: 40}
        (survivor,) = race.contacts
        assert {each.contact.id for each in found} == {survivor}
        assert Counter(each.created for each in found)[True] == 1
        assert race.contacts[survivor]["phone_number"] == known.get("phone_number")
        # Else there was no race to be lost.
        assert "email" in known or len(race.stored) > 1


def test_40_threads_of_one_process_make_one_contact_with_one_request(contacts: ContactsApi, server: Sandbox) -> None:
    found = at_once(*(lambda: contacts.find_or_create(1, email="ada@example.com") for _ in range(40)))
    assert Counter((each.contact.id, each.created) for each in found) == {(1, True): 1, (1, False): 39}
    assert asked(server).count("POST contacts") == 1


def test_twins_whose_makers_are_gone_are_merged_by_whoever_comes(client_for: Callable[..., ApiClient]) -> None:
    with Race() as race:
        for id in (3, 4, 5):
            race.contacts[id] = {**race.blank(id), "phone_number": PHONE}
        race.contacts[5]["name"] = "Ada"
        (api,) = strangers(race, client_for, 1)
        found = api.find_or_create(1, phone_number=PHONE)
        assert (found.contact.id, found.created) == (3, False)
        assert list(race.contacts) == [3]
        assert race.contacts[3]["name"] == "Ada"


# --- failures on the way ---


@pytest.mark.parametrize("processed", [True, False])
def test_a_contact_whose_answer_got_lost_is_looked_for_and_made_again_only_if_it_is_not_there(
    contacts: ContactsApi, server: Sandbox, processed: bool
) -> None:
    server.cut_next(processed=processed, path="*/contacts")
    found = contacts.find_or_create(1, email="ada@example.com")
    assert found.created is (None if processed else True)
    assert contacts.contact_list(1).meta.count == 1


def test_a_500_for_a_number_that_was_stored_all_the_same_makes_no_second_one(
    contacts: ContactsApi, server: Sandbox
) -> None:
    server.fail_next(status=500, processed=True, path="*/contacts")
    assert contacts.find_or_create(1, phone_number=PHONE).created is None
    assert contacts.contact_list(1).meta.count == 1


def test_a_number_that_a_server_behind_a_cdn_still_stores_makes_no_second_one(
    contacts: ContactsApi, server: Sandbox
) -> None:
    stored = threading.Timer(0.8, lambda: contacts.contact_create({"phone_number": PHONE}, 1))
    server.fail_next(status=524, processed=False, path="*/contacts")
    stored.start()
    found = contacts.find_or_create(1, phone_number=PHONE)
    assert (found.contact.phone_number, found.created) == (PHONE, None)
    assert asked(server).count("POST contacts") == 2


def test_a_contact_on_which_a_server_works_longer_than_it_is_sent_again_is_waited_for(
    contacts: ContactsApi, server: Sandbox
) -> None:
    stored = threading.Timer(1.8, lambda: contacts.contact_create({"email": "ada@example.com"}, 1))
    server.cut_next(processed=False, times=3, path="*/contacts")
    stored.start()
    found = contacts.find_or_create(1, email="ada@example.com")
    assert (found.contact.email, found.created) == ("ada@example.com", None)
    assert asked(server).count("POST contacts") == 4


@pytest.mark.parametrize("known", [{"phone_number": PHONE}, {"email": "ada@example.com"}])
def test_a_contact_that_can_not_be_looked_for_at_once_is_looked_for_again(known: dict[str, str]) -> None:
    def shown(*contacts: Any) -> bytes:
        return json_answer({"meta": {"count": len(contacts)}, "payload": contacts})

    there = {"id": 7, "created_at": 1, **known}
    script = [shown(), CLOSE, answer(status=500), shown(there), shown(there)]
    with ScriptedServer(script) as server, ApiClient(_configuration(server.url)) as client:
        found = ContactsApi(client).find_or_create(1, **known)
        assert (found.contact.id, found.created) == (7, None)
        assert [request.target.rpartition("/")[2] for request in server.requests].count("contacts") == 1


def test_what_a_server_refuses_for_another_reason_is_what_it_says(contacts: ContactsApi) -> None:
    with pytest.raises(ApiException, match="too long"):
        contacts.find_or_create(1, email="ada@example.com", name="A" * 300)


def test_one_whom_the_filter_does_not_show_is_found_by_the_search() -> None:
    nobody = json_answer({"meta": {"count": 0}, "payload": []})
    taken = json_answer({"message": "Identifier has already been taken", "attributes": ["identifier"]}, 422)
    nearly = {"id": 3, "identifier": "xu-1"}
    shown = json_answer({"meta": {"count": 2}, "payload": [nearly, {"id": 4, "identifier": "u-1"}]})
    with ScriptedServer([nobody, taken, nobody, shown, nobody]) as server:
        with ApiClient(_configuration(server.url)) as client:
            assert ContactsApi(client).find_or_create(1, identifier="u-1") == FoundContact(
                Contact(id=4, identifier="u-1"), False
            )
        assert "/contacts/search?q=u-1" in server.requests[3].target


def test_the_deadline_is_for_all_of_it(contacts: ContactsApi, server: Sandbox) -> None:
    server.cut_next(processed=False, times=9, path="*/contacts")
    began = time.monotonic()
    with pytest.raises(AmbiguousResultException):
        contacts.find_or_create(1, phone_number=PHONE, _deadline=1)
    # Without a deadline it's looked for until the server has to be done.
    assert time.monotonic() - began < 1 + SLACK


# --- what it takes ---


@pytest.mark.parametrize(
    ("known", "error", "message"),
    [
        ({}, ValueError, "one of identifier, email and phone_number is needed"),
        ({"email": ""}, ValueError, "one of identifier, email and phone_number is needed"),
        ({"email": " ada@example.com"}, ValueError, "email must be an address"),
        ({"email": "ada"}, ValueError, "email must be an address"),
        ({"identifier": 5}, TypeError, "identifier must be text, not int"),
        ({"phone_number": "+49 151 / 234-567"}, ValueError, "without anything between the digits"),
        ({"phone_number": "0151234567"}, ValueError, "with its country's code"),
        ({"phone_number": "+0151234567"}, ValueError, "phone_number must be in E.164"),
        ({"phone_number": "+1234567890123456"}, ValueError, "phone_number must be in E.164"),
        ({"phone_number": "+٤٩١٥١"}, ValueError, "phone_number must be in E.164"),
        ({"email": "a@b", "update": "some"}, ValueError, "update must be one of 'nothing', 'missing', 'all'"),
        ({"email": "a@b", "async_req": True}, TypeError, "async_req"),
        ({"email": "a@b", "name": b"Ada"}, TypeError, "name must be text, not bytes"),
        ({"email": "a@b", "name": "\ud800"}, ValueError, "name"),
        ({"email": "a@b", "avatar_url": ["http://host"]}, TypeError, "avatar_url must be text, not list"),
        ({"email": "a@b", "custom_attributes": {"since": object()}}, ValueError, "JSON has nothing for"),
        ({"email": "a@b", "account_id": [1]}, TypeError, "account_id"),
    ],
)
def test_what_no_contact_can_have_is_refused_before_anything_is_sent(
    client_for: Callable[..., ApiClient], known: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ContactsApi(client_for("http://unreachable.invalid")).find_or_create(**{"account_id": 1, **known})


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("Ada@Example.COM", "ada@example.com"),
        ("ΟΔΥΣΣΕΥΣ@x.gr", "οδυσσευσ@x.gr"),
        ("İ@x.tr", "i̇@x.tr"),
        ("ẞ@x.de", "ß@x.de"),
    ],
)
def test_an_address_is_lowered_as_ruby_lowers_it(written: str, stored: str) -> None:
    assert lowered(written) == stored
    assert person_of(None, written, None).hits(Contact(email=stored)) == ["email"]


LETTERS = st.text(st.characters(exclude_categories=("Z", "C"), exclude_characters="@"), min_size=1, max_size=6)


@given(LETTERS, LETTERS, LETTERS)
def test_a_person_hits_a_contact_in_just_the_fields_that_are_the_same(identifier: str, local: str, other: str) -> None:
    person = person_of(identifier, f"{local}@example.com", PHONE)
    same = Contact(identifier=identifier, email=lowered(f"{local}@example.com"), phone_number=PHONE)
    assert person.hits(same) == ["identifier", "email", "phone_number"]
    longer = Contact(identifier=identifier + other, email=f"{other}{local}@example.com", phone_number=PHONE + "0")
    assert person.hits(longer) == []
    assert person.hits(Contact(identifier=None, email=None, phone_number=None)) == []
