"""An answer, and what becomes of it: models, text or plain data.

What an answer is to become is its *shape*: a model, ``[shape]`` for a list, ``{str: shape}`` for an object with any
keys, ``object`` for plain JSON, ``datetime`` for ISO 8601 text, ``str`` for a body that isn't JSON, or
a :class:`ReadBy`, which reads it in a way of its own.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Protocol

from urllib3._collections import HTTPHeaderDict

from chatwoot_client.exceptions import ApiException, DecodeException
from chatwoot_client.models.base import Model, iso_datetime, view, views

if TYPE_CHECKING:
    from chatwoot_client.wire.http1 import Fields
    from chatwoot_client.wire.patience import Patience

__all__ = ["Coming", "RESTResponse", "ReadBy", "decode", "readable", "text_of"]

_CHUNK = 64 * 1024


class ReadBy(NamedTuple):
    """The shape of an answer that is read in a way of its own."""

    read: Callable[[Any], Any]


class Coming(Protocol):
    """A body that's still coming."""

    def read(self, amt: int | None) -> bytes:
        """Up to *amt* bytes, or all that are left; none at the end; our exceptions only."""

    def close(self) -> None:
        """Let the connection go."""


class RESTResponse:
    """An answer: its status, reason, headers, and body.

    One that was asked for with ``_preload_content=False`` is still open: read it with :meth:`read` or
    :meth:`stream`, then :meth:`close` it, or use ``with``. Reading raises :class:`ApiException` s only.
    """

    __slots__ = ("_body", "_data", "_explain", "_failure", "_fields", "patience", "reason", "status")

    def __init__(
        self, status: int, reason: str, fields: Fields, data: bytes | None, body: Coming | None = None
    ) -> None:
        self.status: int = status
        self.reason: str = reason
        self._fields = fields
        self._data = data
        self._body = body
        self._failure: ApiException | None = None
        #: How long its reads may take while it's open.
        self.patience: Patience | None = None
        self._explain: Callable[[ApiException], ApiException] | None = None

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, a case-insensitive mapping."""
        return HTTPHeaderDict(self._fields.pairs)

    @property
    def is_open(self) -> bool:
        """Whether the body wasn't read whole yet."""
        return self._data is None

    @property
    def data(self) -> bytes:
        """The whole body; what hasn't come yet is read."""
        if self._data is None:
            self._data = self.read()
        return self._data

    def getheader(self, name: str, default: str | None = None) -> str | None:
        """The header *name*, in any case."""
        return self._fields.get(name.lower(), default)

    def getheaders(self) -> Mapping[str, str]:
        """The headers, a case-insensitive mapping."""
        return self.headers

    def read(self, amt: int | None = None) -> bytes:
        """Up to *amt* bytes of the body, or all that's left; empty at its end."""
        if self._body is None:
            return b"" if self._data is None else self._data
        if self._failure is None:
            try:
                return self._body.read(amt)
            except ApiException as error:
                failure = error.with_traceback(None)
            # To read on after it isn't to find an end.
            self._failure = failure if self._explain is None else self._explain(failure)
        raise self._failure

    def stream(self, amt: int = _CHUNK) -> Iterator[bytes]:
        """The body in pieces of up to *amt* bytes."""
        if self._body is None:
            if self._data:
                yield self._data
            return
        while True:
            piece = self.read(amt)
            if not piece:
                return
            yield piece

    def close(self) -> None:
        """Let the connection go, whether or not all was read."""
        if self._body is not None:
            self._body.close()

    def explain(self, explain: Callable[[ApiException], ApiException]) -> None:
        """Have *explain* say of a failure to read this answer what the request was."""
        self._explain = explain

    def release_conn(self) -> None:
        """Let the connection go, as urllib3 calls it."""
        self.close()

    def __enter__(self) -> RESTResponse:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        # The reason is the server's own words, which may repeat the request's.
        return f"<RESTResponse [{self.status}]>"


def decode(response: Any, shape: Any, otherwise: Any = None) -> Any:
    """The body of *response*, anything with ``.data``, ``.status`` and ``.getheader``, in its *shape*.

    An empty body and a JSON null are None, whatever was promised. Where the server varies its answer, *otherwise* is
    the other shape, and JSON that's neither is handed over as it came.

    Raises:
        DecodeException: it's something else.
    """
    if type(shape) is ReadBy:
        return shape.read(response)
    data = response.data
    if shape is None or not data:
        return None
    if shape is str:
        return text_of(response)
    try:
        value = _loads(data)
        return _shaped(value, shape) if otherwise is None else _varied(value, shape, otherwise)
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
    if value is None or shape is object:
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


def _varied(value: Any, shape: Any, otherwise: Any) -> Any:
    if type(shape) is dict and type(value) is dict:
        return {key: _varied(one, shape[str], object) for key, one in value.items()}
    for either in (shape, otherwise):
        try:
            return _shaped(value, either)
        except TypeError:
            continue
    return value


def _expect(kind: type[Any], value: Any) -> None:
    if type(value) is not kind:
        raise TypeError(f"{_KINDS.get(type(value), 'a number')} instead of {_KINDS[kind]}")


_KINDS = {dict: "an object", list: "a list", str: "text", bool: "a boolean"}


def text_of(response: Any) -> str:
    """The body of *response* as text, in the encoding that it names.

    Raises:
        DecodeException: it isn't in that.
    """
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


def readable(data: Any) -> Any:
    """A body as text, or as the bytes it is where it isn't text."""
    if not isinstance(data, bytes):
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data
