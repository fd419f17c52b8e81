"""The webhooks of an account (``WebhooksApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.webhooks import WebhookCreateUpdatePayload, WebhookList, WebhookShow

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

WEBHOOKS = Route("/api/v1/accounts/{account_id}/webhooks")
WEBHOOK = Route("/api/v1/accounts/{account_id}/webhooks/{webhook_id}")


class WebhooksApi(Api):
    """The webhooks of an account; for administrators."""

    _auth = USER

    def list_all_webhooks(self, account_id: int, **options: Unpack[RequestOptions]) -> WebhookList:
        """All webhooks of an account, with their secrets (``list-all-webhooks``)."""
        return self._call("GET", WEBHOOKS, (account_id,), returns=WebhookList, options=options)

    def create_a_webhook(
        self, body: WebhookCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> WebhookShow:
        """Create a webhook (``create-a-webhook``).

        An older server knows fewer events, and refuses all of it for one that it doesn't know.

        Raises:
            UnprocessableEntityException: a URL that's taken or isn't one, no subscriptions, or one that the server
                doesn't know (422).
        """
        return self._call(
            "POST",
            WEBHOOKS,
            (account_id,),
            body=body,
            takes=WebhookCreateUpdatePayload,
            returns=WebhookShow,
            options=options,
        )

    def update_a_webhook(
        self,
        body: WebhookCreateUpdatePayload | Json,
        account_id: int,
        webhook_id: int,
        **options: Unpack[RequestOptions],
    ) -> WebhookShow:
        """Change a webhook (``update-a-webhook``).

        Raises:
            UnprocessableEntityException: a URL that's taken or isn't one, an unknown subscription, or nothing to change
                (422).
        """
        return self._call(
            "PATCH",
            WEBHOOK,
            (account_id, webhook_id),
            body=body,
            takes=WebhookCreateUpdatePayload,
            returns=WebhookShow,
            options=options,
        )

    def delete_a_webhook(self, account_id: int, webhook_id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a webhook (``delete-a-webhook``)."""
        return self._call("DELETE", WEBHOOK, (account_id, webhook_id), options=options)
