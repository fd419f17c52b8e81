"""The contacts of an account (``ContactsApi``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.api.base import USER, Api, of_several_calls
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
    from collections.abc import Iterable, Mapping

    from chatwoot_client.api.base import Json, RequestOptions, Unpack
    from chatwoot_client.certain.found import FoundContact
    from chatwoot_client.certain.labels import Labels
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

        No field is required. :meth:`find_or_create` makes no second one.

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

    @of_several_calls
    def find_or_create(
        self,
        account_id: int,
        *,
        identifier: str | None = None,
        email: str | None = None,
        phone_number: str | None = None,
        name: str | None = None,
        avatar_url: str | None = None,
        custom_attributes: Mapping[str, Any] | None = None,
        additional_attributes: Mapping[str, Any] | None = None,
        update: Literal["nothing", "missing", "all"] = "nothing",
        **options: Unpack[RequestOptions],
    ) -> FoundContact:
        """The contact with this identifier, e-mail address or phone number; made if there's none.

        Whoever has one of them is taken, if nobody else has another of them. An identifier and a phone number have to
        be the same letter by letter, an e-mail address in any case. However many calls come at once, from any process,
        one contact is made. A phone number has no index that would see to that: contacts that a race made with the
        same one are merged into the one with the lowest id.

        A contact that's there takes one request. One that's made takes two, and with a phone number three and 0.3
        seconds, since it's looked whether the number got a twin. That's looked at too when a contact with the phone
        number is less than a minute old.

        Parameters:
            identifier: who it is in your own system.
            email: an address; blanks around it are refused.
            phone_number: in E.164, as ``+4915123456789``.
            name: what the contact is called when it's made.
            avatar_url: where the server gets its picture then, a little later.
            custom_attributes: its attributes then.
            additional_attributes: its others then, such as ``city``.
            update: what of a contact that was there is changed: ``nothing``; what's ``missing`` (of all that's given,
                identifier, address and number too); or ``all``, but for what's the same already.
            options: ``_deadline`` is for all requests and waits together.

        Returns:
            The contact, and in ``created`` whether this call made it; None where the answer to making it got lost and
            it was there afterwards.

        Raises:
            ContactConflictException: what's given belongs to several contacts; to one with another identifier; or the
                phone number to several that no race of a moment ago made, and which can't be changed before somebody
                merges them. Nothing was changed.
            UndecidedException: nobody knows whether it was made, since it couldn't be looked for, or not for long
                enough. To call again finds it, or makes it.
            TypeError, ValueError: none of the three is given, or what no contact can have.
        """
        from chatwoot_client.certain.budget import Budget
        from chatwoot_client.certain.contacts import Finder, Profile
        from chatwoot_client.certain.people import person_of

        budget = Budget(self.api_client, options)
        person = person_of(identifier, email, phone_number)
        profile = Profile(name, avatar_url, custom_attributes, additional_attributes)
        return Finder(self, account_id, person, budget).find_or_create(profile, update)

    @of_several_calls
    def add_labels(
        self, labels: str | Iterable[str], account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> list[str]:
        """Put labels on a contact beside those that it has, and see to it that they stay.

        It's done as by ``ConversationsApi.add_labels``, and costs the same.

        Parameters:
            labels: titles, or one.
            id: the contact.
            options: ``_deadline`` is for all requests and waits together.

        Returns:
            All labels that the contact has then.

        Raises:
            NotKeptException: something else writes the contact's labels all the time; it has what they are.
            ContactConflictException: another contact has its phone number, so that no server changes it.
            TypeError, ValueError: what isn't a title.
        """
        return self._labels(account_id, id, options).add(labels)

    @of_several_calls
    def remove_labels(
        self, labels: str | Iterable[str], account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> list[str]:
        """Take labels off a contact, and leave it the others; the rest as in :meth:`add_labels`.

        Parameters:
            labels: titles, or one.
            id: the contact.
        """
        return self._labels(account_id, id, options).remove(labels)

    def _labels(self, account_id: int, id: int, options: RequestOptions) -> Labels:
        from chatwoot_client.api.bulk_actions import BulkActionsApi
        from chatwoot_client.api.contact_labels import ContactLabelsApi
        from chatwoot_client.certain.budget import Budget
        from chatwoot_client.certain.labels import of_contact

        labels, bulk = ContactLabelsApi(self.api_client), BulkActionsApi(self.api_client)
        return of_contact(self, labels, bulk, (account_id, id), Budget(self.api_client, options))

    @of_several_calls
    def set_custom_attributes(
        self,
        attributes: Mapping[str, Any],
        account_id: int,
        id: int,
        *,
        merge: bool = True,
        **options: Unpack[RequestOptions],
    ) -> dict[str, Any]:
        """Set custom attributes of a contact, and see to it that they stay.

        It takes two requests and 0.25 seconds, as long as nothing else writes at the same time. Without ``merge`` it
        takes three, or four where attributes have to be taken off.

        Parameters:
            attributes: by key. A value of None stays as one; :meth:`destroy_contact_custom_attributes` takes a key off.
            id: the contact.
            merge: whether others that are there stay.
            options: ``_deadline`` is for all requests and waits together.

        Returns:
            All attributes that the contact has then.

        Raises:
            NotKeptException: something else writes the same attributes all the time; it has what they are.
            ContactConflictException: another contact has its phone number, so that no server changes it.
        """
        from chatwoot_client.certain.attributes import set_of_contact
        from chatwoot_client.certain.budget import Budget

        return set_of_contact(self, (account_id, id), attributes, merge, Budget(self.api_client, options))

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
            ServiceException: a page before the first (500).
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
            ServiceException: no conditions, or a value of another kind than its attribute (500).
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
