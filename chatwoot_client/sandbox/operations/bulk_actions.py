"""What changes many conversations or contacts at once."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.rails.answers import empty
from chatwoot_client.sandbox.rails.casts import (
    Params,
    epoch_moment,
    is_blank,
    leading_int,
    moment_of,
    text,
    texts,
    whole_object,
)
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.conversations import STATUSES, Conversation
from chatwoot_client.sandbox.records.release import LABELS_OF_CONTACTS_ARE_REMOVED, LABELS_OF_CONTACTS_ARE_SWAPPED
from chatwoot_client.sandbox.rules.labels import tidy_labels


class BulkActionOperations(ApplicationOperation):
    """The operation on many records."""

    path: ClassVar[str] = ACCOUNT

    @serves("POST", "/bulk_actions")
    def create(self) -> Answer:
        kind, ids = text(self._params, "type"), self._params.get("ids")
        named = set(map(leading_int, ids)) if isinstance(ids, list) else set()
        if kind in ("Conversation", "conversation"):
            self._change_conversations([each for each in self._conversations() if each.id in named])
        elif kind in ("Contact", "contact"):
            self._change_contacts([each for each in self._account.contacts.values() if each.id in named])
        else:
            raise Refused(422, {"success": False})
        return empty()

    def _change_conversations(self, conversations: list[Conversation]) -> None:
        fields = whole_object(self._params, "fields")
        for each in conversations:
            labels = self._account.as_read.conversations.get(each.id, each).labels
            for change in ("remove", "add"):
                labels = self._changed_labels(labels, changes=(change,))
                self._account.set_labels(each, labels, self._caller_name)
            if fields.get("status") in STATUSES:
                self._account.set_status(each, fields["status"], self._caller_name)
                each.snoozed_until = self._snoozed_until() if each.status == "snoozed" else None
            self._assign(each, fields)

    def _assign(self, conversation: Conversation, fields: Params) -> None:
        team = self._team_with_id(fields.get("team_id"))
        if fields.get("assignee_id") is not None:
            # Of both, only the team is told.
            member, tells = self._member_with_id(fields["assignee_id"]), team in (None, conversation.team)
            self._account.assign(conversation, member, self._caller_name, tells=tells)
        if "team_id" in fields:
            is_kept = fields["team_id"] is not None
            self._account.assign_team(conversation, team, self._caller_name, unknown=team is None and is_kept)

    def _snoozed_until(self) -> datetime | None:
        sent = self._params.get("snoozed_until")
        if is_blank(sent):
            return None
        return epoch_moment(sent) if str(sent).isdigit() else moment_of(sent)

    def _change_contacts(self, contacts: list[Contact]) -> None:
        deletes = self._params.get("action_name") == "delete"
        self._authorize(self._is_administrator or not deletes)
        for each in contacts:
            changes = ("remove", "add") if self._removes_of_contacts() else ("add",)
            read = self._account.as_read.contacts.get(each.id, each)
            # A job that can't save one of them says nothing.
            if not any(self._account.taken(each)):
                each.labels = self._installation.store.tags(self._changed_labels(read.labels, changes=changes))
            if deletes:
                self._account.delete_contact(each)

    def _removes_of_contacts(self) -> bool:
        store = self._installation.store
        adds = bool(texts(whole_object(self._params, "labels"), "add"))
        return store.plays(LABELS_OF_CONTACTS_ARE_SWAPPED) or (store.plays(LABELS_OF_CONTACTS_ARE_REMOVED) and not adds)

    def _changed_labels(self, labels: list[str], changes: tuple[str, ...]) -> list[str]:
        """Labels after those of the changes (`remove`, `add`) that the request asks for."""
        wanted = whole_object(self._params, "labels")
        gone, more = (texts(wanted, name) if name in changes else [] for name in ("remove", "add"))
        return tidy_labels([*(each for each in labels if each not in gone), *more])
