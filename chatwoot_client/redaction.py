"""What an exception shows of a server's answer, which may repeat what the request told in confidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chatwoot_client.secret import Secret

__all__ = ["excerpt", "hidden"]

_SHOWN_BODY = 1000
#: More than is shown, so that no part of a secret is left where the rest was cut off.
_EXCERPT_FROM = 20 * _SHOWN_BODY
_SHORTEST_SECRET = 4
#: What of a header is a secret by itself: a token behind its scheme, the value of a cookie; not an ordinary word.
_WORDS = re.compile(r"[^\s;,=:]{8,}").findall


def excerpt(body: str | bytes | None, secrets: Iterable[Secret[str]]) -> str:
    """The beginning of an answer's *body*, for people to read, with stars for *secrets*."""
    if not body:
        return ""
    beginning = body[:_EXCERPT_FROM]
    text = hidden(beginning if isinstance(beginning, str) else repr(beginning), secrets)
    return text if len(text) <= _SHOWN_BODY else f"{text[:_SHOWN_BODY]}… ({len(body)} characters in all)"


def hidden(text: str, secrets: Iterable[Secret[str]]) -> str:
    """*text* with stars for *secrets*, whole or word for word, as they are or as URLs, pages and JSON spell them."""
    if not text:
        return text
    parts = {part for secret in secrets for part in (secret.value, *_WORDS(secret.value))}
    long_enough = (part for part in parts if len(part) >= _SHORTEST_SECRET)
    for spelling in sorted({spelling for part in long_enough for spelling in _spellings(part)}, key=len, reverse=True):
        text = text.replace(spelling, "***")
    return text


def _spellings(secret: str) -> Iterator[str]:
    import html
    import json
    from urllib.parse import quote, quote_plus

    yield secret
    yield quote(secret, safe="", errors="replace")
    yield quote_plus(secret, errors="replace")
    yield html.escape(secret)
    yield json.dumps(secret)[1:-1]
