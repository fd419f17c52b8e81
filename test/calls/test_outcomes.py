"""What an error says of a write: whether the server did it, although it answered that it failed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import pytest
from servers import ScriptedServer, answer, json_answer

from chatwoot_client import (
    AmbiguousResultException,
    ApiClient,
    ApiException,
    Configuration,
    ContactsApi,
    ContactsAPIApi,
    ConversationsApi,
    ConversationsAPIApi,
    MessagesApi,
    MessagesAPIApi,
    UnprocessableEntityException,
)
from chatwoot_client.sandbox import Sandbox

PLAIN_VALIDATIONS = [
    {"error": "Validation failed: Content is too long (maximum is 150000 characters)"},
    {"error": "Validation failed: Too many messages"},
    {"error": "Validation failed: Content attributes contains invalid keys for items : [:foo]\nand more"},
    {"error": "'1' is not a valid message_type"},
    {"error": "'foo' is not a valid content_type"},
    {"error": "Incoming messages are only allowed in Api inboxes"},
    {"error": "mismatched digest"},
    {"message": "Too many messages", "attributes": ["base"]},
]
#: What real servers said of messages that they had stored.
FAILURES = [
    {"error": "Connection refused - connect(2) for 127.0.0.1:6379"},
    {"error": "Failed to open TCP connection to files.example.test:443"},
    {"error": "undefined method `source_id' for nil"},
    {"error": "undefined method `email' for nil"},
    {"error": "PQconsumeInput() FATAL:  terminating connection due to administrator command"},
    {"error": "PG::QueryCanceled: ERROR:  canceling statement due to statement timeout\n"},
    {"error": ""},
    {"error": "Redis: Validation failed: is only said in the middle"},
    {"error": "undefined method `x' for 'y' is not a valid content_type but"},
    {},
    [],
    None,
]


def failed(client: ApiClient, call: Callable[[ApiClient], Any]) -> UnprocessableEntityException:
    with pytest.raises(UnprocessableEntityException) as raised:
        call(client)
    return raised.value


def write(client: ApiClient) -> Any:
    return MessagesApi(client).create_a_new_message_in_a_conversation({"content": "Hello"}, 1, 2)


def write_again(client: ApiClient) -> Any:
    return MessagesApi(client).retry_a_message(1, 2, 3)


MESSAGES = "/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages"


def write_by_its_path(client: ApiClient) -> Any:
    return client.request("post", "/api/v1/accounts/1/conversations/2/messages", body={"content": "Hello"})


def write_by_its_route(client: ApiClient) -> Any:
    ids = {"account_id": 1, "conversation_id": 2}
    return client.request("POST", MESSAGES, path_params=ids, body={"content": "Hello"})


def write_as_generated_clients_do(client: ApiClient) -> Any:
    ids = {"account_id": 1, "conversation_id": 2}
    return client.call_api(MESSAGES, "POST", ids, body={"content": "Hello"})


WRITES = [write, write_again, write_by_its_path, write_by_its_route, write_as_generated_clients_do]


@pytest.mark.parametrize("call", WRITES)
@pytest.mark.parametrize("said", PLAIN_VALIDATIONS, ids=str)
def test_a_message_that_is_plainly_invalid_was_refused(
    client_for: Callable[..., ApiClient], said: Any, call: Callable[[ApiClient], Any]
) -> None:
    with ScriptedServer([json_answer(said, 422)]) as server:
        error = failed(client_for(server), call)
    assert error.outcome == "refused"
    assert not isinstance(error, AmbiguousResultException)


@pytest.mark.parametrize("call", WRITES)
@pytest.mark.parametrize(
    "refused", [*(json_answer(said, 422) for said in FAILURES), answer(b"<html>", 422), answer(b"", 422)], ids=str
)
def test_any_other_422_to_a_message_leaves_open_whether_it_was_stored(
    client_for: Callable[..., ApiClient], refused: bytes, call: Callable[[ApiClient], Any]
) -> None:
    with ScriptedServer([refused]) as server:
        error = failed(client_for(server), call)
    assert error.outcome == "unknown"
    assert isinstance(error, AmbiguousResultException)
    assert "look before sending it again" in str(error)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "call",
    [
        lambda client: MessagesAPIApi(client).create_a_message({}, "inbox", "contact", 1),
        lambda client: ContactsApi(client).contact_create({"name": "Ann"}, 1),
        lambda client: ConversationsApi(client).new_conversation({"inbox_id": 1, "contact_id": 1}, 1),
        lambda client: client.request("POST", "/api/v1/accounts/1/labels", body={}),
    ],
    ids=["public message", "contact", "conversation", "any path"],
)
def test_a_422_of_every_other_operation_is_a_refusal(
    client_for: Callable[..., ApiClient], call: Callable[[ApiClient], Any]
) -> None:
    with ScriptedServer([json_answer({"error": "undefined method `email' for nil"}, 422)]) as server:
        error = failed(client_for(server), call)
    assert error.outcome == "refused"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 429])
def test_every_other_refusal_of_a_message_is_one_whatever_it_says(
    client_for: Callable[..., ApiClient], status: int
) -> None:
    answered = json_answer({"error": "undefined method `email' for nil"}, status)
    with ScriptedServer([answered]) as server, pytest.raises(ApiException) as raised:
        write(client_for(server, retries=0))
    assert raised.value.outcome == "refused"
    assert not isinstance(raised.value, AmbiguousResultException)


# --- against a server that stores and fails ---


@pytest.fixture
def server() -> Iterator[Sandbox]:
    with Sandbox() as server:
        yield server


Send = Callable[[Any], Any]


@pytest.fixture(params=["application", "public"])
def send(request: pytest.FixtureRequest, server: Sandbox) -> Iterator[Send]:
    """Sends a message with that body to the one conversation there is."""
    configuration = Configuration(host=server.url, api_key={"userApiKey": server.user_token})
    with ApiClient(configuration) as client:
        inbox = server.inbox.identifier
        contact = ContactsAPIApi(client).create_a_contact({"name": "Ann"}, inbox).source_id
        assert contact is not None
        conversation = ConversationsAPIApi(client).create_a_conversation({}, inbox, contact).id
        assert conversation is not None

        def send(body: Any) -> Any:
            if request.param == "public":
                return MessagesAPIApi(client).create_a_message(body, inbox, contact, conversation)
            return MessagesApi(client).create_a_new_message_in_a_conversation(body, 1, conversation)

        yield send


def stored(server: Sandbox) -> list[str | None]:
    return [message.content for message in server.conversation(1).messages]


FAULTS: dict[str, Callable[[Sandbox], None]] = {
    "no Redis": lambda server: server.lose_redis_next(),
    "a lock": lambda server: server.lock_database_next(seconds=0.05),
    "a lock, given up": lambda server: server.lock_database_next(seconds=0.05, canceled=True),
    "a bare 500": lambda server: server.fail_next(status=500, processed=True),
    "a gateway": lambda server: server.show_proxy_page_next(processed=True),
    "a cut": lambda server: server.cut_next(processed=True),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_message_that_was_stored_is_never_called_refused(server: Sandbox, send: Send, fault: str) -> None:
    FAULTS[fault](server)
    with pytest.raises(AmbiguousResultException) as raised:
        send({"content": "Hello"})
    assert raised.value.outcome == "unknown"
    assert raised.value.sent == {"content": "Hello"}
    assert stored(server) == ["Hello"]


def test_of_files_that_a_failing_server_was_sent_the_error_says_that_they_may_be_missing(
    server: Sandbox, send: Send, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG")
    server.lose_files_next()
    with pytest.raises(AmbiguousResultException) as raised:
        send({"content": "Hello", "attachments": [picture]})
    assert stored(server) == ["Hello"]
    assert "the files most likely came to nothing" in str(raised.value)


def test_of_files_nothing_is_said_where_none_were_sent(server: Sandbox, send: Send) -> None:
    server.lose_redis_next()
    with pytest.raises(AmbiguousResultException) as raised:
        send({"content": "Hello"})
    assert "files" not in str(raised.value)
