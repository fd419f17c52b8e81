"""The labels of an account."""

from __future__ import annotations

from chatwoot_client.models.base import Model, field, nested_list


class Label(Model):
    """A label that conversations and contacts may have. ``color`` is ``#rrggbb``."""

    id: int | None = field()
    title: str | None = field()
    description: str | None = field()
    color: str | None = field()
    show_on_sidebar: bool | None = field()


class LabelList(Model):
    """All labels of an account."""

    payload: list[Label] | None = nested_list("Label")


class LabelCreateUpdatePayload(Model):
    """A label to create or change.

    ``title`` has two or more letters, digits, ``_`` and ``-``, doesn't begin with the last two, and is kept in lower
    case. ``color`` is ``#rrggbb``.
    """

    title: str | None = field()
    description: str | None = field()
    color: str | None = field()
    show_on_sidebar: bool | None = field()
