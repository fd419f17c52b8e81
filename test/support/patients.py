"""What the doctor is asked to look at in the tests: a Chatwoot that answers as it's told, and what was found."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

from servers import Answer, Request, ScriptedServer, http_date, json_answer

from chatwoot_client import Configuration
from chatwoot_client.doctor import Finding, examine

USER, BOT, APP = "canary-user-token", "canary-bot-token", "canary-platform-token"
IDENTIFIER = "yLVJ4nVHRrnZvmHcGzYBqSZQ"
HMAC_TOKEN, INBOX_SECRET, HOOK_SECRET, PUBSUB = "canary-hmac", "canary-inbox", "canary-hook", "canary-pubsub"
PROXY_PASSWORD, QUERY_TOKEN, PASSWORD = "canary-proxy", "canary-query", "canary-password"
SECRETS = (
    USER, BOT, APP, HMAC_TOKEN, INBOX_SECRET, HOOK_SECRET, PUBSUB, PROXY_PASSWORD, QUERY_TOKEN, PASSWORD, "canary",
)  # fmt: skip

NOBODY_SIGNED_IN = json_answer({"errors": ["You need to sign in or sign up before continuing."]}, 401)
NO_ROUTE = json_answer({"status": 404, "error": "Not Found"}, 404)


class Chatwoot:
    """What a Chatwoot says of itself; a test changes what is to be wrong with it.

    Answers are by path, below a *base*, and win over what's said otherwise.
    """

    def __init__(self, base: str = "", **answers: Answer) -> None:
        self.base = base
        self.answers: dict[str, Answer] = dict(answers)
        self.version = "4.16.2"
        self.token_header = "api-access-token"
        self.role = "administrator"
        self.inbox: dict[str, Any] = {
            "id": 3, "name": "Shop", "channel_type": "Channel::Api", "inbox_identifier": IDENTIFIER,
            "hmac_mandatory": False, "hmac_token": HMAC_TOKEN, "secret": INBOX_SECRET, "webhook_url": None,
        }  # fmt: skip
        self.website: dict[str, Any] = {
            "id": 4, "name": "Site", "channel_type": "Channel::WebWidget", "website_token": "website-token",
        }  # fmt: skip
        self.members: list[dict[str, Any]] = [{"id": 1, "name": "Ada"}]
        self.webhooks: list[dict[str, Any]] = []

    def __call__(self, request: Request) -> Answer:
        path = request.target.partition("?")[0]
        if not path.startswith(self.base):
            return NO_ROUTE
        path = path[len(self.base) :] or "/"
        if path in self.answers:
            return self.answers[path]
        return self._answer(path, request)

    def _answer(self, path: str, request: Request) -> Answer:
        if path == "/api":
            stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
            status = {"version": self.version, "timestamp": stamp, "queue_services": "ok", "data_services": "ok"}
            return json_answer(status, headers={"Date": http_date()})
        if path == f"/public/api/v1/inboxes/{IDENTIFIER}":
            proven = self.inbox["hmac_mandatory"]
            return json_answer({"identifier": IDENTIFIER, "name": "Shop", "identity_validation_enabled": proven})
        if path.startswith("/public/"):
            return NO_ROUTE
        token = request.headers.get(self.token_header, "")
        if path.startswith("/platform/"):
            return json_answer([]) if token == APP else json_answer({"error": "Invalid access_token"}, 401)
        if not token:
            return NOBODY_SIGNED_IN
        if token in (BOT, APP):
            return json_answer({"error": "Access to this endpoint is not authorized for bots"}, 401)
        if token != USER:
            return json_answer({"error": "Invalid Access Token"}, 401)
        return self._application(path)

    def _application(self, path: str) -> Answer:
        account = {"id": 1, "name": "Acme", "role": self.role, "status": "active"}
        served: dict[str, Any] = {
            "/api/v1/profile": {
                "id": 7, "name": "Grace", "access_token": USER, "pubsub_token": PUBSUB, "accounts": [account]
            },
            "/api/v1/accounts/1/inboxes": {"payload": [self.inbox, self.website]},
            "/api/v1/accounts/1/inbox_members/3": {"payload": self.members},
            "/api/v1/accounts/1/webhooks": {"payload": {"webhooks": self.webhooks}},
        }  # fmt: skip
        return json_answer(served[path]) if path in served else NO_ROUTE


def found_of(configuration: Configuration, **asked: Any) -> dict[str, Finding]:
    """What was found, by code, the last of each; none of it shows a secret."""
    findings = examine(configuration, **{"seconds": 30.0, **asked})
    shown = "\n".join(map(str, findings)) + json.dumps([finding._asdict() for finding in findings])
    assert not [secret for secret in SECRETS if secret in shown]
    assert all("\n" not in str(finding) for finding in findings)
    return {finding.code: finding for finding in findings}


def found_at(chatwoot: Chatwoot, **asked: Any) -> dict[str, Finding]:
    """What is found at *chatwoot*, with a user's token unless other settings are told."""
    settings = {"api_key": {"userApiKey": USER}, **asked.pop("settings", {})}
    with ScriptedServer(chatwoot) as server:
        return found_of(Configuration(host=server.url + chatwoot.base, **settings), **asked)


def told_in_fresh_python(prelude: str, host: str) -> str:
    """What the doctor tells of *host* in a Python of its own that runs *prelude* before."""
    code = (
        f"{prelude}\n"
        "from chatwoot_client import Configuration\n"
        "from chatwoot_client.doctor import examine\n"
        f"print(*examine(Configuration(host={host!r})), sep='\\n')"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
