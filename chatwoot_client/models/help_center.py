"""The portals of the help center with their categories and articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, Timestamp, epoch, field, listed, nested, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.agents import Agent
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.inboxes import Inbox


class Portal(Model):
    """A portal: a help center of its own. Its ``slug`` is what the operations call ``id``.

    ``inbox`` is the website inbox whose widget it shows.
    """

    id: int | None = field()
    color: str | None = field()
    custom_domain: str | None = field()
    header_text: str | None = field()
    homepage_link: str | None = field()
    name: str | None = field()
    page_title: str | None = field()
    slug: str | None = field()
    archived: bool | None = field()
    account_id: int | None = field()
    config: PortalConfig | None = nested("PortalConfig")
    meta: PortalMeta | None = nested("PortalMeta")
    inbox: Inbox | None = nested("Inbox")
    logo: PortalLogo | None = nested("PortalLogo")
    ssl_settings: PortalSslStatus | None = nested("PortalSslStatus")
    # Described, but never sent.
    categories: list[Category] | None = nested_list("Category")
    articles: list[Article] | None = nested_list("Article")


PortalItem = Portal
PortalSingle = Portal


class PortalConfig(Model):
    """The settings of a portal; before 4.16, its locales alone. ``layout`` is one of :class:`PortalLayout`.

    ``locale_translations`` and ``popular_content`` are by locale.
    """

    allowed_locales: list[PortalLocale] | None = nested_list("PortalLocale")
    default_locale: str | None = field()
    layout: str | None = field()
    social_profiles: dict[str, Any] | None = field()
    locale_translations: dict[str, Any] | None = field()
    popular_content: dict[str, Any] | None = field()


class PortalLocale(Model):
    """A language of a portal. ``draft`` says that the public doesn't see it yet."""

    code: str | None = field()
    articles_count: int | None = field()
    categories_count: int | None = field()
    draft: bool | None = field()


class PortalMeta(Model):
    """Counts of a portal. Three of them are null unless this portal alone was asked for."""

    all_articles_count: int | None = field()
    archived_articles_count: int | None = field()
    published_count: int | None = field()
    draft_articles_count: int | None = field()
    mine_articles_count: int | None = field()
    categories_count: int | None = field()
    default_locale: str | None = field()


class PortalLogo(Model):
    """The picture of a portal."""

    id: int | None = field()
    portal_id: int | None = field()
    file_type: str | None = field()
    account_id: int | None = field()
    file_url: str | None = field()
    blob_id: str | int | None = field()
    filename: str | None = field()


class PortalSslStatus(Model):
    """How far the certificate for a portal's own domain is."""

    status: str | None = field()
    verification_errors: Any = field()


class PortalList(Model):
    """All portals of an account."""

    payload: list[Portal] | None = nested_list("Portal")
    meta: PortalListMeta | None = nested("PortalListMeta")


class PortalListMeta(Model):
    """How many portals there are."""

    current_page: int | str | None = field()
    portals_count: int | None = field()


class PortalCreateUpdatePayload(Model):
    """A portal to create or change.

    A picture is uploaded first (:class:`UploadsApi`); what that answers as ``blob_id`` goes here. ``inbox_id`` is a
    website inbox, whose widget the portal shows. ``color`` is ``#rgb`` or ``#rrggbb``. Servers before 4.16 want a
    ``custom_domain`` for a new portal; ``''`` will do.

    ``config`` takes ``default_locale`` and ``allowed_locales`` (a list of codes), since 4.16 also ``draft_locales``,
    ``layout`` (one of :class:`PortalLayout`), ``social_profiles``, ``locale_translations`` and ``popular_content``;
    there, what isn't given stays as it is.
    """

    archived: bool | None = field()
    color: str | None = field()
    config: dict[str, Any] | None = field()
    custom_domain: str | None = field()
    header_text: str | None = field()
    homepage_link: str | None = field()
    name: str | None = field()
    slug: str | None = field()
    page_title: str | None = field()
    account_id: int | None = field()
    inbox_id: int | None = field()
    blob_id: str | None = field()


class PortalInstructionsPayload(Model):
    """To whom to send what the DNS of a portal's own domain needs."""

    email: str | None = field()


class PortalInstructionsResult(Model):
    """That the instructions are on their way, in words."""

    message: str | None = field()


class Category(Model):
    """A category of articles, in one language.

    What relates to another category (and what the public sees) has only some of the fields.
    """

    id: int | None = field()
    name: str | None = field()
    slug: str | None = field()
    locale: str | None = field()
    description: str | None = field()
    position: int | None = field()
    account_id: int | None = field()
    icon: str | None = field()
    icon_color: str | None = field()
    related_categories: list[Category] | None = nested_list("Category")
    parent_category: Category | None = nested("Category")
    root_category: Category | None = nested("Category")
    meta: CategoryMeta | None = nested("CategoryMeta")
    # Described, but never sent.
    portal_id: int | None = field()
    associated_category_id: int | None = field()
    parent_category_id: int | None = field()


class CategoryMeta(Model):
    """Counts of a category."""

    articles_count: int | None = field()


class CategorySingle(Model):
    """One category."""

    payload: Category | None = nested("Category")


class CategoryList(Model):
    """The categories of a portal. The public one has no ``meta``."""

    payload: list[Category] | None = nested_list("Category")
    meta: CategoryListMeta | None = nested("CategoryListMeta")


class CategoryListMeta(Model):
    """How many categories there are."""

    current_page: int | str | None = field()
    categories_count: int | None = field()


class CategoryCreateUpdatePayload(Model):
    """A category to create or change.

    ``locale`` is one of the portal's, and no two have the same ``slug`` in it. ``associated_category_id`` is the
    category that this one translates. Servers read ``icon_color`` since 4.16. They take no notice of ``portal_id`` and
    ``account_id``, which older clients had.
    """

    description: str | None = field()
    locale: str | None = field()
    name: str | None = field()
    slug: str | None = field()
    position: int | None = field()
    portal_id: int | None = field()
    account_id: int | None = field()
    associated_category_id: int | None = field()
    parent_category_id: int | None = field()
    icon: str | None = field()
    icon_color: str | None = field()
    related_category_ids: ListOf[int] | None = listed(of=int)


class Article(Model):
    """An article. ``status`` is one of :class:`ArticleStatus`, ``content`` is Markdown.

    ``draft_title`` and ``draft_content``, since 4.16, are changes to a published article that the public doesn't see
    yet. ``category`` is there without a category too, all null. ``associated_articles`` are its translations; those
    have ``category_id`` and ``portal``.
    """

    id: int | None = field()
    slug: str | None = field()
    title: str | None = field()
    content: str | None = field()
    description: str | None = field()
    status: str | None = field()
    draft_title: str | None = field()
    draft_content: str | None = field()
    position: int | None = field()
    account_id: int | None = field()
    updated_at: Timestamp | None = epoch()
    meta: ArticleMeta | None = nested("ArticleMeta")
    category: Category | None = nested("Category")
    category_id: int | None = field()
    portal: Portal | None = nested("Portal")
    views: int | None = field()
    author: Agent | None = nested("Agent")
    associated_articles: list[Article] | None = nested_list("Article")
    # Described, but never sent.
    portal_id: int | None = field()
    author_id: int | None = field()
    folder_id: int | None = field()
    associated_article_id: int | None = field()


class ArticleMeta(Model):
    """What search engines are told of an article."""

    title: str | None = field()
    description: str | None = field()
    tags: list[str] | None = field()


class ArticleSingle(Model):
    """One article."""

    payload: Article | None = nested("Article")


class ArticleList(Model):
    """A page of articles."""

    payload: list[Article] | None = nested_list("Article")
    meta: ArticleListMeta | None = nested("ArticleListMeta")


class ArticleListMeta(Model):
    """Counts of articles; the public listing has ``articles_count`` alone.

    ``current_page`` is a number by default and otherwise the text that was sent.
    """

    all_articles_count: int | None = field()
    archived_articles_count: int | None = field()
    articles_count: int | None = field()
    draft_articles_count: int | None = field()
    mine_articles_count: int | None = field()
    published_count: int | None = field()
    current_page: int | str | None = field()


class ArticleCreateUpdatePayload(Model):
    """An article to create or change.

    A new one needs ``title`` and ``author_id``, and ``content`` (Markdown, up to 20,000 characters) to be published.
    ``status`` is one of :class:`ArticleStatus` or its number: 0 draft (by default), 1 published, 2 archived.
    ``associated_article_id`` is the article that this one translates. ``draft_title`` and ``draft_content`` (since
    4.16) change nothing that the public sees. A ``slug`` in use is a 500. The server takes no notice of ``views``,
    ``portal_id``, ``account_id`` and ``folder_id``, which older clients had.
    """

    content: str | None = field()
    meta: ArticleMeta | dict[str, Any] | None = nested("ArticleMeta")
    position: int | None = field()
    status: Literal["draft", "published", "archived"] | str | int | None = word()
    title: str | None = field()
    slug: str | None = field()
    views: int | None = field()
    portal_id: int | None = field()
    account_id: int | None = field()
    author_id: int | None = field()
    category_id: int | None = field()
    folder_id: int | None = field()
    associated_article_id: int | None = field()
    description: str | None = field()
    locale: str | None = field()
    draft_title: str | None = field()
    draft_content: str | None = field()


class ReorderPayload(Model):
    """The new positions of articles or categories, by their id: ``{'1': 5}``."""

    positions_hash: dict[str, int] | None = field()


class ArticlePositions(Model):
    """The positions that articles have now, by their id; of those alone that moved."""

    positions: dict[str, int] | None = field()


class ArticlesBulkPayload(Model):
    """Which articles to change, and how.

    Changing the status needs ``status``, a word of :class:`ArticleStatus`; changing the category ``category_id``;
    translating ``locale`` and ``category_id``.
    """

    ids: ListOf[int] | None = listed(of=int)
    status: Literal["draft", "published", "archived"] | str | None = word()
    category_id: int | None = field()
    locale: str | None = field()
