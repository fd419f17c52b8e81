"""What is known of a browser in which a user is signed in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatwoot_client.sandbox.records.base import new_token, now
from chatwoot_client.sandbox.records.people import User

LIFESPAN = timedelta(days=60)
_BROWSERS = (
    ("Firefox", r"Firefox/([\d.]+)"),
    ("Microsoft Edge", r"Edg/([\d.]+)"),
    ("Chrome", r"Chrome/([\d.]+)"),
    ("Safari", r"Version/([\d.]+).* Safari/"),
)
_PLATFORMS = (
    ("iOS (iPhone)", "iPhone", r"iPhone OS ([\d_]+)"),
    ("iOS (iPad)", "iPad", r"iPad; CPU OS ([\d_]+)"),
    ("Android", "Unknown", r"Android ([\d.]+)"),
    ("Windows", "Unknown", r"Windows NT ([\d.]+)"),
    ("macOS", "Unknown", r"Mac OS X ([\d_.]+)"),
    ("Generic Linux", "Unknown", r"Linux()"),
)


@dataclass(eq=False)
class Session:
    """A browser in which a user is signed in with a password."""

    id: int
    user: User
    user_agent: str
    client: str = field(default_factory=new_token)
    token: str = field(default_factory=new_token)
    created_at: datetime = field(default_factory=now)
    last_activity_at: datetime = field(default_factory=now)

    @property
    def expiry(self) -> int:
        """When it ends, in epoch seconds."""
        return int((self.created_at + LIFESPAN).timestamp())

    @property
    def device(self) -> dict[str, str]:
        """The browser and the device that its `User-Agent` tells of."""
        browser, version = _first(_BROWSERS, self.user_agent) or ("Unknown Browser", "0")
        found = ((name, device, re.search(pattern, self.user_agent)) for name, device, pattern in _PLATFORMS)
        platform = next(((name, device, match.group(1)) for name, device, match in found if match), None)
        name, device, release = platform or ("Unknown", "Unknown", "")
        return {
            "browser_name": browser,
            "browser_version": version,
            "device_name": device,
            "platform_name": name,
            "platform_version": release.replace("_", ".") or "0",
        }


def _first(patterns: tuple[tuple[str, str], ...], text: str) -> tuple[str, str] | None:
    matches = ((name, re.search(pattern, text)) for name, pattern in patterns)
    return next(((name, match.group(1)) for name, match in matches if match), None)
