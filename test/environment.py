"""A private virtual environment in this clone, for `python3 examples` and `python3 test`.

It's made on first use and kept until what it holds changes or the clone moves; nothing is ever installed outside of
it, and nothing stays anywhere else. It's on the standard library alone, in a syntax that older Pythons can read, so
that they can say that they're too old.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 9)
#: What decides on what the environment holds.
DESCRIBED_BY = ("setup.py", "requirements.txt", "test-requirements.txt", "chatwoot_client/version.py")


def run(command, *, needs):
    """Run *command* with the environment's Python, once that has *needs*, arguments for `pip install`; then exit."""
    if sys.version_info < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        sys.exit(f"This needs Python {oldest} or newer, and {sys.executable} is {sys.version.split()[0]}.")
    # What pip and the tests leave behind would stay outside of the clone.
    temporary = tempfile.mkdtemp(prefix="chatwoot-")
    os.environ.update(TMPDIR=temporary, TEMP=temporary, TMP=temporary, PIP_NO_CACHE_DIR="1")
    try:
        python = _ready(needs)
        sys.exit(subprocess.call([str(python), *command], cwd=str(CLONE)))
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _ready(needs):
    """The environment's Python, with *needs* installed."""
    folder = CLONE / f".venv-py{sys.version_info[0]}.{sys.version_info[1]}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / f"{hashlib.sha256(' '.join(needs).encode()).hexdigest()[:12]}.ready"
    # An environment is bound to its place: its scripts and where it finds this package are written with whole paths.
    place = f"{CLONE}\n"
    state = place + hashlib.sha256(b"".join((CLONE / name).read_bytes() for name in DESCRIBED_BY)).hexdigest()
    stamps = [path.read_text(encoding="utf-8") for path in folder.glob("*.ready")]
    # Without a stamp its making was broken off.
    usable = python.exists() and stamps and all(text.startswith(place) for text in stamps)
    if usable and stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return python
    if not usable:
        print(f"Setting up {folder.name} …", flush=True)
        _step([sys.executable, "-m", "venv", "--clear", str(folder)], "make a virtual environment")
    print("Installing what this needs …", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _step([*pip, *needs], "install what this needs")
    stamp.write_text(state, encoding="utf-8")
    return python


def _step(command, purpose):
    # In a session of its own it doesn't see Ctrl-C, which it would answer with a traceback.
    process = subprocess.Popen(command, cwd=str(CLONE), start_new_session=True)
    try:
        failed = process.wait()
    except BaseException:
        _end(process)
        raise
    if failed:
        sys.exit(f"Could not {purpose}; the reason is above. The command was: {' '.join(command)}")


def _end(process):
    """End *process* with all that it started."""
    if os.name == "nt":
        process.kill()
    elif process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
