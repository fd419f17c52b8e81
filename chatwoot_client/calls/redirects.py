"""Where an answer redirects to: within the server's origin, or to an address that the settings should have."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from chatwoot_client.calls.route import TARGET_SAFE
from chatwoot_client.wire.names import origin_of

if TYPE_CHECKING:
    from chatwoot_client.calls.request import Request

__all__ = ["REDIRECTS", "hint_for_redirect", "within_origin"]

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


def hint_for_redirect(location: str | None, request: Request) -> str | None:
    """What to do about a redirect that wasn't followed."""
    if not location:
        return None
    place = request.place
    try:
        parts = urlsplit(urljoin(f"{place.origin}{request.target}", location))
    except ValueError:
        return None
    asked = request.target.partition("?")[0][len(place.base) :]
    base = parts.path[: -len(asked)] if parts.path.endswith(asked) else ""
    host = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{base}"
    if host == request.host:
        return "The server redirects in a circle, or a request that may not be followed."
    return f"The server redirects to another address; if it's the right one, set Configuration.host to {host!r}."
