"""What the client says of each operation, read off its method by calling it with a stand-in for the client."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, NamedTuple

import chatwoot_client
from chatwoot_client.api.base import Api, is_operation
from chatwoot_client.calls.body import JSON, NO_BODY, Files
from chatwoot_client.calls.route import Route
from chatwoot_client.models.base import Model

__all__ = ["Operation", "operations", "operations_of"]


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
        if name.endswith("_with_http_info") or not is_operation(name, member):
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
