"""Exchanges of requests for answers with a server over the wire, as settings say; loaded with the first call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.calls.answer import RESTResponse
from chatwoot_client.checks import held
from chatwoot_client.exceptions import ApiConnectionException, ApiException, ApiTimeoutException, DecodeException
from chatwoot_client.wire.dialling import Dialler
from chatwoot_client.wire.exchange import OpenBody, Where, Wire
from chatwoot_client.wire.failures import CONTENT, CROWDED, LASTING, TIMEOUT, TOO_LARGE, UNANSWERED, Failure
from chatwoot_client.wire.patience import Deadline
from chatwoot_client.wire.proxies import Proxy, proxy_of_environment
from chatwoot_client.wire.sending import Request as Sent
from chatwoot_client.wire.tls import NamedFile, TLSOptions, roots_of_environment

if TYPE_CHECKING:
    from chatwoot_client.calls.address import Address
    from chatwoot_client.calls.request import Request
    from chatwoot_client.configuration import Configuration
    from chatwoot_client.wire.connection import Connection
    from chatwoot_client.wire.dialling import Admits
    from chatwoot_client.wire.patience import Patience

__all__ = ["Exchanges", "advice_on", "connection_to", "dialler_to", "proxy_for", "roots_of", "wire_to"]

_CLASSES: dict[str, type[ApiException]] = {
    TIMEOUT: ApiTimeoutException,
    CROWDED: ApiTimeoutException,
    CONTENT: DecodeException,
    TOO_LARGE: DecodeException,
}
#: Which setting it's about.
_SETTINGS = {CROWDED: " (connection_pool_maxsize)", TOO_LARGE: " (max_response_size)"}


def wire_to(settings: Configuration, address: Address, admits: Admits = None) -> Wire:
    """What exchanges with the server at *address* are made by, or with those of its addresses that *admits* lets be."""
    return Wire(
        Where(
            scheme=address.scheme,
            host=address.host,
            port=address.port,
            origin=address.origin,
            proxy=lambda: proxy_for(settings, address),
            tls=lambda: _tls_options(settings),
            pool_size=settings.connection_pool_maxsize,
            idle_expiry=settings.keepalive_expiry,
            largest_answer=settings.max_response_size,
            admits=admits,
        )
    )


class Exchanges:
    """A client's exchanges with the server at *address*, or at those of its addresses that *admits* says yes to."""

    def __init__(self, settings: Configuration, address: Address, admits: Admits = None) -> None:
        self._settings = settings
        self._address = address
        self._wire = wire_to(settings, address, admits)

    def close(self) -> None:
        """Let go of all connections that no call has at the moment."""
        self._wire.close()

    def answer_to(self, request: Request, target: str, patience: Patience, stream: bool) -> RESTResponse:
        """The answer to *request* at *target*, whatever its status.

        Raises:
            Failure: there is none, or it can't be read.
        """
        body = request.content if request.upload is None else request.upload
        sent = Sent(request.call.method, target, request.head, body)
        status, reason, fields, data, coming = self._wire.exchange(sent, patience, stream)
        return RESTResponse(status, reason, fields, data, None if coming is None else _Explained(coming))

    def exception_of(self, failure: Failure) -> ApiException:
        """*failure* as one of our exceptions, which doesn't say yet what the request was."""
        return _exception_of(failure, advice_on(failure, self._settings, self._address))


class _Explained:
    """A body that's still coming, whose failures are our exceptions."""

    def __init__(self, body: OpenBody) -> None:
        self._body = body
        self.close = body.close

    def read(self, amt: int | None) -> bytes:
        try:
            return self._body.read(amt)
        except Failure as failure:
            exception = _exception_of(failure)
        raise exception


def dialler_to(settings: Configuration, address: Address) -> Dialler:
    """What makes connections to *address*, by the settings' TLS and proxies.

    Raises:
        ValueError: a proxy of the environment, or a file for TLS, that can't be used.
    """
    return Dialler(address.scheme, address.host, address.port, _tls_options(settings), proxy_for(settings, address))


def connection_to(settings: Configuration, address: Address, seconds: float) -> Connection:
    """A connection of its own to *address*, by the same TLS and proxies, for another protocol than HTTP.

    Raises:
        ApiException: there is none in as many seconds.
    """
    try:
        return dialler_to(settings, address).connection(Deadline(seconds), tunnel=True)
    except Failure as failure:
        exception = _exception_of(failure, advice_on(failure, settings, address))
    # Outside of the except block, so that nothing of the wire's hangs on it.
    raise exception


def _exception_of(failure: Failure, hint: str | None = None) -> ApiException:
    usual = _CLASSES.get(failure.kind, ApiConnectionException)
    reason = failure.reason + _SETTINGS.get(failure.kind, "")
    return usual(reason=reason, outcome="unknown" if failure.begun else "not_sent", hint=hint)


def advice_on(failure: Failure, settings: Configuration, address: Address) -> str | None:
    """What a person can do about *failure*; None where that's anybody's guess."""
    if failure.kind not in LASTING and failure.kind != UNANSWERED:
        return None
    from chatwoot_client.calls.advice import advice_for

    return advice_for(failure, address, roots_of(settings))


def proxy_for(settings: Configuration, address: Address) -> Proxy | None:
    """The proxy on the way to *address*.

    Raises:
        ValueError: the environment names one that can't be used.
    """
    url = None if settings.proxy is None else held(settings.proxy)
    if url is None and settings.trust_env:
        url = proxy_of_environment(address.scheme, address.host, address.port)
    return None if url is None else Proxy.from_url(url, settings.proxy_headers or {})


def _tls_options(settings: Configuration) -> TLSOptions:
    def file(name: str) -> NamedFile | None:
        path = getattr(settings, name)
        return None if path is None else NamedFile(name, path)

    return TLSOptions(
        verify=settings.verify_ssl,
        roots=roots_of(settings),
        certificate=file("cert_file"),
        key=file("key_file"),
        hostname=settings.assert_hostname,
    )


def roots_of(settings: Configuration) -> tuple[NamedFile, ...]:
    """The files and folders with the roots to trust; none where those are certifi's."""
    if settings.ssl_ca_cert is not None:
        return (NamedFile("ssl_ca_cert", settings.ssl_ca_cert),)
    return roots_of_environment() if settings.trust_env and settings.verify_ssl else ()
