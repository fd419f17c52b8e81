"""How an account assigns conversations by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.inboxes import Inbox


class AssignmentPolicy(Model):
    """A policy by which inboxes assign their conversations.

    No agent gets more than ``fair_distribution_limit`` of them within ``fair_distribution_window`` seconds. Those
    older than ``exclude_older_than_hours``, which is there since Chatwoot 4.16, are left out.
    """

    id: int | None = field()
    name: str | None = field()
    description: str | None = field()
    assignment_order: str | None = field()
    conversation_priority: str | None = field()
    fair_distribution_limit: int | None = field()
    fair_distribution_window: int | None = field()
    exclude_older_than_hours: int | None = field()
    enabled: bool | None = field()
    assigned_inbox_count: int | None = field()
    created_at: Timestamp | None = epoch()
    updated_at: Timestamp | None = epoch()


class AssignmentPolicyCreateUpdatePayload(Model):
    """A policy to create or change; ``name`` is needed, and no two have the same.

    ``assignment_order`` is ``round_robin``, or ``balanced`` with enterprise code; ``conversation_priority`` is
    ``earliest_created`` or ``longest_waiting``.
    """

    name: str | None = field()
    description: str | None = field()
    assignment_order: Literal["round_robin", "balanced"] | str | None = word(closed=False)
    conversation_priority: Literal["earliest_created", "longest_waiting"] | str | None = word(closed=False)
    fair_distribution_limit: int | None = field()
    fair_distribution_window: int | None = field()
    exclude_older_than_hours: int | None = field()
    enabled: bool | None = field()


class InboxAssignmentPolicyPayload(Model):
    """The policy that an inbox is to have."""

    assignment_policy_id: int | None = field()


class AssignmentPolicyInboxList(Model):
    """The inboxes that have a policy."""

    inboxes: list[Inbox] | None = nested_list("Inbox")
