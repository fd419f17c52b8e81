"""What Chatwoot tells by webhook: verified, typed, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client._lazy import lazily

if TYPE_CHECKING:
    from chatwoot_client.events.event import Change as Change
    from chatwoot_client.events.event import ContactCreated as ContactCreated
    from chatwoot_client.events.event import ContactEvent as ContactEvent
    from chatwoot_client.events.event import ContactUpdated as ContactUpdated
    from chatwoot_client.events.event import ConversationCreated as ConversationCreated
    from chatwoot_client.events.event import ConversationEvent as ConversationEvent
    from chatwoot_client.events.event import ConversationOpened as ConversationOpened
    from chatwoot_client.events.event import ConversationResolved as ConversationResolved
    from chatwoot_client.events.event import ConversationStatusChanged as ConversationStatusChanged
    from chatwoot_client.events.event import ConversationTypingOff as ConversationTypingOff
    from chatwoot_client.events.event import ConversationTypingOn as ConversationTypingOn
    from chatwoot_client.events.event import ConversationUpdated as ConversationUpdated
    from chatwoot_client.events.event import Event as Event
    from chatwoot_client.events.event import InboxCreated as InboxCreated
    from chatwoot_client.events.event import InboxEvent as InboxEvent
    from chatwoot_client.events.event import InboxUpdated as InboxUpdated
    from chatwoot_client.events.event import MacroExecuted as MacroExecuted
    from chatwoot_client.events.event import MessageCreated as MessageCreated
    from chatwoot_client.events.event import MessageEvent as MessageEvent
    from chatwoot_client.events.event import MessageUpdated as MessageUpdated
    from chatwoot_client.events.event import RuleMatched as RuleMatched
    from chatwoot_client.events.event import TypingEvent as TypingEvent
    from chatwoot_client.events.event import WebwidgetTriggered as WebwidgetTriggered
    from chatwoot_client.events.event import event_of as event_of
    from chatwoot_client.events.receiver import Receiver as Receiver
    from chatwoot_client.events.receiver import Reply as Reply
    from chatwoot_client.events.receiver import verify as verify
    from chatwoot_client.events.seen import Memory as Memory
    from chatwoot_client.events.seen import Seen as Seen
    from chatwoot_client.events.signature import SignatureException as SignatureException
    from chatwoot_client.events.signature import Stamp as Stamp
    from chatwoot_client.events.signature import signature_of as signature_of
else:
    # Type checkers see the imports above only, and so they find names that aren't there.
    __getattr__, __dir__ = lazily(
        __name__,
        event=(
            "Change ContactCreated ContactEvent ContactUpdated ConversationCreated ConversationEvent "
            "ConversationOpened ConversationResolved ConversationStatusChanged ConversationTypingOff "
            "ConversationTypingOn ConversationUpdated Event InboxCreated InboxEvent InboxUpdated MacroExecuted "
            "MessageCreated MessageEvent MessageUpdated RuleMatched TypingEvent WebwidgetTriggered event_of"
        ),
        receiver="Receiver Reply verify",
        seen="Memory Seen",
        signature="SignatureException Stamp signature_of",
    )
