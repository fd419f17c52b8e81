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
    """The contact wrote it."""
    OUTGOING = 1
    """An agent or a bot wrote it; a private note is that as well."""
    ACTIVITY = 2
    """The server noted that something happened, such as an assignment."""
    TEMPLATE = 3
    """The server sent it for the inbox: a greeting, an out-of-office message, a survey."""


class ConversationStatus(_Word):
    """Where a conversation stands."""

    OPEN = "open"
    """Somebody has to see to it."""
    RESOLVED = "resolved"
    """It's done; a message of the contact's opens it again."""
    PENDING = "pending"
    """A bot has it."""
    SNOOZED = "snoozed"
    """It's put off until a time, or until the contact's next message."""


class MessageContentType(_Word):
    """What a message shows, or asks for."""

    TEXT = "text"
    """Text, files or both."""
    INPUT_TEXT = "input_text"
    """A question with a line to write into."""
    INPUT_TEXTAREA = "input_textarea"
    """A question with room for several lines."""
    INPUT_EMAIL = "input_email"
    """A question for the contact's e-mail address."""
    INPUT_SELECT = "input_select"
    """A question with answers to choose from."""
    CARDS = "cards"
    """Cards with a picture, words and buttons."""
    FORM = "form"
    """A form with several fields."""
    ARTICLE = "article"
    """Links to articles."""
    INCOMING_EMAIL = "incoming_email"
    """An e-mail that came in."""
    INPUT_CSAT = "input_csat"
    """A survey on how satisfied the contact was."""
    INTEGRATIONS = "integrations"
    """What an integrated service shows, such as a video call."""
    STICKER = "sticker"
    """A sticker, of channels that have them."""
    VOICE_CALL = "voice_call"
    """A call; since Chatwoot 4.8 at the latest."""


class AttachmentFileType(_Word):
    """The kind of an attachment; the server goes by the content type that was declared for it."""

    IMAGE = "image"
    """A picture."""
    AUDIO = "audio"
    """Sound, a voice message too."""
    VIDEO = "video"
    """A film."""
    FILE = "file"
    """Any other file."""
    LOCATION = "location"
    """A place, with its coordinates."""
    FALLBACK = "fallback"
    """A link with a title, for what the channel sent and Chatwoot can't show."""
    SHARE = "share"
    """A post that somebody passed on."""
    STORY_MENTION = "story_mention"
    """A story that mentions the account."""
    CONTACT = "contact"
    """A contact's card."""
    IG_REEL = "ig_reel"
    """A reel of Instagram's."""
    IG_POST = "ig_post"
    """A post of Instagram's."""
    IG_STORY = "ig_story"
    """A story of Instagram's."""
    EMBED = "embed"
    """What is shown in a frame of its own."""


class SenderType(_Word):
    """Who sent a message."""

    CONTACT = "contact"
    """The contact."""
    USER = "user"
    """An agent."""
    AGENT_BOT = "agent_bot"
    """A bot."""
    CAPTAIN_ASSISTANT = "captain_assistant"
    """An assistant of Captain, the enterprise code's AI."""


class MessageRecordSenderType(_Word):
    """Who sent a message, in the ``sender_type`` of a message's record."""

    CONTACT = "Contact"
    """The contact."""
    USER = "User"
    """An agent."""
    AGENT_BOT = "AgentBot"
    """A bot."""
    CAPTAIN_ASSISTANT = "Captain::Assistant"
    """An assistant of Captain, the enterprise code's AI."""


class AssigneeType(_Word):
    """Whether a conversation is assigned to an agent, to a bot, or, since Chatwoot 4.18, to an assistant of Captain."""

    USER = "User"
    """An agent."""
    AGENT_BOT = "AgentBot"
    """A bot."""
    CAPTAIN_ASSISTANT = "Captain::Assistant"
    """An assistant of Captain, the enterprise code's AI; since Chatwoot 4.18."""


class ContactType(_Word):
    """How far somebody is on the way to becoming a customer."""

    VISITOR = "visitor"
    """Somebody of whom nothing is known."""
    LEAD = "lead"
    """Somebody with an e-mail address, a phone number or a profile elsewhere."""
    CUSTOMER = "customer"
    """Somebody who is known for a customer."""


class AgentBotType(_Word):
    """What a bot is told of its conversations by."""

    WEBHOOK = "webhook"
    """By requests to its address."""


class ChannelType(_Word):
    """What an inbox is an inbox of."""

    API = "Channel::Api"
    """Your own service, by the public API."""
    WEB_WIDGET = "Channel::WebWidget"
    """The widget of a website."""
    EMAIL = "Channel::Email"
    """An e-mail address."""
    FACEBOOK_PAGE = "Channel::FacebookPage"
    """A page on Facebook."""
    INSTAGRAM = "Channel::Instagram"
    """An account on Instagram."""
    LINE = "Channel::Line"
    """A channel of LINE."""
    SMS = "Channel::Sms"
    """A number at Bandwidth."""
    TELEGRAM = "Channel::Telegram"
    """A bot on Telegram."""
    TIKTOK = "Channel::Tiktok"
    """An account on TikTok."""
    TWILIO_SMS = "Channel::TwilioSms"
    """A number at Twilio, for SMS or WhatsApp."""
    TWITTER_PROFILE = "Channel::TwitterProfile"
    """An account on Twitter, on older servers."""
    WHATSAPP = "Channel::Whatsapp"
    """A number on WhatsApp."""


class SenderNameType(_Word):
    """How the e-mails of an inbox name their sender: by agent and business, or by the business alone."""

    FRIENDLY = "friendly"
    """By agent and business."""
    PROFESSIONAL = "professional"
    """By the business alone."""


class WidgetReplyTime(_Word):
    """How soon a website's widget promises an answer."""

    IN_A_FEW_MINUTES = "in_a_few_minutes"
    """In a few minutes."""
    IN_A_FEW_HOURS = "in_a_few_hours"
    """In a few hours."""
    IN_A_DAY = "in_a_day"
    """In a day."""


class AttributeDisplayType(_Word):
    """The type of a custom attribute; requests may have the place in this list instead, from 0."""

    TEXT = "text"
    """Text, which a pattern may check."""
    NUMBER = "number"
    """A number."""
    CURRENCY = "currency"
    """An amount of money; no filter takes it."""
    PERCENT = "percent"
    """A part of a hundred; no filter takes it."""
    LINK = "link"
    """An address."""
    DATE = "date"
    """A day."""
    LIST = "list"
    """One of several values."""
    CHECKBOX = "checkbox"
    """True or false."""


class AttributeModel(_Word):
    """What a custom attribute is one of; requests may have the place in this list instead, from 0."""

    CONVERSATION_ATTRIBUTE = "conversation_attribute"
    """Of conversations."""
    CONTACT_ATTRIBUTE = "contact_attribute"
    """Of contacts."""
    COMPANY_ATTRIBUTE = "company_attribute"
    """Of companies, where those are in use."""


class CustomFilterType(_Word):
    """What a saved filter finds."""

    CONVERSATION = "conversation"
    """Conversations."""
    CONTACT = "contact"
    """Contacts."""
    REPORT = "report"
    """Reports."""


class WebhookSubscription(_Word):
    """An event that a webhook may be told of."""

    CONVERSATION_CREATED = "conversation_created"
    """A conversation began."""
    CONVERSATION_STATUS_CHANGED = "conversation_status_changed"
    """A conversation was opened, resolved, snoozed or set aside."""
    CONVERSATION_UPDATED = "conversation_updated"
    """A conversation was assigned, labelled, or changed otherwise."""
    MESSAGE_CREATED = "message_created"
    """A message was written, a private note included."""
    MESSAGE_UPDATED = "message_updated"
    """A message was answered, changed or taken back."""
    WEBWIDGET_TRIGGERED = "webwidget_triggered"
    """A visitor opened a website's widget."""
    CONTACT_CREATED = "contact_created"
    """A contact was made."""
    CONTACT_UPDATED = "contact_updated"
    """A contact changed, if only by being active."""
    INBOX_CREATED = "inbox_created"
    """An inbox was made; told by servers with ``ENABLE_INBOX_EVENTS`` only."""
    INBOX_UPDATED = "inbox_updated"
    """An inbox was changed; told by servers with ``ENABLE_INBOX_EVENTS`` only."""
    CONVERSATION_TYPING_ON = "conversation_typing_on"
    """Somebody began to type; since Chatwoot 4.2."""
    CONVERSATION_TYPING_OFF = "conversation_typing_off"
    """Somebody ceased to type; since Chatwoot 4.2."""


class IntegrationHookType(_Word):
    """Whether an app is integrated with an account or with an inbox."""

    ACCOUNT = "account"
    """With the account."""
    INBOX = "inbox"
    """With one inbox."""


class IntegrationHookStatus(IntEnum):
    """Whether a hook is at work, in requests; answers have false and true."""

    DISABLED = 0
    """It isn't at work."""
    ENABLED = 1
    """It's at work."""


class MacroVisibility(_Word):
    """Who sees a macro: the one who made it, or all agents."""

    PERSONAL = "personal"
    """The one who made it."""
    GLOBAL = "global"
    """All agents."""


class ArticleStatus(_Word):
    """Who sees an article."""

    DRAFT = "draft"
    """Those who write."""
    PUBLISHED = "published"
    """Everybody."""
    ARCHIVED = "archived"
    """Those who write; it's put away."""


class PortalLayout(_Word):
    """How a portal looks."""

    CLASSIC = "classic"
    """As it did before Chatwoot 4.16."""
    DOCUMENTATION = "documentation"
    """In the manner of documentation; since Chatwoot 4.16."""


class UserRole(_Word):
    """What somebody may do in an account."""

    AGENT = "agent"
    """What agents may: answer, and read most settings."""
    ADMINISTRATOR = "administrator"
    """All of it."""


class AvailabilityStatus(_Word):
    """Whether somebody is there."""

    ONLINE = "online"
    """There."""
    OFFLINE = "offline"
    """Not there."""
    BUSY = "busy"
    """There, but the server assigns nothing."""


class AccountStatus(_Word):
    """Whether an account may be used."""

    ACTIVE = "active"
    """It may be used."""
    SUSPENDED = "suspended"
    """Its agents get a 401; the public API goes on."""


class MessageStatus(_Word):
    """How a message fared."""

    SENT = "sent"
    """It left, as far as the server knows."""
    DELIVERED = "delivered"
    """It arrived."""
    READ = "read"
    """It was read."""
    FAILED = "failed"
    """It didn't arrive; ``content_attributes['external_error']`` says why."""


class ConversationPriority(_Word):
    """How urgent a conversation is."""

    LOW = "low"
    """The least."""
    MEDIUM = "medium"
    """More than low."""
    HIGH = "high"
    """More than medium."""
    URGENT = "urgent"
    """The most."""


class NotificationType(_Word):
    """What an agent is told."""

    CONVERSATION_CREATION = "conversation_creation"
    """A conversation began."""
    CONVERSATION_ASSIGNMENT = "conversation_assignment"
    """A conversation was assigned to the agent."""
    ASSIGNED_CONVERSATION_NEW_MESSAGE = "assigned_conversation_new_message"
    """There's a message in a conversation that the agent has."""
    CONVERSATION_MENTION = "conversation_mention"
    """Somebody mentioned the agent."""
    PARTICIPATING_CONVERSATION_NEW_MESSAGE = "participating_conversation_new_message"
    """There's a message in a conversation that the agent watches."""
    SLA_MISSED_FIRST_RESPONSE = "sla_missed_first_response"
    """The first answer was late, by the service level."""
    SLA_MISSED_NEXT_RESPONSE = "sla_missed_next_response"
    """A later answer was late, by the service level."""
    SLA_MISSED_RESOLUTION = "sla_missed_resolution"
    """The resolution was late, by the service level."""


class ReportingEventName(_Word):
    """What was measured of a conversation."""

    CONVERSATION_OPENED = "conversation_opened"
    """It was opened, again or for the first time."""
    CONVERSATION_RESOLVED = "conversation_resolved"
    """It was resolved."""
    FIRST_RESPONSE = "first_response"
    """It got its first answer."""
    REPLY_TIME = "reply_time"
    """It got a later answer."""
    CONVERSATION_BOT_HANDOFF = "conversation_bot_handoff"
    """A bot handed it over to people."""
    CONVERSATION_BOT_RESOLVED = "conversation_bot_resolved"
    """A bot resolved it."""
