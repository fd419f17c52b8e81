"""What a new account has switched off, in the sandbox as in Chatwoot: each test states how a program learns of it."""

from __future__ import annotations

import pytest
from office import Caller

from chatwoot_client.sandbox import Sandbox

LAYOUT = "<main>{{ content_for_layout }}</main>"


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/companies", 403, "Companies are not enabled for this account"),
        ("GET", "/saml_settings", 403, "SAML feature not enabled for this account"),
        ("GET", "/data_imports", 401, "You are not authorized to do this action"),
        ("GET", "/api/v1/profile/mfa", 403, "MFA feature is not available. Please configure encryption keys."),
        ("GET", "/inboxes/1/health", 400, "Health data only available for WhatsApp Cloud API channels"),
        (
            "GET",
            "/inboxes/1/csat_template",
            400,
            "CSAT template operations only available for WhatsApp and Twilio WhatsApp channels",
        ),
        ("POST", "/inboxes/1/sync_templates", 422, "Template sync is only available for WhatsApp channels"),
        ("PATCH", "/branded_email_layout", 422, "Branded email templates feature is not enabled"),
    ],
)
def test_what_is_off_says_so(admin: Caller, method: str, path: str, status: int, words: str) -> None:
    refused = admin.ask(method, path)
    assert (refused.status, refused.json) == (status, {"error": words})


def test_an_account_with_the_feature_has_a_layout_of_its_own(server: Sandbox, admin: Caller) -> None:
    platform = Caller(server, server.platform_token)
    platform.post("/platform/api/v1/accounts", {"name": "Second", "features": {"branded_email_templates": True}})
    platform.post("/platform/api/v1/accounts/2/account_users", {"user_id": 1, "role": "administrator"})
    path = "/api/v1/accounts/2/branded_email_layout"

    assert admin.get(path) == {"branded_email_layout": None}
    assert admin.patch(path, {"branded_email_layout": LAYOUT}) == {"branded_email_layout": LAYOUT}
    assert admin.get(path) == {"branded_email_layout": LAYOUT}
    refused = admin.ask("PATCH", path, {"branded_email_layout": "<main></main>"})
    assert (refused.status, refused.json) == (422, {"error": "Body must include {{ content_for_layout }}"})
    assert admin.patch(path, {"branded_email_layout": ""}) == {"branded_email_layout": None}


def test_an_account_is_set_up_step_by_step(admin: Caller) -> None:
    changed = admin.patch("/onboarding", {"onboarding_step": "account_details", "industry": "software"})
    assert changed["custom_attributes"]["industry"] == "software"
    refused = admin.ask("PATCH", "/onboarding", {"onboarding_step": "moon"})
    assert (refused.status, refused.json) == (422, {"error": "Invalid onboarding step"})
    assert admin.get("/onboarding/help_center_generation")["articles_count"] == 0


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/captain/preferences"),
        ("POST", "/captain/assistants"),
        ("POST", "/agent_capacity_policies"),
        ("GET", "/agent_capacity_policies/1"),
        ("GET", "/companies/1"),
    ],
)
def test_what_the_sandbox_has_not_answers_501(admin: Caller, method: str, path: str) -> None:
    assert admin.ask(method, path).status == 501


def test_what_the_sandbox_can_not_make_is_listed_as_by_an_account_without_any(server: Sandbox, admin: Caller) -> None:
    assert admin.get("/captain/assistants") == {"payload": [], "meta": {"total_count": 0, "page": 1}}
    assert admin.get("/agent_capacity_policies") == []
    agent = Caller(server, server.create_agent("Grace").access_token)
    assert agent.ask("GET", "/agent_capacity_policies").status == 401


@pytest.mark.parametrize("path", ["/companies", "/data_imports", "/labels"])
def test_a_method_that_chatwoot_has_not_is_a_404(admin: Caller, path: str) -> None:
    assert admin.ask("DELETE", path).json == {"status": 404, "error": "Not Found"}
