"""``SearchApi``: each kind page by page."""

from __future__ import annotations

import inspect

import pytest
from servers import ScriptedServer, json_answer

from chatwoot_client import SearchApi


@pytest.mark.parametrize("kind", ["conversations", "contacts", "messages", "articles"])
def test_a_walk_through_a_kind_asks_for_page_after_page(client_for, kind):
    pages = [json_answer({"payload": {kind: items}}) for items in ([{"id": 2}], [{"id": 1}], [])]
    with ScriptedServer(pages) as server:
        found = getattr(SearchApi(client_for(server)), f"iter_search_{kind}")(1, "good day")
        assert [item.id for item in found] == [2, 1]
        assert [request.target for request in server.requests] == [
            f"/api/v1/accounts/1/search/{kind}?q=good+day&page={page}" for page in (1, 2, 3)
        ]


@pytest.mark.parametrize("name", [name for name in vars(SearchApi) if "search" in name])
def test_no_search_goes_without_words_as_the_server_would_fail(name):
    assert inspect.signature(getattr(SearchApi, name)).parameters["q"].default is inspect.Parameter.empty
