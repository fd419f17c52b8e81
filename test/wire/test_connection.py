"""A connection: what has begun, and what an error of its socket means."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from chatwoot_client.wire.connection import Connection
from chatwoot_client.wire.failures import LOST, TIMEOUT, UNTRUSTED, Failure
from chatwoot_client.wire.patience import Deadline

DATA = memoryview(b"x" * 100_000)


def five() -> float:
    """Seconds that are left, each time."""
    return 5.0


def pair() -> tuple[socket.socket, socket.socket]:
    """Both ends of a connection over TCP."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ours = socket.create_connection(listener.getsockname())
        other, _ = listener.accept()
    return ours, other


def reset(other: socket.socket) -> None:
    other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    other.close()


@pytest.fixture
def plain() -> Iterator[tuple[Connection, socket.socket]]:
    ours, other = pair()
    connection = Connection(ours)
    yield connection, other
    connection.close()
    other.close()


@pytest.fixture
def secure(authority: trustme.CA, roots: Path) -> Iterator[tuple[Connection, ssl.SSLSocket]]:
    ours, other = pair()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    wrapped: list[ssl.SSLSocket] = []
    thread = threading.Thread(target=lambda: wrapped.append(context.wrap_socket(other, server_side=True)))
    thread.start()
    connection = Connection(ours)
    connection.secure(ssl.create_default_context(cafile=str(roots)), "localhost", None, 10)
    thread.join()
    yield connection, wrapped[0]
    connection.close()
    wrapped[0].close()


def failure_of(act: Any, *arguments: Any) -> Failure:
    with pytest.raises(Failure) as raised:
        act(*arguments)
    return raised.value


def fails_sooner_or_later(connection: Connection, how: str = "send_now", seconds: float = 5.0) -> Failure:
    for _ in range(10_000):
        try:
            getattr(connection, how)(DATA, lambda: seconds)
        except Failure as failure:
            return failure
    raise AssertionError("it never failed")


# --- begun ---


def test_what_was_sent_has_begun(plain: Any, secure: Any) -> None:
    for connection, _ in (plain, secure):
        assert not connection.begun
        assert connection.send(DATA, five) > 0
        assert connection.begun


def test_what_the_system_did_not_take_has_not_begun(plain: Any) -> None:
    connection, other = plain
    reset(other)
    assert failure_of(connection.send, DATA, five).kind == LOST
    assert not connection.begun


def test_what_tls_may_have_sent_has_begun(secure: Any) -> None:
    connection, other = secure
    reset(other)
    assert fails_sooner_or_later(connection, "send").kind == LOST
    assert connection.begun


def test_what_fails_later_has_begun_all_the_same(plain: Any) -> None:
    connection, other = plain
    connection.send(DATA, five)
    reset(other)
    assert fails_sooner_or_later(connection, "send").kind == LOST
    assert connection.begun


def test_what_is_sent_without_waiting_has_begun(plain: Any, secure: Any) -> None:
    for connection, other in (plain, secure):
        while connection.send_now(DATA, five):
            pass
        assert connection.begun
        reset(other)
        assert fails_sooner_or_later(connection).kind == LOST
        assert connection.begun


def test_a_piece_has_at_most_64_kb(plain: Any, secure: Any) -> None:
    for connection, _ in (plain, secure):
        assert 0 < connection.send(DATA, five) <= 64 * 1024
        assert 0 < connection.send_now(DATA, five) <= 64 * 1024


# --- what comes ---


def test_what_comes_is_received_and_then_the_end(plain: Any, secure: Any) -> None:
    for connection, other in (plain, secure):
        assert connection.receive_now(100) is None
        assert not connection.has_news()
        other.sendall(b"hello")
        assert connection.receive(100, five) == b"hello"
        other.sendall(b"hello")
        assert connection.receive(2, five) == b"he"
        assert connection.has_news()
        assert connection.receive_now(100) == b"llo"
        other.close()
        assert connection.receive(100, five) == b""
        assert connection.receive_now(100) == b""
        assert connection.has_news()


def test_what_tls_has_decrypted_and_nobody_received_is_held_by_it(secure: Any, plain: Any) -> None:
    connection, other = secure
    assert not connection.holds_more()
    other.sendall(b"hello")
    assert connection.receive(2, five) == b"he"
    assert connection.holds_more()
    assert connection.receive(100, five) == b"llo"
    assert not connection.holds_more()
    connection, other = plain
    other.sendall(b"hello")
    assert connection.receive(2, five) == b"he"
    assert not connection.holds_more()


def test_what_does_not_come_in_time_is_a_time_out(plain: Any, secure: Any) -> None:
    for connection, _ in (plain, secure):
        assert failure_of(connection.receive, 100, lambda: 0.05).kind == TIMEOUT


def test_what_can_not_be_sent_in_time_is_a_time_out(plain: Any, secure: Any) -> None:
    for connection, _ in (plain, secure):
        # The systems on the way hold some of it first, and may find room for more.
        assert fails_sooner_or_later(connection, "send", 0.2).kind == TIMEOUT


def test_news_end_a_wait_that_is_for_them_too(plain: Any) -> None:
    connection, other = plain
    assert fails_sooner_or_later(connection, "send", 0.2).kind == TIMEOUT
    assert failure_of(connection.wait, 0.05, True).kind == TIMEOUT
    other.sendall(b"hello")
    connection.wait(5, True)
    assert failure_of(connection.wait, 0.05, False).kind == TIMEOUT


def test_what_tls_needs_as_a_whole_may_come_in_parts_each_in_its_time(authority: trustme.CA, roots: Path) -> None:
    """A record of 16 kB through a slow line is steady progress; a step is the silence between two pieces of it."""
    ours, other = pair()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(incoming, outgoing, server_side=True)

    def serve() -> None:
        while True:
            try:
                tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                other.sendall(outgoing.read())
                incoming.write(other.recv(65536))
        tls.write(b"x" * 16_000)
        record = outgoing.read()
        for start in range(0, len(record), 1000):
            other.sendall(record[start : start + 1000])
            time.sleep(0.05)

    thread = threading.Thread(target=serve)
    thread.start()
    connection = Connection(ours)
    connection.secure(ssl.create_default_context(cafile=str(roots)), "localhost", None, 10)
    began = time.monotonic()
    assert connection.receive(65536, lambda: 0.5) == b"x" * 16_000
    assert time.monotonic() - began > 0.6
    thread.join()
    deadline = Deadline(0.3)
    assert failure_of(connection.receive, 100, deadline.left).kind == TIMEOUT
    connection.close()
    other.close()


def test_a_reset_is_told(plain: Any) -> None:
    connection, other = plain
    reset(other)
    failure = failure_of(connection.receive, 100, five)
    assert (failure.kind, failure.reason) == (LOST, "Connection reset by peer")


def test_a_certificate_that_is_refused_is_told(authority: trustme.CA) -> None:
    ours, other = pair()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    def serve() -> None:
        with pytest.raises(OSError, match="unknown"):
            context.wrap_socket(other, server_side=True)

    thread = threading.Thread(target=serve)
    thread.start()
    connection = Connection(ours)
    failure = failure_of(connection.secure, ssl.create_default_context(), "localhost", None, 10)
    thread.join()
    assert failure.kind == UNTRUSTED
    assert not failure.begun
    connection.close()
    other.close()
