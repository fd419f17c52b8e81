"""pook answers in the server's place, and refuses what no mock is made for."""

import pook
import pook.exceptions
import pytest

import chatwoot_client

HOST = "http://chatwoot.example"
contacts = chatwoot_client.ContactsAPIApi(
    chatwoot_client.ApiClient(chatwoot_client.Configuration(host=HOST, retries=0))
)

with pook.use():
    mock = pook.post(f"{HOST}:80/public/api/v1/inboxes/support/contacts", reply=200)
    mock.json({"name": "Ada"})
    mock.reply(200).json({"source_id": "abc", "name": "Ada"})
    assert contacts.create_a_contact({"name": "Ada"}, "support").source_id == "abc"

    pook.post(f"{HOST}:80/public/api/v1/inboxes/busy/contacts").reply(503).json({"error": "busy"})
    with pytest.raises(chatwoot_client.AmbiguousResultException) as raised:
        contacts.create_a_contact({"name": "Ada"}, "busy")
    assert raised.value.status == 503

    with pytest.raises(pook.exceptions.PookNoMatches):
        contacts.create_a_contact({"name": "Ada"}, "unknown")
