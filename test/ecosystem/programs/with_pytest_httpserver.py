"""pytest-httpserver is a server like any other."""

import pytest_httpserver

import chatwoot_client

with pytest_httpserver.HTTPServer() as server:
    server.expect_ordered_request("/public/api/v1/inboxes/support/contacts", method="POST").respond_with_json(
        {"source_id": "abc"}
    )
    client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url_for("").rstrip("/")))
    assert chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": "Ada"}, "support").source_id == "abc"
    server.check_assertions()
