"""The headers of a client, set in one thread and sent by others."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client


@pytest.fixture
def server():
    with ScriptedServer(lambda request: json_answer([])) as scripted:
        yield scripted


@pytest.fixture
def client(server):
    with chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url)) as client:
        yield client


@pytest.mark.usefixtures("impatient_threads")
def test_headers_that_are_set_from_many_threads_break_no_call(client, server):
    stop = threading.Event()

    def set_headers(number):
        turn = 0
        while not stop.is_set():
            client.set_default_header("X-Tenant", f"value {turn % 7}")
            client.set_default_header(f"X-{number}-{turn % 50}", "more")
            client.set_default_header(("X-Other", "x_other")[turn % 2], "more")
            assert client.user_agent
            turn += 1

    def call(_):
        for _ in range(60):
            client.request("GET", "/api/v1/profile")
            client.request("GET", "/api/v1/profile", _headers={"X-Own": "own"})

    client.set_default_header("X-Tenant", "value 0")
    with ThreadPoolExecutor(8) as threads:
        setting = [threads.submit(set_headers, number) for number in range(4)]
        calling = [threads.submit(call, number) for number in range(4)]
        for each in calling:
            each.result()
        stop.set()
        for each in setting:
            each.result()
    assert len(server.requests) == 480
    for request in server.requests:
        assert request.headers["x-tenant"].startswith("value ")
