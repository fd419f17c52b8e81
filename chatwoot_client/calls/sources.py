"""Where the bytes of a file come from (memory, a path, an open file), and that they come whole or the call says so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO, Any, Callable, Union

from chatwoot_client.calls.measures import (
    AT_ITS_END,
    BYTES,
    State,
    check_readable,
    end_of,
    extent_of,
    instead_of_bytes,
    state_at,
)
from chatwoot_client.calls.turns import FileTaken, Turn, remember_begun, was_begun
from chatwoot_client.exceptions import ApiConnectionException

__all__ = ["Memory", "OnDisk", "Opened", "Source"]

_CHUNK = 64 * 1024
_WHILE_SENT = "while it was being sent"
_SINCE_BEGUN = "since the call began"
_TAKEN = "is being sent by another call; open it once for each of them"


class Memory:
    """Bytes."""

    __slots__ = ("_data", "size")

    repeatable = True

    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        self._data = memoryview(data).cast("B")
        self.size: int | None = len(self._data)

    def chunks(self) -> Iterator[bytes | bytearray | memoryview]:
        for start in range(0, len(self._data), _CHUNK):
            yield self._data[start : start + _CHUNK]

    def give_back(self) -> None:
        pass


class OnDisk:
    """A file at a path, opened anew for each attempt; it has to be the same one then, unchanged.

    Raises:
        ValueError: it's missing, can't be read or is no regular file; *where* names the argument.
    """

    __slots__ = ("_path", "_state", "_where", "size")

    repeatable = True

    def __init__(self, where: str, path: os.PathLike[str]) -> None:
        self._where = where
        self._path = path
        self._state = state_at(where, path)
        #: None for what the system makes up when it's read, as in ``/proc``.
        self.size: int | None = None if self._state is None else self._state.size

    def chunks(self) -> Iterator[bytes | bytearray | memoryview]:
        """The bytes.

        Raises:
            ApiConnectionException: they can't be read any more, or aren't what was announced.
        """
        with self._tried(lambda: open(self._path, "rb")) as opened:

            def read(size: int) -> Any:
                return self._tried(lambda: opened.read(size))

            if self._state is None:
                yield from _to_the_end(self._where, read)
            else:
                self._check(opened, _SINCE_BEGUN)
                yield from _whole(self._where, read, self._state.size, lambda: self._check(opened, _WHILE_SENT))

    def _check(self, opened: IO[bytes], when: str) -> None:
        for now in (State.of(os.fstat(opened.fileno())), self._at_its_path()):
            if self._state is not None and now is not None and now != self._state:
                raise _lost(f"{self._where} {self._state.difference(now)} {when}")

    def _at_its_path(self) -> State | None:
        """What's at the path now, which may be another file than the one that's open; None where there's nothing."""
        try:
            return State.of(os.stat(self._path))
        except OSError:
            # Taken away meanwhile: what's open is still the whole file.
            return None

    def _tried(self, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except OSError as error:
            reason = error.strerror or type(error).__name__
        raise _lost(f"{self._where} can't be read any more: {reason}")

    def give_back(self) -> None:
        pass


class Opened:
    """An open file, from where it stands; read again from there where that's possible.

    Raises:
        TypeError: it gives text, or is read asynchronously.
        ValueError: it can't be read, is at its end already, or is being sent by another call.
    """

    __slots__ = ("_start", "_turn", "_where", "file", "size")

    def __init__(self, where: str, file: Any) -> None:
        check_readable(where, file)
        if Turn.of_another(file):
            raise ValueError(f"{where} {_TAKEN}")
        self._where = where
        self.file: Any = file
        self._turn: Turn | None = None
        self.size: int | None
        #: Where it stood, unless it can't be brought back there, and how much follows, where that's known.
        self._start, self.size = extent_of(where, file)
        if self._start is None and was_begun(file):
            raise ValueError(f"{where} is a stream that another call has read already; open it anew")
        if self._start is not None and self.size is None:
            self._look_in(self._start)

    @property
    def repeatable(self) -> bool:
        return self._start is not None

    def _look_in(self, start: int) -> None:
        """See that there's something left in a file that doesn't tell its size."""
        if start and not self.file.read(1):
            raise ValueError(f"{self._where} {AT_ITS_END}")
        self.file.seek(start)

    def chunks(self) -> Iterator[bytes | bytearray | memoryview]:
        """The bytes.

        Raises:
            ApiConnectionException: they aren't what was announced, or somebody else reads them.
            Exception: whatever the file raises.
        """
        self._turn = turn = self._my_turn()
        try:
            if self._start is None:
                yield from self._stream()
            elif self.size is None:
                yield from _to_the_end(self._where, self._alone(turn, self._start))
            else:
                self._check_size(_SINCE_BEGUN)
                read = self._alone(turn, self._start)
                yield from _whole(self._where, read, self.size, lambda: self._check_size(_WHILE_SENT))
        finally:
            turn.end()

    def _stream(self) -> Iterator[bytes | bytearray | memoryview]:
        remember_begun(self.file)
        empty = True
        for piece in _to_the_end(self._where, self.file.read):
            empty = False
            yield piece
        if empty:
            raise _lost(f"{self._where} gave nothing: it was read before, or is empty (then pass (name, b''))")

    def _my_turn(self) -> Turn:
        try:
            return Turn(self.file)
        except FileTaken:
            pass
        raise _lost(f"{self._where} {_TAKEN}")

    def _alone(self, turn: Turn, start: int) -> Callable[[int], Any]:
        """How to read on from *start*, as long as nobody else does."""
        at = start
        self.file.seek(start)

        def read(size: int) -> Any:
            nonlocal at
            piece = self.file.read(size)
            at += len(piece) if isinstance(piece, BYTES) else 0
            if self.file.tell() != at or not turn.lasts():
                raise _lost(f"{self._where} was read by somebody else {_WHILE_SENT}; open it once for each call")
            return piece

        return read

    def _check_size(self, when: str) -> None:
        more = end_of(self.file) - (self._start or 0) - (self.size or 0)
        if more:
            raise _lost(f"{self._where} became {abs(more)} bytes {'longer' if more > 0 else 'shorter'} {when}")

    def give_back(self) -> None:
        """Put it where it stood, so that it can be sent again; the call that had it has failed."""
        if self._turn is None:
            return
        self._turn.end()
        if self._start is not None and not Turn.of_another(self.file):
            try:
                self.file.seek(self._start)
            except (OSError, ValueError):
                # It was closed meanwhile. What the call failed with tells more.
                return


Source = Union[Memory, OnDisk, Opened]


def _whole(where: str, read: Callable[[int], Any], size: int, check: Callable[[], None]) -> Iterator[bytes]:
    """*size* bytes, the last of which come once *check* has found nothing: so nothing false is ever complete."""
    left = size
    while left:
        piece = _bytes_of(where, read(min(_CHUNK, left)))[:left]
        if not piece:
            raise _lost(f"{where} became {left} bytes shorter {_WHILE_SENT}")
        left -= len(piece)
        if not left:
            check()
        yield piece
    if not size:
        check()


def _to_the_end(where: str, read: Callable[[int], Any]) -> Iterator[bytes]:
    while True:
        piece = _bytes_of(where, read(_CHUNK))
        if not piece:
            return
        yield piece


def _bytes_of(where: str, piece: Any) -> bytes:
    if isinstance(piece, BYTES):
        return piece  # type: ignore[return-value]
    raise _lost(f"{where} {instead_of_bytes(piece)}")


def _lost(reason: str) -> ApiConnectionException:
    """The failure of a body that can't be completed; what of it the server has seen, nobody knows."""
    return ApiConnectionException(reason=reason, outcome="unknown")
