"""Who belongs to an account."""

from __future__ import annotations

import datetime
from typing import Literal

from chatwoot_client.models.base import Model, field, iso, word


class AccountUser(Model):
    """That a user belongs to an account.

    ``role`` is one of :class:`UserRole`, ``availability`` one of :class:`AvailabilityStatus`. ``inviter_id`` is null
    where a platform app took the user in, ``active_at`` until the user was there.
    """

    id: int | None = field()
    account_id: int | None = field()
    user_id: int | None = field()
    role: str | None = field()
    inviter_id: int | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()
    active_at: datetime.datetime | None = iso()
    availability: str | None = field()
    auto_offline: bool | None = field()
    custom_role_id: int | None = field()
    agent_capacity_policy_id: int | None = field()


class AccountUserCreateUpdatePayload(Model):
    """Who belongs to an account as what: ``role`` is one of :class:`UserRole`, an agent when left out."""

    user_id: int | None = field()
    role: Literal["agent", "administrator"] | str | None = word()


AccountIdAccountUsersBody = AccountUserCreateUpdatePayload


class AccountUserDeletePayload(Model):
    """Who doesn't belong to an account any longer."""

    user_id: int | None = field()


AccountIdAccountUsersBody1 = AccountUserDeletePayload
