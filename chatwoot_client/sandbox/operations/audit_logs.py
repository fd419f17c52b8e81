"""The operation of the audit log, which is empty unless the account has the feature."""

from __future__ import annotations

from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import leading_int
from chatwoot_client.sandbox.records.audits import Audit
from chatwoot_client.sandbox.records.release import AUDIT_LOGS_ARE_LONG
from chatwoot_client.sandbox.views.fields import Json, epoch, fields

ENTRIES_PER_PAGE, ENTRIES_PER_PAGE_BEFORE = 25, 15


class AuditLogOperations(ApplicationOperation):
    """The operation of the audit log, for administrators only."""

    path: ClassVar[str] = ACCOUNT + "/audit_logs"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("index",))

    @serves("GET")
    def index(self) -> Answer:
        per_page = ENTRIES_PER_PAGE if self._installation.store.plays(AUDIT_LOGS_ARE_LONG) else ENTRIES_PER_PAGE_BEFORE
        entries = self._account.audits[::-1] if "audit_logs" in self._account.features else []
        return shown(
            {
                "per_page": per_page,
                "total_entries": len(entries),
                "current_page": max(1, leading_int(self._params.get("page"))),
                "audit_logs": [self._view(each) for each in self._paged(entries, per_page)],
            }
        )

    def _view(self, record: Audit) -> Json:
        user = record.user
        return {
            **fields(record, "id auditable_id auditable_type"),
            "auditable": None,
            "associated_id": self._account.id,
            "associated_type": "Account",
            "user_id": user.id if user else None,
            "user_type": "User" if user else None,
            "username": user.email if user else None,
            **fields(record, "action audited_changes version"),
            "comment": None,
            "request_uuid": record.request_uuid,
            "created_at": epoch(record.created_at),
            "remote_address": "127.0.0.1",
        }
