"""Filters as expressions."""

from __future__ import annotations

import datetime

import pytest

from chatwoot_client import ConversationStatus
from chatwoot_client.filters import Filter, attribute

OPEN = attribute("status") == "open"
URGENT = attribute("priority").equal_to("urgent", "high")
MINE = attribute("assignee_id") == 7
NEW_YORK = datetime.timezone(datetime.timedelta(hours=-5))
FREE = attribute("assignee_id").is_not_present()


def said(filter: Filter) -> str:
    """The list as the server reads it: AND binds tighter than OR."""
    return " ".join(
        " ".join([each["attribute_key"], each["filter_operator"], *each["values"], *filter_link(each)])
        for each in filter.to_dict()["payload"]
    )


def filter_link(condition):
    return [condition["query_operator"]] if condition["query_operator"] else []


def test_a_condition_is_the_payload_that_a_real_server_was_sent():
    assert OPEN.to_dict() == {
        "payload": [
            {"attribute_key": "status", "filter_operator": "equal_to", "values": ["open"], "query_operator": None}
        ]
    }


def test_conditions_are_linked_by_the_first_one():
    assert said(OPEN & FREE) == "status equal_to open AND assignee_id is_not_present"
    assert said(OPEN | FREE) == "status equal_to open OR assignee_id is_not_present"


def test_parentheses_are_kept_though_the_server_has_none():
    assert said((OPEN | URGENT) & (MINE | FREE)) == (
        "status equal_to open AND assignee_id equal_to 7 OR status equal_to open AND assignee_id is_not_present OR "
        "priority equal_to urgent high AND assignee_id equal_to 7 OR "
        "priority equal_to urgent high AND assignee_id is_not_present"
    )
    assert said(OPEN & URGENT | MINE) == (
        "status equal_to open AND priority equal_to urgent high OR assignee_id equal_to 7"
    )


def test_joining_leaves_the_parts_as_they_were():
    before = said(OPEN)
    assert said((OPEN & FREE) | OPEN) == f"{before} AND assignee_id is_not_present OR {before}"
    assert said(OPEN) == before


def test_a_filter_shares_nothing_with_its_parts_nor_with_itself():
    both = (OPEN | FREE) & (URGENT | MINE)
    before = said(both)
    both.payload[0].values.append("changed")
    assert said(both) == before.replace("equal_to open", "equal_to open changed", 1)
    assert said((OPEN | FREE) & (URGENT | MINE)) == before


def test_what_would_drop_a_condition_is_refused():
    low = attribute("score")
    for wrong in (lambda: OPEN and MINE, lambda: OPEN or MINE, lambda: not OPEN, lambda: 1 < low < 5):
        with pytest.raises(TypeError, match="join filters with & and"):
            wrong()


def test_a_payload_from_elsewhere_is_joined_as_the_server_reads_it():
    given = [
        {"attribute_key": "a", "filter_operator": "is_present", "values": [], "query_operator": "or"},
        {"attribute_key": "b", "filter_operator": "is_present", "values": []},
    ]
    kept = Filter.from_dict({"payload": given})
    assert said(kept & OPEN) == ("a is_present AND status equal_to open OR b is_present AND status equal_to open")
    assert kept.payload[0].query_operator == "or"
    with pytest.raises(TypeError, match="payload must be a list of conditions, not of a str"):
        Filter.from_dict({"payload": "all"}) & OPEN


@pytest.mark.parametrize("everything", [Filter(), Filter(payload=[])])
def test_a_filter_without_conditions_lets_everything_through(everything):
    assert said(everything & OPEN) == said(OPEN & everything) == said(OPEN)
    assert said(everything | OPEN) == said(OPEN | everything) == said(everything | everything) == ""


def test_parentheses_that_would_take_all_memory_are_refused():
    either = attribute("a").is_present() | attribute("b").is_present()
    many = either
    for _ in range(8):
        many = many & either
    assert len(many.payload) == 2**9 * 9
    with pytest.raises(ValueError, match="this has 10,240 conditions; up to 10,000 are made"):
        many & either


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        (attribute("a") != "b", "a not_equal_to b"),
        (attribute("a").contains("b", "c"), "a contains b c"),
        (attribute("a").does_not_contain("b"), "a does_not_contain b"),
        (attribute("a").starts_with("+49"), "a starts_with +49"),
        (attribute("a").is_present(), "a is_present"),
        (attribute("a") > 5, "a is_greater_than 5"),
        (attribute("a") < 2.5, "a is_less_than 2.5"),
        (attribute("a").days_before(3), "a days_before 3"),
        (attribute("a") == True, "a equal_to true"),  # noqa: E712
        (attribute("a") == ConversationStatus.OPEN, "a equal_to open"),
        (attribute("a") > datetime.date(2026, 11, 23), "a is_greater_than 2026-11-23"),
        (
            attribute("a")
            > datetime.datetime(2026, 11, 23, 23, tzinfo=datetime.timezone(datetime.timedelta(hours=-5))),
            "a is_greater_than 2026-11-24",
        ),
    ],
)
def test_every_operator_has_a_word(filter, expected):
    assert said(filter) == expected


def test_a_custom_attribute_says_whose_it_is():
    (condition,) = (attribute("plan", "contact_attribute") == "gold").to_dict()["payload"]
    assert condition["custom_attribute_type"] == "contact_attribute"


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        (lambda: attribute(""), ValueError, "key must not be empty"),
        (lambda: attribute(None), TypeError, "key must be text"),
        (lambda: attribute("a").equal_to(), ValueError, "a: equal_to needs something to compare with"),
        (lambda: attribute("a") == None, TypeError, "a can't be compared with a NoneType"),  # noqa: E711
        (lambda: attribute("a").contains(["b"]), TypeError, "a can't be compared with a list"),
        (lambda: attribute("a").days_before("3"), TypeError, "days must be a whole number"),
        (lambda: attribute("a") > float("nan"), ValueError, "a can't be compared with nan"),
        (lambda: attribute("a") < float("-inf"), ValueError, "a can't be compared with -inf"),
        (lambda: attribute("a") < datetime.datetime.max.replace(tzinfo=NEW_YORK), ValueError, "beyond the calendar"),
        (lambda: attribute("a") >= 5, TypeError, "a: the server has no 'or equal'; compare with >"),
        (lambda: attribute("a") <= 5, TypeError, "a: the server has no 'or equal'; compare with <"),
        (lambda: OPEN & {"payload": []}, TypeError, "can only be joined with another"),
        (lambda: OPEN | True, TypeError, "can only be joined with another"),
    ],
)
def test_what_is_no_condition_is_refused(wrong, error, message):
    with pytest.raises(error, match=message):
        wrong()
