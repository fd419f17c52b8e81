"""What the client says of each operation, and how that differs from a description of the API.

Operations are read off their methods. Run as a program, it reads a ``swagger.json`` of Chatwoot too::

    python -m chatwoot_client.contract swagger.json --since swagger-of-the-release-before.json
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import re
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import chatwoot_client
from chatwoot_client.api.base import Api
from chatwoot_client.calls.body import JSON, NO_BODY, Files
from chatwoot_client.calls.route import Route
from chatwoot_client.models.base import Model, annotations_of

__all__ = ["Operation", "differences", "operations", "operations_of"]


class Operation(NamedTuple):
    """One operation, as its method makes a call of it."""

    api: type[Api]
    name: str
    method: str
    route: Route
    #: The names of the method's parameters for the path, in its order.
    path: tuple[str, ...]
    #: The names in the query, and which parameter each comes from.
    query: dict[str, str]
    takes_body: bool
    #: The model that the body has the fields of.
    takes: type[Model] | None
    files: Files | None
    returns: Any
    auth: tuple[str, ...]
    accept: str
    reads: bool
    #: What the answer is when it isn't what's returned, where the server varies it.
    otherwise: Any = None


def operations() -> Iterator[Operation]:
    """Every operation of every API class; another name for a class or a method isn't another operation."""
    classes: set[type[Api]] = {
        getattr(chatwoot_client.api, name) for name in dir(chatwoot_client.api) if name[-3:] == "Api"
    }
    for api in sorted(classes, key=lambda each: each.__name__):
        yield from operations_of(api)


def operations_of(api: type[Api]) -> Iterator[Operation]:
    """The operations of an API class, in the order of its source."""
    seen: set[Any] = set()
    for name, member in list(vars(api).items()):
        if name.startswith(("_", "iter_")) or name.endswith("_with_http_info") or not callable(member):
            continue
        if member not in seen:
            seen.add(member)
            yield _read(api, name)


class _Call(NamedTuple):
    method: str
    route: Route
    path: tuple[Any, ...]
    details: dict[str, Any]


class _Recorder:
    """Stands for an ``ApiClient``, and keeps the call that it's asked to make."""

    def invoke(self, method: str, route: Route, path: tuple[Any, ...] = (), **details: Any) -> _Call:
        return _Call(method, route, path, details)


def _read(api: type[Api], name: str) -> Operation:
    method = getattr(api(_Recorder()), name)  # type: ignore[arg-type]
    parameters = [each for each in inspect.signature(method).parameters.values() if each.name != "options"]
    # Numbers that tell which parameter arrived where; text as well as a number may be asked for.
    numbers = {each.name: 1000 + position for position, each in enumerate(parameters)}
    required: dict[str, Any] = {each.name: numbers[each.name] for each in parameters if each.default is each.empty}
    if "body" in required:
        required["body"] = {}
    call, given = _first_call(method, required, numbers)
    names = {str(number): parameter for parameter, number in numbers.items()}
    query = _query(call, names)
    for each in parameters:
        if each.name not in given:
            query.update(_query(_with_one_more(method, given, each.name, numbers[each.name]), names))
    return Operation(
        api,
        name,
        call.method,
        call.route,
        tuple(names.get(str(value), "") for value in call.path),
        query,
        call.details.get("body", NO_BODY) is not NO_BODY,
        call.details.get("takes"),
        call.details.get("files"),
        call.details.get("returns"),
        call.details.get("auth", ()),
        call.details.get("accept", JSON),
        call.details.get("reads", False),
        call.details.get("otherwise"),
    )


def _first_call(method: Any, required: dict[str, Any], numbers: dict[str, int]) -> tuple[_Call, dict[str, Any]]:
    """The call with as little as possible, and what was given for it.

    A required parameter that has two names is an optional one by each of them.
    """
    for given in (required, *({**required, name: number} for name, number in numbers.items() if name not in required)):
        try:
            return method(**given), given
        except TypeError as error:
            failure = error
    raise failure


def _with_one_more(method: Any, given: dict[str, Any], name: str, number: int) -> _Call | None:
    for value in (number, str(number), [str(number)]):
        try:
            call: _Call = method(**{**given, name: value})
        except (TypeError, ValueError):
            continue
        return call
    return None


def _query(call: _Call | None, names: dict[str, str]) -> dict[str, str]:
    pairs = call.details.get("query", ()) if call else ()
    sent = ((name, value[0] if isinstance(value, list) and value else value) for name, value in pairs)
    return {name: names[str(value)] for name, value in sent if str(value) in names}


# --- differences from a description ---


class Unreadable(Exception):
    """A file that isn't a description of an API; the text says why."""


def differences(description: dict[str, Any]) -> list[str]:
    """How the client differs from a description (OpenAPI 3), a line each, sorted.

    What the client has and the description doesn't is listed for parameters alone: operations and fields that
    nobody describes are no mistake.

    Raises:
        Unreadable: there's something in it that can't be understood.
    """
    return sorted(set(_Description(description).differences()))


class _Schema(NamedTuple):
    """What a schema allows; no types stand for any."""

    types: frozenset[str]
    properties: dict[str, Any]
    items: Any


class _Description:
    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        #: What each schema allows, by its identity, since one may be part of many others.
        self._known: dict[int, _Schema] = {}

    def differences(self) -> Iterator[str]:
        for path, item in self._data["paths"].items():
            shared = self._resolved(item)
            for method in ("get", "put", "post", "patch", "delete"):
                described = self._resolved(shared.get(method, {}))
                if "operationId" in described:
                    parameters = [*shared.get("parameters", ()), *described.get("parameters", ())]
                    for line in self._of_operation(method.upper(), path, described, parameters):
                        # What begins with a model's name counts for all operations with that model.
                        yield f"{described['operationId']}: {line}" if line[:1].islower() else line

    def _of_operation(self, method: str, path: str, described: dict[str, Any], parameters: list[Any]) -> Iterator[str]:
        tag = (described.get("tags") or ["Default"])[0]
        api_name, name = re.sub(r"\W", "", tag) + "Api", _snake_case(described["operationId"])
        api: Any = getattr(chatwoot_client.api, api_name, None)
        if not hasattr(api, name):
            yield f"there is no {api_name}.{name} for {method} {path}"
            return
        ours = _read(api, name)
        signature = inspect.signature(getattr(api, name))
        if (method, _unnamed(path)) != (ours.method, _unnamed(ours.route.template)):
            yield f"described as {method} {path}, here {ours.method} {ours.route.template}"
        yield from self._of_parameters(path, parameters, ours, signature)
        security = [name for each in described.get("security", self._data.get("security", ())) for name in each]
        if security != list(ours.auth):
            yield f"described with the tokens {_listed(security)}, here {_listed(ours.auth)}"
        body = self._content(described.get("requestBody", {}))
        if ("requestBody" in described) is not ours.takes_body:
            yield "described without a body" if ours.takes_body else "described with a body"
        elif body is not None:
            yield from self._of_type("body", body, _parsed(signature.parameters["body"].annotation))
        answer = self._answer(described)
        if answer is not None:
            yield from self._of_type("answer", answer, _parsed(signature.return_annotation))

    def _of_parameters(
        self, path: str, parameters: list[Any], ours: Operation, signature: inspect.Signature
    ) -> Iterator[str]:
        found = [self._resolved(each) for each in parameters]
        query = [each["name"].replace("[]", "") for each in found if each["in"] == "query"]
        described = [*re.findall(r"{(\w+)}", path), *map(_snake_case, query)]
        own = [each for each in signature.parameters.values() if each.name not in ("self", "options", "body")]
        names = [each.name for each in own]
        for name in described:
            if name not in names:
                yield f"described with the parameter {name}, which isn't here"
        for name in names:
            if name not in described and name in (*ours.path, *ours.query.values()):
                yield f"described without the parameter {name}"
        # Those that are given by keyword alone may stand in any order.
        here = [each.name for each in own if each.kind is not each.KEYWORD_ONLY and each.name in described]
        there = [name for name in dict.fromkeys(described) if name in here]
        if here != there:
            yield f"described with the parameters {_listed(there)}, here {_listed(here)}"

    # Types

    def _answer(self, described: dict[str, Any]) -> Any:
        for status, response in described.get("responses", {}).items():
            if str(status).startswith("2"):
                return self._content(response)
        return None

    def _content(self, holder: dict[str, Any]) -> Any:
        for media in self._resolved(holder).get("content", {}).values():
            return media.get("schema")
        return None

    def _of_type(
        self, where: str, given: Any, annotation: ast.expr, within: tuple[type[Model], ...] = ()
    ) -> Iterator[str]:
        """Where a schema allows what an annotation doesn't, and the fields that a model lacks."""
        schema = self._schema(given)
        ours = list(_json_types(annotation))
        lacking = schema.types - {kind for kind, _ in ours}
        if "integer" in {kind for kind, _ in ours}:
            lacking -= {"number"}
        if lacking and "any" not in {kind for kind, _ in ours}:
            yield f"{where}: described as {' or '.join(sorted(lacking))}, here {ast.unparse(annotation)}"
            return
        for kind, inner in ours:
            if kind == "array" and schema.items is not None:
                yield from self._of_type(f"{where}[]", schema.items, inner, within)
        models = [inner for kind, inner in ours if kind == "object" and inner is not None and inner not in within]
        if models:
            yield from self._of_fields(where, schema.properties, models, within)

    def _of_fields(
        self, where: str, properties: dict[str, Any], models: list[type[Model]], within: tuple[type[Model], ...]
    ) -> Iterator[str]:
        # A model is the same wherever it stands, and so it's told of once; of several, each has its own fields.
        owner = models[0].__name__ if len(models) == 1 else where
        for name, given in properties.items():
            having = [model for model in models if name in _annotations(model)]
            for model in having:
                annotation = _annotations(model)[name]
                yield from self._of_type(f"{model.__name__}.{name}", given, annotation, (*within, model))
            if not having:
                types = " or ".join(sorted(self._schema(given).types)) or "anything"
                yield f"{owner}.{name}: described as {types}, isn't here"

    def _schema(self, given: Any) -> _Schema:
        """A schema with what it takes from others; of several that are allowed, all of them together."""
        own = self._resolved(given)
        if id(own) in self._known:
            return self._known[id(own)]
        named = own.get("type", [])
        types = {named} if isinstance(named, str) else set(named)
        properties, items = dict(own.get("properties", {})), own.get("items")
        for each in (*own.get("allOf", ()), *own.get("anyOf", ()), *own.get("oneOf", ())):
            part = self._schema(each)
            types |= part.types
            properties.update(part.properties)
            items = items or part.items
        types |= {"object"} if properties else set()
        schema = self._known[id(own)] = _Schema(frozenset(types - {"null"}), properties, items)
        return schema

    def _resolved(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unreadable(f"{str(value)[:40]!r} stands where an object belongs")
        if "$ref" not in value:
            return value
        reference = str(value["$ref"])
        found: Any = self._data
        for key in reference.partition("#/")[2].split("/"):
            if not isinstance(found, dict) or key not in found or not reference.startswith("#/"):
                raise Unreadable(f"the reference {reference} leads nowhere in it")
            found = found[key]
        return self._resolved(found)


#: What JSON is read as what is annotated so.
_JSON_TYPES = {
    "Any": "any",
    "bool": "boolean",
    "datetime.datetime": "string",
    "float": "number",
    "FloatTimestamp": "number",
    "int": "integer",
    "Json": "object",
    "None": "null",
    "object": "any",
    "str": "string",
    "Timestamp": "integer",
}


def _json_types(annotation: ast.expr) -> Iterator[tuple[str, Any]]:
    """The types of JSON that an annotation allows, with the type of a list's items, or the model for an object."""
    if isinstance(annotation, ast.BinOp):
        yield from _json_types(annotation.left)
        yield from _json_types(annotation.right)
    elif isinstance(annotation, ast.Subscript):
        listed = ast.unparse(annotation.value) in ("list", "Sequence")
        yield ("array", annotation.slice) if listed else ("object", None)
    else:
        name = ast.unparse(annotation)
        model = None if name in _JSON_TYPES else getattr(chatwoot_client, name, None)
        is_model = isinstance(model, type) and issubclass(model, Model)
        yield ("object", model) if is_model else (_JSON_TYPES.get(name, "any"), None)


def _annotations(model: type[Model]) -> dict[str, ast.expr]:
    """The annotations of a model's fields, by their names in JSON."""
    texts = annotations_of(model)
    return {name: _parsed(texts[attribute]) for attribute, name in model.attribute_map.items()}


def _parsed(annotation: Any) -> ast.expr:
    return ast.parse(str(annotation), mode="eval").body


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


def _unnamed(path: str) -> str:
    return re.sub(r"{\w+}", "{}", path)


def _listed(names: Any) -> str:
    return ", ".join(names) or "none"


# --- the program ---


def main(arguments: list[str] | None = None) -> int:
    """Print the differences; give the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m chatwoot_client.contract",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="""\
Lists where this client and a description of Chatwoot's API differ, a line each: operations that the client doesn't
have; other methods, paths, parameters, tokens or types; fields that are described and that a model doesn't have.

The description is the swagger.json of a release, swagger/swagger.json in Chatwoot's source. It isn't always right,
and where a real server does something else the client follows the server, so even for the release that the client
was made for there are lines. What is new in a release is told by --since, with the description before it.""",
        epilog="""\
Exit status: 0 nothing differs, 1 something does, 2 a file can't be read.

Example: what does Chatwoot 4.17 bring that the client doesn't know?

  python -m chatwoot_client.contract swagger-4.17.json --since swagger-4.16.json""",
    )
    parser.add_argument("spec", metavar="SPEC", help="the description, OpenAPI 3 in JSON")
    parser.add_argument(
        "--since", metavar="OLD_SPEC", help="an older description; what differs from that one too isn't listed"
    )
    options = parser.parse_args(arguments)
    try:
        known = set(_differences_from(options.since)) if options.since else set()
        found = [line for line in _differences_from(options.spec) if line not in known]
    except Unreadable as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    for line in found:
        print(line)
    return 1 if found else 0


def _differences_from(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8") as opened:
            data = json.load(opened)
        if not isinstance(data, dict) or not str(data.get("openapi", "")).startswith("3"):
            raise Unreadable("it's no OpenAPI 3 description")
        if not isinstance(data.get("paths"), dict):
            raise Unreadable("it describes no paths")
        return differences(data)
    except OSError as error:
        reason = str(error.strerror)
    except RecursionError:
        reason = "it's nested too deeply"
    except ValueError as error:
        reason = f"it's no JSON ({error})"
    except (AttributeError, KeyError, TypeError) as error:
        reason = f"it isn't written as OpenAPI 3 asks ({type(error).__name__}: {error})"
    except Unreadable as error:
        reason = str(error)
    raise Unreadable(f"can't read {path}: {reason}")


if __name__ == "__main__":
    sys.exit(main())
