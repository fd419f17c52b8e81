"""Which proxy leads to a server, and what it's told."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from chatwoot_client.checks import check_proxy
from chatwoot_client.secret import Secret, basic_auth, without_credentials

__all__ = ["Proxy", "proxy_of_environment"]


class Proxy(NamedTuple):
    """A proxy: its URL without credentials, and the headers that are for it alone."""

    url: str
    headers: Mapping[str, str]

    @classmethod
    def from_url(cls, url: str, headers: Mapping[str, str]) -> Proxy:
        """The proxy at *url*; the credentials in it become a header, unless *headers* have that."""
        from urllib.parse import unquote

        told = dict(headers)
        parts = urlsplit(url)
        if parts.username is not None and "proxy-authorization" not in map(str.lower, told):
            told["Proxy-Authorization"] = basic_auth(
                unquote(parts.username), Secret(value=unquote(parts.password or ""))
            ).value
        return cls(without_credentials(url), told)

    @property
    def scheme(self) -> str:
        """How the proxy itself is spoken to."""
        return urlsplit(self.url).scheme

    def __repr__(self) -> str:
        # Its headers hold its password.
        return f"Proxy({self.url!r})"


def proxy_of_environment(scheme: str, host: str, port: int) -> str | None:
    """The URL of the proxy through which the environment has *host* reached, or None.

    Raises:
        ValueError: the environment names one that can't be used.
    """
    if not any(name.lower().endswith("_proxy") for name in os.environ):
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
    checked = check_proxy(f"the environment's proxy for {scheme}", proxy if "://" in proxy else f"http://{proxy}")
    return None if checked is None else checked.value


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
