"""Filters as expressions: what they're written as, what's refused, and payloads in the server's own language."""

from __future__ import annotations

import copy
import datetime
import pickle

import pytest

from chatwoot_client import NULL, AttributeDisplayType, ConversationStatus, FilterCondition, FilterPayload
from chatwoot_client.filters import Attribute, Filter, attribute
from chatwoot_client.filters.checking import check_payload
from chatwoot_client.filters.rewriting import payloads

OPEN = attribute("status") == "open"
URGENT = attribute("priority").equal_to("urgent", "high")
MINE = attribute("assignee_id") == 7
FREE = attribute("assignee_id").is_not_present()
PLAN = attribute("plan", kind="text")
OPEN_HOURS = attribute("name").contains("open")
DAY = datetime.date(2026, 11, 23)


def words(payload) -> str:
    """The list as the server reads it: AND binds tighter than OR."""
    return " ".join(
        " ".join(map(str, [each["attribute_key"], each["filter_operator"], *each["values"], *filter_link(each)]))
        for each in payload
    )


def filter_link(condition):
    return [condition["query_operator"]] if condition["query_operator"] else []


def said(filter: Filter) -> str:
    return words(filter.to_dict()["payload"])


def asked(filter: Filter, model: str) -> list[str]:
    """What each request for it says."""
    return [words(payload) for payload in payloads(filter.expression(), model)]


# --- the server's flat list ---


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


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        (attribute("email").contains("b", "c"), "email contains b c"),
        (PLAN.is_present(), "plan is_present"),
        (attribute("score", kind="number") > 5, "score is_greater_than 5"),
        (attribute("score", kind="number") >= 2.5, "score is_greater_than 2.5 OR score equal_to 2.5"),
        (attribute("vip", kind=AttributeDisplayType.CHECKBOX) == True, "vip equal_to True"),  # noqa: E712
        (attribute("status") == ConversationStatus.OPEN, "status equal_to open"),
        (attribute("inbox_id") == "3", "inbox_id equal_to 3"),
        (attribute("score", kind="number") < 2**63 - 1, f"score is_less_than {2**63 - 1}"),
        (attribute("score", kind="number") > -(2**63), f"score is_greater_than {-(2**63)}"),
        (attribute("created_at") > DAY, "created_at is_greater_than 2026-11-23"),
        (attribute("created_at") >= DAY, "created_at is_greater_than 2026-11-22"),
        (attribute("created_at") <= "2026-11-23", "created_at is_less_than 2026-11-24"),
        (
            attribute("created_at") == DAY,
            "created_at is_greater_than 2026-11-22 AND created_at is_less_than 2026-11-24",
        ),
        (~(attribute("created_at") > DAY), "created_at is_less_than 2026-11-24"),
        (attribute("phone_number") == "4915112345678", "phone_number equal_to +4915112345678"),
        (attribute("email").contains("100%_\\"), r"email contains 100\%\_\\"),
        (attribute("email").contains(" ann "), "email contains % ann %"),
        (attribute("email").contains(" ann"), "email contains % ann"),
        (attribute("email").contains("ann "), "email contains ann %"),
        (attribute("phone_number").contains("170", "+49"), "phone_number contains 170 +49"),
        (attribute("mail_subject") == "İda", "mail_subject equal_to İda"),
        (attribute("email").is_present(), "email contains "),
        (attribute("priority").is_present(), "priority equal_to low medium high urgent"),
        (attribute("identifier").is_present(), "identifier equal_to  OR identifier not_equal_to "),
        (attribute("status") != "open", "status not_equal_to open"),
        (attribute("inbox_id").is_present(), ""),
        (attribute("inbox_id").is_not_present(), "created_at is_less_than 0001-01-01"),
    ],
)
def test_what_a_server_lacks_is_said_by_what_it_has(filter, expected):
    assert said(filter) == expected


def test_days_before_is_counted_back_in_utc_since_servers_fail_over_their_own():
    today = datetime.datetime.now(datetime.timezone.utc).date()
    day = (today - datetime.timedelta(3)).isoformat()
    assert said(attribute("created_at").days_before(3)) == f"created_at is_less_than {day}"


def test_a_difference_includes_what_is_missing_as_in_python():
    assert said(attribute("assignee_id") != 7) == "assignee_id not_equal_to 7 OR assignee_id is_not_present"
    assert said(OPEN & (attribute("assignee_id") != 7)) == (
        "status equal_to open AND assignee_id not_equal_to 7 OR status equal_to open AND assignee_id is_not_present"
    )
    assert said(~PLAN.contains("gold")) == "plan does_not_contain gold OR plan is_not_present"
    assert said(attribute("email").is_present() & (attribute("email") != "a@b.test")) == (
        "email contains  AND email not_equal_to a@b.test"
    )


def test_a_custom_difference_of_texts_comes_last_where_the_server_adds_those_without_it():
    assert said((PLAN != "gold") | OPEN) == "status equal_to open OR plan not_equal_to gold"
    assert asked((PLAN != "gold") | (PLAN != "silver"), "contact") == [
        "plan not_equal_to gold",
        "plan not_equal_to silver",
    ]


def test_a_custom_difference_of_numbers_days_and_flags_goes_by_what_remains():
    assert said(attribute("score", kind="number").not_equal_to(5, 1)) == (
        "score is_less_than 1 OR score is_greater_than 1 AND score is_less_than 5 OR score is_greater_than 5 OR "
        "score is_not_present"
    )
    assert said(attribute("vip", kind="checkbox") != True) == "vip equal_to False OR vip is_not_present"  # noqa: E712


def test_custom_attributes_come_last_since_texts_behind_them_are_read_otherwise():
    subject = attribute("mail_subject")
    assert said((PLAN == "gold") & (subject == "Hello")) == "mail_subject equal_to Hello AND plan equal_to gold"
    assert said((PLAN == "gold") | subject.equal_to("a", "b")) == (
        "mail_subject equal_to a OR mail_subject equal_to b OR plan equal_to gold"
    )
    both = (PLAN == "gold") & (subject == "Hello") | (PLAN == "silver") & (subject == "World")
    assert asked(both, "conversation") == [
        "mail_subject equal_to Hello AND plan equal_to gold",
        "mail_subject equal_to World AND plan equal_to silver",
    ]
    small = (PLAN == "gold") & (subject == "hello") | (PLAN == "silver") & (subject == "world")
    assert len(asked(small, "conversation")) == 1
    assert len(asked((PLAN == "Gold") & OPEN | (PLAN == "Silver") & MINE, "conversation")) == 1


def test_several_values_are_one_condition_where_a_server_takes_several():
    labels = attribute("labels").equal_to("red", "Vip")
    assert asked(labels, "conversation") == ["labels equal_to red Vip"]
    assert asked(labels, "contact") == ["labels equal_to red OR labels equal_to ['Vip']"]
    with pytest.raises(ValueError, match="contacts and conversations aren't asked alike"):
        labels.to_dict()


def test_labels_that_something_lacks_are_among_those_that_it_does_not_have():
    unlabelled = attribute("labels").is_not_present()
    assert asked(unlabelled & (attribute("labels") != "red"), "contact") == [
        "labels is_not_present AND labels not_equal_to red"
    ]
    assert asked(unlabelled & (attribute("labels") == "red"), "contact") == []


def test_what_nothing_can_fulfil_takes_no_request():
    assert asked(attribute("inbox_id").is_not_present(), "conversation") == []
    assert asked(PLAN.is_present() & PLAN.is_not_present(), "contact") == []


# --- a filter as an object ---


def test_joining_leaves_the_parts_as_they_were():
    before = said(OPEN)
    assert said((OPEN & FREE) | OPEN) == f"{before} AND assignee_id is_not_present OR {before}"
    assert said(OPEN) == before


def test_a_filter_shares_nothing_with_its_parts_nor_with_itself():
    both = (OPEN | FREE) & (URGENT | MINE)
    before = said(both)
    both.payload[0]["values"].append("changed")
    assert said(both) == before.replace("equal_to open", "equal_to open changed", 1)
    assert said((OPEN | FREE) & (URGENT | MINE)) == before


@pytest.mark.parametrize(
    "filter", [OPEN & FREE, ~(PLAN == "gold"), Filter(payload=[FilterCondition("a", "is_present")])]
)
def test_a_filter_is_copied_and_pickled_and_equals_what_says_the_same(filter):
    assert pickle.loads(pickle.dumps(filter)) == copy.copy(filter) == copy.deepcopy(filter) == filter
    assert filter != OPEN
    assert filter != 5


def test_a_filter_shows_what_it_says():
    assert repr(OPEN & ~(PLAN == "gold")) == (
        "(attribute('status').equal_to('open') & ~attribute('plan').equal_to('gold'))"
    )
    assert ~~OPEN == OPEN


def test_a_filter_whose_payload_was_read_says_what_it_said():
    read = OPEN & FREE
    assert len(read.payload) == 2
    assert read == OPEN & FREE
    read.payload = [FilterCondition("status", "equal_to", ["resolved"])]
    assert said(read & FREE) == "status equal_to resolved AND assignee_id is_not_present"


def test_what_would_drop_a_condition_is_refused():
    low = attribute("score")
    for wrong in (lambda: OPEN and MINE, lambda: OPEN or MINE, lambda: not OPEN, lambda: 1 < low < 5):
        with pytest.raises(TypeError, match="join filters with & and"):
            wrong()
    with pytest.raises(TypeError, match="score is neither true nor false"):
        assert not low


def test_a_payload_from_elsewhere_is_joined_as_the_server_reads_it():
    given = [
        {"attribute_key": "a", "filter_operator": "is_present", "values": [], "query_operator": "or"},
        {"attribute_key": "b", "filter_operator": "is_present", "values": []},
    ]
    kept = Filter.from_dict({"payload": given})
    assert said(kept & OPEN) == "status equal_to open AND a is_present OR status equal_to open AND b is_present"
    assert kept.payload[0].query_operator == "or"
    with pytest.raises(TypeError, match="payload must be a list of conditions, not of a str"):
        Filter.from_dict({"payload": "all"}) & OPEN
    with pytest.raises(ValueError, match="no opposite"):
        assert ~kept


def test_a_custom_difference_from_elsewhere_keeps_its_place_at_the_end():
    kept = Filter.from_dict({"payload": [{"attribute_key": "a", "filter_operator": "not_equal_to", "values": ["b"]}]})
    assert said(kept | OPEN) == said(OPEN | kept) == "status equal_to open OR a not_equal_to b"
    with pytest.raises(ValueError, match="a is text, of which a server is asked only whether it isn't one value"):
        (kept & OPEN).to_dict()


def test_a_text_from_elsewhere_is_asked_for_before_what_it_is_joined_with():
    several = [{"attribute_key": "mail_subject", "filter_operator": "equal_to", "values": ["a", "b"]}]
    kept = Filter.from_dict({"payload": several})
    assert asked((PLAN == "gold") & kept | (PLAN == "silver") & kept, "conversation") == [
        "mail_subject equal_to a b AND plan equal_to gold",
        "mail_subject equal_to a b AND plan equal_to silver",
    ]


@pytest.mark.parametrize("everything", [Filter(), Filter(payload=[])])
def test_a_filter_without_conditions_lets_everything_through(everything):
    assert said(everything & OPEN) == said(OPEN & everything) == said(OPEN)
    assert said(everything | OPEN) == said(OPEN | everything) == said(everything | everything) == ""


def test_parentheses_that_would_take_all_memory_are_refused():
    either = [attribute("city").contains(f"{n}a") | attribute("city").contains(f"{n}b") for n in range(10)]
    many = either[0]
    for each in either[1:9]:
        many = many & each
    assert len(many.payload) == 2**9 * 9
    with pytest.raises(ValueError, match="this has 10,240 conditions; up to 10,000 are made"):
        many & either[9]
    most = attribute("city").equal_to(*map(str, range(10_000)))
    assert len(payloads(most.expression(), "contact")[0]) == 10_000
    with pytest.raises(ValueError, match="this has 10,001 conditions"):
        payloads((most | OPEN_HOURS).expression(), "contact")
    with pytest.raises(ValueError, match="this has 10,001 conditions"):
        payloads(attribute("city").equal_to(*map(str, range(10_001))).expression(), "contact")


def test_thousands_of_alternatives_are_joined_one_by_one():
    some = attribute("email") == "0@example.test"
    for number in range(1, 3000):
        some = some | (attribute("email") == f"{number}@example.test")
    assert len(some.payload) == 3000


# --- what can't be said ---


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        (lambda: attribute(""), ValueError, "key must not be empty"),
        (lambda: attribute(None), TypeError, "key must be text"),
        (lambda: attribute("a", kind="currency"), ValueError, "no server can be asked about a currency"),
        (lambda: attribute("a", kind="texte"), ValueError, "kind is one of text, link"),
        (lambda: attribute("a", "inbox_attribute"), ValueError, "custom_attribute_type is one of contact_attribute"),
        (lambda: attribute("a").equal_to(), ValueError, "a: equal_to needs something to compare with"),
        (lambda: attribute("a") == None, TypeError, "a can't be compared with a NoneType; is_present"),  # noqa: E711
        (lambda: attribute("a").contains(["b"]), TypeError, "a can't be compared with a list; several values"),
        (lambda: attribute("a").days_before("3"), TypeError, "days must be a whole number"),
        (lambda: attribute("a") > float("nan"), ValueError, "a can't be compared with nan"),
        (lambda: attribute("a") < float("-inf"), ValueError, "a can't be compared with -inf"),
        (lambda: attribute("a") > datetime.datetime(2026, 1, 1), TypeError, "days in UTC alone; give .astimezone"),
        (lambda: OPEN & {"payload": []}, TypeError, "can only be joined with another"),
        (lambda: OPEN | True, TypeError, "can only be joined with another"),
    ],
)
def test_what_is_no_condition_is_refused_where_it_is_written(wrong, error, message):
    with pytest.raises(error, match=message):
        wrong()


@pytest.mark.parametrize(
    ("filter", "error", "message"),
    [
        (attribute("email") != "a@b.test", ValueError, r"without email.*attribute\('email'\).is_present\(\) & …"),
        (~attribute("city").contains("a"), ValueError, "no server can be asked for those without city"),
        (attribute("priority").is_not_present(), ValueError, "no server can be asked for those without priority"),
        (OPEN & (PLAN != "gold"), ValueError, r"compare what comes in Python, by its custom_attributes.get\('plan'\)"),
        (PLAN.not_equal_to("gold", "silver"), ValueError, "plan is text, of which a server is asked only whether"),
        (attribute("status") == "all", ValueError, "status is one of open, resolved, pending, snoozed, not 'all'"),
        (attribute("priority") == 3, TypeError, "priority can't be compared with 3, an int; it's one of low"),
        (attribute("name") == "İda", ValueError, "no server finds 'İda'"),
        (attribute("phone_number") == "0151 12345678", ValueError, r"phone_number must be in E\.164"),
        (attribute("phone_number").starts_with("+49"), TypeError, "servers take starts_with for equal_to"),
        (
            attribute("identifier").contains("x"),
            TypeError,
            "identifier is text, which servers don't compare by contains",
        ),
        (attribute("inbox_id") > 5, TypeError, "inbox_id is an id, which servers don't compare by >"),
        (attribute("inbox_id") == 2**63, ValueError, "more than 64 bits"),
        (attribute("score", kind="number") > -(2**63) - 1, ValueError, "more than 64 bits"),
        (attribute("inbox_id") == True, TypeError, "inbox_id can't be compared with True, a bool"),  # noqa: E712
        (attribute("blocked") == "true", TypeError, "blocked can't be compared with 'true', a str; it's True or False"),
        (attribute("created_at") > "2026", ValueError, "created_at is a datetime.date, or text as '2026-01-31'"),
        (attribute("created_at") > "2026-02-30", ValueError, "isn't in the calendar"),
        (attribute("created_at") >= datetime.date.min, ValueError, "beyond the calendar"),
        (attribute("city") == 5, TypeError, "city can't be compared with 5, an int; it's text"),
        (attribute("city") == "a\0b", ValueError, "null character"),
        (attribute("score", kind="number") == "5", TypeError, "score can't be compared with '5', a str; it's a number"),
        (
            attribute("plan") == "gold",
            ValueError,
            r"if it's a custom one, tell its kind: attribute\('plan', kind='text'\)",
        ),
        (OPEN & (attribute("email") == "a@b.test"), ValueError, "email is an"),
        (attribute("message_type", kind="text") == "incoming", ValueError, "for types of messages; ask contains"),
        (attribute("status", kind="text") == "open", ValueError, "status is a standard attribute of conversations"),
        ((PLAN != "gold") | (PLAN != "silver"), ValueError, "an iter_… operation makes the 2 that it takes"),
    ],
)
def test_what_a_server_cannot_be_asked_is_refused_with_the_nearest_that_it_can(filter, error, message):
    with pytest.raises(error, match=message):
        filter.to_dict()


def test_a_custom_attribute_says_whose_it_is():
    (condition,) = (attribute("plan", "contact_attribute", kind="text") == "gold").to_dict()["payload"]
    assert condition["custom_attribute_type"] == "contact_attribute"
    with pytest.raises(ValueError, match="by which no server filters conversations"):
        asked(attribute("plan", "contact_attribute", kind="text") == "gold", "conversation")
    assert isinstance(PLAN, Attribute)


# --- payloads in the server's own language ---


def a_payload(key="status", operator="equal_to", values=("open",), joiner=None):
    condition = {"attribute_key": key, "filter_operator": operator, "values": [*values], "query_operator": joiner}
    return {"payload": [condition]}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"payload": []},
        a_payload(),
        a_payload("status", values=["bogus", "open"]),
        a_payload("status", values=["all"]),
        a_payload("created_at", "is_greater_than", ["yesterday"]),
        a_payload("sentiment_of_a_newer_server", values=[5]),
        a_payload("plan", "not_equal_to", ["gold"]),
        a_payload("assignee_id", "is_present", []),
        a_payload("display_id", values=["7"]),
        FilterPayload(payload=[FilterCondition("status", "equal_to", ["open"], NULL)]),
    ],
)
def test_a_payload_in_the_servers_own_language_goes_out_as_it_is(body):
    check_payload(body, "conversation")


@pytest.mark.parametrize(
    ("body", "error", "message"),
    [
        ({"payload": {}}, TypeError, "payload must be a list of conditions, not dict"),
        ({"payload": ["status"]}, TypeError, r"payload\[0\] must be a condition, not str"),
        (a_payload(key=None), TypeError, r"payload\[0\]\.attribute_key must be text"),
        (a_payload(joiner="AND"), ValueError, r"payload\[0\]\.query_operator: behind the last condition"),
        (a_payload(joiner=5), TypeError, r"payload\[0\]\.query_operator must be 'AND', 'OR' or None"),
        (a_payload(joiner="XOR"), ValueError, "it's 'AND' or 'OR', not 'XOR'"),
        ({"payload": a_payload()["payload"] * 2}, ValueError, r"payload\[0\]\.query_operator: 'AND' or 'OR' has to"),
        (a_payload(operator="contains"), ValueError, "status has equal_to, not_equal_to, not 'contains'"),
        (a_payload("created_at", "days_before", [3]), ValueError, "every server fails over days_before"),
        (a_payload(values=[]), ValueError, "equal_to needs something to compare with"),
        (a_payload(values=[None]), ValueError, "equal_to needs something to compare with"),
        (a_payload(values=["bogus"]), ValueError, "status is one of open, resolved.*not 'bogus', so that nothing is"),
        (a_payload(operator="not_equal_to", values=["open", "Open"]), ValueError, "not 'Open', so that nothing is"),
        (a_payload(values=[0]), TypeError, r"status is compared with words, not \[0\]"),
        ({"payload": [{**a_payload()["payload"][0], "values": "open"}]}, TypeError, "values must be a list of words"),
        (a_payload("inbox_id", values=["abc"]), TypeError, "inbox_id is compared with whole numbers"),
        (a_payload("mail_subject", "contains", [5]), TypeError, r"contains compares with text, not \[5\]"),
        (
            {"payload": [*a_payload("plan", "not_equal_to", ["gold"], "AND")["payload"], *a_payload()["payload"]]},
            ValueError,
            "not_equal_to of a custom attribute has to be the last condition",
        ),
    ],
)
def test_a_payload_that_is_sure_to_fail_is_refused_by_its_place(body, error, message):
    with pytest.raises(error, match=message):
        check_payload(body, "conversation")


def test_contacts_labels_need_their_empty_list():
    condition = {"attribute_key": "labels", "filter_operator": "is_present"}
    with pytest.raises(ValueError, match=r"values: \[\] has to be sent with labels"):
        check_payload({"payload": [condition]}, "contact")
    check_payload({"payload": [{**condition, "values": []}]}, "contact")
