"""Files that are uploaded before they're used."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, iso, nested

if TYPE_CHECKING:
    from chatwoot_client.models.base.attachment import Attachment


class UploadPayload(Model):
    """A file to store, or the address of a picture or video that the server is to get and store."""

    attachment: Attachment | None = field()
    external_url: str | None = field()


class Upload(Model):
    """A file that was stored.

    ``blob_id`` is its signed id, which may stand in the ``attachments`` of a message and in other places of files.
    """

    file_url: str | None = field()
    blob_id: str | None = field()


class DirectUploadPayload(Model):
    """A file to announce."""

    blob: DirectUploadBlob | dict[str, Any] | None = nested("DirectUploadBlob")


class DirectUploadBlob(Model):
    """What is told of a file that's to come; ``checksum`` is the Base64 of its MD5 digest."""

    filename: str | None = field()
    byte_size: int | None = field()
    checksum: str | None = field()
    content_type: str | None = field()


class DirectUpload(Model):
    """A file that was announced, and where to send it.

    ``signed_id`` may stand in the ``attachments`` of a message once the file is there.
    """

    id: int | None = field()
    key: str | None = field()
    filename: str | None = field()
    content_type: str | None = field()
    metadata: dict[str, Any] | None = field()
    byte_size: int | None = field()
    checksum: str | None = field()
    created_at: datetime.datetime | None = iso()
    service_name: str | None = field()
    attachable_sgid: str | None = field()
    signed_id: str | None = field()
    direct_upload: DirectUploadTarget | None = nested("DirectUploadTarget")


class DirectUploadTarget(Model):
    """Where a file is to be sent with a PUT, and the headers to send with it. The address is valid for minutes."""

    url: str | None = field()
    headers: dict[str, str] | None = field()
