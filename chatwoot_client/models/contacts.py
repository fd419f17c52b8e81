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
    """A contact, as agents see it."""

    additional_attributes: dict[str, Any] | None = field()
    """What the server or the channel knows besides, such as ``city``, ``company_name``, ``country_code``."""
    availability_status: str | None = field()
    """``online`` while the contact has the website or a client of the public API connected, else ``offline``."""
    email: str | None = field()
    """E-mail address, in lower case; null without one."""
    id: int | None = field()
    """Id of the contact."""
    name: str | None = field()
    """Name of the contact; empty or null where it was taken away."""
    phone_number: str | None = field()
    """Phone number in E.164, such as ``+14155550100``; null or empty without one."""
    blocked: bool | None = field()
    """Whether the contact is blocked: new conversations start as resolved; since Chatwoot 4.0.2."""
    identifier: str | None = field()
    """What another system knows the contact by; null without one."""
    thumbnail: str | None = field()
    """Address of the contact's picture; empty without one."""
    custom_attributes: dict[str, Any] | None = field()
    """The account's own attributes of the contact, by their keys."""
    last_activity_at: Timestamp | None = epoch()
    """When the contact last did something; not sent for one that never did."""
    created_at: Timestamp | None = epoch()
    """When the contact was made."""
    contact_inboxes: list[ContactInbox] | None = nested_list("ContactInbox")
    """Where the contact can be reached; not sent in a conversation's ``meta``, or where a list leaves it out."""
    company_id: int | None = field()
    """Id of the contact's company; sent only where companies are in use, and null without one."""


ContactListItem = Contact
ContactPayloadContact = Contact
ConversationSender = Contact
ConversationShowMetaSender = Contact


class ContactInbox(Model):
    """An inbox through which a contact can be reached."""

    source_id: str | None = field()
    """Who the contact is there: an address on that channel, or any text."""
    inbox: Inbox | None = nested("Inbox")
    """The inbox, with the fields of :class:`InboxSlim`; servers before 4.0.2 send all of it, secrets included."""


ContactInboxes = ContactInbox
ContactableInboxes = ContactInbox


class ContactsListResponse(Model):
    """A page of contacts."""

    meta: ContactMeta | None = nested("ContactMeta")
    """Where the page stands."""
    payload: list[Contact] | None = nested_list("Contact")
    """The contacts of this page, 15 at most."""


ContactList = ContactsListResponse


class ContactMeta(Model):
    """Where a page of contacts stands."""

    count: int | None = field()
    """How many contacts there are on all pages, but of a search on this one; null for a search without words."""
    current_page: int | str | None = field()
    """Which page this is: the text that was asked for, or else the number 1."""
    has_more: bool | None = field()
    """Whether there's another page; told by a search only, null without words, and since Chatwoot 4.11."""


class ContactShowResponse(Model):
    """One contact."""

    payload: Contact | None = nested("Contact")
    """The contact."""


ContactBase = ContactShowResponse


class ContactCreateResponse(Model):
    """A contact that was created."""

    payload: ContactCreateResult | None = nested("ContactCreateResult")
    """The contact, and where it was put."""
    # Described, but never sent.
    id: int | None = field()
    """Described, but never sent."""
    availability_status: str | None = field()
    """Described, but never sent."""


ExtendedContact = ContactCreateResponse


class ContactCreateResult(Model):
    """A contact that was created, and what it got in the inbox that was asked for."""

    contact: Contact | None = nested("Contact")
    """The contact."""
    contact_inbox: CreatedContactInbox | None = nested("CreatedContactInbox")
    """Its place in the inbox that was asked for."""


ContactPayload = ContactCreateResult


class CreatedContactInbox(Model):
    """The inbox of a contact that was created."""

    inbox: InboxRecord | None = nested("InboxRecord")
    """The inbox; null where none was asked for."""
    source_id: str | None = field()
    """Who the contact is there; null where no inbox was asked for."""


class InboxRecord(Model):
    """An inbox without what its channel adds, as it comes with a contact that was created."""

    id: int | None = field()
    """Id of the inbox."""
    channel_id: int | None = field()
    """Id of its channel's record, counted for each kind of channel."""
    account_id: int | None = field()
    """Id of the account that the inbox belongs to."""
    name: str | None = field()
    """Name of the inbox."""
    created_at: datetime.datetime | None = iso()
    """When the inbox was made."""
    updated_at: datetime.datetime | None = iso()
    """When the inbox was last changed."""
    channel_type: str | None = field()
    """One of :class:`ChannelType`."""
    enable_auto_assignment: bool | None = field()
    """Whether its conversations are assigned to its agents by turns."""
    greeting_enabled: bool | None = field()
    """Whether new conversations are greeted."""
    greeting_message: str | None = field()
    """What they are greeted with; null unless set."""
    email_address: str | None = field()
    """Null wherever it was seen; the address of an e-mail inbox is the ``email`` of :class:`Inbox`."""
    working_hours_enabled: bool | None = field()
    """Whether the inbox keeps to its hours."""
    out_of_office_message: str | None = field()
    """What a contact is told outside of the hours; null unless set."""
    timezone: str | None = field()
    """Time zone of the hours, such as ``Europe/Berlin``."""
    enable_email_collect: bool | None = field()
    """Whether a website asks contacts for their e-mail address."""
    csat_survey_enabled: bool | None = field()
    """Whether contacts are asked how satisfied they were."""
    allow_messages_after_resolved: bool | None = field()
    """Whether a contact on a website may write on in a resolved conversation."""
    auto_assignment_config: dict[str, Any] | None = field()
    """How conversations are assigned, such as ``max_assignment_limit``."""
    lock_to_single_conversation: bool | None = field()
    """Whether all that a contact writes goes on in the one conversation."""
    portal_id: int | None = field()
    """Id of the help center that the inbox offers; null without one."""
    sender_name_type: str | None = field()
    """How e-mails name their sender, one of :class:`SenderNameType`."""
    business_name: str | None = field()
    """Name of the business in e-mails; null unless set."""
    csat_config: InboxCsatConfig | None = nested("InboxCsatConfig")
    """How contacts are asked how satisfied they were; empty unless set."""


class ContactCreatePayload(Model):
    """A contact to create.

    E-mail, phone number and identifier may each belong to one contact of the account only; a second one is a 422.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "labels": "ContactLabelsApi.contact_add_labels sets them",
    }

    inbox_id: int | None = field()
    """Id of an inbox to put the contact into."""
    name: str | None = field()
    """Name of the contact, up to 255 characters."""
    email: str | None = field()
    """E-mail address; it's kept in lower case."""
    phone_number: str | None = field()
    """Phone number in E.164, such as ``+14155550100``."""
    avatar: Attachment | str | None = field()
    """A picture of up to 15 MB: JPEG, PNG, GIF or, since Chatwoot 4.16, WebP; or the signed id of one that is there."""
    avatar_url: str | None = field()
    """Address of a picture, which the server gets later."""
    identifier: str | None = field()
    """What another system knows the contact by; leave it out rather than send an empty text."""
    custom_attributes: dict[str, Any] | None = mapped()
    """The account's own attributes of the contact, by their keys."""
    additional_attributes: dict[str, Any] | None = mapped()
    """What else is known, such as ``city``, ``company_name``, ``country_code``, ``social_profiles``."""
    blocked: bool | None = field()
    """Whether the contact is blocked."""
    source_id: str | None = field()
    """Who the contact is in that inbox, up to 255 characters; the server makes one up when it's left out."""


ContactCreate = ContactCreatePayload


class ContactUpdatePayload(Model):
    """What to change of a contact.

    E-mail, phone number and identifier may each belong to one contact of the account only; a second one is a 422.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "labels": "ContactLabelsApi.contact_add_labels sets them",
    }

    name: str | None = field()
    """Name of the contact, up to 255 characters."""
    email: str | None = field()
    """E-mail address; it's kept in lower case, and an empty text takes it away."""
    phone_number: str | None = field()
    """Phone number in E.164, such as ``+14155550100``."""
    avatar: Attachment | str | None = field()
    """A picture of up to 15 MB: JPEG, PNG, GIF or, since Chatwoot 4.16, WebP; or the signed id of one that is there."""
    avatar_url: str | None = field()
    """Address of a picture, which the server gets later."""
    identifier: str | None = field()
    """What another system knows the contact by."""
    custom_attributes: dict[str, Any] | None = mapped()
    """The account's own attributes of the contact; keys that aren't given stay as they are."""
    additional_attributes: dict[str, Any] | None = mapped()
    """What else is known of the contact; keys that aren't given stay as they are."""
    blocked: bool | None = field()
    """Whether the contact is blocked; open conversations stay open."""


ContactUpdate = ContactUpdatePayload


class ContactConversationsResponse(Model):
    """The latest conversations of a contact."""

    payload: list[Conversation] | None = nested_list("Conversation")
    """The conversations, 20 at most, latest first."""


ContactConversations = ContactConversationsResponse


class ContactInboxCreatePayload(Model):
    """An inbox to put a contact into."""

    inbox_id: int | None = field()
    """Id of the inbox."""
    source_id: str | None = field()
    """Who the contact is there; the server makes one up when it's left out."""
    hmac_verified: bool | None = field()
    """Whether it's certain that the contact is who it says."""


IdContactInboxesBody = ContactInboxCreatePayload


class ContactableInboxesResponse(Model):
    """The inboxes through which a contact can be reached."""

    payload: list[ContactInbox] | None = nested_list("ContactInbox")
    """The inboxes, with the source id that the contact has or would get in each."""


class ContactInboxFilterPayload(Model):
    """Who to look for."""

    inbox_id: int | None = field()
    """Id of the inbox."""
    source_id: str | None = field()
    """Who the contact is there, exactly."""


class ContactMergePayload(Model):
    """Two contacts to merge."""

    base_contact_id: int | None = field()
    """Id of the contact that stays."""
    mergee_contact_id: int | None = field()
    """Id of the contact that's merged into it and deleted."""


class ContactImportPayload(Model):
    """Contacts to import: a file of comma-separated values."""

    import_file: Attachment | None = field()
    """A file of comma-separated values, with the names of the fields in its first line."""


class ContactExportPayload(Model):
    """Which contacts to export: those that fit the conditions or have a label, or else all."""

    column_names: ListOf[str] | None = listed(of=str)
    """Names of columns, such as ``name``, ``email``, ``phone_number``."""
    payload: ListOf[FilterCondition | dict[str, Any]] | FilterPayload | None = nested_list("FilterCondition")
    """The conditions, or an expression of :mod:`chatwoot_client.filters`."""
    label: str | None = field()
    """Title of the label that the contacts have."""


class ContactDestroyCustomAttributesPayload(Model):
    """Which custom attributes a contact loses."""

    custom_attributes: ListOf[str] | None = listed(required=True, of=str)
    """Their keys."""


class ContactNote(Model):
    """A note on a contact."""

    id: int | None = field()
    """Id of the note."""
    content: str | None = field()
    """The note itself."""
    account_id: int | None = field()
    """Null, whatever was described; seen up to Chatwoot 4.16."""
    contact_id: int | None = field()
    """Null, whatever was described; seen up to Chatwoot 4.16."""
    user: Agent | None = nested("Agent")
    """Who wrote it."""
    created_at: Timestamp | None = epoch()
    """When it was written."""
    updated_at: Timestamp | None = epoch()
    """When it was last changed."""


class ContactNotePayload(Model):
    """A note to write on a contact, or what to make of it."""

    content: str | None = field()
    """The note itself."""
