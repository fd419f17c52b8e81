"""A customer asks, an agent answers: the public API from the first contact to the resolved conversation.

It talks to an offline sandbox. To talk to your own Chatwoot, name it and one of its inboxes of the API channel:

    CHATWOOT_HOST=https://chatwoot.example.com CHATWOOT_INBOX_IDENTIFIER=… python examples/quickstart.py
"""

from __future__ import annotations

import os
import sys

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

DELIVERY = {"items": [{"title": "Morning", "value": "morning"}, {"title": "Evening", "value": "evening"}]}


def talk(configuration: chatwoot_client.Configuration, inbox: str, sandbox: Sandbox | None = None) -> None:
    with chatwoot_client.ApiClient(configuration) as client:
        contacts = chatwoot_client.ContactsAPIApi(client)
        conversations = chatwoot_client.ConversationsAPIApi(client)
        messages = chatwoot_client.MessagesAPIApi(client)

        contact = contacts.create_a_contact({"name": "Ada Lovelace"}, inbox)
        conversation = conversations.create_a_conversation({}, inbox, contact.source_id)
        print(f"{contact.name} begins conversation {conversation.id}.")
        here = (inbox, contact.source_id, conversation.id)

        question = chatwoot_client.PublicMessageCreatePayload(
            content="When does my order arrive?",
            attachments=[("order.txt", b"Order 1001: an analytical engine")],
        )
        sent = messages.create_a_message(question, *here)
        file = sent.attachments[0]
        print(f"She sends message {sent.id} with a file of {file.file_size} bytes: {file.data_url}")

        if sandbox is not None:
            sandbox.reply(conversation.id, "You choose!", content_type="input_select", content_attributes=DELIVERY)

        print("The conversation, newest message first:")
        for message in messages.iter_messages(*here):
            sender = message.sender.name if message.sender else "Chatwoot"
            print(f"  {message.created_at.datetime:%H:%M:%S}  {sender}: {message.content}")
            if message.content_type == chatwoot_client.MessageContentType.INPUT_SELECT:
                choice = message.content_attributes["items"][0]
                answer = chatwoot_client.PublicMessageUpdatePayload(submitted_values=[choice])
                answered = messages.update_a_message(answer, *here, message.id)
                print(f"            She answers: {answered.content_attributes['submitted_values'][0]['title']}")

        resolved = conversations.resolve_conversation(*here)
        print(f"Conversation {resolved.id} is {resolved.status}.")


def main() -> None:
    if not os.environ.get("CHATWOOT_HOST"):
        with Sandbox() as server:
            print(f"An offline Chatwoot listens on {server.url}.")
            talk(chatwoot_client.Configuration(host=server.url), server.inbox.identifier, server)
    elif not os.environ.get("CHATWOOT_INBOX_IDENTIFIER"):
        sys.exit("Set CHATWOOT_INBOX_IDENTIFIER to the identifier of an inbox of the API channel, too.")
    else:
        talk(chatwoot_client.Configuration.from_env(), os.environ["CHATWOOT_INBOX_IDENTIFIER"])


if __name__ == "__main__":
    try:
        main()
    except chatwoot_client.ApiException as error:
        sys.exit(str(error))
