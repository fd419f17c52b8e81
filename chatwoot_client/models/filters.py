"""Conditions that contacts and conversations are filtered by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, listed, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class FilterCondition(Model):
    """One condition of a filter; :mod:`chatwoot_client.filters` writes them as Python reads."""

    attribute_key: str | None = field()
    """What is compared: ``status``, ``email``, ``created_at`` …, or the key of a custom attribute that is defined."""
    filter_operator: str | None = field()
    """How it's compared.

    ``equal_to``, ``not_equal_to``, ``contains``, ``does_not_contain``, ``is_present``, ``is_not_present``,
    ``is_greater_than`` or ``is_less_than``; which of them an attribute has, the server tells when it's given another.
    ``not_equal_to`` leaves out what lacks the attribute.
    """
    values: ListOf[Any] | None = listed()
    """What it's compared with, always a list, of which a server often looks at the first one alone."""
    query_operator: str | None = field()
    """``AND`` or ``OR``, which links it to the next one, and null for the last; AND binds tighter."""


Apiv1accountsaccountIdcontactsfilterPayload = FilterCondition


class FilterPayload(Model):
    """The conditions that what's listed fulfils."""

    payload: ListOf[FilterCondition | dict[str, Any]] | None = nested_list("FilterCondition")
    """The conditions; an empty list is everything. :mod:`chatwoot_client.filters` writes them as an expression."""


ContactsFilterBody = FilterPayload
ConversationsFilterBody = FilterPayload
