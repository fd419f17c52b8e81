"""A help center as its visitors read it: as JSON, Markdown and XML, and as pages. It needs no token."""

from __future__ import annotations

import base64
from html import escape
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.operation import Operation, serves
from chatwoot_client.sandbox.rails.answers import inside, page, shown
from chatwoot_client.sandbox.rails.casts import leading_int, text
from chatwoot_client.sandbox.rails.errors import RecordNotFound, Refused, ServerFault
from chatwoot_client.sandbox.records.help_center import Article, Category, Portal
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.rules.help_center import articles_of, categories_of, has_words, in_order
from chatwoot_client.sandbox.views.help_center import PublicHelpCenterViews

ARTICLES_PER_PAGE, MAX_PER_PAGE = 25, 100
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACXBIWXMAAAsTAAALEwEAmpwYAAAAAXNSR0IArs4c6QAAAARnQU1BAACxjwv8"
    "YQUAAAAQSURBVHgBAQUA+v8AAAAAAAAFAAFkeJU4AAAAAElFTkSuQmCC"
)
_SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{urls}</urlset>
"""
_URL = """\
    <url>
      <loc>{url}</loc>
      <lastmod>{day}</lastmod>
    </url>
"""


class VisitingOperation(Operation):
    """An operation of whoever reads a help center."""

    path: ClassVar[str] = "/hc/<slug>"

    def _found(self) -> tuple[Account, Portal]:
        for account in self._installation.accounts.values():
            for portal in account.all(Portal).values():
                if portal.slug == self._values["slug"] and not portal.archived:
                    return account, portal
        raise RecordNotFound

    @property
    def _views(self) -> PublicHelpCenterViews:
        return PublicHelpCenterViews(self._found()[0], self._base_url)

    def _published(self) -> list[Article]:
        return [each for each in articles_of(*self._found()) if each.status == "published"]

    def _article(self) -> Article:
        slug = self._values["article_slug"]
        article = next((each for each in self._published() if each.slug == slug), None)
        if article is None:
            raise ServerFault("the article is taken for granted")
        return article


class PublicHelpCenterOperations(VisitingOperation):
    """What programs read."""

    @serves("GET", "/<locale>.json")
    def show_portal(self) -> Answer:
        return shown(self._views.portal(self._found()[1]))

    @serves("GET", "/<locale>/categories.json")
    def list_categories(self) -> Answer:
        # Those of all languages: the locale isn't looked at.
        return shown({"payload": [self._views.category(each) for each in in_order(categories_of(*self._found()))]})

    @serves("GET", "/<locale>/categories/<category_slug>.json")
    def show_category(self) -> Answer:
        return shown(self._views.category(self._category()))

    def _category(self) -> Category:
        wanted = (self._values["category_slug"], self._values["locale"])
        for category in categories_of(*self._found()):
            if (category.slug, category.locale) == wanted:
                return category
        raise RecordNotFound

    @serves("GET", "/<locale>/articles.json", "/<locale>/categories/<category_slug>/articles.json")
    def list_articles(self) -> Answer:
        category = self._category() if "category_slug" in self._values else None
        wanted = [each for each in self._published() if each.locale == self._values["locale"]]
        wanted = [each for each in wanted if category is None or each.category is category]
        query = text(self._params, "query")
        if query:
            wanted = [each for each in wanted if has_words(each, query)]
        view = self._views.found_article if query else self._views.article
        wanted.sort(key=lambda each: (each.position or 0, each.id))
        payload = [view(each) for each in self._page_of(wanted)]
        return shown({"payload": payload, "meta": {"articles_count": len(wanted)}})

    def _page_of(self, articles: list[Article]) -> list[Article]:
        size = min(leading_int(self._params.get("per_page")), MAX_PER_PAGE)
        size = size if size > 0 else ARTICLES_PER_PAGE
        number = max(1, leading_int(self._params.get("page")))
        return articles[(number - 1) * size : number * size]

    @serves("GET", "/articles/<article_slug>.json")
    def show_article(self) -> Answer:
        return shown(self._views.article(self._article(), alone=True))

    @serves("GET", "/<locale>/search.json")
    def search(self) -> Answer:
        raise Refused(406, {"status": 406, "error": "Not Acceptable"})


class HelpCenterPageOperations(VisitingOperation):
    """What people read, and what search engines do. The pages are plain: the server's own need its front end."""

    as_page: ClassVar[bool] = True

    @serves("GET", "/<locale>", "/<locale>/categories", "/<locale>/articles", "/<locale>/search")
    def show_portal(self) -> Answer:
        _, portal = self._found()
        return _page(portal.page_title or portal.name, portal.header_text)

    @serves("GET", "/<locale>/categories/<category_slug>")
    def show_category(self) -> Answer:
        return self.show_portal()

    @serves("GET", "/articles/<article_slug>")
    def show_article(self) -> Answer:
        article = self._article()
        return _page(article.title, article.content)

    @serves("GET", "/sitemap.xml")
    def sitemap(self) -> Answer:
        _, portal = self._found()
        newest = sorted(self._published(), key=lambda each: -each.id)
        urls = [
            _URL.format(url=f"{self._base_url}/hc/{portal.slug}/articles/{each.slug}", day=each.updated_at.date())
            for each in newest
        ]
        return inside(200, _SITEMAP.format(urls="".join(urls)).encode(), "application/xml; charset=utf-8")


class ArticleFileOperations(VisitingOperation):
    """An article as Markdown, and the picture that counts its readers."""

    as_page: ClassVar[bool] = False

    @serves("GET", "/articles/<article_slug>.md")
    def markdown(self) -> Answer:
        return inside(200, (self._article().content or "").encode(), "text/markdown; charset=utf-8")

    @serves("GET", "/articles/<article_slug>.png")
    def pixel(self) -> Answer:
        article = self._article()
        article.views = (article.views or 0) + 1
        answer = inside(200, _PIXEL, "image/png")
        answer.headers["cache-control"] = "max-age=86400, private"
        return answer


def _page(title: Any, content: Any) -> Answer:
    text = f"<h1>{escape(str(title or ''))}</h1>\n<p>{escape(str(content or ''))}</p>"
    return inside(200, page(escape(str(title or "")), text), "text/html; charset=utf-8")
