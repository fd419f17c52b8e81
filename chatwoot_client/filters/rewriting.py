"""An expression becomes the flat lists of conditions that a server reads as it was meant.

A server joins conditions in the order sent, without parentheses, and AND binds tighter than OR. So an expression is
written as alternatives of conditions that have to be true together. Two things more decide their order, and whether
they fit into one request:

- "isn't v" of a custom attribute is written ``key != v OR key IS NULL`` by the server, without parentheses. That's
  right at the very end alone, and where those without the key are meant to come too.
- Behind a condition on a custom attribute, the server compares conversations' texts with the first value only, in
  lower case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chatwoot_client.filters.attributes import STANDARD, kind_of
from chatwoot_client.filters.kinds import EQUALITY, Kind
from chatwoot_client.filters.terms import (
    AnyCondition,
    Comparison,
    Expression,
    Given,
    GivenCondition,
    Group,
    Negated,
    comparisons,
)
from chatwoot_client.filters.texts import is_lower

#: Parentheses multiply conditions; more of them are a mistake that would take all memory.
MAX_CONDITIONS = 10_000
#: Fulfilled by nothing, for a request that has to be made.
NOTHING: list[dict[str, Any]] = [
    {"attribute_key": "created_at", "filter_operator": "is_less_than", "values": ["0001-01-01"], "query_operator": None}
]

#: The kinds of custom attributes, by model and key.
Defined = Mapping[str, Mapping[str, str]]


def payloads(expression: Expression, model: str, defined: Defined | None = None) -> list[list[dict[str, Any]]]:
    """The conditions of each request that's needed; what they find, taken together, is what the expression says.

    There's no request for an expression that nothing can fulfil; one without conditions finds everything.

    Parameters:
        model: ``contact`` or ``conversation``, whichever is filtered.

    Raises:
        TypeError, ValueError: it can't be said, with the nearest thing that can.
    """
    if isinstance(expression, Given):
        return [joined(expression.alternatives)]
    groups = _Alternatives(model, defined, expression).of(expression, negated=False)
    check_size(sum(map(len, groups)))
    for group in groups:
        _check_sayable(group, groups)
    return [joined([[condition.written() for condition in group] for group in each]) for each in _requests(groups)]


def check(expression: Expression, model: str) -> None:
    """Look at what's compared with standard attributes, where the others aren't known yet.

    Raises:
        TypeError, ValueError: it can't be said.
    """
    for comparison in comparisons(expression):
        if comparison.key in STANDARD[model]:
            kind_of(comparison, model).alternatives(comparison, False, True)


def joined(groups: Iterable[Iterable[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Conditions as the server reads alternatives of them; a group without any is always true, so that all are."""
    flat: list[dict[str, Any]] = []
    for group in groups:
        conditions = [{**condition, "query_operator": "AND"} for condition in group]
        if not conditions:
            return []
        flat += conditions
        flat[-1]["query_operator"] = "OR"
    if flat:
        flat[-1]["query_operator"] = None
    return flat


class _Alternatives:
    """Parentheses are multiplied out, and negations are pushed down to the comparisons."""

    def __init__(self, model: str, defined: Defined | None, whole: Expression) -> None:
        self.model = model
        self.kinds: dict[str, Kind] = {each.key: kind_of(each, model, defined) for each in comparisons(whole)}
        #: Behind a custom attribute only the first of several values counts.
        self.lists: bool = not any(kind.custom for kind in self.kinds.values())

    def of(self, expression: Expression, negated: bool) -> list[Group]:
        if isinstance(expression, Comparison):
            return self.compared(expression, negated)
        if isinstance(expression, Negated):
            return self.of(expression.part, not negated)
        if isinstance(expression, Given):
            return self.given(expression, negated)
        parts = (self.of(part, negated) for part in expression.parts)
        return _any_of(parts) if (expression.joint == "|") is not negated else _all_of(parts)

    def compared(self, comparison: Comparison, negated: bool) -> list[Group]:
        return self.kinds[comparison.key].alternatives(comparison, negated, self.lists)

    def given(self, expression: Given, negated: bool) -> list[Group]:
        if negated:
            raise ValueError("conditions in the server's own language have no opposite; write them with attribute(…)")
        return [tuple(map(self.given_condition, group)) for group in expression.alternatives]

    def given_condition(self, condition: dict[str, Any]) -> GivenCondition:
        kind = STANDARD[self.model].get(str(condition.get("attribute_key")))
        exact = condition.get("filter_operator") in EQUALITY and bool(getattr(kind, "exact", False))
        return GivenCondition(condition, custom=kind is None, exact=exact)


def _any_of(parts: Iterable[list[Group]]) -> list[Group]:
    groups = _each_once(group for part in parts for group in part)
    return groups if all(groups) else [()]


def _all_of(parts: Iterable[list[Group]]) -> list[Group]:
    whole: list[Group] = [()]
    for part in parts:
        products = (tuple(dict.fromkeys([*one, *another])) for one in whole for another in part)
        whole = _each_once(group for group in products if not _contradicts(group))
    return whole


def _each_once(groups: Iterable[Group]) -> list[Group]:
    kept: dict[frozenset[AnyCondition], Group] = {}
    conditions = 0
    for group in groups:
        if kept.setdefault(frozenset(group), group) is group:
            conditions += len(group)
            check_size(conditions)
    return [*kept.values()]


def check_size(conditions: int) -> None:
    """
    Raises:
        ValueError: there are too many conditions.
    """
    if conditions > MAX_CONDITIONS:
        raise ValueError(
            f"written without parentheses, as the server reads it, this has {conditions:,} conditions; "
            f"up to {MAX_CONDITIONS:,} are made; ask with several filters"
        )


def _contradicts(group: Group) -> bool:
    """Whether the group wants an attribute to be there and not to be."""
    missing = {condition.key for condition in group if condition.operator == "is_not_present"}
    return any(condition.key in missing and not condition.absent for condition in group)


def _check_sayable(group: Group, groups: list[Group]) -> None:
    """
    Raises:
        ValueError: a server can't be asked for what fulfils the group.
    """
    for condition in group:
        if not condition.sayable:
            key = condition.key
            raise ValueError(
                f"no server can be asked for those without {key}, which !=, ~ and is_not_present() include, as in "
                f"Python; for those that have one, say attribute({key!r}).is_present() & …"
            )
    different = [condition for condition in group if _differs(condition)]
    if not different or (len(group) == 1 and isinstance(different[0], GivenCondition)):
        return
    key = different[0].key
    if len(different) > 1 or not any(_is_just_missing(each, key) for each in groups):
        raise ValueError(
            f"{key} is text, of which a server is asked only whether it isn't one value, and that only beside "
            f"alternatives (|); leave it out here and compare what comes in Python, by its "
            f"custom_attributes.get({key!r}), or name the values that it may have with equal_to"
        )


def _is_just_missing(group: Group, key: str) -> bool:
    return [(condition.key, condition.operator) for condition in group] == [(key, "is_not_present")]


def _differs(condition: AnyCondition) -> bool:
    """Whether the server adds "or it's missing", unasked."""
    return condition.custom and condition.operator == "not_equal_to"


def _requests(groups: list[Group]) -> list[list[Group]]:
    """The groups in an order in which the server reads each by itself, in as few requests as that needs."""
    standard: list[Group] = []
    delicate: list[Group] = []
    custom: list[Group] = []
    different: list[Group] = []
    covered = {condition.key for group in groups for condition in group if _differs(condition)}
    for unsorted in groups:
        if any(_is_just_missing(unsorted, key) for key in covered):
            continue  # The server adds it.
        group = tuple(sorted(unsorted, key=lambda condition: (condition.custom, _differs(condition))))
        if not any(condition.custom for condition in group):
            standard.append(group)
        elif _differs(group[-1]):
            different.append(group)
        else:
            (delicate if any(map(_is_delicate, group)) else custom).append(group)
    requests = [[*standard, *delicate[:1], *custom], *([group] for group in delicate[1:])]
    for group in different:
        # One may be at the end of each request; where it has to come before all others of its sort too, it's alone.
        open_ = (each for each in requests if not each or not _differs(each[-1][-1]))
        place = None if any(map(_is_delicate, group)) else next(open_, None)
        if place is None:
            requests.append([group])
        else:
            place.append(group)
    return [request for request in requests if request]


def _is_delicate(condition: AnyCondition) -> bool:
    """Whether the server reads it otherwise behind a condition on a custom attribute."""
    texts = [value for value in condition.values if isinstance(value, str)]
    return condition.exact and (len(condition.values) > 1 or not all(map(is_lower, texts)))
