"""``ConversationsAPIApi`` on the wire."""

from __future__ import annotations

import pytest
from servers import ScriptedServer, answer

from chatwoot_client import ConversationsAPIApi, PublicContactRecord, PublicConversation, PublicMessage


@pytest.mark.parametrize("status", ["", "maybe", True, 5])
def test_a_typing_status_that_the_server_would_ignore_is_refused(client_for, status):
    with ScriptedServer([answer()]) as server:
        api = ConversationsAPIApi(client_for(server))
        with pytest.raises(ValueError, match="typing_status must be 'on' or 'off'"):
            api.toggle_typing_status({}, "inbox", "contact", 1, status)
    assert server.connections == 0


def test_a_typing_status_goes_into_the_query(client_for):
    with ScriptedServer([answer()]) as server:
        ConversationsAPIApi(client_for(server)).toggle_typing_status({}, "inbox", "contact", 1, typing_status="off")
    assert server.requests[0].target.endswith("/conversations/1/toggle_typing?typing_status=off")


def test_the_contact_and_the_messages_of_a_conversation_are_models():
    conversation = PublicConversation.from_dict({"id": 1, "contact": {"id": 5}, "messages": [{"id": 7}]})
    assert type(conversation.contact) is PublicContactRecord
    assert [type(message) for message in conversation.messages] == [PublicMessage]
