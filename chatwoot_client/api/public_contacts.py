"""Contacts of an inbox (``ContactsAPIApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import Api, of_several_calls
from chatwoot_client.calls.route import Route
from chatwoot_client.models.public_contacts import PublicContact, PublicContactCreateUpdatePayload, PublicContactRecord

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack
    from chatwoot_client.certain.found import FoundPublicContact

CONTACTS = Route("/public/api/v1/inboxes/{inbox_identifier}/contacts")
CONTACT = Route("/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}")

_ADVICE = {
    500: "A wrong or missing identifier_hash looks like this: it's the hexadecimal HMAC-SHA256 of identifier under "
    "the inbox's hmac_token, and an inbox with mandatory HMAC wants both for every contact operation."
}


class ContactsAPIApi(Api):
    """The contact of an API inbox; part of the public API, which needs no token.

    ``inbox_identifier`` is the inbox's, ``contact_identifier`` the contact's source id.

    Raises:
        NotFoundException: an inbox or a contact that isn't there (404).
        UnprocessableEntityException: an e-mail or phone number that isn't one (422).
        ServiceException: a wrong or missing ``identifier_hash`` (500).
    """

    def create_a_contact(
        self, body: PublicContactCreateUpdatePayload | Json, inbox_identifier: str, **options: Unpack[RequestOptions]
    ) -> PublicContact:
        """Create a contact, or get another way to an existing one (``create-a-contact``).

        A contact of the account with the same identifier, e-mail or phone number is used as it is, and a ``source_id``
        that's in use gives its contact back unchanged. With ``{}`` the server makes up a name. The answer's
        ``source_id`` is the ``contact_identifier`` of the other operations.
        """
        path = (inbox_identifier,)
        return self._call(
            "POST",
            CONTACTS,
            path,
            body=body,
            takes=PublicContactCreateUpdatePayload,
            returns=PublicContact,
            advice=_ADVICE,
            options=options,
        )

    @of_several_calls
    def find_or_create(
        self,
        inbox_identifier: str,
        source_id: str,
        body: PublicContactCreateUpdatePayload | Json | None = None,
        **options: Unpack[RequestOptions],
    ) -> FoundPublicContact:
        """The contact with this source id in the inbox; made if nobody has it.

        The source id decides: a server has one contact inbox by it, however many calls come at once. Of a contact
        that's there nothing is changed. It takes one request then, and two otherwise.

        A server gives a new source id to whoever has the identifier, e-mail address or phone number of the *body*. Two
        contacts with the same phone number, which a race for different source ids may make, can neither be seen nor
        merged from here; ``ContactsApi.find_or_create`` does that.

        Parameters:
            source_id: who it is, such as your user's id. It works like a password in the public API: whoever knows it
                reads and writes what the contact does.
            body: what the contact gets when it's made. An ``identifier_hash`` in it is for finding the contact, too.
            options: ``_deadline`` is for all requests and waits together.

        Returns:
            The contact, and in ``created`` whether the source id was nobody's.

        Raises:
            NotFoundException: there's no such inbox.
        """
        from chatwoot_client.certain.budget import Budget
        from chatwoot_client.certain.public_contacts import find_or_create

        return find_or_create(self, inbox_identifier, source_id, body, Budget(self.api_client, options))

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
            contact_identifier: the source id of the contact.
            identifier: the contact's identifier, where the inbox has mandatory HMAC.
            identifier_hash: its hash; a right one also marks the contact as verified.
        """
        path = (inbox_identifier, contact_identifier)
        query = (("identifier", identifier), ("identifier_hash", identifier_hash))
        return self._call("GET", CONTACT, path, query=query, returns=PublicContact, advice=_ADVICE, options=options)

    def update_a_contact(
        self,
        body: PublicContactCreateUpdatePayload | Json,
        inbox_identifier: str,
        contact_identifier: str,
        **options: Unpack[RequestOptions],
    ) -> PublicContactRecord:
        """Change a contact (``update-a-contact``).

        Blank values are ignored, so nothing can be cleared; ``custom_attributes`` are merged. An e-mail or phone number
        that another contact has merges the two, and the answer may have the other one's ``id``. Since 4.16 the answer
        is as that of the other operations; before, it was the whole record, without ``source_id`` and ``pubsub_token``.
        """
        path = (inbox_identifier, contact_identifier)
        return self._call(
            "PATCH",
            CONTACT,
            path,
            body=body,
            takes=PublicContactCreateUpdatePayload,
            returns=PublicContactRecord,
            advice=_ADVICE,
            options=options,
        )
