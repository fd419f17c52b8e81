"""The sandbox tells live what happens, over `/cable`, as a server does."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fields import fields_of
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

import chatwoot_client
from chatwoot_client.events import ConversationTypingOn, MessageCreated, MessageUpdated, Receiver
from chatwoot_client.sandbox import Sandbox
from chatwoot_client.sandbox.http.websocket import MOST_WAITING, WebSocket

FRAMES: dict[str, dict[str, list[str]]] = json.loads(
    gzip.decompress((Path(__file__).parents[1] / "recordings" / "frames.json.gz").read_bytes())
)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as server:
        yield server


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[chatwoot_client.ApiClient]:
    configuration = chatwoot_client.Configuration(host=sandbox.url, api_key={"userApiKey": sandbox.user_token})
    with chatwoot_client.ApiClient(configuration) as made:
        yield made


class Guest:
    """A websocket of another library's, and what came over it."""

    def __init__(self, sandbox: Sandbox, **how: Any) -> None:
        self._connection = connect(sandbox.url.replace("http", "ws") + "/cable", compression=None, **how)

    def __enter__(self) -> Guest:
        self.socket = self._connection.__enter__()
        return self

    def __exit__(self, *details: Any) -> None:
        self._connection.__exit__(*details)

    def command(self, command: str, identifier: str, **more: str) -> None:
        self.socket.send(json.dumps({"command": command, "identifier": identifier, **more}))

    def subscribe(self, **named: Any) -> str:
        identifier = json.dumps({"channel": "RoomChannel", **named})
        self.command("subscribe", identifier)
        return identifier

    def until(self, what: str, seconds: float = 10.0) -> dict[str, Any]:
        """The next frame of a type, or the data of the next event of a name."""
        ends = time.monotonic() + seconds
        while True:
            frame = json.loads(self.socket.recv(timeout=max(0.01, ends - time.monotonic())))
            message = frame.get("message")
            if isinstance(message, dict) and message["event"] == what:
                return dict(message["data"])
            if frame.get("type") == what:
                return dict(frame)

    def silent_for(self, seconds: float) -> bool:
        try:
            while True:
                frame = json.loads(self.socket.recv(timeout=seconds))
                if frame.get("type") not in ("ping", "welcome"):
                    return False
        except TimeoutError:
            return True


class Visit:
    """A contact with a conversation, and somebody who listens as the administrator."""

    def __init__(self, sandbox: Sandbox, client: chatwoot_client.ApiClient) -> None:
        contact = chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": "Ann"}, sandbox.inbox.identifier)
        self.here = (sandbox.inbox.identifier, contact.source_id)
        self.token = contact.pubsub_token
        self.conversation = chatwoot_client.ConversationsAPIApi(client).create_a_conversation({}, *self.here).id
        profile = chatwoot_client.ProfileApi(client).fetch_profile()
        self.user = {"pubsub_token": profile.pubsub_token, "account_id": sandbox.account_id, "user_id": profile.id}
        self.client = client

    def write(self, content: str, **more: Any) -> Any:
        body = {"content": content, **more}
        return chatwoot_client.MessagesAPIApi(self.client).create_a_message(body, *self.here, self.conversation)

    def type(self, status: str) -> None:
        chatwoot_client.ConversationsAPIApi(self.client).toggle_typing_status(
            {"typing_status": status}, *self.here, self.conversation
        )


@pytest.fixture
def visit(sandbox: Sandbox, client: chatwoot_client.ApiClient) -> Visit:
    return Visit(sandbox, client)


def test_a_connection_is_welcomed_and_pinged(sandbox):
    with Guest(sandbox) as guest:
        assert json.loads(guest.socket.recv(timeout=5)) == {"type": "welcome"}
        assert isinstance(guest.until("ping")["message"], int)


def test_the_known_subprotocol_is_taken_and_others_are_passed_over(sandbox):
    with Guest(sandbox, subprotocols=["other", "actioncable-v1-json"]) as guest:
        assert guest.socket.subprotocol == "actioncable-v1-json"


def test_what_is_no_websocket_gets_a_404(sandbox):
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port, timeout=10)
    connection.request("GET", "/cable")
    assert connection.getresponse().status == 404
    connection.close()
    with pytest.raises(InvalidStatus):
        connect(sandbox.url.replace("http", "ws") + "/cable/x")


def test_a_contact_hears_its_messages_before_the_answer_with_its_echo_id(sandbox, visit):
    with Guest(sandbox) as guest:
        guest.subscribe(pubsub_token=visit.token)
        guest.until("confirm_subscription")
        message = visit.write("Hello", echo_id="mine")
        told = guest.until("message.created")
        assert (told["id"], told["content"], told["echo_id"]) == (message.id, "Hello", "mine")
        assert "performer" not in told
        sandbox.reply(visit.conversation, "A note", private=True)
        sandbox.reply(visit.conversation, "Hi")
        assert guest.until("message.created")["content"] == "Hi"


def test_a_user_hears_notes_too_and_who_did_it(sandbox, client, visit):
    with Guest(sandbox) as guest:
        guest.subscribe(**visit.user)
        guest.until("confirm_subscription")
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation(
            {"content": "A note", "private": True}, 1, visit.conversation
        )
        told = guest.until("message.created")
        assert (told["private"], told["performer"]["id"]) == (True, visit.user["user_id"])


def test_what_a_message_has_among_its_attributes_is_told_to_all_and_stays(sandbox, client, visit):
    attributes = {"chatwoot_client_key": "order-1", "own": {"nested": [1, "ä"]}}
    for fields in ({}, {"attachments": [("a.txt", b"a")]}):
        with Guest(sandbox) as contact, Guest(sandbox) as user:
            contact.subscribe(pubsub_token=visit.token)
            user.subscribe(**visit.user)
            for guest in (contact, user):
                guest.until("confirm_subscription")
            sent = chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation(
                {"content": "Hello", "content_attributes": attributes, **fields}, 1, visit.conversation
            )
            assert sent.content_attributes == attributes
            for guest in (contact, user):
                assert guest.until("message.created")["content_attributes"] == attributes
        (public, *_) = chatwoot_client.MessagesAPIApi(client).iter_messages(*visit.here, visit.conversation)
        shown = chatwoot_client.ConversationsApi(client).get_details_of_a_conversation(1, visit.conversation)
        assert [public.content_attributes, shown.messages[-1].content_attributes] == [attributes] * 2


@pytest.mark.parametrize(
    "named",
    [
        {"pubsub_token": "wrong"},
        {"pubsub_token": ""},
        {},
        {"user": {"account_id": 99}},
        {"user": {"user_id": 99}},
        {"channel": "NoChannel"},
    ],
)
def test_who_has_no_right_gets_silence(sandbox, visit, named):
    if "user" in named:
        named = {**visit.user, **named["user"]}
    elif "channel" in named:
        named = {"pubsub_token": visit.token, **named}
    with Guest(sandbox) as guest:
        guest.subscribe(**named)
        assert guest.silent_for(0.5)


def test_a_text_that_was_refused_is_not_looked_at_again(sandbox, visit):
    with Guest(sandbox) as guest:
        identifier = guest.subscribe(pubsub_token="wrong")
        guest.command("subscribe", identifier)
        assert guest.silent_for(0.3)
        guest.subscribe(pubsub_token=visit.token, n=1)
        assert guest.until("confirm_subscription")


def test_what_can_not_be_understood_is_passed_over(sandbox, visit):
    with Guest(sandbox) as guest:
        for text in ("", "[]", "null", "42", "{", '{"command":"dance"}', '{"command":"message","identifier":"x"}'):
            guest.socket.send(text)
        guest.socket.send(b"\x00\x01")
        guest.subscribe(pubsub_token=visit.token)
        assert guest.until("confirm_subscription")


def test_a_sign_of_presence_comes_back_and_does_not_while_the_server_is_deaf(sandbox, visit):
    with Guest(sandbox) as guest:
        identifier = guest.subscribe(pubsub_token=visit.token)
        guest.until("confirm_subscription")
        guest.command("message", identifier, data='{"action":"update_presence"}')
        assert guest.until("presence.update")["account_id"] == sandbox.account_id
        sandbox.cable.deaf = True
        guest.command("message", identifier, data='{"action":"update_presence"}')
        visit.write("Unheard")
        assert guest.silent_for(0.5)


def test_typing_is_told_to_the_others(sandbox, visit):
    with Guest(sandbox) as user, Guest(sandbox) as contact:
        user.subscribe(**visit.user)
        contact.subscribe(pubsub_token=visit.token)
        user.until("confirm_subscription")
        contact.until("confirm_subscription")
        visit.type("on")
        assert user.until("conversation.typing_on")["user"]["name"] == "Ann"
        assert contact.silent_for(0.3)


def test_reading_is_told_with_what_it_changes(sandbox, client, visit):
    sandbox.reply(visit.conversation, "Hi")
    with Guest(sandbox) as guest:
        guest.subscribe(**visit.user)
        guest.until("confirm_subscription")
        chatwoot_client.ConversationsAPIApi(client).update_last_seen(*visit.here, visit.conversation)
        assert guest.until("message.updated")["previous_changes"]["status"] == ["sent", "read"]


#: What of these the sandbox has no occasion to tell.
UNTOLD = {
    "account.cache_invalidated",
    "contact.deleted",
    "contact.merged",
    "conversation.contact_changed",
    "conversation.mentioned",
    "conversation.unread_count_changed",
    "notification.created",
    "notification.deleted",
    "notification.updated",
}


def test_events_have_the_fields_that_were_recorded(sandbox, client, visit):
    told: dict[str, dict[str, Any]] = {}
    with Guest(sandbox) as guest:
        guest.subscribe(**visit.user)
        told["presence.update"] = guest.until("presence.update")
        other = Visit(sandbox, client)
        visit.write("Hello")
        visit.type("on")
        visit.type("off")
        messages, conversations = chatwoot_client.MessagesApi(client), chatwoot_client.ConversationsApi(client)
        reply = messages.create_a_new_message_in_a_conversation({"content": "Hi"}, 1, visit.conversation)
        chatwoot_client.ConversationsAPIApi(client).update_last_seen(*visit.here, visit.conversation)
        messages.delete_a_message(1, visit.conversation, reply.id)
        team = chatwoot_client.TeamsApi(client).create_a_team({"name": "sales"}, 1)
        assign = chatwoot_client.ConversationAssignmentsApi(client).assign_a_conversation
        assign({"assignee_id": visit.user["user_id"]}, 1, visit.conversation)
        assign({"team_id": team.id}, 1, visit.conversation)
        conversations.toggle_status_of_a_conversation({"status": "resolved"}, 1, visit.conversation)
        chatwoot_client.ContactsAPIApi(client).update_a_contact({"name": "Anna"}, *other.here)
        visit.write("the last word")
        while told.get("message.created", {}).get("content") != "the last word":
            frame = json.loads(guest.socket.recv(timeout=10))
            if isinstance(frame.get("message"), dict):
                told[frame["message"]["event"]] = frame["message"]["data"]
    assert set(FRAMES) - set(told) <= UNTOLD
    for event, data in told.items():
        mine = fields_of(data)
        assert set(FRAMES[event]["always"]) - mine == set(), event
        assert mine - set(FRAMES[event]["ever"]) == set(), event


def test_a_receiver_listens_to_the_sandbox_as_to_a_server(sandbox, client, visit):
    with Receiver() as receiver:
        events: list[Any] = []
        receiver.on()(events.append)
        thread = threading.Thread(
            target=lambda: receiver.listen(client, account_id=1, contacts=[visit.here], pace=1.0, presence=1.0)
        )
        thread.start()
        try:
            until(lambda: sandbox.cable.subscriptions == 2)
            time.sleep(0.5)
            visit.write("Hello")
            visit.type("on")
            sandbox.reply(visit.conversation, "Hi")
            until(lambda: len(said(events)) == 4)
            sandbox.cable.disconnect()
            visit.write("meanwhile")
            until(lambda: len(said(events)) == 6)
            sandbox.cable.deaf = True
            sandbox.reply(visit.conversation, "unheard")
            until(lambda: len(said(events)) == 8, 30)
        finally:
            receiver.stop()
            thread.join(30)
    # By the user and by the contact, once each.
    assert sorted(said(events)) == sorted(["Hello", "Hi", "meanwhile", "unheard"] * 2)
    assert any(isinstance(event, ConversationTypingOn) for event in events)
    assert all(event.is_own for event in events if isinstance(event, MessageCreated) and event.content == "Hello")
    assert not [event for event in events if isinstance(event, MessageUpdated) and event.content == "Hello"]


def test_live_too_a_message_of_another_process_is_own_by_its_key(sandbox, client, visit):
    own = {}
    with Receiver(run="inline", own_keys="shop:") as receiver:
        receiver.on(MessageCreated)(lambda event: own.__setitem__(event.content, event.is_own))
        thread = threading.Thread(target=lambda: receiver.listen(client, account_id=1, pace=1.0, presence=1.0))
        thread.start()
        try:
            until(lambda: sandbox.cable.subscriptions == 1)
            for content, key in (("ours", "shop:1"), ("another's", "orders:1")):
                sandbox.reply(visit.conversation, content, content_attributes={"chatwoot_client_key": key})
            until(lambda: len(own) == 2)
            sandbox.cable.deaf = True
            attributes = {"chatwoot_client_key": "shop:2"}
            sandbox.reply(visit.conversation, "read over REST", content_attributes=attributes)
            until(lambda: len(own) == 3, 30)
        finally:
            receiver.stop()
            thread.join(30)
    assert own == {"ours": True, "another's": False, "read over REST": True}


def said(events: list[Any]) -> list[str]:
    return [event.content for event in list(events) if isinstance(event, MessageCreated)]


def until(condition: Any, seconds: float = 20.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.01)


def test_who_reads_nothing_is_let_go_before_much_waits():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        websocket = WebSocket(ours)
        server = threading.Thread(target=websocket.serve, args=(lambda text: None,), daemon=True)
        server.start()
        sent = 0
        while server.is_alive() and sent < 2 * MOST_WAITING:
            websocket.send("a" * 1_000_000)
            sent += 1_000_000
            time.sleep(0.001)
        server.join(20)
        assert not server.is_alive()
        assert sent < 2 * MOST_WAITING


def test_closing_the_sandbox_ends_all_connections(client, sandbox):
    with Guest(sandbox) as guest:
        guest.until("welcome")
        sandbox.close()
        with pytest.raises(ConnectionClosed):
            guest.socket.recv(timeout=10)
    sandbox.start()
