"""The sandbox's campaigns: each test states what an account's administrators rely on."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from office import Caller

import chatwoot_client
from chatwoot_client import CampaignsApi
from chatwoot_client.sandbox import Sandbox

API_INBOX = 1
WEBSITE = {"name": "Web", "channel": {"type": "web_widget", "website_url": "https://example.test"}}


@pytest.fixture
def campaign(admin: Caller) -> dict[str, Any]:
    """What a campaign of a website inbox is made of."""
    inbox = admin.post("/inboxes", WEBSITE)["id"]
    rules = {"url": "https://example.test/prices", "time_on_page": 10}
    return {"title": "Prices", "message": "May I help?", "inbox_id": inbox, "trigger_rules": rules}


def test_a_campaign_of_a_website_is_kept_changed_and_deleted(
    server: Sandbox, client_for: Callable[..., chatwoot_client.ApiClient], campaign: dict[str, Any]
) -> None:
    campaigns = CampaignsApi(client_for(server, api_key={"api_access_token": server.user_token}))
    made = campaigns.create_a_campaign(campaign, 1)
    assert (made.title, made.inbox.id, made.campaign_type) == ("Prices", campaign["inbox_id"], "ongoing")
    assert made.trigger_rules["time_on_page"] == 10

    assert campaigns.update_a_campaign({"enabled": False}, 1, made.id).enabled is False
    assert [each.id for each in campaigns.list_campaigns(1)] == [made.id]
    campaigns.delete_a_campaign(1, made.id)
    assert campaigns.list_campaigns(1) == []


def test_a_campaign_is_listed_with_its_inbox(admin: Caller, campaign: dict[str, Any]) -> None:
    made = admin.held("POST", "/campaigns", campaign)
    assert [each["id"] for each in admin.get(f"/inboxes/{campaign['inbox_id']}/campaigns")] == [made["id"]]
    assert admin.get(f"/inboxes/{API_INBOX}/campaigns") == []


def test_a_campaign_has_the_member_who_sends_it(server: Sandbox, admin: Caller, campaign: dict[str, Any]) -> None:
    grace = server.create_agent("Grace")
    assert admin.post("/campaigns", {**campaign, "sender_id": grace.id})["sender"]["id"] == grace.id


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"inbox_id": API_INBOX}, "Inbox Unsupported Inbox type"),
        ({"inbox_id": 99}, "Inbox must exist"),
        ({"title": ""}, "Title can't be blank"),
        ({"trigger_rules": {"url": "example"}}, "Url invalid"),
    ],
)
def test_a_campaign_needs_a_website_a_title_and_an_address(
    admin: Caller, campaign: dict[str, Any], wrong: dict[str, Any], words: str
) -> None:
    refused = admin.ask("POST", "/campaigns", {**campaign, **wrong})
    assert (refused.status, refused.json["message"]) == (422, words)


def test_campaigns_are_for_administrators(server: Sandbox) -> None:
    assert Caller(server, server.create_agent("Grace").access_token).ask("GET", "/campaigns").status == 401
