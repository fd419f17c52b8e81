"""The customer-satisfaction survey, as a web page and as data (``CSATSurveyPageApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.survey_page import CsatSurvey, CsatSurveyUpdatePayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

SURVEY_PAGE = Route("/survey/responses/{conversation_uuid}")
SURVEY = Route("/public/api/v1/csat_survey/{conversation_uuid}")


class CSATSurveyPageApi(Api):
    """The page on which a contact rates a conversation, and what's behind it; it needs no token.

    ``conversation_uuid`` is the conversation's ``uuid``. The page is there for any.

    Raises:
        NotFoundException: a conversation that isn't there, or in which no survey was sent (404).
    """

    def get_csat_survey_page(self, conversation_uuid: str, **options: Unpack[RequestOptions]) -> str:
        """Get the survey page, as HTML (``get-csat-survey-page``).

        Raises:
            ServiceException: the server was set up without the files of its pages (500).
        """
        return self._call("GET", SURVEY_PAGE, (conversation_uuid,), returns=str, accept="text/html", options=options)

    def get_csat_survey(self, conversation_uuid: str, **options: Unpack[RequestOptions]) -> CsatSurvey:
        """Get the survey of a conversation (``GET /public/api/v1/csat_survey/{uuid}``)."""
        return self._call("GET", SURVEY, (conversation_uuid,), returns=CsatSurvey, options=options)

    def update_csat_survey(
        self, body: CsatSurveyUpdatePayload | Json, conversation_uuid: str, **options: Unpack[RequestOptions]
    ) -> CsatSurvey:
        """Rate a conversation, or change the rating (``PATCH /public/api/v1/csat_survey/{uuid}``).

        The answer is at times the one before this one: the server stores it a little later.

        Raises:
            UnprocessableEntityException: a survey that's more than 14 days old (422).
        """
        return self._call(
            "PATCH",
            SURVEY,
            (conversation_uuid,),
            body=body,
            takes=CsatSurveyUpdatePayload,
            returns=CsatSurvey,
            options=options,
        )
