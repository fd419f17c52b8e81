"""What the doctor's tests share."""

from __future__ import annotations

import pytest

from chatwoot_client.sandbox.cable import room


@pytest.fixture(autouse=True)
def _quick_pings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pings that the doctor needn't wait for; a server's come every 3 seconds."""
    monkeypatch.setattr(room, "PING_SECONDS", 0.1)
