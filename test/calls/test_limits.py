"""``Configuration.rate_limit``: the server never counts more than it allows, and nobody has to think of it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import pytest
from echo import Echo
from servers import ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import RateLimit

# They measure when requests come, and a machine that stands still for a moment makes them come together.
pytestmark = pytest.mark.flaky(reruns=2)


@pytest.fixture
def echo():
    with Echo() as server:
        yield server


def inboxes(server, limit, **settings):
    configuration = chatwoot_client.Configuration(host=server.url, rate_limit=limit, **{"retries": 0, **settings})
    return chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(configuration))


def call_from_threads(api, threads, calls):
    def call():
        for _ in range(calls):
            api.get_details_of_a_inbox("one")

    workers = [threading.Thread(target=call) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def most_in_any(period, moments):
    """The most requests that any window of this length holds, wherever it begins."""
    moments = sorted(moments)
    return max(sum(begin <= moment < begin + period for moment in moments) for begin in moments)


def test_no_window_of_the_server_holds_more_than_the_limit_whatever_its_clock_says(echo):
    call_from_threads(inboxes(echo, RateLimit(10, 1.0)), threads=16, calls=2)
    moments = [request.moment for request in echo.requests]
    assert len(moments) == 32
    # A little less than the period: not every request takes equally long to arrive on a busy machine.
    assert most_in_any(0.9, moments) <= 10


def test_what_fits_the_limit_goes_at_once(echo):
    started = time.monotonic()
    call_from_threads(inboxes(echo, 40), threads=8, calls=5)
    assert time.monotonic() - started < 2


def test_requests_that_waited_come_one_by_one_and_not_in_a_herd(echo):
    call_from_threads(inboxes(echo, RateLimit(10, 1.0)), threads=20, calls=1)
    moments = sorted(request.moment for request in echo.requests)
    assert moments[9] - moments[0] < 0.5
    # Ten more over the period that follows: a tenth of it between two, where a herd has none.
    gaps = [later - earlier for earlier, later in zip(moments[10:], moments[11:])]
    assert sorted(gaps)[len(gaps) // 2] > 0.05
    assert most_in_any(0.3, moments[10:]) <= 5


def test_the_limit_is_used_up_and_not_more_than_a_little_below(echo):
    started = time.monotonic()
    call_from_threads(inboxes(echo, RateLimit(20, 0.5)), threads=4, calls=15)
    # Twenty at once, forty more at forty a second.
    assert 0.95 < time.monotonic() - started < 2.5


def test_clients_that_hold_one_limit_share_it(echo):
    limit = RateLimit(4, 0.5)
    first, second = inboxes(echo, limit), inboxes(echo, limit)
    for api in (first, second) * 3:
        api.get_details_of_a_inbox("one")
    assert most_in_any(0.45, [request.moment for request in echo.requests]) <= 4


def test_a_number_is_a_limit_for_each_client_and_minute(echo):
    configuration = chatwoot_client.Configuration(host=echo.url, rate_limit=2)
    for _ in range(3):
        api = chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(configuration))
        api.get_details_of_a_inbox("one")
        api.get_details_of_a_inbox("two")
        with pytest.raises(chatwoot_client.ApiTimeoutException):
            api.get_details_of_a_inbox("three", _deadline=50)


def test_a_call_that_can_not_wait_until_its_turn_says_so_at_once_and_sends_nothing(echo):
    api = inboxes(echo, 1, deadline=30)
    api.get_details_of_a_inbox("one")
    started = time.monotonic()
    with pytest.raises(chatwoot_client.ApiTimeoutException, match="no room before the deadline") as caught:
        api.get_details_of_a_inbox("two")
    assert time.monotonic() - started < 1
    assert (caught.value.outcome, caught.value.attempts) == ("not_sent", 0)
    assert not isinstance(caught.value, chatwoot_client.AmbiguousResultException)
    assert len(echo.requests) == 1


def test_a_call_that_gave_up_leaves_its_place_to_others(echo):
    api = inboxes(echo, RateLimit(1, 0.4))
    api.get_details_of_a_inbox("one")
    for _ in range(20):
        with pytest.raises(chatwoot_client.ApiTimeoutException):
            api.get_details_of_a_inbox("two", _deadline=0.1)
    started = time.monotonic()
    api.get_details_of_a_inbox("three", _deadline=5)
    assert time.monotonic() - started < 0.6


def test_every_attempt_counts():
    with ScriptedServer([answer(status=503), answer(status=503), json_answer({})]) as server:
        policy = chatwoot_client.RetryPolicy(2, backoff=0.001)
        api = inboxes(server, RateLimit(3, 0.5), retries=policy)
        started = time.monotonic()
        api.get_details_of_a_inbox("one")
        assert time.monotonic() - started < 0.4
        api.get_details_of_a_inbox("two")
        assert time.monotonic() - started > 0.5


def test_every_step_of_a_redirect_counts():
    there = answer(status=302, headers={"Location": "/there"})
    with ScriptedServer([there, json_answer({})]) as server:
        api = inboxes(server, RateLimit(1, 0.3))
        started = time.monotonic()
        api.get_details_of_a_inbox("one")
        assert time.monotonic() - started > 0.3
    with ScriptedServer([there]) as server:
        with pytest.raises(chatwoot_client.ApiTimeoutException, match="no room"):
            inboxes(server, 1).get_details_of_a_inbox("one", _deadline=5)
        assert len(server.requests) == 1


def test_a_repeat_without_room_raises_what_the_first_attempt_met():
    with ScriptedServer([answer(status=503)]) as server:
        api = inboxes(server, 1, deadline=5, retries=chatwoot_client.RetryPolicy(2, backoff=0.001))
        with pytest.raises(chatwoot_client.ServiceException) as caught:
            api.get_details_of_a_inbox("one")
        assert caught.value.attempts == len(server.requests) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_child_starts_its_own_count(echo):
    limit = RateLimit(2, 30)
    api = inboxes(echo, limit)
    api.get_details_of_a_inbox("one")
    api.get_details_of_a_inbox("two")
    with pytest.raises(chatwoot_client.ApiTimeoutException):
        api.get_details_of_a_inbox("three", _deadline=1)
    child = os.fork()
    if not child:
        try:
            assert api.get_details_of_a_inbox("four", _deadline=1).identifier == "four"
        except BaseException:
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize("wrong", [0, -1, True, 1.5, "10", float("nan")])
def test_a_limit_that_is_no_count_is_refused_by_name(wrong):
    with pytest.raises((TypeError, ValueError), match="rate_limit"):
        chatwoot_client.Configuration(rate_limit=wrong)
    with pytest.raises((TypeError, ValueError), match="limit"):
        RateLimit(wrong)


@pytest.mark.parametrize("wrong", [0, -1.0, True, "60", float("inf"), None])
def test_a_period_that_is_no_time_is_refused_by_name(wrong):
    with pytest.raises((TypeError, ValueError), match="period"):
        RateLimit(10, wrong)


def test_without_a_limit_its_module_is_not_even_loaded():
    script = (
        "import sys, chatwoot_client; chatwoot_client.ApiClient(); assert 'chatwoot_client.limits' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
