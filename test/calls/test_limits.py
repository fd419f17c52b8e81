"""``Configuration.rate_limit``: the server never counts more than it allows, and nobody has to think of it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time

import pytest
from echo import Echo
from hypothesis import given
from hypothesis import strategies as st
from limited import inboxes, most_in_any
from servers import ScriptedServer, answer, json_answer
from timing import SLACK

import chatwoot_client
from chatwoot_client import RateLimit
from chatwoot_client.limits import Window


@pytest.fixture
def echo():
    with Echo() as server:
        yield server


def call_from_threads(api, threads, calls):
    def call():
        for _ in range(calls):
            api.get_details_of_a_inbox("one")

    workers = [threading.Thread(target=call) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


class Clock:
    """A clock that is set by hand: by its own, a machine that stands still for a moment has requests come together."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def places(limit, period, arrivals):
    """The moments at which requests may start that come after so many seconds each."""
    clock = Clock()
    window = Window(limit, period, clock)
    given = []
    for seconds in arrivals:
        clock.now += seconds
        given.append(window.reserve(None))
        assert given[-1] >= clock.now
    return given


@given(
    st.integers(1, 20),
    st.floats(0.1, 100),
    st.lists(st.sampled_from([0.0, 0.0, 0.01, 0.3, 2.5, 70.0]), min_size=1, max_size=100),
)
def test_no_window_of_the_server_holds_more_than_the_limit_whatever_its_clock_says(limit, period, arrivals):
    moments = places(limit, period, arrivals)
    assert moments == sorted(moments)
    # Some requests take longer to arrive than others, so that there's a little room.
    assert most_in_any(period * 1.02, moments) <= limit


def test_what_fits_the_limit_goes_at_once(echo):
    assert places(40, 60.0, [0.0] * 40) == [1000.0] * 40
    started = time.monotonic()
    call_from_threads(inboxes(echo, 40), threads=8, calls=5)
    assert time.monotonic() - started < SLACK


def test_requests_that_waited_come_one_by_one_and_not_in_a_herd():
    moments = places(10, 1.0, [0.0] * 30)
    assert moments[:10] == [1000.0] * 10
    waited = [1000.0, *moments[10:]]
    assert all(0.1 < later - earlier < 0.105 for earlier, later in zip(moments[10:], moments[11:]))
    assert 1.0 < waited[1] - waited[0] < 1.05


def test_the_limit_is_used_up_and_not_more_than_a_little_below(echo):
    # Twenty at once; half a second later forty more, at forty a second.
    exactly = 0.5 + 39 / 40
    assert exactly < places(20, 0.5, [0.0] * 60)[-1] - 1000.0 < 1.05 * exactly
    started = time.monotonic()
    call_from_threads(inboxes(echo, RateLimit(20, 0.5)), threads=4, calls=15)
    assert 1.0 <= time.monotonic() - started < 1.0 + SLACK
    assert len(echo.requests) == 60


def test_clients_that_hold_one_limit_share_it(echo):
    limit = RateLimit(4, 60)
    first, second = inboxes(echo, limit), inboxes(echo, limit)
    for api in (first, second) * 2:
        api.get_details_of_a_inbox("one")
    for api in (first, second):
        with pytest.raises(chatwoot_client.ApiTimeoutException, match="no room"):
            api.get_details_of_a_inbox("one", _deadline=20)


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
    assert time.monotonic() - started < SLACK
    assert (caught.value.outcome, caught.value.attempts) == ("not_sent", 0)
    assert not isinstance(caught.value, chatwoot_client.AmbiguousResultException)
    assert len(echo.requests) == 1


def test_a_call_that_gave_up_leaves_its_place_to_others(echo):
    clock = Clock()
    window = Window(1, 10.0, clock)
    window.reserve(None)
    assert [window.reserve(clock.now + 5) for _ in range(20)] == [None] * 20
    assert clock.now + 10 < window.reserve(None) < clock.now + 11
    api = inboxes(echo, RateLimit(1, 1.0))
    api.get_details_of_a_inbox("one")
    for _ in range(20):
        with contextlib.suppress(chatwoot_client.ApiTimeoutException):
            api.get_details_of_a_inbox("two", _deadline=0.001)
    api.get_details_of_a_inbox("three", _deadline=1 + SLACK)


def test_every_attempt_counts():
    with ScriptedServer([answer(status=503), answer(status=503), json_answer({})]) as server:
        policy = chatwoot_client.RetryPolicy(2, backoff=0.001)
        api = inboxes(server, 3, retries=policy)
        api.get_details_of_a_inbox("one")
        with pytest.raises(chatwoot_client.ApiTimeoutException, match="no room"):
            api.get_details_of_a_inbox("two", _deadline=20)
        assert len(server.requests) == 3


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
