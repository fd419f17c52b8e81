"""The agent bots of an account (``AccountAgentBotsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.body import AVATAR
from chatwoot_client.calls.route import Route
from chatwoot_client.models.agent_bots import AgentBot, AgentBotCreateUpdatePayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

BOTS = Route("/api/v1/accounts/{account_id}/agent_bots")
BOT = Route("/api/v1/accounts/{account_id}/agent_bots/{id}")
BOT_AVATAR = Route("/api/v1/accounts/{account_id}/agent_bots/{id}/avatar")
RESET_ACCESS_TOKEN = Route("/api/v1/accounts/{account_id}/agent_bots/{id}/reset_access_token")
RESET_SECRET = Route("/api/v1/accounts/{account_id}/agent_bots/{id}/reset_secret")


class AccountAgentBotsApi(Api):
    """The bots of an account. All agents may see them; changing them is for administrators."""

    _auth = USER

    def list_all_account_agent_bots(self, account_id: int, **options: Unpack[RequestOptions]) -> list[AgentBot]:
        """All bots of an account, and those of the server for all accounts (``list-all-account-agent-bots``)."""
        return self._call("GET", BOTS, (account_id,), returns=[AgentBot], options=options)

    def create_an_account_agent_bot(
        self, body: AgentBotCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> AgentBot:
        """Create a bot (``create-an-account-agent-bot``). Nothing is required.

        Raises:
            UnprocessableEntityException: a value that's too long, or an avatar that isn't one (422).
            ServiceException: an unknown ``bot_type`` (500).
        """
        return self._call(
            "POST",
            BOTS,
            (account_id,),
            body=body,
            takes=AgentBotCreateUpdatePayload,
            files=AVATAR,
            returns=AgentBot,
            options=options,
        )

    def get_details_of_a_single_account_agent_bot(
        self, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> AgentBot:
        """Get a bot (``get-details-of-a-single-account-agent-bot``)."""
        return self._call("GET", BOT, (account_id, id), returns=AgentBot, options=options)

    def update_an_account_agent_bot(
        self, body: AgentBotCreateUpdatePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> AgentBot:
        """Change a bot of the account's own (``update-an-account-agent-bot``).

        Raises:
            NotFoundException: a bot of the server's own (404).
            UnprocessableEntityException: a value that's too long, or an avatar that isn't one (422).
        """
        return self._call(
            "PATCH",
            BOT,
            (account_id, id),
            body=body,
            takes=AgentBotCreateUpdatePayload,
            files=AVATAR,
            returns=AgentBot,
            options=options,
        )

    def delete_an_account_agent_bot(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a bot (``delete-an-account-agent-bot``)."""
        return self._call("DELETE", BOT, (account_id, id), options=options)

    def delete_agent_bot_avatar(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> AgentBot:
        """Remove a bot's picture (``DELETE /agent_bots/{id}/avatar``)."""
        return self._call("DELETE", BOT_AVATAR, (account_id, id), returns=AgentBot, options=options)

    def reset_agent_bot_access_token(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> AgentBot:
        """Give a bot a new token, void the old (``POST /agent_bots/{id}/reset_access_token``). Since Chatwoot 4.8."""
        return self._call("POST", RESET_ACCESS_TOKEN, (account_id, id), returns=AgentBot, options=options)

    def reset_agent_bot_secret(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> AgentBot:
        """Sign what a bot is sent with a new secret (``POST /agent_bots/{id}/reset_secret``). Since Chatwoot 4.13."""
        return self._call("POST", RESET_SECRET, (account_id, id), returns=AgentBot, options=options)
