"""Filters of contacts and conversations, as expressions.

    from chatwoot_client.filters import attribute

    waiting = (attribute("status") == "open") & attribute("assignee_id").is_not_present()
    urgent = attribute("priority").equal_to("urgent", "high")
    ConversationsApi(client).conversation_filter(waiting & urgent, account_id)

Which attributes and operators there are depends on the server; it names them in the error about another.
"""

from __future__ import annotations

import datetime
import math
from enum import Enum
from typing import Any, ClassVar, NoReturn, Union

from chatwoot_client.models.base import Model, view
from chatwoot_client.models.filters import FilterCondition, FilterPayload

__all__ = ["Attribute", "Filter", "Value", "attribute"]

#: Parentheses multiply conditions; more of them are a mistake that would take all memory.
MAX_CONDITIONS = 10_000
#: What an attribute may be compared with.
Value = Union[str, int, float, bool, datetime.date, Enum]


class Filter(FilterPayload):
    """Conditions joined by ``&`` and ``|``; a body for ``contact_filter`` and ``conversation_filter``.

    The server takes a flat list of conditions, in which AND binds tighter than OR. So a filter is kept as alternatives
    of conditions that have to be true together, whatever its parentheses were.
    """

    def __and__(self, other: Filter) -> Filter:
        """What fulfils both."""
        mine, others = self._alternatives(), _checked(other)._alternatives()
        size = len(others) * sum(map(len, mine)) + len(mine) * sum(map(len, others))
        if size > MAX_CONDITIONS:
            raise ValueError(
                f"written without parentheses, as the server reads it, this has {size:,} conditions; "
                f"up to {MAX_CONDITIONS:,} are made; equal_to takes several values in one"
            )
        return _of([[*one, *another] for one in mine for another in others])

    def __or__(self, other: Filter) -> Filter:
        """What fulfils one of them, or both."""
        return _of([*self._alternatives(), *_checked(other)._alternatives()])

    def __bool__(self) -> bool:
        # `a and b`, `not a` and `1 < a < 5` ask for this, and would drop a condition without a word.
        raise TypeError("a filter is neither true nor false; join filters with & and |")

    def _alternatives(self) -> list[list[dict[str, Any]]]:
        """The conditions that have to be true together, of each alternative; one without any is always true."""
        alternatives: list[list[dict[str, Any]]] = [[]]
        joint = ""
        for item in self._json.get("payload") or ():
            condition = item._json if isinstance(item, Model) else item
            if not isinstance(condition, dict):
                raise TypeError(f"payload must be a list of conditions, not of a {type(condition).__name__}")
            if joint == "OR":
                alternatives.append([])
            alternatives[-1].append(condition)
            joint = str(condition.get("query_operator")).upper()
        return alternatives


def _checked(other: Any) -> Filter:
    if not isinstance(other, Filter):
        raise TypeError(f"a filter can only be joined with another, not with a {type(other).__name__}")
    return other


def _of(alternatives: list[list[dict[str, Any]]]) -> Filter:
    payload: list[dict[str, Any]] = []
    if all(alternatives):
        for conditions in alternatives:
            payload += [_copied(condition) for condition in conditions]
            payload[-1]["query_operator"] = "OR"
        payload[-1]["query_operator"] = None
    return view(Filter, {"payload": payload})


def _copied(condition: dict[str, Any]) -> dict[str, Any]:
    copied = {**condition, "query_operator": "AND"}
    if isinstance(copied.get("values"), list):
        copied["values"] = [*copied["values"]]
    return copied


class Attribute:
    """An attribute of contacts or conversations; comparing it gives a :class:`Filter`."""

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __init__(self, key: str, custom_attribute_type: str | None = None) -> None:
        if not isinstance(key, str):
            raise TypeError(f"key must be text, not {type(key).__name__}")
        if not key:
            raise ValueError("key must not be empty")
        self.key: str = key
        self.custom_attribute_type: str | None = custom_attribute_type

    def equal_to(self, *values: Value) -> Filter:
        """It's one of *values*; ``attribute("status") == "open"`` is the same for one."""
        return self._compared("equal_to", values)

    def not_equal_to(self, *values: Value) -> Filter:
        """It's none of *values*."""
        return self._compared("not_equal_to", values)

    def contains(self, *values: Value) -> Filter:
        """One of *values* is part of it, in upper or lower case."""
        return self._compared("contains", values)

    def does_not_contain(self, *values: Value) -> Filter:
        """None of *values* is part of it."""
        return self._compared("does_not_contain", values)

    def starts_with(self, value: str) -> Filter:
        """It begins with *value*; servers take that of few attributes, such as ``phone_number``."""
        return self._compared("starts_with", (value,))

    def is_present(self) -> Filter:
        """It's set."""
        return self._condition("is_present", [])

    def is_not_present(self) -> Filter:
        """It isn't set."""
        return self._condition("is_not_present", [])

    def is_greater_than(self, value: Value) -> Filter:
        """It's more than *value*, or later than that day; ``attribute("created_at") > day`` is the same."""
        return self._compared("is_greater_than", (value,))

    def is_less_than(self, value: Value) -> Filter:
        """It's less than *value*, or before that day."""
        return self._compared("is_less_than", (value,))

    def days_before(self, days: int) -> Filter:
        """It was more than *days* days ago."""
        if type(days) is not int:
            raise TypeError(f"days must be a whole number, not {type(days).__name__}")
        return self._compared("days_before", (days,))

    def __eq__(self, value: Value) -> Filter:  # type: ignore[override]
        return self.equal_to(value)

    def __ne__(self, value: Value) -> Filter:  # type: ignore[override]
        return self.not_equal_to(value)

    def __gt__(self, value: Value) -> Filter:
        return self.is_greater_than(value)

    def __lt__(self, value: Value) -> Filter:
        return self.is_less_than(value)

    def __ge__(self, value: Value) -> NoReturn:
        raise TypeError(f"{self.key}: the server has no 'or equal'; compare with > and the day or number before")

    def __le__(self, value: Value) -> NoReturn:
        raise TypeError(f"{self.key}: the server has no 'or equal'; compare with < and the day or number after")

    def _compared(self, operator: str, values: tuple[Value, ...]) -> Filter:
        if not values:
            raise ValueError(f"{self.key}: {operator} needs something to compare with")
        return self._condition(operator, [self._written(value) for value in values])

    def _condition(self, operator: str, values: list[str]) -> Filter:
        condition = FilterCondition(self.key, operator, values).to_dict()
        if self.custom_attribute_type is not None:
            condition["custom_attribute_type"] = self.custom_attribute_type
        return _of([[condition]])

    def _written(self, value: object) -> str:
        """*value* as the server reads it, which knows days but no times of day."""
        if isinstance(value, Enum):
            value = value.value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, datetime.datetime):
            try:
                value = value.astimezone(datetime.timezone.utc) if value.tzinfo else value
            except OverflowError:
                raise ValueError(f"{self.key}: {value} is beyond the calendar") from None
            value = value.date()
        if isinstance(value, datetime.date):
            return value.isoformat()
        if not isinstance(value, (str, int, float)):
            raise TypeError(f"{self.key} can't be compared with a {type(value).__name__}")
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{self.key} can't be compared with {value!r}")
        return str(value)


def attribute(key: str, custom_attribute_type: str | None = None) -> Attribute:
    """An attribute to filter by.

    Parameters:
        key: its name, such as ``status``, ``labels``, ``created_at``, or the key of a custom attribute.
        custom_attribute_type: ``contact_attribute`` or ``conversation_attribute``, for a custom attribute that isn't
            one of what's filtered.

    Raises:
        TypeError, ValueError: *key* isn't a name.
    """
    return Attribute(key, custom_attribute_type)
