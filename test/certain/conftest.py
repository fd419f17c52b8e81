"""A conversation in a sandbox, and what an agent does in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable

import pytest

from chatwoot_client import ApiClient, ContactsAPIApi, ConversationsAPIApi, Message, MessagesApi
from chatwoot_client.sandbox import Sandbox

#: Seconds that stand for those after which a server is done; the sandbox is, after a few milliseconds.
SETTLE = 0.4


@pytest.fixture
def server() -> Iterator[Sandbox]:
    with Sandbox(messages_per_minute=None) as sandbox:
        yield sandbox


class Desk:
    """An agent's side of one conversation."""

    def __init__(self, server: Sandbox, client: ApiClient) -> None:
        contact = ContactsAPIApi(client).create_a_contact({}, server.inbox.identifier)
        made = ConversationsAPIApi(client).create_a_conversation({}, server.inbox.identifier, str(contact.source_id))
        assert isinstance(made.id, int)
        self.server = server
        self.messages = MessagesApi(client)
        self.conversation = made.id
        server.clear_requests()

    def send(self, key: Any = "order-1", body: Any = None, **how: Any) -> Message:
        sent = {"content": "It's on its way"} if body is None else body
        return self.messages.send_once(sent, 1, self.conversation, **{"key": key, "settle": SETTLE, **how})

    @property
    def asked(self) -> list[str]:
        """The methods of the requests since the last time that was asked for."""
        methods = [request.method for request in self.server.requests]
        self.server.clear_requests()
        return methods

    @property
    def stored(self) -> list[Any]:
        return [message.content_attributes for message in self.server.conversation(self.conversation).messages]


@pytest.fixture
def desk(server: Sandbox, client_for: Callable[..., ApiClient]) -> Desk:
    return Desk(server, client_for(server, api_key={"userApiKey": server.user_token}, retries=0))
