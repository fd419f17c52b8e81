"""The wire: one exchange of a request for an answer.

It takes a connection out of urllib3's pool, writes the request, reads the answer within its time, and says of every
failure whether the server may have acted on the request.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import time
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import quote, urlsplit

import urllib3
from urllib3._collections import HTTPHeaderDict
from urllib3.exceptions import EmptyPoolError, HTTPError

from chatwoot_client.configuration import Configuration
from chatwoot_client.connections import Connection, pool_for
from chatwoot_client.exceptions import ApiConnectionException, ApiException, ApiTimeoutException, DecodeException
from chatwoot_client.http1 import CHUNK, Answer, Fields, Patience, TooLarge, decoded, whole
from chatwoot_client.wire.names import DEFAULT_PORTS, UnknownName, ascii_name, netloc_of, origin_of
from chatwoot_client.wire.tls import warn_unverified

if TYPE_CHECKING:
    from chatwoot_client.exceptions import Outcome
    from chatwoot_client.files import FileBody

__all__ = ["ApiException", "RESTResponse", "Wire"]

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


class RESTResponse:
    """An answer: its status, reason, headers, and body.

    One that was asked for with ``_preload_content=False`` is still open: read it with :meth:`read` or
    :meth:`stream`, then :meth:`close` it, or use ``with``. Reading raises :class:`ApiException` s only.
    """

    __slots__ = ("_body", "_data", "_fields", "reason", "status")

    def __init__(
        self, status: int, reason: str, fields: Fields, data: bytes | None, body: _OpenBody | None = None
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

    def stream(self, amt: int = CHUNK) -> Iterator[bytes]:
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

    _connection: Connection | None = None

    def __init__(self, wire: Wire, pool: Any, connection: Connection, answer: Answer, limit: int) -> None:
        # First, since it refuses what it doesn't know, and the connection isn't this body's then.
        self._decoded = decoded(answer)
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
            piece = whole(self._decoded, self._limit) if amt is None or amt < 0 else self._decoded(amt)
        except BaseException as error:
            self.close()
            failure = failure_of(error, True, self._wire.settings)
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
        self.settings: Configuration = settings
        parts = urlsplit(settings.host)
        self._scheme = parts.scheme
        try:
            self._host = ascii_name(parts.hostname or "")
        except ValueError as error:
            raise ValueError(f"host: {error}") from None
        self._port = parts.port or DEFAULT_PORTS[parts.scheme]
        #: The ``Host`` header, the origin that a credential may go to, and the path that every target begins with.
        self.netloc: str = netloc_of(self._scheme, self._host, self._port)
        self.origin: str = origin_of(self._scheme, self._host, self._port)
        self.base: str = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
        # By generation of processes: a child makes its own, and dict.setdefault settles a race without a lock
        # that a fork could leave locked.
        self._pools: dict[int, Any] = {}
        self._limit = settings.max_response_size
        self._expiry = settings.keepalive_expiry
        if not settings.verify_ssl and "https" in (parts.scheme, urlsplit(settings.proxy or "").scheme):
            warn_unverified(self._host, stacklevel=3)

    def close(self) -> None:
        """Close all connections; the next exchange opens new ones."""
        pool = self._pools.pop(_generation, None)
        if pool is not None:
            pool.close()

    def exchange(
        self, method: str, head: bytes, files: FileBody | None, patience: Patience, stream: bool = False
    ) -> RESTResponse:
        """Send a request, *head* being all of it but *files*, and return the answer, its body unread with *stream*.

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
            if pool.proxy is not None and self._scheme == "http":
                head = self._forwarded(head, pool)
            connection.write(head, files)
            answer = connection.read_head(method)
            if stream and answer.status < 300:
                body = _OpenBody(self, pool, connection, answer, self._limit)
                return RESTResponse(answer.status, answer.reason, answer.fields, None, body)
            data = self._read(answer)
        except BaseException as error:
            begun = connection is not None and connection.begun
            if connection is not None:
                self.discard(pool, connection)
            failure = failure_of(error, begun, self.settings)
            if failure is None:
                raise
        else:
            self.release(pool, connection, answer.will_close)
            return RESTResponse(answer.status, answer.reason, answer.fields, data)
        # Outside the except block, so that no foreign exception hangs on ours.
        raise failure

    def release(self, pool: Any, connection: Connection, will_close: bool) -> None:
        """Keep *connection* for the next exchange, if it's good for one."""
        if will_close or connection.cut_short or connection.reader.holds_more():
            connection.close()
        connection.idle_since = time.monotonic()
        self._give_back(pool, connection)

    def discard(self, pool: Any, connection: Connection) -> None:
        """Close *connection*; its place goes to another one."""
        connection.close()
        self._give_back(pool, connection)

    def _give_back(self, pool: Any, connection: Connection) -> None:
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

    def _forwarded(self, head: bytes, pool: Any) -> bytes:
        """*head* for a proxy that forwards: with the whole URL, and what only the proxy is to know."""
        line, _, rest = head.partition(b"\r\n")
        method, target, version = line.split(b" ")
        lines = "".join(f"{name}: {value}\r\n" for name, value in pool.proxy_headers.items())
        whole_url = self.origin.encode("ascii") + target
        return b"%s %s %s\r\n%s%s" % (method, whole_url, version, lines.encode("latin-1"), rest)

    def _read(self, answer: Answer) -> bytes:
        """The whole body, decompressed."""
        try:
            if answer.length is None or "content-encoding" in answer.fields:
                return whole(decoded(answer), self._limit)
            if answer.length > self._limit:
                raise TooLarge(self._limit)
            return answer.read()
        except (TooLarge, zlib.error):
            if answer.status < 300:
                raise
            # What an error's status says holds without the page that explains it.
            answer.will_close = True
            return b""

    def _open_pool(self) -> Any:
        self._forget_parents_connections()
        return self._pools.setdefault(_generation, pool_for(self.settings, self._scheme, self._host, self._port))

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


def failure_of(error: BaseException, begun: bool, settings: Configuration) -> ApiException | None:
    """*error* as one of ours, without what it says about the request; None for what isn't ours to catch."""
    if isinstance(error, ApiException):
        return error
    if not isinstance(error, Exception) or (not begun and type(error) in (TypeError, ValueError)):
        return None
    outcome: Outcome = "unknown" if begun else "not_sent"
    if isinstance(error, TooLarge):
        return DecodeException(reason=f"the answer has more than max_response_size ({error} bytes)", outcome=outcome)
    if isinstance(error, zlib.error):
        return DecodeException(reason="the answer's compressed body is cut or corrupt", outcome=outcome)
    if isinstance(error, EmptyPoolError):
        most = settings.connection_pool_maxsize
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
    if isinstance(cause, UnknownName):
        return str(cause)
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
