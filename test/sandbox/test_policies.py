"""The sandbox's policies and roles: each test states what an account's administrators rely on."""

from __future__ import annotations

from typing import Callable

import pytest
from office import Caller

import chatwoot_client
from chatwoot_client import AssignmentPoliciesApi
from chatwoot_client.sandbox import Sandbox

INBOX = 1
NOT_ALLOWED = '{"error":"You are not authorized to do this action"}'


def test_an_assignment_policy_counts_the_inboxes_that_have_it(
    server: Sandbox, client_for: Callable[..., chatwoot_client.ApiClient]
) -> None:
    policies = AssignmentPoliciesApi(client_for(server, api_key={"api_access_token": server.user_token}))
    policy = policies.create_an_assignment_policy({"name": "By turns", "fair_distribution_limit": 10}, 1)
    assert (policy.enabled, policy.assignment_order, policy.assigned_inbox_count) == (True, "round_robin", 0)

    assert policies.set_inbox_assignment_policy({"assignment_policy_id": policy.id}, 1, INBOX).assigned_inbox_count == 1
    assert [each.id for each in policies.assignment_policy_inboxes(1, policy.id).inboxes] == [INBOX]

    policies.delete_inbox_assignment_policy(1, INBOX)
    assert policies.get_an_assignment_policy(1, policy.id).assigned_inbox_count == 0
    with pytest.raises(chatwoot_client.NotFoundException, match="Assignment policy not found"):
        policies.get_inbox_assignment_policy(1, INBOX)


def test_an_inbox_loses_a_policy_that_is_deleted(admin: Caller) -> None:
    policy = admin.held("POST", "/assignment_policies", {"name": "By turns"})
    admin.held("POST", f"/inboxes/{INBOX}/assignment_policy", {"assignment_policy_id": policy["id"]})
    admin.delete(f"/assignment_policies/{policy['id']}")

    assert admin.get("/assignment_policies") == []
    assert admin.ask("GET", f"/inboxes/{INBOX}/assignment_policy").status == 404


def test_a_policy_needs_a_name_of_its_own_and_limits_above_zero(admin: Caller) -> None:
    admin.post("/assignment_policies", {"name": "By turns"})

    refused = admin.ask("POST", "/assignment_policies", {"name": "By turns"})
    assert (refused.status, refused.json["attributes"]) == (422, ["name"])
    refused = admin.ask("POST", "/assignment_policies", {"name": "None", "fair_distribution_limit": 0})
    assert (refused.status, refused.json["attributes"]) == (422, ["fair_distribution_limit"])


def test_a_conversation_has_the_sla_policy_that_it_was_given(admin: Caller) -> None:
    thresholds = {"first_response_time_threshold": 60, "resolution_time_threshold": 3600}
    policy = admin.post("/sla_policies", {"name": "Gold", **thresholds})["payload"]
    assert policy["first_response_time_threshold"] == 60.0
    assert admin.get("/sla_policies")["payload"] == [policy]

    contact = admin.post("/contacts", {"name": "Ada", "inbox_id": INBOX})["payload"]["contact"]["id"]
    conversation = admin.post("/conversations", {"inbox_id": INBOX, "contact_id": contact})["id"]
    changed = admin.patch(f"/conversations/{conversation}", {"sla_policy_id": policy["id"]})
    assert changed["sla_policy_id"] == policy["id"]
    assert admin.get("/applied_slas/metrics")["total_applied_slas"] == 1

    refused = admin.ask("PATCH", f"/conversations/{conversation}", {"sla_policy_id": 99})
    assert (refused.status, refused.json["attributes"]) == (422, ["sla_policy"])


def test_an_agent_with_a_custom_role_has_its_permissions_until_it_is_deleted(server: Sandbox, admin: Caller) -> None:
    role = admin.post("/custom_roles", {"name": "Reader", "permissions": ["report_manage"]})
    agent = server.create_agent("Grace")
    of_agent = Caller(server, agent.access_token)
    changed = admin.patch(f"/agents/{agent.id}", {"custom_role_id": role["id"]})
    assert changed["custom_role_id"] == role["id"]
    assert of_agent.get("/api/v1/profile")["accounts"][0]["permissions"] == ["report_manage", "custom_role"]

    admin.delete(f"/custom_roles/{role['id']}")
    assert of_agent.get("/api/v1/profile")["accounts"][0]["permissions"] == ["agent"]


def test_a_custom_role_has_known_permissions_only(admin: Caller) -> None:
    refused = admin.ask("POST", "/custom_roles", {"name": "King", "permissions": ["everything"]})
    assert (refused.status, refused.json["attributes"]) == (422, ["permissions"])


@pytest.mark.parametrize("path", ["/assignment_policies", "/sla_policies", "/custom_roles", "/applied_slas"])
def test_policies_and_roles_are_for_administrators(server: Sandbox, path: str) -> None:
    refused = Caller(server, server.create_agent("Grace").access_token).ask("GET", path)
    assert (refused.status, refused.body) == (401, NOT_ALLOWED)
