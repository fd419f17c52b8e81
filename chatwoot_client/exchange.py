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
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

import urllib3
from urllib3.exceptions import EmptyPoolError, HTTPError

from chatwoot_client.configuration import Configuration
from chatwoot_client.connections import Connection, pool_for
from chatwoot_client.exceptions import ApiConnectionException, ApiException, ApiTimeoutException, DecodeException
from chatwoot_client.http1 import Answer, Fields, Patience, TooLarge, decoded, whole
from chatwoot_client.wire.names import DEFAULT_PORTS, UnknownName, ascii_name, netloc_of, origin_of
from chatwoot_client.wire.tls import warn_unverified

if TYPE_CHECKING:
    from chatwoot_client.calls.multipart import FileBody
    from chatwoot_client.exceptions import Outcome

__all__ = ["OpenBody", "Received", "Wire", "generation"]

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


class Received(NamedTuple):
    """An answer off the wire: its body, or where that's still coming, what it comes by."""

    status: int
    reason: str
    fields: Fields
    data: bytes | None
    body: OpenBody | None = None


class OpenBody:
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
        self._generation = _generation

    def read(self, amt: int | None) -> bytes:
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
        raise failure

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


class Place(NamedTuple):
    """Where a server is."""

    scheme: str
    host: str
    port: int
    #: The ``Host`` header.
    netloc: str
    #: Where a credential may go.
    origin: str
    #: What the path of every request begins with.
    base: str


@lru_cache(maxsize=64)
def place_of(url: str) -> Place:
    """The place that a setting's URL names; many clients have the same one.

    Raises:
        ValueError: its host can't be one.
    """
    parts = urlsplit(url)
    try:
        host = ascii_name(parts.hostname or "")
    except ValueError as error:
        raise ValueError(f"host: {error}") from None
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    netloc = netloc_of(parts.scheme, host, port)
    base = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    return Place(parts.scheme, host, port, netloc, origin_of(parts.scheme, host, port), base)


class Wire:
    """The connections of one client: made when they're first needed, and anew in a forked child."""

    def __init__(self, settings: Configuration) -> None:
        self.settings: Configuration = settings
        #: Where all requests go.
        self.place: Place = place_of(settings.host)
        # By generation of processes: a child makes its own, and dict.setdefault settles a race without a lock
        # that a fork could leave locked.
        self._pools: dict[int, Any] = {}
        self._limit = settings.max_response_size
        self._expiry = settings.keepalive_expiry
        if not settings.verify_ssl and "https" in (self.place.scheme, urlsplit(settings.proxy or "").scheme):
            warn_unverified(self.place.host, stacklevel=3)

    def close(self) -> None:
        """Close all connections; the next exchange opens new ones."""
        pool = self._pools.pop(_generation, None)
        if pool is not None:
            pool.close()

    def exchange(
        self, method: str, head: bytes, files: FileBody | None, patience: Patience, stream: bool = False
    ) -> Received:
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
            if pool.proxy is not None and self.place.scheme == "http":
                head = self._forwarded(head, pool)
            connection.write(head, files)
            answer = connection.read_head(method)
            if stream and answer.status < 300:
                body = OpenBody(self, pool, connection, answer, self._limit)
                return Received(answer.status, answer.reason, answer.fields, None, body)
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
            return Received(answer.status, answer.reason, answer.fields, data)
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
        if pool.proxy is not None and self.place.scheme == "https":
            pool._prepare_proxy(connection)
        else:
            connection.connect()

    def _forwarded(self, head: bytes, pool: Any) -> bytes:
        """*head* for a proxy that forwards: with the whole URL, and what only the proxy is to know."""
        line, _, rest = head.partition(b"\r\n")
        method, target, version = line.split(b" ")
        lines = "".join(f"{name}: {value}\r\n" for name, value in pool.proxy_headers.items())
        whole_url = self.place.origin.encode("ascii") + target
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
        return self._pools.setdefault(
            _generation, pool_for(self.settings, self.place.scheme, self.place.host, self.place.port)
        )

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
