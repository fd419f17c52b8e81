"""A rate limit that processes share, counted in a real Redis and a real memcached."""

from __future__ import annotations

import contextlib
import datetime
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytest.importorskip("limits")
pytest.importorskip("redis")
pytest.importorskip("pymemcache")

import freezegun
import redis
from guides import CLONE, block_with
from limited import Arrivals, inboxes, most_in_any
from sharing import started
from timing import SLACK, wait_until

import chatwoot_client
from chatwoot_client import RateLimit
from chatwoot_client.shared_limits import StoredCount

#: Seconds for which a place is held whose period is one: in whole seconds, and memcached's first may be over at once.
HELD = {"redis": 2, "memcached": 3}


@pytest.fixture
def server() -> Iterator[Arrivals]:
    with Arrivals() as arrivals:
        yield arrivals


@pytest.fixture(params=["redis", "memcached"])
def store(request: pytest.FixtureRequest) -> tuple[str, Any]:
    return request.param, request.getfixturevalue(f"{request.param}_server")


def test_forked_workers_share_one_allowance(server: Arrivals, store: tuple[str, Any]) -> None:
    kind, running = store
    with started(server.url, running.url, limit=12, period=1, workers=4, calls=5) as workers:
        assert "can't be asked" not in workers.log()
    assert most_in_any(1.0, server.moments) <= 12
    assert len(server.moments) == 21
    assert server.moments[-1] - server.moments[0] < HELD[kind] + SLACK


def test_places_that_many_want_at_once_are_given_once_each(store: tuple[str, Any]) -> None:
    _, running = store
    counts = [StoredCount(running.url) for _ in range(4)]
    with ThreadPoolExecutor(16) as pool:
        asked = list(pool.map(lambda number: counts[number % 4].take("bot", 100, 60), range(300)))
    assert asked.count(0.0) == 100
    # The store says when to come again.
    assert all(50 < left < 64 for left in asked if left)


@pytest.mark.parametrize("wrong_by", [-3600, 3600])
def test_a_machine_whose_clock_is_wrong_takes_no_place_that_is_taken(store: tuple[str, Any], wrong_by: float) -> None:
    _, running = store
    assert [StoredCount(running.url).take("bot", 3, 60) for _ in range(3)] == [0.0] * 3
    with freezegun.freeze_time(datetime.timedelta(seconds=wrong_by)):
        late = StoredCount(running.url)
        assert all(late.take("bot", 3, 60) > 0 for _ in range(6))


def test_other_names_have_places_of_their_own(store: tuple[str, Any]) -> None:
    count = StoredCount(store[1].url)
    assert [count.take(name, 1, 60) == 0.0 for name in ("one", "two", "one")] == [True, True, False]


def test_a_redis_that_is_killed_and_started_again_stops_nobody_and_lets_nobody_send_too_much(
    server: Arrivals, redis_server: Any
) -> None:
    with started(server.url, redis_server.url, limit=10, period=1, workers=2, calls=10) as workers:
        wait_until(lambda: len(server.moments) >= 11)
        redis_server.kill()
        killed = time.monotonic()
        wait_until(lambda: sum(moment > killed + 0.5 for moment in server.moments) >= 3)
        redis_server.start()
        log = workers.log()
    assert most_in_any(1.0, server.moments) <= 10
    assert len(server.moments) == 21
    # A worker says it once, if it asked meanwhile.
    assert 1 <= log.count("can't be asked") <= 2


def test_a_store_that_accepts_and_says_nothing_holds_up_no_call_for_long(server: Arrivals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for kind in ("redis", "memcached"):
            limit = RateLimit(100, shared=StoredCount(f"{kind}://127.0.0.1:{port}", timeout=0.2), name="bot")
            began = time.monotonic()
            for _ in range(5):
                inboxes(server, limit, deadline=20).get_details_of_a_inbox("one")
            assert time.monotonic() - began < SLACK


def test_a_password_of_the_store_is_in_no_key_no_representation_and_no_log(
    server: Arrivals, redis_server: Any, caplog: pytest.LogCaptureFixture
) -> None:
    client = redis.Redis(port=redis_server.port)
    client.config_set("requirepass", "hunter2")
    with contextlib.closing(redis.Redis(port=redis_server.port, password="hunter2")) as admin:
        right, wrong = (f"redis://:{word}@127.0.0.1:{redis_server.port}/0" for word in ("hunter2", "hunter3"))
        for url in (right, wrong):
            limit = RateLimit(5, shared=StoredCount(url), name="bot")
            inboxes(server, limit).get_details_of_a_inbox("one")
            assert "hunter" not in repr(limit) + repr(limit.shared) + repr(vars(limit.shared))
        keys = admin.keys("*")
        admin.config_set("requirepass", "")
    assert keys
    assert all(b"bot" in key for key in keys)
    assert "can't be asked" in caplog.text
    assert "hunter" not in caplog.text


@pytest.mark.parametrize("url", ["memory://", "localhost:6379", "redis+cluster://localhost", ""])
def test_a_store_that_processes_can_not_share_or_ask_in_short_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="redis://"):
        StoredCount(url)


@pytest.mark.parametrize("url", ["mongodb://:hunter2@localhost", "redis://:hunter2@localhost:port"])
def test_a_url_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="url") as caught:
        StoredCount(url)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_a_store_whose_client_is_not_installed_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for package, url in (("redis", "rediss://localhost"), ("pymemcache", "memcached://localhost")):
        for name in [each for each in sys.modules if each.partition(".")[0] == package]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(ModuleNotFoundError, match=f"pip install {package}"):
            StoredCount(url)


def test_the_guide_s_limit_is_shared(server: Arrivals, store: tuple[str, Any]) -> None:
    source = block_with(CLONE / "docs" / "errors-and-retries.md", "StoredCount(").replace("1000", "3")
    limits = []
    for _ in range(2):
        names: dict[str, Any] = {}
        exec(source.replace("redis://localhost:6379/0", store[1].url), names)
        limits.append(names["limit"])
    for limit in (limits[0], limits[1], limits[0]):
        inboxes(server, limit).get_details_of_a_inbox("one")
    for limit in limits:
        with pytest.raises(chatwoot_client.ApiTimeoutException, match="no room before the deadline"):
            inboxes(server, limit, deadline=20).get_details_of_a_inbox("one")
