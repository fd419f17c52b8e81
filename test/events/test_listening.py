"""A receiver that listens live misses nothing and hands nothing out twice, whatever becomes of the connection."""

from __future__ import annotations

import datetime
import gc
import itertools
import random
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable

import pytest

pytest.importorskip("websocket", reason="the extra `live` isn't installed")

from chat import ACCOUNT, INBOX, SOURCE, Chat
from proxies import Proxy

import chatwoot_client
from chatwoot_client import (
    ContactsAPIApi,
    ConversationsAPIApi,
    MessagesAPIApi,
    NotFoundException,
    ProfileApi,
    UnauthorizedException,
)
from chatwoot_client.events import ConversationTypingOn, Event, MessageCreated, MessageUpdated, Receiver
from chatwoot_client.events.live.feeds import AccountFeed, Read
from chatwoot_client.events.live.stream import Stream
from chatwoot_client.sandbox import Sandbox


@pytest.fixture
def chat() -> Iterator[Chat]:
    with Chat() as server:
        yield server


@pytest.fixture
def client(chat: Chat) -> Iterator[chatwoot_client.ApiClient]:
    configuration = chatwoot_client.Configuration(host=chat.url, api_key={"userApiKey": "token"})
    with chatwoot_client.ApiClient(configuration) as made:
        yield made


class Program:
    """A program that listens in a thread, and what it was told."""

    def __init__(self, client: chatwoot_client.ApiClient, **how: Any) -> None:
        self.receiver = Receiver(["secret"], workers=4)
        self.events: list[Event] = []
        self.troubles: list[str] = []
        self.error: BaseException | None = None
        self.receiver.on()(self.events.append)
        self._how = {"account_id": ACCOUNT, "pace": 1.0, "presence": 1.0, "on_trouble": self.troubles.append, **how}
        self._client = client
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            self.receiver.listen(self._client, **self._how)
        except BaseException as error:
            self.error = error

    def start(self) -> Program:
        self._thread.start()
        return self

    def stop(self) -> None:
        self.receiver.stop()
        self._thread.join(30)
        assert not self._thread.is_alive()
        self.receiver.close()

    def told(self, kind: type[Event] = MessageCreated) -> list[str]:
        return [event["content"] for event in list(self.events) if isinstance(event, kind)]


@contextmanager
def listening(chat: Chat, client: chatwoot_client.ApiClient, **how: Any) -> Iterator[Program]:
    program = Program(client, **how).start()
    try:
        until(lambda: any(chat._subscribed.values()))
        # What is read at the start is over.
        until(lambda: any(path.endswith("/conversations") for path in chat.requests))
        time.sleep(0.3)
        yield program
    finally:
        program.stop()


def until(condition: Callable[[], Any], seconds: float = 30.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.01)


def test_what_is_written_is_told_once_in_order_and_soon(chat, client):
    lateness = []
    with listening(chat, client) as program:
        program.receiver.on(MessageCreated)(lambda event: lateness.append(time.monotonic() - written[event["content"]]))
        written = {}
        for number in range(30):
            written[str(number)] = time.monotonic()
            chat.write(12, str(number))
            time.sleep(0.02)
        until(lambda: len(program.told()) >= 30)
    assert program.told() == [str(number) for number in range(30)]
    assert sorted(lateness)[len(lateness) // 2] < 0.5


ALONE = """
import sys, threading
import chatwoot_client
from chatwoot_client.events import Receiver

receiver = Receiver(run="inline")

@receiver.on()
def count(event):
    print(threading.active_count())
    receiver.stop()

configuration = chatwoot_client.Configuration(host=sys.argv[1], api_key={"userApiKey": "token"})
receiver.listen(chatwoot_client.ApiClient(configuration), account_id=int(sys.argv[2]))
"""


def test_without_the_extra_it_says_what_to_install():
    code = (
        "import sys; sys.modules['websocket'] = None\n"
        "import chatwoot_client\n"
        "from chatwoot_client.events import Receiver\n"
        "Receiver().listen(chatwoot_client.ApiClient(), account_id=1)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    told = "ModuleNotFoundError: live events need websocket-client: pip install 'chatwoot-python-client[live]'"
    assert run.stderr.splitlines()[-1] == told


def test_it_holds_one_connection_and_no_thread_beside_the_one_that_listens(chat):
    command = [sys.executable, "-c", ALONE, chat.url, str(ACCOUNT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        until(lambda: any(chat._subscribed.values()))
        chat.write(12, "Hello")
        told, _ = program.communicate(timeout=30)
    assert told.split() == ["1"]
    assert chat.connections == 1


def test_an_event_that_came_live_reads_as_one_from_a_webhook(chat, client):
    with listening(chat, client) as program:
        chat.write(12, "Hello")
        chat.tell("conversation.typing_on", {"conversation": {"id": 12}, "user": {"id": 9, "type": "user"}})
        until(lambda: len(program.events) == 2)
    message = next(event for event in program.events if isinstance(event, MessageCreated))
    assert (message.is_incoming, message.message_type, message.conversation_id) == (True, "incoming", 12)
    assert (message.name, message.account_id, message.sender.kind) == ("message_created", ACCOUNT, "contact")
    assert message.created_at.datetime is not None
    assert message.key == f"message_created:{ACCOUNT}:{message.id}"
    assert {type(event) for event in program.events} == {MessageCreated, ConversationTypingOn}


def test_repeats_and_swaps_are_put_right(chat, client):
    chat.repeats, chat.swaps = 0.5, 0.4
    with listening(chat, client) as program:
        for number in range(60):
            chat.write(12, str(number))
            time.sleep(0.01)
        until(lambda: len(program.told()) >= 60)
        time.sleep(0.5)
    assert program.told() == [str(number) for number in range(60)]


def test_what_was_written_while_the_connection_was_away_is_told(chat, client):
    with listening(chat, client) as program:
        chat.write(12, "before")
        until(lambda: program.told() == ["before"])
        chat.stop()
        for number in range(25):
            chat.write(12, f"meanwhile {number}")
        chat.start()
        until(lambda: len(program.told()) >= 26)
        chat.write(12, "after")
        until(lambda: program.told()[-1] == "after")
    assert program.told() == ["before", *(f"meanwhile {number}" for number in range(25)), "after"]
    assert any("don't flow" in line for line in program.troubles)


def test_what_comes_live_before_a_gap_is_read_waits_for_it_though_the_connection_ends_again(chat, client):
    with listening(chat, client) as program:
        chat.stop()
        chat.write(12, "missed")
        chat.unreadable = {12}
        chat.start()
        until(lambda: any(chat._subscribed.values()))
        time.sleep(0.3)
        chat.write(12, "live")
        time.sleep(0.1)
        chat.cut()
        time.sleep(0.6)
        assert program.told() == []
        chat.unreadable = set()
        until(lambda: len(program.told()) == 2)
    assert program.told() == ["missed", "live"]


def test_what_was_read_before_a_read_failed_is_told(chat, client):
    with listening(chat, client) as program:
        chat.stop()
        chat.write(12, "in one")
        chat.write(13, "in another")
        chat.unreadable = {13}
        chat.start()
        until(lambda: program.told() == ["in one"])
        chat.unreadable = set()
        until(lambda: program.told() == ["in one", "in another"])


def test_a_deaf_server_is_noticed_by_the_own_sign_and_read_over_rest(chat, client):
    with listening(chat, client) as program:
        chat.deaf = True
        chat.write(12, "while deaf")
        until(lambda: program.told() == ["while deaf"])
        until(lambda: any("sign of presence" in line for line in program.troubles))
        chat.write(12, "still deaf")
        until(lambda: program.told() == ["while deaf", "still deaf"])
        chat.deaf = False
        tried = chat.connections
        until(lambda: chat.connections > tried)
        chat.write(12, "well again")
        until(lambda: program.told()[-1] == "well again")


def test_a_connection_without_pings_is_opened_anew(chat, client):
    with listening(chat, client, presence=60.0) as program:
        first = chat.connections
        chat.without_pings = True
        until(lambda: chat.connections > first)
        assert any("nothing came" in line for line in program.troubles)


def test_an_event_that_got_lost_is_found_while_all_else_is_well(chat, client):
    with listening(chat, client) as program:
        chat.loses = 1.0
        chat.write(12, "lost")
        chat.loses = 0.0
        until(lambda: program.told() == ["lost"])
    assert program.troubles == []


def test_edits_and_deletions_are_updates_and_the_newest_wins(chat, client):
    with listening(chat, client) as program:
        id = chat.write(12, "first")
        chat.edit(id, content="second")
        until(lambda: program.told(MessageUpdated) == ["second"])
        stale = {**chat.messages[id], "content": "older", "updated_at": "2020-01-01T00:00:00.000Z"}
        chat.tell("message.updated", stale)
        chat.edit(id, content="third", content_attributes={"deleted": True})
        until(lambda: program.told(MessageUpdated) == ["second", "third"])
        event = program.events[-1]
        assert event.changes["content"].current == "now"
        time.sleep(1.5)
    assert program.told(MessageUpdated) == ["second", "third"]
    assert program.told() == ["first"]


def test_a_message_that_is_told_changed_before_it_is_told_written_is_new_once(chat, client):
    with listening(chat, client) as program:
        chat.deaf = True
        id = chat.write(12, "first")
        chat.deaf = False
        chat.edit(id, content="second")
        chat.tell("message.created", dict(chat.messages[id]))
        until(lambda: program.told() == ["second"])
        time.sleep(0.5)
    assert (program.told(), program.told(MessageUpdated)) == (["second"], [])


def test_events_of_another_account_are_kept_apart(chat, client):
    with listening(chat, client) as program:
        chat.tell("message.created", {"id": 9000, "account_id": 2, "content": "other", "created_at": int(time.time())})
        chat.write(12, "mine")
        until(lambda: program.told() == ["mine"])


def test_what_was_there_before_the_first_start_is_not_told(chat, client):
    old = chat.write(12, "old")
    chat.messages[old]["created_at"] -= 10
    with listening(chat, client) as program:
        chat.write(12, "new")
        until(lambda: program.told())
        time.sleep(1.5)
    assert program.told() == ["new"]


def test_a_cursor_goes_on_where_an_earlier_life_was(chat, client):
    with listening(chat, client) as first:
        chat.write(12, "one")
        until(lambda: first.told() == ["one"])
    cursor = first.receiver.cursor
    chat.write(12, "two")
    chat.write(13, "three")
    with listening(chat, client, cursor=cursor) as second:
        until(lambda: len(second.told()) == 2)
        chat.write(12, "four")
        until(lambda: len(second.told()) == 3)
        time.sleep(1.2)
    assert sorted(second.told()) == ["four", "three", "two"]
    import json

    assert json.loads(json.dumps(cursor)) == cursor


def test_after_days_a_list_that_takes_the_server_too_long_is_read_by_pages(chat, client):
    with listening(chat, client) as first:
        chat.write(12, "one")
        until(lambda: first.told() == ["one"])
    cursor = first.receiver.cursor
    # As if that life had ended two days ago.
    days = 2 * 24 * 60 * 60.0
    for kept in cursor["feeds"].values():
        kept["began"] -= days
        kept["until"] -= days
    for number in range(100, 160):
        for content in ("missed", "missed, too"):
            id = chat.write(number, f"{content} {number}")
            chat.messages[id]["created_at"] -= 60 * 60 * 24
        chat.touched[number] -= 60 * 60 * 24 + number
    chat.lists_at_most = 15 * 60.0
    # The oldest moves to the first page while the second is being read.
    pages = itertools.count(1)
    chat.listed_a_page = lambda: next(pages) == 2 and chat.write(159, "while it was read")
    with listening(chat, client, cursor=cursor) as second:
        until(lambda: len(second.told()) == 121)
        time.sleep(0.5)
    told = second.told()
    assert len(told) == 121
    assert {f"{content} {number}" for content in ("missed", "missed, too") for number in range(100, 160)} < set(told)


def test_a_contact_hears_its_conversations_and_no_typing_in_notes(chat, client):
    how = {"account_id": None, "contacts": [(INBOX, SOURCE)]}
    with listening(chat, client, **how) as program:
        chat.write(12, "a note", incoming=False, private=True)
        chat.tell("conversation.typing_on", {"conversation": {"id": 12}, "user": {"id": 9}, "is_private": True})
        chat.write(12, "an answer", incoming=False)
        until(lambda: program.told() == ["an answer"])
        chat.cut()
        chat.write(12, "while away", incoming=False)
        until(lambda: program.told() == ["an answer", "while away"])
    assert not [event for event in program.events if isinstance(event, ConversationTypingOn)]


@pytest.mark.parametrize("proxied", [False, True])
@pytest.mark.parametrize("encrypted", [False, True])
def test_it_goes_by_the_client_s_own_tls_and_proxies(authority, roots, encrypted, proxied):
    context = None
    if encrypted:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
    with Chat(tls=context) as chat, Proxy(("127.0.0.1", chat.port)) as proxy:
        settings = {"proxy": proxy.url} if proxied else {}
        configuration = chatwoot_client.Configuration(
            host=chat.url, api_key={"userApiKey": "token"}, ssl_ca_cert=roots, **settings
        )
        with chatwoot_client.ApiClient(configuration) as client, listening(chat, client) as program:
            chat.write(12, "Hello")
            until(lambda: program.told() == ["Hello"])
        assert any(line.startswith("CONNECT") for line in proxy.request_lines) == proxied


def test_a_certificate_that_nobody_vouches_for_is_refused_and_told(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with Chat(tls=context) as chat:
        configuration = chatwoot_client.Configuration(host=chat.url, api_key={"userApiKey": "token"})
        with chatwoot_client.ApiClient(configuration) as client:
            program = Program(client).start()
            until(lambda: any("certificate" in line for line in program.troubles))
            program.stop()
        assert chat.requests == []


def test_a_token_that_is_not_good_any_more_ends_listening(chat, client):
    program = Program(client).start()
    until(lambda: chat.connections)
    chat.user_may_read = False
    until(lambda: program.error is not None)
    assert isinstance(program.error, UnauthorizedException)
    program.stop()


def test_a_server_that_fails_as_listening_begins_is_waited_for_and_the_availability_set_then() -> None:
    with Sandbox() as server:
        told = {"userApiKey": server.user_token}
        configuration = chatwoot_client.Configuration(host=server.url, api_key=told)
        server.fail_next(status=500, method="POST", path="/api/v1/profile/availability")
        with chatwoot_client.ApiClient(configuration) as client:
            program = Program(client, account_id=server.account_id, availability="busy").start()
            until(lambda: server.cable.subscriptions)
            assert [each.availability for each in ProfileApi(client).fetch_profile().accounts or []] == ["busy"]
            assert any("can't be read" in line or "don't flow" in line for line in program.troubles)
            program.stop()
        assert program.error is None


@pytest.mark.parametrize("status", [401, 404])
def test_a_conversation_that_is_there_is_not_passed_over_though_it_could_not_be_read_once(status: int) -> None:
    with Sandbox() as server:
        told = {"userApiKey": server.user_token}
        configuration = chatwoot_client.Configuration(host=server.url, api_key=told)
        with chatwoot_client.ApiClient(configuration) as client:
            inbox = server.inbox.identifier
            source = str(ContactsAPIApi(client).create_a_contact({}, inbox).source_id)
            number = ConversationsAPIApi(client).create_a_conversation({}, inbox, source).id
            MessagesAPIApi(client).create_a_message({"content": "missed"}, inbox, source, number)
            # So long ago that it isn't among what is read again in any case.
            (message,) = server.conversation(number).messages
            message.created_at -= datetime.timedelta(hours=1)
            began = time.time() - 2 * 60 * 60
            journal = {"began": began, "until": began, "handled": {}}
            cursor = {"version": 1, "feeds": {f"account:{server.account_id}": journal}}
            path = f"/api/v1/accounts/{server.account_id}/conversations/{number}/messages"
            server.fail_next(status=status, method="GET", path=path)
            program = Program(client, account_id=server.account_id, cursor=cursor).start()
            until(lambda: program.told() == ["missed"])
            program.stop()
        assert program.error is None


def test_an_account_of_others_is_refused_at_once(chat, client):
    with pytest.raises(NotFoundException, match="account 99"):
        Receiver(["secret"]).listen(client, account_id=99)


def kept(**parts: Any) -> dict[str, Any]:
    """A cursor that something happened to."""
    return {"version": 1, "feeds": {"account:1": {"began": 1.0, "until": 1.0, "handled": {}, **parts}}}


@pytest.mark.parametrize(
    ("how", "error", "name"),
    [
        ({}, ValueError, "account_id"),
        ({"account_id": "1"}, TypeError, "account_id"),
        ({"contacts": ["inbox"]}, TypeError, "contacts"),
        ({"account_id": 1, "cursor": {"until": 1}}, ValueError, "cursor"),
        ({"account_id": 1, "cursor": {"version": 1}}, ValueError, "cursor"),
        ({"account_id": 1, "cursor": {"version": 1, "feeds": []}}, ValueError, "cursor"),
        ({"account_id": 1, "cursor": {"version": 1, "feeds": {"account:1": {"began": 1}}}}, ValueError, "cursor"),
        ({"account_id": 1, "cursor": kept(began="x")}, ValueError, "cursor"),
        ({"account_id": 1, "cursor": kept(until=float("nan"))}, ValueError, "cursor"),
        ({"account_id": 1, "cursor": kept(until=10**400)}, ValueError, "cursor"),
        ({"account_id": 1, "cursor": kept(handled=None)}, ValueError, "cursor"),
        ({"account_id": 1, "cursor": kept(handled={"x": 1.0})}, ValueError, "cursor"),
        ({"account_id": 1, "pace": 0}, ValueError, "pace"),
        ({"account_id": 1, "availability": "away"}, ValueError, "availability"),
        ({"contacts": [(INBOX, SOURCE)], "availability": "busy"}, ValueError, "availability"),
    ],
)
def test_what_can_not_be_listened_to_is_refused_by_name(chat, client, how, error, name):
    with pytest.raises(error, match=name):
        Receiver(["secret"]).listen(client, **how)
    assert chat.requests == []


@pytest.mark.parametrize("begun", ["long ago", "just now"])
def test_a_busy_conversation_is_read_again_by_one_request(chat, client, begun):
    if begun == "long ago":
        old = chat.write(12, "old")
        chat.messages[old]["created_at"] -= 500
    feed = AccountFeed(client, ACCOUNT)

    def read(since: float) -> tuple[list[str], int]:
        chat.requests.clear()
        (found,) = feed.read(since, lambda conversation: False)
        asked = sum(path.endswith("/messages") for path in chat.requests)
        return [each["content"] for each in found.messages if each["content"] != "old"], asked

    since = time.time() - 60
    for number in range(70):
        chat.write(12, str(number))
    everything = [str(number) for number in range(70)]
    assert read(since)[0] == everything
    chat.write(12, "70")
    assert read(since) == ([*everything, "70"], 1)


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_missed_or_doubled_while_everything_fails_at_random(chat, client, seed):
    dice = random.Random(seed)
    chat.repeats, chat.swaps, chat.loses = 0.1, 0.1, 0.05
    written: list[str] = []
    handled: list[str] = []
    cursor = None

    def write() -> None:
        for number in range(300):
            content = f"{number}"
            chat.write(10 + number % 5, content)
            written.append(content)
            time.sleep(dice.random() * 0.04)

    writer = threading.Thread(target=write)
    program = Program(client).start()
    until(lambda: any(chat._subscribed.values()))
    time.sleep(0.5)
    writer.start()
    while writer.is_alive():
        time.sleep(dice.random())
        fault = dice.choice(["cut", "restart", "deaf", "reborn"])
        if fault == "cut":
            chat.cut()
        elif fault == "restart":
            chat.stop()
            time.sleep(dice.random() * 0.5)
            chat.start()
        elif fault == "deaf":
            chat.deaf = True
            time.sleep(dice.random())
            chat.deaf = False
        else:
            program.stop()
            handled += program.told()
            cursor = program.receiver.cursor
            program = Program(client, cursor=cursor).start()
    writer.join()
    until(lambda: len(handled) + len(program.told()) >= len(written), 60)
    time.sleep(1.5)
    program.stop()
    handled += program.told()
    assert sorted(handled, key=int) == written


ODD = {"id": 900, "content": "odd", "conversation_id": 12, "created_at": 1, "updated_at": "2026-01-05T10:00:00.000Z"}


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("message.created", {"content": "without a number"}),
        ("message.created", {**ODD, "id": [1]}),
        ("message.updated", {**ODD, "id": {}, "conversation_id": [12]}),
        ("message.created", {**ODD, "created_at": None, "updated_at": "soon"}),
        ("message.created", {**ODD, "created_at": "2026-01-05T10:00:00.000Z", "updated_at": 1.5}),
        ("conversation.updated", {"id": [1], "updated_at": 1.5}),
        ("notification.created", {"notification": 5}),
    ],
)
def test_an_event_of_another_shape_is_handed_out_and_ends_nothing(chat, client, event, data):
    with listening(chat, client) as program:
        chat.tell(event, data)
        chat.write(12, "after")
        until(lambda: "after" in program.told())
        # Of another conversation, or of none, it may be handled a moment later.
        until(lambda: event.replace(".", "_") in [told.name for told in program.events])
    assert program.error is None


def test_a_message_that_is_dated_long_ago_is_told(chat, client):
    with listening(chat, client) as program:
        chat.write(12, "imported", created_at=1)
        until(lambda: program.told() == ["imported"])
        assert program.receiver.cursor["feeds"]["account:1"]["until"] > time.time() - 60


@pytest.mark.parametrize("ahead", [-600, -5, 5, 600])
def test_what_comes_live_is_told_whatever_the_server_s_clock_says(chat, client, ahead):
    chat.ahead = ahead
    with listening(chat, client) as program:
        chat.write(12, "one")
        until(lambda: program.told() == ["one"])


def test_what_got_lost_is_found_though_the_server_s_clock_is_behind(chat, client):
    chat.ahead = -600
    with listening(chat, client) as program:
        chat.loses = 1.0
        time.sleep(1.5)
        chat.write(12, "lost")
        until(lambda: program.told() == ["lost"])


def test_what_was_told_is_taken_in_before_it_is_missed(chat, client):
    contacts = [(INBOX, SOURCE)]
    with listening(chat, client, contacts=contacts, pace=0.1, presence=0.2) as program:
        chat.takes, chat.signs_take = 1.2, 0.1
        time.sleep(6)
        chat.takes = 0.0
        assert program.troubles == []


ON_ITS_OWN = """
import sys, threading
import chatwoot_client
from chatwoot_client.events import MessageCreated, Receiver

receiver = Receiver()

@receiver.on(MessageCreated)
def tell(event):
    print(event.content, flush=True)
    receiver.stop()

client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=sys.argv[1], api_key={"userApiKey": "token"}))
threading.Thread(target=receiver.listen, args=(client,), kwargs={"account_id": int(sys.argv[2])}).start()
"""


def test_a_thread_that_listens_goes_on_when_the_main_one_has_ended(chat):
    command = [sys.executable, "-c", ON_ITS_OWN, chat.url, str(ACCOUNT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            until(lambda: any(chat._subscribed.values()))
            chat.write(12, "Hello")
            assert program.communicate(timeout=30) == ("Hello\n", None)
            assert program.returncode == 0
        finally:
            program.kill()


def test_the_memory_of_a_listener_does_not_grow_with_what_it_is_told() -> None:
    class Everything:
        name = "everything"

        def belongs(self, event: str, data: dict[str, Any]) -> bool:
            return True

        def read(self, since: float, is_whole: Callable[..., bool]) -> Iterator[Read]:
            yield from (Read(number, [], time.monotonic()) for number in next(conversations))

    stream = Stream(Everything(), None)  # type: ignore[arg-type]
    ids = itertools.count(1)
    conversations = iter([range(25_000), range(25_000, 50_000)])

    def tell(messages: int) -> int:
        for id in itertools.islice(ids, messages):
            stream.live("message.created", {"id": id, "content": "Hi", "created_at": time.time() + 1})
        list(stream.read(0.0, True))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        full = tell(25_000)
        assert tell(25_000) - full < 500_000
    finally:
        tracemalloc.stop()
