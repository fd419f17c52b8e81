"""The labels of a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.models.base import Model, field, listed

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class ContactLabels(Model):
    """The titles of a contact's labels."""

    payload: list[str] | None = field()


class ContactLabelsPayload(Model):
    """The titles of all labels that a contact is to have."""

    labels: ListOf[str] | None = listed(required=True, of=str)
