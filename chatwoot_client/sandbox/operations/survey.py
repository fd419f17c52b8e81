"""The survey of a conversation, and the page that customers answer it on. It needs no token."""

from __future__ import annotations

from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.operation import Operation, serves
from chatwoot_client.sandbox.operations.submitted import submitted_values
from chatwoot_client.sandbox.rails.answers import inside, page, shown
from chatwoot_client.sandbox.rails.casts import Params
from chatwoot_client.sandbox.rails.errors import RecordNotFound, ServerFault
from chatwoot_client.sandbox.records.conversations import Message
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views import public as public_views


class SurveyOperations(Operation):
    """The operations of the survey of a conversation."""

    path: ClassVar[str] = "/public/api/v1/csat_survey/<conversation_uuid>"

    @property
    def _account(self) -> Account:
        """The account of the conversation."""
        for account in self._installation.accounts.values():
            if any(each.uuid == self._values["conversation_uuid"] for each in account.conversations.values()):
                return account
        raise RecordNotFound

    def _survey(self) -> Message:
        return self._account.survey_of(self._values["conversation_uuid"])

    @serves("GET")
    def show(self) -> Answer:
        return shown(public_views.survey(self._survey()))

    def _sent(self) -> Params:
        sent = self._params.get("message")
        if not isinstance(sent, dict) or not sent:
            raise ServerFault("undefined method `permit' for nil")
        return sent

    @serves("PATCH PUT")
    def update(self) -> Answer:
        message = self._survey()
        self._account.answer_message(message, submitted_values(self._sent()))
        answer = shown(public_views.survey(message))
        self._account.rate(message)
        return answer


class SurveyPageOperations(Operation):
    """The page that customers answer a survey on."""

    path: ClassVar[str] = "/survey/responses/<conversation_uuid>"
    as_page: ClassVar[bool] = True

    @serves("GET")
    def show(self) -> Answer:
        return inside(200, page("Chatwoot", '<div id="app"></div>'), "text/html; charset=utf-8")
