"""A private virtual environment in this clone, for `python3 examples` and `python3 test`.

It's made on first use and kept until what it holds changes; nothing is ever installed outside of it. It's on the
standard library alone, in a syntax that older Pythons can read, so that they can say that they're too old.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 9)
#: What decides on what the environment holds.
DESCRIBED_BY = ("setup.py", "requirements.txt", "test-requirements.txt", "chatwoot_client/configuration.py")


def run(command, *, needs):
    """Run *command* with the environment's Python, once that has *needs*, arguments for `pip install`; then exit."""
    python = _ready(needs)
    try:
        sys.exit(subprocess.call([str(python), *command], cwd=str(CLONE)))
    except KeyboardInterrupt:
        sys.exit(130)


def _ready(needs):
    """The environment's Python, with *needs* installed."""
    if sys.version_info < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        sys.exit(f"This needs Python {oldest} or newer, and {sys.executable} is {sys.version.split()[0]}.")
    folder = CLONE / f".venv-py{sys.version_info[0]}.{sys.version_info[1]}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / f"{hashlib.sha256(' '.join(needs).encode()).hexdigest()[:12]}.ready"
    state = hashlib.sha256(b"".join((CLONE / name).read_bytes() for name in DESCRIBED_BY)).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == state:
        return python
    # Without a stamp its making was broken off.
    if not (python.exists() and any(folder.glob("*.ready"))):
        print(f"Setting up {folder.name} …", flush=True)
        _step([sys.executable, "-m", "venv", "--clear", str(folder)], "make a virtual environment")
    print("Installing what this needs …", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _step([*pip, *needs], "install what this needs")
    stamp.write_text(state)
    return python


def _step(command, purpose):
    if subprocess.call(command, cwd=str(CLONE)):
        sys.exit(f"Could not {purpose}; the reason is above. The command was: {' '.join(command)}")
