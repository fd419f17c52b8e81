"""A form with files, as multipart/form-data."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from six import ensure_binary

from chatwoot_client.calls.attachments import HOW, Part, part_of
from chatwoot_client.exceptions import ApiConnectionException
from chatwoot_client.models.base import NULL, json_default, to_json

if TYPE_CHECKING:
    from chatwoot_client.calls.progress import Progress

__all__ = ["MAX_FILES", "FileBody", "Multipart"]

#: One more in a message, and a real server answers a bare 500.
MAX_FILES = 127


class FileBody:
    """A request body that is streamed: its content type, its length in bytes (None: chunked), and its chunks."""

    __slots__ = ("_pieces", "content_type", "length", "progress", "repeatable")

    def __init__(self, pieces: list[bytes | Part], content_type: str) -> None:
        self._pieces = pieces
        self.content_type: str = content_type
        sizes = [len(piece) if isinstance(piece, bytes) else piece.size for piece in pieces]
        self.length: int | None = None if None in sizes else sum(size for size in sizes if size is not None)
        self.progress: Progress | None = None
        self.repeatable: bool = all(piece.repeatable for piece in pieces if isinstance(piece, Part))

    def chunks(self) -> Iterator[bytes | bytearray | memoryview]:
        """The body in pieces.

        Raises:
            ApiConnectionException: a file isn't what it was; another attempt wouldn't find it as it was either.
            Exception: whatever an open file raises when it's read.
        """
        if self.progress is None:
            return self._chunks()
        from chatwoot_client.calls.progress import told

        return told(self._chunks(), self.length, self.progress)

    def _chunks(self) -> Iterator[bytes | bytearray | memoryview]:
        try:
            for piece in self._pieces:
                if isinstance(piece, bytes):
                    yield piece
                else:
                    yield from piece.chunks()
        except ApiConnectionException:
            self.repeatable = False
            raise

    def give_back(self) -> None:
        """Put the open files where they stood, so that what was given can be given again; the call has failed."""
        for piece in self._pieces:
            if isinstance(piece, Part):
                piece.source.give_back()


class Multipart:
    """A form in the making: fields, then files, in the order in which they were added."""

    def __init__(self) -> None:
        self._boundary = os.urandom(16).hex()
        self._pieces: list[bytes | Part] = []
        self._streams: list[object] = []

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
            raise TypeError(f"{name} must be a list; {HOW}")
        if len(attachments) > MAX_FILES:
            raise ValueError(f"{name}: {len(attachments)} files; a Chatwoot server takes {MAX_FILES} in one message")
        for position, attachment in enumerate(attachments):
            if signed_ids and isinstance(attachment, str):
                self.add_field(f"{name}[]", attachment)
            else:
                self._add_part(f"{name}[]", part_of(f"{name}[{position}]", attachment))

    def add_file(self, name: str, attachment: Any) -> None:
        """Add one file under *name* itself; it may be what one of :meth:`add_files` may be."""
        self._add_part(name, part_of(name, attachment))

    def body(self) -> FileBody:
        closing = f"--{self._boundary}--\r\n".encode("ascii")
        return FileBody([*self._pieces, closing], f"multipart/form-data; boundary={self._boundary}")

    def _add_part(self, name: str, part: Part) -> None:
        if part.stream is not None and any(part.stream is other for other in self._streams):
            raise ValueError(f"{name}: a stream that can be read once is attached twice")
        self._streams.append(part.stream)
        self._add(name, part, filename=part.name, content_type=part.content_type)

    def _add(
        self, name: str, content: bytes | Part, filename: str | None = None, content_type: str | None = None
    ) -> None:
        lines = f'--{self._boundary}\r\nContent-Disposition: form-data; name="{_in_quotes(name)}"'
        if filename is not None:
            lines += f'; filename="{_in_quotes(filename)}"\r\nContent-Type: {content_type}'
        self._pieces += [_encoded(name, f"{lines}\r\n\r\n"), content, b"\r\n"]


def _in_quotes(text: str) -> str:
    """*text* as browsers write it into a part's header."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _encoded(where: str, text: str) -> bytes:
    try:
        return ensure_binary(text, "utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{where} has a lone surrogate, which UTF-8 can't carry") from None
