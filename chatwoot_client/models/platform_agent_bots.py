"""What a platform app says of a bot; the bots themselves are :class:`AgentBot`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.models.base import Model, field

if TYPE_CHECKING:
    from chatwoot_client.models.base.attachment import Attachment


class PlatformAgentBotCreateUpdatePayload(Model):
    """A bot to create or change.

    ``outgoing_url`` (up to 2,048 characters) gets the bot's events. ``avatar`` is a picture of up to 15 MB, JPEG, PNG,
    GIF or (since 4.16) WebP; ``avatar_url`` is one that the server fetches.
    """

    name: str | None = field()
    description: str | None = field()
    outgoing_url: str | None = field()
    account_id: int | None = field()
    avatar: Attachment | None = field()
    avatar_url: str | None = field()
