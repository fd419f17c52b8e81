"""`python3 benchmarks`: what a call costs, beside bare urllib3 and other clients; arguments go to `run.py`."""

import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CLONE / "test"))

from environment import run  # noqa: E402

if __name__ == "__main__":
    run([str(CLONE / "benchmarks" / "run.py"), *sys.argv[1:]], needs=["-e", ".[sandbox]"])
