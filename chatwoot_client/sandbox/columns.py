"""The columns of records: what a request may put into them, how long it may be, and how a record changes as a whole."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Protocol, TypeVar

from chatwoot_client.sandbox.media import content_type_of
from chatwoot_client.sandbox.params import Params, Upload, as_text, is_blank, is_scalar, leading_int
from chatwoot_client.sandbox.records import Blob, RecordInvalid, ServerFault, now

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


def _is_one_value(value: Any) -> bool:
    return is_scalar(value) and not isinstance(value, Upload)


def _text(value: Any) -> str | None:
    if isinstance(value, str) and "\0" in value:
        raise ServerFault("a text with a NUL character can't be stored")
    return as_text(value)


def _boolean(value: Any) -> bool | None:
    return None if value in (None, "") else value not in (False, 0, "0", "f", "F", "false", "FALSE", "off", "OFF")


def _integer(value: Any) -> int | None:
    return None if value in (None, "") else leading_int(str(int(value) if isinstance(value, bool) else value))


def _avatar(upload: Upload) -> Blob:
    content_type = content_type_of(upload.data, upload.content_type, upload.filename)
    if len(upload.data) > MAX_AVATAR:
        raise RecordInvalid(("avatar", "Avatar is too big"))
    if content_type not in AVATAR_TYPES:
        raise RecordInvalid(("avatar", "Avatar filetype not supported"))
    return Blob(upload.filename, content_type, upload.data)


STRING = Column(_is_one_value, _text, MAX_STRING)
TEXT = Column(_is_one_value, _text, MAX_TEXT)
URL = Column(_is_one_value, _text, MAX_URL)
BOOLEAN = Column(_is_one_value, _boolean)
INTEGER = Column(_is_one_value, _integer)
OBJECT = Column(lambda value: isinstance(value, dict), dict)
VALUES = Column(lambda value: isinstance(value, list) and all(map(is_scalar, value)), list)
"""A list of single values."""
OBJECTS = Column(lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value), list)
AVATAR = Column(lambda value: isinstance(value, Upload), _avatar)


def choice(*names: str) -> Column:
    """A column for one of these words, or its number in the list. Anything else breaks the server."""

    def read(value: Any) -> str | None:
        if value in names:
            return str(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(names):
            return names[value]
        if not is_blank(value):
            raise ServerFault(f"{value!r} is none of {', '.join(names)}")
        return None

    return Column(_is_one_value, read)


class Columns(dict[str, Column]):
    """Columns by their names."""


def permitted(params: Params, columns: Mapping[str, Column]) -> dict[str, Any]:
    """What a request sets of these columns."""
    return {
        name: column.read(params[name])
        for name, column in columns.items()
        if name in params and column.fits(params[name])
    }


class Changing(Protocol):
    """A record that knows when it last changed."""

    updated_at: datetime


C = TypeVar("C", bound=Changing)


def no_errors(record: object) -> Iterable[Error]:
    """What is wrong with a record that is as it should be."""
    return ()


def change(
    record: C,
    given: Mapping[str, Any],
    columns: Mapping[str, Column],
    errors: Callable[[C], Iterable[Error]] = no_errors,
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
    limited = [(name, column.limit) for name, column in columns.items() if column.limit is not None]
    lengths = [error for name, limit in limited for error in too_long(name, getattr(draft, name, None), limit)]
    found = [*lengths, *errors(draft)]
    if found:
        raise RecordInvalid(*found)
    if vars(draft) != vars(record):
        draft.updated_at = now()
        vars(record).update(vars(draft))


def too_long(attribute: str, value: str | None, limit: int = MAX_STRING) -> list[Error]:
    """The error of a text that has more characters than it may, if it has."""
    if value is None or len(value) <= limit:
        return []
    return [(attribute, f"{human(attribute)} is too long (maximum is {limit} characters)")]


def blank(record: Changing, name: str, sentence: str = "can't be blank") -> Iterator[Error]:
    """The error of a field that must not be blank, if it is."""
    if is_blank(getattr(record, name)):
        yield name, f"{human(name)} {sentence}"


def human(name: str) -> str:
    """A field's name as sentences begin with it."""
    return name.replace("_", " ").capitalize()
