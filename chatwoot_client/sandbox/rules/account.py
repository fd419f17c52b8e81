"""An account with all its rules. They are those of Chatwoot 4.16.2; no HTTP here."""

from __future__ import annotations

from typing import Any

from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.people import Team, User
from chatwoot_client.sandbox.rules.channels import new_channel
from chatwoot_client.sandbox.rules.contacts import ContactRules
from chatwoot_client.sandbox.rules.messages import MessageRules


class Account(MessageRules, ContactRules):
    """An account: what it's called, how it's set up, who works in it, and all its records."""

    def create_inbox(self, name: str, **settings: Any) -> Inbox:
        """Make an inbox with an API channel; `settings` are fields of `Inbox`.

        Raises:
            ValueError: another inbox has the identifier.
        """
        inbox = Inbox(0, name, self.id, channel=new_channel("Channel::Api"), **settings)
        if any(inbox.identifier == each.identifier for each in self.inboxes.values()):
            raise ValueError(f"another inbox has the identifier {inbox.identifier!r}")
        self.add_inbox(inbox)
        return inbox

    def add_inbox(self, inbox: Inbox) -> None:
        """Save a new inbox."""
        inbox.id, inbox.channel_id = self.store.next_id(Inbox), self.store.next_id(inbox.channel_type)
        self.inboxes[inbox.id] = inbox
        self.touch("inbox")

    def delete_inbox(self, inbox: Inbox) -> None:
        """Remove an inbox with its conversations."""
        del self.inboxes[inbox.id]
        self.remove_contact_inboxes(inbox)
        self.touch("inbox")

    def remove_member(self, user: User) -> None:
        """Take a user out of the account, its teams and inboxes. Nothing changes when it isn't in."""
        self.members.pop(user.id, None)
        groups: list[Team | Inbox] = [*self.all(Team).values(), *self.inboxes.values()]
        for group in groups:
            group.members = [member for member in group.members if member is not user]
        for conversation in self.conversations.values():
            if conversation.assignee is user:
                conversation.assignee = None
