"""Fuzzes the decoding of answers for a bounded time.

    python test/fuzz/run.py --seconds 20

It fails where an answer does what none may do, and keeps that answer: once the mistake is corrected, it goes into the
corpus, whose answers the tests read too. Where atheris can't be installed on this Python, nothing is fuzzed.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
TARGET = """
import sys
import atheris
with atheris.instrument_imports(include=["chatwoot_client", "decode", "http.client"]):
    import decode
atheris.Setup(sys.argv, decode.check)
atheris.Fuzz()
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=20)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as packages, tempfile.TemporaryDirectory() as found:
        if importlib.util.find_spec("atheris") is None and not installed(packages):
            print(f"skipped: atheris can't be installed on Python {sys.version.partition(' ')[0]} ({sys.platform})")
            return 0
        # libFuzzer puts what it finds interesting into its first folder, which the corpus is not to be.
        command = [sys.executable, "-c", TARGET, found, str(HERE / "corpus")]
        options = [f"-max_total_time={seconds}", "-timeout=10", "-max_len=8192", "-artifact_prefix=fuzzed-"]
        path = os.pathsep.join([str(PROJECT), str(HERE), packages, os.environ.get("PYTHONPATH", "")])
        return subprocess.call([*command, *options], env={**os.environ, "PYTHONPATH": path})


def installed(folder: str) -> bool:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--only-binary=:all:", "--target", folder]
    return subprocess.call([*pip, "atheris>=2.3,<4"]) == 0


if __name__ == "__main__":
    sys.exit(main())
