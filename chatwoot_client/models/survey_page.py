"""What a contact says of a conversation."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, iso, nested

if TYPE_CHECKING:
    from chatwoot_client.models.public_messages import PublicMessageUpdatePayload


class CsatSurvey(Model):
    """The survey of a conversation; ``id`` is its message's.

    ``csat_survey_response`` is null until it's answered. The server takes a moment to store what was answered, so the
    answer to an update may still have what was there before.
    """

    id: int | None = field()
    csat_survey_response: CsatSurveyAnswer | None = nested("CsatSurveyAnswer")
    display_type: str | None = field()
    content: str | None = field()
    inbox_avatar_url: str | None = field()
    inbox_name: str | None = field()
    locale: str | None = field()
    conversation_id: int | None = field()
    created_at: datetime.datetime | None = iso()


class CsatSurveyAnswer(Model):
    """What a contact said, and what an agent noted about it."""

    id: int | None = field()
    account_id: int | None = field()
    conversation_id: int | None = field()
    message_id: int | None = field()
    rating: int | None = field()
    feedback_message: str | None = field()
    contact_id: int | None = field()
    assigned_agent_id: int | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()
    csat_review_notes: str | None = field()
    review_notes_updated_at: datetime.datetime | None = iso()
    review_notes_updated_by_id: int | None = field()


class CsatSurveyUpdatePayload(Model):
    """An answer to the survey, as the one to its message.

    ``message`` is ``{'submitted_values': {'csat_survey_response': {'rating': 5, 'feedback_message': '…'}}}``.
    """

    message: PublicMessageUpdatePayload | dict[str, Any] | None = nested("PublicMessageUpdatePayload")
