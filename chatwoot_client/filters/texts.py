"""The kinds of attributes that are texts."""

from __future__ import annotations

import re
from typing import Any

from chatwoot_client.filters.kinds import EQUALITY, Kind, plain_value
from chatwoot_client.filters.terms import Comparison, Condition, Group

_E164 = re.compile(r"\+?([1-9][0-9]{1,14})").fullmatch
#: What the server cuts off both ends of a text that's to be contained.
_CUT = "\t\n\v\f\r \0"


class Text(Kind):
    """A text that's compared without regard to case, unless it's ``exact``."""

    noun: str = "text"
    instead: str = "compare with ==, != or contains"

    def __init__(self, key: str, *, contains: bool = True, exact: bool = False, **more: bool) -> None:
        super().__init__(key, **more)
        self.exact: bool = exact
        if contains:
            self.operators: tuple[str, ...] = ("equal_to", "contains")
        else:
            self.instead: str = Kind.instead

    def alternatives(self, comparison: Comparison, negated: bool, lists: bool) -> list[Group]:
        if not self.exact or comparison.operator == "contains":
            for value in comparison.values:
                if "İ" in str(plain_value(value)):
                    raise ValueError(
                        f"{self.key}: no server finds {plain_value(value)!r}, since its İ has two small forms"
                    )
        return super().alternatives(comparison, negated, lists)

    def read(self, value: Any) -> str:
        text = plain_value(value)
        if not isinstance(text, str):
            raise self._wrong(text, "it's text")
        if "\0" in text:
            raise ValueError(f"{self.key}: no text that a server keeps has a null character")
        return text

    def fitting(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        if operator == "contains":
            return [(self._condition("contains", *map(_pattern, values)),)]
        return super().fitting(operator, values, lists and self.exact)

    def differing(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        if operator == "contains":
            return [(self._condition("does_not_contain", *map(_pattern, values)),)]
        return super().differing(operator, values, lists and self.exact)

    def there(self) -> list[Group]:
        if self.presence or not self.optional:
            return super().there()
        if "contains" in self.operators:
            return [(self._condition("contains", ""),)]
        return [(self._condition(operator, ""),) for operator in ("equal_to", "not_equal_to")]

    def _condition(self, operator: str, *values: Any) -> Condition:
        return super()._condition(operator, *values)._replace(exact=self.exact and operator in EQUALITY)


class Phone(Text):
    """A phone number: a server compares what comes after one plus sign."""

    def alternatives(self, comparison: Comparison, negated: bool, lists: bool) -> list[Group]:
        if comparison.operator == "equal_to":
            comparison = comparison._replace(values=tuple(map(self._number, comparison.values)))
        return super().alternatives(comparison, negated, lists)

    def _number(self, value: Any) -> str:
        text = self.read(value)
        found = _E164(text)
        if not found:
            raise ValueError(f"{self.key} must be in E.164, as +4915112345678, with or without its +, not {text!r}")
        return f"+{found[1]}"


class Labels(Text):
    """The titles of labels, compared exactly; ``nested`` where the server takes several or capitals only in a list."""

    noun: str = "a set of labels"
    instead: str = "== and != compare with each of them"

    def __init__(self, key: str, *, nested: bool) -> None:
        super().__init__(key, contains=False, exact=not nested, presence=True)
        self.nested: bool = nested

    def alternatives(self, comparison: Comparison, negated: bool, lists: bool) -> list[Group]:
        return Kind.alternatives(self, comparison, negated, lists)

    def read(self, value: Any) -> Any:
        title = super().read(value)
        return (title,) if self.nested and not is_lower(title) else title

    def lacking(self) -> list[Group]:
        return []

    def _condition(self, operator: str, *values: Any) -> Condition:
        return super()._condition(operator, *values)._replace(absent=operator == "not_equal_to")


def _pattern(text: str) -> str:
    """*text* as a part of texts: its wildcards are letters, and its outer blanks aren't cut off."""
    escaped = re.sub(r"([\\%_])", r"\\\1", text)
    before = "%" if text[:1] and text[0] in _CUT else ""
    after = "%" if text[:1] and text[-1] in _CUT else ""
    return f"{before}{escaped}{after}"


def is_lower(text: str) -> bool:
    """Whether the server's lower-casing, which goes letter by letter, leaves it as it is."""
    return text == "".join(map(str.lower, text))
