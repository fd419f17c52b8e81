"""A record as the server sent it, as one line of JSON without what would let somebody in."""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["line_of", "without_secrets"]

#: Fields whose values let somebody in: a contact's or an agent's ``pubsub_token``, an ``access_token`` and its like.
_SECRET = re.compile(r"(.*_)?(token|secret|password)").fullmatch
#: Objects whose keys are people's own.
_FREE = frozenset(("additional_attributes", "content_attributes", "custom_attributes"))
_SURROGATES = re.compile("[\ud800-\udfff]")


def line_of(record: Any) -> str:
    """*record* as JSON on one line, the same for the same record whatever the order of its keys."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # JSON can carry half a character; UTF-8 can't.
    return _SURROGATES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def without_secrets(record: Any) -> Any:
    """*record* without the fields that hold tokens and passwords; attributes that people define are left alone."""
    if isinstance(record, dict):
        return {
            key: value if key in _FREE else without_secrets(value)
            for key, value in record.items()
            if not _SECRET(key) or isinstance(value, bool)
        }
    if isinstance(record, list):
        return [without_secrets(each) for each in record]
    return record
