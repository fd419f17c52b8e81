"""How Rails casts what was sent: what is blank, and what becomes of it where a text or a number belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.rails.ruby import only_blanks

Params = dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    filename: str
    content_type: str
    data: bytes


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
    sent = [as_text(each) for each in values if is_scalar(each)] if isinstance(values, list) else []
    return [value for value in sent if value is not None]


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
