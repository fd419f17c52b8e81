"""Who changed what in an account."""

from __future__ import annotations

from typing import Any

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested_list


class AuditLog(Model):
    """One change.

    ``action`` is ``create``, ``update`` or ``destroy`` (of a user also ``sign_in`` and ``sign_out``). Of an update,
    ``audited_changes`` holds for each field the value before and after, else the values. ``auditable`` is what was
    changed as it's now, for some kinds. The user is null for what a platform app or the server itself changed;
    ``username`` is an e-mail address.
    """

    id: int | None = field()
    auditable_id: int | None = field()
    auditable_type: str | None = field()
    auditable: dict[str, Any] | None = field()
    associated_id: int | None = field()
    associated_type: str | None = field()
    user_id: int | None = field()
    user_type: str | None = field()
    username: str | None = field()
    action: str | None = field()
    audited_changes: dict[str, Any] | None = field()
    version: int | None = field()
    comment: str | None = field()
    request_uuid: str | None = field()
    created_at: Timestamp | None = epoch()
    remote_address: str | None = field()


class AuditLogsResponse(Model):
    """A page of changes."""

    per_page: int | None = field()
    total_entries: int | None = field()
    current_page: int | None = field()
    audit_logs: list[AuditLog] | None = nested_list("AuditLog")
