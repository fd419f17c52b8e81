"""Who changed what in an account (``AuditLogsApi``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.query import period
from chatwoot_client.calls.route import Route
from chatwoot_client.models.audit_logs import AuditLog, AuditLogsResponse
from chatwoot_client.pagination import page_by_page

if TYPE_CHECKING:
    from chatwoot_client.api.base import Moment, RequestOptions, Unpack
    from chatwoot_client.models.base.lists import ListOf

AUDIT_LOGS = Route("/api/v1/accounts/{account_id}/audit_logs")


class AuditLogsApi(Api):
    """Who changed what in an account; for administrators, on servers with enterprise code.

    Parameters:
        q: a part of the name or of the e-mail address of whoever changed it.
        types: kinds of changes.
        since, until: when it was changed: moments with a time zone, or seconds since 1970.
        sort: by date, the latest or the oldest first.

    Raises:
        NotFoundException: a server without enterprise code (404).
    """

    _auth = USER

    def get_account_audit_logs(
        self,
        account_id: int,
        *,
        page: int | None = None,
        q: str | None = None,
        types: str | ListOf[str] | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        sort: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> AuditLogsResponse:
        """What was changed in an account, 25 a page and the latest first (``get-account-audit-logs``).

        An account without the feature ``audit_logs`` has an empty list. All but ``page`` is read since Chatwoot 4.18;
        older servers don't look at it.
        """
        query = (
            ("page", page),
            ("q", q),
            ("types" if isinstance(types, str) else "types[]", types),
            *period(since, until),
            ("sort", sort),
        )
        return self._call("GET", AUDIT_LOGS, (account_id,), query=query, returns=AuditLogsResponse, options=options)

    def iter_account_audit_logs(
        self,
        account_id: int,
        *,
        q: str | None = None,
        types: str | ListOf[str] | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        sort: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[AuditLog]:
        """All changes of :meth:`get_account_audit_logs`, the latest first where nothing else is said."""
        return page_by_page(
            self.get_account_audit_logs,
            "audit_logs",
            account_id,
            q=q,
            types=types,
            since=since,
            until=until,
            sort=sort,
            **options,
        )
