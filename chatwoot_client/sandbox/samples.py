"""Deliveries for the unit tests of those who receive them."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from typing import Any

from chatwoot_client.sandbox.http import deliveries
from chatwoot_client.sandbox.listeners.webhooks import body_of
from chatwoot_client.sandbox.rails.answers import dump
from chatwoot_client.sandbox.records.conversations import ACTIVITY, Conversation, Message
from chatwoot_client.sandbox.records.events import ContactEvent, ConversationEvent
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views.told import ToldViews

_OF_CONVERSATIONS = ("created", "updated", "status_changed", "opened", "resolved", "typing_on", "typing_off")


def sample(event: str, account: Account, base_url: str) -> dict[str, Any]:
    """What a delivery of *event* would say of the last record of an account that there is.

    Raises:
        ValueError: there is no such event.
        LookupError: there is no such record.
    """
    kind, _, what = event.partition("_")
    views = ToldViews(account, base_url)
    if kind == "contact" and what in ("created", "updated"):
        return body_of(ContactEvent(event, account.id, _last(list(account.contacts.values()), "contact")), views)
    if kind == "conversation" and what in _OF_CONVERSATIONS:
        conversation: Conversation = _last(list(account.conversations.values()), "conversation")
        typist = conversation.contact if what.startswith("typing") else None
        return body_of(ConversationEvent(event, account.id, conversation, typist=typist), views)
    if kind == "message" and what in ("created", "updated"):
        message = _last(_messages(account), "message")
        return body_of(ConversationEvent(event, account.id, message.conversation, message), views)
    raise ValueError(f"Chatwoot has no event {event!r} that the sandbox knows")


def _messages(account: Account) -> list[Message]:
    written = [each for conversation in account.conversations.values() for each in conversation.messages]
    return sorted((each for each in written if each.message_type != ACTIVITY), key=lambda each: each.id)


def _last(records: list[Any], what: str) -> Any:
    if not records:
        raise LookupError(f"there is no {what} yet to tell of")
    return records[-1]


def signed(
    event: Mapping[str, Any], secret: str, *, at: int | None = None, delivery_id: str | None = None
) -> tuple[bytes, dict[str, str]]:
    """A delivery of anything: the body, and the headers that sign it.

    Parameters:
        event: what the body says.
        secret: what signs it.
        at: when it's signed, in seconds since 1970; now when left out.
        delivery_id: the delivery's id; a new one when left out.
    """
    body = dump(dict(event))
    moment = int(time.time()) if at is None else at
    headers = deliveries.signed(body, secret, moment, delivery_id or str(uuid.uuid4()))
    return body, {"Content-Type": "application/json", **headers}
