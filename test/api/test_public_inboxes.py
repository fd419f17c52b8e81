"""What ``InboxAPIApi`` gives back."""

from __future__ import annotations

from chatwoot_client import PublicInbox, PublicInboxWorkingHours


def test_hours_are_models_and_null_on_a_day_that_is_closed():
    inbox = PublicInbox.from_dict({"working_hours": [{"day_of_week": 0, "closed_all_day": True, "open_hour": None}]})
    (sunday,) = inbox.working_hours
    assert type(sunday) is PublicInboxWorkingHours
    assert (sunday.day_of_week, sunday.closed_all_day, sunday.open_hour) == (0, True, None)
