"""The guide's recipe for Celery sends each message once, while workers are killed and the server's answers get lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("celery")
pytest.importorskip("redis")

from guides import CLONE, block_with
from workers import Workers

from chatwoot_client import ApiClient, Configuration, ContactsAPIApi, ConversationsAPIApi
from chatwoot_client.sandbox import Sandbox

GUIDE = CLONE / "docs" / "exactly-once.md"
#: Fewer, for a quick look: EXACTLY_ONCE_MESSAGES=100
COUNT = int(os.environ.get("EXACTLY_ONCE_MESSAGES", "1000"))
CONVERSATIONS = 50
LONGEST = 300
PROCESSES = 4
#: One of a process for each such part of the work, and each tenth one of the worker with all its processes.
KILLS = 30
#: Tasks that wait in the queue, at most.
WAITING = 20
#: Seconds that the server works on a request at most, and after which it has to be done.
WORKS, SETTLE = 1.5, 4.0


class Shop(Workers):
    """The recipe as a module, its worker, and the server that it sends to."""

    def __init__(self, folder: Path, server: Sandbox, url: str) -> None:
        workers = ["-m", "celery", "-A", "shop:tasks", "worker", "-c", str(PROCESSES), "-l", "warning"]
        super().__init__(folder, [*workers, "--without-gossip"])
        recipe = block_with(GUIDE, "import celery")
        for guides, own in (
            (
                '"visibility_timeout": 600',
                '"visibility_timeout": 15, "unacked_restore_interval": 1, "unacked_restore_throttle": 1',
            ),
            ("redis://localhost:6379/0", url),
            # It waits ten seconds otherwise, by when the server here is long done with what was left behind.
            ("tasks.conf.worker_prefetch", "tasks.conf.worker_lost_wait = 0.05\ntasks.conf.worker_prefetch"),
            ("SETTLE = 20.0", f"SETTLE = {SETTLE}"),
            ("_deadline=300", "_deadline=14"),
            ("retry_backoff=True", "default_retry_delay=0.2"),
            (
                'api_key={"userApiKey": "YOUR_API_KEY"}',
                f'host={server.url!r}, api_key={{"userApiKey": "{server.user_token}"}}',
            ),
        ):
            assert guides in recipe, guides
            recipe = recipe.replace(guides, own)
        source = block_with(GUIDE, "def begun_before") + recipe
        (folder / "shop.py").write_text(source, encoding="utf-8")
        self.names: dict[str, Any] = {"__name__": "shop"}
        exec(source, self.names)
        #: How much was done when that changed last, and when.
        self._progress = (0, time.monotonic())

    def queue(self, number: int, place: int) -> None:
        arguments = [{"content": f"message {number}"}, 1, place]
        self.names["send"].apply_async(arguments, task_id=f"task-{number}")

    def mind(self, done: int) -> bool:
        """Whether nothing was done for long. A worker that gave up is started anew.

        It gives up when its processes end before it's ready.
        """
        if done != self._progress[0]:
            self._progress = (done, time.monotonic())
        if self._worker is not None and self._worker.poll() is not None:
            self.work()
        is_stuck = time.monotonic() - self._progress[1] > 30
        if is_stuck:
            self._progress = (done, time.monotonic())
        return is_stuck

    def kill_a_child(self, choice: random.Random) -> bool:
        """One of the processes in which tasks run; Celery starts another one."""
        assert self._worker is not None
        children = Path(f"/proc/{self._worker.pid}/task/{self._worker.pid}/children").read_text().split()
        if len(children) < PROCESSES:
            return False
        os.kill(int(choice.choice(children)), signal.SIGKILL)
        return True

    def log(self) -> str:
        return (self._folder / "worker.log").read_text(encoding="utf-8", errors="replace")[-4000:]


@pytest.fixture
def server() -> Iterator[Sandbox]:
    with Sandbox(messages_per_minute=None) as sandbox:
        yield sandbox


@pytest.fixture
def shop(tmp_path: Path, server: Sandbox, redis_server: Any) -> Iterator[Shop]:
    made = Shop(tmp_path, server, redis_server.url)
    yield made
    made.kill()


def conversations(server: Sandbox, count: int) -> list[int]:
    with ApiClient(Configuration(host=server.url)) as client:
        inbox = server.inbox.identifier
        contact = ContactsAPIApi(client).create_a_contact({}, inbox)
        api = ConversationsAPIApi(client)
        return [int(api.create_a_conversation({}, inbox, str(contact.source_id)).id or 0) for _ in range(count)]


class Trouble:
    """Lets answers get lost and requests fail or take long at random, until it's stopped."""

    def __init__(self, server: Sandbox, choice: random.Random) -> None:
        stored = [
            lambda: server.cut_next(processed=True, method="POST"),
            lambda: server.truncate_next(method="POST"),
            lambda: server.fail_next(status=500, processed=True, method="POST"),
            lambda: server.show_proxy_page_next(status=502, processed=True, method="POST"),
            lambda: server.lose_redis_next(method="POST"),
        ]
        not_stored = [
            lambda: server.cut_next(processed=False, method="POST"),
            lambda: server.fail_next(status=500, method="POST"),
            lambda: server.cut_next(processed=False, method="GET"),
            lambda: server.fail_next(status=502, method="GET"),
        ]
        self._server, self._choice, self._faults = server, choice, [*stored * 8, *not_stored]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Trouble:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._server.clear_faults()

    def _run(self) -> None:
        while not self._over.wait(0.05):
            if self._server.faults_left < PROCESSES:
                self._choice.choice(self._faults)()


def texts(server: Sandbox, places: list[int]) -> Counter[str]:
    return Counter(str(message.content) for place in places for message in server.conversation(place).messages)


def test_none_of_many_messages_is_lost_or_doubled_while_celery_s_workers_are_killed_and_answers_get_lost(
    shop: Shop, server: Sandbox
) -> None:
    seed = random.randrange(10**6)
    choice = random.Random(seed)
    places = conversations(server, CONVERSATIONS)
    kills = queued = 0
    next_kill = PROCESSES
    began = time.monotonic()
    shop.work()
    with Trouble(server, choice):
        while (done := len(texts(server, places))) < COUNT:
            assert time.monotonic() - began < LONGEST, f"seed {seed}: {done} sent\n{shop.log()}"
            # Few at a time, so that a task whose process was killed is soon delivered again.
            for number in range(queued, min(done + WAITING, COUNT)):
                shop.queue(number, places[number % CONVERSATIONS])
                queued = number + 1
            time.sleep(choice.uniform(0.02, 0.1))
            if shop.mind(done):
                # A worker that's killed just as it takes a task from Redis loses it, so it's queued again.
                there = texts(server, places)
                for number in range(queued):
                    if f"message {number}" not in there:
                        shop.queue(number, places[number % CONVERSATIONS])
            if done < next_kill:
                continue
            next_kill = done + max(COUNT // KILLS, 3)
            if kills % 10 == 9:
                shop.kill()
                shop.work()
                kills += 1
            else:
                # The server is still at work on what a process had sent when that is killed.
                server.work_long_next(seconds=WORKS, method="POST", times=2)
                time.sleep(choice.uniform(0.1, 0.4))
                kills += shop.kill_a_child(choice)
    # What is delivered once more now, and what the server still works on, must change nothing.
    wait_until_idle(shop, began)
    sent = texts(server, places)
    assert sent == {f"message {number}": 1 for number in range(COUNT)}, f"seed {seed}"
    assert kills >= min(KILLS, COUNT // 5) // 2
    print(f"{COUNT} messages in {time.monotonic() - began:.0f} s, {kills} kills, seed {seed}")


MESSAGES = """
import redis, chatwoot_client
configuration = chatwoot_client.Configuration(host={host!r}, api_key={{"userApiKey": {token!r}}})
messages = chatwoot_client.MessagesApi(chatwoot_client.ApiClient(configuration))
store = redis.Redis.from_url("redis://localhost:6379/0")
"""
#: By engine, words of its recipe, how its worker is started, and how a task is queued.
OTHERS: dict[str, Any] = {
    "rq": ("import rq", ["-m", "rq.cli", "worker", "--url", "redis://localhost:6379/0"], "send_later"),
    "dramatiq": ("import dramatiq", ["-m", "dramatiq", "shop", "-p", "1", "-t", "2"], "send_message.send"),
}


@pytest.mark.parametrize("engine", OTHERS)
def test_the_recipe_of_another_engine_sends_each_message_once_though_answers_get_lost(
    engine: str, server: Sandbox, redis_server: Any, tmp_path: Path
) -> None:
    pytest.importorskip(engine)
    words, command, queue = OTHERS[engine]
    (place,) = conversations(server, 1)
    here = MESSAGES.format(host=server.url, token=server.user_token)
    source = here + block_with(GUIDE, "def begun_before") + block_with(GUIDE, words)
    source = source.replace("redis://localhost:6379/0", redis_server.url)
    (tmp_path / "shop.py").write_text(source, encoding="utf-8")
    names: dict[str, Any] = {"__name__": "shop"}
    exec(source, names)
    server.cut_next(processed=True, method="POST")
    server.fail_next(status=500, processed=True, method="POST")
    server.lose_redis_next(method="POST")
    for number in range(6):
        eval(queue, names)({"content": f"message {number}"}, 1, place)
    workers = Workers(tmp_path, (text.replace("redis://localhost:6379/0", redis_server.url) for text in command))
    workers.work()
    try:
        ends = time.monotonic() + 60
        while len(texts(server, [place])) < 6 or server.faults_left:
            assert time.monotonic() < ends, (tmp_path / "worker.log").read_text(encoding="utf-8")
            time.sleep(0.1)
        time.sleep(0.5)
    finally:
        workers.kill()
    assert texts(server, [place]) == {f"message {number}": 1 for number in range(6)}


SENDER = """
import sys, redis, chatwoot_client
configuration = chatwoot_client.Configuration(host=sys.argv[1], api_key={{"userApiKey": sys.argv[2]}})
messages = chatwoot_client.MessagesApi(chatwoot_client.ApiClient(configuration))
{recipe}
store = redis.Redis.from_url(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
print(send_alone(store, {{"content": "Hello"}}, 1, int(sys.argv[4]), "shop:1").id)
"""


def test_processes_that_send_the_same_at_once_under_the_guide_s_lock_send_it_once(
    server: Sandbox, redis_server: Any
) -> None:
    (place,) = conversations(server, 1)
    program = SENDER.format(recipe=block_with(GUIDE, "def send_alone"))
    arguments = [sys.executable, "-c", program, server.url, server.user_token, redis_server.url, str(place)]
    pipe = subprocess.PIPE
    senders = [
        subprocess.Popen(arguments, cwd=CLONE, stdin=pipe, stdout=pipe, text=True, bufsize=1) for _ in range(PROCESSES)
    ]
    assert [sender.stdout and sender.stdout.readline() for sender in senders] == ["ready\n"] * PROCESSES
    # Without the lock all of them had looked by the time at which the first one's message is stored.
    server.work_long_next(seconds=0.5, method="POST")
    for sender in senders:
        assert sender.stdin is not None
        sender.stdin.write("\n")
        sender.stdin.flush()
    ids = {sender.communicate(timeout=30)[0] for sender in senders}
    assert len(ids) == 1
    assert texts(server, [place]) == {"Hello": 1}


def wait_until_idle(shop: Shop, began: float) -> None:
    store = shop.names["store"]
    while store.llen("celery") or store.hlen("unacked"):
        assert time.monotonic() - began < LONGEST, shop.log()
        time.sleep(0.2)
    time.sleep(WORKS)
