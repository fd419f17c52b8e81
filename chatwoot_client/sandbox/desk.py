"""What a test does in the sandbox in place of the agents: inboxes, agents, replies, deletions."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Union

from chatwoot_client.sandbox.app import Application
from chatwoot_client.sandbox.rails.casts import Upload
from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.conversations import CONTENT_TYPES, MESSAGE_TYPES, Conversation, Message
from chatwoot_client.sandbox.records.inboxes import Inbox, WorkingHours, csat_config, inbox_timezone
from chatwoot_client.sandbox.records.media import type_by_name
from chatwoot_client.sandbox.records.people import AgentBot, User
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.rules.installation import Installation

File = Union["os.PathLike[str]", tuple[str, bytes], tuple[str, bytes, str]]
"""A file to attach: a path, or its name and bytes, or its name, bytes and content type."""


class Desk:
    """The agents' side of a sandbox."""

    _application: Application

    @property
    def _installation(self) -> Installation:
        return self._application.installation

    @property
    def _account(self) -> Account:
        return self._installation.account

    def conversation(self, conversation_id: int) -> Conversation:
        """A conversation with its messages. Raises `LookupError` when there is none with this id."""
        with self._application.lock:
            return self._account.conversation(conversation_id)

    def contact(self, contact_id: int) -> Contact:
        """A contact. Raises `LookupError` when there is none with this id."""
        with self._application.lock:
            return self._account.contact(contact_id)

    def create_inbox(
        self,
        name: str = "Sandbox",
        *,
        identifier: str | None = None,
        hmac_mandatory: bool = False,
        greeting_message: str | None = None,
        lock_to_single_conversation: bool = False,
        csat_survey_enabled: bool = False,
        csat_message: str = "Please rate the conversation",
        csat_display_type: str = "emoji",
        timezone: str = "UTC",
        working_hours: Sequence[WorkingHours] | None = None,
        working_hours_enabled: bool = False,
        out_of_office_message: str | None = None,
        agent_bot: AgentBot | None = None,
        webhook_url: str | None = None,
    ) -> Inbox:
        """Make an inbox with an API channel.

        Parameters:
            name: its name.
            identifier: what clients know it by; None for one made up.
            hmac_mandatory: whether contacts must prove their identifier; `inbox.identifier_hash("…")` is the proof.
            greeting_message: what the server answers to a first message; None for no greeting.
            lock_to_single_conversation: whether a contact has one conversation, whatever happens to it.
            csat_survey_enabled: whether a resolved conversation asks for a rating.
            csat_message: the text of that question.
            csat_display_type: `emoji` or `star`.
            timezone: the name of the time zone of the working hours.
            working_hours: seven days, Sunday first; None for Monday to Friday, 9 to 17.
            working_hours_enabled: whether the working hours count.
            out_of_office_message: what the server answers outside of the working hours; None for nothing.
            agent_bot: a bot that serves the inbox, from `create_agent_bot`; conversations then start as pending.
            webhook_url: an address on this machine that is told what happens in the inbox; `inbox.secret` signs that.

        Raises:
            ValueError: an identifier that another inbox has, working hours that are not seven days, or a time zone that
                this machine doesn't know.
        """
        settings: dict[str, Any] = {
            "hmac_mandatory": hmac_mandatory,
            "greeting_enabled": greeting_message is not None,
            "greeting_message": greeting_message,
            "lock_to_single_conversation": lock_to_single_conversation,
            "csat_survey_enabled": csat_survey_enabled,
            "csat_config": csat_config(csat_message, csat_display_type) if csat_survey_enabled else {},
            "timezone": timezone,
            "working_hours_enabled": working_hours_enabled,
            "out_of_office_message": out_of_office_message,
            "agent_bot": agent_bot,
        }
        if working_hours is not None:
            if [hours.day_of_week for hours in working_hours] != list(range(7)):
                raise ValueError("working_hours are seven days, Sunday (0) first")
            settings["working_hours"] = list(working_hours)
        if identifier is not None:
            settings["identifier"] = identifier
        inbox_timezone(timezone)
        with self._application.lock:
            inbox = self._account.create_inbox(name, **settings)
            if webhook_url is not None:
                inbox.channel["webhook_url"] = webhook_url
            return inbox

    def create_agent(self, name: str, available_name: str | None = None) -> User:
        """Make an agent of the account, as the sender of a `reply` or to call the application API with its token.

        `available_name` is the one shown to contacts, if it's another. The agent is in no inbox or team yet, and so
        sees no conversation.
        """
        with self._application.lock:
            agent = User(0, name, available_name)
            self._installation.add_user(agent)
            self._installation.add_member(self._account, agent)
            return agent

    def create_agent_bot(self, name: str, outgoing_url: str | None = None) -> AgentBot:
        """Make a bot, for `create_inbox` and as the sender of a `reply`.

        Parameters:
            name: its name.
            outgoing_url: an address on this machine that is told of its conversations; `secret` signs that.
        """
        with self._application.lock:
            bot = AgentBot(0, name, outgoing_url=outgoing_url, account_id=self._account.id)
            self._installation.add_bot(bot)
            return bot

    def reply(
        self,
        conversation_id: int,
        content: str | None = None,
        *,
        content_type: str = "text",
        content_attributes: Mapping[str, Any] | None = None,
        attachments: Sequence[File] = (),
        private: bool = False,
        sender: User | AgentBot | None = None,
        message_type: str = "outgoing",
    ) -> Message:
        """Write in a conversation as an agent does.

        Parameters:
            conversation_id: the conversation.
            content: the text, up to 150,000 characters.
            content_type: `text`, `input_select`, `input_csat` and so on.
            content_attributes: what goes with the content type, such as `{"items": […]}`.
            attachments: files to send along.
            private: whether it's a note that the contact doesn't see.
            sender: an agent or a bot; None for the agent that is there from the start.
            message_type: `outgoing`, or `template` or `activity` for what the server would write by itself.

        Returns:
            The message.

        Raises:
            LookupError: there is no such conversation.
            ValueError: an unknown content type or message type.
            OSError: an attachment can't be read.
            RecordInvalid: the content is too long, or the conversation got too many messages in the last minute.
        """
        if content_type not in CONTENT_TYPES:
            raise ValueError(f"content_type is one of {', '.join(CONTENT_TYPES)}, not {content_type!r}")
        if message_type not in MESSAGE_TYPES:
            raise ValueError(f"message_type is one of {', '.join(MESSAGE_TYPES)}, not {message_type!r}")
        uploads = [_upload(file) for file in attachments]
        with self._application.acting():
            conversation = self._account.conversation(conversation_id)
            agent = sender or self._installation.administrator
            author = agent if message_type == "outgoing" else conversation.contact
            message = Message(conversation, content, MESSAGE_TYPES[message_type], sender=author, private=private)
            message.content_type = content_type
            message.content_attributes = copy.deepcopy(dict(content_attributes or {}))
            self._installation.store.performer = agent if author is agent else None
            self._account.add_message(message, uploads)
            message.measure_pictures()
            return message

    def set_status(self, conversation_id: int, status: str) -> None:
        """Set a conversation's status as an agent does.

        Parameters:
            conversation_id: the conversation.
            status: `open`, `resolved`, `pending` or `snoozed`.

        Raises:
            LookupError: there is no such conversation.
            ValueError: an unknown status.
        """
        with self._application.acting():
            conversation = self._account.conversation(conversation_id)
            self._account.set_status(conversation, status, self._installation.administrator.name)

    def delete_message(self, message_id: int) -> Message:
        """Delete a message as an agent does: it stays, emptied. Raises `LookupError` when there is none of this id."""
        with self._application.lock:
            return self._account.delete_message(self._account.message(message_id))

    def block_contact(self, contact_id: int, blocked: bool = True) -> None:
        """Block a contact, or let it in again. Raises `LookupError` when there is none with this id."""
        with self._application.lock:
            self._account.contact(contact_id).blocked = blocked

    def delete_contact(self, contact_id: int) -> None:
        """Delete a contact with all its conversations. Raises `LookupError` when there is none with this id."""
        with self._application.lock:
            self._account.delete_contact(self._account.contact(contact_id))


def _upload(file: File) -> Upload:
    if not isinstance(file, tuple):
        path = Path(file)
        file = (path.name, path.read_bytes())
    name, data, *content_type = file
    return Upload(name, content_type[0] if content_type else type_by_name(name), data)
