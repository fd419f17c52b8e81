"""urllib3-mock answers in the server's place; what it raises for anything else is one of our exceptions."""

import pytest
from urllib3_mock import Responses

import chatwoot_client

contacts = chatwoot_client.ContactsAPIApi(
    chatwoot_client.ApiClient(chatwoot_client.Configuration(host="https://chatwoot.example", retries=0))
)

with Responses("urllib3") as mocked:
    mocked.add(
        "POST",
        "/public/api/v1/inboxes/support/contacts",
        body=b'{"source_id": "abc"}',
        content_type="application/json",
    )
    assert contacts.create_a_contact({"name": "Ada"}, "support").source_id == "abc"
    assert mocked.calls[0].request.body == b'{"name":"Ada"}'
    with pytest.raises(chatwoot_client.ApiConnectionException) as raised:
        contacts.create_a_contact({"name": "Ada"}, "unknown")
    # As far as anybody knows who can't tell a mock from a lost connection.
    assert raised.value.outcome == "unknown"
