"""The attributes that an account defines for its conversations and contacts."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, field, iso, listed, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class CustomAttribute(Model):
    """A defined attribute.

    ``attribute_display_type`` is one of :class:`AttributeDisplayType`, ``attribute_model`` of
    :class:`AttributeModel`: words, whatever they were asked as. ``attribute_values`` are those to choose from of a
    list. No server sends ``account_id``, which was described.
    """

    id: int | None = field()
    attribute_display_name: str | None = field()
    attribute_display_type: str | None = field()
    attribute_description: str | None = field()
    attribute_key: str | None = field()
    regex_pattern: str | None = field()
    regex_cue: str | None = field()
    attribute_values: list[Any] | None = field()
    attribute_model: str | None = field()
    default_value: int | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()
    account_id: int | None = field()


class CustomAttributeCreateUpdatePayload(Model):
    """An attribute to define or change.

    ``attribute_display_type`` and ``attribute_model`` may be words or their numbers; an unknown word is a 500.
    Without a model it's one of conversations. ``attribute_key`` has letters, digits, ``_``, ``-`` and ``.``, and isn't
    a name that conversations or contacts have anyway. ``attribute_values`` are for a list; ``regex_pattern`` and
    ``regex_cue``, what is shown when it isn't met, for text.
    """

    attribute_display_name: str | None = field()
    attribute_display_type: (
        Literal["text", "number", "currency", "percent", "link", "date", "list", "checkbox"] | str | int | None
    ) = word(closed=False)
    attribute_description: str | None = field()
    attribute_key: str | None = field()
    attribute_values: ListOf[str] | None = listed(of=str)
    attribute_model: Literal["conversation_attribute", "contact_attribute", "company_attribute"] | str | int | None = (
        word(closed=False)
    )
    regex_pattern: str | None = field()
    regex_cue: str | None = field()
