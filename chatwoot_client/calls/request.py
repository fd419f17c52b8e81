"""A call becomes a request: its path and query, its head, its body."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from chatwoot_client.calls.body import encoded
from chatwoot_client.calls.headers import Headers
from chatwoot_client.calls.query import query_of
from chatwoot_client.secret import Secret, SecretDict

if TYPE_CHECKING:
    from chatwoot_client.calls.address import Address
    from chatwoot_client.calls.body import MayHoldFiles
    from chatwoot_client.calls.caller import Authentication, Caller
    from chatwoot_client.calls.headers import Lines
    from chatwoot_client.calls.multipart import FileBody
    from chatwoot_client.calls.observing import Observation
    from chatwoot_client.calls.options import RequestOptions
    from chatwoot_client.calls.route import Route
    from chatwoot_client.configuration import Configuration
    from chatwoot_client.models.base import Model

__all__ = ["READING", "Call", "Request", "Requests"]

#: Methods that change nothing, whatever they ask for.
READING = ("GET", "HEAD", "OPTIONS")
#: Methods whose requests needn't say that they have no body.
_WITHOUT_BODY = ("GET", "HEAD", "DELETE")


class Call(NamedTuple):
    """What an operation asks for; see :meth:`~chatwoot_client.ApiClient.invoke`."""

    method: str
    route: Route
    path: tuple[Any, ...]
    query: Iterable[tuple[str, Any]]
    body: Any
    takes: type[Model] | None
    files: MayHoldFiles | None
    returns: Any
    otherwise: Any
    auth: tuple[str, ...]
    accept: str
    reads: bool
    advice: Mapping[int, str]
    refuses: Callable[[Any], bool] | None
    options: RequestOptions
    #: Whether a redirect is an answer like another, which its caller sees to.
    takes_redirects: bool = False

    @property
    def follows_redirects(self) -> bool:
        return self.method in ("GET", "HEAD") and not self.takes_redirects

    @property
    def shown(self) -> str:
        """The path for people to read."""
        return self.route.shown(self.path)


class Server(NamedTuple):
    """Who a client's requests go to."""

    #: ``Configuration.host``, and where that is.
    host: str
    address: Address
    #: The header that carries a token.
    token_header: str


class Request(NamedTuple):
    """A call, checked and encoded."""

    call: Call
    server: Server
    target: str
    head: Secret[str]
    content: bytes
    upload: FileBody | None
    request_id: str
    #: Of what its head was made.
    lines: Lines
    caller: Authentication
    #: Where an observer is told of it.
    observation: Observation | None = None

    def __repr__(self) -> str:
        return f"<Request {self.call.method} {self.call.shown}>"


class Requests:
    """Makes a client's requests: settings as they were when it was made, credentials as they are now."""

    def __init__(self, caller: Caller, settings: Configuration, address: Address, headers: Headers) -> None:
        self._caller = caller
        self._server = Server(settings.host, address, settings._token_header)
        self._base = address.base
        self._safe = settings.safe_chars_for_path_param
        self._headers = headers

    def request_of(self, call: Call) -> Request:
        """The request of a call.

        Raises:
            TypeError, ValueError: an argument that can't be sent.
        """
        target = self._base + call.route.filled(call.path, self._safe) + query_of(call.query)
        content, content_type, upload = encoded(call.body, call.files, call.takes)
        own = call.options.get("_headers")
        if upload is not None:
            upload.progress = call.options.get("progress")
            # A form can't be read without its boundary, so here the caller's type doesn't replace ours.
            own = SecretDict({**(own or {}), "Content-Type": upload.content_type})
        lines = self._headers.lines(call.accept, content_type, own)
        caller = self._caller.authentication(call.auth, lines.taken)
        request_id = lines.request_id or os.urandom(16).hex()
        named = f"X-Request-Id: {request_id}\r\n" if lines.request_id is None else ""
        return Request(
            call=call,
            server=self._server,
            target=target,
            head=Secret(value=f"{lines.text.value}{named}{caller.lines.value}{_framing(call.method, content, upload)}"),
            content=content,
            upload=upload,
            request_id=request_id,
            lines=lines,
            caller=caller,
        )


def _framing(method: str, content: bytes, upload: FileBody | None) -> str:
    """The line that says where the body ends."""
    if upload is not None:
        return "Transfer-Encoding: chunked\r\n" if upload.length is None else f"Content-Length: {upload.length}\r\n"
    return f"Content-Length: {len(content)}\r\n" if content or method not in _WITHOUT_BODY else ""
