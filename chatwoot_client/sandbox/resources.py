"""The five operations that most kinds of records have: list them, show, create, change and delete one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from werkzeug.routing import Rule

from chatwoot_client.sandbox.answers import empty, shown
from chatwoot_client.sandbox.application import found
from chatwoot_client.sandbox.columns import Columns, Error, change, permitted
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.operation import Operation, rule
from chatwoot_client.sandbox.params import Params
from chatwoot_client.sandbox.views import Json

_ACTIONS = {
    "index": ("GET", ""),
    "show": ("GET", "/<segment:id>"),
    "create": ("POST", ""),
    "update": ("PATCH PUT", "/<segment:id>"),
    "destroy": ("DELETE", "/<segment:id>"),
}


class Record(Protocol):
    """What each of the records has."""

    id: int
    updated_at: datetime


R = TypeVar("R", bound=Record)


class ResourceOperations(Operation, Generic[R]):
    """The operations of one kind of records; a subclass says which, and what is special about them."""

    path: ClassVar[str]
    columns: ClassVar[Columns]
    actions: ClassVar[tuple[str, ...]] = tuple(_ACTIONS)
    """Those of the five that there are."""
    more: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    """Other operations on these records: methods, what comes behind the path, name."""

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """Their methods and paths."""
        for action in cls.actions:
            methods, place = _ACTIONS[action]
            yield rule(methods, cls.path + place, cls, action)
        for methods, place, operation in cls.more:
            yield rule(methods, cls.path + place, cls, operation)

    def index(self) -> Answer:
        return shown(self._listed([self._view(record) for record in self._records().values()]))

    def show(self) -> Answer:
        return self._shown(self._record())

    def create(self) -> Answer:
        record = self._new()
        self._change(record)
        self._keep(record)
        return self._created(record)

    def update(self) -> Answer:
        record = self._record()
        self._change(record)
        return self._changed(record)

    def destroy(self) -> Answer:
        self._remove(self._record())
        return empty()

    # What subclasses say

    def _records(self) -> Mapping[int, R]:
        """The records that the caller may list."""
        raise NotImplementedError

    def _new(self) -> R:
        """A record that isn't kept yet."""
        raise NotImplementedError

    def _keep(self, record: R) -> None:
        """Give a valid new record its id, and keep it."""
        raise NotImplementedError

    def _remove(self, record: R) -> None:
        raise NotImplementedError

    def _errors(self, record: R) -> Iterable[Error]:
        """What is wrong with a record, apart from the length of its texts."""
        return ()

    def _view(self, record: R) -> Json:
        raise NotImplementedError

    def _listed(self, views: list[Json]) -> Any:
        return views

    # What subclasses may change

    def _sent(self) -> Params:
        """Where the fields stand in the request."""
        return self._params

    def _given(self) -> dict[str, Any]:
        """The fields that the request sets."""
        return permitted(self._sent(), self.columns)

    def _change(self, record: R) -> None:
        change(record, self._given(), self.columns, self._errors)

    def _record(self) -> R:
        """The record that the path names."""
        return found(self._records(), self._values["id"])

    def _shown(self, record: R) -> Answer:
        return shown(self._view(record))

    def _created(self, record: R) -> Answer:
        return self._shown(record)

    def _changed(self, record: R) -> Answer:
        return self._shown(record)
