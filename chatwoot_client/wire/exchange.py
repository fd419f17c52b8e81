"""One exchange of a request for an answer, on a connection of the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, NamedTuple

from chatwoot_client.secret import Secret
from chatwoot_client.wire.content import decoded, whole
from chatwoot_client.wire.dialling import Dialler
from chatwoot_client.wire.failures import CONTENT, LOST, ONLY_TLS, TOO_LARGE, UNANSWERED, Failure
from chatwoot_client.wire.forks import generation
from chatwoot_client.wire.http1 import CHUNK, Head, Parser
from chatwoot_client.wire.pool import Closed, Pool
from chatwoot_client.wire.sending import send

if TYPE_CHECKING:
    from chatwoot_client.wire.connection import Connection
    from chatwoot_client.wire.dialling import Admits
    from chatwoot_client.wire.http1 import Fields
    from chatwoot_client.wire.patience import Deadline, Patience
    from chatwoot_client.wire.pool import Place
    from chatwoot_client.wire.proxies import Proxy
    from chatwoot_client.wire.sending import Request
    from chatwoot_client.wire.tls import TLSOptions

__all__ = ["OpenBody", "Received", "Where", "Wire"]

#: The most that's received at once of a body that is known to be longer.
_LARGE = 4 * CHUNK


class Where(NamedTuple):
    """A server, the way there, and what it's held to."""

    scheme: str
    #: As DNS has it.
    host: str
    port: int
    #: What a proxy is told that forwards.
    origin: str
    #: Asked for when the first connection is made, since the environment may say it.
    proxy: Callable[[], Proxy | None]
    tls: Callable[[], TLSOptions]
    #: How many exchanges may be under way at a time.
    pool_size: int
    #: Seconds after which a connection that nobody used isn't used any more.
    idle_expiry: float
    #: The most bytes that an answer may have which is read whole.
    largest_answer: int
    #: Which of the host's addresses may be asked, where not all may.
    admits: Admits = None


class Received(NamedTuple):
    """An answer off the wire: its body, or where that's still coming, what it comes by."""

    status: int
    reason: str
    fields: Fields
    data: bytes | None
    body: OpenBody | None = None


class Wire:
    """The connections of one client: made when they're first needed, and anew in a forked child."""

    def __init__(self, where: Where) -> None:
        self._where = where
        # By generation of processes: a child makes its own, and dict.setdefault settles a race without a lock
        # that a fork could leave locked.
        self._lines: dict[int, _Line] = {}

    def close(self) -> None:
        """Close all connections that nobody uses; the next exchange opens new ones, and so does one that waits."""
        line = self._lines.pop(generation(), None)
        if line is not None:
            line.pool.close()

    def exchange(self, request: Request, patience: Patience, stream: bool = False) -> Received:
        """Send *request* and return the answer; with *stream*, a success has its body unread.

        Raises:
            Failure: there is no whole answer; ``begun`` says what the server may have seen.
            ValueError: a proxy of the environment, or a file for TLS, that can't be used.
        """
        deadline = patience.to_connect()
        line, place = self._place(deadline)
        connection: Connection | None = None
        try:
            connection = line.pool.kept() or line.pool.add(line.dialler.connection(deadline))
            incoming = _Incoming(connection, request.method, patience)
            incoming.is_last = not send(self._sent(request, line), connection, incoming.parser, patience)
            head = incoming.head()
            if stream and head.status < 300:
                body = OpenBody(place, incoming, _content(head, incoming), self._where.largest_answer)
                return Received(*head, None, body)
            data = self._whole(head, incoming)
        except BaseException as error:
            place.end()
            if connection is not None:
                connection.close()
            if isinstance(error, Failure):
                # Of what's plain, somebody who speaks TLS has seen nothing that it could read.
                error.begun = connection is not None and connection.begun and error.kind != ONLY_TLS
                error.peer = error.peer if line.dialler.forwarder is None else "proxy"
                lost_at_once = connection is not None and connection.is_new and incoming.parser.is_silent
                if error.kind == LOST and error.begun and lost_at_once:
                    error.kind = UNANSWERED
            raise
        place.end(incoming.reusable())
        return Received(*head, data)

    def _place(self, deadline: Deadline) -> tuple[_Line, Place]:
        while True:
            line = self._lines.get(generation()) or self._open_line()
            try:
                return line, line.pool.place(deadline)
            except Closed:
                continue

    def _open_line(self) -> _Line:
        for inherited in [known for known in list(self._lines) if known != generation()]:
            line = self._lines.pop(inherited, None)
            if line is not None:
                line.pool.abandon()
        where = self._where
        to = (where.scheme, where.host, where.port)
        dialler = Dialler(*to, where.tls(), where.proxy(), admits=where.admits)
        return self._lines.setdefault(generation(), _Line(dialler, Pool(where.pool_size, where.idle_expiry)))

    def _sent(self, request: Request, line: _Line) -> Request:
        """*request* as it's sent: a proxy that reads it needs the whole URL, and has headers of its own."""
        proxy = line.dialler.forwarder
        if proxy is None:
            return request
        # Put together in C, where no variable holds a password.
        lines = Secret(value="".join(map("%s: %s\r\n".__mod__, proxy.headers.items())))
        fields = Secret(value=lines.value + request.fields.value)
        return request._replace(target=self._where.origin + request.target, fields=fields)

    def _whole(self, head: Head, incoming: _Incoming) -> bytes:
        """The whole body, decompressed."""
        limit = self._where.largest_answer
        try:
            if incoming.parser.left > limit:
                raise Failure(TOO_LARGE, f"the answer has more than {limit} bytes")
            return whole(_content(head, incoming), limit)
        except Failure as failure:
            if head.status < 300 or failure.kind not in (CONTENT, TOO_LARGE):
                raise
            # What an error's status says holds without the page that explains it.
            incoming.is_last = True
            return b""


class _Line(NamedTuple):
    """How connections are made, and where they are kept."""

    dialler: Dialler
    pool: Pool


class _Incoming:
    """An answer on its way, and the connection that it comes on."""

    __slots__ = ("_connection", "_patience", "is_last", "parser")

    def __init__(self, connection: Connection, method: str, patience: Patience) -> None:
        self._connection = connection
        self._patience = patience
        self.parser: Parser = Parser(method)
        #: Whether the connection is of no use after it.
        self.is_last: bool = False

    def head(self) -> Head:
        while (head := self.parser.head()) is None:
            self._receive()
        return head

    def read(self, most: int) -> bytes:
        """Up to *most* bytes of the body; none at its end."""
        while (piece := self.parser.read(most)) is None:
            self._receive()
        return piece

    def _receive(self) -> None:
        size = min(max(self.parser.left, CHUNK), _LARGE)
        self.parser.receive(self._connection.receive(size, self._patience.for_step))

    def reusable(self) -> Connection | None:
        """The connection, if it's good for another exchange; else it's closed."""
        parser, connection = self.parser, self._connection
        if parser.done and not (self.is_last or parser.last or parser.has_surplus or connection.holds_more()):
            return connection
        connection.close()
        return None

    def close(self) -> None:
        self._connection.close()


def _content(head: Head, incoming: _Incoming) -> Callable[[int], bytes]:
    """What reads the body without its content coding."""
    coding = head.fields.get("content-encoding")
    return decoded(incoming.read, coding) if coding else incoming.read


class OpenBody:
    """A body that's still coming, and the place that it has until it's read or closed."""

    def __init__(self, place: Place, incoming: _Incoming, read: Callable[[int], bytes], limit: int) -> None:
        self._held: tuple[Place, _Incoming] | None = (place, incoming)
        self._read = read
        self._limit = limit
        self._generation = generation()

    def read(self, amt: int | None) -> bytes:
        """Up to *amt* bytes, or all that are left; none at the end.

        Raises:
            Failure: they don't come, or are more than may be read whole.
        """
        if self._held is None or amt == 0:
            return b""
        everything = amt is None or amt < 0
        try:
            if self._generation != generation():
                # What the child reads, its parent doesn't get.
                raise Failure(LOST, "the answer is the parent's, from before a fork")
            piece = whole(self._read, self._limit) if everything else self._read(amt or 0)
        except BaseException as error:
            self.close()
            if isinstance(error, Failure):
                error.begun = True
            raise
        if everything or not piece:
            self._finish()
        return piece

    def _finish(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            place, incoming = held
            place.end(incoming.reusable())

    def close(self) -> None:
        """Let the connection go, whether or not all was read."""
        held, self._held = self._held, None
        if held is not None:
            place, incoming = held
            incoming.close()
            place.end()
