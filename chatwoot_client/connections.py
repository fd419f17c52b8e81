"""Connections as urllib3 makes them (names, TLS, proxies), made to keep to their time and to tell how far they came."""

from __future__ import annotations

import http.client
import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.connection import allowed_gai_family
from urllib3.util.ssl_ import create_urllib3_context

from chatwoot_client.configuration import Configuration, basic_auth, check_proxy, without_credentials
from chatwoot_client.http1 import Answer, Incoming, Patience, Reader

if TYPE_CHECKING:
    import ssl

    from chatwoot_client.files import FileBody

__all__ = ["DEFAULT_PORTS", "Connection", "netloc_of", "origin_of", "pool_for"]

DEFAULT_PORTS = {"http": 80, "https": 443}


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
        addresses = socket.getaddrinfo(self._dns_host, self.port, allowed_gai_family(), socket.SOCK_STREAM)
        failure: OSError = OSError("the host name stands for no address")
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
    if scheme == "https":
        options.update(ssl_context=_context_for(settings), assert_hostname=settings.assert_hostname)
    proxy = proxy_for(settings, scheme, host, port)
    if proxy is None:
        manager: Any = urllib3.PoolManager(1, **options)
    else:
        if urlsplit(proxy).scheme == "https":
            # urllib3 has two names for the one that a proxy gets: before it forwards, and before it tunnels.
            options["ssl_context" if scheme == "http" else "proxy_ssl_context"] = _context_for(settings, True)
        headers = _proxy_headers(settings, proxy)
        manager = urllib3.ProxyManager(without_credentials(proxy), 1, proxy_headers=headers, **options)
    manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _TLSPool}
    return manager.connection_from_host(host, port, scheme)


def proxy_for(settings: Configuration, scheme: str, host: str, port: int) -> str | None:
    """The URL of the proxy through which *host* is reached, or None.

    Raises:
        ValueError: the environment names one that can't be used.
    """
    if settings.proxy is not None:
        return settings.proxy
    if not settings.trust_env or not any(name.lower().endswith("_proxy") for name in os.environ):
        return None
    from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

    proxies: dict[str, str] = getproxies_environment()
    proxy = proxies.get(scheme) or proxies.get("all")
    if not proxy:
        return None
    # The brackets around an IPv6 address may be written or not.
    no_proxy = proxies["no"] = re.sub(r"[\[\]]", "", proxies.get("no", ""))
    if proxy_bypass_environment(f"{host}:{port}", proxies) or _in_ranges(host, no_proxy):
        return None
    return check_proxy(f"the environment's proxy for {scheme}", proxy if "://" in proxy else f"http://{proxy}")


def _in_ranges(host: str, no_proxy: str) -> bool:
    """Whether *host* is an address in one of NO_PROXY's networks, which are written like 10.0.0.0/8."""
    import ipaddress

    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    for entry in no_proxy.split(","):
        try:
            if address in ipaddress.ip_network(entry.strip(), strict=False):
                return True
        except ValueError:
            continue
    return False


def _proxy_headers(settings: Configuration, proxy: str) -> dict[str, str]:
    from urllib.parse import unquote

    headers = dict(settings.proxy_headers or {})
    parts = urlsplit(proxy)
    if parts.username is not None and "proxy-authorization" not in map(str.lower, headers):
        headers["Proxy-Authorization"] = basic_auth(unquote(parts.username), unquote(parts.password or ""))
    return headers


def origin_of(scheme: str, host: str, port: int) -> str:
    """The origin of a URL, written as ``Wire.origin`` is."""
    return f"{scheme}://{netloc_of(scheme, host, port)}"


def netloc_of(scheme: str, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii") if not host.isascii() else host
    return name if port == DEFAULT_PORTS.get(scheme) else f"{name}:{port}"


def _context_for(settings: Configuration, proxy: bool = False) -> ssl.SSLContext:
    hostname = None if proxy else settings.assert_hostname
    stamps = [_stamp(name, getattr(settings, name)) for name in ("ssl_ca_cert", "cert_file", "key_file")]
    return _context(settings.verify_ssl, hostname, *stamps)


def _stamp(name: str, path: str | None) -> tuple[str, int, int] | None:
    """The file of a setting and what changes when it does, so that a renewed one counts for the next client."""
    if path is None:
        return None
    with _naming(f"{name} {path!r}"):
        status = os.stat(path)
    return path, status.st_mtime_ns, status.st_size


@contextmanager
def _naming(what: str) -> Iterator[None]:
    """Say of a file that fails to load which setting named it."""
    try:
        yield
    except OSError as error:
        raise ValueError(f"{what} can't be used: {error.strerror or type(error).__name__}") from None


@lru_cache(maxsize=64)
def _context(verify: bool, hostname: Any, ca: Any, cert: Any, key: Any) -> ssl.SSLContext:
    """A TLS context, shared by the clients whose settings are the same: reading the roots takes milliseconds."""
    import ssl

    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED if verify else ssl.CERT_NONE)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if not verify or hostname is False:
        context.check_hostname = False
    if verify:
        roots = ca[0] if ca else _certifi()
        with _naming(f"ssl_ca_cert {roots!r}"):
            context.load_verify_locations(roots)
    if cert:
        with _naming(f"cert_file {cert[0]!r}" + (f" with key_file {key[0]!r}" if key else "")):
            # Without a pass phrase here, OpenSSL would ask for one at the terminal.
            context.load_cert_chain(cert[0], key and key[0], password="")
    elif key:
        raise ValueError(f"key_file {key[0]!r} can't be used without cert_file")
    return context


def _certifi() -> str:
    import certifi

    return certifi.where()
