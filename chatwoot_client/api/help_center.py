"""The portals of the help center with their categories and articles (``HelpCenterApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.help_center import (
    ArticleCreateUpdatePayload,
    ArticleList,
    ArticlePositions,
    ArticlesBulkPayload,
    ArticleSingle,
    CategoryCreateUpdatePayload,
    CategoryList,
    CategorySingle,
    Portal,
    PortalCreateUpdatePayload,
    PortalInstructionsPayload,
    PortalInstructionsResult,
    PortalList,
    PortalSslStatus,
    ReorderPayload,
)
from chatwoot_client.pagination import page_by_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatwoot_client.api.base import Json, RequestOptions, Unpack
    from chatwoot_client.models.help_center import Article

PORTALS = Route("/api/v1/accounts/{account_id}/portals")
PORTAL = Route("/api/v1/accounts/{account_id}/portals/{id}")
PORTAL_ARCHIVE = Route("/api/v1/accounts/{account_id}/portals/{id}/archive")
PORTAL_LOGO = Route("/api/v1/accounts/{account_id}/portals/{id}/logo")
PORTAL_DNS = Route("/api/v1/accounts/{account_id}/portals/{id}/send_instructions")
PORTAL_SSL = Route("/api/v1/accounts/{account_id}/portals/{id}/ssl_status")
CATEGORIES = Route("/api/v1/accounts/{account_id}/portals/{id}/categories")
CATEGORY_ORDER = Route("/api/v1/accounts/{account_id}/portals/{id}/categories/reorder")
CATEGORY = Route("/api/v1/accounts/{account_id}/portals/{id}/categories/{category_id}")
ARTICLES = Route("/api/v1/accounts/{account_id}/portals/{id}/articles")
ARTICLE_ORDER = Route("/api/v1/accounts/{account_id}/portals/{id}/articles/reorder")
ARTICLE = Route("/api/v1/accounts/{account_id}/portals/{id}/articles/{article_id}")
BULK_STATUS = Route("/api/v1/accounts/{account_id}/portals/{id}/articles/bulk_actions/update_status")
BULK_CATEGORY = Route("/api/v1/accounts/{account_id}/portals/{id}/articles/bulk_actions/update_category")
BULK_DELETE = Route("/api/v1/accounts/{account_id}/portals/{id}/articles/bulk_actions/delete_articles")
BULK_TRANSLATE = Route("/api/v1/accounts/{account_id}/portals/{id}/articles/bulk_actions/translate")

_NO_PORTAL = {500: "A portal that isn't there looks like this: id is its slug, not its number."}
_NO_ARCHIVE = {500: "Servers up to 4.16 always answer this so: set archived with update_portal_to_account."}
_NO_ROUTE = {404: "No server has this path: pass id, the portal's slug, or call update_portal_to_account."}


class HelpCenterApi(Api):
    """The portals of the help center with their categories and articles.

    The parameter ``id`` is always the portal's slug, as ``handbook``; ``portal_id`` is what two operations called it
    before 2.0, and one of the two is needed. All agents may read; changing is for administrators.

    Parameters:
        id: the slug of the portal, as ``handbook``.
        portal_id: the same, as it was called before 2.0.
        query: words to look for.
        category_slug: the slug of the category that they're in.
        author_id: the id of the user who wrote them.
        status: 0 for drafts, 1 for published articles, 2 for archived ones.

    Raises:
        UnprocessableEntityException: a category without a name, with a locale that the portal doesn't have, or with a
            slug that's taken (422).
        ServiceException: a portal that isn't there, from the operations on itself (500).
    """

    _auth = USER

    def add_new_portal_to_account(
        self, body: PortalCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> Portal:
        """Create a portal (``add-new-portal-to-account``).

        Raises:
            UnprocessableEntityException: no name or slug, a slug that's taken, or a bad color (422).
            ServiceException: no ``custom_domain``, before Chatwoot 4.16 (500).
        """
        return self._call(
            "POST", PORTALS, (account_id,), body=body, takes=PortalCreateUpdatePayload, returns=Portal, options=options
        )

    def get_portal(self, account_id: int, **options: Unpack[RequestOptions]) -> PortalList:
        """All portals of an account (``get-portal``)."""
        return self._call("GET", PORTALS, (account_id,), returns=PortalList, options=options)

    def get_single_portal(
        self, account_id: int, id: str, *, locale: str | None = None, **options: Unpack[RequestOptions]
    ) -> Portal:
        """Get a portal (``GET /portals/{id}``).

        Parameters:
            locale: the language whose articles the counts in ``meta`` are of.
        """
        path = (account_id, id)
        query = (("locale", locale),)
        return self._call("GET", PORTAL, path, query=query, returns=Portal, advice=_NO_PORTAL, options=options)

    def update_portal_to_account(
        self, body: PortalCreateUpdatePayload | Json, account_id: int, id: str, **options: Unpack[RequestOptions]
    ) -> Portal:
        """Change a portal (``update-portal-to-account``).

        Raises:
            UnprocessableEntityException: an empty name, a slug that's taken, an unknown layout, or a bad color (422).
        """
        path = (account_id, id)
        return self._call(
            "PATCH",
            PORTAL,
            path,
            body=body,
            takes=PortalCreateUpdatePayload,
            returns=Portal,
            advice=_NO_PORTAL,
            options=options,
        )

    def update_new_portal_to_account(
        self,
        body: PortalCreateUpdatePayload | Json,
        account_id: int,
        id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> Portal:
        """What :meth:`update_portal_to_account` was called before 2.0.

        Without ``id`` it sends what it did then, ``PATCH /portals``, which no server has a route for.
        """
        if id is not None:
            return self.update_portal_to_account(body, account_id, id, **options)
        return self._call(
            "PATCH",
            PORTALS,
            (account_id,),
            body=body,
            takes=PortalCreateUpdatePayload,
            returns=Portal,
            advice=_NO_ROUTE,
            options=options,
        )

    def delete_portal(self, account_id: int, id: str, **options: Unpack[RequestOptions]) -> None:
        """Delete a portal with all that's in it (``DELETE /portals/{id}``)."""
        return self._call("DELETE", PORTAL, (account_id, id), advice=_NO_PORTAL, options=options)

    def archive_portal(self, account_id: int, id: str, **options: Unpack[RequestOptions]) -> None:
        """Archive a portal (``PATCH /portals/{id}/archive``).

        Setting ``archived`` with :meth:`update_portal_to_account` works on every server.

        Raises:
            ServiceException: always, up to Chatwoot 4.16 (500).
        """
        return self._call("PATCH", PORTAL_ARCHIVE, (account_id, id), advice=_NO_ARCHIVE, options=options)

    def delete_portal_logo(self, account_id: int, id: str, **options: Unpack[RequestOptions]) -> None:
        """Remove a portal's picture (``DELETE /portals/{id}/logo``)."""
        return self._call("DELETE", PORTAL_LOGO, (account_id, id), advice=_NO_PORTAL, options=options)

    def send_portal_instructions(
        self, body: PortalInstructionsPayload | Json, account_id: int, id: str, **options: Unpack[RequestOptions]
    ) -> PortalInstructionsResult:
        """Mail somebody what DNS a portal needs (``POST /portals/{id}/send_instructions``). Since Chatwoot 4.8.

        It's for the portal's own domain.

        Raises:
            UnprocessableEntityException: a portal without a domain of its own, or an e-mail that isn't one (422).
        """
        path = (account_id, id)
        return self._call(
            "POST",
            PORTAL_DNS,
            path,
            body=body,
            takes=PortalInstructionsPayload,
            returns=PortalInstructionsResult,
            advice=_NO_PORTAL,
            options=options,
        )

    def get_portal_ssl_status(self, account_id: int, id: str, **options: Unpack[RequestOptions]) -> PortalSslStatus:
        """How far the certificate for a portal's own domain is (``GET /portals/{id}/ssl_status``).

        Enterprise code only; it asks Cloudflare.

        Raises:
            UnprocessableEntityException: a portal without a domain of its own, or a no from Cloudflare (422).
        """
        path = (account_id, id)
        return self._call("GET", PORTAL_SSL, path, returns=PortalSslStatus, advice=_NO_PORTAL, options=options)

    def add_new_category_to_account(
        self,
        body: CategoryCreateUpdatePayload | Json,
        account_id: int,
        id: str | None = None,
        *,
        portal_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> CategorySingle:
        """Create a category (``add-new-category-to-account``)."""
        path = (account_id, _slug(id, portal_id))
        return self._call(
            "POST",
            CATEGORIES,
            path,
            body=body,
            takes=CategoryCreateUpdatePayload,
            returns=CategorySingle,
            options=options,
        )

    def list_categories(
        self, account_id: int, id: str, *, locale: str | None = None, **options: Unpack[RequestOptions]
    ) -> CategoryList:
        """All categories of a portal, or those in a language (``GET /portals/{id}/categories``)."""
        query = (("locale", locale),)
        return self._call("GET", CATEGORIES, (account_id, id), query=query, returns=CategoryList, options=options)

    def get_category(
        self, account_id: int, id: str, category_id: int, **options: Unpack[RequestOptions]
    ) -> CategorySingle:
        """Get a category (``GET /portals/{id}/categories/{category_id}``)."""
        return self._call("GET", CATEGORY, (account_id, id, category_id), returns=CategorySingle, options=options)

    def update_category(
        self,
        body: CategoryCreateUpdatePayload | Json,
        account_id: int,
        id: str,
        category_id: int,
        **options: Unpack[RequestOptions],
    ) -> CategorySingle:
        """Change a category (``PATCH /portals/{id}/categories/{category_id}``)."""
        path = (account_id, id, category_id)
        return self._call(
            "PATCH",
            CATEGORY,
            path,
            body=body,
            takes=CategoryCreateUpdatePayload,
            returns=CategorySingle,
            options=options,
        )

    def delete_category(self, account_id: int, id: str, category_id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a category (``DELETE /portals/{id}/categories/{category_id}``)."""
        return self._call("DELETE", CATEGORY, (account_id, id, category_id), options=options)

    def reorder_categories(
        self, body: ReorderPayload | Json, account_id: int, id: str, **options: Unpack[RequestOptions]
    ) -> None:
        """Set the positions of categories (``POST /portals/{id}/categories/reorder``). Since Chatwoot 4.13."""
        return self._call("POST", CATEGORY_ORDER, (account_id, id), body=body, takes=ReorderPayload, options=options)

    def add_new_article_to_account(
        self,
        body: ArticleCreateUpdatePayload | Json,
        account_id: int,
        id: str | None = None,
        *,
        portal_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ArticleSingle:
        """Create an article (``add-new-article-to-account``).

        Raises:
            UnprocessableEntityException: no title or author, or content that's missing or over 20,000 characters (422).
            ServiceException: a slug that's taken, or an unknown status (500).
        """
        path = (account_id, _slug(id, portal_id))
        return self._call(
            "POST", ARTICLES, path, body=body, takes=ArticleCreateUpdatePayload, returns=ArticleSingle, options=options
        )

    def list_articles(
        self,
        account_id: int,
        id: str,
        *,
        page: int | None = None,
        locale: str | None = None,
        query: str | None = None,
        status: str | int | None = None,
        category_slug: str | None = None,
        author_id: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> ArticleList:
        """The articles of a portal, 25 a page (``GET /portals/{id}/articles``). :meth:`iter_articles` walks all pages.

        The latest come first; within a category the order is that of their positions.
        """
        pairs = (
            ("page", page),
            ("locale", locale),
            ("query", query),
            ("status", status),
            ("category_slug", category_slug),
            ("author_id", author_id),
        )
        return self._call("GET", ARTICLES, (account_id, id), query=pairs, returns=ArticleList, options=options)

    def iter_articles(
        self,
        account_id: int,
        id: str,
        *,
        locale: str | None = None,
        query: str | None = None,
        status: str | int | None = None,
        category_slug: str | None = None,
        author_id: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[Article]:
        """Every article of a portal; parameters as in :meth:`list_articles`."""
        return page_by_page(
            self.list_articles,
            "payload",
            account_id,
            id,
            locale=locale,
            query=query,
            status=status,
            category_slug=category_slug,
            author_id=author_id,
            **options,
        )

    def get_article(
        self, account_id: int, id: str, article_id: int, **options: Unpack[RequestOptions]
    ) -> ArticleSingle:
        """Get an article (``GET /portals/{id}/articles/{article_id}``)."""
        return self._call("GET", ARTICLE, (account_id, id, article_id), returns=ArticleSingle, options=options)

    def update_article(
        self,
        body: ArticleCreateUpdatePayload | Json,
        account_id: int,
        id: str,
        article_id: int,
        **options: Unpack[RequestOptions],
    ) -> ArticleSingle:
        """Change an article (``PATCH /portals/{id}/articles/{article_id}``).

        Raises:
            UnprocessableEntityException: an empty title, or content over 20,000 characters (422).
            ServiceException: a slug that's taken, or an unknown status (500).
        """
        path = (account_id, id, article_id)
        return self._call(
            "PATCH", ARTICLE, path, body=body, takes=ArticleCreateUpdatePayload, returns=ArticleSingle, options=options
        )

    def delete_article(self, account_id: int, id: str, article_id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete an article (``DELETE /portals/{id}/articles/{article_id}``)."""
        return self._call("DELETE", ARTICLE, (account_id, id, article_id), options=options)

    def reorder_articles(
        self, body: ReorderPayload | Json, account_id: int, id: str, **options: Unpack[RequestOptions]
    ) -> ArticlePositions | None:
        """Set the positions of articles (``POST /portals/{id}/articles/reorder``).

        The answer is the positions of those that had to move; None before 4.16.
        """
        return self._call(
            "POST",
            ARTICLE_ORDER,
            (account_id, id),
            body=body,
            takes=ReorderPayload,
            returns=ArticlePositions,
            options=options,
        )

    def update_status_of_articles(
        self, body: ArticlesBulkPayload | Json, account_id: int, id: str, **options: Unpack[RequestOptions]
    ) -> None:
        """Set the status of many articles (``PATCH …/articles/bulk_actions/update_status``). Since Chatwoot 4.16.

        Raises:
            UnprocessableEntityException: none of the articles is there, or the status isn't one of the words (422).
        """
        return self._call("PATCH", BULK_STATUS, (account_id, id), body=body, takes=ArticlesBulkPayload, options=options)

    def update_category_of_articles(
        self, body: ArticlesBulkPayload | Json, account_id: int, id: str, **options: Unpack[RequestOptions]
    ) -> None:
        """Move many articles to a category (``PATCH …/articles/bulk_actions/update_category``). Since Chatwoot 4.16.

        Raises:
            UnprocessableEntityException: none of the articles is there, or the portal doesn't have the category (422).
        """
        return self._call(
            "PATCH", BULK_CATEGORY, (account_id, id), body=body, takes=ArticlesBulkPayload, options=options
        )

    def delete_articles(
        self, body: ArticlesBulkPayload | Json, account_id: int, id: str, **options: Unpack[RequestOptions]
    ) -> None:
        """Delete many articles (``DELETE …/articles/bulk_actions/delete_articles``). Since Chatwoot 4.16.

        Raises:
            UnprocessableEntityException: none of the articles is there (422).
        """
        return self._call(
            "DELETE", BULK_DELETE, (account_id, id), body=body, takes=ArticlesBulkPayload, options=options
        )

    def translate_articles(
        self, body: ArticlesBulkPayload | Json, account_id: int, id: str, **options: Unpack[RequestOptions]
    ) -> None:
        """Translate many articles, a little later (``POST …/articles/bulk_actions/translate``). Since Chatwoot 4.16.

        It takes Captain, the AI of the enterprise code.

        Raises:
            UnprocessableEntityException: the portal has none of the articles, or not the locale or the category (422).
            ServiceException: a server without Captain (501).
        """
        return self._call(
            "POST", BULK_TRANSLATE, (account_id, id), body=body, takes=ArticlesBulkPayload, options=options
        )


def _slug(id: str | None, portal_id: str | None) -> str:
    """The portal's slug, by either of the names of the parameter."""
    if id is not None and portal_id is not None:
        raise TypeError("id and portal_id are the same parameter, both were given")
    slug = portal_id if id is None else id
    if slug is None:
        raise TypeError("id is missing, the portal's slug")
    return slug
