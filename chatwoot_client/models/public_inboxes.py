"""Inboxes as a contact sees them."""

from __future__ import annotations

from chatwoot_client.models.base import Model, field, nested_list


class PublicInbox(Model):
    """An inbox of the API channel.

    ``identity_validation_enabled`` says whether its contacts need an ``identifier_hash``.
    """

    identifier: str | None = field()
    identity_validation_enabled: bool | None = field()
    name: str | None = field()
    timezone: str | None = field()
    working_hours: list[PublicInboxWorkingHours] | None = nested_list("PublicInboxWorkingHours")
    working_hours_enabled: bool | None = field()
    csat_survey_enabled: bool | None = field()
    greeting_enabled: bool | None = field()


class PublicInboxWorkingHours(Model):
    """The hours of one day, 0 for Sunday; they're null on a day that's closed."""

    day_of_week: int | None = field()
    closed_all_day: bool | None = field()
    open_hour: int | None = field()
    open_minutes: int | None = field()
    close_hour: int | None = field()
    close_minutes: int | None = field()
    open_all_day: bool | None = field()
