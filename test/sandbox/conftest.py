"""A sandbox for each test, and who calls it most."""

from __future__ import annotations

from typing import Callable

import pytest
from office import Caller

import chatwoot_client
from chatwoot_client.sandbox import Sandbox


@pytest.fixture
def server(chatwoot_sandbox: Sandbox) -> Sandbox:
    return chatwoot_sandbox


@pytest.fixture
def admin(server: Sandbox) -> Caller:
    return Caller(server, server.user_token)


@pytest.fixture
def client(server: Sandbox, client_for: Callable[..., chatwoot_client.ApiClient]) -> chatwoot_client.ApiClient:
    return client_for(server, api_key={"userApiKey": server.user_token})
