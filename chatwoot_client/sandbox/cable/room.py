"""Action Cable's side of a connection: subscriptions, signs of presence, pings, and what goes wrong with them."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from chatwoot_client.sandbox.http.exchange import Answer, Request
from chatwoot_client.sandbox.http.websocket import WebSocket, opening

PING_SECONDS = 3.0
CHANNELS = ("RoomChannel",)


class Audience(Protocol):
    """Who may hear what: the records, as far as they say."""

    def streams(self, subscription: dict[str, Any]) -> list[str] | None:
        """The streams that a subscription opens, its own first; None where it has no right to any."""

    def present(self, subscription: dict[str, Any]) -> dict[str, Any]:
        """What a sign of presence is answered with."""


class Onlooker(Protocol):
    """Who sees all that happens in a room, whatever goes wrong there."""

    def told(self, event: str, data: dict[str, Any]) -> None:
        """Something is told, to whomever."""

    def passed(self, guest: int, sent: bool, text: str) -> None:
        """A frame was sent to a guest, or came from one."""


class Room:
    """Everybody who is connected, and what is told to them.

    Attributes:
        deaf: whether nothing flows though pings come, as after Redis was away.
        silent: whether there are no pings either.
        loses, repeats, swaps: parts of the events, from 0 to 1, that get lost, come twice, or change places with the
            next one.
        delay: seconds that an event takes.
        onlooker: who sees all that happens here; None for nobody.
    """

    def __init__(self, audience: Audience) -> None:
        """Ask `audience` who may hear what."""
        self.deaf: bool = False
        self.silent: bool = False
        self.loses: float = 0.0
        self.repeats: float = 0.0
        self.swaps: float = 0.0
        self.delay: float = 0.0
        self.onlooker: Onlooker | None = None
        self._audience = audience
        self._lock = threading.Lock()
        self._guests: dict[WebSocket, _Guest] = {}
        self._guests_seen = 0
        self._kept_back: tuple[Iterable[str], str, dict[str, Any]] | None = None
        self._pinger: threading.Thread | None = None
        self._closed = threading.Event()

    # What tests do

    def disconnect(self) -> None:
        """End all connections without a word, as a server does that stops."""
        with self._lock:
            guests = list(self._guests)
        for websocket in guests:
            websocket.end()

    @property
    def subscriptions(self) -> int:
        """How many there are at the moment."""
        with self._lock:
            return sum(len(guest.heard) for guest in self._guests.values())

    @property
    def is_heard(self) -> bool:
        """Whether anybody hears what is told."""
        return self.onlooker is not None or self.subscriptions > 0

    def close(self) -> None:
        """End all connections, and the pings."""
        self._closed.set()
        self.disconnect()
        if self._pinger is not None:
            self._pinger.join()
            self._pinger = None

    # Connections

    def answer(self, request: Request) -> Answer:
        """The answer to a request at `/cable`."""
        answer = opening(request.headers) if request.method == "GET" else None
        if answer is None:
            return Answer(404, {"content-type": "text/plain"}, b"Page not found")
        if answer.status == 101:
            answer.takes_over = self._welcome
        return answer

    def _welcome(self, websocket: WebSocket) -> None:
        with self._lock:
            self._guests_seen += 1
            guest = self._guests[websocket] = _Guest(self, websocket, self._guests_seen)
            if self._pinger is None:
                self._closed.clear()
                self._pinger = threading.Thread(target=self._ping, name="sandbox-cable", daemon=True)
                self._pinger.start()
        guest.tell({"type": "welcome"})
        try:
            websocket.serve(guest.receive)
        finally:
            with self._lock:
                self._guests.pop(websocket, None)

    def _ping(self) -> None:
        while not self._closed.wait(PING_SECONDS):
            with self._lock:
                guests = [] if self.silent else list(self._guests.values())
            for guest in guests:
                guest.tell({"type": "ping", "message": int(time.time())})

    # What is told

    def broadcast(self, streams: Iterable[str], event: str, data: dict[str, Any]) -> None:
        """Tell everybody who hears one of these streams, once for each subscription; faults see to the rest."""
        if self.onlooker is not None:
            self.onlooker.told(event, data)
        if self.deaf or random.random() < self.loses:
            return
        told, self._kept_back = self._kept_back, None
        if told is None and random.random() < self.swaps:
            self._kept_back = (streams, event, data)
            threading.Timer(0.1, self._give_back).start()
            return
        self._send(streams, event, data)
        if told is not None:
            self._send(*told)

    def _give_back(self) -> None:
        told, self._kept_back = self._kept_back, None
        if told is not None:
            self._send(*told)

    def _send(self, streams: Iterable[str], event: str, data: dict[str, Any]) -> None:
        wanted = frozenset(streams)
        with self._lock:
            guests = list(self._guests.values())
        times = 2 if random.random() < self.repeats else 1

        def send() -> None:
            for guest in guests:
                guest.tell_of(wanted, event, data, times)

        if self.delay:
            threading.Timer(self.delay, send).start()
        else:
            send()

    def streams(self, subscription: dict[str, Any]) -> list[str] | None:
        """The streams that a subscription opens."""
        return self._audience.streams(subscription)

    def present(self, subscription: dict[str, Any]) -> dict[str, Any]:
        """What a sign of presence is answered with."""
        return self._audience.present(subscription)


class _Guest:
    """Somebody who is connected."""

    def __init__(self, room: Room, websocket: WebSocket, number: int) -> None:
        self._room = room
        self._websocket = websocket
        self._number = number
        self._seen: set[str] = set()
        #: The streams of each subscription, by its identifier.
        self.heard: dict[str, list[str]] = {}
        self._named: dict[str, dict[str, Any]] = {}

    def tell(self, frame: dict[str, Any]) -> None:
        text = json.dumps(frame, separators=(",", ":"), ensure_ascii=False)
        text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
        self._seen_by_onlooker(True, text)
        self._websocket.send(text)

    def _seen_by_onlooker(self, sent: bool, text: str) -> None:
        if self._room.onlooker is not None:
            self._room.onlooker.passed(self._number, sent, text)

    def tell_of(self, wanted: frozenset[str], event: str, data: dict[str, Any], times: int) -> None:
        for identifier, streams in list(self.heard.items()):
            if not wanted.isdisjoint(streams):
                for _ in range(times):
                    self.tell({"identifier": identifier, "message": {"event": event, "data": data}})

    def receive(self, text: str) -> None:
        """Do what a frame says; what can't be understood is passed over, as the server does it."""
        self._seen_by_onlooker(False, text)
        try:
            command = json.loads(text)
            act = _COMMANDS[command["command"]]
            act(self, command, command["identifier"])
        except (ValueError, TypeError, KeyError, AttributeError):
            return

    def _subscribe(self, command: dict[str, Any], identifier: str) -> None:
        # A text that was seen is passed over for ever, whatever became of it.
        if identifier in self._seen:
            return
        self._seen.add(identifier)
        named = json.loads(identifier)
        streams = self._room.streams(named) if named["channel"] in CHANNELS else None
        if streams is None:
            return
        self.heard[identifier], self._named[identifier] = streams, named
        self._show_presence(identifier)
        if not self._room.deaf:
            self.tell({"identifier": identifier, "type": "confirm_subscription"})

    def _unsubscribe(self, command: dict[str, Any], identifier: str) -> None:
        self.heard.pop(identifier, None)
        self._seen.discard(identifier)

    def _message(self, command: dict[str, Any], identifier: str) -> None:
        if identifier in self.heard and json.loads(command["data"])["action"] == "update_presence":
            self._show_presence(identifier)

    def _show_presence(self, identifier: str) -> None:
        data = self._room.present(self._named[identifier])
        self._room.broadcast(self.heard[identifier][:1], "presence.update", data)


_COMMANDS: dict[str, Callable[[_Guest, dict[str, Any], str], None]] = {
    "subscribe": _Guest._subscribe,
    "unsubscribe": _Guest._unsubscribe,
    "message": _Guest._message,
}
