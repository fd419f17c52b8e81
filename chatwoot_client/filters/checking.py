"""A payload in the server's own language is checked for what's sure to fail there, or to find nothing.

Everything else goes out as it is: a newer server may know more attributes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chatwoot_client.filters.attributes import STANDARD
from chatwoot_client.filters.kinds import EQUALITY, Day, Flag, Id, Kind, Word
from chatwoot_client.filters.terms import CONTACT
from chatwoot_client.filters.texts import Labels, Phone, Text
from chatwoot_client.models.base import NULL, Model

PRESENCE: tuple[str, ...] = ("is_present", "is_not_present")
_CONTAINING = ("contains", "does_not_contain")
_ORDER = ("is_greater_than", "is_less_than")


def check_payload(body: Any, model: str) -> None:
    """
    Parameters:
        model: ``contact`` or ``conversation``, whichever is filtered.

    Raises:
        TypeError, ValueError: a condition that's a 422 or a 500, by its place; or nothing can fulfil them.
    """
    fields = body._json if isinstance(body, Model) else body
    if not isinstance(fields, Mapping) or "payload" not in fields:
        return
    payload = fields["payload"]
    if not isinstance(payload, (list, tuple)):
        raise TypeError(f"payload must be a list of conditions, not {type(payload).__name__}; [] finds everything")
    conditions = [
        _Condition(f"payload[{place}]", item, model)
        for place, item in enumerate(payload)
        if item is not None and item is not NULL  # A server drops nulls out of lists.
    ]
    behind_custom = False
    for number, condition in enumerate(conditions, 1):
        condition.check(number == len(conditions), behind_custom)
        behind_custom = behind_custom or condition.kind is None
    _check_findable(conditions)


def _check_findable(conditions: list[_Condition]) -> None:
    """
    Raises:
        ValueError: each alternative has a condition that nothing fulfils.
    """
    hopeless: list[list[str]] = [[]]
    for condition in conditions:
        hopeless[-1] += filter(None, [condition.unknown_words()])
        if condition.joiner and condition.joiner.upper() == "OR":
            hopeless.append([])
        if condition.is_custom_difference():
            # The server adds "or it's missing" to the end.
            return
    if conditions and all(hopeless):
        raise ValueError(f"{hopeless[0][0]}, so that nothing is found")


class _Condition:
    """One condition, and what a server makes of it."""

    def __init__(self, where: str, item: Any, model: str) -> None:
        condition = item._json if isinstance(item, Model) else item
        if not isinstance(condition, Mapping):
            raise TypeError(f"{where} must be a condition, not {type(item).__name__}")
        self.where = where
        self.model = model
        self.key: Any = condition.get("attribute_key")
        self.operator: Any = condition.get("filter_operator")
        self.joiner: Any = _unwrapped(condition.get("query_operator"))
        if not isinstance(self.key, str):
            raise TypeError(f"{where}.attribute_key must be text, not {type(self.key).__name__}")
        #: That of a standard attribute.
        self.kind: Kind | None = STANDARD[model].get(self.key)
        self.has_values: bool = "values" in condition
        self.sent: Any = _unwrapped(condition.get("values"))

    def check(self, last: bool, behind_custom: bool) -> None:
        self._check_joiner(last)
        kind = self.kind
        if self.operator == "days_before":
            raise self._wrong("filter_operator", "every server fails over days_before; ask is_less_than a day")
        if kind is not None and self.operator not in operators(kind):
            raise self._wrong("filter_operator", f"{self.key} has {', '.join(operators(kind))}, not {self.operator!r}")
        if self.operator in PRESENCE:
            if isinstance(kind, Labels) and self.model == CONTACT and not self.has_values:
                raise self._wrong("values", "[] has to be sent with labels, without which servers fail")
        elif _is_blank(self.sent):
            raise self._wrong("values", f"{self.operator} needs something to compare with")
        elif self.operator in _CONTAINING:
            self._check_all_text()
        elif kind is not None and not self._is_all():
            self._check_values(kind, self._read(behind_custom))

    def is_custom_difference(self) -> bool:
        return self.operator == "not_equal_to" and self.kind is None

    def unknown_words(self) -> str:
        """Words of which none is known, so that nothing is found: one of them does that for ``not_equal_to``."""
        kind, sent = self.kind, self.sent
        if not isinstance(kind, Word) or not isinstance(sent, list) or self._is_all():
            return ""
        unknown = [word for word in sent if word is not None and word not in kind.words]
        if not unknown or (self.operator == "equal_to" and len(unknown) < len(sent)):
            return ""
        return f"{self.where}.values: {self.key} is one of {', '.join(kind.words)}, not {unknown[0]!r}"

    def _check_joiner(self, last: bool) -> None:
        joiner = self.joiner
        if joiner is not None and not isinstance(joiner, str):
            raise TypeError(f"{self.where}.query_operator must be 'AND', 'OR' or None, not {joiner!r}")
        if joiner and joiner.upper() not in ("AND", "OR"):
            raise self._wrong("query_operator", f"it's 'AND' or 'OR', not {joiner!r}")
        if last and joiner:
            raise self._wrong("query_operator", "behind the last condition there's none to join it to; leave it out")
        if not last and not joiner:
            raise self._wrong("query_operator", "'AND' or 'OR' has to join it to the next condition")
        if joiner and self.is_custom_difference():
            raise self._wrong("filter_operator", "not_equal_to of a custom attribute has to be the last condition")

    def _read(self, behind_custom: bool) -> list[Any]:
        """The values that a server looks at: often it's the first one alone."""
        values = [value for value in self.sent if value is not None] if isinstance(self.sent, list) else [self.sent]
        if self.operator not in EQUALITY:
            return values[:1] if self.operator in _ORDER else values
        first = self.model == CONTACT or (
            behind_custom and isinstance(values[0], str) and not isinstance(self.kind, Word)
        )
        return values[:1] if first else values

    def _is_all(self) -> bool:
        """Whether it's every status: the word among several, or within one that's sent without a list."""
        return self.key == "status" and isinstance(self.sent, (list, str)) and "all" in self.sent

    def _check_all_text(self) -> None:
        values = self.sent if isinstance(self.sent, list) else [self.sent]
        if not all(value is None or isinstance(value, str) for value in values):
            raise TypeError(f"{self.where}.values: {self.operator} compares with text, not {self.sent!r}")

    def _check_values(self, kind: Kind, values: list[Any]) -> None:
        if not isinstance(self.sent, list):
            if isinstance(kind, Word):
                raise TypeError(f"{self.where}.values must be a list of words, not {type(self.sent).__name__}")
        elif not all(isinstance(value, (list, dict)) or _fits(kind, value) for value in values):
            raise TypeError(f"{self.where}.values: {self.key} is compared with {_WANTED[type(kind)]}, not {values!r}")

    def _wrong(self, name: str, text: str) -> ValueError:
        return ValueError(f"{self.where}.{name}: {text}")


_WANTED: Mapping[type[Kind], str] = {
    Text: "text",
    Phone: "text",
    Labels: "titles of labels",
    Word: "words",
    Id: "whole numbers",
    Flag: "true or false",
}


def _fits(kind: Kind, value: Any) -> bool:
    """Whether a server can read a value at all; it's generous."""
    if isinstance(kind, (Text, Word)):
        return isinstance(value, str)
    if isinstance(kind, Id):
        return not (isinstance(value, bool) or value == "" or str(value).isalpha())
    if isinstance(kind, Flag):
        return isinstance(value, bool) or (isinstance(value, str) and value != "")
    return True  # Servers before Chatwoot 4.9 take any text for a day.


def _is_blank(values: Any) -> bool:
    if isinstance(values, list):
        return all(value is None or value is NULL for value in values)
    return values is None or values is False or values == {} or (isinstance(values, str) and not values.strip())


def _unwrapped(value: Any) -> Any:
    if value is NULL:
        return None
    return list(value) if isinstance(value, tuple) else value


def operators(kind: Kind) -> tuple[str, ...]:
    """Those that a server takes for a standard attribute and can answer."""
    if isinstance(kind, Day):
        return _ORDER
    presence = PRESENCE if kind.presence or kind.key == "inbox_id" else ()
    containing = _CONTAINING if "contains" in kind.operators else ()
    starts = ("starts_with",) if kind.key == "phone_number" else ()
    return (*EQUALITY, *containing, *presence, *starts)
