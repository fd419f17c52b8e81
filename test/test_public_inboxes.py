"""``InboxAPIApi`` on the wire."""

from __future__ import annotations

from operations import Operation, OperationRules

from chatwoot_client import InboxAPIApi, PublicInbox, PublicInboxWorkingHours


class TestOperations(OperationRules):
    operations = (
        Operation(
            InboxAPIApi,
            "get_details_of_a_inbox",
            "get-details-of-a-inbox",
            "GET",
            {"inbox_identifier": "inbox"},
            "/public/api/v1/inboxes/{inbox_identifier}",
            PublicInbox,
        ),
    )


def test_hours_are_models_and_null_on_a_day_that_is_closed():
    inbox = PublicInbox.from_dict({"working_hours": [{"day_of_week": 0, "closed_all_day": True, "open_hour": None}]})
    (sunday,) = inbox.working_hours
    assert type(sunday) is PublicInboxWorkingHours
    assert (sunday.day_of_week, sunday.closed_all_day, sunday.open_hour) == (0, True, None)
