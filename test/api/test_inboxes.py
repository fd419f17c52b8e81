"""``InboxesApi``: what the recordings don't show."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client import (
    NULL,
    InboxCreateApiChannelPayload,
    InboxCreatePayload,
    InboxesApi,
    InboxUpdatePayload,
    SetAgentBotPayload,
)


@pytest.fixture
def server():
    with ScriptedServer([json_answer({"id": 1})]) as server:
        yield server


@pytest.fixture
def inboxes(server, client_for):
    return InboxesApi(client_for(server))


def test_a_channel_is_a_model_or_a_dict(client_for):
    said = {"name": "Shop", "channel": {"type": "api", "webhook_url": "https://shop.test/hook"}}
    model = InboxCreatePayload(name="Shop", channel=InboxCreateApiChannelPayload(**said["channel"]))
    with ScriptedServer([json_answer({"id": 1})] * 2) as server:
        inboxes = InboxesApi(client_for(server))
        inboxes.inbox_creation(model, 1)
        inboxes.inbox_creation(said, 1)
    assert [json.loads(request.body) for request in server.requests] == [said, said]


def test_a_picture_is_sent_as_a_form_with_the_channel_in_brackets(server, inboxes):
    channel = InboxCreateApiChannelPayload(type="api", hmac_mandatory=True)
    body = InboxCreatePayload(name="Shop", channel=channel, avatar=("shop.png", b"picture", "image/png"))
    inboxes.inbox_creation(body, 1)
    (request,) = server.requests
    for part in (
        b'name="name"\r\n\r\nShop',
        b'name="channel[type]"\r\n\r\napi',
        b'name="channel[hmac_mandatory]"\r\n\r\ntrue',
        b'name="avatar"; filename="shop.png"\r\nContent-Type: image/png\r\n\r\npicture',
    ):
        assert part in request.body


def test_a_picture_may_be_the_signed_id_of_a_file_that_the_server_has(server, inboxes):
    inboxes.update_inbox(InboxUpdatePayload(avatar="signed-id"), 1, 2)
    assert json.loads(server.requests[0].body) == {"avatar": "signed-id"}


def test_a_bot_is_taken_away_by_an_explicit_null(server, inboxes):
    inboxes.update_agent_bot(SetAgentBotPayload(agent_bot=NULL), 1, 2)
    assert server.requests[0].body == b'{"agent_bot":null}'


@pytest.mark.parametrize(
    ("wanted", "sent"),
    [(None, []), (False, []), (True, [("include_ai_assignees", "true"), ("include_agent_bots", "true")])],
    ids=str,
)
@pytest.mark.parametrize("name", ["include_ai_assignees", "include_agent_bots"])
def test_bots_are_listed_only_where_they_are_asked_for_by_either_name(server, inboxes, wanted, sent, name):
    inboxes.assignable_agents(1, [2, 3], **{name: wanted})
    query = parse_qsl(urlsplit(server.requests[0].target).query)
    assert query == [("inbox_ids[]", "2"), ("inbox_ids[]", "3"), *sent]


def test_the_templates_of_one_name_are_given_as_the_server_sends_them(client_for):
    templates = [{"name": "order_sent", "language": "de", "parameters": [1]}]
    with ScriptedServer([json_answer(templates)]) as server:
        given = InboxesApi(client_for(server)).list_whatsapp_message_templates(1, 2, name="order sent")
    assert given == templates
    assert server.requests[0].target == "/api/v1/accounts/1/inboxes/2/message_templates?name=order+sent"


def test_a_key_of_visitors_identity_is_renewed(server, inboxes):
    assert inboxes.rotate_hmac_token(1, 2).id == 1
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", "/api/v1/accounts/1/inboxes/2/rotate_hmac_token")


def test_the_names_of_the_old_client_are_those_of_today_s_models():
    for old, new in {
        "AccountIdInboxesBody": "InboxCreatePayload",
        "InboxesIdBody": "InboxUpdatePayload",
        "Apiv1accountsaccountIdinboxesChannel": "InboxCreateWebWidgetChannelPayload",
        "Apiv1accountsaccountIdinboxesidChannel": "InboxUpdateWebWidgetChannelPayload",
        "AccountIdInboxMembersBody": "InboxMembersPayload",
        "AccountIdInboxMembersBody1": "InboxMembersPayload",
        "AccountIdInboxMembersBody2": "InboxMembersPayload",
        "IdSetAgentBotBody": "SetAgentBotPayload",
    }.items():
        assert getattr(chatwoot_client, old) is getattr(chatwoot_client, new)
