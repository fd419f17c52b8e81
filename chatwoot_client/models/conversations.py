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
    """A conversation with its last message."""

    meta: ConversationShowMeta | None = nested("ConversationShowMeta")
    """Who takes part in it, and where."""
    id: int | None = field()
    """Its number, counted per account, which other operations call ``conversation_id``."""
    messages: list[MessageRecord] | None = nested_list("MessageRecord")
    """The last message, whatever its kind, private ones included; empty where there's none."""
    account_id: int | None = field()
    """Id of the account that the conversation belongs to."""
    uuid: str | None = field()
    """What its survey knows the conversation by; unlike its number, no other on the server has it."""
    additional_attributes: dict[str, Any] | None = field()
    """What the channel knows besides, such as ``referer``, ``browser_language``, ``mail_subject``."""
    agent_last_seen_at: Timestamp | None = epoch()
    """When an agent last looked; 0 for never."""
    assignee_last_seen_at: Timestamp | None = epoch()
    """When the assigned agent last looked; 0 for never."""
    can_reply: bool | None = field()
    """Whether agents may answer; on some channels they may for a time only."""
    contact_last_seen_at: Timestamp | None = epoch()
    """When the contact last looked; 0 for never."""
    custom_attributes: dict[str, Any] | None = field()
    """The account's own attributes of the conversation, by their keys."""
    inbox_id: int | None = field()
    """Id of the inbox that the conversation is in."""
    labels: list[str] | None = field()
    """Titles of its labels."""
    muted: bool | None = field()
    """Whether the contact is blocked, which muting the conversation does."""
    snoozed_until: datetime.datetime | None = iso()
    """When a snoozed conversation opens again; null where that's with the contact's next message, and for others."""
    status: str | None = field()
    """One of :class:`ConversationStatus`."""
    created_at: Timestamp | None = epoch()
    """When the conversation began."""
    updated_at: FloatTimestamp | None = float_epoch()
    """When it last changed, by a new message too; edits and deletions of messages don't count since Chatwoot 4.12."""
    timestamp: Timestamp | None = epoch()
    """The same as ``last_activity_at``."""
    first_reply_created_at: Timestamp | None = epoch()
    """When an agent first answered; 0 for never."""
    unread_count: int | None = field()
    """How many messages of the contact no agent has seen, 10 at most."""
    last_non_activity_message: MessageRecord | None = nested("MessageRecord")
    """The last message but activities; null where there's none."""
    last_activity_at: Timestamp | None = epoch()
    """When the last message was written, or the conversation began."""
    priority: str | None = field()
    """One of :class:`ConversationPriority`; null for none."""
    waiting_since: Timestamp | None = epoch()
    """Since when the contact waits for an answer; 0 when it doesn't."""
    sla_policy_id: int | None = field()
    """Id of the service-level policy that holds; null for none."""
    applied_sla: dict[str, Any] | None = field()
    """How the service level stands; sent by the Enterprise edition only."""
    sla_events: list[dict[str, Any]] | None = field()
    """What was missed of the service level; sent by the Enterprise edition only."""


ConversationShow = Conversation
ConversationListPayload = Conversation
AllOfconversationFilterListPayloadItems = Conversation


class ConversationShowMeta(Model):
    """Who takes part in a conversation, and where."""

    sender: Contact | None = nested("Contact")
    """The contact."""
    channel: str | None = field()
    """What the inbox is an inbox of, one of :class:`ChannelType`."""
    assignee: ConversationAssignee | None = nested("ConversationAssignee")
    """The agent or the bot that it's assigned to; not sent for nobody."""
    assignee_type: str | None = field()
    """Which of the two that is, one of :class:`AssigneeType`; since Chatwoot 4.8, and not sent for nobody."""
    team: Team | None = nested("Team")
    """The team that it's assigned to; not sent for none."""
    hmac_verified: bool | None = field()
    """Whether it's certain that the contact is who it says."""


ConversationListPayloadMeta = ConversationShowMeta


class ConversationAssignee(Agent):
    """The agent or the bot that a conversation is assigned to; which fields are there depends on that.

    A bot has ``bot_type``, and only ``id``, ``name`` and ``thumbnail`` of an agent's fields.
    """

    description: str | None = field()
    """Of a bot, or of a team that was just assigned: what it's for; null where nothing was said."""
    outgoing_url: str | None = field()
    """Of a bot: where its events are sent."""
    bot_type: str | None = field()
    """Of a bot: what it's told of its conversations by, one of :class:`AgentBotType`."""


class ConversationList(Model):
    """A page of conversations."""

    data: ConversationListData | None = nested("ConversationListData")
    """The page."""


class ConversationListData(Model):
    """A page of conversations, and how many there are in all."""

    meta: ConversationCounts | None = nested("ConversationCounts")
    """How many conversations there are on all pages."""
    payload: list[Conversation] | None = nested_list("Conversation")
    """The conversations of this page, 25 at most."""


ConversationFilterList = ConversationListData


class ConversationCounts(Model):
    """How many conversations there are, on all pages."""

    mine_count: int | None = field()
    """How many are assigned to the caller."""
    assigned_count: int | None = field()
    """How many are assigned to anybody; not sent by filter and search."""
    unassigned_count: int | None = field()
    """How many are assigned to nobody."""
    all_count: int | None = field()
    """How many there are."""


ConversationListDataMeta = ConversationCounts


class ConversationListMeta(Model):
    """How many conversations there are."""

    meta: ConversationCounts | None = nested("ConversationCounts")
    """How many there are, by whom they're assigned to."""


class ConversationSearchList(Model):
    """A page of what was found."""

    meta: ConversationCounts | None = nested("ConversationCounts")
    """How many conversations were found."""
    payload: list[ConversationSearchResult] | None = nested_list("ConversationSearchResult")
    """What was found."""


class ConversationSearchResult(Model):
    """A conversation that was found."""

    id: int | None = field()
    """Its number, which other operations call ``conversation_id``."""
    uuid: str | None = field()
    """What its survey knows the conversation by."""
    created_at: Timestamp | None = epoch()
    """When the conversation began."""
    contact: ConversationSearchContact | None = nested("ConversationSearchContact")
    """Whose conversation it is."""
    inbox: ConversationSearchInbox | None = nested("ConversationSearchInbox")
    """The inbox that it's in."""
    messages: list[ConversationSearchMessage] | None = nested_list("ConversationSearchMessage")
    """Those of its messages that have the text."""
    account_id: int | None = field()
    """Id of the account that it belongs to."""


class ConversationSearchContact(Model):
    """Whose conversation was found."""

    id: int | None = field()
    """Id of the contact."""
    name: str | None = field()
    """Name of the contact."""


class ConversationSearchInbox(Model):
    """Where a conversation was found."""

    channel_type: str | None = field()
    """One of :class:`ChannelType`."""
    id: int | None = field()
    """Id of the inbox."""
    name: str | None = field()
    """Name of the inbox."""


class ConversationSearchMessage(Model):
    """A message that was found."""

    content: str | None = field()
    """Text of the message."""
    created_at: Timestamp | None = epoch()
    """When it was written."""
    id: int | None = field()
    """Id of the message."""
    message_type: int | None = field()
    """One of :class:`MessageType`, as a number."""
    sender_name: str | None = field()
    """Name of whoever wrote it."""


class ConversationStatusToggle(Model):
    """What became of a conversation's status."""

    payload: ConversationStatusTogglePayload | None = nested("ConversationStatusTogglePayload")
    """The status that it has now."""
    meta: dict[str, Any] | None = field()
    """Described, but never sent."""


class ConversationStatusTogglePayload(Model):
    """The status that a conversation has now."""

    success: bool | None = field()
    """True; null on servers before 4.16 where a bot hands a conversation over to agents."""
    conversation_id: int | None = field()
    """Number of the conversation."""
    current_status: str | None = field()
    """One of :class:`ConversationStatus`."""
    snoozed_until: datetime.datetime | None = iso()
    """When it opens again; null unless it's snoozed with a time."""


class ConversationLabels(Model):
    """The labels of a conversation."""

    payload: list[str] | None = field()
    """Their titles."""


class ConversationCustomAttributes(Model):
    """All custom attributes of a conversation."""

    custom_attributes: dict[str, Any] | None = mapped(required=True)
    """By their keys: texts of up to 1,500 characters, integers up to 9,999,999,999. What isn't in it is gone."""


class ConversationUnreadCountsResponse(Model):
    """How many conversations have something unread."""

    payload: ConversationUnreadCounts | None = nested("ConversationUnreadCounts")
    """The counts."""


class ConversationUnreadCounts(Model):
    """How many conversations have something unread; since Chatwoot 4.16."""

    all_count: int | None = field()
    """How many in all."""
    inboxes: dict[str, int] | None = field()
    """How many by the ids of inboxes, as text; an inbox without any isn't there."""
    labels: dict[str, int] | None = field()
    """How many by the ids of labels, as text."""
    teams: dict[str, int] | None = field()
    """How many by the ids of teams, as text."""
    mentions_count: int | None = field()
    """How many that mention the caller; sent with the feature for filters only."""
    participating_count: int | None = field()
    """How many that the caller watches; sent with the feature for filters only."""
    unattended_count: int | None = field()
    """How many that had no answer yet, or wait for another one; sent with the feature for filters only."""
    folders: dict[str, int] | None = field()
    """How many by the ids of saved filters, as text; sent with the feature for filters only."""


class ConversationInboxAssistant(Model):
    """The Captain assistant of a conversation's inbox; null without one."""

    assistant: dict[str, Any] | None = field()
    """The assistant's record; null without one."""


class ConversationDraft(Model):
    """The draft that's kept for a conversation."""

    has_draft: bool | None = field()
    """Whether there's one."""
    message: str | None = field()
    """Its text; not sent where there's none."""


class EventConversation(Model):
    """A conversation as notifications show it."""

    additional_attributes: dict[str, Any] | None = field()
    """What the channel knows besides, such as ``referer``."""
    can_reply: bool | None = field()
    """Whether agents may answer; on some channels they may for a time only."""
    channel: str | None = field()
    """What the inbox is an inbox of, one of :class:`ChannelType`."""
    contact_inbox: EventContactInbox | None = nested("EventContactInbox")
    """The contact's place in the inbox."""
    id: int | None = field()
    """Its number, which other operations call ``conversation_id``."""
    inbox_id: int | None = field()
    """Id of the inbox that it's in."""
    messages: list[MessageRecord] | None = nested_list("MessageRecord")
    """The last message but private notes and activities; empty where there's none."""
    labels: list[str] | None = field()
    """Titles of its labels."""
    meta: EventConversationMeta | None = nested("EventConversationMeta")
    """Who takes part in it."""
    status: str | None = field()
    """One of :class:`ConversationStatus`."""
    custom_attributes: dict[str, Any] | None = field()
    """The account's own attributes of the conversation, by their keys."""
    snoozed_until: datetime.datetime | None = iso()
    """When a snoozed conversation opens again; null for all others."""
    unread_count: int | None = field()
    """How many messages of the contact no agent has seen, 10 at most."""
    first_reply_created_at: datetime.datetime | None = iso()
    """When an agent first answered; null for never, where :class:`Conversation` has 0."""
    priority: str | None = field()
    """One of :class:`ConversationPriority`; null for none."""
    waiting_since: Timestamp | None = epoch()
    """Since when the contact waits for an answer; 0 when it doesn't."""
    agent_last_seen_at: Timestamp | None = epoch()
    """When an agent last looked; 0 for never."""
    contact_last_seen_at: Timestamp | None = epoch()
    """When the contact last looked; 0 for never."""
    last_activity_at: Timestamp | None = epoch()
    """When the last message was written, or the conversation began."""
    timestamp: Timestamp | None = epoch()
    """The same as ``last_activity_at``."""
    created_at: Timestamp | None = epoch()
    """When the conversation began."""
    updated_at: FloatTimestamp | None = float_epoch()
    """When anything of it last changed."""


class EventContactInbox(Model):
    """A contact's place in an inbox."""

    id: int | None = field()
    """Id of that place."""
    contact_id: int | None = field()
    """Id of the contact."""
    inbox_id: int | None = field()
    """Id of the inbox."""
    source_id: str | None = field()
    """Who the contact is there."""
    created_at: datetime.datetime | None = iso()
    """When the contact was put there."""
    updated_at: datetime.datetime | None = iso()
    """When that last changed."""
    hmac_verified: bool | None = field()
    """Whether it's certain that the contact is who it says."""
    pubsub_token: str | None = field()
    """A secret of the contact's: it opens the websocket."""


class EventConversationMeta(Model):
    """Who takes part in a conversation; null for nobody."""

    sender: PublicMessageSender | None = nested("PublicMessageSender")
    """The contact."""
    assignee: PublicMessageSender | None = nested("PublicMessageSender")
    """The agent or the bot that it's assigned to; null for nobody."""
    assignee_type: str | None = field()
    """Which of the two that is, one of :class:`AssigneeType`; null for nobody."""
    team: Team | None = nested("Team")
    """The team that it's assigned to; null for none."""
    hmac_verified: bool | None = field()
    """Whether it's certain that the contact is who it says."""


class ConversationCreatePayload(Model):
    """A conversation to begin.

    Send ``inbox_id``, ``contact_id`` and ``source_id``: without the last each call makes the contact another place in
    the inbox.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "labels": "conversation_add_labels sets them",
        "priority": "toggle_priority_of_a_conversation sets it",
        "content": "it belongs into message, as {'content': …}",
    }

    source_id: str | None = field()
    """Who the contact is in the inbox."""
    inbox_id: int | None = field()
    """Id of the inbox."""
    contact_id: int | None = field()
    """Id of the contact."""
    additional_attributes: dict[str, Any] | None = mapped()
    """What the channel knows besides, such as ``mail_subject`` or ``referer``."""
    custom_attributes: dict[str, Any] | None = mapped()
    """The account's own attributes: texts of up to 1,500 characters, integers up to 9,999,999,999."""
    status: Literal["open", "resolved", "pending", "snoozed"] | str | None = word()
    """One of :class:`ConversationStatus`; ``open`` when left out, in an inbox with a bot ``pending``."""
    assignee_id: int | None = field()
    """Id of the agent to assign; an unknown one is left aside."""
    team_id: int | None = field()
    """Id of the team to assign."""
    message: ConversationMessageCreatePayload | dict[str, Any] | None = nested("ConversationMessageCreatePayload")
    """The first message, without files."""
    snoozed_until: datetime.datetime | str | None = iso()
    """When a conversation that's begun as snoozed opens."""


AccountIdConversationsBody = ConversationCreatePayload


class ConversationUpdatePayload(Model):
    """What to change of a conversation."""

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
    """One of :class:`ConversationPriority`, or ``NULL`` for none; the word ``none`` is a 500."""
    sla_policy_id: int | None = field()
    """Id of the service-level policy to hold; it counts in the Enterprise edition only."""


class ConversationToggleStatusPayload(Model):
    """A status to set."""

    status: Literal["open", "resolved", "pending", "snoozed"] | str | None = word()
    """One of :class:`ConversationStatus`; without one, open becomes resolved and the rest open."""
    snoozed_until: datetime.datetime | int | None = epoch()
    """When a snoozed conversation opens again; without it, with the contact's next message."""


ConversationIdToggleStatusBody = ConversationToggleStatusPayload


class ConversationTogglePriorityPayload(Model):
    """A priority to set."""

    priority: Literal["low", "medium", "high", "urgent"] | str | None = word()
    """One of :class:`ConversationPriority`, or ``NULL`` for none; the word ``none`` is a 500."""


ConversationIdTogglePriorityBody = ConversationTogglePriorityPayload


class ConversationToggleTypingStatusPayload(Model):
    """Whether somebody is typing."""

    typing_status: Literal["on", "off"] | str | None = word()
    """Whether it begins or ends."""
    is_private: bool | None = field()
    """Whether it's a private note that is typed, of which the contact isn't told."""


class ConversationLabelsPayload(Model):
    """All labels that a conversation is to have."""

    labels: ListOf[str] | None = listed(required=True, of=str)
    """All titles; those that aren't in the list are taken off."""


ConversationIdLabelsBody = ConversationLabelsPayload


class ConversationTranscriptPayload(Model):
    """The address to send a transcript to."""

    email: str | None = field()
    """The address."""


class ConversationParticipantsPayload(Model):
    """Who watches a conversation."""

    user_ids: ListOf[int] | None = listed(required=True, of=int)
    """Ids of agents of its inbox."""


class ConversationDraftPayload(Model):
    """A draft to keep."""

    draft_message: ConversationDraftMessage | dict[str, Any] | None = nested("ConversationDraftMessage")
    """The draft; it takes the place of another one."""


class ConversationDraftMessage(Model):
    """The text of a draft."""

    message: str | None = field()
    """The text."""
