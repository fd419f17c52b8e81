"""Faults like a real server's: what was asked for may be stored, and yet the answer is an error, or none."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import time
from typing import Any, Callable

import pytest
from office import PNG, Answer, Caller
from timing import wait_until

from chatwoot_client.sandbox import Sandbox
from chatwoot_client.sandbox.views.files import file_url


@pytest.fixture
def conversation(server: Sandbox, admin: Caller) -> int:
    contact = admin.post("/contacts", {"name": "Ada", "email": "ada@example.test"})["payload"]["contact"]["id"]
    return admin.post("/conversations", {"inbox_id": server.inbox.id, "contact_id": contact, "source_id": "ada"})["id"]


def texts(server: Sandbox, conversation: int) -> list[Any]:
    return [each.content for each in server.conversation(conversation).messages]


def public_message(server: Sandbox, admin: Caller, conversation: int, content: str) -> Answer:
    path = f"/public/api/v1/inboxes/{server.inbox.identifier}/contacts/ada/conversations/{conversation}/messages"
    return admin.ask("POST", path, {"content": content})


def test_without_redis_a_message_is_stored_and_yet_refused(server: Sandbox, admin: Caller, conversation: int) -> None:
    server.lose_redis_next(times=2)
    answer = admin.ask("POST", f"/conversations/{conversation}/messages", {"content": "from an agent"})
    assert answer.status == 422
    assert answer.json["error"].startswith("Connection refused - ")
    assert public_message(server, admin, conversation, "from a contact").status == 500
    assert texts(server, conversation) == ["from an agent", "from a contact"]
    assert admin.ask("POST", f"/conversations/{conversation}/messages", {"content": "after"}).status == 200


def test_without_redis_other_writes_are_stored_unless_their_jobs_come_first(
    server: Sandbox, admin: Caller, conversation: int
) -> None:
    server.lose_redis_next(times=4)
    assert admin.ask("POST", "/contacts", {"name": "Grace"}).status == 500
    assert admin.ask("POST", f"/conversations/{conversation}/labels", {"labels": ["vip"]}).status == 500
    assert admin.ask("POST", f"/conversations/{conversation}/toggle_status", {"status": "resolved"}).status == 500
    sent = {"inbox_id": server.inbox.id, "contact_id": 1, "source_id": "ada"}
    assert admin.ask("POST", "/conversations", sent).status == 500
    assert server.contact(2).name == "Grace"
    assert server.conversation(conversation).labels == ["vip"]
    assert server.conversation(conversation).status == "open"
    assert admin.get("/conversations/meta")["meta"]["all_count"] == 1


def test_reading_goes_on_without_redis(server: Sandbox, admin: Caller, conversation: int) -> None:
    server.lose_redis_next()
    assert admin.get(f"/conversations/{conversation}")["id"] == conversation
    assert server.faults_left == 1


def test_a_write_that_is_refused_anyway_is_refused_as_ever(server: Sandbox, admin: Caller, conversation: int) -> None:
    server.lose_redis_next()
    answer = admin.ask("POST", f"/conversations/{conversation}/messages", {"content": "x" * 150_001})
    assert answer.json == {"error": "Validation failed: Content is too long (maximum is 150000 characters)"}


def test_a_message_is_stored_though_its_file_is_lost(server: Sandbox, admin: Caller, conversation: int) -> None:
    path = f"/conversations/{conversation}/messages"
    server.lose_files_next()
    assert admin.ask("POST", path, {"content": "no file"}).status == 200
    form = (
        b'--x\r\nContent-Disposition: form-data; name="attachments[]"; filename="a.png"\r\n'
        b"Content-Type: image/png\r\n\r\n" + PNG + b"\r\n--x--\r\n"
    )
    answer = admin.ask("POST", path, form, "multipart/form-data; boundary=x")
    assert answer.status == 422
    assert answer.json["error"].startswith("Failed to open TCP connection to ")
    [attachment] = admin.get(path)["payload"][-1]["attachments"]
    assert attachment["file_size"] == len(PNG)
    assert _fetch(server, attachment["data_url"]).status == 404


def test_a_file_is_listed_before_it_is_stored(server: Sandbox, admin: Caller, conversation: int) -> None:
    path = f"/conversations/{conversation}/messages"
    server.delay_files_next(seconds=0.3)
    form = (
        b'--x\r\nContent-Disposition: form-data; name="attachments[]"; filename="a.png"\r\n'
        b"Content-Type: image/png\r\n\r\n" + PNG + b"\r\n--x--\r\n"
    )
    answer = admin.ask("POST", path, form, "multipart/form-data; boundary=x")
    assert answer.status == 200
    [attachment] = answer.json["attachments"]
    assert attachment["file_size"] == len(PNG)
    assert _fetch(server, attachment["data_url"]).status == 404
    time.sleep(0.4)
    assert _fetch(server, attachment["data_url"]).body == PNG


def test_the_address_that_a_file_leads_to_lasts_for_a_while_and_can_not_be_made_up(
    server: Sandbox, conversation: int
) -> None:
    message = server.reply(conversation, "Here", attachments=[("a.txt", b"text")])
    url = file_url(message.attachments[0], server.url)
    address = _asked(server, url).headers["location"]
    answer = _asked(server, address)
    assert (answer.status, answer.body) == (200, b"text")
    assert answer.headers["content-disposition"].startswith("attachment; ")
    start, _, name = address.rpartition("/")
    for made_up in (start[:-1], start[:-1] + chr(ord(start[-1]) ^ 1), start.rpartition("-")[0]):
        assert _asked(server, f"{made_up}/{name}").status == 404
    server.seconds_of_file_addresses = -1.0
    assert _fetch(server, url).status == 404
    assert _asked(server, address).status == 200
    server.seconds_of_file_addresses = 300.0
    assert _fetch(server, url).status == 200


def _asked(server: Sandbox, url: str) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", url.removeprefix(server.url))
        answer: Any = connection.getresponse()
        answer.body = answer.read()
        return answer


def _fetch(server: Sandbox, url: str) -> Any:
    """The answer that a file's address leads to."""
    return _asked(server, _asked(server, url).headers["location"])


@pytest.mark.parametrize(
    ("fault", "status", "kept"),
    [
        ({}, 500, ["hello"]),
        ({"canceled": True}, 422, ["hello"]),
        ({"stored": False}, 500, []),
        ({"stored": False, "canceled": True}, 422, []),
    ],
)
def test_a_lock_ends_a_write_after_its_time(
    server: Sandbox, admin: Caller, conversation: int, fault: dict[str, Any], status: int, kept: list[str]
) -> None:
    server.lock_database_next(seconds=0.2, **fault)
    began = time.monotonic()
    answer = admin.ask("POST", f"/conversations/{conversation}/messages", {"content": "hello"})
    assert time.monotonic() - began >= 0.2
    assert answer.status == status
    assert status == 500 or answer.json["error"].startswith("PG::QueryCanceled: ")
    assert texts(server, conversation) == kept


def test_a_lock_makes_the_public_api_fail_with_500_either_way(
    server: Sandbox, admin: Caller, conversation: int
) -> None:
    server.lock_database_next(seconds=0, canceled=True)
    assert public_message(server, admin, conversation, "hello").status == 500
    assert texts(server, conversation) == ["hello"]


def _sent(server: Sandbox, conversation: int, content: str) -> socket.socket:
    """A connection on which a message was sent, and nothing was read yet."""
    body = json.dumps({"content": content}).encode()
    path = f"/api/v1/accounts/1/conversations/{conversation}/messages"
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\napi_access_token: {server.user_token}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    connection.sendall(head.encode() + body)
    return connection


def test_a_server_that_restarts_takes_the_connection_and_says_nothing(server: Sandbox, conversation: int) -> None:
    server.restart_next(seconds=1.5)
    with _sent(server, conversation, "hello") as connection:
        connection.settimeout(0.1)
        with pytest.raises(socket.timeout):
            connection.recv(1)
        connection.settimeout(10)
        assert connection.recv(1) == b""
    assert texts(server, conversation) == []


def test_a_silent_connection_ends_when_its_client_gives_up(server: Sandbox, conversation: int) -> None:
    server.restart_next()
    _sent(server, conversation, "hello").close()
    wait_until(lambda: server.faults_left == 0)
    began = time.monotonic()
    server.close()
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("leave", [socket.socket.close, lambda connection: connection.shutdown(socket.SHUT_WR)])
def test_a_request_is_dropped_when_its_sender_has_gone_before_its_turn(
    server: Sandbox, conversation: int, leave: Callable[[socket.socket], None]
) -> None:
    server.queue_next(seconds=1.0)
    connection = _sent(server, conversation, "hello")
    leave(connection)
    wait_until(lambda: server.faults_left == 0)
    # Nothing tells of a dropped request but that nothing comes of it.
    time.sleep(1.5)
    assert texts(server, conversation) == []
    connection.close()


def test_a_request_that_was_begun_with_is_done_though_its_sender_has_gone(server: Sandbox, conversation: int) -> None:
    server.work_long_next(seconds=0.4)
    _sent(server, conversation, "hello").close()
    wait_until(lambda: server.faults_left == 0)
    assert texts(server, conversation) == []
    wait_until(lambda: texts(server, conversation) == ["hello"])


def test_a_request_that_waits_its_turn_is_served_while_its_sender_is_there(server: Sandbox, conversation: int) -> None:
    server.queue_next(seconds=0.2)
    with _sent(server, conversation, "hello") as connection:
        assert connection.recv(12) == b"HTTP/1.1 200"
    assert texts(server, conversation) == ["hello"]


@pytest.mark.parametrize(
    "fault",
    [
        lambda server: server.lose_redis_next(times=0),
        lambda server: server.lose_files_next(times=-1),
        lambda server: server.lock_database_next(seconds=-1),
        lambda server: server.queue_next(seconds=float("nan")),
        lambda server: server.restart_next(seconds=-1),
    ],
)
def test_a_fault_that_cannot_be_is_refused(server: Sandbox, fault: Callable[[Sandbox], None]) -> None:
    with pytest.raises(ValueError, match=r"seconds|times"):
        fault(server)
    assert server.faults_left == 0
