"""What was measured of conversations, event by event."""

from __future__ import annotations

import datetime

from chatwoot_client.models.base import Model, field, iso, nested, nested_list


class ReportingEvent(Model):
    """Something measured that happened in a conversation."""

    id: int | None = field()
    """Id of the event."""
    name: str | None = field()
    """What was measured, one of :class:`ReportingEventName` or another."""
    value: float | None = field()
    """How long it took, in seconds."""
    value_in_business_hours: float | None = field()
    """How long it took within the inbox's hours, in seconds."""
    event_start_time: datetime.datetime | None = iso()
    """From when on it was measured."""
    event_end_time: datetime.datetime | None = iso()
    """Until when it was measured."""
    account_id: int | None = field()
    """Id of the account that the conversation belongs to."""
    inbox_id: int | None = field()
    """Id of the inbox that the conversation is in."""
    user_id: int | None = field()
    """Id of the agent who did it; null for nobody."""
    conversation_id: int | None = field()
    """Id of the conversation in the server's records, which needn't be its number."""
    created_at: datetime.datetime | None = iso()
    """When the event was noted."""
    updated_at: datetime.datetime | None = iso()
    """When the event was last changed."""


class ReportingEventsListResponse(Model):
    """A page of reporting events."""

    payload: list[ReportingEvent] | None = nested_list("ReportingEvent")
    """The events of this page, 25 at most."""
    meta: ReportingEventMeta | None = nested("ReportingEventMeta")
    """How many there are."""


class ReportingEventMeta(Model):
    """How many reporting events and pages there are."""

    count: int | None = field()
    """How many events there are on all pages."""
    current_page: int | None = field()
    """Which page this is, from 1."""
    total_pages: int | None = field()
    """How many pages there are."""
