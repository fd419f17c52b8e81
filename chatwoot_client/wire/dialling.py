"""The way to a connection that's ready: addresses, a proxy, TLS, all of it in the time to connect."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Callable, Optional
from urllib.parse import urlsplit

from chatwoot_client.wire.connection import Connection
from chatwoot_client.wire.failures import FORBIDDEN, LOST, Failure, failure_of, is_from_outside
from chatwoot_client.wire.http1 import CHUNK, Parser
from chatwoot_client.wire.names import DEFAULT_PORTS, UnknownName, addresses_of
from chatwoot_client.wire.tls import TLSOptions, context_for

if TYPE_CHECKING:
    import ssl

    from chatwoot_client.wire.patience import Deadline
    from chatwoot_client.wire.proxies import Proxy

__all__ = ["Admits", "Dialler"]

#: Says of an address of a host whether it may be asked; None where any may.
Admits = Optional[Callable[[str], bool]]

#: How many bytes a socket takes beyond those that are on their way.
_MOST_UNSENT = 64 * 1024


class Dialler:
    """Makes connections to one server, directly or through a proxy.

    Raises:
        ValueError: a file for TLS that can't be used.
    """

    def __init__(
        self, scheme: str, host: str, port: int, tls: TLSOptions, proxy: Proxy | None, *, admits: Admits = None
    ) -> None:
        self._host = host
        self._port = port
        self._admits = admits
        self.tls: ssl.SSLContext | None = context_for(tls) if scheme == "https" else None
        #: The name that a certificate has to carry; None for the host's, False for any.
        self.expected: str | bool | None = tls.hostname
        self.proxy: Proxy | None = proxy
        self.proxy_tls: ssl.SSLContext | None = None
        if proxy is not None and proxy.scheme == "https":
            self.proxy_tls = context_for(tls._replace(hostname=None))

    @property
    def forwarder(self) -> Proxy | None:
        """The proxy that reads the requests; one that HTTPS is tunnelled through reads none."""
        return self.proxy if self.tls is None else None

    def check(self) -> None:
        """Refuse a server that isn't to be asked, for somebody else who connects to whichever of its addresses.

        Raises:
            Failure: one of them isn't admitted.
        """
        if self._admits is not None and self.proxy is None:
            known = _admitted(self._host, self._port, None)
            if len(_admitted(self._host, self._port, self._admits)) < len(known):
                raise Failure(FORBIDDEN, f"the host {self._host!r} is at an address that isn't asked")

    def connection(self, deadline: Deadline, tunnel: bool = False) -> Connection:
        """A new connection; with *tunnel*, a proxy is to read nothing of what isn't TLS either.

        Raises:
            Failure: there is none in time.
        """
        if self.proxy is None:
            connection = _reached(self._host, self._port, deadline, self._admits)
        else:
            with _at("proxy"):
                connection = self._through(self.proxy, deadline, tunnel or self.tls is not None)
        if self.tls is not None:
            with connection.closed_on_failure():
                connection.secure(self.tls, self._host, self.expected, deadline.left())
        return connection

    def _through(self, proxy: Proxy, deadline: Deadline, tunnel: bool) -> Connection:
        """A connection to *proxy*, and by its *tunnel* to the server where it isn't to read what's sent."""
        parts = urlsplit(proxy.url)
        host = parts.hostname or ""
        connection = _reached(host, parts.port or DEFAULT_PORTS[parts.scheme], deadline)
        with connection.closed_on_failure():
            if self.proxy_tls is not None:
                connection.secure(self.proxy_tls, host, None, deadline.left())
            if tunnel:
                name = f"[{self._host}]" if ":" in self._host else self._host
                _tunnel(connection, f"{name}:{self._port}", proxy, deadline)
        return connection


@contextmanager
def _at(peer: str) -> Iterator[None]:
    """Say of a failure inside at whom it was."""
    try:
        yield
    except Failure as failure:
        failure.peer = peer
        raise


def _admitted(host: str, port: int, admits: Admits) -> list[tuple[Any, ...]]:
    """The addresses of *host* that may be asked."""
    try:
        addresses = addresses_of(host, port)
    except UnknownName as error:
        raise Failure(LOST, str(error)) from None
    # Looked at here, where they're connected to: a name may stand for other ones the next time it's asked about.
    admitted = addresses if admits is None else [each for each in addresses if admits(each[4][0])]
    if not admitted:
        raise Failure(FORBIDDEN, f"the host {host!r} is at an address that isn't asked")
    return admitted


def _reached(host: str, port: int, deadline: Deadline, admits: Admits = None) -> Connection:
    """A connection to the first address that answers, the time left shared evenly among those still to try."""
    addresses = _admitted(host, port, admits)
    for untried, (family, kind, protocol, _, address) in zip(range(len(addresses), 0, -1), addresses):
        sock = socket.socket(family, kind, protocol)
        try:
            # As urllib3 does: what is sent in two parts isn't to wait for an acknowledgement in between.
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _hold_little(sock)
            sock.settimeout(deadline.left() / untried)
            sock.connect(address)
            return Connection(sock)
        except BaseException as error:
            sock.close()
            if not isinstance(error, OSError) or is_from_outside(error, sock):
                raise
            if untried == 1:
                raise failure_of(error) from None
    raise AssertionError("a name that is known has an address")


def _hold_little(sock: socket.socket) -> None:
    """Have the system take no more to send than what is about to go out.

    It would take megabytes, and say nothing until a third of them has gone: a server that reads steadily, but not fast,
    would look like one that doesn't read, and one that has yet to receive most of a body like one that doesn't answer.
    """
    option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
    if option is None:
        return
    try:
        sock.setsockopt(socket.IPPROTO_TCP, option, _MOST_UNSENT)
    except OSError as error:
        # Some systems know it by name only.
        if is_from_outside(error, sock):
            raise


def _tunnel(connection: Connection, authority: str, proxy: Proxy, deadline: Deadline) -> None:
    """Have *proxy* lead on to *authority* (RFC 9110, section 9.3.6)."""
    connection.send_whole(
        memoryview(
            "\r\n".join(
                [
                    f"CONNECT {authority} HTTP/1.1",
                    f"Host: {authority}",
                    *map("%s: %s".__mod__, proxy.headers.items()),
                    "\r\n",
                ]
            ).encode("latin-1")
        ),
        deadline.left,
    )
    parser = Parser("CONNECT")
    while (head := parser.head()) is None:
        parser.receive(connection.receive(CHUNK, deadline.left))
    if not 200 <= head.status < 300:
        raise Failure(LOST, f"the proxy refused the connection with status {head.status}")
    if parser.has_surplus:
        raise Failure(LOST, "the proxy sent something of its own into the tunnel")
