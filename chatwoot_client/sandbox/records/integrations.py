"""The services that an account may be connected with, and what a connection to one is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chatwoot_client.sandbox.records.base import Setting
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.release import CALLS_ARE_CLOUDFLARES, Release

Json = dict[str, Any]


@dataclass(eq=False)
class Hook(Setting):
    """A connection with a service."""

    app_id: str | None = None
    status: str | None = "enabled"
    inbox: Inbox | None = None
    """The inbox that it's for; None for the whole account."""
    settings: Json = field(default_factory=dict)
    reference_id: str | None = None


@dataclass(frozen=True)
class App:
    """A service."""

    id: str
    name: str
    description: str
    short_description: str
    logo: str
    i18n_key: str
    action: str | None = None
    hook_type: str = "account"
    allow_multiple_hooks: bool = False
    properties: dict[str, str] = field(default_factory=dict)
    """The settings of a connection, with their types in JSON Schema."""
    required: tuple[str, ...] = ()
    form: tuple[Json, ...] = ()
    """What the dashboard asks for them."""
    visible_properties: tuple[str, ...] = ()
    """The settings that are shown."""
    complaint: str | None = None
    """What is said besides of settings that aren't as they should be."""

    def takes(self, settings: Json) -> bool:
        """Whether a connection may have these settings."""
        types = {"string": str, "boolean": bool, "object": dict}
        known = all(isinstance(value, types.get(self.properties.get(name, ""), ())) for name, value in settings.items())
        return known and all(name in settings for name in self.required)


def _asked(label: str, name: str, kind: str = "text", **more: Any) -> Json:
    return {"label": label, "type": kind, "name": name, **more}


def _options(**labels: str) -> list[Json]:
    return [{"label": label, "value": value.replace("_", "-")} for value, label in labels.items()]


_GOOGLE = {
    "validation": "required|JSON",
    "validationName": "Credentials",
    "validation-messages": {"JSON": "Invalid JSON", "required": "Credentials is required"},
}
_REGIONS = _options(
    **{
        "global": "Global - Default",
        "asia_northeast1": "AS-NE1 - Tokyo, Japan",
        "australia_southeast1": "AU-SE1 - Sydney, Australia",
        "europe_west1": "EU-W1 - St. Ghislain, Belgium",
        "europe_west2": "EU-W2 - London, England",
    }
)
_LANGUAGES = _options(
    auto="Auto-detect from contact",
    en_US="English (US)",
    en_GB="English (UK)",
    es_ES="Spanish (Spain)",
    es_419="Spanish (Latin America)",
    fr_FR="French",
    de_DE="German",
    pt_BR="Portuguese (Brazil)",
    pt_PT="Portuguese (Portugal)",
    it_IT="Italian",
    ja_JP="Japanese",
    ko_KR="Korean",
    zh_CN="Chinese (Simplified)",
    zh_TW="Chinese (Traditional)",
    hi_IN="Hindi",
    ar="Arabic",
    ru_RU="Russian",
    nl_NL="Dutch",
    pl_PL="Polish",
    tr_TR="Turkish",
    th_TH="Thai",
    vi_VN="Vietnamese",
    id_ID="Indonesian",
)

APPS = {
    app.id: app
    for app in (
        App(
            "webhook",
            "Webhooks",
            "Webhook events provide real-time updates about activities in your Chatwoot account. You can subscribe to "
            "your preferred events, and Chatwoot will send you HTTP callbacks with the updates.",
            "Translation missing: en.integration_apps.webhooks.short_description",
            "webhooks.png",
            "webhooks",
            "/webhook",
            allow_multiple_hooks=True,
        ),
        App(
            "dashboard_apps",
            "Dashboard Apps",
            "Dashboard Apps allow you to create and embed applications that display user information, orders, or "
            "payment history, providing more context to your customer support agents.",
            "Translation missing: en.integration_apps.dashboard_apps.short_description",
            "dashboard_apps.png",
            "dashboard_apps",
            allow_multiple_hooks=True,
        ),
        App(
            "openai",
            "OpenAI",
            "Leverage the power of large language models from OpenAI with the features such as reply suggestions, "
            "summarization, message rephrasing, spell-checking, and label classification.",
            "AI-powered reply suggestions, summarization, and message enhancement.",
            "openai.png",
            "openai",
            "/openai",
            properties={"api_key": "string", "label_suggestion": "boolean"},
            required=("api_key",),
            form=(
                _asked("API Key", "api_key", validation="required"),
                _asked("Show label suggestions", "label_suggestion", "checkbox", validation=""),
            ),
            visible_properties=("label_suggestion",),
            complaint="OpenAI API key is invalid or revoked. Please check your key in your OpenAI dashboard.",
        ),
        App(
            "dialogflow",
            "Dialogflow",
            "Build chatbots with Dialogflow and easily integrate them into your inbox. These bots can handle initial "
            "queries before transferring them to a customer service agent.",
            "Build chatbots to handle initial queries before transferring to agents.",
            "dialogflow.png",
            "dialogflow",
            "/dialogflow",
            hook_type="inbox",
            allow_multiple_hooks=True,
            properties={"project_id": "string", "credentials": "object", "region": "string", "language_code": "string"},
            required=("project_id", "credentials"),
            form=(
                _asked("Dialogflow Project ID", "project_id", validation="required", validationName="Project Id"),
                _asked("Dialogflow Project Key File", "credentials", "textarea", **_GOOGLE),
                _asked("Dialogflow Region", "region", "select", default="global", options=_REGIONS),
                _asked(
                    "Language Code",
                    "language_code",
                    "select",
                    default="en-US",
                    help='Language code for Dialogflow agent. Use "auto" to detect from contact language.',
                    options=_LANGUAGES,
                ),
            ),
            visible_properties=("project_id", "region", "language_code"),
        ),
        App(
            "google_translate",
            "Google Translate",
            "Integrate Google Translate to help agents easily translate customer messages. This integration "
            "automatically detects the language and converts it to the agent's or admin's preferred language.",
            "Automatically translate customer messages for agents.",
            "google-translate.png",
            "google_translate",
            "/google_translate",
            properties={"project_id": "string", "credentials": "object"},
            required=("project_id", "credentials"),
            form=(
                _asked("Google Cloud Project ID", "project_id", validation="required", validationName="Project Id"),
                _asked("Google Cloud Project Key File", "credentials", "textarea", **_GOOGLE),
            ),
            visible_properties=("project_id",),
        ),
        App(
            "dyte",
            "Cloudflare RealtimeKit",
            "Cloudflare RealtimeKit lets your agents start video/voice calls with your customers directly from "
            "Chatwoot.",
            "Start video/voice calls with customers directly from Chatwoot.",
            "dyte.png",
            "dyte",
            "/dyte",
            properties={"account_id": "string", "app_id": "string", "api_token": "string"},
            required=("account_id", "app_id", "api_token"),
            form=(
                _asked("Cloudflare Account ID", "account_id", validation="required"),
                _asked("RealtimeKit App ID", "app_id", validation="required"),
                _asked("Cloudflare API Token", "api_token", validation="required"),
            ),
            visible_properties=("account_id", "app_id"),
            complaint="Cloudflare Account ID, RealtimeKit App ID, and API token are required.",
        ),
    )
}
"""The services that every installation offers, by their ids."""
_DYTE = App(
    "dyte",
    "Dyte",
    "Dyte is a product that integrates audio and video functionalities into your application. With this integration, "
    "your agents can start video/voice calls with your customers directly from Chatwoot.",
    "Start video/voice calls with customers directly from Chatwoot.",
    "dyte.png",
    "dyte",
    "/dyte",
    properties={"api_key": "string", "organization_id": "string"},
    required=("api_key", "organization_id"),
    form=(
        _asked("Organization ID", "organization_id", validation="required"),
        _asked("API Key", "api_key", validation="required"),
    ),
    visible_properties=("organization_id",),
)


def apps_of(release: Release) -> dict[str, App]:
    """The services that a release offers."""
    return APPS if release >= CALLS_ARE_CLOUDFLARES else {**APPS, _DYTE.id: _DYTE}
