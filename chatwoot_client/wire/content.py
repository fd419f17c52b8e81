"""A body without its content coding (gzip, deflate), in pieces and within limits."""

from __future__ import annotations

import re
import zlib
from typing import Any, Callable

from chatwoot_client.wire.failures import CONTENT, TOO_LARGE, Failure
from chatwoot_client.wire.http1 import CHUNK

__all__ = ["decoded", "whole"]

Read = Callable[[int], bytes]

_KNOWN = ("gzip", "x-gzip", "deflate")
_NAME = re.compile(r"[a-z0-9_-]{1,20}").fullmatch
#: How much more than its content a compressed body may have: the name of a file fits, a flood of nothing doesn't.
_MOST_OF_NOTHING = 1024 * 1024
_MOST_OF_FRAMING = 1.01


def decoded(read: Read, encoding: str) -> Read:
    """What reads the body that *read* gives, without the codings that its ``Content-Encoding`` names.

    Raises:
        Failure: one that this client doesn't know; nobody asked for any.
    """
    for name in reversed(encoding.lower().split(",")):
        name = name.strip()
        if name in _KNOWN:
            read = _Inflated(read).read
        elif name not in ("", "identity"):
            shown = f" ({name})" if _NAME(name) else ""
            raise Failure(CONTENT, f"the answer's Content-Encoding is unknown to this client{shown}")
    return read


def whole(read: Read, limit: int) -> bytes:
    """All that *read* gives, *limit* bytes at the most.

    Raises:
        Failure: there are more.
    """
    pieces, size = [], 0
    while piece := read(CHUNK):
        size += len(piece)
        if size > limit:
            raise Failure(TOO_LARGE, f"the answer has more than {limit} bytes")
        pieces.append(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


class _Inflated:
    """A compressed body, decompressed as it's read."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._compressed = b""
        self._inflater: Any = None
        self._taken = self._given = 0

    def read(self, amt: int) -> bytes:
        """Up to *amt* bytes; none only at the end.

        Raises:
            Failure: it's cut or corrupt.
        """
        while True:
            compressed = self._compressed or self._read(CHUNK)
            if self._inflater is None or self._inflater.eof:
                if not compressed:
                    return b""
                # What follows an end is another member, as gzip allows.
                self._inflater = _inflater_for(compressed)
            piece = self._inflate(compressed, amt)
            self._taken += len(compressed) - len(self._compressed)
            self._given += len(piece)
            if self._taken > self._given * _MOST_OF_FRAMING + _MOST_OF_NOTHING:
                raise Failure(CONTENT, "the answer's compressed body has next to nothing in it")
            if piece:
                return piece
            if not (compressed or self._inflater.eof):
                raise Failure(CONTENT, _CORRUPT)

    def _inflate(self, compressed: bytes, amt: int) -> bytes:
        inflater = self._inflater
        try:
            piece: bytes = inflater.decompress(compressed, amt)
        except zlib.error:
            raise Failure(CONTENT, _CORRUPT) from None
        self._compressed = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
        return piece


_CORRUPT = "the answer's compressed body is cut or corrupt"


def _inflater_for(compressed: bytes) -> Any:
    # 47: either gzip's or zlib's frame; a server that means deflate may send neither.
    try:
        zlib.decompressobj(47).decompress(compressed[:2])
    except zlib.error:
        return zlib.decompressobj(-15)
    return zlib.decompressobj(47)
