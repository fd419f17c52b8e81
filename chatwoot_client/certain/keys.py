"""The key by which a message is known again: where it travels, and what it may be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Callable

from chatwoot_client.calls.body import fields_of
from chatwoot_client.checks import check_text
from chatwoot_client.models.base import NULL, Model

__all__ = ["KEY_NAME", "check_key", "check_own", "key_of", "keyed"]

#: Among a message's ``content_attributes``, which a server keeps and gives back wherever it shows the message.
KEY_NAME = "chatwoot_client_key"
_LONGEST = 255


def check_key(name: str, key: Any) -> str:
    """*key*, if a message can carry it.

    Raises:
        TypeError, ValueError: it can't; *name* is what to call it.
    """
    text = check_text(name, key)
    if not text.strip():
        raise ValueError(f"{name} is empty, and would be the same for all messages")
    if len(text) > _LONGEST:
        raise ValueError(f"{name} has {len(text)} characters, and {_LONGEST} are the most")
    if not text.isprintable():
        raise ValueError(f"{name} has characters that can't be printed: {text!r}")
    return text


def check_own(name: str, own: Any) -> Callable[[str], bool] | None:
    """What tells whether a key is a program's own, made of what its keys begin with, or as it is.

    Raises:
        TypeError: it's neither; *name* is what to call it.
    """
    if isinstance(own, str):
        return lambda key: key.startswith(own)
    if own is not None and not callable(own):
        raise TypeError(f"{name} must be what the program's own keys begin with, or callable, not {type(own).__name__}")
    return own  # type: ignore[no-any-return]


def keyed(body: Any, key: str) -> dict[str, Any]:
    """The fields of a message's *body* with its key among them, and all that was there before.

    Raises:
        TypeError, ValueError: its ``content_attributes`` can't hold the key.
    """
    fields = fields_of(body)
    attributes = fields.get("content_attributes")
    if attributes is None or attributes is NULL:
        attributes = {}
    if not isinstance(attributes, (Mapping, Model)):
        raise TypeError(f"content_attributes must be a dict, to hold the key too, not {type(attributes).__name__}")
    attributes = fields_of(attributes)
    if attributes.get("automation_rule_id") is not None:
        raise ValueError("content_attributes has automation_rule_id, beside which a server keeps nothing else")
    if attributes.get(KEY_NAME, key) != key:
        raise ValueError(f"content_attributes has another key already: {attributes[KEY_NAME]!r}, not {key!r}")
    return {**fields, "content_attributes": {**attributes, KEY_NAME: key}}


def key_of(message: Model | Mapping[str, Any]) -> str | None:
    """The key that a message carries, be it of an answer or of an event; None where it has none."""
    attributes = message.get("content_attributes")
    if isinstance(attributes, str):
        # In old rows of a database, and where a program stored it so.
        with suppress(ValueError, RecursionError):
            attributes = json.loads(attributes)
    key = attributes.get(KEY_NAME) if isinstance(attributes, (Mapping, Model)) else None
    return key if isinstance(key, str) else None
