"""What a server says of a file that it sends: which one it is, how long, which part, and what it's called."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, unquote_to_bytes

if TYPE_CHECKING:
    from chatwoot_client.calls.answer import RESTResponse

__all__ = ["Version", "is_framed", "name_in", "name_of", "part_of", "safe_name"]

_PART = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})").fullmatch
_EXTENDED = re.compile(r"filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)", re.IGNORECASE).search
_PLAIN = re.compile(r'filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))', re.IGNORECASE).search
#: What a name can't hold on some system.
_UNUSABLE = re.compile(r'[<>:"|?*]')
#: Names that Windows takes for something else, whatever ending they have.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE).fullmatch
#: Bytes; file systems take 255, and a number may be added.
_LONGEST_NAME = 200


class Version(NamedTuple):
    """Which file a server has at an address, as far as it says so."""

    #: Bytes; None where nobody knows.
    size: int | None
    modified: str | None
    etag: str | None

    @classmethod
    def of(cls, response: RESTResponse) -> Version:
        """What the answer says that its file is."""
        part = part_of(response)
        if part is not None:
            size: int | None = part[2]
        elif _coding(response):
            # The length is that of what's compressed.
            size = None
        else:
            length = response.getheader("content-length") or ""
            size = int(length) if length.isdigit() and len(length) < 19 else None
        return cls(size, response.getheader("last-modified"), response.getheader("etag"))

    @property
    def validator(self) -> str | None:
        """What a server that looks at ``If-Range`` tells by whether it still has the same file."""
        strong = self.etag is not None and not self.etag.startswith("W/")
        return self.etag if strong else self.modified

    def has_part(self, part: Version) -> bool:
        """Whether an answer that says this of its file has a part of the same one.

        It may leave out the date where it has a tag, and names one of both at least.
        """
        named = [(part.modified, self.modified), (part.etag, self.etag)]
        compared = [said == known for said, known in named if said is not None]
        return part.size == self.size and bool(compared) and all(compared)

    @property
    def can_go_on(self) -> bool:
        """Whether a part that's asked for later can be told to be one of the same file."""
        return self.size is not None and self.validator is not None


def part_of(response: RESTResponse) -> tuple[int, int, int] | None:
    """The first and the last byte that the answer has, and how many the file has; None where it says nothing of it."""
    match = _PART((response.getheader("content-range") or "").strip())
    if match is None:
        return None
    first, last, size = map(int, match.groups())
    return (first, last, size) if first <= last < size else None


def is_framed(response: RESTResponse) -> bool:
    """Whether an answer that was cut off can be told from a whole one."""
    chunked = "chunked" in (response.getheader("transfer-encoding") or "").lower()
    return chunked or response.getheader("content-length") is not None


def _coding(response: RESTResponse) -> str:
    """The coding that the body is decoded from."""
    coding = (response.getheader("content-encoding") or "").strip().lower()
    return "" if coding == "identity" else coding


def name_of(response: RESTResponse, path: str) -> str:
    """A name for the file, made safe: the one that the answer gives it, or the last part of its address."""
    said = name_in(response.getheader("content-disposition") or "")
    return said or safe_name(unquote(path.partition("?")[0])) or "file"


def name_in(disposition: str) -> str:
    """The name that a ``Content-Disposition`` gives a file, made safe; empty where it gives none."""
    return safe_name(_extended(disposition) or _plain(disposition) or "")


def _extended(disposition: str) -> str | None:
    match = _EXTENDED(disposition)
    if match is None:
        return None
    try:
        return unquote_to_bytes(match[2]).decode(match[1])
    except (LookupError, UnicodeError):
        return None


def _plain(disposition: str) -> str | None:
    match = _PLAIN(disposition)
    if match is None:
        return None
    name = re.sub(r"\\(.)", r"\1", match[1]) if match[1] is not None else match[2]
    try:
        # Headers are read as Latin-1; many servers write UTF-8.
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def safe_name(name: str) -> str:
    """*name* as one that stands for a file in its folder on any system, and is neither hidden nor misleading."""
    last = re.split(r"[\\/]", name)[-1]
    # Among what can't be seen are marks that turn the direction of text, so that an ending looks like another one.
    seen = "".join("_" if unicodedata.category(character)[0] == "C" else character for character in last)
    usable = _shortened(_UNUSABLE.sub("_", seen).strip(". "))
    return f"_{usable}" if _DEVICES(usable) else usable


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    stem, ending = os.path.splitext(name)
    ending = ending if len(ending.encode()) < 20 else ""
    return stem.encode()[: _LONGEST_NAME - len(ending.encode())].decode(errors="ignore") + ending
