"""vcrpy records and replays, in any order of cassettes and first uses, and sends nothing that isn't recorded."""

import tempfile
from pathlib import Path

import pytest
import vcr
import vcr.errors

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

folder = Path(tempfile.mkdtemp())
cassette = str(folder / "create.yaml")


def client_of(server):
    return chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url))


with Sandbox() as server:
    inbox = server.inbox.identifier
    used_before = client_of(server)
    chatwoot_client.InboxAPIApi(used_before).get_details_of_a_inbox(inbox)

    with vcr.use_cassette(cassette) as recording:
        # First used, and so first loaded, while a cassette is in.
        recorded = chatwoot_client.ContactsAPIApi(client_of(server)).create_a_contact({"name": "Ada"}, inbox)
        assert len(recording) == 1
        assert recording.requests[0].method == "POST"
        assert recording.requests[0].body == b'{"name":"Ada"}'

    for client in (used_before, client_of(server)):
        sent = len(server.requests)
        with vcr.use_cassette(cassette, record_mode="none") as replay:
            replayed = chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": "Ada"}, inbox)
            assert replayed == recorded
            assert replay.play_count == 1
            with pytest.raises(vcr.errors.CannotOverwriteExistingCassetteException):
                chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": "Grace"}, inbox)
        assert len(server.requests) == sent, "a request reached the server from inside of the cassette"

        # And outside of it all is as it was.
        chatwoot_client.InboxAPIApi(client).get_details_of_a_inbox(inbox)
        assert len(server.requests) == sent + 1

    read = chatwoot_client.InboxAPIApi(used_before).get_details_of_a_inbox
    listing = str(folder / "stream.yaml")
    for _ in range(2):
        with vcr.use_cassette(listing), chatwoot_client.streamed(read, inbox) as answer:
            assert answer.read(2) == b'{"'
            assert answer.read().endswith(b"}")
