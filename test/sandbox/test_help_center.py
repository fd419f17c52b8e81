"""The sandbox's help center: each test states a rule that agents, or visitors who read it, rely on."""

from __future__ import annotations

import http.client
import time
from typing import Any, Callable

import pytest
from office import Answer, Caller
from shapes import assert_shaped_as_recorded

import chatwoot_client
from chatwoot_client import HelpCenterApi
from chatwoot_client.sandbox import Sandbox

PORTAL = "/portals/help"
MOST = "maximum is 20000 characters"


@pytest.fixture
def admin(server: Sandbox) -> Caller:
    admin = Caller(server, server.user_token)
    config = {"allowed_locales": ["en", "de"], "default_locale": "en"}
    texts = {"name": "Help", "header_text": "Ask us", "page_title": "Help", "homepage_link": "https://example.test"}
    admin.post("/portals", {**texts, "slug": "help", "config": config})
    admin.patch("/api/v1/profile", {"profile": {"phone_number": "+4912345"}})
    return admin


@pytest.fixture
def api(server: Sandbox, admin: Caller, client_for: Callable[..., chatwoot_client.ApiClient]) -> HelpCenterApi:
    return HelpCenterApi(client_for(server, api_key={"api_access_token": server.user_token}))


def visit(server: Sandbox, path: str, accept: str = "application/json") -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request("GET", path, headers={"Accept": accept})
        response = connection.getresponse()
        return Answer(response.status, response.getheader("Content-Type"), response.read().decode("latin-1"))
    finally:
        connection.close()


def category(admin: Caller, name: str = "Billing", **more: Any) -> int:
    body = {"name": name, "slug": name.lower(), **more}
    return int(admin.post(f"{PORTAL}/categories", body)["payload"]["id"])


def article(admin: Caller, title: str = "How to pay", **more: Any) -> int:
    body = {"title": title, "content": "# Pay\n\nWith **money**.", "status": 1, "author_id": 1, **more}
    return int(admin.post(f"{PORTAL}/articles", body)["payload"]["id"])


# Portals


def test_a_portal_has_what_was_recorded_and_keeps_what_it_is_given(admin: Caller) -> None:
    portal = admin.held("POST", "/portals", {"name": "Second", "slug": "second", "custom_domain": "https://a.test/x"})
    assert (portal["custom_domain"], portal["color"], portal["archived"]) == ("a.test", "#1f93ff", False)
    assert portal["config"]["default_locale"] == "en"
    listed = admin.held("GET", "/portals")
    assert [each["slug"] for each in listed["payload"]] == ["help", "second"]
    assert listed["meta"] == {"current_page": 1, "portals_count": 2}


def test_a_portals_configuration_is_merged_and_unknown_keys_are_dropped(admin: Caller) -> None:
    admin.patch(PORTAL, {"config": {"layout": "documentation", "draft_locales": ["de"], "mood": "good"}})
    config = admin.patch(PORTAL, {"config": {"social_profiles": {"x": "us"}}})["config"]
    assert config["layout"] == "documentation"
    assert config["social_profiles"] == {"x": "us"}
    assert [(each["code"], each["draft"]) for each in config["allowed_locales"]] == [("en", False), ("de", True)]
    assert "mood" not in config


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"slug": "x"}, "Name can't be blank"),
        ({"name": "x"}, "Slug can't be blank"),
        ({"name": "x", "slug": "help"}, "Slug has already been taken"),
        ({"name": "x", "slug": "x", "color": "red"}, "Color is invalid"),
        ({"name": "x", "slug": "x", "config": {"layout": "newspaper"}}, "Layout must be of type enum"),
    ],
)
def test_a_portal_that_cannot_be_is_refused(admin: Caller, body: dict[str, Any], message: str) -> None:
    asked = admin.ask("POST", "/portals", body)
    assert (asked.status, asked.json["message"]) == (422, message)


def test_a_portal_is_named_by_its_slug_and_one_that_is_not_there_breaks_the_server(admin: Caller) -> None:
    website = {"type": "web_widget", "website_url": "a.test", "welcome_title": "Hello", "welcome_tagline": "Ask us"}
    inbox = admin.post("/inboxes", {"name": "Web", "channel": website})["id"]
    german = {"name": "Hilfe", "page_title": "Hilfe", "header_text": "Fragen?"}
    config = {"social_profiles": {"x": "us", "github": "us"}, "locale_translations": {"de": german}}
    admin.patch(PORTAL, {"inbox_id": inbox, "portal": {"config": config}})
    portal = admin.get(PORTAL)
    assert portal["inbox"]["id"] == inbox
    assert_shaped_as_recorded("GET /api/v1/accounts/{account_id}/portals/{slug}", portal)
    assert portal["meta"]["published_count"] == 0
    for path in ("/portals/1", "/portals/nothing"):
        assert admin.ask("GET", path).status == 500
        assert admin.ask("PATCH", path, {"name": "x"}).status == 500
    # What is in it is looked for.
    assert admin.ask("POST", "/portals/nothing/categories", {"name": "x", "slug": "x"}).status == 404
    assert admin.ask("GET", "/portals/nothing/articles").status == 404


def test_agents_read_the_help_center_and_change_nothing(server: Sandbox, admin: Caller) -> None:
    number = article(admin)
    agent = Caller(server, server.create_agent("Grace").access_token)
    for path in ("/portals", PORTAL, f"{PORTAL}/categories", f"{PORTAL}/articles", f"{PORTAL}/articles/{number}"):
        assert agent.ask("GET", path).status == 200
    for method, path in (
        ("POST", "/portals"),
        ("PATCH", PORTAL),
        ("DELETE", PORTAL),
        ("POST", f"{PORTAL}/categories"),
        ("POST", f"{PORTAL}/articles"),
        ("PATCH", f"{PORTAL}/articles/bulk_actions/update_status"),
    ):
        assert agent.ask(method, path, {"name": "x"}).status == 401


def test_a_portal_goes_with_all_that_is_in_it(admin: Caller) -> None:
    article(admin, category_id=category(admin), slug="how")
    admin.delete(PORTAL)
    assert admin.get("/portals")["payload"] == []
    admin.post("/portals", {"name": "Help", "slug": "help"})
    assert admin.get(f"{PORTAL}/articles")["payload"] == []
    assert admin.get(f"{PORTAL}/categories")["payload"] == []


# Categories


def test_categories_name_those_that_they_belong_to(api: HelpCenterApi, admin: Caller) -> None:
    billing = category(admin, "Billing", position=2, description="Money")
    made = api.add_new_category_to_account(
        {"name": "Invoices", "slug": "invoices", "parent_category_id": billing, "related_category_ids": [billing]},
        1,
        "help",
    )
    assert_shaped_as_recorded("add-new-category-to-account", made.to_dict())
    assert (made.payload.parent_category.name, made.payload.locale) == ("Billing", "en")
    german = admin.post(f"{PORTAL}/categories", {"name": "R", "slug": "r", "locale": "de", "root_category_id": 1})
    assert german["payload"]["locale"] == "de"
    assert [each.name for each in api.list_categories(1, "help", locale="en").payload] == ["Billing", "Invoices"]
    admin.post(f"{PORTAL}/categories/reorder", {"positions_hash": {str(billing): 9, str(made.payload.id): 1}})
    assert [each.name for each in api.list_categories(1, "help", locale="en").payload] == ["Invoices", "Billing"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"name": "Again", "slug": "billing"}, "Locale should be unique in the category and portal"),
        ({"slug": "x"}, "Name can't be blank"),
        (
            {"name": "x", "slug": "x", "locale": "pl"},
            'Locale pl of category is not part of portal\'s ["en", "de"].',
        ),
    ],
)
def test_a_category_that_cannot_be_is_refused(admin: Caller, body: dict[str, Any], message: str) -> None:
    category(admin)
    asked = admin.ask("POST", f"{PORTAL}/categories", body)
    assert (asked.status, asked.json["message"]) == (422, message)


def test_the_articles_of_a_category_stay_without_it(admin: Caller) -> None:
    billing = category(admin)
    number = article(admin, category_id=billing)
    assert admin.get(f"{PORTAL}/categories/{billing}")["payload"]["meta"] == {"articles_count": 1}
    admin.delete(f"{PORTAL}/categories/{billing}")
    assert admin.get(f"{PORTAL}/articles/{number}")["payload"]["category"]["id"] is None


# Articles


def test_an_article_gets_a_slug_a_place_and_the_language_of_its_portal(api: HelpCenterApi, admin: Caller) -> None:
    first = admin.post(f"{PORTAL}/articles", {"title": "A draft", "author_id": 1})["payload"]
    assert_shaped_as_recorded("add-new-article-to-account", {"payload": first})
    seconds, _, rest = first["slug"].partition("-")
    assert abs(int(seconds) - time.time()) < 10
    assert (rest, first["status"], first["position"]) == ("a-draft", "draft", 10)
    second = api.add_new_article_to_account({"title": "Second", "author_id": 1, "position": 25}, 1, "help").payload
    third = api.add_new_article_to_account({"title": "Third", "author_id": 1}, 1, "help").payload
    assert (second.position, third.position) == (25, 30)


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ({"title": "x", "content": "x"}, 422, "Author must exist, Author can't be blank"),
        ({"content": "x", "author_id": 1}, 422, "Title can't be blank"),
        ({"title": "x", "status": 1, "author_id": 1}, 422, "Content can't be blank"),
        ({"title": "x", "content": "a" * 20_001, "author_id": 1}, 422, f"Content is too long ({MOST})"),
        ({"title": "x", "status": "burnt", "author_id": 1}, 500, None),
        ({"title": "x", "slug": "taken", "author_id": 1}, 500, None),
    ],
)
def test_an_article_that_cannot_be_is_refused(
    admin: Caller, body: dict[str, Any], status: int, message: str | None
) -> None:
    article(admin, slug="taken")
    asked = admin.ask("POST", f"{PORTAL}/articles", body)
    assert asked.status == status
    assert asked.json.get("message") == message
    assert len(admin.get(f"{PORTAL}/articles")["payload"]) == 1


def test_articles_are_listed_by_language_status_author_and_words(api: HelpCenterApi, admin: Caller) -> None:
    billing = category(admin)
    pay = article(admin, category_id=billing, position=7)
    german = article(admin, "Zahlen", locale="de", content="Geld", associated_article_id=pay)
    draft = article(admin, "Refunds", status="draft", content="soon", category_id=billing, position=3)

    def listed(**query: Any) -> list[int]:
        return [each.id for each in api.list_articles(1, "help", **query).payload]

    assert listed() == [draft, german, pay]
    assert listed(locale="de") == [german]
    assert listed(status=0) == [draft]
    assert listed(query="mon") == [pay]
    assert listed(category_slug="billing") == [draft, pay]
    assert listed(author_id=99) == []
    api.update_article({"description": "All about paying"}, 1, "help", pay)
    assert listed() == [pay, draft, german]
    everything = api.list_articles(1, "help")
    meta = everything.meta
    assert (meta.all_articles_count, meta.published_count, meta.draft_articles_count) == (3, 2, 1)
    assert meta.mine_articles_count == 3
    (translation,) = everything.payload[0].associated_articles
    assert translation.id == german


def test_many_articles_change_at_once(api: HelpCenterApi, admin: Caller) -> None:
    billing, ids = category(admin), [article(admin, f"Bulk {number}", status=0) for number in (1, 2)]
    api.update_status_of_articles({"ids": ids, "status": "archived"}, 1, "help")
    api.update_category_of_articles({"ids": ids, "category_id": billing}, 1, "help")
    after = api.list_articles(1, "help").payload
    assert {(each.status, each.category.id) for each in after} == {("archived", billing)}
    for body, error in (
        ({"ids": ids, "status": 1}, "Invalid status value"),
        ({"ids": [99], "status": "draft"}, "No articles found to process"),
    ):
        asked = admin.ask("PATCH", f"{PORTAL}/articles/bulk_actions/update_status", body)
        assert (asked.status, asked.json) == (422, {"error": error})
    api.delete_articles({"ids": ids}, 1, "help")
    assert api.list_articles(1, "help").payload == []


# Visitors


def test_visitors_read_what_is_published_as_json(server: Sandbox, admin: Caller) -> None:
    billing = category(admin, position=5)
    pay = article(admin, slug="how-to-pay", category_id=billing, description="About paying")
    article(admin, "Zahlen", locale="de", slug="zahlen", associated_article_id=pay)
    article(admin, "Secret", status=0)
    portal = visit(server, "/hc/help/en.json").json
    assert_shaped_as_recorded("GET /hc/{slug}/en.json", portal)
    assert portal["meta"] == {"articles_count": 2, "categories_count": 1, "default_locale": "en"}
    articles = visit(server, "/hc/help/en/articles.json").json
    assert_shaped_as_recorded("GET /hc/{slug}/en/articles.json", articles)
    assert [each["title"] for each in articles["payload"]] == ["How to pay"]
    assert articles["meta"] == {"articles_count": 1}
    one = visit(server, "/hc/help/articles/how-to-pay.json").json
    assert (one["link"], one["category"]["slug"]) == ("hc/help/articles/how-to-pay", "billing")
    assert [each["title"] for each in one["associated_articles"]] == ["Zahlen"]
    categories = visit(server, "/hc/help/en/categories.json").json["payload"]
    assert [(each["name"], each["meta"]) for each in categories] == [("Billing", {"articles_count": 1})]
    assert visit(server, "/hc/help/en/categories/billing.json").json == categories[0]


def test_visitors_find_articles_by_their_words_without_the_markup(server: Sandbox, admin: Caller) -> None:
    pay = article(admin, slug="how-to-pay")
    article(admin, "Other", content="Nothing to see")
    assert visit(server, "/hc/help/en/articles.json?query=pay&per_page=5").json == {
        "payload": [
            {
                "id": pay,
                "category_id": None,
                "title": "How to pay",
                "content": "Pay With money.",
                "link": "/hc/help/articles/how-to-pay",
            }
        ],
        "meta": {"articles_count": 1},
    }
    assert visit(server, "/hc/help/en/search.json?query=pay").status == 406


def test_an_article_is_markdown_and_a_page_and_its_picture_counts_the_readers(server: Sandbox, admin: Caller) -> None:
    number = article(admin, slug="how", content="# Pay\n\nWith <b>money</b>.")
    markdown = visit(server, "/hc/help/articles/how.md")
    assert (markdown.content_type, markdown.body) == ("text/markdown; charset=utf-8", "# Pay\n\nWith <b>money</b>.")
    shown = visit(server, "/hc/help/articles/how", accept="text/html")
    assert shown.status == 200
    assert "&lt;b&gt;money" in shown.body
    for _ in range(2):
        assert visit(server, "/hc/help/articles/how.png").content_type == "image/png"
    assert admin.get(f"{PORTAL}/articles/{number}")["payload"]["views"] == 2


def test_the_sitemap_names_what_is_published_unless_json_is_wanted(server: Sandbox, admin: Caller) -> None:
    article(admin, slug="one")
    article(admin, "Two", slug="two", status=0)
    sitemap = visit(server, "/hc/help/sitemap.xml", accept="*/*")
    assert sitemap.content_type == "application/xml; charset=utf-8"
    assert f"<loc>{server.url}/hc/help/articles/one</loc>" in sitemap.body
    assert "/two<" not in sitemap.body
    assert visit(server, "/hc/help/sitemap.xml").status == 406


def test_an_archived_portal_is_closed_to_visitors(server: Sandbox, admin: Caller) -> None:
    admin.patch(PORTAL, {"archived": True})
    assert visit(server, "/hc/help/en.json").status == 404
    assert visit(server, "/hc/nothing/en.json").status == 404


def test_the_search_of_an_account_finds_articles(admin: Caller) -> None:
    article(admin)
    found = admin.get("/search/articles?q=money")["payload"]["articles"]
    assert [each["title"] for each in found] == ["How to pay"]
