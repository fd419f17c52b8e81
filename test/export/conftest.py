"""What the tests of an export share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable

import pytest
from exported import bytes_in, fill

from chatwoot_client import ApiClient, Configuration
from chatwoot_client.export import export_account
from chatwoot_client.sandbox import Sandbox


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    with Sandbox(messages_per_minute=None) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def office(server: Sandbox) -> Any:
    """The state of an account with something of everything."""
    with of_user(server) as client:
        fill(server, client)
    return server.snapshot()


@pytest.fixture(scope="module")
def undisturbed(server: Sandbox, office: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What comes out of a run in whose way nothing stands."""
    folder = tmp_path_factory.mktemp("undisturbed")
    server.reset()
    server.restore(office)
    with of_user(server) as client:
        export_account(client, 1, folder, attachments=True)
    return bytes_in(folder)


def of_user(server: Sandbox) -> ApiClient:
    return ApiClient(Configuration(host=server.url, api_key={"userApiKey": server.user_token}))


@pytest.fixture
def account(server: Sandbox, office: Any) -> Sandbox:
    """The server, with that account as it was at first."""
    server.reset()
    server.restore(office)
    server.clear_requests()
    return server


@pytest.fixture
def client(account: Sandbox, client_for: Callable[..., ApiClient]) -> ApiClient:
    return client_for(account, api_key={"userApiKey": account.user_token})
