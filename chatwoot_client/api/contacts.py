"""The contacts of an account (``ContactsApi``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.api.filtering import asking, what_is_lacking, with_conditions_to_export
from chatwoot_client.calls.body import AVATAR, Files
from chatwoot_client.calls.route import Route
from chatwoot_client.models.attachments import ConversationAttachmentList
from chatwoot_client.models.contacts import (
    Contact,
    ContactableInboxesResponse,
    ContactConversationsResponse,
    ContactCreatePayload,
    ContactCreateResponse,
    ContactDestroyCustomAttributesPayload,
    ContactExportPayload,
    ContactImportPayload,
    ContactInbox,
    ContactInboxCreatePayload,
    ContactInboxFilterPayload,
    ContactMergePayload,
    ContactNote,
    ContactNotePayload,
    ContactShowResponse,
    ContactsListResponse,
    ContactUpdatePayload,
)
from chatwoot_client.models.filters import FilterPayload
from chatwoot_client.pagination import check_walk, page_by_page

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack
    from chatwoot_client.models.attachments import ConversationAttachment
    from chatwoot_client.models.base.lists import ListOf

CONTACTS = Route("/api/v1/accounts/{account_id}/contacts")
SEARCH = Route("/api/v1/accounts/{account_id}/contacts/search")
FILTER = Route("/api/v1/accounts/{account_id}/contacts/filter")
ACTIVE = Route("/api/v1/accounts/{account_id}/contacts/active")
IMPORT = Route("/api/v1/accounts/{account_id}/contacts/import")
EXPORT = Route("/api/v1/accounts/{account_id}/contacts/export")
CONTACT = Route("/api/v1/accounts/{account_id}/contacts/{id}")
CONVERSATIONS = Route("/api/v1/accounts/{account_id}/contacts/{id}/conversations")
CONTACT_INBOXES = Route("/api/v1/accounts/{account_id}/contacts/{id}/contact_inboxes")
CONTACTABLE = Route("/api/v1/accounts/{account_id}/contacts/{id}/contactable_inboxes")
ATTACHMENTS = Route("/api/v1/accounts/{account_id}/contacts/{id}/attachments")
CONTACT_AVATAR = Route("/api/v1/accounts/{account_id}/contacts/{id}/avatar")
DESTROY_ATTRIBUTES = Route("/api/v1/accounts/{account_id}/contacts/{id}/destroy_custom_attributes")
NOTES = Route("/api/v1/accounts/{account_id}/contacts/{id}/notes")
NOTE = Route("/api/v1/accounts/{account_id}/contacts/{id}/notes/{note_id}")
MERGE = Route("/api/v1/accounts/{account_id}/actions/contact_merge")
INBOX_FILTER = Route("/api/v1/accounts/{account_id}/contact_inboxes/filter")
#: The order of a walk that asks for none: in the server's own, what's changed meanwhile moves to another page.
STABLE = "created_at"
FILE = Files("import_file", signed_ids=False)


class ContactsApi(Api):
    """The contacts of an account, with their inboxes, notes and files.

    Lists have 15 contacts a page.

    Parameters:
        sort: ``name``, ``email``, ``phone_number``, ``last_activity_at``, ``created_at``, ``company_name`` (``company``
            before Chatwoot 4.16), ``city`` or ``country``, downwards with a ``-`` before it; another word is ignored.
            When it's left out, a page's contacts are in no order; an ``iter_…`` asks for ``created_at``, since
            otherwise those that are changed meanwhile move, so that some come never.
        include_contact_inboxes: False leaves out each contact's inboxes.
        labels: titles of labels; only contacts that have any of them are listed.
        q: a part of what is searched; without it nothing is found.

    Raises:
        UnprocessableEntityException: an e-mail address, phone number or identifier that's taken or isn't one (422).
    """

    _auth = USER

    def contact_list(
        self,
        account_id: int,
        *,
        sort: str | None = None,
        page: int | None = None,
        labels: ListOf[str] | None = None,
        include_contact_inboxes: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> ContactsListResponse:
        """The contacts that have an e-mail address, a phone number or an identifier (``contactList``).

        :meth:`iter_contacts` walks all pages.
        """
        query = (
            ("sort", sort),
            ("page", page),
            ("labels[]", labels),
            ("include_contact_inboxes", include_contact_inboxes),
        )
        return self._call("GET", CONTACTS, (account_id,), query=query, returns=ContactsListResponse, options=options)

    def iter_contacts(
        self,
        account_id: int,
        *,
        sort: str | None = None,
        labels: ListOf[str] | None = None,
        include_contact_inboxes: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[Contact]:
        """Every contact that :meth:`contact_list` has on any page."""
        return page_by_page(
            self.contact_list,
            "payload",
            account_id,
            sort=sort or STABLE,
            labels=labels,
            include_contact_inboxes=include_contact_inboxes,
            **options,
        )

    def contact_create(
        self, body: ContactCreatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> ContactCreateResponse:
        """Create a contact (``contactCreate``). Without an inbox it's in none.

        No field is required.

        Raises:
            NotFoundException: an unknown inbox (404).
        """
        return self._call(
            "POST",
            CONTACTS,
            (account_id,),
            body=body,
            takes=ContactCreatePayload,
            files=AVATAR,
            returns=ContactCreateResponse,
            options=options,
        )

    def contact_details(
        self,
        account_id: int,
        id: int,
        *,
        include_contact_inboxes: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> ContactShowResponse:
        """Get a contact (``contactDetails``)."""
        query = (("include_contact_inboxes", include_contact_inboxes),)
        return self._call("GET", CONTACT, (account_id, id), query=query, returns=ContactShowResponse, options=options)

    def contact_update(
        self, body: ContactUpdatePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> ContactShowResponse:
        """Change a contact (``contactUpdate``).

        Attributes are merged with those that the contact has; :meth:`destroy_contact_custom_attributes` takes some off.
        """
        path = (account_id, id)
        return self._call(
            "PUT",
            CONTACT,
            path,
            body=body,
            takes=ContactUpdatePayload,
            files=AVATAR,
            returns=ContactShowResponse,
            options=options,
        )

    def contact_delete(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a contact (``contactDelete``). Administrators only.

        Raises:
            UnprocessableEntityException: a contact who is online (422).
        """
        return self._call("DELETE", CONTACT, (account_id, id), options=options)

    def contact_conversations(
        self, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> ContactConversationsResponse:
        """The latest 20 conversations of a contact (``contactConversations``); there are no further pages."""
        return self._call("GET", CONVERSATIONS, (account_id, id), returns=ContactConversationsResponse, options=options)

    def contact_search(
        self,
        account_id: int,
        *,
        q: str | None = None,
        sort: str | None = None,
        page: int | None = None,
        include_contact_inboxes: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> ContactsListResponse:
        """Search contacts by name, identifier, e-mail address and phone number (``contactSearch``).

        An account may do so 100 times a minute. :meth:`iter_contact_search` walks all pages.

        Raises:
            TooManyRequestsException: more than 100 searches in an account within a minute (429).
        """
        query = (("q", q), ("sort", sort), ("page", page), ("include_contact_inboxes", include_contact_inboxes))
        return self._call("GET", SEARCH, (account_id,), query=query, returns=ContactsListResponse, options=options)

    def iter_contact_search(
        self,
        account_id: int,
        *,
        q: str | None = None,
        sort: str | None = None,
        include_contact_inboxes: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[Contact]:
        """Every contact that :meth:`contact_search` finds."""
        return page_by_page(
            self.contact_search,
            "payload",
            account_id,
            q=q,
            sort=sort or STABLE,
            include_contact_inboxes=include_contact_inboxes,
            **options,
        )

    def contact_filter(
        self,
        body: FilterPayload | Json,
        account_id: int,
        *,
        page: int | None = None,
        sort: str | None = None,
        include_contact_inboxes: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> ContactsListResponse:
        """A page of the contacts that fit conditions (``contactFilter``). :meth:`iter_contact_filter` walks all pages.

        Those without an e-mail address, a phone number and an identifier are never found. Without ``sort`` the order
        changes while they're changed. An expression with a custom attribute whose kind
        isn't told is preceded by a request for the account's attributes, which are kept for a minute.

        Parameters:
            body: an expression of :mod:`chatwoot_client.filters`, or conditions in the server's own language.

        Raises:
            TypeError, ValueError: what can't be asked for at all, or not in one request.
        """
        path, body = (account_id,), asking(self.api_client, account_id, "contact", options).body(body)
        query = (("page", page), ("sort", sort), ("include_contact_inboxes", include_contact_inboxes))
        return self._call(
            "POST",
            FILTER,
            path,
            query=query,
            body=body,
            takes=FilterPayload,
            advice=what_is_lacking(body),
            returns=ContactsListResponse,
            reads=True,
            options=options,
        )

    def iter_contact_filter(
        self,
        body: FilterPayload | Json,
        account_id: int,
        *,
        sort: str | None = None,
        include_contact_inboxes: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[Contact]:
        """Every contact that fits the conditions of :meth:`contact_filter`, each once.

        An expression whose ``!=`` compares several custom attributes of texts takes a walk for each of them; those are
        put together by ``created_at`` or ``last_activity_at``.

        Raises:
            TypeError, ValueError: what can't be asked for.
        """
        check_walk(options)
        order = sort or STABLE

        def pages(each: Json) -> Iterator[Contact]:
            return page_by_page(
                self.contact_filter,
                "payload",
                each,
                account_id,
                sort=order,
                include_contact_inboxes=include_contact_inboxes,
                **options,
            )

        return asking(self.api_client, account_id, "contact", options).walk(body, pages, order)

    def contact_inbox_creation(
        self, body: ContactInboxCreatePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> ContactInbox:
        """Put a contact into an inbox (``contactInboxCreation``).

        With a ``source_id`` that the contact has there already, that's what comes back; without one, each call makes
        another.
        """
        return self._call(
            "POST",
            CONTACT_INBOXES,
            (account_id, id),
            body=body,
            takes=ContactInboxCreatePayload,
            returns=ContactInbox,
            options=options,
        )

    def contactable_inboxes_get(
        self, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> ContactableInboxesResponse:
        """The inboxes through which a contact can be reached (``contactableInboxesGet``).

        For an API inbox that the contact isn't in, each call makes up another ``source_id``.
        """
        return self._call("GET", CONTACTABLE, (account_id, id), returns=ContactableInboxesResponse, options=options)

    def contact_merge(
        self, body: ContactMergePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> Contact:
        """Merge two contacts into one, which can't be undone (``contactMerge``).

        The answer is the contact that stays, without its ``contact_inboxes``.
        """
        return self._call(
            "POST", MERGE, (account_id,), body=body, takes=ContactMergePayload, returns=Contact, options=options
        )

    def list_active_contacts(
        self,
        account_id: int,
        *,
        sort: str | None = None,
        page: int | None = None,
        include_contact_inboxes: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> ContactsListResponse:
        """A page of the contacts that are online (``GET /contacts/active``). :meth:`iter_active_contacts` walks all."""
        query = (("sort", sort), ("page", page), ("include_contact_inboxes", include_contact_inboxes))
        return self._call("GET", ACTIVE, (account_id,), query=query, returns=ContactsListResponse, options=options)

    def iter_active_contacts(
        self,
        account_id: int,
        *,
        sort: str | None = None,
        include_contact_inboxes: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[Contact]:
        """Every contact that :meth:`list_active_contacts` has on any page."""
        return page_by_page(
            self.list_active_contacts,
            "payload",
            account_id,
            sort=sort or STABLE,
            include_contact_inboxes=include_contact_inboxes,
            **options,
        )

    def import_contacts(
        self, body: ContactImportPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Import contacts from a file, a little later (``POST /contacts/import``).

        Raises:
            UnprocessableEntityException: no file (422).
        """
        return self._call(
            "POST", IMPORT, (account_id,), body=body, takes=ContactImportPayload, files=FILE, options=options
        )

    def export_contacts(
        self, body: ContactExportPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Export contacts (``POST /contacts/export``). The server mails a link to the file, later.

        Conditions are as in :meth:`contact_filter`.

        Raises:
            TypeError, ValueError: conditions that can't be asked for; a server would fail over them when nobody sees.
        """
        body = with_conditions_to_export(self.api_client, body, account_id, options)
        return self._call("POST", EXPORT, (account_id,), body=body, takes=ContactExportPayload, options=options)

    def list_contact_attachments(
        self, account_id: int, id: int, *, page: int | None = None, **options: Unpack[RequestOptions]
    ) -> ConversationAttachmentList:
        """A contact's files, latest first, up to 100 a page (``GET /contacts/{id}/attachments``). Since Chatwoot 4.16.

        :meth:`iter_contact_attachments` walks all pages.
        """
        path = (account_id, id)
        query = (("page", page),)
        return self._call("GET", ATTACHMENTS, path, query=query, returns=ConversationAttachmentList, options=options)

    def iter_contact_attachments(
        self, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> Iterator[ConversationAttachment]:
        """Every file that :meth:`list_contact_attachments` has on any page.

        Parameters:
            id: the id of the contact.
        """
        return page_by_page(self.list_contact_attachments, "payload", account_id, id, **options)

    def delete_contact_avatar(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> ContactShowResponse:
        """Remove the picture of a contact (``DELETE /contacts/{id}/avatar``)."""
        return self._call("DELETE", CONTACT_AVATAR, (account_id, id), returns=ContactShowResponse, options=options)

    def destroy_contact_custom_attributes(
        self,
        body: ContactDestroyCustomAttributesPayload | Json,
        account_id: int,
        id: int,
        **options: Unpack[RequestOptions],
    ) -> ContactShowResponse:
        """Take custom attributes off a contact (``POST /contacts/{id}/destroy_custom_attributes``)."""
        path = (account_id, id)
        return self._call(
            "POST",
            DESTROY_ATTRIBUTES,
            path,
            body=body,
            takes=ContactDestroyCustomAttributesPayload,
            returns=ContactShowResponse,
            options=options,
        )

    def list_contact_notes(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> list[ContactNote]:
        """All notes on a contact (``GET /contacts/{id}/notes``)."""
        return self._call("GET", NOTES, (account_id, id), returns=[ContactNote], options=options)

    def create_contact_note(
        self, body: ContactNotePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> ContactNote:
        """Write a note on a contact (``POST /contacts/{id}/notes``)."""
        return self._call(
            "POST", NOTES, (account_id, id), body=body, takes=ContactNotePayload, returns=ContactNote, options=options
        )

    def get_contact_note(
        self, account_id: int, id: int, note_id: int, **options: Unpack[RequestOptions]
    ) -> ContactNote:
        """Get a note on a contact (``GET /contacts/{id}/notes/{note_id}``)."""
        return self._call("GET", NOTE, (account_id, id, note_id), returns=ContactNote, options=options)

    def update_contact_note(
        self, body: ContactNotePayload | Json, account_id: int, id: int, note_id: int, **options: Unpack[RequestOptions]
    ) -> ContactNote:
        """Change a note on a contact (``PATCH /contacts/{id}/notes/{note_id}``)."""
        return self._call(
            "PATCH",
            NOTE,
            (account_id, id, note_id),
            body=body,
            takes=ContactNotePayload,
            returns=ContactNote,
            options=options,
        )

    def delete_contact_note(self, account_id: int, id: int, note_id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a note on a contact (``DELETE /contacts/{id}/notes/{note_id}``)."""
        return self._call("DELETE", NOTE, (account_id, id, note_id), options=options)

    def filter_contact_inboxes(
        self, body: ContactInboxFilterPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> Contact:
        """Find who has a source id in an inbox (``POST /contact_inboxes/filter``).

        Raises:
            NotFoundException: nobody has it (404).
        """
        return self._call(
            "POST",
            INBOX_FILTER,
            (account_id,),
            body=body,
            takes=ContactInboxFilterPayload,
            returns=Contact,
            reads=True,
            options=options,
        )


ContactApi = ContactsApi
