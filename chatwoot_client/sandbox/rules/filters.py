"""The conditions by which conversations and contacts are filtered.

They are joined as in SQL: AND binds closer than OR, and what isn't there neither equals anything nor doesn't.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, Callable, TypeVar

from chatwoot_client.sandbox.rails.casts import is_blank, leading_int
from chatwoot_client.sandbox.rails.errors import Refused, ServerFault
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.conversations import STATUSES, Conversation
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.records.settings import CustomAttribute
from chatwoot_client.sandbox.rules.account import Account

_EQUALITY = ("equal_to", "not_equal_to")
_CONTENT = (*_EQUALITY, "contains", "does_not_contain")
_PRESENCE = (*_EQUALITY, "is_present", "is_not_present")
_TIME = ("is_greater_than", "is_less_than", "days_before")
_WITHOUT_VALUES = ("is_present", "is_not_present")


@dataclass(frozen=True)
class _Attribute:
    operators: Sequence[str]
    """Those that it takes; none for all of them."""
    value: Callable[[Any], Any]
    absent_differs: bool = False
    """Whether what isn't there counts as not equal."""


def _additional(name: str, operators: Sequence[str] = _EQUALITY) -> _Attribute:
    return _Attribute(operators, lambda record: record.additional_attributes.get(name))


def _assignee_id(record: Conversation) -> int | None:
    return record.assignee.id if isinstance(record.assignee, User) else None


_CONVERSATION = {
    "status": _Attribute(_EQUALITY, lambda record: record.status),
    "assignee_id": _Attribute(_PRESENCE, _assignee_id),
    "inbox_id": _Attribute(_PRESENCE, lambda record: record.inbox.id),
    "team_id": _Attribute(_PRESENCE, lambda record: record.team and record.team.id),
    "contact_id": _Attribute(_PRESENCE, lambda record: record.contact.id),
    "priority": _Attribute(_EQUALITY, lambda record: record.priority),
    "display_id": _Attribute(_CONTENT, lambda record: record.id),
    "campaign_id": _Attribute(_PRESENCE, lambda record: None),
    "labels": _Attribute(_PRESENCE, lambda record: record.labels),
    "browser_language": _additional("browser_language"),
    "conversation_language": _additional("conversation_language"),
    "referer": _additional("referer", _CONTENT),
    "created_at": _Attribute(_TIME, lambda record: record.created_at),
    "last_activity_at": _Attribute(_TIME, lambda record: record.last_activity_at),
    "mail_subject": _additional("mail_subject", _CONTENT),
}
_CONTACT = {
    "name": _Attribute(_CONTENT, lambda record: record.name),
    "phone_number": _Attribute((*_CONTENT, "starts_with"), lambda record: record.phone_number),
    "email": _Attribute(_CONTENT, lambda record: record.email),
    "identifier": _Attribute(_EQUALITY, lambda record: record.identifier),
    "country_code": _additional("country_code"),
    "city": _additional("city", _CONTENT),
    "company_name": _additional("company_name", _CONTENT),
    "labels": _Attribute(_PRESENCE, lambda record: record.labels),
    "created_at": _Attribute(_TIME, lambda record: record.created_at),
    "last_activity_at": _Attribute(_TIME, lambda record: record.last_activity_at),
    "blocked": _Attribute(_EQUALITY, lambda record: record.blocked),
}
T = TypeVar("T", Conversation, Contact)


def filtered_conversations(account: Account, records: Iterable[Conversation], payload: Any) -> list[Conversation]:
    """Those conversations that a payload of conditions fits.

    Raises:
        Refused: a condition that can't be.
        ServerFault: the payload is no list of conditions, or they aren't joined.
    """
    return _filtered(account, records, payload, "conversation_attribute", _CONVERSATION)


def filtered_contacts(account: Account, records: Iterable[Contact], payload: Any) -> list[Contact]:
    """Those contacts that a payload of conditions fits; the rest as in `filtered_conversations`."""
    return _filtered(account, records, payload, "contact_attribute", _CONTACT)


def _filtered(
    account: Account, records: Iterable[T], payload: Any, model: str, attributes: Mapping[str, _Attribute]
) -> list[T]:
    if not isinstance(payload, list) or not all(isinstance(condition, dict) for condition in payload):
        raise ServerFault("the payload is a list of conditions")
    alternatives: list[list[Callable[[T], bool]]] = [[]]
    joints = [_joint(condition) for condition in payload]
    if any(joint is None for joint in joints[:-1]) or any(joints[-1:]):
        raise ServerFault("conditions are joined by operators, and the last one has none")
    for condition, joint in zip(payload, joints):
        alternatives[-1].append(_fits(account, condition, model, attributes))
        if joint == "OR":
            alternatives.append([])
    return [record for record in records if any(all(fits(record) for fits in each) for each in alternatives)]


def _joint(condition: Mapping[str, Any]) -> str | None:
    operator = condition.get("query_operator")
    if operator in (None, ""):
        return None
    joint = str(operator).upper()
    if joint not in ("AND", "OR"):
        raise Refused(422, {"error": 'Query operator must be either "AND" or "OR".'})
    return joint


def _fits(
    account: Account, condition: Mapping[str, Any], model: str, attributes: Mapping[str, _Attribute]
) -> Callable[[Any], bool]:
    key, operator, values = (condition.get(name) for name in ("attribute_key", "filter_operator", "values"))
    attribute = attributes.get(str(key))
    if attribute is not None and operator not in attribute.operators:
        allowed = ",".join(attribute.operators)
        raise Refused(422, {"error": f"Invalid operator. The allowed operators for {key} are [{allowed}]."})
    if operator not in _WITHOUT_VALUES and is_blank(values):
        raise _invalid_value(key)
    attribute = attribute or _custom_attribute(
        account, str(key), condition.get("custom_attribute_type") or model, model
    )
    if attribute is None:
        keys = ",".join(attributes)
        known = f"The key should be one of [{keys}] or a custom attribute defined in the account."
        raise Refused(422, {"error": f"Invalid attribute key - [{key}]. {known}"})
    compares = _comparison(str(key), str(operator), values if isinstance(values, list) else [values])
    if operator == "not_equal_to" and attribute.absent_differs:
        return lambda record: attribute.value(record) is None or compares(attribute.value(record))
    return lambda record: compares(attribute.value(record))


def _invalid_value(key: Any) -> Refused:
    return Refused(422, {"error": f"Invalid value. The values provided for {key} are invalid"})


def _custom_attribute(account: Account, key: str, model: str, own_model: str) -> _Attribute | None:
    definitions = account.all(CustomAttribute).values()
    if not any(each.attribute_key == key and each.attribute_model == model for each in definitions):
        return None
    if model == own_model:
        return _Attribute((), lambda record: record.custom_attributes.get(key), absent_differs=True)
    return _Attribute((), lambda record: record.contact.custom_attributes.get(key), absent_differs=True)


def _comparison(key: str, operator: str, values: list[Any]) -> Callable[[Any], bool]:
    if operator in _TIME:
        return _time_comparison(key, operator, values[0])
    if key == "status" and "all" in values:
        values = list(STATUSES)
    wanted = [_comparable(value) for value in values]

    def in_(value: Any) -> bool:
        return any(_comparable(each) in wanted for each in _each(value))

    def contains(value: Any) -> bool:
        return any(each.strip() in _comparable(value) for each in wanted)

    return {
        "equal_to": in_,
        # A record without labels has none of them; any other absent value is neither equal nor different.
        "not_equal_to": lambda value: value is not None and not in_(value),
        "contains": lambda value: value is not None and contains(value),
        "does_not_contain": lambda value: value is not None and not contains(value),
        "starts_with": lambda value: value is not None and any(map(_comparable(value).startswith, wanted)),
        "is_present": lambda value: value not in (None, []),
        "is_not_present": lambda value: value in (None, []),
    }.get(operator, in_)


def _each(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _comparable(value: Any) -> str:
    return str(value).lower()


def _time_comparison(key: str, operator: str, sent: Any) -> Callable[[Any], bool]:
    """A comparison of days, or of a custom attribute's numbers."""
    wanted = _measured(ago("days", sent) if operator == "days_before" else sent)
    if wanted is None:
        raise _invalid_value(key)
    kind, amount = wanted

    def compares(value: Any) -> bool:
        measured = _measured(value)
        if measured is None or measured[0] != kind:
            return False
        return measured[1] > amount if operator == "is_greater_than" else measured[1] < amount

    return compares


def ago(unit: str, amount: Any) -> datetime:
    """The moment so many days or seconds ago; a number that reaches beyond the calendar means its beginning."""
    try:
        return now() - timedelta(**{unit: leading_int(amount)})
    except OverflowError:
        return datetime.min.replace(tzinfo=timezone.utc)


def _measured(value: Any) -> tuple[str, float] | None:
    if isinstance(value, datetime):
        return "day", value.toordinal()
    try:
        return "number", float(value)
    except (TypeError, ValueError):
        pass
    try:
        return "day", date.fromisoformat(str(value)[:10]).toordinal()
    except ValueError:
        return None
