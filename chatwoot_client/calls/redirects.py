"""Which redirects are followed: those within the server's own origin."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

from chatwoot_client.calls.route import TARGET_SAFE
from chatwoot_client.wire.names import origin_of

__all__ = ["REDIRECTS", "within_origin"]

REDIRECTS = (301, 302, 303, 307, 308)


def within_origin(origin: str, target: str, location: str | None) -> str | None:
    """The target that a redirect of *target* leads to, or None when that isn't in *origin*."""
    if not location:
        return None
    try:
        parts = urlsplit(urljoin(f"{origin}{target}", location))
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if origin_of(parts.scheme, parts.hostname or "", port) != origin or parts.username is not None:
            return None
        followed = parts._replace(scheme="", netloc="", path=parts.path or "/", fragment="").geturl()
        # Headers are read as Latin-1, so this makes of a character the bytes that it came as.
        return quote(followed, safe=TARGET_SAFE, encoding="latin-1")
    except ValueError:
        return None
