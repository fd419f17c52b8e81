"""The custom attributes that an account defines: asked for once, and kept for a while."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from chatwoot_client.api.custom_attributes import CustomAttributesApi

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chatwoot_client.api_client import ApiClient
    from chatwoot_client.filters.rewriting import Defined

__all__ = ["kept", "learned"]

#: Seconds. Kinds don't change, but attributes are deleted and defined anew.
_KEPT = 60.0
#: Of the options of a call, those that count for the one in front of it, too.
_OPTIONS = ("_request_timeout", "_deadline", "_headers", "_retries")

_known: WeakKeyDictionary[ApiClient, dict[str, tuple[float, Defined]]] = WeakKeyDictionary()


def kept(client: ApiClient, account_id: int) -> Defined | None:
    """What an account defines, where that's known and not too old."""
    since, defined = _known.get(client, {}).get(str(account_id), (0.0, None))
    return defined if time.monotonic() - since < _KEPT else None


def learned(client: ApiClient, account_id: int, options: Mapping[str, Any]) -> Defined:
    """What an account defines, asked for now.

    Raises:
        ApiException: it couldn't be.
    """
    own: Any = {name: options[name] for name in _OPTIONS if name in options}
    defined: dict[str, dict[str, str]] = {"contact": {}, "conversation": {}}
    for each in CustomAttributesApi(client).get_account_custom_attribute(account_id, **own):
        kinds = defined.get(str(each.attribute_model).partition("_attribute")[0], {})
        kinds[str(each.attribute_key)] = str(each.attribute_display_type)
    _known.setdefault(client, {})[str(account_id)] = time.monotonic(), defined
    return defined
