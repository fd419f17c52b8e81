"""Requests that the sandbox makes itself: to programs on this machine only."""

from __future__ import annotations

import http.client
import ipaddress
from urllib.parse import urlsplit

TIMEOUT = 5
"""How many seconds an address may take to be connected to, and how many to send each piece of its answer."""
MAX_FILE = 40 * 1024 * 1024


class Elsewhere(ValueError):
    """An address is none of this machine."""


def connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    """A connection to a program on this machine. Raises `Elsewhere` for any other, `ValueError` for another scheme."""
    if scheme not in ("http", "https"):
        raise ValueError(f"{scheme or 'an address without a scheme'} is neither http nor https")
    if not is_loopback(host):
        raise Elsewhere(f"{host or 'no host'} isn't this machine: the sandbox calls loopback addresses only")
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    return http.client.HTTPSConnection(host, port, timeout=TIMEOUT)


def fetch(url: str) -> tuple[str, bytes]:
    """The content type and the bytes that a program on this machine has at an address, up to 40 MiB.

    Raises:
        Elsewhere: the address is none of this machine.
        ValueError: it's no address.
        OSError: nothing good comes.
    """
    parts = urlsplit(url)
    asked = connection(parts.scheme, parts.hostname or "", parts.port)
    try:
        asked.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        response = asked.getresponse()
        data = response.read(MAX_FILE + 1)
    except http.client.HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        asked.close()
    if response.status != 200 or len(data) > MAX_FILE:
        raise OSError(f"{response.status}, or more than {MAX_FILE} bytes")
    return response.headers.get_content_type(), data


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its name or its address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
