"""An account and its settings."""

from __future__ import annotations

import datetime
from typing import Any

from chatwoot_client.models.base import Model, field, iso, nested


class AccountDetail(Model):
    """An account."""

    settings: AccountSettings | None = nested("AccountSettings")
    """What the account does by itself; sent since Chatwoot 4.2."""
    created_at: datetime.datetime | None = iso()
    """When the account was made."""
    custom_attributes: AccountCustomAttributes | None = nested("AccountCustomAttributes")
    """What else is known of the account; not sent as long as there's nothing."""
    domain: str | None = field()
    """Domain of the addresses that take replies by e-mail; null unless it's set."""
    features: dict[str, bool] | None = field()
    """Features that are on, each as true; which ones there are depends on the release."""
    id: int | None = field()
    """Id of the account, the ``account_id`` of other operations."""
    locale: str | None = field()
    """Language of what the server itself writes in the account, such as ``en`` or ``pt_BR``."""
    name: str | None = field()
    """Name of the account."""
    support_email: str | None = field()
    """Address that the account's e-mails come from; null unless it's set."""
    status: str | None = field()
    """One of :class:`AccountStatus`; agents of a suspended account get a 401 on nearly everything."""
    cache_keys: AccountCacheKeys | None = nested("AccountCacheKeys")
    """When labels, inboxes and teams last changed."""
    auto_resolve_duration: int | None = field()
    """Days of silence until a conversation is resolved; from servers before 4.2, which have no ``settings``."""


class AccountShowResponse(AccountDetail):
    """An account, with what's told only when it alone is asked for."""

    latest_chatwoot_version: str | None = field()
    """The latest release that the server knows of, not its own; null where it knows of none."""
    subscribed_features: list[str] | None = field()
    """Features that the account pays for; from servers with enterprise code only."""


class AccountSettings(Model):
    """What an account does by itself; other settings that a server has are in ``additional_properties``."""

    auto_resolve_after: int | None = field()
    """Minutes of silence until a conversation is resolved; null where that's off."""
    auto_resolve_message: str | None = field()
    """What the contact is written when a conversation is resolved for silence."""
    auto_resolve_ignore_waiting: bool | None = field()
    """Whether conversations in which the contact waits for an answer are left open; null unless set."""
    auto_resolve_label: str | None = field()
    """Title of the label that conversations get which are resolved for silence."""
    audio_transcriptions: bool | None = field()
    """Whether the server writes down what's said in audio files; with enterprise code."""


class AccountCustomAttributes(Model):
    """What else is known of an account; what was never set isn't sent."""

    plan_name: str | None = field()
    """Plan on Chatwoot's own cloud; null on one's own server."""
    subscribed_quantity: int | None = field()
    """How many agents are paid for on Chatwoot's own cloud; null on one's own server."""
    subscription_status: str | None = field()
    """How the subscription on Chatwoot's own cloud stands; null on one's own server."""
    subscription_ends_on: str | None = field()
    """When the subscription on Chatwoot's own cloud ends; null on one's own server."""
    website: str | None = field()
    """The company's website; since Chatwoot 4.16."""
    industry: str | None = field()
    """The company's industry, in whatever word it was set up with."""
    company_size: str | None = field()
    """How many people work there, as a span such as ``1-10``."""
    timezone: str | None = field()
    """Time zone that the account was set up with, such as ``UTC``."""
    logo: str | None = field()
    """The company's logo, where the server knows it."""
    referral_source: str | None = field()
    """How the company came across Chatwoot; since Chatwoot 4.16."""
    brand_info: dict[str, Any] | None = field()
    """What the server knows of the company's brand."""
    onboarding_step: str | None = field()
    """The step that the account's set-up is at, such as ``account_details``."""
    marked_for_deletion_at: datetime.datetime | None = iso()
    """When the account is to be deleted, if somebody asked for that."""
    marked_for_deletion_reason: str | None = field()
    """Why the account is to be deleted."""


class AccountCacheKeys(Model):
    """When labels, inboxes and teams last changed; what was fetched before that is stale."""

    label: str | None = field()
    """When a label last changed: seconds since 1970 as text, all zeros for never."""
    inbox: str | None = field()
    """When an inbox last changed: seconds since 1970 as text, all zeros for never."""
    team: str | None = field()
    """When a team last changed: seconds since 1970 as text, all zeros for never."""


class CacheKeysResponse(Model):
    """When labels, inboxes and teams last changed."""

    cache_keys: AccountCacheKeys | None = nested("AccountCacheKeys")
    """When each of them last changed."""


class AccountUpdatePayload(Model):
    """What to change of an account."""

    name: str | None = field()
    """Name of the account, which may not be blank."""
    locale: str | None = field()
    """Language of what the server itself writes in the account, such as ``en`` or ``pt_BR``."""
    domain: str | None = field()
    """Domain of the addresses that take replies by e-mail, up to 100 characters."""
    support_email: str | None = field()
    """Address that the account's e-mails come from."""
    auto_resolve_after: int | None = field()
    """Minutes of silence until conversations are resolved, a number from 10 on; ``NULL`` turns it off.

    Servers before 4.2 read ``auto_resolve_duration`` in its place.
    """
    auto_resolve_message: str | None = field()
    """What the contact is written when a conversation is resolved for silence."""
    auto_resolve_ignore_waiting: bool | None = field()
    """Whether conversations in which the contact waits for an answer are left open."""
    auto_resolve_label: str | None = field()
    """Title of the label that conversations get which are resolved for silence."""
    audio_transcriptions: bool | None = field()
    """Whether the server writes down what's said in audio files; with enterprise code."""
    industry: str | None = field()
    """The company's industry, in any word."""
    company_size: str | None = field()
    """How many people work there, as a span such as ``1-10``."""
    timezone: str | None = field()
    """The account's time zone, such as ``UTC``."""
    website: str | None = field()
    """The company's website; servers read it since Chatwoot 4.16."""
    referral_source: str | None = field()
    """How the company came across Chatwoot; servers read it since Chatwoot 4.16."""
    user_role: str | None = field()
    """What the caller does in the company; servers read it since Chatwoot 4.16, and no answer shows it."""
    auto_resolve_duration: int | None = field()
    """Days of silence until conversations are resolved, 1 to 999; read by servers before 4.2 only."""


class AccountOnboardingPayload(Model):
    """A step of an account's set-up, and what was said in it."""

    onboarding_step: str | None = field()
    """The step that is done: ``account_details`` or ``inbox_setup``."""
    name: str | None = field()
    """Name of the account."""
    locale: str | None = field()
    """Language of what the server itself writes in the account, such as ``en`` or ``pt_BR``."""
    website: str | None = field()
    """The company's website."""
    industry: str | None = field()
    """The company's industry, in any word."""
    company_size: str | None = field()
    """How many people work there, as a span such as ``1-10``."""
    timezone: str | None = field()
    """The account's time zone, such as ``UTC``."""
    referral_source: str | None = field()
    """How the company came across Chatwoot."""
    user_role: str | None = field()
    """What the caller does in the company; no answer shows it."""


class HelpCenterGeneration(Model):
    """How far a help center is that the server writes."""

    generation_id: str | None = field()
    """Id of the run that writes it; null where none does."""
    state: dict[str, Any] | None = field()
    """How far the run is; null where none is."""
    articles_count: int | None = field()
    """How many articles it has written."""
    categories_count: int | None = field()
    """How many categories it has made."""


class Account(Model):
    """An account of a user's, and what the user is in it; :class:`AccountDetail` is all of an account.

    A platform app sees ``id``, ``name``, ``active_at`` and ``role`` only.
    """

    id: int | None = field()
    """Id of the account, the ``account_id`` of other operations."""
    name: str | None = field()
    """Name of the account."""
    status: str | None = field()
    """One of :class:`AccountStatus`."""
    onboarding_step: str | None = field()
    """The step that the account's set-up is at; null when it's done. Since Chatwoot 4.14."""
    active_at: datetime.datetime | None = iso()
    """When the user was last there; null for never."""
    role: str | None = field()
    """What the user may do in the account, one of :class:`UserRole`."""
    permissions: list[str] | None = field()
    """What the user may do, in more detail; the role alone, unless there's a custom role."""
    availability: str | None = field()
    """What the user chose, one of :class:`AvailabilityStatus`."""
    availability_status: str | None = field()
    """What others see, one of :class:`AvailabilityStatus`."""
    auto_offline: bool | None = field()
    """Whether the user is shown as offline while not being there, whatever was chosen."""
    api_and_webhooks: bool | None = field()
    """Whether the account may use the API and webhooks, which counts on Chatwoot's own cloud alone; since 4.16."""
    custom_role_id: int | None = field()
    """Id of the user's custom role; null without one, and sent by servers with enterprise code only."""
    custom_role: dict[str, Any] | None = field()
    """The user's custom role; null without one, and sent by servers with enterprise code only."""
