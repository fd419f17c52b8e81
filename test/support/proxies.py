"""Proxies for the tests, on sockets: one that forwards and tunnels, and what may be wrong with one."""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import threading
from typing import Any


class Proxy:
    """A proxy that reaches one origin, under whatever name it's asked for, so that only it has to know the name.

    Parameters:
        origin: the address that every request goes on to.
        credentials: ``user:password`` that it asks for, as bytes.
        tls: a server's context, for a proxy that is itself spoken to over TLS.
        refusal: a status that it answers everything with.
        drip: seconds between two bytes of an answer that never ends, in place of any other.
    """

    def __init__(
        self,
        origin: tuple[str, int],
        *,
        credentials: bytes | None = None,
        tls: ssl.SSLContext | None = None,
        refusal: int | None = None,
        drip: float | None = None,
    ) -> None:
        self.origin = origin
        self.credentials = credentials
        self.tls = tls
        self.refusal = refusal
        self.drip = drip
        #: The heads of requests that arrived here, and the bytes that went into tunnels (encrypted, or not).
        self.heads: list[bytes] = []
        self.tunnelled = bytearray()
        self._listener = socket.create_server(("127.0.0.1", 0))
        #: ``host:port``.
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: set[socket.socket] = set()
        self._closed = threading.Event()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.address}"

    def with_credentials(self, credentials: str) -> str:
        """The URL with *credentials*, already quoted, in it."""
        return self.url.replace("://", f"://{credentials}@")

    @property
    def request_lines(self) -> list[str]:
        return [head.split(b"\r\n", 1)[0].decode() for head in self.heads]

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        # Closing a socket wakes nobody who waits on it; shutting it down does.
        for sock in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._open.add(client)
            thread = threading.Thread(target=self._serve, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        sock: Any = client
        try:
            if self.tls is not None:
                sock = self.tls.wrap_socket(client, server_side=True)
                self._open.add(sock)
            while self._answer(sock):
                pass
        except OSError:
            pass
        finally:
            sock.close()
            client.close()
            self._open -= {sock, client}

    def _answer(self, client: socket.socket) -> bool:
        """Answer a request; whether there may be another one on this connection."""
        head, body = read_head(client)
        if not head:
            return False
        self.heads.append(head)
        if self.drip is not None:
            self._drip(client)
        elif self.refusal is not None:
            client.sendall(b"HTTP/1.1 %d No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno" % self.refusal)
        elif not self._admits(head):
            client.sendall(b"HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n")
        elif head.startswith(b"CONNECT "):
            self._tunnel(client)
        else:
            self._forward(client, head, body)
            return True
        return False

    def _drip(self, client: socket.socket) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self._closed.wait(self.drip):
            client.sendall(b"y")

    def _admits(self, head: bytes) -> bool:
        if self.credentials is None:
            return True
        expected = b"Proxy-Authorization: Basic " + base64.b64encode(self.credentials)
        return expected in head.split(b"\r\n")

    def _tunnel(self, client: socket.socket) -> None:
        with socket.create_connection(self.origin) as upstream:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self._pump(client, upstream)

    def _forward(self, client: socket.socket, head: bytes, body: bytes) -> None:
        method, url, _ = head.split(b"\r\n", 1)[0].split(b" ")
        target = b"/" + url.split(b"/", 3)[3]
        lines = [line for line in head.split(b"\r\n")[1:] if line and not line.lower().startswith(b"proxy-")]
        lines = [b"%s %s HTTP/1.1" % (method, target), *lines, b"Via: 1.1 proxy"]
        with socket.create_connection(self.origin) as upstream:
            upstream.sendall(b"\r\n".join([*lines, b"", b""]))
            upstream.sendall(rest_of(client, head, body))
            head, body = read_head(upstream)
            client.sendall(head + b"\r\n" + rest_of(upstream, head, body))

    def _pump(self, client: socket.socket, upstream: socket.socket) -> None:
        # A TLS socket may hold bytes that select can't see, so each way has a thread of its own.
        def back() -> None:
            with contextlib.suppress(OSError):
                for piece in iter(lambda: upstream.recv(65536), b""):
                    client.sendall(piece)
                client.shutdown(socket.SHUT_WR)

        thread = threading.Thread(target=back, daemon=True)
        thread.start()
        try:
            for piece in iter(lambda: client.recv(65536), b""):
                self.tunnelled += piece
                upstream.sendall(piece)
        finally:
            with contextlib.suppress(OSError):
                upstream.shutdown(socket.SHUT_RDWR)
            thread.join()


def read_head(sock: socket.socket) -> tuple[bytes, bytes]:
    """The head of a request with its last line's end, and what came behind it; two times nothing at the end."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = sock.recv(65536)
        if not piece:
            return b"", b""
        data += piece
    head, _, rest = data.partition(b"\r\n\r\n")
    return head + b"\r\n", rest


def rest_of(sock: socket.socket, head: bytes, body: bytes) -> bytes:
    """A body of which some came with its head."""
    lengths = [int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    while len(body) < sum(lengths):
        piece = sock.recv(65536)
        if not piece:
            break
        body += piece
    return body
