"""`python3 examples`: the quickstart in a private environment."""

import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CLONE / "test"))

from environment import run  # noqa: E402

if __name__ == "__main__":
    run([str(CLONE / "examples" / "quickstart.py"), *sys.argv[1:]], needs=["-e", ".[sandbox]"])
