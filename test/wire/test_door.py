"""The door: whoever watches, records or answers in urllib3 sees each exchange, and all rules of exchanges hold."""

from __future__ import annotations

import functools
import gzip
import http.client
import io
import re
import socket
import ssl
import subprocess
import sys
import textwrap
import time
import types
from pathlib import Path
from typing import Any, Callable
from unittest import mock

import pytest
import urllib3
from exchanging import (
    CALLS,
    CHUNKED,
    GZIP,
    LONG,
    OK_LIST,
    ClientFor,
    create,
    failure_of,
    list_messages,
    no_socket_is_left_open,  # noqa: F401
)
from proxies import Proxy
from servers import CLOSE, HANG, RESET, Answer, ScriptedServer, answer, chunks, drip, head, json_answer, pause
from timing import SLACK
from urllib3 import connectionpool, exceptions
from urllib3.util import connection as dialling

from chatwoot_client import (
    AmbiguousResultException,
    ApiConnectionException,
    ApiException,
    ApiTimeoutException,
    DecodeException,
    PublicMessageCreatePayload,
    RetryPolicy,
    streamed,
)
from chatwoot_client.wire.layers import are_untouched

ROOT = Path(__file__).resolve().parents[2]
CREATED = json_answer({"id": 1})
COMPRESSED = gzip.compress(b'{"id": 7}')

pytestmark = pytest.mark.filterwarnings("error")


class Seen:
    """A wrapper around a method, as tracers have them; it keeps what it saw and adds a header."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[str, str, int]] = []
        original = connectionpool.HTTPConnectionPool.urlopen

        def urlopen(pool: Any, method: str, url: str, body: Any = None, headers: Any = None, **options: Any) -> Any:
            added = {**headers, "Traceparent": "00-1-2-01"}
            response = original(pool, method, url, body=body, headers=added, **options)
            self.calls.append((method, f"{pool.scheme}://{pool.host}:{pool.port}{url}", response.status))
            return response

        patch.setattr(connectionpool.HTTPConnectionPool, "urlopen", urlopen)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    return Seen(monkeypatch)


def test_nobody_is_taken_for_a_watcher_who_is_none() -> None:
    assert are_untouched("http")
    assert are_untouched("https")


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (urllib3, "PoolManager"),
        (urllib3, "ProxyManager"),
        (urllib3.ProxyManager, "urlopen"),
        (urllib3.PoolManager, "request"),
        (urllib3.PoolManager, "urlopen"),
        (connectionpool.HTTPConnectionPool, "urlopen"),
        (connectionpool.HTTPConnectionPool, "_make_request"),
        (connectionpool.HTTPConnectionPool, "ConnectionCls"),
        (connectionpool.HTTPConnectionPool.ConnectionCls, "endheaders"),
        (http.client.HTTPConnection, "putrequest"),
        (http.client.HTTPConnection, "getresponse"),
        (http.client.HTTPResponse, "read"),
        (dialling, "create_connection"),
    ],
)
def test_whatever_is_put_in_the_place_of_a_part_is_noticed_and_so_is_that_it_is_gone(
    owner: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, mock.Mock(wraps=getattr(owner, name)))
        assert not are_untouched("http")
    assert are_untouched("http")


class Proxied:
    """What passes itself off for what it wraps, as wrapt's proxies do."""

    def __init__(self, wrapped: Any) -> None:
        self.wrapped = wrapped

    __class__ = property(lambda self: type(self.wrapped))  # type: ignore[assignment]
    __eq__ = lambda self, other: self.wrapped == other  # type: ignore[assignment]  # noqa: E731
    __hash__ = None  # type: ignore[assignment]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.wrapped, name)


@pytest.mark.parametrize(
    "wrapping",
    [Proxied, mock.create_autospec, functools.partial, lambda wrapped: functools.wraps(wrapped)(lambda *_, **__: None)],
    ids=["proxy", "autospec", "partial", "wraps"],
)
@pytest.mark.parametrize("name", ["urlopen", "ConnectionCls"])
def test_a_wrapper_is_noticed_whatever_it_says_of_itself(
    wrapping: Callable[[Any], Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = connectionpool.HTTPConnectionPool
    monkeypatch.setattr(pool, name, wrapping(getattr(pool, name)))
    assert not are_untouched("http")


def test_each_attempt_is_seen_with_its_method_url_and_status_and_its_headers_arrive(
    seen: Seen, client_for: ClientFor
) -> None:
    with ScriptedServer([answer(status=503), OK_LIST, CREATED]) as server:
        client = client_for(server, retries=RetryPolicy(1, backoff=0.01))
        assert [message.id for message in list_messages(client)] == [1]
        assert create(client).id == 1
        path = f"{server.url}/public/api/v1/inboxes/inbox/contacts/contact/conversations/1/messages"
        assert seen.calls == [("GET", path, 503), ("GET", path, 200), ("POST", path, 200)]
        assert [request.headers["traceparent"] for request in server.requests] == ["00-1-2-01"] * 3
        assert server.connections == 1


def test_a_wrapper_that_came_before_the_client_was_loaded_is_seen_too() -> None:
    program = """
        from urllib3 import connectionpool, HTTPResponse
        connectionpool.HTTPConnectionPool.urlopen = lambda *_, **__: HTTPResponse(b'{"name": "Mocked"}', status=200)
        import chatwoot_client
        client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host="http://127.0.0.1:9"))
        assert chatwoot_client.InboxAPIApi(client).get_details_of_a_inbox("support").name == "Mocked"
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, check=True)


def test_requests_go_out_as_they_do_without_a_wrapper(client_for: ClientFor) -> None:
    class Unsized(io.RawIOBase):
        def __init__(self) -> None:
            self._pieces = [b"piece"] * 3

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            piece = self._pieces.pop() if self._pieces else b""
            buffer[: len(piece)] = piece
            return len(piece)

    def make(client: Any) -> None:
        headers = {"X-Request-Id": "1", "X-Own": "a: b"}
        list_messages(client, _headers=headers)
        create(client, {"content": "é"}, _headers=headers)
        create(client, {}, _headers=headers)
        for file in (b"x" * 99, b"x" * 2_000_000, Unsized()):
            body = PublicMessageCreatePayload(content="hello", attachments=[("a.txt", file)])
            create(client, body, _headers=headers)

    with ScriptedServer([OK_LIST, *[CREATED] * 5] * 2) as server:
        client = client_for(server)
        make(client)
        with pytest.MonkeyPatch.context() as patch:
            original = connectionpool.HTTPConnectionPool.urlopen
            patch.setattr(connectionpool.HTTPConnectionPool, "urlopen", lambda *args, **rest: original(*args, **rest))
            make(client)
        direct, wrapped = server.requests[:6], server.requests[6:]
    boundary = re.compile("[0-9a-f]{32}")
    for one, other in zip(direct, wrapped):
        assert (one.method, one.target) == (other.method, other.target)
        for expected, sent in ((one.body, other.body), (repr(one.headers), repr(other.headers))):
            assert boundary.sub("", repr(expected)) == boundary.sub("", repr(sent))


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    ("fault", "usual"),
    [
        pytest.param(HANG, ApiTimeoutException, id="silent"),
        pytest.param(
            (b"HTTP/1.1 200 OK\r\n", drip(b"X: y\r\n" * 99, 0.05)), ApiTimeoutException, id="drip in the head"
        ),
        pytest.param((LONG, drip(b"[" + b" " * 99, 0.05)), ApiTimeoutException, id="drip in the body"),
        pytest.param(CLOSE, ApiConnectionException, id="closed"),
        pytest.param(RESET, ApiConnectionException, id="reset"),
        pytest.param((b"HTTP/1.1 200 OK\r\nX: y\r\n", CLOSE), ApiConnectionException, id="cut head"),
        pytest.param((LONG, b"[]", CLOSE), ApiConnectionException, id="cut body"),
        pytest.param((head(200, CHUNKED), chunks(b"[]", end=b""), CLOSE), ApiConnectionException, id="cut chunks"),
        pytest.param(answer(b"[]", headers=GZIP), DecodeException, id="corrupt"),
        pytest.param(b"SSH-2.0-OpenSSH_9.6\r\n", ApiConnectionException, id="another protocol"),
    ],
)
def test_a_fault_ends_as_it_does_without_a_wrapper_and_a_write_is_never_sent_twice(
    fault: Answer, usual: type[ApiException], name: str, seen: Seen, client_for: ClientFor
) -> None:
    call = CALLS[name]
    good = json_answer([] if name == "list" else {})
    repeats = name == "list" and usual is not DecodeException
    with ScriptedServer([fault, good, good]) as server:
        client = client_for(server, timeout=0.4, retries=RetryPolicy(1, backoff=0.01))
        began = time.monotonic()
        if repeats:
            call(client)
        else:
            error = failure_of(lambda: call(client))
            assert isinstance(error, usual)
            assert error.outcome == "unknown"
            assert isinstance(error, AmbiguousResultException) == (name == "create")
        assert time.monotonic() - began < 0.4 + SLACK
        assert len(server.requests) == 1 + repeats
        call(client)


def test_what_was_not_sent_is_repeated(seen: Seen, client_for: ClientFor) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    error = failure_of(lambda: create(client_for(f"http://127.0.0.1:{port}", retries=RetryPolicy(1, backoff=0.01))))
    assert (error.outcome, error.attempts) == ("not_sent", 2)


def test_tls_and_proxies_are_those_of_the_direct_way(
    seen: Seen, client_for: ClientFor, roots: Path, tls: ssl.SSLContext | None
) -> None:
    with ScriptedServer([CREATED] * 2, tls=tls) as server:
        proxy = Proxy(("127.0.0.1", server.port), credentials=b"user:secret")
        try:
            settings = {"ssl_ca_cert": roots, "proxy": proxy.with_credentials("user:secret")}
            assert create(client_for(server, **settings)).id == 1
        finally:
            proxy.__exit__()
        verb, target = ("POST", f"{server.url}/public/") if tls is None else ("CONNECT", f"127.0.0.1:{server.port}")
        assert [line.startswith(f"{verb} {target}") for line in proxy.request_lines] == [True]
        assert len(seen.calls) == 1
        if tls is not None:
            error = failure_of(lambda: create(client_for(server)))
            assert (error.outcome, error.attempts) == ("not_sent", 1)
            assert "certificate" in (error.reason or "")


def test_an_answer_can_be_read_as_it_comes(seen: Seen, client_for: ClientFor) -> None:
    with ScriptedServer([OK_LIST, OK_LIST]) as server:
        client = client_for(server)
        with streamed(list_messages, client) as open_answer:
            assert open_answer.read(2) == b"[{"
            assert open_answer.read() == b'"id": 1}]'
        list_messages(client)
        assert server.connections == 1


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    def replace(urlopen: Callable[..., Any]) -> None:
        monkeypatch.setattr(connectionpool.HTTPConnectionPool, "urlopen", urlopen)

    return replace


def test_what_is_made_up_and_can_not_be_read_counts_as_begun(answered: Any, client_for: ClientFor) -> None:
    answered(lambda *_, **__: urllib3.HTTPResponse(io.BytesIO(b"x"), headers=GZIP, status=200, preload_content=False))
    error = failure_of(lambda: create(client_for("http://127.0.0.1:9")))
    assert (type(error).__mro__[2], error.outcome, error.attempts) == (DecodeException, "unknown", 1)


@pytest.mark.parametrize("owner", [mock.Mock, mock.MagicMock])
def test_a_manager_that_is_a_mock_answers(
    owner: type[mock.Mock], monkeypatch: pytest.MonkeyPatch, client_for: ClientFor
) -> None:
    manager = owner()
    manager.return_value.request.return_value = mock.Mock(status=200, reason="OK", headers={}, data=b'{"id": 7}')
    monkeypatch.setattr(urllib3, "PoolManager", manager)
    assert create(client_for("http://127.0.0.1:9")).id == 7


def test_what_a_file_raises_comes_out_as_it_is(client_for: ClientFor, monkeypatch: pytest.MonkeyPatch) -> None:
    class Lost(io.RawIOBase):
        def __init__(self) -> None:
            self._left = 3

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            self._left -= 1
            if not self._left:
                raise OSError(5, "the disk is gone")
            buffer[:5] = b"piece"
            return 5

    def send(client: Any) -> str:
        with pytest.raises(OSError, match="the disk is gone") as raised:
            create(client, PublicMessageCreatePayload(attachments=[("a.txt", Lost())]))
        return repr(raised.value)

    with ScriptedServer([CREATED]) as server:
        direct = send(client_for(server))
        Seen(monkeypatch)
        assert send(client_for(server)) == direct


def test_a_call_without_time_was_not_sent(seen: Seen, client_for: ClientFor) -> None:
    error = failure_of(lambda: create(client_for("http://127.0.0.1:9"), _deadline=1e-6))
    assert (error.outcome, seen.calls) == ("not_sent", [])


def test_who_sends_again_by_itself_gets_the_next_answer(monkeypatch: pytest.MonkeyPatch, client_for: ClientFor) -> None:
    original = connectionpool.HTTPConnectionPool.urlopen

    def urlopen(pool: Any, *args: Any, **options: Any) -> Any:
        response = original(pool, *args, **options)
        if response.status == 503:
            response.read()
            response.release_conn()
            response = original(pool, *args, **options)
        return response

    monkeypatch.setattr(connectionpool.HTTPConnectionPool, "urlopen", urlopen)
    with ScriptedServer([answer(b"{}", 503), OK_LIST, json_answer([])]) as server:
        client = client_for(server, retries=0)
        assert [message.id for message in list_messages(client)] == [1]
        assert list_messages(client) == []
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    "late", [(pause(0.4), OK_LIST), (LONG, pause(0.4), b"[]"), OK_LIST], ids=["silent", "cut", "unread"]
)
def test_an_answer_that_somebody_has_put_another_one_in_place_of_is_not_the_next_one(
    late: Answer, monkeypatch: pytest.MonkeyPatch, client_for: ClientFor
) -> None:
    original = connectionpool.HTTPConnectionPool.urlopen

    def urlopen(*args: Any, **options: Any) -> Any:
        try:
            response = original(*args, **options)
            response.read(1 if late is OK_LIST else None)
        except Exception:
            pass
        return urllib3.HTTPResponse(b'[{"id": 7}]', status=200)

    with ScriptedServer([late, json_answer([])]) as server:
        client = client_for(server, timeout=(5, 0.2), retries=0)
        with monkeypatch.context() as patch:
            patch.setattr(connectionpool.HTTPConnectionPool, "urlopen", urlopen)
            assert [message.id for message in list_messages(client)] == [7]
        time.sleep(0.4)
        assert list_messages(client) == []


def test_an_answer_that_nobody_reads_is_not_the_next_one(
    monkeypatch: pytest.MonkeyPatch, client_for: ClientFor
) -> None:
    def urlopen(pool: Any, method: str, url: str, *_: Any, **options: Any) -> Any:
        pool._get_conn().request(method, url, headers=options["headers"])
        return urllib3.HTTPResponse(b'[{"id": 7}]', status=200)

    with ScriptedServer([(pause(0.2), OK_LIST), json_answer([])]) as server:
        client = client_for(server)
        with monkeypatch.context() as patch:
            patch.setattr(connectionpool.HTTPConnectionPool, "urlopen", urlopen)
            assert [message.id for message in list_messages(client)] == [7]
        assert list_messages(client) == []


@pytest.mark.parametrize(
    "made_up",
    [
        lambda: urllib3.HTTPResponse(b'{"id": 7}', status=200, headers={"Content-Type": "application/json"}),
        lambda: urllib3.HTTPResponse(io.BytesIO(b'{"id": 7}'), status=200, preload_content=False),
        lambda: urllib3.HTTPResponse(io.BytesIO(b'{"id": 7}'), status=200),
        lambda: urllib3.HTTPResponse(COMPRESSED, status=200, headers=GZIP),
        lambda: urllib3.HTTPResponse(io.BytesIO(COMPRESSED), status=200, headers=GZIP, preload_content=False),
        # Made so, it's decoded by urllib3.
        lambda: urllib3.HTTPResponse(io.BytesIO(COMPRESSED), status=200, headers=GZIP),
    ],
)
def test_who_answers_in_the_servers_place_is_believed_and_nothing_is_sent(
    made_up: Callable[[], Any], answered: Any, client_for: ClientFor
) -> None:
    answered(lambda *_, **__: made_up())
    with ScriptedServer([]) as server:
        assert create(client_for(server)).id == 7
        assert not server.connections


@pytest.mark.parametrize(
    ("raised", "usual", "outcome"),
    [
        (exceptions.NewConnectionError(mock.Mock(host="x"), "refused"), ApiConnectionException, "not_sent"),
        (exceptions.ConnectTimeoutError(None, "late"), ApiTimeoutException, "not_sent"),
        (exceptions.ReadTimeoutError(mock.Mock(), "/", "late"), ApiTimeoutException, "unknown"),
        (exceptions.ProtocolError("aborted", ConnectionResetError(104, "reset")), ApiConnectionException, "unknown"),
        (exceptions.MaxRetryError(mock.Mock(), "/", exceptions.ProtocolError("x")), ApiConnectionException, "unknown"),
        (ConnectionResetError(104, "reset"), ApiConnectionException, "unknown"),
        (http.client.BadStatusLine("x"), ApiConnectionException, "unknown"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_is_raised_in_the_servers_place_has_begun_unless_that_is_certain_not_to_be_so(
    raised: Exception, usual: type[ApiException], outcome: str, answered: Any, client_for: ClientFor
) -> None:
    asked = []

    def urlopen(*_: Any, **__: Any) -> Any:
        asked.append(1)
        raise raised

    answered(urlopen)
    client = client_for("http://127.0.0.1:9", retries=RetryPolicy(1, backoff=0.01))
    error = failure_of(lambda: create(client))
    assert isinstance(error, usual)
    assert error.outcome == outcome
    assert len(asked) == (2 if outcome == "not_sent" else 1)


@pytest.mark.parametrize(
    "made_up",
    [
        pytest.param(None, id="nothing"),
        pytest.param(b"{}", id="bytes"),
        pytest.param(mock.MagicMock(), id="a mock without a status"),
        pytest.param(mock.Mock(status="200 OK", headers={}), id="a status with its reason"),
        pytest.param(mock.Mock(status=200, headers=["Date"]), id="headers of another kind"),
        pytest.param(mock.Mock(status=200, headers={}, data=7), id="a body of another kind"),
        pytest.param(urllib3.HTTPResponse(b"{}", status=0), id="no status"),
        pytest.param(urllib3.HTTPResponse(b"", status=100), id="a status that no answer ends with"),
        pytest.param(urllib3.HTTPResponse(b"", status=9999), id="no status of HTTP"),
    ],
)
def test_what_is_no_answer_tells_nothing_of_a_write(made_up: Any, answered: Any, client_for: ClientFor) -> None:
    asked = []

    def urlopen(*_: Any, **__: Any) -> Any:
        asked.append(1)
        return made_up

    answered(urlopen)
    error = failure_of(lambda: create(client_for("http://127.0.0.1:9", retries=RetryPolicy(1, backoff=0.01))))
    assert isinstance(error, AmbiguousResultException)
    assert (error.outcome, len(asked)) == ("unknown", 1)
    assert f"in urllib3's place gives no answer ({type(made_up).__name__})" in str(error)


def test_an_answer_of_the_least_that_it_takes_is_one(answered: Any, client_for: ClientFor) -> None:
    answered(lambda *_, **__: types.SimpleNamespace(status=200, data='{"id": 7}'))
    assert create(client_for("http://127.0.0.1:9")).id == 7


def test_an_answer_that_can_not_be_closed_keeps_no_place(answered: Any, client_for: ClientFor) -> None:
    class Stuck(urllib3.HTTPResponse):
        def close(self) -> None:
            raise RuntimeError("it can't be closed")

    answered(lambda *_, **__: Stuck(b'{"id": 7}', status=200))
    client = client_for("http://127.0.0.1:9", connection_pool_maxsize=1, timeout=0.5)
    assert [create(client).id for _ in range(2)] == [7, 7]


def test_who_sends_in_another_way_after_ours_has_failed_may_have_sent(answered: Any, client_for: ClientFor) -> None:
    original = connectionpool.HTTPConnectionPool.urlopen
    asked = []

    def urlopen(pool: Any, *args: Any, **options: Any) -> Any:
        asked.append(1)
        try:
            return original(pool, *args, **options)
        except Exception:
            raise exceptions.ReadTimeoutError(pool, "/", "what it was sent by instead is silent") from None

    answered(urlopen)
    error = failure_of(lambda: create(client_for("http://127.0.0.1:1", retries=RetryPolicy(1, backoff=0.01))))
    assert (error.outcome, len(asked)) == ("unknown", 1)


def test_who_says_what_an_error_was_made_of_is_believed(answered: Any, client_for: ClientFor) -> None:
    original = connectionpool.HTTPConnectionPool.urlopen

    def urlopen(pool: Any, *args: Any, **options: Any) -> Any:
        try:
            return original(pool, *args, **options)
        except Exception as error:
            raise exceptions.HTTPError("seen") from error

    answered(urlopen)
    assert failure_of(lambda: create(client_for("http://127.0.0.1:1"))).outcome == "not_sent"


def test_what_a_mock_raises_of_its_own_comes_out_as_it_is(answered: Any, client_for: ClientFor) -> None:
    class NothingRecorded(Exception):
        pass

    def urlopen(*_: Any, **__: Any) -> Any:
        raise NothingRecorded

    answered(urlopen)
    with pytest.raises(NothingRecorded):
        create(client_for("http://127.0.0.1:9"))


def test_connections_of_somebody_else_s_are_used_as_they_are(
    monkeypatch: pytest.MonkeyPatch, client_for: ClientFor
) -> None:
    made: list[Any] = []

    class Own(connectionpool.HTTPConnectionPool.ConnectionCls):  # type: ignore[name-defined, misc]
        def __init__(self, *args: Any, **settings: Any) -> None:
            made.append(self)
            super().__init__(*args, **settings)

    monkeypatch.setattr(connectionpool.HTTPConnectionPool, "ConnectionCls", Own)
    with ScriptedServer([CREATED, CLOSE, answer(b"x", headers=GZIP)]) as server:
        client = client_for(server)
        assert create(client).id == 1
        for _ in range(2):
            assert isinstance(failure_of(lambda: create(client)), AmbiguousResultException)
        assert len(made) == len(server.requests) == 3


def test_how_a_program_has_urllib3_connect_counts(monkeypatch: pytest.MonkeyPatch, client_for: ClientFor) -> None:
    original = dialling.create_connection
    with ScriptedServer([CREATED]) as server:

        def elsewhere(address: Any, *args: Any, **options: Any) -> Any:
            assert address == ("chatwoot.invalid", 80)
            return original(("127.0.0.1", server.port), *args, **options)

        monkeypatch.setattr(dialling, "create_connection", elsewhere)
        assert create(client_for("http://chatwoot.invalid")).id == 1


def test_a_traceback_of_ours_shows_no_token(seen: Seen, client_for: ClientFor) -> None:
    token = "a-token-that-nobody-is-to-see"
    with ScriptedServer([CLOSE]) as server:
        client = client_for(server, api_key={"api_access_token": token}, retries=0)
        with pytest.raises(ApiException) as raised:
            create(client)
    frames = [trace.frame for trace in raised.traceback]
    assert not any("urllib3" in str(frame.code.path) for frame in frames)
    assert token not in "".join(repr(frame.f_locals) for frame in frames[1:])
