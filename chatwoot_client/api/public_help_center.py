"""The help center as its readers see it (``PublicHelpCenterApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.help_center import Category, CategoryList
from chatwoot_client.models.public_help_center import PublicArticle, PublicArticleList, PublicPortal

if TYPE_CHECKING:
    from chatwoot_client.api.base import RequestOptions, Unpack

PORTAL = Route("/hc/{slug}/{locale}.json")
SITEMAP = Route("/hc/{slug}/sitemap.xml")
CATEGORIES = Route("/hc/{slug}/{locale}/categories.json")
CATEGORY = Route("/hc/{slug}/{locale}/categories/{category_slug}.json")
ARTICLES = Route("/hc/{slug}/{locale}/articles.json")
ARTICLE = Route("/hc/{slug}/articles/{article_slug}.json")
ARTICLE_MARKDOWN = Route("/hc/{slug}/articles/{article_slug}.md")


class PublicHelpCenterApi(Api):
    """The help center as its readers see it; it needs no token. None of it is described.

    ``slug`` is the portal's, ``locale`` one of its languages, as ``en``.
    """

    def get_portal(self, slug: str, locale: str, **options: Unpack[RequestOptions]) -> PublicPortal:
        """Get a portal with its categories (``GET /hc/{slug}/{locale}.json``)."""
        return self._call("GET", PORTAL, (slug, locale), returns=PublicPortal, options=options)

    def list_categories(self, slug: str, locale: str, **options: Unpack[RequestOptions]) -> CategoryList:
        """All categories, those in other languages too (``GET /hc/{slug}/{locale}/categories.json``)."""
        return self._call("GET", CATEGORIES, (slug, locale), returns=CategoryList, options=options)

    def get_category(self, slug: str, locale: str, category_slug: str, **options: Unpack[RequestOptions]) -> Category:
        """Get a category (``GET /hc/{slug}/{locale}/categories/{category_slug}.json``)."""
        return self._call("GET", CATEGORY, (slug, locale, category_slug), returns=Category, options=options)

    def list_articles(
        self,
        slug: str,
        locale: str,
        *,
        query: str | None = None,
        sort: str | None = None,
        per_page: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> PublicArticleList:
        """The published articles in a language (``GET /hc/{slug}/{locale}/articles.json``).

        Parameters:
            query: words to look for; what is found comes shortened.
            sort: ``views`` for the most read first, instead of the order of their positions.
            per_page: how many at most, up to 100.
        """
        pairs = (("query", query), ("sort", sort), ("per_page", per_page))
        return self._call("GET", ARTICLES, (slug, locale), query=pairs, returns=PublicArticleList, options=options)

    def get_article(self, slug: str, article_slug: str, **options: Unpack[RequestOptions]) -> PublicArticle:
        """Get an article (``GET /hc/{slug}/articles/{article_slug}.json``)."""
        return self._call("GET", ARTICLE, (slug, article_slug), returns=PublicArticle, options=options)

    def get_article_markdown(self, slug: str, article_slug: str, **options: Unpack[RequestOptions]) -> str:
        """The text of an article as Markdown (``GET /hc/{slug}/articles/{article_slug}.md``). Since Chatwoot 4.16.

        Raises:
            ServiceException: an article that isn't there (500).
        """
        return self._call("GET", ARTICLE_MARKDOWN, (slug, article_slug), returns=str, options=options)

    def get_sitemap(self, slug: str, **options: Unpack[RequestOptions]) -> str:
        """The addresses of all published articles, as XML for search engines (``GET /hc/{slug}/sitemap.xml``)."""
        return self._call("GET", SITEMAP, (slug,), returns=str, accept="*/*", options=options)
