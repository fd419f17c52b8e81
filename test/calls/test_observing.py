"""An observer is told of each call, attempt and wait, and nothing of it is secret or tells whom a call is about."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pytest
import urllib3
from exchanging import CONTACT, OK_LIST, ClientFor, create, list_messages
from servers import CLOSE, ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import ObservedAttempt, ObservedCall, ObservedEnd, Observer, RetryPolicy

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-that-nobody-is-to-see"
REPEATING = {"retries": RetryPolicy(1, backoff=0.01)}
PATH = (
    "/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/messages"
)


class Notes(Observer):
    """Writes down what it's told, and in which thread."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        self.told: list[tuple[str, Any]] = []
        self.calls: list[ObservedCall] = []
        self.threads: list[str] = []
        self._headers = headers

    def call_begun(self, call: ObservedCall) -> None:
        self.calls.append(call)
        self.threads.append(threading.current_thread().name)
        self.told.append(("begun", call.operation))

    def attempt_begun(self, call: ObservedCall, number: int) -> Mapping[str, str] | None:
        assert call is self.calls[-1]
        self.told.append(("attempt", number))
        return self._headers

    def attempt_ended(self, call: ObservedCall, attempt: ObservedAttempt) -> None:
        self.told.append(("attempted", attempt))

    def repeat_waits(self, call: ObservedCall, attempt: ObservedAttempt, seconds: float) -> None:
        self.told.append(("waits", (attempt.number, 0 < seconds < 1)))

    def call_ended(self, call: ObservedCall, end: ObservedEnd) -> None:
        self.told.append(("ended", end))


def without_times(told: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [(name, value._replace(seconds=0) if hasattr(value, "seconds") else value) for name, value in told]


def test_an_observer_is_told_of_each_step_in_its_order(client_for: ClientFor) -> None:
    notes = Notes()
    with ScriptedServer([answer(b"{}", 503), OK_LIST]) as server:
        list_messages(client_for(server, observer=notes, **REPEATING))
        request_id = server.requests[0].headers["x-request-id"]
        port = server.port
    size = len(OK_LIST.partition(b"\r\n\r\n")[2])
    assert without_times(notes.told) == [
        ("begun", "list_all_converation_messages"),
        ("attempt", 1),
        ("attempted", ObservedAttempt(1, 0, 503, "unknown", 2, None)),
        ("waits", (1, True)),
        ("attempt", 2),
        ("attempted", ObservedAttempt(2, 0, 200, "done", size, None)),
        ("ended", ObservedEnd(2, 0, 200, "done", size, None)),
    ]
    (call,) = notes.calls
    assert (call.method, call.path, call.request_id, call.request_size) == ("GET", PATH, request_id, 0)
    assert (call.scheme, call.host, call.port, call.reads) == ("http", "127.0.0.1", port, True)
    assert sum(value.seconds for name, value in notes.told if name == "attempted") <= notes.told[-1][1].seconds


@pytest.mark.parametrize(
    ("given", "attempted", "ended"),
    [
        (CLOSE, (0, "unknown", "ApiConnectionException"), (0, "unknown", "AmbiguousApiConnectionException")),
        (answer(b"{}", 404), (404, "refused", None), (404, "refused", "NotFoundException")),
        (answer(b"<html>"), (200, "done", None), (200, "unknown", "AmbiguousDecodeException")),
    ],
)
def test_an_observer_is_told_how_a_call_failed(given: Any, attempted: Any, ended: Any, client_for: ClientFor) -> None:
    notes = Notes()
    with ScriptedServer([given]) as server, pytest.raises(chatwoot_client.ApiException) as raised:
        create(client_for(server, observer=notes))
    attempt, end = notes.told[-2][1], notes.told[-1][1]
    assert (attempt.status, attempt.outcome, attempt.error) == attempted
    assert (end.status, end.outcome) == ended[:2]
    assert end.error == type(raised.value).__name__
    assert isinstance(raised.value, getattr(chatwoot_client, ended[2].replace("Ambiguous", "")))


def test_an_observer_sees_the_end_of_a_call_that_something_else_broke_off(
    client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(BaseException):
        pass

    def urlopen(*_: Any, **__: Any) -> None:
        raise Broken

    monkeypatch.setattr(urllib3.HTTPConnectionPool, "urlopen", urlopen)
    notes = Notes()
    with pytest.raises(Broken):
        create(client_for("http://127.0.0.1:9", observer=notes))
    assert [name for name, _ in notes.told] == ["begun", "attempt", "attempted", "ended"]
    assert (notes.told[-1][1].outcome, notes.told[-1][1].error) == ("unknown", "Broken")


def test_what_an_observer_adds_to_a_request_arrives_and_replaces_nothing(client_for: ClientFor) -> None:
    notes = Notes({"traceparent": "00-1-2-01", "api_access_token": "another", "x-own": "theirs"})
    with ScriptedServer([answer(status=503), OK_LIST]) as server:
        client = client_for(server, observer=notes, api_key={"api_access_token": TOKEN}, **REPEATING)
        client.invoke(
            "GET", chatwoot_client.api_client.Route("/x"), auth=("userApiKey",), options={"_headers": {"X-Own": "ours"}}
        )
        for request in server.requests:
            assert request.headers["traceparent"] == "00-1-2-01"
            assert request.headers["x-own"] == "ours"
            assert request.headers["api-access-token"] == TOKEN
            assert "api_access_token" not in request.headers


@pytest.mark.parametrize(
    "headers", [{"bad name": "x"}, {"name": "two\nlines"}, {"name": 1}, {"Content-Length": "1"}, 5]
)
def test_what_an_observer_can_not_add_is_logged_and_left_out(
    headers: Any, client_for: ClientFor, caplog: pytest.LogCaptureFixture
) -> None:
    with ScriptedServer([json_answer({"id": 1})]) as server:
        assert create(client_for(server, observer=Notes(headers))).id == 1
        assert server.requests[0].headers["content-length"] == str(len(server.requests[0].body))
    assert len(caplog.records) == (headers != {"Content-Length": "1"})


@pytest.mark.parametrize("method", [name for name in vars(Observer) if not name.startswith("_")])
def test_what_an_observer_raises_is_logged_and_goes_no_further(
    method: str, client_for: ClientFor, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: Any) -> None:
        raise RuntimeError("of the observer")

    observer = Observer()
    setattr(observer, method, fails)
    with ScriptedServer([answer(status=503), OK_LIST]) as server:
        assert [message.id for message in list_messages(client_for(server, observer=observer, **REPEATING))] == [1]
    assert caplog.records
    assert all(record.levelno == logging.ERROR and "observer" in record.getMessage() for record in caplog.records)


def test_nothing_that_an_observer_is_told_is_secret_or_personal(client_for: ClientFor) -> None:
    class Everything(Observer):
        def __init__(self) -> None:
            self.text = ""

        def _note(self, *told: Any) -> None:
            for each in told:
                slots = getattr(type(each), "__slots__", ())
                self.text += repr(each) + repr([getattr(each, name) for name in slots if isinstance(slots, tuple)])

        call_begun = attempt_begun = attempt_ended = repeat_waits = call_ended = _note  # type: ignore[assignment]

    everything = Everything()
    with ScriptedServer([answer(TOKEN.encode(), 503), answer(b'{"message": "ada@example.com"}', 422)]) as server:
        host = server.url.replace("127.0.0.1", "localhost")
        client = client_for(f"{host}/sub", observer=everything, api_key={"api_access_token": TOKEN}, **REPEATING)
        contacts = chatwoot_client.ContactsApi(client)
        with pytest.raises(chatwoot_client.UnprocessableEntityException):
            contacts.contact_search(1, q="ada@example.com", _headers={"X-Own": "a-secret-of-mine"})
        with pytest.raises(chatwoot_client.ApiException):
            client.request("GET", "/public/api/v1/inboxes/ada-inbox/contacts/ada@example.com")
    assert "contact_search" in everything.text
    for hidden in (TOKEN, "ada", "a-secret-of-mine"):
        assert hidden not in everything.text


def test_a_call_in_a_thread_is_observed_there_in_the_context_of_its_caller(client_for: ClientFor) -> None:
    current: ContextVar[str] = ContextVar("current", default="none")
    seen = []

    class Context(Notes):
        def call_begun(self, call: ObservedCall) -> None:
            super().call_begun(call)
            seen.append(current.get())
            current.set("the observer's")

    notes = Context()
    with ScriptedServer([OK_LIST]) as server:
        client = client_for(server, observer=notes)
        current.set("the caller's")
        list_messages(client, async_req=True).get()
        list_messages(client)
    assert seen == ["the caller's", "the caller's"]
    assert current.get() == "the caller's"
    assert notes.threads[0].startswith("chatwoot_client")
    assert notes.threads[1] == threading.current_thread().name
    assert [call.operation for call in notes.calls] == ["list_all_converation_messages"] * 2


def test_the_operation_is_named_however_it_is_called(client_for: ClientFor) -> None:
    notes = Notes()
    with ScriptedServer([OK_LIST, OK_LIST, OK_LIST, json_answer([])]) as server:
        messages = chatwoot_client.MessagesAPIApi(client_for(server, observer=notes))
        messages.list_all_converation_messages_with_http_info(*CONTACT)
        with chatwoot_client.streamed(messages.list_all_converation_messages, *CONTACT) as open_answer:
            assert notes.told[-1][1].response_size is None
            open_answer.read()
        messages.api_client.request("GET", "/x")
        list(messages.iter_messages(*CONTACT))
    name = "list_all_converation_messages"
    assert [call.operation for call in notes.calls] == [name, name, None, name]


@pytest.mark.parametrize("value", [Observer, "Observer", 1])
def test_an_observer_is_an_object_of_that_class(value: Any) -> None:
    with pytest.raises(TypeError, match="observer must be an Observer"):
        chatwoot_client.Configuration(observer=value)


def test_log_lines_carry_what_they_say_as_fields(client_for: ClientFor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "chatwoot_client")
    with ScriptedServer([answer(status=503), OK_LIST]) as server:
        list_messages(client_for(server, **REPEATING))
        request_id = server.requests[0].headers["x-request-id"]
    refused, waits, answered = caplog.records
    for record, status, attempt in ((refused, 503, 1), (waits, 503, 1), (answered, 200, 2)):
        fields = {name: value for name, value in vars(record).items() if name.startswith("chatwoot_")}
        assert fields.pop("chatwoot_wait" if record is waits else "chatwoot_seconds") > 0
        assert fields == {
            "chatwoot_method": "GET",
            "chatwoot_path": PATH,
            "chatwoot_status": status,
            "chatwoot_attempt": attempt,
            "chatwoot_request_id": request_id,
        }


def test_telemetry_without_opentelemetry_says_what_to_install() -> None:
    program = "import sys; sys.modules['opentelemetry'] = None; import chatwoot_client.telemetry"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert "pip install 'chatwoot-python-client[otel]'" in done.stderr.splitlines()[-1]
