"""A receiver answers Chatwoot at once, and hands each event to its handlers once."""

from __future__ import annotations

import logging
import os
import threading

import pytest
from deliveries import SECRET, recorded, sent

from chatwoot_client.events import (
    ConversationEvent,
    Event,
    Memory,
    MessageCreated,
    MessageUpdated,
    Receiver,
    event_of,
    signature_of,
)

MESSAGE = recorded("message_created")


def message(number, **fields):
    return {**MESSAGE, "id": number, **fields}


def in_conversation(number, conversation, **fields):
    return message(number, conversation={**MESSAGE["conversation"], "id": conversation}, **fields)


@pytest.fixture
def inline():
    with Receiver([SECRET], run="inline") as receiver:
        yield receiver


def kept(receiver, *which):
    events = []
    receiver.on(*which)(events.append)
    return events


def test_a_handler_gets_what_it_was_registered_for(inline):
    messages = kept(inline, MessageCreated, MessageUpdated)
    named = kept(inline, "conversation_updated")
    conversations = kept(inline, ConversationEvent)
    everything = kept(inline)
    bodies = [recorded(name) for name in ("message_created", "conversation_updated", "contact_created")]
    for body in bodies:
        assert inline.handle(*sent(body)) == (200, "ok\n")
    assert [event.name for event in messages] == ["message_created"]
    assert [event.name for event in named] == ["conversation_updated"]
    assert [event.name for event in conversations] == ["conversation_updated"]
    assert [event.to_dict() for event in everything] == bodies


@pytest.mark.parametrize("wrong", [3, str, None])
def test_what_is_no_event_can_not_be_registered_for(inline, wrong):
    with pytest.raises(TypeError, match="MessageCreated"):
        inline.on(wrong)


@pytest.mark.parametrize("name", ["message_craeted", "conversation_update"])
def test_a_misspelt_name_is_refused_with_the_right_one(inline, name):
    with pytest.raises(ValueError, match="did you mean"):
        inline.on(name)
    kept(inline, "automation_event.message_created", "a_newer_server_s_event")


@pytest.mark.parametrize("body", ["{}", {"event": "message_created"}, None])
def test_a_body_that_is_no_bytes_is_refused_in_words(inline, body):
    with pytest.raises(TypeError, match="bytes that came"):
        inline.handle(body, {})


def test_a_delivery_that_is_sent_again_is_handled_once(inline):
    events = kept(inline)
    for attempt in range(3):
        # A bot's: the same id, signed anew.
        assert (
            inline.handle(*sent(recorded("conversation_updated"), delivery="same", at=time_at(attempt))).status == 200
        )
    assert len(events) == 1


def time_at(attempt):
    import time

    return time.time() - 60 + attempt


@pytest.mark.parametrize("name", ["message_created", "message_updated", "conversation_updated", "contact_created"])
def test_an_event_that_is_delivered_anew_under_another_id_is_handled_once(inline, name):
    events = kept(inline)
    for _ in range(3):
        assert inline.handle(*sent(recorded(name))).status == 200
    assert len(events) == 1


def test_second_events_that_look_alike_are_handled(inline):
    events = kept(inline)
    edited = recorded("message_updated")
    for content in ("first", "second", "first"):
        inline.handle(*sent({**edited, "content": content}))
    for _ in range(2):
        inline.handle(*sent(recorded("conversation_typing_on")))
    for number in (101, 102):
        inline.handle(*sent(message(number)))
    told = [event.to_dict().get("content") for event in events if event.name == "message_updated"]
    assert told == ["first", "second", "first"]
    assert [event.name for event in events].count("conversation_typing_on") == 2
    assert [event.id for event in events if event.name == "message_created"] == [101, 102]


def test_the_memory_is_bounded_and_forgets_the_oldest():
    memory = Memory(size=100)
    assert all(memory.add(str(number), 60) for number in range(1000))
    assert not memory.add("999", 60)
    assert memory.add("0", 60)
    assert len(vars(memory)["_kept"]) <= 101


def test_what_is_remembered_is_forgotten_when_its_time_is_over():
    memory = Memory()
    assert memory.add("key", 0.0)
    assert memory.add("key", 60.0)
    assert not memory.add("key", 60.0)


def test_of_many_threads_one_gets_a_key():
    memory = Memory()
    for number in range(200):
        got = []
        barrier = threading.Barrier(4)

        def add(key=str(number), got=got, barrier=barrier):
            barrier.wait()
            got.append(memory.add(key, 60))

        threads = [threading.Thread(target=add) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(got) == [False, False, False, True]


def test_a_store_of_two_methods_is_shared_by_processes():
    class Table:
        def __init__(self):
            self.rows = set()

        def add(self, key, seconds):
            known = key in self.rows
            self.rows.add(key)
            return not known

        def discard(self, key):
            self.rows.discard(key)

    table = Table()
    first, second = (Receiver([SECRET], run="inline", seen=table) for _ in range(2))
    one, other = kept(first), kept(second)
    delivery = sent(message(7))
    assert first.handle(*delivery).body == "ok\n"
    assert second.handle(*delivery).body == "known already\n"
    assert (len(one), len(other)) == (1, 0)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{}", {}, 401),
        (b"{}", {"X-Chatwoot-Signature": "sha256=00", "X-Chatwoot-Timestamp": "1"}, 401),
        (*sent(message(1), secret="another"), 401),
        (*sent(message(1), at=1_000_000), 401),
    ],
)
def test_what_is_not_chatwoots_is_refused_in_a_line(inline, body, headers, status, caplog):
    events = kept(inline)
    reply = inline.handle(body, headers)
    assert (reply.status, events) == (status, [])
    assert reply.body.count("\n") == 1
    assert SECRET not in caplog.text
    assert "Traceback" not in caplog.text


def test_a_signed_body_that_is_no_json_is_refused(inline):
    headers = {"X-Chatwoot-Timestamp": str(int(time_at(0)))}
    headers["X-Chatwoot-Signature"] = signature_of(b"[]", SECRET, int(headers["X-Chatwoot-Timestamp"]))
    assert inline.handle(b"[]", headers).status == 400


def test_a_body_nested_as_deep_as_can_just_be_read_is_taken_or_refused(inline):
    statuses = set()
    for depth in range(900, 1001):
        body = b'{"event":"new","id":%d,"nested":%b%b}' % (depth, b"[" * depth, b"]" * depth)
        _, headers = sent({})
        timestamp = int(headers["X-Chatwoot-Timestamp"])
        headers["X-Chatwoot-Signature"] = signature_of(body, SECRET, timestamp)
        statuses.add(inline.handle(body, headers).status)
    assert statuses <= {200, 400}


def test_an_own_keys_that_raises_ends_nothing_and_is_logged(caplog):
    def broken(key):
        raise LookupError(key)

    receiver = Receiver([SECRET], run="inline", own_keys=broken)
    handled = kept(receiver)
    with caplog.at_level(logging.ERROR, "chatwoot_client.events"):
        assert receiver.handle(*sent(message(9, content_attributes={"chatwoot_client_key": "bot:9"}))).status == 200
    assert [event.is_own for event in handled] == [False]
    assert "own_keys failed for" in caplog.text


def test_a_body_over_the_limit_and_another_method_are_refused():
    receiver = Receiver([SECRET], max_body=100)
    assert receiver.handle(b"x" * 101, {}).status == 413
    assert receiver.handle(b"", {}, method="GET").status == 405


def test_a_handler_that_raises_ends_nothing_and_is_told_of(caplog):
    failed = []
    with Receiver([SECRET], on_error=lambda event, error: failed.append((event.key, str(error)))) as receiver:

        @receiver.on()
        def broken(event):
            raise RuntimeError("no luck")

        fine = kept(receiver)
        replies = [receiver.handle(*sent(message(number))) for number in (1, 2)]
    assert [reply.status for reply in replies] == [200, 200]
    keys = [event.key for event in fine]
    assert failed == [(key, "no luck") for key in keys]
    assert all(key in caplog.text for key in keys)


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_a_handler_in_a_thread_that_would_end_the_program_ends_nothing_either(error):
    failed, handled = [], []
    with Receiver([SECRET], on_error=lambda event, error: failed.append(str(error))) as receiver:

        @receiver.on()
        def leave(event):
            if event.id == 1:
                raise error
            handled.append(event.id)

        for number in (1, 2, 3):
            assert receiver.handle(*sent(in_conversation(number, 5))).status == 200
    assert handled == [2, 3]
    assert [error.__name__ in each for each in failed] == [True]


def test_inline_an_event_whose_handler_was_stopped_may_come_again(inline):
    stops = [SystemExit]
    handled = []

    @inline.on()
    def enqueue(event):
        if stops:
            raise stops.pop()
        handled.append(event.id)

    delivery = sent(message(1))
    with pytest.raises(SystemExit):
        inline.handle(*delivery)
    assert inline.handle(*delivery) == (200, "ok\n")
    assert handled == [1]


def test_an_error_in_on_error_is_logged_too(caplog):
    def worse(event, error):
        raise ValueError("even worse")

    with Receiver([SECRET], on_error=worse) as receiver:
        receiver.on()(lambda event: 1 / 0)
        receiver.handle(*sent(message(1)))
    assert "even worse" in caplog.text


def test_inline_a_handler_that_raises_lets_the_event_come_again(inline):
    attempts = []

    @inline.on()
    def enqueue(event):
        attempts.append(event.key)
        if len(attempts) == 1:
            raise ConnectionError("the queue is away")

    delivery = sent(message(1))
    assert [inline.handle(*delivery).status for _ in range(3)] == [500, 200, 200]
    assert len(attempts) == 2


def test_the_answer_does_not_wait_for_the_handler():
    release, started = threading.Event(), threading.Event()
    with Receiver([SECRET]) as receiver:

        @receiver.on()
        def slow(event):
            started.set()
            release.wait(10)

        assert receiver.handle(*sent(message(1))).status == 200
        assert started.wait(10)
        release.set()


def test_events_of_one_conversation_are_handled_in_order_and_others_meanwhile():
    release, other = threading.Event(), threading.Event()
    order = []
    with Receiver([SECRET], workers=2) as receiver:

        @receiver.on()
        def handle(event):
            if event.conversation_id == 2:
                other.set()
                return
            if event.id == 1:
                assert other.wait(10)
            order.append(event.id)

        for number in range(1, 21):
            receiver.handle(*sent(in_conversation(number, 1)))
        receiver.handle(*sent(in_conversation(100, 2)))
        release.set()
    assert order == list(range(1, 21))


def test_a_full_pool_answers_503_and_loses_nothing_in_silence(caplog):
    release = threading.Event()
    events = []
    with Receiver([SECRET], workers=1, backlog=2) as receiver:

        @receiver.on()
        def handle(event):
            release.wait(10)
            events.append(event.id)

        third = sent(message(3))
        statuses = [receiver.handle(*sent(message(number))).status for number in (1, 2)]
        assert receiver.handle(*third).status == 503
        assert statuses == [200, 200]
        assert event_of(message(3)).key in caplog.text
        release.set()
        while receiver.handle(*third).status == 503:
            pass
    assert sorted(events) == [1, 2, 3]


def test_close_waits_for_what_was_taken_in_and_a_later_delivery_opens_anew():
    events = []
    receiver = Receiver([SECRET])
    receiver.on()(lambda event: events.append(event.id))
    for number in range(50):
        receiver.handle(*sent(message(number)))
    receiver.close()
    assert sorted(events) == list(range(50))
    assert receiver.handle(*sent(message(99))).status == 200
    receiver.close()
    assert 99 in events


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there's no fork here")
def test_a_forked_worker_handles_with_threads_of_its_own():
    receiver = Receiver([SECRET])
    events = kept(receiver)
    receiver.handle(*sent(message(1)))
    receiver.close()
    receiver.handle(*sent(message(2)))
    child = os.fork()
    if not child:
        status = 1
        try:
            receiver.handle(*sent(message(3)))
            receiver.close()
            status = 0 if events[-1].id == 3 else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    receiver.close()


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"secrets": [""]}, ValueError),
        ({"secrets": [SECRET], "run": "later"}, ValueError),
        ({"secrets": [SECRET], "workers": 0}, ValueError),
        ({"secrets": [SECRET], "backlog": "many"}, TypeError),
        ({"secrets": [SECRET], "max_body": True}, TypeError),
        ({"secrets": [SECRET], "tolerance": "300"}, TypeError),
        ({"secrets": [SECRET], "tolerance": float("nan")}, ValueError),
        ({"secrets": [SECRET], "tolerance": -1}, ValueError),
        ({"secrets": [SECRET], "clock": 0}, TypeError),
        ({"secrets": [SECRET], "on_error": "log"}, TypeError),
        ({"secrets": [SECRET], "seen": {}}, TypeError),
    ],
)
def test_a_parameter_that_can_not_be_is_refused_by_name(options, error):
    with pytest.raises(error, match=next(reversed(options))):
        Receiver(**options)


def test_a_receiver_without_secrets_takes_no_deliveries():
    with pytest.raises(ValueError, match="secrets"):
        Receiver().handle(*sent(message(1)))


def test_nothing_shows_the_secrets(caplog):
    receiver = Receiver([SECRET])
    with caplog.at_level(logging.DEBUG):
        receiver.handle(b"{}", {})
    assert SECRET not in repr(receiver)
    assert SECRET not in repr(vars(receiver))
    assert SECRET not in caplog.text
    assert issubclass(MessageCreated, Event)
