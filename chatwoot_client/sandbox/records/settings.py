"""The records of an account's settings: labels, webhooks, rules and so on, and the words that they may hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chatwoot_client.sandbox.records.base import Setting, new_token, words
from chatwoot_client.sandbox.records.people import User

FEATURES = words("""
    inbound_emails channel_email channel_facebook conversation_unread_counts ip_lookup disable_branding
    email_continuity_on_api_channel help_center agent_bots macros agent_management team_management inbox_management
    labels custom_attributes automations canned_responses integrations voice_recorder mobile_v2 channel_website
    campaigns reports crm auto_resolve_conversations custom_reply_email custom_reply_domain audit_logs response_bot
    message_reply_to insert_article_in_reply inbox_view sla help_center_embedding_search branded_email_templates
    linear_integration captain_integration custom_roles chatwoot_v4 report_v4 contact_chatwoot_support_team
    shopify_integration search_with_gin channel_instagram crm_integration channel_voice notion_integration
    captain_integration_v2 whatsapp_embedded_signup whatsapp_campaign crm_v2 assignment_v2 unread_count_for_filters
    twilio_content_templates advanced_search advanced_search_indexing reply_mailer_migration saml quoted_email_reply
    companies channel_tiktok csat_review_notes captain_tasks data_import api_and_webhooks
""")
"""All features, in the order in which they are shown."""
FEATURES_OF_NEW_ACCOUNTS = frozenset(
    words("""
        inbound_emails channel_email channel_facebook help_center agent_bots macros agent_management team_management
        inbox_management labels custom_attributes automations canned_responses integrations voice_recorder
        channel_website campaigns reports crm auto_resolve_conversations chatwoot_v4 contact_chatwoot_support_team
        channel_instagram assignment_v2 channel_tiktok captain_tasks api_and_webhooks
    """)
)
LOCALES = words("""
    en ar nl fr de hi it ja ko pt ru zh es ml ca el pt_BR ro ta fa zh_TW vi da tr cs fi id sv hu no zh_CN pl sk uk th
    lv is he lt sr bg
""")
ATTRIBUTE_TYPES = words("text number currency percent link date list checkbox")
FILTER_TYPES = words("conversation contact report")
ATTRIBUTE_MODELS = words("conversation_attribute contact_attribute company_attribute")
DEFAULT_ATTRIBUTES = {
    "conversation_attribute": words("""
        status priority assignee_id inbox_id team_id display_id campaign_id labels browser_language country_code referer
        created_at last_activity_at
    """),
    "contact_attribute": words(
        "name email phone_number identifier country_code city created_at last_activity_at referer blocked"
    ),
}
"""What no custom attribute may be called."""
AUTOMATION_CONDITIONS = words("""
    content email country_code status message_type browser_language assignee_id team_id referer city company
    company_name inbox_id mail_subject phone_number priority conversation_language labels private_note
""")
AUTOMATION_ACTIONS = words("""
    send_message add_label remove_label send_email_to_team assign_team assign_agent send_webhook_event
    mute_conversation send_attachment change_status resolve_conversation open_conversation pending_conversation
    snooze_conversation change_priority send_email_transcript add_private_note remove_assigned_team
    remove_assigned_agent
""")
MACRO_ACTIONS = words("""
    send_message add_label assign_team assign_agent mute_conversation change_status remove_label remove_assigned_team
    resolve_conversation snooze_conversation change_priority send_email_transcript send_attachment add_private_note
    send_webhook_event
""")
DEFAULT_SUBSCRIPTIONS = words("""
    conversation_status_changed conversation_updated conversation_created contact_created contact_updated
    message_created message_updated webwidget_triggered
""")
SUBSCRIPTIONS = frozenset(DEFAULT_SUBSCRIPTIONS).union(
    words("inbox_created inbox_updated conversation_typing_on conversation_typing_off")
)


@dataclass(eq=False)
class Label(Setting):
    """A label that conversations and contacts may get."""

    title: str | None = None
    description: str | None = None
    color: str | None = "#1f93ff"
    show_on_sidebar: bool | None = None


@dataclass(eq=False)
class CannedResponse(Setting):
    """A text that agents can write with a few letters."""

    short_code: str | None = None
    content: str | None = None


@dataclass(eq=False)
class CustomAttribute(Setting):
    """The definition of a custom attribute."""

    attribute_display_name: str | None = None
    attribute_display_type: str | None = "text"
    attribute_description: str | None = None
    attribute_key: str | None = None
    regex_pattern: str | None = None
    regex_cue: str | None = None
    attribute_values: list[Any] = field(default_factory=list)
    attribute_model: str | None = "conversation_attribute"
    default_value: int | None = None


@dataclass(eq=False)
class CustomFilter(Setting):
    """A filter that a user has kept."""

    user_id: int | None = None
    name: str | None = None
    filter_type: str | None = "conversation"
    query: Any = "{}"


@dataclass(eq=False)
class Webhook(Setting):
    """An address that is told what happens in the account. The sandbox keeps it, but calls none."""

    name: str | None = None
    url: str | None = None
    subscriptions: list[str] = field(default_factory=lambda: list(DEFAULT_SUBSCRIPTIONS))
    inbox_id: int | None = None
    secret: str = field(default_factory=new_token)


@dataclass(eq=False)
class DashboardApp(Setting):
    """A page of another service, shown beside conversations."""

    title: str | None = None
    content: list[Any] = field(default_factory=list)


@dataclass(eq=False)
class AutomationRule(Setting):
    """What the server should do by itself when something happens."""

    name: str | None = None
    description: str | None = None
    event_name: str | None = None
    conditions: list[Any] | None = None
    actions: list[Any] | None = None
    active: bool | None = True


@dataclass(eq=False)
class Macro(Setting):
    """Actions that an agent does with one click."""

    name: str | None = None
    visibility: str | None = "personal"
    actions: list[Any] | None = field(default_factory=list)
    created_by: User | None = None
    updated_by: User | None = None
