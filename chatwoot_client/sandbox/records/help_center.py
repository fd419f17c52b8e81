"""What a help center is: portals with their categories and articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chatwoot_client.sandbox.records.base import Setting, words
from chatwoot_client.sandbox.records.files import Blob
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.people import User

ARTICLE_STATUSES = words("draft published archived")
LAYOUTS = words("classic documentation")


def _usual_config() -> dict[str, Any]:
    return {
        "allowed_locales": ["en"],
        "default_locale": "en",
        "draft_locales": [],
        "layout": "classic",
        "social_profiles": {},
        "locale_translations": {},
        "popular_content": {},
    }


@dataclass(eq=False)
class Portal(Setting):
    """A help center."""

    name: str | None = None
    slug: str | None = None
    color: str | None = "#1f93ff"
    custom_domain: str | None = None
    header_text: str | None = None
    homepage_link: str | None = None
    page_title: str | None = None
    archived: bool | None = False
    config: dict[str, Any] = field(default_factory=_usual_config)
    inbox: Inbox | None = None
    """The website inbox whose widget shows it."""
    logo: Blob | None = None

    @property
    def default_locale(self) -> str:
        """The language of what says none."""
        return str(self.config["default_locale"])


@dataclass(eq=False)
class Category(Setting):
    """A group of articles in one language."""

    portal: Portal | None = None
    name: str | None = None
    slug: str | None = None
    locale: str | None = None
    description: str | None = None
    position: int | None = None
    icon: str | None = ""
    icon_color: str | None = ""
    parent: Category | None = None
    root: Category | None = None
    """The category that this one translates."""
    related: list[Category] = field(default_factory=list)


@dataclass(eq=False)
class Article(Setting):
    """An article of a portal."""

    portal: Portal | None = None
    slug: str | None = None
    title: str | None = None
    content: str | None = None
    description: str | None = None
    status: str | None = "draft"
    draft_title: str | None = None
    draft_content: str | None = None
    position: int | None = None
    locale: str | None = None
    meta: dict[str, Any] = field(default_factory=dict)
    category: Category | None = None
    author: User | None = None
    views: int | None = None
    root: Article | None = None
    """The article that this one translates."""
