"""Whether the server can be reached at all: its name, a connection, a proxy on the way, TLS."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chatwoot_client.calls.exchanges import advice_on, proxy_for, roots_of
from chatwoot_client.doctor.case import BadSetting, connected
from chatwoot_client.doctor.findings import Finding, found
from chatwoot_client.wire.clock import now
from chatwoot_client.wire.failures import CERTIFICATE, MISNAMED, NO_TLS, ONLY_TLS, UNTRUSTED, Failure
from chatwoot_client.wire.names import DEFAULT_PORTS, UnknownName, addresses_of

if TYPE_CHECKING:
    from chatwoot_client.calls.address import Address
    from chatwoot_client.configuration import Configuration
    from chatwoot_client.doctor.case import Case

__all__ = ["explained", "reach"]

_DAY = 86400
#: Seconds; a second attempt to connect goes out after one.
_FOR_AN_ADDRESS = 2.0
#: Days; certificates that are renewed by themselves have been by then.
_SOON = 14
_CODES = {
    UNTRUSTED: "certificate-untrusted",
    MISNAMED: "certificate-name",
    CERTIFICATE: "certificate-refused",
    NO_TLS: "no-tls",
    ONLY_TLS: "only-tls",
}
_ADVICE = {
    "unreachable": (
        "See that the server runs, that Configuration.host names its port, and that no firewall stands between; a "
        "proxy that has to be used is named by Configuration.proxy."
    ),
    "proxy": (
        "See Configuration.proxy, or HTTP_PROXY, HTTPS_PROXY and NO_PROXY of the environment; a status 407 asks for a "
        "user name and password in its URL, a 403 says that it leads nobody there."
    ),
    "tls-failed": "Both sides have to agree on TLS 1.2 or newer; see how the server's TLS is set up.",
}
#: What a server means by refusing TLS, by parts of OpenSSL's name for it (RFC 8446, section 6.2; RFC 6066, section 3).
_ADVICE_ON_TLS = {
    "UNRECOGNIZED_NAME": "The server has no certificate for that name: see that Configuration.host has the right one.",
    "CERTIFICATE_REQUIRED": "The server asks for a certificate of its clients: set cert_file and key_file.",
    "HANDSHAKE_FAILURE": (
        "The server may ask for a certificate of its clients (cert_file and key_file), not know that name, or want "
        "another TLS than 1.2 and newer."
    ),
}


def reach(case: Case) -> Iterator[Finding]:
    """How far one gets towards the server."""
    address, settings = case.address, case.configuration
    try:
        proxy = proxy_for(settings, address)
    except ValueError as error:
        raise BadSetting(str(error)) from None
    if proxy is None:
        host, port, whose, setting = address.host, address.port, "server", "host"
    else:
        parts = urlsplit(proxy.url)
        host, port = parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]
        whose, setting = "proxy", "proxy, or HTTP_PROXY, HTTPS_PROXY and ALL_PROXY of the environment"
    try:
        addresses = dict.fromkeys(str(each[4][0]) for each in addresses_of(host, port))
    except UnknownName as error:
        yield found("name-unknown", f"The {whose}'s name leads nowhere: {error}.", f"See Configuration.{setting}.")
        return
    if list(addresses) != [host]:
        yield found("name", f"The {whose}'s name {host} stands for {', '.join(addresses)}.")
        yield from _about_addresses(case, list(addresses), port)
    began = now()
    try:
        connection = connected(settings, address, case.seconds())
    except Failure as failure:
        yield explained(failure, settings, address)
        return
    with connection.closed_on_failure():
        way = "directly" if proxy is None else f"through the proxy {proxy.url}"
        yield found("connection", f"{address.netloc} was reached {way} in {(now() - began) * 1000:.0f} ms.")
        yield from _about_tls(connection.socket, settings)
    connection.close()
    case.is_reached = True


def _about_addresses(case: Case, addresses: list[str], port: int) -> Iterator[Finding]:
    """Which of several addresses take no connection, as long as one does: each is tried in its turn."""
    silent = {address: fault for address in addresses if (fault := _fault_at(address, port, case))}
    if silent and len(silent) < len(addresses):
        named = ", ".join(f"{address} ({fault})" for address, fault in silent.items())
        yield found(
            "address-silent",
            f"Of its addresses some take no connection: {named}.",
            "Have them mended or taken out of DNS: a new connection may try them first, and lose time.",
        )


def _fault_at(address: str, port: int, case: Case) -> str:
    try:
        socket.create_connection((address, port), min(_FOR_AN_ADDRESS, case.seconds())).close()
    except OSError as error:
        return error.strerror or "no connection in time"
    return ""


def explained(failure: Failure, settings: Configuration, address: Address) -> Finding:
    """What *failure* means, and what to do about it."""
    code = _code_of(failure)
    advice = _advice_on_tls(failure) or advice_on(failure, settings, address) or _ADVICE.get(code, "")
    proxy = proxy_for(settings, address)
    way = f" by the proxy {proxy.url}" if proxy is not None else ""
    return found(code, f"No answer from {address.netloc}{way}: {failure.reason}.", advice)


def _advice_on_tls(failure: Failure) -> str:
    if failure.peer == "proxy":
        return ""
    return next((advice for name, advice in _ADVICE_ON_TLS.items() if name in failure.reason), "")


def _code_of(failure: Failure) -> str:
    if failure.peer == "proxy":
        return "proxy"
    if failure.kind == CERTIFICATE and "expired" in failure.reason:
        return "certificate-expired"
    if failure.reason.startswith("TLS failed"):
        return "tls-failed"
    return _CODES.get(failure.kind, "unreachable")


def _about_tls(sock: Any, settings: Configuration) -> Iterator[Finding]:
    if not hasattr(sock, "getpeercert"):
        return
    certificate = sock.getpeercert()
    if not certificate:
        # Python hands over none that nobody has checked.
        yield found("tls", f"{sock.version()}, with a certificate that nobody has checked.")
        return
    ends = ssl.cert_time_to_seconds(certificate["notAfter"])
    day = time.strftime("%Y-%m-%d", time.gmtime(ends))
    roots = " and ".join(f"{root.name} {root.path!r}" for root in roots_of(settings)) or "certifi"
    issuer = _name_in(certificate.get("issuer", ()))
    yield found("tls", f"{sock.version()}, with a certificate by {issuer}, held against {roots}, until {day}.")
    left = (ends - time.time()) / _DAY
    if left < _SOON:
        yield found(
            "certificate-ends-soon",
            f"The server's certificate ends on {day}, in {left:.1f} days.",
            "Have it renewed: from then on nothing connects.",
        )


def _name_in(parts: Any) -> str:
    """Who issued a certificate, as it says."""
    names = {key: value for part in parts for key, value in part}
    return str(names.get("organizationName") or names.get("commonName") or "nobody by name")
