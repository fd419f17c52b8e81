"""Who takes care of a conversation (``ConversationAssignmentsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER_OR_BOT, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.conversation_assignments import ConversationAssignment, ConversationAssignmentPayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

ASSIGNMENTS = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments")


class ConversationAssignmentsApi(Api):
    """Who takes care of a conversation: an agent or a bot, and a team. Bots may assign, too."""

    _auth = USER_OR_BOT

    def assign_a_conversation(
        self,
        body: ConversationAssignmentPayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> ConversationAssignment | None:
        """Assign a conversation to an agent, a bot or a team (``assign-a-conversation``), and get whoever it is now.

        An id that no agent or team of the account has isn't an error: it takes the agent or the team off, and the
        answer is None. That of an unknown bot changes nothing.
        """
        path = (account_id, conversation_id)
        return self._call(
            "POST",
            ASSIGNMENTS,
            path,
            body=body,
            takes=ConversationAssignmentPayload,
            returns=ConversationAssignment,
            options=options,
        )


ConversationAssignmentApi = ConversationAssignmentsApi
