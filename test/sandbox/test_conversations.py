"""The sandbox's conversations, as agents handle them, and how they meet what contacts do."""

from __future__ import annotations

from typing import Any

import pytest
from office import PNG, Caller

import chatwoot_client
from chatwoot_client import (
    ConversationAssignmentsApi,
    ConversationsApi,
    ConversationsAPIApi,
    MessagesApi,
    MessagesAPIApi,
)
from chatwoot_client.sandbox import Sandbox


class Customer:
    """A contact with a conversation, on the public side."""

    def __init__(self, server: Sandbox, client: chatwoot_client.ApiClient) -> None:
        self.inbox = server.inbox.identifier
        self.source_id = (
            chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": "Carla"}, self.inbox).source_id
        )
        self.conversations = ConversationsAPIApi(client)
        self.messages = MessagesAPIApi(client)
        self.id: int = self.conversations.create_a_conversation({}, self.inbox, self.source_id).id

    def say(self, content: str) -> Any:
        return self.messages.create_a_message({"content": content}, self.inbox, self.source_id, self.id)

    def reads(self) -> list[str | None]:
        listed = self.messages.list_all_converation_messages(self.inbox, self.source_id, self.id)
        return [message.content for message in listed]


@pytest.fixture
def customer(server: Sandbox, client: chatwoot_client.ApiClient) -> Customer:
    return Customer(server, client)


def begun(caller: Caller, **conversation: Any) -> dict[str, Any]:
    """A conversation in the first inbox, with a contact of its own."""
    contact = caller.post("/contacts", {"name": "Carla"})["payload"]["contact"]["id"]
    begun: dict[str, Any] = caller.post("/conversations", {"inbox_id": 1, "contact_id": contact, **conversation})
    return begun


def activities(caller: Caller, conversation_id: int) -> list[str]:
    listed = caller.get(f"/conversations/{conversation_id}/messages")["payload"]
    return [message["content"] for message in listed if message["message_type"] == 2]


# Both sides


def test_what_one_side_writes_the_other_reads(client: chatwoot_client.ApiClient, customer: Customer) -> None:
    customer.say("Is anybody there?")
    messages = MessagesApi(client)
    messages.create_a_new_message_in_a_conversation({"content": "Yes, I am"}, 1, customer.id)
    messages.create_a_new_message_in_a_conversation({"content": "Be kind", "private": True}, 1, customer.id)
    assert customer.reads() == ["Is anybody there?", "Yes, I am"]
    listed = messages.list_all_messages(1, customer.id)
    assert [message.content for message in listed.payload] == ["Is anybody there?", "Yes, I am", "Be kind"]
    assert listed.meta.contact.name == "Carla"


def test_messages_are_unread_until_an_agent_looks(admin: Caller, customer: Customer) -> None:
    for number in range(12):
        customer.say(f"Message {number}")
    path = f"/conversations/{customer.id}"
    assert admin.get(path)["unread_count"] == 10
    assert admin.post(f"{path}/update_last_seen")["unread_count"] == 0
    customer.say("And another")
    assert admin.get(path)["unread_count"] == 1
    admin.post(f"{path}/update_last_seen")
    unread = admin.post(f"{path}/unread")
    assert unread["unread_count"] > 0
    assert unread["agent_last_seen_at"] == admin.get(path)["last_activity_at"] - 1


def test_an_answer_is_read_once_the_contact_has_looked(admin: Caller, customer: Customer) -> None:
    path = f"/conversations/{customer.id}"
    admin.post(f"{path}/messages", {"content": "Yes?"})
    customer.conversations.update_last_seen(customer.inbox, customer.source_id, customer.id)
    assert [each["status"] for each in admin.get(f"{path}/messages")["payload"]] == ["read"]
    assert admin.get(path)["contact_last_seen_at"] > 0


def test_a_customer_waits_until_somebody_answers(admin: Caller, customer: Customer) -> None:
    customer.say("Hello?")
    path = f"/conversations/{customer.id}"
    waiting = admin.get(path)
    assert (waiting["waiting_since"] > 0, waiting["first_reply_created_at"]) == (True, 0)
    assert admin.get("/conversations?conversation_type=unattended")["data"]["meta"]["all_count"] == 1
    admin.post(f"{path}/messages", {"content": "A note", "private": True})
    assert admin.get(path)["waiting_since"] > 0
    admin.post(f"{path}/messages", {"content": "Hello!"})
    answered = admin.get(path)
    assert (answered["waiting_since"], answered["first_reply_created_at"] > 0) == (0, True)
    assert admin.get("/conversations?conversation_type=unattended")["data"]["meta"]["all_count"] == 0
    assert [each["name"] for each in admin.get(f"{path}/reporting_events")] == ["first_response"]


def test_a_resolved_conversation_opens_when_its_contact_writes(admin: Caller, customer: Customer) -> None:
    path = f"/conversations/{customer.id}"
    admin.post(f"{path}/toggle_status", {"status": "resolved"})
    resolved = customer.conversations.get_single_conversation(customer.inbox, customer.source_id, customer.id)
    assert resolved.status == "resolved"
    customer.say("One more thing")
    assert admin.get(path)["status"] == "open"
    assert activities(admin, customer.id) == [
        "Conversation was marked resolved by Sandbox Agent",
        "System reopened the conversation due to a new incoming message.",
    ]


def test_muting_blocks_the_contact_and_resolves(admin: Caller, customer: Customer) -> None:
    path = f"/conversations/{customer.id}"
    admin.post(f"{path}/mute")
    muted = admin.get(path)
    assert (muted["muted"], muted["status"], muted["meta"]["sender"]["blocked"]) == (True, "resolved", True)
    customer.say("Hello?")
    assert admin.get(path)["status"] == "resolved"
    admin.post(f"{path}/unmute")
    assert admin.get(path)["muted"] is False


# One conversation


def test_a_conversation_begins_as_it_is_asked_to(admin: Caller) -> None:
    conversation = begun(
        admin,
        status="snoozed",
        snoozed_until="2031-01-01T00:00:00Z",
        assignee_id=1,
        custom_attributes={"order": "A-1"},
        message={"content": "Good morning, {{contact.name}}"},
    )
    assert (conversation["status"], conversation["snoozed_until"]) == ("snoozed", "2031-01-01T00:00:00.000Z")
    assert conversation["meta"]["assignee"]["name"] == "Sandbox Agent"
    assert conversation["messages"][0]["content"] == "Good morning, Carla"
    assert admin.get(f"/conversations/{conversation['id']}/participants")[0]["id"] == 1


def test_a_conversation_whose_message_is_refused_does_not_begin(admin: Caller) -> None:
    contact = admin.post("/contacts", {"name": "Carla"})["payload"]["contact"]["id"]
    too_long = {"inbox_id": 1, "contact_id": contact, "message": {"content": "a" * 150_001}}
    refused = admin.ask("POST", "/conversations", too_long)
    assert (refused.status, refused.json["attributes"]) == (422, ["content"])
    odd = {**too_long, "message": {"content": "x", "message_type": "sideways"}}
    assert admin.ask("POST", "/conversations", odd).status == 500
    assert admin.get("/conversations?status=all")["data"]["payload"] == []


def test_the_same_source_id_gives_the_one_conversation_of_an_inbox_that_keeps_to_one(
    server: Sandbox, admin: Caller
) -> None:
    inbox = server.create_inbox("Single", lock_to_single_conversation=True)
    contact = admin.post("/contacts", {"name": "Carla"})["payload"]["contact"]["id"]
    body = {"inbox_id": inbox.id, "contact_id": contact, "source_id": "carla"}
    first, second = (admin.post("/conversations", body)["id"] for _ in "ab")
    assert first == second
    assert admin.post("/conversations", {"inbox_id": inbox.id, "contact_id": contact})["id"] != first
    assert admin.post("/conversations", {"source_id": "carla"})["id"] == first


def test_status_without_a_word_toggles_and_a_snooze_is_asked_in_seconds(
    admin: Caller, client: chatwoot_client.ApiClient
) -> None:
    path = f"/conversations/{begun(admin)['id']}"
    statuses = [admin.post(f"{path}/toggle_status")["payload"]["current_status"] for _ in range(2)]
    assert statuses == ["resolved", "open"]
    snoozed = admin.post(f"{path}/toggle_status", {"status": "snoozed", "snoozed_until": 1_795_504_381})
    assert snoozed["payload"]["snoozed_until"] == "2026-11-24T07:13:01.000Z"
    misread = admin.post(f"{path}/toggle_status", {"status": "snoozed", "snoozed_until": "2031-01-01T00:00:00Z"})
    assert misread["payload"]["snoozed_until"] == "1970-01-01T00:33:51.000Z"
    assert admin.post(f"{path}/toggle_status", {"status": "open"})["payload"]["snoozed_until"] is None


def test_an_agent_who_opens_a_conversation_has_it(server: Sandbox, admin: Caller) -> None:
    ada = server.create_agent("Ada")
    admin.post("/inbox_members", {"inbox_id": 1, "user_ids": [ada.id]})
    path = f"/conversations/{begun(admin, status='resolved')['id']}"
    Caller(server, ada.access_token).post(f"{path}/toggle_status", {"status": "open"})
    assert admin.get(path)["meta"]["assignee"]["name"] == "Ada"
    assert activities(admin, 1) == ["Conversation was reopened by Ada", "Ada self-assigned this conversation"]


def test_assigning_answers_with_whoever_has_the_conversation_now(
    server: Sandbox, admin: Caller, client: chatwoot_client.ApiClient
) -> None:
    conversation = begun(admin)["id"]
    path = f"/conversations/{conversation}"
    bot, ada = server.create_agent_bot("Beep"), server.create_agent("Ada")
    team = admin.post("/teams", {"name": "support"})["id"]
    assign = ConversationAssignmentsApi(client).assign_a_conversation
    assert assign({"assignee_id": ada.id}, 1, conversation).name == "Ada"
    assert admin.post(f"{path}/assignments", {"team_id": team})["name"] == "support"
    meta = admin.get(path)["meta"]
    assert ("assignee" in meta, meta["team"]["id"]) == (False, team)
    assert assign({"assignee_id": bot.id, "assignee_type": "AgentBot"}, 1, conversation).name == "Beep"
    assert admin.get(path)["status"] == "pending"
    assert assign({"assignee_id": 1}, 1, conversation).name == "Sandbox Agent"
    assert admin.get(path)["status"] == "open"
    assert admin.post(f"{path}/assignments", {"assignee_id": 2_000_000_001}) is None
    assert "assignee" not in admin.get(path)["meta"]
    assert activities(admin, conversation) == [
        "Assigned to Ada by Sandbox Agent",
        "Assigned to support by Sandbox Agent",
        "Sandbox Agent self-assigned this conversation",
        "Conversation unassigned by Sandbox Agent",
    ]


def test_of_a_bot_no_activity_tells_only_of_the_agent_who_had_the_conversation(server: Sandbox, admin: Caller) -> None:
    conversation = begun(admin)["id"]
    path = f"/conversations/{conversation}"
    bot, ada = server.create_agent_bot("Beep"), server.create_agent("Ada")
    for sent in ({"assignee_id": ada.id}, {"assignee_id": bot.id, "assignee_type": "AgentBot"}, {"assignee_id": None}):
        admin.post(f"{path}/assignments", sent)
    assert activities(admin, conversation) == [
        "Assigned to Ada by Sandbox Agent",
        "Conversation unassigned by Sandbox Agent",
    ]


def test_a_team_gets_a_bot_s_conversation_and_leaves_it_to_the_bot(server: Sandbox, admin: Caller) -> None:
    path = f"/conversations/{begun(admin)['id']}"
    bot, team = server.create_agent_bot("Beep"), admin.post("/teams", {"name": "support"})["id"]
    admin.post(f"{path}/assignments", {"assignee_id": bot.id, "assignee_type": "AgentBot"})
    admin.post(f"{path}/assignments", {"team_id": team})
    meta = admin.get(path)["meta"]
    assert (meta["assignee"]["name"], meta["assignee_type"], meta["team"]["id"]) == ("Beep", "AgentBot", team)


def test_custom_attributes_are_replaced_and_labels_too(admin: Caller) -> None:
    conversation = begun(admin, custom_attributes={"order": "A-1"})["id"]
    path = f"/conversations/{conversation}"
    admin.post(f"{path}/custom_attributes", {"custom_attributes": {"vip": True}})
    admin.post(f"{path}/labels", {"labels": ["one", "two"]})
    admin.post(f"{path}/labels", {"labels": ["two", "three"]})
    shown = admin.get(path)
    assert (shown["custom_attributes"], shown["labels"]) == ({"vip": True}, ["two", "three"])
    added_and_removed = ["added one, two", "added three", "removed one"]
    assert activities(admin, conversation) == [f"Sandbox Agent {each}" for each in added_and_removed]


def test_priorities_leave_their_trace(admin: Caller) -> None:
    conversation = begun(admin)["id"]
    path = f"/conversations/{conversation}"
    for priority in ("urgent", "low", None):
        assert admin.patch(path, {"priority": priority})["priority"] == priority
    assert activities(admin, conversation) == [
        "Sandbox Agent set the priority to urgent",
        "Sandbox Agent changed the priority from urgent to low",
        "Sandbox Agent removed the priority",
    ]


def test_a_draft_is_kept_until_it_is_deleted(admin: Caller) -> None:
    path = f"/conversations/{begun(admin)['id']}/draft_messages"
    assert admin.get(path) == {"has_draft": False}
    admin.patch(path, {"draft_message": {"message": "Half a th"}})
    assert admin.get(path) == {"has_draft": True, "message": "Half a th"}
    admin.delete(path)
    assert admin.get(path) == {"has_draft": False}


def test_only_who_sees_the_inbox_may_watch(server: Sandbox, admin: Caller) -> None:
    ada = server.create_agent("Ada")
    path = f"/conversations/{begun(admin)['id']}/participants"
    refused = admin.ask("POST", path, {"user_ids": [ada.id]})
    assert refused.status == 422
    admin.post("/inbox_members", {"inbox_id": 1, "user_ids": [ada.id]})
    assert [each["name"] for each in admin.post(path, {"user_ids": [ada.id]})] == ["Ada"]
    assert admin.post(path, {"user_ids": [ada.id]}) == []
    assert [each["id"] for each in admin.patch(path, {"user_ids": [1]})] == [1]
    admin.delete(path, {"user_ids": [1]})
    assert admin.get(path) == []


def test_a_deleted_conversation_is_gone_on_both_sides(admin: Caller, customer: Customer) -> None:
    customer.say("Hello")
    admin.delete(f"/conversations/{customer.id}")
    assert admin.ask("GET", f"/conversations/{customer.id}").status == 404
    with pytest.raises(chatwoot_client.ApiException) as caught:
        customer.reads()
    assert caught.value.status == 404


def test_the_files_of_a_conversation_are_listed_oldest_first(admin: Caller) -> None:
    path = f"/conversations/{begun(admin)['id']}"
    for name in ("one.png", "two.png"):
        admin.upload(f"{path}/messages", [("attachments[]", name, "image/png", PNG)])
    listed = admin.get(f"{path}/attachments")
    assert listed["meta"] == {"total_count": 2}
    assert [each["data_url"].rpartition("/")[2] for each in listed["payload"]] == ["one.png", "two.png"]
    assert (listed["payload"][0]["width"], listed["payload"][0]["height"]) == (8, 4)


# Lists


def test_lists_hold_25_open_ones_the_last_active_first(admin: Caller, client: chatwoot_client.ApiClient) -> None:
    ids = [begun(admin)["id"] for _ in range(27)]
    begun(admin, status="pending")
    admin.post(f"/conversations/{ids[0]}/messages", {"content": "Hello"})
    conversations = ConversationsApi(client)
    first, second = (conversations.conversation_list(1, page=page).data for page in (1, 2))
    assert (len(first.payload), len(second.payload), first.meta.all_count) == (25, 2, 27)
    assert first.payload[0].id == ids[0]
    assert [each.id for each in conversations.iter_conversations(1, sort_by="created_at_asc")] == ids
    assert admin.get("/conversations?status=all")["data"]["meta"]["all_count"] == 28
    assert len(admin.get("/conversations?updated_within=60")["data"]["payload"]) == 27


def test_counts_tell_whose_conversations_they_are(server: Sandbox, admin: Caller) -> None:
    ada = server.create_agent("Ada")
    for assignee in (1, ada.id, None):
        begun(admin, assignee_id=assignee)
    counts = {"mine_count": 1, "assigned_count": 2, "unassigned_count": 1, "all_count": 3}
    assert admin.get("/conversations/meta") == {"meta": counts}
    for kind, ids in (("me", [1]), ("assigned", [2, 1]), ("unassigned", [3]), ("all", [3, 2, 1])):
        listed = admin.get(f"/conversations?assignee_type={kind}")["data"]
        assert ([each["id"] for each in listed["payload"]], listed["meta"]) == (ids, counts)


def condition(key: str, operator: str, *values: Any, joint: str | None = None) -> dict[str, Any]:
    return {"attribute_key": key, "filter_operator": operator, "values": list(values), "query_operator": joint}


@pytest.mark.parametrize(
    ("conditions", "ids"),
    [
        ([condition("status", "equal_to", "open")], [3, 1]),
        ([condition("status", "equal_to", "all")], [3, 2, 1]),
        ([condition("status", "not_equal_to", "open")], [2]),
        ([condition("assignee_id", "is_present")], [1]),
        ([condition("assignee_id", "is_not_present"), ], [3, 2]),
        ([condition("priority", "equal_to", "urgent")], [2]),
        ([condition("labels", "equal_to", "billing")], [3]),
        ([condition("contact_id", "equal_to", 2)], [2]),
        ([condition("display_id", "equal_to", "3", 1)], [3, 1]),
        ([condition("referer", "contains", "sandbox")], [1]),
        ([condition("last_activity_at", "is_less_than", "2020-01-01")], []),
        ([condition("order", "equal_to", "a-1")], [1]),
        ([condition("status", "equal_to", "open", joint="AND"), condition("labels", "is_not_present")], [1]),
    ],
)  # fmt: skip
def test_filters_find(admin: Caller, conditions: list[dict[str, Any]], ids: list[int]) -> None:
    definition = {"attribute_display_name": "Order", "attribute_display_type": 0, "attribute_key": "order"}
    admin.post("/custom_attribute_definitions", {**definition, "attribute_model": 0})
    referer = {"referer": "https://sandbox.test/page"}
    begun(admin, assignee_id=1, additional_attributes=referer, custom_attributes={"order": "A-1"})
    begun(admin, status="pending")
    admin.post("/conversations/2/toggle_priority", {"priority": "urgent"})
    begun(admin)
    admin.post("/conversations/3/labels", {"labels": ["billing"]})
    found = admin.post("/conversations/filter", {"payload": conditions})
    assert [each["id"] for each in found["payload"]] == ids
    assert (found["meta"]["all_count"], "assigned_count" in found["meta"]) == (len(ids), False)


def test_search_shows_the_messages_it_found(admin: Caller, customer: Customer) -> None:
    customer.say("I have a question")
    customer.say("It's about my order")
    admin.post(f"/conversations/{customer.id}/toggle_status", {"status": "resolved"})
    (found,) = admin.get("/conversations/search?q=ORDER")["payload"]
    assert (found["id"], [each["content"] for each in found["messages"]]) == (customer.id, ["It's about my order"])
    assert found["messages"][0]["sender_name"] == "Carla"


def test_many_are_changed_at_once(admin: Caller) -> None:
    ids = [begun(admin)["id"] for _ in range(2)]
    change = {"fields": {"status": "resolved", "assignee_id": 1}, "labels": {"add": ["done"]}}
    admin.post("/bulk_actions", {"type": "Conversation", "ids": ids, **change})
    for conversation in (admin.get(f"/conversations/{each}") for each in ids):
        assert (conversation["status"], conversation["labels"]) == ("resolved", ["done"])
        assert conversation["meta"]["assignee"]["id"] == 1
    contact = admin.get("/conversations/1")["meta"]["sender"]["id"]
    admin.post("/bulk_actions", {"type": "Contact", "ids": [contact], "labels": {"add": ["vip"]}})
    assert admin.get(f"/contacts/{contact}/labels") == {"payload": ["vip"]}
