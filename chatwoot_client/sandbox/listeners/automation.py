"""Runs the automation rules that an event fits, and the macros that agents run."""

from __future__ import annotations

from chatwoot_client.sandbox.listeners.actions import Actions, Place
from chatwoot_client.sandbox.listeners.conditions import fits
from chatwoot_client.sandbox.records.conversations import ACTIVITY
from chatwoot_client.sandbox.records.events import ConversationEvent, MacroExecution
from chatwoot_client.sandbox.records.settings import AutomationRule

SYSTEM_NAME = "Automation System"


def run_rules(place: Place, event: ConversationEvent) -> None:
    """Take the actions of the active rules for an event whose conditions it fits, unless a rule brought it about."""
    is_activity = event.message is not None and event.message.message_type == ACTIVITY
    if event.by_automation or is_activity:
        return
    for rule in list(place.account.all(AutomationRule).values()):
        if rule.active and rule.event_name == event.name and fits(rule.conditions or [], event, place.account):
            _run(place, rule)


def _run(place: Place, rule: AutomationRule) -> None:
    store = place.account.store
    name = f"automation_event.{rule.event_name}"
    actions = Actions(place, SYSTEM_NAME, name, None, {"automation_rule_id": rule.id})
    store.automating = True
    try:
        actions.perform(rule.actions or [])
    finally:
        store.automating = False


def execute_macro(place: Place, execution: MacroExecution) -> None:
    """Take the actions of a macro, in the name of the agent who runs it."""
    user = execution.user
    Actions(place, user.name, "macro.executed", user, {}).perform(execution.macro.actions or [])
