"""The way from an operation to the filters, which are loaded with the first one that's asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from chatwoot_client.calls.body import fields_of

if TYPE_CHECKING:
    from chatwoot_client.api_client import ApiClient
    from chatwoot_client.filters.asking import Asking


def asking(client: ApiClient, account_id: int, model: str, options: Mapping[str, Any]) -> Asking:
    """What writes the conditions of one call.

    Parameters:
        model: ``contact`` or ``conversation``, whichever is filtered.
    """
    from chatwoot_client.api.filtering.definitions import kept, learned
    from chatwoot_client.filters.asking import Asking

    return Asking(model, partial(kept, client, account_id), partial(learned, client, account_id, options))


def with_conditions_to_save(client: ApiClient, body: Any, account_id: int, options: Mapping[str, Any]) -> Any:
    """The body of a filter to save, with the conditions that its expression becomes for what it filters.

    Raises:
        TypeError, ValueError: they can't be said in one request.
    """
    from chatwoot_client.models.filters import FilterPayload

    fields = fields_of(body)
    query = fields.get("query")
    if not isinstance(query, FilterPayload):
        return body
    # A server takes it for one of conversations, too, when it isn't said.
    model = str(getattr(fields.get("filter_type"), "value", fields.get("filter_type") or "conversation"))
    if model not in ("contact", "conversation"):
        raise ValueError(f"query: an expression filters contacts or conversations, not {model!r}")
    return {**fields, "query": asking(client, account_id, model, options).body(query)}


def with_conditions_to_export(client: ApiClient, body: Any, account_id: int, options: Mapping[str, Any]) -> Any:
    """The body of an export of contacts, with the conditions that the expression in it becomes.

    Raises:
        TypeError, ValueError: they can't be said in one request.
    """
    from chatwoot_client.models.filters import FilterPayload

    fields = fields_of(body)
    payload = fields.get("payload")
    if not isinstance(payload, FilterPayload):
        if not payload:
            return body
        payload = FilterPayload(payload=payload)
    return {**fields, **asking(client, account_id, "contact", options).body(payload)}


def what_is_lacking(body: Any) -> dict[int, str]:
    """The advice for a body without conditions; it goes out all the same, since a newer server may do without."""
    if "payload" in fields_of(body):
        return {}
    return {500: "The body has no payload, the list of conditions; {'payload': []} finds everything."}
