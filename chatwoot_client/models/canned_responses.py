"""The canned responses of an account."""

from __future__ import annotations

import datetime

from chatwoot_client.models.base import Model, field, iso


class CannedResponse(Model):
    """A text that agents may send by its short code."""

    id: int | None = field()
    account_id: int | None = field()
    short_code: str | None = field()
    content: str | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()


class CannedResponseCreateUpdatePayload(Model):
    """A canned response to create or change.

    ``content`` has up to 20,000 characters, and no two of an account have the same ``short_code``.
    """

    content: str | None = field()
    short_code: str | None = field()
