"""HTTP/1.1 as it comes: answers read off a connection, each piece within its time.

http.client knows the grammar, but leaves an answer's head to a parser of e-mail, and takes a body that was cut, or a
chunk of a strange size, for a whole one.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import time
import zlib
from typing import Any, Callable

__all__ = ["CHUNK", "Answer", "Fields", "Incoming", "Patience", "Reader", "TooLarge", "decoded", "whole"]

CHUNK = 64 * 1024
#: What http.client allows of each.
_MAX_LINE = 65536
_MAX_FIELDS = 100
_MAX_INTERIM_ANSWERS = 100
_CHUNK_SIZE = re.compile(rb"[0-9a-fA-F]{1,16}").fullmatch


class Patience:
    """How long an attempt may take: seconds to connect, seconds for each read or write, and the moment it ends."""

    __slots__ = ("connect", "ends", "step")

    def __init__(self, connect: float, step: float, ends: float | None) -> None:
        self.connect: float = connect
        self.step: float = step
        self.ends: float | None = ends

    def left(self, most: float) -> float:
        """Seconds that the next step may take, *most* at the most.

        Raises:
            socket.timeout: there are none left.
        """
        if self.ends is None:
            return most
        left = self.ends - time.monotonic()
        if left <= 0:
            raise socket.timeout("out of time")
        return left if left < most else most


class Incoming(io.RawIOBase):
    """What a connection's peer sends, each piece awaited for as long as there is time."""

    def __init__(self, sock: socket.socket, patience: Patience) -> None:
        self._receive = sock.recv_into
        self._set_timeout = sock.settimeout
        self._timeout: float | None = None
        self.patience = patience
        self.paused = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.paused:
            return 0
        self.limit()
        return self._receive(buffer)

    def limit(self) -> None:
        """Give the socket the time that's left for its next step; a system call only when that has changed."""
        patience = self.patience
        timeout = patience.left(patience.step)
        if timeout != self._timeout:
            self._set_timeout(timeout)
            self._timeout = timeout


class Reader(io.BufferedReader):
    """A connection's incoming bytes, for as long as it lasts: http.client may think that it has one an answer."""

    raw: Incoming

    def makefile(self, mode: str) -> Reader:
        return self

    def close(self) -> None:
        """Stay open for the next answer."""

    def flush(self) -> None:
        """Nothing is written; an answer that's finalized after its connection flushes it all the same."""

    def holds_more(self) -> bool:
        """Whether bytes have come behind the answer that was read, which can't be the next one's."""
        self.raw.paused = True
        more = self.peek(1)
        self.raw.paused = False
        return bool(more)


class Fields(dict[str, str]):
    """An answer's header fields by their names in lower case, and as they came in ``pairs``."""

    __slots__ = ("pairs",)

    pairs: list[tuple[str, str]]


def read_fields(incoming: Reader) -> Fields:
    """The header fields up to the empty line.

    http.client leaves this to its parser of e-mail, which takes most of the time of a call and reads a head that
    was cut off as a whole one.
    """
    fields = Fields()
    pairs: list[tuple[str, str]] = []
    fields.pairs = pairs
    while True:
        line = incoming.readline(_MAX_LINE + 1)
        if line == b"\r\n" or line == b"\n":
            break
        if line[-1:] != b"\n":
            raise http.client.LineTooLong("header") if len(line) > _MAX_LINE else http.client.IncompleteRead(line)
        if len(pairs) >= _MAX_FIELDS:
            raise http.client.HTTPException("too many header fields")
        text = line.decode("latin-1")
        if text[0] in " \t" and pairs:
            # A value that goes on in the next line, as HTTP once allowed.
            name, begun = pairs.pop()
            pairs.append((name, f"{begun} {text.strip()}"))
        else:
            name, colon, value = text.partition(":")
            if colon:
                pairs.append((name.strip(), value.strip()))
    for name, value in pairs:
        key = name.lower()
        fields[key] = f"{fields[key]}, {value}" if key in fields else value
    return fields


class Answer(http.client.HTTPResponse):
    """An answer on a connection's own reader."""

    fields: Fields
    code: int
    status: int
    reason: str
    msg: http.client.HTTPMessage
    chunked: bool
    will_close: bool

    def begin(self) -> None:
        """Read the head, interim answers passed over, and work out how long the body is (RFC 9112, section 6.3)."""
        for _ in range(_MAX_INTERIM_ANSWERS):
            version, status, reason = self._read_status()  # type: ignore[attr-defined]
            fields = read_fields(self.fp)  # type: ignore[arg-type]
            if status >= 200 or status == 101:
                break
        else:
            raise http.client.HTTPException("interim answers without end")
        self.code = self.status = status
        self.reason = reason.strip()
        self.version = 10 if version in ("HTTP/1.0", "HTTP/0.9") else 11
        # http.client itself looks up no more than "connection" and its like in it.
        self.headers = self.msg = fields  # type: ignore[assignment]
        self.fields = fields
        self.chunked = "chunked" in fields.get("transfer-encoding", "").lower()
        self.chunk_left = None
        self.will_close = self._check_close()  # type: ignore[attr-defined]
        self.length = None if self.chunked else _length(fields)
        if status in (101, 204, 304) or self._method == "HEAD":  # type: ignore[attr-defined]
            self.length = 0
            self.chunked = False
        if status == 101 or (self.length is None and not self.chunked):
            self.will_close = True

    def read(self, amt: int | None = None) -> bytes:
        """Up to *amt* bytes of the body, or all of one whose length is known; nothing at its end.

        http.client takes a body that was cut for a short one when it's read in pieces, and as a chunk's size
        whatever ``int`` takes.
        """
        if self.isclosed():
            return b""
        if self.chunked:
            return self._read_chunks(CHUNK if amt is None else amt)
        left = self.length
        wanted = amt if left is None else left if amt is None else min(amt, left)
        data = self.fp.read(wanted)
        if left is not None:
            self.length = left - len(data)
        if wanted is None or len(data) < wanted or self.length == 0:
            self._close_conn()  # type: ignore[attr-defined]
            if self.length:
                raise http.client.IncompleteRead(b"", self.length)
        return data

    def _read_chunks(self, amt: int) -> bytes:
        """Up to *amt* bytes (RFC 9112, section 7.1)."""
        pieces = []
        while amt:
            if not self.chunk_left:
                self.chunk_left = self._next_chunk_size()
                if not self.chunk_left:
                    self._read_trailers()
                    break
            piece = self.fp.read(min(amt, self.chunk_left))
            self.chunk_left -= len(piece)
            amt -= len(piece)
            pieces.append(piece)
            if amt and self.chunk_left:
                raise http.client.IncompleteRead(b"", self.chunk_left)
            if not self.chunk_left:
                self._end_chunk()
        return b"".join(pieces)

    def _end_chunk(self) -> None:
        end = self.fp.readline(2)
        if end not in (b"\r\n", b"\n"):
            raise http.client.HTTPException("a long chunk") if len(end) == 2 else http.client.IncompleteRead(end)

    def _next_chunk_size(self) -> int:
        line = self.fp.readline(_MAX_LINE + 1)
        if line[-1:] != b"\n" and len(line) <= _MAX_LINE:
            raise http.client.IncompleteRead(line)
        size = line.partition(b";")[0].strip()
        if not _CHUNK_SIZE(size):
            raise http.client.HTTPException("not a chunk size")
        return int(size, 16)

    def _read_trailers(self) -> None:
        try:
            read_fields(self.fp)  # type: ignore[arg-type]
        except http.client.IncompleteRead:
            # With its last chunk a body is whole, even if the connection ends there.
            self.will_close = True
        self._close_conn()  # type: ignore[attr-defined]


def _length(fields: Fields) -> int | None:
    said = fields.get("content-length")
    if said is None:
        return None
    lengths = {part.strip() for part in said.split(",")}
    length = lengths.pop()
    if lengths or not (length.isascii() and length.isdigit()):
        raise http.client.HTTPException("not a content length")
    return int(length)


class TooLarge(Exception):
    pass


class _Inflated:
    """A compressed body, decompressed as it's read; *read* gives what comes of it."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._compressed = b""
        self._inflater: Any = None

    def read(self, amt: int) -> bytes:
        """Up to *amt* bytes; none only at the end.

        Raises:
            zlib.error: it's cut or corrupt.
        """
        while True:
            compressed = self._compressed or self._read(CHUNK)
            if self._inflater is None or self._inflater.eof:
                if not compressed:
                    return b""
                # What follows an end is another member, as gzip allows.
                self._inflater = _inflater_for(compressed)
            inflater = self._inflater
            piece: bytes = inflater.decompress(compressed, amt)
            self._compressed = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            if piece:
                return piece
            if not (compressed or inflater.eof):
                raise zlib.error("cut")


def _inflater_for(compressed: bytes) -> Any:
    # 47: either gzip's or zlib's frame; a server that means deflate may send neither.
    try:
        zlib.decompressobj(47).decompress(compressed[:2])
    except zlib.error:
        return zlib.decompressobj(-15)
    return zlib.decompressobj(47)


def decoded(answer: Answer) -> Callable[[int], bytes]:
    """What reads the body of *answer* without its content encoding, which is one that nobody asked for."""
    read: Callable[[int], bytes] = answer.read
    for name in reversed(answer.fields.get("content-encoding", "").lower().split(",")):
        if name.strip() in ("gzip", "x-gzip", "deflate"):
            read = _Inflated(read).read
        elif name.strip() not in ("", "identity"):
            raise zlib.error(name)
    return read


def whole(read: Callable[[int], bytes], limit: int) -> bytes:
    pieces, size = [], 0
    for piece in iter(lambda: read(CHUNK), b""):
        size += len(piece)
        if size > limit:
            raise TooLarge(limit)
        pieces.append(piece)
    return b"".join(pieces)
