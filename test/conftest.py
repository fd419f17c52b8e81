"""What many tests use."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import pytest
import trustme
from hypothesis import settings

import chatwoot_client

# A shell's job in the background ignores it, and what it starts does, too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in each run, so that it fails for a change alone; ``--hypothesis-profile=explore`` finds new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("explore", deadline=None, max_examples=5000)
settings.load_profile("repeatable")

_PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_ROOT_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@pytest.fixture(autouse=True)
def _environment_without_proxies_and_roots(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*_PROXY_VARIABLES, *map(str.upper, _PROXY_VARIABLES), *_ROOT_VARIABLES):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def impatient_threads() -> Iterator[None]:
    """Threads that interrupt each other as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Who issues the certificates of the servers in the tests."""
    return trustme.CA()


@pytest.fixture(scope="session")
def roots(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with that authority's certificate."""
    path = tmp_path_factory.mktemp("roots") / "roots.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def client_for() -> Iterator[Callable[..., chatwoot_client.ApiClient]]:
    """Makes clients of a server (anything with a ``url``, or a URL) with further settings; closed at the end."""
    with contextlib.ExitStack() as stack:

        def made(server: Any, **settings: Any) -> chatwoot_client.ApiClient:
            host = server if isinstance(server, str) else server.url
            configuration = chatwoot_client.Configuration(host=host, **settings)
            return stack.enter_context(chatwoot_client.ApiClient(configuration))

        yield made
