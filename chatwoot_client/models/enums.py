"""Chatwoot's enumerations.

They're for comparing and for sending. Answers hold plain text and numbers, so that a value which a newer server
adds is handed over as it came: ``message.message_type == MessageType.INCOMING``.
"""

from __future__ import annotations

from enum import Enum, IntEnum


class _Word(str, Enum):
    """A word of Chatwoot's; equal to its text, and printed as it."""

    def __str__(self) -> str:
        return str(self.value)


class MessageType(IntEnum):
    """Where a message comes from: the contact, an agent, the course of events, or a template of the inbox."""

    INCOMING = 0
    OUTGOING = 1
    ACTIVITY = 2
    TEMPLATE = 3


class ConversationStatus(_Word):
    """Where a conversation stands."""

    OPEN = "open"
    RESOLVED = "resolved"
    PENDING = "pending"
    SNOOZED = "snoozed"


class MessageContentType(_Word):
    """What a message shows, or asks for."""

    TEXT = "text"
    INPUT_TEXT = "input_text"
    INPUT_TEXTAREA = "input_textarea"
    INPUT_EMAIL = "input_email"
    INPUT_SELECT = "input_select"
    CARDS = "cards"
    FORM = "form"
    ARTICLE = "article"
    INCOMING_EMAIL = "incoming_email"
    INPUT_CSAT = "input_csat"
    INTEGRATIONS = "integrations"
    STICKER = "sticker"
    VOICE_CALL = "voice_call"


class AttachmentFileType(_Word):
    """The kind of an attachment; the server goes by the content type that was declared for it."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    LOCATION = "location"
    FALLBACK = "fallback"
    SHARE = "share"
    STORY_MENTION = "story_mention"
    CONTACT = "contact"
    IG_REEL = "ig_reel"
    IG_POST = "ig_post"
    IG_STORY = "ig_story"
    EMBED = "embed"


class SenderType(_Word):
    """Who sent a message."""

    CONTACT = "contact"
    USER = "user"
    AGENT_BOT = "agent_bot"
    CAPTAIN_ASSISTANT = "captain_assistant"
