"""The labels of a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.models.base import Model, field, listed

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class ContactLabels(Model):
    """The labels of a contact."""

    payload: list[str] | None = field()
    """The titles, whether or not the account defines such labels."""


class ContactLabelsPayload(Model):
    """The labels that a contact is to have."""

    labels: ListOf[str] | None = listed(required=True, of=str)
    """All titles; those that aren't in the list are taken off."""
