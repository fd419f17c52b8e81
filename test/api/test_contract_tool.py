"""`python -m chatwoot_client.contract`: what it lists of descriptions that differ from the client in one thing each."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from chatwoot_client import contract

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


def labels_with(**fields):
    label = {"type": "object", "properties": fields}
    return answer({"type": "object", "properties": {"payload": {"type": "array", "items": label}}})


def test_nothing_is_listed_where_nothing_differs():
    assert contract.differences(spec(described(), creation({"type": "object", "properties": {"title": TEXT}}))) == []


@pytest.mark.parametrize(
    ("description", "lines"),
    [
        pytest.param(
            spec(described(operationId="list-no-labels")),
            [f"list-no-labels: there is no LabelsApi.list_no_labels for GET {LABELS}"],
            id="a new operation",
        ),
        pytest.param(
            spec(described(tags=["Label Sets"])),
            [f"list-all-labels: there is no LabelSetsApi.list_all_labels for GET {LABELS}"],
            id="another tag",
        ),
        pytest.param(
            spec(described(), path="/api/v2/accounts/{account_id}/labels"),
            [f"list-all-labels: described as GET /api/v2/accounts/{{account_id}}/labels, here GET {LABELS}"],
            id="a renamed path",
        ),
        pytest.param(
            spec(post=described()),
            [f"list-all-labels: described as POST {LABELS}, here GET {LABELS}"],
            id="another method",
        ),
        pytest.param(
            spec(described(), path="/api/v1/accounts/{id}/labels"),
            [
                "list-all-labels: described with the parameter id, which isn't here",
                "list-all-labels: described without the parameter account_id",
            ],
            id="a renamed parameter of the path",
        ),
        pytest.param(
            spec(described(parameters=query("sortOrder", "words[]"))),
            [
                "list-all-labels: described with the parameter sort_order, which isn't here",
                "list-all-labels: described with the parameter words, which isn't here",
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
                "get-details-of-a-contact: described without the parameter identifier",
                "get-details-of-a-contact: described without the parameter identifier_hash",
            ],
            id="parameters of the query that are gone",
        ),
        pytest.param(
            spec(described(security=[{"platformAppApiKey": []}, {"agentBotApiKey": []}])),
            ["list-all-labels: described with the tokens platformAppApiKey, agentBotApiKey, here userApiKey"],
            id="other tokens",
        ),
        pytest.param(
            spec(described(security=None), security=[]),
            ["list-all-labels: described with the tokens none, here userApiKey"],
            id="no token",
        ),
        pytest.param(
            spec(described(requestBody=content({"type": "object"}))),
            ["list-all-labels: described with a body"],
            id="a body",
        ),
        pytest.param(
            spec(post=creation({}, requestBody=None)), ["create-a-label: described without a body"], id="no body"
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
            ["create-a-label: body: described as array, here LabelCreateUpdatePayload | Json"],
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
            ["list-all-labels: answer: described as array, here LabelList"],
            id="an answer of another type",
        ),
        pytest.param(
            spec(described(responses=answer({"properties": {"payload": {"type": "array", "items": TEXT}}}))),
            ["LabelList.payload[]: described as string, here Label"],
            id="a list of something else",
        ),
    ],
)
def test_what_differs_is_listed_a_line_each(description, lines):
    assert contract.differences(description) == lines


def test_the_order_of_parameters_that_may_be_given_by_position_counts():
    path = "/public/api/v1/inboxes/{contact_identifier}/contacts/{inbox_identifier}"
    operation = described(
        operationId="get-details-of-a-contact",
        tags=["Contacts API"],
        security=[],
        parameters=query("identifier", "identifier_hash")[1:],
        responses={},
    )
    here = "inbox_identifier, contact_identifier, identifier, identifier_hash"
    there = "contact_identifier, inbox_identifier, identifier, identifier_hash"
    assert contract.differences(spec(operation, path=path)) == [
        f"get-details-of-a-contact: described with the parameters {there}, here {here}"
    ]


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
    assert contract.differences(description) == [
        "Label.shape: described as string, isn't here",
        "Label.title: described as integer, here str | None",
        "list-all-labels: described with the parameter page, which isn't here",
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
    assert contract.differences(description) == ["Category.hue: described as string, isn't here"]


def test_a_model_that_comes_in_several_operations_is_told_of_once():
    same = answer({"properties": {"payload": {"type": "array", "items": {"properties": {"emoji": TEXT}}}}})
    creating = creation({}, responses=answer({"properties": {"emoji": TEXT}}))
    assert contract.differences(spec(described(responses=same), creating)) == [
        "Label.emoji: described as string, isn't here"
    ]


def test_schemas_that_are_parts_of_each_other_many_times_over_are_read_once():
    parts = {str(number): {"allOf": [{"$ref": f"#/schemas/{number + 1}"}] * 2} for number in range(60)}
    described_so = described(responses=answer({"$ref": "#/schemas/0"}))
    description = spec(described_so, schemas={**parts, "60": {"properties": {"hue": TEXT}}})
    assert contract.differences(description) == ["LabelList.hue: described as string, isn't here"]


def test_an_operation_without_tags_is_looked_for_in_the_default_class():
    for tags in ([], None):
        assert contract.differences(spec(described(tags=tags))) == [
            "list-all-labels: there is no DefaultApi.list_all_labels for GET /api/v1/accounts/{account_id}/labels"
        ]


# --- the program ---


def run(capsys, *arguments):
    status = contract.main([str(argument) for argument in arguments])
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
    line = "list-all-labels: described with the parameter page, which isn't here"
    assert run(capsys, other) == (1, [line], "")


def test_since_lists_what_is_new(capsys, written):
    old = written("old.json", spec(described(parameters=query("page"))))
    new = written("new.json", spec(described(parameters=query("page", "sort"))))
    assert run(capsys, new, "--since", old) == (
        1,
        ["list-all-labels: described with the parameter sort, which isn't here"],
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


def test_a_file_that_is_not_there_is_told_of_by_name(capsys, tmp_path):
    status, out, error = run(capsys, tmp_path / "nothing.json")
    assert (status, out) == (2, [])
    assert f"{tmp_path / 'nothing.json'}: No such file" in error


def test_it_runs_as_a_program(written):
    path = written("other.json", spec(described(security=None)))
    command = [sys.executable, "-m", "chatwoot_client.contract"]
    made = subprocess.run([*command, str(path)], capture_output=True, text=True, timeout=60, check=False)
    assert made.returncode == 1
    assert made.stdout == "list-all-labels: described with the tokens none, here userApiKey\n"
    assert made.stderr == ""
    told = subprocess.run([*command, "--help"], capture_output=True, text=True, timeout=60, check=True).stdout
    for word in ("SPEC", "--since OLD_SPEC", "swagger.json", "Exit status: 0"):
        assert word in told
