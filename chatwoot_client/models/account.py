"""An account and its settings."""

from __future__ import annotations

import datetime
from typing import Any

from chatwoot_client.models.base import Model, field, iso, nested


class AccountDetail(Model):
    """An account.

    ``features`` holds the ones that are on, each as true; ``status`` is one of :class:`AccountStatus`.
    ``custom_attributes`` aren't sent as long as there are none. Servers before 4.2 have no ``settings``, but
    ``auto_resolve_duration``: the days of silence until a conversation is resolved.
    """

    settings: AccountSettings | None = nested("AccountSettings")
    created_at: datetime.datetime | None = iso()
    custom_attributes: AccountCustomAttributes | None = nested("AccountCustomAttributes")
    domain: str | None = field()
    features: dict[str, bool] | None = field()
    id: int | None = field()
    locale: str | None = field()
    name: str | None = field()
    support_email: str | None = field()
    status: str | None = field()
    cache_keys: AccountCacheKeys | None = nested("AccountCacheKeys")
    auto_resolve_duration: int | None = field()


class AccountShowResponse(AccountDetail):
    """An account, and of which version the server knows that it's the latest (not which it has itself).

    ``subscribed_features`` come from servers with enterprise code only.
    """

    latest_chatwoot_version: str | None = field()
    subscribed_features: list[str] | None = field()


class AccountSettings(Model):
    """What an account does by itself.

    ``auto_resolve_after`` is the minutes of silence until a conversation is resolved. Other settings that a server
    has are in ``additional_properties``.
    """

    auto_resolve_after: int | None = field()
    auto_resolve_message: str | None = field()
    auto_resolve_ignore_waiting: bool | None = field()
    auto_resolve_label: str | None = field()
    audio_transcriptions: bool | None = field()


class AccountCustomAttributes(Model):
    """What else is known of an account. On one's own server the first four are null."""

    plan_name: str | None = field()
    subscribed_quantity: int | None = field()
    subscription_status: str | None = field()
    subscription_ends_on: str | None = field()
    website: str | None = field()
    industry: str | None = field()
    company_size: str | None = field()
    timezone: str | None = field()
    logo: str | None = field()
    referral_source: str | None = field()
    brand_info: dict[str, Any] | None = field()
    onboarding_step: str | None = field()
    marked_for_deletion_at: datetime.datetime | None = iso()
    marked_for_deletion_reason: str | None = field()


class AccountCacheKeys(Model):
    """When labels, inboxes and teams last changed: seconds since 1970 as text, all zeros for never."""

    label: str | None = field()
    inbox: str | None = field()
    team: str | None = field()


class CacheKeysResponse(Model):
    """When labels, inboxes and teams last changed."""

    cache_keys: AccountCacheKeys | None = nested("AccountCacheKeys")


class AccountUpdatePayload(Model):
    """What to change of an account.

    ``auto_resolve_after`` is minutes of silence, ten or more and as a number, after which conversations are resolved;
    ``NULL`` turns that off. Servers before 4.2 read ``auto_resolve_duration`` in its place, 1 to 999 days. ``domain``
    has up to 100 characters. Servers read ``website``, ``referral_source`` and ``user_role`` since 4.16; no answer
    shows the last.
    """

    name: str | None = field()
    locale: str | None = field()
    domain: str | None = field()
    support_email: str | None = field()
    auto_resolve_after: int | None = field()
    auto_resolve_message: str | None = field()
    auto_resolve_ignore_waiting: bool | None = field()
    auto_resolve_label: str | None = field()
    audio_transcriptions: bool | None = field()
    industry: str | None = field()
    company_size: str | None = field()
    timezone: str | None = field()
    website: str | None = field()
    referral_source: str | None = field()
    user_role: str | None = field()
    auto_resolve_duration: int | None = field()


class AccountOnboardingPayload(Model):
    """A step of an account's set-up: ``account_details`` or ``inbox_setup``, and what was said in it."""

    onboarding_step: str | None = field()
    name: str | None = field()
    locale: str | None = field()
    website: str | None = field()
    industry: str | None = field()
    company_size: str | None = field()
    timezone: str | None = field()
    referral_source: str | None = field()
    user_role: str | None = field()


class HelpCenterGeneration(Model):
    """How far a help center is that the server writes; the first two fields are null where it writes none."""

    generation_id: str | None = field()
    state: dict[str, Any] | None = field()
    articles_count: int | None = field()
    categories_count: int | None = field()


class Account(Model):
    """An account of a user's, and what the user is in it; :class:`AccountDetail` is all of an account.

    ``role`` is one of :class:`UserRole`. ``availability`` is what the user chose, ``availability_status`` what others
    see, both of :class:`AvailabilityStatus`. A platform app sees ``id``, ``name``, ``active_at`` and ``role`` only.
    """

    id: int | None = field()
    name: str | None = field()
    status: str | None = field()
    onboarding_step: str | None = field()
    active_at: datetime.datetime | None = iso()
    role: str | None = field()
    permissions: list[str] | None = field()
    availability: str | None = field()
    availability_status: str | None = field()
    auto_offline: bool | None = field()
    api_and_webhooks: bool | None = field()
    custom_role_id: int | None = field()
    custom_role: dict[str, Any] | None = field()
