"""What the operations of all APIs have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Callable, ClassVar

from werkzeug.routing import Rule

from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.installation import Caller, Installation
from chatwoot_client.sandbox.params import Params, leading_int
from chatwoot_client.sandbox.records import RecordNotFound
from chatwoot_client.sandbox.state import MAX_BIGINT, Account


class Refused(Exception):
    """An operation ends with an error that isn't one of a record's own: its status and the JSON to show."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body


@dataclass(frozen=True)
class Call:
    """A request for one operation, read."""

    installation: Installation
    params: Params
    base_url: str
    """Where the server is, as clients write it; attachments are addressed there."""
    values: Mapping[str, str]
    """The parameters in the path."""
    caller: Caller = None
    """Whose token came along, where the operation takes one."""
    is_json: bool = False
    """Whether the body is JSON, whose fields count as if they were nested under the resource's name."""


class Operation:
    """One call of one operation: each is a method without parameters that gives the answer."""

    api: ClassVar[str] = "public"
    """`public`, `application` or `platform`: which token it takes, and how a missing record is answered."""
    for_bots: ClassVar[frozenset[str]] = frozenset()
    """The operations that an agent bot's token may call."""

    def __init__(self, call: Call) -> None:
        self._installation = call.installation
        self._params = call.params
        self._base_url = call.base_url
        self._values = call.values
        self._caller = call.caller
        self._is_json = call.is_json

    @property
    def _account(self) -> Account:
        return self._installation.account

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """The methods and paths of the operations."""
        raise NotImplementedError

    def run(self, name: str) -> Answer:
        """Do what the operation of this name does."""
        operation: Callable[[], Answer] = getattr(self, name)
        return operation()


def rule(methods: str, path: str, operations: type[Operation], name: str) -> Rule:
    """A path with the operation that serves it."""
    return Rule(path, methods=methods.split(), endpoint=(operations, name))


def record_id(value: str) -> int:
    found = leading_int(value)
    if not 0 < found <= MAX_BIGINT:
        raise RecordNotFound
    return found
