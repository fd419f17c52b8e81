"""Automation rules and macros run in the sandbox: each test states what starts one, or what it does."""

from __future__ import annotations

import json
import time
from typing import Any, Callable

import pytest
from office import Caller
from servers import CLOSE, ScriptedServer, answer

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

INBOX = 1


@pytest.fixture
def conversation(admin: Caller) -> int:
    return begun(admin)


def begun(admin: Caller, **settings: Any) -> int:
    contact = {"name": "Carla", "email": "carla@example.test", "additional_attributes": {"city": "Bergen"}}
    if not admin.get("/contacts/search?q=carla")["payload"]:
        admin.post("/contacts", contact)
    contact_id = admin.get("/contacts/search?q=carla")["payload"][0]["id"]
    return int(admin.post("/conversations", {"inbox_id": INBOX, "contact_id": contact_id, **settings})["id"])


def condition(key: str, operator: str, *values: Any, join: str | None = None, **more: Any) -> dict[str, Any]:
    return {"attribute_key": key, "filter_operator": operator, "values": values, "query_operator": join, **more}


def action(name: str, *params: Any) -> dict[str, Any]:
    return {"action_name": name, "action_params": params}


def rule(admin: Caller, event: str, conditions: list[Any], *actions: Any, **more: Any) -> int:
    body = {"name": "Rule", "event_name": event, "conditions": conditions, "actions": actions, **more}
    return int(admin.post("/automation_rules", body)["id"])


def macro(admin: Caller, *actions: Any, **more: Any) -> int:
    body = {"name": "Macro", "visibility": "global", "actions": actions, **more}
    return int(admin.post("/macros", body)["payload"]["id"])


def say(admin: Caller, conversation: int, content: str, **more: Any) -> None:
    admin.post(f"/conversations/{conversation}/messages", {"content": content, "message_type": "incoming", **more})


def labels(admin: Caller, conversation: int) -> list[str]:
    return list(admin.get(f"/conversations/{conversation}/labels")["payload"])


def messages(admin: Caller, conversation: int) -> list[dict[str, Any]]:
    return list(admin.get(f"/conversations/{conversation}/messages")["payload"])


# What starts a rule


def test_a_rule_runs_for_a_message_that_fits_and_for_no_other(admin: Caller, conversation: int) -> None:
    fitting = [condition("content", "contains", "refund", "money")]
    rule(admin, "message_created", fitting, action("add_label", "billing"))
    say(admin, conversation, "Hello")
    assert labels(admin, conversation) == []
    say(admin, conversation, "I want my MONEY back")
    assert labels(admin, conversation) == ["billing"]


def test_a_rule_runs_for_what_the_contact_writes_over_the_public_api(
    server: Sandbox, admin: Caller, client_for: Callable[..., chatwoot_client.ApiClient]
) -> None:
    rule(admin, "message_created", [condition("message_type", "equal_to", "incoming")], action("add_label", "new"))
    client, inbox = client_for(server), server.inbox.identifier
    contact = chatwoot_client.ContactsAPIApi(client).create_a_contact({}, inbox)
    conversation = chatwoot_client.ConversationsAPIApi(client).create_a_conversation({}, inbox, contact.source_id)
    public = chatwoot_client.MessagesAPIApi(client)
    public.create_a_message({"content": "Hi"}, inbox, contact.source_id, conversation.id)
    assert labels(admin, conversation.id) == ["new"]


def test_a_rule_runs_for_what_a_test_does_as_an_agent(server: Sandbox, admin: Caller, conversation: int) -> None:
    rule(admin, "message_created", [condition("content", "contains", "magic")], action("add_label", "magic"))
    server.reply(conversation, "magic words")
    assert labels(admin, conversation) == ["magic"]


def test_the_answer_to_a_request_is_the_one_from_before_its_rules(admin: Caller) -> None:
    rule(admin, "conversation_created", [condition("status", "equal_to", "open")], action("add_label", "fresh"))
    contact = admin.post("/contacts", {"name": "Someone"})["payload"]["contact"]["id"]
    created = admin.post("/conversations", {"inbox_id": INBOX, "contact_id": contact})
    assert created["labels"] == []
    assert labels(admin, created["id"]) == ["fresh"]


@pytest.mark.parametrize(
    ("event", "status", "runs"),
    [
        ("conversation_opened", "resolved", False),
        ("conversation_opened", "open", True),
        ("conversation_resolved", "resolved", True),
        ("conversation_updated", "resolved", True),
    ],
)
def test_a_change_of_status_starts_the_rules_for_it(
    admin: Caller, conversation: int, event: str, status: str, runs: bool
) -> None:
    if status == "open":
        admin.post(f"/conversations/{conversation}/toggle_status", {"status": "resolved"})
    rule(admin, event, [condition("inbox_id", "equal_to", INBOX)], action("add_label", "seen"))
    admin.post(f"/conversations/{conversation}/toggle_status", {"status": status})
    assert labels(admin, conversation) == (["seen"] if runs else [])


def test_a_rule_that_is_off_or_for_an_unknown_event_never_runs(admin: Caller, conversation: int) -> None:
    fitting = [condition("content", "contains", "a")]
    rule(admin, "message_created", fitting, action("add_label", "off"), active=False)
    rule(admin, "moon_rose", fitting, action("add_label", "moon"))
    say(admin, conversation, "a")
    assert labels(admin, conversation) == []


def test_what_a_rule_does_starts_no_rule(admin: Caller, conversation: int) -> None:
    rule(admin, "message_created", [condition("content", "contains", "ping")], action("send_message", "ping"))
    rule(admin, "conversation_updated", [condition("labels", "equal_to", "one")], action("add_label", "two"))
    rule(admin, "message_created", [condition("content", "equal_to", "label me")], action("add_label", "one"))
    say(admin, conversation, "label me")
    assert labels(admin, conversation) == ["one"]
    say(admin, conversation, "ping")
    said = [each["content"] for each in messages(admin, conversation) if each["message_type"] != 2]
    assert said == ["label me", "ping", "ping"]


# Conditions


@pytest.mark.parametrize(
    ("conditions", "fits"),
    [
        ([condition("email", "equal_to", "carla@example.test")], True),
        ([condition("email", "contains", "EXAMPLE")], True),
        ([condition("email", "does_not_contain", "example")], False),
        ([condition("phone_number", "is_not_present")], True),
        ([condition("phone_number", "not_equal_to", "+1")], False),
        ([condition("city", "equal_to", "Bergen")], True),
        ([condition("assignee_id", "is_present")], False),
        ([condition("inbox_id", "equal_to", str(INBOX))], True),
        ([condition("inbox_id", "not_equal_to", INBOX)], False),
        ([condition("status", "equal_to", "all")], True),
        ([condition("status", "not_equal_to", "resolved", "snoozed")], True),
        ([condition("priority", "equal_to", "high")], False),
        ([condition("labels", "equal_to", "red", "blue")], True),
        ([condition("labels", "not_equal_to", "green")], True),
        ([condition("content", "equal_to", "hello THERE")], True),
        ([condition("private_note", "equal_to", True)], False),
        ([condition("message_type", "equal_to", "outgoing")], False),
        ([condition("content", "dances", "hello")], False),
        ([], True),
    ],
)
def test_conditions_look_at_the_message_its_conversation_and_its_contact(
    admin: Caller, conversation: int, conditions: list[Any], fits: bool
) -> None:
    admin.post(f"/conversations/{conversation}/labels", {"labels": ["red"]})
    rule(admin, "message_created", conditions, action("change_priority", "low"))
    say(admin, conversation, "Hello there")
    assert (admin.get(f"/conversations/{conversation}")["priority"] == "low") == fits


@pytest.mark.parametrize(
    ("words", "fits"), [("apple", True), ("banana", False), ("banana cherry", True), ("cherry", False)]
)
def test_and_binds_closer_than_or(admin: Caller, conversation: int, words: str, fits: bool) -> None:
    conditions = [
        condition("content", "contains", "apple", join="OR"),
        condition("content", "contains", "banana", join="AND"),
        condition("content", "contains", "cherry"),
    ]
    rule(admin, "message_created", conditions, action("add_label", "fruit"))
    say(admin, conversation, words)
    assert labels(admin, conversation) == (["fruit"] if fits else [])


def test_a_condition_may_ask_for_a_custom_attribute(admin: Caller, conversation: int) -> None:
    definition = {"attribute_display_name": "Tier", "attribute_key": "tier", "attribute_model": 1}
    admin.post("/custom_attribute_definitions", definition)
    fitting = [condition("tier", "equal_to", "Gold", custom_attribute_type="contact_attribute")]
    rule(admin, "message_created", fitting, action("add_label", "gold"))
    say(admin, conversation, "One")
    assert labels(admin, conversation) == []
    contact = admin.get(f"/conversations/{conversation}")["meta"]["sender"]["id"]
    admin.ask("PUT", f"/contacts/{contact}", {"custom_attributes": {"tier": "gold"}})
    say(admin, conversation, "Two")
    assert labels(admin, conversation) == ["gold"]


def test_a_condition_may_ask_what_something_was_before(admin: Caller, conversation: int) -> None:
    fitting = [
        {
            "attribute_key": "status",
            "filter_operator": "attribute_changed",
            "values": {"from": ["resolved"], "to": ["open"]},
            "query_operator": None,
        }
    ]
    rule(admin, "conversation_updated", fitting, action("add_label", "again"))
    admin.post(f"/conversations/{conversation}/toggle_status", {"status": "resolved"})
    assert labels(admin, conversation) == []
    admin.post(f"/conversations/{conversation}/toggle_status", {"status": "open"})
    assert labels(admin, conversation) == ["again"]


# Actions


def test_a_rule_writes_as_nobody_and_its_traces_name_the_system(admin: Caller, conversation: int) -> None:
    actions = [action("send_message", "We are on it"), action("add_private_note", "Careful"), action("add_label", "x")]
    number = rule(admin, "message_created", [condition("content", "contains", "help")], *actions)
    say(admin, conversation, "help")
    _, sent, note, trace = messages(admin, conversation)
    assert (sent["content"], sent["message_type"], sent["private"]) == ("We are on it", 1, False)
    assert sent["content_attributes"] == {"automation_rule_id": number}
    assert "sender" not in sent
    assert (note["content"], note["private"]) == ("Careful", True)
    assert trace["content"] == "Automation System added x"


def test_actions_change_status_priority_labels_assignee_and_team(server: Sandbox, admin: Caller) -> None:
    grace = server.create_agent("Grace")
    admin.post("/inbox_members", {"inbox_id": INBOX, "user_ids": [grace.id]})
    team = admin.post("/teams", {"name": "support"})["id"]
    admin.post(f"/teams/{team}/team_members", {"user_ids": [grace.id]})
    conversation = begun(admin)
    admin.post(f"/conversations/{conversation}/labels", {"labels": ["old"]})
    rule(
        admin,
        "message_created",
        [condition("content", "contains", "go")],
        action("assign_team", team),
        action("assign_agent", grace.id),
        action("change_priority", "urgent"),
        action("remove_label", "old"),
        action("add_label", "new"),
        action("snooze_conversation"),
    )
    say(admin, conversation, "go")
    after = admin.get(f"/conversations/{conversation}")
    assert (after["status"], after["priority"], after["labels"]) == ("snoozed", "urgent", ["new"])
    assert after["meta"]["assignee"]["id"] == grace.id
    assert after["meta"]["team"]["id"] == team


def test_an_agent_who_is_not_in_the_inbox_is_not_assigned(server: Sandbox, admin: Caller, conversation: int) -> None:
    stranger = server.create_agent("Stranger")
    rule(admin, "message_created", [], action("assign_agent", stranger.id), action("add_label", "went on"))
    say(admin, conversation, "Hi")
    after = admin.get(f"/conversations/{conversation}")
    assert "assignee" not in after["meta"]
    assert after["labels"] == ["went on"]


def test_an_action_that_fails_keeps_no_other_from_being_taken(admin: Caller, conversation: int) -> None:
    broken = [
        action("change_priority", "burning"),
        action("change_status", "burnt"),
        action("assign_team", "none"),
        action("send_message", "x" * 150_001),
        {"action_name": "add_label", "action_params": {"not": "a list"}},
        {"action_name": "send_email_to_team", "action_params": [{"team_ids": [1], "message": "hi"}]},
    ]
    rule(admin, "message_created", [], *broken, action("add_label", "last"))
    say(admin, conversation, "Hi")
    assert labels(admin, conversation) == ["last"]


def test_whoever_answered_last_may_get_the_conversation(server: Sandbox, admin: Caller, conversation: int) -> None:
    grace = server.create_agent("Grace")
    admin.post("/inbox_members", {"inbox_id": INBOX, "user_ids": [grace.id]})
    server.reply(conversation, "Hello", sender=grace)
    rule(
        admin,
        "message_created",
        [condition("message_type", "equal_to", "incoming")],
        action("assign_agent", "last_responding_agent"),
    )
    say(admin, conversation, "Hi")
    assert admin.get(f"/conversations/{conversation}")["meta"]["assignee"]["id"] == grace.id


# Macros


def test_a_macro_runs_on_the_conversations_that_are_named_in_the_agents_name(
    server: Sandbox, admin: Caller, client_for: Callable[..., chatwoot_client.ApiClient]
) -> None:
    first, second, third = (begun(admin) for _ in range(3))
    number = macro(admin, action("add_label", "done"), action("send_message", "Bye"), action("resolve_conversation"))
    client = client_for(server, api_key={"api_access_token": server.user_token})
    chatwoot_client.MacrosApi(client).execute_a_macro({"conversation_ids": [first, third, 99]}, 1, number)
    assert [labels(admin, each) for each in (first, second, third)] == [["done"], [], ["done"]]
    assert admin.get(f"/conversations/{first}")["status"] == "resolved"
    said = {each["content"]: each.get("sender", {}).get("name") for each in messages(admin, first)}
    assert said == {
        "Sandbox Agent added done": None,
        "Bye": "Sandbox Agent",
        "Conversation was marked resolved by Sandbox Agent": None,
    }


def test_a_macro_starts_rules(admin: Caller, conversation: int) -> None:
    rule(admin, "conversation_resolved", [], action("add_label", "by rule"))
    number = macro(admin, action("resolve_conversation"))
    admin.post(f"/macros/{number}/execute", {"conversation_ids": [conversation]})
    assert labels(admin, conversation) == ["by rule"]


def test_nobody_runs_another_agents_own_macro(server: Sandbox, admin: Caller, conversation: int) -> None:
    number = macro(admin, action("add_label", "mine"), visibility="personal")
    grace = Caller(server, server.create_agent("Grace").access_token)
    asked = grace.ask("POST", f"/macros/{number}/execute", {"conversation_ids": [conversation]})
    assert (asked.status, asked.json) == (401, {"error": "You are not authorized to do this action"})
    assert labels(admin, conversation) == []
    assert admin.ask("POST", "/macros/99/execute", {"conversation_ids": [conversation]}).status == 200


# Webhooks


def answered(server: Sandbox, count: int) -> list[Any]:
    """The webhooks, once so many of them have been answered or given up."""
    patience = time.monotonic() + 10
    while time.monotonic() < patience:
        made = server.deliveries
        if len(made) >= count and all(each.status or each.error for each in made):
            return made
        time.sleep(0.01)
    raise AssertionError(server.deliveries)


def test_a_rules_webhook_is_posted_unsigned_with_the_conversation(server: Sandbox, admin: Caller) -> None:
    with ScriptedServer([answer()]) as listener:
        rule(
            admin,
            "message_created",
            [condition("content", "contains", "call")],
            action("send_webhook_event", f"{listener.url}/hook?a=1"),
            action("add_label", "called"),
        )
        conversation = begun(admin)
        say(admin, conversation, "call me")
        (delivery,) = answered(server, 1)
    (request,) = listener.requests
    assert (request.method, request.target) == ("POST", "/hook?a=1")
    names = {name.lower() for name in request.headers}
    assert names.isdisjoint({"x-chatwoot-signature", "x-chatwoot-timestamp", "x-chatwoot-delivery"})
    payload = json.loads(request.body)
    assert payload["event"] == "automation_event.message_created"
    assert payload["id"] == conversation
    assert payload["messages"][0]["content"] == "call me"
    # It went out before the next action was taken.
    assert payload["labels"] == []
    assert (delivery.status, delivery.event, delivery.error) == (200, "automation_event.message_created", None)


def test_a_macros_webhook_has_the_name_of_its_own(server: Sandbox, admin: Caller, conversation: int) -> None:
    with ScriptedServer([answer(status=500)]) as listener:
        number = macro(admin, action("send_webhook_event", listener.url))
        admin.post(f"/macros/{number}/execute", {"conversation_ids": [conversation]})
        (delivery,) = answered(server, 1)
    assert json.loads(listener.requests[0].body)["event"] == "macro.executed"
    assert delivery.status == 500


def test_a_webhook_follows_redirects_with_a_post(server: Sandbox, admin: Caller, conversation: int) -> None:
    script = [answer(status=302, headers={"Location": "/elsewhere"}), answer()]
    with ScriptedServer(script) as listener:
        number = macro(admin, action("send_webhook_event", f"{listener.url}/here"))
        admin.post(f"/macros/{number}/execute", {"conversation_ids": [conversation]})
        answered(server, 1)
    first, second = listener.requests
    assert [(each.method, each.target) for each in (first, second)] == [("POST", "/here"), ("POST", "/elsewhere")]
    assert first.body == second.body != b""


@pytest.mark.parametrize("url", ["http://example.test/hook", "ftp://127.0.0.1/", "nonsense", "", "http://127.0.0.1:x/"])
def test_a_webhook_that_cannot_be_posted_says_why(server: Sandbox, admin: Caller, conversation: int, url: str) -> None:
    number = macro(admin, action("send_webhook_event", url), action("add_label", "next"))
    admin.post(f"/macros/{number}/execute", {"conversation_ids": [conversation]})
    (delivery,) = answered(server, 1)
    assert delivery.status is None
    assert delivery.error
    assert labels(admin, conversation) == ["next"]


def test_a_listener_that_hangs_up_is_told_of(server: Sandbox, admin: Caller, conversation: int) -> None:
    with ScriptedServer([CLOSE]) as listener:
        number = macro(admin, action("send_webhook_event", listener.url))
        admin.post(f"/macros/{number}/execute", {"conversation_ids": [conversation]})
        (delivery,) = answered(server, 1)
    assert delivery.status is None
    assert delivery.error
