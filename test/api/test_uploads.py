"""``UploadsApi``: a file, or the address of one."""

from __future__ import annotations

import pytest
from forms import parsed
from servers import ScriptedServer, json_answer

from chatwoot_client import UploadPayload, UploadsApi

STORED = {"file_url": "https://chat.example.com/dot.png", "blob_id": "eyJfcmFpbHMi"}


def test_a_file_goes_under_the_name_of_its_field(client_for):
    with ScriptedServer([json_answer(STORED)]) as server:
        stored = UploadsApi(client_for(server)).upload(UploadPayload(attachment=("dot.png", b"data")), 1)
        assert parsed(server.requests[0]) == ([], [("attachment", "dot.png", "image/png", b"data")])
        assert server.requests[0].target == "/api/v1/accounts/1/upload"
    assert stored.blob_id == "eyJfcmFpbHMi"


def test_an_address_goes_as_json(client_for):
    with ScriptedServer([json_answer(STORED)]) as server:
        UploadsApi(client_for(server)).upload({"external_url": "https://example.com/dot.png"}, 1)
        assert server.requests[0].json == {"external_url": "https://example.com/dot.png"}


def test_text_is_no_file(client_for):
    with ScriptedServer([]) as server:
        with pytest.raises(TypeError, match="attachment is a str"):
            UploadsApi(client_for(server)).upload({"attachment": "dot.png"}, 1)
        assert server.requests == []
