"""Contacts, and what belongs to them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from chatwoot_client.models.base import Model, Timestamp, epoch, field, iso, listed, mapped, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.agents import Agent
    from chatwoot_client.models.base.attachment import Attachment
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.conversations import Conversation
    from chatwoot_client.models.filters import FilterCondition, FilterPayload
    from chatwoot_client.models.inboxes import Inbox, InboxCsatConfig


class Contact(Model):
    """A contact, as agents see it.

    ``last_activity_at`` isn't sent for a contact that never was active, ``contact_inboxes`` not in every place,
    ``company_id`` only where companies are in use.
    """

    additional_attributes: dict[str, Any] | None = field()
    availability_status: str | None = field()
    email: str | None = field()
    id: int | None = field()
    name: str | None = field()
    phone_number: str | None = field()
    blocked: bool | None = field()
    identifier: str | None = field()
    thumbnail: str | None = field()
    custom_attributes: dict[str, Any] | None = field()
    last_activity_at: Timestamp | None = epoch()
    created_at: Timestamp | None = epoch()
    contact_inboxes: list[ContactInbox] | None = nested_list("ContactInbox")
    company_id: int | None = field()


ContactListItem = Contact
ContactPayloadContact = Contact
ConversationSender = Contact
ConversationShowMetaSender = Contact


class ContactInbox(Model):
    """An inbox through which a contact can be reached; ``source_id`` is who the contact is there.

    Of the inbox, there are the fields of :class:`InboxSlim`; servers before 4.0.2 send all of it, secrets included.
    """

    source_id: str | None = field()
    inbox: Inbox | None = nested("Inbox")


ContactInboxes = ContactInbox
ContactableInboxes = ContactInbox


class ContactsListResponse(Model):
    """A page of contacts."""

    meta: ContactMeta | None = nested("ContactMeta")
    payload: list[Contact] | None = nested_list("Contact")


ContactList = ContactsListResponse


class ContactMeta(Model):
    """Where a page of contacts stands.

    ``count`` is how many contacts there are on all pages, but of a search, how many are on this one; only a search
    tells ``has_more``. ``current_page`` is text where a page was asked for, and the number 1 otherwise.
    """

    count: int | None = field()
    current_page: int | str | None = field()
    has_more: bool | None = field()


class ContactShowResponse(Model):
    """One contact."""

    payload: Contact | None = nested("Contact")


ContactBase = ContactShowResponse


class ContactCreateResponse(Model):
    """A contact that was created."""

    payload: ContactCreateResult | None = nested("ContactCreateResult")
    # Described, but never sent.
    id: int | None = field()
    availability_status: str | None = field()


ExtendedContact = ContactCreateResponse


class ContactCreateResult(Model):
    """A contact that was created, and what it got in the inbox that was asked for."""

    contact: Contact | None = nested("Contact")
    contact_inbox: CreatedContactInbox | None = nested("CreatedContactInbox")


ContactPayload = ContactCreateResult


class CreatedContactInbox(Model):
    """The inbox of a contact that was created; both fields are null where none was asked for."""

    inbox: InboxRecord | None = nested("InboxRecord")
    source_id: str | None = field()


class InboxRecord(Model):
    """An inbox without what its channel adds, as it comes with a contact that was created."""

    id: int | None = field()
    channel_id: int | None = field()
    account_id: int | None = field()
    name: str | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()
    channel_type: str | None = field()
    enable_auto_assignment: bool | None = field()
    greeting_enabled: bool | None = field()
    greeting_message: str | None = field()
    email_address: str | None = field()
    working_hours_enabled: bool | None = field()
    out_of_office_message: str | None = field()
    timezone: str | None = field()
    enable_email_collect: bool | None = field()
    csat_survey_enabled: bool | None = field()
    allow_messages_after_resolved: bool | None = field()
    auto_assignment_config: dict[str, Any] | None = field()
    lock_to_single_conversation: bool | None = field()
    portal_id: int | None = field()
    sender_name_type: str | None = field()
    business_name: str | None = field()
    csat_config: InboxCsatConfig | None = nested("InboxCsatConfig")


class ContactCreatePayload(Model):
    """A contact to create.

    E-mail, phone number (E.164, such as ``+14155550100``) and identifier may each belong to one contact of the account
    only. ``avatar`` is a file (JPEG, PNG, GIF or, since 4.16, WebP, of up to 15 MB) or the signed id of one; of
    ``avatar_url`` the server gets the picture itself, later. With ``inbox_id`` the contact is put into that inbox under
    ``source_id``, or one that the server makes up.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "labels": "ContactLabelsApi.contact_add_labels sets them",
    }

    inbox_id: int | None = field()
    name: str | None = field()
    email: str | None = field()
    phone_number: str | None = field()
    avatar: Attachment | str | None = field()
    avatar_url: str | None = field()
    identifier: str | None = field()
    custom_attributes: dict[str, Any] | None = mapped()
    additional_attributes: dict[str, Any] | None = mapped()
    blocked: bool | None = field()
    source_id: str | None = field()


ContactCreate = ContactCreatePayload


class ContactUpdatePayload(Model):
    """What to change of a contact, as in :class:`ContactCreatePayload`; both kinds of attributes are merged."""

    _elsewhere: ClassVar[dict[str, str]] = {
        "labels": "ContactLabelsApi.contact_add_labels sets them",
    }

    name: str | None = field()
    email: str | None = field()
    phone_number: str | None = field()
    avatar: Attachment | str | None = field()
    avatar_url: str | None = field()
    identifier: str | None = field()
    custom_attributes: dict[str, Any] | None = mapped()
    additional_attributes: dict[str, Any] | None = mapped()
    blocked: bool | None = field()


ContactUpdate = ContactUpdatePayload


class ContactConversationsResponse(Model):
    """The latest conversations of a contact."""

    payload: list[Conversation] | None = nested_list("Conversation")


ContactConversations = ContactConversationsResponse


class ContactInboxCreatePayload(Model):
    """An inbox to put a contact into. Where ``source_id`` is left out, the server makes one up."""

    inbox_id: int | None = field()
    source_id: str | None = field()
    hmac_verified: bool | None = field()


IdContactInboxesBody = ContactInboxCreatePayload


class ContactableInboxesResponse(Model):
    """The inboxes through which a contact can be reached."""

    payload: list[ContactInbox] | None = nested_list("ContactInbox")


class ContactInboxFilterPayload(Model):
    """Who to look for: somebody's ``source_id`` in an inbox."""

    inbox_id: int | None = field()
    source_id: str | None = field()


class ContactMergePayload(Model):
    """Two contacts to merge: the one that stays, and the one that's merged into it and deleted."""

    base_contact_id: int | None = field()
    mergee_contact_id: int | None = field()


class ContactImportPayload(Model):
    """Contacts to import: a file of comma-separated values."""

    import_file: Attachment | None = field()


class ContactExportPayload(Model):
    """Which contacts to export: those that fit the conditions in ``payload`` or have a ``label``, or else all.

    ``payload`` may be an expression of :mod:`chatwoot_client.filters`.

    ``column_names`` are names of columns such as ``name``, ``email``, ``phone_number``.
    """

    column_names: ListOf[str] | None = listed(of=str)
    payload: ListOf[FilterCondition | dict[str, Any]] | FilterPayload | None = nested_list("FilterCondition")
    label: str | None = field()


class ContactDestroyCustomAttributesPayload(Model):
    """The keys of the custom attributes that a contact loses."""

    custom_attributes: ListOf[str] | None = listed(required=True, of=str)


class ContactNote(Model):
    """A note on a contact. ``account_id`` and ``contact_id`` are null, as servers up to 4.16 send them."""

    id: int | None = field()
    content: str | None = field()
    account_id: int | None = field()
    contact_id: int | None = field()
    user: Agent | None = nested("Agent")
    created_at: Timestamp | None = epoch()
    updated_at: Timestamp | None = epoch()


class ContactNotePayload(Model):
    """A note to write on a contact, or what to make of it."""

    content: str | None = field()
