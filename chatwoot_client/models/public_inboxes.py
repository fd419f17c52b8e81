"""Inboxes as a contact sees them."""

from __future__ import annotations

from chatwoot_client.models.base import Model, field, nested_list


class PublicInbox(Model):
    """An inbox of the API channel."""

    identifier: str | None = field()
    """What stands for it in the public API, the ``inbox_identifier`` of other operations."""
    identity_validation_enabled: bool | None = field()
    """Whether its contacts need an ``identifier_hash``."""
    name: str | None = field()
    """Name of the inbox."""
    timezone: str | None = field()
    """Time zone of the hours, such as ``Europe/Berlin``."""
    working_hours: list[PublicInboxWorkingHours] | None = nested_list("PublicInboxWorkingHours")
    """The hours, seven days from Sunday on."""
    working_hours_enabled: bool | None = field()
    """Whether the inbox keeps to its hours."""
    csat_survey_enabled: bool | None = field()
    """Whether contacts are asked how satisfied they were."""
    greeting_enabled: bool | None = field()
    """Whether new conversations are greeted."""


class PublicInboxWorkingHours(Model):
    """The hours of one day, in the inbox's time zone."""

    day_of_week: int | None = field()
    """The day, 0 for Sunday to 6 for Saturday."""
    closed_all_day: bool | None = field()
    """Whether the inbox is closed."""
    open_hour: int | None = field()
    """Hour at which it opens, 0 to 23; null on a day that's closed."""
    open_minutes: int | None = field()
    """Minute at which it opens; null on a day that's closed."""
    close_hour: int | None = field()
    """Hour at which it closes, 0 to 23; null on a day that's closed."""
    close_minutes: int | None = field()
    """Minute at which it closes; null on a day that's closed."""
    open_all_day: bool | None = field()
    """Whether it's open from midnight to midnight."""
