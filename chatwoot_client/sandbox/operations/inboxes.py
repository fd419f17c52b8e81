"""What agents may do with inboxes: list, make, change and remove them, and say which bot serves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.resources import CHANGING, ResourceOperations
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import Params, is_blank, leading_int, text, texts
from chatwoot_client.sandbox.rails.errors import RecordInvalid, RecordNotFound, Refused, ServerFault
from chatwoot_client.sandbox.records.base import new_token, now
from chatwoot_client.sandbox.records.columns import (
    OBJECTS,
    TEXT,
    Columns,
    Error,
    blank,
    choice,
    named,
    permitted,
    refuse,
    too_long,
)
from chatwoot_client.sandbox.records.inboxes import Inbox, WorkingHours, csat_config, inbox_timezone
from chatwoot_client.sandbox.rules.channels import (
    CHANNEL_TYPES,
    CHANNELS,
    FOREIGN_CHANNELS,
    channel_errors,
    new_channel,
    refuse_foreign_channel,
)
from chatwoot_client.sandbox.views import settings as setting_views
from chatwoot_client.sandbox.views.fields import Json, iso

MAX_GREETING = 10_000
_HOURS = named(boolean="closed_all_day open_all_day", integer="open_hour open_minutes close_hour close_minutes")


class InboxOperations(ApplicationOperation, ResourceOperations[Inbox]):
    """The operations of inboxes. Agents see their own."""

    path: ClassVar[str] = ACCOUNT + "/inboxes"
    columns: ClassVar[Columns] = {
        **named(string="name timezone business_name", object="csat_config auto_assignment_config", avatar="avatar"),
        **named(boolean="greeting_enabled enable_email_collect csat_survey_enabled enable_auto_assignment"),
        **named(boolean="working_hours_enabled allow_messages_after_resolved lock_to_single_conversation"),
        "greeting_message": replace(TEXT, limit=MAX_GREETING),
        "out_of_office_message": replace(TEXT, limit=MAX_GREETING),
        "sender_name_type": choice("friendly", "professional"),
    }
    for_administrators: ClassVar[frozenset[str]] = CHANGING | {"remove_avatar", "reset_secret", "set_agent_bot"}

    def show(self) -> Answer:
        self._authorize(self._sees(self._record()))
        return super().show()

    def destroy(self) -> Answer:
        super().destroy()
        return shown({"message": "Your inbox deletion request will be processed in some time."})

    @serves("DELETE", "/<id>/avatar")
    def remove_avatar(self) -> Answer:
        self._record().avatar = None
        return empty()

    @serves("POST", "/<id>/reset_secret")
    def reset_secret(self) -> Answer:
        inbox = self._record()
        if inbox.channel_type != "Channel::Api":
            raise Refused(404, None)
        inbox.channel["secret"] = new_token()
        return self._shown(inbox)

    def _records(self) -> Mapping[int, Inbox]:
        return self._account.inboxes

    def _wanted(self) -> list[Inbox]:
        return sorted(self._inboxes(), key=lambda inbox: inbox.name.lower())

    def _listed(self, views: list[Json]) -> Any:
        return {"payload": views}

    def _view(self, record: Inbox) -> Json:
        return self._views.inbox(record)

    def _new(self) -> Inbox:
        sent = self._params.get("channel")
        if not isinstance(sent, dict):
            raise ServerFault("an inbox needs a channel")
        kind = text(sent, "type")
        if kind in FOREIGN_CHANNELS:
            refuse_foreign_channel(str(kind), sent)
        if kind not in CHANNEL_TYPES:
            raise RecordInvalid(("channel", "Channel must exist"))
        channel_type = CHANNEL_TYPES[str(kind)]
        inbox = Inbox(0, "", self._account.id, channel_type, channel=new_channel(channel_type))
        self._change_channel(inbox, sent)
        return inbox

    def _keep(self, record: Inbox) -> None:
        self._account.add_inbox(record)

    def _remove(self, record: Inbox) -> None:
        self._account.delete_inbox(record)

    def update(self) -> Answer:
        inbox = self._record()
        self._change(inbox)
        sent = self._params.get("channel")
        if isinstance(sent, dict):
            self._change_channel(inbox, sent)
        return self._shown(inbox)

    def _sent(self) -> Params:
        return {name: None if value == "null" else value for name, value in self._params.items()}

    def _given(self) -> dict[str, Any]:
        given = super()._given()
        sent = given.pop("csat_config", None)
        return given if is_blank(sent) else {**given, "csat_config": _survey(sent)}

    def _change(self, record: Inbox) -> None:
        super()._change(record)
        self._installation.store.keep(record.avatar)
        record.working_hours = _changed_week(record.working_hours, self._sent().get("working_hours"))
        self._account.touch("inbox")

    def _errors(self, record: Inbox) -> Iterator[Error]:
        yield from blank(record, "name")
        try:
            inbox_timezone(record.timezone or "")
        except ValueError:
            yield "timezone", "Timezone is not included in the list"
        limit = record.auto_assignment_config.get("max_assignment_limit")
        if not is_blank(limit) and leading_int(limit) <= 0:
            sentence = "Auto assignment config max_assignment_limit must be greater than 0"
            yield "auto_assignment_config", sentence

    def _change_channel(self, inbox: Inbox, sent: Params) -> None:
        given = permitted(sent, CHANNELS[inbox.channel_type])
        if "selected_feature_flags" in sent and inbox.channel_type == "Channel::WebWidget":
            given["selected_feature_flags"] = texts(sent, "selected_feature_flags")
        mandatory = given.pop("hmac_mandatory", inbox.hmac_mandatory)
        options = given.get("pre_chat_form_options")
        if options is not None and is_blank(options.get("pre_chat_fields")):
            given["pre_chat_form_options"] = new_channel(inbox.channel_type)["pre_chat_form_options"]
        settings = {**inbox.channel, **given}
        emails = {each.channel.get("email") for each in self._installation.inboxes() if each is not inbox}
        refuse(
            [*too_long(SimpleNamespace(**settings), CHANNELS[inbox.channel_type]), *channel_errors(settings, emails)]
        )
        inbox.hmac_mandatory, inbox.channel, inbox.updated_at = bool(mandatory), settings, now()

    # The bot that serves an inbox

    @serves("GET", "/<id>/agent_bot")
    def show_agent_bot(self) -> Answer:
        bot = self._record().agent_bot
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

    @serves("POST", "/<id>/set_agent_bot")
    def set_agent_bot(self) -> Answer:
        inbox = self._record()
        bot_id = self._params.get("agent_bot")
        bot = None if is_blank(bot_id) else self._bot_with_id(bot_id)
        if bot is None and not is_blank(bot_id):
            raise RecordNotFound
        inbox.agent_bot = bot
        return empty()


def _survey(sent: Params) -> dict[str, Any]:
    settings = csat_config(str(sent.get("message") or ""), str(sent.get("display_type") or "emoji"))
    return {name: sent.get(name) or default for name, default in settings.items()}


def _changed_week(week: list[WorkingHours], sent: Any) -> list[WorkingHours]:
    """A week with the days that were sent; a day that can't be stays as it was."""
    if is_blank(sent):
        return week
    if not OBJECTS.fits(sent):
        raise ServerFault("working hours are a list of days")
    changed = {day.day_of_week: day for day in week}
    for each in sent:
        day = changed.get(leading_int(each.get("day_of_week")))
        if day is None:
            raise ServerFault("undefined method `update' for nil")
        wanted = replace(day, **permitted(each, _HOURS))
        if wanted.is_possible():
            changed[day.day_of_week] = wanted
    return list(changed.values())
