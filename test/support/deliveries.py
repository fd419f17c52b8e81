"""Deliveries of webhooks: what a real Chatwoot sent, and what it would send of other events."""

from __future__ import annotations

import gzip
import itertools
import json
import time
from pathlib import Path
from typing import Any

from chatwoot_client.events import signature_of

SECRET = "s3cret"
RECORDED: list[dict[str, Any]] = json.loads(
    gzip.decompress((Path(__file__).parents[1] / "recordings" / "deliveries.json.gz").read_bytes())
)
_COUNT = itertools.count(1)


def recorded(event: str) -> dict[str, Any]:
    """The body of the first recorded delivery of *event*."""
    return next(json.loads(each["body"]) for each in RECORDED if each["event"] == event)


def sent(
    body: dict[str, Any], *, delivery: str | None = None, at: float | None = None, secret: str = SECRET
) -> tuple[bytes, dict[str, str]]:
    """A body as it's delivered, with its headers; each delivery has an id of its own unless it's told."""
    content = json.dumps(body, separators=(",", ":")).encode()
    timestamp = int(time.time() if at is None else at)
    return content, {
        "Content-Type": "application/json",
        "X-Chatwoot-Delivery": delivery or f"delivery-{next(_COUNT)}",
        "X-Chatwoot-Timestamp": str(timestamp),
        "X-Chatwoot-Signature": signature_of(content, secret, timestamp),
    }
