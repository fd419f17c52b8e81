"""What webhooks say: the bodies of deliveries, whose shapes aren't those of the API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.conversations import MESSAGE_TYPES, Conversation, Message, Sender
from chatwoot_client.sandbox.records.people import AgentBot, Team, User
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views.delivered import DeliveredViews
from chatwoot_client.sandbox.views.fields import Json, fields, iso

_WORDS = {number: word for word, number in MESSAGE_TYPES.items()}
_NAMES_OF_CHANGES = {"assignee": "assignee_id", "team": "team_id", "labels": "label_list"}


class ToldViews:
    """The bodies of one account's deliveries."""

    def __init__(self, account: Account, base_url: str) -> None:
        """Tell of `account`, whose files are addressed at `base_url`."""
        self._account = account
        self._views = DeliveredViews(account, base_url)

    def conversation(self, record: Conversation) -> Json:
        """A conversation, as events of conversations are and as those of messages have it."""
        return {**self._views.conversation(record), "account": self._of_account()}

    def message(self, record: Message) -> Json:
        """A message, as events of messages are."""
        told = self._views.message(record)
        return {
            "account": self._of_account(),
            **{name: told[name] for name in ("additional_attributes", "content_attributes", "content_type")},
            "content": _normal(told["content"]),
            "conversation": self.conversation(record.conversation),
            "created_at": iso(record.created_at),
            "id": record.id,
            "inbox": fields(record.conversation.inbox, "id name"),
            "message_type": _WORDS[record.message_type],
            "private": record.private,
            "sender": self.sender(record.sender),
            "source_id": record.source_id,
            **({"attachments": told["attachments"]} if record.attachments else {}),
        }

    def typing(self, conversation: Conversation, user: Sender, is_private: bool) -> Json:
        """Somebody who types."""
        return {"user": self.sender(user), "conversation": self.conversation(conversation), "is_private": is_private}

    def contact(self, record: Contact) -> Json:
        """A contact, as events of contacts are."""
        return {
            "account": self._of_account(),
            **fields(record, "additional_attributes"),
            "avatar": "",
            **fields(record, "custom_attributes email id identifier name phone_number"),
            "thumbnail": "",
            "blocked": record.blocked,
        }

    def sender(self, record: Sender) -> Json | None:
        """Who wrote or types; of a contact it isn't said that it's one."""
        if isinstance(record, Contact):
            return self.contact(record)
        if isinstance(record, User):
            return {**fields(record, "id name email"), "type": "user"}
        return {**fields(record, "id name"), "type": "agent_bot"} if isinstance(record, AgentBot) else None

    def _of_account(self) -> Json:
        return fields(self._account, "id name")


def changes(changed: Mapping[str, tuple[Any, Any]]) -> list[Json]:
    """What changed, as `changed_attributes` has it."""
    return [
        {_name_of(name, pair): {"previous_value": plain(pair[0]), "current_value": plain(pair[1])}}
        for name, pair in changed.items()
    ]


def _name_of(name: str, pair: tuple[Any, Any]) -> str:
    if name == "assignee" and any(isinstance(each, AgentBot) for each in pair):
        return "assignee_agent_bot_id"
    return _NAMES_OF_CHANGES.get(name, name)


def plain(value: Any) -> Any:
    """A value of a field as it's told: records by their ids, moments written out."""
    if isinstance(value, datetime):
        return iso(value)
    return value.id if isinstance(value, (User, AgentBot, Team)) else value


def _normal(content: str | None) -> str | None:
    """A message's text as webhooks have it: no backslash before the end of a line, no empty lines at the end."""
    return None if content is None else content.replace("\\\n", "\n").rstrip("\n")
