"""Accounts as a platform app sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, field, mapped, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class PlatformAccount(Model):
    """An account. ``features`` holds those that are on, each as true; ``status`` is one of :class:`AccountStatus`."""

    id: int | None = field()
    name: str | None = field()
    locale: str | None = field()
    domain: str | None = field()
    support_email: str | None = field()
    features: dict[str, bool] | None = field()
    custom_attributes: dict[str, Any] | None = field()
    limits: dict[str, Any] | None = field()
    status: str | None = field()


class AccountCreateUpdatePayload(Model):
    """An account to create or change.

    ``features`` switches on and off the ones that it names; the rest stay as they are. ``status`` is one of
    :class:`AccountStatus`, ``locale`` a language code such as ``en`` or ``pt_BR``; an unknown word in any of the three
    is a 500. ``domain`` has up to 100 characters.
    """

    name: str | None = field()
    locale: str | None = field()
    domain: str | None = field()
    support_email: str | None = field()
    status: Literal["active", "suspended"] | str | None = word()
    limits: dict[str, Any] | None = field()
    features: dict[str, bool] | None = field()
    custom_attributes: dict[str, Any] | None = mapped()


class EmailChannelMigrationsPayload(Model):
    """Mailboxes to make inboxes of, 25 at most."""

    migrations: ListOf[EmailChannelMigration | dict[str, Any]] | None = nested_list("EmailChannelMigration")


class EmailChannelMigration(Model):
    """A mailbox. ``provider`` is ``google`` or ``microsoft``, ``provider_config`` holds its tokens.

    The rest has defaults that fit the provider.
    """

    email: str | None = field()
    provider: str | None = field()
    provider_config: dict[str, Any] | None = field()
    inbox_name: str | None = field()
    imap_enabled: bool | None = field()
    imap_address: str | None = field()
    imap_port: int | None = field()
    imap_login: str | None = field()
    imap_enable_ssl: bool | None = field()


class EmailChannelMigrationResults(Model):
    """What became of the mailboxes, in their order."""

    results: list[EmailChannelMigrationResult] | None = nested_list("EmailChannelMigrationResult")


class EmailChannelMigrationResult(Model):
    """What became of a mailbox: ``status`` is ``success``, or ``error`` with a ``message``."""

    email: str | None = field()
    inbox_id: int | None = field()
    channel_id: int | None = field()
    status: str | None = field()
    message: str | None = field()
