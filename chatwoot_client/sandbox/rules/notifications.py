"""What notifications say to the people who get them."""

from __future__ import annotations

import re

from chatwoot_client.sandbox.records.conversations import INCOMING, OUTGOING, Message
from chatwoot_client.sandbox.records.notifications import Notification

MAX_WORDS = 10
_MENTION = re.compile(r"\[(@[\w. ]+)\]\(mention://(?:user|team)/\d+/.*?\)")
_NEW_MESSAGE = "A new message is created in conversation (#{id})"
_TITLES = {
    "conversation_creation": "A conversation (#{id}) has been created in {inbox}",
    "conversation_assignment": "A conversation (#{id}) has been assigned to you",
    "assigned_conversation_new_message": _NEW_MESSAGE,
    "participating_conversation_new_message": _NEW_MESSAGE,
    "conversation_mention": "You have been mentioned in conversation (#{id})",
}


def push_message_title(record: Notification) -> str:
    """The title of a notification."""
    conversation = record.conversation
    return _TITLES[record.notification_type].format(id=conversation.id, inbox=conversation.inbox.name)


def push_message_body(record: Notification) -> str:
    """Who wrote what the notification is about, and how that begins."""
    message = _spoken_of(record)
    name = message.sender.name if message is not None and message.sender is not None else ""
    return f"{name or ''}: {_beginning(message)}"


def _spoken_of(record: Notification) -> Message | None:
    messages = record.conversation.messages
    if record.notification_type == "conversation_creation":
        return messages[0] if messages else None
    if record.notification_type == "conversation_assignment":
        spoken = [[each for each in messages if each.message_type == kind] for kind in (INCOMING, OUTGOING)]
        return next((each[-1] for each in spoken if each), None)
    return record.message


def _beginning(message: Message | None) -> str:
    if message is None or not message.content:
        return "Attachment" if message is not None and message.attachments else "No content"
    words = re.findall(r"\S+\s*", message.content)
    beginning = "".join(words[:MAX_WORDS]).rstrip() + "..." if len(words) > MAX_WORDS else message.content
    return _MENTION.sub(r"\1", beginning)
