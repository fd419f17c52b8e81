"""Rails' own ways: what becomes of a value of another kind than is wanted. Expected is what a real 4.15.1 answered."""

from __future__ import annotations

import http.client
from typing import Any

import pytest
from office import PNG, Caller

from chatwoot_client.sandbox import Sandbox

NOT_FOUND = {"error": "Resource could not be found"}
CRASHED = {"status": 500, "error": "Internal Server Error"}


@pytest.fixture
def talk(server: Sandbox, admin: Caller) -> str:
    contact = admin.post("/contacts", {"name": "Ada", "email": "ada@sandbox.test"})["payload"]["contact"]["id"]
    made = admin.post("/conversations", {"inbox_id": server.inbox.id, "contact_id": contact, "source_id": "ada"})
    return f"/conversations/{made['id']}"


def error(admin: Caller, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    answer = admin.ask(method, path, body)
    return answer.status, answer.json if answer.body else None


# Enums


@pytest.mark.parametrize(
    ("sent", "becomes"),
    [("pending", "pending"), (2, "pending"), (2.0, "pending"), (None, "resolved"), ("", "resolved")],
)
def test_an_enum_takes_its_words_and_their_numbers(admin: Caller, talk: str, sent: Any, becomes: str) -> None:
    toggled = admin.post(f"{talk}/toggle_status", {"status": sent})
    assert toggled["payload"]["current_status"] == becomes


@pytest.mark.parametrize("sent", ["nope", "0", True, 9, ["open"], {"a": 1}])
@pytest.mark.parametrize("path", ["toggle_status", "toggle_priority"])
def test_an_enum_breaks_on_anything_else(admin: Caller, talk: str, path: str, sent: Any) -> None:
    assert error(admin, "POST", f"{talk}/{path}", {path.partition("_")[2]: sent}) == (500, CRASHED)


@pytest.mark.parametrize(
    ("sent", "kind", "by"),
    [
        ("incoming", 0, "contact"),
        ("outgoing", 1, "user"),
        (None, 1, "user"),
        (False, 1, "user"),
        (0, 0, "contact"),
        (1, 1, "contact"),
        (1.0, 1, "contact"),
        (2, 2, "contact"),
        ("template", 3, "contact"),
    ],
)
def test_a_message_s_type_may_be_a_number_and_its_sender_goes_by_the_word(
    admin: Caller, talk: str, sent: Any, kind: int, by: str
) -> None:
    message = admin.post(f"{talk}/messages", {"content": "x", "message_type": sent})
    assert (message["message_type"], message["sender"]["type"]) == (kind, by)


@pytest.mark.parametrize(
    ("field", "sent", "words"),
    [
        ("message_type", "Outgoing", "'Outgoing' is not a valid message_type"),
        ("message_type", True, "'true' is not a valid message_type"),
        ("message_type", ["incoming"], "'[\"incoming\"]' is not a valid message_type"),
        ("message_type", {"a": 1}, "'{\"a\"=>1}' is not a valid message_type"),
        ("content_type", ["text"], "'[\"text\"]' is not a valid content_type"),
        ("template_params", "x", "Validation failed: Template params must be of type hash"),
        ("template_params", {"a": 1}, "Validation failed: Name is required"),
        ("source_id", "s" * 20_001, "Validation failed: Source is too long (maximum is 20000 characters)"),
        ("content_attributes", "[1]", "no implicit conversion of Symbol into Integer"),
        ("attachments", [5], "Could not find or build blob: expected attachable, got 5"),
        ("attachments", {"a": 1}, 'Could not find or build blob: expected attachable, got ["a", 1]'),
        (
            "attachments",
            [{"a": 1}],
            'Could not find or build blob: expected attachable, got #<ActionController::Parameters {"a"=>1} permitted: '
            "false>",
        ),
        ("attachments", "nope", "undefined method `each' for an instance of String"),
        ("echo_id", {"a": 1}, "unable to convert unpermitted parameters to hash"),
    ],
)
def test_creating_a_message_tells_what_broke(admin: Caller, talk: str, field: str, sent: Any, words: str) -> None:
    assert error(admin, "POST", f"{talk}/messages", {"content": "x", field: sent}) == (422, {"error": words})


@pytest.mark.parametrize(
    ("kind", "items", "words"),
    [
        ("input_select", {"a": 1}, "undefined method `keys' for an instance of Array"),
        ("input_select", ["x"], "undefined method `keys' for an instance of String"),
        ("input_select", None, "undefined method `reject' for nil"),
        ("cards", [{"title": "T", "actions": "x"}], "undefined method `collect' for an instance of String"),
    ],
)
def test_items_that_are_none_break_in_ruby_s_words(admin: Caller, talk: str, kind: str, items: Any, words: str) -> None:
    sent = {"content": "x", "content_type": kind, "content_attributes": {"items": items}}
    assert error(admin, "POST", f"{talk}/messages", sent) == (422, {"error": words})


def test_a_blank_type_violates_the_database_s_rule(admin: Caller, talk: str) -> None:
    for field in ("message_type", "private"):
        status, told = error(admin, "POST", f"{talk}/messages", {"content": "x", field: ""})
        assert status == 422
        assert told["error"].startswith(f'PG::NotNullViolation: ERROR:  null value in column "{field}"')


# Texts, flags, lists and objects


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (["a", 1, None, {"b": True}], '["a", 1, #<ActionController::Parameters {"b"=>true} permitted: false>]'),
        ({"a": [1, {"b": None}]}, '{"a"=>[1, {"b"=>nil}]}'),
        (5, "5"),
        (True, "t"),
    ],
)
def test_content_of_another_kind_becomes_ruby_s_text(admin: Caller, talk: str, sent: Any, kept: str) -> None:
    assert admin.post(f"{talk}/messages", {"content": sent})["content"] == kept


@pytest.mark.parametrize(
    ("sent", "private"), [([True], True), ([], True), ("off", False), ("no", True), (0, False), (None, False)]
)
def test_whatever_is_not_known_for_no_means_yes(admin: Caller, talk: str, sent: Any, private: bool) -> None:
    assert admin.post(f"{talk}/messages", {"content": "x", "private": sent})["private"] is private


@pytest.mark.parametrize("sent", [5, "", "e-1", ["x"]])
def test_an_echo_id_comes_back_as_it_was_sent(admin: Caller, talk: str, sent: Any) -> None:
    assert admin.post(f"{talk}/messages", {"content": "x", "echo_id": sent})["echo_id"] == sent


@pytest.mark.parametrize("field", ["custom_attributes", "additional_attributes", "message"])
def test_a_text_in_an_object_s_place_breaks_a_new_conversation(
    server: Sandbox, admin: Caller, talk: str, field: str
) -> None:
    sent = {"inbox_id": server.inbox.id, "contact_id": 1, "source_id": "ada", field: "x"}
    assert error(admin, "POST", "/conversations", sent) == (500, CRASHED)
    assert admin.get("/conversations/meta")["meta"]["all_count"] == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/contacts?page[]=1"),
        ("GET", "/contacts/search?q[]=x"),
        ("GET", "/contacts?sort[]=name"),
        ("GET", "{talk}/messages?before[]=5"),
        ("GET", "{talk}/messages?after=99999999999999999999"),
    ],
)
def test_a_list_or_a_giant_in_a_number_s_place_breaks(admin: Caller, talk: str, method: str, path: str) -> None:
    assert error(admin, method, path.format(talk=talk)) == (500, CRASHED)


def test_a_list_of_ids_finds_any_of_them(admin: Caller, talk: str) -> None:
    assert admin.post(f"{talk}/assignments", {"assignee_id": [99, 1]})["id"] == 1
    assert (
        admin.get("/conversations?status[]=open&status[]=pending&inbox_id[]=1&inbox_id[]=9")["data"]["meta"][
            "all_count"
        ]
        == 1
    )


@pytest.mark.parametrize(
    ("query", "count"),
    [("status=", 0), ("status=0", 1), ("status=nope", 0), ("status=all", 1), ("inbox_id=", 0), ("updated_within=0", 1)],
)
def test_a_blank_word_of_a_list_finds_nothing_and_a_number_its_word(
    admin: Caller, talk: str, query: str, count: int
) -> None:
    assert admin.get(f"/conversations?{query}")["data"]["meta"]["all_count"] == count


def test_zero_is_not_blank(server: Sandbox, admin: Caller) -> None:
    assert error(admin, "POST", "/contacts", {"name": "x", "inbox_id": 0}) == (404, NOT_FOUND)
    channel = {"channel": {"additional_attributes": {"agent_reply_time_window": 0}}}
    assert admin.ask("PATCH", f"/inboxes/{server.inbox.id}", channel).status == 422


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/contacts", {"name": "x", "blocked": None}),
        ("/contacts", {"name": "x", "avatar": "face.png"}),
        ("/dashboard_apps", {"content": [{"type": "frame", "url": "https://a.test"}]}),
        ("/macros", {"actions": []}),
        ("/macros", {"name": "x"}),
        ("/macros", {"name": "x", "actions": "x"}),
        ("/upload", {"attachment": "x"}),
    ],
)
def test_a_null_where_the_database_takes_none_breaks(admin: Caller, path: str, body: Any) -> None:
    assert error(admin, "POST", path, body) == (500, CRASHED)


# Parameters


def test_the_body_s_own_fields_are_nested_and_the_query_s_are_not(admin: Caller) -> None:
    assert admin.post("/labels?title=queried", {"title": "bodied"})["title"] == "bodied"
    assert admin.post("/labels?label[title]=queried", {"title": "bodied"})["title"] == "queried"


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        (b'{"title":"one"/*x*/}', "application/json", "one"),
        (b'{"title":"two"}', "Application/JSON; charset=utf-8", "two"),
        (b"label[title]=three", "application/x-www-form-urlencoded", "three"),
    ],
)
def test_a_body_is_read_as_its_type_says(admin: Caller, body: bytes, content_type: str, title: str) -> None:
    answer = admin.ask("POST", "/labels", body, content_type)
    assert (answer.status, answer.json["title"]) == (200, title)


def test_a_form_without_a_boundary_says_nothing(admin: Caller) -> None:
    answer = admin.ask("POST", "/labels", b"x", "multipart/form-data")
    assert (answer.status, answer.json) == (422, {"error": "param is missing or the value is empty: label"})


def test_a_form_may_ask_for_another_method(admin: Caller) -> None:
    form = b"_method=patch&profile[message_signature]=me"
    answer = admin.ask("POST", "/api/v1/profile", form, "application/x-www-form-urlencoded")
    assert (answer.status, answer.json["message_signature"]) == (200, "me")


def test_nulls_in_lists_are_dropped_and_others_kept(admin: Caller, talk: str) -> None:
    sent = {"a": [1, None, {"b": None}], "c": None}
    assert admin.post(f"{talk}/custom_attributes", {"custom_attributes": sent})["custom_attributes"] == {
        "a": [1, {"b": None}],
        "c": None,
    }


# Paths


@pytest.mark.parametrize("token", [True, False])
@pytest.mark.parametrize("path", ["/nothing-here", "/agents/1/2", "/search/nope"])
def test_a_path_that_chatwoot_has_not_is_404_with_a_token_and_without(server: Sandbox, path: str, token: bool) -> None:
    caller = Caller(server, server.user_token if token else None)
    answer = caller.ask("GET", path)
    assert (answer.status, answer.json) == (404, {"status": 404, "error": "Not Found"})


def test_a_body_is_not_read_where_nothing_is(admin: Caller) -> None:
    assert admin.ask("POST", "/nothing", b"{").status == 404
    assert admin.ask("POST", "/labels", b"{").status == 400


def test_a_slash_at_the_end_changes_nothing_and_another_form_is_not_given(admin: Caller) -> None:
    assert admin.get("/labels/") == {"payload": []}
    for suffix, status in ((".json", 200), (".csv", 406), (".html", 406), (".xml", 406)):
        assert admin.ask("GET", f"/labels{suffix}").status == status


# Labels, searches, texts with braces, files


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (["a,b"], ["a", "b"]),
        (['"a,b"'], ["a,b"]),
        (["VIP", "vip", " new "], ["VIP", "new"]),
        ([1, True, None, ["x"]], ["1", "true"]),
        ("red", []),
    ],
)
@pytest.mark.parametrize("of", ["{talk}", "/contacts/1"])
def test_labels_are_read_as_tags(admin: Caller, talk: str, of: str, sent: Any, kept: list[str]) -> None:
    path = f"{of.format(talk=talk)}/labels"
    assert admin.post(path, {"labels": sent}) == {"payload": kept}
    assert admin.get(path) == {"payload": kept}


def test_a_label_too_long_for_a_tag_is_refused(admin: Caller, talk: str) -> None:
    told = {"message": "Tag must exist, Tag can't be blank", "attributes": ["tag", "tag_id"]}
    assert error(admin, "POST", "/contacts/1/labels", {"labels": ["l" * 256]}) == (422, told)


@pytest.mark.parametrize(("words", "count"), [("a_a", 1), ("%25", 1), ("A%25a", 1), ("a_b", 0)])
def test_percent_and_underscore_stand_for_other_letters_in_searches(
    admin: Caller, talk: str, words: str, count: int
) -> None:
    admin.post("/canned_responses", {"short_code": "ada", "content": "x"})
    assert len(admin.get(f"/contacts/search?q={words}")["payload"]) == count
    assert len(admin.get(f"/search/contacts?q={words}")["payload"]["contacts"]) == count
    assert len(admin.get(f"/canned_responses?search={words}")) == count


def test_a_nul_at_the_end_of_what_is_sought_is_no_part_of_it(admin: Caller, talk: str) -> None:
    assert admin.get("/contacts/search?q=ada%00")["meta"]["count"] == 1


@pytest.mark.parametrize(
    ("sent", "filled"),
    [
        ("{{contact.name | upcase}} {% if true %}yes{% endif %}", "ADA yes"),
        ("{{ contact.phone_number | default: 'none' }}", "none"),
        ("`{{contact.name}}` and {{ contact.custom_attribute.plan }}", "`{{contact.name}}` and "),
        ("{{account.name}} {{agent.email}}", "Sandbox user-1@sandbox.test"),
        ("{% unless contact.email %}no{% else %}{{ contact.email }}{% endunless %}", "ada@sandbox.test"),
        ("{% if contact.email == 'x' %}a{% elsif contact.name contains 'd' %}b{% endif %}", "b"),
        ("{% assign n = contact.name | append: '!' %}{{ n }}", "Ada!"),
        ("{{contact.name}} {% nothing %}", "{{contact.name}} {% nothing %}"),
        ("{% if true %}open", "{% if true %}open"),
    ],
)
def test_what_agents_write_is_liquid(admin: Caller, talk: str, sent: str, filled: str) -> None:
    assert admin.post(f"{talk}/messages", {"content": sent})["content"] == filled


@pytest.mark.parametrize(
    ("asked", "status", "given"),
    [
        ("bytes=0-3", 206, PNG[:4]),
        ("bytes=-2", 206, PNG[-2:]),
        ("bytes=5-", 206, PNG[5:]),
        ("bytes=9999-", 416, b"Byte range unsatisfiable\n"),
        ("lines=1-2", 200, PNG),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(
    server: Sandbox, admin: Caller, talk: str, asked: str, status: int, given: bytes
) -> None:
    file = admin.upload("/upload", [("attachment", "a.png", "image/png", PNG)])
    path = file["file_url"].removeprefix(server.url).replace("/redirect/", "/proxy/")
    assert fetched(server, path, {"Range": asked})[::2] == (status, given)


def fetched(server: Sandbox, path: str, headers: dict[str, str]) -> tuple[int, str | None, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    answer = (response.status, response.getheader("Content-Type"), response.read())
    connection.close()
    return answer


def test_an_unknown_file_is_a_404_without_words(server: Sandbox) -> None:
    path = "/rails/active_storage/blobs/redirect/nope/a.png"
    assert fetched(server, path, {"Accept": "application/json"}) == (404, "text/html", b"")


@pytest.mark.parametrize(
    ("sent", "activity"),
    [
        ({"assignee_id": 1}, "Sandbox Agent self-assigned this conversation"),
        ({"assignee_id": 99_999}, "Assigned to  by Sandbox Agent"),
        ({"team_id": 99_999}, "Unassigned from  by Sandbox Agent"),
        ({"assignee_id": 1, "team_id": 1}, "Assigned to crew by Sandbox Agent"),
    ],
)
def test_a_new_conversation_tells_who_has_it_known_or_not(
    server: Sandbox, admin: Caller, talk: str, sent: dict[str, Any], activity: str
) -> None:
    admin.post("/teams", {"name": "crew"})
    begun = {"inbox_id": server.inbox.id, "contact_id": 1, "source_id": "ada", **sent}
    made = admin.post("/conversations", begun)
    # The activity is written in a job, after the answer.
    assert made["messages"] == []
    told = admin.get(f"/conversations/{made['id']}/messages")["payload"]
    assert [each["content"] for each in told] == [activity]


def test_a_flooded_conversation_takes_no_activity_either() -> None:
    with Sandbox(messages_per_minute=2) as server:
        admin = Caller(server, server.user_token)
        admin.post("/contacts", {"name": "Ada"})
        admin.post("/conversations", {"inbox_id": 1, "contact_id": 1})
        for _ in range(2):
            admin.post("/conversations/1/messages", {"content": "x"})
        assert admin.post("/conversations/1/toggle_status", {"status": "resolved"})["payload"]["success"] is True
        assert [each["content"] for each in admin.get("/conversations/1/messages")["payload"]] == ["x", "x"]
