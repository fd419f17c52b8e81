"""What this program writes itself is told apart, also when the delivery overtakes the answer of the call."""

from __future__ import annotations

import contextlib
import json

import pytest
from deliveries import SECRET, recorded, sent
from servers import ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import ApiException
from chatwoot_client.events import MessageCreated, Receiver

BODY = recorded("message_created")


def delivered(id, content, conversation=5, **fields):
    return sent(
        {**BODY, "id": id, "content": content, "conversation": {**BODY["conversation"], "id": conversation}, **fields}
    )


class Told:
    """A receiver, and what it knew of each message at the moment at which it was told."""

    def __init__(self):
        self.receiver = Receiver([SECRET], run="inline")
        self.own = {}
        self.events = {}
        self.receiver.on(MessageCreated)(self._note)

    def _note(self, event):
        self.own[event.id] = event.is_own
        self.events[event.id] = event


@pytest.fixture
def told():
    return Told()


@contextlib.contextmanager
def talking(reply):
    with (
        ScriptedServer(reply) as server,
        chatwoot_client.ApiClient(
            chatwoot_client.Configuration(host=server.url, api_key={"userApiKey": "token"}, retries=0)
        ) as client,
    ):
        yield client


def test_a_message_is_own_before_and_after_the_answer_to_its_call(told):
    def reply(request):
        content = json.loads(request.body)["content"]
        told.receiver.handle(*delivered(70, "somebody else's"))
        told.receiver.handle(*delivered(71, content))
        told.receiver.handle(*delivered(72, content, conversation=6))
        return json_answer({"id": 71, "content": content})

    with talking(reply) as client:
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation({"content": "Hello\n"}, 1, 5)
    assert told.own == {70: False, 71: True, 72: False}
    assert told.events[71].is_own
    told.receiver.handle(*delivered(73, "Hello\n"))
    assert not told.own[73]


def test_a_private_note_and_a_message_of_the_same_words_are_told_apart(told):
    def reply(request):
        told.receiver.handle(*delivered(81, "Hello", private=False))
        told.receiver.handle(*delivered(82, "Hello", private=True))
        return json_answer({"id": 82})

    with talking(reply) as client:
        body = chatwoot_client.ConversationMessageCreatePayload(content="Hello", private=True)
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation(body, 1, 5)
    assert told.own == {81: False, 82: True}


def test_what_a_contact_s_page_sends_is_own_too(told):
    def reply(request):
        told.receiver.handle(*delivered(91, "Hello"))
        return json_answer({"id": 91})

    with talking(reply) as client:
        chatwoot_client.MessagesAPIApi(client).create_a_message({"content": "Hello"}, "inbox", "contact", 5)
    assert told.own == {91: True}


def test_a_message_whose_answer_was_lost_is_own_when_it_shows_up(told):
    with talking(lambda request: answer(b"", 502)) as client, pytest.raises(ApiException):
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation({"content": "Lost"}, 1, 5)
    told.receiver.handle(*delivered(101, "Lost"))
    assert told.own == {101: True}


def test_a_message_that_was_refused_is_nobody_s(told):
    refusal = json_answer({"error": "Validation failed: Content is too long"}, 422)
    with talking(lambda request: refusal) as client, pytest.raises(ApiException):
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation({"content": "Refused"}, 1, 5)
    told.receiver.handle(*delivered(111, "Refused"))
    assert told.own == {111: False}


def test_an_echo_id_tells_it_for_certain_where_it_comes_back(told):
    from chatwoot_client.events import event_of

    live = {"event": "message_created", "id": 121, "content": "Hello", "conversation_id": 5, "private": False}
    seen = []

    def reply(request):
        seen.append(event_of({**live, "echo_id": "mine"}).is_own)
        seen.append(event_of({**live, "echo_id": "another's"}).is_own)
        return json_answer({"id": 122})

    with talking(reply) as client:
        body = {"content": "Hello", "echo_id": "mine"}
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation(body, 1, 5)
    assert seen == [True, False]
