"""``python3 examples`` and ``python3 test`` set up what they need wherever the clone is, and leave nothing outside."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chatwoot_client.sandbox import Sandbox

CLONE = Path(__file__).resolve().parents[2]
#: Which environment a test runs in is nothing that another one's set-up may see.
_OURS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CHATWOOT_HOST")


def clone_into(place):
    """A copy of this clone without what isn't in the repository."""
    for name in ("chatwoot_client", "examples"):
        shutil.copytree(CLONE / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    (place / "test").mkdir()
    for name in (
        "setup.py",
        "requirements.txt",
        "test-requirements.txt",
        "README.md",
        "LICENSE",
        "test/environment.py",
    ):
        shutil.copy(CLONE / name, place / name)
    return place


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """All the places outside of a clone where a program may leave something."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module")
def start(elsewhere):
    """Starts the example of a clone as a terminal does: in a process group of its own."""

    def started(clone, **environment):
        own = {name: value for name, value in os.environ.items() if name not in _OURS}
        places = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(elsewhere))
        # Without rustc, whose version pip asks for, and which makes a folder of its own then.
        places["PATH"] = os.defpath
        # An interpreter of the system's, since one of an environment makes none that can be moved.
        python = getattr(sys, "_base_executable", sys.executable)
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [python, "examples"], cwd=clone, env={**own, **places, **environment}, text=True,
            stdout=pipe, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    return started


@pytest.fixture(scope="module")
def clone(start, tmp_path_factory):
    """A clone that was set up, then moved and renamed."""
    first = clone_into(tmp_path_factory.mktemp("first"))
    process = start(first)
    output, _ = process.communicate()
    assert process.returncode == 0, output
    moved = tmp_path_factory.mktemp("moved") / "under another name"
    first.rename(moved)
    return moved


def test_a_clone_that_was_moved_and_renamed_sets_up_again(start, clone):
    (clone / "chatwoot_client" / "here.py").write_text("")
    with open(clone / "examples" / "quickstart.py", "a") as quickstart:
        quickstart.write("    import chatwoot_client.here; print(chatwoot_client.here.__file__)\n")
    for sets_up in (True, False):
        output, _ = (process := start(clone)).communicate()
        assert process.returncode == 0, output
        assert ("Setting up" in output) is sets_up
        assert output.splitlines()[-1] == str(clone / "chatwoot_client" / "here.py")


def test_setting_up_and_running_leaves_nothing_outside_of_the_clone(clone, elsewhere):
    assert (clone / "examples").exists()
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("stage", ["Setting up", "Installing"])
def test_ctrl_c_while_setting_up_ends_it_at_once_and_without_a_traceback(start, tmp_path, elsewhere, stage):
    clone = clone_into(tmp_path)
    process = start(clone)
    for line in process.stdout:
        if line.startswith(stage):
            break
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate()
    assert process.returncode == 130
    assert output == "" or (output.startswith("Installing") and output.count("\n") == 1)
    assert list(elsewhere.iterdir()) == []
    assert not [command for command in commands_running() if str(clone) in command]


def commands_running():
    """The command lines of all processes, where the system shows them."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield path.read_text(errors="replace").replace("\0", " ")


@pytest.mark.parametrize("option", ["-h", "--help", "--port"])
def test_an_option_in_an_example_s_place_runs_none(tmp_path, option):
    command = [sys.executable, str(CLONE / "examples"), option]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "here are chat_backend, live_console, quickstart, support_bot, window." in run.stdout + run.stderr
    assert (run.returncode == 0) == (option != "--port")


def test_the_example_talks_to_a_server_of_your_own_without_the_extra_sandbox(tmp_path):
    code = (
        "import runpy, sys\n"
        "sys.modules['werkzeug'] = None\n"
        f"runpy.run_path({str(CLONE / 'examples' / 'quickstart.py')!r}, run_name='__main__')\n"
    )
    with Sandbox() as server:
        own = {
            "CHATWOOT_HOST": server.url,
            "CHATWOOT_INBOX_IDENTIFIER": server.inbox.identifier,
            "CHATWOOT_ACCOUNT_ID": str(server.account_id),
            "CHATWOOT_USER_TOKEN": server.user_token,
        }
        command = [sys.executable, "-c", code]
        run = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **own}, capture_output=True, text=True, check=False
        )
    assert run.returncode == 0, run.stderr
    assert "is resolved" in run.stdout
