"""What of a request nobody is to read in what a server says of it: secrets, and free text that tells who it's about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from chatwoot_client.calls.route import plain_text
from chatwoot_client.checks import held
from chatwoot_client.models.base import Model

if TYPE_CHECKING:
    from chatwoot_client.calls.request import Request
    from chatwoot_client.secret import Secret

__all__ = ["confidential"]

#: Parameters of a query whose values are words of Chatwoot's own.
_WORDS = frozenset((
    "assignee_type", "attribute_model", "conversation_type", "filter_type", "group_by", "includes", "locale", "metric",
    "name", "skip_logs_type", "sort", "sort_by", "sort_order", "status", "type",
))  # fmt: skip
#: Parameters and fields that somebody wrote, or that name somebody, even where it's a number.
_PERSONAL = frozenset(("email", "identifier", "identifier_hash", "phone_number", "source_id"))
_SEARCHES = frozenset(("q", "query", "search"))
_PASSWORDS = frozenset(("current_password", "password", "password_confirmation"))
_NUMBER_OR_BOOLEAN = re.compile(r"-?\d+(\.\d+)?|true|false").fullmatch


def confidential(request: Request) -> tuple[Secret[str], ...]:
    """The texts to hide where a server repeats them."""
    call = request.call
    of_people = (*call.route.unshown(call.path), *_free_text(call.query), *_personal_fields(call.body))
    return (*request.lines.secrets, *request.caller.secrets, *map(held, of_people))


def _free_text(query: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """The values in a query that aren't numbers, booleans or words of the API."""
    for name, given in query:
        for value in given if isinstance(given, (list, tuple)) else (given,):
            if isinstance(value, str) and not _is_open(name.removesuffix("[]"), plain_text(value)):
                yield plain_text(value)


def _is_open(name: str, value: str) -> bool:
    if name in _WORDS:
        return True
    return name not in _PERSONAL and name not in _SEARCHES and _NUMBER_OR_BOOLEAN(value) is not None


def _personal_fields(body: Any) -> Iterator[str]:
    """The values of a body's fields that name somebody, or let somebody in."""
    left = [body]
    seen: set[int] = set()
    while left:
        data = left.pop()
        data = data._json if isinstance(data, Model) else data
        if id(data) in seen:
            continue
        seen.add(id(data))
        if isinstance(data, Mapping):
            yield from (
                value
                for name, value in data.items()
                if (name in _PERSONAL or name in _PASSWORDS) and isinstance(value, str)
            )
            left += data.values()
        elif isinstance(data, list):
            left += data
