"""Operations that filter: what an expression makes them ask, how often, and how the answers are put together."""

from __future__ import annotations

import datetime
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from filter_model import selected
from servers import ScriptedServer, json_answer

from chatwoot_client import (
    ContactExportPayload,
    ContactsApi,
    ConversationsApi,
    CustomAttributesApi,
    CustomFiltersApi,
    FilterCondition,
    FilterPayload,
    ServiceException,
    UnauthorizedException,
)
from chatwoot_client.filters import attribute
from chatwoot_client.sandbox import Sandbox

KINDS = {"plan": "text", "tier": "list", "price": "currency", "size": "datetime"}
DEFINITIONS = [
    *(
        {"attribute_key": key, "attribute_display_type": kind, "attribute_model": f"{model}_attribute"}
        for key, kind in KINDS.items()
        for model in ("contact", "conversation")
    ),
    {"attribute_key": "room", "attribute_display_type": "text", "attribute_model": "conversation_attribute"},
]
PLAN, TIER, SUBJECT = attribute("plan"), attribute("tier"), attribute("mail_subject")
PAGE = 2


class Account:
    """A server that filters a few records by the rules of a real one, and keeps what it was asked."""

    def __init__(self, records, model):
        self.records = records
        self.model = model
        self.filters = []
        self.definitions_asked = 0

    def __call__(self, request):
        if request.target.endswith("/custom_attribute_definitions"):
            self.definitions_asked += 1
            return json_answer(DEFINITIONS)
        page = int(parse_qs(urlsplit(request.target).query).get("page", ["1"])[0])
        payload = request.json["payload"]
        self.filters += [payload] if page == 1 else []
        found = selected(self.records, payload, self.model, KINDS)[PAGE * (page - 1) : PAGE * page]
        shown = [{key: value for key, value in record.items() if key != "custom"} for record in found]
        return json_answer({"meta": {}, "payload": shown})


def talk(id, last_activity_at, subject=None, **custom):
    return {"id": id, "last_activity_at": last_activity_at, "mail_subject": subject, "custom": custom}


#: As a server lists them: the latest activity first.
TALKS = [
    talk(1, 900, "Hello", plan="gold", tier="a"),
    talk(2, 800, "World", plan="silver"),
    talk(3, 700, None, plan="silver", tier="b"),
    talk(4, 600, "World", plan="gold", tier="a"),
    talk(5, 500, "Hello", tier="a"),
]


@pytest.fixture
def talks(client_for):
    account = Account(TALKS, "conversation")
    with ScriptedServer(account) as server:
        yield account, ConversationsApi(client_for(server)), server


def test_what_takes_several_requests_comes_once_and_in_the_servers_order(talks):
    account, api, _ = talks
    different = (PLAN != "gold") | (TIER != "a")
    assert [found.id for found in api.iter_conversation_filter(different, 1)] == [2, 3, 5]
    assert len(account.filters) == 2
    capitals = (PLAN == "gold") & (SUBJECT == "Hello") | (PLAN == "silver") & (SUBJECT == "World")
    assert [found.id for found in api.iter_conversation_filter(capitals, 1)] == [1, 2]
    assert len(account.filters) == 4


def test_the_kinds_of_custom_attributes_are_asked_for_once_and_only_when_they_are_needed(talks):
    account, api, _ = talks
    told = attribute("plan", kind="text")
    assert [found.id for found in api.iter_conversation_filter(told == "GOLD", 1)] == [1, 4]
    assert account.definitions_asked == 0
    walk = api.iter_conversation_filter(PLAN == "gold", 1)
    assert account.definitions_asked == 0
    assert [found.id for found in walk] == [1, 4]
    assert [found.id for found in api.iter_conversation_filter(PLAN.is_not_present(), 1)] == [5]
    assert [found.id for found in api.conversation_filter(PLAN == "silver", 1).payload] == [2, 3]
    assert account.definitions_asked == 1
    # In another account, the same key is another attribute.
    list(api.iter_conversation_filter(PLAN == "gold", 2))
    assert account.definitions_asked == 2


def test_kinds_are_asked_for_again_after_a_while_and_for_an_attribute_that_is_new(talks, monkeypatch):
    account, api, _ = talks
    list(api.iter_conversation_filter(PLAN == "gold", 1))
    with pytest.raises(ValueError, match="conversations have no attribute 'plam'; did you mean 'plan'"):
        list(api.iter_conversation_filter(attribute("plam") == "gold", 1))
    assert account.definitions_asked == 2
    now = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: now() + 61)
    list(api.iter_conversation_filter(PLAN == "gold", 1))
    assert account.definitions_asked == 3


@pytest.mark.parametrize(
    ("filter", "message"),
    [
        (attribute("price") > 5, "price is a currency, about which no server can be asked; compare in Python"),
        (attribute("size") > 5, "size is a datetime, a kind that isn't known here"),
        (attribute("room") == "a", "room is an attribute of conversations, not of contacts"),
        (attribute("status") == "open", "status is an attribute of conversations, not of contacts"),
    ],
)
def test_what_a_definition_says_cannot_be_asked_is_refused_before_the_filter_is_sent(client_for, filter, message):
    account = Account([], "contact")
    with ScriptedServer(account) as server:
        with pytest.raises(ValueError, match=message):
            ContactsApi(client_for(server)).contact_filter(filter, 1)
        with pytest.raises(ValueError, match=message):
            list(ContactsApi(client_for(server)).iter_contact_filter(filter, 1))
    assert account.filters == []


def test_what_is_wrong_whatever_the_account_defines_is_refused_at_once(client_for):
    api = ConversationsApi(client_for("http://unreachable.invalid"))
    for wrong in (attribute("status") == "opne", (PLAN == "gold") & (attribute("status") == "opne")):
        with pytest.raises(ValueError, match="status is one of open"):
            api.iter_conversation_filter(wrong, 1)
    with pytest.raises(TypeError, match="async_req is for one call"):
        api.iter_conversation_filter(PLAN == "gold", 1, async_req=True)


def test_an_account_that_refuses_to_tell_its_attributes_is_an_error_of_that_call(client_for):
    with ScriptedServer([json_answer({"error": "no"}, 401)]) as server, pytest.raises(UnauthorizedException):
        ContactsApi(client_for(server)).contact_filter(PLAN == "gold", 1)


def test_the_options_of_a_call_count_for_the_one_in_front_of_it(talks):
    _, api, server = talks
    found = api.conversation_filter(PLAN == "silver", 1, _headers={"X-Why": "test"}, async_req=True).get(10)
    assert [each.id for each in found.payload] == [2, 3]
    assert [request.headers["x-why"] for request in server.requests] == ["test", "test"]


def test_what_nothing_can_fulfil_is_answered_without_asking(client_for):
    nothing = attribute("inbox_id").is_not_present()
    assert list(ConversationsApi(client_for("http://unreachable.invalid")).iter_conversation_filter(nothing, 1)) == []


def test_one_page_of_what_takes_several_requests_is_refused(talks):
    account, api, _ = talks
    with pytest.raises(ValueError, match="an iter_… operation makes the 2 that it takes"):
        api.conversation_filter((PLAN != "gold") | (TIER != "a"), 1)
    assert account.filters == []


# --- contacts: the order is asked for ---


def person(id, created_at, **custom):
    return {"id": id, "created_at": created_at, "last_activity_at": None if id == 2 else 1000 - id, "custom": custom}


PEOPLE = [person(3, 100, plan="gold"), person(1, 200, plan="silver"), person(2, 300, tier="a"), person(4, 400)]


@pytest.mark.parametrize(
    ("sort", "asked", "ids"),
    [(None, "created_at", [3, 1, 2, 4]), ("-created_at", "-created_at", [4, 2, 1, 3]),
     ("last_activity_at", "last_activity_at", [4, 3, 1, 2]), ("-last_activity_at", "-last_activity_at", [1, 3, 4, 2])],
)  # fmt: skip
def test_contacts_of_several_requests_come_in_the_order_asked_for(client_for, sort, asked, ids):
    by = asked.lstrip("-")
    ordered = sorted(PEOPLE, key=lambda each: each[by] or 0, reverse=asked.startswith("-"))
    account = Account(sorted(ordered, key=lambda each: each[by] is None), "contact")
    with ScriptedServer(account) as server:
        different = (PLAN != "gold") | (TIER != "a")
        walk = ContactsApi(client_for(server)).iter_contact_filter(different, 1, sort=sort)
        assert [found.id for found in walk] == ids
        queries = [
            parse_qs(urlsplit(request.target).query) for request in server.requests if "filter" in request.target
        ]
    assert {query["sort"][0] for query in queries} == {asked}


def test_an_order_that_several_requests_cannot_be_put_in_is_refused(client_for):
    told = [attribute(key, kind="text") != "gold" for key in ("plan", "tier")]
    with pytest.raises(ValueError, match=r"sort: this filter takes 2 requests, .* created_at or last_activity_at, not"):
        ContactsApi(client_for("http://unreachable.invalid")).iter_contact_filter(told[0] | told[1], 1, sort="name")


@pytest.mark.parametrize(
    ("walk", "arguments"),
    [
        ("iter_contacts", {}),
        ("iter_contact_search", {"q": "ann"}),
        ("iter_active_contacts", {}),
        ("iter_contact_filter", {"body": {"payload": []}}),
    ],
)
def test_a_walk_over_contacts_asks_for_an_order_since_without_one_those_that_change_move(client_for, walk, arguments):
    with ScriptedServer([json_answer({"payload": []})]) as server:
        assert list(getattr(ContactsApi(client_for(server)), walk)(account_id=1, **arguments)) == []
        assert parse_qs(urlsplit(server.requests[0].target).query)["sort"] == ["created_at"]


# --- what goes out as it is ---


@pytest.mark.parametrize("made", [dict, FilterPayload.from_dict])
def test_conditions_in_the_servers_own_language_go_out_as_they_are(client_for, made):
    body = {
        "payload": [
            {"attribute_key": "new", "filter_operator": "contains", "values": ["a"], "query_operator": "or"},
            {"attribute_key": "status", "filter_operator": "equal_to", "values": ["open"]},
        ]
    }
    with ScriptedServer([json_answer({"payload": []})]) as server:
        ConversationsApi(client_for(server)).conversation_filter(made(body), 1)
        assert server.requests[0].json == body


@pytest.mark.parametrize("operation", ["contact_filter", "iter_contact_filter"])
def test_conditions_that_are_sure_to_fail_are_refused_before_anything_is_sent(client_for, operation):
    body = {"payload": [{"attribute_key": "name", "filter_operator": "equal_to", "values": [5]}]}
    with pytest.raises(TypeError, match=r"payload\[0\]\.values: name is compared with text, not \[5\]"):
        getattr(ContactsApi(client_for("http://unreachable.invalid")), operation)(body, 1)


# --- saved filters ---


@pytest.mark.parametrize(
    ("filter_type", "labels"), [("contact", [["Vip"]]), ("conversation", ["Vip"]), (None, ["Vip"])]
)
def test_an_expression_is_saved_in_the_words_of_what_it_filters(client_for, filter_type, labels):
    with ScriptedServer(lambda request: json_answer(DEFINITIONS if request.method == "GET" else {"id": 1})) as server:
        api = CustomFiltersApi(client_for(server))
        query = (attribute("labels") == "Vip") & (PLAN == "gold")
        body = {"name": "VIP", "query": query, **({"filter_type": filter_type} if filter_type else {})}
        api.create_a_custom_filter(body, 1)
        saved = server.requests[-1].json
    assert [condition["values"] for condition in saved["query"]["payload"]] == [labels, ["gold"]]
    assert saved["name"] == "VIP"


@pytest.mark.parametrize("made", [dict, ContactExportPayload.from_dict])
def test_contacts_are_exported_by_an_expression(client_for, made):
    with ScriptedServer(lambda request: json_answer(DEFINITIONS if request.method == "GET" else None)) as server:
        body = made({"column_names": ["email"]})
        sent = {**body, "payload": attribute("email").contains("%") & (PLAN == "gold")}
        ContactsApi(client_for(server)).export_contacts(sent, 1)
        exported = server.requests[-1].json
    assert exported["column_names"] == ["email"]
    assert [condition["values"] for condition in exported["payload"]] == [["\\%"], ["gold"]]


def test_an_export_that_would_fail_when_nobody_sees_is_refused(client_for):
    contacts = ContactsApi(client_for("http://unreachable.invalid"))
    with pytest.raises(ValueError, match=r"payload\[0\]\.query_operator"):
        contacts.export_contacts(ContactExportPayload(payload=[FilterCondition("name", "contains", ["a"], "AND")]), 1)
    with pytest.raises(ValueError, match="no server can be asked for those without email"):
        contacts.export_contacts(ContactExportPayload(payload=attribute("email") != "a@b.test"), 1)


# --- against the sandbox, which selects by rules of its own ---

SHOP = {
    "Ann": ("ann@example.test", {"plan": "Gold", "score": 5}),
    "Ben": ("ben@example.test", {"plan": "silver", "score": 1}),
    "Cem": ("100%@example.test", {"score": 9}),
    "Dee": (None, {"plan": "gold"}),
}
SHOP_PLAN, SCORE, EMAIL = attribute("plan"), attribute("score"), attribute("email")


@pytest.mark.parametrize(
    ("filter", "names"),
    [
        (SHOP_PLAN == "GOLD", {"Ann", "Dee"}),
        (SHOP_PLAN != "gold", {"Ben", "Cem"}),
        ((SCORE != 5) & EMAIL.is_present(), {"Ben", "Cem"}),
        ((SCORE >= 5) & (EMAIL.contains("%") | (SHOP_PLAN == "gold")), {"Ann", "Cem"}),
        (~(SCORE > 1), {"Ben", "Dee"}),
        (attribute("created_at") >= datetime.date(2026, 1, 1), {"Ann", "Ben", "Cem", "Dee"}),
        (attribute("created_at") <= datetime.date(2026, 1, 1), set()),
        (attribute("phone_number") == "14155550100", {"Dee"}),
    ],
)
def test_the_sandbox_finds_what_an_expression_says(client_for, filter, names):
    with Sandbox() as server:
        client = client_for(server, api_key={"userApiKey": server.user_token})
        for key, kind in (("plan", "text"), ("score", "number")):
            CustomAttributesApi(client).add_new_custom_attribute_to_account(
                {"attribute_display_name": key, "attribute_key": key, "attribute_display_type": kind,
                 "attribute_model": "contact_attribute"}, server.account_id,
            )  # fmt: skip
        contacts = ContactsApi(client)
        for name, (email, custom) in SHOP.items():
            reached = {"email": email} if email else {"phone_number": "+14155550100"}
            contacts.contact_create({"name": name, **reached, "custom_attributes": custom}, server.account_id)
        assert {found.name for found in contacts.iter_contact_filter(filter, server.account_id)} == names


@pytest.mark.parametrize("body", [{}, FilterPayload(), {"sort": "name"}], ids=["a dict", "a model", "another key"])
@pytest.mark.parametrize("api", [ContactsApi, ConversationsApi])
def test_the_500_for_a_body_without_conditions_says_what_is_lacking(api, body, client_for):
    with Sandbox() as sandbox:
        client = client_for(sandbox, api_key={"userApiKey": sandbox.user_token}, retries=0)
        filtering = getattr(api(client), f"{api.__name__[:-4].lower()}_filter")
        with pytest.raises(ServiceException, match="'payload': \\[\\]"):
            filtering(body, sandbox.account_id)
        filtering({"payload": []}, sandbox.account_id)
