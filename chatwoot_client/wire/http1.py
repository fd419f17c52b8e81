"""HTTP/1.1 answers, read out of bytes as they come (RFC 9112); where the bytes come from is nothing to it.

A :class:`Parser` is for one answer: it's given what has been received, and asked for the head and then for the body
until it has them. ``None`` says that more has to be received first.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

from chatwoot_client.wire.failures import LOST, ONLY_TLS, Failure

__all__ = ["CHUNK", "Cut", "Fields", "Head", "NoAnswer", "NotHTTP", "Parser"]

CHUNK = 64 * 1024

#: The most that a head may have: fields (folded lines and lines that are no field count too), and bytes, those of the
#: interim answers before it included.
MAX_FIELDS = 100
MAX_HEAD = 256 * 1024
MAX_INTERIM_ANSWERS = 100
#: The most that a line with a chunk's size may have, extensions included, and all of them beyond a fair share.
MAX_CHUNK_LINE = 4096
MAX_CHUNK_EXCESS = 16 * 1024

_STATUS_LINE = re.compile(r"HTTP/1\.(\d) +([1-9]\d\d)(?: +(.*))?").fullmatch
_BEGINNING = b"HTTP/1."
_TLS_ALERT = b"\x15\x03"
_PLAIN_FIELDS = re.compile(r"^([^\s:]+):[ \t]*([^\n]*)\n", re.MULTILINE).findall
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\r\n]*)?").fullmatch
_LENGTH = re.compile(r"[0-9]{1,18}").fullmatch
_BLANKS = " \t"


class NotHTTP(Failure):
    """What came isn't HTTP; the argument says how so."""

    def __init__(self, how: str) -> None:
        super().__init__(LOST, f"what came isn't HTTP: {how}")


class Cut(Failure):
    """The connection ended in the middle of the answer."""

    def __init__(self) -> None:
        super().__init__(LOST, "the connection ended in the middle of the answer")


class NoAnswer(Failure):
    """The connection ended before an answer began."""

    def __init__(self) -> None:
        super().__init__(LOST, "the {peer} closed the connection without an answer")


class Fields(dict[str, str]):
    """Header fields by their names in lower case, and as they came in ``pairs``."""

    __slots__ = ("pairs",)

    pairs: list[tuple[str, str]]

    @classmethod
    def of(cls, pairs: list[tuple[str, str]]) -> Fields:
        """The fields that came as *pairs*, values of the same name joined."""
        fields = cls()
        fields.pairs = pairs
        for name, value in pairs:
            key = name.lower()
            fields[key] = f"{fields[key]}, {value}" if key in fields else value
        return fields


class Head(NamedTuple):
    """An answer's head."""

    status: int
    reason: str
    fields: Fields


class _Buffer:
    """What has come and wasn't read yet."""

    __slots__ = ("_at", "_data", "ended")

    def __init__(self) -> None:
        self._data: bytes | bytearray = b""
        self._at = 0
        #: Whether nothing comes any more.
        self.ended = False

    def __len__(self) -> int:
        return len(self._data) - self._at

    def add(self, data: bytes) -> None:
        if not data:
            self.ended = True
        elif not len(self):
            # Nothing is copied where pieces are read as they come.
            self._data, self._at = data, 0
        else:
            if self._at or isinstance(self._data, bytes):
                self._data, self._at = bytearray(self._data[self._at :]), 0
            self._data += data

    def take(self, size: int) -> bytes:
        """The next *size* bytes, or as many as there are."""
        start, data = self._at, self._data
        if not start and size >= len(data):
            self._data = b""
            return bytes(data)
        self._at = min(start + size, len(data))
        return bytes(data[start : self._at])

    def find(self, what: bytes, start: int = 0) -> int:
        """Where *what* begins, counted from what is to be read next; -1 where it isn't."""
        found = self._data.find(what, self._at + start)
        return found if found < 0 else found - self._at

    def count_lines(self) -> int:
        return self._data.count(b"\n", self._at)

    def peek(self, size: int) -> bytes:
        """What :meth:`take` would give."""
        return bytes(self._data[self._at : self._at + size])

    def starts_like(self, beginning: bytes) -> bool:
        """Whether what there is begins with *beginning*, as far as it goes."""
        return beginning.startswith(self.peek(len(beginning)))

    def expect_more(self) -> None:
        """Refuse an end of the connection here."""
        if self.ended:
            raise Cut()


class _Body(Protocol):
    """How far a body goes."""

    #: How many bytes are its own for certain.
    left: int
    #: Whether it was read to its end.
    done: bool

    def read(self, buffer: _Buffer, most: int) -> bytes | None:
        """Up to *most* bytes; nothing at its end; None when more has to come first."""


class _OfLength:
    """A body of as many bytes as the head says."""

    __slots__ = ("done", "left")

    def __init__(self, length: int) -> None:
        self.left = length
        self.done = length == 0

    def read(self, buffer: _Buffer, most: int) -> bytes | None:
        if self.done:
            return b""
        piece = buffer.take(min(most, self.left))
        if not piece:
            buffer.expect_more()
            return None
        self.left -= len(piece)
        self.done = self.left == 0
        return piece


class _ToTheEnd:
    """A body that goes on until the connection ends."""

    __slots__ = ("done", "left")

    def __init__(self) -> None:
        self.left = 0
        self.done = False

    def read(self, buffer: _Buffer, most: int) -> bytes | None:
        piece = buffer.take(most)
        if piece:
            return piece
        self.done = buffer.ended
        return b"" if self.done else None


class _InChunks:
    """A body in chunks (RFC 9112, section 7.1)."""

    __slots__ = ("_block", "_excess", "_in_chunk", "_in_trailers", "done", "left")

    def __init__(self) -> None:
        self.left = 0
        self.done = False
        self._in_chunk = self._in_trailers = False
        self._excess = 0
        self._block = _Block()

    def read(self, buffer: _Buffer, most: int) -> bytes | None:
        pieces = []
        while most and not self.done:
            if not self.left and not self._next_chunk(buffer):
                break
            piece = buffer.take(min(most, self.left))
            if not piece and not self.done:
                break
            pieces.append(piece)
            self.left -= len(piece)
            most -= len(piece)
        if pieces or self.done:
            return b"".join(pieces)
        buffer.expect_more()
        return None

    def _next_chunk(self, buffer: _Buffer) -> bool:
        """Go on to the next chunk, or past the last one; False when more has to come first."""
        if self._in_chunk and not self._end_chunk(buffer):
            return False
        if self._in_trailers:
            return self._pass_trailers(buffer)
        end = buffer.find(b"\r\n")
        if end > MAX_CHUNK_LINE or (end < 0 and len(buffer) > MAX_CHUNK_LINE + 1):
            raise NotHTTP("a chunk's size goes on and on")
        if end < 0:
            if buffer.find(b"\n") >= 0:
                raise NotHTTP("not a chunk size")
            return False
        self.left = self._size_in(buffer.take(end + 2)[:-2])
        self._in_chunk = self.left > 0
        self._in_trailers = not self._in_chunk
        return self._in_chunk or self._pass_trailers(buffer)

    def _size_in(self, line: bytes) -> int:
        size = _CHUNK_SIZE(line)
        if size is None:
            raise NotHTTP("not a chunk size")
        number = int(size[1], 16)
        # Small chunks have a right to some framing; what goes beyond is a flood.
        self._excess = max(0, self._excess + len(line) + 2 - 16 - 2 * number)
        if self._excess > MAX_CHUNK_EXCESS:
            raise NotHTTP("chunks with more about them than in them")
        return number

    def _end_chunk(self, buffer: _Buffer) -> bool:
        if not buffer.starts_like(b"\r\n"):
            raise NotHTTP("a chunk longer than its size")
        if len(buffer) < 2:
            return False
        buffer.take(2)
        self._in_chunk = False
        return True

    def _pass_trailers(self, buffer: _Buffer) -> bool:
        trailers = self._block.read(buffer, bare=True)
        # With its last chunk a body is whole, even if the connection ends there.
        if trailers is None and not buffer.ended:
            return False
        self.done = True
        return True


class _Block:
    """Reads lines up to an empty one, as heads and trailers are; bounded in all that it has read."""

    __slots__ = ("_left", "_searched")

    def __init__(self) -> None:
        self._left = MAX_HEAD
        self._searched = 0

    def read(self, buffer: _Buffer, bare: bool = False) -> str | None:
        """The lines, each with a line feed at its end; None while the empty one hasn't come.

        With *bare*, the empty one may be the first.
        """
        if bare and buffer.starts_like(b"\r\n") and len(buffer) >= 2:
            buffer.take(2)
            return ""
        end = self._end(buffer)
        size = len(buffer) if end is None else end
        if size > self._left:
            raise NotHTTP(f"a head of more than {MAX_HEAD // 1024} kB")
        if end is None:
            if buffer.count_lines() > MAX_FIELDS + 1:
                raise NotHTTP("too many header fields")
            self._searched = max(0, size - 3)
            return None
        self._left -= size
        self._searched = 0
        lines = _plain(buffer.take(size))[:-1]
        if b"\r" in lines:
            raise NotHTTP("half a line's end in a head")
        if lines.count(b"\n") > MAX_FIELDS + 1:
            raise NotHTTP("too many header fields")
        return lines.decode("latin-1")

    def _end(self, buffer: _Buffer) -> int | None:
        """The size of all lines up to the empty one, and with it."""
        ends = [found + len(what) for what in (b"\n\r\n", b"\n\n") if (found := buffer.find(what, self._searched)) >= 0]
        return min(ends, default=None)


class Parser:
    """Reads one answer to a request with this method."""

    __slots__ = ("_block", "_body", "_buffer", "_head", "_interim_answers", "_method", "last")

    def __init__(self, method: str) -> None:
        self._method = method
        self._buffer = _Buffer()
        self._block = _Block()
        self._head: Head | None = None
        self._interim_answers = 0
        self._body: _Body = _OfLength(0)
        #: Whether no other answer may follow on the same connection.
        self.last: bool = False

    def receive(self, data: bytes) -> None:
        """Take what came; nothing means that the connection has ended."""
        self._buffer.add(data)

    def head(self) -> Head | None:
        """The answer's head, interim answers passed over.

        Raises:
            NotHTTP, Cut: there is none.
        """
        buffer = self._buffer
        while self._head is None:
            lines = self._block.read(buffer)
            if lines is None:
                self._check_beginning()
                return None
            version, head = _head_in(lines)
            if head.status >= 200 or head.status == 101:
                self._settle(version, head)
                self._head = head
            else:
                self._interim_answers += 1
                if self._interim_answers > MAX_INTERIM_ANSWERS:
                    raise NotHTTP("interim answers without end")
        return self._head

    def read(self, most: int) -> bytes | None:
        """Up to *most* bytes of the body; nothing at its end.

        Raises:
            NotHTTP, Cut: it has no end that it should have.
        """
        return self._body.read(self._buffer, most)

    @property
    def is_silent(self) -> bool:
        """Whether nothing of an answer has come."""
        return self._head is None and not self._interim_answers and not len(self._buffer)

    @property
    def done(self) -> bool:
        """Whether the answer was read to its end."""
        return self._head is not None and self._body.done

    @property
    def left(self) -> int:
        """How many bytes still belong to the body for certain; there may be more."""
        return self._body.left

    @property
    def has_surplus(self) -> bool:
        """Whether something came behind the answer; it can't be the next one's."""
        return len(self._buffer) > 0

    def _check_beginning(self) -> None:
        """Refuse at once what can't become a head, instead of waiting for its end."""
        buffer = self._buffer
        if buffer.peek(2) == _TLS_ALERT:
            raise Failure(ONLY_TLS, "the {peer} speaks nothing but TLS on this port")
        if not buffer.starts_like(_BEGINNING):
            raise NotHTTP("not a status line")
        end = buffer.find(b"\n")
        if end >= 0:
            _status_in(_plain(buffer.peek(end + 1)).decode("latin-1")[:-1])
        if buffer.ended:
            raise Cut() if len(buffer) else NoAnswer()

    def _settle(self, version: int, head: Head) -> None:
        """Work out how far the body goes, and what follows it (RFC 9112, sections 6.3 and 9.3)."""
        status, _, fields = head
        options = _items(fields.get("connection", ""))
        self.last = "close" in options or (version == 0 and "keep-alive" not in options)
        length = _length_in(fields)
        coding = fields.get("transfer-encoding", "identity").lower()
        if coding not in ("identity", "chunked"):
            raise NotHTTP("a transfer coding that nobody asked for")
        if status in (101, 204, 304) or self._method == "HEAD" or (self._method == "CONNECT" and status < 300):
            self.last = self.last or status == 101
        elif coding == "chunked":
            # One that has a length too may be somebody's attempt to smuggle an answer in.
            self.last = self.last or length is not None or version == 0
            self._body = _InChunks()
        elif length is not None:
            self._body = _OfLength(length)
        else:
            self.last = True
            self._body = _ToTheEnd()


def _plain(lines: bytes) -> bytes:
    """Lines with a line feed alone at their ends; a NUL is read as a blank, as RFC 9110 has it (section 5.5)."""
    return lines.replace(b"\r\n", b"\n").replace(b"\0", b" ")


def _head_in(lines: str) -> tuple[int, Head]:
    """The minor version of HTTP, and the head."""
    line, _, rest = lines.partition("\n")
    version, status, reason = _status_in(line)
    return version, Head(status, reason, _fields_in(rest))


def _status_in(line: str) -> tuple[int, int, str]:
    found = _STATUS_LINE(line)
    if found is None:
        raise NotHTTP("not a status line")
    return int(found[1]), int(found[2]), (found[3] or "").strip()


def _fields_in(lines: str) -> Fields:
    pairs: list[tuple[str, str]] = _PLAIN_FIELDS(lines)
    # What is found in one go has to be all that's there.
    if len(pairs) != lines.count("\n") or " \n" in lines or "\t\n" in lines:
        pairs = _odd_fields_in(lines)
    return Fields.of(pairs)


def _odd_fields_in(lines: str) -> list[tuple[str, str]]:
    """Fields one by one: folded values are joined, and what is no field is passed over."""
    pairs: list[tuple[str, str]] = []
    for line in lines.split("\n")[:-1]:
        if line.startswith((" ", "\t")):
            if not pairs:
                raise NotHTTP("a head that begins with a blank")
            # A value that goes on in the next line, as HTTP once allowed.
            name, begun = pairs[-1]
            pairs[-1] = (name, f"{begun} {line.strip(_BLANKS)}".strip(_BLANKS))
        else:
            name, colon, value = line.partition(":")
            if colon and name:
                pairs.append((name.strip(_BLANKS), value.strip(_BLANKS)))
    return pairs


def _length_in(fields: Fields) -> int | None:
    said = fields.get("content-length")
    if said is None:
        return None
    # A proxy may have joined two that are the same.
    lengths = set(_items(said))
    length = lengths.pop() if lengths else ""
    if lengths or not _LENGTH(length):
        raise NotHTTP("not a content length")
    return int(length)


def _items(value: str) -> list[str]:
    """The items of a field that is a list, in lower case."""
    return [item.strip() for item in value.lower().split(",")]
