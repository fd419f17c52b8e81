"""Files that are uploaded before they're used."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, iso, nested

if TYPE_CHECKING:
    from chatwoot_client.models.base.attachment import Attachment


class UploadPayload(Model):
    """What to store; one of the two."""

    attachment: Attachment | None = field()
    """A file."""
    external_url: str | None = field()
    """Address of a picture or video that the server gets and stores, up to 40 MB."""


class Upload(Model):
    """A file that was stored."""

    file_url: str | None = field()
    """Address of the file, which needs no token."""
    blob_id: str | None = field()
    """Its signed id, which may stand in the ``attachments`` of messages and in other places of files."""


class DirectUploadPayload(Model):
    """A file to announce."""

    blob: DirectUploadBlob | dict[str, Any] | None = nested("DirectUploadBlob")
    """What is told of it."""


class DirectUploadBlob(Model):
    """What is told of a file that's to come."""

    filename: str | None = field()
    """Name of the file."""
    byte_size: int | None = field()
    """Size in bytes."""
    checksum: str | None = field()
    """MD5 digest of the file, in Base64."""
    content_type: str | None = field()
    """Content type of the file, such as ``text/plain``."""


class DirectUpload(Model):
    """A file that was announced, and where to send it."""

    id: int | None = field()
    """Id of the stored file."""
    key: str | None = field()
    """What the file store knows it by."""
    filename: str | None = field()
    """Name of the file."""
    content_type: str | None = field()
    """Content type of the file."""
    metadata: dict[str, Any] | None = field()
    """What the server found out of it; empty before it's there."""
    byte_size: int | None = field()
    """Size in bytes."""
    checksum: str | None = field()
    """MD5 digest of the file, in Base64."""
    created_at: datetime.datetime | None = iso()
    """When it was announced."""
    service_name: str | None = field()
    """The file store, such as ``local``."""
    attachable_sgid: str | None = field()
    """A signed id for the server's own texts."""
    signed_id: str | None = field()
    """Its signed id, which may stand in the ``attachments`` of a message once the file is there."""
    direct_upload: DirectUploadTarget | None = nested("DirectUploadTarget")
    """Where to send the file itself."""


class DirectUploadTarget(Model):
    """Where a file is to be sent with a PUT."""

    url: str | None = field()
    """The address, valid for minutes."""
    headers: dict[str, str] | None = field()
    """The headers to send with it."""
