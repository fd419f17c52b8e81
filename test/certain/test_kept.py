"""Labels and attributes that stay though others write at the same time, and a conversation that's handed over."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from racing import Race, at_once
from servers import ScriptedServer, json_answer

from chatwoot_client import (
    ApiClient,
    ApiException,
    ContactLabelsApi,
    ContactsApi,
    ConversationsApi,
    HandOverException,
    NotFoundException,
    NotKeptException,
    Team,
)
from chatwoot_client.certain.labels import titles_of
from chatwoot_client.certain.people import lowered
from chatwoot_client.sandbox import Sandbox
from chatwoot_client.sandbox.rules.labels import tidy_labels


@pytest.fixture
def client(server: Sandbox, client_for: Callable[..., ApiClient]) -> ApiClient:
    return client_for(server, api_key={"userApiKey": server.user_token})


@pytest.fixture
def conversation(server: Sandbox, client: ApiClient) -> int:
    contact = ContactsApi(client).find_or_create(1, identifier="u-1").contact
    begun = ConversationsApi(client).find_or_create(1, contact, server.inbox.id, reuse="never").conversation
    server.clear_requests()
    assert isinstance(begun.id, int)
    return begun.id


def asked(server: Sandbox) -> list[str]:
    made = [f"{request.method} {request.path.rpartition('/')[2]}" for request in server.requests]
    server.clear_requests()
    return made


# --- labels ---


def test_labels_are_added_beside_others_and_taken_off_alone(
    server: Sandbox, client: ApiClient, conversation: int
) -> None:
    api = ConversationsApi(client)
    assert api.add_labels(["vip", " late ", "VIP"], 1, conversation) == ["vip", "late"]
    assert asked(server) == ["GET labels", "POST bulk_actions", "GET labels", "GET labels"]
    assert api.add_labels("Vip", 1, conversation) == ["vip", "late"]
    assert asked(server) == ["GET labels"]
    assert api.remove_labels("VIP", 1, conversation) == ["late"]
    assert server.conversation(conversation).labels == ["late"]


def test_labels_of_contacts_are_taken_off_where_a_bulk_action_takes_off_none(
    client_for: Callable[..., ApiClient],
) -> None:
    with Sandbox(version="4.13") as server:
        api = ContactsApi(client_for(server, api_key={"userApiKey": server.user_token}))
        contact = api.find_or_create(1, identifier="u-1").contact
        api_of_labels = ContactLabelsApi(api.api_client)
        api_of_labels.contact_add_labels({"labels": ["vip", "late"]}, 1, contact.id)
        assert api.remove_labels(["vip"], 1, contact.id) == ["late"]


def test_a_bot_adds_labels_with_the_operations_that_it_may_use(
    server: Sandbox, conversation: int, client_for: Callable[..., ApiClient]
) -> None:
    bot = server.create_agent_bot("Robin")
    server.inbox.agent_bot = bot
    for keys in ({"agentBotApiKey": bot.access_token}, {"api_access_token": bot.access_token}):
        server.clear_requests()
        api = ConversationsApi(client_for(server, api_key=keys))
        assert api.add_labels("vip", 1, conversation) == ["vip"]
        assert ("POST bulk_actions" in asked(server)) is ("api_access_token" in keys)
        server.conversation(conversation).labels = []


def test_of_labels_that_strangers_add_at_once_none_is_lost(client_for: Callable[..., ApiClient]) -> None:
    with Race(0.02) as race:
        race.labels["Conversation 1"] = ["kept"]
        callers = [ConversationsApi(client_for(f"{race.url}/p{each}")) for each in range(3)]
        given = at_once(*(lambda api=api, n=n: api.add_labels(f"l{n}", 1, 1) for n, api in enumerate(callers)))
        assert [each for each in given if isinstance(each, Exception)] == []
        assert sorted(race.labels["Conversation 1"]) == ["kept", "l0", "l1", "l2"]
        # Else none was ever lost.
        assert race.asked("POST", "bulk_actions") > 3


def test_labels_that_something_else_takes_off_every_time_are_told(client_for: Callable[..., ApiClient]) -> None:
    class Contrary(Race):
        def list_labels(self, id: int, kind: str = "Conversation") -> Any:
            return {"payload": ["its own"]}

    with Contrary() as race:
        with pytest.raises(NotKeptException, match="vip didn't stay") as caught:
            ConversationsApi(client_for(race)).add_labels("vip", 1, 1, _deadline=1)
        assert (caught.value.holds, caught.value.missing) == (["its own"], ("vip",))
        assert 1 <= race.asked("POST", "bulk_actions") <= 8


def test_a_conversation_that_is_not_there_is_told_though_a_bulk_action_would_not(client: ApiClient) -> None:
    with pytest.raises(NotFoundException):
        ConversationsApi(client).add_labels("vip", 1, 99)


def test_a_bulk_action_whose_answer_got_lost_is_looked_after(
    server: Sandbox, client: ApiClient, conversation: int
) -> None:
    server.cut_next(processed=True, path="*/bulk_actions")
    assert ConversationsApi(client).add_labels("vip", 1, conversation) == ["vip"]
    assert asked(server).count("POST bulk_actions") == 1


@pytest.mark.parametrize(
    ("labels", "error", "message"),
    [
        ([], ValueError, "at least"),
        ([""], ValueError, "empty"),
        (["a", " "], ValueError, "empty"),
        ("a,b", ValueError, "comma"),
        (['"a"'], ValueError, "quotation mark"),
        ([5], TypeError, "must be text, not int"),
        (None, TypeError, "labels must be titles, not NoneType"),
    ],
)
def test_what_a_server_would_read_as_other_labels_is_refused(labels: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        titles_of(labels)


@given(
    st.lists(st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" ,'\""), max_size=5), max_size=4)
)
def test_what_is_taken_for_titles_is_read_by_a_server_as_just_these(labels: list[str]) -> None:
    try:
        titles = titles_of(labels)
    except ValueError:
        return
    assert tidy_labels(titles) == titles
    assert set(map(lowered, titles)) == {lowered(each.strip()) for each in labels}


# --- attributes ---


def test_attributes_of_a_conversation_are_set_beside_others_or_in_their_place(
    server: Sandbox, client: ApiClient, conversation: int
) -> None:
    api = ConversationsApi(client)
    assert api.set_custom_attributes({"plan": "gold"}, 1, conversation) == {"plan": "gold"}
    assert asked(server) == [f"GET {conversation}", "POST custom_attributes", f"GET {conversation}"]
    assert api.set_custom_attributes({"order": 5}, 1, conversation) == {"plan": "gold", "order": 5}
    server.clear_requests()
    assert api.set_custom_attributes({"order": 5}, 1, conversation) == {"plan": "gold", "order": 5}
    assert asked(server) == [f"GET {conversation}"]
    assert api.set_custom_attributes({}, 1, conversation, merge=False) == {}


def test_attributes_of_a_contact_are_set_beside_others_or_in_their_place(server: Sandbox, client: ApiClient) -> None:
    api = ContactsApi(client)
    contact = api.find_or_create(1, identifier="u-1", custom_attributes={"plan": "gold"}).contact
    server.clear_requests()
    assert api.set_custom_attributes({"order": 5, "none": None}, 1, contact.id) == {
        "plan": "gold",
        "order": 5,
        "none": None,
    }
    assert asked(server) == [f"PUT {contact.id}", f"GET {contact.id}"]
    assert api.set_custom_attributes({"order": [1, 2]}, 1, contact.id, merge=False) == {"order": [1, 2]}


def test_attributes_that_are_there_already_stay_alone_where_no_others_are_wanted(
    client: ApiClient, conversation: int
) -> None:
    contacts, conversations = ContactsApi(client), ConversationsApi(client)
    both = {"plan": "gold", "old": 1}
    contact = contacts.find_or_create(1, identifier="u-1", custom_attributes=both, update="all").contact
    conversations.set_custom_attributes(both, 1, conversation)
    assert contacts.set_custom_attributes({"plan": "gold"}, 1, contact.id, merge=False) == {"plan": "gold"}
    assert conversations.set_custom_attributes({"plan": "gold"}, 1, conversation, merge=False) == {"plan": "gold"}


@pytest.mark.parametrize("processed", [True, False])
@pytest.mark.parametrize("given", [{"plan": "gold"}, {}])
def test_attributes_that_are_to_be_gone_are_though_the_answer_got_lost(
    server: Sandbox, client: ApiClient, conversation: int, given: dict[str, str], processed: bool
) -> None:
    contacts, conversations = ContactsApi(client), ConversationsApi(client)
    both = {"plan": "gold", "old": 1}
    contact = contacts.find_or_create(1, identifier="u-1", custom_attributes=both, update="all").contact
    conversations.set_custom_attributes(both, 1, conversation)
    server.fail_next(status=500, processed=processed, path="/api/v1/accounts/1/contacts/*", method="PUT")
    server.fail_next(status=500, processed=processed, path="*/destroy_custom_attributes")
    server.fail_next(status=500, processed=processed, path="*/conversations/*/custom_attributes")
    assert contacts.set_custom_attributes(given, 1, contact.id, merge=False) == given
    assert conversations.set_custom_attributes(given, 1, conversation, merge=False) == given
    assert conversations.get_details_of_a_conversation(1, conversation).custom_attributes == given


@pytest.mark.parametrize("api_class", [ConversationsApi, ContactsApi])
def test_of_attributes_that_strangers_set_at_once_none_is_lost(
    client_for: Callable[..., ApiClient], api_class: Any
) -> None:
    with Race() as race:
        race.contacts[1] = race.blank(1)
        race.begin({"inbox_id": 1, "contact_id": 1})
        callers = [api_class(client_for(f"{race.url}/p{each}")) for each in range(4)]
        given = at_once(
            *(lambda api=api, n=n: api.set_custom_attributes({f"a{n}": n}, 1, 1) for n, api in enumerate(callers))
        )
        assert [each for each in given if isinstance(each, Exception)] == []
        record = race.conversations[1] if api_class is ConversationsApi else race.contacts[1]
        assert record["custom_attributes"] == {f"a{n}": n for n in range(4)}


@pytest.mark.parametrize(
    ("attributes", "how", "message"),
    [
        (None, {}, "attributes must be a dict, not NoneType"),
        ("a", {}, "attributes must be a dict, not str"),
        ({5: 1}, {}, "attributes must have texts for keys, not int"),
        ({}, {"merge": "no"}, "merge must be True or False, not str"),
    ],
)
def test_what_would_take_all_attributes_away_is_refused(
    client_for: Callable[..., ApiClient], attributes: Any, how: Any, message: str
) -> None:
    for api in (ConversationsApi, ContactsApi):
        with pytest.raises(TypeError, match=message):
            api(client_for("http://unreachable.invalid")).set_custom_attributes(attributes, 1, 1, **how)


# --- handing over ---


def test_a_bot_hands_a_conversation_over_and_opens_it_last(
    server: Sandbox, conversation: int, client_for: Callable[..., ApiClient]
) -> None:
    bot, team = server.create_agent_bot("Robin"), _team(server, client_for)
    server.inbox.agent_bot = bot
    server.conversation(conversation).status = "pending"
    server.clear_requests()
    api = ConversationsApi(client_for(server, api_key={"agentBotApiKey": bot.access_token}))
    api.hand_over(1, conversation, team=team, note="Wants the money back")
    assert asked(server) == ["POST assignments", "POST messages", "POST toggle_status"]
    record = server.conversation(conversation)
    assert (record.status, record.team.id) == ("open", team.id)
    (note,) = [each for each in record.messages if each.content == "Wants the money back"]
    assert note.private is True


def _team(server: Sandbox, client_for: Callable[..., ApiClient]) -> Team:
    from chatwoot_client import TeamsApi

    made = TeamsApi(client_for(server, api_key={"userApiKey": server.user_token})).create_a_team({"name": "money"}, 1)
    assert isinstance(made, Team)
    return made


def test_an_agent_who_hands_over_to_another_does_not_keep_it(
    server: Sandbox, conversation: int, client_for: Callable[..., ApiClient]
) -> None:
    ada, bob = map(server.create_agent, ("Ada", "Bob"))
    server.inbox.members.extend([ada, bob])
    server.conversation(conversation).status = "pending"
    api = ConversationsApi(client_for(server, api_key={"userApiKey": ada.access_token}))
    api.hand_over(1, conversation, assignee=bob.id)
    record = server.conversation(conversation)
    assert (record.status, record.assignee) == ("open", bob)


def test_a_team_that_is_not_there_is_told_and_the_bot_keeps_the_conversation(
    server: Sandbox, client: ApiClient, conversation: int
) -> None:
    server.conversation(conversation).status = "pending"
    with pytest.raises(HandOverException, match="no team of the account has the id 99") as caught:
        ConversationsApi(client).hand_over(1, conversation, team=99, note="Wants the money back")
    assert (caught.value.failed, caught.value.done) == ("team", ())
    assert asked(server) == ["POST assignments"]
    assert server.conversation(conversation).status == "pending"


def test_the_note_is_there_before_an_agent_has_the_conversation(
    server: Sandbox, conversation: int, client: ApiClient
) -> None:
    bob = server.create_agent("Bob")
    server.inbox.members.append(bob)
    server.clear_requests()
    ConversationsApi(client).hand_over(1, conversation, assignee=bob.id, note="Wants the money back")
    assert asked(server) == ["POST messages", "POST assignments", "POST toggle_status", "POST assignments"]


def test_a_step_that_fails_tells_what_is_done_before_it(server: Sandbox, client: ApiClient, conversation: int) -> None:
    server.conversation(conversation).status = "pending"
    server.fail_next(status=404, path="*/toggle_status")
    with pytest.raises(HandOverException, match=r"failed at 'open'.*note is done") as caught:
        ConversationsApi(client).hand_over(1, conversation, note="Wants the money back")
    assert (caught.value.failed, caught.value.done, caught.value.status) == ("open", ("note",), 404)
    assert isinstance(caught.value.__cause__, NotFoundException)
    assert "without the note, which is written" in str(caught.value)


def test_what_may_be_done_twice_is_done_again_and_the_note_is_not(
    server: Sandbox, client: ApiClient, conversation: int
) -> None:
    server.conversation(conversation).status = "pending"
    server.cut_next(processed=True, path="*/toggle_status")
    ConversationsApi(client).hand_over(1, conversation)
    assert server.conversation(conversation).status == "open"
    server.clear_requests()
    server.cut_next(processed=True, path="*/messages")
    with pytest.raises(HandOverException, match="nobody knows whether it's written") as caught:
        ConversationsApi(client).hand_over(1, conversation, note="Wants the money back")
    assert caught.value.outcome == "unknown"
    assert asked(server) == ["POST messages"]


@pytest.mark.parametrize(
    ("how", "error", "message"),
    [
        ({"note": " "}, ValueError, "note must not be empty"),
        ({"note": 5}, TypeError, "note must be text"),
        ({"team": "billing"}, TypeError, "team must be a model or its id, not str"),
    ],
)
def test_a_hand_over_that_cannot_be_meant_is_refused(
    client_for: Callable[..., ApiClient], how: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ConversationsApi(client_for("http://unreachable.invalid")).hand_over(1, 1, **how)


def test_an_open_conversation_may_be_handed_over_without_anything_else(client_for: Callable[..., ApiClient]) -> None:
    opened = json_answer({"payload": {"success": True, "conversation_id": 1, "current_status": "open"}})
    with ScriptedServer([opened]) as server:
        ConversationsApi(client_for(server)).hand_over(1, 1)
        assert server.requests[0].json == {"status": "open"}
        with pytest.raises(ApiException):
            ConversationsApi(client_for("http://127.0.0.1:9", retries=0)).hand_over(1, 1)
