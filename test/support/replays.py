"""Recorded exchanges through the client: the request that it makes again, and what it makes of the answer."""

from __future__ import annotations

import email
import email.policy
import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from recorded import EXCHANGES, Exchange, served_by
from servers import Request, ScriptedServer, answer

import chatwoot_client
from chatwoot_client import ApiClient, Configuration
from chatwoot_client.contract import Operation


class CanNotBeSaid(Exception):
    """There are no arguments with which the client would make a request; the text tells why."""


@dataclass
class Replay:
    """An exchange as the client had it."""

    exchange: Exchange
    operation: Operation
    request: Request | None = None
    result: Any = None
    error: Exception | None = None
    #: Why the client can't make the request.
    unsaid: str | None = None


def replayed() -> Iterator[Replay]:
    """Every recorded exchange of an operation."""
    current: Exchange = {}

    def recorded_answer(_: Request) -> bytes:
        headers = {"Content-Type": current["content_type"]} if current["content_type"] else {}
        return answer((current["answer"] or "").encode(), current["status"], headers)

    with ScriptedServer(recorded_answer) as server, ApiClient(Configuration(host=server.url, retries=0)) as client:
        for current in EXCHANGES:
            operation = served_by(current)
            if operation is None:
                continue
            replay = Replay(current, operation)
            try:
                arguments = arguments_for(operation, current)
            except CanNotBeSaid as reason:
                replay.unsaid = str(reason)
                yield replay
                continue
            try:
                replay.result = getattr(operation.api(client), operation.name)(**arguments)
            except Exception as error:
                replay.error = error
            if isinstance(replay.error, (TypeError, ValueError)) and not server.requests:
                replay.unsaid = "it's a mistake, which the client refuses"
            if server.requests:
                (replay.request,) = server.requests
                server.requests.clear()
            yield replay


# --- what the client is told ---


def arguments_for(operation: Operation, exchange: Exchange) -> dict[str, Any]:
    arguments = {**path_arguments(operation, exchange), **query_arguments(operation, exchange)}
    if operation.takes_body:
        arguments["body"] = body_argument(operation, exchange["body"])
    elif exchange["body"] is not None:
        raise CanNotBeSaid("a body where none is described")
    parameters = inspect.signature(getattr(operation.api, operation.name)).parameters.values()
    if not {each.name for each in parameters if each.default is each.empty} - {"self", "options"} <= set(arguments):
        raise CanNotBeSaid("a required parameter is left out")
    headers = {name: value for name, value in exchange["headers"] if name in ("Accept", "If-None-Match")}
    if headers.get("Accept") == "application/json":
        del headers["Accept"]
    return {**arguments, "_headers": headers}


def path_arguments(operation: Operation, exchange: Exchange) -> dict[str, str]:
    pattern = "([^/]+)".join(re.escape(text) for text in re.split(r"{\w+}", operation.route.template))
    found = re.fullmatch(pattern, exchange["path"])
    assert found is not None, f"{exchange['path']} isn't {operation.route.template}"
    return dict(zip(operation.path, map(unquote, found.groups())))


def query_arguments(operation: Operation, exchange: Exchange) -> dict[str, Any]:
    parameters = inspect.signature(getattr(operation.api, operation.name)).parameters
    given: dict[str, list[str]] = {}
    for name, value in exchange["query"]:
        parameter = operation.query.get(name, name)
        if parameter not in parameters:
            raise CanNotBeSaid("a query parameter that nothing describes")
        if f"{name}[]" in operation.query:
            raise CanNotBeSaid("a list under the name of a single value")
        given.setdefault(parameter, []).append(value)
    lists = {parameter for name, parameter in operation.query.items() if name.endswith("[]")}
    return {name: values if name in lists or len(values) > 1 else values[0] for name, values in given.items()}


def body_argument(operation: Operation, recorded: Any) -> dict[str, Any]:
    if recorded is None:
        return {}
    if not isinstance(recorded, dict):
        raise CanNotBeSaid("a body that is no object")
    if "raw" in recorded:
        raise CanNotBeSaid("a body that is no JSON")
    if "form" in recorded:
        raise CanNotBeSaid("a form without files")
    if "multipart" in recorded:
        return body_of_parts(operation, recorded["multipart"])
    body: dict[str, Any] = written_out(recorded)
    if operation.files is not None and body.get(operation.files.field) == []:
        raise CanNotBeSaid("a list of no files, which is left out")
    if operation.name == "toggle_status_of_a_conversation" and isinstance(body.get("snoozed_until"), str):
        raise CanNotBeSaid("a moment as text, which a server takes for one in 1970")
    return body


def written_out(value: Any) -> Any:
    """A recorded body with its long runs of one character."""
    if isinstance(value, dict) and set(value) == {"$repeat"}:
        text, times = value["$repeat"]
        return text * times
    if isinstance(value, dict):
        return {name: written_out(item) for name, item in value.items()}
    return [written_out(item) for item in value] if isinstance(value, list) else value


def body_of_parts(operation: Operation, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What a person hands over for these parts of a form."""
    if not any("filename" in part for part in parts):
        raise CanNotBeSaid("a form without files")
    files = operation.files
    described = files and (f"{files.within}[{files.field}]" if files.within else files.field) + "[]" * files.many
    if any("filename" in part and part["name"] != described for part in parts):
        raise CanNotBeSaid("a file where none is described")
    body: dict[str, Any] = {}
    for part in parts:
        name = part["name"]
        keys = re.findall(r"[^\[\]]+", name)
        if files is not None and files.within == keys[0]:
            keys = keys[1:]
        inner = body
        for key in keys[:-1]:
            inner = inner.setdefault(key, {})
        if name.endswith("[]"):
            inner.setdefault(keys[-1], []).append(value_of(part))
        else:
            inner[keys[-1]] = value_of(part)
    return body


def value_of(part: dict[str, Any]) -> Any:
    if "filename" not in part:
        # What is one part of JSON is given as the object that it is.
        return json.loads(part["value"]) if part["name"] == "content_attributes" else written_out(part["value"])
    if not part["content_type"] or "disposition_extra" in part or "raw_base64" in part:
        raise CanNotBeSaid("a file that is described in another way")
    return part["filename"], b"x" * part["size"], part["content_type"]


# --- what it sends ---


def request_differences(replay: Replay) -> Iterator[str]:
    """Where the client's request isn't the recorded one."""
    exchange, request = replay.exchange, replay.request
    if request is None:
        yield f"nothing was sent: {replay.error!r}"
        return
    target = urlsplit(request.target)
    yield from different("method", exchange["method"], request.method)
    yield from different("path", unquoted(exchange["path"]), unquoted(target.path))
    query = parse_qsl(target.query, keep_blank_values=True)
    yield from different("query", sorted(map(tuple, exchange["query"])), sorted(query))
    body = exchange["body"]
    if isinstance(body, dict) and "multipart" in body:
        yield from different("form", sorted(map(recorded_part, body["multipart"])), sorted(sent_parts(request)))
    elif replay.operation.takes_body:
        yield from different("content type", "application/json; charset=utf-8", request.headers.get("content-type"))
        yield from different("body", {} if body is None else written_out(body), request.json)
    else:
        yield from different("body", b"", request.body)


def different(what: str, recorded: Any, sent: Any) -> Iterator[str]:
    if recorded != sent:
        yield f"{what}: {recorded!r:.300} was recorded, not {sent!r:.300}"


def unquoted(path: str) -> list[str]:
    return [unquote(segment) for segment in path.split("/")]


def recorded_part(part: dict[str, Any]) -> tuple[str, str, str, str]:
    if "filename" in part:
        return part["name"], part["filename"], part["content_type"], f"{part['size']} bytes"
    return part["name"], "", "", same_json(written_out(part["value"]))


def sent_parts(request: Request) -> Iterator[tuple[str, str, str, str]]:
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    for part in email.message_from_bytes(head + request.body, policy=email.policy.HTTP).iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if part.get_filename() is None:
            yield str(name), "", "", same_json(content.decode())
        else:
            yield str(name), str(part.get_filename()), part.get_content_type(), f"{len(content)} bytes"


def same_json(text: str) -> str:
    """JSON in one way of writing it; other text as it is."""
    return json.dumps(json.loads(text)) if text[:1] in ("{", "[") else text


# --- what it makes of the answer ---


def plain(result: Any) -> Any:
    """The JSON of a result."""
    if isinstance(result, list):
        return [plain(item) for item in result]
    if isinstance(result, dict):
        return {name: plain(item) for name, item in result.items()}
    return result.to_dict() if isinstance(result, chatwoot_client.Model) else result
