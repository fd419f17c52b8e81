"""`python3 docs`: builds the reference pages anew from the source; `--check` only says which are stale."""

import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CLONE / "test"))

from environment import run  # noqa: E402

if __name__ == "__main__":
    command = [str(CLONE / "docs" / "build.py"), *sys.argv[1:]]
    run(command, needs=["-e", ".[live,sandbox]", "griffe==2.4.1"])
