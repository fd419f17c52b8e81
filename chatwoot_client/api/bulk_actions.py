"""The same change to many records (``BulkActionsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.bulk_actions import BulkActionPayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

BULK_ACTIONS = Route("/api/v1/accounts/{account_id}/bulk_actions")


class BulkActionsApi(Api):
    """The same change to many conversations or contacts."""

    _auth = USER

    def create_a_bulk_action(
        self, body: BulkActionPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Change many conversations or contacts (``POST /bulk_actions``).

        The server does it a little later and tells nobody of ids that it didn't find. Labels are taken off contacts
        since Chatwoot 4.16. Contacts are deleted by administrators only.

        Raises:
            UnprocessableEntityException: another ``type`` than ``Conversation`` and ``Contact`` (422).
        """
        return self._call("POST", BULK_ACTIONS, (account_id,), body=body, takes=BulkActionPayload, options=options)
