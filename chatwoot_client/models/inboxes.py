"""The inboxes of an account, and what each kind of channel is set up with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from chatwoot_client.models.agents import Agent
from chatwoot_client.models.base import Model, field, listed, mapped, nested, nested_list, variant, word, words

if TYPE_CHECKING:
    from chatwoot_client.models.agent_bots import AgentBot
    from chatwoot_client.models.base.attachment import Attachment
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.public_inboxes import PublicInboxWorkingHours


class InboxSlim(Model):
    """What is shown of an inbox inside other records; in some places no more than ``id`` and ``name``."""

    id: int | None = field()
    """Id of the inbox."""
    avatar_url: str | None = field()
    """Address of its picture; empty without one."""
    channel_id: int | None = field()
    """Id of its channel's record, counted for each kind of channel."""
    name: str | None = field()
    """Name of the inbox."""
    channel_type: str | None = field()
    """What it's an inbox of, one of :class:`ChannelType`."""
    provider: str | None = field()
    """Which service its channel goes through, such as ``default``; null for channels that have no choice."""


InboxContact = InboxSlim


class Inbox(InboxSlim):
    """An inbox; which of the fields from ``hmac_token`` on are there depends on ``channel_type``.

    Tokens, secrets, and what mail servers are reached with are for administrators.
    """

    greeting_enabled: bool | None = field()
    """Whether new conversations are greeted."""
    greeting_message: str | None = field()
    """What they are greeted with; null unless set."""
    working_hours_enabled: bool | None = field()
    """Whether the inbox keeps to its hours."""
    enable_email_collect: bool | None = field()
    """Whether a website asks contacts for their e-mail address."""
    csat_survey_enabled: bool | None = field()
    """Whether contacts are asked how satisfied they were."""
    csat_config: InboxCsatConfig | None = nested("InboxCsatConfig")
    """How they are asked; empty unless set. Since Chatwoot 4.2."""
    enable_auto_assignment: bool | None = field()
    """Whether conversations are assigned to the inbox's agents by turns."""
    auto_assignment_config: dict[str, Any] | None = field()
    """How they are, such as ``max_assignment_limit``: how many an agent has at a time; empty unless set."""
    out_of_office_message: str | None = field()
    """What a contact is told outside of the hours; null unless set."""
    working_hours: list[PublicInboxWorkingHours] | None = nested_list("PublicInboxWorkingHours")
    """The hours, seven days from Sunday on."""
    timezone: str | None = field()
    """Time zone of the hours, such as ``Europe/Berlin``."""
    callback_webhook_url: str | None = field()
    """Where LINE, an SMS service or WhatsApp has to send what it receives; null for other channels."""
    allow_messages_after_resolved: bool | None = field()
    """Whether a contact on a website may write on in a resolved conversation."""
    lock_to_single_conversation: bool | None = field()
    """Whether all that a contact writes goes on in the one conversation."""
    sender_name_type: str | None = field()
    """How e-mails name their sender, one of :class:`SenderNameType`."""
    business_name: str | None = field()
    """Name of the business in e-mails; null unless set."""
    help_center: InboxHelpCenter | None = nested("InboxHelpCenter")
    """The portal that it offers articles from; not sent without one."""
    allowed_domains: str | None = field()
    """On a website: domains that may show the widget, with commas between them, or empty for any; else null.

    Since Chatwoot 4.8 at the latest.
    """
    widget_color: str | None = field()
    """On a website: colour of the widget, as ``#rrggbb``; else null."""
    website_url: str | None = field()
    """On a website: its address, as it was entered; else null."""
    hmac_mandatory: bool | None = field()
    """On a website or for the API: whether each contact needs an ``identifier_hash``; else null."""
    welcome_title: str | None = field()
    """On a website: what the widget says in big letters; else null."""
    welcome_tagline: str | None = field()
    """On a website: what the widget says below that; else null."""
    web_widget_script: str | None = field()
    """On a website: the HTML that shows the widget; else null."""
    website_token: str | None = field()
    """On a website: what the widget's own API knows the inbox by; else null."""
    selected_feature_flags: list[str] | None = field()
    """On a website: what the widget has, such as ``emoji_picker``; else null."""
    reply_time: str | None = field()
    """On a website: how soon the widget promises an answer, one of :class:`WidgetReplyTime`; else null."""
    messaging_service_sid: str | None = field()
    """With Twilio: id of the messaging service; else null."""
    phone_number: str | None = field()
    """For SMS and WhatsApp: the number, such as ``+14155550100``; else null."""
    hmac_token: str | None = field()
    """On a website or for the API: the key of its contacts' ``identifier_hash``, a secret for administrators."""
    secret: str | None = field()
    """For the API: what signs that which is sent to ``webhook_url``; for administrators, and since Chatwoot 4.13."""
    webhook_url: str | None = field()
    """For the API: where all events of its conversations are sent, unchecked; null unless set."""
    inbox_identifier: str | None = field()
    """For the API: what the public API knows the inbox by."""
    additional_attributes: dict[str, Any] | None = field()
    """For the API: anything; ``agent_reply_time_window`` in it is how many hours agents have to reply."""
    pre_chat_form_enabled: bool | None = field()
    """On a website: whether the widget asks something before a conversation begins."""
    pre_chat_form_options: InboxPreChatForm | None = nested("InboxPreChatForm")
    """On a website: what it asks."""
    continuity_via_email: bool | None = field()
    """On a website: whether contacts who have left get answers by e-mail."""
    email: str | None = field()
    """Of e-mail: the address."""
    forwarding_enabled: bool | None = field()
    """Of e-mail: whether the server takes mail that is forwarded to it; since Chatwoot 4.8 at the latest."""
    forward_to_email: str | None = field()
    """Of e-mail: the address to forward to; sent where forwarding is enabled, and up to Chatwoot 4.1 always."""
    branded_email_layout: str | None = field()
    """Of e-mail: HTML for what's sent, or null; since Chatwoot 4.16, with the feature, when it alone is asked for."""
    imap_login: str | None = field()
    """Of e-mail: user name for fetching mail; empty unless set."""
    imap_password: str | None = field()
    """Of e-mail: password for fetching mail; empty unless set."""
    imap_address: str | None = field()
    """Of e-mail: server to fetch mail from; empty unless set."""
    imap_port: int | None = field()
    """Of e-mail: port of that server; 0 unless set."""
    imap_enabled: bool | None = field()
    """Of e-mail: whether mail is fetched."""
    imap_enable_ssl: bool | None = field()
    """Of e-mail: whether mail is fetched over TLS."""
    imap_authentication: str | None = field()
    """Of e-mail: how to sign in for fetching mail, such as ``plain``; since Chatwoot 4.16."""
    smtp_login: str | None = field()
    """Of e-mail: user name for sending mail; empty unless set."""
    smtp_password: str | None = field()
    """Of e-mail: password for sending mail; empty unless set."""
    smtp_address: str | None = field()
    """Of e-mail: server to send mail by; empty unless set."""
    smtp_port: int | None = field()
    """Of e-mail: port of that server; 0 unless set."""
    smtp_enabled: bool | None = field()
    """Of e-mail: whether mail is sent by that server rather than by Chatwoot's own."""
    smtp_domain: str | None = field()
    """Of e-mail: domain to greet that server with; empty unless set."""
    smtp_enable_ssl_tls: bool | None = field()
    """Of e-mail: whether the connection for sending begins with TLS."""
    smtp_enable_starttls_auto: bool | None = field()
    """Of e-mail: whether it changes to TLS where the server can."""
    smtp_openssl_verify_mode: str | None = field()
    """Of e-mail: how that server's certificate is checked, such as ``none`` or ``peer``."""
    smtp_authentication: str | None = field()
    """Of e-mail: how to sign in for sending mail, such as ``login``."""
    reauthorization_required: bool | None = field()
    """Whether the account has to be connected anew, with services that are signed in to."""
    page_id: str | None = field()
    """On Facebook: id of the page."""
    instagram_id: str | None = field()
    """On Instagram: id of the account."""
    bot_name: str | None = field()
    """On Telegram: name of the bot."""
    medium: str | None = field()
    """With Twilio: ``sms`` or ``whatsapp``."""
    account_sid: str | None = field()
    """With Twilio: id of the account; for administrators."""
    auth_token: str | None = field()
    """With Twilio: token of the account, a secret for administrators."""
    content_templates: dict[str, Any] | None = field()
    """With Twilio: the templates that may be sent."""
    message_templates: list[dict[str, Any]] | dict[str, Any] | None = field()
    """On WhatsApp: the templates that may be sent."""
    provider_config: dict[str, Any] | None = field()
    """On WhatsApp: what the service is reached with; for administrators."""
    tweets_enabled: bool | None = field()
    """On Twitter: whether tweets become conversations, besides direct messages."""


class InboxHelpCenter(Model):
    """The portal that an inbox offers articles from."""

    name: str | None = field()
    """Name of the portal."""
    slug: str | None = field()
    """What stands for the portal in addresses."""


class InboxPreChatForm(Model):
    """What a website's widget asks before a conversation begins."""

    pre_chat_message: str | None = field()
    """What the widget says above the questions."""
    require_email: bool | None = field()
    """Whether an e-mail address is asked for, where ``pre_chat_fields`` don't say so."""
    pre_chat_fields: list[InboxPreChatField] | None = nested_list("InboxPreChatField")
    """The questions, in their order."""


class InboxPreChatField(Model):
    """A question before a conversation begins."""

    name: str | None = field()
    """What it asks for: ``emailAddress``, ``fullName``, ``phoneNumber``, or the key of a custom attribute."""
    type: str | None = field()
    """How it's typed in: ``text``, ``email``, ``select`` …"""
    label: str | None = field()
    """What stands beside it."""
    placeholder: str | None = field()
    """What stands in it while it's empty."""
    enabled: bool | None = field()
    """Whether it's asked."""
    required: bool | None = field()
    """Whether it has to be answered."""
    field_type: str | None = field()
    """``standard``, or whose custom attribute it is: ``contact_attribute`` or ``conversation_attribute``."""
    values: list[str] | None = field()
    """What there is to choose from."""
    regex_pattern: str | None = field()
    """Pattern that the answer has to fit."""
    regex_cue: str | None = field()
    """What is said when it doesn't fit."""
    locale: str | None = field()
    """Language of the question."""


class InboxCsatConfig(Model):
    """How an inbox asks whether its contacts were satisfied."""

    display_type: str | None = field()
    """``emoji`` or ``star``."""
    message: str | None = field()
    """What is said above them."""
    button_text: str | None = field()
    """Words on the button of WhatsApp's template; in answers since Chatwoot 4.13 at the latest."""
    language: str | None = field()
    """Language of WhatsApp's template; in answers since Chatwoot 4.13 at the latest."""
    survey_rules: InboxCsatSurveyRules | dict[str, Any] | None = nested("InboxCsatSurveyRules")
    """After which conversations it asks."""
    template: dict[str, Any] | None = field()
    """The template of WhatsApp, where the inbox has one."""


class InboxCsatSurveyRules(Model):
    """After which conversations an inbox asks."""

    operator: str | None = field()
    """``contains`` or ``does_not_contain``: whether a conversation has to have the labels, or must not."""
    values: list[str] | None = field()
    """Titles of labels; empty for all conversations."""


class InboxList(Model):
    """The inboxes of an account."""

    payload: list[Inbox] | None = nested_list("Inbox")
    """The inboxes; of agents who don't administer, those that they're in."""


class InboxMemberList(Model):
    """The agents of an inbox."""

    payload: list[Agent] | None = nested_list("Agent")
    """The agents."""


class AssignableAgent(Agent):
    """Who may be assigned: an agent, or a bot, of which only some fields are there."""

    assignee_type: str | None = field()
    """One of :class:`AssigneeType`; there only where bots were asked for."""
    description: str | None = field()
    """Of a bot: what it's for; null where nothing was said."""
    outgoing_url: str | None = field()
    """Of a bot: where its events are sent."""
    bot_type: str | None = field()
    """Of a bot: what it's told of its conversations by, one of :class:`AgentBotType`."""


class AssignableAgentList(Model):
    """Who may be assigned to conversations of an inbox, or of each of several."""

    payload: list[AssignableAgent] | None = nested_list("AssignableAgent")
    """The agents, and the bots where they were asked for."""


class InboxAgentBot(Model):
    """The bot of an inbox."""

    agent_bot: AgentBot | None = nested("AgentBot")
    """The bot; not sent where there's none."""


class InboxActionResult(Model):
    """What the server says of something that it began to do."""

    message: str | None = field()
    """A sentence about it."""


class BrandedEmailLayout(Model):
    """The layout of an account's e-mails; since Chatwoot 4.16."""

    branded_email_layout: str | None = field()
    """HTML with Liquid in it; null where there's none."""


class AccountBrandedEmailLayoutPayload(Model):
    """A layout to set. A payload without the field takes it away."""

    branded_email_layout: str | None = field()
    """Up to 262,144 characters of Liquid with ``{{ content_for_layout }}``; ``NULL`` and ``''`` take it away."""


class InboxMembersPayload(Model):
    """Agents of an inbox; both fields are needed."""

    inbox_id: int | str | None = field()
    """Id of the inbox."""
    user_ids: ListOf[int] | None = listed(required=True, of=int)
    """Ids of the agents."""


AccountIdInboxMembersBody = InboxMembersPayload
AccountIdInboxMembersBody1 = InboxMembersPayload
AccountIdInboxMembersBody2 = InboxMembersPayload


class SetAgentBotPayload(Model):
    """The bot that an inbox is to have."""

    agent_bot: int | None = field()
    """Id of the bot; :data:`~chatwoot_client.NULL`, or nothing, takes it away."""


IdSetAgentBotBody = SetAgentBotPayload


class CsatTemplateCreatePayload(Model):
    """A template to ask with on WhatsApp."""

    template: CsatTemplate | dict[str, Any] | None = nested("CsatTemplate")
    """What it says."""


class CsatTemplate(Model):
    """What a template says."""

    message: str | None = field()
    """The question; needed."""
    button_text: str | None = field()
    """Words on the button that leads to the survey."""
    language: str | None = field()
    """Its language, such as ``en``."""


class InboxPayload(Model):
    """What inboxes are created and changed with."""

    name: str | None = field()
    """Name of the inbox; needed to create one."""
    avatar: Attachment | str | None = field()
    """A picture of up to 15 MB, sent as multipart, or the signed id of one that the server has."""
    greeting_enabled: bool | None = field()
    """Whether new conversations are greeted."""
    greeting_message: str | None = field()
    """What they are greeted with, up to 10,000 characters."""
    enable_email_collect: bool | None = field()
    """Whether a website asks contacts for their e-mail address."""
    csat_survey_enabled: bool | None = field()
    """Whether contacts are asked how satisfied they were."""
    csat_config: InboxCsatConfig | dict[str, Any] | None = nested("InboxCsatConfig")
    """How they are asked."""
    enable_auto_assignment: bool | None = field()
    """Whether conversations are assigned to the inbox's agents by turns."""
    auto_assignment_config: dict[str, Any] | None = field()
    """How they are: ``max_assignment_limit`` is how many an agent has at a time."""
    working_hours_enabled: bool | None = field()
    """Whether the inbox keeps to its hours."""
    out_of_office_message: str | None = field()
    """What a contact is told outside of the hours, up to 10,000 characters."""
    timezone: str | None = field()
    """Time zone of the hours, such as ``Europe/Berlin``."""
    allow_messages_after_resolved: bool | None = field()
    """Whether a contact on a website may write on in a resolved conversation."""
    lock_to_single_conversation: bool | None = field()
    """Whether all that a contact writes goes on in the one conversation."""
    portal_id: int | None = field()
    """Id of the portal to offer articles from."""
    sender_name_type: Literal["friendly", "professional"] | str | None = word()
    """How e-mails name their sender, one of :class:`SenderNameType`."""
    business_name: str | None = field()
    """Name of the business in e-mails."""


class InboxCreatePayload(InboxPayload):
    """An inbox to create; ``name`` and ``channel`` are needed."""

    _elsewhere: ClassVar[dict[str, str]] = {
        "user_ids": "add_new_agent_to_inbox adds them",
        "working_hours": "update_inbox sets them",
        "callback_url": "it belongs into channel, as webhook_url",
        "webhook_url": "it belongs into channel",
    }

    channel: (
        InboxCreateWebWidgetChannelPayload
        | InboxCreateApiChannelPayload
        | InboxCreateEmailChannelPayload
        | InboxCreateLineChannelPayload
        | InboxCreateTelegramChannelPayload
        | InboxCreateWhatsappChannelPayload
        | InboxCreateSmsChannelPayload
        | dict[str, Any]
        | None
    ) = variant(
        "type",
        web_widget="InboxCreateWebWidgetChannelPayload",
        api="InboxCreateApiChannelPayload",
        email="InboxCreateEmailChannelPayload",
        line="InboxCreateLineChannelPayload",
        telegram="InboxCreateTelegramChannelPayload",
        whatsapp="InboxCreateWhatsappChannelPayload",
        sms="InboxCreateSmsChannelPayload",
    )
    """What it's an inbox of: ``type`` is needed, and says what else there is."""


AccountIdInboxesBody = InboxCreatePayload


class InboxUpdatePayload(InboxPayload):
    """What to change of an inbox. The text ``"null"`` in a field of its own counts as null."""

    _elsewhere: ClassVar[dict[str, str]] = {
        "user_ids": "update_agents_in_inbox sets them",
        "callback_url": "it belongs into channel, as webhook_url",
        "webhook_url": "it belongs into channel",
    }

    working_hours: ListOf[PublicInboxWorkingHours | dict[str, Any]] | None = nested_list("PublicInboxWorkingHours")
    """The hours of some days or all."""
    branded_email_layout: str | None = field()
    """HTML for its e-mails, since Chatwoot 4.16; for e-mail inboxes of accounts with that feature."""
    channel: (
        InboxUpdateWebWidgetChannelPayload
        | InboxUpdateApiChannelPayload
        | InboxUpdateEmailChannelPayload
        | InboxUpdateLineChannelPayload
        | InboxUpdateTelegramChannelPayload
        | InboxUpdateWhatsappChannelPayload
        | InboxUpdateSmsChannelPayload
        | dict[str, Any]
        | None
    ) = variant(
        "type",
        web_widget="InboxUpdateWebWidgetChannelPayload",
        api="InboxUpdateApiChannelPayload",
        email="InboxUpdateEmailChannelPayload",
        line="InboxUpdateLineChannelPayload",
        telegram="InboxUpdateTelegramChannelPayload",
        whatsapp="InboxUpdateWhatsappChannelPayload",
        sms="InboxUpdateSmsChannelPayload",
    )
    """What to change of its channel."""


InboxesIdBody = InboxUpdatePayload


class InboxUpdateWebWidgetChannelPayload(Model):
    """A website's widget."""

    website_url: str | None = field()
    """Address of the website."""
    welcome_title: str | None = field()
    """What the widget says in big letters."""
    welcome_tagline: str | None = field()
    """What the widget says below that."""
    agent_away_message: str | None = field()
    """Described; no answer shows it."""
    widget_color: str | None = field()
    """Colour of the widget, as ``#rrggbb``."""
    reply_time: Literal["in_a_few_minutes", "in_a_few_hours", "in_a_day"] | str | None = word()
    """How soon the widget promises an answer, one of :class:`WidgetReplyTime`; another word is a 500."""
    pre_chat_form_enabled: bool | None = field()
    """Whether the widget asks something before a conversation begins."""
    pre_chat_form_options: InboxPreChatForm | dict[str, Any] | None = nested("InboxPreChatForm")
    """What it asks."""
    continuity_via_email: bool | None = field()
    """Whether contacts who have left get answers by e-mail."""
    hmac_mandatory: bool | None = field()
    """Whether each contact needs an ``identifier_hash``."""
    allowed_domains: str | None = field()
    """Domains that may show the widget, with commas between them; empty for any."""
    selected_feature_flags: (
        ListOf[
            Literal[
                "attachments",
                "emoji_picker",
                "end_conversation",
                "use_inbox_avatar_for_bot",
                "allow_mobile_webview",
            ]
            | str
        ]
        | None
    ) = words(closed=False)
    """What the widget has; another word is a 500."""


Apiv1accountsaccountIdinboxesidChannel = InboxUpdateWebWidgetChannelPayload


class InboxCreateWebWidgetChannelPayload(InboxUpdateWebWidgetChannelPayload):
    """A website's widget to create; ``website_url`` is needed, too."""

    type: str | None = field()
    """``web_widget``."""


Apiv1accountsaccountIdinboxesChannel = InboxCreateWebWidgetChannelPayload


class InboxUpdateApiChannelPayload(Model):
    """An API channel."""

    _elsewhere: ClassVar[dict[str, str]] = {
        "callback_url": "the address of its webhook is webhook_url",
    }

    webhook_url: str | None = field()
    """Where all events of its conversations are sent, up to 2,048 characters; the server doesn't check it."""
    hmac_mandatory: bool | None = field()
    """Whether each contact needs an ``identifier_hash``."""
    additional_attributes: dict[str, Any] | None = mapped()
    """Anything; ``agent_reply_time_window`` in it is how many hours agents have to reply."""


class InboxCreateApiChannelPayload(InboxUpdateApiChannelPayload):
    """An API channel to create."""

    type: str | None = field()
    """``api``."""


class InboxUpdateEmailChannelPayload(Model):
    """An e-mail channel."""

    email: str | None = field()
    """The address."""
    imap_enabled: bool | None = field()
    """Whether the server fetches mail."""
    imap_login: str | None = field()
    """User name for fetching mail."""
    imap_password: str | None = field()
    """Password for fetching mail; administrators see it in the inbox."""
    imap_address: str | None = field()
    """Server to fetch mail from."""
    imap_port: int | None = field()
    """Port of that server."""
    imap_enable_ssl: bool | None = field()
    """Whether mail is fetched over TLS."""
    imap_authentication: str | None = field()
    """How to sign in for fetching mail, such as ``plain``; servers read it since Chatwoot 4.16."""
    smtp_enabled: bool | None = field()
    """Whether mail is sent by the server below rather than by Chatwoot's own."""
    smtp_login: str | None = field()
    """User name for sending mail."""
    smtp_password: str | None = field()
    """Password for sending mail; administrators see it in the inbox."""
    smtp_address: str | None = field()
    """Server to send mail by."""
    smtp_port: int | None = field()
    """Port of that server."""
    smtp_domain: str | None = field()
    """Domain to greet that server with."""
    smtp_enable_starttls_auto: bool | None = field()
    """Whether the connection for sending changes to TLS where the server can."""
    smtp_enable_ssl_tls: bool | None = field()
    """Whether the connection for sending begins with TLS."""
    smtp_openssl_verify_mode: str | None = field()
    """How that server's certificate is checked, such as ``none`` or ``peer``."""
    smtp_authentication: str | None = field()
    """How to sign in for sending mail, such as ``login``."""
    provider: str | None = field()
    """``google`` or ``microsoft`` for a mailbox there."""
    verified_for_sending: bool | None = field()
    """Whether the address may be sent from."""


class InboxCreateEmailChannelPayload(InboxUpdateEmailChannelPayload):
    """An e-mail channel to create; without ``email`` it's a 500."""

    type: str | None = field()
    """``email``."""


class InboxUpdateLineChannelPayload(Model):
    """A LINE channel."""

    line_channel_id: str | None = field()
    """Id of the channel at LINE."""
    line_channel_secret: str | None = field()
    """Secret of the channel at LINE."""
    line_channel_token: str | None = field()
    """Token of the channel at LINE."""


class InboxCreateLineChannelPayload(InboxUpdateLineChannelPayload):
    """A LINE channel to create; all fields are needed."""

    type: str | None = field()
    """``line``."""


class InboxUpdateTelegramChannelPayload(Model):
    """A Telegram channel."""

    bot_token: str | None = field()
    """Token of the bot, which Telegram's BotFather gives."""


class InboxCreateTelegramChannelPayload(InboxUpdateTelegramChannelPayload):
    """A Telegram channel to create; ``bot_token`` is needed, too."""

    type: str | None = field()
    """``telegram``."""


class InboxUpdateWhatsappChannelPayload(Model):
    """A WhatsApp channel."""

    phone_number: str | None = field()
    """The number, such as ``+14155550100``."""
    provider: str | None = field()
    """``whatsapp_cloud``, or ``default`` for 360dialog."""
    provider_config: InboxWhatsappProviderConfig | dict[str, Any] | None = nested("InboxWhatsappProviderConfig")
    """What the service is reached with."""


class InboxCreateWhatsappChannelPayload(InboxUpdateWhatsappChannelPayload):
    """A WhatsApp channel to create; all fields are needed."""

    type: str | None = field()
    """``whatsapp``."""


class InboxWhatsappProviderConfig(Model):
    """What WhatsApp is reached with; for 360dialog ``api_key`` alone."""

    api_key: str | None = field()
    """Token for the service, a secret."""
    phone_number_id: str | None = field()
    """Id of the number at WhatsApp Cloud."""
    business_account_id: str | None = field()
    """Id of the business at WhatsApp Cloud."""


class InboxUpdateSmsChannelPayload(Model):
    """An SMS channel of Bandwidth's."""

    phone_number: str | None = field()
    """The number, such as ``+14155550100``."""
    provider_config: dict[str, Any] | None = field()
    """What Bandwidth is reached with: ``api_key``, ``api_secret``, ``application_id``, ``account_id``."""


class InboxCreateSmsChannelPayload(InboxUpdateSmsChannelPayload):
    """An SMS channel to create; ``phone_number`` is needed, too."""

    type: str | None = field()
    """``sms``."""
