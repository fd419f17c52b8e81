"""The labels of an account (``LabelsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.labels import Label, LabelCreateUpdatePayload, LabelList

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

LABELS = Route("/api/v1/accounts/{account_id}/labels")
LABEL = Route("/api/v1/accounts/{account_id}/labels/{id}")


class LabelsApi(Api):
    """The labels of an account. All agents may list them; the rest is for administrators."""

    _auth = USER

    def list_all_labels(self, account_id: int, **options: Unpack[RequestOptions]) -> LabelList:
        """All labels of an account (``list-all-labels``)."""
        return self._call("GET", LABELS, (account_id,), returns=LabelList, options=options)

    def create_a_label(
        self, body: LabelCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> Label:
        """Create a label (``create-a-label``).

        Raises:
            UnprocessableEntityException: a title that's taken or isn't one (422).
        """
        return self._call(
            "POST", LABELS, (account_id,), body=body, takes=LabelCreateUpdatePayload, returns=Label, options=options
        )

    def get_details_of_a_single_label(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> Label:
        """Get a label (``get-details-of-a-single-label``)."""
        return self._call("GET", LABEL, (account_id, id), returns=Label, options=options)

    def update_a_label(
        self, body: LabelCreateUpdatePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> Label:
        """Change a label (``update-a-label``).

        Raises:
            UnprocessableEntityException: a title that's taken or isn't one (422).
        """
        return self._call(
            "PATCH", LABEL, (account_id, id), body=body, takes=LabelCreateUpdatePayload, returns=Label, options=options
        )

    def delete_a_label(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a label (``delete-a-label``). Since 4.16, conversations and contacts lose it, too, a little later."""
        return self._call("DELETE", LABEL, (account_id, id), options=options)
