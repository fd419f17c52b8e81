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
    title: str | None = field()
    content: list[DashboardAppContent] | None = nested_list("DashboardAppContent")
    created_at: datetime.datetime | None = iso()


class DashboardAppContent(Model):
    """A page of an app; ``type`` is ``frame``."""

    url: str | None = field()
    type: str | None = field()


class DashboardAppCreateUpdatePayload(Model):
    """An app to create or change."""

    title: str | None = field()
    content: ListOf[DashboardAppContent | dict[str, Any]] | None = nested_list("DashboardAppContent")
