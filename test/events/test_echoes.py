"""A message whose answer was lost is known by its ``echo_id`` where a live subscription hears it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("websocket", reason="the extra `live` isn't installed")

import chatwoot_client
from chatwoot_client import AmbiguousResultException, ContactsAPIApi, ConversationsAPIApi, MessagesApi, MessagesAPIApi
from chatwoot_client.events import MessageCreated, Receiver
from chatwoot_client.sandbox import Sandbox


class Chat:
    """A visitor's conversation on a server, and a receiver that may listen to it."""

    def __init__(self, server: Sandbox) -> None:
        self.server = server
        tokens = {"userApiKey": server.user_token}
        self.client = chatwoot_client.ApiClient(
            chatwoot_client.Configuration(host=server.url, api_key=tokens, retries=0)
        )
        self.inbox = server.inbox.identifier
        self.source = str(ContactsAPIApi(self.client).create_a_contact({"name": "Ann"}, self.inbox).source_id)
        self.number = int(ConversationsAPIApi(self.client).create_a_conversation({}, self.inbox, self.source).id or 0)
        self.told: list[MessageCreated] = []
        self.receivers: list[tuple[Receiver, threading.Thread]] = []

    def listen(self, run: Any = "pool", **to: Any) -> Receiver:
        receiver = Receiver(run=run)
        receiver.on(MessageCreated)(self.told.append)
        thread = threading.Thread(target=receiver.listen, args=(self.client,), kwargs=to, daemon=True)
        subscriptions = self.server.cable.subscriptions
        thread.start()
        self.receivers.append((receiver, thread))
        until(lambda: self.server.cable.subscriptions > subscriptions)
        # What is read at the start is over.
        time.sleep(0.3)
        return receiver

    def listen_as_contact(self, **how: Any) -> Receiver:
        return self.listen(contacts=[(self.inbox, self.source)], **how)

    def listen_as_user(self, **how: Any) -> Receiver:
        return self.listen(account_id=self.server.account_id, **how)

    def say(self, content: str, **options: Any) -> Any:
        body = {"content": content, "echo_id": f"echo of {content}"}
        return MessagesAPIApi(self.client).create_a_message(body, self.inbox, self.source, self.number, **options)

    def stored(self) -> list[int]:
        return [message.id for message in self.server.conversation(self.number).messages]


def until(condition: Any, seconds: float = 20.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.01)


@pytest.fixture
def chat() -> Iterator[Chat]:
    with Sandbox() as server:
        made = Chat(server)
        yield made
        for receiver, thread in made.receivers:
            receiver.stop()
            thread.join(20)
            receiver.close()
        made.client.close()


@pytest.mark.parametrize("who", ["contact", "user"])
def test_a_lost_answer_to_a_contact_s_message_is_known_by_its_echo(chat: Chat, who: str) -> None:
    getattr(chat, f"listen_as_{who}")()
    chat.server.cut_next(processed=True, method="POST")
    message = chat.say("Hello")
    assert type(message) is chatwoot_client.PublicMessage
    assert (message.id, message.content, message.conversation_id) == (chat.stored()[-1], "Hello", chat.number)
    assert (message.message_type, message.sender.name) == (chatwoot_client.MessageType.INCOMING, "Ann")
    until(lambda: [event.content for event in chat.told] == ["Hello"])
    assert chat.told[0].is_own


def test_a_lost_answer_to_an_agent_s_message_is_known_by_its_echo(chat: Chat) -> None:
    chat.listen_as_user()
    chat.server.fail_next(status=500, processed=True, method="POST")
    body = {"content": "Here you are", "echo_id": "e-1"}
    where = (chat.server.account_id, chat.number)
    message = MessagesApi(chat.client).create_a_new_message_in_a_conversation(body, *where)
    assert type(message) is chatwoot_client.Message
    assert (message.id, message.content) == (chat.stored()[-1], "Here you are")


@pytest.mark.parametrize("echo_id", [None, "my own"])
def test_send_once_says_that_a_lost_answer_was_known_by_the_echo(chat: Chat, echo_id: str | None) -> None:
    chat.listen_as_contact()
    chat.server.cut_next(processed=True, method="POST")
    body = {"content": "Hello", **({"echo_id": echo_id} if echo_id else {})}
    sent = MessagesAPIApi(chat.client).send_once(body, chat.inbox, chat.source, chat.number)
    assert (sent.known_by, sent.message.content) == ("echo_id", "Hello")
    assert chat.stored() == [sent.message.id]


def test_an_echo_that_comes_late_is_waited_for(chat: Chat) -> None:
    chat.listen_as_contact()
    chat.server.cable.delay = 0.5
    chat.server.cut_next(processed=True, method="POST")
    assert chat.say("Hello").id == chat.stored()[-1]


def test_an_echo_id_that_is_used_again_is_not_taken_for_the_earlier_message(chat: Chat) -> None:
    chat.listen_as_contact()
    chat.say("Hello")
    until(lambda: chat.told)
    chat.server.cut_next(processed=False, method="POST")
    with pytest.raises(AmbiguousResultException):
        chat.say("Hello", _deadline=0.5)
    chat.server.cut_next(processed=True, method="POST")
    assert chat.say("Hello").id == chat.stored()[-1]
    assert len(chat.stored()) == 2


def test_a_message_that_was_not_stored_stays_ambiguous_within_the_call_s_deadline(chat: Chat) -> None:
    chat.listen_as_contact()
    chat.server.cut_next(processed=False, method="POST")
    began = time.monotonic()
    with pytest.raises(AmbiguousResultException):
        chat.say("Hello", _deadline=1.0)
    assert 0.5 < time.monotonic() - began < 3.0
    assert chat.stored() == []


def test_without_a_subscription_that_hears_it_it_stays_ambiguous_at_once(chat: Chat) -> None:
    other = str(ContactsAPIApi(chat.client).create_a_contact({"name": "Bea"}, chat.inbox).source_id)
    chat.listen(contacts=[(chat.inbox, other)])
    with Sandbox() as another_server:
        elsewhere = Chat(another_server)
        elsewhere.listen_as_user()
        chat.server.cut_next(processed=True, method="POST")
        began = time.monotonic()
        with pytest.raises(AmbiguousResultException):
            chat.say("Hello")
        assert time.monotonic() - began < 3.0
        elsewhere.receivers[0][0].stop()
        elsewhere.client.close()


def test_a_handler_that_runs_in_the_thread_that_listens_does_not_wait_for_itself(chat: Chat) -> None:
    took = []
    receiver = chat.listen_as_contact(run="inline")

    @receiver.on(MessageCreated)
    def answer(event: Any) -> None:
        if event.content != "Hello":
            return
        chat.server.cut_next(processed=True, method="POST")
        began = time.monotonic()
        with pytest.raises(AmbiguousResultException):
            chat.say("Hello to you")
        took.append(time.monotonic() - began)

    chat.say("Hello")
    until(lambda: took)
    assert took[0] < 3.0


def test_whoever_wants_the_answer_s_status_or_bytes_is_told_that_it_was_lost(chat: Chat) -> None:
    chat.listen_as_contact()
    for options in ({"_return_http_data_only": False}, {"_preload_content": False}):
        chat.server.cut_next(processed=True, method="POST")
        with pytest.raises(AmbiguousResultException):
            chat.say("Hello", **options)
