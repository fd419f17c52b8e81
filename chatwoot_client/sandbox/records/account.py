"""What is known of an account, the records that it keeps, and where they are found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

from chatwoot_client.sandbox.rails.errors import RecordNotFound
from chatwoot_client.sandbox.records.audits import Audit
from chatwoot_client.sandbox.records.base import Setting, found, now
from chatwoot_client.sandbox.records.contacts import Contact, ContactInbox
from chatwoot_client.sandbox.records.conversations import Conversation, Message
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.notifications import Notification, NotificationSetting
from chatwoot_client.sandbox.records.people import Membership, User
from chatwoot_client.sandbox.records.settings import FEATURES_OF_NEW_ACCOUNTS
from chatwoot_client.sandbox.records.store import Store

if TYPE_CHECKING:
    from typing_extensions import Self

S = TypeVar("S", bound=Setting)


@dataclass(eq=False)
class AccountRecords:
    """An account without the rules by which its records change."""

    store: Store
    id: int = 0
    """0 until it is saved."""
    name: str = "Sandbox"
    locale: str = "en"
    domain: str | None = None
    support_email: str | None = None
    status: str = "active"
    features: frozenset[str] = FEATURES_OF_NEW_ACCOUNTS
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    limits: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    """When its labels, inboxes and teams last changed, as epoch seconds."""
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
    members: dict[int, Membership] = field(default_factory=dict)
    """The people who work here, by their user ids."""
    inboxes: dict[int, Inbox] = field(default_factory=dict)
    contact_inboxes: dict[tuple[int, str], ContactInbox] = field(default_factory=dict)
    """By inbox and source id."""
    contacts: dict[int, Contact] = field(default_factory=dict)
    conversations: dict[int, Conversation] = field(default_factory=dict)
    email_layout: str | None = None
    """What stands around the account's e-mails."""
    audits: list[Audit] = field(default_factory=list)
    """What was done to its settings, the latest last."""
    notifications: dict[int, Notification] = field(default_factory=dict)
    _notification_settings: dict[int, NotificationSetting] = field(default_factory=dict)
    """By user ids."""
    _of_kind: dict[type[Setting], dict[int, Setting]] = field(default_factory=dict)

    @property
    def as_read(self) -> Self:
        """The account as the request that is under way reads it: in a race, as it was before that began."""
        before: Self = self.store.before.get(self.id, self)
        return before

    def touch(self, kind: str) -> None:
        """Remember that something of this kind (`label`, `inbox`, `team`) has changed."""
        self.changes[kind] = int(now().timestamp())

    def all(self, kind: type[S]) -> dict[int, S]:
        """The settings of one kind, by their ids."""
        return cast("dict[int, S]", self._of_kind.setdefault(kind, {}))

    def audit(self, record: Setting, action: str, changes: dict[str, Any], user: User) -> None:
        """Note in the audit log what a user did to a setting."""
        kind = type(record).__name__
        known = [each for each in self.audits if (each.auditable_type, each.auditable_id) == (kind, record.id)]
        entry = Audit(self.store.next_id(Audit), record.id, kind, user, action, changes, len(known) + 1)
        self.audits.append(entry)

    def administers(self, user: User) -> bool:
        """Whether a user is an administrator here."""
        return user.id in self.members and self.members[user.id].role == "administrator"

    def notification_setting(self, user: User) -> NotificationSetting:
        """Which notifications a user wants; assignments only, until the user chooses."""
        if user.id not in self._notification_settings:
            self._notification_settings[user.id] = NotificationSetting(self.store.next_id(NotificationSetting))
        return self._notification_settings[user.id]

    def contact(self, contact_id: int) -> Contact:
        """A contact by its id."""
        return found(self.contacts, contact_id, "contact")

    def reachable_contacts(self) -> list[Contact]:
        """Those of whom more than a name is known; lists leave out the others."""
        return [each for each in self.contacts.values() if each.email or each.phone_number or each.identifier]

    def contact_inbox(self, inbox: Inbox, source_id: str) -> ContactInbox:
        """The contact of an inbox that has this source id."""
        return found(self.contact_inboxes, (inbox.id, source_id))

    def contact_inboxes_of(self, contact: Contact) -> list[ContactInbox]:
        """Where a contact writes, the first place first."""
        return [each for each in self.contact_inboxes.values() if each.contact is contact]

    def remove_contact_inboxes(self, owner: Contact | Inbox) -> None:
        """Remove the contact inboxes of a contact or of an inbox, with their conversations."""
        for key, contact_inbox in list(self.contact_inboxes.items()):
            if owner in (contact_inbox.contact, contact_inbox.inbox):
                del self.contact_inboxes[key]
        for conversation in list(self.conversations.values()):
            if owner in (conversation.contact, conversation.inbox):
                del self.conversations[conversation.id]

    def conversation(self, conversation_id: int) -> Conversation:
        """A conversation by its id."""
        return found(self.conversations, conversation_id, "conversation")

    def conversations_of(self, contact: Contact) -> list[Conversation]:
        """A contact's conversations, the oldest first."""
        return [each for each in self.conversations.values() if each.contact is contact]

    def message(self, message_id: int) -> Message:
        """A message by its id."""
        for conversation in self.conversations.values():
            for message in conversation.messages:
                if message.id == message_id:
                    return message
        raise RecordNotFound(f"there is no message {message_id!r}")
