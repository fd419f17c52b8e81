"""A request goes out, and whoever sends it listens: a server may have answered before it has all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol

from chatwoot_client.wire.failures import TIMEOUT, Failure
from chatwoot_client.wire.http1 import CHUNK

if TYPE_CHECKING:
    from chatwoot_client.secret import Secret
    from chatwoot_client.wire.connection import Connection
    from chatwoot_client.wire.http1 import Parser
    from chatwoot_client.wire.patience import Patience

__all__ = ["Body", "Request", "Upload", "send"]


class Body(Protocol):
    """A request's body that is read when it's sent."""

    @property
    def length(self) -> int | None:
        """How many bytes it has; None when nobody knows, and it goes in chunks."""

    def chunks(self) -> Iterable[bytes | bytearray | memoryview]:
        """Its bytes, from the beginning."""


class Request(NamedTuple):
    """A request as it's sent."""

    method: str
    target: str
    #: The header's lines, each with its end, those that frame the body among them.
    fields: Secret[str]
    body: bytes | Body

    def __repr__(self) -> str:
        # A crash report isn't to show whom it's about.
        return f"<Request {self.method}>"


def send(request: Request, connection: Connection, parser: Parser, patience: Patience) -> bool:
    """Send *request* as far as the server wants it, and give *parser* what comes meanwhile; whether all of it went out.

    Raises:
        Failure: it couldn't be sent, and no answer said why.
    """
    pieces = _pieces_of(request)
    first = next(pieces)
    try:
        # Most requests are one piece, which goes out at once.
        sent = connection.send(first, patience.for_step)
    except Failure as failure:
        if not connection.begun or _is_final(failure, connection):
            raise
        return False
    if sent == len(first) and isinstance(request.body, bytes) and len(request.body) <= CHUNK:
        return True
    upload = Upload(connection, parser, patience)
    return upload.push(first[sent:]) and all(map(upload.push, pieces))


def _is_final(failure: Failure, connection: Connection) -> bool:
    """Whether nothing can be read that tells more: a server that hung up may have said why before."""
    return failure.kind == TIMEOUT and not connection.has_news()


def _pieces_of(request: Request) -> Iterator[memoryview]:
    method, target, _, body = request
    # In one expression: a local variable with the head would show its token in a crash report.
    if isinstance(body, bytes) and len(body) <= CHUNK:
        yield memoryview(f"{method} {target} HTTP/1.1\r\n{request.fields.value}\r\n".encode("latin-1") + body)
        return
    yield memoryview(f"{method} {target} HTTP/1.1\r\n{request.fields.value}\r\n".encode("latin-1"))
    if isinstance(body, bytes):
        yield memoryview(body)
    elif body.length is not None:
        for chunk in body.chunks():
            yield memoryview(chunk)
    else:
        for chunk in body.chunks():
            if len(chunk):
                yield memoryview(b"%x\r\n%b\r\n" % (len(chunk), bytes(chunk)))
        yield memoryview(b"0\r\n\r\n")


class Upload:
    """What goes on while a body goes out."""

    def __init__(self, connection: Connection, parser: Parser, patience: Patience) -> None:
        self._connection = connection
        self._parser = parser
        self._patience = patience
        self._answered = False

    def push(self, piece: memoryview) -> bool:
        """Send *piece*; False when the server has answered instead of reading it."""
        connection, patience = self._connection, self._patience
        while piece:
            if not self._answered and connection.has_news() and self._is_refused():
                return False
            try:
                sent = connection.send_now(piece, patience.for_step)
                if not sent:
                    connection.wait(patience.for_step(), for_news=not self._answered)
            except Failure as failure:
                if not self._answered and _is_final(failure, connection):
                    raise
                return False
            piece = piece[sent:]
        return True

    def _is_refused(self) -> bool:
        data = self._connection.receive_now(CHUNK)
        if data is None:
            return False
        self._parser.receive(data)
        head = self._parser.head()
        if head is None:
            return False
        # One that's content without the rest is sent it all the same, unless it hangs up.
        self._answered = True
        return head.status >= 300 or self._parser.last
