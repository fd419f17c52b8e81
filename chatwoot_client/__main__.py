"""`python -m chatwoot_client`: what there is to run, and where to read."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

from chatwoot_client.version import CHATWOOT_VERSION, VERSION

#: What may be there to run with ``python3 -m``, the extra that it needs, and what it's for.
_PROGRAMS = (
    ("chatwoot_client.doctor", "", "says what stands between this machine and your Chatwoot, and what to do"),
    ("chatwoot_client.sandbox", "sandbox", "runs an offline Chatwoot, to try things out and for tests"),
    ("chatwoot_client.export", "", "writes out all that an account has, as JSON Lines and CSV"),
    ("chatwoot_client.contract", "", "lists where the client and a description of Chatwoot's API differ"),
)
#: What each extra brings that isn't there without it.
_BROUGHT_BY = {"sandbox": "werkzeug"}
_GUIDES = (
    ("docs/getting-started.md", "an inbox, a contact, a first message; which id is which"),
    ("docs/application-api.md", "what agents, bots and your own services do"),
    ("docs/when-it-doesnt-work.md", "what the doctor finds, and what to do about each"),
    ("docs/errors-and-retries.md", "what a call raises, and what is repeated"),
    ("docs/README.md", "all guides, operations and models"),
)


def main(arguments: list[str] | None = None) -> int:
    """Print what there is; give the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m chatwoot_client", description="Tells what comes with chatwoot_client, and where to read."
    )
    parser.add_argument("--version", action="version", version=f"chatwoot_client {VERSION}")
    parser.parse_args(arguments)
    print(f"chatwoot_client {VERSION}, a client for Chatwoot (names as of {CHATWOOT_VERSION}).\n")
    print("To run; --help tells how:")
    for command, what in _programs():
        print(f"  {command:<38}{what}")
    print("\nTo read; the docs are in a clone and in the sdist:")
    for path, what in _GUIDES:
        print(f"  {path:<38}{what}")
    print("\nIn Python: help(chatwoot_client.MessagesAPIApi), or any other name.")
    return 0


def _programs() -> Iterator[tuple[str, str]]:
    if (_clone() / "examples" / "__main__.py").is_file():
        yield "python3 examples", "runs a first conversation against an offline Chatwoot, or yours"
    for module, extra, what in _PROGRAMS:
        if importlib.util.find_spec(module) is None:
            continue
        lacks = extra and importlib.util.find_spec(_BROUGHT_BY[extra]) is None
        note = f"; first: pip install 'chatwoot-python-client[{extra}]'" if lacks else ""
        yield f"python3 -m {module}", what + note


def _clone() -> Path:
    return Path(__file__).resolve().parent.parent


if __name__ == "__main__":
    sys.exit(main())
