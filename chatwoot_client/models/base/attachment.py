"""What a field for a file may hold."""

from __future__ import annotations

import os
from typing import IO, Any, Protocol, Union

__all__ = ["Attachment"]


class _StreamedUpload(Protocol):
    """An upload of werkzeug or Flask."""

    @property
    def filename(self) -> str | None: ...

    @property
    def stream(self) -> Any: ...


class _FiledUpload(Protocol):
    """An upload of Starlette or FastAPI, Bottle, aiohttp …"""

    @property
    def filename(self) -> str | None: ...

    @property
    def file(self) -> Any: ...


class _NamedUpload(Protocol):
    """An upload of Django, or any other open file that knows its name and type."""

    @property
    def name(self) -> str | None: ...

    @property
    def content_type(self) -> str | None: ...

    def read(self, size: int = ..., /) -> bytes: ...


Upload = Union[_StreamedUpload, _FiledUpload, _NamedUpload]
Data = Union[bytes, bytearray, memoryview, IO[bytes], "os.PathLike[str]", Upload]
#: A path, an open binary file, ``(name, data[, content_type])``, or what a web framework received. Text is no path.
Attachment = Union["os.PathLike[str]", IO[bytes], tuple[str, Data], tuple[str, Data, str], Upload]
