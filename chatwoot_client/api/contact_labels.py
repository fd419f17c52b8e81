"""The labels of a contact (``ContactLabelsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.contact_labels import ContactLabels, ContactLabelsPayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

LABELS = Route("/api/v1/accounts/{account_id}/contacts/{id}/labels")


class ContactLabelsApi(Api):
    """The labels of a contact."""

    _auth = USER

    def list_all_labels_of_a_contact(
        self, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> ContactLabels:
        """The labels of a contact (``list-all-labels-of-a-contact``)."""
        return self._call("GET", LABELS, (account_id, id), returns=ContactLabels, options=options)

    def contact_add_labels(
        self, body: ContactLabelsPayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> ContactLabels:
        """Set the labels of a contact (``contact-add-labels``).

        The list replaces the labels that the contact has, whatever the operation's name says; without a list the
        contact loses them all. Titles that no label of the account has are taken, too.

        ``ContactsApi.add_labels`` leaves the others.
        """
        return self._call(
            "POST",
            LABELS,
            (account_id, id),
            body=body,
            takes=ContactLabelsPayload,
            returns=ContactLabels,
            options=options,
        )
