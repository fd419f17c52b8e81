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
    name: str | None = field()


class DeliveredInbox(Delivered):
    """The inbox that a delivery is about."""

    id: int | None = field()
    name: str | None = field()


class DeliveredContact(Delivered):
    """A contact as it's delivered."""

    id: int | None = field()
    name: str | None = field()
    email: str | None = field()
    phone_number: str | None = field()
    identifier: str | None = field()
    avatar: str | None = field()
    thumbnail: str | None = field()
    blocked: bool | None = field()
    additional_attributes: dict[str, Any] | None = field()
    custom_attributes: dict[str, Any] | None = field()
    account: DeliveredAccount | None = nested("DeliveredAccount")


class DeliveredSender(DeliveredContact):
    """Who wrote or types: a contact, a user or an agent bot, as :attr:`kind` tells."""

    type: str | None = field()

    @property
    def kind(self) -> str:
        """``'contact'``, ``'user'`` or ``'agent_bot'``: Chatwoot leaves the type of a contact out."""
        return str(self.type or "contact")


class DeliveredContactInbox(Delivered):
    """The contact's address in the inbox of a conversation."""

    id: int | None = field()
    contact_id: int | None = field()
    inbox_id: int | None = field()
    source_id: str | None = field()
    created_at: FloatTimestamp | None = moment()
    updated_at: FloatTimestamp | None = moment()
    hmac_verified: bool | None = field()
    pubsub_token: str | None = field()


class DeliveredTeam(Delivered):
    """The team that a conversation is assigned to."""

    id: int | None = field()
    name: str | None = field()
    icon: str | None = field()
    icon_color: str | None = field()


class DeliveredConversationMeta(Delivered):
    """Who a conversation is with, and who has it; each is null where there is nobody."""

    sender: DeliveredSender | None = nested("DeliveredSender")
    assignee: DeliveredSender | None = nested("DeliveredSender")
    assignee_type: str | None = field()
    team: DeliveredTeam | None = nested("DeliveredTeam")
    hmac_verified: bool | None = field()


class DeliveredConversation(Delivered):
    """A conversation as it's delivered; ``id`` is the number that the API takes.

    ``messages`` has the last one that isn't private, or none. ``account`` comes since 4.14.2.
    """

    id: int | None = field()
    inbox_id: int | None = field()
    status: str | None = field()
    priority: str | None = field()
    channel: str | None = field()
    can_reply: bool | None = field()
    contact_inbox: DeliveredContactInbox | None = nested("DeliveredContactInbox")
    messages: list[MessageRecord] | None = nested_list("MessageRecord")
    labels: list[str] | None = field()
    meta: DeliveredConversationMeta | None = nested("DeliveredConversationMeta")
    additional_attributes: dict[str, Any] | None = field()
    custom_attributes: dict[str, Any] | None = field()
    unread_count: int | None = field()
    snoozed_until: FloatTimestamp | None = moment()
    first_reply_created_at: FloatTimestamp | None = moment()
    waiting_since: FloatTimestamp | None = moment()
    agent_last_seen_at: FloatTimestamp | None = moment()
    contact_last_seen_at: FloatTimestamp | None = moment()
    last_activity_at: FloatTimestamp | None = moment()
    timestamp: FloatTimestamp | None = moment()
    created_at: FloatTimestamp | None = moment()
    updated_at: FloatTimestamp | None = moment()
    account: DeliveredAccount | None = nested("DeliveredAccount")


def _hidden(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "***" if key in _SECRETS and item else _hidden(item) for key, item in value.items()}
    return [_hidden(item) for item in value] if isinstance(value, list) else value
