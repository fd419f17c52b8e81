"""Listens: one connection, in the thread that calls, reopened and caught up whenever it fails."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.checks import is_number
from chatwoot_client.events.event import id_of
from chatwoot_client.events.kinds import MessageCreated
from chatwoot_client.events.live.cable import Cable, CableClosed, Frame
from chatwoot_client.events.live.echoes import Echoes
from chatwoot_client.events.live.outbox import Outbox
from chatwoot_client.events.live.stream import Stream, written_at
from chatwoot_client.exceptions import ApiException, ForbiddenException, NotFoundException, UnauthorizedException

if TYPE_CHECKING:
    from chatwoot_client.calls.address import Address
    from chatwoot_client.calls.request import Request
    from chatwoot_client.events.event import Event
    from chatwoot_client.events.live.cable import Subscription
    from chatwoot_client.events.live.feeds import Feed

__all__ = ["Listener"]

_LOGGER = logging.getLogger("chatwoot_client.events")
#: Seconds without a ping after which a connection counts as dead; the server pings every 3, on a busy day every 8.
_STALE = 12.0
#: Seconds that a confirmation may take: almost 10 when 100 subscribe at once.
_CONFIRMED_WITHIN = 20.0
#: Seconds that a sign of presence may take to come back, unless the next one is due before; mostly it takes a tenth.
_SIGN_WITHIN = 10.0
#: Seconds between reads while events don't flow.
_PACE_OF_TROUBLE = 3.0
#: Seconds by which two clocks seem to differ where one is told in whole seconds, and a little late.
_UNSURE = 10.0
_SHORTEST_WAIT, _LONGEST_WAIT = 1.0, 30.0
_REFUSED = (UnauthorizedException, ForbiddenException, NotFoundException)


class Listener:
    """Feeds on one connection, whose events go to *deliver*.

    Parameters:
        feeds: whose events.
        open_cable: opens a connection.
        deliver: hands an event out, and calls what it's given besides once the event was handled; may wait.
        server: where the feeds' events are from; of calls there whose answer is lost it's told what they wrote.
        cursor: what :meth:`cursor` gave in an earlier life.
        pace: seconds between looks over REST while all is well.
        presence: seconds between signs of presence.
        on_trouble: called with a line about what is wrong.
    """

    def __init__(
        self,
        feeds: Iterable[Feed],
        open_cable: Callable[[], Cable],
        deliver: Callable[[Event, Callable[[], None]], None],
        *,
        server: Address | None = None,
        cursor: Mapping[str, Any] | None = None,
        pace: float = 10.0,
        presence: float = 60.0,
        on_trouble: Callable[[str], Any] | None = None,
    ) -> None:
        kept = (cursor or {}).get("feeds", {})
        self._streams = [Stream(feed, kept.get(feed.name)) for feed in feeds]
        self._open_cable = open_cable
        self._server = server
        self._deliver = deliver
        self._pace, self._presence = pace, presence
        self._sign_within = min(_SIGN_WITHIN, max(presence, 1.0))
        self._on_trouble = on_trouble
        self._cable: Cable | None = None
        self._outboxes = {id(stream): Outbox() for stream in self._streams}
        self._read_at = dict.fromkeys(map(id, self._streams), 0.0)
        #: Seconds by which the server's clock is behind this one, by its latest ping and at most.
        self._behind = self._most_behind = 0.0
        #: What the latest ping says, until it's looked at: one that waited to be read is old.
        self._told_time: Any = None
        self._failures = 0
        self._opens_at = 0.0
        self._stopped = threading.Event()
        self._echoes = Echoes(self._hears)

    def cursor(self) -> dict[str, Any]:
        """What another life needs to go on where this one is, as plain JSON data."""
        return {"version": 1, "feeds": {stream.feed.name: stream.journal.cursor() for stream in self._streams}}

    def stop(self) -> None:
        """Have :meth:`run` return soon; called from any thread, or a handler."""
        self._stopped.set()

    def run(self) -> None:
        """Listen until it's stopped.

        Raises:
            UnauthorizedException, ForbiddenException, NotFoundException: a token, account or contact that isn't good
                any more.
        """
        try:
            with self._echoes:
                while not self._stopped.is_set():
                    try:
                        self._step()
                    except CableClosed as error:
                        self._lose(str(error))
            for stream in self._streams:
                self._hand_out(stream, time.monotonic() + _LONGEST_WAIT)
        finally:
            if self._cable is not None:
                self._cable.close()
                self._cable = None

    def _step(self) -> None:
        now = time.monotonic()
        if self._cable is None and now >= self._opens_at:
            self._open()
        for stream in self._streams:
            if stream.subscription is not None and self._cable is not None:
                self._prove(stream.feed.name, stream.subscription, self._cable, now)
        for stream in self._streams:
            if time.monotonic() >= self._read_at[id(stream)]:
                self._read(stream)
            self._hand_out(stream, time.monotonic())
        wait = self._until_next_duty()
        if self._cable is None:
            self._stopped.wait(wait)
            return
        frame = self._cable.receive(wait)
        # All of it, since what was told meanwhile shows whether events flow.
        while frame is not None and not self._stopped.is_set():
            self._take(frame)
            frame = self._cable.receive(0.0)
        self._compare_clocks()
        if self._cable is not None and time.monotonic() - self._cable.heard_at > _STALE:
            raise CableClosed(f"nothing came for {_STALE:.0f} s")

    # --- the connection ---

    def _open(self) -> None:
        parameters = [self._parameters(stream) for stream in self._streams]
        self._cable = self._open_cable()
        for stream, each in zip(self._streams, parameters):
            stream.gap = True
            stream.subscription = self._cable.subscribe(each)

    def _parameters(self, stream: Stream) -> Mapping[str, Any]:
        try:
            return stream.feed.parameters()
        except _REFUSED:
            raise
        except ApiException as error:
            raise CableClosed(f"{stream.feed.name} can't be read: {error.reason}") from None

    def _lose(self, reason: str) -> None:
        if self._cable is not None:
            self._cable.close()
            self._cable = None
        for stream in self._streams:
            stream.subscription = None
            stream.gap = True
        wait = min(_SHORTEST_WAIT * 2**self._failures, _LONGEST_WAIT) * (1 - random.random() / 2)
        self._failures += 1
        self._opens_at = time.monotonic() + wait
        self._tell_trouble(f"live events don't flow: {reason}; trying again in {wait:.0f} s, reading meanwhile")

    def _tell_trouble(self, words: str) -> None:
        _LOGGER.warning("%s", words)
        if self._on_trouble is not None:
            try:
                self._on_trouble(words)
            except Exception:
                _LOGGER.exception("on_trouble failed")

    # --- what comes ---

    def _take(self, frame: Frame) -> None:
        if frame.kind == "disconnect":
            raise CableClosed(f"the server ends the connection ({frame.data.get('reason')})")
        if frame.kind == "ping":
            self._told_time = frame.data.get("message")
        for stream in self._streams:
            subscription = stream.subscription
            if subscription is None or subscription.identifier != frame.identifier:
                continue
            if frame.kind == "confirm_subscription":
                subscription.confirmed = True
                self._close_gap(stream)
            elif frame.kind == "event" and frame.event == "presence.update":
                subscription.proven_at = time.monotonic()
                subscription.sign_sent_at = None
                self._failures = 0
                self._close_gap(stream)
            elif frame.kind == "event":
                if frame.event == "message.created":
                    self._echoes.note(frame.data)
                self._put(stream, stream.live(frame.event, frame.data))

    def _compare_clocks(self) -> None:
        """Messages are dated by the server's clock: where that is behind, what is whole is so up to earlier."""
        told, self._told_time = self._told_time, None
        if not is_number(told):
            return
        behind = time.time() - told
        self._behind = behind if behind > _UNSURE else 0.0
        if self._behind > self._most_behind + _UNSURE:
            for stream in self._streams:
                stream.journal.set_back(self._behind - self._most_behind)
            self._most_behind = self._behind

    def _hears(self, request: Request) -> bool:
        is_ours = request.server.address == self._server
        return is_ours and any(each.is_flowing and each.feed.hears(request.call) for each in self._streams)

    def _close_gap(self, stream: Stream) -> None:
        """Read at once what came before all is told live, now that it's known to be."""
        if stream.gap and stream.is_flowing:
            self._read_at[id(stream)] = 0.0

    def _put(self, stream: Stream, event: Event | None, message_id: int | None = None) -> None:
        """Have an event handed out in its turn: one that was told, or that was read, with its message's id."""
        if event is None:
            return
        live = message_id is None
        new = _new_message(event)
        if new is not None:
            message_id = new
            stream.journal.take(new, written_at(event))
        self._outboxes[id(stream)].put(event, message_id, time.monotonic(), live=live)

    # --- what has to be done ---

    def _prove(self, name: str, subscription: Subscription, cable: Cable, now: float) -> None:
        """See whether a subscription's events flow; pings don't show it."""
        if not subscription.confirmed:
            if now - subscription.asked_at > _CONFIRMED_WITHIN:
                raise CableClosed(f"{name} wasn't confirmed in {_CONFIRMED_WITHIN:.0f} s")
        elif subscription.sign_sent_at is not None:
            if now - subscription.sign_sent_at > self._sign_within:
                raise CableClosed("pings come, and our own sign of presence doesn't come back")
        elif now - (subscription.proven_at or now) > self._presence:
            cable.sign(subscription)

    def _read(self, stream: Stream) -> None:
        """Look over REST for what nobody told; what was written until now is whole then."""
        asked_at, flowed = time.time(), stream.is_flowing
        try:
            for event, message_id in stream.read(stream.journal.since, stream.gap or not flowed):
                self._put(stream, event, message_id)
        except _REFUSED:
            raise
        except ApiException as error:
            self._read_at[id(stream)] = time.monotonic() + _PACE_OF_TROUBLE
            self._tell_trouble(f"{stream.feed.name} can't be read: {error.reason}; trying again")
            return
        stream.journal.whole(asked_at - self._behind)
        # What was asked before all flowed may lack what came in between.
        stream.gap = not flowed
        self._read_at[id(stream)] = time.monotonic() + (self._pace if flowed else _PACE_OF_TROUBLE)

    def _hand_out(self, stream: Stream, now: float) -> None:
        for event in self._outboxes[id(stream)].release(now, stream.gap):
            new = _new_message(event)
            self._deliver(event, _nothing if new is None else partial(stream.journal.done, new))

    def _until_next_duty(self) -> float:
        now = time.monotonic()
        moments = [now + 1.0]
        if self._cable is None:
            moments.append(self._opens_at)
        for stream in self._streams:
            moments.append(self._read_at[id(stream)])
            held = self._outboxes[id(stream)].next_at(stream.gap)
            if held is not None:
                moments.append(held)
        return max(0.0, min(moments) - now)


def _new_message(event: Event) -> int | None:
    """The number of the message that an event says was written, if it says so."""
    return id_of(event) if isinstance(event, MessageCreated) else None


def _nothing() -> None:
    """What is done once an event was handled that nothing has to be remembered of."""
