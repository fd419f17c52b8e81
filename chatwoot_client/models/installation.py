"""The server itself."""

from __future__ import annotations

from chatwoot_client.models.base import Model, field


class InstallationStatus(Model):
    """The server's version, and how it is.

    ``queue_services`` and ``data_services`` are ``ok`` or ``failing``, which a server says at times while all works.
    ``timestamp`` is the server's time, such as ``2026-11-23 07:11:52`` in UTC.
    """

    version: str | None = field()
    timestamp: str | None = field()
    queue_services: str | None = field()
    data_services: str | None = field()


class InstallationHealth(Model):
    """That the server answers: ``status`` is ``woot``."""

    status: str | None = field()
