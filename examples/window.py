"""A page that shows a bot at work: its conversations as the agent and as the customer see them, and what passes.

An offline sandbox with its window, and beside it the bot of `support_bot.py`. Write to it as a new customer.
"""

from __future__ import annotations

import sys
import threading
import webbrowser
from wsgiref.simple_server import make_server

from support_bot import Bot, Quiet, settle

import chatwoot_client
from chatwoot_client.sandbox import Sandbox


def run() -> None:
    """Serve the window and the bot, until Enter is pressed."""
    with Sandbox(window=True) as server:
        record = server.create_agent_bot("Robin")
        server.inbox.agent_bot = record
        configuration = chatwoot_client.Configuration(host=server.url, api_key={"agentBotApiKey": record.access_token})
        with chatwoot_client.ApiClient(configuration) as client:
            bot = Bot(client, record.secret)
            with make_server("127.0.0.1", 0, bot.receiver.wsgi, handler_class=Quiet) as web:
                threading.Thread(target=web.serve_forever, daemon=True).start()
                record.outgoing_url = f"http://127.0.0.1:{web.server_port}/"
                write_as_ada(client, server)
                show(server)
                settle(server, bot)  # what it's at needs the sandbox
                web.shutdown()


def write_as_ada(client: chatwoot_client.ApiClient, server: Sandbox) -> None:
    """The first conversation, so that there's something to see."""
    inbox = server.inbox.identifier
    contact = chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": "Ada"}, inbox)
    conversation = chatwoot_client.ConversationsAPIApi(client).create_a_conversation({}, inbox, contact.source_id)
    here = (inbox, contact.source_id, conversation.id)
    chatwoot_client.MessagesAPIApi(client).create_a_message({"content": "Hello? Where's my *order*?"}, *here)


def show(server: Sandbox) -> None:
    """Open the page where somebody sits at a terminal, and wait for them."""
    print(f"The window is at {server.window_url}")
    print("Robin, a bot, answers whoever writes there. Press Enter to end.", flush=True)
    if sys.stdin.isatty():
        webbrowser.open(server.window_url)
    sys.stdin.readline()


if __name__ == "__main__":
    run()
