"""How an account assigns conversations by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.inboxes import Inbox


class AssignmentPolicy(Model):
    """A policy by which inboxes assign their conversations."""

    id: int | None = field()
    """Id of the policy."""
    name: str | None = field()
    """Name of the policy, unlike all others of the account."""
    description: str | None = field()
    """What the policy is for; null where nothing was said."""
    assignment_order: str | None = field()
    """How the next agent is chosen: ``round_robin``, or with enterprise code ``balanced``."""
    conversation_priority: str | None = field()
    """Which conversation comes first: ``earliest_created`` or ``longest_waiting``."""
    fair_distribution_limit: int | None = field()
    """How many conversations an agent gets within the window at most."""
    fair_distribution_window: int | None = field()
    """Seconds that the limit counts in."""
    exclude_older_than_hours: int | None = field()
    """Hours after which a conversation isn't assigned any more; since Chatwoot 4.16."""
    enabled: bool | None = field()
    """Whether the policy is followed."""
    assigned_inbox_count: int | None = field()
    """How many inboxes have the policy."""
    created_at: Timestamp | None = epoch()
    """When the policy was made."""
    updated_at: Timestamp | None = epoch()
    """When the policy was last changed."""


class AssignmentPolicyCreateUpdatePayload(Model):
    """A policy to create or change."""

    name: str | None = field()
    """Name of the policy; needed, and no two of an account have the same."""
    description: str | None = field()
    """What the policy is for."""
    assignment_order: Literal["round_robin", "balanced"] | str | None = word(closed=False)
    """How the next agent is chosen; ``balanced`` works with enterprise code only."""
    conversation_priority: Literal["earliest_created", "longest_waiting"] | str | None = word(closed=False)
    """Which conversation comes first."""
    fair_distribution_limit: int | None = field()
    """How many conversations an agent gets within the window at most."""
    fair_distribution_window: int | None = field()
    """Seconds that the limit counts in."""
    exclude_older_than_hours: int | None = field()
    """Hours after which a conversation isn't assigned any more; servers read it since Chatwoot 4.16."""
    enabled: bool | None = field()
    """Whether the policy is followed."""


class InboxAssignmentPolicyPayload(Model):
    """The policy that an inbox is to have."""

    assignment_policy_id: int | None = field()
    """Id of the policy; it takes the place of another one."""


class AssignmentPolicyInboxList(Model):
    """The inboxes that have a policy."""

    inboxes: list[Inbox] | None = nested_list("Inbox")
    """The inboxes, with all that administrators see of them."""
