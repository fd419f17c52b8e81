"""Messages as a contact sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.base.attachment import Attachment
    from chatwoot_client.models.base.lists import ListOf


class PublicMessage(Model):
    """A message of a conversation, as the public API shows it.

    A deleted one stays, with ``content_attributes['deleted']``.
    """

    id: int | None = field()
    """Id of the message, counted over the whole server."""
    content: str | None = field()
    """The text; null for a message that was sent without one, such as files alone."""
    message_type: int | None = field()
    """Where it comes from, one of :class:`MessageType`, as a number."""
    content_type: str | None = field()
    """What it shows or asks for, one of :class:`MessageContentType`."""
    content_attributes: dict[str, Any] | None = field()
    """What goes with the text: ``items`` to choose from, ``submitted_values`` that were answered, ``deleted`` …"""
    created_at: Timestamp | None = epoch()
    """When it was stored."""
    conversation_id: int | None = field()
    """Number of the conversation."""
    attachments: list[PublicMessageAttachment] | None = nested_list("PublicMessageAttachment")
    """Its files; not sent for a message without any."""
    sender: PublicMessageSender | None = nested("PublicMessageSender")
    """Who wrote it; not sent for a template's message."""


class PublicMessageAttachment(Model):
    """A file of a message; which fields are there depends on ``file_type``."""

    id: int | None = field()
    """Id of the attachment."""
    message_id: int | None = field()
    """Id of the message that it's in."""
    file_type: str | None = field()
    """What it is, one of :class:`AttachmentFileType`."""
    account_id: int | None = field()
    """Id of the account that the message belongs to."""
    extension: str | None = field()
    """Ending of the file's name, without a dot; null without one, and always up to 4.8."""
    content_type: str | None = field()
    """Content type that the server found out, which may not be the one sent; since Chatwoot 4.13."""
    data_url: str | None = field()
    """Address of the file, which needs no token and redirects to where it's stored."""
    thumb_url: str | None = field()
    """Address of a small picture of a picture, which needs no token; empty for other files."""
    file_size: int | None = field()
    """Size in bytes."""
    width: int | None = field()
    """Width in pixels; null for all but pictures, and until the server has measured one."""
    height: int | None = field()
    """Height in pixels; null for all but pictures, and until the server has measured one."""
    coordinates_lat: float | None = field()
    """Of a ``location``: degrees north."""
    coordinates_long: float | None = field()
    """Of a ``location``: degrees east."""
    fallback_title: str | None = field()
    """Of a ``location``, a ``contact`` or a ``fallback``: what to show for it."""
    meta: dict[str, Any] | None = field()
    """Of a ``contact``: what the card says."""
    transcribed_text: str | None = field()
    """Of ``audio``: what is said in it; empty unless the server wrote that down. Since Chatwoot 4.3."""


class PublicMessageSender(Model):
    """Who sent a message; which fields are there depends on ``type``."""

    id: int | None = field()
    """Id of the sender, among those of its type."""
    name: str | None = field()
    """Name of the sender; may be empty, and of a bot null."""
    avatar_url: str | None = field()
    """Of an agent or a bot: address of the picture; empty without one."""
    thumbnail: str | None = field()
    """Of an agent or a contact: address of the picture; empty without one."""
    type: str | None = field()
    """Who that is, one of :class:`SenderType`."""
    available_name: str | None = field()
    """Of an agent: the name that contacts see."""
    availability_status: str | None = field()
    """Of an agent: one of :class:`AvailabilityStatus`; null in the public API."""
    email: str | None = field()
    """Of a contact: e-mail address; null without one."""
    phone_number: str | None = field()
    """Of a contact: phone number in E.164; null without one."""
    identifier: str | None = field()
    """Of a contact: what another system knows it by; null without one."""
    blocked: bool | None = field()
    """Of a contact: whether it's blocked; since Chatwoot 4.0.2."""
    additional_attributes: dict[str, Any] | None = field()
    """Of a contact: what the server or the channel knows besides."""
    custom_attributes: dict[str, Any] | None = field()
    """Of a contact: the account's own attributes, by their keys."""
    description: str | None = field()
    """Of a Captain assistant: what it's for."""
    created_at: Timestamp | None = epoch()
    """Of a Captain assistant: when it was made."""
    company_id: int | None = field()
    """Of a contact: id of its company; sent only where companies are in use, and null without one."""


Sender = PublicMessageSender
ContactDetail = PublicMessageSender


class PublicMessageCreatePayload(Model):
    """A message to send: a text, files (see the guide on attachments), or both."""

    _elsewhere: ClassVar[dict[str, str]] = {
        "content_type": "only MessagesApi.create_a_new_message_in_a_conversation sets it",
        "private": "only MessagesApi.create_a_new_message_in_a_conversation sets it",
        "message_type": "only MessagesApi.create_a_new_message_in_a_conversation sets it",
        "source_id": "only MessagesApi.create_a_new_message_in_a_conversation sets it",
        "content_attributes": "only MessagesApi.create_a_new_message_in_a_conversation sets it",
        "created_at": "the server sets it",
    }

    content: str | None = field()
    """The text, up to 150,000 characters."""
    echo_id: str | None = field()
    """Anything to know it by; it's passed on over the websocket, and the answer doesn't have it."""
    attachments: ListOf[Attachment] | None = field()
    """Up to 127 files."""


class PublicMessageUpdatePayload(Model):
    """The answer to a message that asks for one. The server doesn't check it against what was asked."""

    submitted_values: ListOf[SubmittedValue | dict[str, Any]] | SubmittedValue | dict[str, Any] | None = field()
    """What was answered.

    A list of :class:`SubmittedValue` or of plain dicts for a form or a selection, and ``{'csat_survey_response':
    {'rating': 5, 'feedback_message': '…'}}`` for a survey.
    """


class SubmittedValue(Model):
    """One answer."""

    name: str | None = field()
    """Of a form: name of the field."""
    title: str | None = field()
    """Of a selection: title of the choice."""
    value: Any = field()
    """What was entered, or the value of the choice."""
    csat_survey_response: dict[str, Any] | None = field()
    """Of a survey: ``{'rating': 5, 'feedback_message': '…'}``."""
