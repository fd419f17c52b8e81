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
    avatar_url: str | None = field()
    channel_id: int | None = field()
    name: str | None = field()
    channel_type: str | None = field()
    provider: str | None = field()


InboxContact = InboxSlim


class Inbox(InboxSlim):
    """An inbox; which of the fields from ``hmac_token`` on are there depends on ``channel_type``.

    ``channel_type`` is one of :class:`ChannelType`, ``sender_name_type`` of :class:`SenderNameType`, ``reply_time`` of
    :class:`WidgetReplyTime`. ``inbox_identifier`` is what the public API knows an API inbox by; ``hmac_token`` makes
    the ``identifier_hash`` of its contacts, and ``secret``, since Chatwoot 4.13, signs what is sent to
    ``webhook_url``. Tokens, secrets, and what mail servers are reached with are for administrators.
    """

    greeting_enabled: bool | None = field()
    greeting_message: str | None = field()
    working_hours_enabled: bool | None = field()
    enable_email_collect: bool | None = field()
    csat_survey_enabled: bool | None = field()
    csat_config: InboxCsatConfig | None = nested("InboxCsatConfig")
    enable_auto_assignment: bool | None = field()
    auto_assignment_config: dict[str, Any] | None = field()
    out_of_office_message: str | None = field()
    working_hours: list[PublicInboxWorkingHours] | None = nested_list("PublicInboxWorkingHours")
    timezone: str | None = field()
    callback_webhook_url: str | None = field()
    allow_messages_after_resolved: bool | None = field()
    lock_to_single_conversation: bool | None = field()
    sender_name_type: str | None = field()
    business_name: str | None = field()
    help_center: InboxHelpCenter | None = nested("InboxHelpCenter")
    allowed_domains: str | None = field()
    widget_color: str | None = field()
    website_url: str | None = field()
    hmac_mandatory: bool | None = field()
    welcome_title: str | None = field()
    welcome_tagline: str | None = field()
    web_widget_script: str | None = field()
    website_token: str | None = field()
    selected_feature_flags: list[str] | None = field()
    reply_time: str | None = field()
    messaging_service_sid: str | None = field()
    phone_number: str | None = field()
    hmac_token: str | None = field()
    secret: str | None = field()
    webhook_url: str | None = field()
    inbox_identifier: str | None = field()
    additional_attributes: dict[str, Any] | None = field()
    pre_chat_form_enabled: bool | None = field()
    pre_chat_form_options: InboxPreChatForm | None = nested("InboxPreChatForm")
    continuity_via_email: bool | None = field()
    email: str | None = field()
    forwarding_enabled: bool | None = field()
    forward_to_email: str | None = field()
    branded_email_layout: str | None = field()
    imap_login: str | None = field()
    imap_password: str | None = field()
    imap_address: str | None = field()
    imap_port: int | None = field()
    imap_enabled: bool | None = field()
    imap_enable_ssl: bool | None = field()
    imap_authentication: str | None = field()
    smtp_login: str | None = field()
    smtp_password: str | None = field()
    smtp_address: str | None = field()
    smtp_port: int | None = field()
    smtp_enabled: bool | None = field()
    smtp_domain: str | None = field()
    smtp_enable_ssl_tls: bool | None = field()
    smtp_enable_starttls_auto: bool | None = field()
    smtp_openssl_verify_mode: str | None = field()
    smtp_authentication: str | None = field()
    reauthorization_required: bool | None = field()
    page_id: str | None = field()
    instagram_id: str | None = field()
    bot_name: str | None = field()
    medium: str | None = field()
    account_sid: str | None = field()
    auth_token: str | None = field()
    content_templates: dict[str, Any] | None = field()
    message_templates: list[dict[str, Any]] | dict[str, Any] | None = field()
    provider_config: dict[str, Any] | None = field()
    tweets_enabled: bool | None = field()


class InboxHelpCenter(Model):
    """The portal that an inbox offers articles from."""

    name: str | None = field()
    slug: str | None = field()


class InboxPreChatForm(Model):
    """What a website's widget asks before a conversation begins."""

    pre_chat_message: str | None = field()
    require_email: bool | None = field()
    pre_chat_fields: list[InboxPreChatField] | None = nested_list("InboxPreChatField")


class InboxPreChatField(Model):
    """A question before a conversation begins.

    ``field_type`` is ``standard`` with the ``name`` ``emailAddress``, ``fullName`` or ``phoneNumber``, or else
    ``contact_attribute`` or ``conversation_attribute`` with the key of a custom attribute. ``values`` are those to
    choose from.
    """

    name: str | None = field()
    type: str | None = field()
    label: str | None = field()
    placeholder: str | None = field()
    enabled: bool | None = field()
    required: bool | None = field()
    field_type: str | None = field()
    values: list[str] | None = field()
    regex_pattern: str | None = field()
    regex_cue: str | None = field()
    locale: str | None = field()


class InboxCsatConfig(Model):
    """How an inbox asks whether its contacts were satisfied.

    ``display_type`` is ``emoji`` or ``star``; ``template`` is the one of WhatsApp, where the inbox has one.
    """

    display_type: str | None = field()
    message: str | None = field()
    button_text: str | None = field()
    language: str | None = field()
    survey_rules: InboxCsatSurveyRules | dict[str, Any] | None = nested("InboxCsatSurveyRules")
    template: dict[str, Any] | None = field()


class InboxCsatSurveyRules(Model):
    """After which conversations an inbox asks: ``operator`` is ``contains`` or ``does_not_contain``, of labels."""

    operator: str | None = field()
    values: list[str] | None = field()


class InboxList(Model):
    """The inboxes of an account."""

    payload: list[Inbox] | None = nested_list("Inbox")


class InboxMemberList(Model):
    """The agents of an inbox."""

    payload: list[Agent] | None = nested_list("Agent")


class AssignableAgent(Agent):
    """Who may be assigned: an agent, or a bot, of which nothing but what follows an agent's fields is there.

    ``assignee_type`` is one of :class:`AssigneeType`, and there only where bots were asked for.
    """

    assignee_type: str | None = field()
    description: str | None = field()
    outgoing_url: str | None = field()
    bot_type: str | None = field()


class AssignableAgentList(Model):
    """Who may be assigned to conversations of an inbox, or of each of several."""

    payload: list[AssignableAgent] | None = nested_list("AssignableAgent")


class InboxAgentBot(Model):
    """The bot of an inbox; ``agent_bot`` wasn't sent where there's none."""

    agent_bot: AgentBot | None = nested("AgentBot")


class InboxActionResult(Model):
    """What the server says of something that it began to do."""

    message: str | None = field()


class BrandedEmailLayout(Model):
    """The HTML that an account's e-mails are laid out with, in Liquid; null where there's none."""

    branded_email_layout: str | None = field()


class AccountBrandedEmailLayoutPayload(Model):
    """A layout to set: up to 262,144 characters of Liquid with ``{{ content_for_layout }}`` in them.

    ``NULL`` and ``''`` take the layout away, and so does a payload without the field.
    """

    branded_email_layout: str | None = field()


class InboxMembersPayload(Model):
    """Agents of an inbox; all fields are needed."""

    inbox_id: int | str | None = field()
    user_ids: ListOf[int] | None = listed(required=True, of=int)


AccountIdInboxMembersBody = InboxMembersPayload
AccountIdInboxMembersBody1 = InboxMembersPayload
AccountIdInboxMembersBody2 = InboxMembersPayload


class SetAgentBotPayload(Model):
    """The id of the bot that an inbox is to have; :data:`~chatwoot_client.NULL`, or nothing, takes it away."""

    agent_bot: int | None = field()


IdSetAgentBotBody = SetAgentBotPayload


class CsatTemplateCreatePayload(Model):
    """A template to ask with on WhatsApp."""

    template: CsatTemplate | dict[str, Any] | None = nested("CsatTemplate")


class CsatTemplate(Model):
    """What a template says; ``message`` is needed."""

    message: str | None = field()
    button_text: str | None = field()
    language: str | None = field()


class InboxPayload(Model):
    """What inboxes are created and changed with.

    ``greeting_message`` and ``out_of_office_message`` have up to 10,000 characters. ``timezone`` is a name such as
    ``Europe/Berlin``. ``avatar`` is a picture of up to 15 MB, sent as multipart, or the signed id of one that the
    server has.
    """

    name: str | None = field()
    avatar: Attachment | str | None = field()
    greeting_enabled: bool | None = field()
    greeting_message: str | None = field()
    enable_email_collect: bool | None = field()
    csat_survey_enabled: bool | None = field()
    csat_config: InboxCsatConfig | dict[str, Any] | None = nested("InboxCsatConfig")
    enable_auto_assignment: bool | None = field()
    auto_assignment_config: dict[str, Any] | None = field()
    working_hours_enabled: bool | None = field()
    out_of_office_message: str | None = field()
    timezone: str | None = field()
    allow_messages_after_resolved: bool | None = field()
    lock_to_single_conversation: bool | None = field()
    portal_id: int | None = field()
    sender_name_type: Literal["friendly", "professional"] | str | None = word()
    business_name: str | None = field()


class InboxCreatePayload(InboxPayload):
    """An inbox to create; ``name`` and ``channel`` with its ``type`` are needed."""

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


AccountIdInboxesBody = InboxCreatePayload


class InboxUpdatePayload(InboxPayload):
    """What to change of an inbox.

    ``working_hours`` may hold some days only. ``branded_email_layout``, since Chatwoot 4.16, is for e-mail inboxes of
    accounts with that feature. The text ``"null"`` in a field of its own counts as null.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "user_ids": "update_agents_in_inbox sets them",
        "callback_url": "it belongs into channel, as webhook_url",
        "webhook_url": "it belongs into channel",
    }

    working_hours: ListOf[PublicInboxWorkingHours | dict[str, Any]] | None = nested_list("PublicInboxWorkingHours")
    branded_email_layout: str | None = field()
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


InboxesIdBody = InboxUpdatePayload


class InboxUpdateWebWidgetChannelPayload(Model):
    """A website's widget.

    ``reply_time`` is one of :class:`WidgetReplyTime`; ``selected_feature_flags`` are ``attachments``, ``emoji_picker``,
    ``end_conversation``, ``use_inbox_avatar_for_bot`` and ``allow_mobile_webview``. Another word in either is a 500.
    """

    website_url: str | None = field()
    welcome_title: str | None = field()
    welcome_tagline: str | None = field()
    agent_away_message: str | None = field()
    widget_color: str | None = field()
    reply_time: Literal["in_a_few_minutes", "in_a_few_hours", "in_a_day"] | str | None = word()
    pre_chat_form_enabled: bool | None = field()
    pre_chat_form_options: InboxPreChatForm | dict[str, Any] | None = nested("InboxPreChatForm")
    continuity_via_email: bool | None = field()
    hmac_mandatory: bool | None = field()
    allowed_domains: str | None = field()
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


Apiv1accountsaccountIdinboxesidChannel = InboxUpdateWebWidgetChannelPayload


class InboxCreateWebWidgetChannelPayload(InboxUpdateWebWidgetChannelPayload):
    """A website's widget to create: ``type`` is ``web_widget``, and ``website_url`` is needed, too."""

    type: str | None = field()


Apiv1accountsaccountIdinboxesChannel = InboxCreateWebWidgetChannelPayload


class InboxUpdateApiChannelPayload(Model):
    """An API channel.

    The server doesn't check ``webhook_url``, of up to 2,048 characters. With ``hmac_mandatory`` each contact needs an
    ``identifier_hash``. ``additional_attributes['agent_reply_time_window']`` is how many hours agents have to reply.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "callback_url": "the address of its webhook is webhook_url",
    }

    webhook_url: str | None = field()
    hmac_mandatory: bool | None = field()
    additional_attributes: dict[str, Any] | None = mapped()


class InboxCreateApiChannelPayload(InboxUpdateApiChannelPayload):
    """An API channel to create: ``type`` is ``api``."""

    type: str | None = field()


class InboxUpdateEmailChannelPayload(Model):
    """An e-mail channel."""

    email: str | None = field()
    imap_enabled: bool | None = field()
    imap_login: str | None = field()
    imap_password: str | None = field()
    imap_address: str | None = field()
    imap_port: int | None = field()
    imap_enable_ssl: bool | None = field()
    imap_authentication: str | None = field()
    smtp_enabled: bool | None = field()
    smtp_login: str | None = field()
    smtp_password: str | None = field()
    smtp_address: str | None = field()
    smtp_port: int | None = field()
    smtp_domain: str | None = field()
    smtp_enable_starttls_auto: bool | None = field()
    smtp_enable_ssl_tls: bool | None = field()
    smtp_openssl_verify_mode: str | None = field()
    smtp_authentication: str | None = field()
    provider: str | None = field()
    verified_for_sending: bool | None = field()


class InboxCreateEmailChannelPayload(InboxUpdateEmailChannelPayload):
    """An e-mail channel to create: ``type`` is ``email``, and without ``email`` it's a 500."""

    type: str | None = field()


class InboxUpdateLineChannelPayload(Model):
    """A LINE channel."""

    line_channel_id: str | None = field()
    line_channel_secret: str | None = field()
    line_channel_token: str | None = field()


class InboxCreateLineChannelPayload(InboxUpdateLineChannelPayload):
    """A LINE channel to create: ``type`` is ``line``, and all else is needed, too."""

    type: str | None = field()


class InboxUpdateTelegramChannelPayload(Model):
    """A Telegram channel."""

    bot_token: str | None = field()


class InboxCreateTelegramChannelPayload(InboxUpdateTelegramChannelPayload):
    """A Telegram channel to create: ``type`` is ``telegram``, and ``bot_token`` is needed, too."""

    type: str | None = field()


class InboxUpdateWhatsappChannelPayload(Model):
    """A WhatsApp channel; ``provider`` is ``whatsapp_cloud``, or ``default`` for 360dialog."""

    phone_number: str | None = field()
    provider: str | None = field()
    provider_config: InboxWhatsappProviderConfig | dict[str, Any] | None = nested("InboxWhatsappProviderConfig")


class InboxCreateWhatsappChannelPayload(InboxUpdateWhatsappChannelPayload):
    """A WhatsApp channel to create: ``type`` is ``whatsapp``, and all else is needed, too."""

    type: str | None = field()


class InboxWhatsappProviderConfig(Model):
    """What WhatsApp is reached with; for 360dialog ``api_key`` alone."""

    api_key: str | None = field()
    phone_number_id: str | None = field()
    business_account_id: str | None = field()


class InboxUpdateSmsChannelPayload(Model):
    """An SMS channel of Bandwidth's."""

    phone_number: str | None = field()
    provider_config: dict[str, Any] | None = field()


class InboxCreateSmsChannelPayload(InboxUpdateSmsChannelPayload):
    """An SMS channel to create: ``type`` is ``sms``, and ``phone_number`` is needed, too."""

    type: str | None = field()
