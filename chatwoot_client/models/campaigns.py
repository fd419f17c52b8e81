"""The campaigns of an account."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, Timestamp, epoch, field, iso, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.agents import Agent
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.inboxes import Inbox
    from chatwoot_client.models.messages import MessageTemplateParams


class Campaign(Model):
    """A campaign: ``ongoing`` on a website, ``one_off`` by SMS or WhatsApp.

    ``id`` counts from 1 in each account. ``scheduled_at`` and ``audience`` are those of a ``one_off`` campaign,
    ``trigger_rules`` those of an ``ongoing`` one: ``url`` and ``time_on_page``, in seconds.
    """

    id: int | None = field()
    title: str | None = field()
    description: str | None = field()
    account_id: int | None = field()
    inbox: Inbox | None = nested("Inbox")
    sender: Agent | None = nested("Agent")
    message: str | None = field()
    template_params: MessageTemplateParams | None = nested("MessageTemplateParams")
    campaign_status: str | None = field()
    enabled: bool | None = field()
    campaign_type: str | None = field()
    scheduled_at: Timestamp | None = epoch()
    audience: list[CampaignAudience] | None = nested_list("CampaignAudience")
    trigger_rules: dict[str, Any] | None = field()
    trigger_only_during_business_hours: bool | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()


class CampaignAudience(Model):
    """Whom a campaign is for: the contacts with a label; ``type`` is ``Label``."""

    type: str | None = field()
    id: int | None = field()


class CampaignCreateUpdatePayload(Model):
    """A campaign to create or change; ``title``, ``message`` and ``inbox_id`` are needed.

    The inbox decides of which kind it is. A WhatsApp template goes into ``template_params``.
    """

    title: str | None = field()
    description: str | None = field()
    message: str | None = field()
    enabled: bool | None = field()
    trigger_only_during_business_hours: bool | None = field()
    inbox_id: int | None = field()
    sender_id: int | None = field()
    scheduled_at: datetime.datetime | None = iso()
    audience: ListOf[CampaignAudience | dict[str, Any]] | None = nested_list("CampaignAudience")
    trigger_rules: dict[str, Any] | None = field()
    template_params: MessageTemplateParams | dict[str, Any] | None = nested("MessageTemplateParams")
