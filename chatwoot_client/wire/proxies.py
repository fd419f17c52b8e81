"""Which proxy leads to a server, and what it's told."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from chatwoot_client.checks import check_proxy
from chatwoot_client.secret import Secret, SecretDict, basic_auth, without_credentials
from chatwoot_client.wire.names import ascii_name

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

__all__ = ["Proxy", "is_named_by", "proxy_of_environment"]


class Proxy(NamedTuple):
    """A proxy: its URL without credentials, and the headers that are for it alone."""

    url: str
    headers: SecretDict[str, str]

    @classmethod
    def from_url(cls, url: Secret[str], headers: Mapping[str, str]) -> Proxy:
        """The proxy at *url*; the credentials in it become a header, unless *headers* have that.

        Raises:
            ValueError: it has no host name that DNS can have.
        """
        from urllib.parse import unquote

        told = SecretDict(headers)
        parts = Secret(value=urlsplit(url.value))
        if parts.value.username is not None and "proxy-authorization" not in map(str.lower, told):
            username = Secret(value=unquote(parts.value.username))
            password = Secret(value=unquote(parts.value.password or ""))
            told["Proxy-Authorization"] = basic_auth(username, password).value
        return cls(_with_ascii_name(without_credentials(url)), told)

    @property
    def scheme(self) -> str:
        """How the proxy itself is spoken to."""
        return urlsplit(self.url).scheme


def _with_ascii_name(url: str) -> str:
    parts = urlsplit(url)
    if parts.netloc.isascii():
        return url
    try:
        name = ascii_name(parts.hostname or "")
    except ValueError as error:
        raise ValueError(f"the proxy's URL: {error}") from None
    return parts._replace(netloc=name if parts.port is None else f"{name}:{parts.port}").geturl()


def proxy_of_environment(scheme: str, host: str, port: int) -> Secret[str] | None:
    """The URL of the proxy through which the environment has *host* reached, or None.

    Raises:
        ValueError: the environment names one that can't be used.
    """
    proxy = _variable(f"{scheme}_proxy") or _variable("all_proxy")
    if not proxy or is_named_by(_variable("no_proxy").value, host, port):
        return None
    url = proxy if "://" in proxy.value else Secret(value=f"http://{proxy.value}")
    return check_proxy(f"the environment's proxy for {scheme}", url)


def _variable(name: str) -> Secret[str]:
    """A variable of the environment in small letters, which wins even when it's empty, or in capitals."""
    if name in os.environ:
        return Secret(value=os.environ[name])
    if name == "http_proxy" and "REQUEST_METHOD" in os.environ:
        # In a CGI script, HTTP_PROXY is what a request said in a header named Proxy.
        return Secret(value="")
    return Secret(value=os.environ.get(name.upper(), ""))


def is_named_by(no_proxy: str, host: str, port: int) -> bool:
    """Whether NO_PROXY names a server, in any form that curl, requests or Go take.

    Entries stand between commas or blanks, in any case: a domain, with all below it and a dot at either end or none;
    an address or a network (``10.0.0.0/8``); a pattern with ``*`` for anything (``*``, ``*.corp.example``, ``10.*``).
    Each may end in a port. IPv6 has brackets or none.
    """
    name = ascii_name(host).rstrip(".")
    address = _address(name)
    for pattern, of_port in map(_parted, re.split(r"[,\s]+", no_proxy.lower())):
        if of_port not in ("", str(port)):
            continue
        if "*" in pattern:
            found = re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), name) is not None
        elif address is not None:
            found = _is_within(address, pattern)
        else:
            found = pattern != "" and f".{name}".endswith(f".{pattern}")
        if found:
            return True
    return False


def _parted(entry: str) -> tuple[str, str]:
    """What an entry of NO_PROXY says of the host, written as hosts are here, and of the port."""
    bracketed = re.fullmatch(r"\[(.*)\](/\d+)?(?::(\d+))?", entry)
    if bracketed:
        return bracketed[1] + (bracketed[2] or ""), bracketed[3] or ""
    if entry.count(":") > 1:
        return entry, ""
    host, _, port = entry.partition(":")
    host = host.strip(".")
    try:
        return ascii_name(host), port
    except ValueError:
        # No name, so no host's: a network, or nothing.
        return host, port


def _address(text: str) -> IPv4Address | IPv6Address | None:
    import ipaddress

    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _is_within(address: IPv4Address | IPv6Address, pattern: str) -> bool:
    """Whether *pattern* is the address or a network that has it."""
    import ipaddress

    try:
        network: IPv4Network | IPv6Network = ipaddress.ip_network(pattern, strict=False)
    except ValueError:
        return False
    return address in network
