"""Arguments become what a request is made of: its path and query, its body, its headers."""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote, urlencode

from chatwoot_client.models.base import NULL, Model, plain, seconds_of, to_json

if TYPE_CHECKING:
    from chatwoot_client.files import FileBody, Multipart

JSON = "application/json; charset=utf-8"
#: Stands for "this operation has no body", where None is a mistake.
NO_BODY: Any = object()

_SAFE_SEGMENT = re.compile(r"[A-Za-z0-9_~-]+").fullmatch
_SECONDS = re.compile(r"-?[0-9]{1,18}").fullmatch
_PLACEHOLDER = re.compile(r"{(\w+)}")
TARGET_SAFE = "/%:@!$&'()*+,;=~-._?"
#: What may stand in a path that people read: a word of a route, a placeholder, the number of a record.
_ROUTE_WORD = re.compile(r"[a-z_]*|v\d|{\w+}|\d{1,10}").fullmatch
#: What comes after these words identifies somebody, even if it's a word or a number,
_OF_SOMEBODY = ("inboxes", "contacts")
#: but in these APIs, where it's a record.
_OF_RECORDS = ("api", "platform")


class Route:
    """A path of the API, its placeholders found once."""

    __slots__ = ("confidential", "discreet", "names", "pattern", "template")

    def __init__(self, template: str, discreet: str | None = None, confidential: Iterable[str] = ()) -> None:
        self.template: str = template
        #: The template for people to read, where it isn't known that nothing in it tells who it's about.
        self.discreet: str = template if discreet is None else discreet
        #: What of the template that leaves out.
        self.confidential: tuple[str, ...] = tuple(confidential)
        self.names: tuple[str, ...] = tuple(_PLACEHOLDER.findall(template))
        pattern = _PLACEHOLDER.sub("%s", template.replace("%", "%%"))
        # A brace that encloses no name is one of the path's own.
        self.pattern: str = pattern.replace("{", "%%7B").replace("}", "%%7D")

    def filled(self, values: tuple[Any, ...], safe: str = "") -> str:
        """The path with *values* in place of its placeholders, each quoted whole but for the *safe* characters.

        Raises:
            TypeError, ValueError: a value that isn't text or a whole number, or that would make another path.
        """
        if len(values) != len(self.names):
            raise TypeError(f"{self.template} has {len(self.names)} parameters, {len(values)} were given")
        quoted = []
        for name, value in zip(self.names, values):
            if type(value) is int:
                quoted.append(str(value))
            elif type(value) is str and _SAFE_SEGMENT(value):
                quoted.append(value)
            else:
                quoted.append(_quoted(name, value, safe))
        return self.pattern % tuple(quoted)

    def shown(self, values: Iterable[Any]) -> str:
        """The path for people to read: numbers filled in, what identifies somebody left as its name."""
        known = {name: str(value) for name, value in zip(self.names, values) if _is_record(name, value)}
        return _PLACEHOLDER.sub(lambda match: known.get(match[1], match[0]), self.discreet)

    def unshown(self, values: Iterable[Any]) -> list[str]:
        """What :meth:`shown` leaves out."""
        named = zip(self.names, values)
        hidden = [value for name, value in named if not _is_record(name, value) or f"{{{name}}}" not in self.discreet]
        return [*self.confidential, *map(str, hidden)]


def written_route(where: str, path: str) -> Route:
    """The route of a path that a caller wrote, quoted where it has to be.

    Raises:
        TypeError, ValueError: it isn't a path; *where* is what to call it.
    """
    if not isinstance(path, str):
        raise TypeError(f"{where} must be text, not {type(path).__name__}")
    if not path.startswith("/"):
        raise ValueError(f"{where} must begin with a slash; where the server is, Configuration.host says")
    shown, confidential = [], []
    before = first = ""
    for segment in path.partition("?")[0].split("/"):
        if unquote(segment) in (".", ".."):
            raise ValueError(f"{where} must not have a part that is '.' or '..'")
        open_ = _ROUTE_WORD(segment) and (before not in _OF_SOMEBODY or first in _OF_RECORDS or not segment)
        shown.append(segment if open_ else "{…}")
        if not open_:
            confidential += [segment, unquote(segment)]
        # As the server reads it, to which several slashes are one.
        before = unquote(segment).lower() or before
        first = first or before
    return Route(quote(in_url(where, path), safe=TARGET_SAFE + "{}"), "/".join(shown), confidential)


def _is_record(name: str, value: Any) -> bool:
    """Whether a path parameter is the number of a record; a source id may be somebody's phone number."""
    return name.endswith("id") and name != "source_id" and str(value).isdigit()


def _quoted(name: str, value: Any, safe: str) -> str:
    if value is None:
        raise ValueError(f"{name} must not be None")
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError(f"{name} must be text or a whole number, not {type(value).__name__}")
    quoted = quote(in_url(name, _written(value)), safe=safe)
    if any(unquote(segment) in ("", ".", "..") for segment in quoted.split("/")):
        raise ValueError(f"{name} must not be empty, '.' or '..', nor have such a part")
    return quoted


def in_url(name: str, text: str) -> bytes:
    """*text* in the encoding of URLs.

    Raises:
        ValueError: it can't be; *name* is what to call it.
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{name} has a lone surrogate, which a URL can't carry") from None


def _written(value: str | float) -> str:
    """Text and numbers as they are, not as the members of an enumeration that they may be are called."""
    if isinstance(value, str):
        return value
    return int.__repr__(value) if isinstance(value, int) else float.__repr__(value)


def same_header(name: str) -> str:
    """The name under which a server can't tell headers apart: case doesn't count, and to Rack ``-`` is ``_``."""
    return name.lower().replace("_", "-")


def sent_data(content: bytes, body: Any) -> Any:
    """What was sent, as plain data that can be kept and pickled; a file is shown by its name."""
    try:
        if content:
            return json.loads(content)
        return _kept(plain(body)) if isinstance(body, (Model, Mapping)) else None
    except RecursionError:
        return None


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _kept(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_kept(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(getattr(value, "name", type(value).__name__))


class Files(NamedTuple):
    """The field of a body that may hold files, and where a form puts them."""

    field: str
    #: Whether it's a list of files.
    many: bool = False
    #: Whether text in its place is the signed id of a file that the server has already.
    signed_ids: bool = True
    #: The name that a form nests all fields under, where the server asks for that.
    within: str | None = None

    def unwrapped(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The fields of a body, also of one that has them nested already."""
        nested = data.get(self.within) if self.within else None
        return nested if isinstance(nested, Mapping) else data

    def any_in(self, given: Any) -> bool:
        """Whether what the field holds can't be said in JSON."""
        if given is None or given is NULL:
            return False
        held = given if self.many and isinstance(given, (list, tuple)) else [given]
        return not all(self.signed_ids and isinstance(item, str) for item in held)

    def form(self, data: Mapping[str, Any]) -> FileBody:
        """A body as a form."""
        fields = self.unwrapped(data)
        given, others = fields[self.field], _without(self.field, fields)
        if self.within:
            others = {**(_without(self.within, data) if fields is not data else {}), self.within: others}
        form = form_of(others)
        name = f"{self.within}[{self.field}]" if self.within else self.field
        if self.many:
            form.add_files(name, given, self.signed_ids)
        else:
            form.add_file(name, given)
        return form.body()


ATTACHMENTS = Files("attachments", many=True)
AVATAR = Files("avatar")


def fields_of(body: Any) -> Mapping[str, Any]:
    """The fields of a body.

    Raises:
        TypeError: it's neither a model nor a mapping.
    """
    data = body._json if isinstance(body, Model) else body
    if not isinstance(data, Mapping):
        raise TypeError(f"body must be a model or a dict, not {type(body).__name__}")
    return data


def encoded(body: Any, files: Files | None) -> tuple[bytes, str | None, FileBody | None]:
    """A body as bytes of JSON with their content type, or as a form with files."""
    if body is NO_BODY:
        return b"", None, None
    if not isinstance(body, (Model, Mapping)) and _is_form(body):
        return b"", None, body
    data = fields_of(body)
    if files is not None:
        given = files.unwrapped(data).get(files.field)
        if files.any_in(given):
            return b"", None, files.form(data)
        if files.many and not given and files.field in data:
            # No files are none, however that's said.
            data = _without(files.field, data)
    return to_json(data, "body"), JSON, None


def _without(name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}


def _is_form(body: Any) -> bool:
    from chatwoot_client.files import FileBody

    return isinstance(body, FileBody)


def form_of(fields: Any) -> Multipart:
    """A form of *fields*, pairs or a mapping, for files to be added.

    Raises:
        ValueError: one that a form can't carry.
    """
    # Loaded with the first file that somebody sends.
    from chatwoot_client.files import Multipart

    form = Multipart()
    try:
        for name, value in pairs(fields):
            form.add_field(name, value)
    except RecursionError:
        raise ValueError(f"{name} is nested too deeply for a form") from None
    return form


def pairs(params: Any) -> list[tuple[str, Any]]:
    return list(params.items() if isinstance(params, Mapping) else params or ())


def query_of(query: Iterable[tuple[str, Any]]) -> str:
    """The query of a URL with its question mark, or nothing where all values are None; a list becomes many pairs."""
    if not query:
        return ""
    text = urlencode(list(_query_pairs(query)))
    return f"?{text}" if text else ""


def seconds(name: str, value: Any) -> str | None:
    """A moment for a query that takes seconds since 1970: a ``datetime`` with a time zone, or the seconds themselves.

    Raises:
        TypeError, ValueError: something else. Of ``2026-01-01`` a server would read the year as seconds.
    """
    if value is None:
        return None
    if isinstance(value, datetime.date):
        return str(int(seconds_of(name, value)))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise TypeError(f"{name} must be a datetime or seconds since 1970, not {type(value).__name__}")
    if isinstance(value, float) and math.isfinite(value):
        value = int(value)
    written = _written(value).strip()
    if not _SECONDS(written):
        raise ValueError(f"{name} must be a datetime or seconds since 1970, not {value!r}")
    return written


def with_seconds(body: Any, name: str) -> Any:
    """A body whose field of this name is a moment that the server takes in seconds since 1970; see :func:`seconds`."""
    fields = fields_of(body)
    moment = None if fields.get(name) is NULL else seconds(name, fields.get(name))
    return body if moment is None else {**fields, name: int(moment)}


def period(since: Any, until: Any) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    """The two pairs of a query that tell from when to when, as :func:`seconds` writes them."""
    return ("since", seconds("since", since)), ("until", seconds("until", until))


def _query_pairs(query: Iterable[tuple[str, Any]]) -> Iterable[tuple[bytes, bytes | str]]:
    for name, value in query:
        written = in_url(repr(name), str(name))
        for item in value if isinstance(value, (list, tuple)) else (value,):
            if item is None:
                continue
            if isinstance(item, bool):
                yield written, "true" if item else "false"
            elif isinstance(item, float) and not math.isfinite(item):
                raise ValueError(f"{name} must be a number, not {item!r}")
            elif isinstance(item, (str, int, float)):
                yield written, in_url(name, _written(item))
            else:
                raise TypeError(f"{name} must be text, a number or a boolean, not {type(item).__name__}")
