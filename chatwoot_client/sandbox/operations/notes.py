"""What agents may do with the notes on a contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import with_id
from chatwoot_client.sandbox.operations.resources import ResourceOperations
from chatwoot_client.sandbox.rails.casts import Params
from chatwoot_client.sandbox.records.columns import Columns, Error, blank, named
from chatwoot_client.sandbox.records.contacts import Contact, Note
from chatwoot_client.sandbox.views.fields import Json


class NoteOperations(ApplicationOperation, ResourceOperations[Note]):
    """The operations of the notes on a contact."""

    path: ClassVar[str] = ACCOUNT + "/contacts/<contact_id>/notes"
    columns: ClassVar[Columns] = named(text="content")

    def _records(self) -> Mapping[int, Note]:
        return self._contact.notes

    @property
    def _contact(self) -> Contact:
        return with_id(self._account.contacts, self._values["contact_id"])

    def _wanted(self) -> Iterable[Note]:
        return list(self._records().values())[::-1]

    def _sent(self) -> Params:
        return self._required("note")

    def _errors(self, record: Note) -> Iterable[Error]:
        return blank(record, "content")

    def _new(self) -> Note:
        return Note(0, "", self._user)

    def _keep(self, record: Note) -> None:
        record.id = self._installation.store.next_id(Note)
        self._contact.notes[record.id] = record

    def _remove(self, record: Note) -> None:
        del self._contact.notes[record.id]

    def _view(self, record: Note) -> Json:
        return self._views.note(record)
