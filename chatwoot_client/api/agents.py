"""The agents of an account (``AgentsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.agents import Agent, AgentCreatePayload, AgentsBulkCreatePayload, AgentUpdatePayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

AGENTS = Route("/api/v1/accounts/{account_id}/agents")
AGENT = Route("/api/v1/accounts/{account_id}/agents/{id}")
BULK_CREATE = Route("/api/v1/accounts/{account_id}/agents/bulk_create")


class AgentsApi(Api):
    """The agents of an account, administrators among them. All may list them; the rest is for administrators."""

    _auth = USER

    def get_account_agents(self, account_id: int, **options: Unpack[RequestOptions]) -> list[Agent]:
        """All agents of an account (``get-account-agents``)."""
        return self._call("GET", AGENTS, (account_id,), returns=[Agent], options=options)

    def add_new_agent_to_account(
        self, body: AgentCreatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> Agent:
        """Take somebody into an account (``add-new-agent-to-account``).

        Who has no user on this server yet gets one, and an e-mail to confirm it. One of the server's is taken as the
        user is, without the name that's given. Servers since 4.16 allow 100 a day and account.

        Raises:
            UnprocessableEntityException: somebody who's in it already, or no e-mail address (422).
            ServiceException: an unknown role or availability (500).
        """
        return self._call(
            "POST", AGENTS, (account_id,), body=body, takes=AgentCreatePayload, returns=Agent, options=options
        )

    def bulk_create_agents(
        self, body: AgentsBulkCreatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Take many into an account as agents (``POST /agents/bulk_create``).

        Who is in it already and what isn't an e-mail address is left out without a word.
        """
        return self._call("POST", BULK_CREATE, (account_id,), body=body, takes=AgentsBulkCreatePayload, options=options)

    def update_agent_in_account(
        self, body: AgentUpdatePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> Agent:
        """Change an agent (``update-agent-in-account``).

        Raises:
            UnprocessableEntityException: nothing to change (422).
            ServiceException: an unknown role or availability (500).
        """
        return self._call(
            "PATCH", AGENT, (account_id, id), body=body, takes=AgentUpdatePayload, returns=Agent, options=options
        )

    def delete_agent_from_account(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Take an agent out of an account (``delete-agent-from-account``).

        A user who's then in no account is deleted. Servers since 4.16 allow 50 a day and account.
        """
        return self._call("DELETE", AGENT, (account_id, id), options=options)
