"""``iter_…``: what all of them have in common."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from random import Random
from types import SimpleNamespace
from typing import Any, Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client.api.base import Api
from chatwoot_client.pagination import after_walking_back, newest_first, within


def walks() -> Iterator[tuple[type[Api], str]]:
    classes = {getattr(chatwoot_client.api, name) for name in dir(chatwoot_client.api) if name.endswith("Api")}
    for api in sorted(classes, key=lambda each: each.__name__):
        yield from ((api, name) for name in vars(api) if name.startswith("iter_"))


WALKS = [pytest.param(api, name, id=f"{api.__name__}.{name}") for api, name in walks()]


def required(call: Callable[..., Any]) -> dict[str, Any]:
    """The least with which an operation can be called."""
    parameters = inspect.signature(call).parameters.values()
    named = [each.name for each in parameters if each.default is each.empty and each.kind is not each.VAR_KEYWORD]
    texts = {each.name for each in parameters if str(each.annotation).startswith("str")}
    return {name: {} if name == "body" else "1" if name in texts else 1 for name in named}


def empty_page(request: Any) -> bytes:
    """A page with nothing on it: some lists are the whole answer, others are inside of it."""
    path = request.target.partition("?")[0]
    return json_answer([] if path.startswith("/public") or path.endswith(("/csat_survey_responses", "/")) else {})


def test_the_walks_are_found():
    assert len(WALKS) >= 22


@pytest.mark.parametrize(("api", "name"), WALKS)
@pytest.mark.parametrize(
    ("option", "value", "needed"),
    [("async_req", True, False), ("_preload_content", False, True), ("_return_http_data_only", False, True)],
)
def test_options_of_a_single_call_are_refused_at_once(client_for, api, name, option, value, needed):
    walk = getattr(api(client_for("http://unreachable.invalid")), name)
    with pytest.raises(TypeError, match=rf"^{option} .* must be {needed}$"):
        walk(**required(walk), **{option: value})


@pytest.mark.parametrize(("api", "name"), WALKS)
def test_nothing_is_asked_for_before_the_first_item_is(client_for, api, name):
    with ScriptedServer(empty_page) as server:
        walk = getattr(api(client_for(server)), name)
        # As they are by default, the options of a single call may be given.
        walked = walk(**required(walk), async_req=False, _preload_content=True, _return_http_data_only=True)
        assert server.requests == []
        assert list(walked) == []
        assert len(server.requests) == 1


def test_a_page_is_no_option_of_a_walk(client_for):
    with pytest.raises(TypeError, match="page"):
        next(chatwoot_client.ContactsApi(client_for("http://unreachable.invalid")).iter_contacts(1, page=2))


MESSAGES = "/api/v1/accounts/1/conversations/1/messages"


def walked(client_for: Any, pages: list[Any]) -> tuple[list[Any], list[str]]:
    """The messages of a walk through these pages, and what was asked for."""
    with ScriptedServer([json_answer({"payload": page}) for page in [*pages, []]]) as server:
        found = list(chatwoot_client.MessagesApi(client_for(server)).iter_messages(1, 1))
    return found, [request.target for request in server.requests]


def test_an_item_comes_once_though_it_is_twice_on_a_page_or_on_two(client_for):
    found, _ = walked(client_for, [[{"id": 3}, {"id": 4}, {"id": 4}], [{"id": 2}, {"id": 3}]])
    assert [each.id for each in found] == [4, 3, 2]


def test_items_that_are_alike_and_have_no_id_are_as_many_as_came(client_for):
    rows = [{"record_type": "message"}] * 2
    with ScriptedServer([json_answer({"payload": rows}), json_answer({"payload": []})]) as server:
        api = chatwoot_client.ReportsApi(client_for(server))
        assert len(list(api.iter_report_drilldown(1, "m", 1, 2, 1))) == 2


@pytest.mark.parametrize("id", [None, {"a": 1}, [1], 1.5])
def test_what_a_message_says_is_never_put_into_an_address(client_for, id):
    found, asked = walked(client_for, [[{"id": id, "content": "private words"}, {"id": 8}]])
    assert [each.content for each in found] == [None, "private words"]
    assert asked == [MESSAGES]


@pytest.mark.parametrize("payload", ["text", {"a": 1}, 5, True])
def test_a_page_that_is_no_list_is_not_taken_for_the_end(client_for, payload):
    with ScriptedServer([json_answer({"payload": [{"id": 1}]}), json_answer({"payload": payload})]) as server:
        walk = chatwoot_client.ContactsApi(client_for(server)).iter_contacts(1)
        assert next(walk).id == 1
        with pytest.raises(chatwoot_client.DecodeException, match="no list in payload") as raised:
            next(walk)
    assert raised.value.status == 200
    assert [request.target.partition("?")[2] for request in server.requests] == [
        "sort=created_at&page=1",
        "sort=created_at&page=2",
    ]


def test_a_page_without_anything_is_the_end(client_for):
    for answer in ({"payload": None}, {}, None):
        with ScriptedServer([json_answer(answer)]) as server:
            assert list(chatwoot_client.ContactsApi(client_for(server)).iter_contacts(1)) == []


# --- messages of several writers, whose ids are out of step with their times ---


@st.composite
def histories(draw: st.DrawFn, most: int) -> list[int]:
    """Ids in the order of their times, each up to five places away from its own."""
    ids = sorted(draw(st.sets(st.integers(1, 2 * most), max_size=most)))
    jitter = draw(st.lists(st.floats(0, 5.9), min_size=len(ids), max_size=len(ids)))
    return [id for _, id in sorted((place + jitter[place], id) for place, id in enumerate(ids))]


class Conversation:
    """Lists messages as a server does: cut by id, sorted by time."""

    def __init__(self, by_time: list[int], most: int = 1000) -> None:
        self.by_time = by_time
        self.most = most
        self.requests = 0

    def latest(self, *, before: int | None = None) -> list[SimpleNamespace]:
        self.requests += 1
        return [SimpleNamespace(id=id) for id in self.by_time if before is None or id < before][-20:]

    def between(self, *, after: int, before: int) -> list[SimpleNamespace]:
        self.requests += 1
        return [SimpleNamespace(id=id) for id in self.by_time if after <= id < before][: self.most]


def ids_of(messages: Iterator[Any]) -> list[int]:
    return [message.id for message in messages]


@settings(max_examples=40)
@given(histories(120))
@example([*range(1, 25), 40, *range(25, 40), *range(41, 60)])
def test_a_walk_back_misses_none_though_writers_are_out_of_step(by_time: list[int]) -> None:
    conversation = Conversation(by_time)
    assert sorted(ids_of(newest_first(conversation.latest, "", None))) == sorted(by_time)
    assert conversation.requests <= 2 + len(by_time) / 14


@settings(max_examples=40)
@given(histories(120), st.integers(0, 240))
def test_what_came_after_a_message_is_whole_and_in_order(by_time: list[int], after: int) -> None:
    conversation = Conversation(by_time)
    newer = sorted(id for id in by_time if id > after)
    assert ids_of(after_walking_back(conversation.latest, "", after, None)) == newer
    assert conversation.requests <= 3 + len(newer) / 14
    assert ids_of(within(conversation.between, "", after, None)) == newer


@given(st.integers(0, 2**32), st.integers(0, 3300))
@settings(max_examples=5)
def test_between_two_ids_none_is_missed_in_whatever_order_a_server_cuts_them(seed: int, after: int) -> None:
    conversation = Conversation(Random(seed).sample(range(1, 3300), 3299))
    assert ids_of(within(conversation.between, "", after, 3000)) == list(range(after + 1, 3000))


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 5000])
def test_what_came_after_a_message_takes_some_two_requests_for_900(count: int) -> None:
    conversation = Conversation(list(range(1, count + 1)))
    assert ids_of(within(conversation.between, "", 0, None)) == conversation.by_time
    assert conversation.requests <= 1 + 2 * (count // 900)


def test_a_server_that_looks_at_no_bounds_comes_to_an_end() -> None:
    def listed(*, after: int, before: int) -> list[SimpleNamespace]:
        return [SimpleNamespace(id=id) for id in range(1, 1010)]

    assert ids_of(within(listed, "", 900, None)) == list(range(901, 1010))


@pytest.mark.parametrize("id", ["5", 1.5, True])
def test_an_id_that_is_none_is_refused_at_once(id: Any) -> None:
    with pytest.raises(TypeError, match="after must be the id of a message"):
        within(Conversation([]).between, "", id, None)
    with pytest.raises(TypeError, match="after must be the id of a message"):
        after_walking_back(Conversation([]).latest, "", id, None)
