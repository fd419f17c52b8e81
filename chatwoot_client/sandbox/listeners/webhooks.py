"""Tells addresses of what happens: webhooks of the account, of API inboxes, and bots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable, Union

from chatwoot_client.sandbox.http.deliveries import Deliveries, Delivery
from chatwoot_client.sandbox.rails.answers import dump
from chatwoot_client.sandbox.rails.errors import RecordInvalid
from chatwoot_client.sandbox.records.base import now, words
from chatwoot_client.sandbox.records.conversations import ACTIVITY, Conversation, Message
from chatwoot_client.sandbox.records.events import ContactEvent, ConversationEvent
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.people import AgentBot
from chatwoot_client.sandbox.records.settings import Webhook
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views.told import ToldViews, changes

_OF_BOTS = frozenset(
    words("""
        message_created message_updated conversation_opened conversation_resolved conversation_status_changed
        conversation_updated
    """)
)
_ONLY_OF_BOTS = frozenset(words("conversation_opened conversation_resolved"))
_OF_INBOXES = frozenset(
    words("""
        conversation_created conversation_updated conversation_status_changed conversation_typing_on
        conversation_typing_off message_created message_updated
    """)
)
BOT_FAILED = "Conversation was marked open by system due to an error with the agent bot."

Happening = Union[ConversationEvent, ContactEvent]
Act = Callable[[Callable[[], None]], None]


class Webhooks:
    """The webhooks of one account."""

    def __init__(self, account: Account, base_url: str, deliveries: Deliveries, act: Act) -> None:
        """Send what happens in an account.

        Parameters:
            account: whose events they are.
            base_url: where the server is; files are addressed there.
            deliveries: what sends them.
            act: does something with the records held, from another thread: what follows from a delivery that failed.
        """
        self._account = account
        self._views = ToldViews(account, base_url)
        self._deliveries = deliveries
        self._act = act

    def tell(self, event: Happening) -> None:
        """Tell everybody of an event who wants to know."""
        if isinstance(event, ConversationEvent) and event.message and event.message.message_type == ACTIVITY:
            return
        body: bytes | None = None
        for delivery in self._wanted(event):
            body = body or dump(body_of(event, self._views))
            delivery.body = body
            self._deliveries.add(delivery)

    def _wanted(self, event: Happening) -> Iterator[Delivery]:
        """The deliveries of an event, without their body."""
        if isinstance(event, ConversationEvent):
            if event.name in _OF_BOTS:
                yield from (self._to_bot(bot, event) for bot in _bots(event.conversation))
            if event.name in _OF_INBOXES:
                yield from self._to_inbox(event.conversation.inbox, event)
        if event.name in _ONLY_OF_BOTS:
            return
        for webhook in self._account.all(Webhook).values():
            inbox_fits = webhook.inbox_id is None or (
                isinstance(event, ConversationEvent) and webhook.inbox_id == event.conversation.inbox.id
            )
            if webhook.url and inbox_fits and event.name in webhook.subscriptions:
                yield Delivery(webhook.url, event.name, b"", secret=webhook.secret)

    def _to_bot(self, bot: AgentBot, event: ConversationEvent) -> Delivery:
        return Delivery(
            bot.outgoing_url or "",
            event.name,
            b"",
            secret=bot.secret,
            attempts=3,
            failed=self._opens(event.conversation) if event.name.startswith("message") else None,
        )

    def _to_inbox(self, inbox: Inbox, event: ConversationEvent) -> Iterator[Delivery]:
        url = inbox.channel.get("webhook_url") if inbox.channel_type == "Channel::Api" else None
        if url:
            failed = self._marks(event.message) if event.message is not None else None
            yield Delivery(url, event.name, b"", secret=inbox.channel["secret"], failed=failed)

    # What follows from failure

    def _opens(self, conversation: Conversation) -> Callable[[str], None]:
        def open_pending(error: str) -> None:
            if conversation.status == "pending":
                self._account.set_status(conversation, "open", activity=BOT_FAILED)

        return lambda error: self._act(lambda: open_pending(error))

    def _marks(self, message: Message) -> Callable[[str], None]:
        def mark(error: str) -> None:
            if message.status == "failed":
                # Its own update isn't to fail again and again.
                return
            try:
                self._account.refuse_flood(message.conversation)
            except RecordInvalid:
                return
            message.status, message.updated_at = "failed", now()
            message.content_attributes = {**message.content_attributes, "external_error": error}
            self._account.tell("message_updated", message.conversation, message=message)

        return lambda error: self._act(lambda: mark(error))


def body_of(event: Happening, views: ToldViews) -> dict[str, Any]:
    """What is told of an event."""
    if isinstance(event, ContactEvent):
        told = {**views.contact(event.contact), "event": event.name}
        return {**told, "changed_attributes": changes(event.changed)} if event.name == "contact_updated" else told
    if event.typist is not None:
        return {**views.typing(event.conversation, event.typist, event.is_private), "event": event.name}
    if event.message is not None and event.name.startswith("message"):
        return {**views.message(event.message), "event": event.name}
    told = {**views.conversation(event.conversation), "event": event.name}
    if event.name == "conversation_updated":
        return {**told, "changed_attributes": changes(event.changed)}
    return {**told, "changed_attributes": None} if event.name == "conversation_status_changed" else told


def _bots(conversation: Conversation) -> Iterator[AgentBot]:
    """The bots that are told: the one that has the conversation and the inbox's, each once."""
    found = dict.fromkeys((conversation.assignee, conversation.inbox.agent_bot))
    for bot in found:
        if isinstance(bot, AgentBot) and bot.outgoing_url:
            yield bot
