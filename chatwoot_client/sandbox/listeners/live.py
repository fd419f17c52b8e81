"""Tells who is connected of what happens, in the words of ``/cable``."""

from __future__ import annotations

from typing import Any

from chatwoot_client.sandbox.cable.audience import of_account, of_agents, of_contact
from chatwoot_client.sandbox.cable.room import Room
from chatwoot_client.sandbox.records.base import words
from chatwoot_client.sandbox.records.conversations import OUTGOING, Conversation, Message
from chatwoot_client.sandbox.records.events import ContactEvent, ConversationEvent
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views.delivered import DeliveredViews
from chatwoot_client.sandbox.views.told import plain

_OF_AGENTS_ALONE = frozenset(words("conversation_read assignee_changed team_changed"))
_TOLD = frozenset(
    words("conversation_created conversation_updated conversation_status_changed conversation_read assignee_changed")
) | {"team_changed"}
_LIVE = {"assignee_changed": "assignee.changed", "team_changed": "team.changed"}


class Live:
    """The live events of one account."""

    def __init__(self, account: Account, base_url: str, room: Room) -> None:
        """Tell a room what happens in an account, whose files are addressed at `base_url`."""
        self._account = account
        self._views = DeliveredViews(account, base_url)
        self._room = room

    def tell(self, event: ConversationEvent | ContactEvent) -> None:
        """Tell everybody of an event who may hear of it."""
        if isinstance(event, ContactEvent):
            self._of_contact(event)
        elif event.typist is not None:
            self._of_typing(event)
        elif event.message is not None and event.name.startswith("message"):
            self._of_message(event, event.message)
        elif event.name in _TOLD:
            name = _LIVE.get(event.name) or event.name.replace("_", ".", 1)
            # It's built anew when it's sent, so nobody knows who did it; only of a new one that's told.
            data = self._data(self._views.conversation(event.conversation), event, event.name == "conversation_created")
            self._broadcast(event.conversation, name, data, event.name not in _OF_AGENTS_ALONE)

    def _of_message(self, event: ConversationEvent, message: Message) -> None:
        told = self._views.message(message)
        if message.echo_id is not None and event.name == "message_created":
            told["echo_id"] = message.echo_id
        if event.name == "message_updated":
            told["previous_changes"] = {name: [plain(each) for each in pair] for name, pair in event.changed.items()}
        data = self._data(told, event, True)
        self._broadcast(message.conversation, event.name.replace("_", "."), data, message.shown_to_contact)
        if event.name == "message_created" and _is_first_reply(message):
            self._broadcast(message.conversation, "first.reply.created", data, False)

    def _of_typing(self, event: ConversationEvent) -> None:
        told = {
            "conversation": self._views.conversation(event.conversation),
            "user": self._views.sender(event.typist),
            "is_private": event.is_private,
        }
        name = event.name.replace("_", ".", 1)
        streams = [*of_agents(self._account, event.conversation), event.conversation.contact_inbox.pubsub_token]
        if isinstance(event.typist, User):
            streams = [each for each in streams if each != event.typist.pubsub_token]
        elif event.typist is event.conversation.contact:
            streams.remove(event.conversation.contact_inbox.pubsub_token)
        self._room.broadcast(streams, name, self._data(told, event, True))

    def _of_contact(self, event: ContactEvent) -> None:
        told = self._data(self._views.sender(event.contact) or {}, event, True)
        self._room.broadcast([of_account(self._account)], event.name.replace("_", "."), told)

    def _broadcast(self, conversation: Conversation, event: str, data: dict[str, Any], to_contact: bool) -> None:
        streams = list(of_agents(self._account, conversation))
        if to_contact:
            streams += of_contact(self._account, conversation)
        self._room.broadcast(streams, event, data)

    def _data(self, told: dict[str, Any], event: ConversationEvent | ContactEvent, by_whom: bool) -> dict[str, Any]:
        data = {**told, "account_id": self._account.id}
        if by_whom and event.performer is not None:
            data["performer"] = self._views.sender(event.performer)
        return data


def _is_first_reply(message: Message) -> bool:
    """Whether a person answers for the first time."""
    replied_at = message.conversation.first_reply_created_at
    return message.message_type == OUTGOING and not message.private and replied_at == message.created_at
