"""How Ruby writes values down, and what it makes of a value in another's place."""

from __future__ import annotations

from typing import Any

from chatwoot_client.sandbox.rails.errors import ServerFault

_BLANKS = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000").union(map(chr, range(0x2000, 0x200B)))


def strip(text: str) -> str:
    """A text without white space, and without NUL, around it."""
    return text.strip("\t\n\v\f\r \0")


def only_blanks(text: str) -> bool:
    """Whether a text has nothing but white space; what Python knows beyond Unicode's isn't any to Ruby."""
    return all(letter in _BLANKS for letter in text)


def to_s(value: Any) -> str:
    """A value as text."""
    if value is None:
        return ""
    return value if isinstance(value, str) else inspect(value)


def inspect(value: Any) -> str:
    """A value as it's written down inside of a list."""
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'
    if isinstance(value, list):
        # Objects among what was sent are no plain ones to Rails, but within one of them they are.
        items = (
            f"#<{_PARAMETERS} {inspect(each)} permitted: false>" if isinstance(each, dict) else inspect(each)
            for each in value
        )
        return "[" + ", ".join(items) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inspect(key)}=>{_plainly(item)}" for key, item in value.items()) + "}"
    return repr(value)


def _plainly(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_plainly, value)) + "]"
    return inspect(value)


def downcase(value: Any) -> str:
    """A text in lower case, letter by letter: no letter's place in a word counts. Anything else is a `ServerFault`."""
    if not isinstance(value, str):
        raise ServerFault(f"undefined method `downcase' for {a(value)}")
    return "".join(map(str.lower, value))


def first(value: Any) -> Any:
    """What stands at 0: a list's item, a text's letter, a whole number's lowest bit, nothing in an object."""
    if isinstance(value, (list, str)):
        return value[0] if value else None
    if isinstance(value, dict):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return value & 1
    raise ServerFault(f"undefined method `[]' for {a(value)}")


_PARAMETERS = "ActionController::Parameters"
_CLASSES = {str: "String", int: "Integer", float: "Float", list: "Array", dict: _PARAMETERS}


def a(value: Any) -> str:
    """A value as an error names it."""
    if value is None or isinstance(value, bool):
        return inspect(value)
    return f"an instance of {_CLASSES.get(type(value), 'ActionDispatch::Http::UploadedFile')}"
