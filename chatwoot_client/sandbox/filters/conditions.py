"""The conditions of a filter as Ruby turns them into SQL, one after the other, or refuses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from chatwoot_client.sandbox.filters.attributes import CASTS, Attribute, custom_value, standard_attributes
from chatwoot_client.sandbox.filters.readings import big_decimal, iso_day
from chatwoot_client.sandbox.filters.sql import (
    CONTAINING,
    EQUALITY,
    ORDERING,
    PRESENCE,
    Comparison,
    Part,
    parsed,
    selected,
)
from chatwoot_client.sandbox.rails.casts import is_blank
from chatwoot_client.sandbox.rails.errors import Refused, ServerFault
from chatwoot_client.sandbox.rails.ruby import a, downcase, first, strip, to_s
from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.conversations import MESSAGE_TYPES, PRIORITIES, STATUSES, Conversation
from chatwoot_client.sandbox.records.settings import CustomAttribute
from chatwoot_client.sandbox.rules.account import Account

_MODELS: Mapping[Any, str] = {
    "conversation_attribute": "conversation",
    "contact_attribute": "contact",
    **dict.fromkeys((0, "0"), "conversation"),
    **dict.fromkeys((1, "1"), "contact"),
}
_WORDS = {
    "status": {word: number for number, word in enumerate(STATUSES)},
    "priority": {word: number for number, word in enumerate(PRIORITIES)},
    "message_type": MESSAGE_TYPES,
}
"""The attributes of conversations whose values are words; the database has numbers."""

Condition = Mapping[str, Any]
R = TypeVar("R", Contact, Conversation)


def filtered_conversations(account: Account, records: Iterable[Conversation], payload: Any) -> list[Conversation]:
    """Those conversations that a payload of conditions fits.

    Raises:
        Refused: a condition that can't be.
        ServerFault: the payload is no list of conditions, they aren't joined, or the database can't read a value.
    """
    return _filtered(account, "conversation", records, payload)


def filtered_contacts(account: Account, records: Iterable[Contact], payload: Any) -> list[Contact]:
    """Those contacts that a payload of conditions fits; the rest as in `filtered_conversations`."""
    return _filtered(account, "contact", records, payload)


def _filtered(account: Account, model: str, records: Iterable[R], payload: Any) -> list[R]:
    if not isinstance(payload, list):
        raise ServerFault("the payload is a list of conditions")
    for condition in payload:
        _check_joint(condition)
    query = _Query(account, model)
    parts = [part for condition in payload for part in query.parts(condition)]
    return selected(records, parsed(parts))


def _check_joint(condition: Any) -> None:
    # Ruby finds nothing under a name in a text.
    joint = None if isinstance(condition, str) else _fields(condition).get("query_operator")
    if joint is False or not is_blank(joint):
        if not isinstance(joint, str):
            raise ServerFault(f"undefined method `upcase' for {a(joint)}")
        if joint.upper() not in ("AND", "OR"):
            raise Refused(422, {"error": 'Query operator must be either "AND" or "OR".'})


def _fields(condition: Any) -> Condition:
    if not isinstance(condition, dict):
        raise ServerFault("a condition is an object")
    return condition


class _Query:
    """A query in the making; once it has a custom attribute, texts behind that are read otherwise."""

    def __init__(self, account: Account, model: str) -> None:
        self._account = account
        self._model = model
        self._standard = standard_attributes(model, account.store.release)
        self._has_custom = False

    def parts(self, condition: Any) -> list[Part]:
        """A condition as the comparisons and joints that stand for it in the query."""
        fields = _fields(condition)
        key, operator = fields.get("attribute_key"), fields.get("filter_operator")
        attribute = self._standard.get(key) if isinstance(key, str) else None
        if attribute is not None and operator not in attribute.operators:
            allowed = ",".join(attribute.operators)
            raise Refused(422, {"error": f"Invalid operator. The allowed operators for {key} are [{allowed}]."})
        if operator not in PRESENCE and is_blank(fields.get("values")):
            raise _invalid_value(key)
        literals = self._literals(fields)
        if attribute is None:
            return self._custom(fields)
        return [self._comparison(attribute, fields, literals), *_joint(fields)]

    def _comparison(self, attribute: Attribute, condition: Condition, literals: Sequence[Any]) -> Comparison:
        operator = str(condition["filter_operator"])
        if attribute.kind == "labels":
            # Their values are read even where it's only asked whether there are any.
            values = self._values(condition)
            literals = values if isinstance(values, list) else [values]
            store = self._account.store
            return Comparison(lambda record: store.tags(attribute.value(record)), "labels", operator, literals)
        takes_one = operator in ORDERING or self._takes_one(operator)
        return Comparison(attribute.value, attribute.kind, operator, literals, takes_one)

    def _takes_one(self, operator: str) -> bool:
        return self._model == "contact" or operator not in EQUALITY

    def _custom(self, condition: Condition) -> list[Part]:
        self._has_custom = True
        key, operator = condition.get("attribute_key"), condition.get("filter_operator")
        kind = self._kind_of_custom(self._model, key)
        if kind is None:
            known = f"one of [{','.join(self._standard)}] or a custom attribute defined in the account."
            raise Refused(422, {"error": f"Invalid attribute key - [{to_s(key)}]. The key should be {known}"})
        literals = self._literals(condition)
        if kind not in CASTS:
            return ["::"]
        word, value = to_s(operator), custom_value(str(key), CASTS[kind])
        parts: list[Part] = [Comparison(value, CASTS[kind], word, literals, self._takes_one(word)), *_joint(condition)]
        if operator == "not_equal_to":
            # It stands behind the joint, and so belongs to whatever comes next.
            parts += ["OR", Comparison(value, CASTS[kind], "is_not_present", ())]
        return parts

    def _kind_of_custom(self, model: str | None, key: Any) -> str | None:
        """The type of a custom attribute that the account defines for a model."""
        for each in self._account.all(CustomAttribute).values():
            if each.attribute_key == key and each.attribute_model == f"{model}_attribute":
                return each.attribute_display_type
        return None

    # Values

    def _literals(self, condition: Condition) -> Sequence[Any]:
        """What a condition compares with."""
        operator = condition.get("filter_operator")
        if operator in PRESENCE:
            return ()
        if operator in CONTAINING:
            return [f"%{each}%" for each in _stripped(condition.get("values"))]
        if operator in ORDERING:
            return [self._limit(condition)]
        if operator == "days_before":
            # It asks request parameters for something that they can't do.
            raise ServerFault("undefined method `with_indifferent_access'")
        values = self._values(condition)
        if operator not in EQUALITY:
            return [to_s(values)]
        return values if isinstance(values, list) else [values]

    def _values(self, condition: Condition) -> Any:
        key, values = condition.get("attribute_key"), condition.get("values")
        if self._model == "contact":
            return _value_of_contact(key, first(values))
        if isinstance(key, str) and key in _WORDS:
            return _numbers(key, values)
        if key == "content":
            return [downcase(each) for each in _items(values)]
        if self._has_custom and isinstance(first(values), str):
            return downcase(values[0] if isinstance(values, list) else values)
        return values

    def _limit(self, condition: Condition) -> Any:
        key, sent = condition.get("attribute_key"), condition.get("custom_attribute_type")
        model = self._model if is_blank(sent) else _MODELS.get(sent) if isinstance(sent, (str, int)) else None
        kind = CASTS.get(self._kind_of_custom(model, to_s(key)) or "")
        text = to_s(first(condition.get("values")))
        try:
            if kind == "date" or (kind is None and key in ("created_at", "last_activity_at")):
                return iso_day(text)
            if kind == "numeric":
                return big_decimal(text)
        except ValueError:
            pass
        raise _invalid_value(key)


def _invalid_value(key: Any) -> Refused:
    return Refused(422, {"error": f"Invalid value. The values provided for {to_s(key)} are invalid"})


def _joint(condition: Condition) -> list[Part]:
    joint = condition.get("query_operator")
    if joint in (None, ""):
        return []
    return [joint.upper() if isinstance(joint, str) else "?"]


def _stripped(values: Any) -> list[str]:
    items = values if isinstance(values, list) else [values]
    for each in items:
        if not isinstance(each, str):
            raise ServerFault(f"undefined method `strip' for {a(each)}")
    return [strip(each) for each in items]


def _value_of_contact(key: Any, value: Any) -> Any:
    """Contacts are compared with one value, in lower case; a phone number gets the one plus sign that it has."""
    if key == "phone_number":
        if isinstance(value, list):
            # Deleting from a list gives what was deleted.
            return "++" if "+" in value else "+"
        if isinstance(value, dict):
            return "+" + to_s(value.get("+"))
        if value is not None and not isinstance(value, str):
            raise ServerFault(f"undefined method `delete' for {a(value)}")
        return "+" + (value or "").replace("+", "")
    return downcase(value) if isinstance(value, str) or key == "country_code" else value


def _items(values: Any) -> list[Any]:
    if not isinstance(values, list):
        raise ServerFault(f"undefined method `map' for {a(values)}")
    return values


def _numbers(key: str, values: Any) -> list[int | None]:
    """Words as the numbers that the database has; an unknown one becomes null. Of statuses there's `all`."""
    numbers = _WORDS[key]
    if key == "status":
        if not isinstance(values, (list, str, dict)):
            raise ServerFault(f"undefined method `include?' for {a(values)}")
        if "all" in values:
            return list(numbers.values())
    for each in _items(values):
        if not isinstance(each, str):
            raise ServerFault(f"undefined method `to_sym' for {a(each)}")
    return [numbers.get(each) for each in values]
