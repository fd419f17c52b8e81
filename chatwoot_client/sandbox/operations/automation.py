"""The automation rules and the macros of an account."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.resources import CHANGING
from chatwoot_client.sandbox.operations.settings import SettingOperations
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import Params, is_blank, leading_int
from chatwoot_client.sandbox.rails.errors import RecordInvalid, RecordNotFound, Refused, ServerFault
from chatwoot_client.sandbox.records.base import Setting, now
from chatwoot_client.sandbox.records.columns import Columns, Error, choice, human, named
from chatwoot_client.sandbox.records.events import MacroExecution
from chatwoot_client.sandbox.records.release import AGENTS_MAKE_NO_GLOBAL_MACRO
from chatwoot_client.sandbox.records.settings import (
    AUTOMATION_ACTIONS,
    AUTOMATION_CONDITIONS,
    MACRO_ACTIONS,
    AutomationRule,
    CustomAttribute,
    Macro,
)
from chatwoot_client.sandbox.views.fields import Json, epoch, fields


class AutomationRuleOperations(SettingOperations[AutomationRule]):
    """The operations of automation rules, which are for administrators only."""

    path: ClassVar[str] = ACCOUNT + "/automation_rules"
    kind: ClassVar[type[Setting]] = AutomationRule
    audited: ClassVar[str] = "name description event_name conditions actions active account_id"
    columns: ClassVar[Columns] = named(
        string="name event_name", text="description", boolean="active", objects="conditions actions"
    )
    for_administrators: ClassVar[frozenset[str]] = CHANGING | {"index", "show", "clone"}

    @serves("POST", "/<id>/clone")
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
            "actions": _wrong_actions(record.actions, "Automation actions", AUTOMATION_ACTIONS),
        }
        wrong = {name: sentences for name, sentences in found.items() if sentences}
        if wrong:
            raise Refused(422, {"error": wrong})
        if any(action.get("action_name") == "send_attachment" for action in record.actions):
            raise Refused(422, {"error": "Invalid attachment"})
        return iter(())

    def _change(self, record: AutomationRule) -> None:
        try:
            super()._change(record)
        except RecordInvalid as error:
            sentences: dict[str, list[str]] = {}
            for name, sentence in error.errors:
                sentences.setdefault(name, []).append(sentence[len(human(name)) + 1 :])
            raise Refused(422, {"error": sentences}) from error

    def _wrong_conditions(self, conditions: list[dict[str, Any]]) -> Iterator[str]:
        own = {attribute.attribute_key for attribute in self._account.all(CustomAttribute).values()}
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
        shown = fields(record, "id account_id name description event_name conditions actions")
        return {**shown, "created_on": epoch(record.created_at), "active": record.active}

    def _listed(self, views: list[Json]) -> Any:
        return {"payload": views}

    def _shown(self, record: AutomationRule) -> Answer:
        return shown({"payload": self._view(record)})

    def _created(self, record: AutomationRule) -> Answer:
        return shown(self._view(record))


class MacroOperations(SettingOperations[Macro]):
    """The operations of macros. Agents see their own and those that are for everybody."""

    path: ClassVar[str] = ACCOUNT + "/macros"
    kind: ClassVar[type[Setting]] = Macro
    audited: ClassVar[str] = "name visibility actions account_id"
    columns: ClassVar[Columns] = {
        **named(string="name", objects="actions"),
        "visibility": choice("personal", "global"),
    }
    for_administrators: ClassVar[frozenset[str]] = frozenset()

    @serves("POST", "/<id>/execute")
    def execute(self) -> Answer:
        macro = self._all.get(leading_int(self._values["id"]))
        if macro is not None:
            self._authorize(self._is_mine(macro))
            self._execute(macro)
        return empty()

    def _execute(self, macro: Macro) -> None:
        """Chatwoot runs a macro in a job; conversations that aren't there, or that nobody names, are left out."""
        account, ids = self._account, self._params.get("conversation_ids")
        for id_ in dict.fromkeys(map(leading_int, ids)) if isinstance(ids, list) else ():
            conversation = account.conversations.get(id_)
            if conversation is not None:
                account.store.events.append(MacroExecution(account.id, conversation, macro, self._user))

    def _wanted(self) -> list[Macro]:
        # One whose visibility was lost is in no list.
        return [each for each in self._all.values() if each.visibility is not None and self._is_mine(each)]

    def _is_mine(self, macro: Macro) -> bool:
        return macro.visibility == "global" or macro.created_by is self._user

    def _record(self) -> Macro:
        macro = self._all.get(leading_int(self._values["id"]))
        if macro is None:
            raise Refused(404, None)
        self._authorize(self._is_mine(macro))
        return macro

    def _new(self) -> Macro:
        macro = super()._new()
        macro.actions = None
        return macro

    def _sent(self) -> Params:
        return self._params

    def _given(self) -> dict[str, Any]:
        # A visibility that isn't sent is lost, where an administrator changes the macro; those of agents are their own.
        given = {"visibility": None, **super()._given()}
        if not self._is_administrator and (given["visibility"] is None or self._makes_personal):
            given["visibility"] = "personal"
        return given

    @property
    def _makes_personal(self) -> bool:
        """Whether an agent's macro for all becomes a personal one, as it did before agents were refused."""
        return not self._installation.store.plays(AGENTS_MAKE_NO_GLOBAL_MACRO)

    def _change(self, record: Macro) -> None:
        self._authorize(self._is_administrator or "global" not in (record.visibility, self._given().get("visibility")))
        super()._change(record)
        record.created_by, record.updated_by = record.created_by or self._user, self._user

    def _remove(self, record: Macro) -> None:
        self._authorize(self._is_administrator or record.visibility != "global")
        super()._remove(record)

    def _errors(self, record: Macro) -> Iterator[Error]:
        if record.name is None or record.actions is None:
            raise ServerFault("a macro has a name and actions")
        wrong = _wrong_actions(record.actions, "Macro execution actions", MACRO_ACTIONS)
        if wrong:
            raise Refused(422, {"error": {"actions": wrong}})
        return iter(())

    def _view(self, record: Macro) -> Json:
        people = {name: self._views.assignee(getattr(record, name)) for name in ("created_by", "updated_by")}
        return {**fields(record, "id name visibility"), **people, **fields(record, "account_id actions")}

    def _listed(self, views: list[Json]) -> Any:
        return {"payload": views}

    def _shown(self, record: Macro) -> Answer:
        return shown({"payload": self._view(record)})


def _wrong_actions(actions: list[dict[str, Any]], what: str, known: Sequence[str]) -> list[str]:
    names = [str(action.get("action_name")) for action in actions]
    unknown = ",".join(name for name in names if name not in known)
    return [f"{what} {unknown} not supported."] if unknown else []
