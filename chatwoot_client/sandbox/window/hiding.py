"""Secrets, taken out of what the window shows."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import shlex
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote, quote_plus, unquote_plus

STARS = "•••"
_SECRET = re.compile(
    r"tokens?$|secret|passw(or)?d|passphrase|authorization|cookie|identifier_?hash|hmac(_identifier)?$"
    r"|(api|access|private)[_-]?keys?$|credentials?$|(^|_)otp(_|$)|backup_?codes?$|session([_-]?id)?$"
    r"|^client$|^cw_conversation$",
    re.IGNORECASE,
)
_PAIR = re.compile(r"""(?<![\w-])([\w-]+\]*["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&;,"']+)""")
"""A name and its value, in a text that's neither JSON nor a form as it should be."""
_LOGIN = re.compile(r"""(?<=://)[^\s/?#@"'<>]+@""")
SHORTEST = 8
"""A shorter value may stand anywhere by chance."""


def is_secret(name: str) -> bool:
    """Whether what has this name is nobody's business; `channel[token]` is a form's way to write one."""
    return _SECRET.search(name.rstrip("[]")) is not None


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
        address, mark, query = _LOGIN.sub("", url).partition("?")
        return address + mark + self.query(query)

    def value(self, value: Any, name: str = "") -> Any:
        """What was read from JSON, without the values of secret fields at any depth, also in JSON within its texts."""
        if isinstance(value, dict):
            return {key: self.value(each, name if is_secret(name) else str(key)) for key, each in value.items()}
        if isinstance(value, list):
            return [self.value(each, name) for each in value]
        if is_secret(name) and value not in (None, "", True, False):
            return self._noted(str(value))
        if not isinstance(value, str):
            return value
        if value.startswith(("http://", "https://")):
            return self.address(value)
        if value.startswith(("{", "[")):
            with contextlib.suppress(ValueError, RecursionError):
                return json.dumps(self.value(json.loads(value)), ensure_ascii=False)
        return value

    def loose(self, text: str) -> str:
        """A text of no known form, without the values that stand behind the names of secrets."""
        return _PAIR.sub(self._loose_pair, text)

    def _loose_pair(self, pair: re.Match[str]) -> str:
        name, value = pair.groups()
        if not is_secret(name.rstrip("=: \t\r\n\"'")):
            return pair[0]
        return name + self._noted(value.strip("\"'"))

    def text(self, text: str) -> str:
        """A text without logins, and without the values that were hidden elsewhere, however they're written there."""
        text = _LOGIN.sub("", text)
        for value in sorted(set(itertools.chain.from_iterable(map(_spellings, self._known))), key=len, reverse=True):
            text = text.replace(value, STARS)
        return text

    def texts(self, value: Any) -> Any:
        """The same for all texts in a value that's to be JSON, but for the names in it."""
        if isinstance(value, dict):
            return {name: self.texts(each) for name, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.texts(each) for each in value]
        # JSON may hold half of a character, which UTF-8 can't.
        return self.text(value).encode(errors="backslashreplace").decode() if isinstance(value, str) else value

    def _noted(self, value: str) -> str:
        if len(value) >= SHORTEST:
            self._known.add(value)
        return STARS


@lru_cache(maxsize=1024)
def _spellings(value: str) -> tuple[str, ...]:
    """How a value is written in JSON, in addresses, in Python and in a shell."""
    in_json = (json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1])
    in_addresses = (quote(value, safe="", errors="replace"), quote_plus(value, errors="replace"))
    return (value, *in_json, *in_addresses, repr(value)[1:-1], shlex.quote(value).strip("'"))
