"""What contacts answered to customer-satisfaction surveys (``CSATSurveyResponsesApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.encoding import Route, seconds
from chatwoot_client.models.csat_survey_responses import CSATSurveyMetrics, CSATSurveyResponse
from chatwoot_client.pagination import page_by_page

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from chatwoot_client.api.base import Json, RequestOptions, Unpack
    from chatwoot_client.models.csat_survey_responses import CSATSurveyResponseUpdatePayload

RESPONSES = Route("/api/v1/accounts/{account_id}/csat_survey_responses")
RESPONSE = Route("/api/v1/accounts/{account_id}/csat_survey_responses/{id}")
METRICS = Route("/api/v1/accounts/{account_id}/csat_survey_responses/metrics")
DOWNLOAD = Route("/api/v1/accounts/{account_id}/csat_survey_responses/download")


class CSATSurveyResponsesApi(Api):
    """What contacts answered to customer-satisfaction surveys; for administrators. None of it is described.

    ``since`` and ``until`` are moments with a time zone, or seconds since 1970; only both together count. ``user_ids``
    are the agents that the conversations were assigned to.
    """

    _auth = USER

    def list_csat_survey_responses(
        self,
        account_id: int,
        *,
        page: int | None = None,
        sort: str | None = None,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[CSATSurveyResponse]:
        """The answers to surveys, 25 a page (``GET /csat_survey_responses``).

        :meth:`iter_csat_survey_responses` walks all pages.

        Parameters:
            sort: ``created_at``, or ``-created_at`` for the latest first.
        """
        return self._call(
            "GET",
            RESPONSES,
            (account_id,),
            query=(
                ("page", page),
                ("sort", sort),
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("user_ids[]", user_ids),
                ("inbox_id", inbox_id),
                ("team_id", team_id),
                ("rating", rating),
            ),
            returns=[CSATSurveyResponse],
            options=options,
        )

    def iter_csat_survey_responses(
        self,
        account_id: int,
        *,
        sort: str | None = None,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[CSATSurveyResponse]:
        """Every answer to a survey, none twice; parameters as in :meth:`list_csat_survey_responses`."""
        return page_by_page(
            lambda page: self.list_csat_survey_responses(
                account_id,
                page=page,
                sort=sort,
                since=since,
                until=until,
                user_ids=user_ids,
                inbox_id=inbox_id,
                team_id=team_id,
                rating=rating,
                **options,
            )
        )

    def get_csat_survey_metrics(
        self,
        account_id: int,
        *,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> CSATSurveyMetrics:
        """How many surveys were sent, answered, and how (``GET /csat_survey_responses/metrics``).

        Of the filters, only the time counts for ``total_sent_messages_count``.
        """
        return self._call(
            "GET",
            METRICS,
            (account_id,),
            query=(
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("user_ids[]", user_ids),
                ("inbox_id", inbox_id),
                ("team_id", team_id),
                ("rating", rating),
            ),
            returns=CSATSurveyMetrics,
            options=options,
        )

    def download_csat_survey_responses(
        self,
        account_id: int,
        *,
        sort: str | None = None,
        since: datetime.datetime | int | str | None = None,
        until: datetime.datetime | int | str | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> str:
        """All answers to surveys as CSV (``GET /csat_survey_responses/download``)."""
        return self._call(
            "GET",
            DOWNLOAD,
            (account_id,),
            query=(
                ("sort", sort),
                ("since", seconds("since", since)),
                ("until", seconds("until", until)),
                ("user_ids[]", user_ids),
                ("inbox_id", inbox_id),
                ("team_id", team_id),
                ("rating", rating),
            ),
            returns=str,
            options=options,
        )

    def update_csat_survey_response(
        self,
        body: CSATSurveyResponseUpdatePayload | Json,
        account_id: int,
        id: int,
        **options: Unpack[RequestOptions],
    ) -> CSATSurveyResponse:
        """Note something about an answer (``PATCH /csat_survey_responses/{id}``). Enterprise code only."""
        return self._call("PATCH", RESPONSE, (account_id, id), body=body, returns=CSATSurveyResponse, options=options)
