"""The integrations of an account with other services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, field, nested, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.inboxes import InboxSlim


class IntegrationsApp(Model):
    """A service that may be integrated.

    ``hook_type`` is one of :class:`IntegrationHookType`. ``enabled`` says whether it's set up; ``hooks`` are what it's
    set up with. From ``logo`` on fields are for administrators; the last three are there for apps with settings.
    """

    id: str | None = field()
    name: str | None = field()
    description: str | None = field()
    short_description: str | None = field()
    enabled: bool | None = field()
    hooks: list[IntegrationsHook] | None = nested_list("IntegrationsHook")
    logo: str | None = field()
    i18n_key: str | None = field()
    action: str | None = field()
    button: str | None = field()
    hook_type: str | None = field()
    allow_multiple_hooks: bool | None = field()
    settings_json_schema: dict[str, Any] | None = field()
    settings_form_schema: list[dict[str, Any]] | None = field()
    visible_properties: list[str] | None = field()


class IntegrationsAppList(Model):
    """All services that may be integrated."""

    payload: list[IntegrationsApp] | None = nested_list("IntegrationsApp")


class IntegrationsHook(Model):
    """An app that an account or an inbox is integrated with.

    ``hook_type`` is one of :class:`IntegrationHookType`; ``inbox`` is null for ``account``. Since Chatwoot 4.16,
    ``settings`` has only what the app's ``visible_properties`` name. No server sends ``inbox_id``, which is described.
    """

    id: int | None = field()
    app_id: str | None = field()
    status: bool | None = field()
    inbox: InboxSlim | None = nested("InboxSlim")
    account_id: int | None = field()
    hook_type: str | None = field()
    settings: dict[str, Any] | None = field()
    reference_id: str | None = field()
    inbox_id: int | None = field()


class IntegrationsHookUpdatePayload(Model):
    """What to change of a hook.

    ``status`` is one of :class:`IntegrationHookStatus`, or ``enabled`` or ``disabled``; another word is a 500.
    """

    settings: dict[str, Any] | None = field()
    status: Literal["enabled", "disabled"] | str | int | None = word()


class IntegrationsHookCreatePayload(Model):
    """A hook to create.

    ``app_id`` is the id of the app, a word; the server takes one that it doesn't know, too. ``inbox_id`` is needed for
    an app whose ``hook_type`` is ``inbox``. The app's ``settings_json_schema`` tells what ``settings`` it needs.
    """

    app_id: str | None = field()
    inbox_id: int | str | None = field()
    settings: dict[str, Any] | None = field()
    status: Literal["enabled", "disabled"] | str | int | None = word()


class IntegrationsHookEventPayload(Model):
    """An event for a hook to work on; ``event`` has a ``name``, and what the app needs for that."""

    event: dict[str, Any] | None = field()
