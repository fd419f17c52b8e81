"""Threads that want the same thing come one after the other, and none is kept waiting by one that has gone."""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import Any, Callable

import pytest
from racing import at_once
from timing import SLACK, wait_until

from chatwoot_client import ApiClient
from chatwoot_client.certain import turns
from chatwoot_client.certain.budget import Budget


@pytest.fixture
def budget(client_for: Callable[..., ApiClient]) -> Budget:
    return Budget(client_for("http://unreachable.invalid"), {})


def test_those_with_the_same_key_come_one_after_the_other_and_others_do_not_wait(budget: Budget) -> None:
    inside, most = [0], [0]

    def take() -> None:
        with turns.in_turn(budget, "a"):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.005)
            inside[0] -= 1

    assert at_once(*[take] * 10) == [None] * 10
    assert most == [1]
    with turns.in_turn(budget, "a"):
        began = time.monotonic()
        with turns.in_turn(budget, "b"):
            pass
        assert time.monotonic() - began < SLACK


def test_who_raises_leaves_the_turn_to_the_next(budget: Budget) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns.in_turn(budget, "a"):
            raise ZeroDivisionError


def test_who_has_no_more_time_goes_on_without(client_for: Callable[..., ApiClient], budget: Budget) -> None:
    with turns.in_turn(budget, "a"):
        began = time.monotonic()
        with turns.in_turn(Budget(client_for("http://unreachable.invalid"), {"_deadline": 0.1}), "a"):
            pass
        assert time.monotonic() - began < 0.1 + SLACK


def test_a_thread_that_is_interrupted_at_any_line_keeps_nobody_waiting(budget: Budget) -> None:
    class Interrupted(BaseException):
        pass

    def take(line: int) -> bool:
        """Whether the turn was taken and left without the interruption that comes at the *line*."""
        left = [line]

        def trace(frame: Any, event: str, argument: Any) -> Any:
            if frame.f_code.co_filename != turns.__file__:
                return None
            if event == "line":
                left[0] -= 1
                if not left[0]:
                    raise Interrupted
            return trace

        sys.settrace(trace)
        try:
            with turns.in_turn(budget, "a"):
                pass
        except Interrupted:
            return False
        finally:
            sys.settrace(None)
        return True

    interrupted = 0
    while not take(interrupted + 1):
        interrupted += 1
        began = time.monotonic()
        with turns.in_turn(budget, "a"):
            assert time.monotonic() - began < SLACK
    assert interrupted > 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_child_waits_for_no_thread_that_stayed_behind(budget: Budget) -> None:
    leave, taken = threading.Event(), threading.Event()

    def hold() -> None:
        with turns.in_turn(budget, "a"):
            taken.set()
            leave.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    wait_until(taken.is_set)
    child = os.fork()
    if not child:
        began = time.monotonic()
        with turns.in_turn(budget, "a"):
            os._exit(0 if time.monotonic() - began < SLACK else 1)
    _, status = os.waitpid(child, 0)
    leave.set()
    thread.join()
    assert status == 0
