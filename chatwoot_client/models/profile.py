"""Users: whose token is used, and those that a platform app made."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, field, iso, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.account import Account
    from chatwoot_client.models.base.attachment import Attachment


class User(Model):
    """A user of the server.

    ``account_id`` and ``role``, one of :class:`UserRole`, are those of the account that the user is in at present.
    ``custom_attributes`` aren't sent where there are none. A platform app sees neither ``inviter_id`` nor ``type``.
    ``pubsub_token`` is a secret, too: it opens the websocket.
    """

    access_token: str | None = field()
    account_id: int | None = field()
    available_name: str | None = field()
    avatar_url: str | None = field()
    confirmed: bool | None = field()
    display_name: str | None = field()
    message_signature: str | None = field()
    email: str | None = field()
    id: int | None = field()
    inviter_id: int | None = field()
    name: str | None = field()
    provider: str | None = field()
    pubsub_token: str | None = field()
    custom_attributes: dict[str, Any] | None = field()
    role: str | None = field()
    ui_settings: dict[str, Any] | None = field()
    uid: str | None = field()
    type: str | None = field()
    accounts: list[Account] | None = nested_list("Account")
    hmac_identifier: str | None = field()


class ProfileUpdatePayload(Model):
    """What to change of oneself.

    A new ``password`` takes ``password_confirmation`` and ``current_password`` besides. ``phone_number`` comes back in
    ``custom_attributes``. ``avatar`` is a picture of up to 15 MB, JPEG, PNG, GIF or (since 4.16) WebP.
    """

    name: str | None = field()
    email: str | None = field()
    display_name: str | None = field()
    message_signature: str | None = field()
    phone_number: str | None = field()
    current_password: str | None = field()
    password: str | None = field()
    password_confirmation: str | None = field()
    avatar: Attachment | None = field()
    ui_settings: dict[str, Any] | None = field()


class ProfileAvailabilityPayload(Model):
    """How one is there for an account: ``availability`` is one of :class:`AvailabilityStatus`."""

    account_id: int | None = field()
    availability: Literal["online", "offline", "busy"] | str | None = word()


class ProfileAutoOfflinePayload(Model):
    """Whether one is offline for an account while one isn't seen."""

    account_id: int | None = field()
    auto_offline: bool | None = field()


class ProfileAccountPayload(Model):
    """The account to be in."""

    account_id: int | None = field()


class Mfa(Model):
    """Whether signing in takes a second factor. ``backup_codes`` are there when it has just begun to."""

    feature_available: bool | None = field()
    enabled: bool | None = field()
    backup_codes_generated: bool | None = field()
    backup_codes: list[str] | None = field()


class MfaSetup(Model):
    """What a device needs to make codes; ``provisioning_url`` is for a QR code, ``secret`` for typing."""

    provisioning_url: str | None = field()
    secret: str | None = field()
    backup_codes: list[str] | None = field()


class MfaBackupCodes(Model):
    """Codes for the day that the device is lost, each good for once."""

    backup_codes: list[str] | None = field()


class MfaCodePayload(Model):
    """A code that the device made; ending the second factor takes the password besides."""

    otp_code: str | None = field()
    password: str | None = field()


class UserSession(Model):
    """Where one is signed in by password. Of a call with a token, none is the ``current`` one."""

    id: int | None = field()
    browser_name: str | None = field()
    browser_version: str | None = field()
    device_name: str | None = field()
    platform_name: str | None = field()
    platform_version: str | None = field()
    ip_address: str | None = field()
    city: str | None = field()
    country: str | None = field()
    country_code: str | None = field()
    last_activity_at: datetime.datetime | None = iso()
    created_at: datetime.datetime | None = iso()
    current: bool | None = field()
