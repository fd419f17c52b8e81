"""The kinds of attributes: what each may be compared with, and which conditions say that to a server.

A kind's readings are lists of alternatives, each a group of conditions that have to be true together. What can't be
said is a condition that isn't ``sayable``, or refused at once.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence
from enum import Enum
from typing import Any

from chatwoot_client.checks import is_number, is_whole_number
from chatwoot_client.filters.terms import Comparison, Condition, Group

EQUALITY: tuple[str, ...] = ("equal_to", "not_equal_to")
#: The opposite of each order, for what has the attribute.
_OPPOSITES = {
    "is_greater_than": "at_most",
    "is_less_than": "at_least",
    "at_least": "is_less_than",
    "at_most": "is_greater_than",
}
_SIGNS = {"is_greater_than": ">", "is_less_than": "<", "at_least": ">=", "at_most": "<="}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_NUMBER = re.compile(r"[0-9]{1,18}").fullmatch


class Kind:
    """How servers read one attribute."""

    #: What its values are called.
    noun: str = "a value"
    operators: tuple[str, ...] = ("equal_to",)
    #: What to do instead of comparing in another way.
    instead: str = "compare with == or !="

    def __init__(self, key: str, *, custom: bool = False, optional: bool = True, presence: bool = False) -> None:
        self.key: str = key
        self.custom: bool = custom
        #: Whether something may lack it,
        self.optional: bool = optional
        #: and whether the server can be asked whether it does.
        self.presence: bool = presence
        #: Whose custom attribute it was said to be; a server knows anyway.
        self.told_model: str | None = None

    def alternatives(self, comparison: Comparison, negated: bool, lists: bool) -> list[Group]:
        """What the comparison says, or its opposite.

        Parameters:
            lists: whether a condition may have several values, where the server takes several.

        Raises:
            TypeError, ValueError: it can't be said, with what can.
        """
        operator = comparison.operator
        if operator == "is_present":
            return self.missing() if negated else self.there()
        if operator not in self.operators:
            raise self._refused(operator)
        values = [self.read(value) for value in comparison.values]
        if negated:
            return [*self.differing(operator, values, lists), *self.lacking()]
        return self.fitting(operator, values, lists)

    def read(self, value: Any) -> Any:
        """A value as it's sent.

        Raises:
            TypeError, ValueError: the attribute can't have it.
        """
        raise NotImplementedError

    def fitting(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        """Those that have a value of which it's true."""
        return [(self._condition("equal_to", *some),) for some in _bundled(values, lists)]

    def differing(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        """Those that have a value of which it isn't."""
        return [tuple(self._condition("not_equal_to", *some) for some in _bundled(values, lists))]

    def there(self) -> list[Group]:
        """Those that have a value."""
        return [(self._condition("is_present"),)] if self.optional else [()]

    def missing(self) -> list[Group]:
        """Those that have none."""
        if not self.optional:
            return []
        condition = self._condition("is_not_present")
        return [(condition._replace(absent=True, sayable=self.presence),)]

    def lacking(self) -> list[Group]:
        """Those without a value that the opposite of a comparison is true of, as in Python, and no condition finds."""
        return self.missing()

    def _condition(self, operator: str, *values: Any) -> Condition:
        return Condition(self.key, operator, values, self.custom, custom_attribute_type=self.told_model)

    def _refused(self, operator: str) -> TypeError:
        if operator == "starts_with":
            return TypeError(f"{self.key}: servers take starts_with for equal_to; use contains, and compare in Python")
        return TypeError(
            f"{self.key} is {self.noun}, which servers don't compare by {_called(operator)}; {self.instead}"
        )

    def _wrong(self, value: Any, wanted: str) -> TypeError:
        return TypeError(f"{self.key} can't be compared with {value!r}, {_a(type(value).__name__)}; {wanted}")


class Word(Kind):
    """One of a few words."""

    noun: str = "a word"

    def __init__(self, key: str, words: Sequence[str], **more: bool) -> None:
        super().__init__(key, **more)
        self.words: tuple[str, ...] = tuple(words)

    def read(self, value: Any) -> str:
        word = plain_value(value)
        if not isinstance(word, str):
            raise self._wrong(word, f"it's one of {', '.join(self.words)}")
        if word not in self.words:
            raise ValueError(f"{self.key} is one of {', '.join(self.words)}, not {word!r}")
        return word

    def fitting(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        return super().fitting(operator, values, True)

    def differing(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        return super().differing(operator, values, True)

    def there(self) -> list[Group]:
        return [(self._condition("equal_to", *self.words),)] if self.optional else [()]


class Id(Kind):
    """The number of a record."""

    noun: str = "an id"

    def read(self, value: Any) -> int:
        id = plain_value(value)
        if isinstance(id, str) and _NUMBER(id):
            return int(id)
        if not is_whole_number(id):
            raise self._wrong(id, "it's a whole number")
        return _within_64_bits(self.key, id)

    def fitting(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        return super().fitting(operator, values, True)

    def differing(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        return super().differing(operator, values, True)


class Flag(Kind):
    """True or False."""

    noun: str = "true or false"

    def read(self, value: Any) -> bool:
        flag = plain_value(value)
        if not isinstance(flag, bool):
            raise self._wrong(flag, "it's True or False")
        return flag

    def fitting(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        return [(self._condition("equal_to", flag),) for flag in (True, False) if flag in values]

    def differing(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        return self.fitting(operator, [flag for flag in (True, False) if flag not in values], lists)


class _Ordered(Kind):
    """What has an order."""

    operators: tuple[str, ...] = ("equal_to", *_OPPOSITES)
    instead: str = "compare with ==, !=, <, <=, > or >="

    def differing(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        if operator != "equal_to":
            return self.fitting(_OPPOSITES[operator], values, lists)
        # Below the first, between two of them, above the last.
        bounds = sorted(set(values))
        below = [self._less(value) for value in bounds]
        above = [self._more(value) for value in bounds]
        return [(below[0],), *zip(above, below[1:]), (above[-1],)]

    def _more(self, value: Any) -> Condition:
        return self._condition("is_greater_than", value)

    def _less(self, value: Any) -> Condition:
        return self._condition("is_less_than", value)


class Number(_Ordered):
    """A number."""

    noun: str = "a number"

    def __init__(self, key: str, *, several: bool) -> None:
        super().__init__(key, custom=True, presence=True)
        #: Whether a condition takes several numbers.
        self.several: bool = several

    def read(self, value: Any) -> int | float:
        number = plain_value(value)
        if not is_number(number):
            raise self._wrong(number, "it's a number")
        if isinstance(number, float):
            if not math.isfinite(number):
                raise ValueError(f"{self.key} can't be compared with {number!r}")
            return number
        return _within_64_bits(self.key, number)

    def fitting(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        if operator == "equal_to":
            return super().fitting(operator, values, self.several)
        order = "is_greater_than" if operator in ("is_greater_than", "at_least") else "is_less_than"
        made: list[Group] = [(self._condition(order, *values),)]
        return made if operator == order else [*made, (self._condition("equal_to", *values),)]


class Day(_Ordered):
    """A day of the calendar, in UTC."""

    noun: str = "a day"
    operators: tuple[str, ...] = (*_Ordered.operators, "days_before")

    def alternatives(self, comparison: Comparison, negated: bool, lists: bool) -> list[Group]:
        if comparison.operator == "days_before":
            (days,) = comparison.values
            today = datetime.datetime.now(datetime.timezone.utc).date()
            comparison = comparison._replace(operator="is_less_than", values=(self._moved(today, -days),))
        return super().alternatives(comparison, negated, lists)

    def read(self, value: Any) -> datetime.date:
        day = plain_value(value)
        if isinstance(day, datetime.datetime):
            raise self._wrong(day, "servers know days in UTC alone, so give .astimezone(datetime.timezone.utc).date()")
        if isinstance(day, str) and _DAY(day):
            try:
                return datetime.date.fromisoformat(day)
            except ValueError:
                raise ValueError(f"{self.key} can't be compared with {day!r}, which isn't in the calendar") from None
        if isinstance(day, str):
            raise ValueError(f"{self.key} is a datetime.date, or text as '2026-01-31', not {day!r}")
        if not isinstance(day, datetime.date):
            raise self._wrong(day, "it's a datetime.date")
        return day

    def fitting(self, operator: str, values: list[Any], lists: bool) -> list[Group]:
        # The server has no "or equal", but days before and after.
        after = {"is_greater_than": 0, "at_least": -1}
        if operator == "equal_to":
            return [(self._more(self._moved(day, -1)), self._less(self._moved(day, 1))) for day in values]
        if operator in after:
            return [(self._more(self._moved(day, after[operator])),) for day in values]
        return [(self._less(self._moved(day, int(operator == "at_most"))),) for day in values]

    def there(self) -> list[Group]:
        if self.presence or not self.optional:
            return super().there()
        return [(self._more(datetime.date.min),)]

    def _moved(self, day: datetime.date, days: int) -> datetime.date:
        try:
            return day + datetime.timedelta(days)
        except OverflowError:
            raise ValueError(f"{self.key}: {days:+} days from {day} is beyond the calendar") from None

    def _condition(self, operator: str, *values: Any) -> Condition:
        return super()._condition(operator, *(day.isoformat() for day in values))


def _bundled(values: list[Any], lists: bool) -> list[list[Any]]:
    return [values] if lists else [[value] for value in values]


def plain_value(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _within_64_bits(key: str, number: int) -> int:
    if not -(2**63) <= number < 2**63:
        raise ValueError(f"{key}: {number} is more than 64 bits")
    return int(number)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _called(operator: str) -> str:
    return _SIGNS.get(operator, operator)
