"""The webhooks of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from chatwoot_client.models.base import Model, field, nested, nested_list, words

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.inboxes import InboxSlim


class Webhook(Model):
    """A webhook."""

    id: int | None = field()
    """Id of the webhook."""
    name: str | None = field()
    """Name of the webhook; null unless it was given one. Since Chatwoot 4.8."""
    url: str | None = field()
    """Where the events are sent."""
    account_id: int | None = field()
    """Id of the account that it belongs to."""
    subscriptions: list[str] | None = field()
    """The events that are sent, some of :class:`WebhookSubscription`."""
    secret: str | None = field()
    """What signs the events; since Chatwoot 4.11.2."""
    inbox: InboxSlim | None = nested("InboxSlim")
    """The inbox that it was given, which limits nothing; not sent without one."""


class WebhookList(Model):
    """The webhooks of an account, in ``payload.webhooks``."""

    payload: WebhookListPayload | None = nested("WebhookListPayload")
    """The list."""


class WebhookListPayload(Model):
    """The webhooks of an account."""

    webhooks: list[Webhook] | None = nested_list("Webhook")
    """The webhooks."""


class WebhookShow(Model):
    """One webhook, in ``payload.webhook``."""

    payload: WebhookShowPayload | None = nested("WebhookShowPayload")
    """The webhook, in an object of its own."""


class WebhookShowPayload(Model):
    """One webhook."""

    webhook: Webhook | None = nested("Webhook")
    """The webhook."""


class WebhookCreateUpdatePayload(Model):
    """A webhook to create or change."""

    _elsewhere: ClassVar[dict[str, str]] = {
        "secret": "the server makes it, and tells it in its answer",
    }

    url: str | None = field()
    """Where the events are sent; no two of an account have the same."""
    subscriptions: (
        ListOf[
            Literal[
                "conversation_created",
                "conversation_status_changed",
                "conversation_updated",
                "message_created",
                "message_updated",
                "webwidget_triggered",
                "contact_created",
                "contact_updated",
                "inbox_created",
                "inbox_updated",
                "conversation_typing_on",
                "conversation_typing_off",
            ]
            | str
        ]
        | None
    ) = words(closed=False)
    """At least one of :class:`WebhookSubscription`; left out of a new webhook, those that even old servers know."""
    name: str | None = field()
    """Name of the webhook; servers read it since Chatwoot 4.8."""
    inbox_id: int | None = field()
    """Id of an inbox, which is kept and limits nothing."""
