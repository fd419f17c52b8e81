"""No wait goes on for ever where a test has stopped time, or set it otherwise."""

from __future__ import annotations

import contextlib
import functools
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any, Callable

import pytest
from servers import HANG, ScriptedServer, answer, drip, endless, head, json_answer

from chatwoot_client import ApiClient, ApiException, ApiTimeoutException, RateLimit, RetryPolicy
from chatwoot_client.calls.route import Route

freezegun = pytest.importorskip("freezegun")

ClientFor = Callable[..., ApiClient]
#: The time that passes, by a clock that freezegun doesn't find.
real = functools.partial(time.perf_counter)


def get(client: ApiClient, **options: Any) -> Any:
    return client.invoke("GET", Route("/thing"), returns=object, options=options)


@pytest.fixture(params=["freezegun", "patched"])
def frozen(request: Any) -> Iterator[Callable[[], Any]]:
    """Stops time, in the way that many tests do, or by hand."""

    @contextlib.contextmanager
    def stop() -> Iterator[None]:
        if request.param == "freezegun":
            with freezegun.freeze_time("2026-01-01"):
                yield
        else:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(time, "monotonic", lambda: 1000.0)
                patch.setattr(time, "time", lambda: 1000.0)
                yield

    return stop


SLOW = {
    "silence": HANG,
    "a drip in the head": (b"HTTP/1.1 200 OK\r\nX: ", drip(b"y" * 500, 0.02)),
    "a drip in the body": (head(200, [("Content-Length", "1000")]), endless(b" ", 0.02)),
}


@pytest.mark.parametrize("options", [{"_request_timeout": 0.4}, {"_deadline": 0.4}], ids=["whole", "deadline"])
@pytest.mark.parametrize("fault", SLOW)
def test_a_call_ends_in_its_time_in_frozen_time_too(
    fault: str, options: Any, frozen: Any, client_for: ClientFor
) -> None:
    with ScriptedServer([SLOW[fault]]) as server:
        client = client_for(server, retries=0)
        with frozen():
            began = real()
            with pytest.raises(ApiTimeoutException):
                get(client, **options)
            assert real() - began < 3


def test_repeats_and_their_waits_end_in_frozen_time_too(frozen: Any, client_for: ClientFor) -> None:
    with ScriptedServer([answer(b"", 502)]) as server:
        client = client_for(server, retries=RetryPolicy(1000, 0.02, 1000))
        with frozen():
            began = real()
            with pytest.raises(ApiException):
                get(client, _deadline=0.6)
            assert real() - began < 3
        assert len(server.requests) > 1


def test_a_place_is_waited_for_in_frozen_time_too(frozen: Any, client_for: ClientFor) -> None:
    with ScriptedServer([(head(200, [("Content-Length", "10")]), HANG), json_answer({})]) as server:
        client = client_for(server, connection_pool_maxsize=1, timeout=(0.4, 5), retries=0)
        response = client.invoke("GET", Route("/thing"), options={"_preload_content": False})
        with frozen():
            began = real()
            with pytest.raises(ApiTimeoutException, match="connection_pool_maxsize"):
                get(client)
            assert real() - began < 3
        response.close()
        assert get(client) == {}


def test_the_rate_limit_lets_requests_through_in_frozen_time_too(frozen: Any, client_for: ClientFor) -> None:
    with ScriptedServer([json_answer({})]) as server:
        client = client_for(server, rate_limit=RateLimit(2, period=0.3))
        with frozen():
            began = real()
            for _ in range(4):
                assert get(client) == {}
            assert 0.2 < real() - began < 5


def test_a_client_that_is_first_loaded_in_frozen_time_keeps_its_time() -> None:
    script = """
import functools, socket, sys, time
real = functools.partial(time.perf_counter)
import freezegun
listener = socket.create_server(("127.0.0.1", 0))
with freezegun.freeze_time("2026-01-01"):
    began = real()
    import chatwoot_client as c
    host = f"http://127.0.0.1:{listener.getsockname()[1]}"
    api = c.InboxAPIApi(c.ApiClient(c.Configuration(host, retries=0, timeout=30)))
    try:
        api.get_details_of_a_inbox("one", _deadline=0.5)
    except c.ApiTimeoutException:
        print("in time" if real() - began < 10 else "late")
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30)
    assert (ran.stdout, ran.stderr) == ("in time\n", "")
