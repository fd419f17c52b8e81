"""Which fields an object has, in the objects within it too."""

from __future__ import annotations

from typing import Any

#: What is under these is anybody's own, or may be null.
_FREE = frozenset(
    (
        "additional_attributes",
        "custom_attributes",
        "content_attributes",
        "changed_attributes",
        "previous_changes",
        "attachments",
        "assignee",
        "team",
        "sender",
        "user",
        "users",
        "contacts",
        "performer",
        "messages",
        "external_source_ids",
        "sentiment",
    )
)


def fields_of(value: Any, path: str = "") -> set[str]:
    """The paths to all fields of an object, but of those within what may be null or is anybody's own."""
    if not isinstance(value, dict):
        return set()
    found = set()
    for key, item in value.items():
        here = f"{path}.{key}" if path else key
        found.add(here)
        if key not in _FREE:
            found |= fields_of(item, here)
    return found
