"""What may be uploaded: a path, an open file, a name with data, or what a web framework received."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from typing import Any

from chatwoot_client.calls.content_types import content_type_of
from chatwoot_client.calls.sources import Memory, OnDisk, Opened, Source
from chatwoot_client.checks import is_header_value
from chatwoot_client.models.base.attachment import Attachment

__all__ = ["HOW", "Attachment", "Part", "part_of"]


HOW = (
    "an attachment is a pathlib.Path, a file opened in binary mode, what a web framework received as an upload, "
    "or (name, data[, content_type]) with bytes or such a file"
)


class Part:
    """One file on its way: its name, its type, and where its bytes come from."""

    __slots__ = ("content_type", "name", "source")

    def __init__(self, name: str, content_type: str | None, source: Source) -> None:
        self.name: str = name
        self.content_type: str = content_type or content_type_of(name)
        self.source: Source = source

    @property
    def size(self) -> int | None:
        return self.source.size

    @property
    def repeatable(self) -> bool:
        return self.source.repeatable

    @property
    def stream(self) -> object:
        """What can be read once only, if that's where the bytes come from."""
        return self.source.file if isinstance(self.source, Opened) and not self.repeatable else None

    def chunks(self) -> Iterator[bytes | bytearray | memoryview]:
        """The bytes from the beginning; see the sources for what they raise."""
        return self.source.chunks()


def part_of(where: str, attachment: Any) -> Part:
    """An attachment as a part of a form; *where* is what to call it.

    Raises:
        TypeError: it's something else; text too, since a body may come from elsewhere.
        ValueError: it can't be read, or its name or type can't stand in a header.
    """
    if isinstance(attachment, tuple):
        return _part_of_tuple(where, attachment)
    if isinstance(attachment, os.PathLike):
        return Part(os.path.basename(os.fsdecode(attachment)), None, OnDisk(where, attachment))
    file = _file_in(attachment)
    if file is None:
        hint = "; for a file on disk pass pathlib.Path(...)" if isinstance(attachment, str) else ""
        raise TypeError(f"{where} is a {type(attachment).__name__}{hint}; {HOW}")
    source = Opened(where, file)
    name = _name_of(attachment)
    if not name and source.size == 0 and _is_received(attachment):
        raise ValueError(f"{where} is an upload without a file: nobody chose one in the form")
    return Part(name or "file", _type_in(attachment), source)


def _part_of_tuple(where: str, attachment: tuple[Any, ...]) -> Part:
    if len(attachment) not in (2, 3):
        raise TypeError(f"{where} is a tuple of {len(attachment)}; {HOW}")
    name, data = attachment[:2]
    content_type = attachment[2] if len(attachment) == 3 else None
    if not isinstance(name, str) or not isinstance(content_type, (str, type(None))):
        raise TypeError(f"{where}: a file's name and content type must be text")
    if not name or any(character in name for character in "\r\n\0"):
        raise ValueError(f"{where}: a file's name must be one line and not empty")
    if content_type is not None and not _is_type(content_type):
        raise ValueError(f"{where}: not a content type, such as image/png")
    if isinstance(data, (bytes, bytearray, memoryview)):
        return Part(name, content_type, Memory(data))
    if isinstance(data, os.PathLike):
        return Part(name, content_type, OnDisk(where, data))
    file = _file_in(data)
    if file is None:
        raise TypeError(f"{where}: the data of {name!r} is a {type(data).__name__}; {HOW}")
    return Part(name, content_type or _type_in(data), Opened(where, file))


def _file_in(given: Any) -> Any:
    """The open file that something is or has, None where there is none.

    What Flask received has it as ``stream``, what Starlette did as ``file``, beside an asynchronous ``read``.
    """
    if _is_received(given):
        for attribute in ("stream", "file"):
            if hasattr(getattr(given, attribute, None), "read"):
                return getattr(given, attribute)
    return given if hasattr(given, "read") else None


def _is_received(file: Any) -> bool:
    """Whether it has a browser's name for it beside its own; so has Python's own compressed file, which is a file."""
    return not isinstance(file, io.IOBase) and hasattr(file, "filename")


def _name_of(file: Any) -> str:
    """The last part of what an open file is called; a browser may have called it by its own system's path."""
    if _is_received(file):
        return re.split(r"[\\/]", str(file.filename or "").replace("\0", ""))[-1]
    name = getattr(file, "name", None)
    return os.path.basename(os.fsdecode(name)) if isinstance(name, (str, bytes)) else ""


def _type_in(upload: Any) -> str | None:
    """The content type that came with an upload, if it came with one."""
    content_type = getattr(upload, "content_type", None)
    return content_type if isinstance(content_type, str) and _is_type(content_type) else None


def _is_type(text: str) -> bool:
    return is_header_value(text) and "/" in text
