"""Where a server is, as a client's settings name it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from chatwoot_client.wire.names import DEFAULT_PORTS, ascii_name, netloc_of, origin_of

__all__ = ["Address", "address_of"]


class Address(NamedTuple):
    """Where a server is."""

    scheme: str
    host: str
    port: int
    #: The ``Host`` header.
    netloc: str
    #: Where a credential may go.
    origin: str
    #: What the path of every request begins with.
    base: str


@lru_cache(maxsize=64)
def address_of(url: str) -> Address:
    """The address that a setting's URL names; many clients have the same one.

    Raises:
        ValueError: its host can't be one.
    """
    parts = urlsplit(url)
    try:
        host = ascii_name(parts.hostname or "")
    except ValueError as error:
        raise ValueError(f"host: {error}") from None
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    netloc = netloc_of(parts.scheme, host, port)
    base = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    return Address(parts.scheme, host, port, netloc, origin_of(parts.scheme, host, port), base)
