"""A body without its content coding, within limits."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest

from chatwoot_client.wire.content import decoded, whole
from chatwoot_client.wire.failures import CONTENT, TOO_LARGE, Failure

BODY = b"[" + b" " * 10_000 + b"]"


def read(data: bytes, encoding: str, limit: int = 100_000) -> bytes:
    return whole(decoded(io.BytesIO(data).read, encoding), limit)


RAW = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (BODY, "identity"),
        (BODY, ""),
        (gzip.compress(BODY), "gzip"),
        (gzip.compress(BODY), "X-GZip"),
        (zlib.compress(BODY), "deflate"),
        (RAW.compress(BODY) + RAW.flush(), "deflate"),
        (gzip.compress(zlib.compress(BODY)), "deflate, gzip"),
        (gzip.compress(BODY[:50]) + gzip.compress(BODY[50:]), "gzip"),
    ],
)
def test_a_coding_that_is_known_is_undone(data: bytes, encoding: str) -> None:
    assert read(data, encoding) == BODY


@pytest.mark.parametrize("name", ["br", "zstd", "compress"])
def test_a_coding_that_is_not_known_is_named(name: str) -> None:
    for encoding in (name, f"gzip, {name}", name.upper()):
        with pytest.raises(Failure) as raised:
            read(BODY, encoding)
        assert raised.value.kind == CONTENT
        assert raised.value.reason == f"the answer's Content-Encoding is unknown to this client ({name})"


def test_what_is_no_name_of_a_coding_is_not_repeated() -> None:
    with pytest.raises(Failure) as raised:
        read(BODY, "Bearer secret-token; x")
    assert "secret" not in raised.value.reason


@pytest.mark.parametrize("cut", [1, 4, 9])
def test_what_was_cut_is_refused(cut: int) -> None:
    with pytest.raises(Failure, match="cut or corrupt"):
        read(gzip.compress(BODY)[:-cut], "gzip")


def test_a_limit_counts_what_comes_of_it() -> None:
    assert len(read(gzip.compress(b" " * 100_000), "gzip")) == 100_000
    for data, encoding in ((gzip.compress(b" " * 100_001), "gzip"), (b" " * 100_001, "")):
        with pytest.raises(Failure) as raised:
            read(data, encoding)
        assert raised.value.kind == TOO_LARGE
        assert "100000 bytes" in raised.value.reason


class Flood:
    """The same bytes again and again."""

    def __init__(self, piece: bytes, first: bytes = b"") -> None:
        self._piece, self._first = piece, first
        self.given = 0

    def read(self, size: int) -> bytes:
        piece, self._first = self._first or self._piece, b""
        self.given += len(piece)
        return piece


EMPTY = zlib.compressobj(wbits=-15).flush(zlib.Z_FULL_FLUSH)


@pytest.mark.parametrize(
    "flood",
    [
        Flood(gzip.compress(b"") * 1000),
        Flood(b"\x00\x00\x00\xff\xff" * 1000, first=b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"),
        Flood(b"n" * 1000, first=b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03"),
        Flood(gzip.compress(b" ") * 1000),
    ],
    ids=["empty members", "empty blocks", "a name without end", "members of a byte"],
)
def test_a_flood_with_next_to_nothing_in_it_ends(flood: Flood) -> None:
    with pytest.raises(Failure, match="next to nothing"):
        whole(decoded(flood.read, "gzip"), 10**9)
    assert flood.given < 3_000_000


def test_what_can_not_be_compressed_may_be_as_long_as_it_likes() -> None:
    import os

    data = os.urandom(20_000_000)
    stored = gzip.compress(data, 0)
    assert len(stored) > len(data)
    assert read(stored, "gzip", 20_000_000) == data
