"""How fields of records are written out as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

Json = dict[str, Any]


def fields(record: object, names: str) -> Json:
    """Fields of a record, in the order of their names; times are written out."""
    return {
        name: iso(value) if isinstance(value := getattr(record, name), datetime) else value for name in names.split()
    }


def epochs(record: object, names: str) -> Json:
    """Times of a record, in whole seconds."""
    return {name: epoch(getattr(record, name)) for name in names.split()}


def epoch(moment: datetime | None) -> int:
    """A moment in whole seconds; 0 for never."""
    return 0 if moment is None else int(moment.timestamp())


def iso(moment: datetime) -> str:
    """A moment as most of the API writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
