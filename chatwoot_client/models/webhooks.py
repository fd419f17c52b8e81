"""The webhooks of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from chatwoot_client.models.base import Model, field, nested, nested_list, words

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.inboxes import InboxSlim


class Webhook(Model):
    """A webhook.

    ``subscriptions`` are some of :class:`WebhookSubscription`. ``secret``, since Chatwoot 4.11.2, signs what is sent
    to ``url``. ``inbox`` was sent only if the webhook was given one, which limits nothing.
    """

    id: int | None = field()
    name: str | None = field()
    url: str | None = field()
    account_id: int | None = field()
    subscriptions: list[str] | None = field()
    secret: str | None = field()
    inbox: InboxSlim | None = nested("InboxSlim")


class WebhookList(Model):
    """The webhooks of an account, in ``payload.webhooks``."""

    payload: WebhookListPayload | None = nested("WebhookListPayload")


class WebhookListPayload(Model):
    """The webhooks of an account."""

    webhooks: list[Webhook] | None = nested_list("Webhook")


class WebhookShow(Model):
    """One webhook, in ``payload.webhook``."""

    payload: WebhookShowPayload | None = nested("WebhookShowPayload")


class WebhookShowPayload(Model):
    """One webhook."""

    webhook: Webhook | None = nested("Webhook")


class WebhookCreateUpdatePayload(Model):
    """A webhook to create or change.

    No two of an account have the same ``url``. ``subscriptions`` are some of :class:`WebhookSubscription`, and at least
    one; left out of a new webhook, they're those that even old servers know. ``inbox_id`` is kept, but limits nothing.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "secret": "the server makes it, and tells it in its answer",
    }

    url: str | None = field()
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
    name: str | None = field()
    inbox_id: int | None = field()
