"""Tells agents of what concerns them: new conversations, assignments, mentions and messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatwoot_client.sandbox.records.conversations import INCOMING, OUTGOING, Conversation, Message
from chatwoot_client.sandbox.records.events import ConversationEvent
from chatwoot_client.sandbox.records.notifications import Notification
from chatwoot_client.sandbox.records.people import Team, User
from chatwoot_client.sandbox.rules.account import Account

_MENTION = re.compile(r"\(mention://(user|team)/(\d+)/(.+?)\)")


def notify(account: Account, event: ConversationEvent) -> None:
    """Make the notifications that an event brings."""
    conversation, message = event.conversation, event.message
    if event.name == "conversation_created" and conversation.status != "pending":
        for member in conversation.inbox.members:
            if account.notification_setting(member).wants("conversation_creation"):
                _keep(account, member, "conversation_creation", conversation, message)
    elif event.name == "assignee_changed" and isinstance(conversation.assignee, User):
        if conversation.status != "pending" and conversation.assignee.name != event.by:
            _keep(account, conversation.assignee, "conversation_assignment", conversation, message)
    elif event.name == "message_created" and message is not None:
        _notify_of_message(account, message)


def _notify_of_message(account: Account, message: Message) -> None:
    conversation = message.conversation
    told: set[User] = set()
    for user in _mentioned(account, message):
        _keep(account, user, "conversation_mention", conversation, message)
        told.add(user)
        if user not in conversation.participants:
            conversation.participants.append(user)
    if message.message_type not in (INCOMING, OUTGOING):
        return
    # Whoever has the conversation follows it, too, but is told once.
    for concerned in [conversation.assignee, *conversation.participants]:
        if isinstance(concerned, User) and concerned is not message.sender and concerned not in told:
            kind = "assigned" if concerned is conversation.assignee else "participating"
            _keep(account, concerned, f"{kind}_conversation_new_message", conversation, message)
            told.add(concerned)


def _mentioned(account: Account, message: Message) -> Iterator[User]:
    """Whom a private note mentions, each once: those who see the conversation only."""
    if not message.private:
        return
    found: dict[int, User] = {}
    for kind, id_, _ in _MENTION.findall(message.content or ""):
        if kind == "team":
            team = account.all(Team).get(int(id_))
            found.update({member.id: member for member in (team.members if team else [])})
        elif int(id_) in account.members:
            found[int(id_)] = account.members[int(id_)].user
    for user in found.values():
        if user in message.conversation.inbox.members or account.administers(user):
            yield user


def _keep(account: Account, user: User, kind: str, conversation: Conversation, message: Message | None) -> None:
    """Keep a notification, the only one of a conversation that a user has, unless it's of a blocked contact."""
    if user.id not in account.members or (conversation.contact.blocked and kind != "conversation_mention"):
        return
    kept = account.notifications
    for older in [each for each in kept.values() if each.user is user and each.conversation is conversation]:
        del kept[older.id]
    new = Notification(account.store.next_id(Notification), account.id, user, kind, conversation, message)
    kept[new.id] = new
