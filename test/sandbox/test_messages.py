"""The sandbox's messages, as agents and bots write, list and delete them."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from office import PNG, Caller

import chatwoot_client
from chatwoot_client import MessagesApi
from chatwoot_client.sandbox import Sandbox


@pytest.fixture
def administrator(server: Sandbox) -> Caller:
    """Somebody with a conversation whose id is 1."""
    caller = Caller(server, server.user_token)
    caller.post("/contacts", {"name": "Carla"})
    caller.post("/conversations", {"inbox_id": 1, "contact_id": 1})
    return caller


MESSAGES = "/conversations/1/messages"


def refusal(caller: Caller, **message: Any) -> str:
    answer = caller.ask("POST", MESSAGES, message)
    assert answer.status == 422
    error: str = answer.json["error"]
    return error


def test_messages_are_paged_by_their_ids(administrator: Caller) -> None:
    ids = [administrator.post(MESSAGES, {"content": f"Message {number}"})["id"] for number in range(125)]

    def listed(query: str = "") -> list[int]:
        return [each["id"] for each in administrator.get(f"{MESSAGES}{query}")["payload"]]

    assert listed() == listed("?page=2") == listed("?before=") == ids[-20:]
    assert listed(f"?before={ids[-20]}") == ids[-40:-20]
    assert listed(f"?before={ids[0]}") == listed("?before=abc") == []
    assert listed(f"?after={ids[0]}") == ids[1:101]
    assert listed(f"?after={ids[10]}&before={ids[120]}") == ids[10:120]


def test_internal_messages_are_left_out_when_asked_to(administrator: Caller) -> None:
    administrator.post(MESSAGES, {"content": "For you"})
    administrator.post(MESSAGES, {"content": "For us", "private": "true"})
    administrator.post("/conversations/1/toggle_priority", {"priority": "low"})
    assert len(administrator.get(MESSAGES)["payload"]) == 3
    shown = administrator.get(f"{MESSAGES}?filter_internal_messages=true")["payload"]
    assert [each["content"] for each in shown] == ["For you"]


def test_all_messages_come_one_by_one(
    server: Sandbox, administrator: Caller, client_for: Callable[..., chatwoot_client.ApiClient]
) -> None:
    for number in range(45):
        administrator.post(MESSAGES, {"content": f"{number}"})
    messages = MessagesApi(client_for(server, api_key={"userApiKey": server.user_token}))
    assert [each.content for each in messages.iter_messages(1, 1)] == [str(number) for number in reversed(range(45))]


def test_whatever_is_not_outgoing_is_the_contact_s(administrator: Caller) -> None:
    for word, number in (("incoming", 0), ("activity", 2), ("template", 3)):
        message = administrator.post(MESSAGES, {"content": "x", "message_type": word})
        assert (message["message_type"], message["sender"]["type"]) == (number, "contact")


def test_a_bot_may_be_named_as_the_sender(server: Sandbox, administrator: Caller) -> None:
    bot = server.create_agent_bot("Beep")
    named = {"content": "Beep", "sender_type": "AgentBot", "sender_id": bot.id}
    assert administrator.post(MESSAGES, named)["sender"]["type"] == "agent_bot"
    assert administrator.post(MESSAGES, {**named, "sender_id": 99})["sender"]["type"] == "user"


def test_the_sender_s_own_keys_come_back(administrator: Caller) -> None:
    created = administrator.post(MESSAGES, {"content": "x", "echo_id": "e-1", "source_id": "s-1"})
    assert (created["echo_id"], created["source_id"]) == ("e-1", "s-1")
    (listed,) = administrator.get(MESSAGES)["payload"]
    assert ("echo_id" in listed, listed["source_id"]) == (False, "s-1")


def test_content_is_kept_as_text_whatever_it_is(administrator: Caller) -> None:
    kept = {123: "123", True: "t", None: None, "": ""}
    for sent, content in kept.items():
        assert administrator.post(MESSAGES, {"content": sent})["content"] == content
    odd = {"a": [1, None, {"b": "ü"}]}
    assert administrator.post(MESSAGES, {"content": odd})["content"] == '{"a"=>[1, {"b"=>"ü"}]}'


def test_what_stands_in_braces_is_filled_in(administrator: Caller) -> None:
    text = "Hi {{ contact.name }} of {{conversation.display_id}}, I am {{agent.first_name}}{{nobody.knows}}"
    assert administrator.post(MESSAGES, {"content": text})["content"] == "Hi Carla of 1, I am Sandbox"
    assert administrator.post(MESSAGES, {"content": "{{a.b}}", "message_type": "incoming"})["content"] == "{{a.b}}"


def test_attributes_may_be_json_and_a_reply_names_its_message(administrator: Caller) -> None:
    first = administrator.post(MESSAGES, {"content": "x", "source_id": "s-1"})["id"]
    attributes = f'{{"in_reply_to": {first}, "mine": 1}}'
    reply = administrator.post(MESSAGES, {"content": "y", "content_attributes": attributes})
    expected = {"in_reply_to": first, "mine": 1, "in_reply_to_external_id": "s-1"}
    assert reply["content_attributes"] == expected
    lost = administrator.post(MESSAGES, {"content": "y", "content_attributes": {"in_reply_to": 2_000_000_001}})
    assert lost["content_attributes"] == {"in_reply_to": None, "in_reply_to_external_id": None}
    assert administrator.post(MESSAGES, {"content": "z", "content_attributes": "{oops"})["content_attributes"] == {}


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({"content": "a\0b"}, "string contains null byte"),
        ({"content": "a" * 150_001}, "Validation failed: Content is too long (maximum is 150000 characters)"),
        ({"content_type": "hologram"}, "'hologram' is not a valid content_type"),
        ({"content_type": "input_select"}, "undefined method `reject' for nil"),
        (
            {"content_type": "input_select", "content_attributes": {"items": [{"title": "a", "colour": "red"}]}},
            "Validation failed: Content attributes contains invalid keys for items : [:colour]",
        ),
        (
            {"content_type": "cards", "content_attributes": {"items": [{"title": "a"}]}},
            "Validation failed: Content attributes contains items missing actions",
        ),
        (
            {"content_type": "form", "content_attributes": {"items": "a"}},
            "undefined method `reject' for an instance of String",
        ),
        ({"attachments": ["not-a-signed-id"]}, "mismatched digest"),
        ({"template_params": {"language": "en"}}, "Validation failed: Name is required"),
    ],
)
def test_every_failure_is_a_422_with_one_error(administrator: Caller, message: dict[str, Any], error: str) -> None:
    assert refusal(administrator, **message) == error
    assert administrator.get(MESSAGES)["payload"] == []


def test_too_many_messages_in_a_minute_are_refused_and_changes_with_them() -> None:
    with Sandbox(messages_per_minute=2) as server:
        administrator = Caller(server, server.user_token)
        administrator.post("/contacts", {"name": "Carla"})
        administrator.post("/conversations", {"inbox_id": 1, "contact_id": 1})
        message, _ = (administrator.post(MESSAGES, {"content": "x"})["id"] for _ in "ab")
        assert refusal(administrator, content="x") == "Validation failed: Too many messages"
        refused = administrator.ask("DELETE", f"{MESSAGES}/{message}")
        assert (refused.status, refused.json) == (422, {"message": "Too many messages", "attributes": ["base"]})


def test_files_come_with_a_message_or_were_uploaded_before(administrator: Caller) -> None:
    files = [("attachments[]", "dot.png", "image/png", PNG), ("attachments[]", "n.txt", "text/plain", b"a")]
    message = administrator.upload(MESSAGES, files, content="See both", private="true")
    assert (message["content"], message["private"]) == ("See both", True)
    assert [(each["file_type"], each["width"]) for each in message["attachments"]] == [("image", None), ("file", None)]
    (listed,) = administrator.get(MESSAGES)["payload"]
    assert listed["attachments"][0]["width"] == 8

    stored = administrator.upload("/upload", [("attachment", "later.png", "image/png", PNG)])
    later = administrator.post(MESSAGES, {"content": "Later", "attachments": [stored["blob_id"]]})
    assert later["attachments"][0]["data_url"] == stored["file_url"]


def test_a_website_takes_fewer_kinds_of_files_and_no_incoming_messages(administrator: Caller) -> None:
    channel = {"type": "web_widget", "website_url": "sandbox.test"}
    inbox = administrator.post("/inboxes", {"name": "Website", "channel": channel})["id"]
    conversation = administrator.post("/conversations", {"inbox_id": inbox, "contact_id": 1})["id"]
    path = f"/conversations/{conversation}/messages"
    incoming = administrator.ask("POST", path, {"content": "x", "message_type": "incoming"})
    assert incoming.json == {"error": "Incoming messages are only allowed in Api inboxes"}
    blob = administrator.upload("/upload", [("attachment", "a.exe", "application/x-msdownload", b"MZ")])["blob_id"]
    refused = administrator.ask("POST", path, {"attachments": [blob]})
    assert refused.json == {"error": "Validation failed: Attachments file type not supported"}


def test_a_deleted_message_stays_emptied_on_both_sides(server: Sandbox, administrator: Caller) -> None:
    message = administrator.upload(MESSAGES, [("attachments[]", "dot.png", "image/png", PNG)], content="Gone soon")
    for _ in "ab":
        deleted = administrator.delete(f"{MESSAGES}/{message['id']}")
        assert (deleted["content"], deleted["content_attributes"]) == ("This message was deleted", {"deleted": True})
        assert "attachments" not in deleted
    assert server.conversation(1).shown_messages()[0].content == "This message was deleted"


def test_a_status_only_goes_forward_and_a_failure_says_why(administrator: Caller) -> None:
    path = f"{MESSAGES}/{administrator.post(MESSAGES, {'content': 'x'})['id']}"
    change = {"external_error": "Number not reachable"}
    for sent, status in (("delivered",) * 2, ("read",) * 2, ("delivered", "read"), ("odd", "read")):
        changed = administrator.patch(path, {"status": sent, **change})
        assert (changed["status"], changed["content_attributes"]) == (status, {})
    failed = administrator.patch(path, {"status": "failed", **change})
    assert (failed["status"], failed["content_attributes"]) == ("failed", change)
    again = administrator.post(f"{path}/retry")
    assert (again["status"], again["content_attributes"]) == ("sent", {})
