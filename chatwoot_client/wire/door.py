"""An exchange by way of urllib3, for those who watch, record or answer there.

The request passes all that urllib3 and http.client have, as it is now. Below them, where they'd open a socket, it goes
out on a connection of our own pool, and what they read is what our own parser has read: so times, outcomes and bounds
are those of the direct way. Only where somebody has put connections of their own in the place of urllib3's does urllib3
send by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import urllib3

from chatwoot_client.secret import SecretDict
from chatwoot_client.wire.failures import CONTENT, Failure
from chatwoot_client.wire.foreign import FOREIGN, failure_behind, is_made_of, is_not_begun
from chatwoot_client.wire.http1 import CHUNK, Fields, Head
from chatwoot_client.wire.wired import Wired, wired_pool

if TYPE_CHECKING:
    from chatwoot_client.secret import Secret
    from chatwoot_client.wire.connection import Connection
    from chatwoot_client.wire.dialling import Dialler
    from chatwoot_client.wire.direct import Line
    from chatwoot_client.wire.patience import Deadline, Patience
    from chatwoot_client.wire.sending import Body, Request

__all__ = ["Door"]

#: A body up to this size is handed on as bytes, which recorders and mocks compare.
_PLAIN_BODY = 16 * CHUNK
#: Those that our own parser takes for an answer's, too.
_STATUSES = frozenset((101, *range(200, 1000)))
_LINES = re.compile(r"([^:]+): ([^\r]*)\r\n").findall


class Door:
    """An exchange of a request with this *method* by way of urllib3; *origin* is the server as URLs have it."""

    def __init__(self, origin: str, line: Line, method: str, patience: Patience, deadline: Deadline) -> None:
        self._origin = origin
        self._patience = patience
        self._deadline = deadline
        self._wired = Wired(line, method, patience, deadline)
        self._manager = _manager_for(line.dialler, self._wired)
        self._response: Any = None
        self._is_read = False
        #: Whether the server may have seen something that didn't go over our own wire.
        self._begun = False
        #: Whether its connection is of no use after it.
        self.is_last: bool = False

    def send(self, request: Request) -> None:
        """Have urllib3, with all that's in it, send *request* and find an answer's head."""
        is_chunked = not isinstance(request.body, bytes) and request.body.length is None
        # Outside of the try block, since what a file raises is nobody's but the caller's.
        body = self._body_of(request.body)
        timeout = urllib3.Timeout(connect=self._deadline.left(), read=self._patience.for_step())
        try:
            self._response = self._manager.request(
                request.method,
                self._origin + request.target,
                body=body,
                headers=_headers_of(request.fields),
                timeout=timeout,
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
                enforce_content_length=True,
                **({"chunked": True} if is_chunked else {}),
            )
            # Whoever answered.
            self._begun = True
            return
        except FOREIGN as error:
            self._remember(error)
        # Outside of the except block, so that nothing of urllib3's hangs on it.
        raise self._cause()

    def head(self) -> Head:
        try:
            head = _head_of(self._response)
        except (AttributeError, TypeError, ValueError):
            head = None
        # What's no status of an answer, such as the 1 that a mock without one has, tells nothing of the request.
        if head is None or head.status not in _STATUSES:
            raise self._not_an_answer()
        return head

    def read(self, most: int) -> bytes:
        """Up to *most* bytes of the body; none at its end."""
        response = self._response
        # What decodes is ours.
        options = {"decode_content": False} if hasattr(response, "decode_content") else {}
        was_read, self._is_read = self._is_read, True
        try:
            piece = response.read(most, **options) if hasattr(response, "read") else b""
            if isinstance(piece, bytes) and piece:
                return piece
            # Answers that somebody made up may hold all they have.
            data = b"" if was_read else getattr(response, "data", None) or b""
        except FOREIGN as error:
            self._remember(error)
        else:
            if isinstance(data, (bytes, str)):
                return data if isinstance(data, bytes) else data.encode()
            raise self._not_an_answer()
        raise self._cause()

    @property
    def left(self) -> int:
        """How many bytes still belong to the body for certain."""
        return 0 if self._wired.exchange is None else self._wired.exchange.left

    def reusable(self) -> Connection | None:
        """The connection, if it's our own and good for another exchange; else it's closed."""
        self._let_go()
        exchange = self._wired.exchange
        if exchange is None:
            return None
        exchange.is_last |= self.is_last
        return exchange.reusable()

    def close(self) -> None:
        self._let_go()
        if self._wired.exchange is not None:
            self._wired.exchange.close()

    def blame(self, failure: Failure) -> None:
        """Say of *failure* whether the server may have seen something of the request, and at whom it was."""
        if self._wired.exchange is not None:
            self._wired.exchange.blame(failure)
        failure.begun = failure.begun or self._begun or self._wired.has_begun

    def _body_of(self, body: bytes | Body) -> bytes | Iterable[Any] | None:
        if isinstance(body, bytes):
            return body or None
        if body.length is not None and body.length <= _PLAIN_BODY:
            return b"".join(body.chunks())
        return self._pieces_of(body)

    def _pieces_of(self, body: Body) -> Iterator[Any]:
        try:
            yield from body.chunks()
        except Exception as error:
            self._wired.broke_off(error)
            raise

    def _let_go(self) -> None:
        # Whoever answered, and however that ends: the exchange is over, and its place is for the next one.
        with suppress(Exception):
            self._response.close()
        with suppress(Exception):
            self._manager.clear()

    def _not_an_answer(self) -> Failure:
        return Failure(CONTENT, f"who answers in urllib3's place gives no answer ({type(self._response).__name__})")

    def _remember(self, error: BaseException) -> None:
        """Keep what was behind *error* for :meth:`_cause`."""
        wired = self._wired
        if wired.raised is None or not is_made_of(error, wired.raised):
            # Whatever isn't known not to have been sent may have been, by another way than our wire.
            self._begun |= not is_not_begun(error)
            wired.raised = wired.raised or failure_behind(error)

    def _cause(self) -> BaseException:
        """What was remembered, once."""
        raised, self._wired.raised = self._wired.raised, None
        assert raised is not None
        if isinstance(raised, Failure):
            raised.__context__ = raised.__cause__ = None
            raised.with_traceback(None)
        return raised


def _head_of(response: Any) -> Head:
    pairs = [(str(name), str(value)) for name, value in (getattr(response, "headers", None) or {}).items()]
    if getattr(response, "decode_content", None) is True and getattr(response, "_decoder", None) is not None:
        # Read, and decoded by urllib3 as it was, which leaves the header that says otherwise.
        pairs = [pair for pair in pairs if pair[0].lower() != "content-encoding"]
    fields = Fields.of(pairs)
    return Head(int(response.status), str(getattr(response, "reason", None) or ""), fields)


def _manager_for(dialler: Dialler, wired: Wired) -> Any:
    """What a program that uses urllib3 by itself would send its requests by."""
    settings: dict[str, Any] = {}
    if dialler.tls is not None:
        expected = None if dialler.expected is True else dialler.expected
        settings = {"ssl_context": dialler.tls, "assert_hostname": expected}
    if dialler.proxy is None:
        manager: Any = urllib3.PoolManager(**settings)
    else:
        settings["proxy_ssl_context"] = dialler.proxy_tls
        manager = urllib3.ProxyManager(dialler.proxy.url, proxy_headers=dialler.proxy.headers, **settings)
    classes = manager.pool_classes_by_scheme
    if isinstance(classes, dict):
        # Of this manager alone; what it has at first is shared by all.
        manager.pool_classes_by_scheme = {name: partial(wired_pool, wired, found) for name, found in classes.items()}
    return manager


def _headers_of(fields: Secret[str]) -> SecretDict[str, str]:
    # Taken apart in C: a local variable with a line would show its token in a crash report.
    return SecretDict(_LINES(fields.value))
