"""The server itself (``InstallationApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.installation import InstallationHealth, InstallationStatus

if TYPE_CHECKING:
    from chatwoot_client.api.base import RequestOptions, Unpack

STATUS = Route("/api")
HEALTH = Route("/health")


class InstallationApi(Api):
    """The server itself: which version it is, and whether it's well. Needs no token."""

    def get_status(self, **options: Unpack[RequestOptions]) -> InstallationStatus:
        """The server's version, and whether it reaches its database and its queues (``GET /api``)."""
        return self._call("GET", STATUS, (), returns=InstallationStatus, options=options)

    def get_health(self, **options: Unpack[RequestOptions]) -> InstallationHealth:
        """Whether the server answers at all (``GET /health``). Since Chatwoot 4.11."""
        return self._call("GET", HEALTH, (), returns=InstallationHealth, options=options)
