"""What this program writes itself is told apart, also when the delivery overtakes the answer of the call."""

from __future__ import annotations

import contextlib
import copy
import json
import pickle
import subprocess
import sys

import pytest
from deliveries import SECRET, recorded, sent
from servers import ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import ApiException
from chatwoot_client.events import MessageCreated, Receiver, event_of

BODY = {**recorded("message_created"), "message_type": "outgoing"}


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


@pytest.mark.parametrize(
    ("said", "delivered_as"), [("outgoing", "incoming"), (None, "incoming"), ("incoming", "outgoing")]
)
def test_what_the_other_side_writes_in_the_same_words_is_not_own(told, said, delivered_as):
    def reply(request):
        told.receiver.handle(*delivered(85, "Hello", message_type=delivered_as))
        return json_answer({"id": 86})

    with talking(reply) as client:
        fields = {"content": "Hello", **({} if said is None else {"message_type": said})}
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation(fields, 1, 5)
    assert told.own == {85: False}


def test_what_a_contact_s_page_sends_is_own_too(told):
    def reply(request):
        told.receiver.handle(*delivered(91, "Hello", message_type="incoming"))
        return json_answer({"id": 91})

    with talking(reply) as client:
        chatwoot_client.MessagesAPIApi(client).create_a_message({"content": "Hello"}, "inbox", "contact", 5)
    assert told.own == {91: True}


def test_a_message_whose_answer_was_lost_is_own_when_it_shows_up(told):
    with talking(lambda request: answer(b"", 502)) as client, pytest.raises(ApiException):
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation({"content": "Lost"}, 1, 5)
    told.receiver.handle(*delivered(101, "Lost"))
    assert told.own == {101: True}


def test_two_servers_whose_numbers_are_the_same_are_told_apart_by_when_a_message_was_written():
    Receiver([SECRET])
    reply = json_answer({"id": 131, "created_at": 1767607200})
    with talking(lambda request: reply) as client:
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation({"content": "Hello"}, 1, 5)
    here = {**BODY, "id": 131, "conversation": {**BODY["conversation"], "id": 5}}
    assert event_of({**here, "created_at": "2026-01-05T10:00:00.250Z"}).is_own
    assert event_of({**here, "created_at": 1767607200, "event": "message_updated", "content": "taken back"}).is_own
    assert not event_of({**here, "created_at": "2026-01-05T09:00:00.250Z"}).is_own


def test_of_another_account_nothing_is_own_that_is_being_written(told):
    def reply(request):
        told.receiver.handle(*delivered(141, "Hello", account={"id": 2}))
        told.receiver.handle(*delivered(142, "Hello", account={"id": 1}))
        return json_answer({"id": 142})

    with talking(reply) as client:
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation({"content": "Hello"}, 1, 5)
    assert told.own == {141: False, 142: True}


KEYED = {"content_attributes": {"chatwoot_client_key": "support-bot:7"}}


@pytest.mark.parametrize("own_keys", ["support-bot:", "", lambda key: key.endswith(":7")])
def test_a_message_of_another_process_is_own_by_its_key(own_keys):
    receiver = Receiver([SECRET], run="inline", own_keys=own_keys)
    events = {}
    receiver.on(MessageCreated)(lambda event: events.__setitem__(event.id, event))
    receiver.handle(*delivered(151, "Hello", **KEYED))
    receiver.handle(*delivered(152, "Hello"))
    receiver.handle(*delivered(153, "Hello", content_attributes=None))
    assert [each for each in events if events[each].is_own] == [151]
    assert events[151].sent_key == "support-bot:7"
    assert events[152].sent_key is None
    for again in (pickle.loads(pickle.dumps(events[151])), copy.copy(events[151]), copy.deepcopy(events[151])):
        assert again.is_own


def test_a_key_of_another_program_is_not_own_nor_any_where_nobody_said_which_are(told):
    receiver = Receiver([SECRET], run="inline", own_keys="orders:")
    found = []
    receiver.on(MessageCreated)(lambda event: found.append(event.is_own))
    receiver.handle(*delivered(161, "Hello", **KEYED))
    told.receiver.handle(*delivered(161, "Hello", **KEYED))
    assert [*found, told.own[161]] == [False, False]


def test_a_message_with_a_key_is_own_in_its_process_though_its_answer_was_handed_over_open(told):
    with talking(lambda request: json_answer({"id": 171})) as client:
        body = {"content": "Hello", "content_attributes": {"chatwoot_client_key": "open"}}
        with chatwoot_client.streamed(
            chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation, body, 1, 5
        ):
            pass
    told.receiver.handle(*delivered(171, "Hello", content_attributes={"chatwoot_client_key": "open"}))
    assert told.own == {171: True}


def test_a_message_with_another_key_is_not_taken_for_one_of_the_same_words_that_is_being_written(told):
    def reply(request):
        told.receiver.handle(*delivered(181, "Hello", content_attributes={"chatwoot_client_key": "another's"}))
        return json_answer({"id": 182})

    with talking(reply) as client:
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation({"content": "Hello"}, 1, 5)
    assert told.own == {181: False}


@pytest.mark.parametrize("own_keys", [7, ["support-bot:"], b"support-bot:"])
def test_what_can_not_tell_own_keys_is_refused_by_name(own_keys):
    with pytest.raises(TypeError, match="own_keys must be what the program's own keys begin with, or callable"):
        Receiver([SECRET], own_keys=own_keys)


SENDER = """
import sys, chatwoot_client
configuration = chatwoot_client.Configuration(host=sys.argv[1], api_key={"userApiKey": sys.argv[2]})
messages = chatwoot_client.MessagesApi(chatwoot_client.ApiClient(configuration))
messages.send_once({"content": "from elsewhere"}, 1, int(sys.argv[3]), key="support-bot:7")
messages.create_a_new_message_in_a_conversation({"content": "by hand"}, 1, int(sys.argv[3]))
"""


def test_what_a_process_of_its_own_sends_once_comes_back_as_own_through_a_server_s_webhook(
    chatwoot_sandbox, chatwoot_client_for, chatwoot_receiver
):
    chatwoot_receiver._is_own_key = Receiver(own_keys="support-bot:")._is_own_key
    found = {}
    chatwoot_receiver.on(MessageCreated)(lambda event: found.__setitem__(event.content, event.is_own))
    client = chatwoot_client_for(chatwoot_sandbox)
    contact = chatwoot_client.ContactsAPIApi(client).create_a_contact({}, chatwoot_sandbox.inbox.identifier)
    made = chatwoot_client.ConversationsAPIApi(client).create_a_conversation(
        {}, chatwoot_sandbox.inbox.identifier, contact.source_id
    )
    arguments = [chatwoot_sandbox.url, chatwoot_sandbox.user_token, str(made.id)]
    subprocess.run([sys.executable, "-c", SENDER, *arguments], check=True)
    assert chatwoot_sandbox.wait_for_deliveries()
    chatwoot_receiver.close()
    assert found == {"from elsewhere": True, "by hand": False}


def test_a_message_that_was_refused_is_nobody_s(told):
    refusal = json_answer({"error": "Validation failed: Content is too long"}, 422)
    with talking(lambda request: refusal) as client, pytest.raises(ApiException):
        chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation({"content": "Refused"}, 1, 5)
    told.receiver.handle(*delivered(111, "Refused"))
    assert told.own == {111: False}


def test_an_echo_id_tells_it_for_certain_where_it_comes_back(told):
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
