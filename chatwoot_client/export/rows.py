"""A record as a row of a table: the columns of each file, and what is in a cell."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Callable, NamedTuple

from chatwoot_client.export.lines import line_of
from chatwoot_client.models.enums import MessageType

__all__ = ["TABLES", "cell", "row_of"]

#: What makes a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Column(NamedTuple):
    name: str
    #: Keys that lead to its value.
    path: tuple[str, ...]
    shown: Callable[[Any], Any]


def _plain(value: Any) -> Any:
    return line_of(value) if isinstance(value, (dict, list)) else value


def _moment(value: Any) -> Any:
    """Seconds since 1970 as ISO 8601 in UTC; 0 is how Chatwoot says never."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    if not 0 < value < 1e11:
        return None
    return datetime.datetime.fromtimestamp(int(value), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _labels(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _kind(value: Any) -> Any:
    """What a message's number stands for."""
    try:
        return MessageType(value).name.lower()
    except ValueError:
        return value


_SHOWN: dict[str, Callable[[Any], Any]] = {"at": _moment, "labels": _labels, "kind": _kind}


def _columns(described: str) -> tuple[_Column, ...]:
    """Columns from words like ``name``, ``sender_name=sender.name`` or ``created_at:at``."""
    columns = []
    for word in described.split():
        left, _, shown = word.partition(":")
        name, _, path = left.partition("=")
        columns.append(_Column(name, tuple((path or name).split(".")), _SHOWN.get(shown, _plain)))
    return tuple(columns)


#: The columns by the kind of the record.
TABLES: dict[str, tuple[_Column, ...]] = {
    "conversations": _columns(
        "id uuid status priority inbox_id channel=meta.channel contact_id=meta.sender.id contact_name=meta.sender.name "
        "contact_email=meta.sender.email contact_phone_number=meta.sender.phone_number assignee_id=meta.assignee.id "
        "assignee_name=meta.assignee.name team_id=meta.team.id team_name=meta.team.name labels:labels created_at:at "
        "updated_at:at last_activity_at:at first_reply_created_at:at waiting_since:at snoozed_until:at muted "
        "custom_attributes additional_attributes"
    ),
    "messages": _columns(
        "id conversation_id inbox_id message_type:kind private created_at:at sender_type=sender.type "
        "sender_id=sender.id sender_name=sender.name content content_type content_attributes status source_id "
    ),
    "contacts": _columns(
        "id name email phone_number identifier blocked created_at:at last_activity_at:at custom_attributes "
        "additional_attributes"
    ),
    "attachments": _columns(
        "id conversation_id message_id file_type extension content_type file_size data_url path missing"
    ),
}


def row_of(kind: str, record: Mapping[str, Any]) -> list[Any]:
    """The cells of *record*, in the order of its kind's columns."""
    return [cell(column.shown(_inside(record, column.path))) for column in TABLES[kind]]


def cell(value: Any) -> Any:
    """*value* as what stands in a cell; text that a spreadsheet would run as a formula has a ``'`` before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    # As UTF-8 can carry it.
    text = value.encode("utf-8", "replace").decode()
    return f"'{text}" if text.startswith(_FORMULA) else text


def _inside(record: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        record = record.get(key) if isinstance(record, Mapping) else None
    return record
