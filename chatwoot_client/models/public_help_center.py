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
    """Domain of its own, such as ``help.example.com``; null for none."""
    header_text: str | None = field()
    """Words at the top of its pages; null for none."""
    homepage_link: str | None = field()
    """Address that its pages lead back to; null for none."""
    name: str | None = field()
    """Name of the portal."""
    page_title: str | None = field()
    """Title of its pages, as browsers show it; null for none."""
    slug: str | None = field()
    """What stands for it in addresses."""
    categories: list[Category] | None = nested_list("Category")
    """Its categories."""
    meta: PublicPortalMeta | None = nested("PublicPortalMeta")
    """How many articles and categories there are."""


class PublicPortalMeta(Model):
    """Counts of a portal."""

    articles_count: int | None = field()
    """How many articles are published."""
    categories_count: int | None = field()
    """How many categories there are."""
    default_locale: str | None = field()
    """The language that the portal begins with."""


class PublicArticle(Model):
    """A published article.

    A search gives ``id``, ``category_id``, ``title``, ``content`` (plain text) and ``link`` alone.
    """

    id: int | None = field()
    """Id of the article."""
    category_id: int | None = field()
    """Id of its category; null without one."""
    title: str | None = field()
    """Title of the article."""
    content: str | None = field()
    """The text, as Markdown."""
    description: str | None = field()
    """A sentence or two about it; null where nothing was said."""
    status: str | None = field()
    """``published``."""
    position: int | None = field()
    """Where it stands among the others; told when it alone is asked for."""
    account_id: int | None = field()
    """Id of the account that it belongs to."""
    last_updated_at: datetime.datetime | None = iso()
    """When it was last changed."""
    slug: str | None = field()
    """What stands for it in addresses; told when it alone is asked for."""
    portal: PublicPortal | None = nested("PublicPortal")
    """The portal that it's in; told when it alone is asked for."""
    category: Category | None = nested("Category")
    """The category that it's in; told when it alone is asked for."""
    views: int | None = field()
    """How often it was read; null as long as it wasn't."""
    author: Agent | None = nested("Agent")
    """Who wrote it, with names and a picture only."""
    associated_articles: list[PublicArticle] | None = nested_list("PublicArticle")
    """Its translations; told when it alone is asked for."""
    link: str | None = field()
    """Path of its page on the server; told in lists and searches."""


class PublicArticleList(Model):
    """Published articles."""

    payload: list[PublicArticle] | None = nested_list("PublicArticle")
    """The articles."""
    meta: ArticleListMeta | None = nested("ArticleListMeta")
    """How many there are."""
