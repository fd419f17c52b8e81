"""`python3 examples [NAME]`: an example in a private environment; the quickstart when none is named."""

import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CLONE / "test"))

from environment import run  # noqa: E402

NAMES = sorted(path.stem for path in (CLONE / "examples").glob("*.py") if path.stem != "__main__")

if __name__ == "__main__":
    name, *rest = sys.argv[1:] or ["quickstart"]
    if name in ("-h", "--help"):
        print(f"{__doc__}\n\nThere are {', '.join(NAMES)}.")
        sys.exit()
    if name not in NAMES:
        sys.exit(f"There is no example {name!r}; there are {', '.join(NAMES)}.")
    run([str(CLONE / "examples" / f"{name}.py"), *rest], needs=["-e", ".[live,sandbox]"])
