"""The filters that a user has saved."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from chatwoot_client.models.base import Model, field, iso, word


class CustomFilter(Model):
    """A saved filter.

    ``filter_type`` is one of :class:`CustomFilterType`. ``query`` is what it was saved with; the text ``"{}"`` if it
    was saved without. No server sends ``type``, which the API's description has in place of ``filter_type``.
    """

    id: int | None = field()
    name: str | None = field()
    filter_type: str | None = field()
    query: dict[str, Any] | str | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()
    type: str | None = field()


class CustomFilterCreateUpdatePayload(Model):
    """A filter to save or change.

    ``filter_type`` is one of :class:`CustomFilterType`; without it, it's a filter of conversations. No server reads
    ``type``, which the API's description has in its place. ``query`` is the body of a filter operation:
    ``{'payload': [{'attribute_key': 'status', 'filter_operator': 'equal_to', 'values': ['open']}]}``. Without ``name``
    it's a 500.
    """

    name: str | None = field()
    type: str | None = field()
    query: dict[str, Any] | None = field()
    filter_type: Literal["conversation", "contact", "report"] | str | int | None = word(closed=False)
