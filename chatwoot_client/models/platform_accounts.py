"""Accounts as a platform app sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, field, mapped, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class PlatformAccount(Model):
    """An account."""

    id: int | None = field()
    """Id of the account, the ``account_id`` of other operations."""
    name: str | None = field()
    """Name of the account."""
    locale: str | None = field()
    """Language of what the server itself writes in the account, such as ``en`` or ``pt_BR``."""
    domain: str | None = field()
    """Domain of the addresses that take replies by e-mail; null unless it's set."""
    support_email: str | None = field()
    """Address that the account's e-mails come from; null unless it's set."""
    features: dict[str, bool] | None = field()
    """Features that are on, each as true; which ones there are depends on the release."""
    custom_attributes: dict[str, Any] | None = field()
    """Whatever the platform keeps with the account; empty for nothing."""
    limits: dict[str, Any] | None = field()
    """How much the account may have, such as ``agents`` and ``inboxes``; empty for the server's own limits."""
    status: str | None = field()
    """One of :class:`AccountStatus`."""


class AccountCreateUpdatePayload(Model):
    """An account to create or change."""

    name: str | None = field()
    """Name of the account; needed, and not blank."""
    locale: str | None = field()
    """Language of what the server itself writes, such as ``en`` or ``pt_BR``; an unknown one is a 500."""
    domain: str | None = field()
    """Domain of the addresses that take replies by e-mail, up to 100 characters."""
    support_email: str | None = field()
    """Address that the account's e-mails come from."""
    status: Literal["active", "suspended"] | str | None = word()
    """One of :class:`AccountStatus`; an unknown word is a 500."""
    limits: dict[str, Any] | None = field()
    """How much the account may have, such as ``{'agents': 5, 'inboxes': 10}``."""
    features: dict[str, bool] | None = field()
    """Features to switch on (true) and off (false); the rest stay as they are, and an unknown one is a 500."""
    custom_attributes: dict[str, Any] | None = mapped()
    """Whatever the platform keeps with the account."""


class EmailChannelMigrationsPayload(Model):
    """Mailboxes to make inboxes of, 25 at most."""

    migrations: ListOf[EmailChannelMigration | dict[str, Any]] | None = nested_list("EmailChannelMigration")
    """The mailboxes, 25 at most."""


class EmailChannelMigration(Model):
    """A mailbox. What's left out has defaults that fit the provider."""

    email: str | None = field()
    """Its address."""
    provider: str | None = field()
    """``google`` or ``microsoft``."""
    provider_config: dict[str, Any] | None = field()
    """The tokens that the mailbox is reached with."""
    inbox_name: str | None = field()
    """Name for the inbox."""
    imap_enabled: bool | None = field()
    """Whether the server fetches mail."""
    imap_address: str | None = field()
    """Server to fetch mail from."""
    imap_port: int | None = field()
    """Port of that server."""
    imap_login: str | None = field()
    """User name for fetching mail."""
    imap_enable_ssl: bool | None = field()
    """Whether mail is fetched over TLS."""


class EmailChannelMigrationResults(Model):
    """What became of the mailboxes, in their order."""

    results: list[EmailChannelMigrationResult] | None = nested_list("EmailChannelMigrationResult")
    """One for each mailbox."""


class EmailChannelMigrationResult(Model):
    """What became of a mailbox."""

    email: str | None = field()
    """Its address."""
    inbox_id: int | None = field()
    """Id of the inbox that was made."""
    channel_id: int | None = field()
    """Id of the inbox's channel."""
    status: str | None = field()
    """``success`` or ``error``."""
    message: str | None = field()
    """What went wrong, with ``error``."""
