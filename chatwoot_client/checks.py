"""What arguments and settings may be, in words."""

from __future__ import annotations

from collections.abc import Iterable


def near_miss(name: str, known: Iterable[str]) -> str:
    """A hint for a misspelt *name*: the nearest of the *known* ones, or all of them."""
    from difflib import get_close_matches

    names = list(known)
    nearest = get_close_matches(name, names, 1, 0.5)
    if nearest:
        return f"; did you mean {nearest[0]!r}?"
    return f"; there are {', '.join(names)}" if names else ""
