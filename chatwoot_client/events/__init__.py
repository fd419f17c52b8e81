"""What Chatwoot tells by webhook: verified, typed, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client._lazy import lazily

if TYPE_CHECKING:
    from chatwoot_client.events.event import Change as Change
    from chatwoot_client.events.event import Event as Event
    from chatwoot_client.events.kinds import AssigneeChanged as AssigneeChanged
    from chatwoot_client.events.kinds import ContactCreated as ContactCreated
    from chatwoot_client.events.kinds import ContactDeleted as ContactDeleted
    from chatwoot_client.events.kinds import ContactEvent as ContactEvent
    from chatwoot_client.events.kinds import ContactMerged as ContactMerged
    from chatwoot_client.events.kinds import ContactUpdated as ContactUpdated
    from chatwoot_client.events.kinds import ConversationCreated as ConversationCreated
    from chatwoot_client.events.kinds import ConversationEvent as ConversationEvent
    from chatwoot_client.events.kinds import ConversationMentioned as ConversationMentioned
    from chatwoot_client.events.kinds import ConversationOpened as ConversationOpened
    from chatwoot_client.events.kinds import ConversationRead as ConversationRead
    from chatwoot_client.events.kinds import ConversationResolved as ConversationResolved
    from chatwoot_client.events.kinds import ConversationStatusChanged as ConversationStatusChanged
    from chatwoot_client.events.kinds import ConversationTypingOff as ConversationTypingOff
    from chatwoot_client.events.kinds import ConversationTypingOn as ConversationTypingOn
    from chatwoot_client.events.kinds import ConversationUpdated as ConversationUpdated
    from chatwoot_client.events.kinds import InboxCreated as InboxCreated
    from chatwoot_client.events.kinds import InboxEvent as InboxEvent
    from chatwoot_client.events.kinds import InboxUpdated as InboxUpdated
    from chatwoot_client.events.kinds import MacroExecuted as MacroExecuted
    from chatwoot_client.events.kinds import MessageCreated as MessageCreated
    from chatwoot_client.events.kinds import MessageEvent as MessageEvent
    from chatwoot_client.events.kinds import MessageUpdated as MessageUpdated
    from chatwoot_client.events.kinds import NotificationCreated as NotificationCreated
    from chatwoot_client.events.kinds import NotificationDeleted as NotificationDeleted
    from chatwoot_client.events.kinds import NotificationEvent as NotificationEvent
    from chatwoot_client.events.kinds import NotificationUpdated as NotificationUpdated
    from chatwoot_client.events.kinds import RuleMatched as RuleMatched
    from chatwoot_client.events.kinds import TeamChanged as TeamChanged
    from chatwoot_client.events.kinds import TypingEvent as TypingEvent
    from chatwoot_client.events.kinds import WebwidgetTriggered as WebwidgetTriggered
    from chatwoot_client.events.kinds import event_of as event_of
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
        event="Change Event",
        kinds=(
            "AssigneeChanged ContactCreated ContactDeleted ContactEvent ContactMerged ContactUpdated "
            "ConversationCreated ConversationEvent ConversationMentioned ConversationOpened ConversationRead "
            "ConversationResolved ConversationStatusChanged ConversationTypingOff ConversationTypingOn "
            "ConversationUpdated InboxCreated InboxEvent InboxUpdated MacroExecuted MessageCreated "
            "MessageEvent MessageUpdated NotificationCreated NotificationDeleted NotificationEvent "
            "NotificationUpdated RuleMatched TeamChanged TypingEvent WebwidgetTriggered event_of"
        ),
        receiver="Receiver Reply verify",
        seen="Memory Seen",
        signature="SignatureException Stamp signature_of",
    )
