"""A sandbox for each test, and who calls it most."""

from __future__ import annotations

import pytest
from office import Caller

from chatwoot_client.sandbox import Sandbox


@pytest.fixture
def server(chatwoot_sandbox: Sandbox) -> Sandbox:
    return chatwoot_sandbox


@pytest.fixture
def admin(server: Sandbox) -> Caller:
    return Caller(server, server.user_token)
