"""An exchange: whatever a server or the network does ends in the right answer or the right exception, in time."""

from __future__ import annotations

import codecs
import gc
import gzip
import math
import re
import threading
import time
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from exchanging import (
    BODY,
    CALLS,
    CHUNKED,
    CUT,
    GZIP,
    LONG,
    NOT_HTTP,
    OK_LIST,
    PLAIN,
    ClientFor,
    create,
    failure_of,
    list_messages,
    no_socket_is_left_open,  # noqa: F401
)
from servers import (
    CLOSE,
    HANG,
    RESET,
    Answer,
    Request,
    ScriptedServer,
    answer,
    chunks,
    closed_port,
    deaf_port,
    drip,
    endless,
    head,
    json_answer,
    pause,
)
from timing import SLACK, wait_until

from chatwoot_client import (
    AmbiguousResultException,
    ApiConnectionException,
    ApiException,
    ApiTimeoutException,
    DecodeException,
    NotFoundException,
    PublicMessage,
    ServiceException,
)
from chatwoot_client.calls.route import Route

pytestmark = pytest.mark.filterwarnings("error")


class Fault(NamedTuple):
    """What a server does with a request, what that is to become, and how the reason says it."""

    name: str
    answer: Answer
    usual: type[ApiException]
    reason: str
    settings: Mapping[str, Any] = MappingProxyType({})


SHORT = {"timeout": (5, 0.2)}


WHOLE = {"timeout": 0.4}


SMALL = {"max_response_size": 100_000}


BOMB = gzip.compress(b"[" + b" " * 300_000 + b"]")


DEEP = b"[" * 100_000 + b"]" * 100_000


TOO_LARGE = "max_response_size"


TIMEOUT, LOST, UNREADABLE = ApiTimeoutException, ApiConnectionException, DecodeException


IN_TIME, COMPRESSED, NO_JSON, TOO_DEEP = "no answer in time", "compressed", "isn't JSON", "nested too deeply"


NO_ANSWER = "without an answer"


IN_CHUNKS = head(200, CHUNKED)


FAULTS = [
    Fault("silent", HANG, TIMEOUT, IN_TIME, SHORT),
    Fault("silent in the head", (b"HTTP/1.1 200 OK\r\nContent-", HANG), TIMEOUT, IN_TIME, SHORT),
    Fault("silent in the body", (LONG, b"[", HANG), TIMEOUT, IN_TIME, SHORT),
    Fault("silent in a chunk", (IN_CHUNKS, b"9\r\n[", HANG), TIMEOUT, IN_TIME, SHORT),
    Fault("drip in the status line", drip(b"HTTP/1.1 200 " + b"O" * 99, 0.05), TIMEOUT, IN_TIME, WHOLE),
    Fault("drip in the head", (b"HTTP/1.1 200 OK\r\n", drip(b"X: y\r\n" * 99, 0.05)), TIMEOUT, IN_TIME, WHOLE),
    Fault("drip in the body", (LONG, drip(b"[" + b" " * 99, 0.05)), TIMEOUT, IN_TIME, WHOLE),
    Fault("drip of chunks", (IN_CHUNKS, endless(b"1\r\n \r\n", 0.05)), TIMEOUT, IN_TIME, WHOLE),
    Fault("drip without a length", (head(), endless(b" ", 0.05)), TIMEOUT, IN_TIME, WHOLE),
    Fault("drip of trailers", (IN_CHUNKS, b"0\r\n", endless(b"X: y\r\n", 0.05)), TIMEOUT, IN_TIME, WHOLE),
    Fault("drip of interim answers", endless(head(102), 0.05), TIMEOUT, IN_TIME, WHOLE),
    Fault("closed at once", CLOSE, LOST, NO_ANSWER),
    Fault("reset at once", RESET, LOST, "reset"),
    Fault("reset in the head", (b"HTTP/1.1 200 OK\r\nContent-", pause(0.05), RESET), LOST, "reset"),
    Fault("reset in the body", (LONG, b"[", pause(0.05), RESET), LOST, "reset"),
    Fault("cut status line", (b"HTTP/1.1 2", CLOSE), LOST, ""),
    Fault("cut head", (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n", CLOSE), LOST, CUT),
    Fault("cut head that announced no length", (b"HTTP/1.1 200 OK\r\nX: y\r\n", CLOSE), LOST, CUT),
    Fault("cut header line", (b"HTTP/1.1 200 OK\r\nContent-Len", CLOSE), LOST, CUT),
    Fault("cut body", (LONG, b"[]", CLOSE), LOST, CUT),
    Fault("no body", (LONG, CLOSE), LOST, CUT),
    Fault("cut chunk", (IN_CHUNKS, b"9\r\n[]", CLOSE), LOST, CUT),
    Fault("no last chunk", (IN_CHUNKS, chunks(b"[]", end=b""), CLOSE), LOST, CUT),
    Fault("no end of a chunk", (IN_CHUNKS, b"2\r\n[]", CLOSE), LOST, CUT),
    Fault("cut chunk size", (IN_CHUNKS, b"2", CLOSE), LOST, CUT),
    Fault("closed after interim answers", (head(100), head(103), CLOSE), LOST, NO_ANSWER),
    Fault("a chunk size that is no number", (IN_CHUNKS, b"zz\r\n[]\r\n", HANG), LOST, NOT_HTTP),
    Fault("a negative chunk size", (IN_CHUNKS, b"-1\r\n", endless(b" " * 65536)), LOST, NOT_HTTP, SMALL),
    Fault("an empty chunk size", (IN_CHUNKS, b"\r\n[]\r\n", HANG), LOST, NOT_HTTP),
    Fault("a chunk longer than its size", (IN_CHUNKS, b"1\r\n[]\r\n0\r\n\r\n", HANG), LOST, NOT_HTTP),
    Fault("a chunk size line without end", (IN_CHUNKS, endless(b"0" * 65536)), LOST, NOT_HTTP),
    Fault("garbage", b"\x16\x03\x01\x02\x00" * 50 + b"\r\n", LOST, NOT_HTTP),
    Fault("garbage without end", endless(b"\x00" * 65536), LOST, NOT_HTTP),
    Fault("another protocol", b"SSH-2.0-OpenSSH_9.6\r\n", LOST, NOT_HTTP),
    Fault("no status", b"HTTP/1.1 \r\n\r\n", LOST, NOT_HTTP),
    Fault("a status of words", b"HTTP/1.1 two hundred\r\n\r\n", LOST, NOT_HTTP),
    Fault("a status of four digits", b"HTTP/1.1 2000 OK\r\n\r\n", LOST, NOT_HTTP),
    Fault("a negative status", b"HTTP/1.1 -200 OK\r\n\r\n", LOST, NOT_HTTP),
    Fault("a flood of headers", (b"HTTP/1.1 200 OK\r\n", endless(b"X-Flood: y\r\n" * 1000)), LOST, NOT_HTTP),
    Fault("a header line without end", (b"HTTP/1.1 200 OK\r\nX: ", endless(b"y" * 65536)), LOST, NOT_HTTP),
    Fault("interim answers without end", endless(head(103, [("Link", "</a>")]) * 50), LOST, NOT_HTTP),
    Fault("two lengths", head(200, [("Content-Length", "2"), ("Content-Length", "3")]), LOST, NOT_HTTP),
    Fault("a negative length", head(200, [("Content-Length", "-2")]), LOST, NOT_HTTP),
    Fault("a length of words", head(200, [("Content-Length", "two")]), LOST, NOT_HTTP),
    Fault("a length of 5000 digits", head(200, [("Content-Length", "9" * 5000)]), ApiException, ""),
    Fault(
        "a long body", (head(200, [("Content-Length", "100001")]), endless(b" " * 65536)), UNREADABLE, TOO_LARGE, SMALL
    ),
    Fault("endless chunks", (IN_CHUNKS, endless(chunks(b" " * 4096, end=b""))), UNREADABLE, TOO_LARGE, SMALL),
    Fault("one huge chunk", (IN_CHUNKS, b"7fffffffffff\r\n", endless(b" " * 65536)), UNREADABLE, TOO_LARGE, SMALL),
    Fault("an endless body", (head(), endless(b" " * 65536)), UNREADABLE, TOO_LARGE, SMALL),
    Fault("a gzip bomb", answer(BOMB, headers=GZIP), UNREADABLE, TOO_LARGE, SMALL),
    Fault(
        "a gzip bomb in gzip",
        answer(gzip.compress(BOMB), headers={"Content-Encoding": "gzip, gzip"}),
        UNREADABLE,
        TOO_LARGE,
        SMALL,
    ),
    Fault("cut gzip", answer(gzip.compress(b"[]")[:-9], headers=GZIP), UNREADABLE, COMPRESSED),
    Fault(
        "corrupt gzip",
        answer(gzip.compress(b"[" + b" " * 99 + b"]").replace(b"\x00\x00", b"\xff\x00"), headers=GZIP),
        UNREADABLE,
        COMPRESSED,
    ),
    Fault(
        "gzip with a wrong checksum",
        answer(gzip.compress(b"[]")[:-8] + b"\x00" * 8, headers=GZIP),
        UNREADABLE,
        COMPRESSED,
    ),
    Fault("no gzip", answer(b"[]", headers=GZIP), UNREADABLE, COMPRESSED),
    Fault(
        "an encoding that nobody knows",
        answer(b"[]", headers={"Content-Encoding": "br"}),
        UNREADABLE,
        r"unknown.*\(br\)",
    ),
    Fault("deep JSON", answer(DEEP), UNREADABLE, TOO_DEEP),
    Fault("deep objects", answer(b'{"a":' * 100_000 + b"1" + b"}" * 100_000), UNREADABLE, TOO_DEEP),
    Fault("a number of 5000 digits", answer(b"9" * 5000), UNREADABLE, ""),
    Fault("latin-1", answer('[{"content": "é"}]'.encode("latin-1")), UNREADABLE, "UTF-8"),
    Fault("half a UTF-16 character", answer('[{"content": "é"}]'.encode("utf-16")[:-1]), UNREADABLE, ""),
    Fault(
        "an HTML page",
        answer(b"<!doctype html><html></html>", headers={"Content-Type": "text/html"}),
        UNREADABLE,
        NO_JSON,
    ),
    Fault("cut JSON", answer(b'[{"id": 1'), UNREADABLE, NO_JSON),
    Fault("two JSON values", answer(b"[] []"), UNREADABLE, NO_JSON),
    Fault("text instead of a model", answer(b'"text"'), UNREADABLE, "text instead of"),
    Fault("a number instead of a model", answer(b"1"), UNREADABLE, "a number instead of"),
    Fault("a boolean instead of a model", answer(b"true"), UNREADABLE, "a boolean instead of"),
    Fault("an HTML page with 502", answer(b"<html>Bad Gateway</html>", 502), ServiceException, ""),
    Fault("deep JSON with 500", answer(DEEP, 500), ServiceException, ""),
    Fault("switching protocols", head(101, [("Upgrade", "websocket")]), ApiException, ""),
    Fault("not modified", head(304, [("Content-Length", "1000")]), ApiException, ""),
]


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_ends_in_the_right_exception_in_time_and_the_client_works_on(
    fault: Fault, name: str, client_for: ClientFor
) -> None:
    call = CALLS[name]
    good = json_answer([] if name == "list" else {})
    with ScriptedServer([fault.answer, good]) as server:
        client = client_for(server, retries=0, **{"timeout": 5, **fault.settings})
        began = time.monotonic()
        error = failure_of(lambda: call(client))
        seconds = time.monotonic() - began
        assert call(client) == ([] if name == "list" else PublicMessage())
        assert len(server.requests) == 2
    assert isinstance(error, fault.usual)
    assert re.search(fault.reason, error.reason or "")
    if fault.usual is ApiTimeoutException:
        timeout = fault.settings["timeout"]
        expected = timeout if isinstance(timeout, float) else timeout[1]
        assert expected <= seconds < expected + SLACK
    else:
        assert seconds < SLACK
    assert isinstance(error, AmbiguousResultException) == (error.outcome == "unknown" and name == "create")
    # The server may have stored before it failed.
    stored = name == "create" and error.status == 500
    assert error.outcome == ("refused" if error.status in (101, 304, 500) and not stored else "unknown")
    assert error.method == server.requests[0].method
    assert error.url is not None
    assert error.url.startswith(server.url)
    assert str(error)


def test_a_fault_leaves_no_cycle_that_keeps_its_connection_and_its_secrets_alive(client_for: ClientFor) -> None:
    faults = [HANG, CLOSE, (LONG, CLOSE), answer(status=500), answer(b"<"), answer(b"x", headers=GZIP)]
    with ScriptedServer([OK_LIST, *faults]) as server:
        client = client_for(server, timeout=0.2, retries=0)
        list_messages(client)
        gc.collect()
        gc.disable()
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            for _ in faults:
                with pytest.raises(ApiException):
                    list_messages(client)
            gc.collect()
            kept = [
                thing
                for thing in gc.garbage
                if type(thing).__module__.startswith(("chatwoot_client", "http", "urllib3"))
            ]
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
    assert kept == []


class Good(NamedTuple):
    """An answer and what it is to become."""

    name: str
    answer: Answer
    value: Any
    settings: Mapping[str, Any] = MappingProxyType({})


#: RFC 1952: the fourth byte says that a name follows the ten of the header, here more than is decompressed at a time.
GZIP_OF_A_LONG_NAME = gzip.compress(BODY)[:3] + b"\x08" + gzip.compress(BODY)[4:10] + b"n" * 70_000 + b"\x00"


GZIP_OF_A_LONG_NAME += gzip.compress(BODY)[10:]


GOOD = [
    Good("continue before it", head(100) + OK_LIST, [{"id": 1}]),
    Good("early hints before it", head(103, [("Link", "</a>")]) * 3 + OK_LIST, [{"id": 1}]),
    Good("many interim answers before it", (head(102) * 50, pause(0.02), OK_LIST), [{"id": 1}]),
    Good("204", head(204), None),
    Good("204 with a length", head(204, [("Content-Length", "5")]), None),
    Good("204 that says it's chunked", head(204, CHUNKED), None),
    Good("204 with a body", head(204) + b"body", None),
    Good("empty 200", answer(), None),
    Good("empty 200 without a length", (head(), CLOSE), None),
    Good("blank 200", answer(b" \r\n"), None),
    Good("null", answer(b"null"), None),
    Good("201", answer(BODY, 201), [{"id": 1}]),
    Good("a status without a reason", b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n[]", []),
    Good("a reason that isn't ASCII", b"HTTP/1.1 200 \xc3\xbc\r\nContent-Length: 2\r\n\r\n[]", []),
    Good("an answer after it", OK_LIST + json_answer([{"id": 666}]), [{"id": 1}]),
    Good("an answer a moment after it", (OK_LIST, pause(0.05), json_answer([{"id": 666}])), [{"id": 1}]),
    Good("garbage after it", OK_LIST + b"\x00" * 99, [{"id": 1}]),
    Good("chunks", head(200, CHUNKED) + chunks(*(BODY[i : i + 1] for i in range(len(BODY)))), [{"id": 1}]),
    Good("chunks with extensions and trailers", head(200, CHUNKED) + b"2;a=b\r\n[]\r\n0;c\r\nX: y\r\n\r\n", []),
    Good("chunks and a length", head(200, [*CHUNKED, ("Content-Length", "3")]) + chunks(BODY), [{"id": 1}]),
    Good("the same length twice", head(200, PLAIN * 2) + BODY, [{"id": 1}]),
    Good("closed after the last chunk", (head(200, CHUNKED), chunks(BODY, end=b"0\r\n"), CLOSE), [{"id": 1}]),
    Good("chunk sizes in capitals", head(200, CHUNKED) + b"B  \r\n" + BODY + b"\r\n000\r\n\r\n", [{"id": 1}]),
    Good("no length", (head(), BODY, CLOSE), [{"id": 1}]),
    Good("Connection: close", (head(200, [*PLAIN, ("Connection", "close")]) + BODY, CLOSE), [{"id": 1}]),
    Good("HTTP/1.0", (head(200, PLAIN, "HTTP/1.0") + BODY, CLOSE), [{"id": 1}]),
    Good("HTTP/1.0 kept alive", head(200, [*PLAIN, ("Connection", "keep-alive")], "HTTP/1.0") + BODY, [{"id": 1}]),
    Good("line feeds alone", b"HTTP/1.1 200 OK\nContent-Length: 2\n\n[]", []),
    Good("a folded header", b"HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 2\r\n\r\n[]", []),
    Good("a folded length", b"HTTP/1.1 200 OK\r\nContent-Length:\r\n 2\r\n\r\n[]", []),
    Good("a line that is no header", b"HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 2\r\n\r\n[]", []),
    Good("a hundred headers", head(200, [*[("X", "y")] * 99, ("Content-Length", "2")]) + b"[]", []),
    Good("a slow one within its time", (drip(head(200, PLAIN), 0.001), drip(BODY, 0.01)), [{"id": 1}]),
    Good("gzip", answer(gzip.compress(BODY), headers=GZIP), [{"id": 1}]),
    Good("gzip in chunks", head(200, [*CHUNKED, *GZIP.items()]) + chunks(gzip.compress(BODY)), [{"id": 1}]),
    Good("deflate", answer(zlib.compress(BODY), headers={"Content-Encoding": "deflate"}), [{"id": 1}]),
    Good("raw deflate", answer(zlib.compress(BODY)[2:-4], headers={"Content-Encoding": "deflate"}), [{"id": 1}]),
    Good(
        "gzip in gzip",
        answer(gzip.compress(gzip.compress(BODY)), headers={"Content-Encoding": "gzip, gzip"}),
        [{"id": 1}],
    ),
    Good("gzip of two members", answer(gzip.compress(BODY[:4]) + gzip.compress(BODY[4:]), headers=GZIP), [{"id": 1}]),
    Good("gzip of a file with a long name", answer(GZIP_OF_A_LONG_NAME, headers=GZIP), [{"id": 1}]),
    Good("identity", answer(BODY, headers={"Content-Encoding": "identity"}), [{"id": 1}]),
    Good("a byte order mark", answer(codecs.BOM_UTF8 + BODY), [{"id": 1}]),
    Good("UTF-16", answer('[{"content": "é"}]'.encode("utf-16")), [{"content": "é"}]),
    Good("UTF-16 without a mark", answer('[{"content": "é"}]'.encode("utf-16-le")), [{"content": "é"}]),
    Good("a wrong content type", answer(BODY, headers={"Content-Type": "text/plain; charset=latin-1"}), [{"id": 1}]),
    Good("a repeated key", answer(b'[{"id": 2, "id": 1}]'), [{"id": 1}]),
    Good("as large as may be", answer(BODY + b" " * (100 - len(BODY))), [{"id": 1}], {"max_response_size": 100}),
]


@pytest.mark.parametrize("good", GOOD, ids=lambda good: good.name)
def test_an_odd_answer_becomes_what_it_says_and_the_next_one_is_not_mixed_up_with_it(
    good: Good, client_for: ClientFor
) -> None:
    with ScriptedServer([good.answer, json_answer([{"id": 2}])]) as server:
        client = client_for(server, retries=0, timeout=5, **good.settings)
        value = list_messages(client)
        assert (value and [item.to_dict() for item in value]) == good.value
        assert all(type(item) is PublicMessage for item in value or ())
        time.sleep(0.1)
        assert list_messages(client) == [PublicMessage(id=2)]


def test_nan_is_handed_over_as_it_came(client_for: ClientFor) -> None:
    with ScriptedServer([answer(b'[{"id": NaN, "created_at": Infinity}]')]) as server:
        (message,) = list_messages(client_for(server))
    assert math.isnan(message.to_dict()["id"])
    assert message.to_dict()["created_at"] == math.inf


def test_an_answer_of_50_mb_is_read_whole(client_for: ClientFor) -> None:
    body = b'[{"content": "' + b"x" * 50_000_000 + b'"}]'
    for sent in (
        answer(body),
        (head(), body, CLOSE),
        head(200, CHUNKED) + chunks(body[:30_000_000], body[30_000_000:]),
    ):
        with ScriptedServer([sent]) as server:
            (message,) = list_messages(client_for(server))
        assert len(message.content) == 50_000_000


UNREADABLE_PAGES = {
    "too large": answer(b"x" * 2000, 404),
    "too large and late": (head(404, [("Content-Length", "2000")]), pause(0.05), b"x" * 2000),
    "too large in chunks": (head(404, CHUNKED), endless(chunks(b"x" * 999, end=b""))),
    "a gzip bomb": answer(BOMB, 404, GZIP),
    "corrupt gzip": answer(b"x" * 99, 404, GZIP),
    "an encoding that nobody knows": answer(b"x" * 99, 404, {"Content-Encoding": "br"}),
}


@pytest.mark.parametrize("page", UNREADABLE_PAGES)
def test_an_errors_status_holds_even_if_its_page_can_not_be_read(page: str, client_for: ClientFor) -> None:
    with ScriptedServer([UNREADABLE_PAGES[page], json_answer({})]) as server:
        client = client_for(server, max_response_size=1000)
        error = failure_of(lambda: create(client))
        assert create(client) == PublicMessage()
    assert type(error) is NotFoundException
    assert (error.outcome, error.body) == ("refused", "")


@pytest.mark.parametrize("name", CALLS)
def test_a_refused_connection_was_not_sent(name: str, client_for: ClientFor) -> None:
    error = failure_of(lambda: CALLS[name](client_for(f"http://127.0.0.1:{closed_port()}", retries=0)))
    assert type(error) is ApiConnectionException
    assert error.outcome == "not_sent"
    assert error.reason == "Connection refused"


def test_a_name_that_can_not_be_resolved_was_not_sent(client_for: ClientFor) -> None:
    error = failure_of(lambda: create(client_for("http://no-such-host.invalid", retries=0)))
    assert type(error) is ApiConnectionException
    assert error.outcome == "not_sent"
    assert "can't be resolved" in error.reason


@pytest.mark.parametrize("timeout", [0.3, (0.3, 60)])
def test_a_server_that_never_accepts_is_given_up_in_the_time_to_connect(timeout: Any, client_for: ClientFor) -> None:
    with deaf_port() as port:
        client = client_for(f"http://127.0.0.1:{port}", timeout=timeout, retries=0)
        began = time.monotonic()
        error = failure_of(lambda: create(client))
        assert 0.3 <= time.monotonic() - began < 0.3 + SLACK
    assert type(error) is ApiTimeoutException
    assert error.outcome == "not_sent"


@pytest.mark.parametrize("greeting", [CLOSE, RESET], ids=["closed", "reset"])
def test_a_connection_that_ends_before_a_request_was_read_may_have_carried_it(
    greeting: Any, client_for: ClientFor
) -> None:
    with ScriptedServer([json_answer({})], [greeting]) as server:
        client = client_for(server, retries=0)
        error = failure_of(lambda: create(client))
        # Which of the two is told depends on whether the end or the request came first.
        assert isinstance(error, AmbiguousResultException) == (error.outcome == "unknown")
        assert isinstance(error, ApiConnectionException)
        assert create(client) == PublicMessage()
        assert len(server.requests) == 1


def test_callers_wait_for_a_free_connection_within_their_timeout(client_for: ClientFor) -> None:
    go_on = threading.Event()
    with ScriptedServer([(lambda _: go_on.wait(20), OK_LIST)]) as server:
        client = client_for(server, connection_pool_maxsize=1, retries=0)
        other = threading.Thread(target=list_messages, args=(client,))
        other.start()
        wait_until(lambda: len(server.requests) == 1)
        began = time.monotonic()
        error = failure_of(lambda: create(client, _request_timeout=0.1))
        assert 0.1 <= time.monotonic() - began < 0.1 + SLACK
        assert type(error) is ApiTimeoutException
        assert error.outcome == "not_sent"
        assert "connection_pool_maxsize" in error.reason
        go_on.set()
        assert list_messages(client) == [PublicMessage(id=1)]
        other.join()
        assert (len(server.requests), server.connections) == (2, 1)


def test_threads_share_the_connections_and_each_gets_its_own_answer(client_for: ClientFor) -> None:
    def echo(request: Request) -> Answer:
        return (pause(0.002), json_answer({"id": int(request.target.rpartition("/")[2])}))

    wrong: list[Any] = []

    def work(first: int) -> None:
        for id in range(first, first + 20):
            answered = client.invoke("GET", Route("/things/{id}"), (id,), returns=PublicMessage)
            if answered.id != id:
                wrong.append((id, answered))

    with ScriptedServer(echo) as server:
        client = client_for(server, connection_pool_maxsize=4)
        threads = [threading.Thread(target=work, args=(number * 1000,)) for number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert len(server.requests) == 16 * 20
        assert server.connections <= 4
