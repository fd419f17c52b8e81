"""What contacts answered to customer-satisfaction surveys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested

if TYPE_CHECKING:
    from chatwoot_client.models.agents import Agent
    from chatwoot_client.models.contacts import Contact


class CSATSurveyResponse(Model):
    """A contact's answer to a survey: a ``rating`` from 1 to 5, and a few words.

    ``assigned_agent`` wasn't sent where the conversation had none.
    """

    id: int | None = field()
    rating: int | None = field()
    feedback_message: str | None = field()
    csat_review_notes: str | None = field()
    review_notes_updated_at: Timestamp | None = epoch()
    review_notes_updated_by: CSATReviewer | None = nested("CSATReviewer")
    account_id: int | None = field()
    message_id: int | None = field()
    contact: Contact | None = nested("Contact")
    conversation_id: int | None = field()
    assigned_agent: Agent | None = nested("Agent")
    created_at: Timestamp | None = epoch()


class CSATReviewer(Model):
    """Who wrote the review notes."""

    id: int | None = field()
    name: str | None = field()


class CSATSurveyMetrics(Model):
    """How many surveys were sent and answered. ``ratings_count`` is by the rating, as text."""

    total_count: int | None = field()
    ratings_count: dict[str, int] | None = field()
    total_sent_messages_count: int | None = field()


class CSATSurveyResponseUpdatePayload(Model):
    """What to note about an answer."""

    csat_review_notes: str | None = field()
