"""What a contact says of a conversation."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, iso, nested

if TYPE_CHECKING:
    from chatwoot_client.models.public_messages import PublicMessageUpdatePayload


class CsatSurvey(Model):
    """The survey of a conversation."""

    id: int | None = field()
    """Id of the message that asks."""
    csat_survey_response: CsatSurveyAnswer | None = nested("CsatSurveyAnswer")
    """What was answered; null before that, and for a moment after an answer what there was before."""
    display_type: str | None = field()
    """How it's asked: ``emoji`` or ``star``."""
    content: str | None = field()
    """The question; null for the usual one."""
    inbox_avatar_url: str | None = field()
    """Address of the inbox's picture; empty without one."""
    inbox_name: str | None = field()
    """Name of the inbox."""
    locale: str | None = field()
    """Language of the account, such as ``en``."""
    conversation_id: int | None = field()
    """Number of the conversation."""
    created_at: datetime.datetime | None = iso()
    """When it was asked."""


class CsatSurveyAnswer(Model):
    """What a contact said, and what an agent noted about it."""

    id: int | None = field()
    """Id of the answer."""
    account_id: int | None = field()
    """Id of the account that was rated."""
    conversation_id: int | None = field()
    """Id of the conversation in the server's records, which needn't be its number."""
    message_id: int | None = field()
    """Id of the message that asked."""
    rating: int | None = field()
    """From 1, which is worst, to 5."""
    feedback_message: str | None = field()
    """What the contact said in words, if anything."""
    contact_id: int | None = field()
    """Id of the contact."""
    assigned_agent_id: int | None = field()
    """Id of the agent who had the conversation; null for none."""
    created_at: datetime.datetime | None = iso()
    """When it was first answered."""
    updated_at: datetime.datetime | None = iso()
    """When the answer was last changed."""
    csat_review_notes: str | None = field()
    """What the account noted about it; null for nothing, and written with enterprise code only."""
    review_notes_updated_at: datetime.datetime | None = iso()
    """When that was last noted; null for never."""
    review_notes_updated_by_id: int | None = field()
    """Id of who noted it; null for nobody."""


class CsatSurveyUpdatePayload(Model):
    """An answer to the survey, as the one to its message."""

    message: PublicMessageUpdatePayload | dict[str, Any] | None = nested("PublicMessageUpdatePayload")
    """``{'submitted_values': {'csat_survey_response': {'rating': 5, 'feedback_message': '…'}}}``."""
