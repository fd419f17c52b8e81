"""What ``ConversationsApi`` and ``ConversationAssignmentsApi`` have besides sending and reading what was recorded."""

from __future__ import annotations

import datetime
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client import (
    NULL,
    Contact,
    Conversation,
    ConversationAssignee,
    ConversationAssignmentsApi,
    ConversationsApi,
    ConversationStatus,
    ConversationToggleStatusPayload,
    ConversationUpdatePayload,
)
from chatwoot_client.filters import attribute

MOMENT = datetime.datetime(2031, 1, 1, tzinfo=datetime.timezone.utc)


def paged(*pages, inside=lambda items: {"payload": items}):
    """A script that gives these ids page by page, and nothing beyond them."""

    def page(request):
        number = int(parse_qs(urlsplit(request.target).query)["page"][0])
        ids = pages[number - 1] if number <= len(pages) else []
        return json_answer(inside([{"id": id} for id in ids]))

    return page


# --- walks ---


def test_all_pages_of_a_list_are_walked_with_what_it_was_asked_by(client_for):
    script = paged([3, 2], [2, 1], inside=lambda items: {"data": {"meta": {}, "payload": items}})
    with ScriptedServer(script) as server:
        walk = ConversationsApi(client_for(server)).iter_conversations(
            1, status="all", labels=["a", "b"], sort_by="created_at_desc"
        )
        assert [conversation.id for conversation in walk] == [3, 2, 1]
        queries = [parse_qsl(urlsplit(request.target).query) for request in server.requests]
    asked = [("status", "all"), ("labels[]", "a"), ("labels[]", "b")]
    assert queries == [[*asked, ("page", str(number)), ("sort_by", "created_at_desc")] for number in (1, 2, 3)]


def test_a_list_that_is_not_paged_ends_after_the_second_look(client_for):
    whole = json_answer({"data": {"payload": [{"id": 2}, {"id": 1}]}})
    with ScriptedServer([whole]) as server:
        walk = ConversationsApi(client_for(server)).iter_conversations(1, updated_within=60)
        assert [conversation.id for conversation in walk] == [2, 1]
        assert len(server.requests) == 2


def test_all_pages_of_a_filter_are_walked_by_an_expression_too(client_for):
    with ScriptedServer(paged([3, 2], [1])) as server:
        walk = ConversationsApi(client_for(server)).iter_conversation_filter(attribute("status") == "open", 1)
        assert [conversation.id for conversation in walk] == [3, 2, 1]
        assert {request.body for request in server.requests} == {server.requests[0].body}
        assert server.requests[0].json["payload"][0]["attribute_key"] == "status"


def test_all_pages_of_a_search_and_of_attachments_are_walked(client_for):
    with ScriptedServer(paged([2], [1])) as server:
        api = ConversationsApi(client_for(server))
        assert [found.id for found in api.iter_conversation_search(1, "words", inbox_id=4)] == [2, 1]
        assert [file.id for file in api.iter_attachments_of_a_conversation(1, 2)] == [2, 1]
        assert server.requests[0].target.endswith("/search?q=words&inbox_id=4&page=1")


# --- several values ---


@pytest.mark.parametrize("operation", ["conversation_list", "conversation_list_meta", "iter_conversations"])
def test_several_statuses_inboxes_and_teams_go_out_as_a_server_takes_several(client_for, operation):
    several = {"status": ["open", ConversationStatus.PENDING], "inbox_id": (1, 2), "team_id": [3], "labels": ["a", "b"]}
    with ScriptedServer([json_answer({"data": {"payload": []}})]) as server:
        answered = getattr(ConversationsApi(client_for(server)), operation)(1, **several)
        assert operation[:5] != "iter_" or list(answered) == []
        query = parse_qs(urlsplit(server.requests[0].target).query)
    query.pop("page", None)
    assert query == {
        "status[]": ["open", "pending"],
        "inbox_id[]": ["1", "2"],
        "team_id[]": ["3"],
        "labels[]": ["a", "b"],
    }


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            {"status": ["open", "all"]},
            ValueError,
            "status: 'all' can't be among several values; there are open, ",
        ),
        ({"status": ["opne"]}, ValueError, "status: 'opne' can't be among several values; did you mean 'open'"),
        ({"status": ["open", None]}, ValueError, "status: None can't be among several"),
        ({"inbox_id": [1, None]}, TypeError, "inbox_id must be text, a number or a boolean, not NoneType"),
        ({"status": []}, ValueError, "status must not be empty"),
        ({"labels": []}, ValueError, "labels must not be empty"),
        (
            {"page": [1, 2]},
            TypeError,
            "page takes one value, not a list; of this operation's, status, inbox_id, team_id, labels take several",
        ),
        ({"source_id": {"a"}}, TypeError, "source_id takes one value, not a set"),
    ],
)
def test_several_values_are_refused_where_a_server_would_misread_them(client_for, arguments, error, message):
    with pytest.raises(error, match=message):
        ConversationsApi(client_for("http://unreachable.invalid")).conversation_list(1, **arguments)


# --- what's sent ---


def test_a_filter_only_reads_so_it_is_repeated(client_for):
    with ScriptedServer([json_answer({}, 503), json_answer({"payload": []})]) as server:
        assert ConversationsApi(client_for(server)).conversation_filter({"payload": []}, 1).payload == []


def test_a_datetime_to_snooze_until_is_sent_in_seconds(client_for):
    sent = {"status": "snoozed", "snoozed_until": 1924992000}
    answered = {"payload": {"success": True, "snoozed_until": "2031-01-01T00:00:00.000Z"}}
    with ScriptedServer([json_answer(answered)]) as server:
        body = ConversationToggleStatusPayload("snoozed", MOMENT)
        toggled = ConversationsApi(client_for(server)).toggle_status_of_a_conversation(body, 1, 2)
        assert server.requests[0].json == sent
    assert toggled.payload.snoozed_until == MOMENT
    assert toggled.meta is None


def test_a_datetime_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="snoozed_until must have a time zone"):
        ConversationToggleStatusPayload("snoozed", datetime.datetime(2031, 1, 1))


def test_a_new_conversations_datetime_is_sent_as_text(client_for):
    with ScriptedServer([json_answer({"id": 1})]) as server:
        body = chatwoot_client.ConversationCreatePayload(inbox_id=1, contact_id=2, snoozed_until=MOMENT)
        ConversationsApi(client_for(server)).new_conversation(body, 1)
        assert server.requests[0].json["snoozed_until"] == "2031-01-01T00:00:00+00:00"


def test_null_takes_the_priority_off(client_for):
    with ScriptedServer([json_answer({"id": 1})]) as server:
        ConversationsApi(client_for(server)).update_conversation(ConversationUpdatePayload(NULL), 1, 2)
        assert server.requests[0].json == {"priority": None}


# --- what's read ---


def test_a_conversation_tells_who_takes_part_in_it():
    meta = {"sender": {"id": 1}, "assignee": {"id": 6, "bot_type": "webhook"}, "assignee_type": "AgentBot"}
    conversation = Conversation.from_dict({"id": 1, "meta": meta, "waiting_since": 0})
    assert type(conversation.meta.sender) is Contact
    assert type(conversation.meta.assignee) is ConversationAssignee
    assert conversation.meta.assignee.bot_type == "webhook"
    assert conversation.waiting_since == 0
    assert conversation.waiting_since.datetime is None


def test_nobody_assigned_is_none(client_for):
    with ScriptedServer([json_answer(None)]) as server:
        api = ConversationAssignmentsApi(client_for(server, api_key={"agentBotApiKey": "bot"}))
        assert api.assign_a_conversation({"assignee_id": None}, 1, 2) is None
        assert server.requests[0].headers["api-access-token"] == "bot"


# --- old scripts ---


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ConversationLabelsApi", "ConversationsApi"),
        ("ConversationAssignmentApi", "ConversationAssignmentsApi"),
        ("AccountIdConversationsBody", "ConversationCreatePayload"),
        ("AllOfconversationFilterListPayloadItems", "Conversation"),
        ("ConversationFilterList", "ConversationListData"),
        ("ConversationIdAssignmentsBody", "ConversationAssignmentPayload"),
        ("ConversationIdLabelsBody", "ConversationLabelsPayload"),
        ("ConversationIdTogglePriorityBody", "ConversationTogglePriorityPayload"),
        ("ConversationIdToggleStatusBody", "ConversationToggleStatusPayload"),
        ("ConversationListDataMeta", "ConversationCounts"),
        ("ConversationListPayload", "Conversation"),
        ("ConversationListPayloadMeta", "ConversationShowMeta"),
        ("ConversationSender", "Contact"),
        ("ConversationShow", "Conversation"),
        ("ConversationShowMetaSender", "Contact"),
        ("ConversationsFilterBody", "FilterPayload"),
    ],
)
def test_an_old_name_is_another_for_the_new_one(old, new):
    assert getattr(chatwoot_client, old) is getattr(chatwoot_client, new)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (datetime.datetime(2027, 1, 1, 9, tzinfo=datetime.timezone.utc), 1798794000),
        (1798794000, 1798794000),
        ("1798794000", 1798794000),
    ],
)
def test_a_moment_is_sent_in_seconds_from_a_dict_as_from_a_model(client_for, given, sent):
    bodies = [{"snoozed_until": given}, chatwoot_client.ConversationToggleStatusPayload(snoozed_until=given)]
    with ScriptedServer([json_answer({})]) as server:
        client = client_for(server)
        for body in bodies:
            chatwoot_client.ConversationsApi(client).toggle_status_of_a_conversation(body, 1, 1)
            chatwoot_client.NotificationsApi(client).snooze_a_notification(body, 1, 1)
            chatwoot_client.BulkActionsApi(client).create_a_bulk_action(body, 1)
    assert [request.json for request in server.requests] == [{"snoozed_until": sent}] * 6


@pytest.mark.parametrize("moment", ["2027-01-01T09:00:00Z", datetime.datetime(2027, 1, 1), True, [1]])
def test_what_the_server_would_take_for_another_moment_is_refused(client_for, moment):
    with ScriptedServer([json_answer({})]) as server:
        api = chatwoot_client.ConversationsApi(client_for(server))
        with pytest.raises((TypeError, ValueError), match=r"^snoozed_until must "):
            api.toggle_status_of_a_conversation({"snoozed_until": moment}, 1, 1)
        api.toggle_status_of_a_conversation({"snoozed_until": chatwoot_client.NULL}, 1, 1)
    assert [request.json for request in server.requests] == [{"snoozed_until": None}]


@pytest.mark.parametrize(
    ("parameter", "right", "wrong"),
    [
        ("status", ["open", "all", chatwoot_client.ConversationStatus.SNOOZED], ["bogus", "closed", "Open", 5]),
        ("assignee_type", ["me", "unassigned"], ["mine", "nobody"]),
        ("conversation_type", ["mention", "unattended"], ["mentions", "new"]),
        (
            "sort_by",
            ["created_at_asc", "unread", "of_a_newer_server"],
            ["created_at", "create_at_desc"],
        ),
    ],
)
def test_a_word_that_would_list_nothing_or_in_another_order_is_refused(client_for, parameter, right, wrong):
    with ScriptedServer([json_answer({"data": {"meta": {}, "payload": []}})]) as server:
        api = chatwoot_client.ConversationsApi(client_for(server))
        for value in right:
            api.conversation_list(1, **{parameter: value})
        for value in wrong:
            with pytest.raises(ValueError, match=f"^{parameter} must be one of "):
                api.conversation_list(1, **{parameter: value})
            with pytest.raises(ValueError, match=f"^{parameter} must be one of "):
                list(api.iter_conversations(1, **{parameter: value}))
        assert len(server.requests) == len(right)


@pytest.mark.parametrize("label", [{"title": "vip"}, ["vip"], None, 5, b"vip", chatwoot_client.Label(title="vip")])
def test_a_label_that_is_no_text_is_refused_by_its_place_instead_of_emptying_the_list(client_for, label):
    with ScriptedServer([]) as server:
        client = client_for(server)
        with pytest.raises(TypeError, match=r"^labels\[1\] must be text"):
            ConversationsApi(client).conversation_add_labels({"labels": ["a", label]}, 1, 5)
        with pytest.raises(TypeError, match=r"^labels\[0\] must be text"):
            chatwoot_client.ContactLabelsApi(client).contact_add_labels({"labels": [label]}, 1, 5)
        assert server.connections == 0


@pytest.mark.parametrize("member", [None, True, {"id": 5}, 1.5])
def test_a_member_that_is_no_number_is_refused_by_its_place(client_for, member):
    with ScriptedServer([]) as server:
        inboxes = chatwoot_client.InboxesApi(client_for(server))
        with pytest.raises(TypeError, match=r"^user_ids\[0\] must be a number"):
            inboxes.update_agents_in_inbox({"inbox_id": 1, "user_ids": [member]}, 1)
        assert server.connections == 0
