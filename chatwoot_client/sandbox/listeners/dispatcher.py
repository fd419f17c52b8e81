"""Hands what happened in an operation to the listeners, when the operation is over."""

from __future__ import annotations

from typing import NamedTuple

from chatwoot_client.sandbox.cable.room import Room
from chatwoot_client.sandbox.http.deliveries import Deliveries
from chatwoot_client.sandbox.listeners import automation, notifications
from chatwoot_client.sandbox.listeners.actions import Place
from chatwoot_client.sandbox.listeners.live import Live
from chatwoot_client.sandbox.listeners.webhooks import Act, Webhooks
from chatwoot_client.sandbox.records.events import ContactEvent, MacroExecution
from chatwoot_client.sandbox.rules.installation import Installation


class Outlets(NamedTuple):
    """The ways by which the world is told."""

    deliveries: Deliveries
    """What sends webhooks."""
    room: Room
    """Who listens live."""
    act: Act
    """Does something with the records held, from another thread."""


def dispatch(installation: Installation, base_url: str, outlets: Outlets) -> None:
    """Let the listeners act on all that happened, and on what happens through that.

    Parameters:
        installation: whose events they are.
        base_url: where the server is, as clients write it; files are addressed there.
        outlets: by what they are told.
    """
    events = installation.store.events
    while events:
        event = events.pop(0)
        account = installation.accounts.get(event.account_id)
        if account is None:
            continue
        if not isinstance(event, MacroExecution):
            if outlets.room.is_heard:
                # What nobody hears needn't be written down.
                Live(account, base_url, outlets.room).tell(event)
            Webhooks(account, base_url, outlets.deliveries, outlets.act).tell(event)
        if isinstance(event, ContactEvent):
            continue
        place = Place(account, event.conversation, base_url, outlets.deliveries)
        if isinstance(event, MacroExecution):
            automation.execute_macro(place, event)
        else:
            notifications.notify(account, event)
            automation.run_rules(place, event)
