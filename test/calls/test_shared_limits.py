"""A rate limit that processes share: none of them sends too much, and a count that's away stops nobody for long."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from limited import Arrivals, inboxes, most_in_any
from timing import SLACK

import chatwoot_client
from chatwoot_client import RateLimit

if sys.platform == "win32":
    pytest.skip("no fork here", allow_module_level=True)

from sharing import CountInFile, started


@pytest.fixture
def server() -> Iterator[Arrivals]:
    with Arrivals() as arrivals:
        yield arrivals


@pytest.fixture
def count(tmp_path: Path) -> CountInFile:
    file = tmp_path / "count"
    file.touch()
    return CountInFile(str(file))


class Asked:
    """A count that answers what it's told to; an exception is raised."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int, float]] = []

    def take(self, name: str, limit: int, period: float) -> float:
        self.asked.append((name, limit, period))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return float(answer)


AWAY = ConnectionRefusedError("nobody is there")


def test_forked_workers_that_share_a_count_send_no_more_than_the_limit_and_not_much_less(
    server: Arrivals, count: CountInFile
) -> None:
    with started(server.url, count.path, limit=12, period=0.8, workers=4, calls=6) as workers:
        workers.log()
    places = count.moments()
    assert most_in_any(0.8, places) <= 12
    # Each request has a place, and isn't sent before it; how late it comes is up to a busy machine.
    assert len(server.moments) == len(places) == 25
    assert all(place <= moment for place, moment in zip(places, sorted(server.moments)))
    assert server.moments[-1] - server.moments[0] < 2 * 0.8 + SLACK


def test_a_shared_count_is_asked_once_for_each_request(server: Arrivals) -> None:
    count = Asked(0.0)
    api = inboxes(server, RateLimit(5, 7.0, shared=count, name="bot"))
    for _ in range(3):
        api.get_details_of_a_inbox("one")
    assert count.asked == [("bot", 5, 7.0)] * 3


def test_who_has_to_wait_asks_again_when_the_count_says(server: Arrivals) -> None:
    count = Asked(0.2, 0.2, 0.0)
    began = time.monotonic()
    inboxes(server, RateLimit(5, shared=count, name="bot")).get_details_of_a_inbox("one")
    assert time.monotonic() - began >= 0.4
    assert len(count.asked) == 3


def test_a_call_whose_deadline_comes_before_a_shared_place_says_so_at_once(server: Arrivals) -> None:
    api = inboxes(server, RateLimit(5, shared=Asked(30.0), name="bot"), deadline=20)
    began = time.monotonic()
    with pytest.raises(chatwoot_client.ApiTimeoutException, match="no room before the deadline") as caught:
        api.get_details_of_a_inbox("one")
    assert time.monotonic() - began < SLACK
    assert caught.value.outcome == "not_sent"
    assert not server.moments


def test_while_the_count_is_away_each_process_keeps_to_its_part_and_the_log_says_so_once(
    server: Arrivals, caplog: pytest.LogCaptureFixture
) -> None:
    count = Asked(AWAY)
    api = inboxes(server, RateLimit(30, shared=count, name="bot"))
    for _ in range(3):
        api.get_details_of_a_inbox("one", _deadline=20)
    with pytest.raises(chatwoot_client.ApiTimeoutException, match="no room"):
        api.get_details_of_a_inbox("one", _deadline=0.2)
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("chatwoot_client.limits", logging.WARNING)
    assert "'bot'" in record.getMessage()
    assert "nobody is there" in record.getMessage()
    # It isn't asked for every call.
    assert len(count.asked) == 1


def test_what_was_sent_just_before_the_count_went_away_is_part_of_a_process_s_part(server: Arrivals) -> None:
    api = inboxes(server, RateLimit(30, shared=Asked(0.0, 0.0, 0.0, AWAY), name="bot", alone=3))
    for _ in range(3):
        api.get_details_of_a_inbox("one")
    with pytest.raises(chatwoot_client.ApiTimeoutException, match="no room"):
        api.get_details_of_a_inbox("one", _deadline=0.2)


def test_a_count_that_comes_back_is_told_first_what_was_sent_without_it(
    server: Arrivals, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    count = Asked(AWAY, 0.3, 0.0)
    api = inboxes(server, RateLimit(30, shared=count, name="bot", alone=2))
    for _ in range(3):
        api.get_details_of_a_inbox("one")
    # Away, then full, then the two that it didn't know of and the third.
    assert len(count.asked) == 5
    assert [record.levelname for record in caplog.records if "bot" in record.getMessage()] == ["WARNING", "INFO"]


def test_who_sends_nothing_without_the_count_waits_for_it(server: Arrivals) -> None:
    api = inboxes(server, RateLimit(30, shared=Asked(AWAY, 0.0), name="bot", alone=0))
    with pytest.raises(chatwoot_client.ApiTimeoutException, match="no room"):
        api.get_details_of_a_inbox("one", _deadline=0.5)
    assert not server.moments
    api.get_details_of_a_inbox("two", _deadline=1 + SLACK)
    assert len(server.moments) == 1


def test_an_answer_of_the_count_that_comes_after_the_deadline_sends_nothing(server: Arrivals) -> None:
    class Slow:
        def take(self, name: str, limit: int, period: float) -> float:
            time.sleep(0.3)
            return 0.0

    with pytest.raises(chatwoot_client.ApiTimeoutException, match="no room"):
        inboxes(server, RateLimit(30, shared=Slow(), name="bot")).get_details_of_a_inbox("one", _deadline=0.1)
    assert not server.moments


def test_no_call_waits_for_another_that_asks_the_count(server: Arrivals) -> None:
    together = threading.Barrier(4, timeout=20)

    class Meeting:
        def take(self, name: str, limit: int, period: float) -> float:
            together.wait()
            return 0.0

    api = inboxes(server, RateLimit(30, shared=Meeting(), name="bot"))
    threads = [threading.Thread(target=api.get_details_of_a_inbox, args=("one",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.moments) == 4


def test_what_is_no_failure_of_the_store_ends_the_call_as_it_is(server: Arrivals) -> None:
    class SoftTimeLimitExceeded(Exception):
        pass

    with pytest.raises(SoftTimeLimitExceeded):
        inboxes(server, RateLimit(5, shared=Asked(SoftTimeLimitExceeded()), name="bot")).get_details_of_a_inbox("one")


@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        ({"shared": object(), "name": "bot"}, TypeError, "shared"),
        ({"shared": Asked, "name": "bot"}, TypeError, "class Asked"),
        ({"shared": Asked(0.0)}, ValueError, "name"),
        ({"shared": Asked(0.0), "name": 5}, TypeError, "name"),
        ({"shared": Asked(0.0), "name": "two words"}, ValueError, "name"),
        ({"shared": Asked(0.0), "name": "n" * 101}, ValueError, "name"),
        ({"shared": Asked(0.0), "name": "bot", "alone": -1}, ValueError, "alone"),
        ({"shared": Asked(0.0), "name": "bot", "alone": 1.5}, TypeError, "alone"),
        ({"shared": Asked(0.0), "name": "bot", "alone": False}, TypeError, "alone"),
        ({"name": "bot"}, ValueError, "shared"),
        ({"alone": 5}, ValueError, "shared"),
    ],
)
def test_what_can_not_be_shared_is_refused_by_name(arguments: Any, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said):
        RateLimit(10, **arguments)


def test_without_the_library_the_stored_count_says_what_to_install() -> None:
    program = "import sys; sys.modules['limits'] = None; import chatwoot_client.shared_limits"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "pip install 'chatwoot-python-client[limits]'" in ended.stderr.splitlines()[-1]
