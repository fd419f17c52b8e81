"""The fixtures for people who test their own programs."""

from __future__ import annotations

from chatwoot_client import ContactsAPIApi, ConversationsAPIApi, MessagesAPIApi
from chatwoot_client.events import MessageCreated


def test_a_receiver_is_told_what_happens_in_the_sandbox(chatwoot_sandbox, chatwoot_client_for, chatwoot_receiver):
    said = []
    chatwoot_receiver.on(MessageCreated)(lambda event: said.append(event.content))
    client = chatwoot_client_for(chatwoot_sandbox)
    inbox = chatwoot_sandbox.inbox.identifier
    source = ContactsAPIApi(client).create_a_contact({"name": "Ann"}, inbox).source_id
    conversation = ConversationsAPIApi(client).create_a_conversation({}, inbox, source).id
    MessagesAPIApi(client).create_a_message({"content": "Hello"}, inbox, source, conversation)
    assert chatwoot_sandbox.wait_for_deliveries()
    chatwoot_receiver.close()
    assert said == ["Hello"]
