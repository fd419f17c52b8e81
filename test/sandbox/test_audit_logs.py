"""The sandbox's audit log: each test states what an account's administrators rely on."""

from __future__ import annotations

from typing import Callable

import pytest
from office import Caller

import chatwoot_client
from chatwoot_client import AuditLogsApi
from chatwoot_client.sandbox import Sandbox

HOOK = {"url": "https://example.test/hook", "subscriptions": ["message_created"]}


@pytest.fixture
def admin(server: Sandbox) -> Caller:
    """The administrator, who is one of an account 2 too, which has the feature."""
    platform = Caller(server, server.platform_token)
    platform.post("/platform/api/v1/accounts", {"name": "Second", "features": {"audit_logs": True}})
    platform.post("/platform/api/v1/accounts/2/account_users", {"user_id": 1, "role": "administrator"})
    return Caller(server, server.user_token)


def test_what_is_done_to_a_webhook_is_logged_with_who_did_it(
    server: Sandbox, admin: Caller, client_for: Callable[..., chatwoot_client.ApiClient]
) -> None:
    path = "/api/v1/accounts/2/webhooks"
    hook = admin.post(path, HOOK)["payload"]["webhook"]["id"]
    admin.patch(f"{path}/{hook}", {"subscriptions": ["message_updated"]})
    admin.delete(f"{path}/{hook}")

    logs = AuditLogsApi(client_for(server, api_key={"api_access_token": server.user_token}))
    page = logs.get_account_audit_logs(2)
    assert page.total_entries == 3
    assert [(each.action, each.version) for each in page.audit_logs] == [("destroy", 3), ("update", 2), ("create", 1)]
    assert page.audit_logs[1].audited_changes == {"subscriptions": [["message_created"], ["message_updated"]]}
    who = admin.get("/api/v1/profile")["email"]
    assert {(each.auditable_type, each.username) for each in page.audit_logs} == {("Webhook", who)}


def test_a_page_has_25_entries(admin: Caller) -> None:
    for number in range(26):
        admin.post("/api/v1/accounts/2/teams", {"name": f"team {number}"})
    first, second = (admin.get(f"/api/v1/accounts/2/audit_logs?page={page}") for page in (1, 2))
    assert (first["total_entries"], len(first["audit_logs"]), len(second["audit_logs"])) == (26, 25, 1)
    assert second["audit_logs"][0]["audited_changes"]["name"] == "team 0"


def test_without_the_feature_the_log_is_empty(admin: Caller) -> None:
    admin.post("/webhooks", HOOK)
    assert admin.get("/audit_logs") == {"per_page": 25, "total_entries": 0, "current_page": 1, "audit_logs": []}


def test_the_log_is_for_administrators(server: Sandbox) -> None:
    assert Caller(server, server.create_agent("Grace").access_token).ask("GET", "/audit_logs").status == 401
