"""HTTP/1.1 on a socket: requests come in, answers go out in one piece, and faults happen in between."""

from __future__ import annotations

import contextlib
import re
import select
import socket
import socketserver
import threading
import time
from http.server import BaseHTTPRequestHandler
from typing import Any, Callable, Optional, Protocol

from werkzeug.datastructures import Headers
from werkzeug.http import HTTP_STATUS_CODES

from chatwoot_client.sandbox.http.exchange import Answer, Request
from chatwoot_client.sandbox.http.faults import Fault
from chatwoot_client.sandbox.http.websocket import WebSocket

POLL_SECONDS = 0.02
"""How long closing waits at most for the thread that accepts connections."""
MAX_REQUEST_LINE = 65_536
MAX_PATH = 8_192
MAX_QUERY = 10_240
"""A longer request line is refused as such; a longer path or query in it, as the server does, as no HTTP."""

_Served = tuple[Optional[Fault], Answer]


class Line(Protocol):
    """The connection that a request came on, as far as whoever serves the request may know of it."""

    def wait(self, seconds: float) -> None:
        """Let time pass, until the listener closes at most."""

    def wait_for_its_end(self, seconds: float) -> None:
        """Let time pass, until the sender has gone or the listener closes at most."""

    def sender_has_gone(self) -> bool:
        """Whether the other side has closed the connection, or its half of it."""


class Listener(socketserver.TCPServer):
    """Accepts connections and serves each in a thread of its own, until `close`."""

    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, serve: Callable[[Request, Line], _Served]) -> None:
        """Listen on an address.

        Parameters:
            host: the address of this machine to listen on.
            port: the port; 0 lets the system choose.
            serve: takes a request and the connection it came on; gives the fault that meets the request, if any, and
                the answer.

        Raises:
            OSError: the address can't be used.
        """
        self.address_family: int = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.serve = serve
        self.closing: threading.Event = threading.Event()
        self._lock = threading.Lock()
        self._connections: dict[socket.socket, threading.Thread] = {}
        super().__init__((host, port), _Connection)
        self._acceptor = threading.Thread(
            target=self.serve_forever, args=(POLL_SECONDS,), name="chatwoot-sandbox", daemon=True
        )

    def start(self) -> None:
        """Accept connections from now on."""
        self._acceptor.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in a thread."""
        thread = threading.Thread(target=self._serve_connection, args=(request, client_address), daemon=True)
        with self._lock:
            self._connections[request] = thread
        thread.start()

    def _serve_connection(self, connection: socket.socket, client_address: Any) -> None:
        try:
            self.finish_request(connection, client_address)
        except OSError:
            pass  # The client went away, or `close` ended the connection.
        finally:
            with self._lock:
                del self._connections[connection]
                self.shutdown_request(connection)

    def close(self) -> None:
        """Stop accepting, end every connection and wait for its thread."""
        self.closing.set()
        self.shutdown()
        self._acceptor.join()
        self.server_close()
        with self._lock:
            threads = list(self._connections.values())
            for connection in self._connections:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()


_LENGTH = re.compile(r"[0-9]{1,15}")
_CHUNK_SIZE = re.compile(r"[0-9a-fA-F]{1,12}")
_PIECE = 1024 * 1024


class _Malformed(Exception):
    """The request's framing can't be understood."""


class _Connection(BaseHTTPRequestHandler):
    server: Listener
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    rbufsize = 65536

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(MAX_REQUEST_LINE + 1)
        if len(self.raw_requestline) > MAX_REQUEST_LINE:
            self.send_error(414)
            return
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        path, _, query = self.path.partition("?")
        if len(path) > MAX_PATH or len(query) > MAX_QUERY:
            self.send_error(400)
            return
        try:
            body = self._read_body()
        except _Malformed:
            self.close_connection = True
            self._send(Answer(400))
            return
        # A value that goes on in the next line is one line to whoever reads it.
        headers = [(name, " ".join(value.split("\r\n"))) for name, value in self.headers.items()]
        request = Request(self.command, path, query, Headers(headers), body)
        fault, answer = self.server.serve(request, self)
        if fault is not None and (fault.cut or fault.missing):
            self.close_connection = True
        if fault is None or not fault.cut:
            self._send(answer, missing=0 if fault is None else fault.missing)
            if answer.takes_over is not None:
                self.close_connection = True
                answer.takes_over(WebSocket(self.connection))

    def wait(self, seconds: float) -> None:
        self.server.closing.wait(seconds)

    def wait_for_its_end(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not (self.server.closing.wait(POLL_SECONDS) or self.sender_has_gone()) and time.monotonic() < until:
            pass

    def sender_has_gone(self) -> bool:
        try:
            readable = bool(select.select([self.connection], [], [], 0)[0])
            return readable and not self.connection.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True

    def _read_body(self) -> bytes:
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            return self._read_chunks()
        length = self.headers.get("content-length", "0").strip()
        if not _LENGTH.fullmatch(length):
            raise _Malformed
        return self._read_exactly(int(length))

    def _read_chunks(self) -> bytes:
        chunks = []
        while True:
            line = self.rfile.readline(65537).split(b";")[0].strip().decode("latin-1")
            if not _CHUNK_SIZE.fullmatch(line):
                raise _Malformed
            size = int(line, 16)
            if size == 0:
                break
            chunks.append(self._read_exactly(size))
            self.rfile.readline(65537)
        while self.rfile.readline(65537).strip():
            pass  # Trailers say nothing that matters here.
        return b"".join(chunks)

    def _read_exactly(self, length: int) -> bytes:
        # Piece by piece, since the buffer for all of it would be as large as a client likes to say.
        pieces = []
        while length:
            pieces.append(self.rfile.read(min(length, _PIECE)))
            length -= len(pieces[-1])
            if not pieces[-1]:
                raise ConnectionError("the client ended in the middle of a body")
        return b"".join(pieces)

    def _send(self, answer: Answer, missing: int = 0) -> None:
        reason = HTTP_STATUS_CODES.get(answer.status, "Unknown")
        lines = [f"HTTP/1.1 {answer.status} {reason}"]
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        # What is answered to a HEAD says how long the body would be that isn't sent.
        if answer.status != 101 and "content-length" not in answer.headers:
            lines.append(f"content-length: {len(answer.body)}")
        if self.close_connection:
            lines.append("connection: close")
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        self.connection.sendall(head + answer.body[: max(0, len(answer.body) - missing)])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.close_connection = True
        self._send(Answer(code))

    def log_message(self, format: str, *args: Any) -> None:
        pass
