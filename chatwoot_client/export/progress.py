"""How far an export has come, for people: a bar in a terminal, else a line now and then."""

from __future__ import annotations

import importlib
import time
from typing import IO, Any, Callable, Optional

__all__ = ["Progress", "progress_on", "silent"]

Progress = Callable[[str, int, Optional[int]], Any]

#: Seconds between two lines.
_PAUSE = 10.0


def silent(what: str, done: int, total: int | None) -> None:
    """Tells nobody."""


def progress_on(stream: IO[str]) -> Bar | Lines:
    """A bar where *stream* is a terminal and tqdm is installed (extra ``export``), lines otherwise."""
    if stream.isatty():
        try:
            tqdm = importlib.import_module("tqdm").tqdm
        except ImportError:
            return Lines(stream)
        return Bar(lambda what, total: tqdm(total=total, desc=what, file=stream))
    return Lines(stream)


class Bar:
    """A bar for each kind of record.

    Parameters:
        make: gives tqdm's for a kind and its number.
    """

    def __init__(self, make: Callable[[str, int | None], Any]) -> None:
        self._make = make
        self._what = ""
        self._bar: Any = None

    def __call__(self, what: str, done: int, total: int | None) -> None:
        if what != self._what:
            self.close()
            self._what, self._bar = what, self._make(what, total)
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class Lines:
    """A line when a kind of records begins and ends, and every ten seconds in between."""

    def __init__(self, stream: IO[str], clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._what = ""
        self._told = 0.0

    def __call__(self, what: str, done: int, total: int | None) -> None:
        moment = self._clock()
        if what == self._what and done != total and moment - self._told < _PAUSE:
            return
        self._what, self._told = what, moment
        print(f"{what}: {done}" + ("" if total is None else f" of {total}"), file=self._stream, flush=True)

    def close(self) -> None:
        """Nothing is left open."""
