"""What a delivery is made of; its shapes aren't those of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, moment, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.base import FloatTimestamp
    from chatwoot_client.models.messages import MessageRecord

#: With it one may read along what a contact and its agents write, so it's shown to nobody.
_SECRETS = frozenset(("pubsub_token",))


class Delivered(Model):
    """A part of a delivery; what it shows of itself hides the contact's ``pubsub_token``, ``to_dict()`` has it."""

    def to_str(self) -> str:
        """The JSON object, laid out by ``pprint``, with stars for what is a secret."""
        return Model.to_str(Model.from_dict(_hidden(self.to_dict())))


class DeliveredAccount(Delivered):
    """The account that a delivery is about."""

    id: int | None = field()
    """Id of the account."""
    name: str | None = field()
    """Name of the account."""


class DeliveredInbox(Delivered):
    """The inbox that a delivery is about."""

    id: int | None = field()
    """Id of the inbox."""
    name: str | None = field()
    """Name of the inbox."""


class DeliveredContact(Delivered):
    """A contact as it's delivered."""

    id: int | None = field()
    """Id of the contact."""
    name: str | None = field()
    """Name of the contact; may be empty."""
    email: str | None = field()
    """E-mail address, in lower case; null without one."""
    phone_number: str | None = field()
    """Phone number in E.164, such as ``+14155550100``; null without one."""
    identifier: str | None = field()
    """What another system knows the contact by; null without one."""
    avatar: str | None = field()
    """Address of the contact's picture; empty without one."""
    thumbnail: str | None = field()
    """Address of the contact's picture; empty without one."""
    blocked: bool | None = field()
    """Whether the contact is blocked; since Chatwoot 4.0.2."""
    additional_attributes: dict[str, Any] | None = field()
    """What the server or the channel knows besides, such as ``city`` or ``company_name``."""
    custom_attributes: dict[str, Any] | None = field()
    """The account's own attributes of the contact, by their keys."""
    account: DeliveredAccount | None = nested("DeliveredAccount")
    """The account that the contact belongs to."""


class DeliveredSender(DeliveredContact):
    """Who wrote or types: a contact, a user or an agent bot, as :attr:`kind` tells."""

    type: str | None = field()
    """``user`` or ``agent_bot``; not sent for a contact, so that :attr:`kind` says it."""

    @property
    def kind(self) -> str:
        """``'contact'``, ``'user'`` or ``'agent_bot'``: Chatwoot leaves the type of a contact out."""
        return str(self.type or "contact")


class DeliveredContactInbox(Delivered):
    """The contact's address in the inbox of a conversation."""

    id: int | None = field()
    """Id of that place."""
    contact_id: int | None = field()
    """Id of the contact."""
    inbox_id: int | None = field()
    """Id of the inbox."""
    source_id: str | None = field()
    """Who the contact is there."""
    created_at: FloatTimestamp | None = moment()
    """When the contact was put there."""
    updated_at: FloatTimestamp | None = moment()
    """When that last changed."""
    hmac_verified: bool | None = field()
    """Whether it's certain that the contact is who it says."""
    pubsub_token: str | None = field()
    """A secret of the contact's: it opens the websocket."""


class DeliveredTeam(Delivered):
    """The team that a conversation is assigned to."""

    id: int | None = field()
    """Id of the team."""
    name: str | None = field()
    """Name of the team, in lower case."""
    icon: str | None = field()
    """Its icon; empty without one. Since Chatwoot 4.16."""
    icon_color: str | None = field()
    """Colour of the icon; empty unless it was said. Since Chatwoot 4.16."""


class DeliveredConversationMeta(Delivered):
    """Who a conversation is with, and who has it."""

    sender: DeliveredSender | None = nested("DeliveredSender")
    """The contact."""
    assignee: DeliveredSender | None = nested("DeliveredSender")
    """The agent or the bot that it's assigned to; null for nobody."""
    assignee_type: str | None = field()
    """Which of the two that is, one of :class:`AssigneeType`; null for nobody, and since Chatwoot 4.8."""
    team: DeliveredTeam | None = nested("DeliveredTeam")
    """The team that it's assigned to; null for none."""
    hmac_verified: bool | None = field()
    """Whether it's certain that the contact is who it says."""


class DeliveredConversation(Delivered):
    """A conversation as it's delivered."""

    id: int | None = field()
    """Its number, which operations call ``conversation_id``."""
    inbox_id: int | None = field()
    """Id of the inbox that it's in."""
    status: str | None = field()
    """One of :class:`ConversationStatus`."""
    priority: str | None = field()
    """One of :class:`ConversationPriority`; null for none."""
    channel: str | None = field()
    """What the inbox is an inbox of, one of :class:`ChannelType`."""
    can_reply: bool | None = field()
    """Whether agents may answer; on some channels they may for a time only."""
    contact_inbox: DeliveredContactInbox | None = nested("DeliveredContactInbox")
    """The contact's place in the inbox."""
    messages: list[MessageRecord] | None = nested_list("MessageRecord")
    """The last message but private notes and activities; empty where there's none."""
    labels: list[str] | None = field()
    """Titles of its labels."""
    meta: DeliveredConversationMeta | None = nested("DeliveredConversationMeta")
    """Who takes part in it."""
    additional_attributes: dict[str, Any] | None = field()
    """What the channel knows besides, such as ``referer`` or ``mail_subject``."""
    custom_attributes: dict[str, Any] | None = field()
    """The account's own attributes of the conversation, by their keys."""
    unread_count: int | None = field()
    """How many messages of the contact no agent has seen, 10 at most."""
    snoozed_until: FloatTimestamp | None = moment()
    """When a snoozed conversation opens again; null for all others."""
    first_reply_created_at: FloatTimestamp | None = moment()
    """When an agent first answered; null for never."""
    waiting_since: FloatTimestamp | None = moment()
    """Since when the contact waits for an answer; 0 when it doesn't."""
    agent_last_seen_at: FloatTimestamp | None = moment()
    """When an agent last looked; 0 for never."""
    contact_last_seen_at: FloatTimestamp | None = moment()
    """When the contact last looked; 0 for never."""
    last_activity_at: FloatTimestamp | None = moment()
    """When the last message was written, or the conversation began."""
    timestamp: FloatTimestamp | None = moment()
    """The same as ``last_activity_at``."""
    created_at: FloatTimestamp | None = moment()
    """When the conversation began."""
    updated_at: FloatTimestamp | None = moment()
    """When it last changed."""
    account: DeliveredAccount | None = nested("DeliveredAccount")
    """The account that it belongs to; since Chatwoot 4.14.2."""


def _hidden(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "***" if key in _SECRETS and item else _hidden(item) for key, item in value.items()}
    return [_hidden(item) for item in value] if isinstance(value, list) else value
