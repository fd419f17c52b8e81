"""The items of interactive messages: which keys they may have, and what becomes of a message without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from chatwoot_client.sandbox.rails.casts import is_blank
from chatwoot_client.sandbox.rails.errors import RecordInvalid, ServerFault
from chatwoot_client.sandbox.rails.ruby import a
from chatwoot_client.sandbox.records.base import words
from chatwoot_client.sandbox.records.conversations import Message

_ITEM_KEYS = {
    "input_select": words("title value"),
    "cards": words("title description media_url actions"),
    "form": words("type placeholder label name options default required pattern title pattern_error"),
    "article": words("title description link"),
}
"""The content types whose items are checked, with the keys that items may have."""
_ACTION_KEYS = words("text type payload uri")


def check_items(message: Message) -> None:
    """Look at the items of a message, where its content type has some.

    Raises:
        RecordInvalid: there are none, or they have unknown keys.
        ServerFault: they aren't objects in a list.
    """
    allowed = _ITEM_KEYS.get(message.content_type)
    if allowed is None:
        return
    items = message.content_attributes.get("items")
    if not isinstance(items, (list, dict)):
        raise ServerFault(f"undefined method `reject' for {a(items)}")
    unknown = _unknown_keys(items, allowed)
    errors = [] if items else ["At least one item is required."]
    if unknown:
        errors.append(f"contains invalid keys for items : {unknown}")
    if message.content_type == "cards":
        errors += _action_errors(list(items))
    if errors:
        raise RecordInvalid(*(("content_attributes", f"Content attributes {error}") for error in errors))


def _action_errors(items: Sequence[Any]) -> Iterator[str]:
    if any(is_blank(item.get("actions")) for item in items):
        yield "contains items missing actions"
        return
    actions: list[Any] = []
    for item in items:
        if not isinstance(item["actions"], (list, dict)):
            raise ServerFault(f"undefined method `collect' for {a(item['actions'])}")
        actions += _each(item["actions"])
    unknown = _unknown_keys(actions, _ACTION_KEYS)
    if unknown:
        yield f"contains invalid keys for actions:  {unknown}"


def _each(value: Sequence[Any] | dict[str, Any]) -> Sequence[Any]:
    """What Ruby goes through: the items of a list, and of an object its pairs, which are lists."""
    return [list(pair) for pair in value.items()] if isinstance(value, dict) else value


def _unknown_keys(items: Sequence[Any] | dict[str, Any], allowed: Sequence[str]) -> str:
    unknown = []
    for item in _each(items):
        if not isinstance(item, dict):
            raise ServerFault(f"undefined method `keys' for {a(item)}")
        unknown += [f":{key}" for key in item if key not in allowed]
    return f"[{', '.join(unknown)}]" if unknown else ""
