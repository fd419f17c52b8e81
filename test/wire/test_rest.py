"""The wire: whatever a server or the network does ends in the right answer or the right exception, in time."""

from __future__ import annotations

import codecs
import gc
import gzip
import math
import os
import re
import socket
import ssl
import threading
import time
import traceback
import warnings
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Callable, NamedTuple

import pytest
import trustme
from servers import (
    CLOSE,
    HANG,
    RESET,
    Answer,
    Request,
    ScriptedServer,
    Unread,
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
    ApiClient,
    ApiConnectionException,
    ApiException,
    ApiTimeoutException,
    DecodeException,
    MessagesAPIApi,
    NotFoundException,
    PublicMessage,
    RetryPolicy,
    ServiceException,
)
from chatwoot_client.calls.route import Route

pytestmark = pytest.mark.filterwarnings("error")

CONTACT = ("inbox", "contact", 1)
OK_LIST = json_answer([{"id": 1}])
ClientFor = Callable[..., ApiClient]


def list_messages(client: ApiClient, **options: Any) -> Any:
    return MessagesAPIApi(client).list_all_converation_messages(*CONTACT, **options)


def create(client: ApiClient, body: Any = None, **options: Any) -> Any:
    return MessagesAPIApi(client).create_a_message(body or {"content": "hello"}, *CONTACT, **options)


def get(client: ApiClient, path: str = "/thing", **options: Any) -> Any:
    return client.invoke("GET", Route(path), returns=object, options=options)


def open_answer(client: ApiClient, method: str = "GET", **options: Any) -> Any:
    return client.invoke(method, Route("/thing"), options={"_preload_content": False, **options})


def failure_of(call: Callable[[], Any]) -> ApiException:
    """What *call* raises, and nothing foreign in its traceback."""
    with pytest.raises(ApiException) as raised:
        call()
    shown = "".join(traceback.format_exception(raised.type, raised.value, raised.tb))
    assert "During handling of" not in shown
    assert "direct cause of" not in shown
    chained = (raised.value.__cause__, raised.value.__context__)
    assert all(other is None or isinstance(other, ApiException) for other in chained)
    return raised.value


def open_sockets() -> int:
    count = 0
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            count += os.readlink(f"/proc/self/fd/{descriptor}").startswith("socket:")
        except OSError:
            continue
    return count


@pytest.fixture(autouse=True)
def _no_socket_is_left_open() -> Iterator[None]:
    if not os.path.isdir("/proc/self/fd"):
        yield
        return
    before = open_sockets()
    yield
    if open_sockets() != before:
        gc.collect()
    assert open_sockets() == before


# --- faults ---


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
CHUNKED = [("Transfer-Encoding", "chunked")]
LONG = head(200, [("Content-Length", "1000")])
GZIP = {"Content-Encoding": "gzip"}
BOMB = gzip.compress(b"[" + b" " * 300_000 + b"]")
DEEP = b"[" * 100_000 + b"]" * 100_000
CUT = "in the middle of the answer"
NOT_HTTP = "isn't HTTP"
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

CALLS = {"list": list_messages, "create": create}


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


# --- answers that are odd and right ---


class Good(NamedTuple):
    """An answer and what it is to become."""

    name: str
    answer: Answer
    value: Any
    settings: Mapping[str, Any] = MappingProxyType({})


BODY = b'[{"id": 1}]'
#: RFC 1952: the fourth byte says that a name follows the ten of the header, here more than is decompressed at a time.
GZIP_OF_A_LONG_NAME = gzip.compress(BODY)[:3] + b"\x08" + gzip.compress(BODY)[4:10] + b"n" * 70_000 + b"\x00"
GZIP_OF_A_LONG_NAME += gzip.compress(BODY)[10:]
PLAIN = [("Content-Length", str(len(BODY)))]
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


# --- reaching the server ---


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


# --- deadlines ---


def test_one_number_bounds_an_attempt_as_a_whole(client_for: ClientFor) -> None:
    with ScriptedServer([(LONG, endless(b" ", 0.05))]) as server:
        client = client_for(server, retries=0)
        began = time.monotonic()
        error = failure_of(lambda: list_messages(client, _request_timeout=0.5))
        assert 0.5 <= time.monotonic() - began < 0.5 + SLACK
    assert type(error) is ApiTimeoutException


def test_a_pair_bounds_each_read_and_not_their_sum(client_for: ClientFor) -> None:
    slow = (head(200, PLAIN), drip(BODY, 0.15))
    with ScriptedServer([slow, (LONG, HANG)]) as server:
        client = client_for(server, retries=0)
        began = time.monotonic()
        assert list_messages(client, _request_timeout=(5, 1.5)) == [PublicMessage(id=1)]
        assert time.monotonic() - began > 1.5
        began = time.monotonic()
        error = failure_of(lambda: list_messages(client, _request_timeout=(5, 0.5)))
        assert 0.5 <= time.monotonic() - began < 0.5 + SLACK
    assert type(error) is ApiTimeoutException


@pytest.mark.parametrize(
    "fault",
    [HANG, drip(b"HTTP/1.1 200 " + b"O" * 99, 0.05), (LONG, endless(b" ", 0.05)), answer(status=502)],
    ids=["silence", "drip in the head", "drip in the body", "waits between attempts"],
)
def test_the_deadline_bounds_everything(fault: Answer, client_for: ClientFor) -> None:
    with ScriptedServer([fault]) as server:
        client = client_for(server, retries=RetryPolicy(50, 0.02), timeout=(5, 0.2))
        began = time.monotonic()
        failure_of(lambda: list_messages(client, _deadline=0.7))
        assert time.monotonic() - began < 0.7 + SLACK


def test_the_deadline_of_the_configuration_counts_when_a_call_has_none(client_for: ClientFor) -> None:
    with ScriptedServer([HANG]) as server:
        began = time.monotonic()
        error = failure_of(lambda: create(client_for(server, deadline=0.3)))
        assert 0.3 <= time.monotonic() - began < 0.3 + SLACK
    assert isinstance(error, ApiTimeoutException)


def test_a_call_may_do_without_a_deadline(client_for: ClientFor) -> None:
    with ScriptedServer([(pause(0.4), OK_LIST)]) as server:
        client = client_for(server, deadline=0.2)
        assert list_messages(client, _deadline=None, _request_timeout=5) == [PublicMessage(id=1)]


@pytest.mark.parametrize("wrong", [0, -1, math.nan, math.inf, 1e10, pytest.param(10**400, id="10**400")])
def test_a_time_that_no_socket_can_wait_is_refused_before_anything_is_sent(wrong: float, client_for: ClientFor) -> None:
    with ScriptedServer([OK_LIST]) as server:
        client = client_for(server)
        for options in ({"_request_timeout": wrong}, {"_request_timeout": (5, wrong)}, {"_deadline": wrong}):
            with pytest.raises(ValueError, match=next(iter(options))):
                list_messages(client, **options)
        for setting in ("timeout", "deadline", "keepalive_expiry"):
            with pytest.raises(ValueError, match=setting):
                client_for(server, **{setting: wrong})
        assert server.connections == 0


def test_the_longest_time_is_one_that_a_socket_can_wait(client_for: ClientFor) -> None:
    with ScriptedServer([OK_LIST]) as server:
        client = client_for(server, deadline=None, timeout=10**9, keepalive_expiry=10**9)
        assert list_messages(client) == [PublicMessage(id=1)]


def test_an_upload_that_nobody_reads_is_given_up_in_time(client_for: ClientFor) -> None:
    attachment = ("a.bin", bytes(20_000_000))
    with ScriptedServer([Unread(pause(60))]) as server:
        for timeout in (0.4, (5, 0.4)):
            client = client_for(server, retries=0, timeout=timeout)
            began = time.monotonic()
            error = failure_of(lambda client=client: create(client, {"attachments": [attachment]}))
            assert 0.4 <= time.monotonic() - began < 0.4 + SLACK
            assert isinstance(error, ApiTimeoutException)
            assert error.outcome == "unknown"


def test_no_thread_is_used(client_for: ClientFor) -> None:
    ours = {"MainThread", "server"}
    during: set[str] = set()

    def slow(request: Request) -> Answer:
        during.update(thread.name for thread in threading.enumerate())
        return (LONG, endless(b" ", 0.05))

    before = {thread.name for thread in threading.enumerate()}
    with ScriptedServer(slow) as server:
        failure_of(lambda: list_messages(client_for(server, timeout=0.3, deadline=0.5)))
    assert {name for name in during - before if not name.startswith("connection ")} <= ours


# --- answers that come while the request is still on its way ---


def test_a_refusal_in_the_middle_of_an_upload_is_told(client_for: ClientFor) -> None:
    refusal = answer(b'{"error": "too large"}', 413, {"Connection": "close"})
    attachment = ("a.bin", bytes(20_000_000))

    def discard(connection: Any) -> None:
        # As a proxy does that closes with care: it stops sending and reads on for a while.
        connection.sock.shutdown(socket.SHUT_WR)
        HANG(connection)

    with ScriptedServer([Unread(refusal, discard), json_answer({})]) as server:
        client = client_for(server)
        error = failure_of(lambda: create(client, {"attachments": [attachment]}))
        assert (error.status, error.message, error.outcome, error.attempts) == (413, "too large", "refused", 1)
        assert create(client) == PublicMessage()
        assert [request.connection for request in server.requests] == [0, 1]


def test_an_upload_that_is_cut_off_hard_is_never_sent_twice(client_for: ClientFor) -> None:
    refusal = answer(b'{"error": "too large"}', 413, {"Connection": "close"})
    attachment = ("a.bin", bytes(20_000_000))
    with ScriptedServer([Unread(refusal, CLOSE), json_answer({})]) as server:
        client = client_for(server)
        error = failure_of(lambda: create(client, {"attachments": [attachment]}))
        # The reset that follows unread bytes may overtake the answer.
        assert error.status == 413 or isinstance(error, AmbiguousResultException)
        assert len(server.requests) == 1
        assert create(client) == PublicMessage()


def test_an_answer_before_the_end_of_the_upload_is_taken(client_for: ClientFor) -> None:
    def early(connection: Any) -> None:
        connection.sock.sendall(json_answer({"id": 1}))
        connection.read_body(server.requests[0])

    with ScriptedServer([Unread(early), json_answer({})]) as server:
        client = client_for(server)
        assert create(client, {"attachments": [("a.bin", bytes(5_000_000))]}).id == 1
        assert create(client) == PublicMessage()


# --- kept connections ---


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


# --- many at a time ---


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


# --- redirects ---


def to(location: str, status: int = 302) -> bytes:
    return answer(status=status, headers={"Location": location})


TOKEN = {"api_key": {"api_access_token": "the-token"}}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location", ["/there?a=b", "there?a=b", "{url}/there?a=b", "//127.0.0.1:{port}/there?a=b#part"]
)
def test_a_redirect_within_the_origin_is_followed(status: int, location: str, client_for: ClientFor) -> None:
    with ScriptedServer(lambda request: script.pop(0)) as server:
        script = [to(location.format(url=server.url, port=server.port), status), json_answer({"id": 1})]
        client = client_for(server, **TOKEN)
        assert client.call_api("/thing", "GET", response_type="object", auth_settings=["userApiKey"]).data == {"id": 1}
        assert [request.target for request in server.requests] == ["/thing", "/there?a=b"]
        assert [request.headers["api-access-token"] for request in server.requests] == ["the-token"] * 2


def test_what_a_location_holds_is_asked_for_as_it_was_sent(client_for: ClientFor) -> None:
    with ScriptedServer([to("/caf\xc3\xa9/a b/%2F?q=[x]"), json_answer({})]) as server:
        get(client_for(server))
    assert server.requests[1].target == "/caf%C3%A9/a%20b/%2F?q=%5Bx%5D"


def test_five_redirects_are_followed_and_no_more(client_for: ClientFor) -> None:
    with ScriptedServer([to("/again")] * 5 + [json_answer({}), to("/again")]) as server:
        client = client_for(server)
        assert get(client) == {}
        assert len(server.requests) == 6
        error = failure_of(lambda: get(client))
        assert len(server.requests) == 12
    assert error.status == 302
    assert error.attempts == 1


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_write_is_raised(method: str, status: int, client_for: ClientFor) -> None:
    with ScriptedServer([to("/there", status), json_answer({})]) as server:
        error = failure_of(lambda: client_for(server).call_api("/thing", method, body={}))
        assert len(server.requests) == 1
    assert (error.status, error.outcome) == (status, "refused")


@pytest.mark.parametrize("call", ["list", "create"])
def test_a_redirect_to_another_origin_is_raised_with_what_the_host_should_be(call: str, client_for: ClientFor) -> None:
    with ScriptedServer([json_answer([])]) as other:
        with ScriptedServer(lambda request: to(f"{other.url}{request.target}", 301)) as server:
            client = client_for(server, username="user", password="password", **TOKEN)
            error = failure_of(lambda: CALLS[call](client))
        assert other.connections == 0
    assert error.status == 301
    assert repr(other.url) in str(error)
    assert "Configuration.host" in str(error)


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:{port}/thing",
        "http://127.0.0.2:{port}/thing",
        "http://127.0.0.1/thing",
        "https://127.0.0.1:{port}/thing",
        "http://user@127.0.0.1:{port}/thing",
        "http://127.0.0.1:{port}@127.0.0.2/thing",
        "//evil.invalid/thing",
        "ftp://127.0.0.1:{port}/thing",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[::1/thing",
        "http://127.0.0.1:99999/thing",
        "",
    ],
)
def test_nothing_is_sent_to_a_location_that_is_not_the_origin(location: str, client_for: ClientFor) -> None:
    with ScriptedServer(lambda request: to(location.format(port=server.port))) as server:
        error = failure_of(lambda: get(client_for(server)))
        assert len(server.requests) == 1
    assert error.status == 302


def test_a_redirect_without_a_location_is_raised(client_for: ClientFor) -> None:
    with ScriptedServer([answer(status=302)]) as server:
        assert failure_of(lambda: get(client_for(server))).status == 302
        assert len(server.requests) == 1


def test_no_redirect_leads_from_https_down_to_http(client_for: ClientFor, tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with ScriptedServer([json_answer([])]) as plain:
        with ScriptedServer(lambda request: to(f"{plain.url}{request.target}"), tls=context) as server:
            error = failure_of(lambda: list_messages(client_for(server, ssl_ca_cert=tmp_path / "ca.pem", **TOKEN)))
        assert plain.connections == 0
    assert error.status == 302


# --- streaming ---


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
