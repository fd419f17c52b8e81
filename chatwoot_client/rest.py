"""The wire: one exchange of a request for an answer, on urllib3's connections.

urllib3 makes the connections (names, TLS, proxies) and keeps them; this module writes a request on one, reads the
answer within its time, and says of every failure whether the server may have acted on the request.
"""

from __future__ import annotations

import http.client
import io
import os
import re
import socket
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Callable, NamedTuple
from urllib.parse import quote, urlsplit

import urllib3
from urllib3._collections import HTTPHeaderDict
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import EmptyPoolError, HTTPError
from urllib3.util.connection import allowed_gai_family
from urllib3.util.ssl_ import create_urllib3_context

from chatwoot_client.configuration import Configuration, basic_auth, check_proxy, without_credentials
from chatwoot_client.exceptions import ApiConnectionException, ApiException, ApiTimeoutException, DecodeException

if TYPE_CHECKING:
    import ssl

    from chatwoot_client.exceptions import Outcome
    from chatwoot_client.files import FileBody

__all__ = ["ApiException", "Patience", "RESTResponse", "Wire"]

_CHUNK = 64 * 1024
#: What http.client allows of each.
_MAX_LINE = 65536
_MAX_FIELDS = 100
_MAX_INTERIM_ANSWERS = 100
_CHUNK_SIZE = re.compile(rb"[0-9a-fA-F]{1,16}").fullmatch
_DEFAULT_PORTS = {"http": 80, "https": 443}

#: Counts the forks behind this process, so that a connection from before one is never used after it.
_generation = 0


def generation() -> int:
    """How many forks lie behind this process."""
    return _generation


def _count_fork() -> None:
    global _generation
    _generation += 1


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_count_fork)


class Patience:
    """How long an attempt may take: seconds to connect, seconds for each read or write, and the moment it ends."""

    __slots__ = ("connect", "ends", "step")

    def __init__(self, connect: float, step: float, ends: float | None) -> None:
        self.connect: float = connect
        self.step: float = step
        self.ends: float | None = ends

    def left(self, most: float) -> float:
        """Seconds that the next step may take, *most* at the most.

        Raises:
            socket.timeout: there are none left.
        """
        if self.ends is None:
            return most
        left = self.ends - time.monotonic()
        if left <= 0:
            raise socket.timeout("out of time")
        return left if left < most else most


class _Incoming(io.RawIOBase):
    """What a connection's peer sends, each piece awaited for as long as there is time."""

    def __init__(self, sock: socket.socket, patience: Patience) -> None:
        self._receive = sock.recv_into
        self._set_timeout = sock.settimeout
        self._timeout: float | None = None
        self.patience = patience
        self.paused = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.paused:
            return 0
        self.limit()
        return self._receive(buffer)

    def limit(self) -> None:
        """Give the socket the time that's left for its next step; a system call only when that has changed."""
        patience = self.patience
        timeout = patience.left(patience.step)
        if timeout != self._timeout:
            self._set_timeout(timeout)
            self._timeout = timeout


class _Reader(io.BufferedReader):
    """A connection's incoming bytes, for as long as it lasts: http.client may think that it has one an answer."""

    raw: _Incoming

    def makefile(self, mode: str) -> _Reader:
        return self

    def close(self) -> None:
        """Stay open for the next answer."""

    def flush(self) -> None:
        """Nothing is written; an answer that's finalized after its connection flushes it all the same."""

    def holds_more(self) -> bool:
        """Whether bytes have come behind the answer that was read, which can't be the next one's."""
        self.raw.paused = True
        more = self.peek(1)
        self.raw.paused = False
        return bool(more)


class _Fields(dict[str, str]):
    """An answer's header fields by their names in lower case, and as they came in ``pairs``."""

    __slots__ = ("pairs",)

    pairs: list[tuple[str, str]]


def _read_fields(incoming: _Reader) -> _Fields:
    """The header fields up to the empty line.

    http.client leaves this to its parser of e-mail, which takes most of the time of a call and reads a head that
    was cut off as a whole one.
    """
    fields = _Fields()
    pairs: list[tuple[str, str]] = []
    fields.pairs = pairs
    while True:
        line = incoming.readline(_MAX_LINE + 1)
        if line == b"\r\n" or line == b"\n":
            break
        if line[-1:] != b"\n":
            raise http.client.LineTooLong("header") if len(line) > _MAX_LINE else http.client.IncompleteRead(line)
        if len(pairs) >= _MAX_FIELDS:
            raise http.client.HTTPException("too many header fields")
        text = line.decode("latin-1")
        if text[0] in " \t" and pairs:
            # A value that goes on in the next line, as HTTP once allowed.
            name, begun = pairs.pop()
            pairs.append((name, f"{begun} {text.strip()}"))
        else:
            name, colon, value = text.partition(":")
            if colon:
                pairs.append((name.strip(), value.strip()))
    for name, value in pairs:
        key = name.lower()
        fields[key] = f"{fields[key]}, {value}" if key in fields else value
    return fields


class _Answer(http.client.HTTPResponse):
    """An answer on a connection's own reader."""

    fields: _Fields
    code: int
    status: int
    reason: str
    msg: http.client.HTTPMessage
    chunked: bool
    will_close: bool

    def begin(self) -> None:
        """Read the head, interim answers passed over, and work out how long the body is (RFC 9112, section 6.3)."""
        for _ in range(_MAX_INTERIM_ANSWERS):
            version, status, reason = self._read_status()  # type: ignore[attr-defined]
            fields = _read_fields(self.fp)  # type: ignore[arg-type]
            if status >= 200 or status == 101:
                break
        else:
            raise http.client.HTTPException("interim answers without end")
        self.code = self.status = status
        self.reason = reason.strip()
        self.version = 10 if version in ("HTTP/1.0", "HTTP/0.9") else 11
        # http.client itself looks up no more than "connection" and its like in it.
        self.headers = self.msg = fields  # type: ignore[assignment]
        self.fields = fields
        self.chunked = "chunked" in fields.get("transfer-encoding", "").lower()
        self.chunk_left = None
        self.will_close = self._check_close()  # type: ignore[attr-defined]
        self.length = None if self.chunked else _length(fields)
        if status in (101, 204, 304) or self._method == "HEAD":  # type: ignore[attr-defined]
            self.length = 0
            self.chunked = False
        if status == 101 or (self.length is None and not self.chunked):
            self.will_close = True

    def read(self, amt: int | None = None) -> bytes:
        """Up to *amt* bytes of the body, or all of one whose length is known; nothing at its end.

        http.client takes a body that was cut for a short one when it's read in pieces, and as a chunk's size
        whatever ``int`` takes.
        """
        if self.isclosed():
            return b""
        if self.chunked:
            return self._read_chunks(_CHUNK if amt is None else amt)
        left = self.length
        wanted = amt if left is None else left if amt is None else min(amt, left)
        data = self.fp.read(wanted)
        if left is not None:
            self.length = left - len(data)
        if wanted is None or len(data) < wanted or self.length == 0:
            self._close_conn()  # type: ignore[attr-defined]
            if self.length:
                raise http.client.IncompleteRead(b"", self.length)
        return data

    def _read_chunks(self, amt: int) -> bytes:
        """Up to *amt* bytes (RFC 9112, section 7.1)."""
        pieces = []
        while amt:
            if not self.chunk_left:
                self.chunk_left = self._next_chunk_size()
                if not self.chunk_left:
                    self._read_trailers()
                    break
            piece = self.fp.read(min(amt, self.chunk_left))
            self.chunk_left -= len(piece)
            amt -= len(piece)
            pieces.append(piece)
            if amt and self.chunk_left:
                raise http.client.IncompleteRead(b"", self.chunk_left)
            if not self.chunk_left:
                self._end_chunk()
        return b"".join(pieces)

    def _end_chunk(self) -> None:
        end = self.fp.readline(2)
        if end not in (b"\r\n", b"\n"):
            raise http.client.HTTPException("a long chunk") if len(end) == 2 else http.client.IncompleteRead(end)

    def _next_chunk_size(self) -> int:
        line = self.fp.readline(_MAX_LINE + 1)
        if line[-1:] != b"\n" and len(line) <= _MAX_LINE:
            raise http.client.IncompleteRead(line)
        size = line.partition(b";")[0].strip()
        if not _CHUNK_SIZE(size):
            raise http.client.HTTPException("not a chunk size")
        return int(size, 16)

    def _read_trailers(self) -> None:
        try:
            _read_fields(self.fp)  # type: ignore[arg-type]
        except http.client.IncompleteRead:
            # With its last chunk a body is whole, even if the connection ends there.
            self.will_close = True
        self._close_conn()  # type: ignore[attr-defined]


def _length(fields: _Fields) -> int | None:
    said = fields.get("content-length")
    if said is None:
        return None
    lengths = {part.strip() for part in said.split(",")}
    length = lengths.pop()
    if lengths or not (length.isascii() and length.isdigit()):
        raise http.client.HTTPException("not a content length")
    return int(length)


class _Patient:
    """Makes a connection of urllib3 keep to the time that its exchange has, and tell how far it came."""

    patience: Patience
    reader: _Reader
    idle_since: float = 0.0
    #: Whether the server may have seen something of the request that is under way.
    begun: bool = False
    #: Whether the server answered before it had the whole request.
    cut_short: bool = False
    #: Where a program turns http.client's printing on, what a proxy is told in confidence stays out of it.
    debuglevel: int = 0

    if TYPE_CHECKING:
        sock: Any
        port: int | None
        _dns_host: str
        socket_options: Any

        def close(self) -> None: ...

    def _new_conn(self) -> socket.socket:
        """Connect to the first address that answers, the time left shared evenly among those still to try."""
        patience = self.patience
        ends = time.monotonic() + patience.left(patience.connect)
        addresses = socket.getaddrinfo(self._dns_host, self.port, allowed_gai_family(), socket.SOCK_STREAM)
        failure: OSError = OSError("the host name stands for no address")
        for position, (family, kind, protocol, _, address) in enumerate(addresses):
            sock = socket.socket(family, kind, protocol)
            try:
                for option in self.socket_options or ():
                    sock.setsockopt(*option)
                sock.settimeout(max(0.001, (ends - time.monotonic()) / (len(addresses) - position)))
                sock.connect(address)
                sock.settimeout(max(0.001, ends - time.monotonic()))
                return sock
            except OSError as error:
                sock.close()
                failure = error
            except BaseException:
                sock.close()
                raise
        raise failure

    @property
    def response_class(self) -> Any:
        """What reads a proxy's answer to CONNECT, as patiently as everything else."""

        def response(sock: socket.socket, **options: Any) -> http.client.HTTPResponse:
            return http.client.HTTPResponse(self._reader_of(sock), **options)  # type: ignore[arg-type]

        return response

    def _reader_of(self, sock: socket.socket) -> _Reader:
        return _Reader(_Incoming(sock, self.patience))

    def begin(self, patience: Patience) -> None:
        self.patience = patience
        self.begun = self.cut_short = False

    def write(self, head: bytes, body: FileBody | None) -> None:
        sock = self.sock
        incoming = self.reader.raw
        incoming.patience = self.patience
        incoming.limit()
        # send, not sendall: when its first call fails, no byte of this request has left.
        sent = sock.send(head)
        self.begun = True
        try:
            if sent < len(head):
                sock.sendall(memoryview(head)[sent:])
            if body is not None:
                self._write_chunks(body)
        except ConnectionError:
            # The server may have said why before it hung up.
            self.cut_short = True

    def _write_chunks(self, body: FileBody) -> None:
        sock = self.sock
        limit = self.reader.raw.limit
        for chunk in body.chunks():
            limit()
            if body.length is not None:
                sock.sendall(chunk)
            elif len(chunk):
                sock.sendall(b"%x\r\n%b\r\n" % (len(chunk), bytes(chunk)))
        if body.length is None:
            sock.sendall(b"0\r\n\r\n")

    def read_head(self, method: str) -> _Answer:
        answer = _Answer(self.reader, method=method)  # type: ignore[arg-type]
        answer.begin()
        return answer

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self.reader = self._reader_of(self.sock)


class _PlainConnection(_Patient, HTTPConnection):  # type: ignore[misc, override]
    pass


class _TLSConnection(_Patient, HTTPSConnection):  # type: ignore[misc, override]
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection  # type: ignore[assignment]


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection  # type: ignore[assignment]


class _TooLarge(Exception):
    pass


class Outgoing(NamedTuple):
    """A request, ready to be written: *head* holds all but a body of files."""

    method: str
    head: bytes
    body: FileBody | None


class RESTResponse:
    """An answer: its status, reason, headers, and body.

    One that was asked for with ``_preload_content=False`` is still open: read it with :meth:`read` or
    :meth:`stream`, then :meth:`close` it, or use ``with``. Reading raises :class:`ApiException` s only.
    """

    __slots__ = ("_body", "_data", "_fields", "reason", "status")

    def __init__(
        self, status: int, reason: str, fields: _Fields, data: bytes | None, body: _OpenBody | None = None
    ) -> None:
        self.status: int = status
        self.reason: str = reason
        self._fields = fields
        self._data = data
        self._body = body

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, a case-insensitive mapping."""
        return HTTPHeaderDict(self._fields.pairs)

    @property
    def data(self) -> bytes:
        """The whole body; what hasn't come yet is read."""
        if self._data is None:
            self._data = self.read()
        return self._data

    def getheader(self, name: str, default: str | None = None) -> str | None:
        """The header *name*, in any case."""
        return self._fields.get(name.lower(), default)

    def getheaders(self) -> Mapping[str, str]:
        """The headers, a case-insensitive mapping."""
        return self.headers

    def read(self, amt: int | None = None) -> bytes:
        """Up to *amt* bytes of the body, or all that's left; empty at its end."""
        if self._body is None:
            return b"" if self._data is None else self._data
        return self._body.read(amt)

    def stream(self, amt: int = _CHUNK) -> Iterator[bytes]:
        """The body in pieces of up to *amt* bytes."""
        if self._body is None:
            if self._data:
                yield self._data
            return
        while True:
            piece = self._body.read(amt)
            if not piece:
                return
            yield piece

    def close(self) -> None:
        """Let the connection go, whether or not all was read."""
        if self._body is not None:
            self._body.close()

    def explain(self, explain: Callable[[ApiException], ApiException]) -> None:
        """Have *explain* say of a failure to read this answer what the request was."""
        if self._body is not None:
            self._body.explain = explain

    def release_conn(self) -> None:
        """Let the connection go, as urllib3 calls it."""
        self.close()

    def __enter__(self) -> RESTResponse:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<RESTResponse [{self.status} {self.reason}]>"


class _OpenBody:
    """A body that is still coming, and the connection that it comes on."""

    _connection: _Patient | None = None

    def __init__(self, wire: Wire, pool: Any, connection: _Patient, answer: _Answer, limit: int) -> None:
        # First, since it refuses what it doesn't know, and the connection isn't this body's then.
        self._decoded = _decoded(answer)
        self._pool = pool
        self._connection = connection
        self._wire = wire
        self._limit = limit
        self._answer = answer
        self._failure: ApiException | None = None
        self._generation = _generation
        #: Adds to a failure what the request was.
        self.explain: Callable[[ApiException], ApiException] = lambda failure: failure

    def read(self, amt: int | None) -> bytes:
        if self._failure is not None:
            raise self._failure
        if self._connection is None or amt == 0:
            return b""
        try:
            if self._generation != _generation:
                # What the child reads, its parent doesn't get.
                raise ApiConnectionException(reason="the answer is the parent's, from before a fork", outcome="unknown")
            piece = _whole(self._decoded, self._limit) if amt is None or amt < 0 else self._decoded(amt)
        except BaseException as error:
            self.close()
            failure = failure_of(error, begun=True)
            if failure is None:
                raise
        else:
            if not piece or amt is None or amt < 0:
                self._finish()
            return piece
        # To read on after it isn't to find an end.
        self._failure = self.explain(failure)
        raise self._failure

    def _finish(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            self._wire.release(self._pool, connection, self._answer.will_close)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            self._wire.discard(self._pool, connection)

    def __del__(self) -> None:
        self.close()


class Wire:
    """The connections of one client: made when they're first needed, and anew in a forked child."""

    def __init__(self, settings: Configuration) -> None:
        self._settings = settings
        parts = urlsplit(settings.host)
        self._scheme = parts.scheme
        self._host = parts.hostname or ""
        self._port = parts.port or _DEFAULT_PORTS[parts.scheme]
        #: The ``Host`` header, the origin that a credential may go to, and the path that every target begins with.
        self.netloc: str = _netloc(self._scheme, self._host, self._port)
        self.origin: str = origin_of(self._scheme, self._host, self._port)
        self.base: str = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
        # By generation of processes: a child makes its own, and dict.setdefault settles a race without a lock
        # that a fork could leave locked.
        self._pools: dict[int, Any] = {}
        self._limit = settings.max_response_size
        self._expiry = settings.keepalive_expiry
        #: What a request's target begins with: nothing, or for a proxy that forwards, the server's address.
        self._prefix = ""
        self._proxy_lines = b""

    def close(self) -> None:
        """Close all connections; the next exchange opens new ones."""
        pool = self._pools.pop(_generation, None)
        if pool is not None:
            pool.close()

    def exchange(self, outgoing: Outgoing, patience: Patience, stream: bool = False) -> RESTResponse:
        """Send *outgoing* and return the answer, its body unread with *stream*.

        Raises:
            ApiConnectionException, ApiTimeoutException, DecodeException: there is no whole answer; ``outcome``
                says what the server may have seen.
        """
        pool = self._pools.get(_generation)
        connection: Any = None
        try:
            if pool is None:
                pool = self._open_pool()
            connection = self._take(pool, patience)
            connection.begin(patience)
            if connection.sock is None:
                self._connect(pool, connection)
            connection.write(self._head_of(outgoing) if self._prefix else outgoing.head, outgoing.body)
            answer = connection.read_head(outgoing.method)
            if stream and answer.status < 300:
                body = _OpenBody(self, pool, connection, answer, self._limit)
                return RESTResponse(answer.status, answer.reason, answer.fields, None, body)
            data = self._read(answer)
        except BaseException as error:
            begun = connection is not None and connection.begun
            if connection is not None:
                self.discard(pool, connection)
            failure = failure_of(error, begun, self._settings)
            if failure is None:
                raise
        else:
            self.release(pool, connection, answer.will_close)
            return RESTResponse(answer.status, answer.reason, answer.fields, data)
        # Outside the except block, so that no foreign exception hangs on ours.
        raise failure

    def release(self, pool: Any, connection: _Patient, will_close: bool) -> None:
        """Keep *connection* for the next exchange, if it's good for one."""
        if will_close or connection.cut_short or connection.reader.holds_more():
            connection.close()
        connection.idle_since = time.monotonic()
        self._give_back(pool, connection)

    def discard(self, pool: Any, connection: _Patient) -> None:
        """Close *connection*; its place goes to another one."""
        connection.close()
        self._give_back(pool, connection)

    def _give_back(self, pool: Any, connection: _Patient) -> None:
        current = self._pools.get(_generation)
        if current is not None and current is pool:
            current._put_conn(connection)
        else:
            connection.close()

    def _take(self, pool: Any, patience: Patience) -> Any:
        """A connection, kept or new, waited for as long as there is time to connect."""
        connection = pool._get_conn(timeout=patience.left(patience.connect))
        if connection.sock is not None and time.monotonic() - connection.idle_since > self._expiry:
            connection.close()
        return connection

    def _connect(self, pool: Any, connection: Any) -> None:
        if pool.proxy is not None and self._scheme == "https":
            pool._prepare_proxy(connection)
        else:
            connection.connect()

    def _head_of(self, outgoing: Outgoing) -> bytes:
        """The head for a proxy that forwards: the whole URL, and what only the proxy is to know."""
        line, _, rest = outgoing.head.partition(b"\r\n")
        method, target, version = line.split(b" ")
        whole = self._prefix.encode("ascii") + target
        return b"%s %s %s\r\n%s%s" % (method, whole, version, self._proxy_lines, rest)

    def _read(self, answer: _Answer) -> bytes:
        """The whole body, decompressed."""
        try:
            if answer.length is None or "content-encoding" in answer.fields:
                return _whole(_decoded(answer), self._limit)
            if answer.length > self._limit:
                raise _TooLarge(self._limit)
            return answer.read()
        except (_TooLarge, zlib.error):
            if answer.status < 300:
                raise
            # What an error's status says holds without the page that explains it.
            answer.will_close = True
            return b""

    def _open_pool(self) -> Any:
        settings = self._settings
        self._forget_parents_connections()
        options: dict[str, Any] = {"maxsize": settings.connection_pool_maxsize, "block": True}
        if self._scheme == "https":
            options.update(ssl_context=_context_for(settings), assert_hostname=settings.assert_hostname)
        proxy = proxy_for(settings, self._scheme, self._host, self._port)
        if proxy is None:
            manager: Any = urllib3.PoolManager(1, **options)
        else:
            headers = _proxy_headers(settings, proxy)
            if urlsplit(proxy).scheme == "https":
                # urllib3 has two names for the one that a proxy gets: before it forwards, and before it tunnels.
                options["ssl_context" if self._scheme == "http" else "proxy_ssl_context"] = _context_for(settings, True)
            manager = urllib3.ProxyManager(without_credentials(proxy), 1, proxy_headers=headers, **options)
            if self._scheme == "http":
                self._prefix = self.origin
                self._proxy_lines = b"".join(
                    f"{name}: {value}\r\n".encode("latin-1") for name, value in headers.items()
                )
        manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _TLSPool}
        pool = manager.connection_from_host(self._host, self._port, self._scheme)
        return self._pools.setdefault(_generation, pool)

    def _forget_parents_connections(self) -> None:
        """In a forked child, close the inherited descriptors, which the parent's connections don't notice."""
        for generation in [known for known in self._pools if known != _generation]:
            inherited = self._pools.pop(generation, None)
            kept = None if inherited is None else inherited.pool
            if kept is not None:
                for connection in list(kept.queue):
                    if connection is not None:
                        connection.close()
                # A thread that the fork left behind may hold the queue's lock; begun anew it has one of its own.
                kept.__init__(kept.maxsize)


def failure_of(error: BaseException, begun: bool, settings: Configuration | None = None) -> ApiException | None:
    """*error* as one of ours, without what it says about the request; None for what isn't ours to catch."""
    if isinstance(error, ApiException):
        return error
    if not isinstance(error, Exception) or (not begun and type(error) in (TypeError, ValueError)):
        return None
    outcome: Outcome = "unknown" if begun else "not_sent"
    if isinstance(error, _TooLarge):
        return DecodeException(reason=f"the answer has more than max_response_size ({error} bytes)", outcome=outcome)
    if isinstance(error, zlib.error):
        return DecodeException(reason="the answer's compressed body is cut or corrupt", outcome=outcome)
    if isinstance(error, EmptyPoolError):
        most = settings.connection_pool_maxsize if settings is not None else 0
        reason = f"no free connection in time; all {most} are in use (connection_pool_maxsize)"
        return ApiTimeoutException(reason=reason, outcome="not_sent")
    if _is_timeout(error):
        reason = "no answer in time" if begun else "no connection in time"
        return ApiTimeoutException(reason=reason, outcome=outcome)
    return ApiConnectionException(reason=_in_words(error, begun), outcome=outcome)


def _is_timeout(error: BaseException) -> bool:
    return isinstance(error, (TimeoutError, socket.timeout, urllib3.exceptions.TimeoutError))


def _in_words(error: Exception, begun: bool) -> str:
    """What happened, in words that can't hold anything of the request or of the answer."""
    import ssl

    wrapped = error.args[0] if isinstance(error, HTTPError) and error.args else None
    cause = wrapped if isinstance(wrapped, Exception) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"the server's certificate was refused: {cause.verify_message}"
    if type(cause).__name__ == "CertificateError":
        return "the server's certificate was refused: it's for another host name"
    if isinstance(cause, ssl.SSLError):
        return f"TLS failed: {cause.reason or type(cause).__name__}"
    if isinstance(cause, socket.gaierror):
        return f"the host name can't be resolved: {cause.strerror}"
    if isinstance(cause, UnicodeError) and not begun:
        return "the host name can't be resolved: it isn't a name that DNS knows"
    if isinstance(cause, http.client.RemoteDisconnected):
        return "the server closed the connection without an answer"
    if isinstance(cause, http.client.IncompleteRead):
        return "the connection ended in the middle of the answer"
    if isinstance(cause, OSError):
        refused = re.match(r"Tunnel connection failed: (\d+)", str(cause))
        if refused:
            return f"the proxy refused the connection with status {refused[1]}"
        return cause.strerror or type(cause).__name__
    if isinstance(cause, (http.client.HTTPException, ValueError)):
        return f"what came isn't HTTP: {type(cause).__name__}"
    return f"{'the exchange' if begun else 'connecting'} failed: {type(cause).__name__}"


class _Inflated:
    """A compressed body, decompressed as it's read; *read* gives what comes of it."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._compressed = b""
        self._inflater: Any = None

    def read(self, amt: int) -> bytes:
        """Up to *amt* bytes; none only at the end.

        Raises:
            zlib.error: it's cut or corrupt.
        """
        while True:
            compressed = self._compressed or self._read(_CHUNK)
            if self._inflater is None or self._inflater.eof:
                if not compressed:
                    return b""
                # What follows an end is another member, as gzip allows.
                self._inflater = _inflater_for(compressed)
            inflater = self._inflater
            piece: bytes = inflater.decompress(compressed, amt)
            self._compressed = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            if piece:
                return piece
            if not (compressed or inflater.eof):
                raise zlib.error("cut")


def _inflater_for(compressed: bytes) -> Any:
    # 47: either gzip's or zlib's frame; a server that means deflate may send neither.
    try:
        zlib.decompressobj(47).decompress(compressed[:2])
    except zlib.error:
        return zlib.decompressobj(-15)
    return zlib.decompressobj(47)


def _decoded(answer: _Answer) -> Callable[[int], bytes]:
    """What reads the body of *answer* without its content encoding, which is one that nobody asked for."""
    read: Callable[[int], bytes] = answer.read
    for name in reversed(answer.fields.get("content-encoding", "").lower().split(",")):
        if name.strip() in ("gzip", "x-gzip", "deflate"):
            read = _Inflated(read).read
        elif name.strip() not in ("", "identity"):
            raise zlib.error(name)
    return read


def _whole(read: Callable[[int], bytes], limit: int) -> bytes:
    pieces, size = [], 0
    for piece in iter(lambda: read(_CHUNK), b""):
        size += len(piece)
        if size > limit:
            raise _TooLarge(limit)
        pieces.append(piece)
    return b"".join(pieces)


def proxy_for(settings: Configuration, scheme: str, host: str, port: int) -> str | None:
    """The URL of the proxy through which *host* is reached, or None.

    Raises:
        ValueError: the environment names one that can't be used.
    """
    if settings.proxy is not None:
        return settings.proxy
    if not settings.trust_env or not any(name.lower().endswith("_proxy") for name in os.environ):
        return None
    from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

    proxies: dict[str, str] = getproxies_environment()
    proxy = proxies.get(scheme) or proxies.get("all")
    if not proxy:
        return None
    # The brackets around an IPv6 address may be written or not.
    no_proxy = proxies["no"] = re.sub(r"[\[\]]", "", proxies.get("no", ""))
    if proxy_bypass_environment(f"{host}:{port}", proxies) or _in_ranges(host, no_proxy):
        return None
    return check_proxy(f"the environment's proxy for {scheme}", proxy if "://" in proxy else f"http://{proxy}")


def _in_ranges(host: str, no_proxy: str) -> bool:
    """Whether *host* is an address in one of NO_PROXY's networks, which are written like 10.0.0.0/8."""
    import ipaddress

    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    for entry in no_proxy.split(","):
        try:
            if address in ipaddress.ip_network(entry.strip(), strict=False):
                return True
        except ValueError:
            continue
    return False


def _proxy_headers(settings: Configuration, proxy: str) -> dict[str, str]:
    from urllib.parse import unquote

    headers = dict(settings.proxy_headers or {})
    parts = urlsplit(proxy)
    if parts.username is not None and "proxy-authorization" not in map(str.lower, headers):
        headers["Proxy-Authorization"] = basic_auth(unquote(parts.username), unquote(parts.password or ""))
    return headers


def origin_of(scheme: str, host: str, port: int) -> str:
    """The origin of a URL, written as :attr:`Wire.origin` is."""
    return f"{scheme}://{_netloc(scheme, host, port)}"


def _netloc(scheme: str, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii") if not host.isascii() else host
    return name if port == _DEFAULT_PORTS.get(scheme) else f"{name}:{port}"


def _context_for(settings: Configuration, proxy: bool = False) -> ssl.SSLContext:
    hostname = None if proxy else settings.assert_hostname
    stamps = [_stamp(name, getattr(settings, name)) for name in ("ssl_ca_cert", "cert_file", "key_file")]
    return _context(settings.verify_ssl, hostname, *stamps)


def _stamp(name: str, path: str | None) -> tuple[str, int, int] | None:
    """The file of a setting and what changes when it does, so that a renewed one counts for the next client."""
    if path is None:
        return None
    with _naming(f"{name} {path!r}"):
        status = os.stat(path)
    return path, status.st_mtime_ns, status.st_size


@contextmanager
def _naming(what: str) -> Iterator[None]:
    """Say of a file that fails to load which setting named it."""
    try:
        yield
    except OSError as error:
        raise ValueError(f"{what} can't be used: {error.strerror or type(error).__name__}") from None


@lru_cache(maxsize=64)
def _context(verify: bool, hostname: Any, ca: Any, cert: Any, key: Any) -> ssl.SSLContext:
    """A TLS context, shared by the clients whose settings are the same: reading the roots takes milliseconds."""
    import ssl

    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED if verify else ssl.CERT_NONE)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if not verify or hostname is False:
        context.check_hostname = False
    if verify:
        roots = ca[0] if ca else _certifi()
        with _naming(f"ssl_ca_cert {roots!r}"):
            context.load_verify_locations(roots)
    if cert:
        with _naming(f"cert_file {cert[0]!r}" + (f" with key_file {key[0]!r}" if key else "")):
            # Without a pass phrase here, OpenSSL would ask for one at the terminal.
            context.load_cert_chain(cert[0], key and key[0], password="")
    elif key:
        raise ValueError(f"key_file {key[0]!r} can't be used without cert_file")
    return context


def _certifi() -> str:
    import certifi

    return certifi.where()
