"""``changes``: what changed in an account since a cursor, none missed whatever happens to the reader."""

from __future__ import annotations

import datetime
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import chatwoot_client
from chatwoot_client import ApiClient, Configuration, ConversationsApi, MessagesApi
from chatwoot_client.certain.changes import Pass, _cursor_of
from chatwoot_client.certain.cursor import Cursor, Walk
from chatwoot_client.sandbox import Sandbox

Log = dict[str, dict[int, Any]]


@pytest.fixture
def server() -> Iterator[Sandbox]:
    with Sandbox(messages_per_minute=None) as sandbox:
        yield sandbox


@pytest.fixture
def client(server: Sandbox) -> Iterator[ApiClient]:
    with client_of(server.url, server.user_token) as made:
        yield made


def client_of(url: str, token: str) -> ApiClient:
    return ApiClient(Configuration(host=url, api_key={"userApiKey": token}))


class Office:
    """Agents and contacts at work in an account."""

    def __init__(self, server: Sandbox, client: ApiClient) -> None:
        self.server = server
        self.conversations = ConversationsApi(client)
        self.messages = MessagesApi(client)
        self.contact = chatwoot_client.ContactsApi(client).contact_create({"name": "Ada"}, 1).payload.contact.id
        self.numbers: list[int] = []

    def begin(self) -> int:
        body = {"inbox_id": self.server.inbox.id, "contact_id": self.contact}
        number = self.conversations.new_conversation(body, 1).id
        assert number is not None
        self.numbers.append(number)
        return number

    def write(self, number: int, content: str = "hello", **fields: Any) -> int:
        message = self.messages.create_a_new_message_in_a_conversation({"content": content, **fields}, 1, number)
        assert message.id is not None
        return message.id

    def do_something(self, dice: random.Random) -> None:
        """One of what people do, to one of the conversations."""
        number = dice.choice(self.numbers)
        what = dice.randrange(10)
        if what < 4:
            self.write(number, dice.choice(["hello", "and more", "private"]), private=dice.random() < 0.2)
        elif what == 4:
            self.begin()
        elif what == 5:
            self.conversations.toggle_status_of_a_conversation(
                {"status": dice.choice(["open", "resolved", "pending"])}, 1, number
            )
        elif what == 6:
            self.conversations.conversation_add_labels({"labels": [dice.choice("abc")]}, 1, number)
        elif what == 7:
            self.conversations.update_custom_attributes_of_a_conversation(
                {"custom_attributes": {"plan": dice.random()}}, 1, number
            )
        else:
            listed = list(self.messages.iter_messages(1, number, after=0))
            if listed:
                message = dice.choice(listed)
                if what == 8:
                    self.messages.delete_a_message(1, number, message.id)
                else:
                    status = {"status": dice.choice(["delivered", "read", "failed"])}
                    self.messages.update_status_of_a_message(status, 1, number, message.id)

    def log(self) -> Log:
        """All that the server has."""
        listed = list(self.conversations.iter_conversations(1, status="all", sort_by="created_at_asc"))
        messages = [each for known in listed for each in self.messages.iter_messages(1, known.id, after=0)]
        return {"conversations": by_id(listed), "messages": by_id(messages)}


def by_id(records: list[Any]) -> dict[int, Any]:
    return {each.id: told(each) for each in records}


def told(record: Any) -> Any:
    """What of a record counts: a conversation's own list shows messages too, and those change by themselves."""
    inside = ("messages", "last_non_activity_message", "unread_count")
    return {name: value for name, value in record.to_dict().items() if name not in inside}


def caught_up(conversations: ConversationsApi, log: Log, cursor: Any, **how: Any) -> Any:
    """Bring *log* up to date; the cursor to go on with."""
    whole = cursor is None or bool(log["conversations"])
    for page in conversations.changes(1, cursor, **how):
        log["conversations"].update(by_id(page.conversations))
        log["messages"].update(by_id(page.messages))
        cursor = json.loads(json.dumps(page.cursor))
        if whole:
            assert {each.conversation_id for each in page.messages} <= set(log["conversations"])
    return cursor


def empty() -> Log:
    return {"conversations": {}, "messages": {}}


def asked(server: Sandbox) -> list[str]:
    return [request.path.rpartition("/")[2] for request in server.requests]


# --- one pass after the other ---


def test_all_there_is_comes_first_and_then_what_changes(server: Sandbox, client: ApiClient) -> None:
    office = Office(server, client)
    for _ in range(30):
        office.write(office.begin())
    office.conversations.toggle_status_of_a_conversation({"status": "resolved"}, 1, 3)
    log = empty()
    server.clear_requests()
    cursor = caught_up(office.conversations, log, None)
    # The newest, two times 25 by their numbers, and the messages of each.
    assert len(server.requests) == 1 + 2 + 30
    assert log == office.log()
    news = empty()
    cursor = caught_up(office.conversations, news, cursor)
    assert news == empty()
    written = office.write(7, "news")
    cursor = caught_up(office.conversations, news, cursor)
    assert list(news["conversations"]) == [7]
    assert list(news["messages"]) == [written]
    news = empty()
    caught_up(office.conversations, news, cursor)
    assert news == empty()


def test_without_a_second_look_a_pass_takes_a_request_and_one_for_each_change(
    server: Sandbox, client: ApiClient
) -> None:
    office = Office(server, client)
    for _ in range(10):
        office.write(office.begin())
    cursor = caught_up(office.conversations, empty(), None, recheck=0)
    for changed in ([], [2, 5]):
        for number in changed:
            office.write(number)
        server.clear_requests()
        news = empty()
        cursor = caught_up(office.conversations, news, cursor, recheck=0)
        assert asked(server) == ["conversations", *["messages"] * len(changed)]
        assert sorted(news["conversations"]) == changed


def test_what_moves_nothing_is_seen_by_the_second_look(server: Sandbox, client: ApiClient) -> None:
    office = Office(server, client)
    number = office.begin()
    message = office.write(number)
    answered = office.write(
        number, "Which?", content_type="input_select", content_attributes={"items": [{"title": "A", "value": "a"}]}
    )
    cursor = caught_up(office.conversations, empty(), None)
    office.messages.delete_a_message(1, number, message)
    office.messages.update_status_of_a_message({"status": "read"}, 1, number, answered)
    assert caught_up(office.conversations, unseen := empty(), cursor, recheck=0)
    assert unseen == empty()
    caught_up(office.conversations, news := empty(), cursor)
    assert list(news["messages"]) == [message, answered]
    assert news["messages"][message]["content_attributes"] == {"deleted": True}
    assert news["messages"][answered]["status"] == "read"
    assert news["conversations"] == {}


def test_what_a_server_takes_for_a_change_of_a_conversation_is_told_and_nothing_else(
    server: Sandbox, client: ApiClient
) -> None:
    office = Office(server, client)
    inbox, contacts = server.inbox.identifier, chatwoot_client.ContactsAPIApi(client)
    contact, other = (contacts.create_a_contact({"name": name}, inbox) for name in ("Ada", "Grace"))
    there = (inbox, contact.source_id)
    number = chatwoot_client.ConversationsAPIApi(client).create_a_conversation({}, *there).id
    message = office.write(number)
    team = chatwoot_client.TeamsApi(client).create_a_team({"name": "support"}, 1).id
    conversations, assignments = office.conversations, chatwoot_client.ConversationAssignmentsApi(client)
    bulk = {"type": "Conversation", "ids": [number], "labels": {"add": ["bulk"]}}
    merged = {"base_contact_id": other.id, "mergee_contact_id": contact.id}
    moves: dict[str, Callable[[], Any]] = {
        "note": lambda: office.write(number, private=True),
        "status": lambda: conversations.toggle_status_of_a_conversation({"status": "resolved"}, 1, number),
        "priority": lambda: conversations.toggle_priority_of_a_conversation({"priority": "high"}, 1, number),
        "labels": lambda: conversations.conversation_add_labels({"labels": ["a"]}, 1, number),
        "bulk": lambda: chatwoot_client.BulkActionsApi(client).create_a_bulk_action(bulk, 1),
        "team": lambda: assignments.assign_a_conversation({"team_id": team}, 1, number),
        "assignee": lambda: assignments.assign_a_conversation({"assignee_id": 1}, 1, number),
        "mute": lambda: conversations.mute_a_conversation(1, number),
        "seen": lambda: chatwoot_client.ConversationsAPIApi(client).update_last_seen(*there, number),
        "merge": lambda: chatwoot_client.ContactsApi(client).contact_merge(merged, 1),
    }
    stays: dict[str, Callable[[], Any]] = {
        "the same status": lambda: conversations.toggle_status_of_a_conversation({"status": "resolved"}, 1, number),
        "an agent's read mark": lambda: conversations.update_last_seen_of_a_conversation(1, number),
        "typing": lambda: conversations.toggle_typing_status_of_a_conversation({"typing_status": "on"}, 1, number),
        "deletion": lambda: office.messages.delete_a_message(1, number, message),
    }
    cursor = caught_up(conversations, empty(), None, recheck=0)
    for happens, told_of in [*((each, [number]) for each in moves), *((each, []) for each in stays)]:
        {**moves, **stays}[happens]()
        cursor = caught_up(conversations, news := empty(), cursor, recheck=0)
        assert (happens, list(news["conversations"])) == (happens, told_of)


@pytest.mark.parametrize("kind", ["moment", "seconds"])
def test_a_reader_may_begin_with_a_moment(kind: str, server: Sandbox, client: ApiClient) -> None:
    office = Office(server, client)
    old, lately = office.begin(), office.begin()
    before = [office.write(old), office.write(lately)]
    for number in (old, lately):
        for message in server.conversation(number).messages:
            message.created_at -= datetime.timedelta(hours=2)
        server.conversation(number).updated_at -= datetime.timedelta(hours=2)
    began = time.time() - 3600
    since: Any = datetime.datetime.fromtimestamp(began, datetime.timezone.utc) if kind == "moment" else began
    log = empty()
    cursor = caught_up(office.conversations, log, since)
    assert log == empty()
    new = office.write(lately)
    cursor = caught_up(office.conversations, log, cursor)
    assert (list(log["conversations"]), list(log["messages"])) == ([lately], [new])
    assert not set(before) & set(log["messages"])


def test_a_gap_whose_list_a_server_does_not_manage_is_read_by_numbers(server: Sandbox, client: ApiClient) -> None:
    office = Office(server, client)
    for _ in range(60):
        office.begin()
    log = empty()
    cursor = caught_up(office.conversations, log, None)
    cursor["since"] -= 3600
    # What lies far back for a server that has been at work since.
    for conversation in map(server.conversation, office.numbers):
        conversation.updated_at -= datetime.timedelta(hours=2)
    office.write(31)
    server.fail_next(status=500, method="GET", path="*/conversations")
    server.clear_requests()
    news = empty()
    cursor = caught_up(office.conversations, news, cursor)
    assert list(news["conversations"]) == [31]
    assert asked(server) == ["conversations", "conversations", "filter", "filter", "messages", "filter"]
    assert caught_up(office.conversations, again := empty(), cursor)
    assert again == empty()


def test_a_short_gap_whose_list_fails_is_told(server: Sandbox, client: ApiClient) -> None:
    office = Office(server, client)
    cursor = caught_up(office.conversations, empty(), None)
    server.fail_next(status=500)
    with pytest.raises(chatwoot_client.ServiceException):
        caught_up(office.conversations, empty(), cursor)


def test_a_clock_that_was_set_back_makes_nothing_be_missed(server: Sandbox, client: ApiClient) -> None:
    office = Office(server, client)
    number = office.begin()
    cursor = caught_up(office.conversations, empty(), None)
    cursor["since"] += 7200
    written = office.write(number)
    caught_up(office.conversations, news := empty(), cursor)
    assert list(news["messages"]) == [written]


def test_a_conversation_that_goes_while_it_is_read_is_left_out(server: Sandbox, client: ApiClient) -> None:
    office = Office(server, client)
    for _ in range(27):
        office.begin()
    cursor = caught_up(office.conversations, empty(), None)
    written = {number: office.write(number) for number in office.numbers}
    pages = office.conversations.changes(1, cursor)
    found = next(pages).messages
    gone = min(set(office.numbers) - {each.conversation_id for each in found})
    office.conversations.delete_a_conversation(1, gone)
    for page in pages:
        found += page.messages
    assert sorted(each.id for each in found) == [id for number, id in written.items() if number != gone]


@pytest.mark.parametrize("status", [401, 404])
def test_what_can_not_be_read_for_a_while_is_told_and_not_passed_over(
    server: Sandbox, client: ApiClient, status: int
) -> None:
    office = Office(server, client)
    first, second = office.begin(), office.begin()
    cursor = caught_up(office.conversations, empty(), None)
    written = [office.write(first), office.write(second)]
    server.fail_next(status=status, path=f"*/conversations/{first}/messages")
    with pytest.raises(chatwoot_client.ApiException) as raised:
        caught_up(office.conversations, empty(), cursor)
    assert raised.value.status == status
    caught_up(office.conversations, news := empty(), cursor)
    assert list(news["messages"]) == written


def test_a_token_that_is_taken_away_in_the_middle_makes_nothing_be_missed(server: Sandbox, client: ApiClient) -> None:
    office = Office(server, client)
    number = office.begin()
    cursor = caught_up(office.conversations, empty(), None)
    written = office.write(number)
    refused = json.dumps({"error": "Invalid Access Token"})
    for path in (f"*/conversations/{number}/messages", "*/conversations/filter"):
        server.fail_next(status=401, body=refused, content_type="application/json", path=path)
    with pytest.raises(chatwoot_client.UnauthorizedException):
        caught_up(office.conversations, empty(), cursor)
    caught_up(office.conversations, news := empty(), cursor)
    assert list(news["messages"]) == [written]


def test_a_conversation_of_thousands_is_read_whole(server: Sandbox, client: ApiClient) -> None:
    office = Office(server, client)
    number = office.begin()
    for count in range(1500):
        server.reply(number, str(count))
    server.clear_requests()
    log = empty()
    for page in office.conversations.changes(1):
        assert len(page.messages) <= 1000
        log["messages"].update(by_id(page.messages))
    assert sorted(each["content"] for each in log["messages"].values()) == sorted(map(str, range(1500)))
    assert asked(server).count("messages") <= 5


# --- at random ---


@settings(max_examples=12)
@given(st.integers(0, 2**32))
def test_the_log_is_the_server_s_in_whatever_order_things_happen(seed: int) -> None:
    dice = random.Random(seed)
    with Sandbox(messages_per_minute=None) as server, client_of(server.url, server.user_token) as client:
        office = Office(server, client)
        office.begin()
        log, cursor = empty(), None
        for _ in range(dice.randrange(2, 6)):
            for _ in range(dice.randrange(8)):
                office.do_something(dice)
            # The reader is ended in the middle of a page, or after one; what it had kept is all that's left.
            walk = office.conversations.changes(1, cursor)
            for page in walk:
                if dice.random() < 0.2:
                    break
                log["conversations"].update(by_id(page.conversations))
                log["messages"].update(by_id(page.messages))
                cursor = json.loads(json.dumps(page.cursor))
                if dice.random() < 0.3:
                    office.do_something(dice)
        caught_up(office.conversations, log, cursor)
        assert log == office.log()


READER = """
import json, sys, time
from pathlib import Path
import chatwoot_client
url, token, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=url, api_key={"userApiKey": token}))
conversations = chatwoot_client.ConversationsApi(client)
kept = folder / "cursor"
while True:
    cursor = json.loads(kept.read_text()) if kept.exists() else None
    for page in conversations.changes(1, cursor):
        for kind, records in (("conversations", page.conversations), ("messages", page.messages)):
            for record in records:
                new = folder / f"{kind}-{record.id}.new"
                new.write_text(json.dumps(record.to_dict()))
                new.replace(folder / kind / str(record.id))
        new = folder / "cursor.new"
        new.write_text(json.dumps(page.cursor))
        new.replace(kept)
"""


def test_a_reader_that_is_killed_at_random_misses_nothing(server: Sandbox, client: ApiClient, tmp_path: Path) -> None:
    office = Office(server, client)
    for _ in range(40):
        office.write(office.begin())
    for kind in ("conversations", "messages"):
        (tmp_path / kind).mkdir()
    dice = random.Random(5)
    worker = threading.Thread(target=lambda: [office.do_something(dice) for _ in range(150)])
    worker.start()
    kills = 0
    while worker.is_alive() or kills < 3:
        with reader(server, tmp_path) as process:
            time.sleep(0.4 + random.random() / 2)
            process.send_signal(signal.SIGKILL)
        kills += 1
    worker.join()
    with reader(server, tmp_path) as process:
        # Two whole passes, the second of which began after all was done.
        for _ in range(2):
            passed = kept_at(tmp_path)
            ends = time.monotonic() + 60
            while kept_at(tmp_path) == passed:
                assert time.monotonic() < ends
                time.sleep(0.05)
        process.kill()
    log = {
        kind: {int(each.name): json.loads(each.read_text()) for each in (tmp_path / kind).iterdir()}
        for kind in ("conversations", "messages")
    }
    assert {kind: by_id([Kept(each) for each in log[kind].values()]) for kind in log} == office.log()


class Kept:
    def __init__(self, record: dict[str, Any]) -> None:
        self.id = record["id"]
        self.to_dict = lambda: record


def kept_at(folder: Path) -> Any:
    """When the last whole pass began."""
    try:
        return json.loads((folder / "cursor").read_text())["since"]
    except (OSError, ValueError):
        return None


def reader(server: Sandbox, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", READER, server.url, server.user_token, str(folder)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})


class Slow:
    """A server whose requests take their ids and dates first, and show up to 15 seconds later."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.under_way: list[tuple[float, int, dict[str, Any]]] = []
        self.conversations: dict[int, dict[str, Any]] = {}
        self.messages: dict[int, list[dict[str, Any]]] = {}
        self.last_id = 0

    def write(self, number: int, takes: float) -> None:
        self.last_id += 1
        message = {"id": self.last_id, "created_at": int(self.now), "content": "x", "conversation_id": number}
        self.under_way.append((self.now + takes, number, message))

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        for done in sorted((each for each in self.under_way if each[0] <= self.now), key=lambda each: each[0]):
            self.under_way.remove(done)
            at, number, message = done
            self.messages.setdefault(number, []).append(message)
            self.conversations[number] = {"id": number, "updated_at": at}

    def changed_within(self, seconds: int) -> list[Any]:
        changed = [each for each in self.conversations.values() if each["updated_at"] > self.now - seconds]
        return [chatwoot_client.Conversation.from_dict(each) for each in changed]

    def newest(self) -> list[Any]:
        return self.numbered(max(self.conversations, default=0), max(self.conversations, default=0))

    def numbered(self, first: int, last: int) -> list[Any]:
        return [
            chatwoot_client.Conversation.from_dict(self.conversations[n])
            for n in range(first, last + 1)
            if n in self.conversations
        ]

    def is_gone(self, number: int, error: Exception) -> bool:
        return number not in self.conversations

    def after(self, conversation_id: int, message_id: int) -> Iterator[Any]:
        known = self.messages.get(conversation_id, [])
        return (chatwoot_client.Message.from_dict(each) for each in known if each["id"] > message_id)

    def newest_first(self, conversation_id: int) -> Iterator[Any]:
        known = sorted(self.messages.get(conversation_id, []), key=lambda each: each["created_at"], reverse=True)
        return map(chatwoot_client.Message.from_dict, known)


# What a program lives through: slow writes and quick ones, passes in between, and now and then a long time of nothing.
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(1, 3), st.sampled_from([0.0, 10.0])),
        st.tuples(st.just("pass_time"), st.sampled_from([1.0, 1.0, 20.0, 5000.0])),
        st.tuples(st.just("read")),
    ),
    min_size=8,
    max_size=30,
)


#: The one with the lesser id shows up after one with a greater id is long done with.
OVERTAKEN = [("write", 1, 10.0), *[("write", 2, 0.0), ("pass_time", 1.0), ("read",)] * 2]
#: What is old at the first reading isn't told again when its conversation goes on.
GOES_ON = [
    *[("write", 1, 0.0), ("pass_time", 5000.0), ("write", 2, 0.0), ("pass_time", 1.0), ("read",)],
    *[("write", 1, 0.0), ("pass_time", 1.0), ("read",)],
]


@settings(max_examples=80)
@example(OVERTAKEN, 0.0, None, 0.0)
@example(GOES_ON, 0.0, None, 0.0)
@given(steps, st.sampled_from([0.0, 300.0]), st.sampled_from([None, 1_000_000.0]), st.floats(-60, 60))
def test_what_shows_up_late_is_read_once(actions: Any, recheck: float, since: Any, skew: float) -> None:
    server = Slow()
    cursor, found = since, []

    def read() -> None:
        nonlocal cursor
        begun = _cursor_of(cursor, 1) if cursor is not None else Cursor(1, walk=Walk(began=server.now + skew))
        for page in Pass(server, begun, recheck, lambda: server.now + skew).pages():
            found.extend(message.id for message in page.messages)
            cursor = json.loads(json.dumps(page.cursor))

    for name, *arguments in [*actions, ("pass_time", 20.0), ("read",)]:
        if name == "read":
            read()
        else:
            getattr(server, name)(*arguments)
    # A reader with a clock of its own that begins with a moment begins a little before or after it.
    written = [each["id"] for known in server.messages.values() for each in known]
    assert sorted(found) == sorted(written)


# --- what is refused ---


@pytest.mark.parametrize(
    ("since", "error", "words"),
    [
        ("cursor", TypeError, "since must be the cursor"),
        ({}, ValueError, "since must be the cursor"),
        ({"version": 1, "account_id": 2}, ValueError, "account 2"),
        ({"version": 1, "account_id": 1, "walk": 5}, ValueError, "as it was"),
        ({**Cursor(1).to_json(), "since": None}, ValueError, "as it was"),
        ({**Cursor(1).to_json(), "after": "5"}, ValueError, "as it was"),
        ({**Cursor(1, walk=Walk(1.0)).to_json(), "walk": {"began": "yesterday"}}, ValueError, "as it was"),
        (datetime.datetime(2026, 1, 1), ValueError, "time zone"),
        (True, TypeError, "since"),
        (float("nan"), ValueError, "since must be a moment"),
        (float("inf"), ValueError, "since must be a moment"),
    ],
)
def test_what_is_no_cursor_is_refused_at_once(since: Any, error: type[Exception], words: str) -> None:
    with ApiClient() as client, pytest.raises(error, match=words):
        ConversationsApi(client).changes(1, since)


@pytest.mark.parametrize(("recheck", "error"), [("5", TypeError), (-1, ValueError), (float("nan"), ValueError)])
def test_a_time_to_look_again_that_is_none_is_refused_at_once(recheck: Any, error: type[Exception]) -> None:
    with ApiClient() as client, pytest.raises(error, match="recheck"):
        ConversationsApi(client).changes(1, recheck=recheck)
