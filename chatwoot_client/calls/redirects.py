"""Where a redirect leads, and which are followed by calls: those within the server's own origin."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from chatwoot_client.calls.address import Address, address_of
from chatwoot_client.calls.route import TARGET_SAFE

__all__ = ["REDIRECTS", "Target", "led_to", "target_of", "within_origin"]

REDIRECTS = (301, 302, 303, 307, 308)


class Target(NamedTuple):
    """What is asked of which server."""

    address: Address
    path: str

    @property
    def url(self) -> str:
        return f"{self.address.origin}{self.path}"


def target_of(url: str, encoding: str = "utf-8") -> Target:
    """The target that an absolute URL names.

    Raises:
        ValueError: it isn't one of http or https, or has credentials in it.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("not a URL of http or https without credentials")
    # The setting of a client's host may have a path before those of the API; an address of its own has none.
    address = address_of(f"{parts.scheme}://{parts.netloc}")
    path = parts._replace(scheme="", netloc="", path=parts.path or "/", fragment="").geturl()
    return Target(address, quote(path, safe=TARGET_SAFE, encoding=encoding))


def led_to(url: str, location: str | None) -> Target | None:
    """The target that a redirect of *url* leads to; None where there's none, or one that nothing is sent to."""
    if not location:
        return None
    try:
        # Headers are read as Latin-1, so this makes of a character the bytes that it came as.
        return target_of(urljoin(url, location), encoding="latin-1")
    except ValueError:
        return None


def within_origin(origin: str, target: str, location: str | None) -> str | None:
    """The target that a redirect of *target* leads to, or None when that isn't in *origin*."""
    found = led_to(f"{origin}{target}", location)
    return None if found is None or found.address.origin != origin else found.path
