"""What a campaign is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chatwoot_client.sandbox.records.base import Setting
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.people import User


@dataclass(eq=False)
class Campaign(Setting):
    """A message that a website shows to its visitors. Nobody visits here, so none is sent."""

    title: str | None = None
    description: str | None = None
    message: str | None = None
    inbox: Inbox | None = None
    sender: User | None = None
    enabled: bool | None = True
    trigger_rules: dict[str, Any] = field(default_factory=dict)
    trigger_only_during_business_hours: bool | None = False
    template_params: dict[str, Any] | None = None
