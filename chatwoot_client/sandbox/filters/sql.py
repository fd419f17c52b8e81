"""Conditions as PostgreSQL takes them: comparisons of a type, true, false or neither, joined by AND and OR."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, Callable, TypeVar, Union

from chatwoot_client.sandbox.filters.postgres import UNREADABLE, cast, lower
from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.rails.ruby import a, to_s

PRESENCE = ("is_present", "is_not_present")
EQUALITY = ("equal_to", "not_equal_to")
CONTAINING = ("contains", "does_not_contain")
ORDERING = ("is_greater_than", "is_less_than")

Truth = Union[bool, None, object]
"""A comparison with null is neither true nor false: None. `UNREADABLE` is a stored text that can't be cast."""


@dataclass(frozen=True)
class Comparison:
    """One condition, in a type of PostgreSQL's."""

    value: Callable[[Any], Any]
    """What it looks at of a record; a list where `kind` is `labels`."""
    kind: str
    operator: str
    literals: Sequence[Any]
    """What it's compared with; in the query they stand as they were sent."""
    takes_one: bool = False
    """Whether it's written with `=`, which has one literal at its right, and not with `IN`."""

    def of(self, record: Any) -> Truth:
        """Whether it fits a record."""
        value = self.value(record)
        return UNREADABLE if value is UNREADABLE else _COMPARED.get(self.operator, _equals)(self, value)


Part = Union[Comparison, str]
"""A comparison, or what joins two of them: `AND`, `OR`; any other word isn't SQL."""


def parsed(parts: Sequence[Part]) -> list[list[Comparison]]:
    """The alternatives, joined by OR, each with the comparisons that AND joins, which binds closer.

    Raises:
        ServerFault: it's no SQL, or its types don't fit each other.
    """
    alternatives: list[list[Comparison]] = [[]]
    for place, part in enumerate(parts):
        if isinstance(part, Comparison) != (place % 2 == 0) or (part not in ("AND", "OR") and place % 2):
            raise ServerFault("PG::SyntaxError")
        if isinstance(part, Comparison):
            alternatives[-1].append(_typed(part))
        elif part == "OR":
            alternatives.append([])
    if parts and len(parts) % 2 == 0:
        raise ServerFault("PG::SyntaxError: at end of input")
    return alternatives


R = TypeVar("R")


def selected(records: Iterable[R], alternatives: Sequence[Sequence[Comparison]]) -> list[R]:
    """The records that the conditions are true of. Raises `ServerFault` where one holds a text that can't be cast."""
    found = []
    for record in records:
        truths = [_all_of(comparisons, record) for comparisons in alternatives]
        if True in truths:
            found.append(record)
        elif UNREADABLE in truths:
            raise ServerFault("PG::InvalidTextRepresentation")
    return found


def _all_of(comparisons: Sequence[Comparison], record: Any) -> Truth:
    truths = [each.of(record) for each in comparisons]
    # What isn't true already needn't be looked at further.
    for truth in (False, None, UNREADABLE):
        if any(each is truth for each in truths):
            return truth
    return True


# Types


def _typed(comparison: Comparison) -> Comparison:
    """A comparison with its literals in the type of what they're compared with."""
    if comparison.operator in PRESENCE:
        return comparison
    literals, kind = _bound(comparison.literals), comparison.kind
    if comparison.operator in CONTAINING:
        if kind != "text":
            raise ServerFault(f"PG::UndefinedFunction: {kind} ~~* text")
        return replace(comparison, literals=[lower(each) for each in literals])
    if comparison.takes_one and len(literals) != 1:
        raise ServerFault("PG::SyntaxError")
    return replace(comparison, literals=_fitted("text" if kind == "labels" else kind, literals))


def _bound(literals: Sequence[Any]) -> list[Any]:
    """What a list in a query is: its items, or NULL where it's empty."""
    for each in literals:
        if isinstance(each, (list, dict)):
            raise ServerFault(f"can't quote {a(each)}")
        if isinstance(each, str) and "\0" in each:
            raise ServerFault("string contains null byte")
        if _kind_of(each) == "more":
            raise ServerFault(f"{each} is out of range")
    return list(literals) or [None]


def _kind_of(literal: Any) -> str | None:
    """The type that a literal has by itself: a text in quotes has none."""
    if literal is None or isinstance(literal, str):
        return None
    if isinstance(literal, bool):
        return "bool"
    if isinstance(literal, int):
        return next((kind for kind, bits in (("int4", 31), ("int8", 63)) if -(2**bits) <= literal < 2**bits), "more")
    return "numeric"


_NUMBERS = ("int4", "int8", "numeric")


def _fitted(kind: str, literals: list[Any]) -> list[Any]:
    own = {each for each in map(_kind_of, literals) if each is not None}
    if not own <= (set(_NUMBERS) if kind in _NUMBERS else {"bool"} if kind == "bool" else set()):
        raise ServerFault(f"PG::UndefinedFunction: {kind} = {', '.join(sorted(own))}")
    if kind in _NUMBERS:
        kind = max([kind, *own], key=_NUMBERS.index)
    fitted = [_as(kind, each) for each in literals]
    if UNREADABLE in fitted:
        raise ServerFault(f"PG::InvalidTextRepresentation: {kind}")
    return fitted


def _as(kind: str, literal: Any) -> Any:
    if isinstance(literal, str):
        return cast(literal, kind)
    return Decimal(repr(literal)) if isinstance(literal, float) else literal


# Comparing


def _equals(comparison: Comparison, value: Any) -> Truth:
    if comparison.kind == "labels":
        return any(each in comparison.literals for each in value)
    if value is None:
        return None
    if any(each is not None and value == each for each in comparison.literals):
        return True
    return None if None in comparison.literals else False


def _negated(compared: Callable[[Comparison, Any], Truth]) -> Callable[[Comparison, Any], Truth]:
    def negated(comparison: Comparison, value: Any) -> Truth:
        truth = compared(comparison, value)
        return not truth if isinstance(truth, bool) else truth

    return negated


def _is_there(comparison: Comparison, value: Any) -> Truth:
    return bool(value) if comparison.kind == "labels" else value is not None


def _is_like(comparison: Comparison, value: Any) -> Truth:
    return None if value is None else any(is_like(lower(value) or "", each) for each in comparison.literals)


def _is_more(comparison: Comparison, value: Any) -> Truth:
    [limit] = comparison.literals
    return None if value is None or limit is None else bool(value > limit)


def _is_less(comparison: Comparison, value: Any) -> Truth:
    [limit] = comparison.literals
    return None if value is None or limit is None else bool(value < limit)


_COMPARED: dict[str, Callable[[Comparison, Any], Truth]] = {
    # Any other operator is an equality.
    "not_equal_to": _negated(_equals),
    "is_present": _is_there,
    "is_not_present": _negated(_is_there),
    "contains": _is_like,
    "does_not_contain": _negated(_is_like),
    "is_greater_than": _is_more,
    "is_less_than": _is_less,
}


def has_words(value: object, words: str, *, in_any_case: bool = True) -> bool:
    """Whether a value holds some words, in which `%` and `_` stand for others; nothing is held by null."""
    if value is None:
        return False
    text, pattern = to_s(value), f"%{words}%"
    return is_like(lower(text) or "", lower(pattern) or "") if in_any_case else is_like(text, pattern)


def is_like(text: str, pattern: str) -> bool:
    """LIKE: `%` stands for any letters, `_` for one, and a backslash makes the next letter an ordinary one."""
    return _compiled(pattern).fullmatch(text) is not None


_MARK = re.compile(r"\\(.)|(%)|(_)|(.)", re.DOTALL)


@lru_cache(maxsize=1_024)
def _compiled(pattern: str) -> re.Pattern[str]:
    written = _MARK.sub(
        lambda found: ".*" if found[2] else "." if found[3] else re.escape(found[1] or found[4]), pattern
    )
    return re.compile(written, re.DOTALL)
