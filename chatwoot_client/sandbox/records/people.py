"""Who works with Chatwoot: users, their places in accounts, teams and bots."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chatwoot_client.sandbox.records.base import Setting, new_token, now
from chatwoot_client.sandbox.records.files import Blob
from chatwoot_client.sandbox.records.policies import CustomRole


@dataclass(eq=False)
class User:
    """A person who works with Chatwoot."""

    id: int
    name: str
    display_name: str | None = None
    email: str = ""
    password: str = field(default_factory=lambda: new_token() + "aA1!")
    type: str | None = None
    """`SuperAdmin` for whoever set up the server."""
    confirmed: bool = True
    message_signature: str | None = None
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    ui_settings: dict[str, Any] = field(default_factory=dict)
    avatar: Blob | None = None
    access_token: str = field(default_factory=new_token)
    pubsub_token: str = field(default_factory=new_token)
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)

    @property
    def available_name(self) -> str:
        """The name that contacts see."""
        return self.display_name or self.name


@dataclass(eq=False)
class Membership:
    """A user's place in an account."""

    id: int
    account_id: int
    user: User
    role: str = "agent"
    custom_role: CustomRole | None = None
    inviter_id: int | None = None
    availability: str = "online"
    auto_offline: bool = True
    active_at: datetime | None = None
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)

    @property
    def permissions(self) -> list[str]:
        """What the user may do here, in Chatwoot's words."""
        return [self.role] if self.custom_role is None else [*self.custom_role.permissions, "custom_role"]

    @property
    def availability_status(self) -> str:
        """What others see: who goes offline by itself is, as nobody looks at the sandbox's dashboard."""
        return "offline" if self.auto_offline else self.availability


@dataclass(eq=False)
class AgentBot:
    """A bot that may serve an inbox."""

    id: int
    name: str | None = None
    description: str | None = None
    outgoing_url: str | None = None
    bot_type: str = "webhook"
    bot_config: dict[str, Any] = field(default_factory=dict)
    account_id: int | None = None
    """None for a bot of the whole installation."""
    avatar: Blob | None = None
    access_token: str = field(default_factory=new_token)
    secret: str = field(default_factory=new_token)
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)


@dataclass(eq=False)
class Team(Setting):
    """A team that conversations may be assigned to."""

    name: str | None = None
    description: str | None = None
    allow_auto_assign: bool | None = True
    icon: str | None = ""
    icon_color: str | None = ""
    members: list[User] = field(default_factory=list)
