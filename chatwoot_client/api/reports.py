"""Numbers on conversations, agents and all the rest (``ReportsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.encoding import Route, seconds
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
    import datetime
    from collections.abc import Iterator, Sequence

    from chatwoot_client.api.base import RequestOptions, Unpack
    from chatwoot_client.models.reporting_events import ReportingEvent
    from chatwoot_client.models.reports import ReportDrilldownRecord

REPORTING_EVENTS = Route("/api/v1/accounts/{account_id}/reporting_events")
REPORTS = Route("/api/v2/accounts/{account_id}/reports")
SUMMARY = Route("/api/v2/accounts/{account_id}/reports/summary")
CONVERSATIONS = Route("/api/v2/accounts/{account_id}/reports/conversations")
# That the two differ in a slash alone is how Chatwoot describes them.
AGENT_CONVERSATIONS = Route("/api/v2/accounts/{account_id}/reports/conversations/")
CHANNEL_SUMMARY = Route("/api/v2/accounts/{account_id}/summary_reports/channel")
INBOX_SUMMARY = Route("/api/v2/accounts/{account_id}/summary_reports/inbox")
AGENT_SUMMARY = Route("/api/v2/accounts/{account_id}/summary_reports/agent")
TEAM_SUMMARY = Route("/api/v2/accounts/{account_id}/summary_reports/team")
LABEL_SUMMARY = Route("/api/v2/accounts/{account_id}/summary_reports/label")
FIRST_RESPONSE_TIMES = Route("/api/v2/accounts/{account_id}/reports/first_response_time_distribution")
INBOX_LABEL_MATRIX = Route("/api/v2/accounts/{account_id}/reports/inbox_label_matrix")
OUTGOING_MESSAGES_COUNT = Route("/api/v2/accounts/{account_id}/reports/outgoing_messages_count")
BOT_SUMMARY = Route("/api/v2/accounts/{account_id}/reports/bot_summary")
BOT_METRICS = Route("/api/v2/accounts/{account_id}/reports/bot_metrics")
DRILLDOWN = Route("/api/v2/accounts/{account_id}/reports/drilldown")
AGENTS_CSV = Route("/api/v2/accounts/{account_id}/reports/agents")
INBOXES_CSV = Route("/api/v2/accounts/{account_id}/reports/inboxes")
LABELS_CSV = Route("/api/v2/accounts/{account_id}/reports/labels")
TEAMS_CSV = Route("/api/v2/accounts/{account_id}/reports/teams")
CONVERSATIONS_SUMMARY_CSV = Route("/api/v2/accounts/{account_id}/reports/conversations_summary")
CONVERSATION_TRAFFIC_CSV = Route("/api/v2/accounts/{account_id}/reports/conversation_traffic")
LIVE_METRICS = Route("/api/v2/accounts/{account_id}/live_reports/conversation_metrics")
GROUPED_LIVE_METRICS = Route("/api/v2/accounts/{account_id}/live_reports/grouped_conversation_metrics")
YEAR_IN_REVIEW = Route("/api/v2/accounts/{account_id}/year_in_review")


class ReportsApi(Api):
    """Numbers on conversations, agents and all the rest; for administrators.

    Give ``since`` and ``until``, both: moments with a time zone, or seconds since 1970. **Without them most reports
    are empty or zero**, not of all time. All averages are in seconds; with ``business_hours`` only the inboxes' own
    hours count. A token may ask for 100 reports a minute.
    """

    _auth = USER

    def get_account_reporting_events(
        self,
        account_id: int,
        *,
        page: int | None = None,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        inbox_id: int | None = None,
        user_id: int | None = None,
        name: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ReportingEventsListResponse:
        """What was measured, latest first, 25 a page (``get-account-reporting-events``).

        Without ``since`` and ``until`` it's of all time. :meth:`iter_account_reporting_events` walks all pages. Since
        Chatwoot 4.8; enterprise code only.

        Parameters:
            name: the kind of event, such as ``first_response`` (see :class:`ReportingEvent`).
        """
        return self._call(
            "GET",
            REPORTING_EVENTS,
            (account_id,),
            query=(
                ("page", page),
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("inbox_id", inbox_id),
                ("user_id", user_id),
                ("name", name),
            ),
            returns=ReportingEventsListResponse,
            options=options,
        )

    def iter_account_reporting_events(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        inbox_id: int | None = None,
        user_id: int | None = None,
        name: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[ReportingEvent]:
        """All that was measured, nothing twice; parameters as in :meth:`get_account_reporting_events`."""
        return page_by_page(
            lambda page: self.get_account_reporting_events(
                account_id,
                page=page,
                since=since,
                until=until,
                inbox_id=inbox_id,
                user_id=user_id,
                name=name,
                **options,
            ),
            "payload",
        )

    def list_all_conversation_statistics(
        self,
        account_id: int,
        metric: str,
        type: str,
        *,
        id: int | str | None = None,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        group_by: str | None = None,
        timezone_offset: float | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[ConversationStatistic]:
        """A number day by day (``list-all-conversation-statistics``).

        Without ``since`` and ``until`` it's empty.

        Parameters:
            metric: ``conversations_count``, ``incoming_messages_count``, ``outgoing_messages_count``,
                ``resolutions_count``, ``bot_resolutions_count``, ``bot_handoffs_count``, or one of the averages
                ``avg_first_response_time``, ``avg_resolution_time`` and ``reply_time``.
            type: ``account``, ``agent``, ``inbox``, ``label`` or ``team``.
            id: which agent, inbox, label or team.
            group_by: ``day`` (by default), ``hour``, ``week``, ``month`` or ``year``.
            timezone_offset: where days begin, as hours east of Greenwich.

        Raises:
            DecodeException: an unknown metric, which the server answers with an object that is empty.
            ServiceException: with status 500, an unknown type.
        """
        return self._call(
            "GET",
            REPORTS,
            (account_id,),
            query=(
                ("metric", metric),
                ("type", type),
                ("id", id),
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("group_by", group_by),
                ("timezone_offset", timezone_offset),
                ("business_hours", business_hours),
            ),
            returns=[ConversationStatistic],
            options=options,
        )

    def list_all_conversation_statistics_summary(
        self,
        account_id: int,
        type: str,
        *,
        id: int | str | None = None,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> AccountSummary:
        """Seven numbers, and the same of the period before (``list-all-conversation-statistics-summary``).

        Without ``since`` and ``until`` all are 0 or null.

        Parameters:
            type: ``account``, ``agent``, ``inbox``, ``label`` or ``team``.
            id: which agent, inbox, label or team.

        Raises:
            ServiceException: with status 500, an unknown type.
        """
        return self._call(
            "GET",
            SUMMARY,
            (account_id,),
            query=(
                ("type", type),
                ("id", id),
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("business_hours", business_hours),
            ),
            returns=AccountSummary,
            options=options,
        )

    def get_account_conversation_metrics(
        self, account_id: int, type: str, **options: Unpack[RequestOptions]
    ) -> AccountConversationMetrics:
        """How many conversations there are at this moment (``get-account-conversation-metrics``).

        Parameters:
            type: ``account``. For ``agent`` there is :meth:`get_agent_conversation_metrics`.
        """
        return self._call(
            "GET",
            CONVERSATIONS,
            (account_id,),
            query=(("type", type),),
            returns=AccountConversationMetrics,
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
        return self._call(
            "GET",
            AGENT_CONVERSATIONS,
            (account_id,),
            query=(("type", type), ("user_id", user_id), ("page", page)),
            returns=[AgentConversationMetrics],
            options=options,
        )

    def iter_agent_conversation_metrics(
        self, account_id: int, type: str, *, user_id: int | str | None = None, **options: Unpack[RequestOptions]
    ) -> Iterator[AgentConversationMetrics]:
        """How many conversations each of all agents has; parameters as in :meth:`get_agent_conversation_metrics`."""
        return page_by_page(
            lambda page: self.get_agent_conversation_metrics(account_id, type, user_id=user_id, page=page, **options)
        )

    def get_channel_summary_report(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> dict[str, ChannelSummary]:
        """How many conversations each kind of channel has (``get-channel-summary-report``).

        Without ``since`` and ``until`` it's empty. Since Chatwoot 4.10.

        Parameters:
            business_hours: taken like in the other summaries, though it makes no difference to counts.

        Returns:
            The counts by ``Channel::Api`` and the like.

        Raises:
            UnprocessableEntityException: over six months.
        """
        return self._call(
            "GET",
            CHANNEL_SUMMARY,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("business_hours", business_hours),
            ),
            returns={str: ChannelSummary},
            options=options,
        )

    def get_inbox_summary_report(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[InboxSummary]:
        """Counts and averages of each inbox (``get-inbox-summary-report``).

        Without ``since`` and ``until`` all are 0 or null. Since Chatwoot 4.0.
        """
        return self._call(
            "GET",
            INBOX_SUMMARY,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("business_hours", business_hours),
            ),
            returns=[InboxSummary],
            options=options,
        )

    def get_agent_summary_report(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[AgentSummary]:
        """Counts and averages of each agent (``get-agent-summary-report``).

        Without ``since`` and ``until`` all are 0 or null. Since Chatwoot 3.6.
        """
        return self._call(
            "GET",
            AGENT_SUMMARY,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("business_hours", business_hours),
            ),
            returns=[AgentSummary],
            options=options,
        )

    def get_team_summary_report(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[TeamSummary]:
        """Counts and averages of each team (``get-team-summary-report``).

        Without ``since`` and ``until`` all are 0 or null. Since Chatwoot 3.6.
        """
        return self._call(
            "GET",
            TEAM_SUMMARY,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("business_hours", business_hours),
            ),
            returns=[TeamSummary],
            options=options,
        )

    def get_label_summary_report(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[LabelSummary]:
        """Counts and averages of each label (``GET /summary_reports/label``, not described).

        Give ``since`` and ``until``. Since Chatwoot 4.8.
        """
        return self._call(
            "GET",
            LABEL_SUMMARY,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("business_hours", business_hours),
            ),
            returns=[LabelSummary],
            options=options,
        )

    def get_first_response_time_distribution(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        **options: Unpack[RequestOptions],
    ) -> dict[str, FirstResponseTimeDistribution]:
        """How fast first answers came on each kind of channel (``get-first-response-time-distribution``).

        Without ``since`` and ``until`` it's of all time. Since Chatwoot 4.11.

        Returns:
            The counts by ``Channel::Api`` and the like.
        """
        return self._call(
            "GET",
            FIRST_RESPONSE_TIMES,
            (account_id,),
            query=(("since", seconds("since", since)), ("until", seconds("until", until))),
            returns={str: FirstResponseTimeDistribution},
            options=options,
        )

    def get_inbox_label_matrix(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        inbox_ids: Sequence[int] | None = None,
        label_ids: Sequence[int] | None = None,
        **options: Unpack[RequestOptions],
    ) -> InboxLabelMatrix:
        """How many conversations of each inbox have each label (``get-inbox-label-matrix``).

        Without ``since`` and ``until`` it's of all time. Since Chatwoot 4.11.
        """
        return self._call(
            "GET",
            INBOX_LABEL_MATRIX,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("inbox_ids[]", inbox_ids),
                ("label_ids[]", label_ids),
            ),
            returns=InboxLabelMatrix,
            options=options,
        )

    def get_outgoing_messages_count(
        self,
        account_id: int,
        group_by: str,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[OutgoingMessagesCount]:
        """How many messages were sent (``get-outgoing-messages-count``).

        Without ``since`` and ``until`` it's empty. Since Chatwoot 4.11.

        Parameters:
            group_by: ``agent`` (bots are left out), ``team``, ``inbox`` or ``label``.

        Raises:
            UnprocessableEntityException: another ``group_by``.
        """
        return self._call(
            "GET",
            OUTGOING_MESSAGES_COUNT,
            (account_id,),
            query=(
                ("group_by", group_by),
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
            ),
            returns=[OutgoingMessagesCount],
            options=options,
        )

    def get_bot_summary(
        self,
        account_id: int,
        type: str,
        *,
        id: int | str | None = None,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        **options: Unpack[RequestOptions],
    ) -> BotSummary:
        """What bots did, and what they did in the period before (``GET /reports/bot_summary``, not described).

        Give ``since`` and ``until``.

        Parameters:
            type: ``account`` or ``inbox``.
            id: which inbox.
        """
        return self._call(
            "GET",
            BOT_SUMMARY,
            (account_id,),
            query=(
                ("type", type),
                ("id", id),
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
            ),
            returns=BotSummary,
            options=options,
        )

    def get_bot_metrics(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        **options: Unpack[RequestOptions],
    ) -> BotMetrics:
        """What the inboxes with a bot had to do (``GET /reports/bot_metrics``, not described).

        Give ``since`` and ``until``.
        """
        return self._call(
            "GET",
            BOT_METRICS,
            (account_id,),
            query=(("since", seconds("since", since)), ("until", seconds("until", until))),
            returns=BotMetrics,
            options=options,
        )

    def get_report_drilldown(
        self,
        account_id: int,
        metric: str,
        since: datetime.datetime | int | str,
        until: datetime.datetime | int | str,
        bucket_timestamp: datetime.datetime | int | str,
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
        """The conversations or messages behind one point of a series (``GET /reports/drilldown``, not described).

        A token may ask for 10 a minute. :meth:`iter_report_drilldown` walks all pages. Since Chatwoot 4.16.

        Parameters:
            bucket_timestamp: the ``timestamp`` of the point. Give the rest as to
                :meth:`list_all_conversation_statistics`, where the series came from.
            per_page: how many records, up to 100.

        Raises:
            UnprocessableEntityException: an unknown metric or type, or the point isn't between ``since`` and ``until``.
        """
        return self._call(
            "GET",
            DRILLDOWN,
            (account_id,),
            query=(
                ("metric", metric),
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("bucket_timestamp", seconds("bucket_timestamp", bucket_timestamp)),
                ("type", type),
                ("id", id),
                ("group_by", group_by),
                ("timezone_offset", timezone_offset),
                ("business_hours", business_hours),
                ("page", page),
                ("per_page", per_page),
            ),
            returns=ReportDrilldown,
            options=options,
        )

    def iter_report_drilldown(
        self,
        account_id: int,
        metric: str,
        since: datetime.datetime | int | str,
        until: datetime.datetime | int | str,
        bucket_timestamp: datetime.datetime | int | str,
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
            lambda page: self.get_report_drilldown(
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
                page=page,
                per_page=per_page,
                **options,
            ),
            "payload",
        )

    def download_agents_report(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """Counts and averages of each agent as CSV (``GET /reports/agents``, not described).

        Give ``since`` and ``until``.
        """
        return self._call(
            "GET",
            AGENTS_CSV,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("business_hours", business_hours),
            ),
            returns=str,
            options=options,
        )

    def download_inboxes_report(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """Counts and averages of each inbox as CSV (``GET /reports/inboxes``, not described).

        Give ``since`` and ``until``. The rows have one column more than the heading names.
        """
        return self._call(
            "GET",
            INBOXES_CSV,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("business_hours", business_hours),
            ),
            returns=str,
            options=options,
        )

    def download_labels_report(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """Counts and averages of each label as CSV (``GET /reports/labels``, not described).

        Give ``since`` and ``until``.
        """
        return self._call(
            "GET",
            LABELS_CSV,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("business_hours", business_hours),
            ),
            returns=str,
            options=options,
        )

    def download_teams_report(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """Counts and averages of each team as CSV (``GET /reports/teams``, not described).

        Give ``since`` and ``until``.
        """
        return self._call(
            "GET",
            TEAMS_CSV,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("business_hours", business_hours),
            ),
            returns=str,
            options=options,
        )

    def download_conversations_summary_report(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        business_hours: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """The account's counts and averages as CSV (``GET /reports/conversations_summary``, not described).

        Give ``since`` and ``until``. Since Chatwoot 4.13.
        """
        return self._call(
            "GET",
            CONVERSATIONS_SUMMARY_CSV,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("business_hours", business_hours),
            ),
            returns=str,
            options=options,
        )

    def download_conversation_traffic_report(
        self,
        account_id: int,
        timezone_offset: float,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """How many conversations began in which hour, as CSV (``GET /reports/conversation_traffic``, not described).

        Parameters:
            timezone_offset: hours east of Greenwich; the server fails (500) without.
        """
        return self._call(
            "GET",
            CONVERSATION_TRAFFIC_CSV,
            (account_id,),
            query=(
                ("timezone_offset", timezone_offset),
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
            ),
            returns=str,
            options=options,
        )

    def get_live_conversation_metrics(
        self, account_id: int, *, team_id: int | None = None, **options: Unpack[RequestOptions]
    ) -> AccountConversationMetrics:
        """How many conversations there are now (``GET /live_reports/conversation_metrics``, not described).

        Since Chatwoot 4.1.
        """
        return self._call(
            "GET",
            LIVE_METRICS,
            (account_id,),
            query=(("team_id", team_id),),
            returns=AccountConversationMetrics,
            options=options,
        )

    def get_grouped_live_conversation_metrics(
        self, account_id: int, group_by: str, **options: Unpack[RequestOptions]
    ) -> list[GroupedConversationMetrics]:
        """How many open conversations each team or agent has (``GET /live_reports/grouped_conversation_metrics``).

        Not described. Since Chatwoot 4.1.

        Parameters:
            group_by: ``team_id`` or ``assignee_id``.

        Raises:
            UnprocessableEntityException: another ``group_by``.
        """
        return self._call(
            "GET",
            GROUPED_LIVE_METRICS,
            (account_id,),
            query=(("group_by", group_by),),
            returns=[GroupedConversationMetrics],
            options=options,
        )

    def get_year_in_review(
        self, account_id: int, *, year: int | None = None, **options: Unpack[RequestOptions]
    ) -> YearInReview:
        """What one's own year was like (``GET /year_in_review``, not described).

        Of the conversations that are assigned to the user whose token it is. Since Chatwoot 4.13.
        """
        return self._call(
            "GET", YEAR_IN_REVIEW, (account_id,), query=(("year", year),), returns=YearInReview, options=options
        )
