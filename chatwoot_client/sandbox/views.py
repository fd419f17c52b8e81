"""Records as the JSON that Chatwoot sends: the names of the fields, their order and their types."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import quote

from chatwoot_client.sandbox.records import (
    AgentBot,
    Attachment,
    Blob,
    Contact,
    ContactInbox,
    Conversation,
    Inbox,
    Message,
    Sender,
    User,
)

Json = dict[str, Any]

_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_UNSAFE_IN_FILENAMES = {ord(char): "-" for char in "\u202e%$|:;/\t\r\n\\"}


def dump(value: Any) -> bytes:
    """JSON as Chatwoot writes it: UTF-8, compact, with what HTML might misread escaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED).encode()


def inbox(record: Inbox) -> Json:
    """An inbox."""
    return {
        "identifier": record.identifier,
        "identity_validation_enabled": record.hmac_mandatory,
        "name": record.name,
        "timezone": record.timezone,
        "working_hours": working_hours(record),
        "working_hours_enabled": record.working_hours_enabled,
        "csat_survey_enabled": record.csat_survey_enabled,
        "greeting_enabled": record.greeting_enabled,
    }


def working_hours(record: Inbox) -> list[Json]:
    """When an inbox is staffed."""
    return [
        {
            "day_of_week": hours.day_of_week,
            "closed_all_day": hours.closed_all_day,
            "open_hour": hours.open_hour,
            "open_minutes": hours.open_minutes,
            "close_hour": hours.close_hour,
            "close_minutes": hours.close_minutes,
            "open_all_day": hours.open_all_day,
        }
        for hours in record.working_hours
    ]


def contact(record: ContactInbox) -> Json:
    """A contact as the contact operations show it."""
    return {
        "source_id": record.source_id,
        "pubsub_token": record.pubsub_token,
        "id": record.contact.id,
        "name": record.contact.name,
        "email": record.contact.email,
        "phone_number": record.contact.phone_number,
    }


def conversation(record: Conversation, base_url: str) -> Json:
    """A conversation with all the messages that the contact may see."""
    return {
        "id": record.id,
        "uuid": record.uuid,
        "inbox_id": record.inbox.id,
        "contact_last_seen_at": epoch(record.contact_last_seen_at),
        "status": record.status,
        "agent_last_seen_at": epoch(record.agent_last_seen_at),
        "messages": messages(record.shown_messages(), base_url),
        "contact": _contact_record(record.contact, record.inbox.account_id),
    }


def messages(records: list[Message], base_url: str) -> list[Json]:
    """Messages, in the order given."""
    return [message(record, base_url) for record in records]


def message(record: Message, base_url: str) -> Json:
    """A message; `attachments` and `sender` are there only when it has them."""
    shown: Json = {
        "id": record.id,
        "content": record.content,
        "message_type": record.message_type,
        "content_type": record.content_type,
        "content_attributes": record.content_attributes,
        "created_at": epoch(record.created_at),
        "conversation_id": record.conversation.id,
    }
    if record.attachments:
        shown["attachments"] = attachments(record, base_url)
    if record.sender is not None:
        shown["sender"] = sender(record.sender, base_url)
    return shown


def survey(record: Message) -> Json:
    """The survey that a message asks for, and the rating if one was given."""
    conversation, inbox = record.conversation, record.conversation.inbox
    return {
        "id": record.id,
        "csat_survey_response": _survey_response(record),
        "display_type": record.content_attributes.get("display_type", "emoji"),
        "content": None,
        "inbox_avatar_url": "",
        "inbox_name": inbox.name,
        "locale": "en",
        "conversation_id": conversation.id,
        "created_at": iso(record.created_at),
    }


def _survey_response(record: Message) -> Json | None:
    response = record.survey_response
    if response is None:
        return None
    return {
        "id": response.id,
        "account_id": record.conversation.inbox.account_id,
        "conversation_id": record.conversation.id,
        "message_id": record.id,
        "rating": response.rating,
        "feedback_message": response.feedback_message,
        "contact_id": record.conversation.contact.id,
        "assigned_agent_id": None,
        "created_at": iso(response.created_at),
        "updated_at": iso(response.updated_at),
        "csat_review_notes": None,
        "review_notes_updated_at": None,
        "review_notes_updated_by_id": None,
    }


def _contact_record(record: Contact, account_id: int) -> Json:
    return {
        "id": record.id,
        "name": record.name,
        "email": record.email,
        "phone_number": record.phone_number,
        "account_id": account_id,
        "created_at": iso(record.created_at),
        "updated_at": iso(record.updated_at),
        "additional_attributes": record.additional_attributes,
        "identifier": record.identifier,
        "custom_attributes": record.custom_attributes,
        "last_activity_at": None if record.last_activity_at is None else iso(record.last_activity_at),
        "contact_type": record.contact_type,
        "middle_name": "",
        "last_name": "",
        "location": None,
        "country_code": None,
        "blocked": record.blocked,
        "company_id": None,
        "label_list": record.labels,
    }


def sender(record: Sender, base_url: str) -> Json | None:
    """Whoever sent a message, as contacts see them."""
    if isinstance(record, Contact):
        return {
            "additional_attributes": record.additional_attributes,
            "custom_attributes": record.custom_attributes,
            "email": record.email,
            "id": record.id,
            "identifier": record.identifier,
            "name": record.name,
            "phone_number": record.phone_number,
            "thumbnail": avatar_url(record.avatar, base_url),
            "blocked": record.blocked,
            "type": "contact",
        }
    if isinstance(record, User):
        return {
            "id": record.id,
            "name": record.name,
            "available_name": record.available_name,
            "avatar_url": avatar_url(record.avatar, base_url),
            "type": "user",
            "availability_status": None,
            "thumbnail": avatar_url(record.avatar, base_url),
        }
    if isinstance(record, AgentBot):
        avatar = avatar_url(record.avatar, base_url)
        return {"id": record.id, "name": record.name, "avatar_url": avatar, "type": "agent_bot"}
    return None


def attachments(record: Message, base_url: str) -> list[Json]:
    """The files of a message."""
    return [_attachment(each, record.conversation.inbox.account_id, base_url) for each in record.attachments]


def _attachment(record: Attachment, account_id: int, base_url: str) -> Json:
    shown: Json = {
        "id": record.id,
        "message_id": record.message_id,
        "file_type": record.file_type,
        "account_id": account_id,
        "extension": extension(record.filename),
        "content_type": record.content_type,
        "data_url": file_url(record, base_url),
        "thumb_url": "",
        "file_size": len(record.data),
        "width": record.width,
        "height": record.height,
    }
    if record.file_type == "image":
        shown["thumb_url"] = picture_url(record, base_url)
    if record.file_type == "audio":
        shown["data_url"] += "?disposition=inline"
        shown["transcribed_text"] = ""
    return shown


def file_url(record: Blob, base_url: str) -> str:
    """Where a stored file is."""
    return f"{base_url}/rails/active_storage/blobs/redirect/{record.key}/{url_filename(record.filename)}"


def picture_url(record: Blob, base_url: str) -> str:
    """Where a small version of a stored picture is."""
    filename = url_filename(record.filename)
    return f"{base_url}/rails/active_storage/representations/redirect/{record.key}/resize-to-fill/{filename}"


def avatar_url(record: Blob | None, base_url: str) -> str:
    """Where an avatar is; empty when there is none."""
    return picture_url(record, base_url) if record else ""


def url_filename(filename: str) -> str:
    """A file's name as it stands at the end of its address."""
    return quote(filename.strip().translate(_UNSAFE_IN_FILENAMES), safe="!$&'()*+,;=:@~")


def extension(filename: str) -> str | None:
    """What a file's name ends in."""
    stem, dot, ending = filename.rpartition(".")
    return ending if dot and stem.strip(".") and ending else None


def epoch(moment: datetime | None) -> int:
    """A moment in whole seconds; 0 for never."""
    return 0 if moment is None else int(moment.timestamp())


def iso(moment: datetime) -> str:
    """A moment as most of the API writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
