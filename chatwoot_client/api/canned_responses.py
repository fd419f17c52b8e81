"""The canned responses of an account (``CannedResponsesApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.canned_responses import CannedResponse, CannedResponseCreateUpdatePayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

RESPONSES = Route("/api/v1/accounts/{account_id}/canned_responses")
RESPONSE = Route("/api/v1/accounts/{account_id}/canned_responses/{id}")


class CannedResponsesApi(Api):
    """The canned responses of an account, which all its agents may change."""

    _auth = USER

    def get_account_canned_response(
        self, account_id: int, *, search: str | None = None, **options: Unpack[RequestOptions]
    ) -> list[CannedResponse]:
        """All canned responses of an account (``get-account-canned-response``).

        Parameters:
            search: text that the short code or the content has to have.
        """
        query = (("search", search),)
        return self._call("GET", RESPONSES, (account_id,), query=query, returns=[CannedResponse], options=options)

    def add_new_canned_response_to_account(
        self, body: CannedResponseCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> CannedResponse:
        """Create a canned response (``add-new-canned-response-to-account``).

        Raises:
            UnprocessableEntityException: a short code that's taken, no short code or content, or too much of it (422).
        """
        return self._call(
            "POST",
            RESPONSES,
            (account_id,),
            body=body,
            takes=CannedResponseCreateUpdatePayload,
            returns=CannedResponse,
            options=options,
        )

    def update_canned_response_in_account(
        self,
        body: CannedResponseCreateUpdatePayload | Json,
        account_id: int,
        id: int,
        **options: Unpack[RequestOptions],
    ) -> CannedResponse:
        """Change a canned response (``update-canned-response-in-account``).

        Raises:
            UnprocessableEntityException: a short code that's taken, blank content, or too much of it (422).
        """
        return self._call(
            "PATCH",
            RESPONSE,
            (account_id, id),
            body=body,
            takes=CannedResponseCreateUpdatePayload,
            returns=CannedResponse,
            options=options,
        )

    def delete_canned_response_from_account(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a canned response (``delete-canned-response-from-account``)."""
        return self._call("DELETE", RESPONSE, (account_id, id), options=options)


CannedResponseApi = CannedResponsesApi
