"""Teams, webhooks, filters and the like: what the recordings don't show."""

from __future__ import annotations

import datetime
import json

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client import (
    AutomationRuleAction,
    AutomationRuleApi,
    AutomationRuleCondition,
    AutomationRuleCreateUpdatePayload,
    CampaignCreateUpdatePayload,
    CampaignsApi,
    CannedResponseApi,
    CannedResponsesApi,
    CustomAttributesApi,
    CustomFilterCreateUpdatePayload,
    CustomFiltersApi,
    HelpCenterApi,
    MacrosApi,
    ServiceException,
    TeamMembersPayload,
    TeamsApi,
)


def test_both_names_of_the_class_for_canned_responses_have_all_of_it():
    assert CannedResponseApi is CannedResponsesApi


def test_the_names_of_the_old_client_for_the_agents_of_a_team_are_one_model():
    for old in ("TeamIdTeamMembersBody", "TeamIdTeamMembersBody1", "TeamIdTeamMembersBody2"):
        assert getattr(chatwoot_client, old) is TeamMembersPayload


def test_agents_leave_a_team_by_a_delete_with_a_body(client_for):
    with ScriptedServer([json_answer(None)]) as server:
        TeamsApi(client_for(server)).delete_agent_in_team(TeamMembersPayload(user_ids=[3]), 1, 2)
    (request,) = server.requests
    assert (request.method, request.body) == ("DELETE", b'{"user_ids":[3]}')


def test_the_model_of_an_attribute_may_be_given_by_place_or_left_out(client_for):
    with ScriptedServer([json_answer([])] * 2) as server:
        attributes = CustomAttributesApi(client_for(server))
        attributes.get_account_custom_attribute(1, 0)
        attributes.get_account_custom_attribute(1)
    path = "/api/v1/accounts/1/custom_attribute_definitions"
    assert [request.target for request in server.requests] == [f"{path}?attribute_model=0", path]


def test_what_is_described_and_not_read_by_servers_is_sent_all_the_same(client_for):
    with ScriptedServer([json_answer({}), json_answer({"payload": []})]) as server:
        client = client_for(server)
        body = CustomFilterCreateUpdatePayload(name="Mine", type="contact")
        CustomFiltersApi(client).create_a_custom_filter(body, 1, filter_type="contact")
        AutomationRuleApi(client).get_account_automation_rule(1, page=2)
    assert server.requests[0].body == b'{"name":"Mine","type":"contact"}'
    assert [request.target.partition("?")[2] for request in server.requests] == ["filter_type=contact", "page=2"]


def test_a_rule_is_made_of_models(client_for):
    condition = AutomationRuleCondition(attribute_key="status", filter_operator="equal_to", values=["open"])
    body = AutomationRuleCreateUpdatePayload(
        name="Label", conditions=[condition], actions=[AutomationRuleAction("add_label", ["billing"])]
    )
    with ScriptedServer([json_answer({})]) as server:
        AutomationRuleApi(client_for(server)).add_new_automation_rule_to_account(body, 1)
    assert json.loads(server.requests[0].body) == {
        "name": "Label",
        "conditions": [{"attribute_key": "status", "filter_operator": "equal_to", "values": ["open"]}],
        "actions": [{"action_name": "add_label", "action_params": ["billing"]}],
    }


def test_a_campaign_is_asked_for_at_a_datetime_and_answered_with_seconds(client_for):
    moment = datetime.datetime(2026, 12, 1, 9, 30, tzinfo=datetime.timezone.utc)
    with ScriptedServer([json_answer({"id": 1, "scheduled_at": int(moment.timestamp())})]) as server:
        campaign = CampaignsApi(client_for(server)).create_a_campaign(
            CampaignCreateUpdatePayload(title="News", scheduled_at=moment), 1
        )
    assert json.loads(server.requests[0].body)["scheduled_at"] == "2026-12-01T09:30:00+00:00"
    assert campaign.scheduled_at is not None
    assert campaign.scheduled_at.datetime == moment


@pytest.mark.parametrize(
    ("api", "operation", "arguments", "explained"),
    [
        *((CampaignsApi, f"{verb}_a_campaign", {"id": 9}, "campaign .* list_campaigns") for verb in ("get", "delete")),
        (CampaignsApi, "update_a_campaign", {"id": 9, "body": {}}, "campaign .* list_campaigns"),
        (
            AutomationRuleApi,
            "get_details_of_a_single_automation_rule",
            {"id": 9},
            "rule .* get_account_automation_rule",
        ),
        (AutomationRuleApi, "update_automation_rule_in_account", {"id": 9, "body": {}}, "rule .* get_account"),
        (AutomationRuleApi, "delete_automation_rule_from_account", {"id": 9}, "rule .* get_account_automation_rule"),
        (AutomationRuleApi, "clone_automation_rule", {"id": 9}, "rule .* get_account_automation_rule"),
        (MacrosApi, "update_a_macro", {"id": 9, "body": {}}, "macro .* list_macros"),
        (MacrosApi, "delete_a_macro", {"id": 9}, "macro .* list_macros"),
        (MacrosApi, "execute_a_macro", {"id": 9, "body": {}}, "macro .* list_macros"),
        (HelpCenterApi, "get_single_portal", {"id": "nothing"}, "its slug, not its number"),
        (HelpCenterApi, "archive_portal", {"id": "handbook"}, "set archived with update_portal_to_account"),
    ],
)
def test_a_500_for_a_record_that_is_missing_is_explained(client_for, api, operation, arguments, explained):
    with ScriptedServer([json_answer({"status": 500, "error": "Internal Server Error"}, 500)]) as server:
        call = getattr(api(client_for(server)), operation)
        with pytest.raises(ServiceException, match=explained):
            call(account_id=1, **arguments)
