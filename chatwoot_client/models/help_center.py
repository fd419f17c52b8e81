"""The portals of the help center with their categories and articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, Timestamp, epoch, field, listed, nested, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.agents import Agent
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.inboxes import Inbox


class Portal(Model):
    """A portal: a help center of its own."""

    id: int | None = field()
    """Id of the portal; the operations' ``id`` is its slug."""
    color: str | None = field()
    """Colour of its pages, as ``#rgb`` or ``#rrggbb``."""
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
    """What stands for it in addresses, and what the operations call ``id``."""
    archived: bool | None = field()
    """Whether it's put away."""
    account_id: int | None = field()
    """Id of the account that the portal belongs to."""
    config: PortalConfig | None = nested("PortalConfig")
    """Its languages, looks and links."""
    meta: PortalMeta | None = nested("PortalMeta")
    """How many articles and categories there are."""
    inbox: Inbox | None = nested("Inbox")
    """The website inbox whose widget it shows; not sent without one."""
    logo: PortalLogo | None = nested("PortalLogo")
    """Its picture; not sent without one."""
    ssl_settings: PortalSslStatus | None = nested("PortalSslStatus")
    """How far the certificate for its own domain is; not sent where servers don't ask for one."""
    # Described, but never sent.
    categories: list[Category] | None = nested_list("Category")
    """Described, but never sent."""
    articles: list[Article] | None = nested_list("Article")
    """Described, but never sent."""


PortalItem = Portal
PortalSingle = Portal


class PortalConfig(Model):
    """The settings of a portal; before Chatwoot 4.14, its locales alone."""

    allowed_locales: list[PortalLocale] | None = nested_list("PortalLocale")
    """The languages that it may have articles in."""
    default_locale: str | None = field()
    """The language that it begins with, such as ``en``."""
    layout: str | None = field()
    """How it looks, one of :class:`PortalLayout`."""
    social_profiles: dict[str, Any] | None = field()
    """Its addresses elsewhere, by the place's name, such as ``github``."""
    locale_translations: dict[str, Any] | None = field()
    """Its name, titles and texts in other languages, by locale."""
    popular_content: dict[str, Any] | None = field()
    """Which articles it shows first, by locale; since Chatwoot 4.16."""


class PortalLocale(Model):
    """A language of a portal."""

    code: str | None = field()
    """The language, such as ``en`` or ``pt_BR``."""
    articles_count: int | None = field()
    """How many articles there are in it."""
    categories_count: int | None = field()
    """How many categories there are in it."""
    draft: bool | None = field()
    """Whether the public doesn't see it yet; since Chatwoot 4.13 at the latest."""


class PortalMeta(Model):
    """Counts of a portal."""

    all_articles_count: int | None = field()
    """How many articles there are in the language that was asked for; 0 without one."""
    archived_articles_count: int | None = field()
    """How many of them are archived; null unless this portal alone was asked for."""
    published_count: int | None = field()
    """How many of them are published; null unless this portal alone was asked for."""
    draft_articles_count: int | None = field()
    """How many of them are drafts; null unless this portal alone was asked for."""
    mine_articles_count: int | None = field()
    """How many of them the caller wrote; not sent where there are none."""
    categories_count: int | None = field()
    """How many categories there are."""
    default_locale: str | None = field()
    """The language that the portal begins with."""


class PortalLogo(Model):
    """The picture of a portal."""

    id: int | None = field()
    """Id of the picture's record."""
    portal_id: int | None = field()
    """Id of the portal."""
    file_type: str | None = field()
    """Content type of the picture, such as ``image/png``."""
    account_id: int | None = field()
    """Id of the account that the portal belongs to."""
    file_url: str | None = field()
    """Address of the picture, which needs no token."""
    blob_id: str | int | None = field()
    """Id of the stored file."""
    filename: str | None = field()
    """Name of the file."""


class PortalSslStatus(Model):
    """How far the certificate for a portal's own domain is."""

    status: str | None = field()
    """How far it is, in a word of whoever issues it."""
    verification_errors: Any = field()
    """What is wrong with the domain, if anything."""


class PortalList(Model):
    """All portals of an account."""

    payload: list[Portal] | None = nested_list("Portal")
    """The portals."""
    meta: PortalListMeta | None = nested("PortalListMeta")
    """How many there are."""


class PortalListMeta(Model):
    """How many portals there are."""

    current_page: int | str | None = field()
    """The page: a number by default, otherwise the text that was sent."""
    portals_count: int | None = field()
    """How many portals the account has."""


class PortalCreateUpdatePayload(Model):
    """A portal to create or change."""

    archived: bool | None = field()
    """Whether it's put away."""
    color: str | None = field()
    """Colour of its pages, as ``#rgb`` or ``#rrggbb``; checked since Chatwoot 4.16."""
    config: dict[str, Any] | None = field()
    """Its languages, looks and links.

    ``default_locale`` and ``allowed_locales`` (a list of codes), since 4.16 also ``draft_locales``, ``layout`` (one of
    :class:`PortalLayout`), ``social_profiles``, ``locale_translations`` and ``popular_content``; there, what isn't
    given stays as it is.
    """
    custom_domain: str | None = field()
    """Domain of its own, or ``''``; servers before 4.16 want either for a new portal."""
    header_text: str | None = field()
    """Words at the top of its pages."""
    homepage_link: str | None = field()
    """Address that its pages lead back to."""
    name: str | None = field()
    """Name of the portal, which may not be blank; needed to create one."""
    slug: str | None = field()
    """What stands for it in addresses; needed to create one, and no two have the same."""
    page_title: str | None = field()
    """Title of its pages, as browsers show it."""
    account_id: int | None = field()
    """Not read by servers: the portal belongs to the account in the path."""
    inbox_id: int | None = field()
    """Id of a website inbox, whose widget its pages show."""
    blob_id: str | None = field()
    """The ``blob_id`` that :class:`UploadsApi` answers, of a picture that was uploaded before."""


class PortalInstructionsPayload(Model):
    """To whom to send what the DNS of a portal's own domain needs."""

    email: str | None = field()
    """The address."""


class PortalInstructionsResult(Model):
    """That the instructions are on their way, in words."""

    message: str | None = field()
    """A sentence about it."""


class Category(Model):
    """A category of articles, in one language.

    What relates to another category, what an article has, and what the public sees has only some of the fields.
    """

    id: int | None = field()
    """Id of the category; null in an article that has none."""
    name: str | None = field()
    """Name of the category; null in an article that has none."""
    slug: str | None = field()
    """What stands for it in addresses; null in an article that has none."""
    locale: str | None = field()
    """Its language, such as ``en``; null in an article that has none."""
    description: str | None = field()
    """What it's about; null where nothing was said."""
    position: int | None = field()
    """Where it stands among the others; null unless it was said."""
    account_id: int | None = field()
    """Id of the account that it belongs to."""
    icon: str | None = field()
    """Its icon, an emoji; empty without one, and null in an article that has no category."""
    icon_color: str | None = field()
    """Colour of the icon; empty unless it was said, and null as ``icon`` is. Since Chatwoot 4.14."""
    related_categories: list[Category] | None = nested_list("Category")
    """Categories to look into as well; not sent without any."""
    parent_category: Category | None = nested("Category")
    """The category that it's a part of; not sent without one."""
    root_category: Category | None = nested("Category")
    """The category that this one translates; not sent without one."""
    meta: CategoryMeta | None = nested("CategoryMeta")
    """How many articles it has."""
    # Described, but never sent.
    portal_id: int | None = field()
    """Described, but never sent."""
    associated_category_id: int | None = field()
    """Described, but never sent."""
    parent_category_id: int | None = field()
    """Described, but never sent."""


class CategoryMeta(Model):
    """Counts of a category."""

    articles_count: int | None = field()
    """How many articles the category has."""


class CategorySingle(Model):
    """One category."""

    payload: Category | None = nested("Category")
    """The category."""


class CategoryList(Model):
    """The categories of a portal."""

    payload: list[Category] | None = nested_list("Category")
    """The categories."""
    meta: CategoryListMeta | None = nested("CategoryListMeta")
    """How many there are; not sent by the public listing."""


class CategoryListMeta(Model):
    """How many categories there are."""

    current_page: int | str | None = field()
    """The page: a number by default, otherwise the text that was sent."""
    categories_count: int | None = field()
    """How many categories there are."""


class CategoryCreateUpdatePayload(Model):
    """A category to create or change."""

    description: str | None = field()
    """What it's about."""
    locale: str | None = field()
    """Its language, one of the portal's; needed to create one."""
    name: str | None = field()
    """Name of the category; needed to create one."""
    slug: str | None = field()
    """What stands for it in addresses; no two have the same in one language."""
    position: int | None = field()
    """Where it stands among the others."""
    portal_id: int | None = field()
    """Not read by servers; older clients had it."""
    account_id: int | None = field()
    """Not read by servers; older clients had it."""
    associated_category_id: int | None = field()
    """Id of the category that this one translates."""
    parent_category_id: int | None = field()
    """Id of the category that it's a part of."""
    icon: str | None = field()
    """Its icon, an emoji."""
    icon_color: str | None = field()
    """Colour of the icon; servers read it since Chatwoot 4.14."""
    related_category_ids: ListOf[int] | None = listed(of=int)
    """Ids of categories to look into as well."""


class Article(Model):
    """An article. As a translation inside another one it has fewer fields, but ``category_id`` and ``portal``."""

    id: int | None = field()
    """Id of the article."""
    slug: str | None = field()
    """What stands for it in addresses."""
    title: str | None = field()
    """Title of the article."""
    content: str | None = field()
    """The text, as Markdown; null where nothing was written."""
    description: str | None = field()
    """A sentence or two about it; null where nothing was said."""
    status: str | None = field()
    """Who sees it, one of :class:`ArticleStatus`."""
    draft_title: str | None = field()
    """Title that the public doesn't see yet; null without one, and since Chatwoot 4.16."""
    draft_content: str | None = field()
    """Text that the public doesn't see yet, as Markdown; null without one, and since Chatwoot 4.16."""
    position: int | None = field()
    """Where it stands among the others."""
    account_id: int | None = field()
    """Id of the account that it belongs to."""
    updated_at: Timestamp | None = epoch()
    """When it was last changed."""
    meta: ArticleMeta | None = nested("ArticleMeta")
    """What search engines are told; empty unless it was set."""
    category: Category | None = nested("Category")
    """The category that it's in; without one it's there too, all null."""
    category_id: int | None = field()
    """Of a translation: id of its category; null without one."""
    portal: Portal | None = nested("Portal")
    """Of a translation: the portal that it's in."""
    views: int | None = field()
    """How often it was read; null as long as it wasn't."""
    author: Agent | None = nested("Agent")
    """Who wrote it; not sent for nobody."""
    associated_articles: list[Article] | None = nested_list("Article")
    """Its translations; not sent without any."""
    # Described, but never sent.
    portal_id: int | None = field()
    """Described, but never sent."""
    author_id: int | None = field()
    """Described, but never sent."""
    folder_id: int | None = field()
    """Described, but never sent."""
    associated_article_id: int | None = field()
    """Described, but never sent."""


class ArticleMeta(Model):
    """What search engines are told of an article."""

    title: str | None = field()
    """Title for their pages of results."""
    description: str | None = field()
    """Description for their pages of results."""
    tags: list[str] | None = field()
    """Key words."""


class ArticleSingle(Model):
    """One article."""

    payload: Article | None = nested("Article")
    """The article."""


class ArticleList(Model):
    """A page of articles."""

    payload: list[Article] | None = nested_list("Article")
    """The articles of this page, 25 at most."""
    meta: ArticleListMeta | None = nested("ArticleListMeta")
    """How many there are."""


class ArticleListMeta(Model):
    """Counts of articles; the public listing has ``articles_count`` alone."""

    all_articles_count: int | None = field()
    """How many articles the portal has."""
    archived_articles_count: int | None = field()
    """How many of these are archived."""
    articles_count: int | None = field()
    """How many articles fit what was asked for."""
    draft_articles_count: int | None = field()
    """How many of these are drafts."""
    mine_articles_count: int | None = field()
    """How many of these the caller wrote."""
    published_count: int | None = field()
    """How many of these are published."""
    current_page: int | str | None = field()
    """The page: a number by default, otherwise the text that was sent."""


class ArticleCreateUpdatePayload(Model):
    """An article to create or change."""

    content: str | None = field()
    """The text, as Markdown, up to 20,000 characters; needed to be published."""
    meta: ArticleMeta | dict[str, Any] | None = nested("ArticleMeta")
    """What search engines are told."""
    position: int | None = field()
    """Where it stands among the others."""
    status: Literal["draft", "published", "archived"] | str | int | None = word()
    """Who sees it, one of :class:`ArticleStatus` or its number: 0 draft (by default), 1 published, 2 archived."""
    title: str | None = field()
    """Title of the article; needed to create one."""
    slug: str | None = field()
    """What stands for it in addresses; made of the title when left out, and one that's in use is a 500."""
    views: int | None = field()
    """Not read by servers; older clients had it."""
    portal_id: int | None = field()
    """Not read by servers; older clients had it."""
    account_id: int | None = field()
    """Not read by servers; older clients had it."""
    author_id: int | None = field()
    """Id of the user who wrote it; needed to create one."""
    category_id: int | None = field()
    """Id of the category to put it in."""
    folder_id: int | None = field()
    """Not read by servers; older clients had it."""
    associated_article_id: int | None = field()
    """Id of the article that this one translates."""
    description: str | None = field()
    """A sentence or two about it."""
    locale: str | None = field()
    """Its language, one of the portal's; its category's or the portal's own when left out."""
    draft_title: str | None = field()
    """Title that the public doesn't see; read since Chatwoot 4.16."""
    draft_content: str | None = field()
    """Text that the public doesn't see, as Markdown; read since Chatwoot 4.16."""


class ReorderPayload(Model):
    """The new positions of articles or categories."""

    positions_hash: dict[str, int] | None = field()
    """Positions by id: ``{'1': 5}``."""


class ArticlePositions(Model):
    """The positions that articles have now."""

    positions: dict[str, int] | None = field()
    """Positions by id, of those alone that moved."""


class ArticlesBulkPayload(Model):
    """Which articles to change, and how."""

    ids: ListOf[int] | None = listed(of=int)
    """Ids of the articles."""
    status: Literal["draft", "published", "archived"] | str | None = word()
    """The status to set, one of :class:`ArticleStatus`; needed to change that."""
    category_id: int | None = field()
    """Id of the category to move or translate them into; needed for either."""
    locale: str | None = field()
    """The language to translate them to; needed for that."""
