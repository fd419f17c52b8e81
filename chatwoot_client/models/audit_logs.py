"""Who changed what in an account."""

from __future__ import annotations

from typing import Any

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested_list


class AuditLog(Model):
    """One change."""

    id: int | None = field()
    """Id of the entry."""
    auditable_id: int | None = field()
    """Id of what was changed."""
    auditable_type: str | None = field()
    """What was changed: ``Account``, ``AccountUser``, ``AgentBot``, ``Inbox``, ``Webhook`` …"""
    auditable: dict[str, Any] | None = field()
    """What was changed, as it's now; null for most kinds."""
    associated_id: int | None = field()
    """Id of the account."""
    associated_type: str | None = field()
    """``Account``."""
    user_id: int | None = field()
    """Id of who changed it; null where a platform app or the server itself did."""
    user_type: str | None = field()
    """``User``, or null where ``user_id`` is."""
    username: str | None = field()
    """E-mail address of who changed it; null where ``user_id`` is."""
    action: str | None = field()
    """``create``, ``update`` or ``destroy``; of a user also ``sign_in`` and ``sign_out``."""
    audited_changes: dict[str, Any] | None = field()
    """The values by field; of an update, each value before and after in a list."""
    version: int | None = field()
    """How many changes of this record there were, this one included."""
    comment: str | None = field()
    """What was said of the change; null, as nothing in Chatwoot says anything."""
    request_uuid: str | None = field()
    """Id of the request that did it, as in its ``X-Request-Id``."""
    created_at: Timestamp | None = epoch()
    """When the change was made."""
    remote_address: str | None = field()
    """IP address that the request came from; may be null."""


class AuditLogsResponse(Model):
    """A page of changes."""

    per_page: int | None = field()
    """How many entries a page has: 25, on older servers 15."""
    total_entries: int | None = field()
    """How many entries there are on all pages."""
    current_page: int | None = field()
    """Which page this is, from 1."""
    audit_logs: list[AuditLog] | None = nested_list("AuditLog")
    """The entries of this page, latest first; none as long as the account's feature is off."""
