"""What a file is: found out from its first bytes, then from what its sender and its name say."""

from __future__ import annotations

import mimetypes
import re
import struct

UNKNOWN = "application/octet-stream"
# An instance of its own knows the same types on every system.
_BY_NAME = mimetypes.MimeTypes()
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"BM", "image/bmp"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"MZ", "application/x-dosexec"),
)
_IN_RIFF = {b"WAVE": "audio/x-wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}
_MEDIA_TYPE = re.compile(r"\s*([-\w.+]+/[-\w.+]+)\s*(?:;.*)?")
_IMAGES = ("image/jpeg", "image/png", "image/gif", "image/tiff", "image/bmp")


def content_type_of(data: bytes, declared: str, filename: str) -> str:
    """The content type that Chatwoot records for a file; it may differ from the declared one."""
    return _of_data(data) or _of_declaration(declared) or type_by_name(filename)


def type_by_name(filename: str) -> str:
    """The content type that a file's name suggests."""
    return _BY_NAME.guess_type(filename, strict=False)[0] or UNKNOWN


def _of_data(data: bytes) -> str | None:
    if data[:4] == b"RIFF":
        return _IN_RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":
        return "video/mp4"
    return next((content_type for beginning, content_type in _BEGINNINGS if data.startswith(beginning)), None)


def _of_declaration(declared: str) -> str | None:
    match = _MEDIA_TYPE.fullmatch(declared)
    return match.group(1).lower() if match and match.group(1) != UNKNOWN else None


def file_type_of(declared: str) -> str:
    """The kind of an attachment, which goes by the declared content type alone."""
    if declared in _IMAGES:
        return "image"
    return next((kind for kind in ("video", "audio") if f"{kind}/" in declared), "file")


def picture_size(data: bytes) -> tuple[int | None, int | None]:
    """Width and height in pixels of a PNG or GIF; of anything else nothing is known."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    return None, None
