"""Liquid in the texts that agents and the server write: values between braces, filters, and a few tags.

What Chatwoot's messages use of it is here: `if`, `unless`, `assign`, `comment` and `raw`. A text with another tag, or
with one that isn't closed, is sent as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Callable

from chatwoot_client.sandbox.rails.ruby import to_s

_TOKEN = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_CODE = re.compile(r"(`+)(.*?)\1", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(\w+)\s*(.*?)-?%\}", re.DOTALL)
_QUOTED_OR_WORD = r"\"[^\"]*\"|'[^']*'|[^\s,|:]+"
_FILTER = re.compile(rf"\s*(\w+)\s*(?::\s*((?:{_QUOTED_OR_WORD})(?:\s*,\s*(?:{_QUOTED_OR_WORD}))*))?\s*")
_COMPARISON = re.compile(rf"\s*({_QUOTED_OR_WORD})\s*(?:(==|!=|<>|>=|<=|>|<|contains)\s*({_QUOTED_OR_WORD}))?\s*")


class _Unreadable(Exception):
    """It isn't Liquid, or more of it than is known here."""


def filled_in(text: str, known: Mapping[str, Any]) -> str:
    """A text with its values filled in.

    Parameters:
        text: the text; code between backticks is left alone.
        known: what values may be named, by their names.
    """
    guarded = _CODE.sub(lambda found: f"{{% raw %}}{found.group(0)}{{% endraw %}}", text)
    try:
        return _Template(guarded, dict(known)).rendered()
    except _Unreadable:
        return text


class _Template:
    def __init__(self, text: str, known: dict[str, Any]) -> None:
        self._tokens = _TOKEN.split(text)
        self._place = 0
        self._known = known

    def rendered(self) -> str:
        made = self._until(())
        if self._place < len(self._tokens):
            raise _Unreadable
        return made

    def _until(self, ends: tuple[str, ...], shown: bool = True) -> str:
        """What stands up to one of these tags, which stays the next; nothing of it if it isn't shown."""
        made = []
        while self._place < len(self._tokens):
            token = self._tokens[self._place]
            if token.startswith("{{") and token.endswith("}}"):
                made.append(to_s(self._value(token[2:-2].strip("-"))) if shown else "")
            elif token.startswith("{%") and token.endswith("%}"):
                name, rest = self._tag(token)
                if name in ends:
                    return "".join(made)
                made.append(self._run(name, rest, shown))
                continue
            elif shown:
                made.append(token)
            self._place += 1
        if ends:
            raise _Unreadable
        return "".join(made)

    def _tag(self, token: str) -> tuple[str, str]:
        match = _TAG.fullmatch(token)
        if match is None:
            raise _Unreadable
        return match.group(1), match.group(2)

    def _run(self, name: str, rest: str, shown: bool) -> str:
        run = {"if": self._if, "unless": self._if, "assign": self._assign, "raw": self._raw, "comment": self._comment}
        if name not in run:
            raise _Unreadable
        return run[name](name, rest, shown)

    def _if(self, name: str, rest: str, shown: bool) -> str:
        made, taken, negated = "", False, name == "unless"
        fits = self._holds(rest) != negated
        while True:
            self._place += 1
            branch = self._until(("elsif", "else", f"end{name}"), shown and fits and not taken)
            made, taken = made + branch, taken or fits
            tag, rest = self._tag(self._tokens[self._place])
            if tag == f"end{name}":
                self._place += 1
                return made
            fits = tag == "else" or self._holds(rest)

    def _assign(self, _: str, rest: str, shown: bool) -> str:
        name, equals, expression = rest.partition("=")
        if not equals:
            raise _Unreadable
        if shown:
            self._known[name.strip()] = self._value(expression)
        self._place += 1
        return ""

    def _raw(self, _: str, __: str, shown: bool) -> str:
        made = self._verbatim("endraw")
        return made if shown else ""

    def _comment(self, _: str, __: str, ___: bool) -> str:
        self._verbatim("endcomment")
        return ""

    def _verbatim(self, end: str) -> str:
        for place in range(self._place + 1, len(self._tokens)):
            match = _TAG.fullmatch(self._tokens[place])
            if match is not None and match.group(1) == end:
                made = "".join(self._tokens[self._place + 1 : place])
                self._place = place + 1
                return made
        raise _Unreadable

    # Values

    def _value(self, expression: str) -> Any:
        first, *filters = re.split(r"\|(?=(?:[^'\"]|'[^']*'|\"[^\"]*\")*$)", expression)
        value = self._named(first.strip())
        for each in filters:
            match = _FILTER.fullmatch(each)
            if match is None:
                raise _Unreadable
            arguments = [self._named(found) for found in re.findall(_QUOTED_OR_WORD, match.group(2) or "")]
            value = _filtered(match.group(1), value, arguments)
        return value

    def _named(self, word: str) -> Any:
        """What a word stands for: a text in quotes, a number, a flag, or a value by its name."""
        if word[:1] in ("'", '"') and word[-1:] == word[:1]:
            return word[1:-1]
        if re.fullmatch(r"-?\d+(?:\.\d+)?", word):
            return float(word) if "." in word else int(word)
        if word in ("true", "false"):
            return word == "true"
        value: Any = self._known
        for name in word.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def _holds(self, condition: str) -> bool:
        return any(
            all(self._compares(each) for each in re.split(r"\band\b", part)) for part in re.split(r"\bor\b", condition)
        )

    def _compares(self, condition: str) -> bool:
        match = _COMPARISON.fullmatch(condition)
        if match is None:
            raise _Unreadable
        left, operator, right = match.groups()
        one = self._named(left)
        if operator is None:
            return one is not None and one is not False
        other = None if right in ("nil", "null") else "" if right in ("blank", "empty") else self._named(right)
        if right in ("blank", "empty"):
            one = one or ""
        if operator in ("==", "!=", "<>"):
            return bool(one == other) == (operator == "==")
        if operator == "contains":
            return one is not None and to_s(other) in to_s(one)
        if not isinstance(one, (int, float)) or not isinstance(other, (int, float)):
            return False
        return {">": one > other, "<": one < other, ">=": one >= other, "<=": one <= other}[operator]


def _truncated(value: Any, length: Any = 50, mark: Any = "...") -> str:
    text = to_s(value)
    return text if len(text) <= int(length) else text[: max(0, int(length) - len(to_s(mark)))] + to_s(mark)


_FILTERS: dict[str, Callable[..., Any]] = {
    "append": lambda value, more: to_s(value) + to_s(more),
    "capitalize": lambda value: to_s(value).capitalize(),
    "default": lambda value, otherwise="": otherwise if value in (None, False, "", [], {}) else value,
    "downcase": lambda value: to_s(value).lower(),
    "escape": lambda value: to_s(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    "lstrip": lambda value: to_s(value).lstrip(),
    "prepend": lambda value, more: to_s(more) + to_s(value),
    "remove": lambda value, gone: to_s(value).replace(to_s(gone), ""),
    "replace": lambda value, old, new="": to_s(value).replace(to_s(old), to_s(new)),
    "rstrip": lambda value: to_s(value).rstrip(),
    "size": lambda value: len(value) if isinstance(value, (str, list, dict)) else 0,
    "strip": lambda value: to_s(value).strip(),
    "truncate": _truncated,
    "upcase": lambda value: to_s(value).upper(),
}


def _filtered(name: str, value: Any, arguments: list[Any]) -> Any:
    # One that isn't known changes nothing.
    try:
        return _FILTERS[name](value, *arguments) if name in _FILTERS else value
    except (TypeError, ValueError):
        raise _Unreadable from None
