"""The channels of inboxes that the sandbox knows: what each can be told, how it begins, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, NoReturn

from chatwoot_client.sandbox.rails.casts import Params, is_blank, leading_int
from chatwoot_client.sandbox.rails.errors import Refused, ServerFault
from chatwoot_client.sandbox.records.base import new_token, words
from chatwoot_client.sandbox.records.columns import Columns, Error, blank, choice, named, permitted, refuse

CHANNEL_TYPES = {"api": "Channel::Api", "web_widget": "Channel::WebWidget", "email": "Channel::Email"}
FOREIGN_CHANNELS: Mapping[str, Columns] = {
    "line": named(string="line_channel_id line_channel_secret line_channel_token"),
    "sms": named(string="phone_number"),
    "telegram": {},
    "whatsapp": {},
}
"""The types of channels that lead to services elsewhere, with the settings that none may lack."""
_ASKED_FIRST = frozenset(("telegram", "whatsapp"))
"""The services that are asked whether the settings are right before anything else is looked at."""
CHANNELS: Mapping[str, Columns] = {
    "Channel::Api": named(url="webhook_url", boolean="hmac_mandatory", object="additional_attributes"),
    "Channel::WebWidget": {
        **named(string="website_url widget_color welcome_title welcome_tagline", text="allowed_domains"),
        **named(boolean="hmac_mandatory pre_chat_form_enabled continuity_via_email", object="pre_chat_form_options"),
        "reply_time": choice("in_a_few_minutes", "in_a_few_hours", "in_a_day"),
    },
    "Channel::Email": named(
        string="""
            email imap_login imap_password imap_address imap_authentication smtp_login smtp_password smtp_address
            smtp_domain smtp_openssl_verify_mode smtp_authentication
        """,
        integer="imap_port smtp_port",
        boolean="imap_enabled imap_enable_ssl smtp_enabled smtp_enable_ssl_tls smtp_enable_starttls_auto",
    ),
}
"""The settings of each."""
_FLAGS = words("attachments emoji_picker end_conversation use_inbox_avatar_for_bot allow_mobile_webview")


def new_channel(channel_type: str) -> dict[str, Any]:
    """The settings that a channel of this type begins with, by the names that they are shown under."""
    if channel_type == "Channel::Api":
        return {"secret": new_token(), "webhook_url": None, "additional_attributes": {}}
    if channel_type == "Channel::WebWidget":
        return _new_web_widget()
    return {
        "email": None,
        "forwarding_enabled": False,
        "imap_login": "",
        "imap_password": "",
        "imap_address": "",
        "imap_port": 0,
        "imap_enabled": False,
        "imap_enable_ssl": True,
        "imap_authentication": "plain",
        "smtp_login": "",
        "smtp_password": "",
        "smtp_address": "",
        "smtp_port": 0,
        "smtp_enabled": False,
        "smtp_domain": "",
        "smtp_enable_ssl_tls": False,
        "smtp_enable_starttls_auto": True,
        "smtp_openssl_verify_mode": "none",
        "smtp_authentication": "login",
    }


def _new_web_widget() -> dict[str, Any]:
    return {
        "website_token": new_token(),
        "allowed_domains": "",
        "widget_color": "#1f93ff",
        "website_url": None,
        "welcome_title": None,
        "welcome_tagline": None,
        "selected_feature_flags": list(_FLAGS[:3]),
        "reply_time": "in_a_few_minutes",
        "pre_chat_form_enabled": False,
        "pre_chat_form_options": {
            "pre_chat_message": "Share your queries or comments here.",
            "pre_chat_fields": [
                _pre_chat_field("Email Id", "emailAddress", "email", required=True),
                _pre_chat_field("Full name", "fullName", "text", required=False),
                _pre_chat_field("Phone number", "phoneNumber", "text", required=False),
            ],
        },
        "continuity_via_email": True,
    }


def _pre_chat_field(label: str, name: str, kind: str, *, required: bool) -> dict[str, Any]:
    field = {"field_type": "standard", "label": label, "name": name, "type": kind}
    return {**field, "required": required, "enabled": False}


def channel_errors(settings: Mapping[str, Any], emails: set[Any]) -> Iterator[Error]:
    """What is wrong with the settings of a channel; `emails` are the addresses of all other inboxes."""
    if "email" in settings:
        if settings["email"] is None:
            raise ServerFault("an e-mail channel needs an address")
        if settings["email"] in emails:
            yield "email", "Email has already been taken"
    if "website_url" in settings:
        if is_blank(settings["website_url"]):
            yield "website_url", "Website url can't be blank"
        elif not set(settings["selected_feature_flags"]) <= set(_FLAGS):
            raise ServerFault("no such feature")
    window = settings.get("additional_attributes", {}).get("agent_reply_time_window")
    if not is_blank(window) and leading_int(window) <= 0:
        sentence = "Agent reply time window agent_reply_time_window must be greater than 0"
        yield "agent_reply_time_window", sentence


def refuse_foreign_channel(kind: str, sent: Params) -> NoReturn:
    """Refuse a channel of another service as a server does that can't reach any.

    Raises:
        RecordInvalid: it lacks settings.
        ServerFault: its service would be asked.
        Refused: a server would make it.
    """
    if kind in _ASKED_FIRST:
        raise ServerFault(f"{kind} can't be reached")
    needed = FOREIGN_CHANNELS[kind]
    settings = SimpleNamespace(**{**dict.fromkeys(needed), **permitted(sent, needed)})
    refuse(error for name in needed for error in blank(settings, name))
    raise Refused(501, {"status": 501, "error": f"The sandbox has no {kind} channels"})
