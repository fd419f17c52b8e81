"""``HelpCenterApi`` and ``PublicHelpCenterApi``: slugs, old names, pages."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from servers import ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import (
    Agent,
    ArticleCreateUpdatePayload,
    Category,
    CategoryCreateUpdatePayload,
    HelpCenterApi,
    Portal,
    PortalCreateUpdatePayload,
    PublicHelpCenterApi,
)

UNDER_PORTAL = [("add_new_category_to_account", "categories"), ("add_new_article_to_account", "articles")]


@pytest.mark.parametrize(("name", "last"), UNDER_PORTAL)
@pytest.mark.parametrize("given", [{"id": "handbook"}, {"portal_id": "handbook"}, ("handbook",)])
def test_the_portal_goes_by_id_and_by_the_name_that_older_clients_had(client_for, name, last, given):
    positional, keywords = (given, {}) if isinstance(given, tuple) else ((), given)
    with ScriptedServer([json_answer({"payload": {"id": 1}})]) as server:
        made = getattr(HelpCenterApi(client_for(server)), name)({}, 1, *positional, **keywords)
    assert server.requests[0].target == f"/api/v1/accounts/1/portals/handbook/{last}"
    assert made.payload.id == 1


@pytest.mark.parametrize(("name", "last"), UNDER_PORTAL)
@pytest.mark.parametrize(("given", "said"), [({}, "id is missing"), ({"id": "a", "portal_id": "a"}, "both were given")])
def test_the_portal_is_needed_once(client_for, name, last, given, said):
    with ScriptedServer([]) as server, pytest.raises(TypeError, match=said):
        getattr(HelpCenterApi(client_for(server)), name)({}, 1, **given)
    assert server.requests == []


def test_the_old_name_for_changing_a_portal_changes_it_where_an_id_is_given(client_for):
    with ScriptedServer([json_answer({"slug": "handbook"})]) as server:
        portal = HelpCenterApi(client_for(server)).update_new_portal_to_account({"name": "x"}, 1, "handbook")
    assert (server.requests[0].method, server.requests[0].target) == ("PATCH", "/api/v1/accounts/1/portals/handbook")
    assert type(portal) is Portal


def test_the_old_name_without_an_id_sends_what_it_always_did_and_says_what_is_missing(client_for):
    missing = pytest.raises(chatwoot_client.NotFoundException, match="pass id, the portal's slug")
    with ScriptedServer([json_answer({"status": 404, "error": "Not Found"}, 404)]) as server, missing:
        HelpCenterApi(client_for(server)).update_new_portal_to_account({"name": "x"}, 1)
    assert (server.requests[0].method, server.requests[0].target) == ("PATCH", "/api/v1/accounts/1/portals")


def test_a_portal_that_is_not_there_is_hinted_at_where_the_server_only_fails(client_for):
    failing = pytest.raises(chatwoot_client.ServiceException, match="its slug, not its number")
    with ScriptedServer([json_answer({"status": 500, "error": "Internal Server Error"}, 500)]) as server, failing:
        HelpCenterApi(client_for(server)).get_single_portal(1, "1")


def test_payloads_take_what_older_clients_had():
    ArticleCreateUpdatePayload(views=1, portal_id=1, account_id=1, folder_id=1)
    CategoryCreateUpdatePayload(portal_id=1, account_id=1)
    PortalCreateUpdatePayload(account_id=1)


def test_many_articles_are_deleted_by_a_body(client_for):
    with ScriptedServer([answer(headers={"Content-Type": "application/json"})]) as server:
        assert HelpCenterApi(client_for(server)).delete_articles({"ids": [6, 7]}, 1, "handbook") is None
    assert (server.requests[0].method, server.requests[0].json) == ("DELETE", {"ids": [6, 7]})


def test_before_4_16_reordering_articles_has_no_answer(client_for):
    with ScriptedServer([answer(headers={"Content-Type": "application/json"})]) as server:
        assert HelpCenterApi(client_for(server)).reorder_articles({"positions_hash": {"1": 5}}, 1, "handbook") is None


def test_articles_are_walked_page_by_page_with_what_was_asked_for(client_for):
    pages = {"1": [{"id": 3}, {"id": 2}], "2": [{"id": 2}, {"id": 1}], "3": []}
    asked = []

    def page(request):
        query = parse_qs(urlsplit(request.target).query)
        asked.append(query)
        return json_answer({"payload": pages[query["page"][0]], "meta": {}})

    with ScriptedServer(page) as server:
        walk = HelpCenterApi(client_for(server)).iter_articles(1, "handbook", locale="en", query="pay", status=1)
        assert [article.id for article in walk] == [3, 2, 1]
    assert asked == [{"page": [str(n)], "locale": ["en"], "query": ["pay"], "status": ["1"]} for n in (1, 2, 3)]


def test_the_parts_of_an_article_are_models(client_for):
    sent = {
        "id": 1,
        "category": {"id": None, "name": None},
        "author": {"id": 1},
        "associated_articles": [{"id": 4, "category_id": None, "portal": {"id": 1, "config": {"allowed_locales": []}}}],
    }
    with ScriptedServer([json_answer({"payload": sent})]) as server:
        article = HelpCenterApi(client_for(server)).get_article(1, "handbook", 1).payload
    assert (type(article.category), type(article.author)) == (Category, Agent)
    assert type(article.associated_articles[0].portal) is Portal
    assert article.to_dict() == sent


# --- as readers see it ---


def test_slugs_stand_before_the_suffix_and_are_quoted_whole(client_for):
    with ScriptedServer([json_answer({"id": 1}), json_answer({"payload": []})]) as server:
        api = PublicHelpCenterApi(client_for(server))
        api.get_article("handbook", "größe/x")
        api.list_articles("handbook", "pt_BR", query="pay", per_page=5)
    assert [request.target for request in server.requests] == [
        "/hc/handbook/articles/gr%C3%B6%C3%9Fe%2Fx.json",
        "/hc/handbook/pt_BR/articles.json?query=pay&per_page=5",
    ]


def test_readers_need_no_token_and_send_none(client_for):
    with ScriptedServer([json_answer({"slug": "handbook"})]) as server:
        PublicHelpCenterApi(client_for(server, api_key={"userApiKey": "u"})).get_portal("handbook", "en")
    assert "api-access-token" not in server.requests[0].headers


def test_the_sitemap_is_asked_for_as_anything_since_the_server_refuses_to_call_it_json(client_for):
    with ScriptedServer([answer(b"<urlset/>", headers={"Content-Type": "application/xml; charset=utf-8"})]) as server:
        assert PublicHelpCenterApi(client_for(server)).get_sitemap("handbook") == "<urlset/>"
    assert server.requests[0].headers["accept"] == "*/*"


def test_an_article_comes_as_markdown_too(client_for):
    page = answer("# Größe\n".encode(), headers={"Content-Type": "text/markdown; charset=utf-8"})
    with ScriptedServer([page]) as server:
        assert PublicHelpCenterApi(client_for(server)).get_article_markdown("handbook", "size") == "# Größe\n"
    assert server.requests[0].target == "/hc/handbook/articles/size.md"
