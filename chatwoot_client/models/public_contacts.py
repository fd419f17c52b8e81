"""Contacts as they see themselves."""

from __future__ import annotations

import datetime
from typing import Any

from chatwoot_client.models.base import Model, field, ignored, iso, mapped


class PublicContact(Model):
    """A contact of an inbox. ``source_id`` is what the other operations call ``contact_identifier``."""

    source_id: str | None = field()
    pubsub_token: str | None = field()
    id: int | None = field()
    name: str | None = field()
    email: str | None = field()
    phone_number: str | None = field()


class PublicContactRecord(PublicContact):
    """A contact with all that's known of it.

    A conversation holds one, without ``source_id`` and ``pubsub_token``. What ``update_a_contact`` answers is one
    too: before 4.16 the whole record, since then the fields of :class:`PublicContact` alone. ``contact_type`` is one of
    :class:`ContactType`.
    """

    account_id: int | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()
    additional_attributes: dict[str, Any] | None = field()
    identifier: str | None = field()
    custom_attributes: dict[str, Any] | None = field()
    last_activity_at: datetime.datetime | None = iso()
    contact_type: str | None = field()
    middle_name: str | None = field()
    last_name: str | None = field()
    location: str | None = field()
    country_code: str | None = field()
    blocked: bool | None = field()
    company_id: int | None = field()
    label_list: list[str] | None = field()


class PublicContactCreateUpdatePayload(Model):
    """A contact to create or change.

    ``identifier_hash`` is what an inbox with mandatory HMAC asks for: the hexadecimal HMAC-SHA256 of
    ``identifier`` under the inbox's ``hmac_token``. ``source_id`` chooses the contact identifier (create only, up
    to 255 characters, without a dot). ``email`` and ``phone_number`` (``+4915…``) have to be well-formed. Of
    ``avatar_url`` the server gets the picture itself; ``avatar``, which is described, it ignores, so that it's refused.

    An existing contact of the account with the same identifier, e-mail or phone is used as it is. An update clears
    nothing: blank values and ``identifier`` are left aside, ``custom_attributes`` are merged.
    """

    identifier: str | None = field()
    identifier_hash: str | None = field()
    source_id: str | None = field()
    email: str | None = field()
    name: str | None = field()
    phone_number: str | None = field()
    avatar_url: str | None = field()
    avatar: Any = ignored("avatar_url takes the address of a picture")
    custom_attributes: dict[str, Any] | None = mapped()
