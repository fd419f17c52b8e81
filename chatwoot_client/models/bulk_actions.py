"""The same change to many records."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, epoch, field, listed, nested, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class BulkActionPayload(Model):
    """What to do to many records.

    ``type`` is ``Conversation`` or ``Contact``; ``ids`` are the conversations' numbers or the contacts' ids. ``fields``
    and ``snoozed_until`` are for conversations. ``action_name`` may be ``delete``, for contacts.
    """

    type: Literal["Conversation", "Contact"] | str | None = word()
    ids: ListOf[int] | None = listed(of=int)
    fields: BulkActionFields | dict[str, Any] | None = nested("BulkActionFields")
    labels: BulkActionLabels | dict[str, Any] | None = nested("BulkActionLabels")
    snoozed_until: int | datetime.datetime | None = epoch()
    action_name: str | None = field()


class BulkActionFields(Model):
    """What to change of conversations; ``status`` is one of :class:`ConversationStatus`."""

    status: Literal["open", "resolved", "pending", "snoozed"] | str | None = word()
    assignee_id: int | None = field()
    team_id: int | None = field()


class BulkActionLabels(Model):
    """The titles of labels to put on and to take off; those of contacts are taken off since Chatwoot 4.16."""

    add: ListOf[str] | None = listed(of=str)
    remove: ListOf[str] | None = listed(of=str)
