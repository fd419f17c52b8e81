"""The integrations of an account with other services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, field, nested, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.inboxes import InboxSlim


class IntegrationsApp(Model):
    """A service that may be integrated. From ``logo`` on fields are for administrators."""

    id: str | None = field()
    """Id of the app, a word such as ``dialogflow``."""
    name: str | None = field()
    """Name of the app."""
    description: str | None = field()
    """What it's good for."""
    short_description: str | None = field()
    """What it's good for, in a sentence; since Chatwoot 4.8 at the latest."""
    enabled: bool | None = field()
    """Whether it's set up."""
    hooks: list[IntegrationsHook] | None = nested_list("IntegrationsHook")
    """What it's set up with; empty where it isn't."""
    logo: str | None = field()
    """Name of a picture's file, such as ``dialogflow.png``."""
    i18n_key: str | None = field()
    """What the dashboard's texts know it by."""
    action: str | None = field()
    """Path or address where the dashboard sets it up; null where there's none."""
    button: str | None = field()
    """The HTML or path of the dashboard's button; null where there's none."""
    hook_type: str | None = field()
    """What it's integrated with, one of :class:`IntegrationHookType`."""
    allow_multiple_hooks: bool | None = field()
    """Whether it may be set up more than once."""
    settings_json_schema: dict[str, Any] | None = field()
    """JSON schema of a hook's ``settings``; there for apps with settings."""
    settings_form_schema: list[dict[str, Any]] | None = field()
    """The dashboard's form for them; there for apps with settings."""
    visible_properties: list[str] | None = field()
    """Which settings a hook shows; there for apps with settings."""


class IntegrationsAppList(Model):
    """All services that may be integrated."""

    payload: list[IntegrationsApp] | None = nested_list("IntegrationsApp")
    """The apps."""


class IntegrationsHook(Model):
    """An app that an account or an inbox is integrated with."""

    id: int | None = field()
    """Id of the hook."""
    app_id: str | None = field()
    """Id of the app, a word such as ``dialogflow``."""
    status: bool | None = field()
    """Whether the hook is at work."""
    inbox: InboxSlim | None = nested("InboxSlim")
    """The inbox that it's for, with ``id`` and ``name``; null for one of the account."""
    account_id: int | None = field()
    """Id of the account that it belongs to."""
    hook_type: str | None = field()
    """What it's integrated with, one of :class:`IntegrationHookType`."""
    settings: dict[str, Any] | None = field()
    """What it's set up with; since Chatwoot 4.16, only what the app's ``visible_properties`` name."""
    reference_id: str | None = field()
    """What the other service knows it by; null without that."""
    inbox_id: int | None = field()
    """Described, but never sent; ``inbox`` has it."""


class IntegrationsHookUpdatePayload(Model):
    """What to change of a hook."""

    settings: dict[str, Any] | None = field()
    """What it's set up with; the app's ``settings_json_schema`` tells what that needs."""
    status: Literal["enabled", "disabled"] | str | int | None = word()
    """Whether the hook is at work: one of :class:`IntegrationHookStatus`, or its word; another one is a 500."""


class IntegrationsHookCreatePayload(Model):
    """A hook to create."""

    app_id: str | None = field()
    """Id of the app, a word such as ``dialogflow``; the server takes one that it doesn't know, too."""
    inbox_id: int | str | None = field()
    """Id of the inbox, needed for an app whose ``hook_type`` is ``inbox``."""
    settings: dict[str, Any] | None = field()
    """What it's set up with; the app's ``settings_json_schema`` tells what that needs."""
    status: Literal["enabled", "disabled"] | str | int | None = word()
    """Whether the hook is at work: one of :class:`IntegrationHookStatus`, or its word; another one is a 500."""


class IntegrationsHookEventPayload(Model):
    """An event for a hook to work on."""

    event: dict[str, Any] | None = field()
    """Its ``name``, and what the app needs for that."""
