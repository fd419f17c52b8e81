"""The attributes that an account defines for its conversations and contacts."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, field, iso, listed, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class CustomAttribute(Model):
    """A defined attribute."""

    id: int | None = field()
    """Id of the definition."""
    attribute_display_name: str | None = field()
    """Name of the attribute, as agents see it."""
    attribute_display_type: str | None = field()
    """One of :class:`AttributeDisplayType`: a word, also where it was asked as a number."""
    attribute_description: str | None = field()
    """What the attribute is for; null or empty where nothing was said."""
    attribute_key: str | None = field()
    """What its values are kept under in ``custom_attributes``."""
    regex_pattern: str | None = field()
    """Pattern that a text has to fit; null for none."""
    regex_cue: str | None = field()
    """What agents are shown when a text doesn't fit; null for nothing."""
    attribute_values: list[Any] | None = field()
    """What there is to choose from of a list; empty for other types."""
    attribute_model: str | None = field()
    """What it's an attribute of, one of :class:`AttributeModel`: a word, also where it was asked as a number."""
    default_value: int | None = field()
    """Null, as no operation sets it."""
    created_at: datetime.datetime | None = iso()
    """When it was defined."""
    updated_at: datetime.datetime | None = iso()
    """When the definition was last changed."""
    account_id: int | None = field()
    """Described, but never sent."""


class CustomAttributeCreateUpdatePayload(Model):
    """An attribute to define or change."""

    attribute_display_name: str | None = field()
    """Name of the attribute, as agents see it; needed."""
    attribute_display_type: (
        Literal["text", "number", "currency", "percent", "link", "date", "list", "checkbox"] | str | int | None
    ) = word(closed=False)
    """One of :class:`AttributeDisplayType` or its number; an unknown word is a 500."""
    attribute_description: str | None = field()
    """What the attribute is for."""
    attribute_key: str | None = field()
    """What its values are kept under: letters, digits, ``_``, ``-`` and ``.``.

    Names that conversations or contacts have anyway are refused.
    """
    attribute_values: ListOf[str] | None = listed(of=str)
    """What there is to choose from, for a list."""
    attribute_model: Literal["conversation_attribute", "contact_attribute", "company_attribute"] | str | int | None = (
        word(closed=False)
    )
    """One of :class:`AttributeModel` or its number; conversations when left out, and an unknown word is a 500."""
    regex_pattern: str | None = field()
    """Pattern that a text has to fit."""
    regex_cue: str | None = field()
    """What agents are shown when a text doesn't fit."""
