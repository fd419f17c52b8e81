"""A small Chatwoot for listeners: conversations over REST, and ``/cable`` by a websocket library that isn't ours.

It's as bad as it's asked to be: it ends connections, goes deaf as after a lost Redis, loses, repeats and swaps events.
"""

from __future__ import annotations

import datetime
import json
import random
import ssl
import threading
import time
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

ACCOUNT, USER = 1, 7
TOKEN, CONTACT_TOKEN = "user-pubsub-token", "contact-pubsub-token"
INBOX, SOURCE = "inbox-identifier", "source-id"


class Chat:
    """The server; ``url`` is where it is. All of its faults are attributes that a test sets while it runs."""

    def __init__(self, pings: float = 0.5, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._lock = threading.RLock()
        self._pings = pings
        self._subscribed: dict[ServerConnection, dict[str, dict[str, Any]]] = {}
        self.messages: dict[int, dict[str, Any]] = {}
        self.touched: dict[int, float] = {}
        self.requests: list[str] = []
        self.connections = 0
        self.tokens = {TOKEN, CONTACT_TOKEN}
        self.user_may_read = True
        #: Events don't reach anybody, and signs of presence aren't answered; pings go on.
        self.deaf = False
        self.without_pings = False
        #: Seconds that an answer of the application API takes, and that of a sign of presence.
        self.takes = self.signs_take = 0.0
        #: Seconds by which the server's clock is ahead of this one.
        self.ahead = 0.0
        self.refuses = False
        #: Conversations whose messages can't be read.
        self.unreadable: set[int] = set()
        #: Seconds; what changed in more takes the server too long.
        self.lists_at_most: float | None = None
        #: Parts of the events, from 0 to 1.
        self.loses = self.repeats = self.swaps = 0.0
        self._kept_back: list[tuple[str, dict[str, Any], bool]] = []
        self._last_id = 500
        self._server: Server | None = None
        self._ends = threading.Event()

    def __enter__(self) -> Chat:
        self.port = 0
        self.start()
        threading.Thread(target=self._ping, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self.stop()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://localhost:{self.port}"

    def start(self) -> None:
        self._server = serve(
            self._connected, "127.0.0.1", self.port, process_request=self._asked, compression=None, ssl=self._tls
        )
        self.port = self._server.socket.getsockname()[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """As a server that is killed: its port is refused, its connections end without a word."""
        if self._server is not None:
            self._server.shutdown()
            self._server = None
        self.cut()

    def cut(self) -> None:
        """End all connections without a word."""
        with self._lock:
            for connection in list(self._subscribed):
                connection.socket.close()

    # --- what happens ---

    def write(self, conversation: int, content: str, incoming: bool = True, **fields: Any) -> int:
        """A message, told live before it's answered."""
        with self._lock:
            self._last_id += random.randint(1, 3)
            now = self._now()
            message = {
                "id": self._last_id,
                "content": content,
                "account_id": ACCOUNT,
                "inbox_id": 4,
                "conversation_id": conversation,
                "message_type": 0 if incoming else 1,
                "created_at": int(now),
                "updated_at": moment(now),
                "private": False,
                "status": "sent",
                "source_id": None,
                "content_type": "text",
                "content_attributes": {},
                "sender": {"id": 21, "name": "Ann", "type": "contact"} if incoming else {"id": 9, "type": "user"},
                **fields,
            }
            self.messages[message["id"]] = message
            self.touched[conversation] = now
            self._tell("message.created", dict(message))
            return int(message["id"])

    def edit(self, id: int, told: bool = True, **fields: Any) -> None:
        with self._lock:
            message = self.messages[id]
            message.update(fields, updated_at=moment(self._now()))
            if told:
                self._tell("message.updated", {**message, "previous_changes": {"content": ["before", "now"]}})

    def tell(self, event: str, data: dict[str, Any]) -> None:
        with self._lock:
            self._tell(event, {"account_id": ACCOUNT, **data})

    def _tell(self, event: str, data: dict[str, Any]) -> None:
        if self.deaf or random.random() < self.loses:
            return
        self._kept_back.append((event, data, bool(data.get("private"))))
        if random.random() < self.swaps and len(self._kept_back) < 3:
            threading.Timer(0.05, self._flush).start()
            return
        self._flush()

    def _flush(self) -> None:
        with self._lock:
            going, self._kept_back = list(reversed(self._kept_back)), []
            for event, data, private in going:
                for _ in range(2 if random.random() < self.repeats else 1):
                    for connection, identifiers in list(self._subscribed.items()):
                        for identifier, named in identifiers.items():
                            if named["pubsub_token"] == TOKEN or not private:
                                self._send(connection, identifier=identifier, message={"event": event, "data": data})

    def _send(self, connection: ServerConnection, **frame: Any) -> None:
        try:
            connection.send(json.dumps(frame))
        except (ConnectionClosed, OSError):
            self._subscribed.pop(connection, None)

    # --- /cable ---

    def _connected(self, connection: ServerConnection) -> None:
        with self._lock:
            self.connections += 1
            self._subscribed[connection] = {}
            self._send(connection, type="welcome")
        try:
            for text in connection:
                self._command(connection, json.loads(text))
        except (ConnectionClosed, OSError):
            pass
        finally:
            with self._lock:
                self._subscribed.pop(connection, None)

    def _command(self, connection: ServerConnection, command: dict[str, Any]) -> None:
        identifier = command["identifier"]
        named = json.loads(identifier)
        with self._lock:
            if command["command"] == "subscribe":
                if named["pubsub_token"] not in self.tokens or self.refuses:
                    return
                self._subscribed[connection][identifier] = named
                self._present(connection, identifier)
                self._send(connection, identifier=identifier, type="confirm_subscription")
            elif json.loads(command["data"])["action"] == "update_presence":
                threading.Timer(self.signs_take, self._present, (connection, identifier)).start()

    def _present(self, connection: ServerConnection, identifier: str) -> None:
        if not self.deaf:
            told = {"event": "presence.update", "data": {"account_id": ACCOUNT, "users": {}}}
            self._send(connection, identifier=identifier, message=told)

    def _ping(self) -> None:
        while not self._ends.wait(self._pings):
            with self._lock:
                for connection in [] if self.without_pings else list(self._subscribed):
                    self._send(connection, type="ping", message=int(self._now()))

    # --- REST ---

    def _asked(self, connection: ServerConnection, request: Request) -> Response | None:
        parts = urlsplit(request.path)
        if parts.path == "/cable":
            return None
        if parts.path.startswith("/api/"):
            time.sleep(self.takes)
        with self._lock:
            self.requests.append(parts.path)
            status, answer = self._answer(parts.path, {name: last[-1] for name, last in parse_qs(parts.query).items()})
        body = json.dumps(answer).encode()
        headers = Headers({"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(body))})
        headers["Connection"] = "close"
        return Response(status, HTTPStatus(status).phrase, headers, body)

    def _answer(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        words = path.strip("/").split("/")
        if not self.user_may_read and words[:2] != ["public", "api"]:
            return 401, {"error": "Invalid Access Token"}
        if path == "/api/v1/profile":
            return 200, {"id": USER, "pubsub_token": TOKEN, "accounts": [{"id": ACCOUNT}]}
        if words[-1] == "conversations" and words[0] == "api":
            return self._list(query)
        if words[-1] == "messages" and int(words[-2]) in self.unreadable:
            return 500, {"status": 500, "error": "Internal Server Error"}
        if words[-1] == "messages":
            written = self._written_in(int(words[-2]))
            before = int(query.get("before", 1 << 40))
            if "after" in query:
                after = int(query["after"]) - (0 if "before" in query else -1)
                between = [each for each in written if after <= each["id"] < before]
                return 200, {"meta": {}, "payload": between[: 1000 if "before" in query else 100]}
            return 200, {"meta": {}, "payload": [each for each in written if each["id"] < before][-20:]}
        if path == f"/public/api/v1/inboxes/{INBOX}/contacts/{SOURCE}":
            return 200, {"id": 21, "source_id": SOURCE, "pubsub_token": CONTACT_TOKEN}
        if path == f"/public/api/v1/inboxes/{INBOX}/contacts/{SOURCE}/conversations":
            return 200, [self._public(number) for number in self.touched]
        return 404, {"status": 404, "error": "Not Found"}

    def _list(self, query: dict[str, str]) -> tuple[int, Any]:
        assert query["status"] == "all"
        if "updated_within" in query:
            within = int(query["updated_within"])
            if self.lists_at_most is not None and within > self.lists_at_most:
                return 500, {"status": 500, "error": "Internal Server Error"}
            chosen = [number for number, at in self.touched.items() if at > self._now() - within]
        else:
            assert query["sort_by"] == "last_activity_at_desc"
            end = 25 * int(query["page"])
            chosen = sorted(self.touched, key=lambda number: self.touched[number], reverse=True)[end - 25 : end]
            self.listed_a_page()
        return 200, {"data": {"meta": {}, "payload": [self._conversation(number) for number in chosen]}}

    def _now(self) -> float:
        return time.time() + self.ahead

    def listed_a_page(self) -> None:
        """Called with each page; what happens between two is for a test to say."""

    def _written_in(self, conversation: int) -> list[dict[str, Any]]:
        hidden = ("account_id", "updated_at")
        return [
            {name: value for name, value in each.items() if name not in hidden}
            for each in self.messages.values()
            if each["conversation_id"] == conversation
        ]

    def _conversation(self, number: int) -> dict[str, Any]:
        return {
            "id": number,
            "messages": self._written_in(number)[-1:],
            "updated_at": self.touched[number],
            "last_activity_at": int(self.touched[number]),
        }

    def _public(self, number: int) -> dict[str, Any]:
        hidden = ("status", "private", "inbox_id", "source_id")
        messages = [
            {name: value for name, value in each.items() if name not in hidden}
            for each in self._written_in(number)
            if not each["private"]
        ]
        return {"id": number, "messages": messages, "contact": {"id": 21, "account_id": ACCOUNT}}


def moment(seconds: float) -> str:
    told = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return told.strftime("%Y-%m-%dT%H:%M:%S.") + f"{told.microsecond // 1000:03d}Z"
