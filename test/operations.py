"""The rules that hold for every operation, as tests that each API's test file runs over its own operations."""

from __future__ import annotations

import copy
import datetime
import gzip
import inspect
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Callable

import pytest
from servers import ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import ApiResponse, DecodeException, Model

JSON = "application/json; charset=utf-8"
OURS = {"host", "accept", "accept-encoding", "user-agent", "x-request-id"}
RECORDED = [
    step["exchange"]
    for step in json.loads(gzip.decompress((Path(__file__).parent / "recordings" / "public.json.gz").read_bytes()))
    if "exchange" in step
]
EXCEPTIONS = {
    400: chatwoot_client.BadRequestException,
    404: chatwoot_client.NotFoundException,
    406: chatwoot_client.ApiException,
    422: chatwoot_client.UnprocessableEntityException,
    500: chatwoot_client.ServiceException,
}

#: Odd values of a path parameter, and how they go into a path.
QUOTED = {
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
NO_NAMES = ["", ".", "..", None, "\ud800"]
NO_TYPES = [b"a", 1.5, True, ["a"], {}, object()]


def circle() -> dict[str, Any]:
    made: dict[str, Any] = {}
    made["self"] = [made]
    return made


def deep() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for _ in range(100_000):
        made = {"in": made}
    return made


NO_JSON = [{"a": math.nan}, {"a": [math.inf]}, {"a": {1, 2}}, {"a": b"b"}, {"a": object()}, {"a": "\ud800"},
           {"\udfff": 1}, {("a", "b"): 1}, {"a": deep()}, circle()]  # fmt: skip
NO_BODIES = [None, [], [{"a": 1}], "{}", b"{}", 5, [("a", 1)], object()]


@dataclass(frozen=True)
class Operation:
    """What a method has to send, and what it gives back."""

    api: type[Any]
    name: str
    #: The operation's id in Chatwoot's description, under which its exchanges were recorded.
    recorded: str
    method: str
    path: Mapping[str, Any]
    #: The path, with the names of its parameters in braces.
    template: str
    returns: Any = None
    payload: type[Model] | None = None
    takes_body: bool = False
    body: Mapping[str, Any] = field(default_factory=dict)
    #: Optional parameters, as they are given and as they stand in the query.
    query: Mapping[str, tuple[Any, str]] = field(default_factory=dict)
    accept: str = JSON
    sends_token: bool = False

    @property
    def target(self) -> str:
        return self.template.format(**self.path)

    def arguments(self, **others: Any) -> dict[str, Any]:
        body = {"body": dict(self.body)} if self.takes_body else {}
        return {**body, **self.path, **others}

    def exchanges(self, *, succeeded: bool) -> list[Any]:
        return [
            exchange
            for exchange in RECORDED
            if exchange["operation"] == self.recorded
            and (exchange["status"] == 200 if succeeded else exchange["status"] >= 400)
        ]

    def success(self) -> bytes:
        """A recorded answer; a survey page was never recorded with the page."""
        if self.returns is str:
            return answer(b"<html>\xc3\xa4</html>", headers={"Content-Type": "text/html; charset=utf-8"})
        return as_bytes(self.exchanges(succeeded=True)[0])


def as_bytes(exchange: Any) -> bytes:
    return answer((exchange["answer"] or "").encode(), exchange["status"], exchange["answer_headers"])


def plain(result: Any) -> Any:
    if isinstance(result, list):
        return [plain(item) for item in result]
    return result.to_dict() if isinstance(result, Model) else result


Call = Callable[..., Any]


class Rules:
    """What makes a class's tests run for each of its ``operations``."""

    operations: tuple[Operation, ...] = ()

    def pytest_generate_tests(self, metafunc: Any) -> None:
        if "operation" in metafunc.fixturenames:
            metafunc.parametrize("operation", self.operations, ids=[operation.name for operation in self.operations])

    @pytest.fixture
    def server(self, operation: Operation) -> Any:
        with ScriptedServer([operation.success()]) as scripted:
            yield scripted

    @pytest.fixture
    def call(self, operation: Operation, server: ScriptedServer, client_for: Any) -> Call:
        client = client_for(server, retries=0)
        return getattr(operation.api(client), operation.name)


class OperationRules(Rules):
    """Inherited by a class of tests that says which ``operations`` it's about."""

    # --- the request ---

    def test_the_request_on_the_wire_is_exact(self, operation: Operation, server: ScriptedServer, call: Call) -> None:
        call(**operation.arguments())
        (request,) = server.requests
        assert (request.method, request.target) == (operation.method, operation.target)
        names = OURS | ({"content-length"} if operation.method != "GET" else set())
        names |= {"content-type"} if operation.takes_body else set()
        assert set(request.headers) == names
        assert request.headers["accept"] == operation.accept
        assert request.headers["host"] == f"127.0.0.1:{server.port}"
        assert request.headers["user-agent"].startswith("chatwoot-python-client/2.0.0 ")
        assert len(request.headers["x-request-id"]) == 32
        if operation.takes_body:
            assert request.headers["content-type"] == JSON
            assert request.body == json.dumps(operation.body, separators=(",", ":"), ensure_ascii=False).encode()
        else:
            assert request.body == b""

    def test_parameters_work_by_position_as_by_keyword(
        self, operation: Operation, server: ScriptedServer, call: Call
    ) -> None:
        given = {name: value for name, (value, _) in operation.query.items()}
        arguments = operation.arguments(**given)
        call(**arguments)
        call(*arguments.values())
        first, second = server.requests
        query = "&".join(text for _, text in operation.query.values())
        assert first.target == second.target == operation.target + (f"?{query}" if query else "")
        assert first.body == second.body

    def test_the_signature_is_real(self, operation: Operation) -> None:
        for twin in ("", "_with_http_info"):
            signature = inspect.signature(getattr(operation.api, operation.name + twin))
            kinds = {name: parameter.kind for name, parameter in signature.parameters.items()}
            assert list(kinds) == ["self", *operation.arguments(), *operation.query, "options"]
            assert kinds.pop("options") is inspect.Parameter.VAR_KEYWORD
            assert set(kinds.values()) == {inspect.Parameter.POSITIONAL_OR_KEYWORD}
            defaults = {name: parameter.default for name, parameter in signature.parameters.items()}
            assert all(defaults[name] is None for name in operation.query)
            assert all(defaults[name] is inspect.Parameter.empty for name in operation.arguments())

    def test_a_token_is_sent_where_the_operation_takes_one(
        self, operation: Operation, server: ScriptedServer, client_for: Any
    ) -> None:
        client = client_for(server, api_key={"api_access_token": "token"})
        getattr(operation.api(client), operation.name)(**operation.arguments())
        assert server.requests[0].headers.get("api-access-token") == ("token" if operation.sends_token else None)

    def test_an_odd_path_parameter_is_quoted_whole(
        self, operation: Operation, server: ScriptedServer, call: Call
    ) -> None:
        for name in operation.path:
            for value, quoted in QUOTED.items():
                call(**operation.arguments(**{name: value}))
                assert server.requests[-1].target == operation.template.format(**{**operation.path, name: quoted})

    def test_a_path_parameter_that_makes_no_path_is_refused_by_name(
        self, operation: Operation, server: ScriptedServer, call: Call
    ) -> None:
        for name in operation.path:
            for error, values in ((ValueError, NO_NAMES), (TypeError, NO_TYPES)):
                for value in values:
                    with pytest.raises(error, match=rf"^{name} "):
                        call(**operation.arguments(**{name: value}))
        assert server.connections == 0

    def test_a_missing_parameter_is_refused_by_name(
        self, operation: Operation, server: ScriptedServer, call: Call
    ) -> None:
        for name in operation.arguments():
            arguments = operation.arguments()
            del arguments[name]
            with pytest.raises(TypeError, match=name):
                call(**arguments)
        assert server.connections == 0

    def test_an_unknown_option_is_refused_by_name(
        self, operation: Operation, server: ScriptedServer, call: Call
    ) -> None:
        with pytest.raises(TypeError, match=r"'_request_timeuot'; did you mean '_request_timeout'\?"):
            call(**operation.arguments(_request_timeuot=5))
        assert server.connections == 0

    # --- the answer ---

    def test_recorded_answers_come_through_unchanged(self, operation: Operation, client_for: Any) -> None:
        recorded = [exchange for exchange in operation.exchanges(succeeded=True) if exchange["answer"] is not None]
        with ScriptedServer(list(map(as_bytes, recorded)) or [operation.success()]) as server:
            method = getattr(operation.api(client_for(server)), operation.name)
            for exchange in recorded:
                result = method(**operation.arguments())
                expected = json.loads(exchange["answer"]) if exchange["answer"] else None
                assert plain(result) == expected
                if isinstance(operation.returns, list):
                    assert {type(item) for item in result} <= set(operation.returns)
                elif operation.returns is not None:
                    assert type(result) is operation.returns
            if operation.returns is str:
                assert method(**operation.arguments()) == "<html>ä</html>"

    def test_recorded_errors_are_exceptions_with_what_the_server_said(
        self, operation: Operation, client_for: Any
    ) -> None:
        errors = operation.exchanges(succeeded=False)
        with ScriptedServer(list(map(as_bytes, errors)) or [b""]) as server:
            method = getattr(operation.api(client_for(server)), operation.name)
            for exchange in errors:
                with pytest.raises(chatwoot_client.ApiException) as raised:
                    method(**operation.arguments())
                error = raised.value
                assert type(error) is EXCEPTIONS[exchange["status"]]
                assert error.status == exchange["status"]
                assert error.body == (exchange["answer"] or "")
                details = as_json(exchange["answer"])
                assert error.details == details
                said = details or {}
                assert error.message == (said.get("message") or said.get("error"))
                assert error.attributes == said.get("attributes", [])
                assert (error.outcome, error.attempts, error.method) == ("refused", 1, operation.method)
                assert error.request_id == server.requests[-1].headers["x-request-id"]
                assert error.url is not None
                assert error.url.startswith(server.url)
        assert len(server.requests) == len(errors)

    def test_an_answer_that_is_not_what_was_promised_is_a_decode_exception(
        self, operation: Operation, client_for: Any
    ) -> None:
        wrong = b"{}" if isinstance(operation.returns, list) else b"[]"
        others = [b"<html></html>", b'"text"', b"5", wrong, b"[5]", b"\xff"]
        with ScriptedServer([answer(other) for other in others]) as server:
            method = getattr(operation.api(client_for(server, retries=0)), operation.name)
            for other in others:
                # Nothing was promised, and any text is what was.
                if operation.returns is None:
                    assert method(**operation.arguments()) is None
                elif operation.returns is str and other != b"\xff":
                    assert method(**operation.arguments()) == other.decode()
                else:
                    with pytest.raises(DecodeException) as raised:
                        method(**operation.arguments())
                    assert raised.value.status == 200
                    assert raised.value.url is not None
        assert len(server.requests) == len(others)

    def test_an_empty_answer_is_none(self, operation: Operation, client_for: Any) -> None:
        with ScriptedServer([answer(b""), answer(b" \n"), answer(status=204), json_answer(None)]) as server:
            method = getattr(operation.api(client_for(server)), operation.name)
            results = [method(**operation.arguments()) for _ in range(4)]
        assert results == ([None, " \n", None, "null"] if operation.returns is str else [None] * 4)

    # --- options ---

    def test_with_http_info_in_its_three_forms(self, operation: Operation, server: ScriptedServer, call: Call) -> None:
        api = call.__self__  # type: ignore[attr-defined]
        arguments = operation.arguments()
        for response in (
            getattr(api, f"{operation.name}_with_http_info")(*arguments.values()),
            chatwoot_client.with_http_info(call, **arguments),
            call(**arguments, _return_http_data_only=False),
        ):
            assert isinstance(response, ApiResponse)
            data, status, headers = response
            assert (data, status) == (call(**arguments), 200)
            assert headers["CONTENT-length"] == headers["content-length"]

    def test_async_req_gives_a_handle(self, operation: Operation, server: ScriptedServer, call: Call) -> None:
        handle = call(**operation.arguments(async_req=True))
        assert handle.get(timeout=10) == call(**operation.arguments())
        handle.wait(10)
        assert handle.ready()
        assert handle.successful()

    def test_without_preloading_the_open_answer_is_handed_over(
        self, operation: Operation, server: ScriptedServer, call: Call
    ) -> None:
        with call(**operation.arguments(_preload_content=False)) as response:
            assert response.status == 200
            assert operation.success().endswith(response.read())
        with call(**operation.arguments(_preload_content=False)) as response:
            assert operation.success().endswith(b"".join(response.stream(7)))

    def test_the_caller_s_headers_replace_ours(self, operation: Operation, server: ScriptedServer, call: Call) -> None:
        own = {"ACCEPT": "text/plain", "user_agent": "mine/1.0", "X_Request_ID": "my-id", "X-More": "more"}
        call(**operation.arguments(_headers=own))
        (request,) = server.requests
        head = request.raw.partition(b"\r\n\r\n")[0].decode("latin-1")
        for name, value in own.items():
            assert head.count(f"\r\n{name}: {value}") == 1
        names = [line.partition(":")[0].lower().replace("_", "-") for line in head.split("\r\n")[1:]]
        assert len(names) == len(set(names))

    def test_a_header_that_would_break_out_is_refused_without_being_repeated(
        self, operation: Operation, server: ScriptedServer, call: Call
    ) -> None:
        for headers in ({"X-More": "s3cret\r\nX-Injected: 1"}, {"X-More\r\ns3cret": "1"}, {"X-More": "s3cret\u20ac"}):
            with pytest.raises(ValueError, match=r"^_headers") as raised:
                call(**operation.arguments(_headers=headers))
            assert "s3cret" not in str(raised.value)
        for wrong in ({"X-More": 5}, {5: "x"}, {"X-More": None}, ["X-More"], "X-More: 1"):
            with pytest.raises(TypeError, match=r"^_headers"):
                call(**operation.arguments(_headers=wrong))
        assert server.connections == 0


class BodyRules(Rules):
    """Inherited by a class of tests whose ``operations`` all have a body."""

    def test_an_empty_payload_is_sent_as_an_empty_object(
        self, operation: Operation, server: ScriptedServer, call: Call
    ) -> None:
        call(**operation.arguments(body={}))
        if operation.payload is not None:
            call(**operation.arguments(body=operation.payload()))
        assert {request.body for request in server.requests} == {b"{}"}

    def test_a_model_and_a_dict_are_sent_alike(self, operation: Operation, server: ScriptedServer, call: Call) -> None:
        payload = Model if operation.payload is None else operation.payload
        call(**operation.arguments())
        call(**operation.arguments(body=payload.from_dict(operation.body)))
        assert server.requests[0].body == server.requests[1].body

    def test_nulls_times_enumerations_and_models_are_plain_json(
        self, operation: Operation, server: ScriptedServer, call: Call
    ) -> None:
        body = {
            "null": [chatwoot_client.NULL, None],
            "at": datetime.datetime(2026, 11, 23, tzinfo=datetime.timezone.utc),
            "on": datetime.date(2026, 11, 23),
            "type": chatwoot_client.MessageType.OUTGOING,
            "status": chatwoot_client.ConversationStatus.OPEN,
            "sender": chatwoot_client.PublicMessageSender(name=chatwoot_client.NULL),
            "frozen": MappingProxyType({"a": (1, 2.5, True)}),
            1: "one",
        }
        call(**operation.arguments(body=MappingProxyType(body)))
        assert server.requests[0].json == {
            "null": [None, None],
            "at": "2026-11-23T00:00:00+00:00",
            "on": "2026-11-23",
            "type": 1,
            "status": "open",
            "sender": {"name": None},
            "frozen": {"a": [1, 2.5, True]},
            "1": "one",
        }

    def test_the_caller_s_body_stays_as_it_was(self, operation: Operation, server: ScriptedServer, call: Call) -> None:
        body = {**operation.body, "attachments": []}
        before = copy.deepcopy(body)
        call(**operation.arguments(body=body))
        call(**operation.arguments(body=body))
        assert body == before
        assert server.requests[0].body == server.requests[1].body

    def test_what_is_no_object_is_refused(self, operation: Operation, server: ScriptedServer, call: Call) -> None:
        for body in NO_BODIES:
            with pytest.raises(TypeError, match=r"^body must be a model or a dict, not "):
                call(**operation.arguments(body=body))
        assert server.connections == 0

    def test_what_json_can_not_carry_is_refused(self, operation: Operation, server: ScriptedServer, call: Call) -> None:
        for body in NO_JSON:
            with pytest.raises(ValueError, match=r"^body "):
                call(**operation.arguments(body=body))
        assert server.connections == 0


def as_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
