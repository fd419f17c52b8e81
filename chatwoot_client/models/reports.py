"""Numbers on conversations, agents and all the rest. Averages are in seconds."""

from __future__ import annotations

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested, nested_list


class ConversationStatistic(Model):
    """One point of a series."""

    value: float | None = field()
    """What was counted; of an average, seconds."""
    timestamp: Timestamp | None = epoch()
    """When the day, week, month, year or hour begins that it stands for."""
    count: int | None = field()
    """Of an average: of how many; not sent for what's counted."""


class AccountSummaryPrevious(Model):
    """The seven numbers of a summary."""

    conversations_count: int | None = field()
    """How many conversations began."""
    incoming_messages_count: int | None = field()
    """How many messages contacts wrote."""
    outgoing_messages_count: int | None = field()
    """How many messages were sent to contacts."""
    avg_first_response_time: float | None = field()
    """Seconds until the first answer, on average; null where there's nothing to average."""
    avg_resolution_time: float | None = field()
    """Seconds until a conversation was resolved, on average; null where there's nothing to average."""
    resolutions_count: int | None = field()
    """How many times a conversation was resolved."""
    reply_time: float | None = field()
    """Seconds that contacts waited for an answer, on average; null where there's nothing to average."""


class AccountSummary(AccountSummaryPrevious):
    """A summary, with the one of the period before."""

    previous: AccountSummaryPrevious | None = nested("AccountSummaryPrevious")
    """The period before, which is as long."""


class AccountConversationMetrics(Model):
    """How many conversations there are at this moment."""

    open: int | None = field()
    """How many are open."""
    unattended: int | None = field()
    """How many of the open ones had no answer yet, or wait for another one."""
    unassigned: int | None = field()
    """How many of the open ones are assigned to nobody."""
    pending: int | None = field()
    """How many are pending."""


class GroupedConversationMetrics(Model):
    """How many open conversations a team or an agent has; the ones of nobody are under null."""

    open: int | None = field()
    """How many there are."""
    unattended: int | None = field()
    """How many of them had no answer yet, or wait for another one."""
    unassigned: int | None = field()
    """How many of them are assigned to nobody."""
    team_id: int | None = field()
    """Id of the team; null for those without one. Not sent when agents were asked for."""
    assignee_id: int | None = field()
    """Id of the agent; null for those without one. Not sent when teams were asked for."""


class AgentConversationMetrics(Model):
    """An agent, and how many conversations the agent has."""

    id: int | None = field()
    """Id of the user."""
    name: str | None = field()
    """Name of the agent; may be empty."""
    email: str | None = field()
    """E-mail address of the agent."""
    thumbnail: str | None = field()
    """Address of the agent's picture; empty without one."""
    availability: str | None = field()
    """What others see, one of :class:`AvailabilityStatus`."""
    metric: AgentConversationMetricsMetric | None = nested("AgentConversationMetricsMetric")
    """The counts."""


class AgentConversationMetricsMetric(Model):
    """How many open conversations an agent has."""

    open: int | None = field()
    """How many there are."""
    unattended: int | None = field()
    """How many of them had no answer yet, or wait for another one."""


class ChannelSummary(Model):
    """How many conversations one kind of channel has, of those that began in the period."""

    open: int | None = field()
    """How many are open."""
    resolved: int | None = field()
    """How many are resolved."""
    pending: int | None = field()
    """How many are pending."""
    snoozed: int | None = field()
    """How many are snoozed."""
    total: int | None = field()
    """How many there are."""


class InboxSummary(Model):
    """The row of an inbox, an agent or a team."""

    id: int | None = field()
    """Id of the inbox, the agent or the team."""
    conversations_count: int | None = field()
    """How many conversations there were."""
    resolved_conversations_count: int | None = field()
    """How many times a conversation was resolved."""
    avg_resolution_time: float | None = field()
    """Seconds until a conversation was resolved, on average; without any, null, and of a label 0."""
    avg_first_response_time: float | None = field()
    """Seconds until the first answer, on average; without any, null, and of a label 0."""
    avg_reply_time: float | None = field()
    """Seconds that contacts waited for an answer, on average; without any, null, and of a label 0."""


AgentSummary = InboxSummary
TeamSummary = InboxSummary


class LabelSummary(InboxSummary):
    """The row of a label."""

    name: str | None = field()
    """Title of the label."""


class FirstResponseTimeDistribution(Model):
    """How many first answers came within which time, on one kind of channel."""

    from_0_to_1_hours: int | None = field("0-1h")
    """How many within an hour."""
    from_1_to_4_hours: int | None = field("1-4h")
    """How many after one to four hours."""
    from_4_to_8_hours: int | None = field("4-8h")
    """How many after four to eight hours."""
    from_8_to_24_hours: int | None = field("8-24h")
    """How many after eight to 24 hours."""
    from_24_hours: int | None = field("24h+")
    """How many after a day."""


class InboxLabelMatrix(Model):
    """How many conversations have which label."""

    inboxes: list[InboxLabelMatrixInbox] | None = nested_list("InboxLabelMatrixInbox")
    """What the rows stand for."""
    labels: list[InboxLabelMatrixLabel] | None = nested_list("InboxLabelMatrixLabel")
    """What the columns stand for."""
    matrix: list[list[int]] | None = field()
    """The counts: ``matrix[i][j]`` is for ``inboxes[i]`` and ``labels[j]``."""


class InboxLabelMatrixInbox(Model):
    """An inbox that stands for a row."""

    id: int | None = field()
    """Id of the inbox."""
    name: str | None = field()
    """Name of the inbox."""


class InboxLabelMatrixLabel(Model):
    """A label that stands for a column."""

    id: int | None = field()
    """Id of the label."""
    title: str | None = field()
    """Title of the label."""


class OutgoingMessagesCount(Model):
    """How many messages an agent, a team, an inbox or a label has sent."""

    id: int | None = field()
    """Id of the agent, the team, the inbox or the label; null for what belongs to none."""
    name: str | None = field()
    """Its name; may be null for what belongs to none."""
    outgoing_messages_count: int | None = field()
    """How many messages."""


class BotSummaryPrevious(Model):
    """What bots did."""

    bot_resolutions_count: int | None = field()
    """How many conversations they resolved."""
    bot_handoffs_count: int | None = field()
    """How many conversations they handed over to people."""


class BotSummary(BotSummaryPrevious):
    """What bots did, with the numbers of the period before."""

    previous: BotSummaryPrevious | None = nested("BotSummaryPrevious")
    """The period before, which is as long."""


class BotMetrics(Model):
    """What the inboxes with a bot had to do."""

    conversation_count: int | None = field()
    """How many conversations began there."""
    message_count: int | None = field()
    """How many messages were sent in them."""
    resolution_rate: int | None = field()
    """How many of the conversations bots resolved, in per cent."""
    handoff_rate: int | None = field()
    """How many of the conversations bots handed over to people, in per cent."""


class ReportDrilldown(Model):
    """A page of the records that one point of a series counts; since Chatwoot 4.16."""

    meta: ReportDrilldownMeta | None = nested("ReportDrilldownMeta")
    """What was counted."""
    payload: list[ReportDrilldownRecord] | None = nested_list("ReportDrilldownRecord")
    """The records."""


class ReportDrilldownMeta(Model):
    """What was counted, and how much of it there is."""

    metric: str | None = field()
    """The name of what was counted, such as ``resolutions_count``."""
    record_type: str | None = field()
    """What the records are: ``conversation`` or ``message``."""
    bucket: ReportDrilldownBucket | None = nested("ReportDrilldownBucket")
    """The time that the point stands for."""
    current_page: int | None = field()
    """Which page this is, from 1."""
    per_page: int | None = field()
    """How many records a page has, up to 100."""
    total_count: int | None = field()
    """How many records there are on all pages."""
    conversation_count: int | None = field()
    """How many conversations they belong to."""


class ReportDrilldownBucket(Model):
    """The time that the point stands for."""

    since: Timestamp | None = epoch()
    """When it begins."""
    until: Timestamp | None = epoch()
    """When it ends."""


class ReportDrilldownRecord(Model):
    """A conversation or a message that was counted."""

    record_type: str | None = field()
    """Which of the two it is: ``conversation`` or ``message``."""
    conversation: ReportDrilldownConversation | None = nested("ReportDrilldownConversation")
    """The conversation, or the one that the message is in."""
    message: ReportDrilldownMessage | None = nested("ReportDrilldownMessage")
    """The message; null for a conversation."""
    metric_value: float | None = field()
    """Seconds that it took; null where the metric counts what began or was written."""
    occurred_at: Timestamp | None = epoch()
    """When that happened which was counted."""
    event_name: str | None = field()
    """What happened to the conversation, one of :class:`ReportingEventName`; not sent where it merely began."""


class ReportDrilldownConversation(Model):
    """A conversation in a drilldown."""

    id: int | None = field()
    """Id of the conversation in the server's records."""
    display_id: int | None = field()
    """Its number, which other operations call ``conversation_id``."""
    contact_id: int | None = field()
    """Id of the contact."""
    contact_name: str | None = field()
    """Name of the contact."""
    inbox_id: int | None = field()
    """Id of the inbox that it's in."""
    inbox_name: str | None = field()
    """Name of the inbox."""
    assignee_id: int | None = field()
    """Id of the agent that it's assigned to; null for none."""
    assignee_name: str | None = field()
    """Name of the agent; null for none."""
    status: str | None = field()
    """One of :class:`ConversationStatus`."""
    created_at: Timestamp | None = epoch()
    """When it began."""
    last_activity_at: Timestamp | None = epoch()
    """When the last message was written, or it began."""
    last_message: ReportDrilldownMessage | None = nested("ReportDrilldownMessage")
    """Its last message; null without any."""


class ReportDrilldownMessage(Model):
    """A message in a drilldown."""

    id: int | None = field()
    """Id of the message."""
    content: str | None = field()
    """The text."""
    message_type: str | None = field()
    """Where it comes from, as a word: ``incoming`` or ``outgoing``."""
    sender_name: str | None = field()
    """Name of whoever wrote it."""
    created_at: Timestamp | None = epoch()
    """When it was stored."""


class YearInReview(Model):
    """What one's own year was like."""

    year: int | str | None = field()
    """The year, as text where one was asked for."""
    total_conversations: int | None = field()
    """How many conversations one had."""
    busiest_day: YearInReviewDay | None = nested("YearInReviewDay")
    """The day with the most conversations."""
    support_personality: YearInReviewPersonality | None = nested("YearInReviewPersonality")
    """How fast one answered."""


class YearInReviewDay(Model):
    """The day with the most conversations."""

    date: str | None = field()
    """The day, such as ``Nov 23``."""
    count: int | None = field()
    """How many conversations that day had."""


class YearInReviewPersonality(Model):
    """How fast one answered."""

    avg_response_time_seconds: int | None = field()
    """Seconds until one's answer, on average; 0 where there's nothing to average."""
