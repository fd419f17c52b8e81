"""mocket, which takes the place of sockets, answers in the server's place, with TLS and without."""

from mocket import Mocketizer
from mocket.mocks.mockhttp import Entry

import chatwoot_client

for host in ("http://chatwoot.example", "https://chatwoot.example"):
    client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=host, retries=0))
    contacts = chatwoot_client.ContactsAPIApi(client)
    Entry.single_register(
        Entry.POST,
        f"{host}/public/api/v1/inboxes/support/contacts",
        body='{"source_id": "abc"}',
        headers={"content-type": "application/json"},
    )
    with Mocketizer(strict_mode=True):
        for _ in range(2):
            assert contacts.create_a_contact({"name": "Ada"}, "support").source_id == "abc"
