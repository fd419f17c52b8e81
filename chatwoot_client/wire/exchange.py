"""One exchange of a request for an answer, on a connection of the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, NamedTuple, Union

from chatwoot_client.secret import Secret
from chatwoot_client.wire.content import decoded, whole
from chatwoot_client.wire.dialling import Dialler
from chatwoot_client.wire.direct import Direct, Line
from chatwoot_client.wire.failures import CONTENT, LOST, TOO_LARGE, Failure
from chatwoot_client.wire.forks import generation
from chatwoot_client.wire.layers import are_untouched
from chatwoot_client.wire.pool import Closed, Pool

if TYPE_CHECKING:
    from chatwoot_client.wire.dialling import Admits
    from chatwoot_client.wire.door import Door
    from chatwoot_client.wire.http1 import Fields, Head
    from chatwoot_client.wire.patience import Deadline, Patience
    from chatwoot_client.wire.pool import Place
    from chatwoot_client.wire.proxies import Proxy
    from chatwoot_client.wire.sending import Request
    from chatwoot_client.wire.tls import TLSOptions

__all__ = ["OpenBody", "Received", "Where", "Wire"]

#: How an exchange goes.
Way = Union[Direct, "Door"]


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
        self._lines: dict[int, Line] = {}

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
        way: Way
        if are_untouched(self._where.scheme):
            way = Direct(line, request.method, patience, deadline)
            request = self._sent(request, line)
        else:
            from chatwoot_client.wire.door import Door

            way = Door(self._where.origin, line, request.method, patience, deadline)
        try:
            way.send(request)
            head = way.head()
            if stream and head.status < 300:
                body = OpenBody(place, way, _content(head, way), self._where.largest_answer)
                return Received(*head, None, body)
            data = self._whole(head, way)
        except BaseException as error:
            place.end()
            way.close()
            if isinstance(error, Failure):
                way.blame(error)
            raise
        place.end(way.reusable())
        return Received(*head, data)

    def _place(self, deadline: Deadline) -> tuple[Line, Place]:
        while True:
            line = self._lines.get(generation()) or self._open_line()
            try:
                return line, line.pool.place(deadline)
            except Closed:
                continue

    def _open_line(self) -> Line:
        for inherited in [known for known in list(self._lines) if known != generation()]:
            line = self._lines.pop(inherited, None)
            if line is not None:
                line.pool.abandon()
        where = self._where
        to = (where.scheme, where.host, where.port)
        dialler = Dialler(*to, where.tls(), where.proxy(), admits=where.admits)
        return self._lines.setdefault(generation(), Line(dialler, Pool(where.pool_size, where.idle_expiry)))

    def _sent(self, request: Request, line: Line) -> Request:
        """*request* as it's sent: a proxy that reads it needs the whole URL, and has headers of its own."""
        proxy = line.dialler.forwarder
        if proxy is None:
            return request
        # Put together in C, where no variable holds a password.
        lines = Secret(value="".join(map("%s: %s\r\n".__mod__, proxy.headers.items())))
        fields = Secret(value=lines.value + request.fields.value)
        return request._replace(target=self._where.origin + request.target, fields=fields)

    def _whole(self, head: Head, way: Way) -> bytes:
        """The whole body, decompressed."""
        limit = self._where.largest_answer
        try:
            if way.left > limit:
                raise Failure(TOO_LARGE, f"the answer has more than {limit} bytes")
            return whole(_content(head, way), limit)
        except Failure as failure:
            if head.status < 300 or failure.kind not in (CONTENT, TOO_LARGE):
                raise
            # What an error's status says holds without the page that explains it.
            way.is_last = True
            return b""


def _content(head: Head, way: Way) -> Callable[[int], bytes]:
    """What reads the body without its content coding."""
    coding = head.fields.get("content-encoding")
    return decoded(way.read, coding) if coding else way.read


class OpenBody:
    """A body that's still coming, and the place that it has until it's read or closed."""

    def __init__(self, place: Place, way: Way, read: Callable[[int], bytes], limit: int) -> None:
        self._held: tuple[Place, Way] | None = (place, way)
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
            place, way = held
            place.end(way.reusable())

    def close(self) -> None:
        """Let the connection go, whether or not all was read."""
        held, self._held = self._held, None
        if held is not None:
            place, way = held
            way.close()
            place.end()
