"""All that's asked of urllib3 for connections, and that the system can't say of a socket: TLS, also inside TLS."""

from __future__ import annotations

import select
import socket
from typing import TYPE_CHECKING, Any

from urllib3.util.ssl_ import ssl_wrap_socket
from urllib3.util.ssl_match_hostname import CertificateError, match_hostname

from chatwoot_client.wire.clock import now
from chatwoot_client.wire.failures import MISNAMED, Failure

if TYPE_CHECKING:
    import ssl

__all__ = ["Watch", "descriptor_of", "is_layered", "is_pending", "secured"]


def secured(sock: Any, context: ssl.SSLContext, host: str, expected: str | bool | None = None) -> Any:
    """*sock* with TLS on it, once its other side has shown who it is.

    Parameters:
        sock: a connected socket, of the system's or one that has TLS already, whose timeout bounds it all.
        host: whom it's connected to.
        expected: the name that the certificate has to carry; None for the host's, False for any.

    Raises:
        OSError: it has failed.
        Failure: it's somebody else.
    """
    import ssl

    name = host.partition("%")[0].rstrip(".")
    inside = isinstance(sock, ssl.SSLSocket)
    lower: Any = _Paced(sock) if inside else sock
    tls: Any = ssl_wrap_socket(lower, server_hostname=name, ssl_context=context, tls_in_tls=inside)
    # Where the context itself doesn't look at the name: with urllib3 1, and where another name is expected.
    if context.verify_mode == ssl.CERT_NONE or context.check_hostname or expected is False:
        return tls
    try:
        match_hostname(tls.getpeercert(), expected if isinstance(expected, str) else name)
    except CertificateError:
        pass
    else:
        return tls
    tls.close()
    raise Failure(MISNAMED, "the {peer}'s certificate was refused: it's for another host name")


class _Paced:
    """A socket under another layer of TLS, whose timeout bounds what's done with it until the next one is set.

    That layer receives as often as it takes to have a record; a socket's own timeout would begin anew each time.
    """

    def __init__(self, sock: ssl.SSLSocket) -> None:
        self.socket = sock
        self._ends: float | None = None
        self.settimeout(sock.gettimeout())

    def settimeout(self, seconds: float | None) -> None:
        self._ends = now() + seconds if seconds else None
        self.socket.settimeout(seconds)

    def gettimeout(self) -> float | None:
        return self.socket.gettimeout()

    def recv(self, size: int) -> bytes:
        self._limit()
        return self.socket.recv(size)

    def sendall(self, data: bytes) -> None:
        if data:
            self._limit()
            self.socket.sendall(data)

    def _limit(self) -> None:
        if self._ends is not None:
            left = self._ends - now()
            if left <= 0:
                raise socket.timeout("timed out")
            self.socket.settimeout(left)

    def fileno(self) -> int:
        return self.socket.fileno()

    def close(self) -> None:
        self.socket.close()


def is_layered(sock: Any) -> bool:
    """Whether *sock* is TLS inside TLS."""
    return hasattr(sock, "sslobj")


def is_pending(sock: Any) -> bool:
    """Whether TLS holds bytes that have come and weren't received; waiting for the connection doesn't show them."""
    if is_layered(sock):
        return bool(sock.sslobj.pending() or sock.incoming.pending or sock.socket.socket.pending())
    return hasattr(sock, "pending") and bool(sock.pending())


def descriptor_of(sock: Any) -> int:
    """The descriptor of *sock*, which from now on is nobody's but the caller's; negative when it's closed."""
    return int((sock.socket.socket if is_layered(sock) else sock).detach())


def _milliseconds(seconds: float) -> float:
    # More than 24 days have no room in poll, and nobody waits as long.
    return min(seconds * 1000, 2**31 - 1)


class Watch:
    """Waits until a connection can be read from, or written to."""

    __slots__ = ("_fileno", "_poll")

    def __init__(self, fileno: int) -> None:
        self._fileno = fileno
        self._poll: Any = None
        if hasattr(select, "poll"):
            self._poll = select.poll()
            self._poll.register(fileno, select.POLLIN)

    def is_readable(self, seconds: float = 0.0) -> bool:
        """Whether something has come, or comes within as many seconds; an end counts too."""
        if self._poll is not None:
            return bool(self._poll.poll(_milliseconds(seconds)))
        return bool(select.select([self._fileno], [], [], seconds)[0])

    def wait(self, seconds: float, for_news: bool) -> bool:
        """Wait until it's writable or, where that's waited for too, readable; False when it isn't in time."""
        if self._poll is not None:
            events = select.poll()
            events.register(self._fileno, select.POLLOUT | (select.POLLIN if for_news else 0))
            return bool(events.poll(_milliseconds(seconds)))
        return any(select.select([self._fileno] if for_news else [], [self._fileno], [], seconds))
