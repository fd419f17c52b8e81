"""An exchange on a connection of the pool: the request goes out, and the answer is read as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chatwoot_client.wire.failures import LOST, ONLY_TLS, UNANSWERED, Failure
from chatwoot_client.wire.http1 import CHUNK, Parser
from chatwoot_client.wire.sending import send

if TYPE_CHECKING:
    from chatwoot_client.wire.connection import Connection
    from chatwoot_client.wire.dialling import Dialler
    from chatwoot_client.wire.http1 import Head
    from chatwoot_client.wire.patience import Deadline, Patience
    from chatwoot_client.wire.pool import Pool
    from chatwoot_client.wire.sending import Request

__all__ = ["Direct", "Line"]

#: The most that's received at once of a body that is known to be longer.
_LARGE = 4 * CHUNK


class Line(NamedTuple):
    """How connections are made, and where they are kept."""

    dialler: Dialler
    pool: Pool


class Direct:
    """An exchange on a connection that was kept, or is made by *deadline*."""

    __slots__ = ("_connection", "_deadline", "_line", "_patience", "is_last", "parser")

    def __init__(self, line: Line, method: str, patience: Patience, deadline: Deadline) -> None:
        self._line = line
        self._patience = patience
        self._deadline = deadline
        self._connection: Connection | None = None
        self.parser: Parser = Parser(method)
        #: Whether the connection is of no use after it.
        self.is_last: bool = False

    def connect(self) -> Connection:
        """Take a connection, which is this exchange's from now on."""
        pool = self._line.pool
        self._connection = pool.kept() or pool.add(self._line.dialler.connection(self._deadline))
        return self._connection

    def send(self, request: Request) -> None:
        """Send *request*, as far as the server wants it."""
        self.is_last = not send(request, self.connect(), self.parser, self._patience)

    @property
    def has_begun(self) -> bool:
        """Whether the server may have seen something of the request."""
        return self._connection is not None and self._connection.begun

    def head(self) -> Head:
        while (head := self.parser.head()) is None:
            self._receive()
        return head

    def read(self, most: int) -> bytes:
        """Up to *most* bytes of the body; none at its end."""
        while (piece := self.parser.read(most)) is None:
            self._receive()
        return piece

    @property
    def left(self) -> int:
        """How many bytes still belong to the body for certain."""
        return self.parser.left

    def _receive(self) -> None:
        assert self._connection is not None
        size = min(max(self.parser.left, CHUNK), _LARGE)
        self.parser.receive(self._connection.receive(size, self._patience.for_step))

    def reusable(self) -> Connection | None:
        """The connection, if it's good for another exchange; else it's closed."""
        parser, connection = self.parser, self._connection
        if connection is None:
            return None
        if parser.done and not (self.is_last or parser.last or parser.has_surplus or connection.holds_more()):
            return connection
        connection.close()
        return None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def blame(self, failure: Failure) -> None:
        """Say of *failure* whether the server may have seen something of the request, and at whom it was."""
        connection = self._connection
        # Of what's plain, somebody who speaks TLS has seen nothing that it could read.
        failure.begun = connection is not None and connection.begun and failure.kind != ONLY_TLS
        failure.peer = failure.peer if self._line.dialler.forwarder is None else "proxy"
        lost_at_once = connection is not None and connection.is_new and self.parser.is_silent
        if failure.kind == LOST and failure.begun and lost_at_once:
            failure.kind = UNANSWERED
