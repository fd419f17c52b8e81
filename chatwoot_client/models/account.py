"""An account and its settings."""

from __future__ import annotations

import datetime
from typing import Any

from chatwoot_client.model import Model, field, iso, nested


class AccountDetail(Model):
    """An account.

    ``features`` holds the ones that are on, each as true; ``status`` is one of :class:`AccountStatus`.
    ``custom_attributes`` aren't sent as long as there are none.
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


class AccountShowResponse(AccountDetail):
    """An account, and of which version the server knows that it's the latest (not which it has itself).

    ``subscribed_features`` come from servers with enterprise code only.
    """

    latest_chatwoot_version: str | None = field()
    subscribed_features: list[str] | None = field()


class AccountSettings(Model):
    """What an account does by itself. ``auto_resolve_after`` is minutes of silence until a conversation is resolved."""

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
    NULL turns that off. Servers read ``website``, ``referral_source`` and ``user_role`` since 4.16; no answer shows the
    last.
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
