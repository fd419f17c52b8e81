"""What the client calls each operation: a table, since the sandbox imports nothing of the client."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import unquote

PLACE = files("chatwoot_client.sandbox.window").joinpath("operations.json")
_PLACEHOLDER = re.compile(r"{(\w+)}")


class Operation(NamedTuple):
    """A method of the client."""

    method: str
    template: str
    """The path, with its placeholders."""
    api: str
    name: str
    path: list[str]
    """The names of the parameters for the placeholders, in the path's order."""
    texts: list[str]
    """Those that take text, even when it's made of digits."""
    query: dict[str, str]
    """The parameter for each name in the query."""
    required: list[str]
    """The names in the query that have to be there."""
    takes_body: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """What its paths look like."""
        parts = _PLACEHOLDER.split(self.template)
        return re.compile("([^/]+)".join(re.escape(part) for part in parts[::2]))


@lru_cache(maxsize=1)
def _operations() -> list[tuple[re.Pattern[str], Operation]]:
    rows = json.loads(PLACE.read_text(encoding="utf-8"))
    # What has fewer placeholders is meant where both fit, as `/conversations/filter` and `/conversations/{id}` do.
    operations = sorted((Operation(*row) for row in rows), key=lambda each: each.template.count("{"))
    return [(each.pattern, each) for each in operations]


def operation_of(method: str, path: str) -> tuple[Operation, list[str]] | None:
    """The operation that a request is one of, and the values in its path; None where the client has none."""
    for pattern, operation in _operations():
        match = pattern.fullmatch(path) if operation.method == method else None
        if match is not None:
            return operation, [unquote(value) for value in match.groups()]
    return None
