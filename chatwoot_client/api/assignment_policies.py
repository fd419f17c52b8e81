"""How an account assigns conversations by itself (``AssignmentPoliciesApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.assignment_policies import (
    AssignmentPolicy,
    AssignmentPolicyCreateUpdatePayload,
    AssignmentPolicyInboxList,
    InboxAssignmentPolicyPayload,
)

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

POLICIES = Route("/api/v1/accounts/{account_id}/assignment_policies")
POLICY = Route("/api/v1/accounts/{account_id}/assignment_policies/{id}")
INBOXES = Route("/api/v1/accounts/{account_id}/assignment_policies/{id}/inboxes")
INBOX_POLICY = Route("/api/v1/accounts/{account_id}/inboxes/{id}/assignment_policy")


class AssignmentPoliciesApi(Api):
    """How an account assigns conversations by itself; since Chatwoot 4.8."""

    _auth = USER

    def list_assignment_policies(self, account_id: int, **options: Unpack[RequestOptions]) -> list[AssignmentPolicy]:
        """All policies of an account (``GET /assignment_policies``). Since Chatwoot 4.8."""
        return self._call("GET", POLICIES, (account_id,), returns=[AssignmentPolicy], options=options)

    def create_an_assignment_policy(
        self, body: AssignmentPolicyCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> AssignmentPolicy:
        """Create a policy (``POST /assignment_policies``). Since Chatwoot 4.8.

        Raises:
            UnprocessableEntityException: a name that's taken, or none (422).
        """
        return self._call(
            "POST",
            POLICIES,
            (account_id,),
            body=body,
            takes=AssignmentPolicyCreateUpdatePayload,
            returns=AssignmentPolicy,
            options=options,
        )

    def get_an_assignment_policy(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> AssignmentPolicy:
        """Get a policy (``GET /assignment_policies/{id}``). Since Chatwoot 4.8."""
        return self._call("GET", POLICY, (account_id, id), returns=AssignmentPolicy, options=options)

    def update_an_assignment_policy(
        self,
        body: AssignmentPolicyCreateUpdatePayload | Json,
        account_id: int,
        id: int,
        **options: Unpack[RequestOptions],
    ) -> AssignmentPolicy:
        """Change a policy (``PATCH /assignment_policies/{id}``). Since Chatwoot 4.8.

        Raises:
            UnprocessableEntityException: a name that's taken or blank (422).
        """
        return self._call(
            "PATCH",
            POLICY,
            (account_id, id),
            body=body,
            takes=AssignmentPolicyCreateUpdatePayload,
            returns=AssignmentPolicy,
            options=options,
        )

    def delete_an_assignment_policy(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a policy (``DELETE /assignment_policies/{id}``). Since Chatwoot 4.8."""
        return self._call("DELETE", POLICY, (account_id, id), options=options)

    def assignment_policy_inboxes(
        self, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> AssignmentPolicyInboxList:
        """The inboxes that have a policy (``GET /assignment_policies/{id}/inboxes``). Since Chatwoot 4.8."""
        return self._call("GET", INBOXES, (account_id, id), returns=AssignmentPolicyInboxList, options=options)

    def get_inbox_assignment_policy(
        self, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> AssignmentPolicy:
        """The policy of an inbox (``GET /inboxes/{id}/assignment_policy``). Since Chatwoot 4.8.

        Raises:
            NotFoundException: an inbox without one (404).
        """
        return self._call("GET", INBOX_POLICY, (account_id, id), returns=AssignmentPolicy, options=options)

    def set_inbox_assignment_policy(
        self, body: InboxAssignmentPolicyPayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> AssignmentPolicy:
        """Give an inbox a policy (``POST /inboxes/{id}/assignment_policy``). Since Chatwoot 4.8."""
        return self._call(
            "POST",
            INBOX_POLICY,
            (account_id, id),
            body=body,
            takes=InboxAssignmentPolicyPayload,
            returns=AssignmentPolicy,
            options=options,
        )

    def delete_inbox_assignment_policy(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Take an inbox's policy away (``DELETE /inboxes/{id}/assignment_policy``). Since Chatwoot 4.8."""
        return self._call("DELETE", INBOX_POLICY, (account_id, id), options=options)
