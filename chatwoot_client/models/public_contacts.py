"""Contacts as they see themselves."""

from __future__ import annotations

import datetime
from typing import Any

from chatwoot_client.models.base import Model, field, ignored, iso, mapped


class PublicContact(Model):
    """A contact of an inbox."""

    source_id: str | None = field()
    """Who the contact is in the inbox, which the other operations call ``contact_identifier``."""
    pubsub_token: str | None = field()
    """A secret of the contact's: it opens the websocket."""
    id: int | None = field()
    """Id of the contact."""
    name: str | None = field()
    """Name of the contact; made up by the server where none was sent."""
    email: str | None = field()
    """E-mail address, in lower case; null without one."""
    phone_number: str | None = field()
    """Phone number in E.164, such as ``+14155550100``; null without one."""


class PublicContactRecord(PublicContact):
    """A contact with all that's known of it.

    A conversation holds one, without ``source_id`` and ``pubsub_token``. What ``update_a_contact`` answers is one too:
    before 4.16 the whole record, since then the fields of :class:`PublicContact` alone.
    """

    account_id: int | None = field()
    """Id of the account that the contact belongs to."""
    created_at: datetime.datetime | None = iso()
    """When the contact was made."""
    updated_at: datetime.datetime | None = iso()
    """When the contact was last changed."""
    additional_attributes: dict[str, Any] | None = field()
    """What the server knows besides, such as ``company_name``."""
    identifier: str | None = field()
    """What another system knows the contact by; null without one."""
    custom_attributes: dict[str, Any] | None = field()
    """The account's own attributes of the contact, by their keys."""
    last_activity_at: datetime.datetime | None = iso()
    """When the contact last did something; null for never."""
    contact_type: str | None = field()
    """How far the contact is on the way to a customer, one of :class:`ContactType`."""
    middle_name: str | None = field()
    """Empty, as no operation sets it."""
    last_name: str | None = field()
    """Empty, as no operation sets it."""
    location: str | None = field()
    """Null, as no operation sets it; ``additional_attributes`` have the place."""
    country_code: str | None = field()
    """Null, as no operation sets it; ``additional_attributes`` have it."""
    blocked: bool | None = field()
    """Whether the contact is blocked; since Chatwoot 4.0.2."""
    company_id: int | None = field()
    """Id of the contact's company; null without one, and since Chatwoot 4.7."""
    label_list: list[str] | None = field()
    """Titles of the contact's labels."""


class PublicContactCreateUpdatePayload(Model):
    """A contact to create or change.

    An existing contact of the account with the same identifier, e-mail or phone is used as it is. An update clears
    nothing: blank values are left aside.
    """

    identifier: str | None = field()
    """What another system knows the contact by; an update leaves it aside."""
    identifier_hash: str | None = field()
    """Hexadecimal HMAC-SHA256 of ``identifier`` under the inbox's ``hmac_token``; needed where HMAC is mandatory."""
    source_id: str | None = field()
    """Chooses the contact identifier, when creating: up to 255 characters, without a dot."""
    email: str | None = field()
    """E-mail address, well-formed; it's kept in lower case."""
    name: str | None = field()
    """Name of the contact; made up by the server when left out."""
    phone_number: str | None = field()
    """Phone number in E.164, such as ``+14155550100``."""
    avatar_url: str | None = field()
    """Address of a picture, which the server gets later."""
    avatar: Any = ignored("avatar_url takes the address of a picture")
    """Described, and ignored by every server, so that it's refused: ``avatar_url`` does it."""
    custom_attributes: dict[str, Any] | None = mapped()
    """The account's own attributes of the contact; keys that aren't given stay as they are."""
