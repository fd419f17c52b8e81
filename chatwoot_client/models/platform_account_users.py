"""Who belongs to an account."""

from __future__ import annotations

import datetime
from typing import Literal

from chatwoot_client.models.base import Model, field, iso, word


class AccountUser(Model):
    """That a user belongs to an account."""

    id: int | None = field()
    """Id of this record."""
    account_id: int | None = field()
    """Id of the account."""
    user_id: int | None = field()
    """Id of the user."""
    role: str | None = field()
    """What the user may do in the account, one of :class:`UserRole`."""
    inviter_id: int | None = field()
    """Id of whoever took the user in; null where a platform app did."""
    created_at: datetime.datetime | None = iso()
    """When the user was taken in."""
    updated_at: datetime.datetime | None = iso()
    """When this was last changed."""
    active_at: datetime.datetime | None = iso()
    """When the user was last there; null for never."""
    availability: str | None = field()
    """What the user chose, one of :class:`AvailabilityStatus`."""
    auto_offline: bool | None = field()
    """Whether the user is shown as offline while not being there, whatever was chosen."""
    custom_role_id: int | None = field()
    """Id of the user's custom role, with enterprise code; null without one."""
    agent_capacity_policy_id: int | None = field()
    """Id of the policy on how much the agent gets, with enterprise code; null without one.

    Since Chatwoot 4.8 at the latest.
    """


class AccountUserCreateUpdatePayload(Model):
    """Who belongs to an account as what."""

    user_id: int | None = field()
    """Id of the user; an unknown one is a 422."""
    role: Literal["agent", "administrator"] | str | None = word()
    """What the user may do in the account, one of :class:`UserRole`; an agent when left out."""


AccountIdAccountUsersBody = AccountUserCreateUpdatePayload


class AccountUserDeletePayload(Model):
    """Who doesn't belong to an account any longer."""

    user_id: int | None = field()
    """Id of the user; one who isn't in the account does no harm."""


AccountIdAccountUsersBody1 = AccountUserDeletePayload
