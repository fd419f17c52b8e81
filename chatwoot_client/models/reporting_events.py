"""What was measured of conversations, event by event."""

from __future__ import annotations

import datetime

from chatwoot_client.models.base import Model, field, iso, nested, nested_list


class ReportingEvent(Model):
    """Something measured that happened in a conversation; both values are seconds.

    ``name`` is one of :class:`ReportingEventName`, or another.
    """

    id: int | None = field()
    name: str | None = field()
    value: float | None = field()
    value_in_business_hours: float | None = field()
    event_start_time: datetime.datetime | None = iso()
    event_end_time: datetime.datetime | None = iso()
    account_id: int | None = field()
    inbox_id: int | None = field()
    user_id: int | None = field()
    conversation_id: int | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()


class ReportingEventsListResponse(Model):
    """A page of reporting events."""

    payload: list[ReportingEvent] | None = nested_list("ReportingEvent")
    meta: ReportingEventMeta | None = nested("ReportingEventMeta")


class ReportingEventMeta(Model):
    """How many reporting events and pages there are."""

    count: int | None = field()
    current_page: int | None = field()
    total_pages: int | None = field()
