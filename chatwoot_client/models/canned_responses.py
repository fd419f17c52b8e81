"""The canned responses of an account."""

from __future__ import annotations

import datetime

from chatwoot_client.models.base import Model, field, iso


class CannedResponse(Model):
    """A text that agents may send by its short code."""

    id: int | None = field()
    """Id of the canned response."""
    account_id: int | None = field()
    """Id of the account that it belongs to."""
    short_code: str | None = field()
    """What agents type to find it; no two of an account have the same."""
    content: str | None = field()
    """The text itself, with variables such as ``{{contact.name}}``."""
    created_at: datetime.datetime | None = iso()
    """When it was written."""
    updated_at: datetime.datetime | None = iso()
    """When it was last changed."""


class CannedResponseCreateUpdatePayload(Model):
    """A canned response to create or change."""

    content: str | None = field()
    """The text itself, up to 20,000 characters; ``{{contact.name}}`` and the like are filled in when it's sent."""
    short_code: str | None = field()
    """What agents type to find it; no two of an account have the same."""
