"""What goes over the wire, as values: a request that arrived, an answer to send."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import parse_qsl

from werkzeug.datastructures import Headers

if TYPE_CHECKING:
    from chatwoot_client.sandbox.http.websocket import WebSocket


@dataclass(frozen=True)
class Request:
    """A request as it arrived."""

    method: str
    path: str
    """The path as it stood in the request, percent-encoding and all, without the query."""
    query_string: str
    """The query as it stood in the request, without the question mark; empty when there was none."""
    headers: Headers
    """The headers, looked up in any case; `list(headers)` gives them as they came, repeated ones too."""
    body: bytes

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query, decoded, as pairs in the order sent."""
        return parse_qsl(self.query_string, keep_blank_values=True)

    @property
    def json(self) -> Any:
        """The body, read as JSON. Raises `ValueError` when it's none."""
        return json.loads(self.body)

    @property
    def size(self) -> int:
        """How many bytes it has, but for what stands between them."""
        fields = sum(len(name) + len(value) for name, value in self.headers)
        return len(self.path) + len(self.query_string) + fields + len(self.body)


@dataclass
class Answer:
    """An answer to send."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    takes_over: Callable[[WebSocket], None] | None = None
    """What speaks on after an answer that opens a websocket."""
