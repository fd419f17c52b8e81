"""A receiver is mounted as it is, under WSGI and under ASGI."""

from __future__ import annotations

import asyncio
import http.client
import io
import socket
import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler
from wsgiref.simple_server import make_server as simple_server

import pytest
from deliveries import SECRET, recorded, sent
from werkzeug.serving import make_server

from chatwoot_client.events import Event, Receiver

BODY = recorded("message_created")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver([SECRET], max_body=20_000) as made:
        yield made


@pytest.fixture
def events(receiver: Receiver) -> list[Event]:
    kept: list[Event] = []
    receiver.on()(kept.append)
    return kept


@pytest.fixture
def port(receiver: Receiver) -> Iterator[int]:
    server = make_server("127.0.0.1", 0, receiver.wsgi, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def asked(port: int, method: str, body: bytes, headers: dict[str, str], **how: bool) -> tuple[int, str, str | None]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, "/chatwoot", iter([body]) if how else body, headers, **how)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.getheader("Allow")
    finally:
        connection.close()


def test_under_wsgi_a_delivery_is_handled(port: int, receiver: Receiver, events: list[Event]) -> None:
    assert asked(port, "POST", *sent(BODY)) == (200, "ok\n", None)
    receiver.close()
    assert [event.to_dict() for event in events] == [BODY]


def test_under_wsgi_a_body_without_a_length_is_read_to_its_end(
    port: int, receiver: Receiver, events: list[Event]
) -> None:
    assert asked(port, "POST", *sent(BODY), encode_chunked=True)[0] == 200
    receiver.close()
    assert len(events) == 1


def test_under_wsgi_what_is_no_delivery_is_refused(port: int, events: list[Event]) -> None:
    assert asked(port, "GET", b"", {}) == (405, "Deliveries come by POST.\n", "POST")
    assert asked(port, "POST", b"{}", {})[:2] == (401, "unsigned\n")
    assert asked(port, "POST", b"x" * 20_001, {})[0] == 413
    assert events == []


def test_under_wsgi_a_length_beyond_all_numbers_is_refused(receiver: Receiver) -> None:
    told: list[str] = []
    environ = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "9" * 5000, "wsgi.input": io.BytesIO(b"x" * 30_000)}
    list(receiver.wsgi(environ, lambda status, headers: told.append(status)))
    assert [status[:3] for status in told] == ["413"]


def test_under_wsgi_a_question_for_the_head_is_answered_without_a_body(receiver: Receiver) -> None:
    class Silent(WSGIRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    # A server that passes on what an application says, whatever was asked.
    with simple_server("127.0.0.1", 0, receiver.wsgi, handler_class=Silent) as server:
        threading.Thread(target=server.handle_request).start()
        with socket.create_connection(server.server_address[:2], timeout=20) as connection:
            connection.sendall(b"HEAD /chatwoot HTTP/1.0\r\n\r\n")
            answer = connection.makefile("rb").read()
    assert b" 405 " in answer
    assert answer.endswith(b"\r\n\r\n")


def test_under_asgi_a_delivery_is_handled_and_the_rest_refused(receiver: Receiver, events: list[Event]) -> None:
    body, headers = sent(BODY)
    assert called(receiver, "POST", [body[:100], body[100:]], headers) == (200, "ok\n", {})
    assert called(receiver, "POST", [b"{}"], {})[0] == 401
    assert called(receiver, "POST", [b"x" * 15_000] * 100, {})[0] == 413
    assert called(receiver, "GET", [b""], {}) == (405, "Deliveries come by POST.\n", {"allow": "POST"})
    receiver.close()
    assert [event.to_dict() for event in events] == [BODY]


def called(
    receiver: Receiver, method: str, pieces: list[bytes], headers: dict[str, str]
) -> tuple[int, str, dict[str, str]]:
    """What a server that speaks ASGI gets."""
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": "/", "headers": raw}
    coming = [
        {"type": "http.request", "body": piece, "more_body": position < len(pieces) - 1}
        for position, piece in enumerate(pieces)
    ]
    answered = []

    async def receive() -> dict[str, object]:
        return coming.pop(0)

    async def send(message: dict[str, object]) -> None:
        answered.append(message)

    asyncio.run(receiver.asgi(scope, receive, send))
    start, content = answered
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    assert int(told.pop("content-length")) == len(content["body"])
    assert told.pop("content-type").startswith("text/plain")
    return start["status"], content["body"].decode(), told


def test_under_asgi_the_server_s_end_waits_for_the_handlers(receiver: Receiver, events: list[Event]) -> None:
    for number in range(20):
        receiver.handle(*sent({**BODY, "id": number}))
    coming = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    answered = []

    async def receive() -> dict[str, str]:
        return coming.pop(0)

    async def send(message: dict[str, str]) -> None:
        answered.append(message["type"])

    asyncio.run(receiver.asgi({"type": "lifespan"}, receive, send))
    assert answered == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert len(events) == 20
