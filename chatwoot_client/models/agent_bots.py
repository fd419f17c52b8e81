"""Bots that take part in conversations."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, field, iso, nested, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.attachment import Attachment


class AgentBot(Model):
    """A bot, as an account or a platform app sees it.

    A platform app sees less of a bot: no ``thumbnail``, ``bot_type``, ``bot_config``, ``secret`` and ``system_bot``.
    """

    id: int | None = field()
    """Id of the bot."""
    name: str | None = field()
    """Name of the bot, which its messages show; null where it was given none."""
    description: str | None = field()
    """What the bot is for; null where nothing was said."""
    thumbnail: str | None = field()
    """Address of its picture; empty without one."""
    outgoing_url: str | None = field()
    """Where the bot's events are sent; null where nothing was set, and not sent for bots of the server's own."""
    bot_type: str | None = field()
    """What the bot is told of its conversations by, one of :class:`AgentBotType`."""
    bot_config: dict[str, Any] | None = field()
    """What the bot was set up with; the server itself reads nothing in it for a webhook."""
    account_id: int | None = field()
    """Id of the account that the bot belongs to; null for one that serves all accounts."""
    access_token: str | AgentBotAccessToken | None = nested("AgentBotAccessToken")
    """Token that the bot calls the API with, for administrators; the bot of an inbox has it as an object."""
    secret: str | None = field()
    """What signs the events that are sent to the bot; for administrators, and since Chatwoot 4.13."""
    system_bot: bool | None = field()
    """Whether it's the server's own, which serves all accounts; since Chatwoot 4.1 at the latest."""


class AgentBotAccessToken(Model):
    """A bot's token, as the bot of an inbox has it."""

    id: int | None = field()
    """Id of the token's record."""
    owner_type: str | None = field()
    """``AgentBot``."""
    owner_id: int | None = field()
    """Id of the bot."""
    token: str | None = field()
    """The token itself, a secret."""
    created_at: datetime.datetime | None = iso()
    """When the token was made."""
    updated_at: datetime.datetime | None = iso()
    """When the token was last changed."""


class AgentBotCreateUpdatePayload(Model):
    """A bot to create or change. Nothing is needed, not even a name."""

    name: str | None = field()
    """Name of the bot, which its messages show."""
    description: str | None = field()
    """What the bot is for."""
    outgoing_url: str | None = field()
    """Where the bot's events are sent, up to 2,048 characters."""
    avatar: Attachment | None = field()
    """A picture of up to 15 MB: JPEG, PNG, GIF or, since Chatwoot 4.16, WebP."""
    avatar_url: str | None = field()
    """Address of a picture that the server fetches."""
    bot_type: Literal["webhook"] | str | int | None = word(closed=False)
    """One of :class:`AgentBotType`, or its number, 0; a webhook when left out."""
    bot_config: dict[str, Any] | None = field()
    """Whatever the bot is set up with."""
