"""`python test/oldest.py FILE` writes the oldest versions that are allowed, for `pip install -r`."""

import re
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
LOWER_BOUND = re.compile(r"([\w-]+)>=([\d.]+)")
NAMED_IN = ("requirements.txt", "setup.py")


def oldest():
    named = "\n".join((CLONE / name).read_text(encoding="utf-8") for name in NAMED_IN)
    return [f"{name}=={version}" for name, version in LOWER_BOUND.findall(named)]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("\n".join(oldest()) + "\n", encoding="utf-8")
