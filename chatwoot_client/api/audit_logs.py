"""Who changed what in an account (``AuditLogsApi``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.audit_logs import AuditLog, AuditLogsResponse
from chatwoot_client.pagination import page_by_page

if TYPE_CHECKING:
    from chatwoot_client.api.base import RequestOptions, Unpack

AUDIT_LOGS = Route("/api/v1/accounts/{account_id}/audit_logs")


class AuditLogsApi(Api):
    """Who changed what in an account; for administrators, on servers with enterprise code (others answer a 404)."""

    _auth = USER

    def get_account_audit_logs(
        self, account_id: int, *, page: int | None = None, **options: Unpack[RequestOptions]
    ) -> AuditLogsResponse:
        """What was changed in an account, 25 a page and the latest first (``get-account-audit-logs``).

        An account without the feature ``audit_logs`` has an empty list.
        """
        query = (("page", page),)
        return self._call("GET", AUDIT_LOGS, (account_id,), query=query, returns=AuditLogsResponse, options=options)

    def iter_account_audit_logs(self, account_id: int, **options: Unpack[RequestOptions]) -> Iterator[AuditLog]:
        """All that was changed in an account, the latest first."""
        return page_by_page(self.get_account_audit_logs, "audit_logs", account_id, **options)
