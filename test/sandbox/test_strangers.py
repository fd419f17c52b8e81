"""Whatever a client sends gets an answer: no closed connection, no mistake of the sandbox's own."""

from __future__ import annotations

import http.client
import json
import random
import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from chatwoot_client.sandbox import Sandbox
from chatwoot_client.sandbox.records.base import words
from chatwoot_client.sandbox.routes import OPERATIONS

ROUTES = sorted(
    {
        (method, str(rule.rule), operations.api)
        for operations in OPERATIONS
        for rule in operations.rules()
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS")
    }
)
STRANGE: list[Any] = [
    None, True, False, 0, 1, -1, 1.5, 2**70, "", " ", "x", "0", "\0", "é" * 300, "%", "2026-01-01", "a@b.test",
    "https://a.test", [], [None], [[]], [1, "x"], ["x"], {}, {"id": 1}, {"a": {"b": [{}]}}, [{"a": 1}],
]  # fmt: skip
NAMES = words("""
    action_name actions active agent agent_bot agent_bot_id article assignee_id assignee_type
    associated_article_id attachment attachments attribute_display_name attribute_display_type attribute_key
    attribute_model attribute_values author_id auto_assignment_config auto_offline availability avatar
    base_contact_id bcc_emails before blocked business_hours campaign category category_id cc_emails channel
    color conditions config contact_id content content_attributes content_type conversation_ids
    conversation_type csat_config custom_attribute_definition custom_attributes custom_filter custom_role
    description display_id domain draft_message echo_id email emails event_name features fields filter_type
    group_by hook id identifier identifier_hash ids in_reply_to inbox_id inbox_ids include_contact_inboxes
    interval items label labels limits locale macro max_assignment_limit mergee_contact_id message message_type
    metric mobile name note notification_settings out_of_office_message page password payload permissions
    phone_number portal position pre_chat_form_options priority private profile pubsub_token q query
    query_operator rating role search selected_feature_flags sender_id sender_type settings short_code since
    slug snoozed_until sort sort_by source_id status submitted_values subscription_attributes subscription_type
    subscriptions support_email team team_id team_ids template_params timezone timezone_offset title type
    typing_status ui_settings until updated_within url user_id user_ids values visibility webhook website_url
    working_hours
""")


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    with Sandbox(messages_per_minute=None) as server:
        yield server


class Stranger:
    """Sends what nobody should, on one connection that has to stay open."""

    def __init__(self, server: Sandbox) -> None:
        self.server = server
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        self.connection.connect()
        self.socket = self.connection.sock
        self.records = server.snapshot()

    def ask(
        self, method: str, path: str, body: bytes | None, api: str, content_type: str = "application/json"
    ) -> tuple[int, bytes]:
        token = self.server.platform_token if api == "platform" else self.server.user_token
        headers = {"api_access_token": token, "Content-Type": content_type, "Accept": "application/json"}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        answer = (response.status, response.read())
        assert self.connection.sock is self.socket, (method, path, body)
        return answer


@pytest.fixture
def stranger(server: Sandbox) -> Iterator[Stranger]:
    stranger = Stranger(server)
    yield stranger
    stranger.connection.close()
    server.restore(stranger.records)


def filled(rule: str, server: Sandbox, dice: random.Random) -> str:
    """A path with something in its places; mostly what is there."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1).rpartition(":")[2]
        if name == "account_id":
            return "1"
        if name == "inbox_identifier":
            return server.inbox.identifier
        return dice.choice(["1", "1", "1", "1", "2", "0", "x", "%00", "99999999999999999999", "ada"])

    return re.sub(r"<([^>]+)>", value, rule)


def nonsense(dice: random.Random) -> Any:
    body = {name: dice.choice(STRANGE) for name in dice.sample(NAMES, dice.choice([3, 12, len(NAMES)]))}
    if dice.random() < 0.4:
        # Nested under the names of resources, too.
        inner = dict(body)
        body.update(dict.fromkeys(("agent", "team", "label", "webhook", "profile", "note", "channel", "portal"), inner))
    return body


@pytest.mark.parametrize("seed", range(3))
def test_nonsense_is_answered_by_every_operation(server: Sandbox, stranger: Stranger, seed: int) -> None:
    dice = random.Random(seed)
    for method, rule, api in ROUTES:
        path = filled(rule, server, dice)
        body = None if dice.random() < 0.1 else json.dumps(nonsense(dice)).encode()
        status, answer = stranger.ask(method, path, body, api)
        assert b"The sandbox itself failed" not in answer, (method, path, body, answer)
        assert 200 <= status < 600


@pytest.mark.parametrize("value", STRANGE, ids=repr)
def test_every_field_of_every_operation_takes_any_kind_of_value(
    server: Sandbox, stranger: Stranger, value: Any
) -> None:
    dice = random.Random(repr(value))
    fields: dict[str, Any] = dict.fromkeys(NAMES, value)
    body = json.dumps(fields).encode()
    for method, rule, api in ROUTES:
        _, answer = stranger.ask(method, filled(rule, server, dice), body, api)
        assert b"The sandbox itself failed" not in answer, (method, rule, body, answer)


BROKEN = (
    b"{", b"}", b'{"a":', b"\xff\xfe", b'"\xed\xa0\x80"', b'{"a": "\\ud800"}', b'{"name": 1e999}', b"[" * 5_000, b"nul",
    b'{"a":1}/*', b"/**/", b"//", b"\0", b"{'a': 1}", b'{"a": NaN}',
)  # fmt: skip
TYPES = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "",
    "%",
    "application/json; charset=nope",
)


@pytest.mark.parametrize("content_type", TYPES)
def test_a_broken_body_is_answered(server: Sandbox, stranger: Stranger, content_type: str) -> None:
    paths = (
        ("POST", "/api/v1/accounts/1/labels", "application"),
        ("POST", "/api/v1/accounts/1/contacts/filter", "application"),
    )
    for method, path, api in paths:
        for body in BROKEN:
            status, answer = stranger.ask(method, path, body, api, content_type)
            assert b"The sandbox itself failed" not in answer, (path, body, answer)
            assert status in (200, 400, 422, 500), (path, body, answer)


def test_a_number_that_is_none_of_json_breaks_the_server(stranger: Stranger) -> None:
    status, _ = stranger.ask(
        "POST", "/api/v1/accounts/1/contacts", b'{"custom_attributes": {"a": 1e999}}', "application"
    )
    assert status == 500


def raw(server: Sandbox, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while True:
            piece = connection.recv(65_536)
            if not piece:
                return received
            received += piece


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /health?" + b"a" * 11_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", 431),
        (b"GET /health HTTP/9.9.9\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"POST /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /health HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400),
        (b"GET /health\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    ],
)
def test_what_is_hardly_http_is_refused_with_a_status(server: Sandbox, data: bytes, status: int) -> None:
    assert raw(server, data).startswith(f"HTTP/1.1 {status} ".encode())


@pytest.mark.parametrize(
    "host", ["evil.test", "evil.test:3000", "localhost.evil.test", "127.0.0.1.evil.test", "192.0.2.1"]
)
def test_a_name_that_is_not_this_machine_s_is_refused(server: Sandbox, host: str) -> None:
    answer = raw(server, f"GET /health HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert b"allowed_hosts" in answer


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:1", "app.localhost", "127.0.0.1:9", "127.8.8.8", "[::1]:3000"]
)
def test_names_of_loopback_are_this_machine_s(server: Sandbox, host: str) -> None:
    assert raw(server, f"GET /health HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()).startswith(b"HTTP/1.1 200 ")


def test_another_name_is_let_in_where_that_is_said() -> None:
    with Sandbox(allowed_hosts=["chatwoot.test"]) as server:
        for host, status in (("Chatwoot.test:80", b"200"), ("other.test", b"403")):
            assert raw(server, f"GET /health HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())[9:12] == status
