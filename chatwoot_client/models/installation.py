"""The server itself."""

from __future__ import annotations

from chatwoot_client.models.base import Model, field


class InstallationStatus(Model):
    """The server's version, and how it is.

    ``queue_services`` and ``data_services`` are ``ok`` or ``failing``, which a server says at times while all works.
    ``timestamp`` is the server's time, such as ``2026-11-23 07:11:52`` in UTC.
    """

    version: str | None = field()
    """Release of Chatwoot, such as ``4.16.2``."""
    timestamp: str | None = field()
    """The server's time in UTC, such as ``2026-11-23 07:11:52``."""
    queue_services: str | None = field()
    """``ok`` or ``failing``: whether Redis answers, which jobs go through."""
    data_services: str | None = field()
    """``ok`` or ``failing``: whether the database answers; some servers say ``failing`` while all works."""


class InstallationHealth(Model):
    """That the server answers."""

    status: str | None = field()
    """``woot``."""
