"""A server that answers each request with what it asked, over HTTP or HTTPS, so that no answer fits another request."""

from __future__ import annotations

import contextlib
import http.server
import json
import ssl
import threading
import time
from typing import Any, NamedTuple
from urllib.parse import unquote


class Seen(NamedTuple):
    """A request as it arrived."""

    moment: float
    line: str
    headers: Any
    body: bytes


class Echo:
    """An inbox whose ``identifier`` and ``name`` are the last part of the path that was asked for.

    Parameters:
        tls: a server's context, for HTTPS.
        host: the loopback address to listen on.
        delay: seconds before each answer.
    """

    def __init__(self, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1", delay: float = 0.0) -> None:
        self.tls = tls
        self.delay = delay
        self.seen: list[Seen] = []
        self.connections = 0
        self._server = _Server((host, 0), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> tuple[str, int]:
        return self._server.server_address[:2]

    @property
    def port(self) -> int:
        return self.address[1]

    def url(self, host: str = "localhost") -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}"

    def __enter__(self) -> Echo:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], echo: Echo) -> None:
        self.echo = echo
        if ":" in address[0]:
            self.address_family = http.server.socket.AF_INET6
        super().__init__(address, _Handler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        # In the connection's own thread, so that one that never shakes hands keeps nobody waiting.
        with contextlib.suppress(OSError):
            if self.echo.tls is not None:
                request = self.echo.tls.wrap_socket(request, server_side=True)
            self.echo.connections += 1
            super().finish_request(request, client_address)
            if self.echo.tls is not None:
                request.close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _answer(self) -> None:
        echo = self.server.echo
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        echo.seen.append(Seen(time.monotonic(), self.requestline, self.headers, body))
        if echo.delay:
            time.sleep(echo.delay)
        asked = unquote(self.path.partition("?")[0].rpartition("/")[2])
        answer = json.dumps({"identifier": asked, "name": asked, "identity_validation_enabled": False}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_PATCH = _answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass
