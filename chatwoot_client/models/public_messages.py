"""Messages as a contact sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.base.attachment import Attachment
    from chatwoot_client.models.base.lists import ListOf


class PublicMessage(Model):
    """A message of a conversation, as the public API shows it.

    ``message_type`` is one of :class:`MessageType`, ``content_type`` of :class:`MessageContentType`. ``content``
    is null for a message that has files only. ``sender`` wasn't sent for a template's message, ``attachments``
    for a message without files. A deleted message stays, with ``content_attributes['deleted']``.
    """

    id: int | None = field()
    content: str | None = field()
    message_type: int | None = field()
    content_type: str | None = field()
    content_attributes: dict[str, Any] | None = field()
    created_at: Timestamp | None = epoch()
    conversation_id: int | None = field()
    attachments: list[PublicMessageAttachment] | None = nested_list("PublicMessageAttachment")
    sender: PublicMessageSender | None = nested("PublicMessageSender")


class PublicMessageAttachment(Model):
    """A file of a message; which fields are there depends on ``file_type``, one of :class:`AttachmentFileType`.

    ``data_url`` and ``thumb_url`` need no token; they redirect to a signed address of the file. ``width`` and
    ``height`` stay null until the server has measured a picture.
    """

    id: int | None = field()
    message_id: int | None = field()
    file_type: str | None = field()
    account_id: int | None = field()
    extension: str | None = field()
    content_type: str | None = field()
    data_url: str | None = field()
    thumb_url: str | None = field()
    file_size: int | None = field()
    width: int | None = field()
    height: int | None = field()
    coordinates_lat: float | None = field()
    coordinates_long: float | None = field()
    fallback_title: str | None = field()
    meta: dict[str, Any] | None = field()
    transcribed_text: str | None = field()


class PublicMessageSender(Model):
    """Who sent a message; which fields are there depends on ``type``, one of :class:`SenderType`.

    ``availability_status`` is null in the public API. ``company_id`` is sent only where companies are in use.
    """

    id: int | None = field()
    name: str | None = field()
    avatar_url: str | None = field()
    thumbnail: str | None = field()
    type: str | None = field()
    available_name: str | None = field()
    availability_status: str | None = field()
    email: str | None = field()
    phone_number: str | None = field()
    identifier: str | None = field()
    blocked: bool | None = field()
    additional_attributes: dict[str, Any] | None = field()
    custom_attributes: dict[str, Any] | None = field()
    description: str | None = field()
    created_at: Timestamp | None = epoch()
    company_id: int | None = field()


Sender = PublicMessageSender
ContactDetail = PublicMessageSender


class PublicMessageCreatePayload(Model):
    """A message to send: up to 150,000 characters, and up to 127 files (see the guide on attachments).

    ``echo_id`` is passed on over the websocket; the answer doesn't have it.
    """

    _elsewhere: ClassVar[dict[str, str]] = {
        "content_type": "only MessagesApi.create_a_new_message_in_a_conversation sets it",
        "private": "only MessagesApi.create_a_new_message_in_a_conversation sets it",
        "message_type": "only MessagesApi.create_a_new_message_in_a_conversation sets it",
        "source_id": "only MessagesApi.create_a_new_message_in_a_conversation sets it",
        "content_attributes": "only MessagesApi.create_a_new_message_in_a_conversation sets it",
        "created_at": "the server sets it",
    }

    content: str | None = field()
    echo_id: str | None = field()
    attachments: ListOf[Attachment] | None = field()


class PublicMessageUpdatePayload(Model):
    """The answer to a message that asks for one.

    ``submitted_values`` is a list of :class:`SubmittedValue` or of plain dicts for a form or a selection, and
    ``{'csat_survey_response': {'rating': 5, 'feedback_message': '…'}}`` for a survey. The server keeps what it's
    given, without checking it against what was asked.
    """

    submitted_values: ListOf[SubmittedValue | dict[str, Any]] | SubmittedValue | dict[str, Any] | None = field()


class SubmittedValue(Model):
    """One answer: to a form with ``name`` and ``value``, to a selection with ``title`` and ``value``, or a survey's."""

    name: str | None = field()
    title: str | None = field()
    value: Any = field()
    csat_survey_response: dict[str, Any] | None = field()
