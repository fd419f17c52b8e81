"""Pytest fixtures beside the sandbox's own: clients of it, and a receiver that it tells what happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Callable

import pytest

if TYPE_CHECKING:
    from chatwoot_client.api_client import ApiClient
    from chatwoot_client.events.event import Event
    from chatwoot_client.events.receiver import Receiver
    from chatwoot_client.sandbox import Sandbox


@pytest.fixture
def chatwoot_client_for() -> Iterator[Callable[..., ApiClient]]:
    """Make clients of a sandbox, ``chatwoot_client_for(chatwoot_sandbox)``, with its tokens; closed after the test.

    Further arguments are settings of the :class:`~chatwoot_client.Configuration`.
    """
    from chatwoot_client.api_client import ApiClient
    from chatwoot_client.configuration import Configuration

    with ExitStack() as stack:

        def client_for(sandbox: Sandbox, **settings: Any) -> ApiClient:
            tokens = {"userApiKey": sandbox.user_token, "platformAppApiKey": sandbox.platform_token}
            configuration = Configuration(**{"host": sandbox.url, "api_key": tokens, **settings})
            return stack.enter_context(ApiClient(configuration))

        yield client_for


@pytest.fixture
def chatwoot_receiver(chatwoot_sandbox: Sandbox) -> Iterator[Receiver]:
    """Give a :class:`~chatwoot_client.events.Receiver` that is told what happens in the sandbox's own inbox.

    Register handlers with ``on``; ``chatwoot_sandbox.wait_for_deliveries()``, then ``chatwoot_receiver.close()``, waits
    until they have run. A handler runs in another thread, where what it raises fails no test; so it's an error of the
    test when that ends. What a handler should raise, it catches itself: ``with pytest.raises(…)``.
    """
    from threading import Thread

    from werkzeug.serving import make_server

    from chatwoot_client.events.receiver import Receiver

    inbox = chatwoot_sandbox.inbox
    failures: list[tuple[Event, Exception]] = []
    receiver = Receiver([inbox.secret or ""], on_error=lambda event, error: failures.append((event, error)))
    server = make_server("127.0.0.1", 0, receiver.wsgi, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    inbox.channel["webhook_url"] = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield receiver
    finally:
        inbox.channel["webhook_url"] = None
        chatwoot_sandbox.wait_for_deliveries()
        server.shutdown()
        thread.join()
        server.server_close()
        receiver.close()
    _raise_what_was_raised(failures)


def _raise_what_was_raised(failures: list[tuple[Event, Exception]]) -> None:
    if failures:
        keys = ", ".join(event.key for event, _ in failures)
        raise AssertionError(f"{len(failures)} of chatwoot_receiver's handlers failed, of {keys}") from failures[0][1]
