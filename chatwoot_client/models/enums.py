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


class MessageRecordSenderType(_Word):
    """Who sent a message, in the ``sender_type`` of a message's record."""

    CONTACT = "Contact"
    USER = "User"
    AGENT_BOT = "AgentBot"
    CAPTAIN_ASSISTANT = "Captain::Assistant"


class AssigneeType(_Word):
    """Whether a conversation is assigned to an agent, to a bot, or, since Chatwoot 4.18, to an assistant of Captain."""

    USER = "User"
    AGENT_BOT = "AgentBot"
    CAPTAIN_ASSISTANT = "Captain::Assistant"


class ContactType(_Word):
    """How far somebody is on the way to becoming a customer."""

    VISITOR = "visitor"
    LEAD = "lead"
    CUSTOMER = "customer"


class AgentBotType(_Word):
    """What a bot is told of its conversations by."""

    WEBHOOK = "webhook"


class ChannelType(_Word):
    """What an inbox is an inbox of."""

    API = "Channel::Api"
    WEB_WIDGET = "Channel::WebWidget"
    EMAIL = "Channel::Email"
    FACEBOOK_PAGE = "Channel::FacebookPage"
    INSTAGRAM = "Channel::Instagram"
    LINE = "Channel::Line"
    SMS = "Channel::Sms"
    TELEGRAM = "Channel::Telegram"
    TIKTOK = "Channel::Tiktok"
    TWILIO_SMS = "Channel::TwilioSms"
    TWITTER_PROFILE = "Channel::TwitterProfile"
    WHATSAPP = "Channel::Whatsapp"


class SenderNameType(_Word):
    """How the e-mails of an inbox name their sender: by agent and business, or by the business alone."""

    FRIENDLY = "friendly"
    PROFESSIONAL = "professional"


class WidgetReplyTime(_Word):
    """How soon a website's widget promises an answer."""

    IN_A_FEW_MINUTES = "in_a_few_minutes"
    IN_A_FEW_HOURS = "in_a_few_hours"
    IN_A_DAY = "in_a_day"


class AttributeDisplayType(_Word):
    """The type of a custom attribute; requests may have the place in this list instead, from 0."""

    TEXT = "text"
    NUMBER = "number"
    CURRENCY = "currency"
    PERCENT = "percent"
    LINK = "link"
    DATE = "date"
    LIST = "list"
    CHECKBOX = "checkbox"


class AttributeModel(_Word):
    """What a custom attribute is one of; requests may have the place in this list instead, from 0."""

    CONVERSATION_ATTRIBUTE = "conversation_attribute"
    CONTACT_ATTRIBUTE = "contact_attribute"
    COMPANY_ATTRIBUTE = "company_attribute"


class CustomFilterType(_Word):
    """What a saved filter finds."""

    CONVERSATION = "conversation"
    CONTACT = "contact"
    REPORT = "report"


class WebhookSubscription(_Word):
    """An event that a webhook may be told of.

    The last two are there since Chatwoot 4.2; of inboxes only a server with ``ENABLE_INBOX_EVENTS`` tells.
    """

    CONVERSATION_CREATED = "conversation_created"
    CONVERSATION_STATUS_CHANGED = "conversation_status_changed"
    CONVERSATION_UPDATED = "conversation_updated"
    MESSAGE_CREATED = "message_created"
    MESSAGE_UPDATED = "message_updated"
    WEBWIDGET_TRIGGERED = "webwidget_triggered"
    CONTACT_CREATED = "contact_created"
    CONTACT_UPDATED = "contact_updated"
    INBOX_CREATED = "inbox_created"
    INBOX_UPDATED = "inbox_updated"
    CONVERSATION_TYPING_ON = "conversation_typing_on"
    CONVERSATION_TYPING_OFF = "conversation_typing_off"


class IntegrationHookType(_Word):
    """Whether an app is integrated with an account or with an inbox."""

    ACCOUNT = "account"
    INBOX = "inbox"


class IntegrationHookStatus(IntEnum):
    """Whether a hook is at work, in requests; answers have false and true."""

    DISABLED = 0
    ENABLED = 1


class MacroVisibility(_Word):
    """Who sees a macro: the one who made it, or all agents."""

    PERSONAL = "personal"
    GLOBAL = "global"


class ArticleStatus(_Word):
    """Who sees an article."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class PortalLayout(_Word):
    """How a portal looks."""

    CLASSIC = "classic"
    DOCUMENTATION = "documentation"


class UserRole(_Word):
    """What somebody may do in an account."""

    AGENT = "agent"
    ADMINISTRATOR = "administrator"


class AvailabilityStatus(_Word):
    """Whether somebody is there."""

    ONLINE = "online"
    OFFLINE = "offline"
    BUSY = "busy"


class AccountStatus(_Word):
    """Whether an account may be used."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class MessageStatus(_Word):
    """How a message fared."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


class ConversationPriority(_Word):
    """How urgent a conversation is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


class NotificationType(_Word):
    """What an agent is told."""

    CONVERSATION_CREATION = "conversation_creation"
    CONVERSATION_ASSIGNMENT = "conversation_assignment"
    ASSIGNED_CONVERSATION_NEW_MESSAGE = "assigned_conversation_new_message"
    CONVERSATION_MENTION = "conversation_mention"
    PARTICIPATING_CONVERSATION_NEW_MESSAGE = "participating_conversation_new_message"
    SLA_MISSED_FIRST_RESPONSE = "sla_missed_first_response"
    SLA_MISSED_NEXT_RESPONSE = "sla_missed_next_response"
    SLA_MISSED_RESOLUTION = "sla_missed_resolution"


class ReportingEventName(_Word):
    """What was measured of a conversation."""

    CONVERSATION_OPENED = "conversation_opened"
    CONVERSATION_RESOLVED = "conversation_resolved"
    FIRST_RESPONSE = "first_response"
    REPLY_TIME = "reply_time"
    CONVERSATION_BOT_HANDOFF = "conversation_bot_handoff"
    CONVERSATION_BOT_RESOLVED = "conversation_bot_resolved"
