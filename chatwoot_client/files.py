"""The import path that scripts know for what an attachment may be."""

from __future__ import annotations

from chatwoot_client.calls.attachments import Attachment
from chatwoot_client.calls.multipart import MAX_FILES

__all__ = ["MAX_FILES", "Attachment"]
