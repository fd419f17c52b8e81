"""The answers that Chatwoot's framework makes, whatever the operation."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from werkzeug.http import HTTP_STATUS_CODES

from chatwoot_client.sandbox.http.exchange import Answer, Request

JSON = "application/json"
JSON_IN_UTF8 = "application/json; charset=utf-8"
JSON_FROM_OUTSIDE = "application/json; charset=UTF-8"
"""What stands on errors that are made outside the operations; only the case differs."""
HTML = "text/html; charset=UTF-8"
INSIDE = {
    "x-frame-options": "SAMEORIGIN",
    "x-xss-protection": "0",
    "x-content-type-options": "nosniff",
    "x-download-options": "noopen",
    "x-permitted-cross-domain-policies": "none",
    "referrer-policy": "strict-origin-when-cross-origin",
}
_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<hash>
  <status type="integer">{status}</status>
  <error>{reason}</error>
</hash>
"""
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>{title}</title>
</head>
<body>{content}</body>
</html>
"""
REVALIDATED = "max-age=0, private, must-revalidate"
BRIEFLY_CACHED = "max-age=10, private, stale-while-revalidate=300"
CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    "access-control-expose-headers": "",
    "access-control-max-age": "7200",
}


def asks_for_json(request: Request) -> bool:
    first = request.headers.get("accept", "").split(",")[0]
    return first.split(";")[0].strip().lower() == JSON


def shown(value: Any) -> Answer:
    return inside(200, dump(value))


def inside(status: int, body: bytes, content_type: str = JSON_IN_UTF8) -> Answer:
    return Answer(status, {**INSIDE, "content-type": content_type, "cache-control": "no-cache"}, body)


def empty(status: int = 200) -> Answer:
    return inside(status, b"", JSON)


def make_cacheable(answer: Answer, request: Request) -> None:
    if answer.status != 200 or answer.headers["cache-control"] not in ("no-cache", BRIEFLY_CACHED) or not answer.body:
        return
    answer.headers["etag"] = f'W/"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
    if answer.headers["cache-control"] == "no-cache":
        answer.headers["cache-control"] = REVALIDATED
    if request.method in ("GET", "HEAD") and request.headers.get("if-none-match") == answer.headers["etag"]:
        answer.status, answer.body = 304, b""
        del answer.headers["content-type"]


def unserved(request: Request) -> Answer:
    error = f"The sandbox does not serve {request.method} {request.path}"
    return Answer(501, {"content-type": JSON_FROM_OUTSIDE}, dump({"status": 501, "error": error}))


def broken(error: Exception) -> Answer:
    """The answer where the sandbox itself stumbles, which is always a mistake of its own."""
    words = f"The sandbox itself failed, please report it: {type(error).__name__}: {error}"
    return Answer(500, {"content-type": JSON_FROM_OUTSIDE}, dump({"status": 500, "error": words}))


def blocked_host(name: str) -> Answer:
    """The answer to a request that calls this machine by a name that isn't its own."""
    words = f"Blocked host: {name}. The sandbox is let be called so by Sandbox(allowed_hosts=[{name!r}])."
    return Answer(403, {"content-type": JSON_FROM_OUTSIDE}, dump({"status": 403, "error": words}))


_REASONS = {422: "Unprocessable Content"}
"""What Rack calls otherwise than Werkzeug."""


def failure(status: int, kind: str = "json") -> Answer:
    """An error made outside the operations, as JSON, as XML, or as a page."""
    reason = _REASONS.get(status) or HTTP_STATUS_CODES[status]
    if kind == "json":
        return Answer(status, {"content-type": JSON_FROM_OUTSIDE}, dump({"status": status, "error": reason}))
    if kind == "xml":
        body = _XML.format(status=status, reason=reason)
        return Answer(status, {"content-type": "application/xml; charset=UTF-8"}, body.encode())
    title = "Page not found" if status == 404 else "Something went wrong"
    return Answer(status, {"content-type": HTML}, page(title, f"<h1>{title}</h1>"))


def page(title: str, content: str) -> bytes:
    return _PAGE.format(title=title, content=content).encode()


_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dump(value: Any) -> bytes:
    """JSON as Chatwoot writes it: UTF-8, compact, with what HTML might misread escaped."""
    return _WRITER.encode(value).translate(_ESCAPED).encode()
