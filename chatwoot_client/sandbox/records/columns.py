"""The columns of records: what a request may put into them, how long it may be, and how a record changes as a whole."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Protocol, TypeVar

from chatwoot_client.sandbox.rails.casts import Params, Upload, as_text, enum, is_blank, is_scalar, leading_int
from chatwoot_client.sandbox.rails.errors import RecordInvalid, ServerFault
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.files import Blob
from chatwoot_client.sandbox.records.media import content_type_of

MAX_STRING = 255
MAX_TEXT = 20_000
MAX_URL = 2_048
MAX_AVATAR = 15 * 1024 * 1024
AVATAR_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")
Error = tuple[str, str]
"""An attribute and the sentence about it."""


@dataclass(frozen=True)
class Column:
    """One field that a request may set."""

    fits: Callable[[Any], bool]
    """Whether a value has the shape for it; any other counts as not sent."""
    read: Callable[[Any], Any]
    """How it is kept."""
    limit: int | None = None
    """How many characters it may have."""
    never_null: bool = False
    """Whether the database refuses null in it, however it comes there."""


def _is_one_value(value: Any) -> bool:
    return is_scalar(value) and not isinstance(value, Upload)


def without_nul(value: Any) -> Any:
    """The value; a text with a NUL character, which the database doesn't take, raises `ServerFault`."""
    if isinstance(value, str) and "\0" in value:
        raise ServerFault("string contains null byte")
    return value


def _text(value: Any) -> str | None:
    return as_text(without_nul(value))


_NO = (False, 0, "0", "f", "F", "false", "FALSE", "off", "OFF")


def boolean(value: Any) -> bool | None:
    """A value as a flag: whatever isn't known for no means yes; nothing is neither."""
    return None if value in (None, "") else value not in _NO


def _integer(value: Any) -> int | None:
    return None if value in (None, "") else leading_int(int(value) if isinstance(value, bool) else value)


def _avatar(upload: Upload | str) -> Blob:
    if isinstance(upload, str):
        # A text is taken for the signed id of a stored file, and none is signed for this.
        raise ServerFault("mismatched digest")
    content_type = content_type_of(upload.data, upload.content_type, upload.filename)
    if len(upload.data) > MAX_AVATAR:
        raise RecordInvalid(("avatar", "Avatar is too big"))
    if content_type not in AVATAR_TYPES:
        raise RecordInvalid(("avatar", "Avatar filetype not supported"))
    return Blob(upload.filename, content_type, upload.data)


STRING = Column(_is_one_value, _text, MAX_STRING)
TEXT = Column(_is_one_value, _text, MAX_TEXT)
BOOLEAN = Column(_is_one_value, boolean)
OBJECTS = Column(lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value), list)
_KINDS = {
    "string": STRING,
    "text": TEXT,
    "url": Column(_is_one_value, _text, MAX_URL),
    "boolean": BOOLEAN,
    "integer": Column(_is_one_value, _integer),
    "object": Column(lambda value: isinstance(value, dict), dict),
    "objects": OBJECTS,
    "values": Column(lambda value: isinstance(value, list) and all(map(is_scalar, value)), list),
    "avatar": Column(lambda value: isinstance(value, Upload) or (isinstance(value, str) and value != ""), _avatar),
}


def choice(*names: str) -> Column:
    """A column for one of these words, or its number in the list. Anything else breaks the server."""
    return Column(_is_one_value, lambda value: enum(value, names, "value"))


Columns = dict[str, Column]
"""Columns by their names."""


def named(**kinds: str) -> Columns:
    """Columns of these kinds; the names of those of a kind stand in one text."""
    return {name: _KINDS[kind] for kind, names in kinds.items() for name in names.split()}


def permitted(params: Params, columns: Columns) -> dict[str, Any]:
    """What a request sets of these columns."""
    return {
        name: column.read(params[name])
        for name, column in columns.items()
        if name in params and column.fits(params[name])
    }


def flag(params: Params, name: str) -> bool:
    """Whether a parameter says yes."""
    return bool(permitted(params, {name: BOOLEAN}).get(name))


class Record(Protocol):
    """What each record has that requests change."""

    id: int
    updated_at: datetime


C = TypeVar("C", bound=Record)


def no_errors(record: object) -> Iterable[Error]:
    """What is wrong with a record that is as it should be."""
    return ()


def change(
    record: C, given: Mapping[str, Any], columns: Columns, errors: Callable[[C], Iterable[Error]] = no_errors
) -> None:
    """Set fields of a record, all or none.

    Parameters:
        record: the record.
        given: the fields to set.
        columns: all of its columns, for the length of their texts.
        errors: what is wrong with it, apart from the lengths.

    Raises:
        RecordInvalid: the record, with the fields set, isn't valid.
    """
    draft = copy.copy(record)
    vars(draft).update(given)
    refuse([*too_long(draft, columns), *errors(draft)])
    refuse_nulls(draft, columns)
    if vars(draft) != vars(record):
        draft.updated_at = now()
        vars(record).update(vars(draft))


def refuse(errors: Iterable[Error]) -> None:
    """Raises `RecordInvalid` when there are any errors."""
    found = list(errors)
    if found:
        raise RecordInvalid(*found)


def refuse_nulls(record: object, columns: Columns) -> None:
    """Raises `ServerFault` when there's a null where the database refuses one."""
    for name, column in columns.items():
        if column.never_null and getattr(record, name) is None:
            raise ServerFault(f"PG::NotNullViolation: {name}")


def too_long(record: object, columns: Columns) -> Iterator[Error]:
    """The errors of texts that have more characters than they may."""
    for name, column in columns.items():
        value = getattr(record, name, None)
        if column.limit is not None and value is not None and len(value) > column.limit:
            yield name, f"{human(name)} is too long (maximum is {column.limit} characters)"


def blank(record: object, name: str, sentence: str = "can't be blank") -> Iterator[Error]:
    """The error of a field that must not be blank, if it is."""
    if is_blank(getattr(record, name)):
        yield name, f"{human(name)} {sentence}"


def human(name: str) -> str:
    """A field's name as sentences begin with it."""
    name = name[:-3] if name.endswith("_id") else name
    return name.replace("_", " ").capitalize()
