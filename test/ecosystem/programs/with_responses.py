"""responses replaces what requests has, and so nothing of what this client goes through."""

import responses

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

with Sandbox() as server, responses.RequestsMock(assert_all_requests_are_fired=False) as mocked:
    mocked.add(responses.GET, f"{server.url}/public/api/v1/inboxes/{server.inbox.identifier}", json={"name": "Mocked"})
    client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url))
    inbox = chatwoot_client.InboxAPIApi(client).get_details_of_a_inbox(server.inbox.identifier)
    assert inbox.name == server.inbox.name
