"""A plugin for pytest that has each request go through a wrapped urllib3, as if somebody watched there."""

from urllib3.connectionpool import HTTPConnectionPool

_original = HTTPConnectionPool.urlopen


def _watched(pool, *arguments, **options):
    return _original(pool, *arguments, **options)


HTTPConnectionPool.urlopen = _watched  # type: ignore[method-assign]
