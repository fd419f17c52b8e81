"""A message is looked for as far back as needed, in few requests, whatever came after it."""

from __future__ import annotations

import datetime
import random
import threading
import time
from typing import Any

import pytest
from servers import CLOSE, ScriptedServer, json_answer, pause

from chatwoot_client import ApiClient, ApiTimeoutException, MessagesApi, UndecidedException

OLD = 1_700_000_000
LONG_AGO = datetime.datetime.fromtimestamp(OLD, datetime.timezone.utc)


def written(desk: Any, count: int, created_at: datetime.datetime | None = None) -> None:
    """Others write so many messages, at one moment or now."""
    for _ in range(count):
        message = desk.server.reply(desk.conversation, "something else")
        if created_at is not None:
            desk.server.conversation(desk.conversation).message(message.id).created_at = created_at


@pytest.mark.parametrize(("after", "requests"), [(0, 1), (19, 1), (20, 2), (900, 2), (1050, 3)])
def test_a_message_is_found_however_many_came_after_it(desk: Any, after: int, requests: int) -> None:
    first = desk.send(again=False)
    written(desk, after)
    desk.server.clear_requests()
    assert desk.send() == first
    assert len(desk.asked) <= requests


def test_a_moment_says_how_far_back_a_message_can_be_and_saves_the_reading_of_what_is_older(desk: Any) -> None:
    written(desk, 200, LONG_AGO)
    written(desk, 15)
    desk.server.clear_requests()
    since = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=5)
    sent = desk.send(since=since)
    assert desk.asked == ["GET", "POST"]
    written(desk, 40)
    desk.server.clear_requests()
    assert desk.send(since=since) == sent
    assert len(desk.asked) <= 3


def test_clocks_may_differ_by_a_minute(desk: Any) -> None:
    sent = desk.send(again=False)
    written(desk, 30)
    assert desk.send(since=time.time() + 50) == sent


def test_what_was_written_meanwhile_costs_a_look_no_more_requests(desk: Any) -> None:
    written(desk, 300)
    desk.server.clear_requests()
    desk.server.cut_next(processed=True, method="POST")
    desk.send("order-2")
    assert len(desk.asked) == 4
    written(desk, 150)
    assert desk.stored.count({"chatwoot_client_key": "order-2"}) == 1


def test_a_message_that_shows_up_behind_later_ones_is_found(desk: Any) -> None:
    """Its request took long, so that others that began after it were seen first."""
    written(desk, 130)
    conversation = desk.server.conversation(desk.conversation)
    late = conversation.messages.pop(60)
    late.content_attributes = {"chatwoot_client_key": "order-1"}
    found: list[Any] = []

    def shown(*_: Any) -> None:
        if not found:
            conversation.messages.insert(60, late)
            found.append(late)

    desk.server.delay_next(seconds=0.3, method="GET", path="*/messages")
    timer = threading.Timer(0.5, shown)
    timer.start()
    message = desk.send(again=True, settle=2.0)
    timer.join()
    assert message.id == late.id
    assert "POST" not in desk.asked


class Long:
    """A server with one conversation of so many messages, whose times aren't quite in the order of their ids."""

    def __init__(self, count: int, place: int | None = None) -> None:
        order = random.Random(count)
        self.rows = [self._row(number, order) for number in range(1, count + 1)]
        if place is not None:
            self.rows[place]["content_attributes"] = {"chatwoot_client_key": "order-1"}
        self.requests = 0
        self.asked: list[dict[str, int]] = []

    @staticmethod
    def _row(number: int, order: random.Random) -> dict[str, Any]:
        return {"id": number * 7, "content_attributes": {}, "created_at": OLD + number // 4 + order.choice([0, 0, 1])}

    def __call__(self, request: Any) -> bytes:
        assert request.method == "GET"
        self.requests += 1
        _, _, query = request.target.partition("?")
        asked = {name: int(value) for name, _, value in (pair.partition("=") for pair in query.split("&")) if value}
        self.asked.append(asked)
        after, before = asked.get("after"), asked.get("before")
        rows = sorted(self.rows, key=lambda row: row["created_at"])
        if after is not None and before is not None:
            rows = [row for row in rows if after <= row["id"] < before][:1000]
        elif after is not None:
            rows = [row for row in rows if row["id"] > after][:100]
        else:
            rows = [row for row in rows if before is None or row["id"] < before][-20:]
        return json_answer({"payload": rows})


@pytest.mark.parametrize("place", [0, 1, 999, 1000, 1003, 2500, 4980, 4999])
def test_every_message_of_a_long_conversation_is_seen_though_times_and_ids_are_not_in_the_same_order(
    place: int, client_for: Any
) -> None:
    conversation = Long(5000, place)
    with ScriptedServer(conversation) as server:
        client: ApiClient = client_for(server, api_key={"userApiKey": "token"})
        message = MessagesApi(client).send_once({"content": "x"}, 1, 2, key="order-1")
    assert message.id == (place + 1) * 7
    assert conversation.requests <= 8


def test_a_message_is_found_among_many_that_were_written_while_it_was_sent(client_for: Any) -> None:
    conversation = Long(300)

    def reply(request: Any) -> Any:
        if request.method == "GET":
            return conversation(request)
        for number in range(301, 551):
            row = conversation._row(number, random.Random(number))
            if number == 460:
                row["content_attributes"] = {"chatwoot_client_key": "order-1"}
            conversation.rows.append(row)
        return CLOSE

    with ScriptedServer(reply) as server:
        client: ApiClient = client_for(server, api_key={"userApiKey": "token"})
        message = MessagesApi(client).send_once({"content": "x"}, 1, 2, key="order-1")
    assert message.id == 460 * 7
    # What came after the greatest id before, up to 100; the latest; all between.
    assert [list(asked) for asked in conversation.asked[2:]] == [["after"], [], ["after", "before"]]
    assert conversation.asked[2]["after"] == 300 * 7


def test_later_looks_go_back_no_further_than_what_may_show_up_late(client_for: Any) -> None:
    conversation = Long(3000)

    def reply(request: Any) -> Any:
        return conversation(request) if request.method == "GET" else json_answer({"id": 99_999})

    with ScriptedServer(reply) as server:
        client: ApiClient = client_for(server, api_key={"userApiKey": "token"})
        assert MessagesApi(client).send_once({"content": "x"}, 1, 2, key="a", again=True, settle=0.1).id == 99_999
    later = [asked["after"] for asked in conversation.asked if list(asked) == ["after"]]
    assert set(later) == {3000 * 7 - 1000}


def test_a_conversation_that_is_too_long_to_be_read_is_undecided_and_nothing_is_sent(client_for: Any) -> None:
    conversation = Long(12_000)
    with ScriptedServer(conversation) as server:
        client: ApiClient = client_for(server, api_key={"userApiKey": "token"})
        with pytest.raises(UndecidedException, match="since= tells how far back") as raised:
            MessagesApi(client).send_once({"content": "x"}, 1, 2, key="order-1")
    assert conversation.requests <= 12
    assert raised.value.sendings == 0


def test_the_requests_of_a_look_are_within_the_deadline_together(client_for: Any) -> None:
    conversation = Long(12_000)
    with ScriptedServer(lambda request: (pause(0.3), conversation(request))) as server:
        client: ApiClient = client_for(server, api_key={"userApiKey": "token"})
        began = time.monotonic()
        with pytest.raises(ApiTimeoutException):
            MessagesApi(client).send_once({"content": "x"}, 1, 2, key="order-1", _deadline=1.0)
        assert time.monotonic() - began < 2.5
    assert conversation.requests < 6


def test_what_was_sent_into_a_conversation_that_is_too_long_to_be_read_is_undecided_with_what_was_sent(
    client_for: Any,
) -> None:
    conversation = Long(12_000)

    def reply(request: Any) -> Any:
        return CLOSE if request.method == "POST" else conversation(request)

    with ScriptedServer(reply) as server:
        client: ApiClient = client_for(server, api_key={"userApiKey": "token"})
        with pytest.raises(UndecidedException, match="since= tells how far back") as raised:
            MessagesApi(client).send_once({"content": "x"}, 1, 2, key="order-1", again=False)
    assert (raised.value.sendings, raised.value.looks) == (1, 1)
    assert raised.value.sent["content"] == "x"
