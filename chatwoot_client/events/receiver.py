"""Takes deliveries in: verified, each once, handed to what was registered for it."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, TypeVar, Union

from chatwoot_client.certain.keys import check_own
from chatwoot_client.checks import check_count, close_to, is_number
from chatwoot_client.events.event import Event
from chatwoot_client.events.kinds import MessageEvent, event_of
from chatwoot_client.events.listening import Listening
from chatwoot_client.events.seen import Once
from chatwoot_client.events.signature import TOLERANCE, Keys, SignatureException, checked

if TYPE_CHECKING:
    from typing_extensions import Literal

    from chatwoot_client.events.handlers import Lanes
    from chatwoot_client.events.seen import Seen
    from chatwoot_client.events.signature import Secrets

    Run = Literal["pool", "inline"]

__all__ = ["Receiver", "Reply", "verify"]

_LOGGER = logging.getLogger("chatwoot_client.events")
_Handler = TypeVar("_Handler", bound="Callable[..., Any]")
#: Which events: a class (with those below it), or a name as Chatwoot has it.
Which = Union["type[Event]", str]


def verify(
    body: bytes,
    headers: Any,
    secrets: Secrets,
    tolerance: float | None = TOLERANCE,
    clock: Callable[[], float] = time.time,
    *,
    accept_unsigned: bool = False,
) -> Event:
    """The event that a delivery tells of, once it's certain that Chatwoot sent it.

    Parameters:
        body: the bytes as they came, before anything reads or changes them.
        headers: the headers, in whatever a framework keeps them: a mapping in any case, WSGI's environ, ASGI's pairs.
        secrets: the secret of the webhook, API inbox or bot; several while one replaces another; or secrets by the
            name of their source, where one address takes deliveries of several: ``event.stamp.source`` tells whose.
        tolerance: seconds that its signature may be old, or ahead of *clock*; None for any age.
        clock: what tells the time, in seconds since 1970.
        accept_unsigned: whether a delivery without a signature is taken as well. Anybody may send one; servers before
            4.11.2 (for API inboxes and bots 4.13), automation rules and macros send no others. Without any secret all
            deliveries are taken so, signed ones of a newer server too.

    Raises:
        SignatureException: it isn't to be trusted; ``reason`` tells why.
        TypeError, ValueError: an argument other than *headers* that can't be.
    """
    body = _octets(body)
    keys = Keys(secrets, needed=not accept_unsigned)
    _check_patience(tolerance, clock)
    return _read(body, headers, keys, tolerance=tolerance, clock=clock, accept_unsigned=accept_unsigned)


def _check_patience(tolerance: Any, clock: Any) -> None:
    if tolerance is not None:
        if not is_number(tolerance):
            raise TypeError(f"tolerance must be a number of seconds, or None, not {type(tolerance).__name__}")
        if not tolerance >= 0:
            raise ValueError(f"tolerance must be 0 seconds or more, or None for any age, not {tolerance!r}")
    _check_callable("clock", clock)


def _check_callable(name: str, value: Any) -> None:
    if not callable(value):
        raise TypeError(f"{name} must be a function, not {type(value).__name__}")


def _octets(body: Any) -> bytes:
    if not isinstance(body, (bytes, bytearray, memoryview)):
        raise TypeError(f"body must be the bytes that came, not {type(body).__name__}")
    return bytes(body)


def _read(body: bytes, headers: Any, keys: Keys, **how: Any) -> Event:
    stamp = checked(body, headers, keys, **how)
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise SignatureException("unreadable")
    return event_of(data, stamp)


class Reply(NamedTuple):
    """What to answer Chatwoot.

    Attributes:
        status: the HTTP status.
        body: a line of text.
    """

    status: int
    body: str


class Receiver(Listening):
    """Takes deliveries of Chatwoot's webhooks and hands each event, once, to the handlers registered for it.

    Chatwoot waits five seconds for an answer and doesn't ask twice: a bot's delivery that's answered by 429 or 500 is
    sent up to three times, every other once, and one of an API inbox that fails marks the customer's message as failed.
    So the answer goes out at once, and handlers run in threads; the events of one conversation one after another, in
    the order in which they came.

    Parameters:
        secrets: as :func:`verify` takes them; none for a receiver that only listens live.
        tolerance, clock, accept_unsigned: as :func:`verify` takes them.
        run: ``'pool'`` for threads, or ``'inline'`` for :meth:`handle` to answer after the handlers, by 500 where one
            raised: for handlers that only put the event into a queue of your own.
        workers: threads of the pool.
        backlog: events that may wait or be under way in the pool; one more is answered by 503.
        seen: what remembers the events of all processes that share the deliveries; each process its own when left
            out.
        on_error: called with the event and the exception that one of its handlers raised, which is logged anyway.
        max_body: bytes that a delivery may have.
        own_keys: which keys of ``send_once`` are this program's, whichever of its processes sent the message: what they
            begin with (``'support-bot:'``), or what tells it of a key. ``is_own`` goes by it.

    Raises:
        TypeError, ValueError: a parameter that can't be.
    """

    def __init__(
        self,
        secrets: Secrets = (),
        *,
        tolerance: float | None = TOLERANCE,
        clock: Callable[[], float] = time.time,
        accept_unsigned: bool = False,
        run: Run = "pool",
        workers: int = 8,
        backlog: int = 1000,
        seen: Seen | None = None,
        on_error: Callable[[Event, Exception], Any] | None = None,
        max_body: int = 16 * 1024 * 1024,
        own_keys: str | Callable[[str], bool] | None = None,
    ) -> None:
        if run not in ("pool", "inline"):
            raise ValueError(f"run must be 'pool' or 'inline', not {run!r}")
        for name, value in (("workers", workers), ("backlog", backlog), ("max_body", max_body)):
            check_count(name, value)
        _check_patience(tolerance, clock)
        if on_error is not None:
            _check_callable("on_error", on_error)
        if seen is not None and not all(callable(getattr(seen, method, None)) for method in ("add", "discard")):
            raise TypeError(f"seen must have the methods add and discard, as {type(seen).__name__} hasn't")
        # From now on it's noted what this program writes.
        import chatwoot_client.events.own  # noqa: F401

        self.max_body = max_body
        self._is_own_key = check_own("own_keys", own_keys)
        self._keys = Keys(secrets, needed=False)
        self._how: dict[str, Any] = {"tolerance": tolerance, "clock": clock, "accept_unsigned": accept_unsigned}
        self._inline = run == "inline"
        self._size = (workers, backlog)
        self._once = Once(seen)
        self._on_error = on_error
        self._handlers: list[tuple[tuple[Which, ...], Callable[[Event], Any]]] = []
        #: By process, since threads don't survive a fork.
        self._pools: dict[int, Lanes] = {}

    def on(self, *which: Which) -> Callable[[_Handler], _Handler]:
        """Register what's decorated for these events: classes, with those below them, or names as Chatwoot has them.

        Without any it's called for all.

        Raises:
            TypeError: something that is neither.
            ValueError: a name that is nearly one that Chatwoot has. Others are taken, for what a newer server tells.
        """
        for each in which:
            if not (isinstance(each, str) or (isinstance(each, type) and issubclass(each, Event))):
                raise TypeError(f"on takes classes of events or their names, as in on(MessageCreated), not {each!r}")
            near = close_to(each, Event._classes) if isinstance(each, str) and each not in Event._classes else None
            if near is not None:
                raise ValueError(f"Chatwoot has no event {each!r}; did you mean {near!r}?")

        def register(handler: _Handler) -> _Handler:
            self._handlers.append((which, handler))
            return handler

        return register

    def handle(self, body: bytes, headers: Any, method: str = "POST") -> Reply:
        """Take a delivery in, and say what to answer: ``Response(reply.body, reply.status)``.

        Parameters:
            body: the bytes as they came.
            headers: the headers, as :func:`verify` takes them.
            method: the request's method.

        Raises:
            TypeError: *body* isn't bytes.
            ValueError: the receiver has no secrets, and takes nothing unsigned either.
        """
        if not (self._keys or self._how["accept_unsigned"]):
            raise ValueError("this receiver has no secrets, so it can't tell what is Chatwoot's: Receiver(secrets=[…])")
        body = _octets(body)
        if method != "POST":
            return Reply(405, "Deliveries come by POST.\n")
        if len(body) > self.max_body:
            return Reply(413, f"A delivery has at most {self.max_body} bytes here.\n")
        try:
            event = _read(body, headers, self._keys, **self._how)
        except SignatureException as error:
            _LOGGER.warning("refused a delivery: %s", error)
            return Reply(400 if error.reason == "unreadable" else 401, f"{error.reason}\n")
        return self._take(event)

    def _deliver(self, event: Event, done: Callable[[], None]) -> None:
        """Hand out what was told live, and wait where there's no room."""
        self._mark(event)

        def handle() -> None:
            self._dispatch(event)
            done()

        if self._inline:
            handle()
            return
        from chatwoot_client.events.handlers import Ended, Full

        while True:
            try:
                self._pool().run(self._lane(event), handle)
            except Ended:
                # A thread that listens on after the main one ended is all that there is to run handlers.
                handle()
                return
            except Full:
                time.sleep(0.05)
            else:
                return

    def _mark(self, event: Event) -> None:
        """Note what shows whose the event is to this receiver, for whatever becomes of the event."""
        key = event.sent_key if self._is_own_key is not None and isinstance(event, MessageEvent) else None
        if key is not None and self._is_own_key is not None:
            try:
                event._sent_by_us = bool(self._is_own_key(key))
            except Exception:
                _LOGGER.exception("own_keys failed for %s, which isn't taken for own by its key", event.key)

    def _take(self, event: Event) -> Reply:
        self._mark(event)
        if not self._once.first(event):
            return Reply(200, "known already\n")
        if self._inline:
            fine = False
            try:
                fine = self._dispatch(event)
            finally:
                # Also when the server stops its worker in a handler (SystemExit).
                if not fine:
                    self._once.forget(event)
            return Reply(200, "ok\n") if fine else Reply(500, "a handler failed\n")
        from chatwoot_client.events.handlers import Full

        try:
            self._pool().run(self._lane(event), lambda: self._dispatch(event))  # type: ignore[arg-type]
        except Full:
            self._once.forget(event)
            _LOGGER.error("no room for %s: more than backlog=%d events are waiting", event.key, self._size[1])
            return Reply(503, "no room\n")
        return Reply(200, "ok\n")

    @staticmethod
    def _lane(event: Event) -> Any:
        conversation = event.conversation_id
        return None if conversation is None else (event.stamp.source, event.account_id, conversation)

    def _dispatch(self, event: Event) -> bool:
        """Whether all handlers of *event* did what they had to."""
        fine = True
        for which, handler in self._handlers:
            if not which or any(_is(event, each) for each in which):
                try:
                    handler(event)
                except Exception as error:
                    fine = False
                    self._failed(event, error)
                except BaseException as error:
                    if self._inline:
                        raise
                    # In a thread of the pool there's nothing that it could end.
                    fine = False
                    self._failed(event, RuntimeError(f"a handler raised {error!r}"))
        return fine

    def _failed(self, event: Event, error: Exception) -> None:
        _LOGGER.exception("a handler of %s failed", event.key)
        if self._on_error is not None:
            try:
                self._on_error(event, error)
            except Exception:
                _LOGGER.exception("on_error failed for %s", event.key)

    def _pool(self) -> Lanes:
        pid = os.getpid()
        pool = self._pools.get(pid)
        if pool is None:
            from chatwoot_client.events.handlers import Lanes

            pool = self._pools.setdefault(pid, Lanes(*self._size))
        return pool

    def close(self) -> None:
        """Wait until the handlers of all that was taken in have ended."""
        pool = self._pools.pop(os.getpid(), None)
        if pool is not None:
            pool.close()

    def __enter__(self) -> Receiver:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def wsgi(self) -> Callable[[Mapping[str, Any], Callable[..., Any]], Iterable[bytes]]:
        """A WSGI application that takes deliveries at any path that it's mounted under."""
        from chatwoot_client.events.mounted import wsgi

        return wsgi(self)

    @property
    def asgi(self) -> Callable[..., Any]:
        """An ASGI application that takes deliveries at any path that it's mounted under."""
        from chatwoot_client.events.mounted import asgi

        return asgi(self)


def _is(event: Event, which: Which) -> bool:
    return event.name == which if isinstance(which, str) else isinstance(event, which)
