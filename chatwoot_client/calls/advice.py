"""What to change where the way to the server is wrong; loaded with the first failure that's so."""

from __future__ import annotations

import os
import re
import ssl
from typing import TYPE_CHECKING

from chatwoot_client.exceptions import DecodeException
from chatwoot_client.wire.failures import CERTIFICATE, FORBIDDEN, MISNAMED, NO_TLS, ONLY_TLS, UNANSWERED, UNTRUSTED
from chatwoot_client.wire.names import origin_of

if TYPE_CHECKING:
    from chatwoot_client.calls.address import Address
    from chatwoot_client.calls.request import Request
    from chatwoot_client.exceptions import ApiException
    from chatwoot_client.wire.failures import Failure
    from chatwoot_client.wire.tls import NamedFile

__all__ = ["INSIDE", "OUR_PATHS", "advice_for", "advice_for_answer", "is_about_plain_http", "set_host"]

#: About a host at which a file is said to be.
INSIDE = (
    "It's further inside of a network than the client's own server, where whoever wrote the address may only want to "
    "have this machine look; if its files are to be fetched, name it in allowed_hosts. The addresses that Chatwoot "
    "writes itself begin with the server's FRONTEND_URL."
)
#: What servers answer on a port for TLS to a request that came without: nginx and balancers, Go, Apache, Tomcat.
_PLAIN_HTTP = re.compile(
    r"plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|plain HTTP to an SSL-enabled"
    r"|combination of host and port requires TLS"
)
#: What of Chatwoot's own paths people copy into ``host``, from documentation or a browser.
OUR_PATHS = re.compile(r"/(?:(?:public|platform)/api|api/v\d+|app)(?:/.*)?$|/api$")


def advice_for(failure: Failure, address: Address, roots: tuple[NamedFile, ...]) -> str | None:
    """What a person can do about *failure*; None where there's nothing to say."""
    if failure.kind == UNTRUSTED:
        return _about_roots(failure.peer, roots)
    if failure.kind == CERTIFICATE:
        return f"Whoever runs the {failure.peer} has to mend it; if it's out of date, look at this machine's clock too."
    if failure.kind == UNANSWERED and address.scheme == "https":
        return None
    return {
        (
            MISNAMED,
            "server",
        ): "Set Configuration.host, or assert_hostname, to a name that the certificate carries.",
        (MISNAMED, "proxy"): "Set proxy to a name that the certificate carries.",
        (NO_TLS, "server"): f"{set_host('http', address)}, or name the port on which the server speaks TLS.",
        (NO_TLS, "proxy"): "Begin the proxy's URL with http://: most are spoken to so, for servers with https too.",
        (ONLY_TLS, "server"): f"{set_host('https', address)}.",
        # Some servers say nothing to who doesn't speak TLS, and hang up.
        (UNANSWERED, "server"): f"If the server speaks TLS on this port: {set_host('https', address)}.",
        (FORBIDDEN, "server"): INSIDE,
        (ONLY_TLS, "proxy"): "Begin the proxy's URL with https://.",
    }.get((failure.kind, failure.peer))


def _about_roots(peer: str, roots: tuple[NamedFile, ...]) -> str:
    known = " and ".join(f"{root.name} {root.path!r}" for root in roots) or "certifi"
    store = ssl.get_default_verify_paths().capath or ssl.get_default_verify_paths().cafile
    at = f"; this system's own are in {store!r}" if store and os.path.exists(store) else ""
    return (
        f"None of the roots of {known} vouches for it. If it's your company's, or something on the way reads TLS, name "
        f"a file or folder that has its root: ssl_ca_cert of Configuration, or SSL_CERT_FILE of the environment{at}. "
        f"A {peer} that leaves out a certificate between its own and the root looks the same."
    )


def advice_for_answer(exception: ApiException, request: Request) -> str | None:
    """What a person can do where something else answered than was meant."""
    address = request.server.address
    if exception.status == 400 and address.scheme == "http" and is_about_plain_http(exception.body):
        return f"{set_host('https', address)}."
    found = OUR_PATHS.search(address.base)
    if found is not None and _is_of_no_operation(exception):
        shorter = f"{address.origin}{address.base[: found.start()]}"
        return (
            f"Configuration.host ends in {found[0]!r}, which the operations add by themselves: set it to {shorter!r}."
        )
    return None


def set_host(scheme: str, address: Address) -> str:
    """To set ``host`` to the same with another scheme, as a sentence without its end."""
    return f"Set Configuration.host to '{origin_of(scheme, address.host, address.port)}{address.base}'"


def is_about_plain_http(page: object) -> bool:
    """Whether *page* says that its port is for TLS alone."""
    return isinstance(page, str) and _PLAIN_HTTP.search(page) is not None


def _is_of_no_operation(exception: ApiException) -> bool:
    """Whether no operation gave the answer: its 404 for a record that's missing looks otherwise."""
    if isinstance(exception, DecodeException):
        return True
    details = exception.details
    return exception.status == 404 and (not isinstance(details, dict) or details.get("status") == 404)
