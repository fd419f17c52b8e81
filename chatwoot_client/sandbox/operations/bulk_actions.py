"""What changes many conversations or contacts at once."""

from __future__ import annotations

from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.rails.answers import empty
from chatwoot_client.sandbox.rails.casts import leading_int, moment_of, text, texts, whole_object
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.conversations import STATUSES, Conversation
from chatwoot_client.sandbox.rules.conversations import tidy_labels


class BulkActionOperations(ApplicationOperation):
    """The operation on many records."""

    path: ClassVar[str] = ACCOUNT

    @serves("POST", "/bulk_actions")
    def create(self) -> Answer:
        kind, ids = text(self._params, "type"), self._params.get("ids")
        named = set(map(leading_int, ids)) if isinstance(ids, list) else set()
        if kind == "Conversation":
            self._change_conversations([each for each in self._account.conversations.values() if each.id in named])
        elif kind == "Contact":
            self._change_contacts([each for each in self._account.contacts.values() if each.id in named])
        else:
            raise Refused(422, {"success": False})
        return empty()

    def _change_conversations(self, conversations: list[Conversation]) -> None:
        fields = whole_object(self._params, "fields")
        assignee, team = self._member_with_id(fields.get("assignee_id")), self._team_with_id(fields.get("team_id"))
        if fields.get("assignee_id") is not None and assignee is None:
            raise Refused(422, {"error": "Invalid assignee_id"})
        if fields.get("team_id") not in (None, 0, "0") and team is None:
            raise Refused(422, {"error": "Invalid team_id"})
        for each in conversations:
            self._account.set_labels(each, self._changed_labels(each.labels), self._caller_name)
            if fields.get("status") in STATUSES:
                self._account.set_status(each, fields["status"], self._caller_name)
                each.snoozed_until = moment_of(self._params.get("snoozed_until")) if each.status == "snoozed" else None
            if assignee is not None:
                self._account.assign(each, assignee, self._caller_name)
            if fields.get("team_id") is not None:
                self._account.assign_team(each, team, self._caller_name)

    def _change_contacts(self, contacts: list[Contact]) -> None:
        deletes = self._params.get("action_name") == "delete"
        self._authorize(self._is_administrator or not deletes)
        for each in contacts:
            each.labels = self._changed_labels(each.labels)
            if deletes:
                self._account.delete_contact(each)

    def _changed_labels(self, labels: list[str]) -> list[str]:
        changes = whole_object(self._params, "labels")
        kept = [each for each in labels if each not in texts(changes, "remove")]
        return tidy_labels([*kept, *texts(changes, "add")])
