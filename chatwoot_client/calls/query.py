"""Values for a query: what becomes of each, and moments as the server takes them."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from chatwoot_client.calls.route import in_url, plain_text
from chatwoot_client.models.base import seconds_of

__all__ = ["pairs", "period", "query_of", "seconds"]

_SECONDS = re.compile(r"-?[0-9]{1,18}").fullmatch


def pairs(params: Any) -> list[tuple[str, Any]]:
    """Names and values, given as a mapping, as pairs, or not at all."""
    return list(params.items() if isinstance(params, Mapping) else params or ())


def query_of(query: Iterable[tuple[str, Any]]) -> str:
    """The query of a URL with its question mark, or nothing where all values are None; a list becomes many pairs."""
    if not query:
        return ""
    text = urlencode(list(_query_pairs(query)))
    return f"?{text}" if text else ""


def seconds(name: str, value: Any) -> str | None:
    """A moment for a query that takes seconds since 1970: a ``datetime`` with a time zone, or the seconds themselves.

    Raises:
        TypeError, ValueError: something else. Of ``2026-01-01`` a server would read the year as seconds.
    """
    if value is None:
        return None
    if isinstance(value, datetime.date):
        return str(int(seconds_of(name, value)))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise TypeError(f"{name} must be a datetime or seconds since 1970, not {type(value).__name__}")
    if isinstance(value, float) and math.isfinite(value):
        value = int(value)
    written = plain_text(value).strip()
    if not _SECONDS(written):
        raise ValueError(f"{name} must be a datetime or seconds since 1970, not {value!r}")
    return written


def period(since: Any, until: Any) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    """The two pairs of a query that tell from when to when, as :func:`seconds` writes them."""
    return ("since", seconds("since", since)), ("until", seconds("until", until))


def _query_pairs(query: Iterable[tuple[str, Any]]) -> Iterable[tuple[bytes, bytes | str]]:
    for name, value in query:
        written = in_url(repr(name), str(name))
        for item in value if isinstance(value, (list, tuple)) else (value,):
            if item is None:
                continue
            if isinstance(item, bool):
                yield written, "true" if item else "false"
            elif isinstance(item, float) and not math.isfinite(item):
                raise ValueError(f"{name} must be a number, not {item!r}")
            elif isinstance(item, (str, int, float)):
                yield written, in_url(name, plain_text(item))
            else:
                raise TypeError(f"{name} must be text, a number or a boolean, not {type(item).__name__}")
