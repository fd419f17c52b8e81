"""No variable of the wire shows a token or a password, at any line of it: crash reporters print them all."""

from __future__ import annotations

import contextlib
import os
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Callable

import pytest
import trustme
from proxies import Proxy
from servers import CLOSE, ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import ApiException, MessagesAPIApi

ROOM = os.path.dirname(chatwoot_client.__file__) + os.sep + "wire" + os.sep
TOKEN, PASSWORD = "canary-token", "canary-password"


class Reporter:
    """Looks at what every frame of the wire holds, at every line, as a crash reporter would if it crashed there."""

    def __init__(self) -> None:
        self.lines: set[tuple[str, int]] = set()
        self.shown: set[tuple[str, str]] = set()

    def __call__(self, frame: FrameType, event: str, argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(ROOM):
            return None
        return self.look

    def look(self, frame: FrameType, event: str, argument: Any) -> Any:
        self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        for name, value in frame.f_locals.items():
            if "canary" in repr(value):
                self.shown.add((f"{os.path.basename(frame.f_code.co_filename)}:{frame.f_lineno}", name))
        return self.look


@pytest.fixture
def reporter() -> Iterator[Reporter]:
    before = sys.gettrace()
    made = Reporter()
    sys.settrace(made)
    yield made
    sys.settrace(before)


@pytest.mark.parametrize("proxied", ["directly", "by a proxy", "by a proxy with TLS"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_variable_shows_a_secret(
    scheme: str,
    proxied: str,
    authority: trustme.CA,
    roots: Path,
    client_for: Callable[..., Any],
    reporter: Reporter,
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    script = [json_answer({"id": 1}), answer(b"{", 413), CLOSE, answer(b"")]
    with ScriptedServer(script, tls=context if scheme == "https" else None) as server:
        origin = ("127.0.0.1", server.port)
        with Proxy(origin, tls=context if proxied.endswith("TLS") else None) as proxy:
            url = None if proxied == "directly" else proxy.with_credentials(f"user:{PASSWORD}")
            client = client_for(
                server,
                proxy=url,
                ssl_ca_cert=roots,
                retries=0,
                api_key={"api_access_token": TOKEN},
                username="user",
                password=PASSWORD,
            )
            for body in ({"content": "x"}, {"content": "x" * 200_000}, {"content": "x"}):
                with contextlib.suppress(ApiException):
                    MessagesAPIApi(client).create_a_message(body, "inbox", "contact", 1, _headers={"X-A": "canary-a"})
            client.request("GET", "/api/v1/profile")
        assert any("canary" in request.raw.decode("latin-1") for request in server.requests)
    assert len(reporter.lines) > 200
    assert reporter.shown == set()
