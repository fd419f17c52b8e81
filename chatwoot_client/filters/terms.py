"""What filters are made of: what a person says, and the conditions that a server reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, Union

#: What's filtered: the words are those that a custom attribute's model has before its ``_attribute``.
CONTACT, CONVERSATION = "contact", "conversation"


class Comparison(NamedTuple):
    """An attribute is compared, as the person said it."""

    key: str
    #: ``equal_to``, ``contains``, ``starts_with``, ``is_present``, ``days_before`` or one of the four that tell an
    #: order. There's none for the opposite: that's a :class:`Negated` one.
    operator: str
    values: tuple[Any, ...]
    #: The kind of a custom attribute, where it was told.
    kind: str | None = None
    #: Whose custom attribute it is, where it was told: ``contact_attribute`` or ``conversation_attribute``.
    custom_attribute_type: str | None = None

    def __str__(self) -> str:
        return f"attribute({self.key!r}).{self.operator}({', '.join(map(repr, self.values))})"


class Joined(NamedTuple):
    """All of the parts, joined by ``&``, or any of them, by ``|``."""

    joint: str
    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return "(" + f" {self.joint} ".join(map(str, self.parts)) + ")"


class Negated(NamedTuple):
    """Whatever the part isn't true of."""

    part: Expression

    def __str__(self) -> str:
        return f"~{self.part}"


class Given(NamedTuple):
    """Conditions that the person wrote in the server's own language, as alternatives."""

    alternatives: tuple[tuple[dict[str, Any], ...], ...]

    def __str__(self) -> str:
        return f"Filter.from_dict({{'payload': {[*map(list, self.alternatives)]}}})"


Expression = Union[Comparison, Joined, Negated, Given]


class Condition(NamedTuple):
    """One condition as the server reads it. It's true only of what has the attribute, unless :attr:`absent`."""

    key: str
    operator: str
    values: tuple[Any, ...] = ()
    custom: bool = False
    #: Whether it's true of something that lacks the attribute, too.
    absent: bool = False
    #: Whether a server can be asked it at all.
    sayable: bool = True
    #: Whether its texts are compared letter by letter, with regard to case.
    exact: bool = False
    custom_attribute_type: str | None = None

    def written(self) -> dict[str, Any]:
        values = [[*value] if isinstance(value, tuple) else value for value in self.values]
        told = {"custom_attribute_type": self.custom_attribute_type} if self.custom_attribute_type else {}
        return {"attribute_key": self.key, "filter_operator": self.operator, "values": values, **told}


class GivenCondition:
    """One condition that goes out as it was written. It equals no other."""

    def __init__(self, condition: dict[str, Any], custom: bool, exact: bool) -> None:
        self.condition = condition
        self.key: Any = condition.get("attribute_key")
        self.operator: Any = condition.get("filter_operator")
        values = condition.get("values")
        self.values: tuple[Any, ...] = tuple(values) if isinstance(values, list) else (values,)
        self.custom = custom
        self.absent: bool = self.operator in ("is_not_present", "not_equal_to")
        self.sayable = True
        self.exact = exact

    def written(self) -> dict[str, Any]:
        return {**self.condition}


AnyCondition = Union[Condition, GivenCondition]
#: Conditions that have to be true together.
Group = tuple[AnyCondition, ...]


def comparisons(expression: Expression) -> Iterator[Comparison]:
    """The comparisons in an expression."""
    work = [expression]
    while work:
        part = work.pop()
        if isinstance(part, Comparison):
            yield part
        elif isinstance(part, Joined):
            work += reversed(part.parts)
        elif isinstance(part, Negated):
            work.append(part.part)
