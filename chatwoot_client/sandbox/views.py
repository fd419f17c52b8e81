"""Records as the JSON that Chatwoot sends: what all APIs share, and what the public API shows."""

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


def fields(record: object, names: str) -> Json:
    """Fields of a record, in the order of their names; times are written out."""
    values = {name: getattr(record, name) for name in names.split()}
    return {name: iso(value) if isinstance(value, datetime) else value for name, value in values.items()}


def epochs(record: object, names: str) -> Json:
    """Times of a record, in whole seconds."""
    return {name: epoch(getattr(record, name)) for name in names.split()}


def epoch(moment: datetime | None) -> int:
    """A moment in whole seconds; 0 for never."""
    return 0 if moment is None else int(moment.timestamp())


def iso(moment: datetime) -> str:
    """A moment as most of the API writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


# Inboxes and contacts


def inbox(record: Inbox) -> Json:
    """An inbox."""
    return {
        "identifier": record.identifier,
        "identity_validation_enabled": record.hmac_mandatory,
        **fields(record, "name timezone"),
        "working_hours": working_hours(record),
        **fields(record, "working_hours_enabled csat_survey_enabled greeting_enabled"),
    }


def working_hours(record: Inbox) -> list[Json]:
    """When an inbox is staffed."""
    names = "day_of_week closed_all_day open_hour open_minutes close_hour close_minutes open_all_day"
    return [fields(hours, names) for hours in record.working_hours]


def contact(record: ContactInbox) -> Json:
    """A contact as the contact operations show it."""
    return {**fields(record, "source_id pubsub_token"), **fields(record.contact, "id name email phone_number")}


# Conversations and messages


def conversation(record: Conversation, base_url: str) -> Json:
    """A conversation with all the messages that the contact may see."""
    return {
        **fields(record, "id uuid"),
        "inbox_id": record.inbox.id,
        "contact_last_seen_at": epoch(record.contact_last_seen_at),
        "status": record.status,
        "agent_last_seen_at": epoch(record.agent_last_seen_at),
        "messages": [message(each, base_url) for each in record.shown_messages()],
        "contact": _contact_record(record.contact, record.inbox.account_id),
    }


def _contact_record(record: Contact, account_id: int) -> Json:
    return {
        **fields(record, "id name email phone_number"),
        "account_id": account_id,
        **fields(record, "created_at updated_at additional_attributes identifier custom_attributes last_activity_at"),
        "contact_type": record.contact_type,
        "middle_name": "",
        "last_name": "",
        "location": None,
        "country_code": None,
        "blocked": record.blocked,
        "company_id": None,
        "label_list": record.labels,
    }


def message(record: Message, base_url: str) -> Json:
    """A message; `attachments` and `sender` are there only when it has them."""
    return {
        **fields(record, "id content message_type content_type content_attributes"),
        "created_at": epoch(record.created_at),
        "conversation_id": record.conversation.id,
        **attachments(record, base_url),
        **({"sender": sender(record.sender, base_url)} if record.sender else {}),
    }


def sender(record: Sender, base_url: str) -> Json | None:
    """Whoever sent a message, as contacts see them."""
    if record is None:
        return None
    avatar = avatar_url(record.avatar, base_url)
    if isinstance(record, AgentBot):
        return {**fields(record, "id name"), "avatar_url": avatar, "type": "agent_bot"}
    if isinstance(record, User):
        shown = {**fields(record, "id name available_name"), "avatar_url": avatar, "type": "user"}
        return {**shown, "availability_status": None, "thumbnail": avatar}
    names = "additional_attributes custom_attributes email id identifier name phone_number"
    return {**fields(record, names), "thumbnail": avatar, "blocked": record.blocked, "type": "contact"}


def attachments(record: Message, base_url: str) -> Json:
    """The files of a message, under their name; nothing when it has none."""
    account_id = record.conversation.inbox.account_id
    files = [_attachment(each, account_id, base_url) for each in record.attachments]
    return {"attachments": files} if files else {}


def _attachment(record: Attachment, account_id: int, base_url: str) -> Json:
    shown: Json = {
        **fields(record, "id message_id file_type"),
        "account_id": account_id,
        "extension": extension(record.filename),
        "content_type": record.content_type,
        "data_url": file_url(record, base_url),
        "thumb_url": thumb_url(record, base_url),
        "file_size": len(record.data),
        **fields(record, "width height"),
    }
    if record.file_type == "audio":
        shown["data_url"] += "?disposition=inline"
        shown["transcribed_text"] = ""
    return shown


def survey(record: Message) -> Json:
    """The survey that a message asks for, and the rating if one was given."""
    conversation = record.conversation
    return {
        "id": record.id,
        "csat_survey_response": _survey_response(record),
        "display_type": record.content_attributes.get("display_type", "emoji"),
        "content": None,
        "inbox_avatar_url": "",
        "inbox_name": conversation.inbox.name,
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
        **fields(response, "rating feedback_message"),
        "contact_id": record.conversation.contact.id,
        "assigned_agent_id": None,
        **fields(response, "created_at updated_at"),
        "csat_review_notes": None,
        "review_notes_updated_at": None,
        "review_notes_updated_by_id": None,
    }


# Files


def file_url(record: Blob, base_url: str) -> str:
    """Where a stored file is."""
    return f"{base_url}/rails/active_storage/blobs/redirect/{record.key}/{url_filename(record.filename)}"


def thumb_url(record: Attachment, base_url: str) -> str:
    """Where a small version of an attachment is; empty when it isn't a picture."""
    return avatar_url(record if record.file_type == "image" else None, base_url)


def avatar_url(record: Blob | None, base_url: str) -> str:
    """Where a small version of a stored picture is; empty when there is none."""
    if record is None:
        return ""
    filename = url_filename(record.filename)
    return f"{base_url}/rails/active_storage/representations/redirect/{record.key}/resize-to-fill/{filename}"


def url_filename(filename: str) -> str:
    """A file's name as it stands at the end of its address."""
    return quote(filename.strip().translate(_UNSAFE_IN_FILENAMES), safe="!$&'()*+,;=:@~")


def extension(filename: str) -> str | None:
    """What a file's name ends in."""
    stem, dot, ending = filename.rpartition(".")
    return ending if dot and stem.strip(".") and ending else None
