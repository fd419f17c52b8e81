"""Host names: as DNS, TLS and HTTP write them, and the addresses that they stand for."""

from __future__ import annotations

import socket
from contextlib import suppress
from functools import lru_cache
from typing import Any

from urllib3.util.connection import allowed_gai_family

__all__ = ["DEFAULT_PORTS", "UnknownName", "addresses_of", "ascii_name", "netloc_of", "origin_of"]

DEFAULT_PORTS = {"http": 80, "https": 443}


class UnknownName(OSError):
    """A host name that stands for no address."""


@lru_cache(maxsize=64)
def ascii_name(host: str) -> str:
    """*host* as DNS, TLS and HTTP write it: in lower case, and in ASCII whatever its script. Addresses stay.

    By the rules of IDNA 2008 where ``idna`` is installed and knows the name, else by Python's own of 2003.

    Raises:
        ValueError: it can't be written so, and is no name.
    """
    if host.isascii():
        return host.lower()
    with suppress(ImportError, UnicodeError):
        import idna

        return idna.encode(host, uts46=True).decode("ascii")
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise ValueError(f"{host!r} isn't a host name: DNS can't have it") from None


def addresses_of(host: str, port: int | None) -> list[tuple[Any, ...]]:
    """The addresses to connect to, as ``socket.getaddrinfo`` gives them; one at least.

    Raises:
        UnknownName: there are none.
    """
    try:
        found = socket.getaddrinfo(host, port, allowed_gai_family(), socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "it isn't a name that DNS can have"
        advice = "see that it's spelt right, and that this machine's DNS knows it"
        raise UnknownName(f"the host name {host!r} can't be resolved ({why}); {advice}") from None
    if not found:
        raise UnknownName(f"the host name {host!r} stands for no address")
    return found


def origin_of(scheme: str, host: str, port: int) -> str:
    """The origin of a URL: two URLs have the same one when their servers are the same."""
    return f"{scheme}://{netloc_of(scheme, host, port)}"


def netloc_of(scheme: str, host: str, port: int) -> str:
    """What a ``Host`` header says."""
    name = f"[{host}]" if ":" in host else ascii_name(host)
    return name if port == DEFAULT_PORTS.get(scheme) else f"{name}:{port}"
