"""The rules of help centers: what is in a portal, where a new article stands, what is found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatwoot_client.sandbox.records.account import AccountRecords
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.help_center import Article, Category, Portal

BETWEEN_ARTICLES = 10


def categories_of(account: AccountRecords, portal: Portal) -> list[Category]:
    """The categories of a portal."""
    return [each for each in account.all(Category).values() if each.portal is portal]


def articles_of(account: AccountRecords, portal: Portal) -> list[Article]:
    """The articles of a portal."""
    return [each for each in account.all(Article).values() if each.portal is portal]


def in_order(categories: Iterable[Category]) -> list[Category]:
    """Categories by their positions; those without one come last."""
    return sorted(categories, key=lambda each: (each.position is None, each.position or 0, each.id))


def next_position(account: AccountRecords, portal: Portal) -> int:
    """Where a new article stands: behind all others, with room before it."""
    positions = [each.position for each in articles_of(account, portal) if each.position is not None]
    return (max(positions, default=0) // BETWEEN_ARTICLES + 1) * BETWEEN_ARTICLES


def usual_slug(title: str) -> str:
    """The slug of an article that was given none."""
    return f"{int(now().timestamp())}-{re.sub(r'[^a-z0-9]+', '-', title.lower()).strip('-')}"


def has_words(article: Article, query: str) -> bool:
    """Whether all words of a query begin some word of an article."""
    text = f"{article.title} {article.description or ''} {article.content or ''}".lower()
    words = re.findall(r"\w+", text)
    return all(any(word.startswith(each) for word in words) for each in re.findall(r"\w+", query.lower()))


def remove_portal(account: AccountRecords, portal: Portal) -> None:
    """Remove a portal with what is in it."""
    for article in articles_of(account, portal):
        del account.all(Article)[article.id]
    for category in categories_of(account, portal):
        remove_category(account, category)
    del account.all(Portal)[portal.id]


def remove_category(account: AccountRecords, category: Category) -> None:
    """Remove a category; its articles stay, without one."""
    for article in account.all(Article).values():
        article.category = None if article.category is category else article.category
    for other in account.all(Category).values():
        other.parent = None if other.parent is category else other.parent
        other.root = None if other.root is category else other.root
        other.related = [each for each in other.related if each is not category]
    del account.all(Category)[category.id]
