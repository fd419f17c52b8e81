"""vcrpy records and replays, in any order of cassettes and first uses, and sends nothing that isn't recorded."""

import tempfile
from pathlib import Path

import pytest
import vcr
import vcr.errors

from chatwoot_client.sandbox import Sandbox

folder = Path(tempfile.mkdtemp())
cassette = str(folder / "create.yaml")


def contacts_of(server):
    # Not before a cassette is in, so that all there is of a client is loaded inside of it.
    import chatwoot_client

    return chatwoot_client.ContactsAPIApi(chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url)))


with Sandbox() as server:
    inbox = server.inbox.identifier
    with vcr.use_cassette(cassette, filter_headers=["api-access-token"]) as recording:
        first_used_inside = contacts_of(server)
        recorded = first_used_inside.create_a_contact({"name": "Ada"}, inbox)
        assert [(request.method, request.body) for request in recording.requests] == [("POST", b'{"name":"Ada"}')]
    assert len(server.requests) == 1

    first_used_outside = contacts_of(server)
    for contacts in (first_used_inside, first_used_outside):
        # Outside of a cassette requests go out, before and after.
        for _ in range(2):
            sent = len(server.requests)
            contacts.get_details_of_a_contact(inbox, recorded.source_id)
            assert len(server.requests) == sent + 1

            with vcr.use_cassette(cassette, record_mode="none") as replay:
                assert contacts.create_a_contact({"name": "Ada"}, inbox) == recorded
                assert replay.play_count == 1
                with pytest.raises(vcr.errors.CannotOverwriteExistingCassetteException):
                    contacts.get_details_of_a_contact(inbox, recorded.source_id)
            assert len(server.requests) == sent + 1, "a request went out from inside of the cassette"

    # One inside of another, and an answer that's read as it comes.
    from chatwoot_client import streamed

    outer, inner = str(folder / "outer.yaml"), str(folder / "inner.yaml")
    for _ in range(2):
        with vcr.use_cassette(outer) as of_outer:
            with (
                vcr.use_cassette(inner) as of_inner,
                streamed(contacts.get_details_of_a_contact, inbox, recorded.source_id) as read,
            ):
                assert read.read(2) == b'{"'
                assert read.read().endswith(b"}")
            contacts.get_details_of_a_contact(inbox, recorded.source_id)
        assert (len(of_outer), len(of_inner)) == (1, 1)
