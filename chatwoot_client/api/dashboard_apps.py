"""The apps that an account shows beside its conversations (``DashboardAppsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.dashboard_apps import DashboardApp, DashboardAppCreateUpdatePayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

APPS = Route("/api/v1/accounts/{account_id}/dashboard_apps")
APP = Route("/api/v1/accounts/{account_id}/dashboard_apps/{id}")


class DashboardAppsApi(Api):
    """An account's apps beside its conversations. Since Chatwoot 4.16, changing them is for administrators."""

    _auth = USER

    def list_dashboard_apps(self, account_id: int, **options: Unpack[RequestOptions]) -> list[DashboardApp]:
        """All apps of an account (``GET /dashboard_apps``)."""
        return self._call("GET", APPS, (account_id,), returns=[DashboardApp], options=options)

    def create_a_dashboard_app(
        self, body: DashboardAppCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> DashboardApp:
        """Create an app (``POST /dashboard_apps``).

        Raises:
            UnprocessableEntityException: a page that isn't one (422).
        """
        return self._call(
            "POST",
            APPS,
            (account_id,),
            body=body,
            takes=DashboardAppCreateUpdatePayload,
            returns=DashboardApp,
            options=options,
        )

    def get_a_dashboard_app(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> DashboardApp:
        """Get an app (``GET /dashboard_apps/{id}``)."""
        return self._call("GET", APP, (account_id, id), returns=DashboardApp, options=options)

    def update_a_dashboard_app(
        self, body: DashboardAppCreateUpdatePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> DashboardApp:
        """Change an app (``PATCH /dashboard_apps/{id}``).

        Raises:
            UnprocessableEntityException: a page that isn't one (422).
        """
        return self._call(
            "PATCH",
            APP,
            (account_id, id),
            body=body,
            takes=DashboardAppCreateUpdatePayload,
            returns=DashboardApp,
            options=options,
        )

    def delete_a_dashboard_app(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete an app (``DELETE /dashboard_apps/{id}``)."""
        return self._call("DELETE", APP, (account_id, id), options=options)
