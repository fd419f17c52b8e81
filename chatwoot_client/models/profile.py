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

    A platform app sees neither ``inviter_id`` nor ``type``.
    """

    access_token: str | None = field()
    """Token that the user calls the API with, a secret; empty where the account may not use the API."""
    account_id: int | None = field()
    """Id of the account that the user is in at present; null for none."""
    available_name: str | None = field()
    """The name that contacts see: the display name where there's one, else ``name``."""
    avatar_url: str | None = field()
    """Address of the user's picture; empty without one."""
    confirmed: bool | None = field()
    """Whether the user has followed the link that was mailed."""
    display_name: str | None = field()
    """The name that contacts see in place of ``name``; null unless set."""
    message_signature: str | None = field()
    """What goes below the user's messages, where that's switched on; null unless set."""
    email: str | None = field()
    """Address that the user signs in with."""
    id: int | None = field()
    """Id of the user, the same in all accounts."""
    inviter_id: int | None = field()
    """Id of whoever took the user into the present account; null for nobody."""
    name: str | None = field()
    """Full name, as colleagues see it; may be empty."""
    provider: str | None = field()
    """How the user signs in, such as ``email``."""
    pubsub_token: str | None = field()
    """A secret, too: it opens the websocket."""
    custom_attributes: dict[str, Any] | None = field()
    """The user's own attributes; not sent where there are none."""
    role: str | None = field()
    """What the user may do in the present account, one of :class:`UserRole`; null without one."""
    ui_settings: dict[str, Any] | None = field()
    """What the dashboard remembers of the user."""
    uid: str | None = field()
    """What the user signs in as: for ``email``, the address."""
    type: str | None = field()
    """``SuperAdmin`` for an administrator of the server; null for others."""
    accounts: list[Account] | None = nested_list("Account")
    """The accounts that the user is in."""
    hmac_identifier: str | None = field()
    """Hash that tells Chatwoot's own support who the user is; sent where the server is set up for that."""


class ProfileUpdatePayload(Model):
    """What to change of oneself."""

    name: str | None = field()
    """Full name, as colleagues see it; a blank one is a 422 since Chatwoot 4.16."""
    email: str | None = field()
    """Address to sign in with; a new one counts once it's confirmed."""
    display_name: str | None = field()
    """The name that contacts see in place of ``name``."""
    message_signature: str | None = field()
    """What goes below one's messages, where that's switched on."""
    phone_number: str | None = field()
    """Comes back in ``custom_attributes``."""
    current_password: str | None = field()
    """The present password, needed to change it; a wrong one is a 422."""
    password: str | None = field()
    """The new password."""
    password_confirmation: str | None = field()
    """The new password once more."""
    avatar: Attachment | None = field()
    """A picture of up to 15 MB: JPEG, PNG, GIF or, since Chatwoot 4.16, WebP."""
    ui_settings: dict[str, Any] | None = field()
    """What the dashboard is to remember."""


class ProfileAvailabilityPayload(Model):
    """How one is there for an account."""

    account_id: int | None = field()
    """Id of the account."""
    availability: Literal["online", "offline", "busy"] | str | None = word()
    """One of :class:`AvailabilityStatus`."""


class ProfileAutoOfflinePayload(Model):
    """Whether one is offline for an account while one isn't seen."""

    account_id: int | None = field()
    """Id of the account."""
    auto_offline: bool | None = field()
    """Whether that's so."""


class ProfileAccountPayload(Model):
    """The account to be in."""

    account_id: int | None = field()
    """Id of the account."""


class Mfa(Model):
    """Whether signing in takes a second factor."""

    feature_available: bool | None = field()
    """Whether the server offers it."""
    enabled: bool | None = field()
    """Whether it does."""
    backup_codes_generated: bool | None = field()
    """Whether there are codes for the day that the device is lost."""
    backup_codes: list[str] | None = field()
    """These codes; there when the second factor has just begun."""


class MfaSetup(Model):
    """What a device needs to make codes."""

    provisioning_url: str | None = field()
    """The secret as an address, for a QR code."""
    secret: str | None = field()
    """The secret as text, for typing."""
    backup_codes: list[str] | None = field()
    """Codes for the day that the device is lost."""


class MfaBackupCodes(Model):
    """Codes for the day that the device is lost, each good for once."""

    backup_codes: list[str] | None = field()
    """The codes; they take the place of earlier ones."""


class MfaCodePayload(Model):
    """What proves who one is."""

    otp_code: str | None = field()
    """A code that the device made."""
    password: str | None = field()
    """The password, needed to end the second factor."""


class UserSession(Model):
    """Where one is signed in by password; since Chatwoot 4.16."""

    id: int | None = field()
    """Id of the session."""
    browser_name: str | None = field()
    """Name of the browser, such as ``Firefox``."""
    browser_version: str | None = field()
    """Version of the browser, such as ``128.0``."""
    device_name: str | None = field()
    """Name of the device, such as ``iPhone``, or ``Unknown``."""
    platform_name: str | None = field()
    """Name of the system, such as ``Generic Linux``."""
    platform_version: str | None = field()
    """Version of the system; ``0`` for an unknown one."""
    ip_address: str | None = field()
    """IP address that it was last used from."""
    city: str | None = field()
    """City of that address; null where the server doesn't look it up."""
    country: str | None = field()
    """Country of that address; null where the server doesn't look it up."""
    country_code: str | None = field()
    """Country of that address, such as ``DE``; null where the server doesn't look it up."""
    last_activity_at: datetime.datetime | None = iso()
    """When it was last used."""
    created_at: datetime.datetime | None = iso()
    """When it began."""
    current: bool | None = field()
    """Whether the call itself is of this session; of a call with a token, none is."""
