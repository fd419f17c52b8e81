"""The filters that a user has saved."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from chatwoot_client.models.base import Model, field, iso, word


class CustomFilter(Model):
    """A saved filter."""

    id: int | None = field()
    """Id of the filter."""
    name: str | None = field()
    """Name of the filter, as its owner sees it."""
    filter_type: str | None = field()
    """What it finds, one of :class:`CustomFilterType`."""
    query: dict[str, Any] | str | None = field()
    """What it was saved with; the text ``"{}"`` if that was nothing."""
    created_at: datetime.datetime | None = iso()
    """When it was saved."""
    updated_at: datetime.datetime | None = iso()
    """When it was last changed."""
    type: str | None = field()
    """Described in place of ``filter_type``, but never sent."""


class CustomFilterCreateUpdatePayload(Model):
    """A filter to save or change."""

    name: str | None = field()
    """Name of the filter; creating one without is a 500."""
    type: str | None = field()
    """Described in place of ``filter_type``; no server reads it."""
    query: dict[str, Any] | None = field()
    """The body of a filter operation.

    For example ``{'payload': [{'attribute_key': 'status', 'filter_operator': 'equal_to', 'values': ['open']}]}``.
    """
    filter_type: Literal["conversation", "contact", "report"] | str | int | None = word(closed=False)
    """What it finds, one of :class:`CustomFilterType`; conversations when left out."""
