"""Which releases of Chatwoot the sandbox can play."""

from __future__ import annotations

import re

Release = tuple[int, int, int]

NEWEST: Release = (4, 16, 2)
OLDEST: Release = (4, 13, 0)
_VERSION = re.compile(r"v?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?", re.ASCII)


def release_of(version: str | None) -> Release:
    """The release with this version: `4.13` or `4.13.0`; None for the newest that is known.

    Raises:
        TypeError: it's no text.
        ValueError: it's no version, or one that the sandbox doesn't know.
    """
    if version is None:
        return NEWEST
    if not isinstance(version, str):
        raise TypeError(f"version is a text such as '4.13', not {version!r}")
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(f"version is a release of Chatwoot such as '4.13', not {version!r}")
    major, minor, patch = match.groups()
    # Of a minor release that is named alone, the newest is known only where it's the newest of all.
    release = (int(major), int(minor), int(patch) if patch else 0)
    if patch is None and release[:2] == NEWEST[:2]:
        release = NEWEST
    if not OLDEST <= release <= NEWEST:
        raise ValueError(f"the sandbox plays {written(OLDEST)} to {written(NEWEST)}, not {version}")
    return release


def written(release: Release) -> str:
    """A release as its version is written."""
    return ".".join(map(str, release))
