"""Connections as urllib3 makes them (names, TLS, proxies), made to keep to their time and to tell how far they came."""

from __future__ import annotations

import http.client
import socket
import time
from typing import TYPE_CHECKING, Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from chatwoot_client.configuration import Configuration
from chatwoot_client.http1 import Answer, Incoming, Patience, Reader
from chatwoot_client.wire.names import addresses_of
from chatwoot_client.wire.proxies import Proxy, proxy_of_environment
from chatwoot_client.wire.tls import NamedFile, TLSOptions, context_for, roots_of_environment

if TYPE_CHECKING:
    from chatwoot_client.calls.multipart import FileBody

__all__ = ["Connection", "pool_for"]


class Connection:
    """Makes a connection of urllib3 keep to the time that its exchange has, and tell how far it came."""

    patience: Patience
    reader: Reader
    idle_since: float = 0.0
    #: Whether the server may have seen something of the request that is under way.
    begun: bool = False
    #: Whether the server answered before it had the whole request.
    cut_short: bool = False
    #: Where a program turns http.client's printing on, what a proxy is told in confidence stays out of it.
    debuglevel: int = 0

    if TYPE_CHECKING:
        sock: Any
        port: int | None
        _dns_host: str
        socket_options: Any

        def close(self) -> None: ...

    def _new_conn(self) -> socket.socket:
        """Connect to the first address that answers, the time left shared evenly among those still to try."""
        patience = self.patience
        ends = time.monotonic() + patience.left(patience.connect)
        addresses = addresses_of(self._dns_host, self.port)
        failure: OSError | None = None
        for position, (family, kind, protocol, _, address) in enumerate(addresses):
            sock = socket.socket(family, kind, protocol)
            try:
                for option in self.socket_options or ():
                    sock.setsockopt(*option)
                sock.settimeout(max(0.001, (ends - time.monotonic()) / (len(addresses) - position)))
                sock.connect(address)
                sock.settimeout(max(0.001, ends - time.monotonic()))
                return sock
            except OSError as error:
                sock.close()
                failure = error
            except BaseException:
                sock.close()
                raise
        assert failure is not None
        raise failure

    @property
    def response_class(self) -> Any:
        """What reads a proxy's answer to CONNECT, as patiently as everything else."""

        def response(sock: socket.socket, **options: Any) -> http.client.HTTPResponse:
            return http.client.HTTPResponse(self._reader_of(sock), **options)  # type: ignore[arg-type]

        return response

    def _reader_of(self, sock: socket.socket) -> Reader:
        return Reader(Incoming(sock, self.patience))

    def begin(self, patience: Patience) -> None:
        self.patience = patience
        self.begun = self.cut_short = False

    def write(self, head: bytes, body: FileBody | None) -> None:
        sock = self.sock
        incoming = self.reader.raw
        incoming.patience = self.patience
        incoming.limit()
        # send, not sendall: when its first call fails, no byte of this request has left.
        sent = sock.send(head)
        self.begun = True
        try:
            if sent < len(head):
                sock.sendall(memoryview(head)[sent:])
            if body is not None:
                self._write_chunks(body)
        except ConnectionError:
            # The server may have said why before it hung up.
            self.cut_short = True

    def _write_chunks(self, body: FileBody) -> None:
        sock = self.sock
        limit = self.reader.raw.limit
        for chunk in body.chunks():
            limit()
            if body.length is not None:
                sock.sendall(chunk)
            elif len(chunk):
                sock.sendall(b"%x\r\n%b\r\n" % (len(chunk), bytes(chunk)))
        if body.length is None:
            sock.sendall(b"0\r\n\r\n")

    def read_head(self, method: str) -> Answer:
        answer = Answer(self.reader, method=method)  # type: ignore[arg-type]
        answer.begin()
        return answer

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self.reader = self._reader_of(self.sock)


class _PlainConnection(Connection, HTTPConnection):  # type: ignore[misc, override]
    pass


class _TLSConnection(Connection, HTTPSConnection):  # type: ignore[misc, override]
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection  # type: ignore[assignment]


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection  # type: ignore[assignment]


def pool_for(settings: Configuration, scheme: str, host: str, port: int) -> Any:
    """A pool of connections to a server, or to the proxy through which it's reached.

    Raises:
        ValueError: a proxy of the environment, or a file for TLS, that can't be used.
    """
    options: dict[str, Any] = {"maxsize": settings.connection_pool_maxsize, "block": True}
    tls = _tls_options(settings)
    if scheme == "https":
        options.update(ssl_context=context_for(tls), assert_hostname=settings.assert_hostname)
    proxy = _proxy_for(settings, scheme, host, port)
    if proxy is None:
        manager: Any = urllib3.PoolManager(1, **options)
    else:
        if proxy.scheme == "https":
            # urllib3 has two names for the one that a proxy gets: before it forwards, and before it tunnels.
            context = context_for(tls._replace(hostname=None))
            options["ssl_context" if scheme == "http" else "proxy_ssl_context"] = context
        manager = urllib3.ProxyManager(proxy.url, 1, proxy_headers=proxy.headers, **options)
    manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _TLSPool}
    return manager.connection_from_host(host, port, scheme)


def _proxy_for(settings: Configuration, scheme: str, host: str, port: int) -> Proxy | None:
    url = settings.proxy
    if url is None and settings.trust_env:
        url = proxy_of_environment(scheme, host, port)
    return None if url is None else Proxy.from_url(url, settings.proxy_headers or {})


def _tls_options(settings: Configuration) -> TLSOptions:
    def file(name: str) -> NamedFile | None:
        path = getattr(settings, name)
        return None if path is None else NamedFile(name, path)

    return TLSOptions(
        verify=settings.verify_ssl,
        roots=_roots(settings),
        certificate=file("cert_file"),
        key=file("key_file"),
        hostname=settings.assert_hostname,
    )


def _roots(settings: Configuration) -> tuple[NamedFile, ...]:
    if settings.ssl_ca_cert is not None:
        return (NamedFile("ssl_ca_cert", settings.ssl_ca_cert),)
    return roots_of_environment() if settings.trust_env and settings.verify_ssl else ()
