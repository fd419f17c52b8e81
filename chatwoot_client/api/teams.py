"""The teams of an account (``TeamsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.agents import Agent
from chatwoot_client.models.teams import Team, TeamCreateUpdatePayload, TeamMembersPayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

TEAMS = Route("/api/v1/accounts/{account_id}/teams")
TEAM = Route("/api/v1/accounts/{account_id}/teams/{team_id}")
MEMBERS = Route("/api/v1/accounts/{account_id}/teams/{team_id}/team_members")


class TeamsApi(Api):
    """The teams of an account and their agents. Changing them is for administrators.

    Raises:
        UnauthorizedException: an unknown agent to add or to set (401).
        ServiceException: no ``user_ids`` at all to add or to set (500).
    """

    _auth = USER

    def list_all_teams(self, account_id: int, **options: Unpack[RequestOptions]) -> list[Team]:
        """All teams of an account (``list-all-teams``)."""
        return self._call("GET", TEAMS, (account_id,), returns=[Team], options=options)

    def create_a_team(
        self, body: TeamCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> Team:
        """Create a team (``create-a-team``).

        Raises:
            UnprocessableEntityException: a name that's taken, or none (422).
        """
        return self._call(
            "POST", TEAMS, (account_id,), body=body, takes=TeamCreateUpdatePayload, returns=Team, options=options
        )

    def get_details_of_a_single_team(self, account_id: int, team_id: int, **options: Unpack[RequestOptions]) -> Team:
        """Get a team (``get-details-of-a-single-team``)."""
        return self._call("GET", TEAM, (account_id, team_id), returns=Team, options=options)

    def update_a_team(
        self, body: TeamCreateUpdatePayload | Json, account_id: int, team_id: int, **options: Unpack[RequestOptions]
    ) -> Team:
        """Change a team (``update-a-team``).

        Raises:
            UnprocessableEntityException: a name that's taken or blank (422).
        """
        return self._call(
            "PATCH",
            TEAM,
            (account_id, team_id),
            body=body,
            takes=TeamCreateUpdatePayload,
            returns=Team,
            options=options,
        )

    def delete_a_team(self, account_id: int, team_id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a team (``delete-a-team``)."""
        return self._call("DELETE", TEAM, (account_id, team_id), options=options)

    def get_team_members(self, account_id: int, team_id: int, **options: Unpack[RequestOptions]) -> list[Agent]:
        """The agents of a team (``get-team-members``)."""
        return self._call("GET", MEMBERS, (account_id, team_id), returns=[Agent], options=options)

    def add_new_agent_to_team(
        self, body: TeamMembersPayload | Json, account_id: int, team_id: int, **options: Unpack[RequestOptions]
    ) -> list[Agent]:
        """Add agents to a team, and get those who weren't in it before (``add-new-agent-to-team``)."""
        return self._call(
            "POST",
            MEMBERS,
            (account_id, team_id),
            body=body,
            takes=TeamMembersPayload,
            returns=[Agent],
            options=options,
        )

    def update_agents_in_team(
        self, body: TeamMembersPayload | Json, account_id: int, team_id: int, **options: Unpack[RequestOptions]
    ) -> list[Agent]:
        """Make these and no others the agents of a team (``update-agents-in-team``)."""
        return self._call(
            "PATCH",
            MEMBERS,
            (account_id, team_id),
            body=body,
            takes=TeamMembersPayload,
            returns=[Agent],
            options=options,
        )

    def delete_agent_in_team(
        self, body: TeamMembersPayload | Json, account_id: int, team_id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Take agents out of a team (``delete-agent-in-team``)."""
        return self._call(
            "DELETE", MEMBERS, (account_id, team_id), body=body, takes=TeamMembersPayload, options=options
        )
