"""`python3 docs/site`: the documentation as a site that can be searched, in `build/site`; its links are checked."""

import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CLONE / "test"))

from environment import run  # noqa: E402

if __name__ == "__main__":
    command = [str(CLONE / "docs" / "site" / "make.py"), *sys.argv[1:]]
    run(command, needs=["-r", "docs/site/requirements.txt"])
