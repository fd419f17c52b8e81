"""Sends webhooks: POSTs that a thread of its own makes, to this machine only."""

from __future__ import annotations

import base64
import http.client
import ipaddress
import queue
import threading
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

TIMEOUT = 5
"""How many seconds an address may take to be connected to, and how many to send each piece of its answer."""
MAX_REDIRECTS = 10
KEPT_DELIVERIES = 1_000
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


class Deliveries:
    """The webhooks of a sandbox, the latest last."""

    def __init__(self) -> None:
        """Begin without any; the thread starts with the first."""
        self._kept: deque[Delivery] = deque(maxlen=KEPT_DELIVERIES)
        self._waiting: queue.SimpleQueue[Delivery | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._lock = threading.Lock()

    def add(self, delivery: Delivery) -> None:
        """Send a webhook, as soon as those before it are sent."""
        with self._lock:
            self._kept.append(delivery)
            self._closing = False
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="sandbox-webhooks", daemon=True)
                self._thread.start()
        self._waiting.put(delivery)

    def made(self) -> list[Delivery]:
        """Those that were made, the latest 1,000."""
        with self._lock:
            return list(self._kept)

    def clear(self) -> None:
        """Forget those that were made."""
        with self._lock:
            self._kept.clear()

    def close(self) -> None:
        """End the thread once what it sends is through; what still waits is not sent."""
        with self._lock:
            thread, self._thread = self._thread, None
            self._closing = True
        if thread is not None:
            self._waiting.put(None)
            thread.join()

    def _work(self) -> None:
        for delivery in iter(self._waiting.get, None):
            if self._closing:
                delivery.error = "the sandbox was closed before"
                continue
            try:
                delivery.status = _post(delivery)
            except (OSError, ValueError, http.client.HTTPException) as error:
                delivery.error = str(error) or type(error).__name__


def _post(delivery: Delivery) -> int:
    """Send a webhook and give the answer's status. A redirect is followed, always with a POST."""
    url = delivery.url
    for _ in range(MAX_REDIRECTS + 1):
        parts = urlsplit(url)
        connection = _connection(parts.scheme, parts.hostname or "", parts.port)
        headers = dict(delivery.headers)
        if parts.username is not None:
            login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            headers["Authorization"] = "Basic " + base64.b64encode(login.encode()).decode()
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, delivery.body, headers)
            response = connection.getresponse()
            response.read()
        finally:
            connection.close()
        location = response.headers.get("location")
        if response.status not in (301, 302, 303, 307, 308) or not location:
            return response.status
        url = urljoin(url, location)
    raise ValueError(f"more than {MAX_REDIRECTS} redirects")


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if not is_loopback(host):
        raise ValueError(f"{host or 'no host'} isn't this machine: the sandbox calls loopback addresses only")
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=TIMEOUT)
    raise ValueError(f"{scheme or 'an address without a scheme'} is neither http nor https")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its name or its address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
