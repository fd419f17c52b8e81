"""A request on its way out: when it has begun, how slowly it may be read, and that an early answer is heard."""

from __future__ import annotations

import socket
import ssl
import time
from pathlib import Path
from typing import Any, Callable

import pytest
import trustme
from servers import (
    CLOSE,
    HANG,
    RESET,
    Action,
    Answer,
    Connection,
    Over,
    ScriptedServer,
    Unread,
    answer,
    head,
    json_answer,
    pause,
)

from chatwoot_client import (
    AmbiguousResultException,
    ApiClient,
    ApiConnectionException,
    ApiException,
    ApiTimeoutException,
    MessagesAPIApi,
    PublicMessage,
)

ClientFor = Callable[..., ApiClient]
ServerFor = Callable[..., ScriptedServer]

LARGE = 8_000_000
REFUSAL = answer(b'{"error": "too large"}', 413)


@pytest.fixture(params=["http", "https"])
def server_for(request: Any, authority: trustme.CA) -> ServerFor:
    """Makes servers, over each of the schemes."""
    context = None
    if request.param == "https":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)

    def made(script: Any) -> ScriptedServer:
        return ScriptedServer(script, tls=context)

    return made


def create(client: ApiClient, body: Any) -> PublicMessage:
    return MessagesAPIApi(client).create_a_message(body, "inbox", "contact", 1)


def as_json(size: int) -> dict[str, Any]:
    return {"content": "x" * size}


def as_bytes(size: int) -> dict[str, Any]:
    return {"attachments": [("a.bin", bytes(size))]}


class Chunked:
    """A file that doesn't tell its size, so it goes in chunks."""

    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, size: int = -1) -> bytes:
        taken = self._left if size < 0 else min(size, self._left)
        self._left -= taken
        return bytes(taken)


def in_chunks(size: int) -> dict[str, Any]:
    return {"attachments": [("a.bin", Chunked(size))]}


BODIES = pytest.mark.parametrize("body", [as_json, as_bytes, in_chunks])


def discard(connection: Connection) -> None:
    """Read on and forget it, as a proxy does that closes with care."""
    connection.sock.settimeout(10)
    while connection.sock.recv(65536):
        pass
    raise Over


# --- begun is begun ---


@BODIES
@pytest.mark.parametrize("end", [CLOSE, RESET], ids=["closed", "reset"])
def test_a_write_whose_server_stops_reading_and_hangs_up_is_sent_once(
    body: Callable[[int], Any], end: Action, server_for: ServerFor, client_for: ClientFor, roots: Path
) -> None:
    with server_for([Unread(end)]) as server:
        client = client_for(server, ssl_ca_cert=roots)
        with pytest.raises(AmbiguousResultException) as raised:
            create(client, body(LARGE))
        assert isinstance(raised.value, ApiConnectionException)
        assert (raised.value.outcome, raised.value.attempts) == ("unknown", 1)
        assert (len(server.requests), server.connections) == (1, 1)


@BODIES
def test_a_write_that_nobody_reads_has_begun_when_its_time_is_over(
    body: Callable[[int], Any], server_for: ServerFor, client_for: ClientFor, roots: Path
) -> None:
    with server_for([Unread(pause(60))]) as server:
        client = client_for(server, ssl_ca_cert=roots, timeout=(5, 0.4))
        began = time.monotonic()
        with pytest.raises(ApiTimeoutException) as raised:
            create(client, body(LARGE))
        assert 0.4 <= time.monotonic() - began < 3
        assert isinstance(raised.value, AmbiguousResultException)
        assert (raised.value.attempts, server.connections) == (1, 1)


def test_a_kept_connection_that_was_closed_before_a_byte_was_written_has_not_begun(
    server_for: ServerFor, client_for: ClientFor, roots: Path
) -> None:
    with server_for([(json_answer({}), CLOSE), json_answer({"id": 1})]) as server:
        client = client_for(server, ssl_ca_cert=roots, retries=0)
        create(client, {"content": "one"})
        ends = time.monotonic() + 5
        while server.open_connections and time.monotonic() < ends:
            time.sleep(0.01)
        assert create(client, {"content": "two"}).id == 1
        assert [request.connection for request in server.requests] == [0, 1]


# --- steady progress is no time-out ---


#: Much more than what the systems on the way hold.
HUGE = 16_000_000


def reading_slowly(seconds: float, reply: bytes, size: int = HUGE) -> Unread:
    """Read *size* bytes as steadily as it takes that long, then answer."""

    def steadily(connection: Connection) -> None:
        sock = connection.sock
        got, began = len(connection.pending), time.monotonic()
        while got < size:
            piece = sock.recv(65536)
            if not piece:
                return
            got += len(piece)
            early = began + seconds * got / size - time.monotonic()
            if early > 0:
                connection.wait(early)
        connection.sock.sendall(reply)
        discard(connection)

    return Unread(steadily)


@BODIES
def test_an_upload_that_is_read_steadily_may_take_longer_than_a_step(
    body: Callable[[int], Any], server_for: ServerFor, client_for: ClientFor, roots: Path
) -> None:
    with server_for([reading_slowly(3.6, json_answer({"id": 1}))]) as server:
        server.hold_little()
        client = client_for(server, ssl_ca_cert=roots, timeout=(5, 1.3), retries=0)
        began = time.monotonic()
        assert create(client, body(HUGE)).id == 1
        assert time.monotonic() - began > 3


def test_what_the_system_would_hold_of_an_upload_does_not_hide_that_it_is_read_steadily(
    server_for: ServerFor, client_for: ClientFor, roots: Path
) -> None:
    """A system takes megabytes to send, which at this pace are on their way for much longer than a step."""
    size = 3_000_000
    with server_for([reading_slowly(2.4, json_answer({"id": 1}), size)]) as server:
        server.hold_little()
        client = client_for(server, ssl_ca_cert=roots, timeout=(5, 0.8), retries=0)
        assert create(client, as_json(size)).id == 1


def test_the_deadline_bounds_an_upload_however_steadily_it_is_read(
    server_for: ServerFor, client_for: ClientFor, roots: Path
) -> None:
    with server_for([reading_slowly(30, json_answer({"id": 1}))]) as server:
        client = client_for(server, ssl_ca_cert=roots, timeout=(5, 5.0), retries=0, deadline=1.0)
        began = time.monotonic()
        with pytest.raises(ApiTimeoutException):
            create(client, as_json(HUGE))
        assert time.monotonic() - began < 3


def test_a_file_gives_its_call_a_second_more_for_each_64_kb(client_for: ClientFor) -> None:
    """So an upload that is slow, but not slower than that, isn't cut off by the deadline that there is by default."""
    size = 4 * 65536
    slow: list[Answer] = [(pause(1.2), json_answer({"id": 1}))] * 2
    with ScriptedServer(slow) as server:
        client = client_for(server, deadline=0.4, retries=0)
        with pytest.raises(ApiTimeoutException):
            create(client, {"content": "x"})
        assert create(client, {"attachments": [("a.bin", bytes(size))]}).id == 1


# --- an answer given early is read ---


def after(reply: bytes, *then: Action) -> Unread:
    """*reply* when the head has come, and then."""
    return Unread(reply, *then)


def shut(connection: Connection) -> None:
    """Send nothing more."""
    if isinstance(connection.sock, ssl.SSLSocket):
        return
    connection.sock.shutdown(socket.SHUT_WR)


ENDINGS = {
    "hangs up": (CLOSE,),
    "hangs up with a reset": (pause(0.3), RESET),
    "leaves it open and reads nothing": (pause(60),),
    "reads on": (discard,),
    "closes with care": (shut, discard),
}


@BODIES
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_refusal_while_the_body_goes_out_is_heard_as_soon_as_it_is_there(
    body: Callable[[int], Any], ending: str, server_for: ServerFor, client_for: ClientFor, roots: Path
) -> None:
    with server_for([after(REFUSAL, *ENDINGS[ending]), json_answer({"id": 1})]) as server:
        client = client_for(server, ssl_ca_cert=roots, timeout=(5, 20))
        began = time.monotonic()
        with pytest.raises(ApiException) as raised:
            create(client, body(LARGE))
        assert time.monotonic() - began < 5
        error = raised.value
        assert (error.status, error.message, error.outcome, error.attempts) == (413, "too large", "refused", 1)
        # What was sent in part is no connection for another request.
        assert create(client, {"content": "next"}).id == 1
        assert [request.connection for request in server.requests] == [0, 1]


@BODIES
def test_an_interim_answer_while_the_body_goes_out_changes_nothing(
    body: Callable[[int], Any], server_for: ServerFor, client_for: ClientFor, roots: Path
) -> None:
    def go_on(connection: Connection) -> None:
        connection.sock.sendall(head(102) + head(103, [("Link", "</a>")]))
        connection.read_body(server.requests[0])
        connection.sock.sendall(json_answer({"id": 1}))

    with server_for([Unread(go_on), json_answer({"id": 2})]) as server:
        client = client_for(server, ssl_ca_cert=roots)
        assert create(client, body(LARGE)).id == 1
        assert len(server.requests[0].body) >= LARGE
        assert create(client, {"content": "next"}).id == 2
        assert server.connections == 1


@BODIES
def test_a_success_given_early_gets_the_rest_of_the_body_and_its_connection_is_kept(
    body: Callable[[int], Any], server_for: ServerFor, client_for: ClientFor, roots: Path
) -> None:
    def early(connection: Connection) -> None:
        connection.sock.sendall(json_answer({"id": 1}))
        connection.read_body(server.requests[0])

    with server_for([Unread(early), json_answer({"id": 2})]) as server:
        client = client_for(server, ssl_ca_cert=roots)
        assert create(client, body(LARGE)).id == 1
        assert create(client, {"content": "next"}).id == 2
        assert len(server.requests[0].body) >= LARGE
        assert server.connections == 1


def test_a_success_given_early_by_a_server_that_reads_no_more_is_an_answer_all_the_same(
    server_for: ServerFor, client_for: ClientFor, roots: Path
) -> None:
    with server_for([after(json_answer({"id": 1}), HANG_WITHOUT_READING), json_answer({"id": 2})]) as server:
        client = client_for(server, ssl_ca_cert=roots, timeout=(5, 0.5))
        assert create(client, as_json(LARGE)).id == 1
        assert create(client, {"content": "next"}).id == 2
        assert server.connections == 2


HANG_WITHOUT_READING = pause(60)


def test_a_body_is_sent_in_pieces_that_are_watched_over(client_for: ClientFor) -> None:
    """What isn't an answer, in the middle of a body, ends the request at once and isn't taken for a success."""
    with ScriptedServer([Unread(b"nonsense\r\n\r\n", HANG)]) as server:
        began = time.monotonic()
        with pytest.raises(ApiConnectionException, match="isn't HTTP") as raised:
            create(client_for(server, timeout=(5, 20)), as_json(LARGE))
        assert time.monotonic() - began < 5
        assert isinstance(raised.value, AmbiguousResultException)
