"""An expression selects what it says in Python: random ones, over random records, by the rules that servers read by."""

from __future__ import annotations

import datetime
import random
from typing import Any, Callable

import pytest
from filter_model import Fails, Record, lowered, selected

from chatwoot_client.filters import Filter, attribute
from chatwoot_client.filters.rewriting import payloads

KINDS = {"plan": "text", "link": "link", "tier": "list", "score": "number", "due": "date", "vip": "checkbox"}
DEFINED = {"contact": KINDS, "conversation": KINDS}
TEXTS = ["Gold", "gold", "GOLD", "Silver Gold", "100%", "100x", "a_b", "axb", "", " Gold ", "Straße", "ΟΔΟΣ", "back\\x"]
DAYS = [datetime.date(2026, 1, day) for day in range(8, 13)]
CUSTOM: dict[str, list[Any]] = {
    "plan": TEXTS,
    "link": TEXTS,
    "tier": ["One", "one", "Two"],
    "score": [-2, 0, 1, 2.5, 5],
    "due": DAYS,
    "vip": [True, False],
}
VALUES: dict[str, dict[str, list[Any]]] = {
    "contact": {
        "name": TEXTS,
        "email": ["ann@example.test", "ben@example.test"],
        "phone_number": ["+4915112345678", "+14155550100"],
        "identifier": ["crm-1", "CRM-1", "crm-2"],
        "country_code": ["DE", "de", "US"],
        "city": TEXTS,
        "company_name": TEXTS,
        "labels": ["red", "blue", "Vip"],
        "created_at": DAYS,
        "last_activity_at": DAYS,
        "blocked": [True, False],
        **CUSTOM,
    },
    "conversation": {
        "status": ["open", "resolved", "pending", "snoozed"],
        "priority": ["low", "medium", "high", "urgent"],
        "assignee_id": [4, 5],
        "team_id": [1, 2],
        "campaign_id": [1, 2],
        "inbox_id": [1, 2, 3],
        "contact_id": [7, 8],
        "display_id": [1, 2, 3, 4],
        "labels": ["red", "blue", "Vip"],
        "browser_language": ["en", "EN", "de"],
        "conversation_language": ["en", "pt_BR"],
        "mail_subject": TEXTS,
        "referer": TEXTS,
        "created_at": DAYS,
        "last_activity_at": DAYS,
        **CUSTOM,
    },
}
NEVER_MISSING = {"created_at", "blocked", "status", "inbox_id", "contact_id", "display_id", "labels"}
WORDS_AND_IDS = {"labels", "status", "priority", *(key for key in VALUES["conversation"] if key.endswith("_id"))}
EXACT = {"labels", "browser_language", "conversation_language", "mail_subject", "referer"}
ANY_HAS = ["equal_to", "equal_to", "not_equal_to", "is_present", "is_not_present"]
TEXTS_HAVE, ORDERED_HAVE = ["contains", "contains", "does_not_contain"], ["<", ">", "<=", ">="]
Says = Callable[[Record], bool]


def a_record(dice: random.Random, model: str, id: int) -> Record:
    record: Record = {"id": id, "custom": {}}
    for key, values in VALUES[model].items():
        place = record["custom"] if key in KINDS else record
        if key == "labels":
            place[key] = dice.sample(values, dice.randrange(3))
        elif key in NEVER_MISSING or (model, key) == ("conversation", "last_activity_at") or dice.random() < 0.7:
            place[key] = dice.choice(values)
    return record


def read(record: Record, key: str) -> Any:
    return record["custom"].get(key) if key in KINDS else record.get(key)


def a_comparison(dice: random.Random, model: str) -> tuple[Filter, Says]:
    """One comparison as the client says it, and as Python does."""
    key = dice.choice([*VALUES[model]])
    more = {str: TEXTS_HAVE, bool: []}.get(type(VALUES[model][key][0]), ORDERED_HAVE)
    operator = dice.choice(ANY_HAS + (more if key not in WORDS_AND_IDS else []))
    values = dice.choices(VALUES[model][key], k=dice.choice([1, 1, 2, 3]))
    first = values[0]
    ordered = {
        "<": lambda one, other: one < other,
        ">": lambda one, other: one > other,
        "<=": lambda one, other: one <= other,
        ">=": lambda one, other: one >= other,
    }
    told = attribute(key)
    if operator in ordered:
        compare = ordered[operator]
        return compare(told, first), lambda record: read(record, key) is not None and compare(read(record, key), first)
    if operator in ("is_present", "is_not_present"):
        there = operator == "is_present"
        return getattr(told, operator)(), lambda record: (read(record, key) not in (None, [])) is there

    def same(one: Any, other: Any) -> bool:
        ignores_case = isinstance(one, str) and key not in EXACT
        return lowered(one) == lowered(other) if ignores_case else one == other

    def fits(record: Record) -> bool:
        value = read(record, key)
        if value is None:
            return False
        if operator in ("contains", "does_not_contain"):
            return any(lowered(text) in lowered(value) for text in values)
        return any(same(item, each) for each in values for item in (value if key == "labels" else [value]))

    wanted = operator in ("equal_to", "contains")
    return getattr(told, operator)(*values), lambda record: fits(record) is wanted


def an_expression(dice: random.Random, model: str, depth: int) -> tuple[Filter, Says]:
    if depth == 0:
        return a_comparison(dice, model)
    said, says = an_expression(dice, model, depth - 1)
    joint = dice.choice("~&&||")
    if joint == "~":
        return ~said, lambda record: not says(record)
    other, others = an_expression(dice, model, dice.randrange(depth))
    if joint == "&":
        return said & other, lambda record: says(record) and others(record)
    return said | other, lambda record: says(record) or others(record)


@pytest.mark.parametrize("model", ["contact", "conversation"])
@pytest.mark.parametrize("depth", [0, 1, 2, 3])
def test_an_expression_selects_what_it_says_in_python_or_is_refused(model, depth):
    dice = random.Random(f"{model} {depth}")
    answered = 0
    for _ in range(600):
        said, says = an_expression(dice, model, depth)
        records = [a_record(dice, model, id) for id in range(40)]
        try:
            asked = payloads(said.expression(), model, DEFINED)
        except (TypeError, ValueError):
            continue
        try:
            found = {record["id"] for payload in asked for record in selected(records, payload, model, KINDS)}
        except Fails as failure:
            raise AssertionError(f"{said} fails: {failure}") from None
        assert found == {record["id"] for record in records if says(record)}, said
        answered += 1
    assert answered > 60


# --- the model that this is held against knows what servers do ---


def condition(key: str, operator: str, *values: Any, joiner: str | None = None) -> dict[str, Any]:
    return {"attribute_key": key, "filter_operator": operator, "values": [*values], "query_operator": joiner}


PEOPLE = [
    {"id": 1, "email": "ann@example.test", "custom": {"plan": "Gold"}},
    {"id": 2, "email": None, "custom": {}},
    {"id": 3, "email": "100%@example.test", "custom": {"plan": "silver"}},
]


@pytest.mark.parametrize(
    ("payload", "ids"),
    [
        ([condition("email", "not_equal_to", "ANN@example.test")], [3]),
        ([condition("plan", "not_equal_to", "gold")], [2, 3]),
        ([condition("email", "contains", "ann", joiner="AND"), condition("plan", "not_equal_to", "gold")], [2]),
        ([condition("email", "contains", "_00%")], [3]),
        ([condition("email", "equal_to", "ann@example.test", "100%@example.test")], [1]),
    ],
)
def test_a_servers_traps(payload, ids):
    assert [record["id"] for record in selected(PEOPLE, payload, "contact", KINDS)] == ids


def test_a_custom_difference_before_another_condition_fails():
    with pytest.raises(Fails):
        selected(PEOPLE, [condition("plan", "not_equal_to", "gold", joiner="AND"), condition("email", "contains", "a")],
                 "contact", KINDS)  # fmt: skip


def test_behind_a_custom_attribute_a_conversations_texts_are_one_in_lower_case():
    talks = [{"id": 1, "mail_subject": "Hello", "custom": {"plan": "gold"}}]
    custom = condition("plan", "equal_to", "gold", joiner="AND")
    subject = condition("mail_subject", "equal_to", "Hello")
    assert selected(talks, [custom, subject], "conversation", KINDS) == []
    assert selected(
        talks, [{**subject, "query_operator": "AND"}, {**custom, "query_operator": None}], "conversation", KINDS
    )
