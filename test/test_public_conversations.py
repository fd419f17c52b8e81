"""``ConversationsAPIApi`` on the wire."""

from __future__ import annotations

import pytest
from operations import BodyRules, Operation, OperationRules
from servers import ScriptedServer, answer

from chatwoot_client import (
    ConversationsAPIApi,
    PublicContactRecord,
    PublicConversation,
    PublicConversationCreatePayload,
    PublicMessage,
)

CONVERSATIONS = "/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations"
CONVERSATION = CONVERSATIONS + "/{conversation_id}"
OF_CONTACT = {"inbox_identifier": "inbox", "contact_identifier": "contact"}
OF_CONVERSATION = {**OF_CONTACT, "conversation_id": 56}


class TestOperations(OperationRules):
    operations = (
        Operation(
            ConversationsAPIApi,
            "create_a_conversation",
            "create-a-conversation",
            "POST",
            OF_CONTACT,
            CONVERSATIONS,
            PublicConversation,
            PublicConversationCreatePayload,
            takes_body=True,
            body={"custom_attributes": {"order": 5, "of": ["a", None]}},
        ),
        Operation(
            ConversationsAPIApi,
            "list_all_contact_conversations",
            "list-all-contact-conversations",
            "GET",
            OF_CONTACT,
            CONVERSATIONS,
            [PublicConversation],
        ),
        Operation(
            ConversationsAPIApi,
            "get_single_conversation",
            "get-single-conversation",
            "GET",
            OF_CONVERSATION,
            CONVERSATION,
            PublicConversation,
        ),
        Operation(
            ConversationsAPIApi,
            "resolve_conversation",
            "resolve-conversation",
            "POST",
            OF_CONVERSATION,
            CONVERSATION + "/toggle_status",
            PublicConversation,
        ),
        Operation(
            ConversationsAPIApi,
            "toggle_typing_status",
            "toggle-typing-status",
            "POST",
            OF_CONVERSATION,
            CONVERSATION + "/toggle_typing",
            takes_body=True,
            body={"typing_status": "on"},
            query={"typing_status": ("off", "typing_status=off")},
        ),
        Operation(
            ConversationsAPIApi,
            "update_last_seen",
            "update-last-seen",
            "POST",
            OF_CONVERSATION,
            CONVERSATION + "/update_last_seen",
        ),
    )


class TestBodies(BodyRules):
    operations = tuple(operation for operation in TestOperations.operations if operation.takes_body)


@pytest.mark.parametrize("status", ["", "maybe", True, 5])
def test_a_typing_status_that_the_server_would_ignore_is_refused(client_for, status):
    with ScriptedServer([answer()]) as server:
        api = ConversationsAPIApi(client_for(server))
        with pytest.raises(ValueError, match="typing_status must be 'on' or 'off'"):
            api.toggle_typing_status({}, "inbox", "contact", 1, status)
    assert server.connections == 0


def test_the_contact_and_the_messages_of_a_conversation_are_models():
    conversation = PublicConversation.from_dict({"id": 1, "contact": {"id": 5}, "messages": [{"id": 7}]})
    assert type(conversation.contact) is PublicContactRecord
    assert [type(message) for message in conversation.messages] == [PublicMessage]
