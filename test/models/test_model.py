"""Models: what the server sent comes through unchanged, whatever it is, and mistakes are named."""

from __future__ import annotations

import copy
import datetime
import gc
import inspect
import json
import math
import pickle
import re
import subprocess
import sys
import threading
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chatwoot_client
from chatwoot_client import NULL, FloatTimestamp, Model, Timestamp
from chatwoot_client.generated import shape_of
from chatwoot_client.models.base import epoch, field, float_epoch, iso, nested, nested_list, to_json

EXPORTED = [getattr(chatwoot_client, name) for name in chatwoot_client.models.__all__]
MODELS = [cls for cls in EXPORTED if issubclass(cls, Model)]


class Everything(Model):
    """A model with a field of each kind, under names of its own and of the server's."""

    plain: str | None = field()
    moment: Timestamp | None = epoch()
    fine_moment: FloatTimestamp | None = float_epoch()
    written: datetime.datetime | None = iso()
    sender: chatwoot_client.PublicMessageSender | None = nested("PublicMessageSender")
    messages: list[chatwoot_client.PublicMessage] | None = nested_list("PublicMessage")
    from_: str | None = field("from")


ALL = [*MODELS, Everything]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats()
    | st.text()
    | st.sampled_from(
        ["", "\ud800", "2026-11-23T06:15:28.072Z", "2026-02-30T25:00", "0001-01-01T00:00+14:00", "2026-W53-7"]
    )
    | st.datetimes().map(lambda moment: moment.isoformat())
)
names = st.text() | st.sampled_from(sorted({field.json_name for cls in ALL for field in cls._fields.values()}))
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5), max_leaves=12
)
objects = st.dictionaries(names, values, max_size=8)

examples = settings(deadline=None, max_examples=40)


def filled(cls):
    """JSON objects that have most of a model's fields, each with any value."""
    declared = {specifier.json_name: values for specifier in cls._fields.values()}
    return st.builds(lambda known, more: {**more, **known}, st.fixed_dictionaries({}, optional=declared), objects)


any_model = st.sampled_from(ALL).flatmap(lambda cls: st.tuples(st.just(cls), filled(cls)))


def as_sent(value):
    """Something to compare by that tells NaN, -0.0, true and 1 apart, and the order of keys."""
    return json.dumps(value)


def read_all(model):
    """Read each attribute, of nested models too."""
    for name in model._fields:
        value = getattr(model, name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Model):
                read_all(item)


# --- any JSON object ---


@examples
@given(any_model)
def test_to_dict_gives_back_any_json_object_unchanged(drawn):
    cls, data = drawn
    text = as_sent(data)
    model = cls.from_dict(json.loads(text))
    assert as_sent(model.to_dict()) == text
    read_all(model)
    assert as_sent(model.to_dict()) == text


@examples
@given(any_model)
def test_no_value_in_any_field_raises(drawn):
    cls, data = drawn
    model = cls.from_dict(data)
    read_all(model)
    assert isinstance(repr(model), str)
    assert isinstance(str(model), str)
    assert set(model.additional_properties) == set(data) - set(cls.attribute_map.values())


@examples
@given(any_model)
def test_copies_and_pickles_are_equal_and_hold_the_same_json(drawn):
    cls, data = drawn
    model = cls.from_dict(data)
    for unread in (True, False):
        if not unread:
            read_all(model)
        assert model == copy.copy(model) == copy.deepcopy(model)
        restored = pickle.loads(pickle.dumps(model))
        assert type(restored) is cls
        assert as_sent(restored.to_dict()) == as_sent(data)
        if "NaN" not in as_sent(data):
            assert model == restored


@examples
@given(any_model)
def test_what_is_printed_evaluates_to_the_json(drawn):
    cls, data = drawn
    model = cls.from_dict(data)
    read_all(model)
    shown = eval(repr(model), {"nan": math.nan, "inf": math.inf})
    assert as_sent(cls.from_dict(shown).to_dict()) == as_sent(dict(sorted_alike(data)))


def sorted_alike(data):
    """*data* with its keys in the order in which pprint shows them, all the way down."""
    if isinstance(data, dict):
        return {key: sorted_alike(data[key]) for key in sorted(data)}
    return [sorted_alike(item) for item in data] if isinstance(data, list) else data


@examples
@given(filled(Everything), filled(Everything))
def test_models_are_equal_where_their_json_is(one, other):
    assert (Everything.from_dict(one) == Everything.from_dict(other)) is (one == other)


@examples
@given(any_model)
def test_what_was_read_makes_no_difference_to_equality(drawn):
    cls, data = drawn
    read, unread = cls.from_dict(data), cls.from_dict(data)
    read_all(read)
    assert read == unread
    assert unread == read


@examples
@given(any_model)
def test_a_deep_copy_and_to_dict_are_apart_from_the_model(drawn):
    cls, data = drawn
    model = cls.from_dict(data)
    before = as_sent(data)
    for taken in (model.to_dict(), copy.deepcopy(model)._json, cls.from_dict(data)._json):
        spoil(taken)
    assert as_sent(model.to_dict()) == before
    assert as_sent(data) == before


def spoil(value):
    """Change everything in *value* that can be changed."""
    for inner in list(value.values() if isinstance(value, dict) else value):
        if isinstance(inner, (dict, list)):
            spoil(inner)
    value.clear()


def test_the_last_of_a_repeated_key_wins_and_not_a_number_stays():
    model = chatwoot_client.PublicMessage.from_dict(json.loads('{"id": 1, "id": 2, "content": NaN, "x": -Infinity}'))
    assert model.id == 2
    assert math.isnan(model.content)
    assert model.to_dict()["x"] == -math.inf


@pytest.mark.parametrize("inside", ["content", "sender", "attachments", "content_attributes", "created_at", "unknown"])
def test_json_as_deep_as_python_reads_it_is_no_trouble(inside):
    def run():
        text, deepest = None, sys.getrecursionlimit() // 2
        for depth in range(deepest, 0, -10):
            text = f'{{"{inside}": ' + '[{"a": ' * depth + "1" + "}]" * depth + "}"
            try:
                json.loads(text)
            except RecursionError:
                continue
            break
        assert depth > 200
        model = chatwoot_client.PublicMessage.from_dict(json.loads(text))
        for _ in range(2):
            assert model == copy.copy(model) == copy.deepcopy(model) == pickle.loads(pickle.dumps(model))
            assert model != chatwoot_client.PublicMessage.from_dict(json.loads(text.replace("1", "2")))
            assert json.dumps(model.to_dict()) == text
            assert repr(model).startswith("{")
            read_all(model)

    in_a_fresh_stack(run)


def in_a_fresh_stack(run):
    """Run in a thread, where no frames of pytest count towards the recursion limit."""
    failures = []

    def kept():
        try:
            run()
        except BaseException as failure:
            failures.append(failure)

    thread = threading.Thread(target=kept)
    thread.start()
    thread.join()
    for failure in failures:
        raise failure


def test_lists_that_are_nested_too_deeply_to_be_shown_are_shown_in_part():
    deep = []
    for _ in range(5000):
        deep = [deep]
    assert "[[Ellipsis]]" in repr(chatwoot_client.PublicMessage.from_dict({"content": deep}))


@pytest.mark.parametrize(
    ("less", "more"), [(1, 2), ("a", "b"), ([1], [1, 1]), ({"a": 1}, {"a": 2}), ({"a": 1}, {"b": 1}), (None, 0)]
)
def test_models_are_unequal_whichever_has_more(less, more):
    one, other = (chatwoot_client.PublicMessage.from_dict({"content": value}) for value in (less, more))
    assert one != other
    assert other != one


def test_dir_names_fields_and_methods_and_nothing_that_is_ours_alone():
    shown = dir(chatwoot_client.PublicMessage())
    assert {"content", "sender", "to_dict", "swagger_types", "__eq__"} <= set(shown)
    assert "_json" not in shown


def test_a_payload_that_holds_itself_can_be_shown_compared_and_copied():
    circle = {"plan": "pro"}
    circle["self"] = circle
    payload = chatwoot_client.PublicConversationCreatePayload(custom_attributes=circle)
    assert "Recursion" in repr(payload)
    copied = copy.deepcopy(payload)
    assert copied == payload
    assert copied.custom_attributes["self"] is copied.custom_attributes is not circle
    assert chatwoot_client.PublicConversationCreatePayload.from_dict({"custom_attributes": circle}) == payload


# --- attributes ---


@pytest.mark.parametrize("cls", MODELS)
def test_a_declared_field_that_was_not_sent_reads_none(cls):
    empty = cls.from_dict({})
    assert {getattr(empty, name) for name in cls._fields} == {None}
    assert empty.to_dict() == {}


def test_an_unknown_field_is_kept_and_shown():
    model = chatwoot_client.PublicMessage.from_dict({"id": 1, "priority": {"of": [1]}})
    shown = model.additional_properties
    assert shown == {"priority": {"of": [1]}}
    shown["priority"]["of"].append(2)
    assert model.to_dict() == {"id": 1, "priority": {"of": [1]}}


def test_a_nested_field_gives_the_same_object_at_each_read_and_changes_through_it_show():
    message = chatwoot_client.PublicMessage.from_dict(
        {"sender": {"name": "Ann"}, "attachments": [{"id": 1}, None, "odd", {"id": 2}]}
    )
    assert isinstance(message.sender, chatwoot_client.PublicMessageSender)
    assert message.sender is message.sender
    message.sender.name = "Bea"
    first, null, odd, second = message.attachments
    assert isinstance(first, chatwoot_client.PublicMessageAttachment)
    assert (null, odd) == (None, "odd")
    assert message.attachments[3] is second
    second.file_type = "image"
    message.attachments.append(chatwoot_client.PublicMessageAttachment(id=3))
    assert message.to_dict() == {
        "sender": {"name": "Bea"},
        "attachments": [{"id": 1}, None, "odd", {"id": 2, "file_type": "image"}, {"id": 3}],
    }


def test_a_shallow_copy_shares_what_is_nested_and_nothing_else():
    message = chatwoot_client.PublicMessage.from_dict({"id": 1, "sender": {"name": "Ann"}})
    copied = copy.copy(message)
    copied.id = 2
    copied.sender.name = "Bea"
    assert (message.id, message.sender.name) == (1, "Bea")


def test_setting_an_attribute_changes_the_json_under_the_name_that_the_server_knows():
    model = Everything()
    model.from_ = "Ann"
    model.plain = NULL
    model.sender = chatwoot_client.PublicMessageSender(name="Ann")
    assert model.to_dict() == {"from": "Ann", "plain": None, "sender": {"name": "Ann"}}
    assert model.plain is None
    model.from_ = None
    del model.sender, model.messages
    assert model.to_dict() == {"plain": None}


@pytest.mark.parametrize("cls", MODELS)
def test_a_misspelt_attribute_is_refused(cls):
    with pytest.raises(AttributeError, match="contnet"):
        cls().contnet = "lost"


def test_reading_an_attribute_that_no_model_has_is_an_attribute_error():
    with pytest.raises(AttributeError, match="contnet"):
        chatwoot_client.PublicMessage.from_dict({"contnet": 1}).contnet  # noqa: B018


def test_threads_that_read_a_nested_field_first_see_each_others_changes():
    for _ in range(50):
        message = chatwoot_client.PublicMessage.from_dict({"sender": {"name": "x"}, "attachments": [{"id": 1}]})
        ready = threading.Barrier(4)

        def mark(number, message=message, ready=ready):
            ready.wait()
            setattr(message.sender, ("id", "email", "type", "identifier")[number], number)
            setattr(message.attachments[0], ("width", "height", "extension", "file_size")[number], number)
            message.to_dict()

        threads = [threading.Thread(target=mark, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert message.to_dict() == {
            "sender": {"name": "x", "id": 0, "email": 1, "type": 2, "identifier": 3},
            "attachments": [{"id": 1, "width": 0, "height": 1, "extension": 2, "file_size": 3}],
        }


# --- constructors ---


@pytest.mark.parametrize("cls", MODELS)
def test_a_constructor_takes_the_fields_by_position_and_by_keyword(cls):
    fields = list(cls.attribute_map)
    by_position = cls(*range(len(fields)))
    by_keyword = cls(**{name: number for number, name in enumerate(fields)})
    assert by_position == by_keyword
    assert by_position.to_dict() == {cls.attribute_map[name]: number for number, name in enumerate(fields)}
    assert list(inspect.signature(cls).parameters) == fields
    assert {parameter.default for parameter in inspect.signature(cls).parameters.values()} == {None}


def test_none_means_not_given_and_null_is_sent():
    payload = chatwoot_client.PublicContactCreateUpdatePayload(name=None, email=NULL, phone_number="")
    assert payload.to_dict() == {"email": None, "phone_number": ""}


def test_null_is_one_thing_that_survives_copies_and_pickles():
    assert not NULL
    assert repr(NULL) == "NULL"
    assert copy.deepcopy(NULL) is copy.copy(NULL) is pickle.loads(pickle.dumps(NULL)) is NULL


def test_an_unknown_keyword_is_refused_with_the_nearest_field():
    with pytest.raises(TypeError, match=r"PublicMessageCreatePayload has no field 'contnet'; did you mean 'content'\?"):
        chatwoot_client.PublicMessageCreatePayload(contnet="hello")
    with pytest.raises(TypeError, match=r"no field 'zzz'; there are content, echo_id, attachments"):
        chatwoot_client.PublicMessageCreatePayload(zzz=1)


def test_too_many_fields_and_one_that_is_given_twice_are_refused():
    with pytest.raises(TypeError, match="3 fields, 4 were given"):
        chatwoot_client.PublicMessageCreatePayload(1, 2, 3, 4)
    with pytest.raises(TypeError, match="content was given twice"):
        chatwoot_client.PublicMessageCreatePayload("a", content="b")


@pytest.mark.parametrize("data", [None, [], "text", 5, [("id", 1)]])
def test_only_a_mapping_becomes_a_model(data):
    with pytest.raises(TypeError, match="data must be a mapping"):
        chatwoot_client.PublicMessage.from_dict(data)


@pytest.mark.parametrize("cls", MODELS)
def test_a_model_tells_its_types_and_names_as_generated_clients_do(cls):
    assert set(cls.swagger_types) == set(cls.attribute_map) == set(cls._fields)
    assert cls().swagger_types == cls.swagger_types
    for name in cls.swagger_types.values():
        shape_of(name)


@pytest.mark.parametrize("name", ["Nobody", "", "Configuration", "with_http_info", "__name__"])
def test_what_is_no_model_is_not_taken_for_one(name):
    with pytest.raises(ValueError, match=f"there is no model '{name}'"):
        shape_of(name)


def test_the_types_and_names_of_a_message():
    assert chatwoot_client.PublicMessage.swagger_types == {
        "id": "int",
        "content": "str",
        "message_type": "int",
        "content_type": "str",
        "content_attributes": "object",
        "created_at": "int",
        "conversation_id": "int",
        "attachments": "list[PublicMessageAttachment]",
        "sender": "PublicMessageSender",
    }
    assert Everything.attribute_map["from_"] == "from"
    assert Everything.swagger_types["written"] == "datetime"
    assert Everything.swagger_types["fine_moment"] == "float"


def test_a_subclass_has_the_fields_of_its_parents_first():
    own = list(chatwoot_client.PublicContact.attribute_map)
    assert list(chatwoot_client.PublicContactRecord.attribute_map)[: len(own)] == own


def test_models_of_different_classes_and_other_things_are_not_equal():
    data = {"id": 1}
    message = chatwoot_client.PublicMessage.from_dict(data)
    assert message != chatwoot_client.PublicMessageSender.from_dict(data)
    assert message != data
    assert message != 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(message)


# --- times ---


@pytest.mark.parametrize(
    ("seconds", "moment"),
    [
        (1763878528, datetime.datetime(2025, 11, 23, 6, 15, 28, tzinfo=datetime.timezone.utc)),
        (-86400, datetime.datetime(1969, 12, 31, tzinfo=datetime.timezone.utc)),
        (0, None),
        (10**15, None),
        (-(10**15), None),
        (10**400, None),
    ],
)
def test_a_timestamp_is_the_number_that_was_sent_and_knows_its_moment(seconds, moment):
    read = Everything.from_dict({"moment": seconds}).moment
    assert type(read) is Timestamp
    assert read == seconds
    assert read.datetime == moment
    assert repr(read) == repr(seconds)
    assert json.dumps(read) == json.dumps(seconds)


@pytest.mark.parametrize(
    ("seconds", "moment"),
    [
        (1763878528.25, datetime.datetime(2025, 11, 23, 6, 15, 28, 250000, tzinfo=datetime.timezone.utc)),
        (1763878528, datetime.datetime(2025, 11, 23, 6, 15, 28, tzinfo=datetime.timezone.utc)),
        (0.0, None),
        (1e300, None),
        (math.nan, None),
        (math.inf, None),
        (-math.inf, None),
    ],
)
def test_a_float_timestamp_is_the_number_that_was_sent_and_knows_its_moment(seconds, moment):
    read = Everything.from_dict({"fine_moment": seconds}).fine_moment
    assert type(read) is FloatTimestamp
    assert read == seconds or math.isnan(seconds)
    assert read.datetime == moment


@pytest.mark.parametrize("value", [True, "1763878528", 1.5, None, {"a": 1}, [1]])
def test_a_time_of_an_unexpected_type_is_handed_over_as_it_came(value):
    read = Everything.from_dict({"moment": value}).moment
    assert read == value
    assert type(read) is type(value)


def test_a_float_time_that_no_float_holds_is_handed_over_as_it_came():
    assert Everything.from_dict({"fine_moment": 10**400}).fine_moment == 10**400


@pytest.mark.parametrize(
    "text", ["2026-11-23T06:15:28.072Z", "2026-11-23T06:15:28.072", "2026-11-23T07:15:28.072+01:00"]
)
def test_iso_text_becomes_an_aware_datetime_and_stays_text_in_the_json(text):
    model = Everything.from_dict({"written": text})
    assert model.written == datetime.datetime(2026, 11, 23, 6, 15, 28, 72000, tzinfo=datetime.timezone.utc)
    assert model.to_dict() == {"written": text}


@pytest.mark.parametrize(
    "value", ["", "yesterday", "2026-13-01", "2026-11-23T06:15:28.072Zzz", "2026-11-23\N{DEGREE SIGN}", 5, True, [], {}]
)
def test_what_is_no_iso_text_is_handed_over_as_it_came(value):
    read = Everything.from_dict({"written": value}).written
    assert read == value
    assert type(read) is type(value)


def test_a_datetime_that_is_set_becomes_iso_text():
    model = Everything(written=datetime.datetime(2026, 11, 23, tzinfo=datetime.timezone.utc))
    assert model.to_dict() == {"written": "2026-11-23T00:00:00+00:00"}


# --- as JSON ---


@pytest.mark.parametrize("value", [math.nan, math.inf, {1, 2}, "\ud800", b"text", object(), {(1, 2): 3}], ids=repr)
def test_what_json_can_not_carry_is_a_value_error_that_says_where(value):
    with pytest.raises(ValueError, match="body"):
        to_json({"a": [value]}, "body")


def test_null_and_models_and_dates_are_written_as_json_has_them():
    sender = chatwoot_client.PublicMessageSender(name="Ann")
    value = {"null": NULL, "sender": sender, "day": datetime.date(2026, 11, 23)}
    assert json.loads(to_json(value, "body")) == {"null": None, "sender": {"name": "Ann"}, "day": "2026-11-23"}


# --- enumerations ---


def test_enumerations_equal_what_the_server_sends():
    assert chatwoot_client.MessageType.INCOMING == 0
    assert chatwoot_client.ConversationStatus.OPEN == "open"
    assert str(chatwoot_client.ConversationStatus.OPEN) == "open"
    message = chatwoot_client.PublicMessage.from_dict({"message_type": 3})
    assert message.message_type == chatwoot_client.MessageType.TEMPLATE


def test_an_unknown_value_of_an_enumeration_is_handed_over_as_it_came():
    assert chatwoot_client.PublicMessage.from_dict({"message_type": 77}).message_type == 77
    assert chatwoot_client.PublicConversation.from_dict({"status": "parked"}).status == "parked"


def test_a_member_of_an_enumeration_is_sent_as_plain_json():
    body = {"status": chatwoot_client.ConversationStatus.OPEN, "type": chatwoot_client.MessageType.OUTGOING}
    sent = chatwoot_client.ApiClient().sanitize_for_serialization(body)
    assert sent == {"status": "open", "type": 1}
    assert type(sent["status"]) is str
    assert type(sent["type"]) is int


# --- what it costs ---


def message_list(count):
    return json.dumps(
        [
            {
                "id": number,
                "content": f"Message number {number}",
                "message_type": 1,
                "content_type": "text",
                "content_attributes": {},
                "created_at": 1763878528 + number,
                "conversation_id": 56,
                "sender": {"id": 7, "name": "Ann", "avatar_url": "", "type": "user"},
            }
            for number in range(count)
        ]
    )


def held_by(make):
    gc.collect()
    tracemalloc.start()
    try:
        made = make()
        gc.collect()
        return tracemalloc.get_traced_memory()[0], made
    finally:
        tracemalloc.stop()


def test_a_list_of_a_thousand_costs_little_more_than_its_json():
    class Answer:
        status = 200
        data = message_list(1000)

        @staticmethod
        def getheader(name):
            return None

    client = chatwoot_client.ApiClient()
    client.deserialize(Answer, "list[PublicMessage]")
    as_json, _ = held_by(lambda: json.loads(Answer.data))
    as_models, models = held_by(lambda: client.deserialize(Answer, "list[PublicMessage]"))
    assert len(models) == 1000
    assert as_models < as_json * 1.1


def test_reading_does_not_change_the_size_of_a_model():
    assert not hasattr(chatwoot_client.PublicMessage(), "__dict__")


def test_a_model_is_read_like_the_dict_that_generated_clients_had_in_its_place():
    message = chatwoot_client.PublicMessage.from_dict({"content": None, "sender": {"name": "Ada"}, "new": 1})
    assert message["content"] is None
    assert message["sender"]["name"] == message.sender["name"] == "Ada"
    assert (message.get("new"), message.get("id"), message.get("id", 5)) == (1, None, 5)
    assert "content" in message
    assert "id" not in message
    assert list(message) == ["content", "sender", "new"]
    with pytest.raises(KeyError, match="id"):
        message["id"]


def everything_in(value):
    """All that stands in JSON data, by identity; a model that got in between would be among it."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [value, *(each for item in inner for each in everything_in(item))]


def is_sent_as_list(specifier):
    try:
        specifier.sendable("it", {})
    except TypeError as error:
        return "must be a list" in str(error)
    return False


@examples
@given(any_model)
def test_a_model_never_changes_what_it_was_made_from(drawn):
    cls, data = drawn
    fields = {
        name: data[specifier.json_name]
        for name, specifier in cls._fields.items()
        # A list to send is one in the constructor, too.
        if specifier.json_name in data
        and (isinstance(data[specifier.json_name], list) or not is_sent_as_list(specifier))
    }
    before, things = as_sent(data), everything_in(fields)
    made = [cls(**fields), cls(*(fields.get(name) for name in cls.attribute_map)), cls.from_dict(data), cls()]
    for name, value in fields.items():
        setattr(made[-1], name, value)
    for model in made:
        read_all(model)
        assert as_sent(data) == before
    assert [id(each) for each in everything_in(fields)] == [id(each) for each in things]
    for model in made:
        spoil(model._json)
    assert as_sent(data) == before


def test_what_is_nested_deeply_in_an_argument_stays_plain_when_it_is_read():
    conversation = {"unread_count": 1, "contact_inbox": {"source_id": "ann"}}
    listed = [{"attachments": [{"id": 1}]}]
    record = chatwoot_client.MessageRecord(conversation=conversation)
    messages = chatwoot_client.MessageList(payload=tuple(listed))
    assert record.conversation.contact_inbox.source_id == "ann"
    assert messages.payload[0].attachments[0].id == 1
    record.conversation.unread_count = 2
    assert conversation == {"unread_count": 1, "contact_inbox": {"source_id": "ann"}}
    assert listed == [{"attachments": [{"id": 1}]}]


def test_a_model_that_is_put_into_another_one_stays_the_object_that_it_is():
    sender = chatwoot_client.PublicMessageSender(name="Ann")
    attachment = chatwoot_client.PublicMessageAttachment(id=1)
    message = chatwoot_client.Message(sender=sender, attachments=[attachment])
    assert message.sender is sender
    assert message.attachments[0] is attachment
    sender.name = "Bea"
    assert message.to_dict() == {"sender": {"name": "Bea"}, "attachments": [{"id": 1}]}


@examples
@given(any_model)
def test_a_model_unpacks_like_the_json_object_that_it_shows(drawn):
    cls, data = drawn
    model = cls.from_dict(data)
    assert as_sent(dict(model)) == as_sent({**model}) == as_sent(data)
    assert len(model) == len(data)
    assert model
    read_all(model)
    assert list(dict(model)) == list(data)
    assert cls.from_dict(model) == cls.from_dict(dict(model)) == model


def test_a_model_s_fields_make_another_one():
    message = chatwoot_client.Message.from_dict({"id": 1, "sender": {"name": "Ann"}})
    assert message.sender.name == "Ann"
    assert chatwoot_client.Message(**message) == message


def test_what_any_thread_changes_in_a_nested_object_shows_though_many_read_it_first():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(100):
            message = chatwoot_client.PublicMessage.from_dict({"sender": {}, "attachments": [{}]})
            gate = threading.Barrier(4)

            def change(number, message=message, gate=gate):
                gate.wait()
                sender, (attachment,) = message.sender, message.attachments
                sender._json[str(number)] = attachment._json[str(number)] = number

            threads = [threading.Thread(target=change, args=(number,)) for number in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            changed = {str(number): number for number in range(4)}
            assert message.to_dict() == {"sender": changed, "attachments": [changed]}
    finally:
        sys.setswitchinterval(interval)


class Drawer(Model):
    """A model of one's own that names another of one's own."""

    inside: Label | None = nested("Label")


class Label(Model):
    """Called as no model of the package is."""

    text: str | None = field()


def test_a_nested_model_is_found_beside_the_one_that_names_it():
    assert Drawer.from_dict({"inside": {"text": "socks"}}).inside == Label(text="socks")


def test_a_model_needs_nothing_of_the_package_but_models():
    code = "import sys, chatwoot_client.models.base; print([name for name in sys.modules if 'chatwoot' in name])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "chatwoot_client.models.base.model" in loaded
    assert not re.search(r"api|rest|configuration|encoding|decoding", loaded)
