"""Where the client and a description of the API differ."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import unquote

from chatwoot_client.contract.operations import Operation, operations
from chatwoot_client.contract.types import (
    annotation_of_answer,
    annotation_of_body,
    annotations_in_json,
    json_types,
    parameters_of,
    shown,
)
from chatwoot_client.models.base import Model

__all__ = ["Difference", "Unreadable", "differences", "known_differences"]

#: What Chatwoot calls another way to send any of the tokens; which token it is, is said by the schemes beside it.
_BEARER = "bearerAuth"
#: What the program printed with `--all --json` of that description.
_KNOWN = "known.json"


class Unreadable(Exception):
    """A file that isn't a description of an API; the text says why."""


class Difference(NamedTuple):
    """One thing that's described otherwise than it's here."""

    #: A method of the client, a field of a model, or the method and path of what isn't here.
    where: str
    described: str
    here: str

    def __str__(self) -> str:
        return f"{self.where}: described {self.described}, {self.here}"

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same difference, however the client's own side is written."""
        return self.where, self.described


def differences(description: dict[str, Any]) -> list[Difference]:
    """How the client differs from a description (OpenAPI 3), each difference once, sorted.

    What the client has and the description doesn't is listed for parameters alone: operations and fields that
    nobody describes are no mistake.

    Raises:
        Unreadable: there's something in it that can't be understood.
    """
    return sorted(set(_Description(description).differences()))


def known_differences() -> frozenset[tuple[str, str]]:
    """The keys of what the description of Chatwoot 4.16.2 says otherwise than a real server does."""
    # The package may be in a zip.
    text = files("chatwoot_client.contract").joinpath(_KNOWN).read_text(encoding="utf-8")
    return frozenset(Difference(**each).key for each in json.loads(text))


class _Schema(NamedTuple):
    """What a schema allows; no types stand for any."""

    types: frozenset[str]
    properties: dict[str, Any]
    items: Any


class _Described(NamedTuple):
    """An operation of the description."""

    method: str
    path: str
    details: dict[str, Any]
    parameters: list[dict[str, Any]]


class _Description:
    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        #: What each schema allows, by its identity, since one may be part of many others.
        self._known: dict[int, _Schema] = {}
        self._bearers = {_BEARER, *self._described_bearers()}
        self._ours: dict[tuple[str, str], list[Operation]] = {}
        for operation in operations():
            self._ours.setdefault((operation.method, _unnamed(operation.route.template)), []).append(operation)

    def differences(self) -> Iterator[Difference]:
        for path, item in self._data["paths"].items():
            shared = self._resolved(item)
            for method in ("get", "put", "post", "patch", "delete"):
                details = self._resolved(shared.get(method, {}))
                if details:
                    given = [*shared.get("parameters", ()), *details.get("parameters", ())]
                    described = _Described(method.upper(), path, details, [self._resolved(each) for each in given])
                    yield from self._of_operation(described)

    def _of_operation(self, described: _Described) -> Iterator[Difference]:
        ours = self._same(described)
        if ours is None:
            where = f"{described.method} {described.path}"
            yield Difference(where, f"as {described.details.get('operationId', 'an operation')}", "isn't here")
            return
        where = f"{ours.api.__name__}.{ours.name}"
        yield from self._of_parameters(where, described, ours)
        yield from self._of_tokens(where, described, ours)
        given = described.details.get("requestBody")
        if (given is not None) is not ours.takes_body:
            described_so, here = (
                ("with a body", "here without") if given is not None else ("without a body", "here with one")
            )
            yield Difference(where, described_so, here)
        elif given is not None:
            yield from self._of_type(f"{where}: body", self._content(given), annotation_of_body(ours))
        yield from self._of_type(f"{where}: answer", self._answer(described.details), annotation_of_answer(ours))

    def _same(self, described: _Described) -> Operation | None:
        """The client's operation with that method and path; of several, the one that is called so."""
        candidates = self._ours.get((described.method, _unnamed(described.path)), [])
        name = _snake_case(str(described.details.get("operationId", "")))
        return next((each for each in candidates if each.name == name), candidates[0] if candidates else None)

    def _of_parameters(self, where: str, described: _Described, ours: Operation) -> Iterator[Difference]:
        names = {each["name"].replace("[]", "") for each in described.parameters if each["in"] == "query"}
        sent = {name.replace("[]", "") for name in ours.query}
        for name in names - sent:
            # One that takes certain words only couldn't be tried, and has its name in the method all the same.
            if _snake_case(name) not in parameters_of(ours):
                yield Difference(where, f"with the parameter {name}", "which isn't here")
        for name in sent - names:
            yield Difference(where, f"without the parameter {name}", "which is here")

    def _of_tokens(self, where: str, described: _Described, ours: Operation) -> Iterator[Difference]:
        # One of the alternatives is enough; the client sends a token in whatever header it's told to.
        alternatives = described.details.get("security", self._data.get("security", ()))
        tokens = {name for each in alternatives for name in each} - self._bearers
        if tokens != set(ours.auth):
            yield Difference(where, f"with the tokens {_listed(tokens)}", f"here {_listed(ours.auth)}")

    def _described_bearers(self) -> Iterator[str]:
        schemes = self._resolved(self._resolved(self._data.get("components", {})).get("securitySchemes", {}))
        for name, scheme in schemes.items():
            details = self._resolved(scheme)
            if (details.get("type"), str(details.get("scheme")).lower()) == ("http", "bearer"):
                yield name

    # Types

    def _answer(self, details: dict[str, Any]) -> Any:
        for status, response in details.get("responses", {}).items():
            if str(status).startswith("2"):
                return self._content(response)
        return None

    def _content(self, holder: dict[str, Any]) -> Any:
        described = self._resolved(holder).get("content", {})
        for media in (described.get("application/json"), *described.values()):
            if media is not None:
                return media.get("schema")
        return None

    def _of_type(
        self, where: str, given: Any, annotation: Any, within: tuple[type[Model], ...] = ()
    ) -> Iterator[Difference]:
        """Where a schema allows what an annotation doesn't, and the fields that a model lacks."""
        if given is None:
            return
        schema = self._schema(given)
        ours = list(json_types(annotation))
        kinds = {kind for kind, _ in ours}
        lacking = schema.types - kinds - ({"number"} if "integer" in kinds else set())
        if lacking and "any" not in kinds:
            yield Difference(where, f"as {_alternatives(lacking)}", f"here {shown(annotation)}")
            return
        for kind, inner in ours:
            if kind == "array" and schema.items is not None:
                yield from self._of_type(f"{where}[]", schema.items, inner, within)
        models = [inner for kind, inner in ours if kind == "object" and inner is not None and inner not in within]
        if models:
            yield from self._of_fields(where, schema.properties, models, within)

    def _of_fields(
        self, where: str, properties: dict[str, Any], models: list[type[Model]], within: tuple[type[Model], ...]
    ) -> Iterator[Difference]:
        # A model is the same wherever it stands, and so it's told of once; of several, each has its own fields.
        owner = models[0].__name__ if len(models) == 1 else where
        for name, given in properties.items():
            having = [model for model in models if name in annotations_in_json(model)]
            for model in having:
                annotation = annotations_in_json(model)[name]
                yield from self._of_type(f"{model.__name__}.{name}", given, annotation, (*within, model))
            if not having:
                yield Difference(f"{owner}.{name}", f"as {_alternatives(self._schema(given).types)}", "isn't here")

    def _schema(self, given: Any) -> _Schema:
        """A schema with what it takes from others; of several that are allowed, all of them together."""
        own = self._resolved(given)
        if id(own) in self._known:
            return self._known[id(own)]
        # What is part of itself has no more than its other parts.
        self._known[id(own)] = _Schema(frozenset(), {}, None)
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
        for key in map(_unescaped, reference.partition("#/")[2].split("/")):
            if not isinstance(found, dict) or key not in found or not reference.startswith("#/"):
                raise Unreadable(f"the reference {reference} leads nowhere in it")
            found = found[key]
        return self._resolved(found)


def _unescaped(key: str) -> str:
    """A part of a reference (a JSON pointer in a URL) as what it points at is called."""
    return unquote(key).replace("~1", "/").replace("~0", "~")


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


def _unnamed(path: str) -> str:
    """A path as a server tells it from others: the names of its parameters are the description's own."""
    return re.sub(r"{\w+}", "{}", path).rstrip("/")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _alternatives(types: Iterable[str]) -> str:
    return " or ".join(sorted(types)) or "anything"
