"""The sandbox itself: what a test or a person starts, drives and asks."""

from __future__ import annotations

import copy
import threading
import time
import warnings
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import Headers

from chatwoot_client.sandbox.app import Application
from chatwoot_client.sandbox.cable.room import Room
from chatwoot_client.sandbox.desk import Desk
from chatwoot_client.sandbox.http.deliveries import Delivery
from chatwoot_client.sandbox.http.exchange import Answer, Request
from chatwoot_client.sandbox.http.faults import Fault, Faults
from chatwoot_client.sandbox.http.outgoing import is_loopback
from chatwoot_client.sandbox.http.wire import Line, Listener
from chatwoot_client.sandbox.rails.answers import blocked_host
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.release import release_of, written
from chatwoot_client.sandbox.rules.installation import Installation
from chatwoot_client.sandbox.samples import sample, signed
from chatwoot_client.sandbox.trouble import Trouble

if TYPE_CHECKING:
    from chatwoot_client.sandbox.window.window import Window


@dataclass(frozen=True)
class Snapshot:
    """The records of a sandbox at some moment."""

    installation: Installation


KEPT_REQUESTS = 1_000
KEPT_BYTES = 64 * 1024 * 1024


class Sandbox(Desk, Trouble):
    """A Chatwoot in memory that speaks HTTP on a loopback port.

    It serves the public API, the survey and the attachments' files, and most of the application and platform API, as
    Chatwoot 4.16.2 does; what it doesn't serve it answers with 501. What agents do can also be done through its
    methods. Everything may be called from any thread.

        with Sandbox() as server:
            configuration = chatwoot_client.Configuration(host=server.url)
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        messages_per_minute: int | None = 200,
        version: str | None = None,
        allowed_hosts: Sequence[str] = (),
        window: bool = False,
    ) -> None:
        """Prepare a sandbox with one inbox; nothing listens before `start`.

        Parameters:
            host: the address to listen on. Any other than a loopback one lets other machines in, and warns.
            port: the port; 0 lets the system choose.
            messages_per_minute: how many messages a conversation takes within 60 seconds before it refuses more, as
                Chatwoot does; None for no limit.
            version: the release of Chatwoot to answer like, such as `4.13`; None for the newest that is known.
            allowed_hosts: names that requests may call this machine by in their header `Host`, besides those of
                loopback; `*` for any. A sandbox that listens on another address takes any.
            window: whether to serve the page that shows what happens, at `window_url`.

        Raises:
            ValueError: a release that the sandbox doesn't know, or a window on an address that isn't a loopback one.
        """
        if window and not is_loopback(host):
            raise ValueError(f"a sandbox with a window listens on this machine only, not on {host}")
        release = release_of(version)
        self._allowed_hosts = frozenset(each.lower() for each in allowed_hosts)
        if not is_loopback(host):
            self._allowed_hosts |= {"*"}
        self._host = host
        self._port = port
        self._listener: Listener | None = None
        self._faults = Faults()
        self._requests: deque[Request] = deque()
        self._kept_bytes = 0
        self._requests_lock = threading.Lock()
        self.drop_underscore_headers: bool = False
        """Whether request headers with an underscore in their name get lost on the way, as behind nginx."""
        self._application = Application(Installation(messages_per_minute, release))
        self._window: Window | None = None
        if window:
            from chatwoot_client.sandbox.window.window import Window

            self._window = Window(self._application, self._faults)

    # Running it

    def start(self) -> Sandbox:
        """Listen, in a thread of its own. Starting a started sandbox changes nothing.

        Returns:
            The sandbox.

        Raises:
            OSError: the address can't be used.
        """
        if self._listener is None:
            if not is_loopback(self._host):
                warnings.warn(
                    f"The sandbox listens on {self._host}: whoever reaches this machine can use it.", stacklevel=2
                )
            self._listener = Listener(self._host, self._port, self._serve)
            self._listener.start()
            self._application.base_url = self.url
        return self

    def close(self) -> None:
        """Stop listening, end every connection and wait until all is quiet. The records stay."""
        if self._listener is not None:
            self._application.room.disconnect()
            self._listener.close()
            self._listener = None
        self._application.room.close()
        if self._window is not None:
            self._window.close()
        self._application.deliveries.close()

    def __enter__(self) -> Sandbox:
        """Start."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def reset(self) -> None:
        """Forget records, requests, webhooks and faults. The default inbox starts again, under the same identifier."""
        with self._application.lock:
            self._application.installation = self._installation.renewed()
        self._faults.clear()
        self.drop_underscore_headers = False
        self.clear_requests()
        self._application.deliveries.clear()
        if self._window is not None:
            self._window.renew()

    def snapshot(self) -> Snapshot:
        """The records as they are now, for `restore`."""
        with self._application.lock:
            return Snapshot(copy.deepcopy(self._installation))

    def restore(self, snapshot: Snapshot) -> None:
        """Put the records back as they were at a snapshot, as often as you like.

        What was got from the sandbox since, such as an `Inbox`, is no part of it any more.
        """
        with self._application.lock:
            self._application.installation = copy.deepcopy(snapshot.installation)
        if self._window is not None:
            self._window.records_changed()

    @property
    def port(self) -> int:
        """The port it listens on. Raises `RuntimeError` while it doesn't."""
        if self._listener is None:
            raise RuntimeError("the sandbox isn't started")
        return self._listener.port

    @property
    def url(self) -> str:
        """Where clients find it, as in `http://127.0.0.1:50123`. Raises `RuntimeError` while it doesn't listen."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}"

    @property
    def window_url(self) -> str:
        """Where the page is that shows what happens. Raises `RuntimeError` where there is none, or it isn't started."""
        if self._window is None:
            raise RuntimeError("this sandbox has no window: Sandbox(window=True) has one")
        return f"{self.url}{self._window.path}"

    @property
    def user_token(self) -> str:
        """The access token of the user who is there from the start, an administrator; every `User` has one."""
        return self._installation.administrator.access_token

    @property
    def platform_token(self) -> str:
        """The access token of the platform app, which makes accounts, users and bots."""
        return self._installation.platform_app.access_token

    @property
    def account_id(self) -> int:
        """The id of the account that is there from the start."""
        return self._account.id

    @property
    def version(self) -> str:
        """The release of Chatwoot that it answers like."""
        return written(self._installation.store.release)

    @property
    def inbox(self) -> Inbox:
        """The inbox that is there from the start."""
        return self._installation.inbox

    # What arrived

    @property
    def requests(self) -> list[Request]:
        """The requests that arrived, the latest last; at most 1,000, or as many as have 64 MiB of bodies."""
        with self._requests_lock:
            return list(self._requests)

    def clear_requests(self) -> None:
        """Forget the requests that arrived."""
        with self._requests_lock:
            self._requests.clear()
            self._kept_bytes = 0

    @property
    def deliveries(self) -> list[Delivery]:
        """The webhooks that were sent, or are about to be, the latest last; at most 1,000.

        They go out from threads of their own, in no order, to this machine only; any other address gets none, and says
        so. Those of the account, of API inboxes and of bots are signed; those of automation rules and macros aren't.
        """
        return self._application.deliveries.made()

    @property
    def cable(self) -> Room:
        """Who listens live at `/cable`, with what may go wrong there: `deaf`, `silent`, `loses`, `repeats` …"""
        return self._application.room

    def wait_for_deliveries(self, seconds: float = 10.0) -> bool:
        """Wait until all webhooks are sent that are to be, repeats too; False when they aren't in as many seconds."""
        return self._application.deliveries.wait(seconds)

    @property
    def seconds_between_attempts(self) -> float:
        """How long a bot that failed with 429 or 500 is left alone before it's told again; it's told three times."""
        return self._application.deliveries.seconds_between_attempts

    @seconds_between_attempts.setter
    def seconds_between_attempts(self, seconds: float) -> None:
        self._application.deliveries.seconds_between_attempts = seconds

    @property
    def seconds_of_file_addresses(self) -> float:
        """How long the address lasts that a file's `data_url` leads to; that one itself lasts as long as the file."""
        return self._installation.store.file_tokens.seconds

    @seconds_of_file_addresses.setter
    def seconds_of_file_addresses(self, seconds: float) -> None:
        self._installation.store.file_tokens.seconds = seconds

    def deliver(self, event: str, *, secret: str = "secret", **fields: Any) -> tuple[bytes, dict[str, str]]:
        """A delivery to hand to your own code: the body, and the headers that sign it. Nothing is sent.

        It tells of the last message, conversation or contact that there is, whichever the event is about.

        Parameters:
            event: what Chatwoot calls it, such as `message_created`.
            secret: what signs it.
            fields: what the body says otherwise, such as `content="Hello"`.

        Raises:
            ValueError: an event of a name that Chatwoot doesn't have.
            LookupError: nothing is there that it could tell of.
        """
        with self._application.lock:
            body = sample(event, self._account, self._application.base_url)
        return signed({**body, **fields}, secret)

    # Serving

    def _serve(self, request: Request, line: Line) -> tuple[Fault | None, Answer]:
        window = self._window
        if window is None:
            return self._served(request, line)
        if window.serves(request):
            return None, window.answer(request, self.url)
        began = time.monotonic()
        fault, answer = self._served(request, line)
        window.keep_harmless(answer)
        window.served(request, answer, fault, time.monotonic() - began)
        return fault, answer

    def _served(self, request: Request, line: Line) -> tuple[Fault | None, Answer]:
        if self.drop_underscore_headers:
            request = _without_underscored(request)
        self._keep(request)
        name = _host_name(request.headers.get("host", ""))
        if not (self._allowed_hosts & {"*", name} or name == "" or is_loopback(name)):
            # A page on the web could have its own name lead here, and read whatever the sandbox answers.
            return None, blocked_host(name)
        fault = self._faults.take(request)
        if fault is None:
            return None, self._application.answer(request, self.url)
        if fault.silent:
            line.wait_for_its_end(fault.delay)
        line.wait(fault.queued)
        if fault.silent or (fault.queued and line.sender_has_gone()):
            return Fault(cut=True), Answer(500)
        line.wait(fault.worked)
        answer = self._application.answer(request, self.url, fault) if fault.processed else Answer(500)
        line.wait(fault.delay)
        return fault, fault.answer or answer

    def _keep(self, request: Request) -> None:
        with self._requests_lock:
            self._requests.append(request)
            self._kept_bytes += request.size
            while len(self._requests) > KEPT_REQUESTS or (self._kept_bytes > KEPT_BYTES and len(self._requests) > 1):
                self._kept_bytes -= self._requests.popleft().size


def _host_name(host: str) -> str:
    """The name in a `Host` header, without a port and without the brackets of an address."""
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    return name.lower().rstrip(".")


def _without_underscored(request: Request) -> Request:
    kept = Headers([(name, value) for name, value in request.headers if "_" not in name])
    return Request(request.method, request.path, request.query_string, kept, request.body)
