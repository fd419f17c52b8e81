"""The five operations that most kinds of records have: list them, show, create, change and delete one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Generic, TypeVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.operation import Operation, serves, with_id
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import Params
from chatwoot_client.sandbox.records.columns import Columns, Error, Record, change, permitted
from chatwoot_client.sandbox.views.fields import Json

CHANGING = frozenset(("create", "update", "destroy"))
R = TypeVar("R", bound=Record)


class ResourceOperations(Operation, Generic[R]):
    """The operations of one kind of records; a subclass says which, and what is special about them."""

    columns: ClassVar[Columns]

    @serves("GET")
    def index(self) -> Answer:
        return shown(self._listed([self._view(record) for record in self._wanted()]))

    @serves("GET", "/<id>")
    def show(self) -> Answer:
        return self._shown(self._record())

    @serves("POST")
    def create(self) -> Answer:
        record = self._new()
        self._change(record)
        self._keep(record)
        return self._created(record)

    @serves("PATCH PUT", "/<id>")
    def update(self) -> Answer:
        record = self._record()
        self._change(record)
        return self._changed(record)

    @serves("DELETE", "/<id>")
    def destroy(self) -> Answer:
        self._remove(self._record())
        return empty()

    # What subclasses say

    def _records(self) -> Mapping[int, R]:
        """The records that the caller may see."""
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

    def _wanted(self) -> Iterable[R]:
        """The records that the caller asks to be listed, in their order."""
        return self._records().values()

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
        return with_id(self._records(), self._values["id"])

    def _shown(self, record: R) -> Answer:
        return shown(self._view(record))

    def _created(self, record: R) -> Answer:
        return self._shown(record)

    def _changed(self, record: R) -> Answer:
        return self._shown(record)
