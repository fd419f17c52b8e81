"""What a platform app says and learns of a user; the users themselves are :class:`User`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, mapped, nested

if TYPE_CHECKING:
    from chatwoot_client.models.profile import User


class UserCreateUpdatePayload(Model):
    """A user to create or change.

    A new one needs ``name`` and ``email``; an address that's in use gives the user who has it, unchanged. A
    ``password`` has six characters or more: upper and lower case letters, digits and others, one of each at least.
    ``custom_attributes`` are merged with those that are there.
    """

    name: str | None = field()
    email: str | None = field()
    password: str | None = field()
    custom_attributes: dict[str, Any] | None = mapped()
    display_name: str | None = field()


class UserSsoUrl(Model):
    """An address that signs its visitor in as a user."""

    url: str | None = field()


class UserToken(Model):
    """The token of a user. ``expiry`` is null: it doesn't expire. ``user`` has five fields only."""

    access_token: str | None = field()
    expiry: str | None = field()
    user: User | None = nested("User")
