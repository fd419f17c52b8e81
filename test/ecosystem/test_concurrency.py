"""Many calls at a time, however a program brings that about: greenlets that are patched in, or threads of asyncio."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import Request, ScriptedServer, json_answer, pause

CALLS = 40
#: Long enough that calls one after another would take many times as long as all at once.
SECONDS_OF_A_CALL = 0.4

GEVENT = """\
from gevent import monkey
monkey.patch_all()
import gevent

spawn, together, Ended = gevent.spawn, gevent.joinall, gevent.Timeout
"""
EVENTLET = """\
import warnings
warnings.simplefilter("ignore")
import eventlet
eventlet.monkey_patch()

spawn, Ended = eventlet.spawn, eventlet.Timeout

def together(spawned):
    for each in spawned:
        each.wait()
"""
PROGRAM = """
import sys, time
import chatwoot_client

client = chatwoot_client.ApiClient(chatwoot_client.Configuration(sys.argv[1], connection_pool_maxsize=40))

def call():
    client.request("GET", "/slow")

begun = time.monotonic()
together([spawn(call) for _ in range(40)])
print("together", time.monotonic() - begun)
try:
    with Ended(0.1):
        client.request("POST", "/slow", body={})
except Ended:
    print("ended")
call()
print("and on")
"""
ASYNCIO = """\
import asyncio, sys, time
from concurrent.futures import ThreadPoolExecutor
import chatwoot_client

client = chatwoot_client.ApiClient(chatwoot_client.Configuration(sys.argv[1], connection_pool_maxsize=40))

async def calls():
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(40) as executor:
        await asyncio.gather(*(loop.run_in_executor(executor, client.request, "GET", "/slow") for _ in range(40)))

async def cancelled():
    writing = asyncio.create_task(asyncio.to_thread(client.request, "POST", "/slow", body={}))
    await asyncio.sleep(0.1)
    writing.cancel()
    try:
        await writing
    except asyncio.CancelledError:
        print("cancelled")

begun = time.monotonic()
asyncio.run(calls())
print("together", time.monotonic() - begun)
asyncio.run(cancelled())
client.request("GET", "/slow")
print("and on")
"""


@pytest.fixture
def slow_server() -> Iterator[ScriptedServer]:
    def answer(request: Request) -> object:
        return (pause(SECONDS_OF_A_CALL), json_answer([]))

    with ScriptedServer(answer) as server:
        yield server


def printed_by(program: str, server: ScriptedServer, folder: Path) -> dict[str, str]:
    path = folder / "program.py"
    path.write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(path), server.url], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return {line.partition(" ")[0]: line.rpartition(" ")[2] for line in done.stdout.splitlines()}


@pytest.mark.parametrize("patches", [GEVENT, EVENTLET], ids=["gevent", "eventlet"])
def test_calls_of_greenlets_go_on_together_and_their_time_outs_come_out_as_they_are(
    patches: str, slow_server: ScriptedServer, tmp_path: Path
) -> None:
    pytest.importorskip("gevent" if patches is GEVENT else "eventlet")
    printed = printed_by(patches + PROGRAM, slow_server, tmp_path)
    assert {"ended", "and"} <= set(printed)
    assert float(printed["together"]) < CALLS * SECONDS_OF_A_CALL / 3


def test_calls_in_threads_of_asyncio_go_on_together_and_a_cancelled_write_goes_on(
    slow_server: ScriptedServer, tmp_path: Path
) -> None:
    printed = printed_by(ASYNCIO, slow_server, tmp_path)
    assert {"cancelled", "and"} <= set(printed)
    assert float(printed["together"]) < CALLS * SECONDS_OF_A_CALL / 3
    time.sleep(SECONDS_OF_A_CALL)
    assert [request.method for request in slow_server.requests].count("POST") == 1
