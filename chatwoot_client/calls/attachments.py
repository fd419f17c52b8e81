"""What may be uploaded: checked and measured before anything is sent, read to its end when it is."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, Union

from chatwoot_client.checks import is_header_value

if TYPE_CHECKING:
    Data = Union[bytes, bytearray, memoryview, IO[bytes], "os.PathLike[str]"]

#: A path, an open binary file, or ``(name, data[, content_type])``. Text is never a path.
Attachment = Union["os.PathLike[str]", IO[bytes], tuple[str, "Data"], tuple[str, "Data", str]]

__all__ = ["HOW", "Attachment", "Part", "part_of"]

_CHUNK = 64 * 1024
HOW = (
    "an attachment is a pathlib.Path, a file opened in binary mode, or (name, data[, content_type]) "
    "with bytes or such a file"
)


class Part:
    """One file on its way: its name, its type, and its bytes, which can be read more than once where possible."""

    __slots__ = ("_data", "_start", "_where", "content_type", "name", "size")

    def __init__(self, where: str, name: str, data: Any, content_type: str | None) -> None:
        self.name: str = name
        self.content_type: str = content_type or _guess_type(name)
        self._where = where
        self._data = data
        self._start: int | None = None
        if isinstance(data, (bytes, bytearray, memoryview)):
            self._data = memoryview(data).cast("B")
            self.size: int | None = len(self._data)
        elif hasattr(data, "read"):
            self._start, self.size = _extent(where, data)
        else:
            self.size = _regular_size(where, data)

    @property
    def repeatable(self) -> bool:
        return self.size is not None

    def chunks(self) -> Iterator[bytes | memoryview]:
        """The bytes from the beginning, as many as were announced.

        Raises:
            OSError: the file can't be read any more, or has become shorter.
        """
        if isinstance(self._data, memoryview):
            yield self._data
        elif self.size is None:
            yield from iter(lambda: self._piece(self._data, _CHUNK), b"")
        elif hasattr(self._data, "read"):
            self._data.seek(self._start)
            yield from self._exactly(self._data, self.size)
        else:
            with open(self._data, "rb") as opened:
                yield from self._exactly(opened, self.size)

    def _exactly(self, opened: IO[bytes], size: int) -> Iterator[bytes]:
        left = size
        while left:
            piece = self._piece(opened, min(_CHUNK, left))[:left]
            if not piece:
                raise OSError(errno.EIO, f"{self._where} became {left} bytes shorter while it was being sent")
            left -= len(piece)
            yield piece

    def _piece(self, opened: IO[bytes], size: int) -> bytes:
        try:
            return opened.read(size) or b""
        except Exception as error:
            # Whatever a file-like object raises, it isn't the connection that failed.
            raise OSError(errno.EIO, f"{self._where} can't be read any more: {type(error).__name__}") from None


def part_of(where: str, attachment: Any) -> Part:
    if isinstance(attachment, tuple):
        return _part_of_tuple(where, attachment)
    if isinstance(attachment, os.PathLike):
        return Part(where, os.path.basename(os.fsdecode(attachment)), attachment, None)
    if hasattr(attachment, "read"):
        name = getattr(attachment, "name", None)
        base = os.path.basename(os.fsdecode(name)) if isinstance(name, (str, bytes)) else ""
        return Part(where, base or "file", attachment, None)
    hint = "; for a file on disk pass pathlib.Path(...)" if isinstance(attachment, str) else ""
    raise TypeError(f"{where} is a {type(attachment).__name__}{hint}; {HOW}")


def _part_of_tuple(where: str, attachment: tuple[Any, ...]) -> Part:
    if len(attachment) not in (2, 3):
        raise TypeError(f"{where} is a tuple of {len(attachment)}; {HOW}")
    name, data = attachment[:2]
    content_type = attachment[2] if len(attachment) == 3 else None
    if not isinstance(name, str) or not isinstance(content_type, (str, type(None))):
        raise TypeError(f"{where}: a file's name and content type must be text")
    if not name or any(character in name for character in "\r\n\0"):
        raise ValueError(f"{where}: a file's name must be one line and not empty")
    if content_type is not None and (not is_header_value(content_type) or "/" not in content_type):
        raise ValueError(f"{where}: not a content type, such as image/png")
    if not (isinstance(data, (bytes, bytearray, memoryview, os.PathLike)) or hasattr(data, "read")):
        raise TypeError(f"{where}: the data of {name!r} is a {type(data).__name__}; {HOW}")
    return Part(where, name, data, content_type)


def _regular_size(where: str, path: os.PathLike[str]) -> int:
    """The size of the file at *path*, once it's sure that it can be read."""
    shown = os.fspath(path)
    try:
        mode = os.stat(path).st_mode
        # Opening anything else may wait for somebody who writes to it.
        if stat.S_ISREG(mode):
            with open(path, "rb") as opened:
                return os.fstat(opened.fileno()).st_size
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ValueError(f"{where}: {shown!r} can't be read: {reason}") from error
    if stat.S_ISDIR(mode):
        raise ValueError(f"{where}: {shown!r} is a directory; attach the files in it one by one")
    raise ValueError(f"{where}: {shown!r} is not a regular file; open it and pass the open file")


def _extent(where: str, opened: IO[bytes]) -> tuple[int | None, int | None]:
    """Where reading *opened* begins and how much there is from there; both None for what can't be rewound."""
    try:
        return _measured(where, opened)
    except (TypeError, ValueError):
        raise
    except Exception as error:
        # Whatever a file-like object raises.
        raise ValueError(f"{where} can't be read: {type(error).__name__}") from error


def _measured(where: str, opened: IO[bytes]) -> tuple[int | None, int | None]:
    if getattr(opened, "closed", False):
        raise ValueError(f"{where} is a closed file")
    if hasattr(opened, "readable") and not opened.readable():
        raise ValueError(f"{where} is a file that isn't open for reading")
    if isinstance(opened, io.TextIOBase) or isinstance(opened.read(0), str):
        raise TypeError(f"{where} is a file opened as text; open it with mode 'rb'")
    if not (hasattr(opened, "seekable") and opened.seekable()):
        return None, None
    start = opened.tell()
    end = opened.seek(0, os.SEEK_END)
    opened.seek(start)
    return start, max(end - start, 0)


def _guess_type(name: str) -> str:
    import mimetypes

    kind, compression = mimetypes.guess_type(name)
    if compression is not None:
        return "application/gzip" if compression == "gzip" else f"application/x-{compression}"
    return kind or "application/octet-stream"
