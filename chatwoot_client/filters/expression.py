"""Attributes are compared, and filters joined, as Python writes it."""

from __future__ import annotations

import datetime
import math
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Union

from chatwoot_client.filters.attributes import CUSTOM, UNASKABLE, knows
from chatwoot_client.filters.rewriting import NOTHING, check_size, payloads
from chatwoot_client.filters.terms import CONTACT, CONVERSATION, Comparison, Expression, Given, Joined, Negated
from chatwoot_client.models.base import Model, plain, view
from chatwoot_client.models.base.data import View
from chatwoot_client.models.filters import FilterPayload

#: What an attribute may be compared with.
Value = Union[str, int, float, bool, datetime.date, Enum]
#: The kinds of custom attributes that servers can be asked about, and whose they are.
KindName = Literal["text", "link", "list", "number", "date", "checkbox"]
ModelName = Literal["contact_attribute", "conversation_attribute"]
#: In the server's language: how many groups of conditions that have to be true together, and conditions in all.
_Size = tuple[int, int]


class Filter(FilterPayload):
    """Comparisons joined by ``&`` and ``|``, or turned round by ``~``; a body for the operations that filter.

    It selects what it says in Python. How a server is asked for that depends on what's filtered, so that it's the
    operations that write the conditions; ``payload`` and ``to_dict()`` have them where contacts and conversations are
    asked alike, or only one of them can be meant. A filter that's made of a payload goes out as it is.
    """

    __slots__ = ("_said", "_sizes", "_written")

    def _say(self, said: Expression, sizes: tuple[_Size, _Size]) -> None:
        self._said: Expression = said
        #: Of this one, and of its opposite.
        self._sizes: tuple[_Size, _Size] = sizes
        #: The conditions, once somebody has asked for them.
        self._written: list[dict[str, Any]] | None = None

    def __and__(self, other: Filter) -> Filter:
        """What fulfils both."""
        (mine, mine_not), (others, others_not) = self._measured(), _checked(other)._measured()
        return _joined("&", self, other, (_product(mine, others), _sum(mine_not, others_not)))

    def __or__(self, other: Filter) -> Filter:
        """What fulfils one of them, or both."""
        (mine, mine_not), (others, others_not) = self._measured(), _checked(other)._measured()
        return _joined("|", self, other, (_sum(mine, others), _product(mine_not, others_not)))

    def __invert__(self) -> Filter:
        """What doesn't fulfil it."""
        said = self.expression()
        if isinstance(said, Given):
            raise ValueError("a payload in the server's own language has no opposite; write it with attribute(…)")
        size, opposite = self._measured()
        return _filter(said.part if isinstance(said, Negated) else Negated(said), (opposite, size))

    def __bool__(self) -> bool:
        # `a and b`, `not a` and `1 < a < 5` ask for this, and would drop a condition without a word.
        raise TypeError("a filter is neither true nor false; join filters with & and |, and turn one round with ~")

    def expression(self) -> Expression:
        """What it says; a payload that was given, or changed since it was written, is that and no more."""
        said: Expression | None = getattr(self, "_said", None)
        if said is not None and (self._written is None or plain(self) == {"payload": self._written}):
            return said
        return Given(_alternatives(self._json.get("payload")))

    def __repr__(self) -> str:
        return str(self.expression())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Filter) and self.expression() == other.expression()

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __copy__(self) -> Filter:
        return self.__deepcopy__({})

    def __deepcopy__(self, memo: dict[int, Any]) -> Filter:
        said = self.expression()
        return view(Filter, self.to_dict()) if isinstance(said, Given) else _filter(said, self._sizes)

    def __reduce__(self) -> Any:
        said = self.expression()
        return super().__reduce__() if isinstance(said, Given) else (_filter, (said, self._sizes))

    def _measured(self) -> tuple[_Size, _Size]:
        said = self.expression()
        if not isinstance(said, Given):
            return self._sizes
        size = len(said.alternatives), sum(map(len, said.alternatives))
        return size, size

    if not TYPE_CHECKING:
        # Written when somebody asks for it; a model's other attributes and methods go by it.

        @property
        def _json(self) -> dict[str, Any]:
            if getattr(self, "_said", None) is not None and self._written is None:
                self._written = _one_payload(self._said)
                _JSON.__set__(self, {"payload": plain(self._written)})
            return _JSON.__get__(self)

        @_json.setter
        def _json(self, data: dict[str, Any]) -> None:
            _JSON.__set__(self, data)


_JSON = View.__dict__["_json"]


def _filter(said: Expression, sizes: tuple[_Size, _Size]) -> Filter:
    check_size(sizes[0][1])
    made: Filter = object.__new__(Filter)
    made._say(said, sizes)
    return made


def _checked(other: Any) -> Filter:
    if not isinstance(other, Filter):
        raise TypeError(f"a filter can only be joined with another, not with a {type(other).__name__}")
    return other


def _joined(joint: str, left: Filter, right: Filter, sizes: tuple[_Size, _Size]) -> Filter:
    parts: list[Expression] = []
    for said in (left.expression(), right.expression()):
        parts += said.parts if isinstance(said, Joined) and said.joint == joint else [said]
    return _filter(Joined(joint, tuple(parts)), sizes)


def _sum(one: _Size, other: _Size) -> _Size:
    return one[0] + other[0], one[1] + other[1]


def _product(one: _Size, other: _Size) -> _Size:
    return one[0] * other[0], one[1] * other[0] + one[0] * other[1]


def _alternatives(payload: Any) -> tuple[tuple[dict[str, Any], ...], ...]:
    """The conditions that have to be true together, of each alternative; one without any is always true."""
    alternatives: list[list[dict[str, Any]]] = [[]]
    joint = ""
    for item in payload or ():
        condition = plain(item) if isinstance(item, (Model, dict)) else item
        if not isinstance(condition, dict):
            raise TypeError(f"payload must be a list of conditions, not of a {type(condition).__name__}")
        if joint == "OR":
            alternatives.append([])
        alternatives[-1].append(condition)
        joint = str(condition.get("query_operator")).upper()
    return tuple(map(tuple, alternatives))


def _one_payload(said: Expression) -> list[dict[str, Any]]:
    """The conditions in the server's language, without an account to ask what its attributes are.

    Raises:
        TypeError, ValueError: they can't be known, or they're more than one request.
    """
    models = [model for model in (CONVERSATION, CONTACT) if knows(said, model)]
    written = [one_payload(payloads(said, model)) for model in models or (CONVERSATION,)]
    if written[1:] and written[0] != written[1]:
        raise ValueError(
            "contacts and conversations aren't asked alike for this; give the filter itself to an operation"
        )
    return written[0]


def one_payload(asked: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The conditions of a single request.

    Raises:
        ValueError: there are several requests.
    """
    if len(asked) > 1:
        raise ValueError(f"no single request says this; an iter_… operation makes the {len(asked)} that it takes")
    return asked[0] if asked else [{**condition} for condition in NOTHING]


class Attribute:
    """An attribute of contacts or conversations; comparing it gives a :class:`Filter`."""

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __init__(
        self,
        key: str,
        custom_attribute_type: ModelName | str | None = None,
        kind: KindName | str | None = None,
    ) -> None:
        if not isinstance(key, str):
            raise TypeError(f"key must be text, not {type(key).__name__}")
        if not key:
            raise ValueError("key must not be empty")
        if kind in UNASKABLE:
            raise ValueError(f"kind: no server can be asked about a {kind}; compare in Python")
        self.key: str = key
        self.custom_attribute_type: str | None = _one_of("custom_attribute_type", custom_attribute_type, _MODELS)
        self.kind: str | None = _one_of("kind", kind, tuple(CUSTOM))

    def equal_to(self, *values: Value) -> Filter:
        """It's one of *values*; ``attribute("status") == "open"`` is the same for one."""
        return self._compared("equal_to", *values)

    def not_equal_to(self, *values: Value) -> Filter:
        """It's none of *values*, or missing."""
        return ~self._compared("equal_to", *values)

    def contains(self, *values: Value) -> Filter:
        """One of *values* is part of it, in upper or lower case."""
        return self._compared("contains", *values)

    def does_not_contain(self, *values: Value) -> Filter:
        """None of *values* is part of it, or it's missing."""
        return ~self._compared("contains", *values)

    def starts_with(self, value: str) -> Filter:
        """Refused by the operations, since servers take it for :meth:`equal_to`."""
        return self._compared("starts_with", value)

    def is_present(self) -> Filter:
        """It's set; an empty text is, too."""
        return self._made("is_present", ())

    def is_not_present(self) -> Filter:
        """It isn't set."""
        return ~self.is_present()

    def is_greater_than(self, value: Value) -> Filter:
        """It's more than *value*, or later than that day; ``attribute("created_at") > day`` is the same."""
        return self._compared("is_greater_than", value)

    def is_less_than(self, value: Value) -> Filter:
        """It's less than *value*, or before that day."""
        return self._compared("is_less_than", value)

    def days_before(self, days: int) -> Filter:
        """It was more than *days* days ago, in UTC, counted back from the day when the server is asked."""
        if type(days) is not int:
            raise TypeError(f"days must be a whole number, not {type(days).__name__}")
        return self._compared("days_before", days)

    def __eq__(self, value: Value) -> Filter:  # type: ignore[override]
        return self.equal_to(value)

    def __ne__(self, value: Value) -> Filter:  # type: ignore[override]
        return self.not_equal_to(value)

    def __gt__(self, value: Value) -> Filter:
        return self.is_greater_than(value)

    def __lt__(self, value: Value) -> Filter:
        return self.is_less_than(value)

    def __ge__(self, value: Value) -> Filter:
        return self._compared("at_least", value)

    def __le__(self, value: Value) -> Filter:
        return self._compared("at_most", value)

    def __bool__(self) -> bool:
        raise TypeError(f"{self.key} is neither true nor false; compare it, or say is_present()")

    def _compared(self, operator: str, *values: Value) -> Filter:
        if not values:
            raise ValueError(f"{self.key}: {operator} needs something to compare with")
        for value in values:
            self._check(value)
        return self._made(operator, values)

    def _made(self, operator: str, values: tuple[Value, ...]) -> Filter:
        said = Comparison(self.key, operator, values, self.kind, self.custom_attribute_type)
        return _filter(said, ((1, 1), (1, 1)))

    def _check(self, value: object) -> None:
        plain = value.value if isinstance(value, Enum) else value
        if isinstance(plain, datetime.datetime):
            raise TypeError(
                f"{self.key} can't be compared with a datetime, since servers know days in UTC alone; "
                "give .astimezone(datetime.timezone.utc).date()"
            )
        if not isinstance(plain, (str, int, float, datetime.date)):
            raise TypeError(f"{self.key} can't be compared with a {type(plain).__name__}{_hint(plain)}")
        if isinstance(plain, float) and not math.isfinite(plain):
            raise ValueError(f"{self.key} can't be compared with {plain!r}")


_MODELS = (f"{CONTACT}_attribute", f"{CONVERSATION}_attribute")


def _one_of(name: str, word: Any, words: tuple[str, ...]) -> str | None:
    text: str | None = word.value if isinstance(word, Enum) else word
    if text is None or text in words:
        return text
    raise (ValueError if isinstance(text, str) else TypeError)(f"{name} is one of {', '.join(words)}, not {text!r}")


def _hint(value: Any) -> str:
    if value is None:
        return "; is_present() and is_not_present() ask for that"
    return "; several values are given one by one, as equal_to(a, b)" if isinstance(value, (list, tuple, set)) else ""


def attribute(
    key: str, custom_attribute_type: ModelName | str | None = None, *, kind: KindName | str | None = None
) -> Attribute:
    """An attribute to filter by.

    Parameters:
        key: its name, such as ``status``, ``labels``, ``created_at``, or the key of a custom attribute.
        custom_attribute_type: whose custom attribute it is, ``contact_attribute`` or ``conversation_attribute``.
            Servers filter contacts by those of contacts alone, and conversations by those of conversations.
        kind: the kind of a custom attribute, one of :class:`~chatwoot_client.AttributeDisplayType`. When left out, the
            operations ask the account for it.

    Raises:
        TypeError, ValueError: *key* isn't a name, or there's no such type or kind. No server can be asked about the
            kinds ``currency`` and ``percent``.
    """
    return Attribute(key, custom_attribute_type, kind)
