"""Contacts of an inbox (``ContactsAPIApi``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chatwoot_client.api.base import Api
from chatwoot_client.encoding import Route
from chatwoot_client.models.public_contacts import PublicContact, PublicContactRecord

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from chatwoot_client.api_client import RequestOptions
    from chatwoot_client.models.public_contacts import PublicContactCreateUpdatePayload

CONTACTS = Route("/public/api/v1/inboxes/{inbox_identifier}/contacts")
CONTACT = Route("/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}")

_ADVICE = {
    500: "A wrong or missing identifier_hash looks like this: it's the hexadecimal HMAC-SHA256 of identifier under "
    "the inbox's hmac_token, and an inbox with mandatory HMAC wants both for every contact operation."
}


class ContactsAPIApi(Api):
    """The contact of an API inbox; part of the public API, which needs no token."""

    def create_a_contact(
        self,
        body: PublicContactCreateUpdatePayload | Mapping[str, Any],
        inbox_identifier: str,
        **options: Unpack[RequestOptions],
    ) -> PublicContact:
        """Create a contact, or get another way to an existing one (``create-a-contact``).

        A contact of the account with the same identifier, e-mail or phone number is used as it is, and a
        ``source_id`` that's in use gives its contact back unchanged.

        Parameters:
            body: the contact; ``{}`` is fine, the server then makes up a name.
            inbox_identifier: the identifier of the API inbox.
            options: see :class:`~chatwoot_client.RequestOptions`.

        Returns:
            The contact; its ``source_id`` is the ``contact_identifier`` of the other operations.

        Raises:
            UnprocessableEntityException: an e-mail or phone number that isn't one.
            ServiceException: with status 500, also for a wrong or missing ``identifier_hash``.
        """
        return self._call(
            "POST", CONTACTS, (inbox_identifier,), body=body, returns=PublicContact, advice=_ADVICE, options=options
        )

    def get_details_of_a_contact(
        self,
        inbox_identifier: str,
        contact_identifier: str,
        identifier: str | None = None,
        identifier_hash: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> PublicContact:
        """Get a contact (``get-details-of-a-contact``).

        Parameters:
            inbox_identifier: the identifier of the API inbox.
            contact_identifier: the source id of the contact. One with a dot can't be reached: the server's 404.
            identifier: the contact's identifier, where the inbox has mandatory HMAC.
            identifier_hash: its hash; a right one also marks the contact as verified.
            options: see :class:`~chatwoot_client.RequestOptions`.

        Raises:
            NotFoundException: no such inbox or contact.
            ServiceException: with status 500, also for a wrong or missing ``identifier_hash``.
        """
        query = (("identifier", identifier), ("identifier_hash", identifier_hash))
        path = (inbox_identifier, contact_identifier)
        return self._call("GET", CONTACT, path, query=query, returns=PublicContact, advice=_ADVICE, options=options)

    def update_a_contact(
        self,
        body: PublicContactCreateUpdatePayload | Mapping[str, Any],
        inbox_identifier: str,
        contact_identifier: str,
        **options: Unpack[RequestOptions],
    ) -> PublicContactRecord:
        """Change a contact (``update-a-contact``).

        Blank values are ignored, so nothing can be cleared; ``custom_attributes`` are merged. An e-mail or phone
        number that another contact has merges the two, and the answer may have the other one's ``id``.

        Parameters:
            body: what to change.
            inbox_identifier: the identifier of the API inbox.
            contact_identifier: the source id of the contact.
            options: see :class:`~chatwoot_client.RequestOptions`.

        Returns:
            The contact: since 4.16 as the other operations give it, before that the whole record, without
            ``source_id`` and ``pubsub_token``.

        Raises:
            NotFoundException: no such inbox or contact.
            UnprocessableEntityException: an e-mail or phone number that isn't one.
            ServiceException: with status 500, also for a wrong or missing ``identifier_hash``.
        """
        path = (inbox_identifier, contact_identifier)
        return self._call(
            "PATCH", CONTACT, path, body=body, returns=PublicContactRecord, advice=_ADVICE, options=options
        )
