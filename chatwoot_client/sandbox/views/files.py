"""Where stored files are found, and how the files of a message are shown."""

from __future__ import annotations

from urllib.parse import quote

from chatwoot_client.sandbox.records.conversations import Message
from chatwoot_client.sandbox.records.files import Attachment, Blob
from chatwoot_client.sandbox.views.fields import Json, fields

_UNSAFE_IN_FILENAMES = {ord(char): "-" for char in "\u202e%$|:;/\t\r\n\\"}


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
        "data_url": attachment_url(record, base_url),
        "thumb_url": thumb_url(record, base_url),
        "file_size": len(record.data),
        **fields(record, "width height"),
    }
    if record.file_type == "audio":
        shown["transcribed_text"] = ""
    return shown


# Files
def file_url(record: Blob, base_url: str) -> str:
    """Where a stored file is."""
    return f"{base_url}/rails/active_storage/blobs/redirect/{record.key}/{url_filename(record.filename)}"


def attachment_url(record: Attachment, base_url: str) -> str:
    """Where an attachment is; what can be heard is to be played where it's shown."""
    return file_url(record, base_url) + ("?disposition=inline" if record.file_type == "audio" else "")


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
