"""An answer becomes models, text or plain data.

What an answer is to become is its *shape*: a model, ``[shape]`` for a list, ``{str: shape}`` for an object with any
keys, ``object`` for plain JSON, ``datetime`` for ISO 8601 text, or ``str`` for a body that isn't JSON.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any

from chatwoot_client.exceptions import DecodeException
from chatwoot_client.models.base import Model, find_model, iso_datetime, view, views

__all__ = ["decode", "file_name", "readable", "shape_of"]

#: The shape of a body that generated clients' ``'str'`` asks for: a JSON string, or text that isn't JSON.
TEXT: Any = object()
#: The shape of a body that is put into a file.
FILE: Any = object()
_NAMED = {
    **dict.fromkeys(("object", "int", "float", "bool"), object),
    "str": TEXT,
    "file": FILE,
    "datetime": datetime.datetime,
    "date": datetime.date,
}


def decode(response: Any, shape: Any) -> Any:
    """The body of *response*, anything with ``.data``, ``.status`` and ``.getheader``, in its *shape*.

    An empty body and a JSON null are None, whatever was promised.

    Raises:
        DecodeException: it's something else.
    """
    data = response.data
    if shape is None or not data:
        return None
    if shape is str:
        return _text(response)
    if shape is TEXT:
        return _unquoted(_text(response))
    try:
        return _shaped(_loads(data), shape)
    except _Empty:
        return None
    except RecursionError:
        reason = "the answer's JSON is nested too deeply"
    except UnicodeDecodeError:
        reason = "the answer isn't UTF-8"
    except json.JSONDecodeError as error:
        reason = f"the answer isn't JSON (character {error.pos})"
    except (TypeError, ValueError) as error:
        reason = f"the answer isn't what was promised: {error}"
    raise _undecodable(response, reason)


def _unquoted(text: str) -> str:
    """*text*, or what it says where it's a JSON string."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, str) else text


class _Empty(Exception):
    pass


def _loads(data: Any) -> Any:
    try:
        return json.loads(data if isinstance(data, str) else data.decode())
    except ValueError:
        if not data.strip():
            raise _Empty from None
        # Bytes in another of JSON's encodings, or with a mark before them, are told apart here.
        return json.loads(data) if isinstance(data, bytes) else json.loads(data.lstrip("\ufeff"))


def _shaped(value: Any, shape: Any) -> Any:
    if value is None or shape is object or shape is TEXT:
        return value
    if shape is datetime.datetime or shape is datetime.date:
        moment = iso_datetime(value) if isinstance(value, str) else value
        return moment.date() if shape is datetime.date and isinstance(moment, datetime.datetime) else moment
    if type(shape) is list:
        _expect(list, value)
        item = shape[0]
        if isinstance(item, type) and issubclass(item, Model):
            return views(item, value)
        return [_shaped(one, item) for one in value]
    _expect(dict, value)
    if type(shape) is dict:
        return {key: _shaped(one, shape[str]) for key, one in value.items()}
    return view(shape, value)


def _expect(kind: type[Any], value: Any) -> None:
    if type(value) is not kind:
        raise TypeError(f"{_KINDS.get(type(value), 'a number')} instead of {_KINDS[kind]}")


_KINDS = {dict: "an object", list: "a list", str: "text", bool: "a boolean"}


def _text(response: Any) -> str:
    data = response.data
    if isinstance(data, str):
        return data
    declared = re.search(r"charset=\"?([\w.:-]+)", response.getheader("content-type") or "", re.I)
    try:
        text: str = data.decode(declared[1] if declared else "utf-8")
        return text
    except (UnicodeError, LookupError):
        reason = "the answer isn't text in the encoding that it names"
    raise _undecodable(response, reason)


def _undecodable(response: Any, reason: str) -> DecodeException:
    headers = getattr(response, "headers", None)
    return DecodeException(
        response.status,
        reason,
        body=readable(response.data),
        headers=headers if isinstance(headers, Mapping) else {},
        outcome="unknown",
    )


def shape_of(response_type: Any) -> Any:
    """The shape for a generated client's *response_type*: a class, or a name such as ``'list[PublicMessage]'``.

    Raises:
        ValueError: there is no model of that name.
    """
    if not isinstance(response_type, str):
        return response_type
    inner = re.fullmatch(r"list\[(.*)\]", response_type)
    if inner:
        return [shape_of(inner[1])]
    inner = re.fullmatch(r"dict\([^,]*, *(.*)\)", response_type)
    if inner:
        return {str: shape_of(inner[1])}
    return _NAMED.get(response_type) or find_model(response_type)


def file_name(disposition: str) -> str:
    """A name for a downloaded file out of what the server calls it, with nothing in it that leads elsewhere."""
    found = re.search(r"filename=\"?([^\";]+)", disposition, re.I)
    name = re.split(r"[\\/]", found[1].strip())[-1] if found else ""
    name = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff:*?<>|]", "_", name).lstrip(".")
    # File systems count bytes, up to four for a character.
    return name[:60] or "download"


def readable(data: Any) -> Any:
    """A body as text, or as the bytes it is where it isn't text."""
    if not isinstance(data, bytes):
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data
