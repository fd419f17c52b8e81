"""Who a conversation is assigned to."""

from __future__ import annotations

import datetime
from typing import Literal

from chatwoot_client.models.base import Model, field, iso, word
from chatwoot_client.models.conversations import ConversationAssignee


class ConversationAssignment(ConversationAssignee):
    """Whoever a conversation was assigned to: an agent, a bot (``bot_type``), or a team (``allow_auto_assign``).

    Which fields are there depends on that. ``icon`` and ``icon_color`` are sent since Chatwoot 4.16.
    """

    allow_auto_assign: bool | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()
    icon: str | None = field()
    icon_color: str | None = field()


class ConversationAssignmentPayload(Model):
    """Whom to assign a conversation to.

    A team counts where ``assignee_id`` isn't given. ``assignee_type`` is one of :class:`AssigneeType`, an agent's when
    left out. ``NULL`` for either id takes the agent or the team off, and so does an agent or a team that isn't there.
    A team takes off an agent who isn't in it, so assign the team first.
    """

    assignee_id: int | None = field()
    team_id: int | None = field()
    assignee_type: Literal["User", "AgentBot", "Captain::Assistant"] | str | None = word()


ConversationIdAssignmentsBody = ConversationAssignmentPayload
