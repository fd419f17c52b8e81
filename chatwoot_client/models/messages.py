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
    """A message of a conversation.

    ``message_type`` is one of :class:`MessageType`, ``content_type`` of :class:`MessageContentType`, ``status`` of
    :class:`MessageStatus`. ``content`` is null for a message that has files only. ``echo_id`` is sent once, in the
    answer to the message's creation. ``sender`` isn't sent for what the server said by itself, ``attachments`` not
    for a message without files, and ``attachment`` never. A deleted message stays, with
    ``content_attributes['deleted']``.
    """

    id: int | None = field()
    content: str | None = field()
    inbox_id: int | None = field()
    echo_id: str | None = field()
    conversation_id: int | None = field()
    message_type: int | None = field()
    content_type: str | None = field()
    status: str | None = field()
    content_attributes: dict[str, Any] | None = field()
    created_at: Timestamp | None = epoch()
    private: bool | None = field()
    source_id: str | None = field()
    sender: PublicMessageSender | None = nested("PublicMessageSender")
    attachments: list[PublicMessageAttachment] | None = nested_list("PublicMessageAttachment")
    call: dict[str, Any] | None = field()
    attachment: dict[str, Any] | None = field()


MessageDetailed = Message


class MessageRecord(Message):
    """A message as a conversation holds it, with more of what's stored.

    ``sender_type`` is one of :class:`MessageRecordSenderType`, null for what the server said by itself.
    """

    account_id: int | None = field()
    updated_at: datetime.datetime | None = iso()
    sender_type: str | None = field()
    sender_id: int | None = field()
    external_source_ids: dict[str, Any] | None = field()
    additional_attributes: dict[str, Any] | None = field()
    processed_message_content: str | None = field()
    sentiment: dict[str, Any] | None = field()
    conversation: MessageRecordConversation | None = nested("MessageRecordConversation")


ContactConversationMessage = MessageRecord


class MessageRecordConversation(Model):
    """What a message's record tells of its conversation."""

    assignee_id: int | None = field()
    unread_count: int | None = field()
    last_activity_at: Timestamp | None = epoch()
    contact_inbox: MessageRecordContactInbox | None = nested("MessageRecordContactInbox")


class MessageRecordContactInbox(Model):
    """The contact's address in the inbox of a message."""

    source_id: str | None = field()


class MessageList(Model):
    """Messages of a conversation, oldest first."""

    meta: MessageListMeta | None = nested("MessageListMeta")
    payload: list[Message] | None = nested_list("Message")


ConversationMessages = MessageList


class MessageListMeta(Model):
    """What a list of messages tells of their conversation. ``assignee`` isn't sent where there is none."""

    labels: list[str] | None = field()
    additional_attributes: dict[str, Any] | None = field()
    contact: PublicMessageSender | None = nested("PublicMessageSender")
    assignee: PublicMessageSender | None = nested("PublicMessageSender")
    agent_last_seen_at: datetime.datetime | None = iso()
    assignee_last_seen_at: datetime.datetime | None = iso()


ConversationMeta = MessageListMeta


class ConversationMessageCreatePayload(Model):
    """A message to send: up to 150,000 characters, and up to 127 files (see the guide on attachments).

    ``message_type`` is ``outgoing`` (the default), ``template``, ``activity``, or in API inboxes ``incoming``; all but
    the first have the contact as their sender. Members of :class:`MessageType` and their numbers go out as these
    words; of a number a server makes a message of the contact. ``content_type`` is one of
    :class:`MessageContentType`; ``content_attributes`` holds what it shows (``{'items': […]}``), or the id of a
    message to reply to (``{'in_reply_to': 58}``). In what's outgoing, Liquid such as ``{{contact.name}}`` is filled
    in.

    ``attachments`` are files, or as text the signed ids of files that the server has already. ``echo_id`` comes back
    in the answer, ``source_id`` in lists too. ``sender_type`` ``AgentBot`` with a bot's ``sender_id`` has the bot
    say it. ``cc_emails``, ``bcc_emails`` and ``to_emails`` are addresses with commas between them, for e-mail inboxes
    only. ``is_voice_message`` counts since Chatwoot 4.16.

    ``external_created_at`` is when it was written elsewhere: a ``datetime`` with a time zone, or seconds since 1970,
    which is what goes out. The message shows it in its ``content_attributes`` alone; ``created_at`` and the order are
    those of its arrival.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "created_at": "external_created_at says when it was written elsewhere",
        "in_reply_to": "it belongs into content_attributes",
        "in_reply_to_external_id": "it belongs into content_attributes",
        "items": "they belong into content_attributes",
    }

    content: str | None = field()
    message_type: Literal["outgoing", "incoming", "template", "activity"] | str | MessageType | None = word(
        numbered="incoming outgoing activity template"
    )
    private: bool | None = field()
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
    content_attributes: dict[str, Any] | None = field()
    template_params: MessageTemplateParams | dict[str, Any] | None = nested("MessageTemplateParams")
    campaign_id: int | None = field()
    attachments: ListOf[Attachment | str] | None = field()
    echo_id: str | None = field()
    source_id: str | None = field()
    sender_type: Literal["AgentBot"] | str | None = word(closed=False)
    sender_id: int | None = field()
    external_created_at: datetime.datetime | int | None = epoch()
    cc_emails: str | None = field()
    bcc_emails: str | None = field()
    to_emails: str | None = field()
    email_html_content: str | None = field()
    is_voice_message: bool | None = field()

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
    """A WhatsApp template, and what to fill it with. ``category`` is such as ``UTILITY``, ``language`` ``en_US``.

    ``processed_params`` has ``body`` (values by the placeholders' names), ``header`` (``media_url``, ``media_type``)
    and ``buttons`` (each with ``type`` and ``parameter``).
    """

    name: str | None = field()
    category: str | None = field()
    language: str | None = field()
    processed_params: dict[str, Any] | None = field()


Apiv1accountsaccountIdconversationsMessageTemplateParams = MessageTemplateParams


class MessageStatusPayload(Model):
    """How a message fared: ``status`` is one of :class:`MessageStatus`.

    ``external_error`` is kept with ``failed`` alone, in ``content_attributes``.
    """

    status: Literal["sent", "delivered", "read", "failed"] | str | None = word()
    external_error: str | None = field()


class MessageTranslatePayload(Model):
    """The language to translate a message to, such as ``de``."""

    target_language: str | None = field()


class MessageTranslation(Model):
    """A message's content in another language."""

    content: str | None = field()
