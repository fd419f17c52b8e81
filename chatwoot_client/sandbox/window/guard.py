"""Who may reach the window: a page of its own, in a browser on this machine, and nobody else."""

from __future__ import annotations

from urllib.parse import urlsplit

from chatwoot_client.sandbox.http.exchange import Request
from chatwoot_client.sandbox.http.outgoing import is_loopback

READS = ("GET", "HEAD")
HEADERS = {
    "content-security-policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "media-src 'self'",
            # The pictures of cards are wherever those who wrote them have them.
            "img-src 'self' http: https:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
OF_OTHERS = "sandbox"
"""The `Content-Security-Policy` of whatever isn't the window's: what a customer sent runs no script beside it."""


def refusal(request: Request, is_page: bool) -> str | None:
    """Why a request isn't answered; None for one that is.

    A name that isn't the loopback's may have been led here by somebody else's page, and any page can send requests to
    an address of the loopback, but not lie about where it's from.

    Parameters:
        request: the request.
        is_page: whether it's for the page itself, which links of other pages may lead to.
    """
    host = request.headers.get("host", "")
    name = _name(host)
    if not name or not is_loopback(name):
        return f"The window is reached as localhost or 127.0.0.1 only, not as {name or 'nothing'}."
    origin = request.headers.get("origin")
    is_open = "websocket" in request.headers.get("upgrade", "").lower()
    if origin is None and (is_open or request.method not in READS):
        return "A request that changes something, or listens, says by its Origin that it's the window's page."
    if origin is not None and origin.lower() != f"http://{host}".lower():
        return f"The window answers its own page only, not one from {origin}."
    site = request.headers.get("sec-fetch-site", "same-origin")
    if not is_page and site not in ("same-origin", "none"):
        return "The window answers its own page only, not one from elsewhere."
    return None


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""
