"""The agents of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from chatwoot_client.models.base import Model, field, listed, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class Agent(Model):
    """Somebody who works in an account."""

    id: int | None = field()
    """Id of the user, the same in all accounts."""
    account_id: int | None = field()
    """Id of the account that the agent works in."""
    availability_status: str | None = field()
    """What others see, one of :class:`AvailabilityStatus`."""
    auto_offline: bool | None = field()
    """Whether the agent is shown as offline while not being there, whatever was chosen."""
    confirmed: bool | None = field()
    """Whether the agent has followed the link of the invitation."""
    email: str | None = field()
    """Address that the agent signs in with."""
    provider: str | None = field()
    """How the agent signs in, such as ``email``; since Chatwoot 4.7."""
    available_name: str | None = field()
    """The name that contacts see: the display name where there's one, else ``name``."""
    custom_attributes: dict[str, Any] | None = field()
    """The user's own attributes; not sent where there are none."""
    name: str | None = field()
    """Full name, as colleagues see it; may be empty."""
    role: str | None = field()
    """What the agent may do, one of :class:`UserRole`."""
    thumbnail: str | None = field()
    """Address of the agent's picture; empty without one."""
    custom_role_id: int | None = field()
    """Id of the agent's custom role; null without one, and sent by servers with enterprise code only."""
    uid: str | None = field()
    """Described, but never sent."""
    display_name: str | None = field()
    """Described, but never sent; ``available_name`` shows it."""


class AgentCreatePayload(Model):
    """Somebody to take into an account."""

    name: str | None = field()
    """Full name; needed by servers before 4.16, while later ones make one of the address."""
    email: str | None = field()
    """Address that gets the invitation; needed."""
    role: Literal["agent", "administrator"] | str | None = word()
    """One of :class:`UserRole`, an agent when left out."""
    availability: Literal["online", "offline", "busy"] | str | None = word()
    """One of :class:`AvailabilityStatus`; with ``auto_offline`` others see it only once the agent is there."""
    auto_offline: bool | None = field()
    """Whether the agent is shown as offline while not being there; true when left out."""
    availability_status: str | None = field()
    """Not read by servers; it was described in place of ``availability``."""


AccountIdAgentsBody = AgentCreatePayload


class AgentUpdatePayload(Model):
    """What to change of an agent; not the e-mail address, which nobody can change but the agent."""

    _elsewhere: ClassVar[dict[str, str]] = {
        "email": "nobody can change an agent's e-mail but the agent",
    }

    role: Literal["agent", "administrator"] | str | None = word()
    """One of :class:`UserRole`."""
    availability: Literal["online", "offline", "busy"] | str | None = word()
    """One of :class:`AvailabilityStatus`."""
    auto_offline: bool | None = field()
    """Whether the agent is shown as offline while not being there."""
    name: str | None = field()
    """Full name."""


AgentsIdBody = AgentUpdatePayload


class AgentsBulkCreatePayload(Model):
    """Whom to take into an account."""

    emails: ListOf[str] | None = listed(of=str)
    """Addresses that get invitations; each becomes an agent."""
