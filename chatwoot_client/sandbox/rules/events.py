"""How what happens to conversations becomes known: the fields that are watched, and what a change of them is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from chatwoot_client.sandbox.records.account import AccountRecords
from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.conversations import Conversation, Message, Sender
from chatwoot_client.sandbox.records.events import ContactEvent, ConversationEvent
from chatwoot_client.sandbox.records.people import User

_WATCHED = (
    "team",
    "assignee",
    "status",
    "snoozed_until",
    "custom_attributes",
    "labels",
    "waiting_since",
    "first_reply_created_at",
    "priority",
)
"""What a conversation is said to be updated by; a new message alone isn't one of them."""


class EventRules(AccountRecords):
    """What an account tells its listeners."""

    @contextmanager
    def saving(self, conversation: Conversation, by: str | None = None) -> Iterator[None]:
        """Tell what changed of a conversation while this was open.

        Parameters:
            conversation: the conversation.
            by: the name of who changes it; None for a contact or the server.
        """
        before = {name: getattr(conversation, name) for name in _WATCHED}
        yield
        now = {name: getattr(conversation, name) for name in _WATCHED}
        changed = {name: (before[name], now[name]) for name in _WATCHED if before[name] != now[name]}
        if "status" in changed:
            if conversation.status in ("open", "resolved"):
                opened = conversation.status == "open"
                self.tell(f"conversation_{'opened' if opened else 'resolved'}", conversation, by=by)
            self.tell("conversation_status_changed", conversation, by=by)
        if changed:
            self.tell("conversation_updated", conversation, changed=changed, by=by)
        if "assignee" in changed:
            self.tell("assignee_changed", conversation, by=by)
        if "team" in changed:
            self.tell("team_changed", conversation, by=by)

    def tell_of_assignee(self, conversation: Conversation, by: str | None) -> None:
        """Tell who has a conversation now."""
        if isinstance(conversation.assignee, User):
            self.tell("assignee_changed", conversation, by=by)

    def tell(
        self,
        name: str,
        conversation: Conversation,
        *,
        message: Message | None = None,
        changed: Mapping[str, tuple[Any, Any]] | None = None,
        by: str | None = None,
        typist: Sender = None,
        is_private: bool = False,
    ) -> None:
        """Keep an event for the listeners, who hear of it when the operation is over."""
        self.store.events.append(
            ConversationEvent(
                name=name,
                account_id=self.id,
                conversation=conversation,
                message=message,
                changed=changed or {},
                by=by,
                by_automation=self.store.automating,
                typist=typist,
                is_private=is_private,
                performer=self.store.performer,
            )
        )

    def tell_of_contact(self, contact: Contact, before: Mapping[str, Any] | None = None) -> None:
        """Keep an event of a contact, who is new or had these fields before."""
        name, changed = "contact_created", {}
        if before is not None:
            name = "contact_updated"
            changed = {key: (old, getattr(contact, key)) for key, old in before.items() if old != getattr(contact, key)}
            # A picture is no column of its own.
            changed.pop("avatar", None)
        self.store.events.append(ContactEvent(name, self.id, contact, changed, self.store.performer))
