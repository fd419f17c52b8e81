"""What an event tells is typed by what was delivered, whose shapes aren't those of the API."""

from __future__ import annotations

import copy
import datetime
import pickle

import pytest
from deliveries import RECORDED, recorded, sent

from chatwoot_client import MessageType
from chatwoot_client.events import (
    Change,
    ContactUpdated,
    ConversationEvent,
    ConversationTypingOn,
    ConversationUpdated,
    Event,
    MacroExecuted,
    MessageCreated,
    MessageEvent,
    RuleMatched,
    Stamp,
    event_of,
    verify,
)

UTC = datetime.timezone.utc


def test_a_message_says_who_wrote_it_by_word_and_by_number_alike():
    event = event_of({"event": "message_created", "message_type": "incoming"})
    assert isinstance(event, MessageCreated)
    assert event.message_type == MessageType.INCOMING
    assert event.message_type == 0
    assert event.message_type == "incoming"
    assert event.message_type != MessageType.OUTGOING
    assert event.message_type != "outgoing"
    assert (event.is_incoming, event.is_outgoing, event.is_private) == (True, False, False)


@pytest.mark.parametrize(("told", "word"), [(0, "incoming"), (1, "outgoing"), (3, "template")])
def test_a_number_in_the_word_s_place_reads_as_the_word(told, word):
    assert event_of({"event": "message_created", "message_type": told}).message_type == word


@pytest.mark.parametrize("told", [None, 9, "new_word", [], True])
def test_a_type_that_is_new_is_handed_over_as_it_came(told):
    event = event_of({"event": "message_created", "message_type": told})
    assert event.message_type == told
    assert (event.is_incoming, event.is_outgoing) == (False, False)


def test_an_event_of_any_name_is_handed_over():
    event = event_of({"event": "conversation_frozen", "id": 5, "account": {"id": 2}})
    assert type(event) is Event
    assert (event.name, event.account_id, event.conversation_id) == ("conversation_frozen", 2, None)
    assert event.to_dict() == {"event": "conversation_frozen", "id": 5, "account": {"id": 2}}


def test_automation_rules_and_macros_have_events_of_their_own():
    rule = event_of({**recorded("conversation_created"), "event": "automation_event.message_created"})
    macro = event_of({**recorded("conversation_created"), "event": "macro.executed"})
    assert (type(rule), type(macro)) == (RuleMatched, MacroExecuted)
    assert rule.conversation_id == macro.conversation_id == rule.conversation.id


def test_the_conversation_of_each_event_is_known_by_its_number():
    numbers = {type(event_of(body)): event_of(body).conversation_id for body in map(recorded, NAMES)}
    assert all(numbers[each] for each in numbers if issubclass(each, (MessageEvent, ConversationEvent)))
    assert numbers[ConversationTypingOn] == recorded("conversation_typing_on")["conversation"]["id"]
    assert numbers[ContactUpdated] is None


NAMES = sorted({each["event"] for each in RECORDED})


def test_moments_are_moments_in_whichever_form_they_came():
    message = event_of(recorded("message_created"))
    told = datetime.datetime.fromisoformat(message.to_dict()["created_at"].replace("Z", "+00:00"))
    assert abs(message.created_at.datetime - told) < datetime.timedelta(milliseconds=1)
    conversation = event_of(
        {"event": "conversation_updated", "created_at": 1_795_417_976, "waiting_since": 0}
    ).conversation
    assert conversation.created_at.datetime == datetime.datetime(2026, 11, 23, 7, 12, 56, tzinfo=UTC)
    assert conversation.waiting_since.datetime is None
    assert conversation.first_reply_created_at is None


def test_changes_are_a_mapping_by_field():
    told = [{"status": {"previous_value": "open", "current_value": "resolved"}}, {"team_id": {"current_value": 4}}]
    event = event_of({"event": "conversation_updated", "changed_attributes": told})
    assert dict(event.changes) == {"status": Change("open", "resolved"), "team_id": Change(None, 4)}
    for nothing in (None, "text", [None, {"a": 1}]):
        assert dict(event_of({"event": "conversation_updated", "changed_attributes": nothing}).changes) == {}


def test_a_sender_without_a_type_is_a_contact():
    kinds = {event_of(body).sender.kind for body in map(recorded, NAMES) if body.get("sender")}
    assert "user" in kinds
    assert event_of({"event": "message_created", "sender": {"id": 4, "name": "Ann"}}).sender.kind == "contact"


@pytest.mark.parametrize("delivery", RECORDED, ids=lambda each: each["name"])
def test_the_contact_s_secret_is_in_no_repr(delivery):
    body = delivery["body"]
    event = verify(body.encode(), delivery["headers"], delivery["secret"], tolerance=None)
    shown = [repr(event), str(event), event.to_str()]
    for part in ("conversation", "contact", "current_conversation", "sender"):
        shown += [repr(getattr(event, part, None)), str(getattr(event, part, None))]
    secrets = [word.split('"')[0] for word in body.split('"pubsub_token":"')[1:]]
    assert not [secret for secret in secrets for text in shown if secret in text]
    assert all(secret in str(event.to_dict()) for secret in secrets)


def test_a_key_is_the_same_for_the_same_event_and_another_for_every_other():
    created = recorded("message_created")
    again = {**created, "content": "seen later, by a job that ran again"}
    assert event_of(created).key == event_of(again).key
    updated = recorded("message_updated")
    assert event_of(updated).key == event_of(copy.deepcopy(updated)).key
    assert event_of(updated).key != event_of({**updated, "content": "edited"}).key
    assert event_of(updated).key != event_of({**updated, "event": "message_created"}).key
    typing = recorded("conversation_typing_on")
    assert event_of(typing, Stamp("one")).key != event_of(typing, Stamp("two")).key
    assert event_of(created, Stamp(source="bot")).key != event_of(created, Stamp(source="inbox")).key


def test_an_event_survives_a_queue_and_a_copy():
    body, headers = sent(recorded("conversation_updated"))
    event = verify(body, headers, {"bot": "s3cret"})
    for copied in (pickle.loads(pickle.dumps(event)), copy.deepcopy(event), copy.copy(event)):
        assert (type(copied), copied.key, copied.stamp) == (ConversationUpdated, event.key, event.stamp)
        assert copied.to_dict() == event.to_dict()
    assert event_of(event.to_dict(), event.stamp).key == event.key
