"""A receiver as an application that a web server calls: WSGI and ASGI."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from chatwoot_client.events.receiver import Receiver, Reply

__all__ = ["asgi", "wsgi"]

#: Python makes no int of thousands of digits.
_DIGITS = 100


def wsgi(receiver: Receiver) -> Callable[[Mapping[str, Any], Callable[..., Any]], Iterable[bytes]]:
    """*receiver* as WSGI has applications (PEP 3333)."""

    def application(environ: Mapping[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        reply = receiver.handle(_body_of(environ, receiver.max_body), environ, environ.get("REQUEST_METHOD", ""))
        headers, content = _answer(reply)
        start_response(f"{reply.status} {HTTPStatus(reply.status).phrase}", headers)
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [content]

    return application


def _body_of(environ: Mapping[str, Any], most: int) -> bytes:
    """A request's body, or what shows that it's too long."""
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isascii() and length.isdigit():
        wanted = min(int(length[:_DIGITS]), most + 1)
    else:
        wanted = most + 1 if environ.get("wsgi.input_terminated") else 0
    body: bytes = environ["wsgi.input"].read(wanted) if wanted else b""
    return body


def asgi(receiver: Receiver) -> Callable[..., Any]:
    """*receiver* as ASGI has applications."""

    async def application(scope: Mapping[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        if scope["type"] == "lifespan":
            await _live(receiver, receive, send)
            return
        if scope["type"] != "http":
            raise ValueError(f"deliveries come over HTTP, not {scope['type']}")
        body = await _received(receive, receiver.max_body)
        reply = await _in_a_thread(receiver.handle, body, scope["headers"], scope["method"])
        headers, content = _answer(reply)
        raw = [(name.lower().encode(), value.encode()) for name, value in headers]
        await send({"type": "http.response.start", "status": reply.status, "headers": raw})
        await send({"type": "http.response.body", "body": content})

    return application


def _answer(reply: Reply) -> tuple[list[tuple[str, str]], bytes]:
    content = reply.body.encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(content)))]
    if reply.status == 405:
        headers.append(("Allow", "POST"))
    return headers, content


async def _received(receive: Callable[..., Any], most: int) -> bytes:
    pieces, size, more = [], 0, True
    while more and size <= most:
        message = await receive()
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        more = message.get("more_body", False)
    return b"".join(pieces)


async def _in_a_thread(function: Callable[..., Any], *args: Any) -> Any:
    """What *function* returns, run where it may wait, as it does for handlers that run inline."""
    import asyncio

    return await asyncio.get_running_loop().run_in_executor(None, function, *args)


async def _live(receiver: Receiver, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
    """Begin and end with the server."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await _in_a_thread(receiver.close)
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
