"""The agents of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from chatwoot_client.models.base import Model, field, listed, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class Agent(Model):
    """Somebody who works in an account; ``id`` is the user's.

    ``role`` is one of :class:`UserRole`, ``availability_status`` one of :class:`AvailabilityStatus`: with
    ``auto_offline`` it's ``offline`` as long as the agent isn't there, whatever was chosen. ``custom_attributes``
    aren't sent where there are none, ``custom_role_id`` comes from servers with enterprise code only, ``uid`` and
    ``display_name`` from none today.
    """

    id: int | None = field()
    account_id: int | None = field()
    availability_status: str | None = field()
    auto_offline: bool | None = field()
    confirmed: bool | None = field()
    email: str | None = field()
    provider: str | None = field()
    available_name: str | None = field()
    custom_attributes: dict[str, Any] | None = field()
    name: str | None = field()
    role: str | None = field()
    thumbnail: str | None = field()
    custom_role_id: int | None = field()
    uid: str | None = field()
    display_name: str | None = field()


class AgentCreatePayload(Model):
    """Somebody to take into an account.

    ``email`` is needed; servers before 4.16 want a ``name``, too, and later ones make one of the address. ``role`` is
    one of :class:`UserRole`, an agent when left out; ``availability`` is one of :class:`AvailabilityStatus`. Servers
    don't read ``availability_status``, which was described in its place.
    """

    name: str | None = field()
    email: str | None = field()
    role: Literal["agent", "administrator"] | str | None = word()
    availability: Literal["online", "offline", "busy"] | str | None = word()
    auto_offline: bool | None = field()
    availability_status: str | None = field()


AccountIdAgentsBody = AgentCreatePayload


class AgentUpdatePayload(Model):
    """What to change of an agent.

    ``role`` is one of :class:`UserRole`, ``availability`` one of :class:`AvailabilityStatus`. An agent's e-mail
    address can't be changed.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "email": "nobody can change an agent's e-mail but the agent",
    }

    role: Literal["agent", "administrator"] | str | None = word()
    availability: Literal["online", "offline", "busy"] | str | None = word()
    auto_offline: bool | None = field()
    name: str | None = field()


AgentsIdBody = AgentUpdatePayload


class AgentsBulkCreatePayload(Model):
    """The e-mail addresses of those to take into an account."""

    emails: ListOf[str] | None = listed(of=str)
