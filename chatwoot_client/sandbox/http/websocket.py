"""A websocket, as the server has it: texts go out from a queue, so that nobody waits for a slow reader."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from werkzeug.datastructures import Headers

from chatwoot_client.sandbox.http.exchange import Answer

if TYPE_CHECKING:
    from wsproto.connection import Connection

_PIECE = 65536
MOST_WAITING = 32 * 1024 * 1024
"""Characters that wait for a reader; a page that sleeps isn't to fill the memory."""


class WebSocket:
    """One connection that was upgraded."""

    def __init__(self, sock: socket.socket) -> None:
        """Speak over a socket, from the server's side."""
        from wsproto.connection import Connection, ConnectionType

        self._socket = sock
        self._protocol: Connection = Connection(ConnectionType.SERVER)
        self._going: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._waiting = 0
        self._counting = threading.Lock()

    def send(self, text: str) -> None:
        """Send a text soon, after those before it; who reads nothing for too long is let go."""
        if self._now_waiting(len(text)) > MOST_WAITING:
            self.end()
            return
        self._going.put(text)

    def _now_waiting(self, more: int) -> int:
        with self._counting:
            self._waiting += more
            return self._waiting

    def end(self) -> None:
        """End the connection without a word."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def serve(self, receive: Callable[[str], None]) -> None:
        """Hand on what comes, until the connection ends; nothing is sent any more then."""
        writer = threading.Thread(target=self._write, name="sandbox-websocket", daemon=True)
        writer.start()
        try:
            self._read(receive)
        finally:
            self._going.put(None)
            self.end()
            writer.join()

    def _read(self, receive: Callable[[str], None]) -> None:
        from wsproto.events import CloseConnection, Ping, TextMessage
        from wsproto.utilities import ProtocolError

        said: list[str] = []
        while True:
            try:
                data = self._socket.recv(_PIECE)
            except OSError:
                return
            try:
                self._protocol.receive_data(data or None)
                events = list(self._protocol.events())
            except ProtocolError:
                return
            for event in events:
                if isinstance(event, TextMessage):
                    said.append(event.data)
                    if event.message_finished:
                        receive("".join(said))
                        said.clear()
                elif isinstance(event, Ping):
                    self._send_out(self._protocol.send(event.response()))
                elif isinstance(event, CloseConnection):
                    with contextlib.suppress(OSError, ProtocolError):
                        self._send_out(self._protocol.send(event.response()))
                    return
            if not data:
                return

    def _write(self) -> None:
        from wsproto.events import TextMessage
        from wsproto.utilities import ProtocolError

        for text in iter(self._going.get, None):
            try:
                self._send_out(self._protocol.send(TextMessage(data=text)))
            except (OSError, ProtocolError):
                # The other side has gone, or has said that it goes.
                return
            self._now_waiting(-len(text))

    def _send_out(self, data: bytes) -> None:
        with self._lock:
            self._socket.sendall(data)


def opening(headers: Headers) -> Answer | None:
    """The answer that opens a websocket, or tells what is missing; None for a request that asks for none."""
    if "websocket" not in headers.get("upgrade", "").lower():
        return None
    key = headers.get("sec-websocket-key")
    if not key:
        return _refused("Missing handshake request header: Sec-WebSocket-Key")
    if headers.get("sec-websocket-version") != "13":
        return _refused("Unsupported WebSocket version: 13")
    from wsproto.utilities import generate_accept_token

    token = generate_accept_token(key.encode("latin-1"))
    answer = Answer(101, {"upgrade": "websocket", "connection": "Upgrade", "sec-websocket-accept": str(token, "ascii")})
    known = [each.strip() for each in headers.get("sec-websocket-protocol", "").split(",")]
    chosen = next((each for each in known if each in ("actioncable-v1-json", "actioncable-unsupported")), None)
    if chosen is not None:
        answer.headers["sec-websocket-protocol"] = chosen
    return answer


def _refused(words: str) -> Answer:
    return Answer(400, {"content-type": "text/plain"}, words.encode())
