"""The help center as its readers see it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from chatwoot_client.models.base import Model, field, iso, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.agents import Agent
    from chatwoot_client.models.help_center import ArticleListMeta, Category


class PublicPortal(Model):
    """A portal with its categories in all languages."""

    custom_domain: str | None = field()
    header_text: str | None = field()
    homepage_link: str | None = field()
    name: str | None = field()
    page_title: str | None = field()
    slug: str | None = field()
    categories: list[Category] | None = nested_list("Category")
    meta: PublicPortalMeta | None = nested("PublicPortalMeta")


class PublicPortalMeta(Model):
    """Counts of a portal."""

    articles_count: int | None = field()
    categories_count: int | None = field()
    default_locale: str | None = field()


class PublicArticle(Model):
    """A published article; ``content`` is Markdown, ``link`` a path on the server.

    A search gives ``id``, ``category_id``, ``title``, ``content`` (plain text) and ``link`` alone. ``author`` has
    names and a picture only.
    """

    id: int | None = field()
    category_id: int | None = field()
    title: str | None = field()
    content: str | None = field()
    description: str | None = field()
    status: str | None = field()
    position: int | None = field()
    account_id: int | None = field()
    last_updated_at: datetime.datetime | None = iso()
    slug: str | None = field()
    portal: PublicPortal | None = nested("PublicPortal")
    category: Category | None = nested("Category")
    views: int | None = field()
    author: Agent | None = nested("Agent")
    associated_articles: list[PublicArticle] | None = nested_list("PublicArticle")
    link: str | None = field()


class PublicArticleList(Model):
    """Published articles."""

    payload: list[PublicArticle] | None = nested_list("PublicArticle")
    meta: ArticleListMeta | None = nested("ArticleListMeta")
