"""What the widget of a website asks for when a page shows it."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.operation import Operation, serves
from chatwoot_client.sandbox.rails.answers import dump, shown
from chatwoot_client.sandbox.rails.casts import text
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.contacts import ContactInbox
from chatwoot_client.sandbox.records.help_center import Portal
from chatwoot_client.sandbox.records.inboxes import Inbox, inbox_timezone
from chatwoot_client.sandbox.records.languages import LANGUAGES
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views.fields import Json, fields
from chatwoot_client.sandbox.views.files import avatar_url

_GLOBAL = {
    "LOGO_THUMBNAIL": "/brand-assets/logo_thumbnail.svg",
    "BRAND_NAME": "Chatwoot",
    "WIDGET_BRAND_URL": "https://www.chatwoot.com",
    "MAXIMUM_FILE_UPLOAD_SIZE": 40,
    "INSTALLATION_NAME": "Chatwoot",
}
UNKNOWN: Json = {"identifier": None, "name": None, "email": None, "phone_number": None, "custom_attributes": {}}
_PORTAL = "id account_id name slug custom_domain color homepage_link page_title header_text archived"


class WidgetOperation(Operation):
    """One call of one operation of a website's widget."""

    @property
    def _account(self) -> Account:
        """The account of the website."""
        return self._installation.accounts[self._inbox.account_id]

    @property
    def _inbox(self) -> Inbox:
        token = text(self._params, "website_token")
        for inbox in self._installation.inboxes():
            if token and inbox.channel.get("website_token") == token:
                return inbox
        raise Refused(404, {"error": "Resource could not be found"})

    def _known(self) -> ContactInbox | None:
        """The contact inbox of a visitor who comes again, by the token that it got the first time."""
        sent = self._request.headers.get("x-auth-token", "") if self._request else ""
        try:
            source_id = json.loads(base64.urlsafe_b64decode(sent.split(".")[1]))["source_id"]
        except (IndexError, ValueError, KeyError, TypeError):
            return None
        return self._account.contact_inboxes.get((self._inbox.id, source_id))


class WidgetConfigurationOperations(WidgetOperation):
    """The operation of the widget's configuration, which makes the visitor a contact."""

    path: ClassVar[str] = "/api/v1/widget/config"

    @serves("POST")
    def create(self) -> Answer:
        account, inbox = self._account, self._inbox
        visitor = self._known() or account.create_contact(inbox, None, UNKNOWN)
        return shown(
            {
                "website_channel_config": self._configuration(account, inbox, visitor),
                "contact": {
                    **fields(visitor.contact, "email id identifier name phone_number"),
                    "pubsub_token": visitor.pubsub_token,
                },
                "global_config": _GLOBAL,
            }
        )

    def _configuration(self, account: Account, inbox: Inbox, visitor: ContactInbox) -> Json:
        channel, portals = inbox.channel, account.all(Portal).values()
        portal = next((fields(each, _PORTAL) for each in portals if each.inbox is inbox), None)
        return {
            "allow_messages_after_resolved": inbox.allow_messages_after_resolved,
            "api_host": self._base_url,
            "auth_token": visitor_token(visitor),
            "avatar_url": avatar_url(inbox.avatar, self._base_url),
            "csat_survey_enabled": inbox.csat_survey_enabled,
            "disable_branding": "disable_branding" in account.features,
            "enabled_features": channel["selected_feature_flags"],
            "enabled_languages": LANGUAGES,
            "locale": account.locale,
            "out_of_office_message": inbox.out_of_office_message,
            "portal": portal,
            "pre_chat_form_enabled": channel["pre_chat_form_enabled"],
            "pre_chat_form_options": channel["pre_chat_form_options"],
            "reply_time": channel["reply_time"],
            "timezone": inbox.timezone,
            "utc_off_set": _offset(inbox),
            "website_name": inbox.name,
            **{name: channel[name] for name in ("website_token", "welcome_tagline", "welcome_title", "widget_color")},
            "working_hours": _working_hours(inbox),
            "working_hours_enabled": inbox.working_hours_enabled,
        }


def visitor_token(visitor: ContactInbox) -> str:
    """A token in the form of the server's, which the visitor's further requests carry."""
    parts: tuple[Any, ...] = ({"alg": "none"}, {"source_id": visitor.source_id, "inbox_id": visitor.inbox.id})
    return ".".join([*(base64.urlsafe_b64encode(dump(part)).decode() for part in parts), "sandbox"])


def _offset(inbox: Inbox) -> str:
    offset = now().astimezone(inbox_timezone(inbox.timezone)).utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _working_hours(inbox: Inbox) -> list[Json]:
    days = len(inbox.working_hours)
    return [
        {
            "id": (inbox.id - 1) * days + hours.day_of_week + 1,
            "inbox_id": inbox.id,
            "account_id": inbox.account_id,
            **fields(hours, "day_of_week closed_all_day open_hour open_minutes close_hour close_minutes"),
            **fields(inbox, "created_at updated_at"),
            "open_all_day": hours.open_all_day,
        }
        for hours in inbox.working_hours
    ]
