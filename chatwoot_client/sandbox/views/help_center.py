"""Portals, categories and articles as agents and as visitors see them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatwoot_client.sandbox.records.help_center import Article, Category, Portal
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.rules.help_center import articles_of, categories_of
from chatwoot_client.sandbox.views.application import ApplicationViews
from chatwoot_client.sandbox.views.fields import Json, epoch, fields, iso
from chatwoot_client.sandbox.views.files import avatar_url

_CONFIG = ("default_locale", "layout", "social_profiles", "locale_translations", "popular_content")
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|^[#>\s-]+|[*_`~]+", re.MULTILINE)


class HelpCenterViews:
    """A help center as the application API shows it."""

    def __init__(self, account: Account, views: ApplicationViews) -> None:
        """Show what `account` has; people and inboxes as in `views`."""
        self._account = account
        self._views = views

    def portal(self, record: Portal, *, counting: bool = False) -> Json:
        """A portal; only one that is looked at alone counts its articles by their status."""
        articles, categories = articles_of(self._account, record), categories_of(self._account, record)
        locales = [
            {
                "code": code,
                "articles_count": sum(each.locale == code for each in articles),
                "categories_count": sum(each.locale == code for each in categories),
                "draft": code in record.config["draft_locales"],
            }
            for code in record.config["allowed_locales"]
        ]
        names = "id color custom_domain header_text homepage_link name page_title slug archived account_id"
        return {
            **fields(record, names),
            "config": {"allowed_locales": locales, **{name: record.config[name] for name in _CONFIG}},
            **({"inbox": self._views.inbox(record.inbox)} if record.inbox else {}),
            "meta": {
                "all_articles_count": len(articles),
                "archived_articles_count": _of_status(articles, "archived") if counting else None,
                "published_count": _of_status(articles, "published") if counting else None,
                "draft_articles_count": _of_status(articles, "draft") if counting else None,
                "categories_count": len(categories),
                "default_locale": record.default_locale,
            },
        }

    def category(self, record: Category) -> Json:
        """A category, with those that it belongs to."""
        related = [_category_in_short(each) for each in record.related]
        return {
            **_category_in_short(record),
            **fields(record, "icon icon_color"),
            **({"related_categories": related} if related else {}),
            **({"parent_category": _category_in_short(record.parent)} if record.parent else {}),
            **({"root_category": _category_in_short(record.root)} if record.root else {}),
            "meta": {"articles_count": len(_articles_in(self._account, record))},
        }

    def article(self, record: Article) -> Json:
        """An article, with its translations."""
        translations = _translations(self._account, record)
        names = "id name slug locale icon icon_color"
        category = fields(record.category, names) if record.category else dict.fromkeys(names.split())
        return {
            **fields(record, "id slug title content description status draft_title draft_content position account_id"),
            "updated_at": epoch(record.updated_at),
            "meta": record.meta,
            "category": category,
            "views": record.views,
            **self._author(record),
            **({"associated_articles": [self._translation(each) for each in translations]} if translations else {}),
        }

    def _author(self, record: Article) -> Json:
        author = self._views.assignee(record.author)
        return {"author": author} if author else {}

    def _translation(self, record: Article) -> Json:
        return {
            "id": record.id,
            "category_id": record.category.id if record.category else None,
            **fields(record, "title content description status account_id"),
            "portal": self.portal(record.portal) if record.portal else None,
            "views": record.views,
            **self._author(record),
        }

    def article_counts(self, portal: Portal, listed: list[Article], user: User) -> Json:
        """How many articles there are, of which status, and how many are a user's own."""
        return {
            "all_articles_count": len(articles_of(self._account, portal)),
            "archived_articles_count": _of_status(listed, "archived"),
            "articles_count": len(listed),
            "draft_articles_count": _of_status(listed, "draft"),
            "mine_articles_count": sum(each.author is user for each in listed),
            "published_count": _of_status(listed, "published"),
        }


class PublicHelpCenterViews:
    """A help center as its visitors see it."""

    def __init__(self, account: Account, base_url: str) -> None:
        """Show what `account` has; pictures are addressed at `base_url`."""
        self._account = account
        self._base_url = base_url

    def portal(self, record: Portal) -> Json:
        """A portal with its categories."""
        categories = sorted(categories_of(self._account, record), key=lambda each: each.updated_at)
        return {
            **fields(record, "custom_domain header_text homepage_link name page_title slug"),
            "categories": [self.category(each) for each in categories],
            "meta": {
                "articles_count": _of_status(articles_of(self._account, record), "published"),
                "categories_count": len(categories),
                "default_locale": record.default_locale,
            },
        }

    def category(self, record: Category) -> Json:
        """A category."""
        shown = fields(record, "name slug locale description position")
        return {**shown, "meta": {"articles_count": _of_status(_articles_in(self._account, record), "published")}}

    def article(self, record: Article, *, alone: bool = False) -> Json:
        """An article, with its translations; one that is looked at alone says of these that they name no portal."""
        translations = [
            {**self._translation(each), **({"portal": None} if alone else {})}
            for each in _translations(self._account, record)
        ]
        shown = {
            **self._beginning(record),
            "position": record.position,
            "account_id": record.account_id,
            "last_updated_at": iso(record.updated_at),
            "slug": record.slug,
            "portal": self.portal(record.portal) if record.portal else None,
            "category": fields(record.category, "id slug locale") if record.category else dict.fromkeys(_CATEGORY),
            "views": record.views,
            **self._author(record),
            **({"associated_articles": translations} if translations else {}),
        }
        return {**shown, "link": _link(record)}

    def _beginning(self, record: Article) -> Json:
        return {
            "id": record.id,
            "category_id": record.category.id if record.category else None,
            **fields(record, "title content description status"),
        }

    def _translation(self, record: Article) -> Json:
        return {
            **self._beginning(record),
            "account_id": record.account_id,
            "last_updated_at": iso(record.updated_at),
            "views": record.views,
            **self._author(record),
        }

    def _author(self, record: Article) -> Json:
        author = record.author
        if author is None:
            return {}
        return {
            "author": {**fields(author, "available_name name"), "thumbnail": avatar_url(author.avatar, self._base_url)}
        }

    def found_article(self, record: Article) -> Json:
        """An article as a search shows it, without its markup."""
        content = " ".join(_MARKUP.sub(r"\1", record.content or "").split())
        shown = {**self._beginning(record), "content": content, "link": f"/{_link(record)}"}
        return {name: shown[name] for name in ("id", "category_id", "title", "content", "link")}


_CATEGORY = ("id", "slug", "locale")


def _link(record: Article) -> str:
    return f"hc/{record.portal.slug if record.portal else ''}/articles/{record.slug}"


def _category_in_short(record: Category) -> Json:
    return fields(record, "id name slug locale description position account_id")


def _articles_in(account: Account, category: Category) -> list[Article]:
    return [each for each in account.all(Article).values() if each.category is category]


def _translations(account: Account, article: Article) -> list[Article]:
    return [each for each in account.all(Article).values() if each.root is article]


def _of_status(articles: Iterable[Article], status: str) -> int:
    return sum(each.status == status for each in articles)
