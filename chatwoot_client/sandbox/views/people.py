"""People as the JSON that Chatwoot sends."""

from __future__ import annotations

from collections.abc import Iterable

from chatwoot_client.sandbox.records.people import Membership, User
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views.fields import Json, fields
from chatwoot_client.sandbox.views.files import avatar_url

_ROLE = "id name description permissions created_at updated_at"


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
        "custom_role_id": record.custom_role.id if record.custom_role else None,
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
        "permissions": membership.permissions,
        **fields(membership, "availability availability_status auto_offline"),
        "api_and_webhooks": "api_and_webhooks" in account.features,
        "custom_role_id": membership.custom_role.id if membership.custom_role else None,
        "custom_role": fields(membership.custom_role, _ROLE) if membership.custom_role else None,
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
        "custom_role_id": record.custom_role.id if record.custom_role else None,
        "agent_capacity_policy_id": None,
    }


def changed_account_user(record: Membership) -> Json:
    """A user's place after a change, which puts its fields in another order."""
    return {"account_id": 0, "user_id": 0, "role": None, **account_user(record)}
