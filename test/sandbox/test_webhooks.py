"""The sandbox tells addresses of what happens as a server does: signed, in its shapes, with its failures."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from deliveries import RECORDED
from fields import fields_of
from servers import ScriptedServer, answer

import chatwoot_client
from chatwoot_client.events import Event, MessageCreated, Receiver, verify
from chatwoot_client.sandbox import Sandbox, signed


class Told:
    """A program that is told, and what it answers."""

    def __init__(self) -> None:
        self.status = 200
        self._server = ScriptedServer(lambda request: answer(b"", self.status))
        self.url = self._server.__enter__().url + "/chatwoot"

    def close(self) -> None:
        self._server.__exit__()

    @property
    def requests(self) -> list[Any]:
        return list(self._server.requests)

    def events(self, secret: str) -> list[Event]:
        return [verify(each.body, each.headers, secret) for each in self.requests]

    def names(self) -> list[str]:
        return sorted(json.loads(each.body)["event"] for each in self.requests)


@pytest.fixture
def told() -> Iterator[Told]:
    program = Told()
    yield program
    program.close()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as server:
        server.seconds_between_attempts = 0.05
        yield server


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[chatwoot_client.ApiClient]:
    configuration = chatwoot_client.Configuration(host=sandbox.url, api_key={"userApiKey": sandbox.user_token})
    with chatwoot_client.ApiClient(configuration) as made:
        yield made


class Visitor:
    """A contact of an inbox, over the public API."""

    def __init__(self, client: chatwoot_client.ApiClient, identifier: str) -> None:
        source = chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": "Ann"}, identifier).source_id
        self._here = (identifier, source)
        self._client = client
        self.conversation = chatwoot_client.ConversationsAPIApi(client).create_a_conversation({}, *self._here).id

    def write(self, content: str) -> Any:
        return chatwoot_client.MessagesAPIApi(self._client).create_a_message(
            {"content": content}, *self._here, self.conversation
        )

    def type(self, status: str) -> None:
        chatwoot_client.ConversationsAPIApi(self._client).toggle_typing_status(
            {"typing_status": status}, *self._here, self.conversation
        )


def test_an_api_inbox_s_address_is_told_of_its_conversations_signed_with_the_inbox_s_secret(sandbox, client, told):
    inbox = sandbox.create_inbox(webhook_url=told.url)
    visitor = Visitor(client, inbox.identifier)
    visitor.write("Hello")
    sandbox.reply(visitor.conversation, "Hi")
    sandbox.set_status(visitor.conversation, "resolved")
    assert sandbox.wait_for_deliveries()
    events = told.events(inbox.secret)
    assert sorted({event.name for event in events}) == [
        "conversation_created",
        "conversation_status_changed",
        "conversation_updated",
        "message_created",
    ]
    said = {event.content: event for event in events if isinstance(event, MessageCreated)}
    assert set(said) == {"Hello", "Hi"}
    assert (said["Hello"].is_incoming, said["Hello"].sender.kind, said["Hello"].sender.name) == (True, "contact", "Ann")
    assert (said["Hi"].is_outgoing, said["Hi"].sender.kind) == (True, "user")
    assert said["Hi"].conversation_id == visitor.conversation
    assert said["Hello"].conversation.contact_inbox.pubsub_token


def test_what_happens_elsewhere_is_not_told_to_an_inbox(sandbox, client, told):
    sandbox.create_inbox(webhook_url=told.url)
    Visitor(client, sandbox.inbox.identifier).write("Hello")
    assert sandbox.wait_for_deliveries()
    assert told.requests == []


def test_an_account_s_webhook_is_told_what_it_subscribes_to(sandbox, client, told):
    subscriptions = ["message_created", "contact_created", "conversation_typing_on"]
    webhook = chatwoot_client.WebhooksApi(client).create_a_webhook({"url": told.url, "subscriptions": subscriptions}, 1)
    visitor = Visitor(client, sandbox.inbox.identifier)
    visitor.type("on")
    visitor.type("off")
    visitor.write("Hello")
    assert sandbox.wait_for_deliveries()
    assert told.names() == ["contact_created", "conversation_typing_on", "message_created"]
    secret = webhook.payload.webhook.secret
    assert {event.name for event in told.events(secret)} == set(subscriptions)


def test_a_bot_is_told_and_asked_again_after_a_500_with_the_same_id_signed_anew(sandbox, client, told):
    bot = sandbox.create_agent_bot("Bot", outgoing_url=told.url)
    inbox = sandbox.create_inbox(agent_bot=bot)
    visitor = Visitor(client, inbox.identifier)
    assert sandbox.wait_for_deliveries()
    told.status = 500
    visitor.write("Hello")
    assert sandbox.wait_for_deliveries()
    attempts = [each for each in told.requests if json.loads(each.body)["event"] == "message_created"]
    assert len(attempts) == 3
    assert len({each.headers["x-chatwoot-delivery"] for each in attempts}) == 1
    assert all(verify(each.body, each.headers, bot.secret) for each in attempts)
    # Nobody answers, so people take over.
    conversation = sandbox.conversation(visitor.conversation)
    assert conversation.status == "open"
    assert "error with the agent bot" in conversation.messages[-1].content


def test_a_bot_that_answers_404_is_not_asked_again(sandbox, client, told):
    bot = sandbox.create_agent_bot("Bot", outgoing_url=told.url)
    told.status = 404
    Visitor(client, sandbox.create_inbox(agent_bot=bot).identifier).write("Hello")
    assert sandbox.wait_for_deliveries()
    ids = [each.headers["x-chatwoot-delivery"] for each in told.requests]
    assert len(ids) == len(set(ids))


def test_a_failing_inbox_s_address_marks_the_message_as_failed_and_is_told_so_once(sandbox, client, told):
    inbox = sandbox.create_inbox(webhook_url=told.url)
    visitor = Visitor(client, inbox.identifier)
    assert sandbox.wait_for_deliveries()
    told.status = 404
    id = visitor.write("Hello").id
    assert sandbox.wait_for_deliveries()
    message = sandbox.conversation(visitor.conversation).message(id)
    assert (message.status, message.content_attributes["external_error"]) == ("failed", "404 Not Found")
    assert told.names().count("message_updated") == 1


def test_private_notes_are_told_and_activities_are_not(sandbox, client, told):
    inbox = sandbox.create_inbox(webhook_url=told.url)
    visitor = Visitor(client, inbox.identifier)
    sandbox.reply(visitor.conversation, "A note", private=True)
    sandbox.reply(visitor.conversation, "Ann did something", message_type="activity")
    assert sandbox.wait_for_deliveries()
    messages = [event for event in told.events(inbox.secret) if isinstance(event, MessageCreated)]
    assert [(event.content, event.is_private) for event in messages] == [("A note", True)]


def test_changes_tell_what_it_was_and_what_it_is(sandbox, client, told):
    inbox = sandbox.create_inbox(webhook_url=told.url)
    visitor = Visitor(client, inbox.identifier)
    agent = sandbox.create_agent("Grace")
    chatwoot_client.ConversationAssignmentsApi(client).assign_a_conversation(
        {"assignee_id": agent.id}, 1, visitor.conversation
    )
    chatwoot_client.ConversationsApi(client).conversation_add_labels({"labels": ["vip"]}, 1, visitor.conversation)
    assert sandbox.wait_for_deliveries()
    changes: dict[str, Any] = {}
    for event in told.events(inbox.secret):
        changes.update(event.changes)
    assert changes["assignee_id"] == (None, agent.id)
    assert changes["label_list"] == ([], ["vip"])


@pytest.mark.parametrize("event", sorted({each["event"] for each in RECORDED} - {"webwidget_triggered"}))
def test_a_delivery_for_a_unit_test_has_the_fields_that_were_recorded(sandbox, client, event):
    visitor = Visitor(client, sandbox.inbox.identifier)
    visitor.write("Hello")
    body, headers = sandbox.deliver(event, secret="mine")
    told = verify(body, headers, "mine").to_dict()
    shapes = [fields_of(json.loads(each["body"])) for each in RECORDED if each["event"] == event]
    always = set.intersection(*shapes)
    ever = set.union(*shapes)
    mine = fields_of(told)
    assert always - mine == set()
    assert {path for path in mine - ever if not path.startswith(("conversation.messages", "messages"))} == set()


def test_a_delivery_is_made_of_what_there_is(sandbox, client):
    with pytest.raises(LookupError, match="message"):
        sandbox.deliver("message_created")
    with pytest.raises(ValueError, match="lunch_served"):
        sandbox.deliver("lunch_served")
    Visitor(client, sandbox.inbox.identifier).write("Hello")
    body, headers = sandbox.deliver("message_created", secret="mine", content="Another word")
    event = verify(body, headers, "mine")
    assert (event.content, event.is_incoming) == ("Another word", True)


def test_anything_can_be_signed():
    body, headers = signed({"event": "message_created", "id": 7}, "mine", at=1_000)
    assert verify(body, headers, "mine", clock=lambda: 1_000).id == 7


def test_a_receiver_that_is_mounted_is_told_and_answers(sandbox, client):
    from werkzeug.serving import make_server

    with Receiver(["unknown yet"]) as receiver:
        server = make_server("127.0.0.1", 0, lambda environ, start: app(environ, start), threaded=True)
        inbox = sandbox.create_inbox(webhook_url=f"http://127.0.0.1:{server.server_port}/")
        receiver = Receiver([inbox.secret])
        app = receiver.wsgi
        heard = threading.Event()
        receiver.on(MessageCreated)(lambda event: heard.set())
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            Visitor(client, inbox.identifier).write("Hello")
            assert heard.wait(20)
            assert sandbox.wait_for_deliveries()
            assert {each.status for each in sandbox.deliveries} == {200}
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            receiver.close()


def test_closing_does_not_wait_for_what_would_be_sent_again(told):
    told.status = 500
    started = time.monotonic()
    with Sandbox() as sandbox:
        bot = sandbox.create_agent_bot("Bot", outgoing_url=told.url)
        configuration = chatwoot_client.Configuration(host=sandbox.url)
        with chatwoot_client.ApiClient(configuration) as client:
            Visitor(client, sandbox.create_inbox(agent_bot=bot).identifier).write("Hello")
    assert time.monotonic() - started < 5
