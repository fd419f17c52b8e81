"""How Rails casts what was sent: what is blank, and what becomes of it where a text or a number belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.rails.ruby import a, inspect, only_blanks, to_s

Params = dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    filename: str
    content_type: str
    data: bytes
    field: str = ""
    """The name that it was sent under."""

    def __repr__(self) -> str:
        """As Ruby writes it down, since errors show it."""
        place, kept = f"0x{id(self):016x}", f"#<Tempfile:/tmp/RackMultipart{id(self)}>"
        disposition = f'Content-Disposition: form-data; name="{self.field}"; filename="{self.filename}"'
        headers = f"{disposition}\r\nContent-Type: {self.content_type}\r\n"
        facts = {"content_type": self.content_type, "original_filename": self.filename, "headers": headers}
        told = ", ".join(f"@{name}={inspect(fact)}" for name, fact in facts.items())
        return f"#<ActionDispatch::Http::UploadedFile:{place} @tempfile={kept}, {told}>"


def is_blank(value: Any) -> bool:
    """Whether nothing was said: no value, white space only, an empty list or object, false."""
    if isinstance(value, str):
        return only_blanks(value)
    # A number isn't blank, not even 0.
    return value is None or value is False or (isinstance(value, (list, dict)) and not value)


def is_scalar(value: Any) -> bool:
    """Whether a value may stand where one value belongs: anything but a list and an object."""
    return not isinstance(value, (list, dict))


def text(params: Params, name: str) -> str | None:
    """A parameter as a text column keeps it; what has not the shape of one value counts as not sent."""
    value = params.get(name)
    return as_text(value) if is_scalar(value) and not isinstance(value, Upload) else None


def as_text(value: Any) -> str | None:
    """One value as a text column keeps it."""
    if isinstance(value, bool):
        return "t" if value else "f"
    return None if value is None else str(value)


def texts(params: Params, name: str) -> list[str]:
    """A parameter that is a list of texts; anything but a list counts as an empty one."""
    values = params.get(name)
    return [to_s(each) for each in values if is_scalar(each)] if isinstance(values, list) else []


def free_object(params: Params, name: str) -> dict[str, Any]:
    """A parameter that holds free keys and is read without a check; nothing counts as empty.

    Raises:
        ServerFault: it's no object.
    """
    value = params.get(name)
    if value is not None and not isinstance(value, dict):
        raise ServerFault(f"undefined method `permit!' for {a(value)}")
    return value or {}


def enum(value: Any, words: Sequence[str], name: str) -> str | None:
    """The word that an enum takes a value for: the word itself, or a number, which is its place.

    Parameters:
        value: as it was sent.
        words: those that the enum has, in the order of their numbers.
        name: of the enum, for the error.

    Returns:
        The word; None for a blank value.

    Raises:
        ServerFault: anything else, with the words that Rails has for it.
    """
    if isinstance(value, str) and value in words:
        return value
    if value is False:
        return words[0]
    if is_blank(value):
        return None
    if isinstance(value, (int, float)) and value is not True and value in range(len(words)):
        return words[int(value)]
    raise ServerFault(f"'{to_s(value)}' is not a valid {name}")


def enum_sought(value: Any, words: Sequence[str]) -> frozenset[str]:
    """The words that a value in a query stands for: a number counts, a list is any of them, nonsense is none."""
    values = value if isinstance(value, list) else [value]
    found = [each if each in words else _in_place(each, words) for each in values if is_scalar(each)]
    return frozenset(each for each in found if each is not None)


def _in_place(value: Any, words: Sequence[str]) -> str | None:
    match = _LEADING_DIGITS.match(str(value))
    number = int(match.group(1)) if match else -1
    return words[number] if 0 <= number < len(words) else None


MAX_BIGINT = 2**63 - 1


def bigint(value: Any) -> int:
    """A number for a comparison in the database, read as far as its digits go.

    Raises:
        ServerFault: a list or an object, or a number that is beyond the database's.
    """
    if not is_scalar(value):
        raise ServerFault(f"undefined method `to_i' for {a(value)}")
    number = leading_int(value)
    if abs(number) > MAX_BIGINT:
        raise ServerFault(f"{number} is out of range")
    return number


def ids_of(value: Any) -> list[int]:
    """The ids that are looked for: one, or any of a list. Raises `ServerFault` for an object."""
    if isinstance(value, dict):
        raise ServerFault("can't cast a hash")
    return [leading_int(each) for each in (value if isinstance(value, list) else [value])]


def whole_object(params: Params, name: str) -> dict[str, Any]:
    """A parameter that holds free keys; anything but an object counts as empty."""
    value = params.get(name)
    return value if isinstance(value, dict) else {}


# Whatever has more digits is beyond every number that is looked for, and Python refuses to read thousands of them.
_LEADING_DIGITS = re.compile(r"\s*([+-]?[0-9]{1,100})")


def leading_int(value: Any) -> int:
    """A number read as far as its digits go (`64abc` is 64); 0 when it begins with none."""
    match = _LEADING_DIGITS.match(str(value))
    return int(match.group(1)) if match else 0


def moment_of(sent: Any) -> datetime | None:
    """A moment that was sent as ISO 8601."""
    try:
        moment = datetime.fromisoformat(str(sent).replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def epoch_moment(sent: Any) -> datetime:
    """A moment that was sent in seconds; of anything else the leading digits count. Raises `ServerFault`."""
    if not str(sent).lstrip("-")[:1].isdigit():
        raise ServerFault("not a number of seconds")
    try:
        return datetime.fromtimestamp(leading_int(sent), timezone.utc)
    except (OverflowError, ValueError, OSError) as error:
        raise ServerFault("a moment out of range") from error
