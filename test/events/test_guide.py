"""What the guide *Receiving webhooks* shows takes real deliveries in, in the real frameworks."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path
from typing import Any

import pytest
from deliveries import recorded, sent
from guides import CLONE, run_blocks

GUIDE = CLONE / "docs" / "receiving-webhooks.md"
SECRET = "YOUR_WEBHOOK_SECRET"


@pytest.fixture
def delivery() -> tuple[bytes, dict[str, str]]:
    """A delivery of just now, and its headers."""
    return sent(recorded("message_created"), secret=SECRET)


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the guide's blocks define, its receivers unused yet."""
    monkeypatch.chdir(tmp_path)
    return run_blocks(GUIDE)


def test_the_guide_s_own_test_passes(
    shown: dict[str, Any], chatwoot_sandbox: Any, chatwoot_client_for: Any, chatwoot_receiver: Any
) -> None:
    shown["test_what_a_customer_says_is_heard"](chatwoot_sandbox, chatwoot_client_for, chatwoot_receiver)


def test_flask_hands_a_delivery_over(shown: dict[str, Any], delivery: tuple[bytes, dict[str, str]]) -> None:
    body, headers = delivery
    events = kept(shown["receiver"])
    client = shown["flask_app"].test_client()
    assert client.post("/chatwoot", data=body, headers=headers).status_code == 200
    assert client.post("/chatwoot", data=body + b" ", headers=headers).status_code == 401
    shown["receiver"].close()
    assert [event.stamp.source for event in events] == ["account"]


def test_django_hands_a_delivery_over(shown: dict[str, Any], delivery: tuple[bytes, dict[str, str]]) -> None:
    body, headers = delivery
    from django.conf import settings

    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["testserver"])
    from django.test import RequestFactory

    events = kept(shown["receiver"])
    request = RequestFactory().post("/chatwoot", body, content_type="application/json", headers=headers)
    assert shown["chatwoot_view"](request).status_code == 200
    assert shown["chatwoot_view"](RequestFactory().get("/chatwoot")).status_code == 405
    shown["receiver"].close()
    assert len(events) == 1


@pytest.mark.parametrize("mounted", [False, True])
def test_fastapi_hands_a_delivery_over(
    shown: dict[str, Any], delivery: tuple[bytes, dict[str, str]], mounted: bool
) -> None:
    body, headers = delivery
    app, path = shown["fastapi_app"], "/mounted/" if mounted else "/chatwoot"
    app.mount("/mounted", shown["receiver"].asgi)
    events = kept(shown["receiver"])
    assert asyncio.run(status_of(app, path, body, headers)) == 200
    assert asyncio.run(status_of(app, path, body, {})) == 401
    shown["receiver"].close()
    assert len(events) == 1


async def status_of(app: Any, path: str, body: bytes, headers: dict[str, str]) -> int:
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    answered: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: dict[str, Any]) -> None:
        answered.append(message)

    await app(scope, receive, send)
    status: int = answered[0]["status"]
    return status


@pytest.mark.parametrize("encoded", [False, True])
def test_a_lambda_function_takes_a_delivery_in(
    shown: dict[str, Any], delivery: tuple[bytes, dict[str, str]], encoded: bool
) -> None:
    sent_body, sent_headers = delivery
    events = kept(shown["lambda_receiver"])
    body = base64.b64encode(sent_body).decode() if encoded else sent_body.decode()
    headers = {name.lower(): value for name, value in sent_headers.items()}
    function = shown["lambda_handler"]
    assert function({"body": body, "headers": headers, "isBase64Encoded": encoded}, None)["statusCode"] == 200
    assert len(events) == 1
    assert function({"body": body, "headers": {}, "isBase64Encoded": encoded}, None)["statusCode"] == 401


def kept(receiver: Any) -> list[Any]:
    events: list[Any] = []
    receiver.on()(events.append)
    return events
