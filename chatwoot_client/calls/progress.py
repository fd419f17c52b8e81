"""Who transfers a file is told how far it has come; what they raise of it isn't taken for a failure of the call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Callable, Optional

__all__ = ["Progress", "Stopped", "tell", "told", "unwrapped"]

#: Takes the bytes that were transferred, and how many there are in all, None where nobody knows.
Progress = Callable[[int, Optional[int]], Any]


class Stopped(BaseException):
    """Carries what a program's own function raised past those who handle the errors of a call."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error: BaseException = error


def tell(progress: Progress, done: int, total: int | None) -> None:
    """Call *progress*.

    Raises:
        Stopped: it raised something.
    """
    try:
        progress(done, total)
    except BaseException as error:
        raise Stopped(error) from None


def told(
    pieces: Iterable[bytes | bytearray | memoryview], total: int | None, progress: Progress
) -> Iterator[bytes | bytearray | memoryview]:
    """*pieces*, while *progress* hears of each as soon as the next one is asked for."""
    sent = 0
    for piece in pieces:
        yield piece
        sent += len(piece)
        tell(progress, sent, total)


def unwrapped(perform: Callable[[], Any]) -> Any:
    """What *perform* gives, or what a program's own function raised in it, as it was raised."""
    try:
        return perform()
    except Stopped as stopped:
        raised = stopped.error
    try:
        raise raised
    finally:
        # Its traceback holds this frame.
        del raised
