"""`python -m chatwoot_client.export`: its arguments, its exit status, what it tells, and being killed."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import ClassVar

import pytest
from exported import CONVERSATIONS, bytes_in

from chatwoot_client.export.__main__ import main
from chatwoot_client.export.progress import Bar, Lines, progress_on
from chatwoot_client.sandbox import Sandbox

#: More for a longer look: CHATWOOT_KILL_ROUNDS=50.
ROUNDS = int(os.environ.get("CHATWOOT_KILL_ROUNDS", "1"))


@pytest.fixture
def arguments(account: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    monkeypatch.setenv("CHATWOOT_HOST", account.url)
    monkeypatch.setenv("CHATWOOT_USER_TOKEN", account.user_token)
    monkeypatch.delenv("CHATWOOT_ACCOUNT_ID", raising=False)
    return ["--to", str(tmp_path / "out")]


def test_it_writes_all_there_is_says_so_and_shows_no_token(
    arguments: list[str], account: Sandbox, undisturbed: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--attachments"]) == 0
    assert bytes_in(Path(arguments[1])) == undisturbed
    said = capsys.readouterr()
    assert f"{CONVERSATIONS} conversations, " in said.out
    assert f"conversations: {CONVERSATIONS} of {CONVERSATIONS}\n" in said.err
    assert account.user_token not in said.out + said.err


def test_what_could_not_be_read_is_a_1(
    arguments: list[str], account: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    account.fail_next(status=500, times=2, path="*/conversations/3/messages")
    assert main([*arguments, "--format", "jsonl"]) == 1
    assert "Not there: conversations that couldn't be read (1)." in capsys.readouterr().out


def test_a_server_that_refuses_is_a_3_with_what_to_do(
    arguments: list[str], account: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    account.fail_next(status=403, path="*/conversations")
    assert main(arguments) == 3
    assert "run the same command again to go on" in capsys.readouterr().err
    assert main(arguments) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["--to", "out", "--rate", "0"],
        ["--to", "out", "--format", "xml"],
        ["--to", "out", "--account", "7"],
        ["--to", __file__],
        ["--to", "out", "--host", "nowhere"],
        ["--to", "out", "--token-file", "/nowhere"],
        ["--to", "out", "--token", "canary-token"],
        ["--to", "out", "--secret=canary-token"],
    ],
)
def test_an_argument_that_cannot_be_is_a_2_and_no_secret_is_repeated(
    wrong: list[str],
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "error:" in said
    assert "canary" not in said


def test_a_rate_is_kept_to(arguments: list[str], account: Sandbox) -> None:
    # What finds room goes at once, so that the rest is what has to wait.
    command = [sys.executable, "-m", "chatwoot_client.export", *arguments, "--rate", "10"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as running:
        ends = time.monotonic() + 30
        while len(account.requests) < 10 and time.monotonic() < ends:
            time.sleep(0.02)
        time.sleep(0.5)
        running.kill()
    assert len(account.requests) == 10


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_killed_at_random_moments_and_run_again_it_gives_the_same_bytes(
    seed: int, arguments: list[str], account: Sandbox, undisturbed: dict[str, bytes]
) -> None:
    dice = random.Random(seed)
    folder = Path(arguments[1])
    command = [sys.executable, "-m", "chatwoot_client.export", *arguments, "--attachments"]
    kills = 0
    while True:
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as running:
            assert running.stderr is not None
            running.stderr.readline()
            if kills < 4:
                time.sleep(dice.random() * 0.08)
                running.kill()
            running.communicate()
        if running.returncode != -signal.SIGKILL:
            break
        kills += 1
        # What's there under a final name is whole, and as it'll be.
        there = {name: data for name, data in bytes_in(folder).items() if not Path(name).name.startswith(".")}
        assert {name: undisturbed[name] for name in there} == there
    assert running.returncode == 0
    assert bytes_in(folder) == undisturbed
    assert kills


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal")
def test_ctrl_c_ends_it_without_a_traceback(arguments: list[str], account: Sandbox) -> None:
    account.delay_next(seconds=5, path="*/conversations/1/messages")
    command = [sys.executable, "-m", "chatwoot_client.export", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        running.stderr.readline()
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Traceback" not in said[1]
    assert "run the same command again" in said[1]


# --- how far it has come ---


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_there_are_lines_and_not_too_many() -> None:
    stream, moments = io.StringIO(), iter([0.0, 1.0, 11.0, 12.0, 13.0])
    tell = Lines(stream, clock=lambda: next(moments))
    for done in (0, 25, 50, 75, 100):
        tell("conversations", done, 100)
    assert stream.getvalue().splitlines() == [f"conversations: {done} of 100" for done in (0, 50, 100)]
    assert isinstance(progress_on(io.StringIO()), Lines)


@pytest.mark.parametrize("installed", [True, False])
def test_in_a_terminal_there_is_a_bar_where_tqdm_is_installed(installed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class tqdm:
        bars: ClassVar[list[tqdm]] = []

        def __init__(self, total: int, desc: str, file: object) -> None:
            self.told, self.n, self.total = desc, 0, total
            self.bars.append(self)

        def update(self, more: int) -> None:
            self.n += more

        def close(self) -> None:
            self.told += " closed"

    class Module:
        pass

    Module.tqdm = tqdm  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tqdm", Module if installed else None)
    shown = progress_on(_Terminal())
    assert isinstance(shown, Bar) is installed
    for what, done in (("conversations", 0), ("conversations", 7), ("contacts", 3)):
        shown(what, done, 10)
    shown.close()
    if installed:
        assert [(bar.told, bar.n, bar.total) for bar in tqdm.bars] == [
            ("conversations closed", 7, 10),
            ("contacts closed", 3, 10),
        ]
