"""A stand-in for Chatwoot that answers from memory: as fast as Python can, so that what is measured is the client.

It runs as a process of its own, prints the port it listens on, and ends with its standard input. Bodies and headers
are those that Chatwoot 4.16 sends. A conversation's number is the number of messages in it.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sys
import threading

_HEADERS = """\
x-frame-options: SAMEORIGIN
x-xss-protection: 0
x-content-type-options: nosniff
x-download-options: noopen
x-permitted-cross-domain-policies: none
referrer-policy: strict-origin-when-cross-origin
content-type: application/json; charset=utf-8
etag: W/"a926af90f1fc7d1e11a2b6e5f9e9b20b"
cache-control: max-age=0, private, must-revalidate
x-request-id: b464eaff-6323-4992-96c2-35a2d7a590ca
x-runtime: 0.098490
vary: Origin
"""
_CONVERSATION = re.compile(rb"GET \S*/conversations/(\d+)/messages")
_DOWNLOAD = re.compile(rb"GET \S*/download/(\d+) ")
_CONTENT_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
_CHUNK = bytes(256 * 1024)


def message(number: int) -> dict[str, object]:
    return {
        "id": number,
        "content": f"Hello, I need help with order {number}",
        "message_type": 0,
        "content_type": "text",
        "content_attributes": {},
        "created_at": 1795418092 + number,
        "conversation_id": 46,
        "sender": {
            "additional_attributes": {},
            "custom_attributes": {"plan": "team"},
            "email": "klara.one@recorder.test",
            "id": 52,
            "identifier": "client-one",
            "name": "Klara Verified",
            "phone_number": "+14155550122",
            "thumbnail": "",
            "blocked": False,
            "type": "contact",
        },
    }


def head(length: int) -> bytes:
    lines = f"HTTP/1.1 200 OK\n{_HEADERS}content-length: {length}\n\n"
    return lines.replace("\n", "\r\n").encode("ascii")


def answer(value: object) -> bytes:
    body = json.dumps(value, separators=(",", ":")).encode()
    return head(len(body)) + body


class Exchanges:
    """The exchanges on one connection, one after the other."""

    def __init__(self, sock: socket.socket, lists: dict[int, bytes], one: bytes) -> None:
        self._sock = sock
        self._lists = lists
        self._one = one
        self._received = b""
        self._body_left = 0
        self._asked = b""

    def receive(self) -> bool:
        """Take in what has come and answer what is complete; False once the client has gone."""
        piece = self._sock.recv(256 * 1024)
        if self._body_left > len(piece) > 0:
            self._body_left -= len(piece)
            return True
        self._received += piece
        while self._next_is_complete():
            self._respond()
        return bool(piece)

    def _next_is_complete(self) -> bool:
        if not self._asked:
            asked, end, rest = self._received.partition(b"\r\n\r\n")
            if not end:
                return False
            self._asked, self._received = asked, rest
            length = _CONTENT_LENGTH.search(asked)
            self._body_left = int(length[1]) if length else 0
        taken = self._received[: self._body_left]
        self._received = self._received[len(taken) :]
        self._body_left -= len(taken)
        return not self._body_left

    def _respond(self) -> None:
        asked, self._asked = self._asked, b""
        conversation = _CONVERSATION.match(asked)
        download = _DOWNLOAD.match(asked)
        if conversation:
            count = int(conversation[1])
            if count not in self._lists:
                self._lists[count] = answer([message(number) for number in range(count)])
            self._sock.sendall(self._lists[count])
        elif download:
            self._send_zeros(int(download[1]))
        else:
            self._sock.sendall(self._one)

    def _send_zeros(self, length: int) -> None:
        self._sock.sendall(head(length))
        for _ in range(length // len(_CHUNK)):
            self._sock.sendall(_CHUNK)
        self._sock.sendall(_CHUNK[: length % len(_CHUNK)])


def serve(listener: socket.socket) -> None:
    selector = selectors.DefaultSelector()
    selector.register(listener, selectors.EVENT_READ)
    lists: dict[int, bytes] = {}
    one = answer(message(1))
    while True:
        for key, _ in selector.select():
            if key.data is None:
                sock, _ = listener.accept()
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                selector.register(sock, selectors.EVENT_READ, Exchanges(sock, lists, one))
                continue
            try:
                stays = key.data.receive()
            except ConnectionError:
                stays = False
            if not stays:
                selector.unregister(key.fileobj)
                key.fileobj.close()


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    print(listener.getsockname()[1], flush=True)
    threading.Thread(target=serve, args=(listener,), daemon=True).start()
    sys.stdin.read()
