"""What a platform app says and learns of a user; the users themselves are :class:`User`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, mapped, nested

if TYPE_CHECKING:
    from chatwoot_client.models.profile import User


class UserCreateUpdatePayload(Model):
    """A user to create or change."""

    name: str | None = field()
    """Full name; needed to create one."""
    email: str | None = field()
    """Address to sign in with; needed to create one, and one in use gives the user who has it, unchanged."""
    password: str | None = field()
    """Six characters or more: upper and lower case letters, digits and others, one of each at least."""
    custom_attributes: dict[str, Any] | None = mapped()
    """Whatever the platform keeps with the user; keys that aren't given stay as they are."""
    display_name: str | None = field()
    """The name that contacts see in place of ``name``."""


class UserSsoUrl(Model):
    """An address that signs its visitor in as a user."""

    url: str | None = field()
    """The address, for a browser and for one time."""


class UserToken(Model):
    """The token of a user."""

    access_token: str | None = field()
    """The token, a secret."""
    expiry: str | None = field()
    """Null: it doesn't expire."""
    user: User | None = nested("User")
    """Whose it is, with ``id``, ``name``, ``display_name``, ``email`` and ``pubsub_token`` alone."""
