"""Whatever a signal's handler or a debugger raises passes through unchanged, and costs nothing."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Callable

import pytest
from servers import HANG, Request, ScriptedServer, Unread, answer, head, json_answer, pause

import chatwoot_client.wire
from chatwoot_client import ApiClient, ApiTimeoutException, MessagesAPIApi, PublicMessage
from chatwoot_client.calls.route import Route

ClientFor = Callable[..., ApiClient]
WIRE = os.path.dirname(chatwoot_client.wire.__file__) + os.sep

SIGNALS = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer that sends signals here")


class SoftTimeLimitExceeded(Exception):
    """As Celery raises it in a signal's handler."""


class Interrupted(BaseException):
    """As KeyboardInterrupt, but nobody else's."""


class Alarm(TimeoutError):
    """An error that looks like a socket's."""


RAISED = [KeyboardInterrupt, SoftTimeLimitExceeded, Interrupted, Alarm, TimeoutError, ConnectionResetError, OSError]


@pytest.fixture
def handler_raises() -> Iterator[Callable[[BaseException], None]]:
    """Has the handler of a signal raise something."""
    before = signal.getsignal(signal.SIGALRM)

    def raises(error: BaseException) -> None:
        def handler(number: int, frame: FrameType | None) -> None:
            raise error

        signal.signal(signal.SIGALRM, handler)

    yield raises
    signal.signal(signal.SIGALRM, before)


def interrupt(connection: Any = None) -> None:
    """What a server does once the client waits for it: send its main thread the signal."""
    time.sleep(0.2)
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGALRM)


def create(client: ApiClient, body: Any = None) -> PublicMessage:
    return MessagesAPIApi(client).create_a_message(body or {"content": "hello"}, "inbox", "contact", 1)


def get(client: ApiClient, **options: Any) -> Any:
    return client.invoke("GET", Route("/thing"), returns=object, options=options)


def give_up(client: ApiClient) -> None:
    with pytest.raises(ApiTimeoutException):
        get(client, _request_timeout=3.0)


# --- it passes through, at once and unchanged ---


@SIGNALS
@pytest.mark.parametrize("kind", RAISED)
def test_what_a_handler_raises_while_an_answer_is_waited_for_ends_the_call_at_once(
    kind: type[BaseException], tls: Any, client_for: ClientFor, roots: Path, handler_raises: Any
) -> None:
    with ScriptedServer([(interrupt, HANG), json_answer({"id": 1})], tls=tls) as server:
        client = client_for(server, ssl_ca_cert=roots, connection_pool_maxsize=1)
        raised = kind("mine")
        handler_raises(raised)
        began = time.monotonic()
        with pytest.raises(kind) as caught:
            get(client)
        assert time.monotonic() - began < 5
        assert caught.value is raised
        assert len(server.requests) == 1
        assert create(client).id == 1


@SIGNALS
@pytest.mark.parametrize("kind", RAISED)
def test_what_a_handler_raises_while_a_body_goes_out_ends_the_call_at_once(
    kind: type[BaseException], tls: Any, client_for: ClientFor, roots: Path, handler_raises: Any
) -> None:
    with ScriptedServer([Unread(interrupt, pause(60)), json_answer({"id": 1})], tls=tls) as server:
        client = client_for(server, ssl_ca_cert=roots, connection_pool_maxsize=1)
        raised = kind("mine")
        handler_raises(raised)
        with pytest.raises(kind) as caught:
            create(client, {"content": "x" * 8_000_000})
        assert caught.value is raised
        assert server.connections == 1
        assert create(client).id == 1


@SIGNALS
@pytest.mark.parametrize("kind", RAISED)
def test_what_a_handler_raises_while_a_connection_is_made_or_waited_for_ends_the_call_at_once(
    kind: type[BaseException], client_for: ClientFor, handler_raises: Any
) -> None:
    # A server that never answers a handshake, and a pool whose only place is taken.
    with ScriptedServer(greetings=[(interrupt, HANG)]) as deaf, ScriptedServer([pause(60)]) as slow:
        client = client_for(deaf.url.replace("http", "https"), connection_pool_maxsize=1)
        busy = client_for(slow, connection_pool_maxsize=1, retries=0)
        other = threading.Thread(target=give_up, args=(busy,))
        other.start()
        while not slow.requests:
            time.sleep(0.01)
        raised = kind("mine")
        handler_raises(raised)
        with pytest.raises(kind) as caught:
            get(client)
        assert caught.value is raised
        threading.Timer(0.2, interrupt).start()
        with pytest.raises(kind) as caught:
            get(busy)
        assert caught.value is raised
        other.join()
        assert deaf.connections == 1


@SIGNALS
@pytest.mark.parametrize("kind", RAISED)
def test_what_a_handler_raises_while_an_open_answer_is_read_ends_the_read_at_once(
    kind: type[BaseException], tls: Any, client_for: ClientFor, roots: Path, handler_raises: Any
) -> None:
    long = (head(200, [("Content-Length", "1000")]), b" ", interrupt, HANG)
    with ScriptedServer([long, json_answer({"id": 1})], tls=tls) as server:
        client = client_for(server, ssl_ca_cert=roots, connection_pool_maxsize=1)
        response = client.invoke("GET", Route("/thing"), options={"_preload_content": False})
        raised = kind("mine")
        handler_raises(raised)
        with pytest.raises(kind) as caught:
            response.read()
        assert caught.value is raised
        assert create(client).id == 1


@pytest.mark.parametrize("kind", RAISED)
def test_what_a_file_raises_when_it_is_read_is_its_callers(kind: type[BaseException], client_for: ClientFor) -> None:
    class Failing:
        def __init__(self) -> None:
            self.reads = 0

        def read(self, size: int = -1) -> bytes:
            self.reads += 1
            if self.reads > 2:
                raise raised
            return b"x" * 1000

    raised = kind("mine")
    with ScriptedServer([json_answer({"id": 1})]) as server:
        client = client_for(server, connection_pool_maxsize=1)
        with pytest.raises(kind) as caught:
            create(client, {"attachments": [("a.bin", Failing())]})
        assert caught.value is raised
        assert create(client).id == 1
        assert server.connections == 2


# --- it costs nothing ---


def all_places_are_there(client: ApiClient, places: int) -> None:
    """As many calls as there are places get through at a time; the server answers none before it has them all."""
    failures: list[BaseException] = []

    def call() -> None:
        try:
            get(client, _request_timeout=20)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=call) for _ in range(places)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


class Tracer:
    """Raises at a line that is run in the wire: the *wanted*-th of those that haven't run twice already."""

    def __init__(self, wanted: int) -> None:
        self.left = wanted
        self._runs: dict[tuple[str, int], int] = {}

    def __call__(self, frame: FrameType, event: str, argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(WIRE):
            return None
        return self.line

    def line(self, frame: FrameType, event: str, argument: Any) -> Any:
        line = (frame.f_code.co_filename, frame.f_lineno)
        runs = self._runs[line] = self._runs.get(line, 0) + 1
        if event == "line" and runs <= 2:
            self.left -= 1
            if self.left == 0:
                raise Interrupted
        return self.line


def interrupted_at(line: int, call: Callable[[], Any]) -> bool:
    """Whether *call* came as far as that line of the wire, where it was interrupted.

    It's made in a thread of its own: where a tracer raises within an ``except``, Python 3.11 goes on taking what was
    caught for what is being handled, as long as the thread lives, and names it in all later errors.
    """
    tracer = Tracer(line)
    errors: list[BaseException] = []

    def traced() -> None:
        sys.settrace(tracer)
        try:
            call()
        except Interrupted:
            pass
        except BaseException as error:
            errors.append(error)
        finally:
            sys.settrace(None)

    thread = threading.Thread(target=traced)
    thread.start()
    thread.join()
    for error in errors:
        raise error
    return tracer.left <= 0


CALLS: dict[str, Callable[[ApiClient], Any]] = {
    "a write": create,
    "an upload": lambda client: create(client, {"content": "x" * 300_000}),
    "an open answer": lambda client: client.invoke("GET", Route("/thing"), options={"_preload_content": False}).read(),
    "a dropped answer": lambda client: client.invoke("GET", Route("/thing"), options={"_preload_content": False}),
    "after close": lambda client: (client.close(), get(client)),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_an_interruption_at_any_line_of_the_wire_leaves_all_places_and_the_next_call_works(
    call: str, tls: Any, client_for: ClientFor, roots: Path
) -> None:
    with ScriptedServer([json_answer({"id": 1})], tls=tls) as server:
        client = client_for(server, ssl_ca_cert=roots, connection_pool_maxsize=1, retries=0)
        for kept in (False, True):
            line = 1
            while True:
                if not kept:
                    client.close()
                if not interrupted_at(line, lambda: CALLS[call](client)):
                    break
                # With one place, a call that was lost one hangs.
                assert get(client, _request_timeout=5) == {"id": 1}
                line += 1
            assert line > 50


@SIGNALS
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_thousands_of_calls_interrupted_at_random_leave_all_places_and_send_nothing_twice(
    client_for: ClientFor,
) -> None:
    together: list[threading.Barrier] = []

    def script(request: Request) -> Any:
        if together:
            together[0].wait(15)
        return json_answer({"id": 1})

    def handler(number: int, frame: FrameType | None) -> None:
        raise SoftTimeLimitExceeded

    chance = random.Random(11)
    before = signal.signal(signal.SIGALRM, handler)
    sent = interrupted = 0
    try:
        with ScriptedServer(script) as server:
            client = client_for(server, connection_pool_maxsize=4)
            for _ in range(5000):
                sent += 1
                try:
                    signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.00001, 0.0015))
                    create(client)
                    signal.setitimer(signal.ITIMER_REAL, 0)
                except SoftTimeLimitExceeded:
                    interrupted += 1
            signal.setitimer(signal.ITIMER_REAL, 0)
            assert interrupted > 500
            time.sleep(0.1)
            assert len(server.requests) <= sent
            together.append(threading.Barrier(4))
            all_places_are_there(client, 4)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_an_open_answer_that_is_collected_while_its_thread_waits_for_a_place_gives_it_its_own(
    client_for: ClientFor,
) -> None:
    """A collector may run anywhere, so also where the pool waits; what it does there mustn't wait for the pool."""
    import gc

    long = (head(200, [("Content-Length", "1000")]), b" ", HANG)
    with ScriptedServer([long, json_answer({"id": 1})]) as server:
        client = client_for(server, connection_pool_maxsize=1)
        cycle: list[Any] = [client.invoke("GET", Route("/thing"), options={"_preload_content": False})]
        cycle.append(cycle)
        collected = threading.Timer(0.3, gc.collect)
        collected.start()
        del cycle
        began = time.monotonic()
        assert get(client, _request_timeout=10) == {"id": 1}
        assert time.monotonic() - began < 5
        collected.join()


def test_places_are_given_in_the_order_in_which_they_were_waited_for(client_for: ClientFor) -> None:
    order: list[int] = []

    def script(request: Request) -> Any:
        order.append(int(request.target.rpartition("/")[2]))
        return (pause(0.15), answer(b"{}"))

    with ScriptedServer(script) as server:
        client = client_for(server, connection_pool_maxsize=1)
        threads = []
        for number in range(5):
            thread = threading.Thread(target=client.invoke, args=("GET", Route("/things/{id}"), (number,)))
            thread.start()
            threads.append(thread)
            time.sleep(0.05)
        for thread in threads:
            thread.join()
    assert order == sorted(order)


def test_close_wakes_who_waits_for_a_place_and_it_opens_anew(client_for: ClientFor) -> None:
    with ScriptedServer([(pause(3), json_answer({"id": 1})), json_answer({"id": 2})]) as server:
        client = client_for(server, connection_pool_maxsize=1, timeout=(10, 10))
        answers: list[Any] = []
        slow = threading.Thread(target=lambda: answers.append(get(client)))
        slow.start()
        while not server.requests:
            time.sleep(0.01)
        waiting = threading.Thread(target=lambda: answers.append(get(client)))
        waiting.start()
        time.sleep(0.1)
        began = time.monotonic()
        client.close()
        waiting.join()
        assert time.monotonic() - began < 2
        assert answers == [{"id": 2}]
        slow.join()
        assert answers == [{"id": 2}, {"id": 1}]
