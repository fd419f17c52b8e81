"""The doctor on ``/cable``: whether live events get through."""

from __future__ import annotations

import pytest
from patients import Chatwoot, found_at, found_of, told_in_fresh_python
from servers import HANG, Answer, Request, ScriptedServer, answer

from chatwoot_client import Configuration
from chatwoot_client.doctor import cable
from chatwoot_client.sandbox import Sandbox


def of(sandbox: Sandbox) -> Configuration:
    return Configuration(host=sandbox.url, api_key={"userApiKey": sandbox.user_token})


def test_pings_that_come_are_told() -> None:
    with Sandbox() as sandbox:
        found = found_of(of(sandbox))
    assert "pings come" in found["cable"].message


def test_with_leave_to_write_an_own_sign_of_presence_has_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cable, "_FOR_A_SIGN", 1.0)
    with Sandbox() as sandbox:
        assert "Events come" in found_of(of(sandbox), write=True)["cable"].message
        sandbox.cable.deaf = True
        found = found_of(of(sandbox), write=True)
    assert "Restart" in found["cable-deaf"].advice


@pytest.mark.parametrize(
    "served",
    [answer(b"Page not found", 404), answer(b"", 400), answer(b"<html>", 200), answer(b"", 502), b"\r\n\r\n"],
    ids=["not passed on as an upgrade", "a bad upgrade", "a page", "a gateway", "nonsense"],
)
def test_a_websocket_that_does_not_get_through_is_told_with_what_nginx_needs(served: bytes) -> None:
    finding = found_at(Chatwoot(**{"/cable": served}))["cable-closed"]
    assert "proxy_set_header Upgrade" in finding.advice
    assert finding.severity == "warning"


def test_a_websocket_on_which_nothing_comes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cable, "_FOR_A_PING", 1.0)
    chatwoot = Chatwoot()

    def served(request: Request) -> Answer:
        if request.target != "/cable":
            return chatwoot(request)
        return accepted(request.headers["sec-websocket-key"]), HANG

    with ScriptedServer(served) as server:
        found = found_of(Configuration(host=server.url))
    assert "nothing came" in found["cable-silent"].message


def accepted(key: str) -> bytes:
    """The answer that opens a websocket (RFC 6455, section 4.2.2)."""
    import base64
    import hashlib

    digest = hashlib.sha1(f"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode()).digest()
    lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
    return "\r\n".join([*lines, f"Sec-WebSocket-Accept: {base64.b64encode(digest).decode()}", "", ""]).encode()


def test_without_the_extra_it_says_what_to_install() -> None:
    with ScriptedServer(Chatwoot()) as server:
        told = told_in_fresh_python("import sys; sys.modules['websocket'] = None", server.url)
    assert "cable-extra" in told
    assert "chatwoot-python-client[live]" in told
