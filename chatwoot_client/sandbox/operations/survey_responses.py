"""How customers rated conversations: the list, its sums, and the list as a CSV file."""

from __future__ import annotations

from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.report_downloads import csv_file, csv_rows, reporting_period
from chatwoot_client.sandbox.operations.reports import ReportOperation
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import is_blank, leading_int, text, texts
from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.records.conversations import Message, SurveyResponse
from chatwoot_client.sandbox.views.fields import Json, epoch, fields

RESPONSES_PER_PAGE = 25
_HEAD = (
    "Agent Name",
    "Rating",
    "Feedback Comment",
    "Contact Name",
    "Contact Email Address",
    "Contact Phone Number",
    "Link to the conversation",
    "Recorded date",
    "Review Notes",
)

Rated = tuple[SurveyResponse, Message]
"""A rating, with the message that asked for it."""


class SurveyResponseOperations(ReportOperation):
    """The operations of ratings, which are for administrators only."""

    path: ClassVar[str] = ACCOUNT + "/csat_survey_responses"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("index", "metrics", "download"))

    @serves("GET")
    def index(self) -> Answer:
        rated = self._rated()
        sort = text(self._params, "sort")
        if sort in ("created_at", "-created_at"):
            rated.sort(key=lambda each: each[0].created_at, reverse=sort.startswith("-"))
        return shown([self._view(each) for each in self._paged(rated, RESPONSES_PER_PAGE)])

    @serves("GET", "/metrics")
    def metrics(self) -> Answer:
        ratings: dict[int, int] = {}
        rated = self._rated()
        for response, _ in rated:
            ratings[response.rating] = ratings.get(response.rating, 0) + 1
        period = self._period()
        asked = [each for each in self._surveys() if period is None or each.created_at in period]
        return shown(
            {
                "total_count": len(rated),
                "ratings_count": {str(rating): ratings[rating] for rating in sorted(ratings)},
                "total_sent_messages_count": len(asked),
            }
        )

    @serves("GET", "/download")
    def download(self) -> Answer:
        period = self._period()
        if period is None:
            raise ServerFault("a file is one of a period")
        rows = [_HEAD, *(self._row(each) for each in self._rated())]
        return csv_file("csat_report", csv_rows(rows) + reporting_period(period) + "\n")

    def _surveys(self) -> list[Message]:
        conversations = self._account.conversations.values()
        return [each for one in conversations for each in one.messages if each.content_type == "input_csat"]

    def _rated(self) -> list[Rated]:
        """The ratings that the parameters ask for, the oldest first."""
        rated = [(each.survey_response, each) for each in self._surveys() if each.survey_response is not None]
        return sorted((each for each in rated if self._wanted(*each)), key=lambda each: each[0].id)

    def _wanted(self, response: SurveyResponse, message: Message) -> bool:
        sent, period, conversation = self._params, self._period(), message.conversation
        agents = set(map(leading_int, texts(sent, "user_ids")))
        team_id = conversation.team.id if conversation.team else None
        return (
            (period is None or response.created_at in period)
            and (not agents or (response.assigned_agent is not None and response.assigned_agent.id in agents))
            and (is_blank(sent.get("inbox_id")) or conversation.inbox.id == leading_int(sent["inbox_id"]))
            and (is_blank(sent.get("team_id")) or team_id == leading_int(sent["team_id"]))
            and (is_blank(sent.get("rating")) or response.rating == leading_int(sent["rating"]))
        )

    def _view(self, rated: Rated) -> Json:
        response, message = rated
        agent = self._views.assignee(response.assigned_agent)
        return {
            **fields(response, "id rating feedback_message"),
            "csat_review_notes": None,
            "review_notes_updated_at": None,
            "account_id": self._account.id,
            "message_id": message.id,
            "contact": self._views.contact(message.conversation.contact),
            "conversation_id": message.conversation.id,
            **({"assigned_agent": agent} if agent else {}),
            "created_at": epoch(response.created_at),
        }

    def _row(self, rated: Rated) -> tuple[Any, ...]:
        response, message = rated
        contact, conversation = message.conversation.contact, message.conversation
        return (
            response.assigned_agent.name if response.assigned_agent else None,
            response.rating,
            response.feedback_message,
            contact.name,
            contact.email,
            contact.phone_number,
            f"{self._base_url}/app/accounts/{self._account.id}/conversations/{conversation.id}",
            f"{response.created_at:%Y-%m-%d %H:%M:%S} UTC",
            None,
        )
