"""Accounts as the JSON that Chatwoot sends."""

from __future__ import annotations

from chatwoot_client.sandbox.records.base import words
from chatwoot_client.sandbox.records.settings import FEATURES
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views.fields import Json, fields

BILLING = words("plan_name subscribed_quantity subscription_status subscription_ends_on")
ABOUT_THE_COMPANY = words("""
    website industry company_size timezone logo referral_source brand_info onboarding_step
""")


# Accounts
def account(record: Account) -> Json:
    """An account as its people see it."""
    own = record.custom_attributes
    known = {name: own[name] for name in ABOUT_THE_COMPANY if name in own}
    return {
        **fields(record, "settings created_at"),
        **({"custom_attributes": {**dict.fromkeys(BILLING), **known}} if own else {}),
        "domain": record.domain,
        "features": _features(record),
        **fields(record, "id locale name support_email status"),
        **cache_keys(record),
    }


def cache_keys(record: Account) -> Json:
    """When the account's labels, inboxes and teams last changed."""
    return {"cache_keys": {kind: f"{record.changes.get(kind, 0):010d}" for kind in ("label", "inbox", "team")}}


def platform_account(record: Account) -> Json:
    """An account as the platform API shows it."""
    return {
        **fields(record, "id name locale domain support_email"),
        "features": _features(record),
        **fields(record, "custom_attributes limits status"),
    }


def _features(record: Account) -> Json:
    return {name: True for name in FEATURES if name in record.features}
