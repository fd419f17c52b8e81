"""The automation rules of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class AutomationRule(Model):
    """A rule: at its event, if its conditions hold, its actions are carried out."""

    id: int | None = field()
    """Id of the rule."""
    account_id: int | None = field()
    """Id of the account that the rule belongs to."""
    name: str | None = field()
    """Name of the rule."""
    description: str | None = field()
    """What the rule is for; null where nothing was said."""
    event_name: str | None = field()
    """What sets it off, such as ``message_created``; with a word that the server doesn't know, nothing does."""
    conditions: list[AutomationRuleCondition] | None = nested_list("AutomationRuleCondition")
    """What has to hold; joined by each one's ``query_operator``."""
    actions: list[AutomationRuleAction] | None = nested_list("AutomationRuleAction")
    """What is done then, in this order."""
    created_on: Timestamp | None = epoch()
    """When the rule was made."""
    active: bool | None = field()
    """Whether the rule is on."""
    files: list[AutomationRuleFile] | None = nested_list("AutomationRuleFile")
    """Files that its actions send; not sent if they send none."""


AutomationRuleItem = AutomationRule


class AutomationRuleFile(Model):
    """A file that a rule or a macro sends."""

    id: int | None = field()
    """Id of the file's record."""
    automation_rule_id: int | None = field()
    """Id of the rule that sends it; not there for a macro's."""
    macro_id: int | None = field()
    """Id of the macro that sends it; not there for a rule's."""
    file_type: str | None = field()
    """Content type of the file, such as ``image/png``."""
    account_id: int | None = field()
    """Id of the account that the file belongs to."""
    file_url: str | None = field()
    """Address of the file, which needs no token."""
    blob_id: int | None = field()
    """Id of the stored file, which isn't the signed id that uploads have."""
    filename: str | None = field()
    """Name of the file."""


class AutomationRuleCondition(Model):
    """One condition of a rule."""

    attribute_key: str | None = field()
    """What is compared: ``content``, ``status``, ``email``, the key of a custom attribute …"""
    filter_operator: str | None = field()
    """How it's compared: ``equal_to``, ``contains``, ``is_present`` … as far as the attribute has it."""
    values: list[Any] | None = field()
    """What it's compared with, always a list."""
    query_operator: str | None = field()
    """``AND`` or ``OR``, which joins it to the next one; each but the last needs it, and the last has null."""
    custom_attribute_type: str | None = field()
    """For a custom attribute: ``conversation_attribute`` or ``contact_attribute``."""


class AutomationRuleAction(Model):
    """One action of a rule or a macro."""

    action_name: str | None = field()
    """What is done: ``add_label``, ``assign_agent``, ``send_message``, ``resolve_conversation`` …"""
    action_params: list[Any] | None = field()
    """With what, always a list: titles of labels, an agent's id, a text."""


class AutomationRuleList(Model):
    """All automation rules of an account."""

    payload: list[AutomationRule] | None = nested_list("AutomationRule")
    """The rules."""


class AutomationRuleShow(Model):
    """One automation rule, in ``payload``."""

    payload: AutomationRule | None = nested("AutomationRule")
    """The rule."""


class AutomationRuleCreateUpdatePayload(Model):
    """A rule to create or change; without ``name`` or ``conditions`` creating is a 500."""

    name: str | None = field()
    """Name of the rule; needed to create one."""
    description: str | None = field()
    """What the rule is for."""
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
    """What sets it off; the server takes any other word, too, and never meets its event."""
    active: bool | None = field()
    """Whether the rule is on; a new one is when it's left out."""
    actions: ListOf[AutomationRuleAction | dict[str, Any]] | None = nested_list("AutomationRuleAction")
    """What is to be done, in this order."""
    conditions: ListOf[AutomationRuleCondition | dict[str, Any]] | None = nested_list("AutomationRuleCondition")
    """What has to hold; needed to create one, and joined by each one's ``query_operator``."""
