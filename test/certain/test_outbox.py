"""The guide's outbox: a table whose rows are sent exactly once, whenever their sender is killed."""

from __future__ import annotations

import contextlib
import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from guides import CLONE, block_with

GUIDE = CLONE / "docs" / "exactly-once.md"
COUNT = 16
PROGRAM = """
import sys, chatwoot_client
sys.path.insert(0, {clone!r})
configuration = chatwoot_client.Configuration(host=sys.argv[1], api_key={{"userApiKey": sys.argv[2]}})
messages = chatwoot_client.MessagesApi(chatwoot_client.ApiClient(configuration))
print("begun", flush=True)
with contextlib.closing(sqlite3.connect({database!r}, timeout=20)) as database:
    send_waiting(database, messages, 1)
"""


def test_an_outbox_whose_sender_is_killed_at_random_sends_each_row_once(desk: Any, tmp_path: Path) -> None:
    recipe = block_with(GUIDE, "def send_waiting").partition("\n\nwith contextlib")[0]
    assert "SETTLE = 20.0" in recipe
    path = str(tmp_path / "outbox.sqlite")
    names: dict[str, Any] = {}
    exec(recipe, names)
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(names["TABLE"])
        rows = [(desk.conversation, json.dumps({"content": f"message {number}"})) for number in range(COUNT)]
        database.executemany("INSERT INTO outbox (conversation_id, body) VALUES (?, ?)", rows)
    program = recipe.replace("SETTLE = 20.0", "SETTLE = 0.4") + PROGRAM.format(clone=str(CLONE), database=path)
    (tmp_path / "sender.py").write_text(program, encoding="utf-8")
    choice = random.Random(7)
    kills = 0
    while True:
        # The server is still at work on some when their sender is gone.
        desk.server.clear_faults()
        desk.server.cut_next(processed=True, method="POST")
        desk.server.fail_next(status=500, processed=True, method="POST")
        desk.server.cut_next(processed=False, method="POST")
        desk.server.work_long_next(seconds=0.15, method="POST", times=5)
        arguments = [str(tmp_path / "sender.py"), desk.server.url, desk.server.user_token]
        sender = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, cwd=tmp_path)
        assert sender.stdout is not None
        assert sender.stdout.readline() == b"begun\n"
        with contextlib.suppress(subprocess.TimeoutExpired):
            sender.wait(None if kills >= 3 else choice.uniform(0.05, 0.7))
        if sender.poll() is None:
            sender.send_signal(signal.SIGKILL)
            kills += 1
        sender.stdout.close()
        if sender.wait() == 0:
            break
    # What was left behind has shown up by now.
    time.sleep(0.3)
    sent = Counter(message.content for message in desk.server.conversation(desk.conversation).messages)
    assert sent == {f"message {number}": 1 for number in range(COUNT)}
    assert kills
