"""What contacts answered to customer-satisfaction surveys (``CSATSurveyResponsesApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.query import period
from chatwoot_client.calls.route import Route
from chatwoot_client.models.csat_survey_responses import (
    CSATSurveyMetrics,
    CSATSurveyResponse,
    CSATSurveyResponseUpdatePayload,
)
from chatwoot_client.pagination import page_by_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chatwoot_client.api.base import Json, Moment, RequestOptions, Unpack

RESPONSES = Route("/api/v1/accounts/{account_id}/csat_survey_responses")
RESPONSE = Route("/api/v1/accounts/{account_id}/csat_survey_responses/{id}")
METRICS = Route("/api/v1/accounts/{account_id}/csat_survey_responses/metrics")
DOWNLOAD = Route("/api/v1/accounts/{account_id}/csat_survey_responses/download")


class CSATSurveyResponsesApi(Api):
    """What contacts answered to customer-satisfaction surveys; for administrators. None of it is described.

    ``since`` and ``until`` are moments with a time zone, or seconds since 1970; only both together count.

    Parameters:
        sort: ``created_at``, or ``-created_at`` for the latest first.
        user_ids: the agents that the conversations were assigned to.
        inbox_id: the id of the inbox that they were in.
        team_id: the id of the team that they were assigned to.
        rating: the rating, 1 to 5, that was given.
    """

    _auth = USER

    def list_csat_survey_responses(
        self,
        account_id: int,
        *,
        page: int | None = None,
        sort: str | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[CSATSurveyResponse]:
        """Answers, 25 a page (``GET /csat_survey_responses``). :meth:`iter_csat_survey_responses` walks all pages."""
        query = (
            ("page", page),
            ("sort", sort),
            *period(since, until),
            ("user_ids[]", user_ids),
            ("inbox_id", inbox_id),
            ("team_id", team_id),
            ("rating", rating),
        )
        return self._call("GET", RESPONSES, (account_id,), query=query, returns=[CSATSurveyResponse], options=options)

    def iter_csat_survey_responses(
        self,
        account_id: int,
        *,
        sort: str | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[CSATSurveyResponse]:
        """Every answer to a survey; parameters as in :meth:`list_csat_survey_responses`."""
        return page_by_page(
            self.list_csat_survey_responses,
            "",
            account_id,
            sort=sort,
            since=since,
            until=until,
            user_ids=user_ids,
            inbox_id=inbox_id,
            team_id=team_id,
            rating=rating,
            **options,
        )

    def get_csat_survey_metrics(
        self,
        account_id: int,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> CSATSurveyMetrics:
        """How many surveys were sent, answered, and how (``GET /csat_survey_responses/metrics``).

        Of the filters, only the time counts for ``total_sent_messages_count``.
        """
        query = (
            *period(since, until),
            ("user_ids[]", user_ids),
            ("inbox_id", inbox_id),
            ("team_id", team_id),
            ("rating", rating),
        )
        return self._call("GET", METRICS, (account_id,), query=query, returns=CSATSurveyMetrics, options=options)

    def download_csat_survey_responses(
        self,
        account_id: int,
        *,
        sort: str | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """All answers to surveys as CSV (``GET /csat_survey_responses/download``)."""
        query = (
            ("sort", sort),
            *period(since, until),
            ("user_ids[]", user_ids),
            ("inbox_id", inbox_id),
            ("team_id", team_id),
            ("rating", rating),
        )
        return self._call("GET", DOWNLOAD, (account_id,), query=query, returns=str, options=options)

    def update_csat_survey_response(
        self, body: CSATSurveyResponseUpdatePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> CSATSurveyResponse:
        """Note something about an answer (``PATCH /csat_survey_responses/{id}``). Enterprise code only."""
        return self._call(
            "PATCH",
            RESPONSE,
            (account_id, id),
            body=body,
            takes=CSATSurveyResponseUpdatePayload,
            returns=CSATSurveyResponse,
            options=options,
        )
