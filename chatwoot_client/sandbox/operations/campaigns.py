"""The operations of campaigns, which are for administrators only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.resources import CHANGING
from chatwoot_client.sandbox.operations.settings import SettingOperations
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import leading_int
from chatwoot_client.sandbox.records.base import Setting
from chatwoot_client.sandbox.records.campaigns import Campaign
from chatwoot_client.sandbox.records.columns import Columns, Error, blank, named
from chatwoot_client.sandbox.views.application import ApplicationViews
from chatwoot_client.sandbox.views.fields import Json, fields


class CampaignOperations(SettingOperations[Campaign]):
    """The operations of campaigns. Only website inboxes have any here."""

    path: ClassVar[str] = ACCOUNT + "/campaigns"
    kind: ClassVar[type[Setting]] = Campaign
    key: ClassVar[str] = "campaign"
    columns: ClassVar[Columns] = named(
        string="title",
        text="description message",
        boolean="enabled trigger_only_during_business_hours",
        object="trigger_rules template_params",
    )
    for_administrators: ClassVar[frozenset[str]] = CHANGING | {"index", "show"}

    def _given(self) -> dict[str, Any]:
        sent, given = self._sent(), super()._given()
        if "inbox_id" in sent:
            given["inbox"] = self._account.inboxes.get(leading_int(sent["inbox_id"]))
        if "sender_id" in sent:
            given["sender"] = self._member_with_id(sent["sender_id"])
        return given

    def _errors(self, record: Campaign) -> Iterator[Error]:
        if record.inbox is None:
            yield "inbox", "Inbox must exist"
        yield from blank(record, "title")
        yield from blank(record, "message")
        if record.inbox is not None and record.inbox.channel_type != "Channel::WebWidget":
            yield "inbox", "Inbox Unsupported Inbox type"
        elif record.inbox is not None and not str(record.trigger_rules.get("url")).startswith(("http://", "https://")):
            yield "url", "Url invalid"

    def _view(self, record: Campaign) -> Json:
        return campaign_view(record, self._views)


class InboxCampaignOperations(ApplicationOperation):
    """The campaigns of an inbox."""

    path: ClassVar[str] = ACCOUNT + "/inboxes/<id>/campaigns"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("index",))

    @serves("GET")
    def index(self) -> Answer:
        inbox = self._inbox_with_id(self._values["id"])
        own = [each for each in self._account.all(Campaign).values() if each.inbox is inbox]
        return shown([campaign_view(each, self._views) for each in own])


def campaign_view(record: Campaign, views: ApplicationViews) -> Json:
    """A campaign, with its inbox and who sends it."""
    return {
        **fields(record, "id title description account_id"),
        "inbox": views.inbox(record.inbox) if record.inbox else None,
        "sender": views.assignee(record.sender),
        **fields(record, "message template_params"),
        "campaign_status": "active",
        "enabled": record.enabled,
        "campaign_type": "ongoing",
        **fields(record, "trigger_rules trigger_only_during_business_hours created_at updated_at"),
    }
