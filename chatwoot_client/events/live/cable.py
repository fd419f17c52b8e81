"""One websocket to ``/cable``, and the subscriptions on it (Action Cable's protocol)."""

from __future__ import annotations

import itertools
import json
import socket
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

try:
    import websocket
except ModuleNotFoundError as _missing:
    advice = "live events need websocket-client: pip install 'chatwoot-python-client[live]'"
    raise ModuleNotFoundError(advice, name=_missing.name) from None

if TYPE_CHECKING:
    from chatwoot_client.wire.connection import Connection

__all__ = ["Cable", "CableClosed", "Frame", "Subscription"]

#: Each subscription gets a text of its own, since a server that has seen one doesn't look at it again.
_COUNT = itertools.count(1)
#: Seconds. A frame that isn't whole by then is read on the next time.
_A_FRAME_WITHIN = 0.25


class CableClosed(Exception):
    """The connection has ended, or was none; its words are for people to read."""


class Frame(NamedTuple):
    """What came: ``'event'`` with its name and data, or ``'welcome'``, ``'ping'``, ``'confirm_subscription'`` …"""

    kind: str
    identifier: str | None
    event: str
    data: dict[str, Any]


class Subscription:
    """What is told to one token, and how far its subscription has come on a connection.

    Attributes:
        identifier: the text by which both sides call it.
        asked_at: the moment at which it was asked for.
        confirmed: whether the server said that it has it.
        proven_at: the moment at which our own sign of presence last came back, which shows that events flow.
        sign_sent_at: the moment of a sign that hasn't come back; subscribing is one.
    """

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        named = {"channel": "RoomChannel", **parameters, "n": next(_COUNT)}
        self.identifier: str = json.dumps(named, separators=(",", ":"))
        self.asked_at: float = time.monotonic()
        self.confirmed = False
        self.proven_at: float | None = None
        self.sign_sent_at: float | None = self.asked_at

    def __repr__(self) -> str:
        return f"<Subscription confirmed={self.confirmed}>"


class _Line:
    """A socket that is read up to a moment only, however little comes at a time; what came is kept by its reader."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self.ends = 0.0

    def recv(self, size: int) -> Any:
        if time.monotonic() > self.ends:
            raise socket.timeout("timed out")
        return self._sock.recv(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class Cable:
    """A connection, by which one thread at a time sends and receives.

    Parameters:
        connection: to the server, through TLS and proxies where there are any.
        url: the address of ``/cable``, beginning with ``ws://`` or ``wss://``.
        seconds: how long the opening may take; a server that is being restarted accepts and says nothing.

    Raises:
        CableClosed: the server doesn't open a websocket there.
    """

    def __init__(self, connection: Connection, url: str, seconds: float) -> None:
        self._connection = connection
        # No subprotocol is offered: servers speak the same one without, and the library would insist on its name.
        self._socket = websocket.WebSocket(enable_multithread=False, skip_utf8_validation=True)
        # The wire's sockets never wait by themselves; the library leaves it to them.
        connection.socket.settimeout(seconds)
        self._line = _Line(connection.socket)
        self._line.ends = time.monotonic() + seconds
        try:
            self._socket.connect(  # type: ignore[no-untyped-call]
                url,
                socket=self._line,
                timeout=seconds,
                suppress_origin=True,
                redirect_limit=0,
            )
        except websocket.WebSocketBadStatusException as error:
            connection.close()
            raise CableClosed(
                f"the server answers {error.status_code} at /cable instead of opening a websocket"
            ) from None
        except (websocket.WebSocketException, OSError, ValueError) as error:
            connection.close()
            raise CableClosed(f"/cable wasn't opened: {_in_words(error)}") from None
        self.heard_at: float = time.monotonic()

    def subscribe(self, parameters: Mapping[str, Any]) -> Subscription:
        """Ask to be told what *parameters* have the right to be; the confirmation is a frame, a refusal is silence."""
        subscription = Subscription(parameters)
        self._send({"command": "subscribe", "identifier": subscription.identifier})
        return subscription

    def sign(self, subscription: Subscription) -> None:
        """Give a sign of presence, which comes back as an event by the way that all events take."""
        self._send(
            {"command": "message", "identifier": subscription.identifier, "data": '{"action":"update_presence"}'}
        )
        subscription.sign_sent_at = time.monotonic()

    def receive(self, seconds: float) -> Frame | None:
        """The next frame, waited for up to *seconds*; None where there's none yet, or one that says nothing.

        Raises:
            CableClosed: the connection has ended.
        """
        self._socket.settimeout(max(seconds, 0.001))
        self._line.ends = time.monotonic() + max(seconds, _A_FRAME_WITHIN)
        try:
            text = self._socket.recv()
        except websocket.WebSocketTimeoutException:
            return None
        except (websocket.WebSocketException, OSError, ValueError) as error:
            raise CableClosed(_in_words(error)) from None
        if not text and not self._socket.connected:
            raise CableClosed("the server closed the connection")
        self.heard_at = time.monotonic()
        return _frame_of(text)

    def close(self) -> None:
        """Let the connection go, without waiting for a word of goodbye."""
        self._connection.close()

    def _send(self, command: dict[str, str]) -> None:
        try:
            self._socket.send(json.dumps(command))
        except (websocket.WebSocketException, OSError) as error:
            raise CableClosed(_in_words(error)) from None


def _frame_of(text: Any) -> Frame | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    identifier = told.get("identifier")
    message = told.get("message")
    if isinstance(message, dict) and isinstance(message.get("data"), dict):
        return Frame("event", identifier, str(message.get("event") or ""), message["data"])
    kind = told.get("type")
    return Frame(kind, identifier, "", told) if isinstance(kind, str) else None


def _in_words(error: Exception) -> str:
    if isinstance(error, (websocket.WebSocketTimeoutException, TimeoutError, socket.timeout)):
        return "no answer in time"
    if isinstance(error, websocket.WebSocketConnectionClosedException):
        return "the server closed the connection"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return type(error).__name__
