"""Messages as agents and bots see them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from chatwoot_client.models.base import Model, Timestamp, epoch, field, iso, nested, nested_list, word
from chatwoot_client.models.public_messages import PublicMessageSender

if TYPE_CHECKING:
    from chatwoot_client.models.base.attachment import Attachment
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.enums import MessageType
    from chatwoot_client.models.public_messages import PublicMessageAttachment


class Message(Model):
    """A message of a conversation. A deleted one stays, with ``content_attributes['deleted']``."""

    id: int | None = field()
    """Id of the message, counted over the whole server."""
    content: str | None = field()
    """The text; null for a message that was sent without one, such as files alone."""
    inbox_id: int | None = field()
    """Id of the inbox that its conversation is in."""
    echo_id: str | None = field()
    """What its creator sent to know it by; in the answer to the creation only."""
    conversation_id: int | None = field()
    """Number of the conversation."""
    message_type: int | None = field()
    """Where it comes from, one of :class:`MessageType`, as a number."""
    content_type: str | None = field()
    """What it shows or asks for, one of :class:`MessageContentType`."""
    status: str | None = field()
    """How it fared, one of :class:`MessageStatus`."""
    content_attributes: dict[str, Any] | None = field()
    """What goes with the text.

    ``items`` to choose from, ``submitted_values`` that were answered, ``in_reply_to`` (a message's id), ``deleted``,
    ``external_error`` of a failed one, ``external_created_at``, and anything else that was sent.
    """
    created_at: Timestamp | None = epoch()
    """When it was stored."""
    private: bool | None = field()
    """Whether it's a note among agents, which the contact doesn't see."""
    source_id: str | None = field()
    """What another system knows it by; null unless it was sent or came with it."""
    sender: PublicMessageSender | None = nested("PublicMessageSender")
    """Who wrote it; not sent for what the server said by itself."""
    attachments: list[PublicMessageAttachment] | None = nested_list("PublicMessageAttachment")
    """Its files; not sent for a message without any."""
    call: dict[str, Any] | None = field()
    """The voice call that it stands for; since Chatwoot 4.16, with enterprise code."""
    attachment: dict[str, Any] | None = field()
    """Described, but never sent: files are in ``attachments``."""


MessageDetailed = Message


class MessageRecord(Message):
    """A message as a conversation holds it, with more of what's stored."""

    account_id: int | None = field()
    """Id of the account that its conversation belongs to."""
    updated_at: datetime.datetime | None = iso()
    """When it last changed: its status, its files, an answer to it."""
    sender_type: str | None = field()
    """Who wrote it, one of :class:`MessageRecordSenderType`; null for what the server said by itself."""
    sender_id: int | None = field()
    """Id of whoever wrote it, among those of its type; null where ``sender_type`` is."""
    external_source_ids: dict[str, Any] | None = field()
    """What other services know it by, such as Slack; empty for none."""
    additional_attributes: dict[str, Any] | None = field()
    """What it was sent with, such as ``template_params`` or ``campaign_id``; empty for most."""
    processed_message_content: str | None = field()
    """The text, of an e-mail without what it quotes; null where there's no text."""
    sentiment: dict[str, Any] | None = field()
    """How it sounds, where the server looks into that; else empty."""
    conversation: MessageRecordConversation | None = nested("MessageRecordConversation")
    """What it tells of its conversation."""


ContactConversationMessage = MessageRecord


class MessageRecordConversation(Model):
    """What a message's record tells of its conversation."""

    assignee_id: int | None = field()
    """Id of the agent that the conversation is assigned to; null for none."""
    unread_count: int | None = field()
    """How many messages of the contact no agent has seen, 10 at most."""
    last_activity_at: Timestamp | None = epoch()
    """When the conversation's last message was written."""
    contact_inbox: MessageRecordContactInbox | None = nested("MessageRecordContactInbox")
    """The contact's address in the inbox."""


class MessageRecordContactInbox(Model):
    """The contact's address in the inbox of a message."""

    source_id: str | None = field()
    """Who the contact is in the inbox."""


class MessageList(Model):
    """Messages of a conversation, oldest first."""

    meta: MessageListMeta | None = nested("MessageListMeta")
    """Whose conversation it is."""
    payload: list[Message] | None = nested_list("Message")
    """The messages: the latest 20, or as many as were asked for."""


ConversationMessages = MessageList


class MessageListMeta(Model):
    """What a list of messages tells of their conversation."""

    labels: list[str] | None = field()
    """Titles of its labels."""
    additional_attributes: dict[str, Any] | None = field()
    """What the channel knows besides, such as ``referer``."""
    contact: PublicMessageSender | None = nested("PublicMessageSender")
    """The contact."""
    assignee: PublicMessageSender | None = nested("PublicMessageSender")
    """The agent that it's assigned to; not sent for none."""
    agent_last_seen_at: datetime.datetime | None = iso()
    """When an agent last looked; null for never, where :class:`Conversation` has 0."""
    assignee_last_seen_at: datetime.datetime | None = iso()
    """When the assigned agent last looked; null for never, where :class:`Conversation` has 0."""


ConversationMeta = MessageListMeta


class ConversationMessageCreatePayload(Model):
    """A message to send: a text, files (see the guide on attachments), or something to choose from."""

    _elsewhere: ClassVar[dict[str, str]] = {
        "created_at": "external_created_at says when it was written elsewhere",
        "in_reply_to": "it belongs into content_attributes",
        "in_reply_to_external_id": "it belongs into content_attributes",
        "items": "they belong into content_attributes",
    }

    content: str | None = field()
    """The text, up to 150,000 characters; where it's outgoing, Liquid such as ``{{contact.name}}`` is filled in."""
    message_type: Literal["outgoing", "incoming", "template", "activity"] | str | MessageType | None = word(
        numbered="incoming outgoing activity template"
    )
    """Where it comes from; ``outgoing`` when left out, and all others have the contact as their sender.

    ``incoming`` works in API inboxes only. Members of :class:`MessageType` and their numbers go out as words, since of
    a number a server makes a message of the contact.
    """
    private: bool | None = field()
    """Whether it's a note among agents, which the contact doesn't see."""
    content_type: (
        Literal[
            "text",
            "input_text",
            "input_textarea",
            "input_email",
            "input_select",
            "cards",
            "form",
            "article",
            "incoming_email",
            "input_csat",
            "integrations",
            "sticker",
            "voice_call",
        ]
        | str
        | None
    ) = word(closed=False)
    """What it shows or asks for, one of :class:`MessageContentType`; ``text`` when left out."""
    content_attributes: dict[str, Any] | None = field()
    """What goes with the text: ``{'items': […]}`` to choose from, ``{'in_reply_to': 58}``, or any keys of your own."""
    template_params: MessageTemplateParams | dict[str, Any] | None = nested("MessageTemplateParams")
    """The WhatsApp template to send."""
    campaign_id: int | None = field()
    """Id of the campaign that it belongs to."""
    attachments: ListOf[Attachment | str] | None = field()
    """Up to 127 files, or as text the signed ids of files that the server has already."""
    echo_id: str | None = field()
    """Anything to know it by; it comes back in the answer and over the websocket, and isn't stored."""
    source_id: str | None = field()
    """What it's called elsewhere: it's stored, and listed. Two messages may have the same.

    It's no key to find a message by, for which ``send_once`` has one: on channels that go out by another service, such
    as e-mail, SMS or WhatsApp, a message with a source id is taken for received from there, and isn't sent out.
    """
    sender_type: Literal["AgentBot"] | str | None = word(closed=False)
    """``AgentBot`` has the bot of ``sender_id`` say it; all else leaves it with whose token is used."""
    sender_id: int | None = field()
    """Id of a bot of the account's or the server's, with ``sender_type``."""
    external_created_at: datetime.datetime | int | None = epoch()
    """When it was written elsewhere: a ``datetime`` with a time zone, or seconds since 1970, which is what goes out.

    The message shows it in its ``content_attributes`` alone; ``created_at`` and the order are those of its arrival.
    """
    cc_emails: str | None = field()
    """Addresses for a copy, with commas between them; for e-mail inboxes only."""
    bcc_emails: str | None = field()
    """Addresses for a hidden copy, with commas between them; for e-mail inboxes only."""
    to_emails: str | None = field()
    """Addresses to send to in place of the contact's, with commas between them; for e-mail inboxes only."""
    email_html_content: str | None = field()
    """The text as HTML, for e-mail inboxes only."""
    is_voice_message: bool | None = field()
    """Whether a sound file in it was spoken just now; it counts since Chatwoot 4.14.2."""

    @classmethod
    def _as_sent(cls, fields: dict[str, Any]) -> dict[str, Any]:
        moment, attributes = fields.get("external_created_at"), fields.get("content_attributes")
        if moment is None or not isinstance(attributes, Mapping):
            return fields
        # A server keeps it among those anyway, and loses it beside them.
        rest = {name: value for name, value in fields.items() if name != "external_created_at"}
        return {**rest, "content_attributes": {"external_created_at": moment, **attributes}}


ConversationMessageCreate = ConversationMessageCreatePayload
Apiv1accountsaccountIdconversationsMessage = ConversationMessageCreatePayload


class MessageTemplateParams(Model):
    """A WhatsApp template, and what to fill it with."""

    name: str | None = field()
    """Name of the template; needed."""
    category: str | None = field()
    """Kind of template, such as ``UTILITY`` or ``MARKETING``."""
    language: str | None = field()
    """Its language, such as ``en_US``."""
    processed_params: dict[str, Any] | None = field()
    """What to fill in.

    ``body`` (values by the placeholders' names), ``header`` (``media_url``, ``media_type``) and ``buttons`` (each with
    ``type`` and ``parameter``).
    """


Apiv1accountsaccountIdconversationsMessageTemplateParams = MessageTemplateParams


class MessageStatusPayload(Model):
    """How a message fared; of API inboxes only."""

    status: Literal["sent", "delivered", "read", "failed"] | str | None = word()
    """One of :class:`MessageStatus`; ``delivered`` changes nothing of a message that was read."""
    external_error: str | None = field()
    """What went wrong; it's kept with ``failed`` alone, in the message's ``content_attributes``."""


class MessageTranslatePayload(Model):
    """The language to translate a message to, such as ``de``."""

    target_language: str | None = field()
    """The language, such as ``de``."""


class MessageTranslation(Model):
    """A message's content in another language."""

    content: str | None = field()
    """The text in that language."""
