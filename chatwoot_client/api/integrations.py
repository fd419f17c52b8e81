"""The integrations of an account with other services (``IntegrationsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.integrations import (
    IntegrationsApp,
    IntegrationsAppList,
    IntegrationsHook,
    IntegrationsHookCreatePayload,
    IntegrationsHookEventPayload,
    IntegrationsHookUpdatePayload,
)

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

APPS = Route("/api/v1/accounts/{account_id}/integrations/apps")
APP = Route("/api/v1/accounts/{account_id}/integrations/apps/{id}")
HOOKS = Route("/api/v1/accounts/{account_id}/integrations/hooks")
HOOK = Route("/api/v1/accounts/{account_id}/integrations/hooks/{hook_id}")
PROCESS_EVENT = Route("/api/v1/accounts/{account_id}/integrations/hooks/{hook_id}/process_event")


class IntegrationsApi(Api):
    """The integrations of an account. Agents may list the apps; hooks are for administrators."""

    _auth = USER

    def get_details_of_all_integrations(
        self, account_id: int, **options: Unpack[RequestOptions]
    ) -> IntegrationsAppList:
        """All apps with the hooks that they're set up with (``get-details-of-all-integrations``)."""
        return self._call("GET", APPS, (account_id,), returns=IntegrationsAppList, options=options)

    def get_integration_app(self, account_id: int, id: str, **options: Unpack[RequestOptions]) -> IntegrationsApp:
        """Get one app by its id, a word (``GET /integrations/apps/{id}``).

        Raises:
            ServiceException: an app that isn't there (500).
        """
        return self._call("GET", APP, (account_id, id), returns=IntegrationsApp, options=options)

    def create_an_integration_hook(
        self, body: IntegrationsHookCreatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> IntegrationsHook:
        """Integrate an app with the account or with an inbox (``create-an-integration-hook``).

        Raises:
            UnprocessableEntityException: settings that aren't the app's or that its provider refuses, or no inbox for
                an app that needs one (422).
        """
        return self._call(
            "POST",
            HOOKS,
            (account_id,),
            body=body,
            takes=IntegrationsHookCreatePayload,
            returns=IntegrationsHook,
            options=options,
        )

    def update_an_integrations_hook(
        self,
        body: IntegrationsHookUpdatePayload | Json,
        account_id: int,
        hook_id: int,
        **options: Unpack[RequestOptions],
    ) -> IntegrationsHook:
        """Change a hook's settings, or switch it on or off (``update-an-integrations-hook``).

        Raises:
            ServiceException: an unknown status (500).
            UnprocessableEntityException: settings that aren't the app's (422).
        """
        return self._call(
            "PATCH",
            HOOK,
            (account_id, hook_id),
            body=body,
            takes=IntegrationsHookUpdatePayload,
            returns=IntegrationsHook,
            options=options,
        )

    def delete_an_integration_hook(self, account_id: int, hook_id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a hook (``delete-an-integration-hook``)."""
        return self._call("DELETE", HOOK, (account_id, hook_id), options=options)

    def process_integration_hook_event(
        self,
        body: IntegrationsHookEventPayload | Json,
        account_id: int,
        hook_id: int,
        **options: Unpack[RequestOptions],
    ) -> Any:
        """Have a hook work on an event (``POST /integrations/hooks/{hook_id}/process_event``).

        The answer is what the app made of it, as plain JSON.

        Raises:
            UnprocessableEntityException: an app that doesn't work on events, or couldn't (422).
        """
        return self._call(
            "POST",
            PROCESS_EVENT,
            (account_id, hook_id),
            body=body,
            takes=IntegrationsHookEventPayload,
            returns=object,
            options=options,
        )
