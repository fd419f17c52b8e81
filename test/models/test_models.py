"""What servers send that the recordings don't show: other releases, other channels, other editions."""

from __future__ import annotations

import datetime
import inspect
import re
from typing import Any

import pytest
from declared import misfits, models_in

import chatwoot_client
from chatwoot_client import FloatTimestamp, Model, Timestamp

UTC = datetime.timezone.utc
SLIM = {
    "id": 4,
    "avatar_url": "",
    "channel_id": 4,
    "name": "Shop",
    "channel_type": "Channel::Email",
    "provider": None,
}
HOURS = {
    "day_of_week": 0,
    "closed_all_day": True,
    "open_hour": None,
    "open_minutes": None,
    "close_hour": None,
    "close_minutes": None,
    "open_all_day": False,
}
#: What an inbox of any channel has, as 3.13.0 sent it wherever it sent an inbox.
OLD_INBOX = {
    **SLIM,
    "greeting_enabled": False,
    "greeting_message": None,
    "working_hours_enabled": False,
    "enable_email_collect": True,
    "csat_survey_enabled": False,
    "enable_auto_assignment": True,
    "auto_assignment_config": {},
    "out_of_office_message": None,
    "working_hours": [HOURS],
    "timezone": "UTC",
    "callback_webhook_url": None,
    "allow_messages_after_resolved": True,
    "lock_to_single_conversation": False,
    "sender_name_type": "friendly",
    "business_name": None,
    "widget_color": None,
    "website_url": None,
    "hmac_mandatory": None,
    "welcome_title": None,
    "welcome_tagline": None,
    "web_widget_script": None,
    "website_token": None,
    "selected_feature_flags": None,
    "reply_time": None,
    "messaging_service_sid": None,
    "phone_number": None,
}
INBOX = {
    **OLD_INBOX,
    "csat_config": {
        "display_type": "emoji",
        "message": "How was it?",
        "button_text": "Rate",
        "language": "en",
        "survey_rules": {"operator": "contains", "values": ["billing"]},
    },
    "allowed_domains": "",
    "help_center": {"name": "Help", "slug": "help"},
}
MAIL = {
    "email": "shop@example.com",
    "forward_to_email": "f4@in.example.com",
    "imap_login": "shop",
    "imap_password": "secret",
    "imap_address": "imap.example.com",
    "imap_port": 993,
    "imap_enabled": True,
    "imap_enable_ssl": True,
    "smtp_login": "",
    "smtp_password": "",
    "smtp_address": "",
    "smtp_domain": "",
    "smtp_port": 0,
    "smtp_enabled": False,
    "smtp_enable_ssl_tls": False,
    "smtp_enable_starttls_auto": True,
    "smtp_openssl_verify_mode": "none",
    "smtp_authentication": "login",
}
API = {
    "hmac_token": "key",
    "webhook_url": None,
    "inbox_identifier": "abc",
    "additional_attributes": {"agent_reply_time_window": 24},
}
PRE_CHAT = {
    "pre_chat_form_enabled": True,
    "pre_chat_form_options": {
        "pre_chat_message": "Hello",
        "pre_chat_fields": [
            {
                "name": "plan",
                "type": "list",
                "label": "Plan",
                "placeholder": "Choose",
                "enabled": True,
                "required": False,
                "field_type": "contact_attribute",
                "values": ["free", "paid"],
                "locale": "en",
            }
        ],
    },
    "continuity_via_email": True,
}
CONTACT = {
    "additional_attributes": {},
    "availability_status": "offline",
    "email": None,
    "id": 1,
    "name": "",
    "phone_number": None,
    "identifier": None,
    "thumbnail": "",
    "custom_attributes": {},
    "created_at": 1794813482,
}
SENDER = {
    "additional_attributes": {},
    "custom_attributes": {},
    "email": None,
    "id": 1,
    "identifier": None,
    "name": "",
    "phone_number": None,
    "thumbnail": "",
    "blocked": False,
    "type": "contact",
}
RECORD = {
    "id": 1,
    "name": "",
    "email": None,
    "phone_number": None,
    "account_id": 1,
    "created_at": "2026-11-23T06:15:28.072Z",
    "updated_at": "2026-11-23T06:15:28.072Z",
    "additional_attributes": {},
    "identifier": None,
    "custom_attributes": {},
    "last_activity_at": None,
    "contact_type": "visitor",
    "middle_name": "",
    "last_name": "",
    "location": None,
    "country_code": None,
    "blocked": False,
    "label_list": ["vip"],
}
AGENT = {
    "id": 1,
    "account_id": 1,
    "availability_status": "online",
    "auto_offline": True,
    "confirmed": True,
    "email": "ada@example.com",
    "provider": "email",
    "available_name": "Ada",
    "custom_attributes": {"desk": "one"},
    "name": "Ada",
    "role": "agent",
    "thumbnail": "",
    "custom_role_id": None,
}
BOT = {"id": 2, "name": None, "description": None, "thumbnail": "", "bot_type": "webhook"}
TEAM = {
    "id": 3,
    "name": "support",
    "description": None,
    "allow_auto_assign": True,
    "icon": "",
    "icon_color": "",
    "account_id": 1,
}
TIMES = {"created_at": "2026-11-23T06:15:28.072Z", "updated_at": "2026-11-23T06:15:28.072Z"}
FILE = {"id": 1, "message_id": 5, "account_id": 1}
MESSAGE = {
    "id": 5,
    "content": "Hello",
    "inbox_id": 4,
    "conversation_id": 9,
    "message_type": 0,
    "content_type": "text",
    "status": "sent",
    "content_attributes": {},
    "created_at": 1794813482,
    "private": False,
    "source_id": None,
}
MESSAGE_RECORD = {
    **MESSAGE,
    "account_id": 1,
    "updated_at": "2026-11-23T06:15:28.072Z",
    "sender_type": "Captain::Assistant",
    "sender_id": 2,
    "external_source_ids": {},
    "additional_attributes": {},
    "processed_message_content": "Hello",
    "sentiment": {},
    "conversation": {
        "assignee_id": None,
        "unread_count": 1,
        "last_activity_at": 1794813482,
        "contact_inbox": {"source_id": "s"},
    },
    "sender": {
        "id": 2,
        "name": "Captain",
        "avatar_url": "",
        "description": "Answers",
        "created_at": 1794813482,
        "type": "captain_assistant",
    },
}
CONVERSATION = {
    "meta": {
        "sender": {**CONTACT, "blocked": False, "company_id": None},
        "channel": "Channel::Api",
        "assignee": BOT,
        "assignee_type": "AgentBot",
        "team": {**TEAM, "is_member": False},
        "hmac_verified": False,
    },
    "id": 9,
    "messages": [MESSAGE_RECORD],
    "account_id": 1,
    "uuid": "5e8f",
    "additional_attributes": {},
    "agent_last_seen_at": 0,
    "assignee_last_seen_at": 0,
    "can_reply": True,
    "contact_last_seen_at": 0,
    "custom_attributes": {},
    "inbox_id": 4,
    "labels": [],
    "muted": False,
    "snoozed_until": "2026-11-24T06:15:28.072Z",
    "status": "snoozed",
    "created_at": 1794813482,
    "updated_at": 1794813482.25,
    "timestamp": 1794813482,
    "first_reply_created_at": 0,
    "unread_count": 0,
    "last_non_activity_message": None,
    "last_activity_at": 1794813482,
    "priority": None,
    "waiting_since": 0,
    "sla_policy_id": 1,
    "applied_sla": {"id": 1},
    "sla_events": [{"id": 1}],
}
CATEGORY = {
    "id": 1,
    "name": "Basics",
    "slug": "basics",
    "locale": "en",
    "description": None,
    "position": None,
    "account_id": 1,
}
ARTICLE = {
    "id": 1,
    "slug": "start",
    "title": "Start",
    "content": None,
    "description": None,
    "status": "draft",
    "position": None,
    "account_id": 1,
    "updated_at": 1794813482,
    "meta": {"title": "Start", "description": "How to", "tags": ["first"]},
    "category": {"id": None, "name": None, "slug": None, "locale": None},
    "views": None,
    "author": AGENT,
}
STORED = {
    "id": 1,
    "file_type": "image/png",
    "account_id": 1,
    "file_url": "https://chatwoot.test/dot.png",
    "filename": "dot.png",
}
PORTAL = {
    "id": 1,
    "color": "#1f93ff",
    "custom_domain": "help.example.com",
    "header_text": None,
    "homepage_link": None,
    "name": "Help",
    "page_title": None,
    "slug": "help",
    "archived": False,
    "account_id": 1,
    "config": {"allowed_locales": [{"code": "en", "articles_count": 1, "categories_count": 1, "draft": False}]},
    "meta": {
        "all_articles_count": None,
        "archived_articles_count": None,
        "published_count": None,
        "draft_articles_count": None,
        "mine_articles_count": 1,
        "categories_count": 1,
        "default_locale": "en",
    },
    "inbox": OLD_INBOX,
    "logo": {**STORED, "portal_id": 1, "blob_id": 7},
    "ssl_settings": {"status": "active", "verification_errors": ""},
}
ACCOUNT = {
    "id": 1,
    "name": "Shop",
    "locale": "en",
    "domain": None,
    "support_email": None,
    "status": "active",
    "features": {"channel_twitter": True},
    "created_at": "2026-11-23T06:15:28.072Z",
    "cache_keys": {"label": "0000000000", "inbox": "1794813482", "team": "0000000000"},
}

#: A model, what a server sent for it, and what some fields are then.
SENT: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "3.13.0: a contact with whole inboxes": (
        "ContactShowResponse",
        {"payload": {**CONTACT, "contact_inboxes": [{"source_id": "s", "inbox": {**OLD_INBOX, **API}}]}},
        {"payload.contact_inboxes.0.inbox.hmac_token": "key", "payload.last_activity_at": None},
    ),
    "3.13.0: an inbox of a contact that's a website's": (
        "ContactInbox",
        {"source_id": "s", "inbox": {**OLD_INBOX, **PRE_CHAT, "hmac_token": "key"}},
        {
            "inbox.pre_chat_form_options.pre_chat_fields.0.values": ["free", "paid"],
            "inbox.working_hours.0.open_hour": None,
        },
    ),
    "3.13.0: inboxes to reach a contact by, with the passwords of mail servers": (
        "ContactableInboxesResponse",
        {"payload": [{"source_id": "a@example.com", "inbox": {**OLD_INBOX, **MAIL}}]},
        {"payload.0.inbox.imap_password": "secret"},
    ),
    "3.13.0: a bot": (
        "AgentBot",
        {"id": 2, "name": "Bot", "description": None, "outgoing_url": None, "bot_type": "webhook", "bot_config": {}},
        {"access_token": None},
    ),
    "3.13.0: a conversation": (
        "Conversation",
        {name: value for name, value in CONVERSATION.items() if name not in ("updated_at", "applied_sla")},
        {"updated_at": None},
    ),
    "4.0.2: a contact with slim inboxes": (
        "ContactShowResponse",
        {"payload": {**CONTACT, "contact_inboxes": [{"source_id": "s", "inbox": SLIM}]}},
        {"payload.contact_inboxes.0.inbox.name": "Shop", "payload.created_at": Timestamp(1794813482)},
    ),
    "4.1.0: an account": (
        "AccountDetail",
        {**ACCOUNT, "auto_resolve_duration": 30},
        {"auto_resolve_duration": 30, "settings": None, "custom_attributes": None},
    ),
    "4.8.0: a message with an audio file": (
        "PublicMessageAttachment",
        {**FILE, "file_type": "audio", "extension": None, "data_url": "u", "thumb_url": "", "file_size": 9,
         "width": None, "height": None, "transcribed_text": ""},
        {"transcribed_text": ""},
    ),
    "4.13.0: a contact that changed itself": (
        "PublicContactRecord",
        {**RECORD, "company_id": None},
        {"created_at": datetime.datetime(2026, 11, 23, 6, 15, 28, 72000, UTC), "source_id": None},
    ),
    "4.16: a contact that changed itself": (
        "PublicContactRecord",
        {"source_id": "s", "pubsub_token": "p", "id": 1, "name": "", "email": None, "phone_number": None},
        {"source_id": "s", "created_at": None},
    ),
    "an account that has been set up": (
        "AccountShowResponse",
        {
            **ACCOUNT,
            "settings": {"auto_resolve_after": None, "auto_resolve_label": "done", "audio_transcriptions": True},
            "custom_attributes": {"plan_name": None, "brand_info": {"title": "Shop"}, "onboarding_step": "inbox_setup"},
            "latest_chatwoot_version": None,
            "subscribed_features": ["help_center"],
        },
        {"custom_attributes.brand_info": {"title": "Shop"}, "settings.audio_transcriptions": True},
    ),
    "an e-mail inbox, for an administrator": (
        "Inbox",
        {**INBOX, **MAIL, "forwarding_enabled": True, "imap_authentication": "plain", "branded_email_layout": None},
        {"csat_config.survey_rules.values": ["billing"], "help_center.slug": "help", "imap_port": 993},
    ),
    "an inbox on Twitter": ("Inbox", {**INBOX, "tweets_enabled": True}, {"tweets_enabled": True}),
    "a contact that was put into an inbox with a survey": (
        "CreatedContactInbox",
        {
            "source_id": "s",
            "inbox": {"id": 4, "csat_config": {"display_type": "star", "message": "How was it?"}, **TIMES},
        },
        {"inbox.csat_config.display_type": "star"},
    ),
    "a location": (
        "PublicMessageAttachment",
        {**FILE, "file_type": "location", "coordinates_lat": 52.5, "coordinates_long": 13.4,
         "fallback_title": "Berlin", "data_url": None},
        {"coordinates_lat": 52.5},
    ),
    "a contact as a file": (
        "PublicMessageAttachment",
        {**FILE, "file_type": "contact", "fallback_title": "+4930", "meta": {"first_name": "Ada"}},
        {"meta": {"first_name": "Ada"}},
    ),
    "an embedded page": ("PublicMessageAttachment", {**FILE, "file_type": "embed", "data_url": None}, {}),
    "what couldn't be shown": (
        "PublicMessageAttachment",
        {**FILE, "file_type": "fallback", "fallback_title": None, "data_url": "u"},
        {},
    ),
    "a post on Instagram": (
        "PublicMessageAttachment",
        {**FILE, "file_type": "ig_post", "data_url": "u", "thumb_url": ""},
        {},
    ),
    "a call": (
        "MessageList",
        {
            "meta": {
                "labels": [],
                "additional_attributes": {},
                "contact": {**SENDER, "company_id": 3},
                "agent_last_seen_at": None,
                "assignee_last_seen_at": "2026-11-23T06:15:28.072Z",
            },
            "payload": [{**MESSAGE, "content_type": "voice_call", "call": {"status": "ended"}}],
        },
        {"payload.0.call": {"status": "ended"}, "meta.contact.company_id": 3, "meta.assignee": None},
    ),
    "a conversation of a bot, with an SLA": (
        "Conversation",
        CONVERSATION,
        {
            "meta.assignee.bot_type": "webhook",
            "messages.0.sender.created_at": Timestamp(1794813482),
            "waiting_since": Timestamp(0),
            "updated_at": FloatTimestamp(1794813482.25),
            "snoozed_until": datetime.datetime(2026, 11, 24, 6, 15, 28, 72000, UTC),
        },
    ),
    "assigned to an agent": ("ConversationAssignment", AGENT, {"custom_role_id": None}),
    "assigned to a bot": ("ConversationAssignment", {**BOT, "outgoing_url": None}, {"bot_type": "webhook"}),
    "assigned to a team": ("ConversationAssignment", {**TEAM, **TIMES}, {"allow_auto_assign": True}),
    "a filter that was saved without one": (
        "CustomFilter",
        {"id": 1, "name": "All", "filter_type": "contact", "query": "{}", **TIMES},
        {"query": "{}"},
    ),
    "the bot of an inbox": (
        "InboxAgentBot",
        {
            "agent_bot": {
                **BOT,
                "outgoing_url": None,
                "bot_config": {"mood": "good"},
                "account_id": 1,
                "access_token": {"id": 1, "owner_type": "AgentBot", "owner_id": 2, "token": "t", **TIMES},
                "secret": "s",
                "system_bot": False,
            }
        },
        {"agent_bot.access_token.token": "t", "agent_bot.bot_config": {"mood": "good"}},
    ),
    "a rule that sends a file": (
        "AutomationRule",
        {"id": 1, "created_on": 1794813482, "files": [{**STORED, "automation_rule_id": 1, "blob_id": 7}]},
        {"files.0.filename": "dot.png", "created_on": Timestamp(1794813482)},
    ),
    "a macro that sends a file": (
        "Macro",
        {"id": 1, "created_by": AGENT, "files": [{**STORED, "macro_id": 1, "blob_id": 7}]},
        {"files.0.blob_id": 7},
    ),
    "a campaign by WhatsApp": (
        "Campaign",
        {
            "id": 1,
            "inbox": INBOX,
            "template_params": {"name": "hello", "category": "UTILITY", "language": "en", "processed_params": {}},
            "scheduled_at": 1794813482,
            "audience": [{"type": "Label", "id": 1}],
            "trigger_rules": {},
        },
        {"audience.0.type": "Label", "scheduled_at": Timestamp(1794813482), "template_params.language": "en"},
    ),
    "a portal with a domain and a picture": (
        "Portal",
        PORTAL,
        {"logo.blob_id": 7, "ssl_settings.status": "active", "meta.mine_articles_count": 1, "config.layout": None},
    ),
    "a category under another": (
        "CategorySingle",
        {
            "payload": {
                **CATEGORY,
                "icon": "",
                "related_categories": [CATEGORY],
                "parent_category": CATEGORY,
                "root_category": CATEGORY,
                "meta": {"articles_count": 0},
            }
        },
        {"payload.parent_category.slug": "basics", "payload.related_categories.0.id": 1},
    ),
    "an article with a translation": (
        "ArticleSingle",
        {"payload": {**ARTICLE, "associated_articles": [{**ARTICLE, "category_id": None, "portal": PORTAL}]}},
        {"payload.meta.tags": ["first"], "payload.updated_at": Timestamp(1794813482), "payload.category.icon": None},
    ),
    "a user with a role of the account's own": (
        "User",
        {
            "id": 1,
            "name": "",
            "hmac_identifier": "h",
            "accounts": [
                {"id": 1, "role": "agent", "active_at": None, "custom_role_id": 1, "custom_role": {"name": "Reader"}}
            ],
        },
        {"accounts.0.custom_role": {"name": "Reader"}},
    ),
    "what a platform app changed": (
        "AuditLogsResponse",
        {
            "per_page": 25,
            "total_entries": 1,
            "current_page": 1,
            "audit_logs": [{"id": 1, "auditable": None, "user_id": None, "username": None, "created_at": 1794813482}],
        },
        {"audit_logs.0.created_at": Timestamp(1794813482)},
    ),
    "what a number is made of": (
        "ReportDrilldown",
        {
            "meta": {"metric": "reply_time", "bucket": {"since": 1794813482, "until": 1794899882}},
            "payload": [{"record_type": "conversation", "message": None, "metric_value": None, "event_name": "x"}],
        },
        {"meta.bucket.since": Timestamp(1794813482), "payload.0.message": None},
    ),
    "a hook of an inbox": (
        "IntegrationsHook",
        {"id": 1, "app_id": "dialogflow", "status": True, "inbox": {"id": 4, "name": "Shop"}, "account_id": 1,
         "hook_type": "inbox", "reference_id": None},
        {"inbox.name": "Shop", "settings": None},
    ),
}  # fmt: skip


@pytest.mark.parametrize("sent", SENT.values(), ids=list(SENT))
def test_what_was_sent_is_typed_and_whole(sent: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    name, data, expected = sent
    read: Model = getattr(chatwoot_client, name).from_dict(data)
    for model in models_in(read):
        assert model.additional_properties == {}
        assert list(misfits(model)) == []
    for path, value in expected.items():
        found = at(read, path)
        assert (type(found), found) == (type(value), value), path
    assert read.to_dict() == data


def at(value: Any, path: str) -> Any:
    """What attributes and places in lists lead to, with dots between them."""
    for step in path.split("."):
        value = value[int(step)] if step.isdigit() else getattr(value, step)
    return value


def test_the_inbox_of_a_contact_is_a_slim_one_too() -> None:
    assert isinstance(chatwoot_client.ContactInbox.from_dict({"inbox": SLIM}).inbox, chatwoot_client.InboxSlim)


def test_every_class_exists_that_a_field_or_a_docstring_of_a_model_names() -> None:
    named: set[str] = set()
    for name in chatwoot_client.models.__all__:
        model = getattr(chatwoot_client, name)
        # The docstrings of fields are in the source alone.
        named.update(re.findall(r":class:`(?:~chatwoot_client\.)?(\w+)`", inspect.getsource(model)))
        named.update(each.model_name for each in getattr(model, "_fields", {}).values() if hasattr(each, "model_name"))
    assert {name for name in named if not hasattr(chatwoot_client, name)} == set()
    assert "InboxSlim" in named


@pytest.mark.parametrize(
    ("enumeration", "values"),
    [
        ("MessageRecordSenderType", ["Contact", "User", "AgentBot", "Captain::Assistant"]),
        ("AssigneeType", ["User", "AgentBot", "Captain::Assistant"]),
        ("ContactType", ["visitor", "lead", "customer"]),
        ("AgentBotType", ["webhook"]),
        ("IntegrationHookStatus", [0, 1]),
        (
            "ReportingEventName",
            [
                "conversation_opened",
                "conversation_resolved",
                "first_response",
                "reply_time",
                "conversation_bot_handoff",
                "conversation_bot_resolved",
            ],
        ),
    ],
)
def test_an_enumeration_has_the_words_of_the_server(enumeration: str, values: list[Any]) -> None:
    assert [each.value for each in getattr(chatwoot_client, enumeration)] == values


@pytest.mark.parametrize(
    ("envelope", "place"),
    [
        ("ConversationList", ".data.payload"),
        ("ConversationListData", ".payload"),
        ("ContactsListResponse", ".payload"),
        ("WebhookList", ".payload.webhooks"),
        ("AuditLogsResponse", ".audit_logs"),
    ],
)
def test_the_envelope_of_a_list_says_where_that_is_to_who_takes_it_for_the_list(envelope, place):
    model = getattr(chatwoot_client, envelope).from_dict({"meta": {}, "payload": []})
    with pytest.raises(TypeError, match=rf"^{envelope} is no list, but has one in {re.escape(place)}; .* iter_… twin"):
        list(model)
    assert dict(model) == {"meta": {}, "payload": []}


def test_any_other_model_gives_the_names_of_its_fields():
    assert list(chatwoot_client.Contact.from_dict({"id": 1, "name": "Ann"})) == ["id", "name"]
    assert list(chatwoot_client.ContactShowResponse.from_dict({"payload": {}})) == ["payload"]
