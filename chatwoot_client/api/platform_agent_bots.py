"""The agent bots of a platform app (``AgentBotsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import PLATFORM, Api
from chatwoot_client.calls.body import AVATAR
from chatwoot_client.calls.route import Route
from chatwoot_client.models.agent_bots import AgentBot
from chatwoot_client.models.platform_agent_bots import PlatformAgentBotCreateUpdatePayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack
    from chatwoot_client.models.agent_bots import AgentBotCreateUpdatePayload

AGENT_BOTS = Route("/platform/api/v1/agent_bots")
AGENT_BOT = Route("/platform/api/v1/agent_bots/{id}")
AGENT_BOT_AVATAR = Route("/platform/api/v1/agent_bots/{id}/avatar")


class AgentBotsApi(Api):
    """Bots as a platform app sees them: the ones that it made.

    Raises:
        UnauthorizedException: any other bot (401).
    """

    _auth = PLATFORM

    def list_all_agent_bots(self, **options: Unpack[RequestOptions]) -> list[AgentBot]:
        """All bots of the app (``list-all-agent-bots``)."""
        return self._call("GET", AGENT_BOTS, (), returns=[AgentBot], options=options)

    def create_an_agent_bot(
        self,
        body: PlatformAgentBotCreateUpdatePayload | AgentBotCreateUpdatePayload | Json,
        **options: Unpack[RequestOptions],
    ) -> AgentBot:
        """Create a bot (``create-an-agent-bot``).

        Nothing is required, and an account that doesn't exist isn't noticed. A bot without an account is one for all
        accounts of the server.

        Raises:
            UnprocessableEntityException: a value that's too long, or an avatar that isn't one (422).
        """
        return self._call(
            "POST",
            AGENT_BOTS,
            (),
            body=body,
            takes=PlatformAgentBotCreateUpdatePayload,
            files=AVATAR,
            returns=AgentBot,
            options=options,
        )

    def get_details_of_a_single_agent_bot(self, id: int, **options: Unpack[RequestOptions]) -> AgentBot:
        """Get a bot (``get-details-of-a-single-agent-bot``)."""
        return self._call("GET", AGENT_BOT, (id,), returns=AgentBot, options=options)

    def update_an_agent_bot(
        self,
        body: PlatformAgentBotCreateUpdatePayload | AgentBotCreateUpdatePayload | Json,
        id: int,
        **options: Unpack[RequestOptions],
    ) -> AgentBot:
        """Change a bot (``update-an-agent-bot``).

        Raises:
            UnprocessableEntityException: a value that's too long, or an avatar that isn't one (422).
        """
        return self._call(
            "PATCH",
            AGENT_BOT,
            (id,),
            body=body,
            takes=PlatformAgentBotCreateUpdatePayload,
            files=AVATAR,
            returns=AgentBot,
            options=options,
        )

    def delete_an_agent_bot(self, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a bot (``delete-an-agent-bot``)."""
        return self._call("DELETE", AGENT_BOT, (id,), options=options)

    def delete_agent_bot_avatar(self, id: int, **options: Unpack[RequestOptions]) -> AgentBot:
        """Remove a bot's picture (``DELETE /platform/api/v1/agent_bots/{id}/avatar``)."""
        return self._call("DELETE", AGENT_BOT_AVATAR, (id,), returns=AgentBot, options=options)
