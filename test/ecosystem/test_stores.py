"""The guide's stores of known events, in a real Redis and a real PostgreSQL, shared by workers that are processes."""

from __future__ import annotations

import concurrent.futures
import functools
import http.client
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("redis")
pytest.importorskip("psycopg")

import psycopg
import redis
from deliveries import SECRET, recorded, sent
from guides import CLONE, block_with

from chatwoot_client.events import Receiver

GUIDE = CLONE / "docs" / "receiving-webhooks.md"
MESSAGE = recorded("message_created")
KEYS = 60


def shown(words: str) -> dict[str, Any]:
    """What the guide's block defines that has these words."""
    names: dict[str, Any] = {}
    # The last statement makes a receiver with SQLite.
    source = block_with(GUIDE, words).partition("\n\n\ntable_receiver")[0]
    exec(source.replace("?", "%s") if "TableSeen" in words else source, names)
    return names


def redis_store(url: str) -> Any:
    return shown("class RedisSeen")["RedisSeen"](redis.Redis.from_url(url))


def table_store(url: str) -> Any:
    return shown("class TableSeen")["TableSeen"](functools.partial(psycopg.connect, url))


@pytest.fixture(params=["redis", "postgres"])
def store(request: pytest.FixtureRequest) -> tuple[Any, str]:
    """A function that makes the guide's store in a process, and what it's made with."""
    if request.param == "redis":
        return redis_store, request.getfixturevalue("redis_server").url
    return table_store, request.getfixturevalue("postgres_server")


def won(make: Any, url: str, prefix: str) -> list[str]:
    seen = make(url)
    return [key for number in range(KEYS) if seen.add(key := f"{prefix}:{number}", 60)]


def test_of_many_processes_that_add_a_key_one_gets_it(store: tuple[Any, str]) -> None:
    make, url = store
    make(url)
    with concurrent.futures.ProcessPoolExecutor(4) as pool:
        of_each = list(pool.map(won, [make] * 4, [url] * 4, ["shared"] * 4))
    counted = Counter(key for keys in of_each for key in keys)
    assert counted == {f"shared:{number}": 1 for number in range(KEYS)}


def test_a_key_is_forgotten_when_its_time_is_over_and_on_demand(store: tuple[Any, str]) -> None:
    make, url = store
    seen = make(url)
    assert seen.add("brief", 0.01)
    time.sleep(0.1)
    assert seen.add("brief", 60.0)
    assert not seen.add("brief", 60.0)
    seen.discard("brief")
    seen.discard("never there")
    assert seen.add("brief", 60.0)


def test_a_redis_that_accepts_and_says_nothing_holds_up_no_answer_and_loses_no_event() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        source = block_with(GUIDE, "class RedisSeen") + block_with(GUIDE, "redis_receiver")
        names: dict[str, Any] = {"Receiver": Receiver}
        exec(source.replace('host="localhost"', f"port={port}").replace("YOUR_WEBHOOK_SECRET", SECRET), names)
        handled: list[int] = []
        with names["redis_receiver"] as receiver:
            receiver.on()(lambda event: handled.append(event.id))
            began = time.monotonic()
            assert receiver.handle(*sent({**MESSAGE, "id": 1})).status == 200
            assert time.monotonic() - began < 4
        assert handled == [1]


WORKER = """
import os
import redis
from chatwoot_client.events import Receiver

{store}
connection = redis.Redis.from_url({url!r}, socket_timeout=1, socket_connect_timeout=1)
receiver = Receiver([{secret!r}], seen=RedisSeen(connection))


@receiver.on()
def note(event):
    with open({log!r}, "a") as log:
        log.write(f"{{event.id}} {{os.getpid()}}\\n")


app = receiver.wsgi
with open({log!r} + ".ready", "a") as ready:
    ready.write("a worker\\n")
"""


class Workers:
    """Four workers of gunicorn, with the guide's memory in Redis."""

    def __init__(self, folder: Path, url: str) -> None:
        self._log = folder / "handled"
        self._log.touch()
        source = WORKER.format(store=block_with(GUIDE, "class RedisSeen"), url=url, secret=SECRET, log=str(self._log))
        (folder / "program.py").write_text(source, encoding="utf-8")
        self.errors = folder / "errors"
        command = ["gunicorn", "-w", "4", "--threads", "4", "-b", "127.0.0.1:0", "program:app"]
        with open(self.errors, "wb") as errors:
            self.process = subprocess.Popen([sys.executable, "-m", *command], cwd=folder, stderr=errors)
        ready, ends = folder / "handled.ready", time.monotonic() + 30
        while not ready.exists() or len(ready.read_text(encoding="utf-8").splitlines()) < 4:
            assert time.monotonic() < ends, self.errors.read_text(encoding="utf-8")
            time.sleep(0.05)
        told = self.errors.read_text(encoding="utf-8")
        self.port = int(told.partition("Listening at: http://127.0.0.1:")[2].split()[0])

    def deliver(self, delivery: tuple[bytes, dict[str, str]]) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", "/", *delivery)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def handled(self) -> list[int]:
        return [int(line.split()[0]) for line in self._log.read_text(encoding="utf-8").splitlines()]

    def pids(self) -> set[str]:
        return {line.split()[1] for line in self._log.read_text(encoding="utf-8").splitlines()}


@pytest.fixture
def workers(tmp_path: Path, redis_server: Any) -> Iterator[Workers]:
    made = Workers(tmp_path, redis_server.url)
    yield made
    made.process.terminate()
    made.process.wait()


def test_what_comes_again_and_again_to_gunicorn_s_workers_is_handled_once_and_without_redis_too(
    workers: Workers, redis_server: Any
) -> None:
    # Each message three times, under one delivery's id or another, at once.
    deliveries = [
        sent({**MESSAGE, "id": number}, delivery=f"bot-{number}" if number % 2 else None)
        for number in range(40)
        for _ in range(3)
    ]
    with concurrent.futures.ThreadPoolExecutor(12) as senders:
        answers = list(senders.map(workers.deliver, deliveries))
    assert Counter(answers) == {(200, "ok\n"): 40, (200, "known already\n"): 80}
    redis_server.kill()
    assert [workers.deliver(sent({**MESSAGE, "id": number})) for number in (100, 101)] == [(200, "ok\n")] * 2
    assert "the store of known events failed" in workers.errors.read_text(encoding="utf-8")
    redis_server.start()
    assert workers.deliver(sent({**MESSAGE, "id": 102}))[0] == 200
    assert workers.deliver(sent({**MESSAGE, "id": 5})) == (200, "known already\n")
    workers.process.terminate()
    workers.process.wait()
    assert Counter(workers.handled()) == dict.fromkeys((*range(40), 100, 101, 102), 1)
    assert len(workers.pids()) > 1
