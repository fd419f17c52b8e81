"""The automation rules of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class AutomationRule(Model):
    """A rule: at its event, if its conditions hold, its actions are carried out.

    ``files`` are what its actions send, and only there if they send any.
    """

    id: int | None = field()
    account_id: int | None = field()
    name: str | None = field()
    description: str | None = field()
    event_name: str | None = field()
    conditions: list[AutomationRuleCondition] | None = nested_list("AutomationRuleCondition")
    actions: list[AutomationRuleAction] | None = nested_list("AutomationRuleAction")
    created_on: Timestamp | None = epoch()
    active: bool | None = field()
    files: list[AutomationRuleFile] | None = nested_list("AutomationRuleFile")


AutomationRuleItem = AutomationRule


class AutomationRuleFile(Model):
    """A file that a rule or a macro sends; ``blob_id`` isn't the signed id that uploads have."""

    id: int | None = field()
    automation_rule_id: int | None = field()
    macro_id: int | None = field()
    file_type: str | None = field()
    account_id: int | None = field()
    file_url: str | None = field()
    blob_id: int | None = field()
    filename: str | None = field()


class AutomationRuleCondition(Model):
    """One condition of a rule.

    ``query_operator``, ``AND`` or ``OR``, joins it to the next one: each but the last needs it, and the last has
    null. ``custom_attribute_type`` is for a custom attribute.
    """

    attribute_key: str | None = field()
    filter_operator: str | None = field()
    values: list[Any] | None = field()
    query_operator: str | None = field()
    custom_attribute_type: str | None = field()


class AutomationRuleAction(Model):
    """One action of a rule or a macro, such as ``add_label`` with the titles of labels as ``action_params``."""

    action_name: str | None = field()
    action_params: list[Any] | None = field()


class AutomationRuleList(Model):
    """All automation rules of an account."""

    payload: list[AutomationRule] | None = nested_list("AutomationRule")


class AutomationRuleShow(Model):
    """One automation rule, in ``payload``."""

    payload: AutomationRule | None = nested("AutomationRule")


class AutomationRuleCreateUpdatePayload(Model):
    """A rule to create or change; without ``name`` or ``conditions`` creating is a 500.

    ``event_name`` is ``conversation_created``, ``conversation_updated``, ``conversation_resolved`` or
    ``message_created``; the server takes any other word, too, and never meets its event.
    """

    name: str | None = field()
    description: str | None = field()
    event_name: (
        Literal[
            "conversation_created",
            "conversation_updated",
            "conversation_resolved",
            "conversation_opened",
            "message_created",
        ]
        | str
        | None
    ) = word(closed=False)
    active: bool | None = field()
    actions: ListOf[AutomationRuleAction | dict[str, Any]] | None = nested_list("AutomationRuleAction")
    conditions: ListOf[AutomationRuleCondition | dict[str, Any]] | None = nested_list("AutomationRuleCondition")
