"""Who a conversation is assigned to."""

from __future__ import annotations

import datetime
from typing import Literal

from chatwoot_client.models.base import Model, field, iso, word
from chatwoot_client.models.conversations import ConversationAssignee


class ConversationAssignment(ConversationAssignee):
    """Whoever a conversation was assigned to: an agent, a bot (``bot_type``), or a team (``allow_auto_assign``).

    Which fields are there depends on that.
    """

    allow_auto_assign: bool | None = field()
    """Of a team: whether its conversations are assigned to its agents by the server."""
    created_at: datetime.datetime | None = iso()
    """Of a team: when it was made."""
    updated_at: datetime.datetime | None = iso()
    """Of a team: when it was last changed."""
    icon: str | None = field()
    """Of a team: its icon, or an empty text; since Chatwoot 4.16."""
    icon_color: str | None = field()
    """Of a team: the colour of its icon, or an empty text; since Chatwoot 4.16."""


class ConversationAssignmentPayload(Model):
    """Whom to assign a conversation to.

    A team takes off an agent who isn't in it, so assign the team first.
    """

    assignee_id: int | None = field()
    """Id of the agent, the bot or the assistant; ``NULL`` takes it off, and so does an agent who isn't there."""
    team_id: int | None = field()
    """Id of the team, which counts where ``assignee_id`` isn't given; ``NULL`` or an unknown one takes it off."""
    assignee_type: Literal["User", "AgentBot", "Captain::Assistant"] | str | None = word()
    """Whose id it is, one of :class:`AssigneeType`; an agent's when left out."""


ConversationIdAssignmentsBody = ConversationAssignmentPayload
