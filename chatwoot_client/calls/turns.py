"""One call at a time reads an open file, and one in all a stream that nothing brings back to its beginning."""

from __future__ import annotations

import contextlib
import os
import threading
import weakref
from typing import Any

__all__ = ["FileTaken", "Turn", "remember_begun", "was_begun"]

#: The streams that calls have begun to read.
_begun: weakref.WeakSet[Any] = weakref.WeakSet()


class FileTaken(Exception):
    """Another call is reading the file."""


class Turn:
    """The right to read an open file, which one call has at a time.

    It's no lock: nobody waits for it, and one that was left behind, by an interrupted call or in a forked child, is
    as good as none. Should two calls ever take one at once, both notice that they read the same file.

    Raises:
        FileTaken: another call has it.
    """

    __slots__ = ("__weakref__", "_file", "_process", "_self", "_thread")

    _taken: dict[int, weakref.ref[Turn]] = {}  # noqa: RUF012 - one for all

    def __init__(self, file: Any) -> None:
        self._file = id(file)
        self._process = os.getpid()
        self._thread = threading.get_ident()
        self._self = weakref.ref(self)
        if self._taken.setdefault(self._file, self._self) is not self._self:
            if self.of_another(file):
                raise FileTaken
            self._taken[self._file] = self._self

    @classmethod
    def of_another(cls, file: Any) -> bool:
        """Whether a call in another thread reads *file* now."""
        known = cls._taken.get(id(file))
        turn = None if known is None else known()
        return turn is not None and turn._process == os.getpid() and turn._thread != threading.get_ident()

    def lasts(self) -> bool:
        return self._taken.get(self._file) is self._self

    def end(self) -> None:
        if self.lasts():
            self._taken.pop(self._file, None)


def remember_begun(stream: Any) -> None:
    """A call begins to read *stream*."""
    # Some objects can't be remembered without being kept.
    with contextlib.suppress(TypeError):
        _begun.add(stream)


def was_begun(stream: Any) -> bool:
    """Whether a call has begun to read *stream*."""
    try:
        return stream in _begun
    except TypeError:
        return False
