"""All of an account's conversations, messages and contacts, in files: ``python -m chatwoot_client.export``."""

from __future__ import annotations

from chatwoot_client.export.report import Report
from chatwoot_client.export.run import FORMATS, export_account

__all__ = ["FORMATS", "Report", "export_account"]
