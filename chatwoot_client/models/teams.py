"""The teams of an account."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, ClassVar

from chatwoot_client.models.base import Model, field, iso, listed

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class Team(Model):
    """A team of agents.

    ``is_member`` says whether the caller is one of them. Assigning a conversation to a team answers with
    ``created_at`` and ``updated_at`` in its place. ``icon`` and ``icon_color`` are sent since Chatwoot 4.16.
    """

    id: int | None = field()
    name: str | None = field()
    description: str | None = field()
    allow_auto_assign: bool | None = field()
    icon: str | None = field()
    icon_color: str | None = field()
    account_id: int | None = field()
    is_member: bool | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()


class TeamCreateUpdatePayload(Model):
    """A team to create or change.

    ``name`` is kept in lower case, and no two teams have the same. Servers read ``icon`` and ``icon_color`` since 4.16.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "user_ids": "add_new_agent_to_team adds them",
    }

    name: str | None = field()
    description: str | None = field()
    allow_auto_assign: bool | None = field()
    icon: str | None = field()
    icon_color: str | None = field()


class TeamMembersPayload(Model):
    """Agents of a team; without ``user_ids`` it's a 500."""

    user_ids: ListOf[int] | None = listed(required=True, of=int)


TeamIdTeamMembersBody = TeamMembersPayload
TeamIdTeamMembersBody1 = TeamMembersPayload
TeamIdTeamMembersBody2 = TeamMembersPayload
