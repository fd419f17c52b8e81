"""Sends webhooks: POSTs that threads of their own make, to this machine only."""

from __future__ import annotations

import base64
import hmac
import http.client
import queue
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from chatwoot_client.sandbox.http.outgoing import connection

MAX_REDIRECTS = 10
KEPT_DELIVERIES = 1_000
KEPT_OF_ANSWER = 65_536
LOST = 500
"""The status that stands for an answer that got lost."""
WORKERS = 3
"""They keep no order among what they send, as Chatwoot's don't."""
REPEATED = (429, 500)
"""The answers after which a bot is told again."""
_HEADERS = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "Ruby"}


@dataclass
class Delivery:
    """A webhook that was sent, or is about to be."""

    url: str
    event: str
    """What it tells of, such as `automation_event.message_created`."""
    body: bytes
    headers: dict[str, str] = field(default_factory=lambda: dict(_HEADERS))
    status: int | None = None
    """The answer's status; None before there is one, and where none comes."""
    error: str | None = None
    """Why no answer came."""
    secret: str | None = field(default=None, repr=False)
    """What it's signed with; None for one that isn't."""
    attempts: int = 1
    """How often it's sent at most."""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    """What `X-Chatwoot-Delivery` says, at each attempt the same."""
    statuses: list[int] = field(default_factory=list)
    """The answers to all attempts."""
    answer: bytes = b""
    """How the body of the last answer begins."""
    failed: Callable[[str], None] | None = field(default=None, repr=False)
    """Called with why, once it has failed for good."""

    @property
    def problem(self) -> str | None:
        """Why it has failed, as Chatwoot words it; None when it hasn't."""
        if self.status is None:
            return self.error
        words = http.client.responses.get(self.status, "")
        return None if 200 <= self.status < 300 else f"{self.status} {words}".strip()


def signed(body: bytes, secret: str, timestamp: int, delivery_id: str) -> dict[str, str]:
    """The headers by which a delivery shows that it's Chatwoot's."""
    digest = hmac.digest(secret.encode(), b"%d.%b" % (timestamp, body), "sha256").hex()
    return {
        "X-Chatwoot-Delivery": delivery_id,
        "X-Chatwoot-Timestamp": str(timestamp),
        "X-Chatwoot-Signature": f"sha256={digest}",
    }


class Deliveries:
    """The webhooks of a sandbox, the latest last."""

    def __init__(self) -> None:
        """Begin without any; threads start with the first."""
        self._kept: deque[Delivery] = deque(maxlen=KEPT_DELIVERIES)
        self._waiting: queue.SimpleQueue[Delivery | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._unsent = 0
        self._all_sent = threading.Condition(self._lock)
        self.seconds_between_attempts: float = 3.0
        """How long a bot that failed is left alone before it's told again."""
        self.loses_answers: bool = False
        """Whether what is delivered counts as failed, whatever was answered."""
        self.onlooker: Callable[[Delivery, float], None] | None = None
        """Called after each attempt, with the seconds that it took."""

    def add(self, delivery: Delivery) -> None:
        """Send a webhook soon."""
        with self._lock:
            self._kept.append(delivery)
            self._unsent += 1
            self._closing.clear()
            if not self._threads:
                names = [f"sandbox-webhooks-{number}" for number in range(WORKERS)]
                self._threads = [threading.Thread(target=self._work, name=name, daemon=True) for name in names]
                for thread in self._threads:
                    thread.start()
        self._waiting.put(delivery)

    def made(self) -> list[Delivery]:
        """Those that were made, the latest 1,000."""
        with self._lock:
            return list(self._kept)

    def clear(self) -> None:
        """Forget those that were made."""
        with self._lock:
            self._kept.clear()

    def wait(self, seconds: float) -> bool:
        """Wait until all are sent; False when they aren't in as many seconds."""
        with self._all_sent:
            return self._all_sent.wait_for(lambda: not self._unsent, seconds)

    def close(self) -> None:
        """End the threads once what they send is through; what still waits is not sent."""
        with self._lock:
            threads, self._threads = self._threads, []
            self._closing.set()
        for _ in threads:
            self._waiting.put(None)
        for thread in threads:
            if thread is not threading.current_thread():
                thread.join()

    def _work(self) -> None:
        for delivery in iter(self._waiting.get, None):
            try:
                self._send(delivery)
            finally:
                with self._all_sent:
                    self._unsent -= 1
                    self._all_sent.notify_all()

    def _send(self, delivery: Delivery) -> None:
        for attempt in range(1, delivery.attempts + 1):
            if self._closing.is_set():
                delivery.error = "the sandbox was closed before"
                return
            self._attempt(delivery)
            if delivery.status not in REPEATED or attempt == delivery.attempts:
                break
            self._closing.wait(self.seconds_between_attempts)
        problem = delivery.problem
        if problem is not None and delivery.failed is not None:
            delivery.failed(problem)

    def _attempt(self, delivery: Delivery) -> None:
        if delivery.secret is not None:
            delivery.headers.update(signed(delivery.body, delivery.secret, int(time.time()), delivery.id))
        delivery.status, delivery.error, delivery.answer = None, None, b""
        began = time.monotonic()
        try:
            answered, delivery.answer = _post(delivery)
            delivery.status = LOST if self.loses_answers else answered
            delivery.statuses.append(delivery.status)
        except (OSError, ValueError, http.client.HTTPException) as error:
            delivery.error = str(error) or type(error).__name__
        if self.onlooker is not None:
            self.onlooker(delivery, time.monotonic() - began)


def _post(delivery: Delivery) -> tuple[int, bytes]:
    """Send a webhook and give the answer's status and how it begins. A redirect is followed, always with a POST."""
    url = delivery.url
    for _ in range(MAX_REDIRECTS + 1):
        parts = urlsplit(url)
        connected = connection(parts.scheme, parts.hostname or "", parts.port)
        headers = dict(delivery.headers)
        if parts.username is not None:
            login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            headers["Authorization"] = "Basic " + base64.b64encode(login.encode()).decode()
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connected.request("POST", target, delivery.body, headers)
            response = connected.getresponse()
            body = response.read()
        finally:
            connected.close()
        location = response.headers.get("location")
        if response.status not in (301, 302, 303, 307, 308) or not location:
            return response.status, body[:KEPT_OF_ANSWER]
        url = urljoin(url, location)
    raise ValueError(f"more than {MAX_REDIRECTS} redirects")
