"""HTTP/1.1 read off memory: what is an answer, what is none, and that no flood goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatwoot_client.wire.failures import Failure
from chatwoot_client.wire.http1 import Cut, NoAnswer, NotHTTP, Parser

KILOBYTE = 1024


class Read(NamedTuple):
    """What came of some bytes."""

    status: int
    reason: str
    pairs: list[tuple[str, str]]
    body: bytes
    last: bool
    surplus: bool


def read(pieces: Iterator[bytes], method: str = "GET", most: int = 65536) -> Read:
    """Have a parser read *pieces*, after which the connection ends."""
    parser = Parser(method)
    while (head := parser.head()) is None:
        parser.receive(next(pieces, b""))
    body = b""
    while (piece := parser.read(most)) != b"":
        if piece is None:
            parser.receive(next(pieces, b""))
        else:
            assert len(piece) <= most
            body += piece
    assert parser.done
    return Read(head.status, head.reason, head.fields.pairs, body, parser.last, parser.has_surplus)


def at_once(data: bytes, method: str = "GET") -> Read:
    return read(iter([data]), method)


def by_bytes(data: bytes, method: str = "GET") -> Read:
    return read((data[at : at + 1] for at in range(len(data))), method, most=1)


OK = b"HTTP/1.1 200 OK\r\n"
ODD = {
    "bare": OK + b"Content-Length: 0\r\n\r\n",
    "length": OK + b"Content-Length: 5\r\n\r\nhello",
    "to the end": OK + b"\r\nhello",
    "chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;a=b\r\n!\r\n0\r\nX: y\r\n\r\n",
    "chunks in 1.0": b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "interim": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + b"Content-Length: 2\r\n\r\n[]",
    "folded": OK + b"X: a\r\n b\r\n\tc: d\r\nContent-Length: 2\r\n\r\n[]",
    "line feeds": b"HTTP/1.1 200 OK\nX:  y \nContent-Length: 2\n\n[]",
    "blanks": OK + b"X : y \t\r\nContent-Length:\t2 \r\n\r\n[]",
    "no field": OK + b"nonsense\r\n: x\r\nContent-Length: 2\r\n\r\n[]",
    "NULs": b"HTTP/1.1 200\0OK\r\nContent-Length:\x002\r\n\r\n[]",
    "surplus": OK + b"Content-Length: 2\r\n\r\n[]HTTP/1.1 200 OK\r\n",
}


@pytest.mark.parametrize("name", ODD)
def test_an_answer_is_the_same_however_it_comes(name: str) -> None:
    together, apart = at_once(ODD[name]), by_bytes(ODD[name])
    # Whether something follows it shows when it comes.
    assert together._replace(surplus=False) == apart._replace(surplus=False)
    assert together.body in (b"", b"hello", b"hello!", b"[]")
    assert together.surplus == (name == "surplus")


@given(st.lists(st.binary(max_size=40)), st.integers(1, 30), st.sampled_from(["length", "chunks", "end"]))
def test_a_body_is_read_as_it_was_sent(pieces: list[bytes], size: int, framing: str) -> None:
    body = b"".join(pieces)
    if framing == "chunks":
        sent = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces if piece) + b"0\r\n\r\n"
        sent = OK + b"Transfer-Encoding: chunked\r\n\r\n" + sent
    else:
        length = b"Content-Length: %d\r\n" % len(body) if framing == "length" else b""
        sent = OK + length + b"\r\n" + body
    assert read((sent[at : at + size] for at in range(0, len(sent), size)), most=size).body == body


def test_fields_are_found_by_name_in_any_case_and_repeated_ones_are_joined() -> None:
    parser = Parser("GET")
    parser.receive(OK + b"Set-Cookie: a\r\nset-cookie: b\r\nX-Request-Id:  17 \r\nEmpty:\r\nContent-Length: 0\r\n\r\n")
    head = parser.head()
    assert head is not None
    assert head.fields["set-cookie"] == "a, b"
    assert (head.fields["x-request-id"], head.fields["empty"]) == ("17", "")
    assert head.fields.pairs[:2] == [("Set-Cookie", "a"), ("set-cookie", "b")]


def test_a_folded_value_is_joined_by_a_blank_and_a_colon_in_it_makes_no_field() -> None:
    assert at_once(ODD["folded"]).pairs == [("X", "a b c: d"), ("Content-Length", "2")]


@pytest.mark.parametrize(
    ("method", "head"),
    [
        ("HEAD", OK + b"Content-Length: 5\r\n\r\n"),
        ("HEAD", OK + b"Transfer-Encoding: chunked\r\n\r\n"),
        ("GET", b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n"),
        ("GET", b"HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n"),
        ("GET", b"HTTP/1.1 101 Switching Protocols\r\n\r\n"),
        ("CONNECT", b"HTTP/1.1 200 Connection established\r\n\r\n"),
    ],
)
def test_an_answer_that_can_have_no_body_has_none(method: str, head: bytes) -> None:
    answered = at_once(head + b"hello", method)
    assert answered.body == b""
    assert answered.surplus


@pytest.mark.parametrize(
    ("head", "last"),
    [
        (OK + b"Content-Length: 2\r\n\r\n", False),
        (OK + b"Content-Length: 2\r\nConnection: keep-alive\r\n\r\n", False),
        (OK + b"Content-Length: 2\r\nConnection: Foo, Close\r\n\r\n", True),
        (OK + b"Content-Length: 2\r\nConnection: closed\r\n\r\n", False),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n", True),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: Keep-Alive\r\n\r\n", False),
        (OK + b"\r\n", True),
    ],
)
def test_whether_another_answer_may_follow(head: bytes, last: bool) -> None:
    assert at_once(head + b"[]").last is last


def test_a_length_beside_chunks_counts_for_nothing_and_nothing_follows() -> None:
    answered = at_once(OK + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n")
    assert (answered.body, answered.last) == (b"[]", True)


NONSENSE = {
    "another protocol": b"SSH-2.0-OpenSSH_9.6",
    "a blank first": b" HTTP/1.1 200 OK\r\n\r\n",
    "an empty line first": b"\r\n" + OK + b"\r\n",
    "a status of two digits": b"HTTP/1.1 20 OK\r\n\r\n",
    "a status of four digits": b"HTTP/1.1 2000 OK\r\n\r\n",
    "a status below 100": b"HTTP/1.1 099 OK\r\n\r\n",
    "no status": b"HTTP/1.1 \r\n\r\n",
    "a status line that's no HTTP before its head has come": b"HTTP/1.1 OK\r\n",
    "HTTP/2": b"HTTP/2.0 200 OK\r\n\r\n",
    "a head that begins with a blank": OK + b" X: y\r\n\r\n",
    "a carriage return by itself": OK + b"X: a\rContent-Length: 5\r\n\r\n",
    "two lengths": OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
    "a length with a sign": OK + b"Content-Length: +5\r\n\r\n",
    "a length of nothing": OK + b"Content-Length:\r\n\r\n",
    "a length in other digits": OK + "Content-Length: ²\r\n\r\n".encode("latin-1"),
    "a length with blanks": OK + b"Content-Length: 1 2\r\n\r\n",
    "a length of 19 digits": OK + b"Content-Length: 1000000000000000000\r\n\r\n",
    "a transfer coding": OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
    "chunked twice": OK + b"Transfer-Encoding: chunked, chunked\r\n\r\n",
    "nearly chunked": OK + b"Transfer-Encoding: xchunked\r\n\r\n",
}


@pytest.mark.parametrize("name", NONSENSE)
def test_what_is_no_head_is_refused_before_more_comes(name: str) -> None:
    parser = Parser("GET")
    parser.receive(NONSENSE[name])
    with pytest.raises(NotHTTP, match="isn't HTTP"):
        parser.head()


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
NO_CHUNKS = {
    "no size": b"\r\n",
    "words": b"zz\r\n",
    "a sign": b"+5\r\n",
    "a prefix": b"0x5\r\n",
    "an underscore": b"1_0\r\n",
    "17 digits": b"00000000000000005\r\n",
    "a line feed alone": b"5\nhello\r\n",
    "a line feed in an extension": b"5;a\nb\r\nhello\r\n",
    "a chunk longer than its size": b"1\r\n[]\r\n",
    "a chunk that ends in a line feed": b"2\r\n[]\n0\r\n\r\n",
    "a size without end": b"5;" + b"a" * 5000,
}


@pytest.mark.parametrize("name", NO_CHUNKS)
def test_what_are_no_chunks_is_refused_before_more_comes(name: str) -> None:
    parser = Parser("GET")
    parser.receive(CHUNKED + NO_CHUNKS[name])
    assert parser.head() is not None
    with pytest.raises(NotHTTP, match="isn't HTTP"):
        all(iter(lambda: parser.read(65536), None))


CUTS = {
    "a head": (OK + b"Content-Length: 2\r\n", Cut),
    "a status line": (b"HTTP/1.1 2", Cut),
    "a body": (OK + b"Content-Length: 5\r\n\r\nhell", Cut),
    "no body": (OK + b"Content-Length: 5\r\n\r\n", Cut),
    "a chunk": (CHUNKED + b"5\r\nhell", Cut),
    "the end of a chunk": (CHUNKED + b"5\r\nhello", Cut),
    "half the end of a chunk": (CHUNKED + b"5\r\nhello\r", Cut),
    "before the last chunk": (CHUNKED + b"5\r\nhello\r\n", Cut),
    "a chunk's size": (CHUNKED + b"5", Cut),
    "everything": (b"", NoAnswer),
    "all after interim answers": (b"HTTP/1.1 102 Processing\r\n\r\n", NoAnswer),
}


@pytest.mark.parametrize("name", CUTS)
def test_what_was_cut_is_no_answer(name: str) -> None:
    data, usual = CUTS[name]
    with pytest.raises(Failure) as raised:
        at_once(data)
    assert type(raised.value) is usual


def test_with_its_last_chunk_a_body_is_whole_even_if_the_connection_ends_there() -> None:
    assert at_once(CHUNKED + b"2\r\n[]\r\n0\r\n").body == b"[]"
    assert at_once(CHUNKED + b"2\r\n[]\r\n0\r\nX: y\r\n").body == b"[]"


# --- floods end ---


def fed_until_refused(beginning: bytes, piece: bytes) -> int:
    """How many bytes a parser takes of *beginning* and then *piece* again and again, before it refuses them."""
    parser, taken = Parser("GET"), len(beginning)
    parser.receive(beginning)
    while taken < 16_000_000:
        try:
            if parser.head() is not None:
                all(iter(lambda: parser.read(65536), None))
        except Failure:
            return taken
        parser.receive(piece)
        taken += len(piece)
    raise AssertionError("it's never refused")


FLOODS = {
    "header lines": (OK, b"X-Flood: y\r\n", 101 * 12),
    "folded lines": (OK + b"X: y\r\n", b" and\r\n", 101 * 6),
    "lines that are no field": (OK, b"flood\r\n", 101 * 7),
    "empty names": (OK, b":\r\n", 101 * 3),
    "a line without end": (OK + b"X: ", b"y" * 1000, 256 * KILOBYTE),
    "a status line without end": (b"HTTP/1.1 200 ", b"O" * 1000, 256 * KILOBYTE),
    "interim answers": (b"", b"HTTP/1.1 102 Processing\r\n\r\n", 101 * 27),
    "long interim answers": (b"", b"HTTP/1.1 103 Hints\r\nX: " + b"y" * 9000 + b"\r\n\r\n", 256 * KILOBYTE),
    "trailers": (CHUNKED + b"0\r\n", b"X: y\r\n", 101 * 6),
    "a trailer without end": (CHUNKED + b"0\r\nX: ", b"y" * 1000, 256 * KILOBYTE),
    "extensions": (CHUNKED, b"1;" + b"a" * 1000 + b"\r\n \r\n", 20 * KILOBYTE),
    "an extension without end": (CHUNKED + b"1;", b"a" * 1000, 5 * KILOBYTE),
    "zeros before a size": (CHUNKED, b"0" * 1000, 5 * KILOBYTE),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_refused_in_time(name: str) -> None:
    beginning, piece, most = FLOODS[name]
    assert fed_until_refused(beginning, piece) <= len(beginning) + most + 2 * len(piece) + 100


def test_as_much_as_may_be_is_taken() -> None:
    many = OK + b"X: y\r\n" * 99 + b"Content-Length: 2\r\n\r\n[]"
    assert len(at_once(many).pairs) == 100
    large = OK + b"X: " + b"y" * 250_000 + b"\r\nContent-Length: 2\r\n\r\n[]"
    assert at_once(large).body == b"[]"
    interim = b"HTTP/1.1 102 Processing\r\n\r\n" * 100 + OK + b"Content-Length: 2\r\n\r\n[]"
    assert at_once(interim).body == b"[]"
    small = CHUNKED + b"1\r\n \r\n" * 100_000 + b"0\r\n\r\n"
    assert len(at_once(small).body) == 100_000
    signed = CHUNKED + (b"1000;signature=" + b"a" * 80 + b"\r\n" + b" " * 4096 + b"\r\n") * 500 + b"0\r\n\r\n"
    assert len(at_once(signed).body) == 500 * 4096
