"""What a platform app says of a bot; the bots themselves are :class:`AgentBot`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.models.base import Model, field

if TYPE_CHECKING:
    from chatwoot_client.models.base.attachment import Attachment


class PlatformAgentBotCreateUpdatePayload(Model):
    """A bot to create or change."""

    name: str | None = field()
    """Name of the bot, which its messages show."""
    description: str | None = field()
    """What the bot is for."""
    outgoing_url: str | None = field()
    """Where the bot's events are sent, up to 2,048 characters."""
    account_id: int | None = field()
    """Id of the account that it's for, stored unchecked; left out, it's one for all accounts."""
    avatar: Attachment | None = field()
    """A picture of up to 15 MB: JPEG, PNG, GIF or, since Chatwoot 4.16, WebP."""
    avatar_url: str | None = field()
    """Address of a picture that the server fetches."""
