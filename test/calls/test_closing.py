"""A client that is closed while calls are under way, by one of its own threads, or used when Python ends."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any, Callable

import pytest
from servers import ScriptedServer, json_answer, pause

from chatwoot_client import ApiClient, ApiException, AsyncResult, Configuration, MessagesAPIApi, PublicMessage

CONTACT = ("inbox", "contact", 1)


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer([json_answer({"id": 1})]) as server:
        yield server


def later(client: ApiClient) -> AsyncResult:
    return MessagesAPIApi(client).create_a_message({}, *CONTACT, async_req=True)  # type: ignore[return-value]


def within(seconds: float, act: Callable[[], Any]) -> Any:
    """What *act* returns, if it does so in time; it runs in a thread, so that a test ends even if it doesn't."""
    done: list[Any] = []
    thread = threading.Thread(target=lambda: done.append(act()), daemon=True)
    thread.start()
    thread.join(seconds)
    assert done, f"not done after {seconds} s"
    return done[0]


def test_close_and_calls_in_threads_from_many_sides_end_in_answers(server: ScriptedServer) -> None:
    with ApiClient(Configuration(host=server.url)) as client:
        stop = time.monotonic() + 1.5
        ends: list[Any] = []

        def call() -> None:
            while time.monotonic() < stop:
                try:
                    ends.append(later(client).get(20).id)
                except Exception as error:
                    ends.append(error)

        def close() -> None:
            while time.monotonic() < stop:
                client.close()

        threads = [threading.Thread(target=act) for act in (call, call, call, close, close)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    others = [end for end in ends if end != 1]
    assert all(isinstance(end, ApiException) for end in others), others
    assert 1 in ends


def test_a_call_is_made_once_however_often_the_client_is_closed(server: ScriptedServer) -> None:
    made = 0
    with ApiClient(Configuration(host=server.url)) as client:
        closing = threading.Event()

        def close() -> None:
            while not closing.is_set():
                client.close()

        thread = threading.Thread(target=close)
        thread.start()
        for _ in range(200):
            made += later(client).get(20) == PublicMessage(id=1)
        closing.set()
        thread.join(20)
    assert len(server.requests) == made == 200


class Closes(logging.Handler):
    """Closes a client when a call of its is logged, which is in the call's thread."""

    def __init__(self, client: ApiClient) -> None:
        super().__init__()
        self._client = client
        self.threads: set[int] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.threads.add(threading.get_ident())
        self._client.close()


def test_a_client_that_is_closed_in_a_thread_of_its_own_does_not_wait_for_itself(
    server: ScriptedServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "chatwoot_client")
    client = ApiClient(Configuration(host=server.url))
    handler = Closes(client)
    logging.getLogger("chatwoot_client").addHandler(handler)
    try:
        assert within(10, lambda: later(client).get(10).id) == 1
        # It opens anew.
        assert within(10, lambda: later(client).get(10).id) == 1
    finally:
        logging.getLogger("chatwoot_client").removeHandler(handler)
    assert handler.threads
    assert threading.get_ident() not in handler.threads


def test_close_waits_for_the_calls_under_way_in_its_threads() -> None:
    with ScriptedServer([(pause(0.3), json_answer({"id": 1}))]) as server:
        client = ApiClient(Configuration(host=server.url))
        handles = [later(client) for _ in range(3)]
        client.close()
        assert all(handle.ready() for handle in handles)
        assert [handle.get().id for handle in handles] == [1, 1, 1]


AT_THE_END = """
import atexit, sys, time
{imports}

def report():
    began = time.monotonic()
    for name, call in CALLS:
        try:
            print(name, call().id)
        except chatwoot_client.ApiException as error:
            print(name, type(error).__name__, error.reason)
        except BaseException as error:
            print(name, "bare", repr(error))
    print("seconds", time.monotonic() - began)
    sys.stdout.flush()

{register}
import chatwoot_client
from chatwoot_client import ApiClient, Configuration, MessagesAPIApi

api = MessagesAPIApi(ApiClient(Configuration(host={url!r})))
fresh = MessagesAPIApi(ApiClient(Configuration(host={url!r})))
make = lambda api, **options: api.create_a_message({{}}, "inbox", "contact", 1, **options)
CALLS = [
    ("sync", lambda: make(api)),
    ("async", lambda: make(api, async_req=True).get(20)),
    ("fresh", lambda: make(fresh)),
    ("fresh async", lambda: make(fresh, async_req=True).get(20)),
]
{before}
"""


@pytest.mark.parametrize(
    "used", ["", "make(api)", "make(api, async_req=True).get(20)"], ids=["unused", "used", "async"]
)
@pytest.mark.parametrize(
    ("imports", "register"),
    [
        ("", "atexit.register(report)"),
        ("import chatwoot_client, urllib3, concurrent.futures.thread", "atexit.register(report)"),
        ("", "import weakref\nclass Held: pass\nheld = Held()\nweakref.finalize(held, report)"),
        ("", "import threading\nthreading._register_atexit(report)"),
    ],
    ids=["registered first", "registered last", "a finalizer", "as threads end"],
)
def test_calls_when_python_ends_are_answered_at_once(
    server: ScriptedServer, imports: str, register: str, used: str
) -> None:
    script = AT_THE_END.format(imports=imports, register=register, url=server.url, before=used)
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    *calls, seconds = ended.stdout.splitlines()
    assert calls == ["sync 1", "async 1", "fresh 1", "fresh async 1"]
    assert float(seconds.split()[1]) < 5
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_server_that_is_gone_when_python_ends_is_said_so_at_once() -> None:
    script = AT_THE_END.format(imports="", register="atexit.register(report)", url="http://127.0.0.1:1", before="")
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    *calls, _ = ended.stdout.splitlines()
    assert len(calls) == 4
    assert all("ApiConnectionException" in call and "refused" in call for call in calls)
    assert ended.stderr == ""


def test_a_call_that_found_no_thread_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer([(pause(0.4), json_answer({"id": 1}))]) as server:
        with ApiClient(Configuration(host=server.url)) as client:
            slow = later(client)

            def no_more(thread: threading.Thread) -> None:
                if thread.name.startswith("chatwoot_client"):
                    raise RuntimeError("can't start new thread")
                start(thread)

            start = threading.Thread.start
            monkeypatch.setattr(threading.Thread, "start", no_more)
            # The one thread there is has it in its queue by now, and comes to it later.
            assert later(client).get(20).id == 1
            monkeypatch.undo()
            assert slow.get(20).id == 1
            # Closing waits for that thread.
        assert len(server.requests) == 2
