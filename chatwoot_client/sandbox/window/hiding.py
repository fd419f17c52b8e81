"""Secrets, taken out of what the window shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_plus

STARS = "•••"
_SECRET = re.compile(
    r"token$|secret|password|authorization|cookie|identifier_?hash|api[_-]?key$|^client$|^cw_conversation$",
    re.IGNORECASE,
)
SHORTEST = 8
"""A shorter value may stand anywhere by chance."""


def is_secret(name: str) -> bool:
    """Whether what has this name is nobody's business."""
    return _SECRET.search(name) is not None


class Hider:
    """Hides the secrets of one exchange: by their names, and wherever their values stand otherwise."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        """Begin with secrets that are known."""
        self._known = {each for each in known if len(each) >= SHORTEST}

    def headers(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Headers without the secret ones' values."""
        return [(name, self._noted(value) if is_secret(name) else value) for name, value in headers]

    def query(self, query: str) -> str:
        """A query string, or a form, without the secret fields' values."""
        return "&".join(self._pair(*pair.partition("=")) for pair in query.split("&"))

    def _pair(self, name: str, equals: str, value: str) -> str:
        secret = bool(equals) and is_secret(unquote_plus(name))
        return name + equals + (self._noted(unquote_plus(value)) if secret else value)

    def address(self, url: str) -> str:
        """An address without its login and the secret fields of its query."""
        address, mark, query = _without_login(url).partition("?")
        return address + mark + self.query(query)

    def value(self, value: Any, name: str = "") -> Any:
        """What was read from JSON, without the values of secret fields at any depth, also in JSON within its texts."""
        if isinstance(value, dict):
            return {key: self.value(each, str(key)) for key, each in value.items()}
        if isinstance(value, list):
            return [self.value(each, name) for each in value]
        if name and is_secret(name) and value not in (None, "", True, False):
            return self._noted(str(value))
        if isinstance(value, str) and value.startswith("{"):
            try:
                return json.dumps(self.value(json.loads(value)), ensure_ascii=False)
            except (ValueError, RecursionError):
                return value
        return value

    def text(self, text: str) -> str:
        """A text without the values that were hidden elsewhere."""
        for value in sorted(self._known, key=len, reverse=True):
            text = text.replace(value, STARS)
        return text

    def _noted(self, value: str) -> str:
        if len(value) >= SHORTEST:
            self._known.add(value)
        return STARS


def _without_login(url: str) -> str:
    """An address without the name and the password that may stand before its host."""
    scheme, slashes, rest = url.partition("://")
    place, slash, path = rest.partition("/")
    return scheme + slashes + place.rpartition("@")[2] + slash + path
