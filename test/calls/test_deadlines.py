"""How long a call may take as a whole, and what a file adds to it."""

from __future__ import annotations

import io
import time

import pytest
from servers import HANG, ScriptedServer, Unread, json_answer, pause
from timing import SLACK

from chatwoot_client import ApiClient, ApiTimeoutException, Configuration, MessagesApi, MessagesAPIApi

#: For each of these bytes, a call gets a second more.
SIZE = 64 * 1024


def send(client: ApiClient, *attachments, **options):
    return MessagesAPIApi(client).create_a_message({"attachments": attachments}, "inbox", "contact", 1, **options)


def seconds_until_given_up(call, **settings):
    """How long a call takes to end that nobody answers."""
    configuration = {"retries": 0, "timeout": 60, **settings}
    with ScriptedServer([HANG]) as server, ApiClient(Configuration(server.url, **configuration)) as client:
        began = time.monotonic()
        with pytest.raises(ApiTimeoutException):
            call(client)
        return time.monotonic() - began


def test_a_call_that_sends_a_file_has_a_second_more_for_every_64_kb_of_it():
    seconds = seconds_until_given_up(lambda client: send(client, ("a.bin", bytes(4 * SIZE))), deadline=0.2)
    # The form around the file makes no difference of note; two seconds for every 64 kB would.
    assert 4.2 <= seconds < 4.2 + SLACK


def test_all_files_of_a_call_count_whatever_they_are_given_as(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(SIZE))
    opened = io.BytesIO(bytes(SIZE))
    seconds = seconds_until_given_up(lambda client: send(client, path, ("b.bin", opened)), deadline=0.2)
    assert 2.2 <= seconds < 2.2 + SLACK


def test_a_file_has_its_time_on_the_application_api_too():
    def call(client):
        body = {"attachments": [("a.bin", bytes(SIZE))]}
        MessagesApi(client).create_a_new_message_in_a_conversation(body, 1, 1)

    assert 1.2 <= seconds_until_given_up(call, deadline=0.2) < 1.2 + SLACK


def test_an_upload_that_a_server_takes_slowly_arrives_where_a_call_without_a_file_is_given_up():
    def slowly(connection):
        for _ in range(10):
            connection.wait(0.15)
            connection.read(SIZE * 4 // 10)
        connection.sock.sendall(json_answer({"id": 1}))

    settings = {"retries": 0, "deadline": 0.5}
    with ScriptedServer([Unread(slowly)]) as server, ApiClient(Configuration(server.url, **settings)) as client:
        assert send(client, ("a.bin", bytes(4 * SIZE))).id == 1
    late = (pause(1.5), json_answer({"id": 1}))
    with ScriptedServer([late]) as server, ApiClient(Configuration(server.url, **settings)) as client:  # noqa: SIM117
        with pytest.raises(ApiTimeoutException):
            send(client)


def test_a_deadline_that_a_call_asks_for_is_the_whole_of_it():
    seconds = seconds_until_given_up(lambda client: send(client, ("a.bin", bytes(10 * SIZE)), _deadline=0.3))
    assert 0.3 <= seconds < 0.3 + SLACK


def test_without_a_deadline_a_file_brings_none():
    late = (pause(0.5), json_answer({"id": 1}))
    with ScriptedServer([late]) as server, ApiClient(Configuration(server.url, deadline=None)) as client:
        assert send(client, ("a.bin", b"x")).id == 1
