"""`python3 examples [NAME]`: an example in a private environment; the quickstart when none is named."""

import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CLONE / "test"))

from environment import run  # noqa: E402

NAMES = sorted(path.stem for path in (CLONE / "examples").glob("*.py") if path.stem != "__main__")

if __name__ == "__main__":
    given = sys.argv[1:]
    name = given.pop(0) if given and not given[0].startswith("-") else "quickstart"
    if name not in NAMES:
        sys.exit(f"There is no example {name!r}; there are {', '.join(NAMES)}.")
    run([str(CLONE / "examples" / f"{name}.py"), *given], needs=["-e", ".[live,sandbox]"])
