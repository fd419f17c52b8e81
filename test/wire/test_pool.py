"""The pool: who has a place, who waits for one and in which order, and which connections are kept."""

from __future__ import annotations

import gc
import os
import socket
import threading
import time
from collections.abc import Iterator
from typing import Callable

import pytest
from timing import SLACK

from chatwoot_client.wire.connection import Connection
from chatwoot_client.wire.failures import CROWDED, Failure
from chatwoot_client.wire.patience import Deadline
from chatwoot_client.wire.pool import Closed, Place, Pool


def soon() -> Deadline:
    return Deadline(20)


@pytest.fixture
def connected() -> Iterator[Callable[[], tuple[Connection, socket.socket]]]:
    """Makes connections, each with its other side."""
    others: list[socket.socket] = []

    def make() -> tuple[Connection, socket.socket]:
        ours, other = socket.socketpair()
        others.append(other)
        return Connection(ours), other

    yield make
    for other in others:
        other.close()


def is_closed(other: socket.socket) -> bool:
    """Whether the other side's connection was closed."""
    other.settimeout(0.0)
    try:
        return other.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True


# --- places ---


def test_there_are_as_many_places_as_were_asked_for_and_no_more() -> None:
    pool = Pool(3, 15)
    places = [pool.place(soon()) for _ in range(3)]
    began = time.monotonic()
    with pytest.raises(Failure) as raised:
        pool.place(Deadline(0.2))
    assert 0.15 < time.monotonic() - began < 2
    assert raised.value.kind == CROWDED
    assert raised.value.reason == "no free connection in time; all 3 are in use"
    places.pop().end()
    places.append(pool.place(Deadline(0.2)))
    with pytest.raises(Failure):
        pool.place(Deadline(0.1))


def test_a_place_that_is_lost_is_there_again() -> None:
    pool = Pool(1, 15)
    for _ in range(100):
        place: Place | list[object] = pool.place(Deadline(0.2))
        del place
    cycle: list[object] = [pool.place(Deadline(0.2))]
    cycle.append(cycle)
    del cycle
    gc.collect()
    pool.place(Deadline(0.2)).end()


def test_to_end_a_place_twice_is_to_end_it_once() -> None:
    pool = Pool(1, 15)
    place = pool.place(soon())
    place.end()
    place.end()
    other = pool.place(soon())
    place.end()
    with pytest.raises(Failure):
        pool.place(Deadline(0.1))
    other.end()


def test_who_gave_up_waiting_is_in_nobodys_way() -> None:
    pool = Pool(1, 15)
    place = pool.place(soon())
    for _ in range(3):
        with pytest.raises(Failure):
            pool.place(Deadline(0.05))
    place.end()
    pool.place(Deadline(0.2)).end()


def in_line(pool: Pool, count: int, act: Callable[[int], None]) -> list[threading.Thread]:
    """Threads that wait for a place one after another, and then do something in it."""
    threads = []
    for number in range(count):

        def wait(number: int = number) -> None:
            place = pool.place(Deadline(60))
            act(number)
            place.end()

        thread = threading.Thread(target=wait)
        thread.start()
        threads.append(thread)
        ends = time.monotonic() + 10
        while len(pool._line) < number + 2 and time.monotonic() < ends:
            time.sleep(0.001)
    return threads


@pytest.mark.parametrize("size", [1, 3])
def test_who_waits_is_served_in_turn_and_woken_at_once(size: int) -> None:
    pool = Pool(size, 15, look_again=30)
    held = [pool.place(soon()) for _ in range(size)]
    order: list[int] = []
    threads = in_line(pool, 20, order.append)
    began = time.monotonic()
    # One is enough: each of those who waited hands it on.
    held.pop().end()
    for thread in threads:
        thread.join()
    assert time.monotonic() - began < 10
    assert order == list(range(20))


def test_who_holds_a_place_is_rung_no_more() -> None:
    """An answer may be open for days, while others come and go."""
    pool = Pool(2, 15)
    held = [pool.place(soon()) for _ in range(2)]
    long: list[Place] = []
    thread = threading.Thread(target=lambda: long.append(pool.place(Deadline(20))))
    thread.start()
    time.sleep(0.1)
    held.pop().end()
    thread.join()
    for _ in range(100):
        held.pop().end()
        held.append(pool.place(soon()))
    assert long[0].bell is None


def test_no_more_have_a_place_at_a_time_than_there_are() -> None:
    pool = Pool(4, 15)
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(100):
            place = pool.place(Deadline(60))
            inside.append(1)
            most.append(len(inside))
            inside.pop()
            place.end()

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= max(most) <= 4
    assert not pool._line


def test_a_place_that_is_lost_is_found_by_who_waits() -> None:
    pool = Pool(1, 15)
    held = [pool.place(soon())]
    order: list[int] = []
    (thread,) = in_line(pool, 1, order.append)
    time.sleep(0.05)
    began = time.monotonic()
    held.clear()
    thread.join()
    assert time.monotonic() - began < SLACK
    assert order == [0]


def test_close_wakes_who_waits() -> None:
    pool = Pool(1, 15, look_again=30)
    place = pool.place(soon())
    told: list[float] = []

    def wait() -> None:
        with pytest.raises(Closed):
            pool.place(Deadline(60))
        told.append(time.monotonic())

    threads = [threading.Thread(target=wait) for _ in range(40)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    began = time.monotonic()
    pool.close()
    for thread in threads:
        thread.join()
    assert max(told) - began < 10
    place.end()
    # It's still a pool, for who came when it was one.
    pool.place(Deadline(0.2)).end()


# --- connections ---


def test_the_connection_that_was_used_last_comes_first(
    connected: Callable[..., tuple[Connection, socket.socket]],
) -> None:
    pool = Pool(3, 15)
    made = [pool.add(connected()[0]) for _ in range(3)]
    assert pool.kept() is None
    for connection in made:
        pool.place(soon()).end(connection)
    assert [pool.kept() for _ in range(4)] == [*reversed(made), None]


def test_what_had_begun_on_a_connection_is_over_when_it_is_kept(
    connected: Callable[..., tuple[Connection, socket.socket]],
) -> None:
    pool = Pool(1, 15)
    connection, _ = connected()
    connection.begun = True
    pool.place(soon()).end(connection)
    assert pool.kept() is connection
    assert not connection.begun


def test_a_connection_is_kept_until_it_has_been_idle_for_too_long(
    connected: Callable[..., tuple[Connection, socket.socket]],
) -> None:
    connection, other = connected()
    old = Pool(1, 1.0)
    old.keep(connection)
    assert old.kept() is connection
    old.keep(connection)
    time.sleep(1.2)
    assert old.kept() is None
    assert is_closed(other)


@pytest.mark.parametrize("news", [b"HTTP/1.1 408 Request Timeout\r\n\r\n", b""], ids=["something came", "it ended"])
def test_a_connection_on_which_something_came_is_not_used_and_the_next_one_is(
    news: bytes, connected: Callable[..., tuple[Connection, socket.socket]]
) -> None:
    pool = Pool(2, 15)
    good, _ = connected()
    bad, other = connected()
    pool.keep(good)
    pool.keep(bad)
    if news:
        other.sendall(news)
    else:
        other.shutdown(socket.SHUT_WR)
    assert pool.kept() is good
    assert is_closed(other)
    assert pool.kept() is None


def test_close_closes_what_is_kept_and_what_comes_back_later(
    connected: Callable[..., tuple[Connection, socket.socket]],
) -> None:
    pool = Pool(2, 15)
    kept, of_kept = connected()
    late, of_late = connected()
    place = pool.place(soon())
    pool.keep(kept)
    pool.close()
    assert is_closed(of_kept)
    assert not is_closed(of_late)
    place.end(late)
    assert is_closed(of_late)
    assert pool.kept() is None


def test_a_connection_that_is_lost_is_closed_without_a_word(
    connected: Callable[..., tuple[Connection, socket.socket]],
) -> None:
    pool = Pool(1, 15)
    connection, other = connected()
    pool.add(connection)
    assert not is_closed(other)
    del connection
    assert is_closed(other)
    assert not pool._open


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_child_lets_go_of_what_its_parent_has_open_and_of_nothing_else(
    connected: Callable[..., tuple[Connection, socket.socket]],
) -> None:
    pool = Pool(2, 15)
    kept, of_kept = connected()
    used, of_used = connected()
    pool.add(kept)
    pool.add(used)
    pool.keep(kept)
    pool.abandon()
    # Here it's the process itself that lets go, so that it shows on the other side.
    assert is_closed(of_kept)
    assert is_closed(of_used)
    # A second time, nothing is left to be closed, whoever has the descriptors' numbers now.
    reader, writer = os.pipe()
    pool.abandon()
    used.close()
    os.write(writer, b"x")
    assert os.read(reader, 1) == b"x"
    os.close(reader)
    os.close(writer)
