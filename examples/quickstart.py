"""A customer asks, an agent answers: both sides of a conversation, from the first contact until it's resolved.

It talks to an offline sandbox. To talk to your own Chatwoot, name it and one of its inboxes of the API channel, and for
the agent's side an account and a user's token:

    CHATWOOT_HOST=https://chatwoot.example.com CHATWOOT_INBOX_IDENTIFIER=… \\
        CHATWOOT_ACCOUNT_ID=1 CHATWOOT_USER_TOKEN=… python examples/quickstart.py
"""

from __future__ import annotations

import os
import sys

import chatwoot_client
from chatwoot_client import compose
from chatwoot_client.filters import attribute


def talk(client: chatwoot_client.ApiClient, inbox: str, account_id: int | None) -> None:
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

    if account_id is not None:
        ask_back(client, account_id, conversation.id)

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


def ask_back(client: chatwoot_client.ApiClient, account_id: int, conversation_id: int) -> None:
    """What an agent does: find the conversation among the open ones, and ask something."""
    conversations = chatwoot_client.ConversationsApi(client)
    unassigned = (attribute("status") == "open") & attribute("assignee_id").is_not_present()
    waiting = [each.id for each in conversations.iter_conversation_filter(unassigned, account_id)]
    print(f"Open conversations that nobody has, as an agent sees them: {', '.join(map(str, waiting))}.")
    question = compose.input_select("You choose!", [("Morning", "morning"), ("Evening", "evening")])
    chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation(question, account_id, conversation_id)


def main() -> None:
    if not os.environ.get("CHATWOOT_HOST"):
        # Only here, since it needs the extra `sandbox`, which your own Chatwoot doesn't.
        from chatwoot_client.sandbox import Sandbox

        with Sandbox() as server:
            print(f"An offline Chatwoot listens on {server.url}.")
            configuration = chatwoot_client.Configuration(host=server.url, api_key={"userApiKey": server.user_token})
            with chatwoot_client.ApiClient(configuration) as client:
                talk(client, server.inbox.identifier, server.account_id)
    elif not os.environ.get("CHATWOOT_INBOX_IDENTIFIER"):
        sys.exit("Set CHATWOOT_INBOX_IDENTIFIER to the identifier of an inbox of the API channel, too.")
    else:
        account_id = os.environ.get("CHATWOOT_ACCOUNT_ID")
        with chatwoot_client.ApiClient(chatwoot_client.Configuration.from_env()) as client:
            talk(client, os.environ["CHATWOOT_INBOX_IDENTIFIER"], int(account_id) if account_id else None)


if __name__ == "__main__":
    try:
        main()
    except chatwoot_client.ApiException as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
