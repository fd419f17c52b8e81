"""What steers the work of agents: policies of assignment and of answering in time, and roles of one's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from chatwoot_client.sandbox.records.base import Setting, words

ASSIGNMENT_ORDERS = words("round_robin balanced")
CONVERSATION_PRIORITIES = words("earliest_created longest_waiting")
PERMISSIONS = words("""
    conversation_manage conversation_unassigned_manage conversation_participating_manage contact_manage report_manage
    knowledge_base_manage
""")


@dataclass(eq=False)
class AssignmentPolicy(Setting):
    """How the conversations of inboxes are given to agents. Nobody gives them here."""

    name: str | None = None
    description: str | None = None
    assignment_order: str | None = "round_robin"
    conversation_priority: str | None = "earliest_created"
    fair_distribution_limit: int | None = 100
    fair_distribution_window: int | None = 3_600
    exclude_older_than_hours: int | None = 168
    enabled: bool | None = True


@dataclass(eq=False)
class SlaPolicy(Setting):
    """How soon customers are to be answered. Nobody watches it here."""

    name: str | None = None
    description: str | None = None
    first_response_time_threshold: float | None = None
    next_response_time_threshold: float | None = None
    resolution_time_threshold: float | None = None
    only_during_business_hours: bool | None = False


@dataclass(eq=False)
class CustomRole(Setting):
    """A role of an account's own, with what agents who have it may do. Nobody is kept from anything by it here."""

    name: str | None = None
    description: str | None = None
    permissions: list[str] = field(default_factory=list)
