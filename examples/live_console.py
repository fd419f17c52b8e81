"""Prints what happens in an account, live, until Ctrl-C.

It watches an offline sandbox in which somebody talks. To watch your own Chatwoot:

    CHATWOOT_HOST=https://chatwoot.example.com CHATWOOT_ACCOUNT_ID=1 CHATWOOT_USER_TOKEN=… \\
        python examples/live_console.py
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING

import chatwoot_client
from chatwoot_client.events import ConversationStatusChanged, MessageCreated, MessageUpdated, Receiver, TypingEvent

if TYPE_CHECKING:
    from chatwoot_client.sandbox import Sandbox

receiver = Receiver()


@receiver.on(MessageCreated)
def say(event: MessageCreated) -> None:
    sender = event.sender.name if event.sender else "Chatwoot"
    note = " (private)" if event.is_private else ""
    print(f"#{event.conversation_id}  {sender}{note}: {event.content}", flush=True)


@receiver.on(MessageUpdated)
def change(event: MessageUpdated) -> None:
    if "status" not in event.changes:
        print(f"#{event.conversation_id}  changed to: {event.content}", flush=True)


@receiver.on(TypingEvent)
def typing(event: TypingEvent) -> None:
    if event.name.endswith("on") and event.user:
        print(f"#{event.conversation_id}  {event.user.name} is typing …", flush=True)


@receiver.on(ConversationStatusChanged)
def status(event: ConversationStatusChanged) -> None:
    print(f"#{event.conversation_id}  is {event.conversation.status} now", flush=True)


def watch(client: chatwoot_client.ApiClient, account_id: int) -> None:
    # Offline, so that nobody is assigned conversations because a program looks on.
    receiver.listen(client, account_id=account_id, availability="offline", on_trouble=print)


def chatter(server: Sandbox, client: chatwoot_client.ApiClient) -> None:
    """Somebody talks in the sandbox while the console watches."""
    while not server.cable.subscriptions:
        time.sleep(0.05)
    time.sleep(0.5)
    inbox = server.inbox.identifier
    contact = chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": "Ada"}, inbox)
    conversations = chatwoot_client.ConversationsAPIApi(client)
    conversation = conversations.create_a_conversation({}, inbox, contact.source_id)
    here = (inbox, contact.source_id, conversation.id)
    conversations.toggle_typing_status({"typing_status": "on"}, *here)
    chatwoot_client.MessagesAPIApi(client).create_a_message({"content": "Is anybody there?"}, *here)
    server.reply(conversation.id, "She's a good customer.", private=True)
    server.reply(conversation.id, "Yes! How can we help?")
    server.set_status(conversation.id, "resolved")
    time.sleep(1)
    receiver.stop()


def main() -> None:
    if not os.environ.get("CHATWOOT_HOST"):
        # Only here, since it needs the extra `sandbox`, which your own Chatwoot doesn't.
        from chatwoot_client.sandbox import Sandbox

        with Sandbox() as server:
            configuration = chatwoot_client.Configuration(host=server.url, api_key={"userApiKey": server.user_token})
            with chatwoot_client.ApiClient(configuration) as client:
                print(f"An offline Chatwoot on {server.url}, in which somebody talks.")
                threading.Thread(target=chatter, args=(server, client), daemon=True).start()
                watch(client, server.account_id)
    elif not os.environ.get("CHATWOOT_ACCOUNT_ID"):
        sys.exit("Set CHATWOOT_ACCOUNT_ID to the number of the account to watch, too.")
    else:
        with chatwoot_client.ApiClient(chatwoot_client.Configuration.from_env()) as client:
            print("Watching. Ctrl-C ends it.")
            watch(client, int(os.environ["CHATWOOT_ACCOUNT_ID"]))
    receiver.close()


if __name__ == "__main__":
    try:
        main()
    except chatwoot_client.ApiException as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
