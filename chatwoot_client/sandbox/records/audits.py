"""What an entry of the audit log is."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.people import User


@dataclass(eq=False)
class Audit:
    """Who did what to a setting."""

    id: int
    auditable_id: int
    auditable_type: str
    user: User | None
    action: str
    audited_changes: dict[str, Any]
    version: int
    """How often the setting was changed until then, its beginning counted."""
    request_uuid: str = field(default_factory=lambda: str(uuid.uuid4()))
    created_at: datetime = field(default_factory=now)
