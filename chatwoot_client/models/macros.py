"""The macros of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, field, listed, nested, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.agents import Agent
    from chatwoot_client.models.automation_rules import AutomationRuleAction, AutomationRuleFile
    from chatwoot_client.models.base.lists import ListOf


class Macro(Model):
    """Actions that agents may carry out on a conversation."""

    id: int | None = field()
    """Id of the macro."""
    name: str | None = field()
    """Name of the macro, as agents see it."""
    visibility: str | None = field()
    """Who sees it, one of :class:`MacroVisibility`; null where it was left out of a change."""
    created_by: Agent | None = nested("Agent")
    """Who made it."""
    updated_by: Agent | None = nested("Agent")
    """Who last changed it."""
    account_id: int | None = field()
    """Id of the account that it belongs to."""
    actions: list[AutomationRuleAction] | None = nested_list("AutomationRuleAction")
    """What is done, in this order."""
    files: list[AutomationRuleFile] | None = nested_list("AutomationRuleFile")
    """Files that its actions send; not sent if they send none."""


class MacroList(Model):
    """The macros that the caller sees: global ones, and one's own."""

    payload: list[Macro] | None = nested_list("Macro")
    """The macros."""


class MacroShow(Model):
    """One macro, in ``payload``."""

    payload: Macro | None = nested("Macro")
    """The macro."""


class MacroCreateUpdatePayload(Model):
    """A macro to create or change."""

    name: str | None = field()
    """Name of the macro, as agents see it."""
    visibility: Literal["personal", "global"] | str | None = word()
    """Who sees it, one of :class:`MacroVisibility`; a change without it makes it null."""
    actions: ListOf[AutomationRuleAction | dict[str, Any]] | None = nested_list("AutomationRuleAction")
    """What is to be done, in this order."""


class MacroExecutePayload(Model):
    """What a macro is to be carried out on."""

    conversation_ids: ListOf[int] | None = listed(of=int)
    """Numbers of the conversations."""
