"""A server that sends a byte at a time holds a listener up no longer than one that is silent."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable

import pytest

pytest.importorskip("websocket", reason="the extra `live` isn't installed")

import chatwoot_client
from chatwoot_client.events.live.cable import CableClosed, Frame
from chatwoot_client.events.live.start import opened

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


@contextmanager
def served(answer: Callable[[socket.socket], None]) -> Iterator[chatwoot_client.ApiClient]:
    """A client of a server that reads one request and does *answer* then."""

    def run() -> None:
        try:
            connection, _ = listener.accept()
            with connection:
                answer(connection)
        except OSError:
            return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=run, daemon=True).start()
        host = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with chatwoot_client.ApiClient(chatwoot_client.Configuration(host=host)) as client:
            yield client


def asked(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        head += connection.recv(4096)
    return head


def open_websocket(connection: socket.socket) -> None:
    (key,) = re.findall(rb"(?i)sec-websocket-key: *(\S+)", asked(connection))
    accept = base64.b64encode(hashlib.sha1(key + _GUID).digest())
    fields = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept
    connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\n" + fields + b"\r\n\r\n")


def trickle(connection: socket.socket, data: bytes) -> None:
    for number in range(len(data)):
        connection.sendall(data[number : number + 1])
        time.sleep(0.05)


def test_an_opening_that_trickles_ends_in_time():
    def answer(connection: socket.socket) -> None:
        asked(connection)
        trickle(connection, b"HTTP/1.1 101 Switching Protocols\r\n" * 6)

    with served(answer) as client:
        began = time.monotonic()
        with pytest.raises(CableClosed, match="no answer in time"):
            opened(client, opening=1.0)
        assert time.monotonic() - began < 5


def test_a_frame_that_trickles_is_put_together_and_nobody_waits_for_it():
    text = json.dumps({"type": "ping", "message": "1" * 50}, separators=(",", ":")).encode()

    def answer(connection: socket.socket) -> None:
        open_websocket(connection)
        trickle(connection, bytes((0x81, len(text))) + text)
        connection.recv(1)

    with served(answer) as client:
        cable = opened(client)
        frames: list[Frame | None] = []
        waits = []
        while not any(frames):
            began = time.monotonic()
            frames.append(cable.receive(0.2))
            waits.append(time.monotonic() - began)
            assert len(frames) < 100
        cable.close()
    assert frames[-1] is not None
    assert frames[-1].data["message"] == "1" * 50
    assert len(frames) > 3
    assert max(waits) < 2
