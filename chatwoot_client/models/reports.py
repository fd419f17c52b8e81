"""Numbers on conversations, agents and all the rest. Averages are in seconds."""

from __future__ import annotations

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested, nested_list


class ConversationStatistic(Model):
    """One point of a series; averages also say of how many, in ``count``."""

    value: float | None = field()
    timestamp: Timestamp | None = epoch()
    count: int | None = field()


class AccountSummaryPrevious(Model):
    """The seven numbers of a summary. The averages are null where there's nothing to average."""

    conversations_count: int | None = field()
    incoming_messages_count: int | None = field()
    outgoing_messages_count: int | None = field()
    avg_first_response_time: float | None = field()
    avg_resolution_time: float | None = field()
    resolutions_count: int | None = field()
    reply_time: float | None = field()


class AccountSummary(AccountSummaryPrevious):
    """A summary, with the one of the period before, which is as long, in ``previous``."""

    previous: AccountSummaryPrevious | None = nested("AccountSummaryPrevious")


class AccountConversationMetrics(Model):
    """How many conversations there are at this moment; all but ``pending`` count open ones."""

    open: int | None = field()
    unattended: int | None = field()
    unassigned: int | None = field()
    pending: int | None = field()


class GroupedConversationMetrics(Model):
    """How many open conversations a team or an agent has; the ones of nobody are under null."""

    open: int | None = field()
    unattended: int | None = field()
    unassigned: int | None = field()
    team_id: int | None = field()
    assignee_id: int | None = field()


class AgentConversationMetrics(Model):
    """An agent, and how many conversations the agent has."""

    id: int | None = field()
    name: str | None = field()
    email: str | None = field()
    thumbnail: str | None = field()
    availability: str | None = field()
    metric: AgentConversationMetricsMetric | None = nested("AgentConversationMetricsMetric")


class AgentConversationMetricsMetric(Model):
    """How many open conversations an agent has, and how many of them wait for an answer."""

    open: int | None = field()
    unattended: int | None = field()


class ChannelSummary(Model):
    """How many conversations one kind of channel has."""

    open: int | None = field()
    resolved: int | None = field()
    pending: int | None = field()
    snoozed: int | None = field()
    total: int | None = field()


class InboxSummary(Model):
    """The row of an inbox, an agent or a team. The averages are null where there's nothing to average."""

    id: int | None = field()
    conversations_count: int | None = field()
    resolved_conversations_count: int | None = field()
    avg_resolution_time: float | None = field()
    avg_first_response_time: float | None = field()
    avg_reply_time: float | None = field()


AgentSummary = InboxSummary
TeamSummary = InboxSummary


class LabelSummary(InboxSummary):
    """The row of a label. Its averages are 0 where there's nothing to average."""

    name: str | None = field()


class FirstResponseTimeDistribution(Model):
    """How many first answers came within which time, on one kind of channel."""

    from_0_to_1_hours: int | None = field("0-1h")
    from_1_to_4_hours: int | None = field("1-4h")
    from_4_to_8_hours: int | None = field("4-8h")
    from_8_to_24_hours: int | None = field("8-24h")
    from_24_hours: int | None = field("24h+")


class InboxLabelMatrix(Model):
    """How many conversations have which label: ``matrix[i][j]`` is for ``inboxes[i]`` and ``labels[j]``."""

    inboxes: list[InboxLabelMatrixInbox] | None = nested_list("InboxLabelMatrixInbox")
    labels: list[InboxLabelMatrixLabel] | None = nested_list("InboxLabelMatrixLabel")
    matrix: list[list[int]] | None = field()


class InboxLabelMatrixInbox(Model):
    """An inbox that stands for a row."""

    id: int | None = field()
    name: str | None = field()


class InboxLabelMatrixLabel(Model):
    """A label that stands for a column."""

    id: int | None = field()
    title: str | None = field()


class OutgoingMessagesCount(Model):
    """How many messages an agent, a team, an inbox or a label has sent.

    ``id`` is null, and ``name`` may be, for what belongs to none.
    """

    id: int | None = field()
    name: str | None = field()
    outgoing_messages_count: int | None = field()


class BotSummaryPrevious(Model):
    """How many conversations bots resolved, and how many they handed over to people."""

    bot_resolutions_count: int | None = field()
    bot_handoffs_count: int | None = field()


class BotSummary(BotSummaryPrevious):
    """What bots did, with the numbers of the period before, which is as long, in ``previous``."""

    previous: BotSummaryPrevious | None = nested("BotSummaryPrevious")


class BotMetrics(Model):
    """What the inboxes with a bot had to do; the rates are per cent."""

    conversation_count: int | None = field()
    message_count: int | None = field()
    resolution_rate: int | None = field()
    handoff_rate: int | None = field()


class ReportDrilldown(Model):
    """A page of the records that one point of a series counts."""

    meta: ReportDrilldownMeta | None = nested("ReportDrilldownMeta")
    payload: list[ReportDrilldownRecord] | None = nested_list("ReportDrilldownRecord")


class ReportDrilldownMeta(Model):
    """What was counted, and how much of it there is. ``record_type`` is ``conversation`` or ``message``."""

    metric: str | None = field()
    record_type: str | None = field()
    bucket: ReportDrilldownBucket | None = nested("ReportDrilldownBucket")
    current_page: int | None = field()
    per_page: int | None = field()
    total_count: int | None = field()
    conversation_count: int | None = field()


class ReportDrilldownBucket(Model):
    """The time that the point stands for."""

    since: Timestamp | None = epoch()
    until: Timestamp | None = epoch()


class ReportDrilldownRecord(Model):
    """A conversation or a message that was counted; ``metric_value`` is what it adds to an average, in seconds."""

    record_type: str | None = field()
    conversation: ReportDrilldownConversation | None = nested("ReportDrilldownConversation")
    message: ReportDrilldownMessage | None = nested("ReportDrilldownMessage")
    metric_value: float | None = field()
    occurred_at: Timestamp | None = epoch()
    event_name: str | None = field()


class ReportDrilldownConversation(Model):
    """A conversation in a drilldown; ``display_id`` is the number that other operations take."""

    id: int | None = field()
    display_id: int | None = field()
    contact_id: int | None = field()
    contact_name: str | None = field()
    inbox_id: int | None = field()
    inbox_name: str | None = field()
    assignee_id: int | None = field()
    assignee_name: str | None = field()
    status: str | None = field()
    created_at: Timestamp | None = epoch()
    last_activity_at: Timestamp | None = epoch()
    last_message: ReportDrilldownMessage | None = nested("ReportDrilldownMessage")


class ReportDrilldownMessage(Model):
    """A message in a drilldown; here, ``message_type`` is a word."""

    id: int | None = field()
    content: str | None = field()
    message_type: str | None = field()
    sender_name: str | None = field()
    created_at: Timestamp | None = epoch()


class YearInReview(Model):
    """What one's own year was like. ``year`` is text where one was asked for."""

    year: int | str | None = field()
    total_conversations: int | None = field()
    busiest_day: YearInReviewDay | None = nested("YearInReviewDay")
    support_personality: YearInReviewPersonality | None = nested("YearInReviewPersonality")


class YearInReviewDay(Model):
    """The day with the most conversations, as ``Nov 23``."""

    date: str | None = field()
    count: int | None = field()


class YearInReviewPersonality(Model):
    """How fast one answered."""

    avg_response_time_seconds: int | None = field()
