"""Values for a query: what becomes of each, where several are taken, and moments as the server takes them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from chatwoot_client.calls.route import in_url, plain_text
from chatwoot_client.checks import close_to, near_miss
from chatwoot_client.models.base import whole_seconds

__all__ = ["OneOf", "Several", "each_pair", "pairs", "period", "query_of", "seconds"]


def pairs(params: Any) -> list[tuple[str, Any]]:
    """Names and values, given as a mapping, as pairs, or not at all."""
    return list(params.items() if isinstance(params, Mapping) else params or ())


class Several(str):
    """The name of a parameter that takes one value or several, of which a server knows the latter as ``name[]``.

    A parameter that's called so anyway takes several, too; any other takes one.

    Parameters:
        words: those that may be among several, where a server finds nothing for others.
        alone: those that may be one value besides.
    """

    words: frozenset[str]
    alone: tuple[str, ...]

    def __new__(cls, name: str, words: Iterable[str] = (), alone: Iterable[str] = ()) -> Several:
        made = super().__new__(cls, name)
        made.words = frozenset(map(str, words))
        made.alone = tuple(alone)
        return made

    def check(self, value: Any) -> None:
        """See that one value is one of the words, if there are any.

        Raises:
            ValueError: it isn't.
        """
        if self.words:
            _check_word(self, value, (*sorted(self.words), *self.alone), closed=True)


class OneOf(str):
    """The name of a parameter that takes one of some words.

    Parameters:
        words: what it takes.
        closed: whether a server takes nothing else; otherwise only a near miss of a word is refused.
    """

    words: tuple[str, ...]
    closed: bool

    def __new__(cls, name: str, words: Iterable[str], closed: bool = True) -> OneOf:
        made = super().__new__(cls, name)
        made.words = tuple(words)
        made.closed = closed
        return made

    def check(self, value: Any) -> None:
        """See that a value is one of the words.

        Raises:
            ValueError: it isn't, and no newer server's either.
        """
        _check_word(self, value, self.words, self.closed)


def each_pair(params: Any) -> list[tuple[str, Any]]:
    """Names and values that no operation declares, where a list stands for a pair for each of its items."""
    return [
        (name, item)
        for name, value in pairs(params)
        for item in (value if isinstance(value, (list, tuple)) else (value,))
    ]


def query_of(query: Iterable[tuple[str, Any]]) -> str:
    """The query of a URL with its question mark, or nothing where all values are None.

    Raises:
        TypeError, ValueError: a value that can't be in it, or several where one is taken.
    """
    if not query:
        return ""
    text = urlencode([pair for name, value in query if value is not None for pair in _encoded(name, value, query)])
    return f"?{text}" if text else ""


def seconds(name: str, value: Any) -> str | None:
    """A moment for a query that takes seconds since 1970: a ``datetime`` with a time zone, or the seconds themselves.

    Raises:
        TypeError, ValueError: something else. Of ``2026-01-01`` a server would read the year as seconds.
    """
    if value is None:
        return None
    return str(whole_seconds(name, value))


def period(since: Any, until: Any) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    """The two pairs of a query that tell from when to when, as :func:`seconds` writes them."""
    return ("since", seconds("since", since)), ("until", seconds("until", until))


def _encoded(name: str, value: Any, query: Iterable[tuple[str, Any]]) -> list[tuple[bytes, bytes | str]]:
    if not isinstance(value, (list, tuple, set, frozenset)):
        if isinstance(name, (Several, OneOf)):
            name.check(value)
        return [(in_url(repr(name), str(name)), _written(name, value))]
    parameter = _parameter(name)
    if not _takes_several(name):
        several = [_parameter(other) for other, _ in query if _takes_several(other)]
        hint = f"; of this operation's, {', '.join(several)} take several" if several else ""
        raise TypeError(f"{parameter} takes one value, not a {type(value).__name__}{hint}")
    if not value:
        raise ValueError(f"{parameter} must not be empty, which a server can't be told; leave it out to ask for all")
    if isinstance(name, Several) and name.words:
        _check_words(name, value)
    return [(in_url(repr(name), f"{parameter}[]"), _written(parameter, item)) for item in value]


def _check_words(name: Several, values: Iterable[Any]) -> None:
    for value in values:
        if value not in name.words:
            hint = near_miss(str(value), sorted(name.words))
            raise ValueError(f"{name}: {value!r} can't be among several values{hint}")


def _check_word(name: str, value: Any, words: tuple[str, ...], closed: bool) -> None:
    if value in words:
        return
    near = close_to(value, words) if isinstance(value, str) else None
    if closed or near is not None:
        hint = f"; did you mean {near!r}?" if near else ""
        raise ValueError(f"{name} must be one of {', '.join(map(plain_text, words))}, not {value!r}{hint}")


def _takes_several(name: str) -> bool:
    return isinstance(name, Several) or name.endswith("[]")


def _parameter(name: str) -> str:
    return name.partition("[]")[0]


def _written(name: str, value: Any) -> bytes | str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{name} must be a number, not {value!r}")
    if not isinstance(value, (str, int, float)):
        raise TypeError(f"{name} must be text, a number or a boolean, not {type(value).__name__}")
    return in_url(name, plain_text(value))
