"""How a server reads the conditions of a filter, its traps included, over records that are plain dicts.

Custom attributes are in a record's ``custom``; days are ``datetime.date``; None and what isn't there is SQL's NULL.
Only what a client may send is understood, everything else is :class:`Fails`.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Callable

Record = dict[str, Any]

#: How each attribute is compared.
COLUMNS = {
    "contact": {
        **dict.fromkeys(("name", "email", "city", "company_name"), "lowered"),
        **dict.fromkeys(("identifier", "country_code"), "lowered equality"),
        "phone_number": "phone",
        "labels": "labels",
        "created_at": "day",
        "last_activity_at": "day",
        "blocked": "equality",
    },
    "conversation": {
        **dict.fromkeys(("status", "priority"), "equality"),
        **dict.fromkeys(("display_id", "contact_id"), "equality"),
        **dict.fromkeys(("assignee_id", "team_id", "campaign_id", "inbox_id"), "set"),
        **dict.fromkeys(("browser_language", "conversation_language"), "equality"),
        **dict.fromkeys(("mail_subject", "referer"), "text"),
        "labels": "labels",
        "created_at": "day",
        "last_activity_at": "day",
    },
}
_TEXTS = {"link": "text", "list": "text"}
EQUALITY, PRESENCE = ("equal_to", "not_equal_to"), ("is_present", "is_not_present")
CONTAINING, ORDER = ("contains", "does_not_contain"), ("is_greater_than", "is_less_than")
OPERATORS = {
    "lowered": (*EQUALITY, *CONTAINING),
    "lowered equality": EQUALITY,
    "phone": (*EQUALITY, *CONTAINING),
    "text": (*EQUALITY, *CONTAINING),
    "equality": EQUALITY,
    "set": (*EQUALITY, *PRESENCE),
    "labels": (*EQUALITY, *PRESENCE),
    "day": ORDER,
    "custom text": (*EQUALITY, *CONTAINING, *PRESENCE),
    "custom number": (*EQUALITY, *ORDER, *PRESENCE),
    "custom date": (*EQUALITY, *ORDER, *PRESENCE),
    "custom checkbox": (*EQUALITY, *PRESENCE),
}


class Fails(Exception):
    """A 422 or a 500."""


def lowered(text: str) -> str:
    return "".join(map(str.lower, text))


def selected(records: list[Record], payload: list[dict[str, Any]], model: str, kinds: dict[str, str]) -> list[Record]:
    """The records that a payload finds, in their own order."""
    groups = _groups(payload, model, kinds)
    return [record for record in records if any(all(term(record) is True for term in group) for group in groups)]


def _groups(payload: list[dict[str, Any]], model: str, kinds: dict[str, str]) -> list[list[Callable[[Record], Any]]]:
    """The conditions as SQL has them: AND binds tighter than OR, and there are no parentheses."""
    pieces: list[Any] = []
    custom_met = False
    for condition in payload:
        key = condition["attribute_key"]
        column = COLUMNS[model].get(key) or f"custom {_TEXTS.get(kinds[key], kinds[key])}"
        custom_met = custom_met or column.startswith("custom")
        pieces.append(_term(condition, column, model, custom_met))
        joiner = condition["query_operator"]
        pieces += [] if joiner is None else [joiner]
        if column.startswith("custom") and condition["filter_operator"] == "not_equal_to":
            pieces += ["OR", lambda record, key=key: record["custom"].get(key) is None]
    groups: list[list[Any]] = [[]]
    for place, piece in enumerate(pieces):
        if (place % 2 == 1) is not isinstance(piece, str):
            raise Fails("a syntax error")
        if piece == "OR":
            groups.append([])
        elif piece != "AND":
            groups[-1].append(piece)
    if pieces and len(pieces) % 2 == 0:
        raise Fails("a syntax error at the end")
    return groups


def _term(condition: dict[str, Any], column: str, model: str, custom_met: bool) -> Callable[[Record], Any]:
    key, operator, values = (condition[name] for name in ("attribute_key", "filter_operator", "values"))
    if operator not in OPERATORS[column] or (not values and operator not in PRESENCE):
        raise Fails(f"{key} {operator} {values}")
    if operator in EQUALITY:
        values = _literals(key, values, column, model, custom_met)
    compare = _COMPARISONS[operator]

    def term(record: Record) -> Any:
        value = record["custom"].get(key) if column.startswith("custom") else record.get(key)
        if column == "labels":
            return _has(operator, value or [], values)
        if isinstance(value, str) and column in ("lowered", "lowered equality", "custom text"):
            value = lowered(value)
        return compare(value, values)

    return term


def _literals(key: str, values: list[Any], column: str, model: str, custom_met: bool) -> list[Any]:
    if model == "contact":
        first = values[0]
        if column == "phone":
            return ["+" + first.replace("+", "")]
        return first if isinstance(first, list) else [lowered(first) if isinstance(first, str) else first]
    if custom_met and isinstance(values[0], str) and key not in ("status", "priority"):
        return [lowered(values[0])]
    return values


def _has(operator: str, labels: list[str], values: list[Any]) -> bool:
    found = bool(labels) if operator in PRESENCE else any(label in values for label in labels)
    return found is (operator in ("equal_to", "is_present"))


def _negated(compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda value, values: None if value is None else not compare(value, values)


def _equals(value: Any, values: list[Any]) -> Any:
    return None if value is None else value in values


def _contains(value: Any, values: list[str]) -> Any:
    if value is None:
        return None
    return any(re.fullmatch(_regex(lowered(f"%{text.strip()}%")), lowered(value), re.S) for text in values)


def _regex(pattern: str) -> str:
    wildcards = {"%": ".*", "_": "."}
    pieces = re.findall(r"\\(.)|([%_])|(.)", pattern, re.S)
    return "".join(wildcards[wild] if wild else re.escape(escaped or letter) for escaped, wild, letter in pieces)


def _ordered(sign: int) -> Callable[[Any, Any], Any]:
    def compare(value: Any, values: list[Any]) -> Any:
        bound = datetime.date.fromisoformat(values[0]) if isinstance(value, datetime.date) else values[0]
        return None if value is None else (value > bound if sign > 0 else value < bound)

    return compare


_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "equal_to": _equals,
    "not_equal_to": _negated(_equals),
    "contains": _contains,
    "does_not_contain": _negated(_contains),
    "is_present": lambda value, values: value is not None,
    "is_not_present": lambda value, values: value is None,
    "is_greater_than": _ordered(1),
    "is_less_than": _ordered(-1),
}
