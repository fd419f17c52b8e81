"""Where a fetched file is put: at a path whole or not at all, or into an open file."""

from __future__ import annotations

import io
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Union

__all__ = ["Destination", "InFolder", "IntoFile", "ToPath", "destination_of"]

#: What may be done with a new file, as far as the process's own mask lets it.
_USUAL_MODE = 0o666
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class ToPath:
    """Takes a file for a path, where it appears once it's whole; until then it's one of another name beside it.

    Raises:
        ValueError: nothing can be written there.
    """

    def __init__(self, path: Path) -> None:
        # What a link leads to is replaced, not the link.
        self._path = Path(os.path.realpath(path))
        mode = _USUAL_MODE
        with suppress(OSError):
            found = os.stat(self._path)
            if not stat.S_ISREG(found.st_mode):
                raise ValueError(f"to is no regular file: {os.fspath(path)!r}; open it, and pass what's open")
            # A file that others may not read is replaced by one that they may not read.
            mode = stat.S_IMODE(found.st_mode) & _USUAL_MODE
        self._begin(self._path.parent, self._path.name, mode)

    def _begin(self, folder: Path, name: str, mode: int) -> None:
        self._temporary = folder / f".{name[:100]}.{os.urandom(6).hex()}.part"
        try:
            descriptor = os.open(self._temporary, _NEW, mode)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise ValueError(f"to can't be written: {os.fspath(folder / name)!r} ({reason})") from error
        self._file = io.FileIO(descriptor, "wb")

    def write(self, data: bytes) -> None:
        _write_all(self._file, data)

    def restart(self) -> None:
        """Forget what was written."""
        self._file.seek(0)
        self._file.truncate()

    def finish(self, name: str) -> Path | None:
        """Put the whole file where it belongs; *name* is what the server calls it. Where it is now."""
        os.fsync(self._file.fileno())
        self._file.close()
        return self._put(name)

    def _put(self, name: str) -> Path:
        os.replace(self._temporary, self._path)
        return self._path

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._file.close()
        with suppress(OSError):
            os.unlink(self._temporary)


class InFolder(ToPath):
    """Takes a file for a folder, under a name that no other file there has.

    Raises:
        ValueError: nothing can be written there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._begin(folder, "download", _USUAL_MODE)

    def _put(self, name: str) -> Path:
        stem, ending = os.path.splitext(name)
        count = 1
        path = self._folder / name
        while not self._takes(path):
            count += 1
            path = self._folder / f"{stem} ({count}){ending}"
        return path

    def _takes(self, path: Path) -> bool:
        """Whether the file is at *path* now; not where another one is."""
        try:
            os.link(self._temporary, path)
        except FileExistsError:
            return False
        except OSError:
            # A file system without links: whoever else writes there at this moment may be replaced.
            if path.exists():
                return False
            os.replace(self._temporary, path)
            return True
        os.unlink(self._temporary)
        return True


class IntoFile:
    """Writes into an open file from where it stands; after a failure it's cut off there again, where that can be done.

    Raises:
        TypeError: it takes no bytes.
        ValueError: it takes nothing any more, or was opened for reading.
    """

    def __init__(self, file: Any) -> None:
        if isinstance(file, io.TextIOBase):
            raise TypeError("to is a file opened for text; open it in binary mode")
        if getattr(file, "closed", False) is True:
            raise ValueError("to is a closed file")
        if not _says(file, "writable"):
            raise ValueError("to is a file opened for reading; open it for writing, in binary mode")
        self._file = file
        self._start: int | None = None
        if _says(file, "seekable") and hasattr(file, "truncate"):
            with suppress(OSError, AttributeError, ValueError):
                self._start = file.tell()

    def write(self, data: bytes) -> None:
        _write_all(self._file, data)

    def restart(self) -> None:
        """Forget what was written.

        Raises:
            OSError: it can't be taken back.
        """
        if self._start is None:
            raise io.UnsupportedOperation("to can't be rewound, and the file has to be fetched from its beginning")
        self._file.seek(self._start)
        self._file.truncate()

    def finish(self, name: str) -> Path | None:
        """Have all of it written, also what the file itself still holds."""
        if hasattr(self._file, "flush"):
            self._file.flush()
        return None

    def abandon(self) -> None:
        """Leave nothing behind, where that's possible."""
        if self._start is not None:
            with suppress(OSError, ValueError):
                self.restart()


Destination = Union[ToPath, IntoFile]


def destination_of(to: str | os.PathLike[str] | IO[bytes]) -> Destination:
    """Where *to* says that a file is to be put.

    Raises:
        TypeError: it says something else.
        ValueError: nothing can be written there.
    """
    if isinstance(to, (str, os.PathLike)):
        path = Path(os.fsdecode(to))
        if not os.fspath(to) or "\0" in str(path) or not _is_encodable(path):
            raise ValueError("to must name a path, or a folder")
        return InFolder(path) if path.is_dir() else ToPath(path)
    if not callable(getattr(to, "write", None)):
        raise TypeError(f"to must be a path or a file opened for writing in binary mode, not {type(to).__name__}")
    return IntoFile(to)


def _is_encodable(path: Path) -> bool:
    """Whether a file system can have a name for it."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return True


def _says(file: Any, ability: str) -> bool:
    """Whether a file says that it's *ability*, or doesn't say that it isn't."""
    ask = getattr(file, ability, None)
    return bool(ask()) if callable(ask) else True


def _write_all(file: Any, data: bytes) -> None:
    """Write *data* whole; a file without a buffer of its own may take a part at a time."""
    while data:
        written = file.write(data)
        if written is None and isinstance(file, io.RawIOBase):
            raise BlockingIOError("to takes nothing at the moment; open it so that it waits")
        data = data[written:] if isinstance(written, int) else b""
