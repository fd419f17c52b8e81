"""The automation rules of an account (``AutomationRuleApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api, missing
from chatwoot_client.calls.route import Route
from chatwoot_client.models.automation_rules import (
    AutomationRule,
    AutomationRuleCreateUpdatePayload,
    AutomationRuleList,
    AutomationRuleShow,
)

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

RULES = Route("/api/v1/accounts/{account_id}/automation_rules")
RULE = Route("/api/v1/accounts/{account_id}/automation_rules/{id}")
CLONE = Route("/api/v1/accounts/{account_id}/automation_rules/{id}/clone")

_MISSING = missing("rule", "get_account_automation_rule")


class AutomationRuleApi(Api):
    """The automation rules of an account; for administrators.

    Raises:
        UnprocessableEntityException: an unknown condition, operator or action, or one with something missing (422).
        ServiceException: a rule that isn't there (500).
    """

    _auth = USER

    def get_account_automation_rule(
        self, account_id: int, *, page: int | None = None, **options: Unpack[RequestOptions]
    ) -> AutomationRuleList:
        """All automation rules of an account (``get-account-automation-rule``); each ``page`` has them all."""
        query = (("page", page),)
        return self._call("GET", RULES, (account_id,), query=query, returns=AutomationRuleList, options=options)

    def add_new_automation_rule_to_account(
        self, body: AutomationRuleCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> AutomationRule:
        """Create a rule (``add-new-automation-rule-to-account``).

        Raises:
            ServiceException: no name, or no conditions (500).
        """
        return self._call(
            "POST",
            RULES,
            (account_id,),
            body=body,
            takes=AutomationRuleCreateUpdatePayload,
            returns=AutomationRule,
            options=options,
        )

    def get_details_of_a_single_automation_rule(
        self, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> AutomationRuleShow:
        """Get a rule (``get-details-of-a-single-automation-rule``)."""
        return self._call("GET", RULE, (account_id, id), returns=AutomationRuleShow, advice=_MISSING, options=options)

    def update_automation_rule_in_account(
        self,
        body: AutomationRuleCreateUpdatePayload | Json,
        account_id: int,
        id: int,
        **options: Unpack[RequestOptions],
    ) -> AutomationRuleShow:
        """Change a rule (``update-automation-rule-in-account``)."""
        return self._call(
            "PATCH",
            RULE,
            (account_id, id),
            body=body,
            takes=AutomationRuleCreateUpdatePayload,
            returns=AutomationRuleShow,
            advice=_MISSING,
            options=options,
        )

    def delete_automation_rule_from_account(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a rule (``delete-automation-rule-from-account``)."""
        return self._call("DELETE", RULE, (account_id, id), advice=_MISSING, options=options)

    def clone_automation_rule(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> AutomationRuleShow:
        """Copy a rule, and get the copy (``POST /automation_rules/{id}/clone``)."""
        return self._call("POST", CLONE, (account_id, id), returns=AutomationRuleShow, advice=_MISSING, options=options)
