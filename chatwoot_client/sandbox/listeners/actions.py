"""The actions that automation rules and macros take on a conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from chatwoot_client.sandbox.http.deliveries import Deliveries, Delivery
from chatwoot_client.sandbox.rails.answers import dump
from chatwoot_client.sandbox.rails.casts import as_text, is_scalar, leading_int
from chatwoot_client.sandbox.rails.errors import RecordInvalid, RecordNotFound, ServerFault
from chatwoot_client.sandbox.records.conversations import OUTGOING, STATUSES, Conversation, Message
from chatwoot_client.sandbox.records.people import Team, User
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views.delivered import DeliveredViews


@dataclass(frozen=True)
class Place:
    """Where actions are taken, and what they need for it."""

    account: Account
    conversation: Conversation
    base_url: str
    """Where the server is; files are addressed there."""
    deliveries: Deliveries


class Actions:
    """The actions on one conversation, in the name of a rule or of whoever runs a macro."""

    def __init__(self, place: Place, by: str, event: str, sender: User | None, attributes: dict[str, Any]) -> None:
        """Act in a place.

        Parameters:
            place: where.
            by: the name that the activity messages give.
            event: the name that webhooks are sent under.
            sender: who the messages come from; None for nobody.
            attributes: what the messages carry as `content_attributes`.
        """
        self._account, self._conversation = place.account, place.conversation
        self._place = place
        self._by = by
        self._event = event
        self._sender = sender
        self._attributes = attributes

    def perform(self, actions: Iterable[Any]) -> None:
        """Take these actions one after the other; one that fails doesn't keep the next ones from being taken."""
        for action in actions:
            name = action.get("action_name") if isinstance(action, dict) else None
            act = _ACTIONS.get(name) if isinstance(name, str) else None
            if act is None:
                continue
            sent = action.get("action_params")
            try:
                act(self, sent if isinstance(sent, list) else [] if sent is None else [sent])
            except (RecordInvalid, RecordNotFound, ServerFault):
                continue

    # Messages

    def send_message(self, params: Sequence[Any]) -> None:
        self._write(params, private=False)

    def add_private_note(self, params: Sequence[Any]) -> None:
        self._write(params, private=True)

    def _write(self, params: Sequence[Any], private: bool) -> None:
        content = as_text(params[0]) if params and is_scalar(params[0]) else None
        message = Message(self._conversation, content, OUTGOING, sender=self._sender, private=private)
        message.content_attributes = dict(self._attributes)
        self._account.add_message(message)

    def send_webhook_event(self, params: Sequence[Any]) -> None:
        payload = DeliveredViews(self._account, self._place.base_url).conversation(self._conversation)
        account = {"id": self._account.id, "name": self._account.name}
        url = (as_text(params[0]) if params and is_scalar(params[0]) else None) or ""
        body = dump({**payload, "account": account, "event": self._event})
        self._place.deliveries.add(Delivery(url, self._event, body))

    # Status and priority

    def change_status(self, params: Sequence[Any]) -> None:
        if params and params[0] in STATUSES:
            self._set_status(params[0])

    def resolve_conversation(self, params: Sequence[Any]) -> None:
        self._set_status("resolved")

    def open_conversation(self, params: Sequence[Any]) -> None:
        self._set_status("open")

    def pending_conversation(self, params: Sequence[Any]) -> None:
        self._set_status("pending")

    def snooze_conversation(self, params: Sequence[Any]) -> None:
        self._set_status("snoozed")

    def mute_conversation(self, params: Sequence[Any]) -> None:
        self._account.mute(self._conversation, self._by)

    def _set_status(self, status: str) -> None:
        self._account.set_status(self._conversation, status, self._by)

    def change_priority(self, params: Sequence[Any]) -> None:
        if params:
            priority = None if params[0] in (None, "nil") else str(params[0])
            self._account.set_priority(self._conversation, priority, self._by)

    # Labels

    def add_label(self, params: Sequence[Any]) -> None:
        added = [label for label in map(_label, params) if label]
        self._account.set_labels(self._conversation, [*self._conversation.labels, *added], self._by)

    def remove_label(self, params: Sequence[Any]) -> None:
        removed = set(map(_label, params))
        kept = [label for label in self._conversation.labels if label not in removed]
        self._account.set_labels(self._conversation, kept, self._by)

    # Who has it

    def assign_agent(self, params: Sequence[Any]) -> None:
        if not params:
            return
        if params[0] == "nil":
            return self.remove_assigned_agent(params)
        user = self._last_responding() if params[0] == "last_responding_agent" else self._member(params[0])
        if user and (user in self._conversation.inbox.members or self._account.administers(user)):
            self._account.assign(self._conversation, user, self._by)

    def _last_responding(self) -> User | None:
        sent = [each.sender for each in self._conversation.messages if each.message_type == OUTGOING]
        return next((sender for sender in reversed(sent) if isinstance(sender, User)), None)

    def _member(self, user_id: Any) -> User | None:
        membership = self._account.members.get(leading_int(user_id))
        return membership.user if membership else None

    def remove_assigned_agent(self, params: Sequence[Any]) -> None:
        self._account.assign(self._conversation, None, self._by)

    def assign_team(self, params: Sequence[Any]) -> None:
        if not params or str(params[0]) in ("nil", "0"):
            return self.remove_assigned_team(params)
        # A number only: an id that is sent as text is none of the account's teams.
        team = self._account.all(Team).get(params[0]) if isinstance(params[0], int) else None
        if team is not None:
            self._account.assign_team(self._conversation, team, self._by)

    def remove_assigned_team(self, params: Sequence[Any]) -> None:
        self._account.assign_team(self._conversation, None, self._by)


_ACTIONS: dict[str, Callable[[Actions, Sequence[Any]], None]] = {
    act.__name__: act
    for act in (
        Actions.send_message,
        Actions.add_private_note,
        Actions.send_webhook_event,
        Actions.change_status,
        Actions.resolve_conversation,
        Actions.open_conversation,
        Actions.pending_conversation,
        Actions.snooze_conversation,
        Actions.mute_conversation,
        Actions.change_priority,
        Actions.add_label,
        Actions.remove_label,
        Actions.assign_agent,
        Actions.remove_assigned_agent,
        Actions.assign_team,
        Actions.remove_assigned_team,
    )
}
"""The actions by their names in the API. Those that send e-mails do nothing here, as the sandbox sends none."""


def _label(param: Any) -> str:
    return (as_text(param) or "") if is_scalar(param) else ""
