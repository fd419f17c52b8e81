"""Answers that are handed over open, and read by whoever asked."""

from __future__ import annotations

import gc
import gzip
import os
import threading
import warnings
from typing import Any, Callable

import pytest
from exchanging import (
    BODY,
    CHUNKED,
    CUT,
    GZIP,
    LONG,
    NOT_HTTP,
    PLAIN,
    ClientFor,
    create,
    failure_of,
    get,
    no_socket_is_left_open,  # noqa: F401
)
from servers import (
    CLOSE,
    HANG,
    RESET,
    Answer,
    ScriptedServer,
    answer,
    chunks,
    drip,
    endless,
    head,
    json_answer,
    pause,
)
from timing import wait_until

from chatwoot_client import (
    AmbiguousResultException,
    ApiClient,
    ApiConnectionException,
    ApiException,
    ApiTimeoutException,
    DecodeException,
)
from chatwoot_client.calls.route import Route
from chatwoot_client.calls.watch import WATCHERS
from chatwoot_client.events.own import Own

pytestmark = pytest.mark.filterwarnings("error")


def open_answer(client: ApiClient, method: str = "GET", **options: Any) -> Any:
    return client.invoke(method, Route("/thing"), options={"_preload_content": False, **options})


def test_an_open_answer_shows_its_status_and_headers_before_its_body_has_come(client_for: ClientFor) -> None:
    go_on = threading.Event()

    def held_back(connection: Any) -> None:
        go_on.wait(5)

    slow = (head(200, [*PLAIN, ("X-One", "1")]), held_back, BODY)
    with ScriptedServer([slow]) as server, open_answer(client_for(server)) as response:
        assert (response.status, response.reason) == (200, "OK")
        assert response.headers["x-one"] == response.getheader("X-ONE") == "1"
        assert response.getheaders()["X-One"] == "1"
        assert response.getheader("absent", "nothing") == "nothing"
        go_on.set()
        assert response.data == response.data == BODY
        assert response.read() == b""


SHAPES = {
    "length": head(200, PLAIN) + BODY,
    "chunks": head(200, CHUNKED) + chunks(BODY[:3], BODY[3:]),
    "no length": (head(), BODY, CLOSE),
    "gzip": answer(gzip.compress(BODY), headers=GZIP),
    "gzip in chunks": head(200, [*CHUNKED, *GZIP.items()]) + chunks(gzip.compress(BODY)),
}


READS: dict[str, Callable[[Any], bytes]] = {
    "data": lambda response: response.data,
    "read()": lambda response: response.read(),
    "read(None)": lambda response: response.read(None),
    "read(-1)": lambda response: response.read(-1),
    "read(3)": lambda response: b"".join(iter(lambda: response.read(3), b"")),
    "read(3) and the rest": lambda response: response.read(3) + response.read(),
    "read(0) and the rest": lambda response: response.read(0) + response.read(),
    "stream()": lambda response: b"".join(response.stream()),
    "stream(2)": lambda response: b"".join(response.stream(2)),
}


@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize("shape", SHAPES)
def test_an_open_answer_is_read_in_any_way_and_its_connection_used_again(
    shape: str, read: str, client_for: ClientFor
) -> None:
    with ScriptedServer([SHAPES[shape], json_answer({})]) as server:
        client = client_for(server, connection_pool_maxsize=1, timeout=5)
        response = open_answer(client)
        assert READS[read](response) == BODY
        assert response.read() == b""
        assert list(response.stream()) == []
        assert get(client) == {}
        assert server.connections == (2 if shape == "no length" else 1)


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_pieces_are_no_larger_than_asked_for(size: int, client_for: ClientFor) -> None:
    with ScriptedServer([head(200, CHUNKED) + chunks(*[b"x" * 700] * 3)]) as server:
        pieces = list(open_answer(client_for(server)).stream(size))
    assert sum(map(len, pieces)) == 2100
    assert max(map(len, pieces)) <= size


@pytest.mark.parametrize("how", ["closed", "with", "dropped", "released"])
@pytest.mark.parametrize("part", [0, 5])
def test_an_answer_that_is_not_read_to_its_end_leaks_nothing(how: str, part: int, client_for: ClientFor) -> None:
    with ScriptedServer([(LONG, b" " * 500, HANG), json_answer({})]) as server:
        client = client_for(server, connection_pool_maxsize=1, timeout=2)
        response = open_answer(client)
        assert len(response.read(part)) == part
        if how == "with":
            with response:
                pass
        elif how == "closed":
            response.close()
            response.close()
        elif how == "released":
            response.release_conn()
        if how != "dropped":
            assert response.read() == b""
        del response
        assert get(client) == {}
        assert server.connections == 2


def test_an_open_answer_in_a_cycle_is_collected_without_noise(client_for: ClientFor) -> None:
    with ScriptedServer([(LONG, HANG), json_answer({})]) as server:
        client = client_for(server, connection_pool_maxsize=1, timeout=2)
        cycle: list[Any] = [open_answer(client)]
        cycle.append(cycle)
        del cycle
        with warnings.catch_warnings():
            # That its socket was never closed may be told; anything else would be an error here.
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()
        assert get(client) == {}


@pytest.mark.parametrize(
    ("fault", "usual", "reason"),
    [
        ((LONG, b"[", CLOSE), ApiConnectionException, CUT),
        ((LONG, b"[", pause(0.05), RESET), ApiConnectionException, "reset"),
        ((LONG, b"[", HANG), ApiTimeoutException, "in time"),
        ((head(200, CHUNKED), b"9\r\n[", CLOSE), ApiConnectionException, CUT),
        ((head(200, CHUNKED), chunks(b"[", end=b""), CLOSE), ApiConnectionException, CUT),
        ((head(200, CHUNKED), chunks(b"[", end=b"zz\r\n"), HANG), ApiConnectionException, NOT_HTTP),
        (answer(gzip.compress(os.urandom(50_000))[:-20_000], headers=GZIP), DecodeException, "compressed"),
        (answer(b"not gzip at all", headers=GZIP), DecodeException, "compressed"),
    ],
    ids=["cut", "reset", "silent", "cut chunk", "no last chunk", "bad chunk", "cut gzip", "no gzip"],
)
@pytest.mark.parametrize("read", READS)
def test_a_fault_while_an_open_answer_is_read_is_one_of_ours_that_names_the_request(
    fault: Answer, usual: type[ApiException], reason: str, read: str, client_for: ClientFor
) -> None:
    with ScriptedServer([fault, json_answer({})]) as server:
        client = client_for(server, timeout=(5, 0.2), connection_pool_maxsize=1)
        response = open_answer(client)
        error = failure_of(lambda: READS[read](response))
        assert type(error) is usual
        assert reason in error.reason
        assert (error.method, error.url, error.outcome) == ("GET", f"{server.url}/thing", "unknown")
        assert error.request_id == server.requests[0].headers["x-request-id"]
        # What is missing doesn't turn into an end.
        assert type(failure_of(lambda: response.read())) is usual
        assert type(failure_of(lambda: response.data)) is usual
        assert get(client) == {}


def test_an_open_answer_in_an_encoding_that_nobody_knows_is_not_handed_over(client_for: ClientFor) -> None:
    with ScriptedServer([answer(b"??", headers={"Content-Encoding": "br"}), json_answer({})]) as server:
        client = client_for(server, connection_pool_maxsize=1)
        assert type(failure_of(lambda: open_answer(client))) is DecodeException
        assert get(client) == {}


def test_an_open_answer_that_goes_on_after_close_of_its_client_is_read_to_its_end(client_for: ClientFor) -> None:
    with ScriptedServer([(head(200, PLAIN), pause(0.1), BODY), json_answer({})]) as server:
        client = client_for(server)
        response = open_answer(client)
        client.close()
        assert response.data == BODY
        wait_until(lambda: server.open_connections == 0)
        assert get(client) == {}


def test_a_cut_answer_to_an_open_write_is_ambiguous(client_for: ClientFor) -> None:
    with ScriptedServer([(LONG, b"{", CLOSE)]) as server:
        response = create(client_for(server), _preload_content=False)
        error = failure_of(lambda: response.data)
    assert isinstance(error, AmbiguousResultException)
    assert error.sent == {"content": "hello"}


def test_an_open_answer_to_a_write_is_left_to_its_caller_although_own_messages_are_watched(
    client_for: ClientFor,
) -> None:
    WATCHERS.append(Own())
    try:
        test_a_cut_answer_to_an_open_write_is_ambiguous(client_for)
    finally:
        WATCHERS.pop()


def test_an_open_answer_that_is_read_whole_is_bounded(client_for: ClientFor) -> None:
    large = [answer(b" " * 200_000), answer(gzip.compress(b" " * 200_000), headers=GZIP), (head(), endless(b" " * 999))]
    with ScriptedServer(large) as server:
        client = client_for(server, max_response_size=100_000)
        for _ in large:
            error = failure_of(lambda: open_answer(client).read())
            assert type(error) is DecodeException


def test_an_open_answer_that_is_read_in_pieces_may_be_as_long_as_it_likes(client_for: ClientFor) -> None:
    with ScriptedServer([answer(b" " * 200_000)]) as server:
        response = open_answer(client_for(server, max_response_size=100_000))
        assert sum(map(len, response.stream())) == 200_000


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_error_status_is_raised_although_the_answer_was_asked_for_open(status: int, client_for: ClientFor) -> None:
    with ScriptedServer([json_answer({"error": "no"}, status)]) as server:
        error = failure_of(lambda: open_answer(client_for(server)))
    assert (error.status, error.message) == (status, "no")


def test_reading_an_open_answer_takes_as_long_as_its_reader_likes(client_for: ClientFor) -> None:
    slow = (head(200, [("Content-Length", "6")]), drip(b"123456", 0.1))
    with ScriptedServer([slow, slow]) as server:
        client = client_for(server, deadline=0.3, timeout=0.3)
        assert open_answer(client).read() == b"123456"
        assert type(failure_of(lambda: open_answer(client, _deadline=0.3).read())) is ApiTimeoutException


def test_the_answer_to_head_has_no_body(client_for: ClientFor) -> None:
    with ScriptedServer([LONG, head(200, CHUNKED), json_answer({})]) as server:
        client = client_for(server, timeout=2, retries=0)
        for _ in range(2):
            assert client.call_api("/thing", "HEAD").data is None
        assert get(client) == {}
        assert server.connections == 1
