"""What tests of connections share."""

from __future__ import annotations

import ssl
from typing import Any

import pytest
import trustme


@pytest.fixture(params=["http", "https"])
def tls(request: Any, authority: trustme.CA) -> ssl.SSLContext | None:
    """For a server that is to speak TLS; None for one that isn't."""
    if request.param == "http":
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context
