"""An agent bot: answers with a choice, hands over to people, and labels what it's about.

It talks in an offline sandbox, with a customer who asks. For your own Chatwoot, make an agent bot whose outgoing URL
leads to this program, connect it with an inbox, and serve `app` with any WSGI server:

    CHATWOOT_HOST=https://chatwoot.example.com CHATWOOT_AGENT_BOT_TOKEN=… BOT_SECRET=… \\
        gunicorn --chdir examples support_bot:app
"""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, make_server

import chatwoot_client
from chatwoot_client import compose
from chatwoot_client.events import MessageCreated, MessageUpdated, Receiver

if TYPE_CHECKING:
    from chatwoot_client.sandbox import Sandbox

TOPICS = [("My order", "order"), ("Returns", "returns"), ("A person, please", "person")]


class Bot:
    """Answers what customers write in the conversations that it has."""

    def __init__(self, client: chatwoot_client.ApiClient, secret: str) -> None:
        self._messages = chatwoot_client.MessagesApi(client)
        self._conversations = chatwoot_client.ConversationsApi(client)
        self.receiver = Receiver([secret])
        self.receiver.on(MessageCreated)(self.ask)
        self.receiver.on(MessageUpdated)(self.act)

    def ask(self, event: MessageCreated) -> None:
        """Whoever writes to the bot is asked what it's about."""
        # A pending conversation is the bot's; one that's open is with people.
        if not event.is_incoming or event.conversation is None or event.conversation.status != "pending":
            return
        question = compose.input_select("Hello! What's it about?", TOPICS)
        self._messages.create_a_new_message_in_a_conversation(question, *self._where(event))

    def act(self, event: MessageUpdated) -> None:
        """The customer chose."""
        answers = (event.content_attributes or {}).get("submitted_values")
        if event.content_type != "input_select" or not answers:
            return
        topic = answers[0]["value"]
        if topic == "person":
            self._say(event, "Somebody will be with you soon.")
        else:
            self._conversations.add_labels(topic, *self._where(event))
            self._say(event, "I've told my colleagues what it's about. One of them will answer you here.")
        self._conversations.hand_over(*self._where(event), note=f"Asked about: {answers[0]['title']}")

    def _say(self, event: MessageUpdated, words: str) -> None:
        self._messages.create_a_new_message_in_a_conversation({"content": words}, *self._where(event))

    @staticmethod
    def _where(event: MessageCreated | MessageUpdated) -> tuple[int, int]:
        assert event.account_id is not None
        assert event.conversation_id is not None
        return event.account_id, event.conversation_id


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each delivery."""


def rehearse() -> None:
    """The bot and a customer, in a sandbox."""
    from chatwoot_client.sandbox import Sandbox

    with Sandbox() as server:
        bot_record = server.create_agent_bot("Robin")
        inbox = server.create_inbox("Shop", agent_bot=bot_record)
        configuration = chatwoot_client.Configuration(
            host=server.url, api_key={"agentBotApiKey": bot_record.access_token}
        )
        with chatwoot_client.ApiClient(configuration) as client:
            bot = Bot(client, bot_record.secret)
            with make_server("127.0.0.1", 0, bot.receiver.wsgi, handler_class=Quiet) as web:
                threading.Thread(target=web.serve_forever, daemon=True).start()
                bot_record.outgoing_url = f"http://127.0.0.1:{web.server_port}/"
                conversation_id = be_a_customer(client, inbox.identifier, server, bot)
                web.shutdown()
        conversation = server.conversation(conversation_id)
        print(f"The conversation is {conversation.status} for people now, labelled {', '.join(conversation.labels)}.")


def be_a_customer(client: chatwoot_client.ApiClient, inbox: str, server: Sandbox, bot: Bot) -> int:
    """Ask, and choose the first topic that's offered."""
    contact = chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": "Ada"}, inbox)
    conversation = chatwoot_client.ConversationsAPIApi(client).create_a_conversation({}, inbox, contact.source_id)
    here = (inbox, contact.source_id, conversation.id)
    messages = chatwoot_client.MessagesAPIApi(client)
    messages.create_a_message({"content": "Hello?"}, *here)
    print("Ada: Hello?")
    settle(server, bot)
    (question,) = [each for each in messages.iter_messages(*here) if each.content_type == "input_select"]
    choices = question.content_attributes["items"]
    print(f"Robin: {question.content} ({' / '.join(choice['title'] for choice in choices)})")
    messages.update_a_message({"submitted_values": [choices[0]]}, *here, question.id)
    print(f"Ada: {choices[0]['title']}")
    settle(server, bot)
    last = next(messages.iter_messages(*here))
    print(f"Robin: {last.content}")
    return int(conversation.id)


def settle(server: Sandbox, bot: Bot) -> None:
    """Wait until the bot was told, and has done what it does."""
    for _ in range(2):
        server.wait_for_deliveries()
        bot.receiver.close()


if os.environ.get("CHATWOOT_HOST"):
    if not os.environ.get("BOT_SECRET"):
        sys.exit("Set BOT_SECRET to the secret of the agent bot, too: administrators see it in its settings.")
    app = Bot(
        chatwoot_client.ApiClient(chatwoot_client.Configuration.from_env()), os.environ["BOT_SECRET"]
    ).receiver.wsgi

if __name__ == "__main__":
    try:
        if os.environ.get("CHATWOOT_HOST"):
            sys.exit("Serve `app` with a WSGI server, such as: gunicorn --chdir examples support_bot:app")
        rehearse()
    except chatwoot_client.ApiException as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
