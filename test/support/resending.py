"""Recorded requests, sent again to a sandbox that has what the recorded server had when they came."""

from __future__ import annotations

import http.client
import json
from contextlib import closing
from typing import Any
from urllib.parse import urlencode

from office import Answer, Caller
from recorded import EXCHANGES, Exchange

from chatwoot_client.sandbox import Sandbox

BY_NAME: dict[str, Exchange] = {exchange["name"]: exchange for exchange in EXCHANGES}
PASSWORD = "Secret-1!"

#: What made the records that other recorded requests are about; in this order they get the recorded ids.
PREPARATION = (
    "platform-account-create",
    "platform-account-create-full",
    "platform-user-create-agent",
    "platform-user-create-second-admin",
    "spare user",
    "platform-bot-create",
    "platform-bot-create-system",
    "agent-add-known-user",
    "agent-add-new-user",
    "label-create",
    "team-create",
    "canned-create",
    "attribute-create-conversation-list",
    "filter-create-conversation",
    "webhook-create",
    "rule-create",
)


class Sender:
    """Sends recorded requests to a sandbox."""

    def __init__(self, server: Sandbox) -> None:
        self.server = server
        self.tokens = {"<user-token>": server.user_token, "<platform-token>": server.platform_token}

    def prepare(self) -> None:
        """Make the records that most of the recorded requests are about."""
        for name in PREPARATION:
            if name == "spare user":
                self.call("POST", "/platform/api/v1/users", body=spare_user(), token=self.server.platform_token)
                continue
            answer = self.send(name)
            assert answer.status == 200, (name, answer)
            token = BY_NAME[name]["answer"].partition('"access_token":"')[2].partition('"')[0]
            if token:
                self.tokens[token] = answer.json["access_token"]
        self.tokens["<bot-token>"] = self.server.create_agent_bot("Replayed").access_token

    def send(self, name: str) -> Answer:
        """Send a recorded request, with the sandbox's tokens in place of the recorded ones."""
        exchange = BY_NAME[name]
        headers = {key: self.tokens.get(value, value) for key, value in exchange["headers"]}
        query = "?" + urlencode(exchange["query"]) if exchange["query"] else ""
        return self.request(exchange["method"], exchange["path"] + query, headers, encoded(exchange["body"]))

    def call(self, method: str, path: str, body: Any = None, token: str | None = None) -> Answer:
        """Make a request of one's own; without a token as the administrator."""
        return Caller(self.server, token or self.server.user_token).ask(method, path, body)

    def request(self, method: str, target: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        """Make a request with headers of one's own."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.server.port)) as connection:
            connection.request(method, target, body=body, headers=headers)
            response = connection.getresponse()
            return Answer(response.status, response.getheader("Content-Type"), response.read().decode())


def spare_user() -> dict[str, str]:
    return {"name": "Spare User", "email": "spare.one@recorder.test", "password": PASSWORD}


def encoded(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, dict) and "raw" in body:
        raw: str = body["raw"]
        return raw.encode()
    if isinstance(body, dict) and "form" in body:
        return urlencode([tuple(pair) for pair in body["form"]]).encode()
    return json.dumps(body).replace("<password>", PASSWORD).encode()
