"""Numbers on conversations, agents and all the rest (``ReportsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NoReturn, overload

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.query import period, seconds
from chatwoot_client.calls.route import Route
from chatwoot_client.models.reporting_events import ReportingEventsListResponse
from chatwoot_client.models.reports import (
    AccountConversationMetrics,
    AccountSummary,
    AgentConversationMetrics,
    AgentSummary,
    BotMetrics,
    BotSummary,
    ChannelSummary,
    ConversationStatistic,
    FirstResponseTimeDistribution,
    GroupedConversationMetrics,
    InboxLabelMatrix,
    InboxSummary,
    LabelSummary,
    OutgoingMessagesCount,
    ReportDrilldown,
    TeamSummary,
    YearInReview,
)
from chatwoot_client.pagination import page_by_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chatwoot_client.api.base import Moment, RequestOptions, Unpack
    from chatwoot_client.models.reporting_events import ReportingEvent
    from chatwoot_client.models.reports import ReportDrilldownRecord

EVENTS = Route("/api/v1/accounts/{account_id}/reporting_events")
REPORTS = Route("/api/v2/accounts/{account_id}/reports")
SUMMARY = Route("/api/v2/accounts/{account_id}/reports/summary")
CONVERSATIONS = Route("/api/v2/accounts/{account_id}/reports/conversations")
# That the two differ in a slash alone is how Chatwoot describes them.
AGENT_CONVERSATIONS = Route("/api/v2/accounts/{account_id}/reports/conversations/")
CHANNELS = Route("/api/v2/accounts/{account_id}/summary_reports/channel")
INBOXES = Route("/api/v2/accounts/{account_id}/summary_reports/inbox")
AGENTS = Route("/api/v2/accounts/{account_id}/summary_reports/agent")
TEAMS = Route("/api/v2/accounts/{account_id}/summary_reports/team")
LABELS = Route("/api/v2/accounts/{account_id}/summary_reports/label")
RESPONSE_TIMES = Route("/api/v2/accounts/{account_id}/reports/first_response_time_distribution")
LABEL_MATRIX = Route("/api/v2/accounts/{account_id}/reports/inbox_label_matrix")
SENT_MESSAGES = Route("/api/v2/accounts/{account_id}/reports/outgoing_messages_count")
BOT_SUMMARY = Route("/api/v2/accounts/{account_id}/reports/bot_summary")
BOTS = Route("/api/v2/accounts/{account_id}/reports/bot_metrics")
DRILLDOWN = Route("/api/v2/accounts/{account_id}/reports/drilldown")
AGENTS_CSV = Route("/api/v2/accounts/{account_id}/reports/agents")
INBOXES_CSV = Route("/api/v2/accounts/{account_id}/reports/inboxes")
LABELS_CSV = Route("/api/v2/accounts/{account_id}/reports/labels")
TEAMS_CSV = Route("/api/v2/accounts/{account_id}/reports/teams")
SUMMARY_CSV = Route("/api/v2/accounts/{account_id}/reports/conversations_summary")
TRAFFIC_CSV = Route("/api/v2/accounts/{account_id}/reports/conversation_traffic")
LIVE = Route("/api/v2/accounts/{account_id}/live_reports/conversation_metrics")
GROUPED_LIVE = Route("/api/v2/accounts/{account_id}/live_reports/grouped_conversation_metrics")
YEAR_IN_REVIEW = Route("/api/v2/accounts/{account_id}/year_in_review")


class ReportsApi(Api):
    """Numbers on conversations, agents and all the rest; for administrators.

    Give ``since`` and ``until``, both: moments with a time zone, or seconds since 1970. **Without them most reports are
    empty, or all 0 and null**; the ones that are of all time then say so. All averages are in seconds. A token may ask
    for 100 reports a minute.

    Parameters:
        type: what it's on: ``account``, ``agent``, ``inbox``, ``label`` or ``team``.
        id: which agent, inbox, label or team.
        business_hours: whether only the inboxes' own hours count.
        inbox_id: the id of an inbox, to count what happened in it alone.
        user_id: the id of an agent, to count what the agent did alone.
        name: the kind of event, such as ``first_response`` (see :class:`ReportingEvent`).
        metric: ``conversations_count``, ``incoming_messages_count``, ``outgoing_messages_count``,
            ``resolutions_count``, ``bot_resolutions_count``, ``bot_handoffs_count``, or one of the averages
            ``avg_first_response_time``, ``avg_resolution_time`` and ``reply_time``.
        group_by: ``day`` (by default), ``hour``, ``week``, ``month`` or ``year``.
        timezone_offset: where days begin, as hours east of Greenwich.
        bucket_timestamp: the ``timestamp`` of the point. Give the rest as to :meth:`list_all_conversation_statistics`,
            where the series came from.
        per_page: how many records, up to 100.
    """

    _auth = USER

    def get_account_reporting_events(
        self,
        account_id: int,
        *,
        page: int | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        inbox_id: int | None = None,
        user_id: int | None = None,
        name: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ReportingEventsListResponse:
        """What was measured, latest first, 25 a page (``get-account-reporting-events``). Since Chatwoot 4.8.

        Enterprise code only. Without a period it's of all time. :meth:`iter_account_reporting_events` walks all pages.
        """
        path = (account_id,)
        query = (("page", page), *period(since, until), ("inbox_id", inbox_id), ("user_id", user_id), ("name", name))
        return self._call("GET", EVENTS, path, query=query, returns=ReportingEventsListResponse, options=options)

    def iter_account_reporting_events(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        inbox_id: int | None = None,
        user_id: int | None = None,
        name: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[ReportingEvent]:
        """All that was measured; parameters as in :meth:`get_account_reporting_events`."""
        return page_by_page(
            self.get_account_reporting_events,
            "payload",
            account_id,
            since=since,
            until=until,
            inbox_id=inbox_id,
            user_id=user_id,
            name=name,
            **options,
        )

    def list_all_conversation_statistics(
        self,
        account_id: int,
        metric: str,
        type: str,
        *,
        id: int | str | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        group_by: str | None = None,
        timezone_offset: float | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[ConversationStatistic] | dict[NoReturn, NoReturn]:
        """A number day by day (``list-all-conversation-statistics``).

        For an unknown metric, servers send an object that is empty, which is what comes back then.

        Raises:
            ServiceException: an unknown type (500).
        """
        query = (
            ("metric", metric),
            ("type", type),
            ("id", id),
            *period(since, until),
            ("group_by", group_by),
            ("timezone_offset", timezone_offset),
            ("business_hours", business_hours),
        )
        return self._call(
            "GET",
            REPORTS,
            (account_id,),
            query=query,
            returns=[ConversationStatistic],
            otherwise=object,
            options=options,
        )

    def list_all_conversation_statistics_summary(
        self,
        account_id: int,
        type: str,
        *,
        id: int | str | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> AccountSummary:
        """Seven numbers, and the same of the period before (``list-all-conversation-statistics-summary``).

        Raises:
            ServiceException: an unknown type (500).
        """
        query = (("type", type), ("id", id), *period(since, until), ("business_hours", business_hours))
        return self._call("GET", SUMMARY, (account_id,), query=query, returns=AccountSummary, options=options)

    @overload
    def get_account_conversation_metrics(
        self, account_id: int, type: Literal["agent"], **options: Unpack[RequestOptions]
    ) -> list[AgentConversationMetrics]: ...
    @overload
    def get_account_conversation_metrics(
        self, account_id: int, type: Literal["account"], **options: Unpack[RequestOptions]
    ) -> AccountConversationMetrics: ...
    @overload
    def get_account_conversation_metrics(
        self, account_id: int, type: str, **options: Unpack[RequestOptions]
    ) -> AccountConversationMetrics | list[AgentConversationMetrics]: ...
    def get_account_conversation_metrics(
        self, account_id: int, type: str, **options: Unpack[RequestOptions]
    ) -> AccountConversationMetrics | list[AgentConversationMetrics]:
        """How many conversations there are at this moment (``get-account-conversation-metrics``).

        Parameters:
            type: ``account``. For ``agent`` servers send the list of :meth:`get_agent_conversation_metrics`, and that's
                what comes back then.
        """
        return self._call(
            "GET",
            CONVERSATIONS,
            (account_id,),
            query=(("type", type),),
            returns=AccountConversationMetrics,
            otherwise=[AgentConversationMetrics],
            options=options,
        )

    def get_agent_conversation_metrics(
        self,
        account_id: int,
        type: str,
        *,
        user_id: int | str | None = None,
        page: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[AgentConversationMetrics]:
        """How many conversations each agent has at this moment, 25 agents a page (``get-agent-conversation-metrics``).

        :meth:`iter_agent_conversation_metrics` walks all pages.

        Parameters:
            type: ``agent``.
            user_id: described, but the server takes no notice of it.
        """
        query = (("type", type), ("user_id", user_id), ("page", page))
        return self._call(
            "GET", AGENT_CONVERSATIONS, (account_id,), query=query, returns=[AgentConversationMetrics], options=options
        )

    def iter_agent_conversation_metrics(
        self, account_id: int, type: str, *, user_id: int | str | None = None, **options: Unpack[RequestOptions]
    ) -> Iterator[AgentConversationMetrics]:
        """How many conversations each of all agents has, walking :meth:`get_agent_conversation_metrics`.

        Parameters:
            type: ``agent``.
            user_id: described, but the server takes no notice of it.
        """
        return page_by_page(self.get_agent_conversation_metrics, "", account_id, type, user_id=user_id, **options)

    def get_channel_summary_report(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> dict[str, ChannelSummary]:
        """Conversations by kind of channel, as ``Channel::Api`` (``get-channel-summary-report``). Since Chatwoot 4.10.

        To counts ``business_hours`` makes no difference.

        Raises:
            UnprocessableEntityException: over six months (422).
        """
        query = (*period(since, until), ("business_hours", business_hours))
        return self._call(
            "GET",
            CHANNELS,
            (account_id,),
            query=query,
            returns={str: ChannelSummary},
            otherwise=object,
            options=options,
        )

    def get_inbox_summary_report(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[InboxSummary]:
        """Counts and averages of each inbox (``get-inbox-summary-report``). Since Chatwoot 4.0."""
        query = (*period(since, until), ("business_hours", business_hours))
        return self._call("GET", INBOXES, (account_id,), query=query, returns=[InboxSummary], options=options)

    def get_agent_summary_report(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[AgentSummary]:
        """Counts and averages of each agent (``get-agent-summary-report``). Since Chatwoot 3.6."""
        query = (*period(since, until), ("business_hours", business_hours))
        return self._call("GET", AGENTS, (account_id,), query=query, returns=[AgentSummary], options=options)

    def get_team_summary_report(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[TeamSummary]:
        """Counts and averages of each team (``get-team-summary-report``). Since Chatwoot 3.6."""
        query = (*period(since, until), ("business_hours", business_hours))
        return self._call("GET", TEAMS, (account_id,), query=query, returns=[TeamSummary], options=options)

    def get_label_summary_report(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[LabelSummary]:
        """Counts and averages of each label (``GET /summary_reports/label``). Since Chatwoot 4.8."""
        query = (*period(since, until), ("business_hours", business_hours))
        return self._call("GET", LABELS, (account_id,), query=query, returns=[LabelSummary], options=options)

    def get_first_response_time_distribution(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        **options: Unpack[RequestOptions],
    ) -> dict[str, FirstResponseTimeDistribution]:
        """How fast answers came, by channel (``get-first-response-time-distribution``). Since Chatwoot 4.11.

        First answers; channels are ``Channel::Api`` and the like. Without a period it's of all time.
        """
        return self._call(
            "GET",
            RESPONSE_TIMES,
            (account_id,),
            query=period(since, until),
            returns={str: FirstResponseTimeDistribution},
            otherwise=object,
            options=options,
        )

    def get_inbox_label_matrix(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        inbox_ids: Sequence[int] | None = None,
        label_ids: Sequence[int] | None = None,
        **options: Unpack[RequestOptions],
    ) -> InboxLabelMatrix:
        """How many conversations of each inbox have each label (``get-inbox-label-matrix``). Since Chatwoot 4.11.

        Without a period it's of all time.

        Parameters:
            inbox_ids: the ids of inboxes; all when left out.
            label_ids: the ids of labels; all when left out.
        """
        query = (*period(since, until), ("inbox_ids[]", inbox_ids), ("label_ids[]", label_ids))
        return self._call("GET", LABEL_MATRIX, (account_id,), query=query, returns=InboxLabelMatrix, options=options)

    def get_outgoing_messages_count(
        self,
        account_id: int,
        group_by: str,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[OutgoingMessagesCount]:
        """How many messages were sent (``get-outgoing-messages-count``). Since Chatwoot 4.11.

        Parameters:
            group_by: ``agent`` (bots are left out), ``team``, ``inbox`` or ``label``.

        Raises:
            UnprocessableEntityException: another ``group_by`` (422).
        """
        path = (account_id,)
        query = (("group_by", group_by), *period(since, until))
        return self._call("GET", SENT_MESSAGES, path, query=query, returns=[OutgoingMessagesCount], options=options)

    def get_bot_summary(
        self,
        account_id: int,
        type: str,
        *,
        id: int | str | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        **options: Unpack[RequestOptions],
    ) -> BotSummary:
        """What bots did, and what they did in the period before (``GET /reports/bot_summary``).

        Parameters:
            type: ``account`` or ``inbox``.
        """
        query = (("type", type), ("id", id), *period(since, until))
        return self._call("GET", BOT_SUMMARY, (account_id,), query=query, returns=BotSummary, options=options)

    def get_bot_metrics(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        **options: Unpack[RequestOptions],
    ) -> BotMetrics:
        """What the inboxes with a bot had to do (``GET /reports/bot_metrics``)."""
        return self._call("GET", BOTS, (account_id,), query=period(since, until), returns=BotMetrics, options=options)

    def get_report_drilldown(
        self,
        account_id: int,
        metric: str,
        since: Moment,
        until: Moment,
        bucket_timestamp: Moment,
        *,
        type: str | None = None,
        id: int | str | None = None,
        group_by: str | None = None,
        timezone_offset: float | None = None,
        business_hours: bool | None = None,
        page: int | None = None,
        per_page: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> ReportDrilldown:
        """Conversations or messages behind one point of a series (``GET /reports/drilldown``). Since Chatwoot 4.16.

        A token may ask for 10 a minute. :meth:`iter_report_drilldown` walks all pages.

        Raises:
            UnprocessableEntityException: an unknown metric or type, or a point that isn't between ``since`` and
                ``until`` (422).
        """
        query = (
            ("metric", metric),
            *period(since, until),
            ("bucket_timestamp", seconds("bucket_timestamp", bucket_timestamp)),
            ("type", type),
            ("id", id),
            ("group_by", group_by),
            ("timezone_offset", timezone_offset),
            ("business_hours", business_hours),
            ("page", page),
            ("per_page", per_page),
        )
        return self._call("GET", DRILLDOWN, (account_id,), query=query, returns=ReportDrilldown, options=options)

    def iter_report_drilldown(
        self,
        account_id: int,
        metric: str,
        since: Moment,
        until: Moment,
        bucket_timestamp: Moment,
        *,
        type: str | None = None,
        id: int | str | None = None,
        group_by: str | None = None,
        timezone_offset: float | None = None,
        business_hours: bool | None = None,
        per_page: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[ReportDrilldownRecord]:
        """All records behind one point of a series; parameters as in :meth:`get_report_drilldown`.

        With ``per_page=100`` it needs the fewest of the 10 calls a minute.
        """
        return page_by_page(
            self.get_report_drilldown,
            "payload",
            account_id,
            metric,
            since,
            until,
            bucket_timestamp,
            type=type,
            id=id,
            group_by=group_by,
            timezone_offset=timezone_offset,
            business_hours=business_hours,
            per_page=per_page,
            **options,
        )

    def download_agents_report(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """Counts and averages of each agent as CSV (``GET /reports/agents``)."""
        query = (*period(since, until), ("business_hours", business_hours))
        return self._call("GET", AGENTS_CSV, (account_id,), query=query, returns=str, options=options)

    def download_inboxes_report(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """Counts and averages of each inbox as CSV (``GET /reports/inboxes``).

        The rows have one column more than the heading names.
        """
        query = (*period(since, until), ("business_hours", business_hours))
        return self._call("GET", INBOXES_CSV, (account_id,), query=query, returns=str, options=options)

    def download_labels_report(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """Counts and averages of each label as CSV (``GET /reports/labels``)."""
        query = (*period(since, until), ("business_hours", business_hours))
        return self._call("GET", LABELS_CSV, (account_id,), query=query, returns=str, options=options)

    def download_teams_report(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """Counts and averages of each team as CSV (``GET /reports/teams``)."""
        query = (*period(since, until), ("business_hours", business_hours))
        return self._call("GET", TEAMS_CSV, (account_id,), query=query, returns=str, options=options)

    def download_conversations_summary_report(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """The account's counts and averages as CSV (``GET /reports/conversations_summary``). Since Chatwoot 4.13."""
        query = (*period(since, until), ("business_hours", business_hours))
        return self._call("GET", SUMMARY_CSV, (account_id,), query=query, returns=str, options=options)

    def download_conversation_traffic_report(
        self,
        account_id: int,
        timezone_offset: float,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """How many conversations began in which hour, as CSV (``GET /reports/conversation_traffic``).

        Parameters:
            timezone_offset: hours east of Greenwich.
        """
        query = (("timezone_offset", timezone_offset), *period(since, until))
        return self._call("GET", TRAFFIC_CSV, (account_id,), query=query, returns=str, options=options)

    def get_live_conversation_metrics(
        self, account_id: int, *, team_id: int | None = None, **options: Unpack[RequestOptions]
    ) -> AccountConversationMetrics:
        """How many conversations there are now (``GET /live_reports/conversation_metrics``). Since Chatwoot 4.1.

        Parameters:
            team_id: the id of a team, to count its conversations alone.
        """
        query = (("team_id", team_id),)
        return self._call("GET", LIVE, (account_id,), query=query, returns=AccountConversationMetrics, options=options)

    def get_grouped_live_conversation_metrics(
        self, account_id: int, group_by: str, **options: Unpack[RequestOptions]
    ) -> list[GroupedConversationMetrics]:
        """Open conversations by team or agent (``GET /live_reports/grouped_conversation_metrics``). Since Chatwoot 4.1.

        Parameters:
            group_by: ``team_id`` or ``assignee_id``.

        Raises:
            UnprocessableEntityException: another ``group_by`` (422).
        """
        path = (account_id,)
        query = (("group_by", group_by),)
        return self._call("GET", GROUPED_LIVE, path, query=query, returns=[GroupedConversationMetrics], options=options)

    def get_year_in_review(
        self, account_id: int, *, year: int | None = None, **options: Unpack[RequestOptions]
    ) -> YearInReview:
        """One's own year, by the conversations assigned to one (``GET /year_in_review``). Since Chatwoot 4.13.

        Parameters:
            year: the year, as 2026; the present one when left out.
        """
        query = (("year", year),)
        return self._call("GET", YEAR_IN_REVIEW, (account_id,), query=query, returns=YearInReview, options=options)
