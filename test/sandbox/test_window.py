"""The sandbox's window: who may reach it, what it shows of what passes, and what it hides."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
import zipapp
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Callable, NamedTuple
from urllib.parse import quote, urlencode

import pytest
import window_operations
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from werkzeug.datastructures import Headers

import chatwoot_client
from chatwoot_client import contract
from chatwoot_client.doctor.__main__ import main as doctor
from chatwoot_client.events import ConversationCreated, Receiver
from chatwoot_client.sandbox import Request, Sandbox
from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.window import operations
from chatwoot_client.sandbox.window.entries import FrameEntry, RequestEntry
from chatwoot_client.sandbox.window.hiding import Hider, is_secret
from chatwoot_client.sandbox.window.log import Log
from chatwoot_client.sandbox.window.snippets import Snippets


@pytest.fixture
def server() -> Iterator[Sandbox]:
    with Sandbox(window=True) as sandbox:
        yield sandbox


@pytest.fixture
def client(server: Sandbox) -> Iterator[chatwoot_client.ApiClient]:
    tokens = {"userApiKey": server.user_token, "platformAppApiKey": server.platform_token}
    with chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url, api_key=tokens, retries=0)) as made:
        yield made


class Browser:
    """Asks the window as a page in a browser does."""

    def __init__(self, server: Sandbox) -> None:
        self.host = f"127.0.0.1:{server.port}"
        self._port = server.port

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str | None] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        wanted = {"Host": self.host, "Content-Type": "application/json", **(headers or {})}
        if method != "GET":
            wanted.setdefault("Origin", f"http://{self.host}")
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host=True)
            data = b"" if body is None else json.dumps(body).encode()
            for name, value in wanted.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.putheader("Content-Length", str(len(data)))
            connection.endheaders(data)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def json(self, method: str, path: str, body: Any = None) -> Any:
        status, _, told = self.ask(method, f"/sandbox/{path}", body)
        assert status == 200, told
        return json.loads(told)

    def entries(self) -> list[dict[str, Any]]:
        """All that is logged, each whole."""
        return [self.json("GET", f"log/{line['id']}") for line in self.json("GET", "log")]


@pytest.fixture
def browser(server: Sandbox) -> Browser:
    return Browser(server)


def begin(client: chatwoot_client.ApiClient, server: Sandbox) -> tuple[str, str, int]:
    """A conversation, by what its customer knows it by."""
    inbox = server.inbox.identifier
    contact = chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": "Ada"}, inbox)
    conversation = chatwoot_client.ConversationsAPIApi(client).create_a_conversation({}, inbox, contact.source_id)
    return inbox, contact.source_id, conversation.id


# Where its files are


def test_it_is_served_from_a_zip_too(tmp_path: Path) -> None:
    packed = tmp_path / "sandbox.pyz"
    package = Path(chatwoot_client.__file__).parent
    main = "chatwoot_client.sandbox.__main__:main"
    zipapp.create_archive(package.parent, packed, main=main, filter=lambda path: path.parts[0] == package.name)
    command = [sys.executable, str(packed), "--port", "0", "--window"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            url = next(line.split()[1] for line in program.stdout if line.startswith("Window: "))
            for name, kind in (("", "text/html"), ("main.js", "text/javascript")):
                with urllib.request.urlopen(url + name, timeout=20) as answer:
                    assert answer.headers["Content-Type"].startswith(kind)
            with urllib.request.urlopen(url.replace("/sandbox/", "/api"), timeout=20) as answer:
                assert answer.status == 200
            with urllib.request.urlopen(url + "log/1", timeout=20) as answer:
                assert "chatwoot_client" in json.load(answer)["python"]
        finally:
            program.terminate()


# Who may reach it


def test_a_sandbox_has_no_window_unless_asked_for_one(chatwoot_sandbox: Sandbox) -> None:
    assert Browser(chatwoot_sandbox).ask("GET", "/sandbox/")[0] == 404
    with pytest.raises(RuntimeError, match="window=True"):
        _ = chatwoot_sandbox.window_url


def test_a_window_is_on_this_machine_only() -> None:
    with pytest.raises(ValueError, match="this machine only"):
        Sandbox(host="0.0.0.0", window=True)


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test", "localhost.evil.test:80", "[", "", None])
def test_a_name_that_is_not_the_loopbacks_reaches_nothing_of_it(browser: Browser, host: str | None) -> None:
    for path in ("/sandbox/", "/sandbox/state", "/sandbox/main.js"):
        assert browser.ask("GET", path, headers={"Host": host})[0] == 403


def test_a_name_that_the_sandbox_is_let_be_called_by_is_none_of_the_windows() -> None:
    with Sandbox(window=True, allowed_hosts=["chatwoot.test"]) as server:
        browser = Browser(server)
        named = {"Host": "chatwoot.test"}
        assert browser.ask("GET", "/api", headers=named)[0] == 200
        assert browser.ask("GET", "/sandbox/state", headers=named)[0] == 403
        assert browser.ask("GET", "/sandbox/state", headers={"Host": f"localhost:{server.port}"})[0] == 200


@pytest.mark.parametrize("origin", ["http://evil.test", "null", "http://127.0.0.1:1", "https://127.0.0.1", None])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "switches", {"name": "error", "on": True}),
        ("DELETE", "log", None),
        ("POST", "chatwoot/api/v1/accounts/1/labels", {"title": "forged"}),
        ("PATCH", "chatwoot/api/v1/accounts/1", {"name": "forged"}),
    ],
)
def test_another_pages_requests_change_nothing(
    server: Sandbox, browser: Browser, origin: str | None, method: str, path: str, body: Any
) -> None:
    status, _, told = browser.ask(method, f"/sandbox/{path}", body, {"Origin": origin})
    assert status == 403
    assert b"error" in told
    assert not any(browser.json("GET", "switches").values())
    assert browser.json("GET", "chatwoot/api/v1/accounts/1/labels")["payload"] == []


def test_another_page_may_lead_to_the_window_and_read_nothing_of_it(browser: Browser) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert browser.ask("GET", "/sandbox/", headers=elsewhere)[0] == 200
    for path in ("state", "program", "log", "chatwoot/api/v1/accounts/1/conversations"):
        assert browser.ask("GET", f"/sandbox/{path}", headers=elsewhere)[0] == 403


@pytest.mark.parametrize("origin", [None, "http://evil.test"])
def test_another_page_does_not_hear_what_happens(server: Sandbox, origin: Any) -> None:
    address = server.window_url.replace("http", "ws") + "cable"
    with pytest.raises(InvalidStatus, match="403"), connect(address, origin=origin):
        pass


def test_what_the_window_serves_is_shut_in(browser: Browser) -> None:
    for path in ("", "main.js", "style.css", "state", "nothing"):
        _, headers, _ = browser.ask("GET", f"/sandbox/{path}")
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["../window.py", "..%2fwindow.py", "%2e%2e/window.py", "/etc/passwd", "page/index.html", "__init__.py", "."]
)
def test_nothing_but_the_pages_own_files_is_served(browser: Browser, path: str) -> None:
    assert browser.ask("GET", f"/sandbox/{path}")[0] == 404


@pytest.mark.parametrize(("name", "kind"), [("a.svg", "image/svg+xml"), ("a.html", "text/html"), ("a.xml", "text/xml")])
def test_a_customers_file_runs_nothing_wherever_it_is_opened(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser, name: str, kind: str
) -> None:
    here = begin(client, server)
    script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    sent = chatwoot_client.MessagesAPIApi(client).create_a_message({"attachments": [(name, script, kind)]}, *here)
    path = sent.attachments[0].data_url[len(server.url) :]
    _, headers, data = browser.ask("GET", f"/sandbox/chatwoot{path}")
    assert data == script
    assert "sandbox" in headers["content-security-policy"]
    assert headers["content-disposition"].startswith("attachment")
    _, headers, _ = browser.ask("GET", path)
    _, headers, data = browser.ask("GET", headers["location"][len(server.url) :])
    assert (headers["content-security-policy"], data) == ("sandbox", script)


# What passes


def test_a_programs_requests_are_shown_as_they_were_and_the_pages_own_are_not(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser
) -> None:
    begin(client, server)
    server.fail_next(status=503, method="GET")
    with pytest.raises(chatwoot_client.ApiException):
        chatwoot_client.LabelsApi(client).list_all_labels(1)
    server.fail_next(status=500)
    assert browser.json("GET", "chatwoot/api/v1/accounts/1/conversations")["data"]["meta"]["all_count"] == 1
    assert server.faults_left == 1
    lines = browser.json("GET", "log")
    assert [(line["method"], line["status"]) for line in lines] == [("POST", 200), ("POST", 200), ("GET", 503)]
    assert [line["kind"] for line in lines] == ["request"] * 3
    assert lines[2]["note"] == "nothing done"
    assert [request.method for request in server.requests] == ["POST", "POST", "GET"]
    whole = browser.json("GET", f"log/{lines[0]['id']}")
    assert json.loads(whole["parts"][0]["body"]) == {"name": "Ada"}
    assert json.loads(whole["parts"][1]["body"])["name"] == "Ada"


def test_a_connection_that_was_cut_shows_no_status(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser
) -> None:
    server.cut_next(processed=True)
    with pytest.raises(chatwoot_client.ApiException):
        chatwoot_client.ContactsAPIApi(client).create_a_contact({}, server.inbox.identifier)
    (line,) = browser.json("GET", "log")
    assert (line["status"], line["note"]) == (None, "cut after storing")


@pytest.mark.parametrize(
    ("fault", "note"),
    [
        (lambda server: server.fail_next(status=500), "nothing done"),
        (lambda server: server.fail_next(status=500, processed=True), "done all the same"),
        (lambda server: server.delay_next(seconds=0.01), "0.01 s late"),
        (lambda server: server.cut_next(processed=False), "cut before anything was done"),
        (lambda server: server.truncate_next(), "the body was cut short"),
        (lambda server: server.lose_redis_next(), "broke on the way"),
        (lambda server: server.race_next(), "at the same time as others"),
        (lambda server: server.queue_next(seconds=0.01), "0.01 s in line"),
        (lambda server: server.work_long_next(seconds=0.01), "0.01 s worked on"),
    ],
)
def test_what_went_wrong_on_purpose_is_told(
    client: chatwoot_client.ApiClient,
    server: Sandbox,
    browser: Browser,
    fault: Callable[[Sandbox], None],
    note: str,
) -> None:
    fault(server)
    with contextlib.suppress(chatwoot_client.ApiException):
        chatwoot_client.ContactsAPIApi(client).create_a_contact({}, server.inbox.identifier)
    (line,) = browser.json("GET", "log")
    assert line["note"] == note


def test_no_secret_is_shown(client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser) -> None:
    bot = server.create_agent_bot("Robin")
    account = server.account_id
    chatwoot_client.ProfileApi(client).fetch_profile()
    chatwoot_client.AccountAgentBotsApi(client).list_all_account_agent_bots(account)
    user = chatwoot_client.UsersApi(client).create_a_user(
        {"name": "Ada", "email": "ada@example.com", "password": "Tr0ub4dor&3-horse"}
    )
    inbox, source, _ = begin(client, server)
    contact = chatwoot_client.ContactsAPIApi(client).get_details_of_a_contact(inbox, source)
    client.request("GET", "/api", query={"token": "in the query 12345", "note": bot.access_token})
    with connect(server.url.replace("http", "ws") + "/cable") as socket:
        named = json.dumps({"channel": "RoomChannel", "pubsub_token": contact.pubsub_token})
        socket.send(json.dumps({"command": "subscribe", "identifier": named}))
        while json.loads(socket.recv(10)).get("type") != "confirm_subscription":
            pass
    shown = json.dumps(browser.entries()) + json.dumps(browser.json("GET", "log"))
    secrets = [server.user_token, server.platform_token, bot.access_token, bot.secret, contact.pubsub_token]
    for secret in [*secrets, user.access_token, "Tr0ub4dor&3-horse", "in the query 12345", "in%20the%20query"]:
        assert secret not in shown
    assert "ada@example.com" in shown
    assert source in shown


@pytest.mark.parametrize(
    "name",
    ["api_access_token", "Api-Access-Token", "X-Auth-Token", "verify_token", "X-Api-Key", "apiKey", "Set-Cookie"],
)
def test_what_is_called_a_secret_is_one(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize("name", ["token_count", "message_signature", "client_id", "content", "inbox_identifier"])
def test_what_is_not_called_a_secret_is_shown(name: str) -> None:
    assert not is_secret(name)


def test_a_secret_is_known_by_its_name_at_any_depth_and_by_its_value_elsewhere() -> None:
    hider = Hider()
    inner = json.dumps({"pubsub_token": "abcdefghij"})
    assert hider.value({"a": [{"secret": "s3cret-value"}], "identifier": inner, "token_count": 3}) == {
        "a": [{"secret": "•••"}],
        "identifier": '{"pubsub_token": "•••"}',
        "token_count": 3,
    }
    assert hider.text("see s3cret-value and abcdefghij") == "see ••• and •••"
    assert hider.query("a=1&access_token=xyz&b") == "a=1&access_token=•••&b"
    listed = {"settings": {"credentials": {"id": "canary"}}, "told": '[{"passphrase": "canary"}]'}
    assert "canary" not in str(Hider().value(listed))
    assert hider.query("channel[hmac_token]=canary&tokens[]=canary") == "channel[hmac_token]=•••&tokens[]=•••"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'{"password": "canary-word",}', "application/json"),
        (b"password=canary-word&a=1", "text/plain"),
        (b"Api-Key: canary-word", ""),
        (b'{"url": "https://ada:canary-word@example.com/?token=canary-word"}', "application/json"),
        (b'{"password": "canary-\\"word\\\\", "note": "it is canary-\\"word\\\\"}', "application/json"),
    ],
    ids=["no JSON", "no form", "neither", "an address", "with a quotation mark"],
)
def test_a_secret_is_hidden_in_whatever_form_it_comes(
    body: bytes, content_type: str, server: Sandbox, browser: Browser
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        connection.request("POST", "/api/v1/accounts/1/webhooks", body, headers)
        connection.getresponse().read()
    assert "canary" not in json.dumps(browser.entries())


@pytest.mark.parametrize("piece", ["a", "a ", "a:", 'a:"', "a='", "://a", "[", "a]", " "])
def test_a_long_text_is_looked_through_at_once(piece: str) -> None:
    hider = Hider(["canary-word"])
    began = time.monotonic()
    hider.text(hider.loose(piece * 300_000))
    assert time.monotonic() - began < 5.0


@pytest.mark.parametrize("secret", ['", "ms": 1, "x": "', '"headers"'])
def test_a_secret_that_looks_like_the_logs_own_words_leaves_them_as_they_are(
    secret: str, server: Sandbox, browser: Browser
) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        connection.request("POST", "/x", json.dumps({"password": secret}), {"Content-Type": "application/json"})
        connection.getresponse().read()
    (entry,) = browser.entries()
    assert [sorted(part) for part in entry["parts"]] == [["body", "headers", "title"]] * 2


class Received(NamedTuple):
    """What came to a program's address."""

    url: str
    deliveries: list[tuple[bytes, dict[str, str]]]


@pytest.fixture
def receiver() -> Iterator[Received]:
    deliveries: list[tuple[bytes, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            deliveries.append((self.rfile.read(int(self.headers["content-length"])), dict(self.headers)))
            self.send_response(200)
            self.send_header("content-length", "6")
            self.end_headers()
            self.wfile.write(b"thanks")

        def log_message(self, *args: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as web:
        thread = threading.Thread(target=web.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield Received(f"http://user:hidden-login@127.0.0.1:{web.server_port}/hook?access_token=hidden1", deliveries)
        web.shutdown()
        thread.join()


def test_a_delivery_is_shown_with_its_answer(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser, receiver: Received
) -> None:
    server.inbox.channel["webhook_url"] = receiver.url
    begin(client, server)
    assert server.wait_for_deliveries()
    (entry,) = [each for each in browser.entries() if each["kind"] == "delivery"]
    assert entry["what"].startswith("conversation_created → http://127.0.0.1:")
    assert entry["status"] == 200
    sent, answered = entry["parts"]
    assert json.loads(sent["body"])["event"] == "conversation_created"
    assert "X-Chatwoot-Signature" in dict(sent["headers"])
    assert answered["body"] == "thanks"
    assert not re.search("hidden-login|hidden1", json.dumps(entry))


def test_the_settings_of_a_program_are_those_that_the_doctor_takes(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in browser.json("GET", "program").items():
        monkeypatch.setenv(name, value)
    doctor(["--json"])
    codes = {finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert {"token-user", "inbox"} <= codes
    assert not {"inbox-not-named", "account-unknown"} & codes


def test_a_delivery_is_made_again_by_what_is_shown_and_counts_as_the_repeat_that_it_is(
    client: chatwoot_client.ApiClient,
    server: Sandbox,
    browser: Browser,
    receiver: Received,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.inbox.channel["webhook_url"] = receiver.url
    begin(client, server)
    assert server.wait_for_deliveries()
    (entry,) = [each for each in browser.entries() if each["kind"] == "delivery"]
    monkeypatch.setenv("CHATWOOT_WEBHOOK_SECRET", server.inbox.channel["secret"])
    exec(compile(entry["python"], "shown", "exec"), {"print": lambda *_: None})
    told = []
    events = Receiver([server.inbox.channel["secret"]])
    events.on(ConversationCreated)(told.append)
    for body, headers in receiver.deliveries:
        assert events.handle(body, headers).status == 200
    events.close()
    assert len(receiver.deliveries) == 2
    assert len(told) == 1
    assert entry["curl"].startswith("# ")
    assert "curl -X POST" in entry["curl"]


def test_a_delivery_that_nobody_takes_says_why(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser
) -> None:
    server.inbox.channel["webhook_url"] = "https://example.com/hook"
    begin(client, server)
    assert server.wait_for_deliveries()
    (entry,) = [each for each in browser.entries() if each["kind"] == "delivery"]
    assert entry["status"] is None
    assert "isn't this machine" in entry["note"]


def test_each_frame_of_a_programs_connection_is_shown(server: Sandbox, browser: Browser) -> None:
    server.cable.deaf = True
    with connect(server.url.replace("http", "ws") + "/cable") as socket:
        assert json.loads(socket.recv(10)) == {"type": "welcome"}
        socket.send(json.dumps({"command": "subscribe", "identifier": "{}"}))
        socket.send("no JSON")
        socket.close()
    frames = [line["what"].partition(" · ")[0] for line in browser.json("GET", "log") if line["kind"] == "frame"]
    assert frames == ["welcome", "subscribe", "no JSON"]


def test_the_page_hears_what_happens_as_it_does_even_while_programs_hear_nothing(
    client: chatwoot_client.ApiClient, server: Sandbox
) -> None:
    server.cable.deaf = True
    origin: Any = server.url
    with connect(server.window_url.replace("http", "ws") + "cable", origin=origin) as socket:
        socket.send(json.dumps({"command": "subscribe", "identifier": json.dumps({"channel": "RoomChannel"})}))
        while json.loads(socket.recv(10)).get("type") != "confirm_subscription":
            pass
        begin(client, server)
        heard: list[str] = []
        while heard.count("window.passed") < 2:
            frame = json.loads(socket.recv(10))
            if "message" in frame and "identifier" in frame:
                heard.append(frame["message"]["event"])
    assert "conversation.created" in heard


def test_a_sandbox_that_begins_anew_shows_nothing_of_before(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser
) -> None:
    begin(client, server)
    browser.json("POST", "switches", {"name": "error", "on": True})
    server.reset()
    assert browser.json("GET", "log") == []
    assert not any(browser.json("GET", "switches").values())
    begin(client, server)
    assert len(browser.json("GET", "log")) == 2


def test_the_log_keeps_the_latest_and_says_when_one_is_gone(server: Sandbox, browser: Browser) -> None:
    for _ in range(3):
        browser.ask("GET", "/api")
    first = browser.json("GET", "log")[0]["id"]
    assert browser.json("DELETE", "log") == {}
    assert browser.ask("GET", f"/sandbox/log/{first}")[0] == 404
    assert browser.ask("GET", "/sandbox/log/x")[0] == 404


def test_pings_do_not_push_out_what_a_program_did() -> None:
    log = Log(lambda line: None)
    entries = [FrameEntry(0.0, 1, False, '{"command":"subscribe"}')]
    entries += [FrameEntry(0.0, 1, True, '{"type":"ping","message":1}')] * 5_000
    for entry in entries:
        log.add(entry)
    kept = [line["what"].partition(" ")[0] for line in log.lines()]
    assert kept == ["subscribe"] + ["ping"] * 100


def test_the_log_does_not_grow_for_ever() -> None:
    log = Log(lambda line: None)
    for number in range(2_100):
        log.add(FrameEntry(0.0, number, True, "{}"))
    assert [line["id"] for line in log.lines()] == list(range(101, 2_101))
    for _ in range(3):
        log.add(FrameEntry(0.0, 1, True, "x" * 40_000_000))
    assert len(log.lines()) == 1
    asked = Request("GET", "/", "", Headers({"X-Long": "x" * 40_000_000}), b"")
    for _ in range(3):
        log.add(RequestEntry(0.0, 0.0, asked, "/", Answer(200), None))
    assert len(log.lines()) == 1


def test_a_body_that_is_nested_without_end_is_shown_all_the_same(server: Sandbox, browser: Browser) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    body = "[" * 100_000
    connection.request("POST", "/public/api/v1/inboxes/x/contacts", body, {"Content-Type": "application/json"})
    connection.getresponse().read()
    connection.close()
    (entry,) = browser.entries()
    assert entry["parts"][0]["body"] == body
    assert entry["python"].startswith("# The client sends no such request")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (json.dumps({"content": "x" * 5_000_000}).encode(), "application/json"),
        (b"\xff" * 5_000_000, "application/octet-stream"),
        (b'{"a": "\\ud800"}', "application/json"),
    ],
    ids=["long JSON", "long bytes", "half a character"],
)
def test_a_body_of_any_kind_is_shown_as_far_as_it_can_be_read(
    body: bytes, content_type: str, server: Sandbox, browser: Browser
) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        connection.request("POST", "/x", body, {"Content-Type": content_type})
        connection.getresponse().read()
    status, _, told = browser.ask("GET", "/sandbox/log/1")
    assert status == 200
    assert len(told) < 1_000_000
    assert json.loads(told)["curl"].startswith("curl -X POST")


def test_a_frame_that_names_anything_leaves_the_log_readable(server: Sandbox, browser: Browser) -> None:
    with connect(server.url.replace("http", "ws") + "/cable") as socket:
        for command in ("\\ud800", "x" * 100_000):
            socket.send(f'{{"command":"{command}"}}')
        while json.loads(socket.recv(10)).get("type") != "ping":
            pass
    named = [line["what"] for line in browser.json("GET", "log") if line["method"] == "→"]
    assert named[0].startswith("\\ud800 ")
    assert all(len(each) < 200 for each in named)


def test_a_head_request_is_answered_without_a_body(browser: Browser) -> None:
    status, headers, body = browser.ask("HEAD", "/sandbox/")
    assert (status, headers["content-type"], body) == (200, "text/html; charset=utf-8", b"")
    assert headers["content-length"] == str(len(browser.ask("GET", "/sandbox/")[2]))


def test_a_sandbox_that_closes_leaves_nothing_of_its_window_behind() -> None:
    before = set(threading.enumerate())
    with Sandbox(window=True) as server:
        origin: Any = server.url
        with connect(server.window_url.replace("http", "ws") + "cable", origin=origin) as socket:
            assert json.loads(socket.recv(10)) == {"type": "welcome"}
            server.close()
    assert [each for each in threading.enumerate() if each not in before and each.name.startswith("sandbox")] == []


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for a browser is a shell script")
def test_the_program_opens_the_window_in_the_browser(tmp_path: Path) -> None:
    asked, script = tmp_path / "asked", tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" > "{asked}.new" && mv "{asked}.new" "{asked}"\n')
    script.chmod(0o755)
    command = [sys.executable, "-m", "chatwoot_client.sandbox", "--open"]
    own = {**os.environ, "BROWSER": f"{script} %s"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=own) as running:
        assert running.stdout is not None
        told = next(line for line in running.stdout if line.startswith("Window: ")).split()[1]
        ends = time.monotonic() + 30
        while not asked.exists() and time.monotonic() < ends:
            time.sleep(0.02)
        running.terminate()
    assert asked.read_text().strip() == told
    assert told.endswith("/sandbox/")


# Switches


def test_what_is_switched_on_meets_every_request_until_it_is_off(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser
) -> None:
    contacts = chatwoot_client.ContactsAPIApi(client)
    browser.json("POST", "switches", {"name": "limit", "on": True})
    for _ in range(2):
        with pytest.raises(chatwoot_client.TooManyRequestsException) as limited:
            contacts.create_a_contact({}, server.inbox.identifier)
    assert limited.value.retry_after == 5
    assert browser.json("POST", "switches", {"name": "cut", "on": True}) == {
        "slow": False,
        "error": False,
        "limit": False,
        "cut": True,
        "webhooks": False,
    }
    with pytest.raises(chatwoot_client.AmbiguousResultException):
        contacts.create_a_contact({}, server.inbox.identifier)
    assert server.contact(1).id == 1
    browser.json("POST", "switches", {"name": "cut", "on": False})
    assert contacts.create_a_contact({}, server.inbox.identifier).id == 2


def test_a_webhook_that_fails_is_delivered_and_marks_the_message(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser, receiver: Received
) -> None:
    here = begin(client, server)
    server.inbox.channel["webhook_url"] = receiver.url
    browser.json("POST", "switches", {"name": "webhooks", "on": True})
    message = server.reply(here[2], "Hello")
    assert server.wait_for_deliveries()
    assert message.status == "failed"
    entry = next(each for each in browser.entries() if each["kind"] == "delivery")
    assert (entry["status"], entry["note"]) == (500, "the answer got lost")
    assert entry["parts"][1]["body"] == "thanks"


@pytest.mark.parametrize(
    "sent",
    [{"name": "fire", "on": True}, {}, [], {"name": "slow"}, {"name": "slow", "on": "false"}, {"name": [], "on": True}],
)
def test_a_switch_that_is_none_is_refused(browser: Browser, sent: Any) -> None:
    status, _, told = browser.ask("POST", "/sandbox/switches", sent)
    assert status == 422
    assert b"one of slow, error" in told
    assert not any(browser.json("GET", "switches").values())


# The same call again


def test_the_table_of_operations_is_what_the_client_says() -> None:
    assert operations.PLACE.read_text(encoding="utf-8") == window_operations.written(), (
        "run: python test/support/window_operations.py"
    )


def the_call_again(server: Sandbox, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run what the window shows for the last request, and hold that it made the same one; gives the program."""
    asked = server.requests[-1]
    line = [each for each in browser.json("GET", "log") if each["kind"] == "request"][-1]
    program: str = browser.json("GET", f"log/{line['id']}")["python"]
    monkeypatch.setenv("CHATWOOT_USER_TOKEN", server.user_token)
    monkeypatch.setenv("CHATWOOT_PLATFORM_TOKEN", server.platform_token)
    exec(compile(program, "shown", "exec"), {"print": lambda *_: None})
    again = server.requests[-1]
    assert again is not asked
    assert (again.method, again.path, again.query) == (asked.method, asked.path, asked.query)
    kinds = [each.headers.get("content-type", "").partition(";")[0] for each in (asked, again)]
    assert kinds[0] == kinds[1]
    if kinds[0] == "application/json":
        assert again.json == asked.json
    assert again.headers.get("api_access_token") == asked.headers.get("api_access_token")
    return program


def test_the_python_that_is_shown_makes_the_same_call(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = begin(client, server)
    account = server.account_id
    messages = chatwoot_client.MessagesApi(client)
    tricky = "Quotes \" ' and \\ and\nlines, ümläuts, {braces} " + "long " * 40
    body = {"content": tricky, "content_attributes": {"items": [], "a": None, "b": True}, "private": False}
    messages.create_a_new_message_in_a_conversation(body, account, here[2])
    assert "MessagesApi(client).create_a_new_message_in_a_conversation(" in the_call_again(server, browser, monkeypatch)
    chatwoot_client.ConversationsApi(client).conversation_list(account, status="all", labels=["a", "b"], page=2)
    assert "labels=['a', 'b']" in the_call_again(server, browser, monkeypatch)
    chatwoot_client.ConversationsAPIApi(client).list_all_contact_conversations(*here[:2])
    assert "api_key" not in the_call_again(server, browser, monkeypatch)
    chatwoot_client.AccountsApi(client).create_an_account({"name": "Second"})
    assert "CHATWOOT_PLATFORM_TOKEN" in the_call_again(server, browser, monkeypatch)
    chatwoot_client.ContactsApi(client).contact_filter(
        {"payload": [{"attribute_key": "name", "filter_operator": "contains", "values": ["A"]}]}, account
    )
    the_call_again(server, browser, monkeypatch)
    client.request("GET", "/api/v1/accounts/1/labels", query=[("unheard", "of it")])
    assert "client.request('GET'" in the_call_again(server, browser, monkeypatch)


WORDS = {"status": "all", "assignee_type": "all", "conversation_type": "mention"}
# What replaces a whole list has to be given.
USERS = {"user_ids": [1]}
BODIES: dict[str, Any] = {
    "{conversation_id}/labels": {"labels": ["vip"]},
    "{id}/labels": {"labels": ["vip"]},
    "/custom_attributes": {"custom_attributes": {"plan": "gold"}},
    "/destroy_custom_attributes": {"custom_attributes": ["plan"]},
    "/participants": USERS,
    "/inbox_members": USERS,
    "/team_members": USERS,
}


@pytest.mark.parametrize("with_query", [False, True])
def test_every_operation_is_shown_as_its_method_and_makes_the_same_call(
    server: Sandbox, monkeypatch: pytest.MonkeyPatch, with_query: bool
) -> None:
    monkeypatch.setenv("CHATWOOT_USER_TOKEN", server.user_token)
    for operation in contract.operations():
        asked = request_for(operation, with_query)
        program = Snippets(asked, server.url, "userApiKey", Hider()).python()
        # A request that lacks what the method can't do without is made all the same.
        is_whole = with_query or not window_operations.required(operation) & set(operation.query.values())
        function = f"{operation.api.__name__}(client).{operation.name}(" if is_whole else "client.request("
        assert function in program, program
        with contextlib.suppress(chatwoot_client.ApiException):
            exec(compile(program, operation.name, "exec"), {"print": lambda *_: None})
        made = server.requests[-1]
        assert (made.method, made.path, sorted(made.query)) == (asked.method, asked.path, sorted(asked.query))
        assert (made.body and made.json) == (asked.body and asked.json)
        server.clear_requests()


def request_for(operation: contract.Operation, with_query: bool) -> Request:
    names = operation.route.names
    path = operation.route.filled(
        tuple("abc" if name in operation.route.texts else str(number) for number, name in enumerate(names, 7))
    )
    query = [(name, WORDS.get(name, "1")) for name in operation.query if not is_secret(name)] if with_query else []
    template = operation.route.template
    body = next((body for end, body in BODIES.items() if template.endswith(end)), {})
    return Request(
        operation.method,
        path,
        urlencode(query),
        Headers([("content-type", "application/json")]) if operation.takes_body else Headers(),
        json.dumps(body).encode() if operation.takes_body else b"",
    )


def test_the_python_that_is_shown_sends_the_same_files(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    here = begin(client, server)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "long.bin").write_bytes(b"\0" * 4096)
    files = [("short.txt", b"moth", "text/plain"), ("long.bin", b"\0" * 4096, "application/octet-stream")]
    chatwoot_client.MessagesAPIApi(client).create_a_message({"content": "See", "attachments": files}, *here)
    assert "Path('long.bin').read_bytes()" in the_call_again(server, browser, monkeypatch)
    first, second = server.conversation(here[2]).messages
    kept = [
        [(each.filename, each.content_type, each.data) for each in message.attachments] for message in (first, second)
    ]
    assert kept[0] == kept[1]
    assert [(name, data) for name, _, data in kept[1]] == [(name, data) for name, data, _ in files]


def test_a_request_that_the_client_does_not_send_says_so(server: Sandbox, browser: Browser) -> None:
    browser.ask("POST", "/public/api/v1/inboxes/x/contacts", ["a list"], {"Origin": None})
    (entry,) = browser.entries()
    assert entry["python"].startswith("# The client sends no such request")
    assert entry["curl"].startswith("curl -X POST")


@pytest.mark.parametrize("hostile", ['a"; import os; "', "'''", "$(touch x)", "`id`", "a\nb"])
def test_what_came_with_a_request_stays_a_text_in_what_is_shown(
    server: Sandbox, browser: Browser, monkeypatch: pytest.MonkeyPatch, hostile: str
) -> None:
    path = f"/public/api/v1/inboxes/{quote(hostile, safe='')}/contacts/{quote(hostile, safe='')}"
    browser.ask("GET", path, headers={"Content-Type": None})
    line = browser.json("GET", "log")[-1]
    program = browser.json("GET", f"log/{line['id']}")["python"]
    with pytest.raises(chatwoot_client.NotFoundException):
        exec(compile(program, "shown", "exec"), {"print": lambda *_: None})
    assert server.requests[-1].path == path


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (("POST", "/x", b"@/etc/passwd", "text/plain"), "--data-raw @/etc/passwd"),
        (("GET", "/x?labels[]={a}", b"", ""), "--globoff"),
        (("GET", "/x", b"{}", "application/json"), "-X GET"),
        (("HEAD", "/x", b"", ""), "curl --head"),
    ],
    ids=["a body like a file's name", "brackets in an address", "a body of a GET", "a HEAD"],
)
def test_the_curl_that_is_shown_takes_nothing_for_something_else(
    asked: tuple[str, str, bytes, str], shown: str
) -> None:
    method, target, body, content_type = asked
    path, _, query = target.partition("?")
    request = Request(method, path, query, Headers({"Content-Type": content_type} if content_type else {}), body)
    assert shown in Snippets(request, "http://127.0.0.1:3000", None, Hider()).curl()
