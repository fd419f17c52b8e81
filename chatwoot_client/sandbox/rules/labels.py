"""Labels as tags: how a list of them is read, and how one is written that the installation has already."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatwoot_client.sandbox.rails.errors import RecordInvalid
from chatwoot_client.sandbox.records.columns import MAX_STRING

_QUOTED = tuple(re.compile(rf"(?:\A|,\s*){mark}(.*?){mark}\s*(?=,|\Z)", re.DOTALL) for mark in "\"'")


def tidy_labels(labels: Iterable[str]) -> list[str]:
    """Labels as a list of them is read: a comma divides two, unless it's within quotes; each counts once, in any case.

    Raises:
        RecordInvalid: one is too long for a tag.
    """
    joined, found = ", ".join(labels), []
    for pattern in _QUOTED:
        found += pattern.findall(joined)
        joined = pattern.sub("", joined)
    named = {label.strip().lower(): label.strip() for label in reversed([*found, *joined.split(",")])}
    tidy = [label for label in reversed(named.values()) if label]
    if any(len(label) > MAX_STRING for label in tidy):
        raise RecordInvalid(("tag", "Tag must exist"), ("tag_id", "Tag can't be blank"))
    return tidy
