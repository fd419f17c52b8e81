"""What agents may do with inboxes: list, make, change and remove them, and say who and which bot serves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from werkzeug.routing import Rule

from chatwoot_client.sandbox import setting_views
from chatwoot_client.sandbox.answers import empty, shown
from chatwoot_client.sandbox.application import ACCOUNT, ApplicationOperation, role_in
from chatwoot_client.sandbox.columns import (
    AVATAR,
    BOOLEAN,
    INTEGER,
    OBJECT,
    OBJECTS,
    STRING,
    TEXT,
    URL,
    Column,
    Error,
    blank,
    change,
    choice,
    permitted,
)
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.operation import Refused, rule
from chatwoot_client.sandbox.params import Params, is_blank, leading_int, texts
from chatwoot_client.sandbox.records import (
    Inbox,
    RecordInvalid,
    RecordNotFound,
    ServerFault,
    User,
    WorkingHours,
    csat_config,
    inbox_timezone,
    new_channel,
    new_token,
    now,
)
from chatwoot_client.sandbox.views import iso

MAX_GREETING = 10_000

_INBOXES = ACCOUNT + "/inboxes"
_INBOX = _INBOXES + "/<segment:inbox_id>"
_MEMBERS = ACCOUNT + "/inbox_members"
_MESSAGE = Column(TEXT.fits, TEXT.read, MAX_GREETING)
_COLUMNS: Mapping[str, Column] = {
    "name": STRING,
    "avatar": AVATAR,
    "greeting_enabled": BOOLEAN,
    "greeting_message": _MESSAGE,
    "enable_email_collect": BOOLEAN,
    "csat_survey_enabled": BOOLEAN,
    "csat_config": OBJECT,
    "enable_auto_assignment": BOOLEAN,
    "auto_assignment_config": OBJECT,
    "working_hours_enabled": BOOLEAN,
    "out_of_office_message": _MESSAGE,
    "timezone": STRING,
    "allow_messages_after_resolved": BOOLEAN,
    "lock_to_single_conversation": BOOLEAN,
    "sender_name_type": choice("friendly", "professional"),
    "business_name": STRING,
}
_HOURS: Mapping[str, Column] = {
    "closed_all_day": BOOLEAN,
    "open_hour": INTEGER,
    "open_minutes": INTEGER,
    "close_hour": INTEGER,
    "close_minutes": INTEGER,
    "open_all_day": BOOLEAN,
}
_CHANNELS: Mapping[str, Mapping[str, Column]] = {
    "Channel::Api": {"webhook_url": URL, "hmac_mandatory": BOOLEAN, "additional_attributes": OBJECT},
    "Channel::WebWidget": {
        "website_url": STRING,
        "widget_color": STRING,
        "welcome_title": STRING,
        "welcome_tagline": STRING,
        "reply_time": choice("in_a_few_minutes", "in_a_few_hours", "in_a_day"),
        "hmac_mandatory": BOOLEAN,
        "allowed_domains": TEXT,
        "pre_chat_form_enabled": BOOLEAN,
        "pre_chat_form_options": OBJECT,
        "continuity_via_email": BOOLEAN,
    },
    "Channel::Email": {
        "email": STRING,
        "imap_enabled": BOOLEAN,
        "imap_login": STRING,
        "imap_password": STRING,
        "imap_address": STRING,
        "imap_port": INTEGER,
        "imap_enable_ssl": BOOLEAN,
        "imap_authentication": STRING,
        "smtp_enabled": BOOLEAN,
        "smtp_login": STRING,
        "smtp_password": STRING,
        "smtp_address": STRING,
        "smtp_port": INTEGER,
        "smtp_domain": STRING,
        "smtp_enable_ssl_tls": BOOLEAN,
        "smtp_enable_starttls_auto": BOOLEAN,
        "smtp_openssl_verify_mode": STRING,
        "smtp_authentication": STRING,
    },
}
"""The settings of the channels that the sandbox knows."""
_CHANNEL_TYPES = {"api": "Channel::Api", "web_widget": "Channel::WebWidget", "email": "Channel::Email"}
_UNSERVED_TYPES = ("line", "sms", "telegram", "whatsapp")
_FLAGS = ("attachments", "emoji_picker", "end_conversation", "use_inbox_avatar_for_bot", "allow_mobile_webview")


class InboxOperations(ApplicationOperation):
    """The operations on inboxes, their members and their bots."""

    for_administrators: ClassVar[frozenset[str]] = frozenset(
        (
            "create_inbox",
            "update_inbox",
            "delete_inbox",
            "delete_avatar",
            "reset_secret",
            "set_agent_bot",
            "add_members",
            "replace_members",
            "remove_members",
        )
    )

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """Their methods and paths."""
        for methods, path, operation in (
            ("GET", _INBOXES, "list_inboxes"),
            ("POST", _INBOXES, "create_inbox"),
            ("GET", _INBOX, "show_inbox"),
            ("PATCH PUT", _INBOX, "update_inbox"),
            ("DELETE", _INBOX, "delete_inbox"),
            ("DELETE", _INBOX + "/avatar", "delete_avatar"),
            ("POST", _INBOX + "/reset_secret", "reset_secret"),
            ("GET", _INBOX + "/assignable_agents", "list_agents_of_inbox"),
            ("GET", ACCOUNT + "/assignable_agents", "list_assignable_agents"),
            ("GET", _INBOX + "/agent_bot", "show_agent_bot"),
            ("POST", _INBOX + "/set_agent_bot", "set_agent_bot"),
            ("GET", _MEMBERS + "/<segment:inbox_id>", "list_members"),
            ("POST", _MEMBERS, "add_members"),
            ("PATCH PUT", _MEMBERS, "replace_members"),
            ("DELETE", _MEMBERS, "remove_members"),
        ):
            yield rule(methods, path, cls, operation)

    # Inboxes

    def list_inboxes(self) -> Answer:
        by_name = sorted(self._inboxes(), key=lambda inbox: inbox.name.lower())
        return shown({"payload": [self._views.inbox(each) for each in by_name]})

    def show_inbox(self) -> Answer:
        inbox = self._inbox()
        self._authorize(self._sees(inbox))
        return self._shown(inbox)

    def create_inbox(self) -> Answer:
        sent = self._params.get("channel")
        if not isinstance(sent, dict):
            raise ServerFault("an inbox needs a channel")
        kind = sent.get("type")
        if kind in _UNSERVED_TYPES:
            raise Refused(501, {"status": 501, "error": f"The sandbox has no {kind} channels"})
        if kind not in _CHANNEL_TYPES:
            raise RecordInvalid(("channel", "Channel must exist"))
        channel_type = _CHANNEL_TYPES[str(kind)]
        draft = Inbox(0, "", self._account.id, channel_type, channel=new_channel(channel_type))
        self._change_channel(draft, sent)
        self._change(draft)
        self._account.keep_inbox(draft)
        return self._shown(draft)

    def update_inbox(self) -> Answer:
        inbox = self._inbox()
        self._change(inbox)
        sent = self._params.get("channel")
        if isinstance(sent, dict):
            self._change_channel(inbox, sent)
        return self._shown(inbox)

    def _change(self, inbox: Inbox) -> None:
        sent = {name: None if value == "null" else value for name, value in self._params.items()}
        given = permitted(sent, _COLUMNS)
        if "csat_config" in given:
            given["csat_config"] = _survey(given["csat_config"])
        change(inbox, given, _COLUMNS, _errors)
        if inbox.avatar is not None:
            self._account.files[inbox.avatar.key] = inbox.avatar
        inbox.working_hours = _changed_week(inbox.working_hours, sent.get("working_hours"))
        self._account.details.touch("inbox")

    def _change_channel(self, inbox: Inbox, sent: Params) -> None:
        given = permitted(sent, _CHANNELS[inbox.channel_type])
        if "selected_feature_flags" in sent and inbox.channel_type == "Channel::WebWidget":
            given["selected_feature_flags"] = texts(sent, "selected_feature_flags")
        mandatory = given.pop("hmac_mandatory", inbox.hmac_mandatory)
        settings = {**inbox.channel, **given}
        self._check_channel(inbox, settings)
        inbox.hmac_mandatory, inbox.channel, inbox.updated_at = bool(mandatory), settings, now()

    def _check_channel(self, inbox: Inbox, settings: Mapping[str, Any]) -> None:
        if inbox.channel_type == "Channel::Email":
            if settings["email"] is None:
                raise ServerFault("an e-mail channel needs an address")
            if any(
                each is not inbox and each.channel.get("email") == settings["email"] for each in self._every_inbox()
            ):
                raise RecordInvalid(("email", "Email has already been taken"))
        if inbox.channel_type == "Channel::WebWidget":
            if is_blank(settings["website_url"]):
                raise RecordInvalid(("website_url", "Website url can't be blank"))
            if not set(settings["selected_feature_flags"]) <= set(_FLAGS):
                raise ServerFault("no such feature")
        window = settings.get("additional_attributes", {}).get("agent_reply_time_window")
        if not is_blank(window) and leading_int(str(window)) <= 0:
            sentence = "Agent reply time window agent_reply_time_window must be greater than 0"
            raise RecordInvalid(("agent_reply_time_window", sentence))

    def _every_inbox(self) -> Iterator[Inbox]:
        for account in self._installation.accounts.values():
            yield from account.inboxes

    def delete_inbox(self) -> Answer:
        self._account.delete_inbox(self._inbox())
        return shown({"message": "Your inbox deletion request will be processed in some time."})

    def delete_avatar(self) -> Answer:
        self._inbox().avatar = None
        return empty()

    def reset_secret(self) -> Answer:
        inbox = self._inbox()
        if inbox.channel_type != "Channel::Api":
            raise RecordNotFound
        inbox.channel["secret"] = new_token()
        return self._shown(inbox)

    # Who serves them

    def list_agents_of_inbox(self) -> Answer:
        return shown({"payload": self._agents_of([self._inbox()])})

    def list_assignable_agents(self) -> Answer:
        return shown(
            {"payload": self._agents_of([self._inbox_with_id(each) for each in texts(self._params, "inbox_ids")])}
        )

    def _agents_of(self, inboxes: list[Inbox]) -> list[dict[str, Any]]:
        """Those who may be given conversations of all these inboxes: their members, and administrators."""
        users = [member.user for member in self._account.members.values()]
        return self._views.agents(
            user
            for user in users
            if role_in(self._account, user) == "administrator" or all(user in inbox.members for inbox in inboxes)
        )

    def show_agent_bot(self) -> Answer:
        bot = self._inbox().agent_bot
        if bot is None:
            return shown({})
        view = setting_views.agent_bot(bot, self._base_url, with_secrets=self._is_administrator)
        if "access_token" in view:
            view["access_token"] = {
                "id": bot.id,
                "owner_type": "AgentBot",
                "owner_id": bot.id,
                "token": bot.access_token,
                "created_at": iso(bot.created_at),
                "updated_at": iso(bot.created_at),
            }
        return shown({"agent_bot": view})

    def set_agent_bot(self) -> Answer:
        inbox = self._inbox()
        bot_id = self._params.get("agent_bot")
        bot = None if is_blank(bot_id) else self._bot_with_id(bot_id)
        if bot is None and not is_blank(bot_id):
            raise RecordNotFound
        inbox.agent_bot = bot
        return empty()

    def list_members(self) -> Answer:
        inbox = self._inbox()
        self._authorize(self._sees(inbox))
        return self._shown_members(inbox)

    def add_members(self) -> Answer:
        inbox = self._named_inbox()
        inbox.members += [each for each in self._named_users() if each not in inbox.members]
        return self._shown_members(inbox)

    def replace_members(self) -> Answer:
        inbox = self._named_inbox()
        inbox.members = self._named_users()
        return self._shown_members(inbox)

    def remove_members(self) -> Answer:
        inbox = self._named_inbox()
        gone = self._named_users()
        inbox.members = [each for each in inbox.members if each not in gone]
        return empty()

    def _named_inbox(self) -> Inbox:
        return self._inbox_with_id(self._params.get("inbox_id"))

    def _named_users(self) -> list[User]:
        return self._members_with_ids(self._params.get("user_ids"))

    def _shown_members(self, inbox: Inbox) -> Answer:
        return shown({"payload": self._views.agents(sorted(inbox.members, key=lambda user: user.id))})

    def _inbox(self) -> Inbox:
        return self._inbox_with_id(self._values["inbox_id"])

    def _shown(self, inbox: Inbox) -> Answer:
        return shown(self._views.inbox(inbox))


def _errors(inbox: Inbox) -> Iterator[Error]:
    yield from blank(inbox, "name")
    try:
        inbox_timezone(inbox.timezone or "")
    except ValueError:
        yield "timezone", "Timezone is not included in the list"


def _survey(sent: Params) -> dict[str, Any]:
    settings = csat_config(str(sent.get("message") or ""), str(sent.get("display_type") or "emoji"))
    return {name: sent.get(name) or default for name, default in settings.items()}


def _changed_week(week: list[WorkingHours], sent: Any) -> list[WorkingHours]:
    days = sent if OBJECTS.fits(sent) else []
    changes = {str(day.get("day_of_week")): permitted(day, _HOURS) for day in days}
    return [replace(day, **changes.get(str(day.day_of_week), {})) for day in week]
