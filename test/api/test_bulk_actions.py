"""``BulkActionsApi``: what is sent for times and nested parts."""

from __future__ import annotations

import datetime

from servers import ScriptedServer, answer

from chatwoot_client import BulkActionFields, BulkActionLabels, BulkActionPayload, BulkActionsApi, ConversationStatus


def test_a_time_goes_as_seconds_and_parts_may_be_models(client_for):
    body = BulkActionPayload(
        type="Conversation",
        ids=[1, 2],
        fields=BulkActionFields(status=ConversationStatus.SNOOZED),
        labels=BulkActionLabels(add=["billing"]),
        snoozed_until=datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.timezone.utc),
    )
    with ScriptedServer([answer(headers={"Content-Type": "application/json"})]) as server:
        assert BulkActionsApi(client_for(server)).create_a_bulk_action(body, 1) is None
        assert server.requests[0].json == {
            "type": "Conversation",
            "ids": [1, 2],
            "fields": {"status": "snoozed"},
            "labels": {"add": ["billing"]},
            "snoozed_until": 1795521600,
        }
