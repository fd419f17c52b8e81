"""How far inside of a network an address is: no file is fetched from further inside than the client's own server."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Union

from chatwoot_client.wire.names import UnknownName, addresses_of

__all__ = ["depth_of", "depth_of_host", "depth_told"]

_IP = Union[IPv4Address, IPv6Address]
#: Addresses that stand for an IPv4 one, in their last bytes (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")

_PUBLIC, _PRIVATE, _THIS_MACHINE, _THIS_LINK = range(4)


def depth_of(address: str) -> int:
    """0 for a public address, more for one of a private network, of this machine, of this link.

    The last, where clouds tell machines their secrets, is the innermost: nobody has a server there.
    """
    ip = _embedded(ip_address(address.partition("%")[0]))
    if ip.is_link_local or ip.is_multicast:
        return _THIS_LINK
    if ip.is_loopback or ip.is_unspecified:
        return _THIS_MACHINE
    return _PUBLIC if ip.is_global else _PRIVATE


def _embedded(ip: _IP) -> _IP:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if not isinstance(ip, IPv6Address):
        return ip
    if ip in _TRANSLATED:
        return IPv4Address(ip.packed[-4:])
    return ip.ipv4_mapped or ip.sixtofour or ip


def depth_told(host: str) -> int:
    """What *host* tells by itself, as an address in any way of writing it; 0 for a name."""
    if host == "localhost" or host.endswith(".localhost"):
        return _THIS_MACHINE
    try:
        return depth_of(host)
    except ValueError:
        pass
    try:
        # Such as 0x7f.1, which the system reads as 127.0.0.1.
        return depth_of(socket.inet_ntoa(socket.inet_aton(host)))
    except (OSError, ValueError):
        return _PUBLIC


def depth_of_host(host: str) -> int:
    """How far inside *host* is, as far as this machine knows."""
    try:
        return max(depth_of(found[4][0]) for found in addresses_of(host, None))
    except UnknownName:
        # A proxy may know it.
        return _PUBLIC
