"""A call that a caller wrote out himself: its method, path and form."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from chatwoot_client.calls.body import fields_of, form_of
from chatwoot_client.calls.query import pairs
from chatwoot_client.calls.route import TARGET_SAFE, Route, in_url
from chatwoot_client.checks import is_header_name
from chatwoot_client.credentials import PLATFORM, USER_OR_BOT, check_key
from chatwoot_client.models.base import Model

if TYPE_CHECKING:
    from chatwoot_client.calls.multipart import FileBody

__all__ = ["AnyField", "route_of", "schemes_for", "schemes_of", "values_for", "verb", "with_files"]

#: What may stand in a path that people read: a word of a route, a placeholder, the number of a record.
_ROUTE_WORD = re.compile(r"[a-z_]*|v\d|{\w+}|\d{1,10}").fullmatch
#: What comes after these words identifies somebody, even if it's a word or a number,
_OF_SOMEBODY = ("inboxes", "contacts")
#: but in these APIs, where it's a record.
_OF_RECORDS = ("api", "platform")


def route_of(where: str, path: str) -> Route:
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


def verb(method: str) -> str:
    """*method* as it's sent.

    Raises:
        TypeError, ValueError: it isn't one.
    """
    if not isinstance(method, str):
        raise TypeError(f"method must be text, not {type(method).__name__}")
    if not is_header_name(method):
        raise ValueError("method must be one word, such as GET")
    return method.upper()


def values_for(route: Route, params: Mapping[str, Any] | None) -> tuple[Any, ...]:
    """The values of the placeholders of *route*, in its order.

    Raises:
        TypeError: one is missing.
    """
    given = params or {}
    missing = [name for name in route.names if name not in given]
    if missing:
        raise TypeError(f"path_params lacks {', '.join(missing)}")
    return tuple(given[name] for name in route.names)


def schemes_for(path: str) -> tuple[str, ...]:
    """Whose token is welcome at *path*."""
    if path.startswith("/platform/"):
        return PLATFORM
    return USER_OR_BOT if path.startswith("/api/") else ()


def schemes_of(name: str, auth: str | Iterable[str]) -> tuple[str, ...]:
    """The schemes that the argument *name* gives.

    Raises:
        ValueError: one that is nearly one of Chatwoot's, under which no token is kept.
    """
    schemes = (auth,) if isinstance(auth, str) else tuple(auth)
    for scheme in schemes:
        check_key(name, scheme)
    return schemes


def with_files(fields: Any, files: Mapping[str, Any] | None) -> Any:
    """The *fields* of a form, a mapping or pairs, and its *files* as one: a dict, or pairs where a name comes twice."""
    both = [*pairs(fields), *(files or {}).items()]
    merged = dict(both)
    return merged if len(merged) == len(both) else both


class AnyField(NamedTuple):
    """Files may be in any field of a body, each an attachment, or a list of them whose field's name gets ``[]``."""

    #: The names of fields that hold nothing else.
    files: Iterable[str] = ()
    #: Whether the body is a form even without files.
    always_form: bool = False

    def form_or_fields(self, body: Any) -> FileBody | Mapping[str, Any]:
        """A body as a form, if there are files in it; else what JSON is made of.

        Raises:
            TypeError, ValueError: a field or file that can't be sent.
        """
        fields = pairs(body if isinstance(body, list) and self.always_form else fields_of(body))
        files: list[tuple[str, Any]] = []
        others: list[tuple[str, Any]] = []
        for name, given in fields:
            (files if name in self.files or _holds_files(given) else others).append((name, given))
        if not (files or self.always_form):
            return fields_of(body)
        form = form_of(others)
        for name, given in files:
            if isinstance(given, list):
                form.add_files(name.removesuffix("[]"), given)
            else:
                form.add_file(name, given)
        return form.body()


def _holds_files(given: Any) -> bool:
    return any(map(_is_file, given)) if isinstance(given, list) else _is_file(given)


def _is_file(given: Any) -> bool:
    """Whether this is what an attachment may be: none of it could be JSON."""
    if isinstance(given, tuple):
        return len(given) in (2, 3) and isinstance(given[0], str) and not isinstance(given[1], (str, int, float))
    return isinstance(given, os.PathLike) or (hasattr(given, "read") and not isinstance(given, Model))
