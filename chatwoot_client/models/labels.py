"""The labels of an account."""

from __future__ import annotations

from chatwoot_client.models.base import Model, field, nested_list


class Label(Model):
    """A label that conversations and contacts may have."""

    id: int | None = field()
    """Id of the label."""
    title: str | None = field()
    """What it's put on and found by, in lower case; records hold titles, not ids."""
    description: str | None = field()
    """What it's for; null where nothing was said."""
    color: str | None = field()
    """Its colour, as ``#rrggbb``."""
    show_on_sidebar: bool | None = field()
    """Whether agents find it in the dashboard's side bar; null unless it was said."""


class LabelList(Model):
    """All labels of an account."""

    payload: list[Label] | None = nested_list("Label")
    """The labels."""


class LabelCreateUpdatePayload(Model):
    """A label to create or change."""

    title: str | None = field()
    """Two or more letters, digits, ``_`` and ``-``, not beginning with the last two; it's kept in lower case."""
    description: str | None = field()
    """What it's for."""
    color: str | None = field()
    """Its colour, as ``#rrggbb``; ``#1f93ff`` when left out."""
    show_on_sidebar: bool | None = field()
    """Whether agents find it in the dashboard's side bar."""
