"""Filters: what Ruby makes of conditions and PostgreSQL of that. Expected is what a real 4.15.1 answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from office import Caller

from chatwoot_client.sandbox import Sandbox

ADA, BOB, CID, DAN = "Ada", "Bob", "Cid", "Dan"
PEOPLE: list[dict[str, Any]] = [
    {
        "name": ADA,
        "email": "ada@sandbox.test",
        "phone_number": "+491700000001",
        "identifier": "ID-Ada",
        "custom_attributes": {"tier": "Gold", "visits": 5, "since": "2021-01-02", "vip": True, "price": 10, "odd": "x"},
        "additional_attributes": {"city": "Berlin"},
    },
    {
        "name": BOB,
        "email": "bob@sandbox.test",
        "custom_attributes": {"tier": "silver", "visits": 7, "since": "2021-03-04", "vip": False},
        "additional_attributes": {"city": "berlin"},
    },
    {"name": CID, "phone_number": "+441700000002", "custom_attributes": {"visits": 10}, "blocked": True},
    {"name": DAN, "email": "dan@sandbox.test", "custom_attributes": {"tier": ""}},
    # Of whom no more than the name is known, no filter finds.
    {"name": "Eve", "custom_attributes": {"tier": "gold"}},
]
KINDS = {"tier": 0, "visits": 1, "price": 2, "since": 5, "vip": 7, "odd": 1}
TALKS: list[dict[str, Any]] = [
    {
        "status": "open",
        "custom_attributes": {"order": "A-1", "count": 5},
        "additional_attributes": {"mail_subject": "Hello World"},
    },
    {"status": "pending", "custom_attributes": {"order": "b-2", "count": 7}},
    {"status": "resolved", "assignee_id": 1, "additional_attributes": {"mail_subject": "hello"}},
]


@pytest.fixture(scope="module")
def administrator() -> Iterator[Caller]:
    with Sandbox() as server:
        caller = Caller(server, server.user_token)
        for key, kind in KINDS.items():
            caller.post("/custom_attribute_definitions", _definition(key, kind, model=1))
        for key, kind in (("order", 0), ("count", 1)):
            caller.post("/custom_attribute_definitions", _definition(key, kind, model=0))
        for person in PEOPLE:
            caller.post("/contacts", person)
        caller.post("/contacts/2/labels", {"labels": ["vip", "new"]})
        for number, talk in enumerate(TALKS, 1):
            caller.post("/conversations", {"inbox_id": server.inbox.id, "contact_id": number, **talk})
        caller.post("/conversations/1/labels", {"labels": ["vip"]})
        caller.post("/conversations/2/labels", {"labels": ["VIP", "new"]})
        caller.post("/conversations/2/toggle_priority", {"priority": "high"})
        yield caller


def _definition(key: str, kind: int, model: int) -> dict[str, Any]:
    names = {"attribute_key": key, "attribute_display_name": key}
    return {**names, "attribute_display_type": kind, "attribute_model": model}


def where(key: Any, operator: Any, *values: Any, joint: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "attribute_key": key,
        "filter_operator": operator,
        "values": list(values),
        "query_operator": joint,
        **more,
    }


def found(caller: Caller, kind: str, conditions: Any) -> Any:
    """The names or the numbers that were found; the status and the error of whatever isn't a 200."""
    answer = caller.ask("POST", f"/{kind}/filter?sort=name", {"payload": conditions})
    if answer.status != 200:
        return (answer.status, answer.json["error"])
    key = "name" if kind == "contacts" else "id"
    return sorted(each[key] for each in answer.json["payload"])


BROKEN = (500, "Internal Server Error")


def invalid(key: str) -> tuple[int, str]:
    return 422, f"Invalid value. The values provided for {key} are invalid"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        # Only the first value counts, whatever its case.
        (where("name", "equal_to", "ADA", "Bob"), [ADA]),
        (where("name", "not_equal_to", "ada", "Bob"), [BOB, CID, DAN]),
        (where("city", "equal_to", "BERLIN"), [ADA, BOB]),
        (where("identifier", "equal_to", "id-ADA"), [ADA]),
        (where("labels", "equal_to", "VIP", "nope"), [BOB]),
        (where("labels", "not_equal_to", "vip"), [ADA, CID, DAN]),
        # What isn't there is neither equal nor different.
        (where("email", "not_equal_to", "ada@sandbox.test"), [BOB, DAN]),
        (where("city", "not_equal_to", "Rome"), [ADA, BOB]),
        # Patterns.
        (where("name", "contains", "%A"), [ADA, DAN]),
        (where("email", "contains", "_da@"), [ADA]),
        (where("name", "contains", " d "), [ADA, CID, DAN]),
        (where("name", "does_not_contain", "a", "b"), [CID]),
        # A phone number gets its plus sign; starting with it means being it.
        (where("phone_number", "equal_to", "491700000001"), [ADA]),
        (where("phone_number", "starts_with", "+491700000001"), [ADA]),
        (where("phone_number", "starts_with", "+4917"), []),
        # Flags, as PostgreSQL reads them.
        (where("blocked", "equal_to", True), [CID]),
        (where("blocked", "equal_to", "no"), [ADA, BOB, DAN]),
        (where("blocked", "equal_to", "x"), BROKEN),
        (where("blocked", "equal_to", 1), BROKEN),
        # A number or an object in the place of a text.
        (where("name", "equal_to", 5), BROKEN),
        (where("name", "equal_to", {"id": "x"}), BROKEN),
        (where("name", "contains", 5), BROKEN),
        # Nulls are dropped, and what's left is nothing.
        (where("name", "equal_to", None), invalid("name")),
        # Days.
        (where("created_at", "is_greater_than", "2020-01"), [ADA, BOB, CID, DAN]),
        (where("created_at", "is_greater_than", 1700000000), invalid("created_at")),
        (where("created_at", "days_before", 3), BROKEN),
        (where("last_activity_at", "is_greater_than", "2020-01-01"), []),
        # Custom texts, numbers, days and flags.
        (where("tier", "equal_to", "GOLD"), [ADA]),
        (where("tier", "equal_to", 5), BROKEN),
        (where("tier", "is_greater_than", "a"), invalid("tier")),
        (where("tier", "not_equal_to", "gold"), [BOB, CID, DAN]),
        (where("tier", "is_present"), [ADA, BOB, DAN]),
        (where("tier", "resembles", "gold"), [ADA]),
        (where("visits", "equal_to", 7.0), [BOB]),
        (where("visits", "equal_to", "5.0"), [ADA]),
        (where("visits", "equal_to", "x"), BROKEN),
        (where("visits", "contains", "5"), BROKEN),
        (where("visits", "is_greater_than", "1e1"), []),
        (where("visits", "is_greater_than", 5), [BOB, CID]),
        (where("since", "is_less_than", "20210201"), [ADA]),
        (where("since", "equal_to", "02.01.2021"), []),
        (where("since", "equal_to", "01/02/2021"), [ADA]),
        (where("since", "equal_to", "x"), BROKEN),
        (where("vip", "equal_to", "f"), [BOB]),
        (where("vip", "is_greater_than", True), invalid("vip")),
        (where("price", "is_present"), BROKEN),
        (where("price", "is_greater_than", 5), invalid("price")),
        # One stored text that is no number breaks the query.
        (where("odd", "is_present"), BROKEN),
        # The model of a condition picks the definition by which > and < read.
        (where("visits", "is_greater_than", 5, custom_attribute_type="conversation_attribute"), invalid("visits")),
        (where("visits", "is_greater_than", 5, custom_attribute_type="1"), [BOB, CID]),
    ],
)  # fmt: skip
def test_contacts_are_found_by_one_condition(administrator: Caller, condition: Any, expected: Any) -> None:
    assert found(administrator, "contacts", [condition]) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        # All values count, and case does too.
        (where("status", "equal_to", "open", "pending"), [1, 2]),
        (where("status", "equal_to", "all"), [1, 2, 3]),
        (where("status", "equal_to", "Open"), []),
        (where("status", "not_equal_to", "nope"), []),
        (where("status", "equal_to", 0), BROKEN),
        (where("priority", "not_equal_to", "low"), [2]),
        (where("mail_subject", "equal_to", "hello"), [3]),
        (where("mail_subject", "contains", "HELLO"), [1, 3]),
        (where("display_id", "equal_to", "1", 3), [1, 3]),
        (where("display_id", "contains", "1"), BROKEN),
        (where("assignee_id", "equal_to", "abc"), BROKEN),
        (where("assignee_id", "equal_to", " 0x1 "), [3]),
        (where("assignee_id", "is_not_present"), [1, 2]),
        # A label is a tag, which is written as whoever named it first wrote it.
        (where("labels", "equal_to", "vip"), [1, 2]),
        (where("labels", "equal_to", "VIP"), []),
        (where("labels", "not_equal_to", "vip", "nope"), [3]),
        (where("order", "equal_to", "a-1", "b-2"), [1]),
        (where("count", "equal_to", 5, 7), [1, 2]),
        (where("count", "equal_to", "5", "7"), [1]),
        (
            where("contact_id", "is_present"),
            (422, "Invalid operator. The allowed operators for contact_id are [equal_to,not_equal_to]."),
        ),
    ],
)  # fmt: skip
def test_conversations_are_found_by_one_condition(administrator: Caller, condition: Any, expected: Any) -> None:
    assert found(administrator, "conversations", [condition]) == expected


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        # AND binds closer than OR.
        ([where("name", "equal_to", "Bob", joint="or"), where("name", "equal_to", "Ada", joint="AND"),
          where("blocked", "equal_to", True)], [BOB]),
        # A custom "different" stands for two conditions, of which the second belongs to what comes next.
        ([where("tier", "not_equal_to", "gold", joint="AND"), where("name", "equal_to", "Bob")], BROKEN),
        ([where("name", "equal_to", "Bob", joint="AND"), where("tier", "not_equal_to", "gold")], [BOB, CID]),
        # What is false already saves a cast that fails.
        ([where("odd", "equal_to", 1, joint="AND"), where("name", "equal_to", "Bob")], []),
        ([where("name", "equal_to", "Bob"), where("name", "equal_to", "Ada")], BROKEN),
        ([where("name", "equal_to", "Bob", joint="AND")], BROKEN),
        ([where("name", "equal_to", "Bob", joint="XOR")], (422, 'Query operator must be either "AND" or "OR".')),
        ([where("name", "equal_to", "Bob", joint=5)], BROKEN),
        ([], [ADA, BOB, CID, DAN]),
        ([None], [ADA, BOB, CID, DAN]),
        (None, BROKEN),
        ("x", BROKEN),
        ([{**where("name", "equal_to"), "values": "Ann"}], []),
    ],
)  # fmt: skip
def test_conditions_are_joined_as_in_sql(administrator: Caller, conditions: Any, expected: Any) -> None:
    assert found(administrator, "contacts", conditions) == expected


def test_a_text_behind_a_custom_attribute_is_compared_in_lower_case(administrator: Caller) -> None:
    subject = where("mail_subject", "equal_to", "Hello World")
    assert found(administrator, "conversations", [{**subject, "query_operator": "AND"}, where("count", "equal_to", 5)])
    custom_first = [where("count", "equal_to", 5, joint="AND"), subject]
    assert found(administrator, "conversations", custom_first) == []


@pytest.mark.parametrize("key", ["nope", None, "city "])
def test_an_unknown_key_is_told_with_all_known_ones(administrator: Caller, key: Any) -> None:
    status, error = found(administrator, "contacts", [where(key, "equal_to", "x")])
    assert status == 422
    assert error.startswith(f"Invalid attribute key - [{key or ''}]. The key should be one of [name,phone_number,")
    assert error.endswith(",blocked] or a custom attribute defined in the account.")


def test_another_model_s_attribute_is_unknown(administrator: Caller) -> None:
    condition = where("order", "equal_to", "a-1", custom_attribute_type="conversation_attribute")
    status, error = found(administrator, "contacts", [condition])
    assert (status, error.partition(".")[0]) == (422, "Invalid attribute key - [order]")


def test_older_releases_know_other_attributes() -> None:
    with Sandbox(version="4.13") as server:
        caller = Caller(server, server.user_token)
        caller.post("/contacts", {**PEOPLE[0], "additional_attributes": {"company": "Acme"}})
        assert found(caller, "contacts", [where("company", "equal_to", "acme")]) == [ADA]
        assert found(caller, "contacts", [where("company_name", "equal_to", "acme")])[0] == 422
        assert found(caller, "conversations", [where("contact_id", "equal_to", 1)])[0] == 422
