"""The operations of assignment policies, of SLA policies and of custom roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves, with_id
from chatwoot_client.sandbox.operations.resources import CHANGING
from chatwoot_client.sandbox.operations.settings import S, SettingOperations
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import leading_int
from chatwoot_client.sandbox.rails.errors import RecordNotFound, Refused, ServerFault
from chatwoot_client.sandbox.records.base import Setting
from chatwoot_client.sandbox.records.columns import BOOLEAN, Columns, Error, blank, choice, human, named
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.policies import (
    ASSIGNMENT_ORDERS,
    CONVERSATION_PRIORITIES,
    PERMISSIONS,
    AssignmentPolicy,
    CustomRole,
    SlaPolicy,
)
from chatwoot_client.sandbox.views.fields import Json, epochs, fields

ALL = CHANGING | {"index", "show"}


class AssignmentPolicyOperations(SettingOperations[AssignmentPolicy]):
    """The operations of assignment policies, which are for administrators only."""

    path: ClassVar[str] = ACCOUNT + "/assignment_policies"
    kind: ClassVar[type[Setting]] = AssignmentPolicy
    key: ClassVar[str] = "assignment_policy"
    columns: ClassVar[Columns] = {
        **named(string="name", text="description", boolean="enabled"),
        **named(integer="fair_distribution_limit fair_distribution_window exclude_older_than_hours"),
        "assignment_order": choice(*ASSIGNMENT_ORDERS),
        "conversation_priority": choice(*CONVERSATION_PRIORITIES),
    }
    for_administrators: ClassVar[frozenset[str]] = ALL | {"inboxes"}

    @serves("GET", "/<id>/inboxes")
    def inboxes(self) -> Answer:
        policy = self._record()
        inboxes = [each for each in self._account.inboxes.values() if each.assignment_policy is policy]
        return shown({"inboxes": [self._views.inbox(each) for each in inboxes]})

    def _errors(self, record: AssignmentPolicy) -> Iterator[Error]:
        yield from blank(record, "name")
        yield from self._taken(record, "name")
        for name in ("fair_distribution_limit", "fair_distribution_window"):
            value = getattr(record, name)
            if value is None or value <= 0:
                yield name, f"{human(name)} must be greater than 0"

    def _remove(self, record: AssignmentPolicy) -> None:
        super()._remove(record)
        for inbox in self._account.inboxes.values():
            inbox.assignment_policy = None if inbox.assignment_policy is record else inbox.assignment_policy

    def _view(self, record: AssignmentPolicy) -> Json:
        return policy_view(record, self._account.inboxes.values())


def policy_view(record: AssignmentPolicy, inboxes: Any) -> Json:
    """An assignment policy, with the number of these inboxes that have it."""
    return {
        **fields(record, "id name description assignment_order conversation_priority fair_distribution_limit"),
        **fields(record, "fair_distribution_window exclude_older_than_hours enabled"),
        "assigned_inbox_count": sum(each.assignment_policy is record for each in inboxes),
        **epochs(record, "created_at updated_at"),
    }


class InboxAssignmentPolicyOperations(ApplicationOperation):
    """The assignment policy of an inbox."""

    path: ClassVar[str] = ACCOUNT + "/inboxes/<id>/assignment_policy"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("show", "create", "destroy"))

    @serves("GET")
    def show(self) -> Answer:
        return shown(policy_view(self._policy(), self._account.inboxes.values()))

    @serves("POST")
    def create(self) -> Answer:
        inbox = self._inbox
        inbox.assignment_policy = with_id(self._account.all(AssignmentPolicy), self._params.get("assignment_policy_id"))
        return self.show()

    @serves("DELETE")
    def destroy(self) -> Answer:
        self._policy()
        self._inbox.assignment_policy = None
        return empty()

    @property
    def _inbox(self) -> Inbox:
        return self._inbox_with_id(self._values["id"])

    def _policy(self) -> AssignmentPolicy:
        policy = self._inbox.assignment_policy
        if policy is None:
            raise Refused(404, {"error": "Assignment policy not found"})
        return policy


class EnterpriseOperations(SettingOperations[S]):
    """The operations of one kind of settings that only Chatwoot's enterprise edition has."""

    for_administrators: ClassVar[frozenset[str]] = ALL

    def _record(self) -> S:
        try:
            return super()._record()
        except RecordNotFound as error:
            raise ServerFault("the record is taken for granted") from error

    def _errors(self, record: S) -> Iterator[Error]:
        yield from blank(record, "name")


class SlaPolicyOperations(EnterpriseOperations[SlaPolicy]):
    """The operations of SLA policies."""

    path: ClassVar[str] = ACCOUNT + "/sla_policies"
    kind: ClassVar[type[Setting]] = SlaPolicy
    key: ClassVar[str] = "sla_policy"
    shown_fields: ClassVar[str] = """
        id name description first_response_time_threshold next_response_time_threshold only_during_business_hours
        resolution_time_threshold
    """
    columns: ClassVar[Columns] = {
        **named(string="name description", boolean="only_during_business_hours"),
        **{
            name: replace(BOOLEAN, read=lambda value: None if value in (None, "") else float(leading_int(value)))
            for name in (
                "first_response_time_threshold",
                "next_response_time_threshold",
                "resolution_time_threshold",
            )
        },
    }

    def _listed(self, views: list[Json]) -> Any:
        return {"payload": views}

    def _shown(self, record: SlaPolicy) -> Answer:
        return shown({"payload": self._view(record)})

    def _remove(self, record: SlaPolicy) -> None:
        super()._remove(record)
        for conversation in self._account.conversations.values():
            conversation.sla_policy = None if conversation.sla_policy is record else conversation.sla_policy


class AppliedSlaOperations(ApplicationOperation):
    """The conversations that an SLA policy is applied to. Nobody watches the time here, so none is missed."""

    path: ClassVar[str] = ACCOUNT + "/applied_slas"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("index", "metrics"))

    @serves("GET")
    def index(self) -> Answer:
        page = max(1, leading_int(self._params.get("page")))
        return shown({"payload": [], "meta": {"count": 0, "current_page": page}})

    @serves("GET", "/metrics")
    def metrics(self) -> Answer:
        applied = sum(each.sla_policy is not None for each in self._account.conversations.values())
        return shown({"total_applied_slas": applied, "number_of_sla_misses": 0, "hit_rate": "100%"})


class CustomRoleOperations(EnterpriseOperations[CustomRole]):
    """The operations of custom roles."""

    path: ClassVar[str] = ACCOUNT + "/custom_roles"
    kind: ClassVar[type[Setting]] = CustomRole
    key: ClassVar[str] = "custom_role"
    shown_fields: ClassVar[str] = "id name description permissions created_at updated_at"
    columns: ClassVar[Columns] = named(string="name description", values="permissions")

    def _errors(self, record: CustomRole) -> Iterator[Error]:
        yield from super()._errors(record)
        if not set(map(str, record.permissions)) <= set(PERMISSIONS):
            yield "permissions", "Permissions is not included in the list"

    def _remove(self, record: CustomRole) -> None:
        super()._remove(record)
        for member in self._account.members.values():
            member.custom_role = None if member.custom_role is record else member.custom_role
