"""What an exception hides of what a server said, and what it leaves as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable

import pytest
from servers import Answer, ScriptedServer, answer, json_answer

from chatwoot_client import (
    ApiClient,
    ApiException,
    ContactsApi,
    ContactsAPIApi,
    ConversationsApi,
    DecodeException,
    ReportsApi,
    UsersApi,
)


class Says(ScriptedServer):
    """Answers every request with what it's told to say."""

    def __init__(self) -> None:
        self.to_say: Answer = b""
        super().__init__(lambda request: self.to_say)

    def says(self, text: str, status: int = 422) -> None:
        self.to_say = json_answer({"error": text}, status)


@pytest.fixture
def server() -> Iterator[Says]:
    with Says() as server:
        yield server


@pytest.fixture
def client(server: Says, client_for: Callable[..., ApiClient]) -> ApiClient:
    return client_for(server, api_key={"api_access_token": "5f1e"}, retries=0)


def failure(call: Callable[[], Any]) -> ApiException:
    with pytest.raises(ApiException) as raised:
        call()
    return raised.value


FREE_TEXT: dict[str, tuple[str, Callable[[ApiClient], Any]]] = {
    "a search word": ("lovelace", lambda client: ContactsApi(client).contact_search(1, q="lovelace")),
    "digits that were searched for": ("49301234", lambda client: ContactsApi(client).contact_search(1, q="49301234")),
    "a conversation's search word": (
        "refund",
        lambda client: ConversationsApi(client).conversation_list(1, q="refund", status="open"),
    ),
    "a source id": ("5eed-0001", lambda client: ContactsAPIApi(client).get_details_of_a_contact("inbox", "5eed-0001")),
    "an identifier": (
        "ada-1815",
        lambda client: ContactsAPIApi(client).get_details_of_a_contact("inbox", "source", identifier="ada-1815"),
    ),
    "an e-mail address in a body": (
        "ada@example.test",
        lambda client: ContactsApi(client).contact_create({"email": "ada@example.test"}, 1),
    ),
    "a phone number in a body": (
        "+493012345678",
        lambda client: ContactsApi(client).contact_update({"phone_number": "+493012345678"}, 1, 2),
    ),
    "a password in a body": (
        "Secret-1815!",
        lambda client: UsersApi(client).create_a_user({"name": "Ada", "password": "Secret-1815!"}),
    ),
    "text in a query of any path": (
        "somebody's words",
        lambda client: client.request("GET", "/api/v1/anything", query={"whatever": "somebody's words"}),
    ),
}


@pytest.mark.parametrize("name", FREE_TEXT)
def test_free_text_and_secrets_are_hidden_where_the_server_repeats_them(
    server: Says, client: ApiClient, name: str
) -> None:
    text, call = FREE_TEXT[name]
    server.says(f"nothing came of {text}, sorry")
    error = failure(lambda: call(client))
    assert "nothing came of ***, sorry" in str(error)
    assert error.message == f"nothing came of {text}, sorry"


OPEN: dict[str, tuple[str, Callable[[ApiClient], Any]]] = {
    "the words of an enumeration": (
        "not in this account",
        lambda client: ReportsApi(client).list_all_conversation_statistics(
            1, metric="conversations_count", type="account"
        ),
    ),
    "the words of a list of them": (
        "neither open nor pending",
        lambda client: client.request("GET", "/api/v1/anything", query={"status[]": ["open", "pending"]}),
    ),
    "a number": ("page 1234 is empty", lambda client: ContactsApi(client).contact_list(1, page=1234)),
    "a number that was given as text": (
        "since 1700000000 there was nothing",
        lambda client: client.request("GET", "/api/v1/anything", query={"since": "1700000000"}),
    ),
    "a boolean": (
        "true is not what it was",
        lambda client: ContactsApi(client).contact_list(1, include_contact_inboxes=True),
    ),
    "the number of a record in the path": (
        "no contact 12345",
        lambda client: ContactsApi(client).contact_details(1, 12345),
    ),
}


@pytest.mark.parametrize("name", OPEN)
def test_numbers_booleans_and_words_of_the_api_are_left_as_the_server_said_them(
    server: Says, client: ApiClient, name: str
) -> None:
    said, call = OPEN[name]
    server.says(said)
    assert said in str(failure(lambda: call(client)))


def test_our_own_advice_is_never_touched(server: Says, client: ApiClient) -> None:
    server.says("You are not authorized", 401)
    query = {"q": "account", "search": "conversation's inbox", "name": "suspended"}
    error = failure(lambda: client.request("GET", "/api/v1/accounts/1/contacts/search", query=query))
    assert error.hint is not None
    assert "not in this account or in the conversation's inbox or team, suspended" in error.hint
    assert error.hint in str(error)


def test_our_own_reason_is_never_touched(server: Says, client: ApiClient) -> None:
    server.to_say = answer(b"<html>")
    error = failure(lambda: ContactsApi(client).contact_search(1, q="answer isn't JSON"))
    assert isinstance(error, DecodeException)
    assert error.reason is not None
    assert "***" not in error.reason
    assert "answer" in error.reason


def test_a_server_s_own_words_for_its_status_are_hidden_too(server: Says, client: ApiClient) -> None:
    server.to_say = b"HTTP/1.1 400 lovelace is unknown\r\nContent-Length: 0\r\n\r\n"
    error = failure(lambda: ContactsApi(client).contact_search(1, q="lovelace"))
    assert error.reason == "*** is unknown"
