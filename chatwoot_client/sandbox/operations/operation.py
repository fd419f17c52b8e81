"""What the operations of all APIs have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Callable, ClassVar, TypeVar

from werkzeug.routing import Rule

from chatwoot_client.sandbox.http.exchange import Answer, Request
from chatwoot_client.sandbox.http.faults import Accident
from chatwoot_client.sandbox.rails.casts import Params, leading_int
from chatwoot_client.sandbox.rails.errors import Refused, ServerFault
from chatwoot_client.sandbox.records.base import R, found
from chatwoot_client.sandbox.records.release import OLDEST, Release
from chatwoot_client.sandbox.rules.installation import Caller, Installation

Method = TypeVar("Method", bound=Callable[..., Answer])


@dataclass(frozen=True)
class Call:
    """A request for one operation, read."""

    installation: Installation
    params: Params
    body: Params
    """The parameters that stand in the body alone."""
    base_url: str
    """Where the server is, as clients write it; attachments are addressed there."""
    values: Mapping[str, str]
    """The parameters in the path."""
    caller: Caller = None
    """Whose token came along, where the operation takes one."""
    request: Request | None = None
    """The request as it came."""
    is_json: bool = False
    """Whether the body is JSON, whose fields count as if they were nested under the resource's name."""


class Operation:
    """One call of one operation: each is a method without parameters that gives the answer."""

    api: ClassVar[str] = "public"
    """`public`, `application` or `platform`: which token it takes, and how a missing record is answered."""
    as_page: ClassVar[bool] = False
    """Whether they answer with a page for people; errors are pages then, too."""
    is_file: ClassVar[bool] = False
    """Whether they answer with files, whatever the path ends in."""
    path: ClassVar[str] = ""
    """How the paths of the operations begin."""
    since: ClassVar[Release] = OLDEST
    """Since which release Chatwoot has the operations."""
    lacks: ClassVar[frozenset[str]] = frozenset()
    """The operations of the base class that aren't there."""
    for_administrators: ClassVar[frozenset[str]] = frozenset()
    """The operations that agents may not call."""
    for_administrators_since: ClassVar[Release] = OLDEST
    """Since which release they may not."""
    for_bots: ClassVar[frozenset[str]] = frozenset()
    """The operations that an agent bot's token may call,"""
    for_bots_since: ClassVar[Mapping[str, Release]] = {}
    """and since when, where that isn't always."""
    tell_failures: ClassVar[frozenset[str]] = frozenset()
    """The operations that answer whatever goes wrong with 422 and the exception's words."""
    hand_over_first: ClassVar[frozenset[str]] = frozenset()
    """The operations that hand over jobs before what they do is stored."""

    def __init__(self, call: Call) -> None:
        """Answer `call`."""
        self._installation = call.installation
        self._params = call.params
        self._body = call.body
        self._base_url = call.base_url
        self._values = call.values
        self._caller = call.caller
        self._is_json = call.is_json
        self._request = call.request

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """The methods and paths of the operations."""
        routes = {
            name: route
            for base in reversed(cls.__mro__)
            for name, operation in vars(base).items()
            for route in [getattr(operation, "route", None)]
            if route and name not in cls.lacks
        }
        # A name that is none would open an operation to everybody.
        assert cls.for_administrators | cls.for_bots <= routes.keys()
        for name, (methods, paths) in routes.items():
            for path in paths:
                yield Rule(cls.path + path, methods=methods.split(), endpoint=(cls, name))

    @classmethod
    def lets_bots(cls, name: str, release: Release) -> bool:
        """Whether a bot may call the operation of this name."""
        return name in cls.for_bots and release >= cls.for_bots_since.get(name, OLDEST)

    def run(self, name: str) -> Answer:
        """Do what the operation of this name does."""
        operation: Callable[[], Answer] = getattr(self, name)
        return operation()

    def run_into(self, accident: Accident, name: str) -> Answer:
        """Do what the operation of this name does, until something breaks; a request that is refused isn't reached."""
        files = self._installation.store.files
        before = set(files)
        if accident.delays_files:
            answer = self.run(name)
            for key in files.keys() - before:
                files[key].stored_at += timedelta(seconds=accident.delays_files)
            return answer
        if accident.stored and not (accident.without_jobs and name in self.hand_over_first):
            self.run(name)
        for key in files.keys() - before if accident.loses_files else ():
            files[key].lost = True
        if name in self.tell_failures and not accident.ends_request:
            raise Refused(422, {"error": accident.words})
        raise ServerFault(accident.words)


def serves(methods: str, *paths: str) -> Callable[[Method], Method]:
    """Mark a method as the operation that answers these HTTP methods at a path, which stands behind its class's."""

    def mark(operation: Method) -> Method:
        vars(operation)["route"] = (methods, paths or ("",))
        return operation

    return mark


def with_id(records: Mapping[int, R], value: Any) -> R:
    """The record with an id that a request names. Raises `RecordNotFound`."""
    return found(records, leading_int(value))
