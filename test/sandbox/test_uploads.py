"""Files that the sandbox fetches, or takes in two steps: each test states what a program relies on."""

from __future__ import annotations

import base64
import hashlib
import http.client
from typing import Callable
from urllib.parse import urlsplit

import pytest
from office import PNG, Caller
from servers import ScriptedServer, answer

import chatwoot_client
from chatwoot_client import UploadsApi
from chatwoot_client.sandbox import Sandbox

INBOX = 1


@pytest.fixture
def uploads(server: Sandbox, client_for: Callable[..., chatwoot_client.ApiClient]) -> UploadsApi:
    return UploadsApi(client_for(server, api_key={"api_access_token": server.user_token}))


def read(url: str, method: str = "GET", body: bytes | None = None, kind: str = "") -> tuple[int, bytes, str | None]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request(method, parts.path, body, {"Content-Type": kind} if kind else {})
        response = connection.getresponse()
        return response.status, response.read(), response.getheader("Location")
    finally:
        connection.close()


def content(url: str) -> bytes:
    """The bytes at an address, wherever it sends to."""
    status, body, location = read(url)
    return content(location) if status == 302 and location else body


def test_a_picture_at_an_address_is_uploaded(uploads: UploadsApi) -> None:
    with ScriptedServer(lambda _: answer(PNG, 200, {"Content-Type": "image/png"})) as other:
        uploaded = uploads.upload({"external_url": f"{other.url}/dot.png"}, 1)
    assert uploaded.file_url.endswith("/dot.png")
    assert content(uploaded.file_url) == PNG


def test_a_file_of_the_sandbox_itself_is_uploaded_again(admin: Caller) -> None:
    first = admin.upload("/upload", [("attachment", "dot.png", "image/png", PNG)])
    again = admin.post("/upload", {"external_url": first["file_url"]})
    assert content(again["file_url"]) == PNG


def test_what_is_neither_picture_nor_video_is_refused(admin: Caller) -> None:
    with ScriptedServer(lambda _: answer(b"text", 200, {"Content-Type": "text/plain"})) as other:
        refused = admin.ask("POST", "/upload", {"external_url": f"{other.url}/a.txt"})
    words = "File type not supported (only images and videos are allowed)"
    assert (refused.status, refused.json) == (422, {"error": words})


def test_an_address_that_is_none_is_refused_and_one_elsewhere_is_not_asked(admin: Caller) -> None:
    refused = admin.ask("POST", "/upload", {"external_url": "nonsense"})
    assert (refused.status, refused.json) == (422, {"error": "Invalid URL provided"})
    assert admin.ask("POST", "/upload", {"external_url": "https://example.com/a.png"}).status == 501


def test_an_announced_file_is_sent_and_then_attached_by_its_id(admin: Caller) -> None:
    contact = admin.post("/contacts", {"name": "Ada", "inbox_id": INBOX})["payload"]["contact"]["id"]
    conversation = admin.post("/conversations", {"inbox_id": INBOX, "contact_id": contact})["id"]
    path = f"/conversations/{conversation}"
    checksum = base64.b64encode(hashlib.md5(PNG).digest()).decode()
    blob = {"filename": "dot.png", "byte_size": len(PNG), "checksum": checksum, "content_type": "image/png"}

    announced = admin.post(f"{path}/direct_uploads", {"blob": blob})
    to = announced["direct_upload"]
    assert read(to["url"], "PUT", b"something else", to["headers"]["Content-Type"])[0] == 422
    assert read(to["url"], "PUT", PNG, to["headers"]["Content-Type"])[0] == 204
    sent = admin.post(f"{path}/messages", {"content": "See", "attachments": [announced["signed_id"]]})
    assert content(sent["attachments"][0]["data_url"]) == PNG
