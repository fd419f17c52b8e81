"""Bots that take part in conversations."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, field, iso, nested, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.attachment import Attachment


class AgentBot(Model):
    """A bot, as an account or a platform app sees it.

    ``bot_type`` is one of :class:`AgentBotType`. A platform app sees less of a bot: no ``thumbnail``, ``bot_type``,
    ``bot_config``, ``secret`` and ``system_bot``. A ``system_bot`` is the server's own, for all accounts; its address,
    token and secret aren't shown. ``access_token`` and ``secret``, which signs what's sent to the bot (since 4.13), are
    for administrators only. The token is text, but the bot of an inbox has it as an :class:`AgentBotAccessToken`.
    """

    id: int | None = field()
    name: str | None = field()
    description: str | None = field()
    thumbnail: str | None = field()
    outgoing_url: str | None = field()
    bot_type: str | None = field()
    bot_config: dict[str, Any] | None = field()
    account_id: int | None = field()
    access_token: str | AgentBotAccessToken | None = nested("AgentBotAccessToken")
    secret: str | None = field()
    system_bot: bool | None = field()


class AgentBotAccessToken(Model):
    """A bot's token, as the bot of an inbox has it; the token itself is ``token``."""

    id: int | None = field()
    owner_type: str | None = field()
    owner_id: int | None = field()
    token: str | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()


class AgentBotCreateUpdatePayload(Model):
    """A bot to create or change.

    ``outgoing_url`` (up to 2,048 characters) gets the bot's events. ``avatar`` is a picture of up to 15 MB, JPEG, PNG,
    GIF or (since 4.16) WebP; ``avatar_url`` is one that the server fetches. ``bot_type`` is one of
    :class:`AgentBotType`, or its number, 0. Nothing is needed, not even a name.
    """

    name: str | None = field()
    description: str | None = field()
    outgoing_url: str | None = field()
    avatar: Attachment | None = field()
    avatar_url: str | None = field()
    bot_type: Literal["webhook"] | str | int | None = word(closed=False)
    bot_config: dict[str, Any] | None = field()
