"""Conversations as agents and bots see them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from chatwoot_client.models.agents import Agent
from chatwoot_client.models.base import (
    FloatTimestamp,
    Model,
    Timestamp,
    epoch,
    field,
    float_epoch,
    iso,
    listed,
    mapped,
    nested,
    nested_list,
    word,
)

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.contacts import Contact
    from chatwoot_client.models.messages import ConversationMessageCreatePayload, MessageRecord
    from chatwoot_client.models.public_messages import PublicMessageSender
    from chatwoot_client.models.teams import Team


class Conversation(Model):
    """A conversation with its last message.

    ``id`` is the number that other operations call ``conversation_id``, counted per account. ``status`` is one of
    :class:`ConversationStatus`, ``priority`` of :class:`ConversationPriority` or null. Timestamps are 0 for what
    hasn't happened yet. ``messages`` holds the last message, whatever its kind, or nothing;
    ``last_non_activity_message`` may be another one. ``applied_sla`` and ``sla_events`` are sent by the Enterprise
    edition alone.
    """

    meta: ConversationShowMeta | None = nested("ConversationShowMeta")
    id: int | None = field()
    messages: list[MessageRecord] | None = nested_list("MessageRecord")
    account_id: int | None = field()
    uuid: str | None = field()
    additional_attributes: dict[str, Any] | None = field()
    agent_last_seen_at: Timestamp | None = epoch()
    assignee_last_seen_at: Timestamp | None = epoch()
    can_reply: bool | None = field()
    contact_last_seen_at: Timestamp | None = epoch()
    custom_attributes: dict[str, Any] | None = field()
    inbox_id: int | None = field()
    labels: list[str] | None = field()
    muted: bool | None = field()
    snoozed_until: datetime.datetime | None = iso()
    status: str | None = field()
    created_at: Timestamp | None = epoch()
    updated_at: FloatTimestamp | None = float_epoch()
    timestamp: Timestamp | None = epoch()
    first_reply_created_at: Timestamp | None = epoch()
    unread_count: int | None = field()
    last_non_activity_message: MessageRecord | None = nested("MessageRecord")
    last_activity_at: Timestamp | None = epoch()
    priority: str | None = field()
    waiting_since: Timestamp | None = epoch()
    sla_policy_id: int | None = field()
    applied_sla: dict[str, Any] | None = field()
    sla_events: list[dict[str, Any]] | None = field()


ConversationShow = Conversation
ConversationListPayload = Conversation
AllOfconversationFilterListPayloadItems = Conversation


class ConversationShowMeta(Model):
    """Who takes part in a conversation, and where.

    ``assignee_type``, since Chatwoot 4.8, is one of :class:`AssigneeType`. What isn't assigned isn't sent.
    """

    sender: Contact | None = nested("Contact")
    channel: str | None = field()
    assignee: ConversationAssignee | None = nested("ConversationAssignee")
    assignee_type: str | None = field()
    team: Team | None = nested("Team")
    hmac_verified: bool | None = field()


ConversationListPayloadMeta = ConversationShowMeta


class ConversationAssignee(Agent):
    """The agent or the bot that a conversation is assigned to; which fields are there depends on that.

    A bot has ``bot_type``, and only ``id``, ``name`` and ``thumbnail`` of an agent's fields.
    """

    description: str | None = field()
    outgoing_url: str | None = field()
    bot_type: str | None = field()


class ConversationList(Model):
    """A page of conversations."""

    data: ConversationListData | None = nested("ConversationListData")


class ConversationListData(Model):
    """A page of conversations, and how many there are in all."""

    meta: ConversationCounts | None = nested("ConversationCounts")
    payload: list[Conversation] | None = nested_list("Conversation")


ConversationFilterList = ConversationListData


class ConversationCounts(Model):
    """How many conversations there are. Filter and search don't send ``assigned_count``."""

    mine_count: int | None = field()
    assigned_count: int | None = field()
    unassigned_count: int | None = field()
    all_count: int | None = field()


ConversationListDataMeta = ConversationCounts


class ConversationListMeta(Model):
    """How many conversations there are."""

    meta: ConversationCounts | None = nested("ConversationCounts")


class ConversationSearchList(Model):
    """A page of what was found."""

    meta: ConversationCounts | None = nested("ConversationCounts")
    payload: list[ConversationSearchResult] | None = nested_list("ConversationSearchResult")


class ConversationSearchResult(Model):
    """A conversation that was found, and those of its messages that have the text."""

    id: int | None = field()
    uuid: str | None = field()
    created_at: Timestamp | None = epoch()
    contact: ConversationSearchContact | None = nested("ConversationSearchContact")
    inbox: ConversationSearchInbox | None = nested("ConversationSearchInbox")
    messages: list[ConversationSearchMessage] | None = nested_list("ConversationSearchMessage")
    account_id: int | None = field()


class ConversationSearchContact(Model):
    """Whose conversation was found."""

    id: int | None = field()
    name: str | None = field()


class ConversationSearchInbox(Model):
    """Where a conversation was found."""

    channel_type: str | None = field()
    id: int | None = field()
    name: str | None = field()


class ConversationSearchMessage(Model):
    """A message that was found. ``message_type`` is one of :class:`MessageType`."""

    content: str | None = field()
    created_at: Timestamp | None = epoch()
    id: int | None = field()
    message_type: int | None = field()
    sender_name: str | None = field()


class ConversationStatusToggle(Model):
    """What became of a conversation's status. ``meta`` is never sent."""

    payload: ConversationStatusTogglePayload | None = nested("ConversationStatusTogglePayload")
    meta: dict[str, Any] | None = field()


class ConversationStatusTogglePayload(Model):
    """The status that a conversation has now, one of :class:`ConversationStatus`.

    ``success`` is null on servers before 4.16 where a bot hands a conversation over to agents.
    """

    success: bool | None = field()
    conversation_id: int | None = field()
    current_status: str | None = field()
    snoozed_until: datetime.datetime | None = iso()


class ConversationLabels(Model):
    """The labels of a conversation."""

    payload: list[str] | None = field()


class ConversationCustomAttributes(Model):
    """All custom attributes of a conversation: texts of up to 1,500 characters, integers up to 9,999,999,999."""

    custom_attributes: dict[str, Any] | None = mapped(required=True)


class ConversationUnreadCountsResponse(Model):
    """How many conversations have something unread."""

    payload: ConversationUnreadCounts | None = nested("ConversationUnreadCounts")


class ConversationUnreadCounts(Model):
    """How many conversations have something unread, in all and by the ids of inboxes, labels, teams and folders.

    The last four are sent with the feature for filters alone.
    """

    all_count: int | None = field()
    inboxes: dict[str, int] | None = field()
    labels: dict[str, int] | None = field()
    teams: dict[str, int] | None = field()
    mentions_count: int | None = field()
    participating_count: int | None = field()
    unattended_count: int | None = field()
    folders: dict[str, int] | None = field()


class ConversationInboxAssistant(Model):
    """The Captain assistant of a conversation's inbox; null without one."""

    assistant: dict[str, Any] | None = field()


class ConversationDraft(Model):
    """The draft that's kept for a conversation. ``message`` isn't sent where there is none."""

    has_draft: bool | None = field()
    message: str | None = field()


class EventConversation(Model):
    """A conversation as notifications show it.

    ``id`` is the number that other operations call ``conversation_id``. ``messages`` holds the last message but
    private notes and activities, or nothing.
    """

    additional_attributes: dict[str, Any] | None = field()
    can_reply: bool | None = field()
    channel: str | None = field()
    contact_inbox: EventContactInbox | None = nested("EventContactInbox")
    id: int | None = field()
    inbox_id: int | None = field()
    messages: list[MessageRecord] | None = nested_list("MessageRecord")
    labels: list[str] | None = field()
    meta: EventConversationMeta | None = nested("EventConversationMeta")
    status: str | None = field()
    custom_attributes: dict[str, Any] | None = field()
    snoozed_until: datetime.datetime | None = iso()
    unread_count: int | None = field()
    first_reply_created_at: datetime.datetime | None = iso()
    priority: str | None = field()
    waiting_since: Timestamp | None = epoch()
    agent_last_seen_at: Timestamp | None = epoch()
    contact_last_seen_at: Timestamp | None = epoch()
    last_activity_at: Timestamp | None = epoch()
    timestamp: Timestamp | None = epoch()
    created_at: Timestamp | None = epoch()
    updated_at: FloatTimestamp | None = float_epoch()


class EventContactInbox(Model):
    """A contact's place in an inbox. ``pubsub_token`` is a secret of the contact's."""

    id: int | None = field()
    contact_id: int | None = field()
    inbox_id: int | None = field()
    source_id: str | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()
    hmac_verified: bool | None = field()
    pubsub_token: str | None = field()


class EventConversationMeta(Model):
    """Who takes part in a conversation; null for nobody. ``assignee_type`` is one of :class:`AssigneeType`."""

    sender: PublicMessageSender | None = nested("PublicMessageSender")
    assignee: PublicMessageSender | None = nested("PublicMessageSender")
    assignee_type: str | None = field()
    team: Team | None = nested("Team")
    hmac_verified: bool | None = field()


class ConversationCreatePayload(Model):
    """A conversation to begin.

    ``source_id`` names the contact's place in an inbox; ``inbox_id`` and ``contact_id`` do without it, but then
    each call makes another such place. ``status`` is one of :class:`ConversationStatus`. ``message`` is the first
    message, without files.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "labels": "conversation_add_labels sets them",
        "priority": "toggle_priority_of_a_conversation sets it",
        "content": "it belongs into message, as {'content': …}",
    }

    source_id: str | None = field()
    inbox_id: int | None = field()
    contact_id: int | None = field()
    additional_attributes: dict[str, Any] | None = mapped()
    custom_attributes: dict[str, Any] | None = mapped()
    status: Literal["open", "resolved", "pending", "snoozed"] | str | None = word()
    assignee_id: int | None = field()
    team_id: int | None = field()
    message: ConversationMessageCreatePayload | dict[str, Any] | None = nested("ConversationMessageCreatePayload")
    snoozed_until: datetime.datetime | str | None = iso()


AccountIdConversationsBody = ConversationCreatePayload


class ConversationUpdatePayload(Model):
    """What to change. ``priority`` is one of :class:`ConversationPriority`, or ``NULL`` for none; ``none`` is a 500.

    ``sla_policy_id`` counts in the Enterprise edition alone.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "status": "toggle_status_of_a_conversation sets it",
        "snoozed_until": "toggle_status_of_a_conversation sets it",
        "assignee_id": "assign_a_conversation sets it",
        "team_id": "assign_a_conversation sets it",
        "labels": "conversation_add_labels sets them",
        "custom_attributes": "update_custom_attributes_of_a_conversation sets them",
        "muted": "mute_a_conversation does it",
    }

    priority: Literal["low", "medium", "high", "urgent"] | str | None = word()
    sla_policy_id: int | None = field()


class ConversationToggleStatusPayload(Model):
    """A status to set, one of :class:`ConversationStatus`; without one, open becomes resolved and the rest open.

    ``snoozed_until`` is when a snoozed conversation opens again, in seconds since 1970 or as a ``datetime``; without
    it, with the contact's next message.
    """

    status: Literal["open", "resolved", "pending", "snoozed"] | str | None = word()
    snoozed_until: datetime.datetime | int | None = epoch()


ConversationIdToggleStatusBody = ConversationToggleStatusPayload


class ConversationTogglePriorityPayload(Model):
    """A priority to set, one of :class:`ConversationPriority`, or ``NULL`` for none; the word ``none`` is a 500."""

    priority: Literal["low", "medium", "high", "urgent"] | str | None = word()


ConversationIdTogglePriorityBody = ConversationTogglePriorityPayload


class ConversationToggleTypingStatusPayload(Model):
    """Whether somebody is typing: ``on`` or ``off``. ``is_private`` is for private notes."""

    typing_status: Literal["on", "off"] | str | None = word()
    is_private: bool | None = field()


class ConversationLabelsPayload(Model):
    """All labels that a conversation is to have."""

    labels: ListOf[str] | None = listed(required=True, of=str)


ConversationIdLabelsBody = ConversationLabelsPayload


class ConversationTranscriptPayload(Model):
    """The address to send a transcript to."""

    email: str | None = field()


class ConversationParticipantsPayload(Model):
    """The ids of agents who watch a conversation."""

    user_ids: ListOf[int] | None = listed(required=True, of=int)


class ConversationDraftPayload(Model):
    """A draft to keep."""

    draft_message: ConversationDraftMessage | dict[str, Any] | None = nested("ConversationDraftMessage")


class ConversationDraftMessage(Model):
    """The text of a draft."""

    message: str | None = field()
