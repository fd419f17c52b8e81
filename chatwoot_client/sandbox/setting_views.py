"""Settings, people and accounts as the JSON that Chatwoot sends."""

from __future__ import annotations

from collections.abc import Iterable

from chatwoot_client.sandbox.account import Account
from chatwoot_client.sandbox.records import AgentBot, Membership, Team, User, words
from chatwoot_client.sandbox.setting_records import FEATURES, Webhook
from chatwoot_client.sandbox.views import Json, avatar_url, fields

BILLING = words("plan_name subscribed_quantity subscription_status subscription_ends_on")
ABOUT_THE_COMPANY = words("""
    website industry company_size timezone logo referral_source brand_info onboarding_step
""")


# Settings


def team(record: Team, user: User | None) -> Json:
    """A team, as it's shown to a user."""
    shown = fields(record, "id name description allow_auto_assign icon icon_color account_id")
    return {**shown, "is_member": user in record.members}


def webhook(record: Webhook, account: Account) -> Json:
    """A webhook; `inbox` is there only when it names one of the account's."""
    shown = fields(record, "id name url account_id subscriptions secret")
    inbox = account.inboxes.get(record.inbox_id or 0)
    return {**shown, "inbox": fields(inbox, "id name")} if inbox else shown


def agent_bot(record: AgentBot, base_url: str, *, with_secrets: bool) -> Json:
    """A bot; one of the whole installation has fewer fields, and agents see no secrets."""
    is_own = record.account_id is not None
    return {
        **fields(record, "id name description"),
        "thumbnail": avatar_url(record.avatar, base_url),
        **fields(record, "outgoing_url" if is_own else ""),
        **fields(record, "bot_type bot_config account_id"),
        **fields(record, "access_token secret" if is_own and with_secrets else ""),
        "system_bot": not is_own,
    }


# People


def agent(record: Membership, base_url: str) -> Json:
    """A member of an account."""
    user = record.user
    return {
        "id": user.id,
        **fields(record, "account_id availability_status auto_offline"),
        **fields(user, "confirmed email"),
        "provider": "email",
        "available_name": user.available_name,
        **_custom_attributes(user),
        "name": user.name,
        "role": record.role,
        "thumbnail": avatar_url(user.avatar, base_url),
        "custom_role_id": None,
    }


def _custom_attributes(user: User) -> Json:
    return {"custom_attributes": user.custom_attributes} if user.custom_attributes else {}


Places = Iterable[tuple[Account, Membership]]
"""The accounts that a user is in, with its place there."""


def profile(user: User, places: Places, base_url: str) -> Json:
    """A user as it sees itself."""
    places = list(places)
    active = _active(places)
    return {
        **_user(user, active, base_url, {"inviter_id": active.inviter_id if active else None}),
        "type": user.type,
        "accounts": [_place(account, membership) for account, membership in places],
    }


def platform_user(user: User, places: Places, base_url: str) -> Json:
    """A user as the platform API shows it."""
    places = list(places)
    accounts = [{**fields(account, "id name"), **fields(place, "active_at role")} for account, place in places]
    return {**_user(user, _active(places), base_url, {}), "accounts": accounts}


def _active(places: list[tuple[Account, Membership]]) -> Membership | None:
    """The user's place in the account that it last looked at."""
    memberships = [membership for _, membership in places]
    return max(memberships, key=lambda each: each.active_at.timestamp() if each.active_at else 0, default=None)


def _user(user: User, active: Membership | None, base_url: str, behind_id: Json) -> Json:
    return {
        "access_token": user.access_token,
        "account_id": active.account_id if active else None,
        "available_name": user.available_name,
        "avatar_url": avatar_url(user.avatar, base_url),
        **fields(user, "confirmed display_name message_signature email id"),
        **behind_id,
        "name": user.name,
        "provider": "email",
        "pubsub_token": user.pubsub_token,
        **_custom_attributes(user),
        "role": active.role if active else None,
        "ui_settings": user.ui_settings,
        "uid": user.email,
    }


def _place(account: Account, membership: Membership) -> Json:
    return {
        **fields(account, "id name status"),
        "onboarding_step": None,
        **fields(membership, "active_at role"),
        "permissions": [membership.role],
        **fields(membership, "availability availability_status auto_offline"),
        "api_and_webhooks": "api_and_webhooks" in account.features,
        "custom_role_id": None,
        "custom_role": None,
    }


def user_token(user: User) -> Json:
    """A user's token, with whose it is."""
    whose = fields(user, "id name display_name email pubsub_token")
    return {"access_token": user.access_token, "expiry": None, "user": whose}


def account_user(record: Membership) -> Json:
    """A user's place in an account, as the platform API shows it."""
    return {
        **fields(record, "id account_id"),
        "user_id": record.user.id,
        **fields(record, "role inviter_id created_at updated_at active_at availability auto_offline"),
        "custom_role_id": None,
        "agent_capacity_policy_id": None,
    }


def changed_account_user(record: Membership) -> Json:
    """A user's place after a change, which puts its fields in another order."""
    return {"account_id": 0, "user_id": 0, "role": None, **account_user(record)}


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
