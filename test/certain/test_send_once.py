"""A message with a key is there once, whatever becomes of the answers, and however often it's sent."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from faults import STORED
from servers import ScriptedServer, json_answer
from timing import wait_until

from chatwoot_client import (
    ApiConnectionException,
    ApiException,
    ApiTimeoutException,
    ConversationMessageCreatePayload,
    DecodeException,
    MessagesApi,
    NotFoundException,
    ServiceException,
    UndecidedException,
    compose,
)

STORED_OR_LOCKED = {
    **STORED,
    "locked": lambda server: server.lock_database_next(seconds=0.1, method="POST"),
    "canceled": lambda server: server.lock_database_next(seconds=0.1, canceled=True, method="POST"),
}
KEPT = {"chatwoot_client_key": "order-1"}


def test_a_message_is_sent_with_its_key_and_given_back_when_it_is_sent_again(desk: Any) -> None:
    first = desk.send(body={"content": "Hello", "content_attributes": {"own": 1}})
    assert first.content_attributes == {"own": 1, **KEPT}
    assert first.source_id is None
    assert desk.asked == ["GET", "POST"]
    assert desk.send() == first
    assert desk.asked == ["GET"]
    assert desk.send(again=True) == first
    assert desk.asked == ["GET"]
    assert desk.stored == [{"own": 1, **KEPT}]


def test_a_key_that_was_never_used_costs_no_request_more(desk: Any) -> None:
    desk.send(again=False)
    assert desk.asked == ["POST"]


@pytest.mark.parametrize("again", [None, False])
@pytest.mark.parametrize("fault", STORED_OR_LOCKED.values(), ids=STORED_OR_LOCKED)
def test_a_message_that_was_stored_is_found_without_a_wait_and_never_sent_again(
    desk: Any, fault: Any, again: bool | None
) -> None:
    fault(desk.server)
    began = time.monotonic()
    message = desk.send(again=again, settle=30)
    assert time.monotonic() - began < 10
    assert message.content_attributes == KEPT
    assert desk.stored == [KEPT]
    assert desk.asked[-2:] == ["POST", "GET"]


@pytest.mark.parametrize(
    "fault",
    [
        lambda server: server.cut_next(processed=False, method="POST"),
        lambda server: server.fail_next(status=500, method="POST"),
        lambda server: server.fail_next(status=422, body=b'{"error":"PG::Error"}', method="POST"),
        lambda server: server.show_proxy_page_next(status=502, method="POST"),
        lambda server: server.lock_database_next(seconds=0.1, stored=False, method="POST"),
    ],
    ids=["cut", "500", "422", "502", "locked"],
)
def test_a_message_that_was_not_stored_is_sent_again_once_the_server_has_to_be_done(desk: Any, fault: Any) -> None:
    fault(desk.server)
    began = time.monotonic()
    message = desk.send()
    assert time.monotonic() - began >= 0.4
    assert message.content_attributes == KEPT
    first, sent, *looks, sent_again = desk.asked
    assert [first, sent, sent_again] == ["GET", "POST", "POST"]
    assert set(looks) == {"GET"}
    assert 2 <= len(looks) <= 6
    assert desk.stored == [KEPT]


def test_what_fails_each_time_is_known_not_to_be_there(desk: Any) -> None:
    desk.server.fail_next(status=500, method="POST", times=3)
    with pytest.raises(ServiceException, match="It may be sent again") as raised:
        desk.send(settle=0.1)
    assert raised.value.outcome == "refused"
    assert type(raised.value) is ServiceException
    assert desk.asked.count("POST") == 3
    assert desk.stored == []


def test_a_refusal_is_raised_as_it_is_and_nothing_is_looked_for(desk: Any) -> None:
    desk.server.fail_next(status=404, method="POST")
    with pytest.raises(NotFoundException):
        desk.send()
    assert desk.asked == ["GET", "POST"]


def test_a_look_that_fails_is_made_again_while_there_is_time(desk: Any) -> None:
    desk.server.cut_next(processed=True, method="POST")
    desk.server.cut_next(processed=False, method="GET", times=4)
    assert desk.send(again=False, settle=0.1).content_attributes == KEPT
    assert desk.stored == [KEPT]


def test_what_can_not_be_looked_for_is_undecided_and_a_later_call_decides(desk: Any) -> None:
    desk.server.cut_next(processed=True, method="POST")
    desk.server.fail_next(status=401, method="GET")
    with pytest.raises(UndecidedException, match="the last look failed: Unauthorized") as raised:
        desk.send(again=False)
    error = raised.value
    assert (error.outcome, error.sendings, error.looks) == ("unknown", 1, 1)
    assert error.sent["content_attributes"] == KEPT
    assert "'order-1'" in str(error)
    assert desk.send(again=True).content_attributes == KEPT
    assert desk.stored == [KEPT]


def test_without_time_to_wait_for_the_server_it_is_undecided_in_time(desk: Any) -> None:
    desk.server.cut_next(processed=False, method="POST")
    began = time.monotonic()
    with pytest.raises(UndecidedException, match="no time to look once more"):
        desk.send(settle=30, _deadline=1.0)
    assert time.monotonic() - began < 5
    assert desk.asked.count("POST") == 1


def test_a_server_that_is_silent_leaves_time_to_look_within_the_deadline(desk: Any) -> None:
    desk.server.restart_next(method="POST")
    began = time.monotonic()
    assert desk.send(_deadline=3.0).content_attributes == KEPT
    assert time.monotonic() - began < 3.5
    assert desk.stored == [KEPT]


def test_the_first_look_that_fails_sends_nothing(desk: Any) -> None:
    desk.server.cut_next(processed=False, method="GET")
    with pytest.raises(ApiConnectionException):
        desk.send()
    assert desk.asked == ["GET"]


@pytest.mark.parametrize("key", [7, None, b"key", ["key"]])
def test_a_key_that_is_no_text_is_refused_by_name(desk: Any, key: Any) -> None:
    with pytest.raises(TypeError, match="key must be text"):
        desk.send(key)
    assert desk.asked == []


@pytest.mark.parametrize("key", ["", "  ", "a" * 256, "a\nb", "a\0b", "\ud800"])
def test_a_key_that_can_not_travel_is_refused_by_name(desk: Any, key: Any) -> None:
    with pytest.raises(ValueError, match="key "):
        desk.send(key)
    assert desk.asked == []


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"again": 1}, "again must be True, False or None"),
        ({"settle": "15"}, "settle must be a number of seconds"),
        ({"since": "yesterday"}, "since"),
        ({"body": {"content": "x", "content_attributes": "text"}}, "content_attributes must be a dict"),
        ({"body": {"content": "x", "content_attributes": {"automation_rule_id": 1}}}, "automation_rule_id"),
        ({"body": {"content": "x", "content_attributes": {"automation_rule_id": 0}}}, "automation_rule_id"),
        ({"body": {"content": "x", "content_attributes": {"chatwoot_client_key": "b"}}}, "another key already"),
        ({"body": {"contnet": "x"}}, "content"),
        ({"body": {"content": object()}}, "JSON has nothing for"),
        ({"body": {"content": "x", "attachments": [Path("not there.pdf")]}}, "attachments"),
        ({"body": {"content": "x", "attachments": [5]}}, "attachments"),
        ({"body": "text"}, "body must be a model or a dict"),
        ({"settle": 0}, "settle must be more than 0"),
        ({"async_req": True}, "async_req is for one call"),
        ({"_preload_content": False}, "_preload_content is for one call"),
        ({"kee": "a"}, "send_once"),
    ],
)
def test_what_can_not_be_is_refused_by_name_before_anything_is_asked(desk: Any, how: Any, words: str) -> None:
    with pytest.raises((TypeError, ValueError), match=words):
        desk.send(**how)
    assert desk.asked == []


def test_a_body_may_be_a_model_and_is_left_as_it_was(desk: Any) -> None:
    body = compose.input_select("Shall we call?", [("Yes", "yes")])
    before = dict(body) if isinstance(body, dict) else body.to_dict()
    message = desk.send(body=body)
    assert message.content_type == "input_select"
    assert message.content_attributes["items"] == [{"title": "Yes", "value": "yes"}]
    assert message.content_attributes["chatwoot_client_key"] == "order-1"
    assert (dict(body) if isinstance(body, dict) else body.to_dict()) == before
    payload = ConversationMessageCreatePayload(content="Model", private=True)
    assert desk.send("order-2", payload).private is True


def test_when_it_was_written_elsewhere_stays_beside_the_key(desk: Any) -> None:
    message = desk.send(body={"content": "Old", "external_created_at": 1767225600})
    assert message.content_attributes == {"external_created_at": 1767225600, **KEPT}


def test_threads_that_send_the_same_at_once_send_it_once(desk: Any) -> None:
    desk.server.work_long_next(seconds=0.2, method="POST")
    with ThreadPoolExecutor(8) as pool:
        ids = {message.id for message in pool.map(lambda _: desk.send(), range(8))}
    assert len(ids) == 1
    assert desk.stored == [KEPT]
    assert desk.asked.count("POST") == 1


def test_a_thread_for_which_there_is_no_turn_in_time_sends_nothing(desk: Any) -> None:
    desk.server.work_long_next(seconds=1.0, method="POST")
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(desk.send)
        wait_until(lambda: desk.server.faults_left == 0)
        with pytest.raises(UndecidedException, match="another thread"):
            desk.send(_deadline=0.3)
        assert first.result().content_attributes == KEPT
    assert desk.stored == [KEPT]


@pytest.mark.parametrize(
    "page",
    [{}, {"payload": None}, {"payload": [7]}, {"payload": [{"id": "7"}]}, {"payload": {"id": 7}}, [], 7],
)
def test_what_is_no_list_of_messages_is_never_taken_for_an_empty_one(client_for: Any, page: Any) -> None:
    with ScriptedServer(lambda request: json_answer(page)) as server:
        api = MessagesApi(client_for(server, api_key={"userApiKey": "token"}))
        with pytest.raises(ApiException):
            api.send_once({"content": "x"}, 1, 2, key="order-1")
        assert {request.method for request in server.requests} == {"GET"}


def test_an_answer_that_is_no_message_leaves_open_whether_it_was_sent(client_for: Any) -> None:
    """A gateway may answer 200 to anything."""

    def reply(request: Any) -> bytes:
        return json_answer({} if request.method == "POST" else {"payload": []})

    with ScriptedServer(reply) as server:
        api = MessagesApi(client_for(server, api_key={"userApiKey": "token"}))
        with pytest.raises(DecodeException, match="It may be sent again"):
            api.send_once({"content": "x"}, 1, 2, key="order-1", settle=0.05)


def test_a_server_that_keeps_no_key_is_told_of(client_for: Any, caplog: pytest.LogCaptureFixture) -> None:
    with ScriptedServer(lambda request: json_answer({"id": 7, "content_attributes": {}})) as server:
        api = MessagesApi(client_for(server, api_key={"userApiKey": "token"}))
        assert api.send_once({"content": "x"}, 1, 2, key="order-1", again=False).id == 7
    assert "kept no key with message 7" in caplog.text


def test_a_key_is_known_where_a_server_gives_the_attributes_as_text(client_for: Any) -> None:
    sent = {"id": 7, "content_attributes": json.dumps(KEPT)}
    odd = [{"id": each, "content_attributes": text} for each, text in enumerate(("{", "5", "[" * 10_000, "null"))]
    with ScriptedServer([json_answer({"payload": [*odd, sent]})]) as server:
        messages = MessagesApi(client_for(server))
        assert messages.send_once({"content": "Hi"}, 1, 2, key="order-1").id == 7
        assert [request.method for request in server.requests] == ["GET"]


def test_of_two_messages_with_one_key_the_first_is_given_back_and_both_are_told(
    desk: Any, caplog: pytest.LogCaptureFixture
) -> None:
    first = desk.send(again=False)
    desk.send(again=False)
    assert desk.send() == first
    assert "2 messages have the key 'order-1'" in caplog.text


def test_a_message_that_was_deleted_has_lost_its_key_and_is_sent_anew(desk: Any) -> None:
    first = desk.send()
    desk.messages.delete_a_message(1, desk.conversation, first.id)
    assert desk.send().id != first.id


def test_a_message_on_which_the_server_still_works_is_waited_for(desk: Any) -> None:
    desk.server.work_long_next(seconds=1.0, method="POST")
    message = desk.send(settle=3.0, _request_timeout=0.3)
    assert message.content_attributes == KEPT
    assert desk.asked.count("POST") == 1
    assert desk.stored == [KEPT]


def test_a_task_that_is_delivered_again_waits_for_what_its_first_delivery_may_have_left_behind(
    desk: Any, client_for: Any
) -> None:
    desk.server.work_long_next(seconds=1.0, method="POST")
    left_behind = client_for(desk.server, api_key={"userApiKey": desk.server.user_token})
    with pytest.raises(ApiTimeoutException):
        MessagesApi(left_behind).create_a_new_message_in_a_conversation(
            {"content": "x", "content_attributes": KEPT}, 1, desk.conversation, _deadline=0.2
        )
    message = desk.send(again=True, settle=3.0)
    assert message.content_attributes == KEPT
    assert desk.stored == [KEPT]


def test_a_request_that_the_server_never_began_with_is_sent_again(desk: Any) -> None:
    desk.server.queue_next(seconds=0.6, method="POST")
    assert desk.send(_request_timeout=0.3, settle=0.8).content_attributes == KEPT
    assert desk.asked.count("POST") == 2
    assert desk.stored == [KEPT]
