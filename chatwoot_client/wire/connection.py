"""One connection to a server: bytes go out and come in, each piece within its time."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.wire.failures import TIMEOUT, Failure, failure_of, failure_to_secure, is_from_outside
from chatwoot_client.wire.transport import Watch, descriptor_of, is_layered, is_pending, secured

if TYPE_CHECKING:
    import socket

__all__ = ["Connection"]

#: How many seconds the next step may take; asked for anew at each one.
Seconds = Callable[[], float]

#: The most that goes out at once, each piece in the time of a step; less over TLS, which tells of whole records only.
_PIECE = 64 * 1024
_PIECE_OF_TLS = 16 * 1024

_NOT_NOW = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class Connection:
    """A connected socket, with TLS on it or without. Whoever loses it has closed it."""

    __slots__ = (
        "__weakref__", "_is_layered", "_is_plain", "_piece", "_sock", "_timeout", "_watch", "begun", "good_until",
    )  # fmt: skip

    def __init__(self, sock: socket.socket) -> None:
        self._sock: Any = sock
        self._watch = Watch(sock.fileno())
        self._timeout: float | None = None
        self._is_plain = True
        self._is_layered = False
        self._piece = _PIECE
        #: Whether the server may have seen something of the request that is under way.
        self.begun: bool = False
        #: When it will have been idle for too long.
        self.good_until: float = 0.0

    @property
    def socket(self) -> Any:
        """What is below, for another protocol than HTTP; it stays this connection's to close."""
        return self._sock

    @property
    def is_new(self) -> bool:
        """Whether no exchange has ended on it yet."""
        return not self.good_until

    def secure(self, context: ssl.SSLContext, host: str, expected: str | bool | None, seconds: float) -> None:
        """Put TLS on the connection; see :func:`~chatwoot_client.wire.transport.secured`.

        Raises:
            Failure: it couldn't be done in as many seconds, or the other side isn't who it should be.
        """
        self._limit(seconds)
        sock = self._sock
        try:
            self._sock = secured(sock, context, host, expected)
        except OSError as error:
            if is_from_outside(error, sock):
                raise
            raise failure_to_secure(error) from None
        self._timeout = None
        self._is_plain = False
        self._piece = _PIECE_OF_TLS
        self._is_layered = is_layered(self._sock)

    def send(self, data: memoryview, seconds: Seconds) -> int:
        """Send some of *data*, waiting until that can be done; how much it was.

        Raises:
            Failure: nothing could be sent in as many seconds, or any more.
        """
        while not (sent := self.send_now(data, seconds)):
            self.wait(seconds(), for_news=False)
        return sent

    def send_whole(self, data: memoryview, seconds: Seconds) -> None:
        """Send all of *data*, each piece in as many seconds."""
        while data:
            data = data[self.send(data, seconds) :]

    def send_now(self, data: memoryview, seconds: Seconds) -> int:
        """Send what can be sent of *data* without waiting; how much it was.

        TLS inside TLS can't do that, and waits for as many seconds.
        """
        was_begun, self.begun = self.begun, True
        self._limit(seconds() if self._is_layered else 0.0)
        try:
            return int(self._sock.send(data[: self._piece]))
        except OSError as error:
            if is_from_outside(error, self._sock):
                raise
            if isinstance(error, _NOT_NOW):
                return 0
            # What the system didn't take has not begun; of TLS, which may have sent a part, nobody knows.
            self.begun = was_begun or not self._is_plain
            raise failure_of(error) from None

    def receive(self, size: int, seconds: Seconds) -> bytes:
        """Up to *size* bytes, as soon as there are some; none at the end.

        Raises:
            Failure: nothing came in as many seconds, be it a part of what TLS needs as a whole; or the connection
                was lost.
        """
        if self._is_layered:
            return self._received(size, seconds()) or b""
        while True:
            if not self.holds_more() and not self._watch.is_readable(seconds()):
                raise Failure(TIMEOUT)
            data = self._received(size, 0.0)
            if data is not None:
                return data

    def receive_now(self, size: int) -> bytes | None:
        """Up to *size* bytes of what has come; none at the end; None when there is nothing but TLS's own."""
        return self._received(size, 0.0)

    def _received(self, size: int, seconds: float) -> bytes | None:
        self._limit(seconds)
        try:
            return self._sock.recv(size) or b""
        except OSError as error:
            if is_from_outside(error, self._sock):
                raise
            if isinstance(error, _NOT_NOW):
                return None
            raise failure_of(error) from None

    def wait(self, seconds: float, for_news: bool) -> None:
        """Wait until something can be sent or, where that's waited for too, has come.

        Raises:
            Failure: it isn't so in as many seconds.
        """
        if not self._watch.wait(seconds, for_news):
            raise Failure(TIMEOUT)

    def holds_more(self) -> bool:
        """Whether TLS holds something that has come and wasn't received."""
        return is_pending(self._sock)

    def has_news(self) -> bool:
        """Whether something has come that wasn't received, be it the end."""
        return is_pending(self._sock) or self._watch.is_readable()

    def _limit(self, seconds: float) -> None:
        # A system call, so only when it has changed.
        if seconds != self._timeout:
            self._sock.settimeout(seconds)
            self._timeout = seconds

    @contextmanager
    def closed_on_failure(self) -> Iterator[None]:
        """Close it if anything is raised inside."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._sock.close()

    def abandon(self) -> None:
        """Let go of the descriptor that a fork has copied, and touch nothing else: its like is in use elsewhere."""
        import os

        descriptor = descriptor_of(self._sock)
        if descriptor >= 0:
            os.close(descriptor)

    def __del__(self) -> None:
        # One whose making was interrupted has nothing to close.
        with suppress(AttributeError):
            self.close()
