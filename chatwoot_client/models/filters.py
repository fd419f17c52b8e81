"""Conditions that contacts and conversations are filtered by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, listed, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class FilterCondition(Model):
    """One condition of a filter.

    ``filter_operator`` is ``equal_to``, ``not_equal_to``, ``contains``, ``does_not_contain``, ``is_present``,
    ``is_not_present``, ``is_greater_than`` or ``is_less_than``; which of them an attribute has, the server tells when
    it's given another. ``query_operator``, ``AND`` or ``OR``, links a condition to the next one; AND binds tighter.
    ``values`` is a list, of which a server often looks at the first one alone, and ``not_equal_to`` leaves out what
    lacks the attribute: :mod:`chatwoot_client.filters` takes care of that.
    """

    attribute_key: str | None = field()
    filter_operator: str | None = field()
    values: ListOf[Any] | None = listed()
    query_operator: str | None = field()


Apiv1accountsaccountIdcontactsfilterPayload = FilterCondition


class FilterPayload(Model):
    """The conditions that what's listed fulfils; an empty ``payload`` is everything.

    ``chatwoot_client.filters`` writes them as an expression.
    """

    payload: ListOf[FilterCondition | dict[str, Any]] | None = nested_list("FilterCondition")


ContactsFilterBody = FilterPayload
ConversationsFilterBody = FilterPayload
