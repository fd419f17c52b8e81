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
    return {name: {} if name == "body" else 1 for name in named}


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
