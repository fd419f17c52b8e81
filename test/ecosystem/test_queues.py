"""The guide's recipes for queues, run with the real engines on a real Redis, one of which is killed at random."""

from __future__ import annotations

import contextlib
import random
import socket
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import pytest

pytest.importorskip("celery")
pytest.importorskip("dramatiq")
pytest.importorskip("redis")
pytest.importorskip("rq")

import redis
from deliveries import SECRET, recorded, sent
from guides import CLONE, block_with
from workers import Workers

GUIDE = CLONE / "docs" / "receiving-webhooks.md"
MESSAGE = recorded("message_created")
#: By engine, words of its recipe, and how its worker is started with the recipe's module.
ENGINES = {
    "celery": ("from celery", ["-m", "celery", "-A", "program:tasks", "worker", "-c", "2", "-l", "warning"]),
    "rq": ("from rq import", ["-m", "rq.cli", "worker", "--url", "redis://localhost:6379/0"]),
    "dramatiq": ("import dramatiq", ["-m", "dramatiq", "program", "-p", "1", "-t", "2"]),
}
HANDLER = """
import contextlib, sqlite3, time
{is_first}

def record(key, event):
    time.sleep(0.05)
    with contextlib.closing(sqlite3.connect({database!r}, timeout=20)) as database, database:
        if is_first(database, key):
            database.execute("INSERT INTO handled VALUES (?)", (event.id,))

"""


class Program(Workers):
    """A recipe of the guide as a module, with a handler that writes what it does into a database."""

    def __init__(self, folder: Path, engine: str, url: str) -> None:
        self._url = url
        words, command = ENGINES[engine]
        super().__init__(folder, map(self._here, command))
        self._database = folder / "handled.sqlite"
        with self._opened() as database:
            database.executescript("CREATE TABLE done (key TEXT PRIMARY KEY); CREATE TABLE handled (id INTEGER)")
        is_first = block_with(GUIDE, "def is_first").partition("\n\n\n")[0]
        recipe = self._here(block_with(GUIDE, words)).replace("YOUR_WEBHOOK_SECRET", SECRET)
        soon = '"visibility_timeout": 3, "unacked_restore_throttle": 1, "unacked_restore_interval": 1'
        recipe = recipe.replace('"visibility_timeout": 600', soon)
        called = recipe.replace("print(key, event.name)  # your handler", "record(key, event)")
        assert called != recipe
        source = HANDLER.format(is_first=is_first, database=str(self._database)) + called
        (folder / "program.py").write_text(source, encoding="utf-8")
        self._names: dict[str, Any] = {"__name__": "program"}
        exec(source, self._names)

    def _here(self, text: str) -> str:
        return text.replace("redis://localhost:6379/0", self._url)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with contextlib.closing(sqlite3.connect(self._database, timeout=20)) as database:
            yield database

    def take(self, number: int, **how: Any) -> int:
        return int(self._names["queue_receiver"].handle(*sent({**MESSAGE, "id": number}, **how)).status)

    def handled(self) -> list[int]:
        with self._opened() as database:
            return sorted(id for (id,) in database.execute("SELECT id FROM handled"))

    def wait_for(self, condition: Callable[[list[int]], bool], seconds: float = 60.0) -> None:
        ends = time.monotonic() + seconds
        while not condition(self.handled()):
            assert time.monotonic() < ends, f"{self.handled()} {(self._folder / 'worker.log').read_text()}"
            time.sleep(0.05)


@pytest.fixture
def made(tmp_path: Path, redis_server: Any) -> Iterator[Any]:
    programs = []

    def make(engine: str) -> Program:
        programs.append(Program(tmp_path, engine, redis_server.url))
        return programs[-1]

    yield make
    for program in programs:
        program.kill()


@pytest.mark.parametrize("engine", ENGINES)
def test_an_event_s_handler_runs_in_the_engine_s_worker_and_an_absent_broker_is_a_500_in_time(
    engine: str, made: Any, redis_server: Any
) -> None:
    program = made(engine)
    redis_server.kill()
    began = time.monotonic()
    assert program.take(1, delivery="bot-1") == 500
    # Chatwoot waits for five.
    assert time.monotonic() - began < 4
    redis_server.start()
    program.work()
    assert [program.take(number, delivery=f"bot-{number}") for number in (1, 2, 3, 3)] == [200] * 4
    program.wait_for([1, 2, 3].__eq__)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_broker_that_accepts_and_says_nothing_is_a_500_in_time(engine: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        program = Program(tmp_path, engine, f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        began = time.monotonic()
        assert program.take(1) == 500
        assert time.monotonic() - began < 4.5


def test_none_is_lost_and_none_done_twice_while_celery_s_workers_and_the_broker_are_killed(
    made: Any, redis_server: Any
) -> None:
    dice = random.Random(14)
    program = made("celery")
    program.work()
    taken: list[int] = []

    def take(several: int) -> None:
        for number in range(len(taken), len(taken) + several):
            # Told twice by Chatwoot, under one delivery's id.
            assert {program.take(number, delivery=f"bot-{number}") for _ in range(2)} == {200}
            taken.append(number)

    for _ in range(3):
        done = len(program.handled())
        take(30)
        program.wait_for(lambda handled, done=done: len(handled) > done)
        time.sleep(dice.random() * 0.3)
        # In the midst of its work, with some of it taken from the queue.
        program.kill()
        program.work()
    redis_server.kill()
    assert program.take(len(taken), delivery="bot-refused") == 500
    redis_server.start()
    take(30)
    program.wait_for(taken.__eq__)
    with redis.Redis.from_url(redis_server.url) as broker:
        # Nothing is left that could be done again.
        program.wait_for(lambda handled: not (broker.llen("celery") or broker.hlen("unacked")))
    assert program.handled() == taken
