"""Servers on sockets, for what a well-behaved server can't do.

A :class:`ScriptedServer` answers each request with the next answer of its script, an answer being what it does once
the request has come: bytes to send, or one of the actions below, or a tuple of them::

    with ScriptedServer([(b"HTTP/1.1 200 OK\\r\\nContent-Le", RESET), json_answer([])]) as server:
        ...
    assert [request.method for request in server.requests] == ["GET", "GET"]
"""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any, Callable, Union

Action = Union[bytes, Callable[["Connection"], None]]
Answer = Union[Action, "tuple[Action, ...]", "Unread"]

REASONS = {200: "OK", 204: "No Content", 304: "Not Modified", 404: "Not Found", 413: "Content Too Large"}


# --- well-formed answers ---


def answer(body: bytes = b"", status: int = 200, headers: Mapping[str, str] | None = None) -> bytes:
    """An answer with its ``Content-Length``; *headers* come after it."""
    return head(status, [("Content-Length", str(len(body))), *(headers or {}).items()]) + body


def json_answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> bytes:
    """An answer of JSON, as Chatwoot sends it."""
    described = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    return answer(json.dumps(value).encode(), status, described)


def head(status: int = 200, headers: Iterable[tuple[str, str]] = (), version: str = "HTTP/1.1") -> bytes:
    """An answer up to its empty line, with nothing in it but what is given."""
    lines = [f"{version} {status} {REASONS.get(status, 'Status')}", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def chunks(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """A chunked body."""
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + end


def http_date(seconds_from_now: float = 0.0) -> str:
    """A moment as HTTP writes it."""
    return formatdate(time.time() + seconds_from_now, usegmt=True)


# --- what a server may do besides sending bytes ---


class Over(Exception):
    """The connection has come to its end."""


def CLOSE(connection: Connection) -> None:
    """End the connection."""
    raise Over


def RESET(connection: Connection) -> None:
    """End the connection with a reset, which drops what the client hasn't read yet."""
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise Over


def HANG(connection: Connection) -> None:
    """Do nothing any more, until the client gives up or the test ends."""
    with contextlib.suppress(OSError):
        while connection.sock.recv(65536):
            pass
    raise Over


def pause(seconds: float) -> Action:
    """Do nothing for a while."""
    return lambda connection: connection.wait(seconds)


def drip(data: bytes, every: float) -> Action:
    """Send *data* a byte at a time."""

    def dripping(connection: Connection) -> None:
        for position in range(len(data)):
            connection.sock.sendall(data[position : position + 1])
            connection.wait(every)

    return dripping


def endless(piece: bytes, every: float = 0.0) -> Action:
    """Send *piece* again and again, until the client hangs up or the test ends."""

    def sending(connection: Connection) -> None:
        while True:
            connection.sock.sendall(piece)
            connection.wait(every)

    return sending


class Unread:
    """An answer that is given when no more than *size* bytes of the request were read; by default, its head alone."""

    def __init__(self, *actions: Action, size: int | None = None) -> None:
        self.actions = actions
        self.size = size


# --- the server ---


@dataclass
class Request:
    """A request as it arrived, or as much of it as was read."""

    connection: int
    """The number of its connection, from 0 on."""
    moment: float
    """When its head had come, by ``time.monotonic``."""
    method: str
    target: str
    headers: dict[str, str]
    """By name in lower case; of a name that comes twice both values, with a comma."""
    raw: bytes
    """The head and, below it, the body as it was framed."""
    body: bytes = field(default=b"")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Connection:
    """A client's connection, as an action sees it."""

    def __init__(self, sock: socket.socket, number: int, closing: threading.Event) -> None:
        self.sock = sock
        self.number = number
        self._closing = closing
        self._buffer = b""

    def wait(self, seconds: float) -> None:
        """Let time pass, unless the test ends before."""
        if self._closing.wait(seconds):
            raise Over

    @property
    def pending(self) -> bytes:
        """What was received with what has been read so far."""
        return self._buffer

    def expect(self) -> None:
        """Wait for the first byte of a request."""
        if not self._buffer:
            self._receive()

    def read_head(self) -> Request:
        raw = self._until(b"\r\n\r\n")
        line, *lines = raw.decode("latin-1").split("\r\n")[:-2]
        method, target, _ = line.split(" ", 2)
        headers: dict[str, str] = {}
        for name, _, value in (text.partition(":") for text in lines):
            key = name.lower()
            headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
        return Request(self.number, time.monotonic(), method, target, headers, raw)

    def read_body(self, request: Request) -> None:
        """Read the rest of a *request*; it holds as much as came, even if that isn't all."""
        if request.headers.get("transfer-encoding") == "chunked":
            size = -1
            while size:
                line = self._into(request, self._until(b"\r\n"))
                size = int(line, 16)
                request.body += self._into(request, self.read(size + 2))[:size]
        else:
            left = int(request.headers.get("content-length", 0))
            while left:
                piece = self._into(request, self.read(min(left, 65536)))
                request.body += piece
                left -= len(piece)

    def read(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._receive()
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken

    def _until(self, end: bytes) -> bytes:
        while end not in self._buffer:
            self._receive()
        return self.read(self._buffer.index(end) + len(end))

    def _into(self, request: Request, data: bytes) -> bytes:
        request.raw += data
        return data

    def _receive(self) -> None:
        # Little at a time, so that a part of a request which isn't to be read stays in the socket.
        piece = self.sock.recv(4096)
        if not piece:
            raise Over
        self._buffer += piece


class ScriptedServer:
    """A server on a loopback port that does what its script says, and records what came.

    Parameters:
        script: the answers to the requests, in their order and whatever connection they come on; the last one is
            also for all that follow. Or a function that takes a :class:`Request` and returns its answer.
        greetings: what to do as soon as a connection is accepted, for the first connection, the second, …
        tls: a server's context, for HTTPS.
        host: the loopback address to listen on.
    """

    def __init__(
        self,
        script: Iterable[Answer] | Callable[[Request], Answer] = (),
        greetings: Iterable[Answer] = (),
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        self.requests: list[Request] = []
        #: How many connections were made.
        self.connections = 0
        self._script = script if callable(script) else list(script)
        self._greetings = list(greetings)
        self._tls = tls
        self._answered = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._open: set[socket.socket] = set()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, 0), family=family, backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, name="server")]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def open_connections(self) -> int:
        """How many connections neither side has closed yet."""
        return len(self._open)

    def hold_little(self) -> None:
        """Have the system receive no more for the connections to come than a server that reads slowly asks for."""
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)

    def close(self) -> None:
        """End all connections, and every thread."""
        self._closing.set()
        with self._lock:
            sockets = [self._listener, *self._open]
        for sock in sockets:
            # Closing a socket wakes nobody who waits on it; shutting it down does.
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive(), "the server's thread hangs"

    def __enter__(self) -> ScriptedServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                if self._closing.is_set():
                    sock.close()
                    return
                self._open.add(sock)
                number = self.connections
                self.connections += 1
            thread = threading.Thread(target=self._serve, args=(sock, number), name=f"connection {number}")
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket, number: int) -> None:
        served = sock
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls is not None:
                served = self._tls.wrap_socket(sock, server_side=True)
                with self._lock:
                    self._open.remove(sock)
                    self._open.add(served)
            connection = Connection(served, number, self._closing)
            if number < len(self._greetings):
                _do(connection, self._greetings[number])
            while True:
                connection.expect()
                self._answer(connection)
        except (Over, OSError):
            pass
        finally:
            served.close()
            sock.close()
            with self._lock:
                self._open.discard(served)

    def _answer(self, connection: Connection) -> None:
        if callable(self._script):
            request = self._record(connection.read_head())
            connection.read_body(request)
            _do(connection, self._script(request))
            return
        with self._lock:
            chosen = self._script[min(self._answered, len(self._script) - 1)]
            self._answered += 1
        if isinstance(chosen, Unread) and chosen.size is not None:
            connection.read(chosen.size)
        else:
            request = self._record(connection.read_head())
            if not isinstance(chosen, Unread):
                connection.read_body(request)
        _do(connection, chosen)

    def _record(self, request: Request) -> Request:
        with self._lock:
            self.requests.append(request)
        return request


def _do(connection: Connection, chosen: Answer) -> None:
    actions = chosen.actions if isinstance(chosen, Unread) else chosen if isinstance(chosen, tuple) else (chosen,)
    for action in actions:
        if isinstance(action, bytes):
            connection.sock.sendall(action)
        else:
            action(connection)


# --- addresses without a server ---


def closed_port() -> int:
    """A loopback port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def deaf_port() -> Iterator[int]:
    """A loopback port that never accepts a connection, because its queue is full."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]
