"""The program: where this client and a description of Chatwoot's API differ."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from chatwoot_client.commands import printing
from chatwoot_client.contract import Difference, Unreadable, differences, known_differences

__all__ = ["main"]

#: Of what is described otherwise in the same way at more places than these, the first are named and the rest counted.
_PLACES = 3
_DESCRIPTION = """\
Lists where this client and a description of Chatwoot's API differ, a line each: operations that the client doesn't
have; other parameters, tokens or types; fields that are described and that a model doesn't have. Operations are told
by method and path, so that another name for one is no difference.

The description is the swagger.json of a release, swagger/swagger.json in Chatwoot's source. It isn't always right.
What the description of 4.16.2 says otherwise than a real server does is known, and isn't listed without --all."""
_EPILOG = """\
Exit status: 0 nothing differs, 1 something does, 2 a file can't be read.

Example: what does Chatwoot 4.19 bring that the client doesn't know?

  python -m chatwoot_client.contract swagger-4.19.json"""


def main(arguments: list[str] | None = None) -> int:
    """Print the differences; give the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m chatwoot_client.contract",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_DESCRIPTION,
        epilog=_EPILOG,
    )
    parser.add_argument("spec", metavar="SPEC", help="the description, OpenAPI 3 in JSON")
    parser.add_argument(
        "--since", metavar="OLD_SPEC", help="an older description; what differs from that one too isn't listed"
    )
    parser.add_argument("--all", action="store_true", help="list too what is known to be described wrongly in 4.16.2")
    parser.add_argument(
        "--json", action="store_true", help='print a list of {"where", "described", "here"} instead of lines'
    )
    options = parser.parse_args(arguments)
    try:
        left_out = frozenset() if options.all else known_differences()
        if options.since:
            left_out |= {each.key for each in _differences_from(options.since)}
        found = [each for each in _differences_from(options.spec) if each.key not in left_out]
    except Unreadable as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    with printing():
        for line in [json.dumps([each._asdict() for each in found], indent=1)] if options.json else folded(found):
            print(line)
    return 1 if found else 0


def folded(found: Iterable[Difference]) -> Iterator[str]:
    """A line for each way in which something differs, with the places where it does."""
    places: dict[tuple[str, str], list[str]] = {}
    for each in found:
        places.setdefault((each.described, each.here), []).append(each.where)
    for (described, here), wheres in places.items():
        rest = len(wheres) - _PLACES
        named = ", ".join(wheres[:_PLACES]) + (f" and {rest} more" if rest > 0 else "")
        yield str(Difference(named, described, here))


def _differences_from(path: str) -> list[Difference]:
    try:
        # As bytes: editors write JSON with a byte-order mark, or as UTF-16, too.
        with open(path, "rb") as opened:
            data: Any = json.loads(opened.read())
        if not isinstance(data, dict) or not str(data.get("openapi", "")).startswith("3"):
            raise Unreadable("it's no OpenAPI 3 description")
        if not isinstance(data.get("paths"), dict):
            raise Unreadable("it describes no paths")
        return differences(data)
    except OSError as error:
        reason = str(error.strerror)
    except RecursionError:
        reason = "it's nested too deeply"
    except ValueError as error:
        reason = f"it's no JSON ({error})"
    except (AttributeError, KeyError, TypeError) as error:
        reason = f"it isn't written as OpenAPI 3 asks ({type(error).__name__}: {error})"
    except Unreadable as error:
        reason = str(error)
    raise Unreadable(f"can't read {path}: {reason}")


if __name__ == "__main__":
    sys.exit(main())
