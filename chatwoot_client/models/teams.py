"""The teams of an account."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, ClassVar

from chatwoot_client.models.base import Model, field, iso, listed

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class Team(Model):
    """A team of agents."""

    id: int | None = field()
    """Id of the team."""
    name: str | None = field()
    """Name of the team, in lower case."""
    description: str | None = field()
    """What the team is for; null where nothing was said."""
    allow_auto_assign: bool | None = field()
    """Whether the server assigns its conversations to its agents by turns."""
    icon: str | None = field()
    """Its icon; empty without one. Since Chatwoot 4.16."""
    icon_color: str | None = field()
    """Colour of the icon; empty unless it was said. Since Chatwoot 4.16."""
    account_id: int | None = field()
    """Id of the account that it belongs to."""
    is_member: bool | None = field()
    """Whether the caller is in it; not sent by assigning a conversation."""
    created_at: datetime.datetime | None = iso()
    """When it was made; sent by assigning a conversation only."""
    updated_at: datetime.datetime | None = iso()
    """When it was last changed; sent by assigning a conversation only."""


class TeamCreateUpdatePayload(Model):
    """A team to create or change."""

    _elsewhere: ClassVar[dict[str, str]] = {
        "user_ids": "add_new_agent_to_team adds them",
    }

    name: str | None = field()
    """Name of the team; it's kept in lower case, and no two have the same."""
    description: str | None = field()
    """What the team is for."""
    allow_auto_assign: bool | None = field()
    """Whether the server assigns its conversations to its agents by turns; true when left out."""
    icon: str | None = field()
    """Its icon; servers read it since Chatwoot 4.16."""
    icon_color: str | None = field()
    """Colour of the icon; servers read it since Chatwoot 4.16."""


class TeamMembersPayload(Model):
    """Agents of a team."""

    user_ids: ListOf[int] | None = listed(required=True, of=int)
    """Ids of the agents; without them it's a 500, and one who isn't in the account is a 401."""


TeamIdTeamMembersBody = TeamMembersPayload
TeamIdTeamMembersBody1 = TeamMembersPayload
TeamIdTeamMembersBody2 = TeamMembersPayload
