"""`python -m chatwoot_client.contract`: what it lists of descriptions that differ from the client in one thing each."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import chatwoot_client
from chatwoot_client import Model, contract
from chatwoot_client.contract.__main__ import main

LABELS = "/api/v1/accounts/{account_id}/labels"
NUMBER = {"type": "integer"}
TEXT = {"type": "string"}
ACCOUNT = {"in": "path", "name": "account_id", "schema": NUMBER, "required": True}
LABEL = {"type": "object", "properties": {"id": NUMBER, "title": TEXT, "description": {"type": ["string", "null"]}}}


def content(schema):
    return {"content": {"application/json": {"schema": schema}}}


def described(**changed):
    """The operation that lists labels, as it is, but for what is *changed*; None takes something away."""
    operation = {
        "operationId": "list-all-labels",
        "tags": ["Labels"],
        "security": [{"userApiKey": []}],
        "parameters": [ACCOUNT],
        "responses": {
            "200": content({"type": "object", "properties": {"payload": {"type": "array", "items": LABEL}}}),
            "401": content({"type": "object", "properties": {"anything": TEXT}}),
        },
        **changed,
    }
    return {name: value for name, value in operation.items() if value is not None}


def creation(payload, **changed):
    """The operation that creates a label, with a schema of its body."""
    same = described(operationId="create-a-label", requestBody=content(payload), responses={"200": content(LABEL)})
    return {name: value for name, value in {**same, **changed}.items() if value is not None}


def spec(get=None, post=None, path=LABELS, **more):
    operations = {"get": get, "post": post}
    return {
        "openapi": "3.1.0",
        "paths": {path: {method: details for method, details in operations.items() if details is not None}},
        **more,
    }


def query(*names):
    return [ACCOUNT, *({"in": "query", "name": name, "schema": TEXT} for name in names)]


def answer(schema):
    return {"200": content(schema)}


def lines(description):
    return [str(each) for each in contract.differences(description)]


def labels_with(**fields):
    label = {"type": "object", "properties": fields}
    return answer({"type": "object", "properties": {"payload": {"type": "array", "items": label}}})


def test_nothing_is_listed_where_nothing_differs():
    assert lines(spec(described(), creation({"type": "object", "properties": {"title": TEXT}}))) == []


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        pytest.param(
            spec(described(operationId="list-no-labels"), path="/api/v1/accounts/{account_id}/no_labels"),
            ["GET /api/v1/accounts/{account_id}/no_labels: described as list-no-labels, isn't here"],
            id="a new operation",
        ),
        pytest.param(
            spec(described(operationId=None), path="/api/v2/accounts/{account_id}/labels"),
            ["GET /api/v2/accounts/{account_id}/labels: described as an operation, isn't here"],
            id="another path, and no name",
        ),
        pytest.param(
            spec(None, described(security=[]), path=f"{LABELS}/{{id}}"),
            [f"POST {LABELS}/{{id}}: described as list-all-labels, isn't here"],
            id="another method",
        ),
        pytest.param(
            spec(described(parameters=query("sortOrder", "words[]"))),
            [
                "LabelsApi.list_all_labels: described with the parameter sortOrder, which isn't here",
                "LabelsApi.list_all_labels: described with the parameter words, which isn't here",
            ],
            id="new parameters of the query",
        ),
        pytest.param(
            spec(
                described(
                    operationId="get-details-of-a-contact",
                    tags=["Contacts API"],
                    security=[],
                    parameters=[],
                    responses={},
                ),
                path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}",
            ),
            [
                f"ContactsAPIApi.get_details_of_a_contact: described without the parameter {name}, which is here"
                for name in ("identifier", "identifier_hash")
            ],
            id="parameters of the query that are gone",
        ),
        pytest.param(
            spec(described(security=[{"platformAppApiKey": []}, {"agentBotApiKey": []}])),
            ["LabelsApi.list_all_labels: described with the tokens agentBotApiKey, platformAppApiKey, here userApiKey"],
            id="other tokens",
        ),
        pytest.param(
            spec(described(security=None), security=[]),
            ["LabelsApi.list_all_labels: described with the tokens none, here userApiKey"],
            id="no token",
        ),
        pytest.param(
            spec(described(requestBody=content({"type": "object"}))),
            ["LabelsApi.list_all_labels: described with a body, here without"],
            id="a body",
        ),
        pytest.param(
            spec(post=creation({}, requestBody=None)),
            ["LabelsApi.create_a_label: described without a body, here with one"],
            id="no body",
        ),
        pytest.param(
            spec(post=creation({"type": "object", "properties": {"title": TEXT, "icon": TEXT}})),
            ["LabelCreateUpdatePayload.icon: described as string, isn't here"],
            id="a new field of a payload",
        ),
        pytest.param(
            spec(post=creation({"type": "object", "properties": {"title": {"type": ["integer", "null"]}}})),
            ["LabelCreateUpdatePayload.title: described as integer, here str | None"],
            id="a changed type of a payload",
        ),
        pytest.param(
            spec(post=creation({"type": "array", "items": TEXT})),
            ["LabelsApi.create_a_label: body: described as array, here LabelCreateUpdatePayload | Json"],
            id="a payload of another type",
        ),
        pytest.param(
            spec(described(responses=labels_with(title=TEXT, emoji=TEXT, uses={"oneOf": [NUMBER, {"type": "null"}]}))),
            ["Label.emoji: described as string, isn't here", "Label.uses: described as integer, isn't here"],
            id="new fields of an answer",
        ),
        pytest.param(
            spec(described(responses=labels_with(id=TEXT, title={"enum": ["a"]}, color=TEXT))),
            ["Label.id: described as string, here int | None"],
            id="a changed type of an answer",
        ),
        pytest.param(
            spec(described(responses=answer({"type": "array", "items": LABEL}))),
            ["LabelsApi.list_all_labels: answer: described as array, here LabelList"],
            id="an answer of another type",
        ),
        pytest.param(
            spec(described(responses=answer({"properties": {"payload": {"type": "array", "items": TEXT}}}))),
            ["LabelList.payload[]: described as string, here Label"],
            id="a list of something else",
        ),
    ],
)
def test_what_differs_is_listed_a_line_each(description, expected):
    assert lines(description) == expected


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(described(operationId="labels-index"), id="another name"),
        pytest.param(described(tags=["Label Sets"]), id="another tag"),
        pytest.param(described(tags=None), id="no tag"),
        pytest.param(described(security=[{"bearerAuth": []}, {"userApiKey": []}]), id="another way to send the token"),
    ],
)
def test_what_a_server_does_not_tell_apart_is_no_difference(same):
    assert lines(spec(same)) == []
    assert lines(spec(same, path="/api/v1/accounts/{id}/labels/")) == []


def test_another_way_to_send_a_token_is_told_by_what_it_is():
    schemes = {"tokenAuth": {"type": "http", "scheme": "Bearer"}, "basicAuth": {"type": "http", "scheme": "basic"}}
    security = [{"tokenAuth": []}, {"userApiKey": []}]
    description = spec(described(security=security), components={"securitySchemes": schemes})
    assert lines(description) == []
    security.append({"basicAuth": []})
    assert lines(description) == [
        "LabelsApi.list_all_labels: described with the tokens basicAuth, userApiKey, here userApiKey"
    ]


def test_a_reference_may_lead_to_what_has_a_slash_in_its_name():
    shape = answer(LABEL | {"properties": {"~a/b": TEXT}})
    for reference in ("#/x/~0a~1b", "#/x/~0a%7E1b", "#/x/%7E0a~1b"):
        description = spec(described(responses={"200": {"$ref": reference}}), x={"~a/b": shape["200"]})
        assert lines(description) == ["LabelList.~a/b: described as string, isn't here"]


def test_of_an_answer_in_several_forms_json_is_the_one():
    shape = answer({"type": "object", "properties": {"shape": TEXT}})
    shape["200"]["content"] = {"text/csv": {"schema": TEXT}, **shape["200"]["content"]}
    assert lines(spec(described(responses=shape))) == ["LabelList.shape: described as string, isn't here"]


def test_references_and_schemas_made_of_others_are_followed():
    schemas = {
        "label": {"allOf": [{"$ref": "#/components/schemas/named"}, {"properties": {"shape": TEXT}}]},
        "named": {"type": "object", "properties": {"title": NUMBER}},
        "list": {"properties": {"payload": {"type": "array", "items": {"$ref": "#/components/schemas/label"}}}},
    }
    description = spec(
        described(responses=answer({"$ref": "#/components/schemas/list"}), parameters=[{"$ref": "#/components/p"}]),
        components={"schemas": schemas, "p": {"in": "query", "name": "page"}},
    )
    assert lines(description) == [
        "Label.shape: described as string, isn't here",
        "Label.title: described as integer, here str | None",
        "LabelsApi.list_all_labels: described with the parameter page, which isn't here",
    ]


def test_a_schema_that_holds_itself_comes_to_an_end():
    category = {
        "type": "object",
        "properties": {"id": NUMBER, "parent_category": {"$ref": "#/components/schemas/category"}, "hue": TEXT},
    }
    operation = described(
        operationId="add-new-category-to-account",
        tags=["Help Center"],
        requestBody=content({}),
        responses=answer({"properties": {"payload": {"$ref": "#/components/schemas/category"}}}),
    )
    description = spec(
        post=operation,
        path="/api/v1/accounts/{account_id}/portals/{id}/categories",
        components={"schemas": {"category": category}},
    )
    assert lines(description) == ["Category.hue: described as string, isn't here"]


def test_a_schema_that_is_made_of_itself_has_its_other_parts():
    made_of_itself = {"anyOf": [{"$ref": "#/loop"}, {"properties": {"shape": TEXT}}]}
    assert lines(spec(described(responses=answer({"$ref": "#/loop"})), loop=made_of_itself)) == [
        "LabelList.shape: described as string, isn't here"
    ]


def test_a_model_that_comes_in_several_operations_is_told_of_once():
    same = answer({"properties": {"payload": {"type": "array", "items": {"properties": {"emoji": TEXT}}}}})
    creating = creation({}, responses=answer({"properties": {"emoji": TEXT}}))
    assert lines(spec(described(responses=same), creating)) == ["Label.emoji: described as string, isn't here"]


def test_schemas_that_are_parts_of_each_other_many_times_over_are_read_once():
    parts = {str(number): {"allOf": [{"$ref": f"#/schemas/{number + 1}"}] * 2} for number in range(60)}
    described_so = described(responses=answer({"$ref": "#/schemas/0"}))
    description = spec(described_so, schemas={**parts, "60": {"properties": {"hue": TEXT}}})
    assert lines(description) == ["LabelList.hue: described as string, isn't here"]


# --- the program ---


def run(capsys, *arguments):
    status = main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return status, printed.out.splitlines(), printed.err


@pytest.fixture
def written(tmp_path):
    def write(name, description):
        path = tmp_path / name
        path.write_text(description if isinstance(description, str) else json.dumps(description), "utf-8")
        return path

    return write


def test_the_status_tells_whether_something_differs(capsys, written):
    assert run(capsys, written("same.json", spec(described()))) == (0, [], "")
    other = written("other.json", spec(described(parameters=query("page"))))
    line = "LabelsApi.list_all_labels: described with the parameter page, which isn't here"
    assert run(capsys, other) == (1, [line], "")


def test_since_lists_what_is_new(capsys, written):
    old = written("old.json", spec(described(parameters=query("page"))))
    new = written("new.json", spec(described(parameters=query("page", "sort"))))
    assert run(capsys, new, "--since", old) == (
        1,
        ["LabelsApi.list_all_labels: described with the parameter sort, which isn't here"],
        "",
    )
    assert run(capsys, old, "--since", new) == (0, [], "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "no JSON"),
        ("\x00", "no JSON"),
        ("[]", "no OpenAPI 3"),
        ('{"swagger": "2.0", "paths": {}}', "no OpenAPI 3"),
        ('{"openapi": "3.1.0"}', "describes no paths"),
        ("[" * 100_000, "too deeply"),
        ("1" * 10_000, "it's no "),
        (
            json.dumps(spec(described(parameters=[{"$ref": "#/components/nothing"}]))),
            "#/components/nothing leads nowhere",
        ),
        (json.dumps(spec(described(parameters=[{"$ref": "other.json#/paths"}]))), "other.json#/paths leads nowhere"),
        (json.dumps(spec(described(responses=answer("text")))), "where an object belongs"),
        (json.dumps(spec(described(parameters=[{"in": "query"}]))), "isn't written as OpenAPI 3 asks"),
        (json.dumps(spec(described(responses="none"))), "isn't written as OpenAPI 3 asks"),
        (json.dumps(spec(described(parameters=[{"$ref": "#/a"}]), a={"$ref": "#/a"})), "too deeply"),
    ],
)
def test_a_file_that_is_no_description_is_told_of_by_name(capsys, written, text, reason):
    path, same = written("broken.json", text), written("same.json", spec(described()))
    for arguments in ((path,), (same, "--since", path)):
        status, out, error = run(capsys, *arguments)
        assert (status, out) == (2, [])
        assert str(path) in error
        assert reason in error


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_description_may_be_written_as_editors_write_it(capsys, tmp_path, encoding):
    path = tmp_path / "swagger.json"
    path.write_text(json.dumps(spec(described())), encoding=encoding)
    assert run(capsys, path) == (0, [], "")


def test_a_file_that_is_not_there_is_told_of_by_name(capsys, tmp_path):
    status, out, error = run(capsys, tmp_path / "nothing.json")
    assert (status, out) == (2, [])
    assert f"{tmp_path / 'nothing.json'}: No such file" in error


def test_what_the_description_of_4_16_2_gets_wrong_itself_is_listed_only_when_all_is_asked_for(capsys, written):
    wrong = written(
        "wrong.json",
        spec(
            described(operationId="list-all-webhooks", responses=answer({"type": "array"})),
            path="/api/v1/accounts/{account_id}/webhooks",
        ),
    )
    assert run(capsys, wrong) == (0, [], "")
    line = "WebhooksApi.list_all_webhooks: answer: described as array, here WebhookList"
    assert run(capsys, wrong, "--all") == (1, [line], "")


def test_what_is_known_to_be_described_wrongly_is_here():
    for where, _ in contract.known_differences():
        name, member = where.partition(":")[0].split(".")
        named = getattr(chatwoot_client, name)
        assert isinstance(named, type), where
        # A field that's described and never sent isn't a model's.
        assert issubclass(named, Model) or hasattr(named, member), where


def test_the_same_at_several_places_is_one_line(capsys, written):
    fields = dict.fromkeys(("ink", "hue", "paint", "shade", "tint"), TEXT)
    status, out, _ = run(capsys, written("more.json", spec(described(responses=labels_with(**fields)))))
    assert (status, out) == (
        1,
        ["Label.hue, Label.ink, Label.paint and 2 more: described as string, isn't here"],
    )


def test_as_json_each_place_is_an_object(capsys, written):
    path = written("more.json", spec(described(responses=labels_with(hue=TEXT, ink=TEXT))))
    status, out, _ = run(capsys, path, "--json")
    assert status == 1
    assert json.loads("\n".join(out)) == [
        {"where": "Label.hue", "described": "as string", "here": "isn't here"},
        {"where": "Label.ink", "described": "as string", "here": "isn't here"},
    ]
    assert run(capsys, written("same.json", spec(described())), "--json") == (0, ["[]"], "")


def test_a_reader_that_has_read_enough_ends_it_without_a_word(written):
    fields = {f"field{number}": {"type": kind} for number in range(3000) for kind in (f"kind{number}",)}
    path = written("many.json", spec(described(responses=labels_with(**fields))))
    program = [sys.executable, "-m", "chatwoot_client.contract", str(path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1


def test_it_runs_as_a_program(written):
    path = written("other.json", spec(described(security=None)))
    command = [sys.executable, "-m", "chatwoot_client.contract"]
    made = subprocess.run([*command, str(path)], capture_output=True, text=True, timeout=60, check=False)
    assert made.returncode == 1
    assert made.stdout == "LabelsApi.list_all_labels: described with the tokens none, here userApiKey\n"
    assert made.stderr == ""
    told = subprocess.run([*command, "--help"], capture_output=True, text=True, timeout=60, check=True).stdout
    for word in ("SPEC", "--since OLD_SPEC", "swagger.json", "Exit status: 0"):
        assert word in told
