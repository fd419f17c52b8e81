"""The macros of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.models.base import Model, field, listed, nested, nested_list, word

if TYPE_CHECKING:
    from chatwoot_client.models.agents import Agent
    from chatwoot_client.models.automation_rules import AutomationRuleAction, AutomationRuleFile
    from chatwoot_client.models.base.lists import ListOf


class Macro(Model):
    """Actions that agents may carry out on a conversation; ``visibility`` is one of :class:`MacroVisibility`.

    ``files`` are what its actions send, and only there if they send any.
    """

    id: int | None = field()
    name: str | None = field()
    visibility: str | None = field()
    created_by: Agent | None = nested("Agent")
    updated_by: Agent | None = nested("Agent")
    account_id: int | None = field()
    actions: list[AutomationRuleAction] | None = nested_list("AutomationRuleAction")
    files: list[AutomationRuleFile] | None = nested_list("AutomationRuleFile")


class MacroList(Model):
    """The macros that the caller sees: global ones, and one's own."""

    payload: list[Macro] | None = nested_list("Macro")


class MacroShow(Model):
    """One macro, in ``payload``."""

    payload: Macro | None = nested("Macro")


class MacroCreateUpdatePayload(Model):
    """A macro to create or change; ``visibility`` is one of :class:`MacroVisibility`."""

    name: str | None = field()
    visibility: Literal["personal", "global"] | str | None = word()
    actions: ListOf[AutomationRuleAction | dict[str, Any]] | None = nested_list("AutomationRuleAction")


class MacroExecutePayload(Model):
    """The numbers of the conversations that a macro is to be carried out on."""

    conversation_ids: ListOf[int] | None = listed(of=int)
