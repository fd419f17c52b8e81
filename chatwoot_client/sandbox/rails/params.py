"""Reading what a request sends: its query, and its body as JSON, as a form or as multipart.

Chatwoot's framework is lenient here. It takes nested names (`submitted_values[][title]`), lets the query win over the
body, drops whatever has not the expected shape, and turns numbers and booleans into text where a text belongs.
"""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import IO, Any, NamedTuple, NoReturn
from urllib.parse import parse_qsl, unquote

from werkzeug.datastructures import FileStorage
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from chatwoot_client.sandbox.rails.casts import Params, Upload

MAX_FILES = 127
"""A body with more files than this is refused by the web framework itself, with a bare 500."""
MAX_DEPTH = 100
"""JSON, and names of a form, nested deeper than this are a bad request."""


class Unreadable(Exception):
    """The request can't be parsed: Chatwoot answers 400 before it looks at the path."""


class TooMuch(Exception):
    """The body carries more files than the web framework takes, or a number that's larger than any: it breaks."""


class Sent(NamedTuple):
    """What a request sends."""

    params: Params
    """All of it; what stands in the query wins over the body."""
    body: Params
    """What stands in the body alone."""


def read_params(query: str, content_type: str, body: bytes) -> Sent:
    """What a request sends.

    Parameters:
        query: the query string as it stood in the request, without the question mark.
        content_type: the value of the header, with its parameters.
        body: the body, decoded from chunks.

    Raises:
        Unreadable: the query or the body is malformed, or isn't UTF-8.
        TooMuch: the body is multipart with more than `MAX_FILES` files.
    """
    in_body = _without_nulls(_read_body(content_type, body))
    return Sent({**in_body, **_nest(_read_form(query))}, in_body)


def _without_nulls(value: Any) -> Any:
    """A value whose lists, at any depth, have lost their nulls."""
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items()}
    return [_without_nulls(each) for each in value if each is not None] if isinstance(value, list) else value


def _read_body(content_type: str, body: bytes) -> Params:
    mimetype, options = _media_type(content_type)
    if mimetype == "application/json":
        return _read_json(body)
    if mimetype == "application/x-www-form-urlencoded":
        return _nest(_read_form(body.decode("ascii", "replace")))
    if mimetype == "multipart/form-data" and options.get("boundary"):
        return _nest(_read_multipart(options, body))
    return {}


def _media_type(content_type: str) -> tuple[str, Mapping[str, str]]:
    mimetype, options = parse_options_header(content_type)
    return mimetype.lower(), options


def form_method(content_type: str, body: bytes) -> str | None:
    """The method that a form asks for in its field `_method`, in place of the request's own."""
    if b"_method" not in body or _media_type(content_type)[0] == "application/json":
        return None
    try:
        method = _read_body(content_type, body).get("_method")
    except (Unreadable, TooMuch):
        return None
    return method.upper() if isinstance(method, str) else None


def is_json(content_type: str) -> bool:
    """Whether a body of this type is read as JSON."""
    return _media_type(content_type)[0] == "application/json"


_COMMENT = re.compile(r'("(?:[^"\\]|\\.)*")|/\*.*?\*/|//[^\n]*', re.DOTALL)


def _read_json(body: bytes) -> Params:
    if not body:
        return {}
    try:
        text = body.decode("utf-8")
        # Ruby's reader passes over comments.
        text = _COMMENT.sub(lambda match: match.group(1) or " ", text) if "/*" in text or "//" in text else text
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if _depth(value) > MAX_DEPTH:
        raise Unreadable
    return value if isinstance(value, dict) else {"_json": value}


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise TooMuch
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _depth(value: Any) -> int:
    deepest = 0
    level = [value]
    while level:
        containers = [each for each in level if isinstance(each, (dict, list))]
        if not containers:
            break
        deepest += 1
        level = [child for each in containers for child in (each.values() if isinstance(each, dict) else each)]
    return deepest


_BROKEN_ESCAPE = re.compile("%(?![0-9a-fA-F]{2})")


def _read_form(text: str) -> list[tuple[str, Any]]:
    if _BROKEN_ESCAPE.search(text):
        raise Unreadable
    try:
        return list(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except ValueError as error:
        raise Unreadable from error


def _read_multipart(options: Mapping[str, str], body: bytes) -> list[tuple[str, Any]]:
    parser = FormDataParser(stream_factory=_in_memory, silent=False)
    try:
        _, form, files = parser.parse(io.BytesIO(body), "multipart/form-data", len(body), dict(options))
    except ValueError as error:
        raise Unreadable from error
    uploads = list(files.items(multi=True))
    if len(uploads) > MAX_FILES:
        raise TooMuch
    named = [(name, file) for name, file in uploads if file.filename]
    return [*form.items(multi=True), *((name, _upload(file, name)) for name, file in named)]


def _in_memory(*_: Any, **__: Any) -> IO[bytes]:
    # The whole body is in memory already.
    return io.BytesIO()


def _upload(file: FileStorage, field: str) -> Upload:
    return Upload(_base_name(file.filename or ""), file.content_type or "", file.read(), field)


_PERCENT_ENCODED = re.compile(r"(?:[^%]|%[0-9a-fA-F]{2})*")


def _base_name(filename: str) -> str:
    # Browsers escape quotes in a file's name as %22, so a name whose every percent sign begins an escape is unescaped.
    if _PERCENT_ENCODED.fullmatch(filename):
        filename = unquote(filename)
    return re.split(r"[/\\]", filename)[-1]


_NAME = re.compile(r"[\[\]]*([^\[\]]+)\]*")


def _nest(pairs: Iterable[tuple[str, Any]]) -> Params:
    params: Params = {}
    for name, value in pairs:
        _place(params, name, value)
    return params


def _place(params: Params, name: str, value: Any, depth: int = 0) -> None:
    match = _NAME.match(name)
    if match is None:
        return
    if depth == MAX_DEPTH:
        raise Unreadable
    key, rest = match.group(1), name[match.end() :]
    if rest in ("", "["):
        params[key] = value
    elif rest.startswith("[]"):
        _append(_container(params, key, list), rest[2:], value, depth)
    else:
        _place(_container(params, key, dict), rest, value, depth + 1)


def _append(items: list[Any], rest: str, value: Any, depth: int) -> None:
    if not rest:
        items.append(value)
        return
    # Fields of one object follow each other; a name that is there already begins the next object.
    field = _NAME.match(rest)
    if not items or not isinstance(items[-1], dict) or field is None or field.group(1) in items[-1]:
        items.append({})
    _place(items[-1], rest, value, depth + 1)


def _container(params: Params, key: str, kind: type) -> Any:
    container = params.setdefault(key, kind())
    if not isinstance(container, kind):
        raise Unreadable
    return container
