"""Every operation, held against what a real Chatwoot 4.16.2 was recorded to do and against its description.

What there is to test is what `contract.operations()` finds and what `recordings/operations.json.gz` holds, so that a
new operation is tested as soon as it's written. A test goes over all operations, and names those that fail.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import datetime
import importlib
import inspect
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any, Callable
from urllib.parse import parse_qsl

import pytest
from declared import annotations_of, fits, misfits, models_in
from recorded import DESCRIBED, EXCHANGES, LEFT_OUT, label, operations, served_by, snake_case, unnamed
from replays import Replay, plain, replayed, request_differences
from servers import Request, ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import ApiClient, ApiException, ApiResponse, Configuration, DecodeException, Model, contract
from chatwoot_client.calls.body import ATTACHMENTS
from chatwoot_client.contract import Operation

# --- what can't be as the rules say, and why ---

#: Recorded requests that can't be made with the client. It's asserted that there are no others.
NOT_SAID = {
    # A server ignores what it asks for, misreads it, or answers by a bare 500.
    "it's a mistake, which the client refuses": (
        "agent-add-unknown-availability",
        "agent-update-availability-as-number",
        "agent-update-name",
        "agent-update-unknown-availability",
        "article-create-unknown-status",
        "articles-bulk-status-number",
        "bulk-action-unknown",
        "client-contact-create-attributes-list",
        "client-contact-create-attributes-text",
        "client-conversation-create-attributes-as-text",
        "client-message-create-content-attributes-ignored",
        "client-message-create-content-type-is-ignored",
        "client-message-create-private-ignored",
        "contact-create-attributes-as-text",
        "contact-labels-set-absent",
        "contact-labels-set-as-text",
        "conversation-attributes-as-text",
        "conversation-create-unknown-status",
        "conversation-labels-set-absent",
        "conversation-labels-set-as-text",
        "conversation-priority-none",
        "conversation-status-odd",
        "conversation-update-priority-none",
        "hook-update-unknown-status",
        "inbox-members-add-without-users",
        "message-create-external-time",
        "message-create-unknown-message-type",
        "platform-account-user-unknown-role",
        "team-members-add-users-as-text",
        "webhook-create-own-secret",
        "webhook-create-subscriptions-as-text",
    ),
    "a form without files": (
        "account-update-form",
        "client-contact-create-form",
        "client-message-create-form",
        "client-message-upload-no-file",
        "client-message-answer-input-select-form-body",
        "label-create-form-nested",
        "message-create-form",
        "message-upload-no-file",
    ),
    "a file where none is described": ("client-contact-create-multipart", "client-message-upload-nested-name"),
    "a list of no files, which is left out": ("client-message-create-attachments-empty",),
    "a query parameter that nothing describes": (
        "client-messages-after-is-ignored",
        "client-messages-page-is-ignored",
        "client-message-create-by-query",
        "client-message-create-query-and-body",
        "client-messages-before-is-with-after",
        "client-messages-before-is-with-limit",
        "client-messages-internal-asked-for",
        "labels-in-german",
        "inbox-members-delete-by-query",
        "messages-page-is-ignored",
        "platform-account-user-delete-by-query",
        "team-members-delete-by-query",
    ),
    "a body that is no JSON": (
        "client-message-create-raw-escaped-pair",
        "client-message-create-raw-lone-surrogate",
        "label-create-body-truncated",
        "label-create-body-array",
        "label-create-body-truncated-any-accept",
        "client-contact-create-body-truncated",
        "client-contact-create-body-array",
        "platform-account-create-body-truncated",
    ),
    "a body where none is described": ("client-messages-cursor-in-body",),
    "a moment as text, which a server takes for one in 1970": ("conversation-status-snoozed-until-date",),
    "a list under the name of a single value": ("conversations-by-labels-plain",),
    "a required parameter is left out": (
        "report-without-metric",
        "report-summary-without-type",
        "report-conversations-without-type",
        "report-unlisted-traffic-csv",
        "search-without-q",
    ),
}

#: Recorded answers that are another thing than what the operation is for.
OTHER_ANSWERS = {
    "report-nonsense": "a metric that doesn't exist has an empty object instead of a list of values",
    "report-conversations-agent": "agents' numbers at the path for the account's; there's another method for them, too",
}

#: Operations that take other tokens than the description names.
OTHER_TOKENS = {
    "list-all-conversation-messages": "the public API needs none; generated clients sent a user's here",
    **dict.fromkeys(
        (
            "get-details-of-a-conversation",
            "update-custom-attributes-of-a-conversation",
            "list-all-labels-of-a-conversation",
            "conversation-add-labels",
        ),
        "bots may do this, too, though the description doesn't say so",
    ),
}

#: Operations whose body the description doesn't mention.
UNDESCRIBED_BODIES = {"delete-an-account-user": "the server looks for the user's id in it, as generated clients did"}

#: What isn't asked for as JSON.
OTHER_FORMATS = {
    "CSATSurveyPageApi.get_csat_survey_page": "text/html",
    "PublicHelpCenterApi.get_sitemap": "*/*",
}

#: Parameters of the query that take only some values.
CHOSEN_FROM = {
    "typing_status": "on",
    "status": "all",
    "assignee_type": "me",
    "conversation_type": "mention",
    **dict.fromkeys(("since", "until", "bucket_timestamp"), "1794813482"),
}

EXCEPTIONS: dict[int, type[ApiException]] = {
    400: chatwoot_client.BadRequestException,
    401: chatwoot_client.UnauthorizedException,
    403: chatwoot_client.ForbiddenException,
    404: chatwoot_client.NotFoundException,
    422: chatwoot_client.UnprocessableEntityException,
    500: chatwoot_client.ServiceException,
}

#: Odd values of a path parameter, and how they go into a path.
QUOTED: dict[Any, str] = {
    "a b": "a%20b",
    "a/b": "a%2Fb",
    "a\\b": "a%5Cb",
    "../x": "..%2Fx",
    "50%": "50%25",
    "%2e%2e": "%252e%252e",
    "a?b=c#d": "a%3Fb%3Dc%23d",
    "a;b&c+d": "a%3Bb%26c%2Bd",
    "ä🙂": "%C3%A4%F0%9F%99%82",
    "a\r\nX: y": "a%0D%0AX%3A%20y",
    "~a_b-c.d": "~a_b-c.d",
    "007": "007",
    -1: "-1",
    10**30: str(10**30),
    chatwoot_client.MessageType.TEMPLATE: "3",
    chatwoot_client.ConversationStatus.OPEN: "open",
}
NO_NAMES = ("", ".", "..", None, "\ud800")
NO_TYPES = (b"a", 1.5, True, ["a"], {}, object())
JSON = "application/json; charset=utf-8"
TOKENS = {"userApiKey": "of a user", "agentBotApiKey": "of a bot", "platformAppApiKey": "of a platform"}


class Findings:
    """What goes wrong, by the name of what it goes wrong with; a test fails at its end, with all of it."""

    def __init__(self) -> None:
        self._found: list[str] = []

    @contextlib.contextmanager
    def of(self, name: str) -> Iterator[None]:
        try:
            yield
        except (Exception, pytest.fail.Exception) as error:
            first, *_ = str(error).splitlines() or [""]
            self._found.append(f"{name}: {type(error).__name__}: {first:.500}")

    def __enter__(self) -> Findings:
        return self

    def __exit__(self, kind: Any, *_: object) -> None:
        if kind is None and self._found:
            more = ["…"] if len(self._found) > 50 else []
            pytest.fail("\n".join([f"{len(self._found)} failed", *self._found[:50], *more]), pytrace=False)


class Bench:
    """One server and clients of it, for all operations."""

    def __init__(self) -> None:
        self.answer = answer()
        self.server = ScriptedServer(lambda _: self.answer)
        self.client = self.made()

    def made(self, **settings: Any) -> ApiClient:
        return ApiClient(Configuration(host=self.server.url, retries=0, **settings))

    def method(self, operation: Operation, client: ApiClient | None = None) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(operation.api(client or self.client), operation.name)
        return method

    def sent(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Request:
        """The one request that a call sends."""
        self.server.requests.clear()
        call(*args, **kwargs)
        (request,) = self.server.requests
        return request

    def refused(self, error: Any, text: str, call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
        """What a call raises before anything is sent."""
        self.server.requests.clear()
        with pytest.raises(error, match=text) as raised:
            call(*args, **kwargs)
        assert self.server.requests == []
        return str(raised.value)


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    made = Bench()
    with made.server, made.client:
        yield made


def arguments(operation: Operation, **others: Any) -> dict[str, Any]:
    """The least that an operation is called with: a number for each parameter, from 1 on, as text where it's one."""
    parameters = parameters_of(operation)
    required = [name for name, each in parameters.items() if each.default is each.empty]
    # One that has two names isn't required by either of them.
    names = [*required, *(name for name in operation.path if name not in required)]
    numbers = {name: str(number) if takes_text(parameters[name]) else number for number, name in enumerate(names, 1)}
    return {**numbers, **({"body": least(operation)} if operation.takes_body else {}), **others}


def least(operation: Operation) -> dict[str, Any]:
    """The body with as little as possible: what replaces something isn't left out."""
    fields = operation.takes._fields.values() if operation.takes else ()
    return {each.json_name: [] if takes_list(each) else {} for each in fields if each.required}


def compact(data: Any) -> bytes:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()


def takes_list(specifier: Any) -> bool:
    try:
        return isinstance(specifier.sendable("it", []), list)
    except TypeError:
        return False


def takes_text(parameter: inspect.Parameter) -> bool:
    return str(parameter.annotation).startswith("str")


def target(operation: Operation, values: dict[str, Any]) -> str:
    """The path for these values of the parameters, as they stand in it."""
    filled = iter(operation.path)
    return re.sub(r"{\w+}", lambda _: str(values[next(filled)]), operation.route.template)


# --- what was recorded ---


@pytest.fixture(scope="module")
def replays() -> list[Replay]:
    return list(replayed())


def succeeded(replays: list[Replay]) -> Iterator[Replay]:
    for replay in replays:
        if not replay.unsaid and replay.exchange["status"] < 300:
            yield replay


def named(replay: Replay) -> str:
    return f"{label(replay.operation)} in {replay.exchange['name']}"


def test_every_recorded_operation_has_a_method_and_what_is_left_out_has_none() -> None:
    assert {f"{each['method']} {each['template']}" for each in EXCHANGES if served_by(each) is None} == set()
    routes = {f"{each.method} {unnamed(each.route.template)}" for each in operations()}
    assert {place for place in LEFT_OUT if unnamed(place) in routes} == set()
    assert all(LEFT_OUT.values())


def test_the_client_makes_every_recorded_request_but_those_that_it_can_not_say(replays: list[Replay]) -> None:
    unsaid: dict[str, set[str]] = {}
    for replay in replays:
        if replay.unsaid:
            unsaid.setdefault(replay.unsaid, set()).add(replay.exchange["name"])
    assert unsaid == {reason: set(names) for reason, names in NOT_SAID.items()}
    beyond_words = [names for reason, names in NOT_SAID.items() if "mistake" not in reason]
    assert len(replays) > 20 * sum(map(len, beyond_words))


def test_a_request_is_the_recorded_one(replays: list[Replay]) -> None:
    with Findings() as findings:
        for replay in replays:
            if not replay.unsaid:
                with findings.of(named(replay)):
                    assert list(request_differences(replay)) == []


def test_an_answer_is_handed_over_and_nothing_of_it_is_lost(replays: list[Replay]) -> None:
    with Findings() as findings:
        for replay in succeeded(replays):
            with findings.of(named(replay)):
                assert replay.error is None
                recorded = replay.exchange["answer"]
                assert plain(replay.result) == (recorded if replay.operation.returns is str else as_json(recorded))
                assert is_a(replay.result, shape_of(replay))
                assert replay.result is None or fits(replay.result, annotated(replay.operation))


def test_a_refusal_that_a_server_was_seen_to_give_is_named_by_its_operation(replays: list[Replay]) -> None:
    with Findings() as findings:
        for replay in replays:
            status, operation = replay.exchange["status"], replay.operation
            if status in (422, 500) and not replay.unsaid:
                said = [inspect.getdoc(each) or "" for each in (operation.api, getattr(operation.api, operation.name))]
                with findings.of(named(replay)):
                    assert f"({status})" in "".join(said)


def as_json(text: str | None) -> Any:
    return json.loads(text) if text and text.strip() else None


def shape_of(replay: Replay) -> Any:
    """What an operation says that its answer is, the other one where the server varied it."""
    varied = replay.exchange["name"] in OTHER_ANSWERS
    return replay.operation.otherwise if varied else replay.operation.returns


def is_a(result: Any, returns: Any) -> bool:
    """Whether a result is what an operation says that it returns."""
    if result is None or returns is object:
        return True
    if isinstance(returns, list):
        return isinstance(result, list) and all(is_a(item, returns[0]) for item in result)
    if isinstance(returns, dict):
        return isinstance(result, dict) and all(is_a(item, returns[str]) for item in result.values())
    return returns is not None and type(result) is returns


def test_a_field_is_of_the_type_that_it_is_declared_as(replays: list[Replay]) -> None:
    with Findings() as findings:
        for replay in succeeded(replays):
            with findings.of(named(replay)):
                for model in models_in(replay.result):
                    assert list(misfits(model)) == []


def test_no_field_came_that_is_not_declared(replays: list[Replay]) -> None:
    undeclared: dict[str, set[str]] = {}
    for replay in succeeded(replays):
        for model in models_in(replay.result):
            if model.additional_properties:
                undeclared.setdefault(type(model).__name__, set()).update(model.additional_properties)
    assert undeclared == {}


def test_an_error_is_an_exception_with_what_the_server_said(replays: list[Replay]) -> None:
    refused = [replay for replay in replays if not replay.unsaid and replay.exchange["status"] >= 300]
    assert {replay.exchange["status"] for replay in refused} >= set(EXCEPTIONS)
    with Findings() as findings:
        for replay in refused:
            exchange, error = replay.exchange, replay.error
            with findings.of(named(replay)):
                assert isinstance(error, ApiException)
                assert isinstance(error, EXCEPTIONS.get(exchange["status"], ApiException))
                assert error.status == exchange["status"]
                assert error.body == (exchange["answer"] or "")
                # Every recorded 422 is a refusal; what a server does before a 500, nobody is told.
                lost = exchange["status"] == 500 and exchange["method"] != "GET" and not replay.operation.reads
                assert isinstance(error, chatwoot_client.AmbiguousResultException) == lost
                assert error.outcome == ("unknown" if lost else "refused")
                assert (error.attempts, error.method) == (1, exchange["method"])
                assert replay.request is not None
                assert error.request_id == replay.request.headers["x-request-id"]
                assert error.url is not None
                assert error.url.startswith(f"http://{replay.request.headers['host']}/")
                assert_said(error, exchange)


def assert_said(error: ApiException, exchange: dict[str, Any]) -> None:
    """The message of an error is the text in its answer, whatever the answer calls it."""
    if "json" not in (exchange["content_type"] or ""):
        assert error.message is None
        return
    details = as_json(exchange["answer"])
    assert error.details == details
    details = details or {}
    said = [details[name] for name in ("message", "error", "errors") if name in details]
    assert error.attributes == details.get("attributes", [])
    if not said:
        assert error.message is None
    elif isinstance(said[0], str):
        assert error.message == said[0]
    else:
        assert error.message
        assert all(text in error.message for text in texts_in(said[0]))


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(item)


def test_an_answer_that_the_server_varies_is_handed_over_and_no_decode_exception(replays: list[Replay]) -> None:
    others = {replay.exchange["name"]: replay for replay in replays if replay.exchange["name"] in OTHER_ANSWERS}
    assert set(others) == set(OTHER_ANSWERS)
    for name, replay in others.items():
        assert replay.operation.otherwise is not None
        assert replay.error is None, name
        assert plain(replay.result) == as_json(replay.exchange["answer"])


def test_whoever_was_answered_in_the_recordings_may_call_the_operation(replays: list[Replay]) -> None:
    kinds = {
        "<user-token>": "userApiKey",
        "<agent-token>": "userApiKey",
        "<bot-token>": "agentBotApiKey",
        "<platform-token>": "platformAppApiKey",
    }
    with Findings() as findings:
        for replay in succeeded(replays):
            kind = kinds.get(dict(replay.exchange["headers"]).get("api_access_token", ""))
            if kind is not None and replay.operation.auth:
                with findings.of(named(replay)):
                    assert kind in replay.operation.auth


# --- what is described ---


def operation_for(described: dict[str, Any]) -> Operation:
    api = getattr(chatwoot_client, re.sub(r"\W", "", described["tag"]) + "Api")
    method = getattr(api, snake_case(described["id"]))
    (found,) = [each for each in operations() if getattr(each.api, each.name) is method]
    return found


def test_every_described_operation_is_a_method_of_the_class_of_its_tag() -> None:
    with Findings() as findings:
        for described in DESCRIBED:
            with findings.of(described["id"]):
                operation = operation_for(described)
                assert operation.method == described["method"]
                assert unnamed(operation.route.template) == unnamed(described["path"])
                assert operation.takes_body is (described["body"] or described["id"] in UNDESCRIBED_BODIES)
    assert len(DESCRIBED) == 146


def test_every_described_operation_was_recorded() -> None:
    assert {described["id"] for described in DESCRIBED} - {exchange["operation"] for exchange in EXCHANGES} == set()


def test_a_described_operation_takes_its_body_then_its_path_then_its_query() -> None:
    with Findings() as findings:
        for described in DESCRIBED:
            with findings.of(described["id"]):
                operation = operation_for(described)
                parameters = parameters_of(operation)
                first = ["body"] * operation.takes_body + re.findall(r"{(\w+)}", described["path"])
                assert list(parameters)[: len(first)] == first
                query = {name.replace("[]", "") for name, where in described["parameters"] if where == "query"}
                assert query <= set(parameters) - set(first)
                sent = {name.replace("[]", "") for name in operation.query}
                assert query - sent <= {"typing_status"}  # which can be on or off, and so isn't found


def test_a_described_operation_takes_the_tokens_that_the_description_names() -> None:
    with Findings() as findings:
        for described in DESCRIBED:
            if described["security"] is None:
                continue
            with findings.of(described["id"]):
                same = operation_for(described).auth == tuple(described["security"])
                assert same is (described["id"] not in OTHER_TOKENS)


# --- rules for every operation: its parameters ---


def parameters_of(operation: Operation) -> dict[str, inspect.Parameter]:
    parameters = dict(inspect.signature(getattr(operation.api, operation.name)).parameters)
    assert parameters.pop("self").default is parameters.pop("options").default is inspect.Parameter.empty
    return parameters


def test_a_signature_is_real_and_has_what_is_optional_at_its_end() -> None:
    with Findings() as findings:
        for operation in operations():
            for name in (operation.name, f"{operation.name}_with_http_info"):
                with findings.of(f"{label(operation)} as {name}"):
                    *own, options = list(inspect.signature(getattr(operation.api, name)).parameters.values())[1:]
                    assert (options.name, options.kind) == ("options", options.VAR_KEYWORD)
                    assert [each.name for each in own] == list(parameters_of(operation))
                    assert [each.name for each in own if each.name == "body"] == ["body"] * operation.takes_body
                    required = [each for each in own if each.default is each.empty]
                    assert own[: len(required)] == required
                    assert all(each.default is None for each in own[len(required) :])
                    assert {each.kind for each in required} <= {inspect.Parameter.POSITIONAL_OR_KEYWORD}
                    assert all(each.kind in (each.KEYWORD_ONLY, each.POSITIONAL_OR_KEYWORD) for each in own)


def test_every_part_of_the_path_is_a_parameter_of_its_name_in_the_order_of_the_path() -> None:
    with Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                assert operation.path == operation.route.names
                others = [name for name in parameters_of(operation) if name != "body"]
                assert tuple(others[: len(operation.path)]) == operation.path


def test_an_operation_is_annotated_with_what_it_returns() -> None:
    with Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                assert operation.returns is object or fits(example(operation.returns), annotated(operation))


def example(returns: Any) -> Any:
    if isinstance(returns, (list, dict)):
        return [example(returns[0])] if isinstance(returns, list) else {"key": example(returns[str])}
    return None if returns is None else "" if returns is object else returns()


def annotated(operation: Operation) -> ast.expr:
    """What an operation says in its source that it returns."""
    annotation = inspect.signature(getattr(operation.api, operation.name)).return_annotation
    return ast.parse(annotation, mode="eval").body


def test_a_path_parameter_is_quoted_whole(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            for name in operation.path:
                text = takes_text(parameters_of(operation)[name])
                for value, quoted in QUOTED.items():
                    if text and not isinstance(value, str):
                        continue
                    with findings.of(f"{label(operation)}, {name}={value!r}"):
                        given = arguments(operation, **{name: value})
                        # A server takes a dot as it is for the end of a text.
                        quoted = quoted.replace(".", "%2E") if text else quoted
                        request = bench.sent(bench.method(operation), **given)
                        assert request.target.partition("?")[0] == target(operation, {**given, name: quoted})


def test_a_path_parameter_that_makes_no_path_is_refused_by_name(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            for name in operation.path:
                for value in (*NO_NAMES, *NO_TYPES):
                    with findings.of(f"{label(operation)}, {name}={value!r}"):
                        # None in place of a parameter that has two names is none at all.
                        error = (TypeError, *[ValueError] * (value in NO_NAMES))
                        given = arguments(operation, **{name: value})
                        bench.refused(error, rf"^{name} ", bench.method(operation), **given)


def test_a_number_is_refused_where_text_is_asked_for_and_the_error_says_which(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            for name in operation.path:
                if takes_text(parameters_of(operation)[name]):
                    for value in (5, chatwoot_client.MessageType.TEMPLATE):
                        with findings.of(f"{label(operation)}, {name}={value!r}"):
                            given = arguments(operation, **{name: value})
                            said = rf"^{name} must be text, not \w+: (the|a) [^,]+,? .*, not a number$"
                            bench.refused(TypeError, said, bench.method(operation), **given)


def test_a_missing_or_unknown_parameter_is_refused_by_name(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            call, given = bench.method(operation), arguments(operation)
            for name in given:
                with findings.of(f"{label(operation)} without {name}"):
                    rest = {other: value for other, value in given.items() if other != name}
                    bench.refused(TypeError, rf"\b{name}\b", call, **rest)
            with findings.of(f"{label(operation)} with one more"):
                near = "'_request_timeuot'; did you mean '_request_timeout'"
                bench.refused(TypeError, near, call, **given, _request_timeuot=5)
                bench.refused(TypeError, "'no_such_name'", call, **given, no_such_name=5)


def test_parameters_work_by_position_as_by_keyword(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                parameters = parameters_of(operation)
                lists = {parameter for name, parameter in operation.query.items() if name.endswith("[]")}
                numbers = {name: CHOSEN_FROM.get(name, str(number)) for number, name in enumerate(parameters, 100)}
                given = {name: [value] if name in lists else value for name, value in numbers.items()}
                given.update({"body": least(operation)} if operation.takes_body else {})
                first = {name: given[name] for name, each in parameters.items() if each.kind is not each.KEYWORD_ONLY}
                by_keyword = bench.sent(bench.method(operation), **first)
                by_position = bench.sent(bench.method(operation), *first.values())
                assert (by_position.target, by_position.body) == (by_keyword.target, by_keyword.body)
                assert all(numbers[name] in by_keyword.target for name in first if name != "body")


def test_a_parameter_of_the_query_is_sent_under_its_name_and_quoted(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            for name, parameter in operation.query.items():
                with findings.of(f"{label(operation)}, {parameter}"):
                    text = CHOSEN_FROM.get(parameter, "ä & b")
                    value: Any = [text] if name.endswith("[]") else text
                    request = bench.sent(bench.method(operation), **arguments(operation, **{parameter: value}))
                    assert (name, text) in parse_qsl(request.target.partition("?")[2])
                    assert " " not in request.target


def test_a_parameter_of_the_query_that_is_none_is_left_out(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                parameters = parameters_of(operation)
                optional = [name for name in operation.query.values() if parameters[name].default is None]
                plainly = bench.sent(bench.method(operation), **arguments(operation))
                request = bench.sent(bench.method(operation), **arguments(operation, **dict.fromkeys(optional)))
                assert request.target == plainly.target


# --- rules for every operation: the request ---


def test_the_request_on_the_wire_is_exact(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                given = arguments(operation)
                request = bench.sent(bench.method(operation), **given)
                assert request.method == operation.method
                assert request.target.partition("?")[0] == target(operation, given)
                names = {"host", "accept", "accept-encoding", "user-agent", "x-request-id"}
                names |= {"content-length"} if operation.method in ("POST", "PUT", "PATCH") or request.body else set()
                names |= {"content-type"} if operation.takes_body else set()
                assert set(request.headers) == names
                assert request.headers["accept"] == OTHER_FORMATS.get(label(operation), JSON)
                assert request.headers["host"] == f"127.0.0.1:{bench.server.port}"
                assert request.headers["user-agent"].startswith("chatwoot-python-client/2.0.0 ")
                assert len(request.headers["x-request-id"]) == 32
                assert request.body == (compact(least(operation)) if operation.takes_body else b"")


def tokens_of(operation: Operation) -> tuple[str, ...]:
    """Whose token an operation takes, as its path tells: the public parts take none."""
    path = operation.route.template
    if path.startswith("/platform/"):
        return ("platformAppApiKey",)
    listed = label(operation) == "MessagesAPIApi.list_all_converation_messages"
    return ("userApiKey",) if listed or path.startswith(("/api/v1/", "/api/v2/", "/accounts/")) else ()


def test_the_token_of_the_right_kind_is_sent_and_none_by_public_operations(bench: Bench) -> None:
    with bench.made(api_key=TOKENS) as client, Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                request = bench.sent(bench.method(operation, client), **arguments(operation))
                (expected,) = [TOKENS[kind] for kind in tokens_of(operation)] or [None]
                assert request.headers.get("api-access-token") == expected


def test_a_bot_s_token_is_sent_where_bots_may_call_and_there_is_no_other(bench: Bench) -> None:
    with bench.made(api_key={"agentBotApiKey": "of a bot"}) as client, Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                request = bench.sent(bench.method(operation, client), **arguments(operation))
                expected = "of a bot" if "agentBotApiKey" in operation.auth else None
                assert request.headers.get("api-access-token") == expected


def test_one_token_will_do_for_every_operation_that_takes_one(bench: Bench) -> None:
    with bench.made(api_key={"api_access_token": "the one"}) as client, Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                request = bench.sent(bench.method(operation, client), **arguments(operation))
                assert request.headers.get("api-access-token") == ("the one" if tokens_of(operation) else None)


def test_the_caller_s_headers_replace_ours(bench: Bench) -> None:
    own = {"ACCEPT": "text/plain", "user_agent": "mine/1.0", "X_Request_ID": "my-id", "X-More": "more"}
    with Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                request = bench.sent(bench.method(operation), **arguments(operation), _headers=own)
                lines = request.raw.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
                assert {f"{name}: {value}" for name, value in own.items()} <= set(lines)
                names = [line.partition(":")[0].lower().replace("_", "-") for line in lines]
                assert len(names) == len(set(names))


def test_a_header_that_would_break_out_is_refused_without_being_repeated(bench: Bench) -> None:
    unsafe = ({"X-More": "s3cret\r\nX-Injected: 1"}, {"X-More\r\ns3cret": "1"}, {"X-More": "s3cret\u20ac"})
    wrong = ({"X-More": 5}, {5: "x"}, {"X-More": None}, ["X-More"], "X-More: 1")
    with Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                call, given = bench.method(operation), arguments(operation)
                for headers in unsafe:
                    assert "s3cret" not in bench.refused(ValueError, "^_headers", call, **given, _headers=headers)
                for no_headers in wrong:
                    bench.refused(TypeError, "^_headers", call, **given, _headers=no_headers)


# --- rules for every operation with a body ---


def with_bodies() -> list[Operation]:
    return [operation for operation in operations() if operation.takes_body]


def payload_of(operation: Operation) -> type[Model]:
    """The model that a body may be, as the annotation of ``body`` names it first."""
    annotation = parameters_of(operation)["body"].annotation
    model = getattr(chatwoot_client, annotation.partition(" |")[0], Model)
    assert issubclass(model, Model)
    return model


def test_an_empty_payload_is_sent_as_an_empty_object(bench: Bench) -> None:
    with Findings() as findings:
        for operation in with_bodies():
            # What replaces something isn't left out.
            for empty in () if least(operation) else ({}, payload_of(operation)()):
                with findings.of(label(operation)):
                    assert bench.sent(bench.method(operation), **arguments(operation, body=empty)).body == b"{}"


def test_a_model_and_a_mapping_are_sent_alike_as_compact_json(bench: Bench) -> None:
    new = {"words": "Grüße 🙂 </script>\u2028\x00", "number": "1", "n": [1, 2.5, None, True], "in": {"a": {}}}
    with Findings() as findings:
        for operation in with_bodies():
            data = {**new, **least(operation)}
            for body in (data, MappingProxyType(data), payload_of(operation).from_dict(data)):
                with findings.of(f"{label(operation)} with a {type(body).__name__}"):
                    request = bench.sent(bench.method(operation), **arguments(operation, body=body))
                    assert request.headers["content-type"] == JSON
                    assert request.body == compact(data)


def test_nulls_times_enumerations_and_models_are_plain_json(bench: Bench) -> None:
    body = {
        "null": [chatwoot_client.NULL, None],
        "at": datetime.datetime(2026, 11, 23, tzinfo=datetime.timezone.utc),
        "on": datetime.date(2026, 11, 23),
        "kind": chatwoot_client.MessageType.OUTGOING,
        "state": chatwoot_client.ConversationStatus.OPEN,
        "sender": chatwoot_client.PublicMessageSender(name=chatwoot_client.NULL),
        "frozen": MappingProxyType({"a": (1, 2.5, True)}),
        1: "one",
    }
    with Findings() as findings:
        for operation in with_bodies():
            with findings.of(label(operation)):
                given = MappingProxyType({**body, **least(operation)})
                request = bench.sent(bench.method(operation), **arguments(operation, body=given))
                assert request.json == {
                    **least(operation),
                    "null": [None, None],
                    "at": "2026-11-23T00:00:00+00:00",
                    "on": "2026-11-23",
                    "kind": 1,
                    "state": "open",
                    "sender": {"name": None},
                    "frozen": {"a": [1, 2.5, True]},
                    "1": "one",
                }


def test_the_caller_s_body_stays_as_it_was(bench: Bench) -> None:
    with Findings() as findings:
        for operation in with_bodies():
            with findings.of(label(operation)):
                body = {"name": "Ann", "in": {"a": [1]}, "avatar": None, **least(operation)}
                body.update({"attachments": []} if operation.files == ATTACHMENTS else {})
                before = copy.deepcopy(body)
                first, second = (bench.sent(bench.method(operation), **arguments(operation, body=body)) for _ in "12")
                assert body == before
                assert first.body == second.body


def test_a_body_that_is_no_object_is_refused_by_name(bench: Bench) -> None:
    with Findings() as findings:
        for operation in with_bodies():
            for body in (None, [], [{"a": 1}], "{}", b"{}", 5, [("a", 1)], object()):
                with findings.of(f"{label(operation)}, body={body!r}"):
                    given = arguments(operation, body=body)
                    bench.refused(TypeError, "^body must be a model or a dict, not ", bench.method(operation), **given)


def circle() -> dict[str, Any]:
    made: dict[str, Any] = {}
    made["self"] = [made]
    return made


def deep() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for _ in range(100_000):
        made = {"in": made}
    return made


def test_what_json_can_not_carry_is_refused(bench: Bench) -> None:
    odd: list[Any] = [math.nan, [math.inf], {1, 2}, b"b", object(), "\ud800", {"\udfff": 1}, {("a", "b"): 1}, deep()]
    with Findings() as findings:
        for operation in with_bodies():
            for number, body in enumerate([*({"a": value, **least(operation)} for value in odd), circle()]):
                with findings.of(f"{label(operation)}, {number}"):
                    given = arguments(operation, body={**least(operation), **body})
                    bench.refused(ValueError, "^body ", bench.method(operation), **given)


# --- rules for every operation: the answer ---


def shaped(returns: Any, value: dict[str, Any]) -> Any:
    """An answer as an operation returns it, with *value* for each model."""
    if isinstance(returns, list):
        return [shaped(returns[0], value)] * 2
    return {"key": shaped(returns[str], value)} if isinstance(returns, dict) else value


def returned_models(returns: Any) -> type[Model] | None:
    inner = returns[0] if isinstance(returns, list) else returns[str] if isinstance(returns, dict) else returns
    return inner if isinstance(inner, type) and issubclass(inner, Model) else None


def test_with_http_info_gives_status_and_headers_in_its_three_forms(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                given, call = arguments(operation), bench.method(operation)
                bench.answer = json_answer(shaped(operation.returns, {"id": 5}), 201, {"X-More": "more"})
                data = call(**given)
                twin = getattr(operation.api(bench.client), f"{operation.name}_with_http_info")
                for response in (
                    twin(**given),
                    chatwoot_client.with_http_info(call, **given),
                    call(**given, _return_http_data_only=False),
                ):
                    assert type(response) is ApiResponse
                    assert (response.data, response.status, response.headers["X-MORE"]) == (data, 201, "more")


def test_async_req_gives_a_handle(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                bench.answer = json_answer(shaped(operation.returns, {"id": 5}))
                handle = bench.method(operation)(**arguments(operation), async_req=True)
                assert handle.get(timeout=10) == bench.method(operation)(**arguments(operation))
                handle.wait(10)
                assert handle.ready()
                assert handle.successful()


def test_without_preloading_the_open_answer_is_handed_over(bench: Bench) -> None:
    bench.answer = answer(b"what came", headers={"Content-Type": "text/plain"})
    with Findings() as findings:
        for operation in operations():
            with findings.of(label(operation)):
                call, given = bench.method(operation), arguments(operation, _preload_content=False)
                with call(**given) as response:
                    assert response.status == 200
                    assert response.read() == b"what came"
                with call(**given) as response:
                    assert b"".join(response.stream(7)) == b"what came"


def test_an_answer_of_another_type_than_promised_is_a_decode_exception(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            call, returns = bench.method(operation), operation.returns
            others = [b"<html></html>", b"\xff", b'{"id": 5', b'"text"', b"5"]
            others += [b"{}", b"[5]", b"[[]]"] if isinstance(returns, list) else [b"[]", b"[{}]"]
            for other in others:
                with findings.of(f"{label(operation)} answered with {other!r}"):
                    bench.answer = answer(other)
                    if returns is None:
                        assert call(**arguments(operation)) is None
                    elif returns is str and other != b"\xff":
                        assert call(**arguments(operation)) == other.decode()
                    elif returned_models(returns) is None and returns is not str and is_json_of(other, returns):
                        assert call(**arguments(operation)) == json.loads(other)
                    elif operation.otherwise is not None and is_json_of(other, object):
                        assert plain(call(**arguments(operation))) == json.loads(other)
                    else:
                        with pytest.raises(DecodeException) as raised:
                            call(**arguments(operation))
                        assert raised.value.status == 200
                        assert raised.value.url is not None


def is_json_of(text: bytes, returns: Any) -> bool:
    try:
        return is_a(json.loads(text), returns)
    except ValueError:
        return False


def test_an_empty_answer_is_none(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            for empty in (answer(b""), answer(status=204), json_answer(None)):
                with findings.of(label(operation)):
                    bench.answer = empty
                    text = "null" if empty == json_answer(None) and operation.returns is str else None
                    assert bench.method(operation)(**arguments(operation)) == text


def test_newer_and_older_answers_are_handed_over_as_they_came(bench: Bench) -> None:
    with Findings() as findings:
        for operation in operations():
            model = returned_models(operation.returns)
            for value in odd_objects(model) if model else ({"of": [1, None, "tomorrow"]},):
                with findings.of(f"{label(operation)} answered with {value!r:.200}"):
                    sent = shaped(operation.returns, value)
                    bench.answer = json_answer(sent)
                    result = bench.method(operation)(**arguments(operation))
                    if operation.returns is str:
                        assert json.loads(result) == sent
                    elif operation.returns is not None:
                        assert plain(result) == sent
                        for read in models_in(result):
                            repr(read)


#: One of each type that JSON has, none of them anything that a server of today sends.
ODD = ("brand-new", 987654321, -0.5, True, ["brand-new"], [[]], {"brand": "new"}, [{"brand": None}], [None])


def odd_objects(model: type[Model]) -> Iterator[dict[str, Any]]:
    """An object with every field null, and some with a value of another type in each."""
    fields = list(model.attribute_map.values())
    yield {}
    yield dict.fromkeys(fields)
    yield {**dict.fromkeys(fields), "brand_new": {"of": [1]}}
    for odd in ODD:
        yield dict.fromkeys(fields, odd)


ALL_MODELS = sorted(
    {
        each
        for each in (getattr(chatwoot_client.models, name) for name in chatwoot_client.models.__all__)
        if isinstance(each, type) and issubclass(each, Model)
    },
    key=lambda model: model.__name__,
)


def test_a_field_of_any_model_reads_as_it_came_where_it_is_null_or_of_another_type() -> None:
    with Findings() as findings:
        for model in ALL_MODELS:
            declared = annotations_of(model)
            for name, json_name in model.attribute_map.items():
                for odd in (None, *ODD):
                    with findings.of(f"{model.__name__}.{name} = {odd!r}"):
                        read = getattr(model.from_dict({json_name: odd}), name)
                        # A model stands for an object, and only there; a moment only for a number or a date.
                        assert plain(read) == odd
                        assert type(plain(read)) is type(odd) or fits(read, declared[name])


# --- scripts for the package that was generated before ---

GENERATED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "recordings" / "generated_names.json").read_text("utf-8")
)


def test_the_old_classes_methods_and_parameters_are_there_by_position_and_by_keyword(bench: Bench) -> None:
    bench.answer = answer()
    bodies = {operation.name: least(operation) for operation in operations() if operation.takes_body}
    with Findings() as findings:
        for api, known in GENERATED["apis"].items():
            for method, (required, optional) in known["methods"].items():
                with findings.of(f"{api}.{method}"):
                    call = getattr(getattr(chatwoot_client, api)(bench.client), method)
                    named = enumerate([*required, *optional])
                    numbers = {name: CHOSEN_FROM.get(name, str(100 + place)) for place, name in named}
                    if "body" in numbers:
                        numbers["body"] = bodies.get(method, {})  # type: ignore[assignment]
                    first = [numbers[name] for name in required]
                    rest = {name: numbers[name] for name in optional}
                    by_position = bench.sent(call, *first, **rest)
                    by_keyword = bench.sent(call, **numbers)
                    assert by_position.target == by_keyword.target
                    assert all(value in by_position.target for value in numbers.values() if isinstance(value, str))
                    assert callable(getattr(getattr(chatwoot_client, api), f"{method}_with_http_info"))
    assert sum(len(known["methods"]) for known in GENERATED["apis"].values()) == 115


def test_the_old_import_paths_lead_to_the_classes() -> None:
    apis = importlib.import_module("chatwoot_client.apis")
    for api, known in GENERATED["apis"].items():
        module = importlib.import_module(f"chatwoot_client.apis.{known['module']}")
        cls = getattr(chatwoot_client, api)
        assert getattr(module, api) is getattr(apis, api) is getattr(chatwoot_client.api, api) is cls
    assert len(GENERATED["apis"]) == 29


def test_the_old_models_import_paths_lead_to_the_models() -> None:
    for path, name in (
        ("account", "Account"),
        ("contact_create", "ContactCreate"),
        ("public_message_create_payload", "PublicMessageCreatePayload"),
        ("apiv1accountsaccount_idconversations_message", "Apiv1accountsaccountIdconversationsMessage"),
        ("team_id_team_members_body1", "TeamIdTeamMembersBody1"),
    ):
        module = importlib.import_module(f"chatwoot_client.models.{path}")
        assert getattr(module, name) is getattr(chatwoot_client, name)
    with pytest.raises(ModuleNotFoundError, match="contact_made"):
        importlib.import_module("chatwoot_client.models.contact_made")


#: What old models had as fields and no server sends in their place.
GONE = {
    "Contact": {"payload"},  # a contact is inside of it
    "ConversationShowMetaSender": {"channel"},  # it's beside the sender
}


def test_the_old_models_are_there_under_their_names_with_their_fields() -> None:
    with Findings() as findings:
        for name, fields in GENERATED["models"].items():
            with findings.of(name):
                model = getattr(chatwoot_client, name)
                assert issubclass(model, Model)
                assert getattr(chatwoot_client.models, name) is model
                assert set(fields) - set(model.attribute_map) == GONE.get(name, set())


# --- where the data comes from ---


def test_the_operations_are_found_by_the_contract() -> None:
    found = [label(operation) for operation in contract.operations()]
    assert len(found) == len(set(found)) >= len(DESCRIBED)


def test_every_kept_exchange_shows_something_new() -> None:
    # What made the data would make it of itself again.
    trim = importlib.import_module("recordings.trim_operations")
    assert list(trim.chosen(EXCHANGES)) == EXCHANGES
