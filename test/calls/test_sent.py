"""What an exception says was sent: to pass it again sends the same."""

from __future__ import annotations

import copy
import io
import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Callable, NamedTuple

import pytest
from forms import parsed
from servers import Request, ScriptedServer, json_answer

from chatwoot_client import (
    AmbiguousResultException,
    ApiClient,
    ConversationMessageCreatePayload,
    InboxesApi,
    MessagesApi,
    MessagesAPIApi,
    PublicMessageCreatePayload,
)

FAILS = json_answer({"status": 500, "error": "Internal Server Error"}, 500)


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer([FAILS]) as server:
        yield server


@pytest.fixture
def client(server: ScriptedServer, client_for: Callable[..., ApiClient]) -> ApiClient:
    return client_for(server)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG of a cat")
    return path


def public(client: ApiClient, body: Any) -> Any:
    return MessagesAPIApi(client).create_a_message(body, "inbox", "contact", 1)


def application(client: ApiClient, body: Any) -> Any:
    return MessagesApi(client).create_a_new_message_in_a_conversation(body, 1, 2)


def inbox(client: ApiClient, body: Any) -> Any:
    return InboxesApi(client).update_inbox(body, 1, 2)


def any_path(client: ApiClient, body: Any) -> Any:
    return client.request("POST", "/api/v1/anything", body=body)


class Case(NamedTuple):
    """A call with files, made of a path."""

    call: Callable[[ApiClient, Any], Any]
    body: Callable[[Path], Any]


CASES = {
    "a path on the public API": Case(public, lambda photo: {"content": "See", "attachments": [photo]}),
    "a path in a model": Case(public, lambda photo: PublicMessageCreatePayload(content="See", attachments=[photo])),
    "a path on the application API": Case(application, lambda photo: {"content": "See", "attachments": [photo]}),
    "a signed id beside a path": Case(application, lambda photo: {"attachments": ["signed--id", photo]}),
    "a name and data": Case(application, lambda photo: {"attachments": [("a.txt", b"text", "text/plain")]}),
    "a name and a path": Case(public, lambda photo: {"attachments": (("a.png", photo),)}),
    "an open file": Case(public, lambda photo: {"attachments": [photo.open("rb")]}),
    "an open file from where it stood": Case(public, lambda photo: {"attachments": [opened_at(photo, 5)]}),
    "bytes in memory": Case(public, lambda photo: {"attachments": [("a.bin", io.BytesIO(b"data"))]}),
    "a nested model and a path": Case(
        application,
        lambda photo: ConversationMessageCreatePayload(
            content="See", content_attributes={"in_reply_to": 5}, attachments=[photo]
        ),
    ),
    "an avatar": Case(inbox, lambda photo: {"name": "Shop", "avatar": photo}),
    "any path with a file in its body": Case(any_path, lambda photo: {"a": {"b": [1, 2]}, "file": photo}),
    "any path with files in its body": Case(any_path, lambda photo: {"a": 1, "files": [photo, ("b.txt", b"b")]}),
    "JSON": Case(application, lambda photo: {"content": "No file", "content_attributes": {"a": [1, None, "é"]}}),
}


def opened_at(path: Path, start: int) -> Any:
    opened = path.open("rb")
    opened.seek(start)
    return opened


def failure(call: Callable[[], Any]) -> AmbiguousResultException:
    with pytest.raises(AmbiguousResultException) as raised:
        call()
    return raised.value


def said(request: Request) -> Any:
    """What a request says, whatever the boundary of its form."""
    if "multipart" not in request.headers["content-type"]:
        return request.body
    return parsed(request)


@pytest.mark.parametrize("name", CASES)
def test_to_pass_again_what_was_sent_sends_the_same(
    server: ScriptedServer, client: ApiClient, photo: Path, name: str
) -> None:
    case = CASES[name]
    error = failure(lambda: case.call(client, case.body(photo)))
    again = failure(lambda: case.call(client, error.sent))
    first, second = server.requests
    assert said(second) == said(first)
    assert (second.method, second.target) == (first.method, first.target)
    assert again.sent == error.sent


@pytest.mark.parametrize(
    ("body", "files"),
    [
        ({"content": "See"}, lambda photo: {"attachments": [photo, ("b.txt", b"b")]}),
        (None, lambda photo: {"avatar": photo}),
        ({"contact": {"name": "Ann"}}, lambda photo: {"contact[avatar]": photo}),
    ],
    ids=["a list", "one alone", "a nested one"],
)
def test_files_given_to_request_are_in_what_was_sent(
    server: ScriptedServer,
    client: ApiClient,
    photo: Path,
    body: Any,
    files: Callable[[Path], Mapping[str, Any]],
) -> None:
    error = failure(lambda: client.request("POST", "/api/v1/anything", body=body, files=files(photo)))
    assert error.sent == {**(body or {}), **files(photo)}
    failure(lambda: client.request("POST", "/api/v1/anything", body=error.sent))
    first, second = server.requests
    assert said(second) == said(first)


def test_a_form_of_call_api_can_be_passed_again_with_its_files_and_names_that_come_twice(
    server: ScriptedServer, client: ApiClient, photo: Path
) -> None:
    fields = [("tag", "a"), ("tag", "b")]
    error = failure(lambda: client.call_api("/x", "POST", post_params=fields, files={"file": photo}))
    assert error.sent == [*fields, ("file", photo)]
    failure(lambda: client.call_api("/x", "POST", post_params=error.sent))
    first, second = server.requests
    assert said(second) == said(first)


def test_what_was_sent_is_not_what_the_caller_changes_afterwards(client: ApiClient, photo: Path) -> None:
    body = {"content": "See", "content_attributes": {"a": 1}, "attachments": [photo]}
    error = failure(lambda: application(client, body))
    body["content"] = "Else"
    body["content_attributes"]["a"] = 2  # type: ignore[index]
    body["attachments"].clear()  # type: ignore[attr-defined]
    assert error.sent == {"content": "See", "content_attributes": {"a": 1}, "attachments": [photo]}


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_a_pickled_or_copied_exception_has_names_in_the_files_place(
    client: ApiClient, photo: Path, copied: Callable[[Any], Any]
) -> None:
    with photo.open("rb") as opened:
        attachments = [photo, opened, ("a.bin", b"data"), ("b.bin", io.BytesIO(b"data"), "text/plain")]
        error = failure(lambda: public(client, {"content": "See", "attachments": attachments}))
        assert error.sent["attachments"] == attachments
    assert copied(error).sent == {"content": "See", "attachments": ["photo.png", str(photo), "a.bin", "b.bin"]}


def test_without_a_body_nothing_was_sent(client: ApiClient) -> None:
    assert failure(lambda: client.request("DELETE", "/api/v1/anything")).sent is None
