"""How long an exchange may take: to connect, for each step, and as a whole."""

from __future__ import annotations

from chatwoot_client.wire.clock import now
from chatwoot_client.wire.failures import TIMEOUT, Failure

__all__ = ["Deadline", "Patience"]


class Deadline:
    """A moment, and the time that's left until then."""

    __slots__ = ("_ends",)

    def __init__(self, seconds: float) -> None:
        self._ends = now() + seconds

    def left(self) -> float:
        """Seconds until then.

        Raises:
            Failure: there are none.
        """
        left = self._ends - now()
        if left <= 0:
            raise Failure(TIMEOUT)
        return left


class Patience:
    """How long an attempt may take: seconds to connect, seconds for each read or write, and the moment it ends."""

    __slots__ = ("connect", "ends", "step")

    def __init__(self, connect: float, step: float, ends: float | None) -> None:
        self.connect: float = connect
        self.step: float = step
        #: By the clock of this package.
        self.ends: float | None = ends

    def for_step(self) -> float:
        """Seconds that the next read or write may take.

        Raises:
            Failure: there are none left.
        """
        return self._at_most(self.step)

    def to_connect(self) -> Deadline:
        """The moment by which there has to be a connection, counted from now on."""
        return Deadline(self._at_most(self.connect))

    def _at_most(self, seconds: float) -> float:
        if self.ends is None:
            return seconds
        left = self.ends - now()
        if left <= 0:
            raise Failure(TIMEOUT)
        return left if left < seconds else seconds
