"""A count of requests that processes and machines share in Redis or Memcached, by the library ``limits``."""

from __future__ import annotations

import importlib
import math
import random
import threading
import time
from typing import Any, NamedTuple, cast

from chatwoot_client.checks import check_seconds, held
from chatwoot_client.limits import MARGIN
from chatwoot_client.secret import Secret
from chatwoot_client.wire.clock import now
from chatwoot_client.wire.forks import generation

try:
    from limits import RateLimitItemPerSecond
    from limits.errors import ConfigurationError, StorageError
    from limits.storage import MemcachedStorage, Storage, storage_from_string
    from limits.strategies import FixedWindowRateLimiter
except ModuleNotFoundError as _missing:
    advice = "chatwoot_client.shared_limits needs limits: pip install 'chatwoot-python-client[limits]'"
    raise ModuleNotFoundError(advice, name=_missing.name) from None

__all__ = ["StoredCount"]

#: Which library talks to the store, by the URL's scheme.
_LIBRARIES = {
    **dict.fromkeys(("redis", "rediss", "redis+unix"), "redis"),
    **dict.fromkeys(("valkey", "valkeys", "valkey+unix"), "valkey"),
    "memcached": "pymemcache",
}
#: Seconds for which the turn is remembered that no request moves on; Memcached takes a longer time for a date.
_TURN_KEPT = 30 * 24 * 60 * 60
#: Seconds by which a store may be wrong about when a place becomes free: it tells whole ones.
_ROUNDED = 1.0


class StoredCount:
    """Counts in a Redis, a Valkey or a Memcached, for ``RateLimit(shared=…)``.

    The limit's places have numbers, and are taken in turns. A taken place is a key that the store deletes when its time
    is over, so only the store's own clock counts, and no period holds more than the limit, wherever it begins. The time
    is in whole seconds: the period and a thirtieth of it, rounded up (Memcached: and one more). A request costs two
    questions to Redis or four to Memcached, and two or three each time that it has to ask again.

    It takes what the extra installs: ``pip install 'chatwoot-python-client[limits]'``.

    Parameters:
        url: of the store, as the library ``limits`` takes it: ``redis://``, ``rediss://`` (TLS), ``redis+unix://``,
            ``valkey://``, ``valkeys://``, ``valkey+unix://`` or ``memcached://host:port``. Sentinels and clusters are
            refused, as what they ask can't be kept short.
        timeout: seconds for which a question to the store may connect, and for which it may wait for the answer.
            Looking up the store's name isn't part of it.
        options: for the store's own client (``redis.Redis`` or pymemcache's), such as ``ssl_ca_certs``.

    Raises:
        TypeError, ValueError: a parameter that isn't what it has to be.
        ModuleNotFoundError: the store's own client isn't installed.
    """

    def __init__(self, url: str, *, timeout: float = 0.5, **options: Any) -> None:
        # It may have a password in it.
        self._url: Secret[str] = held(url)
        del url
        self._options = {**_bounds(self._url, check_seconds("timeout", timeout)), **options}
        # A connection must not be used by two processes, so each makes its own.
        self._stores: dict[int, _Store] = {generation(): _Store(self._url, self._options)}

    def take(self, name: str, limit: int, period: float) -> float:
        """Take a place among *limit* requests in any *period*; 0.0, or the seconds after which to ask again.

        Raises:
            ConnectionError: the store can't be asked.
        """
        current = generation()
        store = self._stores.get(current) or self._stores.setdefault(current, _Store(self._url, self._options))
        try:
            return store.take(name, limit, period)
        except (StorageError, OSError) as error:
            cause = error.__cause__ or error
            raise ConnectionError(f"{type(cause).__name__}: {cause}") from None


def _bounds(url: Secret[str], timeout: float) -> dict[str, Any]:
    """What keeps a question to this kind of store short."""
    if not isinstance(url.value, str):
        raise TypeError(f"url must be text, not {type(url.value).__name__}")
    library = _LIBRARIES.get(url.value.partition("://")[0])
    if library is None:
        raise ValueError(f"url must begin with one of {', '.join(f'{scheme}://' for scheme in _LIBRARIES)}")
    if library == "pymemcache":
        _module(library)
        return {"connect_timeout": timeout, "timeout": timeout}
    # Their clients ask three more times, with pauses, unless they're told.
    retry = _module(f"{library}.retry").Retry(_module(f"{library}.backoff").NoBackoff(), 0)
    return {"socket_connect_timeout": timeout, "socket_timeout": timeout, "retry": retry}


def _module(name: str) -> Any:
    """A module of the store's own client, which nothing here needs otherwise."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as missing:
        package = name.partition(".")[0]
        advice = f"a StoredCount of this url needs {package}: pip install {package}"
        raise ModuleNotFoundError(advice, name=missing.name) from None


class _Turn(NamedTuple):
    """A place that was asked for while it was taken, and the moment by which it's surely free."""

    number: int
    free: float


class _Store:
    """One process's connections to the store."""

    def __init__(self, url: Secret[str], options: dict[str, Any]) -> None:
        try:
            self._storage = cast(Storage, storage_from_string(url.value, wrap_exceptions=True, **options))
        except (ConfigurationError, ValueError) as error:
            # Their words may repeat the URL.
            raise ValueError(f"url isn't one of a store that limits can use ({type(error).__name__})") from None
        self._windows = FixedWindowRateLimiter(self._storage)
        # It counts time in ticks of a second, of which the first may be over at once.
        self._lost = 1 if isinstance(self._storage, MemcachedStorage) else 0
        #: A thread that has to wait keeps its turn.
        self._waiting = threading.local()

    def take(self, name: str, limit: int, period: float) -> float:
        window = RateLimitItemPerSecond(1, math.ceil(period * (1 + MARGIN)) + self._lost, "chatwoot")
        turns: dict[str, _Turn] = self._waiting.__dict__
        turn = turns.pop(name, None)
        if turn is None or turn.free < now():
            # It was given up long ago, or another request was faster.
            turn = _Turn(self._storage.incr(f"chatwoot/{name}/turn", _TURN_KEPT), math.inf)
        place = str(turn.number % limit)
        if self._windows.hit(window, name, place):
            return 0.0
        # The store tells a moment by this machine's clock, or by that of the one that took the place: it's a hint.
        left = self._storage.get_expiry(window.key_for(name, place)) - time.time()
        left = min(max(left, 0.0), float(window.get_expiry()))
        turns[name] = _Turn(turn.number, min(turn.free, now() + left + 2 * _ROUNDED))
        return max(left - _ROUNDED, 0.0) + random.uniform(0.05, 0.15)
