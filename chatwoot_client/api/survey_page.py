"""The customer-satisfaction survey as a web page (``CSATSurveyPageApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import Api
from chatwoot_client.encoding import Route

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from chatwoot_client.api_client import RequestOptions

SURVEY_PAGE = Route("/survey/responses/{conversation_uuid}")


class CSATSurveyPageApi(Api):
    """The page on which a contact rates a conversation; it needs no token."""

    def get_csat_survey_page(self, conversation_uuid: str, **options: Unpack[RequestOptions]) -> str:
        """Get the survey page (``get-csat-survey-page``).

        Parameters:
            conversation_uuid: the ``uuid`` of the conversation. The server has a page for any.
            options: see :class:`~chatwoot_client.RequestOptions`.

        Returns:
            The page's HTML.
        """
        return self._call("GET", SURVEY_PAGE, (conversation_uuid,), returns=str, accept="text/html", options=options)
