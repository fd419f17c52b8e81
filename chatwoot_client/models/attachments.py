"""The files of a conversation, or of all conversations of a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.public_messages import PublicMessageSender


class ConversationAttachmentList(Model):
    """A page of the files in a conversation."""

    meta: ConversationAttachmentListMeta | None = nested("ConversationAttachmentListMeta")
    """How many files there are."""
    payload: list[ConversationAttachment] | None = nested_list("ConversationAttachment")
    """The files, up to 100 a page, latest first."""


class ConversationAttachmentListMeta(Model):
    """How many files there are."""

    total_count: int | None = field()
    """How many files there are on all pages."""


class ConversationAttachment(Model):
    """A file, and who sent it."""

    id: int | None = field()
    """Id of the attachment; sent since Chatwoot 4.15 at the latest."""
    message_id: int | None = field()
    """Id of the message that the file is in."""
    thumb_url: str | None = field()
    """Address of a small picture of a picture; empty for other files. It needs no token."""
    data_url: str | None = field()
    """Address of the file, which needs no token and redirects to where it's stored."""
    file_size: int | None = field()
    """Size in bytes."""
    file_type: str | None = field()
    """One of :class:`AttachmentFileType`."""
    extension: str | None = field()
    """Ending of the file's name, without a dot; null without one, and always up to 4.8."""
    width: int | None = field()
    """Width in pixels; null for all but pictures, and until the server has measured one."""
    height: int | None = field()
    """Height in pixels; null for all but pictures, and until the server has measured one."""
    created_at: Timestamp | None = epoch()
    """When the message was written."""
    sender: PublicMessageSender | None = nested("PublicMessageSender")
    """Who sent the message."""
    conversation_id: int | None = field()
    """Number of the conversation that the file is in; sent for a contact's files only."""
