"""What a file is before it's sent: whether it can be read, where it begins, and how much there is."""

from __future__ import annotations

import io
import os
import stat
from typing import Any, NamedTuple

__all__ = ["AT_ITS_END", "BYTES", "State", "check_readable", "end_of", "extent_of", "instead_of_bytes", "state_at"]

AT_ITS_END = "is at its end: it was read or sent before; rewind it with seek(0), or pass its path"
BYTES = (bytes, bytearray, memoryview)


class State(NamedTuple):
    """What tells whether a file on disk is the one that it was."""

    device: int
    number: int
    size: int
    modified: int

    @classmethod
    def of(cls, found: os.stat_result) -> State:
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)

    def difference(self, now: State) -> str:
        if now[:2] != self[:2]:
            return "was replaced by another file"
        if now.size != self.size:
            return f"became {abs(now.size - self.size)} bytes {'longer' if now.size > self.size else 'shorter'}"
        return "was written to"


def state_at(where: str, path: os.PathLike[str]) -> State | None:
    """The state of the file at *path*, once it's sure that it can be read; None where its size tells nothing."""
    shown = os.fspath(path)
    try:
        mode = os.stat(path).st_mode
        # Opening anything else may wait for somebody who writes to it.
        if stat.S_ISREG(mode):
            with open(path, "rb") as opened:
                state = State.of(os.fstat(opened.fileno()))
                return None if _is_made_up(opened) else state
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ValueError(f"{where}: {shown!r} can't be read: {reason}") from error
    if stat.S_ISDIR(mode):
        raise ValueError(f"{where}: {shown!r} is a directory; attach the files in it one by one")
    raise ValueError(f"{where}: {shown!r} is not a regular file; open it and pass the open file")


def _is_made_up(opened: Any) -> bool:
    """Whether the system tells another size for a file than it has, as for those in ``/proc`` and ``/sys``."""
    if not isinstance(opened, (io.FileIO, io.BufferedReader, io.BufferedRandom)) or not hasattr(os, "pread"):
        return False
    size = os.fstat(opened.fileno()).st_size
    return bool(os.pread(opened.fileno(), 1, max(size - 1, 0))) != bool(size)


def check_readable(where: str, file: Any) -> None:
    try:
        if getattr(file, "closed", False):
            raise ValueError(f"{where} is a closed file")
        if hasattr(file, "readable") and not file.readable():
            raise ValueError(f"{where} is a file that isn't open for reading")
        nothing = b"" if isinstance(file, io.TextIOBase) else file.read(0)
    except OSError as error:
        raise _unreadable(where, error) from error
    if isinstance(file, io.TextIOBase) or isinstance(nothing, str):
        raise TypeError(f"{where} is a file opened as text; open it with mode 'rb'")
    if hasattr(nothing, "__await__"):
        raise TypeError(f"{where} {instead_of_bytes(nothing)}")


def _unreadable(where: str, error: OSError) -> ValueError:
    return ValueError(f"{where} can't be read: {error.strerror or type(error).__name__}")


def extent_of(where: str, file: Any) -> tuple[int | None, int | None]:
    """Where reading *file* begins, None for what can't be rewound; and how much there is, None where it doesn't say.

    Raises:
        ValueError: it fails, or there's nothing left.
    """
    try:
        if not _is_seekable(file):
            return None, None
        start: int = file.tell()
        try:
            end = None if _is_made_up(file) else end_of(file)
        except (OSError, ValueError):
            # Files in /proc and compressed ones don't know where they end.
            end = None
        file.seek(start)
    except OSError as error:
        raise _unreadable(where, error) from error
    if end is None:
        return start, None
    if end and start >= end:
        raise ValueError(f"{where} {AT_ITS_END}")
    return start, end - start


def _is_seekable(file: Any) -> bool:
    # Temporary files that are kept in memory don't say it before Python 3.11.
    return bool(file.seekable()) if hasattr(file, "seekable") else hasattr(file, "seek") and hasattr(file, "tell")


def end_of(file: Any) -> int:
    end = file.seek(0, os.SEEK_END)
    return file.tell() if end is None else end  # type: ignore[no-any-return]


def instead_of_bytes(piece: Any) -> str:
    if piece is None:
        return "gave None instead of bytes: it has none yet, and doesn't wait for them; set it to blocking"
    if hasattr(piece, "__await__"):
        _forget(piece)
        return "is read asynchronously; await its read() and pass (name, data)"
    return f"gave {type(piece).__name__} instead of bytes; open it with mode 'rb'"


def _forget(awaitable: Any) -> None:
    """Let go of a coroutine without Python's warning that nobody awaited it."""
    if hasattr(awaitable, "close"):
        awaitable.close()
