"""What contacts answered to customer-satisfaction surveys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested

if TYPE_CHECKING:
    from chatwoot_client.models.agents import Agent
    from chatwoot_client.models.contacts import Contact


class CSATSurveyResponse(Model):
    """A contact's answer to a survey."""

    id: int | None = field()
    """Id of the answer."""
    rating: int | None = field()
    """From 1, which is worst, to 5."""
    feedback_message: str | None = field()
    """What the contact said in words, if anything."""
    csat_review_notes: str | None = field()
    """What the account noted about it; null for nothing, and written with enterprise code only."""
    review_notes_updated_at: Timestamp | None = epoch()
    """When that was last noted; null for never."""
    review_notes_updated_by: CSATReviewer | None = nested("CSATReviewer")
    """Who noted it; not sent where nobody did."""
    account_id: int | None = field()
    """Id of the account that was rated."""
    message_id: int | None = field()
    """Id of the message that asked."""
    contact: Contact | None = nested("Contact")
    """Who answered."""
    conversation_id: int | None = field()
    """Number of the conversation that was rated."""
    assigned_agent: Agent | None = nested("Agent")
    """The agent who had the conversation; not sent where nobody did."""
    created_at: Timestamp | None = epoch()
    """When it was answered."""


class CSATReviewer(Model):
    """Who wrote the review notes."""

    id: int | None = field()
    """Id of the user."""
    name: str | None = field()
    """Name of the user."""


class CSATSurveyMetrics(Model):
    """How many surveys were sent and answered."""

    total_count: int | None = field()
    """How many answers there are."""
    ratings_count: dict[str, int] | None = field()
    """How many answers there are by rating: ``1`` to ``5`` as text, without those that nobody gave."""
    total_sent_messages_count: int | None = field()
    """How many surveys were sent."""


class CSATSurveyResponseUpdatePayload(Model):
    """What to note about an answer."""

    csat_review_notes: str | None = field()
    """The note; it takes the place of another one."""
