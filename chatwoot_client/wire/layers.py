"""Whether all that urllib3 would do with a request is its own doing, or somebody watches, records or answers there."""

from __future__ import annotations

import http.client
from operator import attrgetter, is_
from types import FunctionType
from typing import Any

import urllib3
from urllib3 import connection, connectionpool
from urllib3.util import connection as dialling

__all__ = ["are_untouched", "is_connecting_untouched", "is_original"]

#: With names that it doesn't export.
_connection: Any = connection

# What a request passes on its way, in the order of the way. Tools replace one of these or another: tracers mostly
# ``urlopen``, ``_make_request`` or what http.client has, recorders the class of the connections, mocks ``urlopen`` or
# what connects.
_of_manager = attrgetter("request", "urlopen")
_of_pool = attrgetter("urlopen", "_make_request", "_new_conn")
_of_connection = attrgetter("request", "connect", "putrequest", "putheader", "endheaders", "send", "getresponse")
# What urllib3's connections have of their own; the rest is inherited, and so seen there.
_of_http_client = attrgetter("request", "connect", "putrequest", "putheader", "getresponse")
_of_answer = attrgetter("begin", "read")


def _parts(scheme: str) -> tuple[Any, ...]:
    pool: Any = connectionpool.HTTPSConnectionPool if scheme == "https" else connectionpool.HTTPConnectionPool
    manager, connected = urllib3.PoolManager, pool.ConnectionCls
    return (
        manager,
        connected,
        _connection.ssl_wrap_socket,
        dialling.create_connection,
        *_of_manager(manager),
        urllib3.ProxyManager,
        urllib3.ProxyManager.urlopen,
        *_of_pool(pool),
        *_of_connection(connected),
        *_of_http_client(http.client.HTTPConnection),
        *_of_answer(http.client.HTTPResponse),
    )


#: By scheme, the parts that were found to be original, so that they needn't be looked at each time.
_known: dict[str, tuple[Any, ...]] = {}
#: Where original parts are written.
_HOMES = ("http", "urllib3")
#: A package that is compiled has functions of another type.
_FUNCTIONS = (FunctionType, type(_parts))


def are_untouched(scheme: str) -> bool:
    """Whether nobody has put anything in the place of a part that a request with this *scheme* passes."""
    try:
        parts = _parts(scheme)
    except AttributeError:
        return False
    # By identity: wrappers say that they're equal to what they wrap.
    return all(map(is_, parts, _known.get(scheme, (None,)))) or _are_original(scheme, parts)


def _are_original(scheme: str, parts: tuple[Any, ...]) -> bool:
    # What there is now needn't be original: a tool may have come before this module did.
    if not all(map(is_original, parts)):
        return False
    _known[scheme] = parts
    return True


def is_connecting_untouched(connected: type[Any]) -> bool:
    """Whether nobody has a say in how urllib3's connections, which are of the class *connected*, reach their server."""
    ways = (connected, connected.connect, _connection.ssl_wrap_socket, dialling.create_connection)
    return all(map(is_original, ways))


def is_original(part: Any) -> bool:
    """Whether *part*, a function or a class, is urllib3's own or the standard library's."""
    # Not what it says of itself, which a wrapper copies: where a function was written, and what a class really is.
    if type(part) in _FUNCTIONS:
        home = getattr(part, "__globals__", {}).get("__name__")
    else:
        home = part.__module__ if issubclass(type(part), type) else None
    return str(home).partition(".")[0] in _HOMES
