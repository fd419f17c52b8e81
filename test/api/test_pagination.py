"""``iter_…``: what all of them have in common."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, Callable

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client.api.base import Api


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
