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
    """A campaign on a website, or by SMS or WhatsApp."""

    id: int | None = field()
    """Number of the campaign, counted from 1 in each account."""
    title: str | None = field()
    """Name of the campaign, as agents see it."""
    description: str | None = field()
    """What the campaign is for; null where nothing was said."""
    account_id: int | None = field()
    """Id of the account that the campaign belongs to."""
    inbox: Inbox | None = nested("Inbox")
    """The inbox that the campaign is sent by."""
    sender: Agent | None = nested("Agent")
    """The agent in whose name it's sent, if there's one."""
    message: str | None = field()
    """What the contacts read."""
    template_params: MessageTemplateParams | None = nested("MessageTemplateParams")
    """The WhatsApp template that's sent; null for all other channels."""
    campaign_status: str | None = field()
    """``active``, or ``completed`` for one that was sent."""
    enabled: bool | None = field()
    """Whether a campaign on a website is on."""
    campaign_type: str | None = field()
    """``ongoing`` on a website, ``one_off`` by SMS or WhatsApp."""
    scheduled_at: Timestamp | None = epoch()
    """When a ``one_off`` campaign is sent; not sent for an ``ongoing`` one."""
    audience: list[CampaignAudience] | None = nested_list("CampaignAudience")
    """Whom a ``one_off`` campaign is for; not sent for an ``ongoing`` one."""
    trigger_rules: dict[str, Any] | None = field()
    """When an ``ongoing`` campaign shows: the page's ``url``, and ``time_on_page`` in seconds."""
    trigger_only_during_business_hours: bool | None = field()
    """Whether an ``ongoing`` campaign keeps to the inbox's hours."""
    created_at: datetime.datetime | None = iso()
    """When the campaign was made."""
    updated_at: datetime.datetime | None = iso()
    """When the campaign was last changed."""


class CampaignAudience(Model):
    """Whom a campaign is for: the contacts with a label."""

    type: str | None = field()
    """``Label``."""
    id: int | None = field()
    """Id of the label."""


class CampaignCreateUpdatePayload(Model):
    """A campaign to create or change; its inbox decides of which kind it is."""

    title: str | None = field()
    """Name of the campaign, as agents see it; needed."""
    description: str | None = field()
    """What the campaign is for."""
    message: str | None = field()
    """What the contacts read; needed."""
    enabled: bool | None = field()
    """Whether a campaign on a website is on."""
    trigger_only_during_business_hours: bool | None = field()
    """Whether a campaign on a website keeps to the inbox's hours."""
    inbox_id: int | None = field()
    """Id of the inbox that the campaign is sent by; needed."""
    sender_id: int | None = field()
    """Id of the agent in whose name it's sent."""
    scheduled_at: datetime.datetime | None = iso()
    """When a campaign by SMS or WhatsApp is sent."""
    audience: ListOf[CampaignAudience | dict[str, Any]] | None = nested_list("CampaignAudience")
    """Whom a campaign by SMS or WhatsApp is for."""
    trigger_rules: dict[str, Any] | None = field()
    """When a campaign on a website shows: the page's ``url``, and ``time_on_page`` in seconds."""
    template_params: MessageTemplateParams | dict[str, Any] | None = nested("MessageTemplateParams")
    """The WhatsApp template to send."""
