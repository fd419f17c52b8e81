"""The automation rules of an account. They are kept, and change nothing: the sandbox doesn't act on them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, ClassVar

from chatwoot_client.sandbox import setting_views
from chatwoot_client.sandbox.answers import shown
from chatwoot_client.sandbox.application import ACCOUNT
from chatwoot_client.sandbox.columns import BOOLEAN, OBJECTS, STRING, TEXT, Columns, Error
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.operation import Refused
from chatwoot_client.sandbox.params import Params, is_blank
from chatwoot_client.sandbox.records import RecordNotFound, ServerFault, Setting, now
from chatwoot_client.sandbox.setting_records import (
    AUTOMATION_ACTIONS,
    AUTOMATION_CONDITIONS,
    AutomationRule,
    CustomAttribute,
)
from chatwoot_client.sandbox.settings import SettingOperations
from chatwoot_client.sandbox.views import Json, epoch


class AutomationRuleOperations(SettingOperations[AutomationRule]):
    """The operations of automation rules, which are for administrators only."""

    path = ACCOUNT + "/automation_rules"
    kind: ClassVar[type[Setting]] = AutomationRule
    columns: ClassVar[Columns] = Columns(
        name=STRING, description=TEXT, event_name=STRING, active=BOOLEAN, conditions=OBJECTS, actions=OBJECTS
    )
    more: ClassVar[tuple[tuple[str, str, str], ...]] = (("POST", "/<segment:id>/clone", "clone"),)
    for_administrators: ClassVar[frozenset[str]] = frozenset(("index", "show", "create", "update", "destroy", "clone"))

    def clone(self) -> Answer:
        twin = copy.deepcopy(self._record())
        twin.created_at = now()
        self._keep(twin)
        return self._shown(twin)

    def _sent(self) -> Params:
        return self._params

    def _record(self) -> AutomationRule:
        try:
            return super()._record()
        except RecordNotFound as error:
            raise ServerFault("the rule is taken for granted") from error

    def _errors(self, record: AutomationRule) -> Iterator[Error]:
        if record.name is None or record.conditions is None or record.actions is None:
            raise ServerFault("a rule has a name, conditions and actions")
        found = {
            "conditions": list(self._wrong_conditions(record.conditions)),
            "actions": list(_wrong_actions(record.actions)),
        }
        wrong = {name: sentences for name, sentences in found.items() if sentences}
        if wrong:
            raise Refused(422, {"error": wrong})
        if any(action.get("action_name") == "send_attachment" for action in record.actions):
            raise Refused(422, {"error": "Invalid attachment"})
        return iter(())

    def _wrong_conditions(self, conditions: list[dict[str, Any]]) -> Iterator[str]:
        own = {attribute.attribute_key for attribute in self._account.settings.of(CustomAttribute).values()}
        keys = [condition.get("attribute_key") for condition in conditions]
        unknown = [str(key) for key in keys if key not in AUTOMATION_CONDITIONS and key not in own]
        if unknown:
            yield f"Automation conditions {','.join(unknown)} not supported."
        between = [condition.get("query_operator") for condition in conditions[:-1]]
        if any(map(is_blank, between)):
            yield "Automation conditions should have query operator."
        elif any(str(operator).upper() not in ("AND", "OR") for operator in between):
            yield 'Query operator must be either "AND" or "OR"'

    def _view(self, record: AutomationRule) -> Json:
        return {
            **setting_views.fields(record, "id account_id name description event_name conditions actions"),
            "created_on": epoch(record.created_at),
            "active": record.active,
        }

    def _listed(self, views: list[Json]) -> Any:
        return {"payload": views}

    def _shown(self, record: AutomationRule) -> Answer:
        return shown({"payload": self._view(record)})

    def _created(self, record: AutomationRule) -> Answer:
        return shown(self._view(record))


def _wrong_actions(actions: list[dict[str, Any]]) -> Iterator[str]:
    unknown = [
        str(action.get("action_name")) for action in actions if action.get("action_name") not in AUTOMATION_ACTIONS
    ]
    if unknown:
        yield f"Automation actions {','.join(unknown)} not supported."
