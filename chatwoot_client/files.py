"""What may be uploaded, and how it becomes multipart."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, Union

from six import ensure_binary

from chatwoot_client.checks import is_header_value
from chatwoot_client.models.base import NULL, json_default, to_json

if TYPE_CHECKING:
    Data = Union[bytes, bytearray, memoryview, IO[bytes], "os.PathLike[str]"]

#: A path, an open binary file, or ``(name, data[, content_type])``. Text is never a path.
Attachment = Union["os.PathLike[str]", IO[bytes], tuple[str, "Data"], tuple[str, "Data", str]]

__all__ = ["MAX_FILES", "Attachment", "FileBody", "Multipart"]

#: One more in a message, and a real server answers a bare 500.
MAX_FILES = 127

_CHUNK = 64 * 1024
_HOW = (
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


class FileBody:
    """A request body that is streamed: its content type, its length in bytes (None: chunked), and its chunks."""

    __slots__ = ("_boundary", "_pieces", "content_type", "length", "repeatable")

    def __init__(self, pieces: list[bytes | Part], content_type: str) -> None:
        self._pieces = pieces
        self.content_type: str = content_type
        sizes = [len(piece) if isinstance(piece, bytes) else piece.size for piece in pieces]
        self.length: int | None = None if None in sizes else sum(size for size in sizes if size is not None)
        self.repeatable: bool = all(piece.repeatable for piece in pieces if isinstance(piece, Part))

    def chunks(self) -> Iterator[bytes | memoryview]:
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from piece.chunks()


class Multipart:
    """A form in the making: fields, then files, in the order in which they were added."""

    def __init__(self) -> None:
        self._boundary = os.urandom(16).hex()
        self._pieces: list[bytes | Part] = []

    def add_field(self, name: str, value: Any) -> None:
        """Add *value* as Rails reads it from a form.

        Objects go in brackets (``custom_attributes[plan]``), lists under ``name[]``, and booleans as ``true`` and
        ``false``. ``content_attributes``, which the server takes as JSON text, is one part.

        Raises:
            ValueError: a null, which a form can't carry, or what JSON can't carry either.
        """
        if value is None or value is NULL:
            raise ValueError(f"{name} is null, which can't be sent beside a file; leave it out")
        if name == "content_attributes" and isinstance(value, (dict, list)):
            self._add(name, to_json(value, name))
        elif isinstance(value, Mapping):
            for key, item in value.items():
                self.add_field(f"{name}[{key}]", item)
        elif isinstance(value, (list, tuple)):
            for item in value:
                self.add_field(f"{name}[]", item)
        elif isinstance(value, str):
            self._add(name, _encoded(name, value))
        elif isinstance(value, (int, float)):
            self._add(name, to_json(value, name))
        else:
            try:
                self.add_field(name, json_default(value))
            except ValueError:
                raise ValueError(f"{name}: a {type(value).__name__} can't be sent beside a file") from None

    def add_files(self, name: str, attachments: Any, signed_ids: bool = False) -> None:
        """Add each of *attachments* under ``name[]``, which is how the server wants them.

        Text among them is the signed id of a file that the server has, where *signed_ids* says so.

        Raises:
            TypeError: something that isn't an attachment; other text is refused, since a body may come from elsewhere.
            ValueError: more than 127 of them, a file that is missing or can't be read, or a name or type that a
                header can't carry.
        """
        if isinstance(attachments, (str, bytes)) or not isinstance(attachments, Sequence):
            raise TypeError(f"{name} must be a list; {_HOW}")
        if len(attachments) > MAX_FILES:
            raise ValueError(f"{name}: {len(attachments)} files; a Chatwoot server takes {MAX_FILES} in one message")
        for position, attachment in enumerate(attachments):
            if signed_ids and isinstance(attachment, str):
                self.add_field(f"{name}[]", attachment)
            else:
                self._add_part(f"{name}[]", _part(f"{name}[{position}]", attachment))

    def add_file(self, name: str, attachment: Any) -> None:
        """Add one file under *name* itself; it may be what one of :meth:`add_files` may be."""
        self._add_part(name, _part(name, attachment))

    def body(self) -> FileBody:
        closing = f"--{self._boundary}--\r\n".encode("ascii")
        return FileBody([*self._pieces, closing], f"multipart/form-data; boundary={self._boundary}")

    def _add_part(self, name: str, part: Part) -> None:
        self._add(name, part, filename=part.name, content_type=part.content_type)

    def _add(
        self, name: str, content: bytes | Part, filename: str | None = None, content_type: str | None = None
    ) -> None:
        lines = f'--{self._boundary}\r\nContent-Disposition: form-data; name="{_in_quotes(name)}"'
        if filename is not None:
            lines += f'; filename="{_in_quotes(filename)}"\r\nContent-Type: {content_type}'
        self._pieces += [_encoded(name, f"{lines}\r\n\r\n"), content, b"\r\n"]


def _part(where: str, attachment: Any) -> Part:
    if isinstance(attachment, tuple):
        return _part_of_tuple(where, attachment)
    if isinstance(attachment, os.PathLike):
        return Part(where, os.path.basename(os.fsdecode(attachment)), attachment, None)
    if hasattr(attachment, "read"):
        name = getattr(attachment, "name", None)
        base = os.path.basename(os.fsdecode(name)) if isinstance(name, (str, bytes)) else ""
        return Part(where, base or "file", attachment, None)
    hint = "; for a file on disk pass pathlib.Path(...)" if isinstance(attachment, str) else ""
    raise TypeError(f"{where} is a {type(attachment).__name__}{hint}; {_HOW}")


def _part_of_tuple(where: str, attachment: tuple[Any, ...]) -> Part:
    if len(attachment) not in (2, 3):
        raise TypeError(f"{where} is a tuple of {len(attachment)}; {_HOW}")
    name, data = attachment[:2]
    content_type = attachment[2] if len(attachment) == 3 else None
    if not isinstance(name, str) or not isinstance(content_type, (str, type(None))):
        raise TypeError(f"{where}: a file's name and content type must be text")
    if not name or any(character in name for character in "\r\n\0"):
        raise ValueError(f"{where}: a file's name must be one line and not empty")
    if content_type is not None and (not is_header_value(content_type) or "/" not in content_type):
        raise ValueError(f"{where}: not a content type, such as image/png")
    if not (isinstance(data, (bytes, bytearray, memoryview, os.PathLike)) or hasattr(data, "read")):
        raise TypeError(f"{where}: the data of {name!r} is a {type(data).__name__}; {_HOW}")
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


def _in_quotes(text: str) -> str:
    """*text* as browsers write it into a part's header."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _encoded(where: str, text: str) -> bytes:
    try:
        return ensure_binary(text, "utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{where} has a lone surrogate, which UTF-8 can't carry") from None
