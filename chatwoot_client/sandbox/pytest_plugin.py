"""The pytest fixture `chatwoot_sandbox`: a fresh sandbox for each test that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from chatwoot_client.sandbox import Sandbox


@pytest.fixture
def chatwoot_sandbox() -> Iterator[Sandbox]:
    """Give a started `Sandbox`, and close it after the test."""
    from chatwoot_client.sandbox import Sandbox

    with Sandbox() as server:
        yield server
