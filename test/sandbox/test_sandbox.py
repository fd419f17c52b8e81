"""The sandbox: what the recordings don't show of it, and what people who test against it rely on."""

from __future__ import annotations

import gc
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable, NamedTuple

import pytest

from chatwoot_client.sandbox import File, RecordInvalid, Sandbox, WorkingHours

ROOT = Path(__file__).parents[2]


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Visitor:
    """A client of one inbox, in bare HTTP on one connection that's kept open."""

    def __init__(self, server: Sandbox, inbox_identifier: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        self.path = f"/public/api/v1/inboxes/{inbox_identifier}"

    def call(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = {"Accept": "application/json", "Content-Type": "application/json", **(headers or {})}
        elsewhere = path.startswith(("/public/", "/api/", "/platform/", "/survey/", "/rails/"))
        self.connection.request(method, path if elsewhere else f"{self.path}{path}", data, sent)
        response = self.connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())

    def arrive(self, **contact: Any) -> str:
        """Become a contact with a conversation; give the path of its messages."""
        source_id = self.call("POST", "/contacts", contact).json["source_id"]
        self.conversation = self.call("POST", f"/contacts/{source_id}/conversations", {}).json["id"]
        return f"{self.path}/contacts/{source_id}/conversations/{self.conversation}/messages"


@pytest.fixture
def enter(server: Sandbox) -> Iterator[Callable[..., Visitor]]:
    visitors = []

    def enter(inbox: Any = None) -> Visitor:
        visitors.append(Visitor(server, (inbox or server.inbox).identifier))
        return visitors[-1]

    yield enter
    for visitor in visitors:
        visitor.connection.close()


@pytest.fixture
def visitor(enter: Callable[..., Visitor]) -> Visitor:
    return enter()


# Starting and ending


def test_it_listens_on_loopback_only_unless_told() -> None:
    with Sandbox() as server:
        assert server.url == f"http://127.0.0.1:{server.port}"


def test_it_warns_when_other_machines_can_reach_it() -> None:
    with pytest.warns(UserWarning, match=r"0\.0\.0\.0"), Sandbox(host="0.0.0.0"):
        pass


def test_it_can_be_closed_and_started_again_with_its_records() -> None:
    server = Sandbox()
    with server:
        contact = Visitor(server, server.inbox.identifier)
        contact.call("POST", "/contacts", {"name": "Ada"})
        contact.connection.close()
    with server:
        assert server.contact(1).name == "Ada"


def test_it_has_no_address_before_it_is_started() -> None:
    with pytest.raises(RuntimeError, match="started"):
        _ = Sandbox().url


def test_closing_leaves_no_thread_and_no_open_connection() -> None:
    before = threading.active_count()
    with Sandbox() as server:
        visitor = Visitor(server, server.inbox.identifier)
        visitor.call("GET", "")
        assert threading.active_count() > before
    assert threading.active_count() == before
    assert visitor.connection.sock.recv(1) == b""
    visitor.connection.close()


def test_a_closed_sandbox_leaves_nothing_in_memory() -> None:
    gc.collect()
    gc.disable()
    try:
        with Sandbox() as server:
            visitor = Visitor(server, server.inbox.identifier)
            visitor.call("POST", "/contacts", {"name": "Ada"})
            visitor.connection.close()
            records = weakref.ref(server.inbox)
        del server, visitor
        # Not even the collector has to come.
        assert records() is None
    finally:
        gc.enable()


def test_closing_does_not_wait_for_a_delay() -> None:
    with Sandbox() as server:
        server.delay_next(seconds=60)
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
            while not server.requests:
                time.sleep(0.01)
            began = time.monotonic()
            server.close()
    assert time.monotonic() - began < 5


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_where_it_is_and_ends_cleanly(stop: signal.Signals) -> None:
    command = [sys.executable, "-X", "dev", "-W", "error", "-m", "chatwoot_client.sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        url, identifier, user_token, platform_token, account = (process.stdout.readline().split()[-1] for _ in range(5))
        host, _, port = url.rpartition("//")[2].partition(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        connection.request("GET", f"/public/api/v1/inboxes/{identifier}")
        assert json.loads(connection.getresponse().read())["identifier"] == identifier
        for path, token in ((f"api/v1/accounts/{account}", user_token), ("platform/api/v1/accounts", platform_token)):
            connection.request("GET", f"/{path}", headers={"Api-Access-Token": token})
            assert connection.getresponse().read()
        connection.close()
        process.send_signal(stop)
        output, errors = process.communicate(timeout=10)
    assert (process.returncode, output, errors) == (0, "", "")


def test_without_werkzeug_it_says_what_to_install() -> None:
    script = "import sys; sys.modules['werkzeug'] = None\nfrom chatwoot_client.sandbox import Sandbox"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert "ImportError: The sandbox needs werkzeug: pip install 'chatwoot-python-client[sandbox]'" in run.stderr


def test_without_werkzeug_the_program_says_so_in_a_line() -> None:
    script = (
        "import runpy, sys; sys.modules['werkzeug'] = None\n"
        "runpy.run_module('chatwoot_client.sandbox', run_name='__main__')"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    told = "The sandbox needs werkzeug: pip install 'chatwoot-python-client[sandbox]'\n"
    assert (run.returncode, run.stderr) == (1, told)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (lambda server: server.reply(99, "Hello"), "there is no conversation 99"),
        (lambda server: server.set_status(99, "open"), "there is no conversation 99"),
        (lambda server: server.block_contact(99), "there is no contact 99"),
        (lambda server: server.delete_message(99), "there is no message 99"),
    ],
)
def test_what_there_is_not_is_told_by_its_number(what: Callable[[Sandbox], object], told: str) -> None:
    with Sandbox() as server, pytest.raises(LookupError, match=f"^{told}$"):
        what(server)


def test_its_fixture_needs_no_werkzeug_until_it_is_used() -> None:
    script = "import sys, chatwoot_client.sandbox.pytest_plugin; sys.exit('werkzeug' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_the_fixture_gives_a_started_sandbox(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test(chatwoot_sandbox): assert chatwoot_sandbox.port")
    command = [sys.executable, "-m", "pytest", "-p", "chatwoot_client.sandbox.pytest_plugin", str(tmp_path)]
    # Where the package is installed, pytest knows the plugin already, and refuses to be told of it again.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    assert "1 passed" in run.stdout


# Many requests, many threads


def test_thousands_of_requests_take_seconds(visitor: Visitor) -> None:
    began = time.monotonic()
    for _ in range(2000):
        visitor.call("GET", "")
    assert time.monotonic() - began < 20


def test_messages_of_many_threads_all_arrive_under_different_ids(
    server: Sandbox, enter: Callable[..., Visitor]
) -> None:
    messages = enter().arrive()
    visitors = [enter() for _ in range(8)]

    def write(visitor: Visitor) -> None:
        for number in range(20):
            visitor.call("POST", messages, {"content": str(number)})

    threads = [threading.Thread(target=write, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = server.conversation(1).messages
    assert len({message.id for message in stored}) == len(stored) == 160


# What arrived


def test_a_request_can_be_looked_at_as_it_was_sent(server: Sandbox, visitor: Visitor) -> None:
    visitor.call("POST", "/contacts?a=%20b&a=", {"name": "Ada"}, {"X-Twice": "1"})
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", f"{visitor.path}/contacts")
    assert (request.query_string, request.query) == ("a=%20b&a=", [("a", " b"), ("a", "")])
    assert request.headers["x-twice"] == "1"
    assert (request.body, request.json) == (b'{"name": "Ada"}', {"name": "Ada"})


def test_only_the_latest_thousand_requests_are_kept(server: Sandbox, visitor: Visitor) -> None:
    for number in range(1003):
        visitor.call("GET", f"?{number}")
    assert [server.requests[0].query_string, server.requests[-1].query_string] == ["3", "1002"]
    assert len(server.requests) == 1000


def test_a_reset_forgets_everything_but_the_address_and_the_inbox(server: Sandbox, visitor: Visitor) -> None:
    identifier, port = server.inbox.identifier, server.port
    visitor.arrive(source_id="ada")
    server.fail_next(status=503)
    server.reset()
    assert (server.requests, server.faults_left) == ([], 0)
    assert (server.inbox.identifier, server.port) == (identifier, port)
    assert visitor.call("GET", "/contacts/ada").status == 404


def test_a_snapshot_brings_the_records_back_as_often_as_one_likes(server: Sandbox, visitor: Visitor) -> None:
    path = visitor.arrive(name="Ada")
    visitor.call("POST", path, {"content": "Before"})
    got_before = (server.inbox, server.conversation(visitor.conversation))
    snapshot, tokens = server.snapshot(), (server.user_token, server.platform_token)
    shown = visitor.call("GET", path).json
    for _ in range(2):
        server.reply(visitor.conversation, "After", sender=server.create_agent("Grace"), attachments=[("a.txt", b"a")])
        assert len(visitor.call("GET", path).json) == 2
        server.restore(snapshot)
        assert visitor.call("GET", path).json == shown
        assert (server.user_token, server.platform_token) == tokens
    inbox, conversation = got_before
    inbox.identifier, conversation.status = "elsewhere", "resolved"
    conversation.messages.clear()
    server.conversation(visitor.conversation).messages.clear()
    server.restore(snapshot)
    assert visitor.call("GET", path).json == shown
    assert server.conversation(visitor.conversation).status == "open"


def test_what_is_made_after_a_restore_is_numbered_as_if_nothing_had_been(server: Sandbox, visitor: Visitor) -> None:
    snapshot = server.snapshot()
    numbers = []
    for _ in range(2):
        path = visitor.arrive(name="Ada")
        numbers.append((visitor.conversation, visitor.call("POST", path, {"content": "One"}).json["id"]))
        server.restore(snapshot)
    assert numbers[0] == numbers[1]


def test_no_two_visitors_are_given_the_same_name(visitor: Visitor) -> None:
    names = [visitor.call("POST", "/contacts", {}).json["name"] for _ in range(200)]
    assert len(set(names)) == 200


def test_an_id_of_thousands_of_digits_is_not_found(visitor: Visitor) -> None:
    source_id = visitor.call("POST", "/contacts", {}).json["source_id"]
    assert visitor.call("GET", f"/contacts/{source_id}/conversations/{'9' * 5000}").status == 404


def test_a_chunked_body_is_read_whole(server: Sandbox, visitor: Visitor) -> None:
    headers = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}
    visitor.connection.request(
        "POST", f"{visitor.path}/contacts", iter([b'{"name":', b' "Ada"}']), headers, encode_chunked=True
    )
    assert json.loads(visitor.connection.getresponse().read())["name"] == "Ada"
    assert server.requests[0].json == {"name": "Ada"}


def test_a_body_can_wait_for_leave_to_come(server: Sandbox) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        path = f"/public/api/v1/inboxes/{server.inbox.identifier}/contacts"
        head = f"POST {path} HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"{}")
        assert connection.recv(100).startswith(b"HTTP/1.1 200 ")


def test_half_a_body_does_nothing(server: Sandbox) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        head = f"POST /public/api/v1/inboxes/{server.inbox.identifier}/contacts HTTP/1.1\r\nContent-Length: 9\r\n\r\n"
        connection.sendall(head.encode() + b"{}")
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100) == b""
    assert server.requests == []


@pytest.mark.parametrize("length", ["-1", "x", "1_0", "²", "9" * 20, "9" * 5000])
def test_a_length_that_is_none_is_a_bad_request(server: Sandbox, length: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(f"POST / HTTP/1.1\r\nContent-Length: {length}\r\n\r\n".encode("latin-1"))
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("size", ["-5", "-1", "+e", "0xe", "1_0", "", "f" * 20])
def test_a_chunk_s_size_that_is_none_is_a_bad_request(server: Sandbox, size: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(f"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("framing", ["Content-Length: 999999999999999", "Transfer-Encoding: chunked"])
def test_a_body_that_is_said_to_be_huge_takes_no_more_than_what_comes_of_it(server: Sandbox, framing: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(f"POST / HTTP/1.1\r\n{framing}\r\n\r\nffffffffffff\r\n{{}}".encode())
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100) == b""
    assert server.requests == []


def test_a_header_that_goes_on_in_the_next_line_is_one(server: Sandbox) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX-Long: a\r\n b\r\nConnection: close\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 404 ")
    assert server.requests[0].headers["x-long"].split() == ["a", "b"]


@pytest.mark.parametrize("name", ["a" + "[b]" * 5000, "a" + "[][b]" * 5000])
def test_names_nested_too_deeply_are_a_bad_request(visitor: Visitor, name: str) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert visitor.call("POST", "/contacts", f"{name}=c".encode(), form).status == 400


# The agents' side


def test_a_reply_shows_in_the_conversation_with_its_files(server: Sandbox, visitor: Visitor, tmp_path: Path) -> None:
    messages = visitor.arrive()
    path = tmp_path / "notes.txt"
    path.write_bytes(b"from a file")
    files: list[File] = [path, ("a.txt", b"from bytes"), ("b", b"typed", "audio/ogg")]
    reply = server.reply(visitor.conversation, "Here", attachments=files)
    (shown,) = visitor.call("GET", messages).json
    assert (shown["id"], shown["content"], shown["message_type"]) == (reply.id, "Here", 1)
    assert [each["file_type"] for each in shown["attachments"]] == ["file", "file", "audio"]
    for attachment, data in zip(shown["attachments"], (b"from a file", b"from bytes", b"typed")):
        moved = visitor.call("GET", attachment["data_url"].partition(f"{server.port}")[2])
        assert moved.status == 302
        assert visitor.call("GET", moved.headers["location"].partition(f"{server.port}")[2]).body == data


def test_a_private_note_is_kept_but_not_shown(server: Sandbox, visitor: Visitor) -> None:
    messages = visitor.arrive()
    server.reply(visitor.conversation, "Between us", private=True)
    assert visitor.call("GET", messages).json == []
    assert [message.content for message in server.conversation(visitor.conversation).messages] == ["Between us"]


def test_agents_and_bots_sign_what_they_write(server: Sandbox, visitor: Visitor) -> None:
    messages = visitor.arrive()
    server.reply(visitor.conversation, "1", sender=server.create_agent("Grace Hopper", "Grace"))
    server.reply(visitor.conversation, "2", sender=server.create_agent_bot("Bot"))
    senders = [message["sender"] for message in visitor.call("GET", messages).json]
    assert [(sender["type"], sender["name"]) for sender in senders] == [("user", "Grace Hopper"), ("agent_bot", "Bot")]
    assert senders[0]["available_name"] == "Grace"


@pytest.mark.parametrize("wrong", [{"content_type": "txt"}, {"message_type": "reply"}])
def test_a_reply_of_an_unknown_kind_is_refused(server: Sandbox, visitor: Visitor, wrong: dict[str, str]) -> None:
    visitor.arrive()
    with pytest.raises(ValueError, match=next(iter(wrong))):
        server.reply(visitor.conversation, "x", **wrong)  # type: ignore[arg-type]


def test_what_is_not_there_is_a_lookup_error(server: Sandbox) -> None:
    for look in (server.conversation, server.contact, server.reply, server.delete_message, server.delete_contact):
        with pytest.raises(LookupError):
            look(7)


def test_a_status_that_is_none_is_refused(server: Sandbox, visitor: Visitor) -> None:
    visitor.arrive()
    with pytest.raises(ValueError, match="closed"):
        server.set_status(visitor.conversation, "closed")


def test_a_message_opens_a_resolved_conversation_again(server: Sandbox, visitor: Visitor) -> None:
    messages = visitor.arrive()
    server.set_status(visitor.conversation, "resolved")
    visitor.call("POST", messages, {"content": "Still there?"})
    assert server.conversation(visitor.conversation).status == "open"


def test_a_blocked_contact_writes_without_opening_anything(server: Sandbox, visitor: Visitor) -> None:
    messages = visitor.arrive()
    server.set_status(visitor.conversation, "resolved")
    server.block_contact(1)
    assert visitor.call("POST", messages, {"content": "Hello?"}).status == 200
    assert server.conversation(visitor.conversation).status == "resolved"


def test_a_contact_that_proves_its_identifier_reaches_its_conversations_from_another_device(
    server: Sandbox, enter: Callable[..., Visitor]
) -> None:
    inbox = server.create_inbox("Strict", hmac_mandatory=True)
    visitor = enter(inbox)
    proof = {"identifier": "ada", "identifier_hash": inbox.identifier_hash("ada")}
    assert visitor.call("POST", "/contacts", {"identifier": "ada"}).status == 500
    visitor.arrive(**proof)
    device = visitor.call("POST", "/contacts", proof).json["source_id"]
    assert visitor.call("GET", f"/contacts/{device}/conversations").json == []
    query = "&".join(f"{name}={value}" for name, value in proof.items())
    assert visitor.call("GET", f"/contacts/{device}?{query}").status == 200
    assert [each["id"] for each in visitor.call("GET", f"/contacts/{device}/conversations").json] == [1]


def test_a_first_message_is_greeted_once(server: Sandbox, enter: Callable[..., Visitor]) -> None:
    visitor = enter(server.create_inbox(greeting_message="Welcome"))
    messages = visitor.arrive()
    for content in ("Hello", "Hello?"):
        visitor.call("POST", messages, {"content": content})
    assert [each["content"] for each in visitor.call("GET", messages).json] == ["Hello", "Welcome", "Hello?"]


@pytest.mark.parametrize(("open_all_day", "answered"), [(True, []), (False, ["Away"])])
def test_outside_of_working_hours_a_message_is_told_so(
    server: Sandbox, enter: Callable[..., Visitor], open_all_day: bool, answered: list[str]
) -> None:
    week = [WorkingHours(day, closed_all_day=not open_all_day, open_all_day=open_all_day) for day in range(7)]
    visitor = enter(server.create_inbox(working_hours=week, working_hours_enabled=True, out_of_office_message="Away"))
    messages = visitor.arrive()
    visitor.call("POST", messages, {"content": "Hello"})
    assert [each["content"] for each in visitor.call("GET", messages).json][1:] == answered


def test_working_hours_are_a_whole_week(server: Sandbox) -> None:
    with pytest.raises(ValueError, match="seven"):
        server.create_inbox(working_hours=[WorkingHours(1)])


def test_an_inbox_can_be_given_its_identifier_once(server: Sandbox, enter: Callable[..., Visitor]) -> None:
    assert enter(server.create_inbox("Mine", identifier="mine")).call("GET", "").json["identifier"] == "mine"
    with pytest.raises(ValueError, match="mine"):
        server.create_inbox(identifier="mine")


def test_a_time_zone_must_be_known(server: Sandbox) -> None:
    with pytest.raises(ValueError, match="Mars"):
        server.create_inbox(timezone="Mars/Olympus")


def test_resolving_asks_for_a_rating_and_keeps_it(server: Sandbox, enter: Callable[..., Visitor]) -> None:
    visitor = enter(server.create_inbox(csat_survey_enabled=True, csat_message="How was it?"))
    messages = visitor.arrive()
    server.set_status(visitor.conversation, "resolved")
    (survey,) = visitor.call("GET", messages).json
    assert (survey["content"], survey["content_type"]) == ("How was it?", "input_csat")
    answer = {"submitted_values": {"csat_survey_response": {"rating": 5, "feedback_message": "Great"}}}
    visitor.call("PATCH", f"{messages}/{survey['id']}", answer)
    uuid = server.conversation(visitor.conversation).uuid
    stored = visitor.call("GET", f"/public/api/v1/csat_survey/{uuid}").json["csat_survey_response"]
    assert (stored["rating"], stored["feedback_message"]) == (5, "Great")
    page = visitor.call("GET", f"/survey/responses/{uuid}", headers={"Accept": "text/html"})
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_what_the_contact_has_seen_and_types_is_kept(server: Sandbox, visitor: Visitor) -> None:
    conversation = visitor.arrive().rpartition("/")[0]
    visitor.call("POST", f"{conversation}/toggle_typing", {"typing_status": "on"})
    visitor.call("POST", f"{conversation}/update_last_seen")
    assert server.conversation(1).typing
    assert visitor.call("GET", conversation).json["contact_last_seen_at"] == pytest.approx(time.time(), abs=60)


def test_an_address_of_another_contact_merges_the_two(server: Sandbox, visitor: Visitor) -> None:
    visitor.call("POST", "/contacts", {"source_id": "ada", "email": "ada@b.test", "custom_attributes": {"plan": "pro"}})
    messages = visitor.arrive(source_id="new", phone_number="+14155550100")
    visitor.call("POST", messages, {"content": "Hello"})
    merged = visitor.call("PATCH", "/contacts/new", {"email": "ADA@b.test", "name": "Ada"}).json
    assert (merged["source_id"], merged["id"], merged["name"]) == ("new", 1, "Ada")
    assert (merged["email"], merged["phone_number"]) == ("ada@b.test", "+14155550100")
    assert visitor.call("GET", messages).json[0]["sender"]["id"] == 1
    with pytest.raises(LookupError):
        server.contact(2)


def test_nothing_is_merged_when_the_change_is_refused(server: Sandbox, visitor: Visitor) -> None:
    visitor.call("POST", "/contacts", {"email": "ada@b.test"})
    visitor.call("POST", "/contacts", {"source_id": "new"})
    assert visitor.call("PATCH", "/contacts/new", {"email": "ada@b.test", "phone_number": "12"}).status == 422
    assert server.contact(2).email is None


def test_a_number_of_a_contact_with_another_address_stays_with_it(server: Sandbox, visitor: Visitor) -> None:
    visitor.call("POST", "/contacts", {"email": "ada@b.test", "phone_number": "+14155550100"})
    visitor.call("POST", "/contacts", {"source_id": "new"})
    changed = {"email": "grace@b.test", "phone_number": "+14155550100"}
    answer = visitor.call("PATCH", "/contacts/new", changed).json
    assert (answer["id"], answer["email"], answer["phone_number"]) == (2, "grace@b.test", None)


# Limits


def test_the_201st_message_of_a_minute_is_refused_and_so_is_every_answer(server: Sandbox, visitor: Visitor) -> None:
    messages = visitor.arrive()
    for _ in range(199):
        server.reply(visitor.conversation, "x")
    last = visitor.call("POST", messages, {"content": "the 200th"})
    assert last.status == 200
    refused = {"message": "Too many messages", "attributes": ["base"]}
    assert visitor.call("POST", messages, {"content": "x"}).json == refused
    assert visitor.call("PATCH", f"{messages}/{last.json['id']}", {"submitted_values": []}).json == refused
    with pytest.raises(RecordInvalid, match="Too many messages"):
        server.reply(visitor.conversation, "x")


def test_the_limit_of_messages_can_be_switched_off() -> None:
    with Sandbox(messages_per_minute=None) as server:
        visitor = Visitor(server, server.inbox.identifier)
        visitor.arrive()
        for _ in range(300):
            server.reply(visitor.conversation, "x")
        visitor.connection.close()
        assert len(server.conversation(1).messages) == 300


@pytest.mark.parametrize(("files", "status", "body"), [(127, 200, None), (128, 500, b"")])
def test_the_128th_file_is_a_bare_500(visitor: Visitor, files: int, status: int, body: bytes | None) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="attachments[]"; filename="a.txt"\r\n\r\na\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = visitor.call("POST", visitor.arrive(), part * files + b"--x--\r\n", headers)
    assert (answer.status, answer.headers.get("content-type") is None) == (status, status == 500)
    assert body is None or answer.body == body


@pytest.mark.parametrize(("contact", "attribute"), [({"email": "a" * 250 + "@b.test"}, "email")])
def test_a_text_of_over_255_characters_is_refused(visitor: Visitor, contact: dict[str, str], attribute: str) -> None:
    answer = visitor.call("POST", "/contacts", contact)
    assert (answer.status, answer.json["attributes"]) == (422, [attribute])
    assert answer.json["message"] == "Email is too long (maximum is 255 characters)"


# Requests of every kind


def test_the_request_id_comes_back(visitor: Visitor) -> None:
    assert visitor.call("GET", "", headers={"X-Request-Id": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert visitor.call("GET", "").headers["x-request-id"] != visitor.call("GET", "").headers["x-request-id"]


def test_head_is_get_without_a_body(visitor: Visitor) -> None:
    answer = visitor.call("HEAD", "")
    assert (answer.status, answer.headers["content-length"], answer.body) == (200, "0", b"")


def test_a_post_can_be_a_patch(visitor: Visitor) -> None:
    visitor.call("POST", "/contacts", {"source_id": "ada", "name": "Ada"})
    answer = visitor.call("POST", "/contacts/ada", {"name": "Countess"}, {"X-HTTP-Method-Override": "PATCH"})
    assert answer.json["name"] == "Countess"


def test_the_suffix_json_is_harmless_and_xml_is_not_acceptable(visitor: Visitor) -> None:
    assert visitor.call("GET", ".json").status == 200
    assert visitor.call("GET", ".xml").status == 406


@pytest.mark.parametrize("path", ["/api/v1/accounts/1/captain/documents"])
def test_the_application_api_asks_for_a_token_and_says_that_it_is_not_served(
    server: Sandbox, visitor: Visitor, path: str
) -> None:
    errors = {"errors": ["You need to sign in or sign up before continuing."]}
    assert visitor.call("GET", path).json == errors
    assert visitor.call("GET", path, headers={"api_access_token": "x"}).json == {"error": "Invalid Access Token"}
    for name in ("api_access_token", "Api-Access-Token"):
        answer = visitor.call("GET", path, headers={name: server.user_token})
        assert (answer.status, answer.json["error"]) == (501, f"The sandbox does not serve GET {path}")


def test_the_platform_api_knows_no_token(visitor: Visitor) -> None:
    answer = visitor.call("GET", "/platform/api/v1/users/1", headers={"api_access_token": "x"})
    assert (answer.status, answer.json) == (401, {"error": "Invalid access_token"})


def test_nonsense_instead_of_http_ends_the_connection(server: Sandbox) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")
        assert connection.recv(100) == b""


# Faults


def test_a_status_meets_as_many_requests_as_asked_and_nothing_is_done(server: Sandbox, visitor: Visitor) -> None:
    server.fail_next(status=503, times=2, retry_after=7, body='{"error": "busy"}', content_type="application/json")
    for _ in range(2):
        answer = visitor.call("POST", "/contacts", {})
        assert (answer.status, answer.headers["retry-after"], answer.json) == (503, "7", {"error": "busy"})
    assert visitor.call("POST", "/contacts", {}).json["id"] == 1


def test_a_fault_waits_for_its_method_and_path(server: Sandbox, visitor: Visitor) -> None:
    messages = visitor.arrive()
    server.fail_next(status=503, method="post", path="*/messages")
    assert visitor.call("GET", messages).status == 200
    assert visitor.call("POST", "/contacts", {}).status == 200
    assert server.faults_left == 1
    assert visitor.call("POST", messages, {}).status == 503
    assert server.faults_left == 0


def test_faults_come_in_the_order_they_were_asked_for(server: Sandbox, visitor: Visitor) -> None:
    server.fail_next(status=503)
    server.fail_next(status=429)
    assert [visitor.call("GET", "").status for _ in range(3)] == [503, 429, 200]


def test_a_proxy_can_lose_the_answer_to_a_write_that_happened(server: Sandbox, visitor: Visitor) -> None:
    server.show_proxy_page_next(status=502, processed=True)
    answer = visitor.call("POST", "/contacts", {"source_id": "ada"})
    assert (answer.status, answer.headers["content-type"]) == (502, "text/html")
    assert answer.body.startswith(b"<html>")
    assert visitor.call("GET", "/contacts/ada").status == 200


@pytest.mark.parametrize(("processed", "status"), [(False, 404), (True, 200)])
def test_a_cut_connection_gives_no_answer(server: Sandbox, visitor: Visitor, processed: bool, status: int) -> None:
    server.cut_next(processed=processed)
    with pytest.raises(http.client.RemoteDisconnected):
        visitor.call("POST", "/contacts", {"source_id": "ada"})
    visitor.connection.close()
    assert visitor.call("GET", "/contacts/ada").status == status


def test_a_truncated_body_is_shorter_than_was_said(server: Sandbox, visitor: Visitor) -> None:
    server.truncate_next(missing=10)
    with pytest.raises(http.client.IncompleteRead) as caught:
        visitor.call("POST", "/contacts", {"source_id": "ada"})
    assert caught.value.expected == 10
    visitor.connection.close()
    assert visitor.call("GET", "/contacts/ada").status == 200


def test_a_delay_comes_after_the_work(server: Sandbox, visitor: Visitor) -> None:
    server.delay_next(seconds=0.3)
    began = time.monotonic()
    assert visitor.call("GET", "").status == 200
    assert 0.3 <= time.monotonic() - began < 5


def test_a_proxy_drops_headers_with_underscores(server: Sandbox, visitor: Visitor) -> None:
    server.drop_underscore_headers = True
    path, token = "/api/v1/profile", server.user_token
    assert visitor.call("GET", path, headers={"api_access_token": token}).status == 401
    assert "api_access_token" not in server.requests[-1].headers
    assert visitor.call("GET", path, headers={"Api-Access-Token": token}).status == 200


@pytest.mark.parametrize(
    "fault",
    [
        lambda server: server.fail_next(status=99),
        lambda server: server.fail_next(status=204, body="x"),
        lambda server: server.fail_next(status=503, times=0),
        lambda server: server.fail_next(status=503, retry_after=-1),
        lambda server: server.fail_next(status=503, content_type="text/html"),
        lambda server: server.delay_next(seconds=-1),
        lambda server: server.delay_next(seconds=1, times=0),
        lambda server: server.truncate_next(missing=0),
        lambda server: server.cut_next(processed=True, times=-1),
    ],
)
def test_a_fault_that_cannot_be_is_refused(server: Sandbox, fault: Callable[[Sandbox], None]) -> None:
    with pytest.raises(ValueError, match=r"\d|body"):
        fault(server)
    assert server.faults_left == 0
