"""What stands between a program and its Chatwoot, in plain words: ``python -m chatwoot_client.doctor``."""

from __future__ import annotations

from chatwoot_client.doctor.examination import examine
from chatwoot_client.doctor.findings import CODES, SEVERITIES, Finding, worst_of

__all__ = ["CODES", "SEVERITIES", "Finding", "examine", "worst_of"]
