"""Kept connections: when one is used again, and that what comes behind an answer is never the next one."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from exchanging import (
    BODY,
    OK_LIST,
    PLAIN,
    ClientFor,
    create,
    failure_of,
    get,
    list_messages,
    no_socket_is_left_open,  # noqa: F401
)
from servers import (
    CLOSE,
    RESET,
    Request,
    ScriptedServer,
    answer,
    chunks,
    head,
    json_answer,
    pause,
)
from timing import wait_until

from chatwoot_client import (
    AmbiguousResultException,
    ApiConnectionException,
    PublicMessage,
)
from chatwoot_client.calls.route import Route

STALE = json_answer({"id": 666})


def of_size(size: int) -> bytes:
    """An answer that has as many bytes, its head included."""
    fill = size - len(head(200, [("Content-Length", str(size))])) - len('{"id": 1, "fill": ""}')
    body = b'{"id": 1, "fill": "%s"}' % (b"x" * fill)
    return head(200, [("Content-Length", f"{len(body):0{len(str(size))}d}")]) + body


SIZES = [500, 4096, 8191, 8192, 8193, 16384, 65536, 70_000, 200_000]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("late", [False, True], ids=["at once", "a moment later"])
def test_bytes_behind_an_answer_are_not_the_next_one(
    size: int, late: bool, tls: Any, client_for: ClientFor, roots: Path
) -> None:
    """At once: in the same record of TLS, where there's room for both."""
    first = of_size(size)
    assert len(first) == size
    script = [(first, pause(0.05), STALE) if late else first + STALE, json_answer({"id": 2})]
    with ScriptedServer(script, tls=tls) as server:
        client = client_for(server, ssl_ca_cert=roots, connection_pool_maxsize=1)
        assert get(client)["id"] == 1
        if late:
            time.sleep(0.15)
        assert get(client) == {"id": 2}
        assert [request.connection for request in server.requests] == [0, 1]


@pytest.mark.parametrize(
    "first",
    [
        head(200, [("Transfer-Encoding", "chunked")]) + chunks(b'{"id": 1}'),
        head(204),
        head(200, [("Content-Length", "0")]),
    ],
    ids=["chunks", "204", "empty"],
)
def test_that_holds_however_the_answer_ends(first: bytes, tls: Any, client_for: ClientFor, roots: Path) -> None:
    with ScriptedServer([first + STALE, json_answer({"id": 2})], tls=tls) as server:
        client = client_for(server, ssl_ca_cert=roots, connection_pool_maxsize=1)
        assert get(client) in ({"id": 1}, None)
        assert get(client) == {"id": 2}


@pytest.mark.parametrize("size", [1, 7, 65536])
def test_that_holds_for_an_answer_that_is_read_in_pieces(
    size: int, tls: Any, client_for: ClientFor, roots: Path
) -> None:
    with ScriptedServer([of_size(8192) + STALE, json_answer({"id": 2})], tls=tls) as server:
        client = client_for(server, ssl_ca_cert=roots, connection_pool_maxsize=1)
        with client.invoke("GET", Route("/thing"), options={"_preload_content": False}) as response:
            assert sum(map(len, response.stream(size))) < 8192
        assert get(client) == {"id": 2}


def test_a_connection_that_holds_nothing_more_is_kept(tls: Any, client_for: ClientFor, roots: Path) -> None:
    with ScriptedServer([of_size(8192), of_size(70_000), json_answer({"id": 3})], tls=tls) as server:
        client = client_for(server, ssl_ca_cert=roots)
        for id in (1, 1, 3):
            assert get(client)["id"] == id
        assert server.connections == 1


def test_the_connection_that_was_used_last_is_used_next(client_for: ClientFor) -> None:
    """So that those that aren't needed any more are the ones that grow old."""

    def script(request: Request) -> Any:
        return (pause(0.3), answer(b"{}")) if request.target.endswith("slow") else answer(b"{}")

    with ScriptedServer(script) as server:
        client = client_for(server)
        threads = [threading.Thread(target=client.invoke, args=("GET", Route("/slow"))) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for _ in range(5):
            get(client)
        assert server.connections == 3
        assert len({request.connection for request in server.requests[3:]}) == 1


def test_a_connection_is_kept_while_it_is_young(client_for: ClientFor) -> None:
    with ScriptedServer([json_answer({})]) as server:
        client = client_for(server, keepalive_expiry=60)
        get(client)
        time.sleep(0.1)
        get(client)
        assert server.connections == 1


def test_a_connection_is_kept_for_the_next_call(client_for: ClientFor) -> None:
    with ScriptedServer([OK_LIST]) as server:
        client = client_for(server)
        for _ in range(5):
            list_messages(client)
        assert server.connections == 1


def test_an_idle_connection_that_the_server_closed_is_not_used(client_for: ClientFor) -> None:
    with ScriptedServer([(OK_LIST, CLOSE), json_answer({})]) as server:
        client = client_for(server, retries=0)
        list_messages(client)
        wait_until(lambda: server.open_connections == 0)
        assert create(client) == PublicMessage()
        assert [request.connection for request in server.requests] == [0, 1]


@pytest.mark.parametrize("end", [CLOSE, RESET], ids=["closed", "reset"])
def test_a_connection_that_closes_just_as_the_request_comes_never_sends_a_write_twice(
    end: Any, client_for: ClientFor
) -> None:
    with ScriptedServer([OK_LIST, end, json_answer({})]) as server:
        client = client_for(server)
        list_messages(client)
        error = failure_of(lambda: create(client))
        assert isinstance(error, AmbiguousResultException)
        assert isinstance(error, ApiConnectionException)
        assert [request.method for request in server.requests] == ["GET", "POST"]


def test_a_connection_idle_for_longer_than_its_expiry_is_not_used(client_for: ClientFor) -> None:
    expiry = 0.2
    with ScriptedServer([OK_LIST]) as server:
        client = client_for(server, keepalive_expiry=expiry)
        list_messages(client)
        # In use for longer than that, and never idle for as long: a busy machine may take some calls to show it.
        began, shown = time.monotonic(), 0
        while time.monotonic() - began < 2 * expiry or not shown:
            list_messages(client)
            before, latest = server.requests[-2:]
            if latest.moment - before.moment < expiry:
                assert latest.connection == before.connection
                shown += 1
        time.sleep(1.5 * expiry)
        list_messages(client)
        assert server.requests[-1].connection == latest.connection + 1
        wait_until(lambda: server.open_connections == 1)


@pytest.mark.parametrize(
    "closing",
    [head(200, [*PLAIN, ("Connection", "close")]) + BODY, head(200, PLAIN, "HTTP/1.0") + BODY],
    ids=["Connection: close", "HTTP/1.0"],
)
def test_an_answer_that_is_the_last_one_of_its_connection_is_taken_at_its_word(
    closing: bytes, client_for: ClientFor
) -> None:
    with ScriptedServer([closing]) as server:
        client = client_for(server)
        list_messages(client)
        list_messages(client)
        assert [request.connection for request in server.requests] == [0, 1]


def test_a_connection_that_switched_to_another_protocol_is_not_used_again(client_for: ClientFor) -> None:
    with ScriptedServer([head(101, [("Upgrade", "websocket")]), OK_LIST]) as server:
        client = client_for(server)
        assert failure_of(lambda: list_messages(client)).status == 101
        list_messages(client)
        assert [request.connection for request in server.requests] == [0, 1]


def test_after_close_a_call_opens_anew(client_for: ClientFor) -> None:
    with ScriptedServer([OK_LIST]) as server:
        client = client_for(server)
        list_messages(client)
        client.close()
        client.close()
        wait_until(lambda: server.open_connections == 0)
        assert list_messages(client) == [PublicMessage(id=1)]
        assert server.connections == 2
