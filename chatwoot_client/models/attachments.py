"""The files of a conversation, or of all conversations of a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.public_messages import PublicMessageSender


class ConversationAttachmentList(Model):
    """A page of the files in a conversation."""

    meta: ConversationAttachmentListMeta | None = nested("ConversationAttachmentListMeta")
    payload: list[ConversationAttachment] | None = nested_list("ConversationAttachment")


class ConversationAttachmentListMeta(Model):
    """How many files there are."""

    total_count: int | None = field()


class ConversationAttachment(Model):
    """A file, and who sent it. ``file_type`` is one of :class:`AttachmentFileType`.

    ``id`` is sent since Chatwoot 4.16, ``conversation_id``, the conversation's number, for a contact's files only.
    """

    id: int | None = field()
    message_id: int | None = field()
    thumb_url: str | None = field()
    data_url: str | None = field()
    file_size: int | None = field()
    file_type: str | None = field()
    extension: str | None = field()
    width: int | None = field()
    height: int | None = field()
    created_at: Timestamp | None = epoch()
    sender: PublicMessageSender | None = nested("PublicMessageSender")
    conversation_id: int | None = field()
