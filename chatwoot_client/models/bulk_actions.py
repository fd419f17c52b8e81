"""The same change to many records."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, epoch, field, listed, nested, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class BulkActionPayload(Model):
    """What to do to many records, which a job does some time after the answer."""

    type: Literal["Conversation", "Contact"] | str | None = word()
    """What the records are."""
    ids: ListOf[int] | None = listed(of=int)
    """The numbers of the conversations or the ids of the contacts; unknown ones are skipped."""
    fields: BulkActionFields | dict[str, Any] | None = nested("BulkActionFields")
    """What to change of conversations."""
    labels: BulkActionLabels | dict[str, Any] | None = nested("BulkActionLabels")
    """Which labels to put on and take off."""
    snoozed_until: int | datetime.datetime | None = epoch()
    """When conversations that are snoozed by this open again."""
    action_name: str | None = field()
    """``delete``, which deletes the contacts."""


class BulkActionFields(Model):
    """What to change of conversations."""

    status: Literal["open", "resolved", "pending", "snoozed"] | str | None = word()
    """One of :class:`ConversationStatus`."""
    assignee_id: int | None = field()
    """Id of the agent to assign; ``NULL`` takes the agent off."""
    team_id: int | None = field()
    """Id of the team to assign."""


class BulkActionLabels(Model):
    """The titles of labels to put on and to take off; a title in both is on in the end."""

    add: ListOf[str] | None = listed(of=str)
    """Titles to put on."""
    remove: ListOf[str] | None = listed(of=str)
    """Titles to take off; off contacts only where ``add`` is left out, and not up to Chatwoot 4.13."""
