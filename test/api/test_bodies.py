"""What a person writes into a body is sent as it's meant, or refused by name before anything is sent."""

from __future__ import annotations

import datetime
import inspect
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

import pytest
from servers import ScriptedServer, answer

import chatwoot_client
from chatwoot_client import NULL, MessageType, Model, contract
from chatwoot_client.models.base import annotations_of

NOW = datetime.datetime(2026, 11, 23, 12, 0, 0, 500_000, tzinfo=datetime.timezone.utc)


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer([answer()]) as scripted:
        yield scripted


@pytest.fixture
def client(server: ScriptedServer, client_for: Any) -> chatwoot_client.ApiClient:
    made: chatwoot_client.ApiClient = client_for(server)
    return made


OPERATIONS = [operation for operation in contract.operations() if operation.takes is not None]


def fields_in(cls: type[Model], seen: tuple[type[Model], ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every field of a body, those of nested objects too: the names that lead to it (``0`` into a list), and itself."""
    for specifier in cls._fields.values():
        yield (specifier.json_name,), specifier
        kind = type(specifier).__name__
        if kind in ("_Nested", "_NestedList") and specifier.model not in seen:
            into = (specifier.json_name, "0") if kind == "_NestedList" else (specifier.json_name,)
            for names, inner in fields_in(specifier.model, (*seen, cls)):
                yield (*into, *names), inner


CASES = [
    pytest.param(operation, names, specifier, id=f"{operation.api.__name__}.{operation.name}-{'.'.join(names)}")
    for operation in OPERATIONS
    for names, specifier in fields_in(operation.takes)
    # For conditions, filters have rules of their own.
    if names[:2] != ("payload", "0")
]
BY_KIND: dict[str, list[Any]] = {}
for case in CASES:
    BY_KIND.setdefault(type(case.values[2]).__name__, []).append(case)


def body_with(names: tuple[str, ...], value: Any, operation: contract.Operation) -> dict[str, Any]:
    """The body that has a value in this place, and what an operation requires besides."""
    for name in reversed(names):
        value = [value] if name == "0" else {name: value}
    required = {each.json_name: empty(each) for each in operation.takes._fields.values() if each.required}
    return {**required, **value}


def empty(specifier: Any) -> Any:
    return {} if type(specifier).__name__ == "_Mapped" else []


def call(client: chatwoot_client.ApiClient, operation: contract.Operation, body: Any) -> None:
    method = getattr(operation.api(client), operation.name)
    given: dict[str, Any] = {}
    for name, parameter in inspect.signature(method).parameters.items():
        if name == "body":
            given[name] = body
        elif parameter.kind is not parameter.VAR_KEYWORD and (parameter.default is parameter.empty or name == "id"):
            given[name] = "1" if str(parameter.annotation).startswith("str") else 1
    method(**given)


def called(names: tuple[str, ...]) -> str:
    """How an error calls a place."""
    return ".".join(names).replace(".0", "[0]")


def test_every_operation_with_a_body_says_what_it_takes() -> None:
    without = [each.name for each in contract.operations() if each.takes_body and each.takes is None]
    assert without == []
    assert len(OPERATIONS) > 110


# --- lists ---

LISTS = BY_KIND["Listed"] + BY_KIND["_Words"] + BY_KIND["_NestedList"]


@pytest.mark.parametrize(("operation", "names", "specifier"), LISTS)
@pytest.mark.parametrize("given", ["vip", b"vip", {"vip": 1}, 5, NULL])
def test_a_list_is_a_list_in_dicts_and_in_models(client, server, operation, names, specifier, given):
    if given is NULL and not specifier.required:
        # It may mean something.
        return
    for body in (body_with(names, given, operation), operation.takes.from_dict(body_with(names, given, operation))):
        with pytest.raises((TypeError, ValueError)) as raised:
            call(client, operation, body)
        assert str(raised.value).startswith(f"{called(names)} ")
    assert server.connections == 0


@pytest.mark.parametrize(("operation", "names", "specifier"), BY_KIND["Listed"])
@pytest.mark.parametrize("given", [[], (), ["a"]])
def test_lists_and_tuples_go_out_whole(client, server, operation, names, specifier, given):
    call(client, operation, body_with(names, given, operation))
    sent = server.requests[0].json
    for name in names:
        sent = sent[int(name)] if name == "0" else sent[name]
    assert sent == list(given)


@pytest.mark.parametrize("given", ["vip", b"vip", {"a": 1}])
def test_a_constructor_refuses_what_is_no_list(given):
    with pytest.raises(TypeError, match=r"^labels must be a list, not "):
        chatwoot_client.ConversationLabelsPayload(labels=given)
    with pytest.raises(TypeError, match=r"^subscriptions must be a list, not "):
        chatwoot_client.WebhookCreateUpdatePayload(subscriptions=given)


def test_no_list_to_send_is_annotated_so_that_a_text_passes_for_one():
    checked = 0
    for cls in {operation.takes for operation in OPERATIONS}:
        for name, specifier in cls._fields.items():
            if type(specifier).__name__ in ("Listed", "_Words", "_NestedList"):
                assert annotations_of(cls)[name].startswith("ListOf[")
                checked += 1
    assert checked > 20


REPLACING = [
    pytest.param(operation, specifier.json_name, id=f"{operation.api.__name__}.{operation.name}")
    for operation in OPERATIONS
    for specifier in operation.takes._fields.values()
    if specifier.required
]


@pytest.mark.parametrize(("operation", "name"), REPLACING)
def test_what_replaces_a_whole_list_is_not_left_out_and_an_empty_one_empties_it(client, server, operation, name):
    for body in ({}, operation.takes(), {name: None}, {"other": 1}):
        with pytest.raises(ValueError, match=rf"^{name} is missing; "):
            call(client, operation, body)
    assert server.connections == 0
    specifier = next(each for each in operation.takes._fields.values() if each.json_name == name)
    call(client, operation, {name: empty(specifier)})
    assert server.requests[0].json == {name: empty(specifier)}


def test_labels_members_participants_and_attributes_are_what_is_replaced():
    assert len(REPLACING) == 13
    assert {case.values[1] for case in REPLACING} == {"labels", "user_ids", "custom_attributes"}


@pytest.mark.parametrize(("operation", "names", "specifier"), BY_KIND["_Mapped"])
@pytest.mark.parametrize("given", ["plan", b"plan", ["plan"], 5])
def test_attributes_are_a_dict(client, server, operation, names, specifier, given):
    with pytest.raises(TypeError, match=rf"^{re.escape(called(names))} must be a dict, not "):
        call(client, operation, body_with(names, given, operation))
    assert server.connections == 0
    call(client, operation, body_with(names, {"plan": [1]}, operation))
    assert len(server.requests) == 1


# --- ids of records ---

#: A body with an id in it, the operation that takes it, and the id's place.
WITH_AN_ID: list[Any] = [
    ("assignee_id", lambda client, id: assign(client, {"assignee_id": id})),
    ("team_id", lambda client, id: assign(client, {"team_id": id})),
    ("team_id", lambda client, id: assign(client, chatwoot_client.ConversationAssignmentPayload(team_id=id))),
    (
        "inbox_id",
        lambda client, id: chatwoot_client.ContactsApi(client).contact_inbox_creation({"inbox_id": id}, 1, 1),
    ),
    (
        "fields.assignee_id",
        lambda client, id: chatwoot_client.BulkActionsApi(client).create_a_bulk_action(
            {"type": "Conversation", "ids": [1], "fields": {"assignee_id": id}}, 1
        ),
    ),
]


def assign(client: chatwoot_client.ApiClient, body: Any) -> None:
    chatwoot_client.ConversationAssignmentApi(client).assign_a_conversation(body, 1, 1)


@pytest.mark.parametrize(("name", "call_it"), WITH_AN_ID)
@pytest.mark.parametrize("given", ["Grace", "", "1.5", 1.5, True, [1], chatwoot_client.Agent(id=1)])
def test_what_is_no_id_is_refused_since_a_server_takes_it_for_nobodys(client, server, name, call_it, given):
    with pytest.raises(TypeError, match=rf"^{name} must be a number, the id of a record, not "):
        call_it(client, given)
    assert server.connections == 0


@pytest.mark.parametrize(("name", "call_it"), WITH_AN_ID)
@pytest.mark.parametrize("given", [7, "7", NULL])
def test_an_id_goes_out_as_a_number_or_as_text_and_null_takes_it_off(client, server, name, call_it, given):
    call_it(client, given)
    sent = server.requests[0].json
    for each in name.split("."):
        sent = sent[each]
    assert sent == (None if given is NULL else given)


# --- names ---


def misspelt(name: str) -> str:
    middle = len(name) // 2
    return name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]


NAMED = [
    case
    for case in CASES
    if len(case.values[1][-1]) > 6 and case.values[1][-1] != misspelt(case.values[1][-1]) and case.values[1][-1] != "0"
]


@pytest.mark.parametrize(("operation", "names", "specifier"), NAMED)
def test_a_misspelt_name_is_refused_with_the_right_one(client, server, operation, names, specifier):
    *before, name = names
    for wrong in (misspelt(name), name.replace("_", "-"), name.title().replace("_", "")):
        if wrong == name:
            continue
        with pytest.raises(TypeError) as raised:
            call(client, operation, body_with((*before, wrong), "x", operation))
        place = called((*before, wrong))
        assert str(raised.value).startswith(f"{place} is no field of ")
        assert "; did you mean '" in str(raised.value)
    assert server.connections == 0


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: f"{each.api.__name__}.{each.name}")
def test_a_name_that_only_a_newer_server_knows_goes_out(client, server, operation):
    body = {**body_with((), {}, operation), "brand_new": {"deep": [1]}, "x": None, 5: "five"}
    call(client, operation, body)
    assert server.requests[0].json.items() >= {"brand_new": {"deep": [1]}, "x": None, "5": "five"}.items()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("contnet", "content"), ("Content", "content"), ("messageType", "message_type"),
        ("message-type", "message_type"),
        ("attachment", "attachments"), ("sender", "sender_type"), ("emial_html_content", "email_html_content"),
        ("content_kind", None), ("attachments_order", None), ("priority", None), ("name", None),
    ],
)  # fmt: skip
def test_what_is_taken_for_a_mistake_and_what_for_another_name(client, server, written, meant):
    messages = chatwoot_client.MessagesApi(client)
    if meant is None:
        messages.create_a_new_message_in_a_conversation({written: "x"}, 1, 2)
        assert server.requests[0].json == {written: "x"}
    else:
        with pytest.raises(TypeError, match=rf"^{written} is no field of \w+; did you mean '{meant}'\?$"):
            messages.create_a_new_message_in_a_conversation({written: "x"}, 1, 2)


IGNORED = [
    pytest.param(operation, name, id=f"{operation.api.__name__}.{operation.name}-{name}")
    for operation in OPERATIONS
    for name in operation.takes._elsewhere
]


@pytest.mark.parametrize(("operation", "name"), IGNORED)
def test_a_name_that_servers_ignore_is_refused_with_where_it_belongs(client, server, operation, name):
    with pytest.raises(TypeError, match=rf"^{name} is ignored there: .+"):
        call(client, operation, body_with((name,), "x", operation))
    with pytest.raises(TypeError, match=rf"^{name} is ignored there: .+"):
        operation.takes(**{name: "x"})
    assert server.connections == 0


@pytest.mark.parametrize(
    ("call_it", "said"),
    [
        (lambda c: chatwoot_client.ConversationsApi(c).update_conversation({"assignee_id": 5}, 1, 2), "assign_a_conv"),
        (
            lambda c: chatwoot_client.InboxesApi(c).inbox_creation(
                {"name": "A", "channel": {"type": "api", "callback_url": "https://x.test"}}, 1
            ),
            "webhook_url",
        ),
        (
            lambda c: chatwoot_client.InboxesApi(c).update_inbox({"channel": {"callback_url": "https://x.test"}}, 1, 2),
            "webhook_url",
        ),
        (
            lambda c: chatwoot_client.MessagesApi(c).create_a_new_message_in_a_conversation({"created_at": 1}, 1, 2),
            "external_created_at",
        ),
        (lambda c: chatwoot_client.ContactsAPIApi(c).create_a_contact({"avatar": "a.png"}, "inbox"), "avatar_url"),
        (lambda c: chatwoot_client.ContactsApi(c).contact_create({"phone": "+4915112345678"}, 1), "phone_number"),
        (
            lambda c: chatwoot_client.InboxesApi(c).inbox_creation({"channel": {"type": "api", "webhok_url": ""}}, 1),
            "channel.webhok_url is no field of InboxCreateApiChannelPayload; did you mean 'webhook_url'",
        ),
    ],
)
def test_examples_of_what_would_change_nothing(client, server, call_it, said):
    with pytest.raises(TypeError, match=said):
        call_it(client)
    assert server.connections == 0


def test_fields_under_the_name_of_their_resource_go_out(client, server):
    chatwoot_client.LabelsApi(client).create_a_label({"label": {"title": "vip"}}, 1)
    chatwoot_client.InboxesApi(client).update_agent_bot({"agent_bot": None}, 1, 2)
    assert [request.json for request in server.requests] == [{"label": {"title": "vip"}}, {"agent_bot": None}]


# --- words ---


@pytest.mark.parametrize(("operation", "names", "specifier"), BY_KIND["_Word"])
def test_words_go_out_and_others_are_refused(client, server, operation, names, specifier):
    assert specifier.words
    for word in specifier.words:
        call(client, operation, body_with(names, word, operation))
    sent = len(server.requests)
    wrong = [MessageType.ACTIVITY] if "activity" not in specifier.words and not numbers_do(specifier) else []
    wrong += [f"{specifier.words[0]}s", 5.5, True, ["a"], chatwoot_client.AttachmentFileType.IG_REEL]
    for given in [*wrong, *(["bogus"] if specifier.closed else [])]:
        with pytest.raises((TypeError, ValueError), match=rf"^{called(names)} must be one of '".replace("[", r"\[")):
            call(client, operation, body_with(names, given, operation))
    assert len(server.requests) == sent
    if not specifier.closed:
        call(client, operation, body_with(names, "quite_another", operation))


@pytest.mark.parametrize(("operation", "names", "specifier"), BY_KIND["_Words"])
def test_words_in_a_list_go_out_and_near_misses_are_refused(client, server, operation, names, specifier):
    known = list(specifier._each.words)
    call(client, operation, body_with(names, [*known, "quite_another"], operation))
    for wrong in (f"{known[0]}s", MessageType.OUTGOING, 5):
        with pytest.raises((TypeError, ValueError), match=rf"^{called(names)}\[1\] must be one of '"):
            call(client, operation, body_with(names, [known[0], wrong], operation))
    assert len(server.requests) == 1


def numbers_do(specifier: Any) -> bool:
    return bool(specifier._annotated()[1])


def test_the_words_of_a_field_are_those_of_an_enumeration_where_there_is_one():
    known = [
        {member.value if isinstance(member.value, str) else member.name.lower() for member in each}
        for each in vars(chatwoot_client.models.enums).values()
        if inspect.isclass(each) and issubclass(each, Enum) and len(each)
    ]
    others = [
        {"AgentBot"}, {"on", "off"}, {"Conversation", "Contact"}, {"round_robin", "balanced"},
        {"earliest_created", "longest_waiting"},
        {f"conversation_{happened}" for happened in ("created", "updated", "resolved", "opened")} | {"message_created"},
    ]  # fmt: skip
    for case in BY_KIND["_Word"]:
        assert set(case.values[2].words) in [*known, *others]


def test_a_member_and_its_number_go_out_as_the_word_that_is_wanted(client, server):
    messages = chatwoot_client.MessagesApi(client)
    given = [*MessageType, *(int(member) for member in MessageType), "incoming"]
    for kind in given:
        messages.create_a_new_message_in_a_conversation({"message_type": kind}, 1, 2)
        payload = chatwoot_client.ConversationMessageCreatePayload(message_type=kind)
        messages.create_a_new_message_in_a_conversation(payload, 1, 2)
    words = [member.name.lower() for member in MessageType]
    sent = [request.json["message_type"] for request in server.requests]
    assert sent[::2] == sent[1::2] == [*words, *words, "incoming"]
    for kind in (9, -1, "1", "Outgoing ", chatwoot_client.MessageStatus.SENT):
        with pytest.raises(ValueError, match=r"^message_type must be one of 'outgoing', 'incoming', 'template', 'act"):
            messages.create_a_new_message_in_a_conversation({"message_type": kind}, 1, 2)
    assert len(server.requests) == 2 * len(given)


def test_a_message_in_a_conversation_s_creation_is_checked_too(client, server):
    conversations = chatwoot_client.ConversationsApi(client)
    conversations.new_conversation({"message": {"message_type": MessageType.OUTGOING, "content": "Hi"}}, 1)
    assert server.requests[0].json == {"message": {"message_type": "outgoing", "content": "Hi"}}
    with pytest.raises(TypeError, match=r"^message\.contnet is no field of .*; did you mean 'content'\?"):
        conversations.new_conversation({"message": {"contnet": "Hi"}}, 1)


# --- moments ---

MOMENTS = [*BY_KIND["_Epoch"], *BY_KIND["_Iso"]]


@pytest.mark.parametrize(("operation", "names", "specifier"), MOMENTS)
def test_a_moment_has_a_time_zone_in_dicts_and_in_models(client, server, operation, names, specifier):
    for given in (NOW.replace(tzinfo=None), NOW.date()):
        with pytest.raises(ValueError, match=rf"{names[-1]} must have a time zone"):
            call(client, operation, body_with(names, given, operation))
        with pytest.raises(ValueError, match=rf"{names[-1]} must have a time zone"):
            specifier.setter()(Model(), given)
    assert server.connections == 0
    call(client, operation, body_with(names, NOW, operation))
    sent = server.requests[0].json
    for name in names:
        sent = sent[int(name)] if name == "0" else sent[name]
    assert sent in (1795435200, "2026-11-23T12:00:00.500000+00:00")
    assert isinstance(sent, int) is (type(specifier).__name__ == "_Epoch")


@pytest.mark.parametrize(("operation", "names", "specifier"), BY_KIND["_Epoch"])
def test_seconds_go_out_as_whole_ones_and_other_texts_are_refused(client, server, operation, names, specifier):
    for given in (1795435200, 1795435200.9, "1795435200"):
        call(client, operation, body_with(names, given, operation))
        sent = server.requests[-1].json
        for name in names:
            sent = sent[int(name)] if name == "0" else sent[name]
        assert sent == 1795435200
    for wrong in ("2026-11-23", "2026-11-23T12:00:00Z", float("nan"), True, [1]):
        with pytest.raises((TypeError, ValueError), match=rf"{names[-1]} must be a datetime or seconds since 1970"):
            call(client, operation, body_with(names, wrong, operation))


def test_when_a_message_was_written_elsewhere_is_kept_beside_its_attributes(client, server):
    messages = chatwoot_client.MessagesApi(client)
    messages.create_a_new_message_in_a_conversation({"external_created_at": NOW}, 1, 2)
    messages.create_a_new_message_in_a_conversation(
        {"external_created_at": NOW, "content_attributes": {"in_reply_to": 5}}, 1, 2
    )
    alone, beside = (request.json for request in server.requests)
    assert alone == {"external_created_at": 1795435200}
    assert beside == {"content_attributes": {"external_created_at": 1795435200, "in_reply_to": 5}}


# --- all of them ---


def test_the_caller_s_data_is_not_changed_by_what_is_checked(client, server):
    body: Mapping[str, Any] = {"message": {"message_type": MessageType.OUTGOING, "external_created_at": NOW}}
    chatwoot_client.ConversationsApi(client).new_conversation(body, 1)
    assert body == {"message": {"message_type": MessageType.OUTGOING, "external_created_at": NOW}}
