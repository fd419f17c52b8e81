"""A store of known events that processes share: in a database's table, and while it's away."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
from pathlib import Path
from typing import Any, Callable

import pytest
from deliveries import SECRET, recorded, sent
from guides import CLONE, block_with

from chatwoot_client.events import Receiver, Reply, Seen

MESSAGE = recorded("message_created")


class Shared:
    """A store in memory that may be away; what it's asked meanwhile raises."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.is_away = False

    def add(self, key: str, seconds: float) -> bool:
        self._answer()
        is_new = key not in self.keys
        self.keys.add(key)
        return is_new

    def discard(self, key: str) -> None:
        self._answer()
        self.keys.discard(key)

    def _answer(self) -> None:
        if self.is_away:
            raise ConnectionError("nobody answers")


class Process:
    """A worker that takes deliveries, and what it handled."""

    def __init__(self, seen: Seen) -> None:
        self.handled: list[int] = []
        #: What is done before an event is noted.
        self.handle: Callable[[Any], None] | None = None
        self._receiver = Receiver([SECRET], run="inline", seen=seen)
        self._receiver.on()(self._handle)

    def _handle(self, event: Any) -> None:
        if self.handle is not None:
            self.handle(event)
        self.handled.append(event.id)

    def take(self, number: int, delivery: str | None = None) -> Reply:
        return self._receiver.handle(*sent({**MESSAGE, "id": number}, delivery=delivery))


def test_while_the_store_is_away_events_are_handled_once_by_process_and_the_log_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shared = Shared()
    process = Process(shared)
    process.take(1)
    shared.is_away = True
    with caplog.at_level(logging.ERROR):
        assert process.take(2) == (200, "ok\n")
        assert process.take(2) == (200, "known already\n")
    assert any("store" in line and "message_created" in line for line in caplog.messages)
    shared.is_away = False
    # What was handled meanwhile stays known, and what the store had does too.
    assert [process.take(number).body for number in (1, 2, 3)] == ["known already\n", "known already\n", "ok\n"]
    assert process.handled == [1, 2, 3]


@pytest.fixture
def two_after_a_failure() -> tuple[Process, Process]:
    """Two that share a store, of which the first failed a bot's event while the store went, and then came back."""
    shared = Shared()
    first, second = Process(shared), Process(shared)

    def fail(event: Any) -> None:
        shared.is_away = True
        raise ConnectionError("the queue is away, too")

    first.handle = fail
    assert first.take(7, delivery="bot-1").status == 500
    first.handle = None
    shared.is_away = False
    return first, second


def test_an_event_that_failed_while_the_store_was_away_is_handled_when_it_comes_again(
    two_after_a_failure: tuple[Process, Process],
) -> None:
    first, second = two_after_a_failure
    assert first.take(7, delivery="bot-1") == (200, "ok\n")
    assert second.take(7, delivery="bot-1") == (200, "known already\n")
    assert (first.handled, second.handled) == ([7], [])


def test_another_process_handles_it_too_once_the_store_is_back(two_after_a_failure: tuple[Process, Process]) -> None:
    first, second = two_after_a_failure
    assert first.take(8) == (200, "ok\n")
    assert second.take(7, delivery="bot-1") == (200, "ok\n")


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The guide's table, in SQLite."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"Receiver": Receiver}
    exec(block_with(CLONE / "docs" / "receiving-webhooks.md", "class TableSeen"), names)
    return names["TableSeen"](lambda: sqlite3.connect("shared.sqlite", timeout=20))


def test_of_many_that_add_a_key_to_the_guide_s_table_one_gets_it(table: Any) -> None:
    won: list[int] = []

    def add_all() -> None:
        won.extend(number for number in range(40) if table.add(f"key:{number}", 60))

    threads = [threading.Thread(target=add_all) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == list(range(40))


def test_the_guide_s_table_forgets_in_time_and_on_demand(table: Any) -> None:
    assert table.add("brief", 0.0)
    assert table.add("brief", 60.0)
    assert not table.add("brief", 60.0)
    table.discard("brief")
    table.discard("never there")
    assert table.add("brief", 60.0)
    with contextlib.closing(sqlite3.connect("shared.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM chatwoot_seen").fetchone() == (1,)


def fail(event: Any) -> None:
    raise ConnectionError("the queue is away")


def test_receivers_share_the_guide_s_table(table: Any) -> None:
    first, second = Process(table), Process(table)
    assert first.take(1) == (200, "ok\n")
    assert second.take(1) == (200, "known already\n")
    second.handle = fail
    assert second.take(2).status == 500
    assert first.take(2) == (200, "ok\n")
    assert (first.handled, second.handled) == ([1, 2], [])
