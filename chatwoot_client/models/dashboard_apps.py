"""The apps that an account shows beside its conversations."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, iso, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class DashboardApp(Model):
    """An app that is shown beside a conversation."""

    id: int | None = field()
    """Id of the app."""
    title: str | None = field()
    """Name of the app, as its tab shows it."""
    content: list[DashboardAppContent] | None = nested_list("DashboardAppContent")
    """What the tab shows."""
    created_at: datetime.datetime | None = iso()
    """When the app was made."""


class DashboardAppContent(Model):
    """A page of an app."""

    url: str | None = field()
    """Address of the page; agents' browsers load it, and are told of the conversation."""
    type: str | None = field()
    """``frame``."""


class DashboardAppCreateUpdatePayload(Model):
    """An app to create or change."""

    title: str | None = field()
    """Name of the app, as its tab shows it."""
    content: ListOf[DashboardAppContent | dict[str, Any]] | None = nested_list("DashboardAppContent")
    """What the tab shows, such as ``[{'type': 'frame', 'url': 'https://example.com'}]``."""
