"""What a call takes besides what its server gets: options, and names that nobody takes."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client import (
    ApiClient,
    Configuration,
    ContactsApi,
    ConversationsApi,
    MessagesAPIApi,
    RequestOptions,
)

CLASSES = sorted(
    {cls for name in chatwoot_client.api.__all__ if isinstance(cls := getattr(chatwoot_client, name), type)},
    key=lambda cls: cls.__name__,
)
OWN = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY


@pytest.fixture(scope="module")
def client() -> Iterator[ApiClient]:
    # Where nobody answers: nothing is to be sent.
    with ApiClient(Configuration(host="http://127.0.0.1:1", retries=0)) as client:
        yield client


def methods(cls: type[Any], iterators: bool) -> Iterator[tuple[str, list[inspect.Parameter]]]:
    for name, member in vars(cls).items():
        if name.startswith("_") or not callable(member) or name.startswith("iter_") != iterators:
            continue
        parameters = list(inspect.signature(member).parameters.values())[1:]
        if parameters and parameters[-1].kind is inspect.Parameter.VAR_KEYWORD:
            yield name, [each for each in parameters if each.kind in OWN]


def with_what_it_needs(parameters: list[inspect.Parameter]) -> dict[str, Any]:
    values: dict[str, Any] = {"body": {"payload": []}, "q": "word"}
    return {
        each.name: values.get(each.name, 1) for each in parameters if each.default is each.empty or each.name == "id"
    }


@pytest.mark.parametrize("iterators", [False, True], ids=["operations", "iterators"])
@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_misspelt_parameter_is_answered_with_the_nearest_one_and_the_operation_s_name_at_once(
    client: ApiClient, cls: type[Any], iterators: bool
) -> None:
    for name, parameters in methods(cls, iterators):
        shown = inspect.unwrap(getattr(cls, name)).__name__
        for wrong, right in [("_retires", "_retries"), ("async_reqs", "async_req")]:
            with pytest.raises(TypeError) as raised:
                getattr(cls(client), name)(**with_what_it_needs(parameters), **{wrong: 1})
            assert str(raised.value).endswith(f"got an unexpected keyword argument {wrong!r}; did you mean {right!r}?")
        for each in parameters:
            if each.default is each.empty or len(each.name) < 4:
                continue
            with pytest.raises(TypeError) as raised:
                getattr(cls(client), name)(**with_what_it_needs(parameters), **{f"{each.name}x": 1})
            said = str(raised.value)
            assert said == f"{shown}() got an unexpected keyword argument '{each.name}x'; did you mean {each.name!r}?"


def test_statuses_are_a_status(client: ApiClient) -> None:
    with pytest.raises(TypeError, match=r"^conversation_list\(\) .* 'statuses'; did you mean 'status'\?$"):
        ConversationsApi(client).conversation_list(1, statuses=["open"])  # type: ignore[call-arg]


def test_a_name_that_is_like_no_other_is_answered_with_the_operation_s_own_ones_before_the_options(
    client: ApiClient,
) -> None:
    with pytest.raises(TypeError) as raised:
        ContactsApi(client).contact_details(1, 2, wherefore=3)  # type: ignore[call-arg]
    listed = str(raised.value).partition("; there are ")[2].split(", ")
    assert listed[:3] == ["account_id", "id", "include_contact_inboxes"]
    assert set(listed[3:]) == set(RequestOptions.__annotations__)


def test_request_and_invoke_name_what_they_do_not_take(client: ApiClient) -> None:
    with pytest.raises(TypeError, match=r"request\(\) got .* 'qurey'; did you mean 'query'\?"):
        client.request("GET", "/api/v1/anything", qurey={})  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^got .* '_retires'; did you mean '_retries'\?"):
        client.invoke("GET", chatwoot_client.calls.route.Route("/x"), options={"_retires": 1})  # type: ignore[typeddict-unknown-key]


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_copy_of_an_api_makes_its_calls_with_the_same_client(copied: Any) -> None:
    with ScriptedServer([json_answer({"id": 1})]) as server, ApiClient(Configuration(host=server.url)) as client:
        api = copied(MessagesAPIApi(client))
        assert type(api) is MessagesAPIApi
        assert api.api_client is client
        assert api.create_a_message({}, "inbox", "contact", 1).id == 1


def test_a_client_says_that_it_is_not_copied_and_what_to_do_instead(client: ApiClient) -> None:
    for refused in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match=r"isn't pickled or copied; share it, or make another one"):
            refused(client)
    with pytest.raises(TypeError, match="isn't pickled or copied"):
        pickle.dumps(MessagesAPIApi(client))


# --- options in a form that type checkers follow ---


def test_the_typed_forms_give_what_the_options_give() -> None:
    with ScriptedServer([json_answer({"id": 1})]) as server, ApiClient(Configuration(host=server.url)) as client:
        api = MessagesAPIApi(client)
        handle = chatwoot_client.in_a_thread(api.create_a_message, {}, "inbox", "contact", conversation_id=1)
        assert isinstance(handle, chatwoot_client.AsyncResult)
        assert handle.get(20).id == 1
        with chatwoot_client.streamed(api.create_a_message, {}, "inbox", "contact", 1) as answer:
            assert (answer.status, answer.read()) == (200, b'{"id": 1}')
        info = chatwoot_client.with_http_info(api.create_a_message, {}, "inbox", "contact", 1)
        assert (info.data.id, info.status) == (1, 200)


def test_an_api_has_no_more_than_its_operations_and_their_twins(client: ApiClient) -> None:
    api = MessagesAPIApi(client)
    assert api.create_a_message_with_http_info.__doc__  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="'MessagesAPIApi' object has no attribute 'create_a_mesage'"):
        api.create_a_mesage  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize(
    ("api", "guessed", "nearest"),
    [
        (chatwoot_client.MessagesApi, "create_message", "create_a_new_message_in_a_conversation"),
        (chatwoot_client.ConversationsApi, "list_conversations", "conversation_list"),
        (chatwoot_client.InboxAPIApi, "get_inbox", "get_details_of_a_inbox"),
    ],
)
def test_a_name_that_somebody_guessed_is_answered_with_those_that_share_its_words(
    client: ApiClient, api: type[Any], guessed: str, nearest: str
) -> None:
    with pytest.raises(AttributeError, match=f"no attribute '{guessed}'; what's named like that: {nearest}"):
        getattr(api(client), guessed)
    with pytest.raises(AttributeError, match=r"no attribute 'fly_away'$"):
        api(client).fly_away()
