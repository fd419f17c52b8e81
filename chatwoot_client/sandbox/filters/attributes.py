"""What may be filtered by: the standard attributes, and those that an account defines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timezone
from typing import Any, Callable

from chatwoot_client.sandbox.filters.postgres import cast, json_text, lower
from chatwoot_client.sandbox.filters.sql import CONTAINING, EQUALITY, ORDERING, PRESENCE
from chatwoot_client.sandbox.records.conversations import PRIORITIES, STATUSES, Conversation
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.records.release import COMPANY_NAME_IS_FILTERED, CONTACT_ID_IS_FILTERED, Release

_TEXTS = (*EQUALITY, *CONTAINING)
_SETS = (*EQUALITY, *PRESENCE)
_DAYS = (*ORDERING, "days_before")


@dataclass(frozen=True)
class Attribute:
    """A standard attribute."""

    operators: tuple[str, ...]
    """Those that it takes."""
    kind: str
    """The type of its column; `labels` for those, which are no column."""
    value: Callable[[Any], Any]
    """What a record has in it."""


def _column(operators: tuple[str, ...], kind: str, name: str) -> Attribute:
    return Attribute(operators, kind, lambda record: getattr(record, name))


def _lowered(operators: tuple[str, ...], name: str) -> Attribute:
    return Attribute(operators, "text", lambda record: lower(getattr(record, name)))


def _additional(operators: tuple[str, ...], name: str) -> Attribute:
    return Attribute(operators, "text", lambda record: json_text(record.additional_attributes.get(name)))


def _additional_lowered(operators: tuple[str, ...], name: str) -> Attribute:
    return Attribute(operators, "text", lambda record: lower(json_text(record.additional_attributes.get(name))))


def _day(name: str) -> Attribute:
    def value(record: Any) -> int | None:
        moment = getattr(record, name)
        return None if moment is None else int(moment.astimezone(timezone.utc).toordinal())

    return Attribute(_DAYS, "date", value)


def _assignee_id(record: Conversation) -> int | None:
    return record.assignee.id if isinstance(record.assignee, User) else None


_CONTACT = {
    "name": _lowered(_TEXTS, "name"),
    "phone_number": _column((*_TEXTS, "starts_with"), "text", "phone_number"),
    "email": _lowered(_TEXTS, "email"),
    "identifier": _lowered(EQUALITY, "identifier"),
    "country_code": _additional_lowered(EQUALITY, "country_code"),
    "city": _additional_lowered(_TEXTS, "city"),
    "company_name": _additional_lowered(_TEXTS, "company_name"),
    "labels": _column(_SETS, "labels", "labels"),
    "created_at": _day("created_at"),
    "last_activity_at": _day("last_activity_at"),
    "blocked": _column(EQUALITY, "bool", "blocked"),
}
_CONVERSATION = {
    "status": Attribute(EQUALITY, "int4", lambda record: STATUSES.index(record.status)),
    "assignee_id": Attribute(_SETS, "int4", _assignee_id),
    "inbox_id": Attribute(_SETS, "int4", lambda record: record.inbox.id),
    "team_id": Attribute(_SETS, "int8", lambda record: record.team and record.team.id),
    "contact_id": Attribute(EQUALITY, "int8", lambda record: record.contact.id),
    "priority": Attribute(EQUALITY, "int4", lambda record: record.priority and PRIORITIES.index(record.priority)),
    "display_id": _column(_TEXTS, "int4", "id"),
    "campaign_id": Attribute(_SETS, "int8", lambda record: None),
    "labels": _column(_SETS, "labels", "labels"),
    "browser_language": _additional(EQUALITY, "browser_language"),
    "conversation_language": _additional(EQUALITY, "conversation_language"),
    "referer": _additional(_TEXTS, "referer"),
    "created_at": _day("created_at"),
    "last_activity_at": _day("last_activity_at"),
    "mail_subject": _additional(_TEXTS, "mail_subject"),
}


def standard_attributes(model: str, release: Release) -> Mapping[str, Attribute]:
    """The standard attributes of `contact`s or `conversation`s that a release knows, in the order it names them."""
    if model == "contact":
        if release >= COMPANY_NAME_IS_FILTERED:
            return _CONTACT
        company = _additional_lowered(_TEXTS, "company")
        return {
            ("company" if name == "company_name" else name): (company if name == "company_name" else attribute)
            for name, attribute in _CONTACT.items()
        }
    return {
        name: each for name, each in _CONVERSATION.items() if name != "contact_id" or release >= CONTACT_ID_IS_FILTERED
    }


CASTS = {"date": "date", "text": "text", "number": "numeric", "link": "text", "list": "text", "checkbox": "bool"}
"""What the texts of custom attributes are cast to. Currency and percent are cast to nothing, which isn't SQL."""


def custom_value(key: str, kind: str) -> Callable[[Any], Any]:
    """What a record has in a custom attribute, cast to a type."""

    def value(record: Any) -> Any:
        text = json_text(record.custom_attributes.get(key))
        if text is None:
            return None
        return lower(text) if kind == "text" else cast(text, kind)

    return value
