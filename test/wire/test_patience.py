"""How long a call may take: to connect, for each step, as a whole."""

from __future__ import annotations

import math
import threading
import time

import pytest
from exchanging import (
    BODY,
    LONG,
    OK_LIST,
    PLAIN,
    ClientFor,
    create,
    failure_of,
    list_messages,
    no_socket_is_left_open,  # noqa: F401
)
from servers import (
    HANG,
    Answer,
    Request,
    ScriptedServer,
    Unread,
    answer,
    drip,
    endless,
    head,
    pause,
)
from timing import SLACK

from chatwoot_client import (
    ApiTimeoutException,
    PublicMessage,
    RetryPolicy,
)

pytestmark = pytest.mark.filterwarnings("error")


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
