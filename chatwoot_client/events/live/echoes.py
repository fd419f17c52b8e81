"""What became of messages whose answer was lost, known by the ``echo_id`` with which they're told live."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.api.messages import MESSAGES
from chatwoot_client.api.public_messages import MESSAGES as PUBLIC_MESSAGES
from chatwoot_client.calls.watch import WITNESSES
from chatwoot_client.events.seen import keep_as_latest
from chatwoot_client.models.base import Model, view
from chatwoot_client.wire.clock import now

if TYPE_CHECKING:
    from chatwoot_client.calls.request import Request

__all__ = ["Echoes"]

_LOGGER = logging.getLogger("chatwoot_client.events")
#: Seconds. Mostly the event comes before the answer; on a busy server up to 4 after it.
_COMES_WITHIN = 5.0
#: Seconds after which it's looked whether events flow still.
_LOOKS_EVERY = 0.25
_MOST = 5000


class Echoes:
    """Messages that a listener was told of, for calls that wait for what they wrote. It counts while it's entered.

    Parameters:
        hears: whether what a request writes is told to the listener, with events flowing at the moment.
    """

    def __init__(self, hears: Callable[[Request], bool]) -> None:
        self._hears = hears
        #: By the conversation's number and the ``echo_id``, with the moment: an ``echo_id`` may be used again.
        self._told: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}
        self._news = threading.Condition()
        self._listens_in: tuple[int, int] | None = None

    def __enter__(self) -> Echoes:
        self._listens_in = (os.getpid(), threading.get_ident())
        WITNESSES.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        WITNESSES.remove(self)

    def note(self, message: dict[str, Any]) -> None:
        """A message was told; called by the thread that listens."""
        echo_id = message.get("echo_id")
        if isinstance(echo_id, str):
            with self._news:
                which = (str(message.get("conversation_id")), echo_id)
                keep_as_latest(self._told, which, (now(), message), _MOST)
                self._news.notify_all()

    def result(self, request: Request, began: float, ends: float | None) -> Any:
        call = request.call
        returns = call.returns
        echo_id = call.body.get("echo_id") if isinstance(call.body, (Mapping, Model)) else None
        if not (call.method == "POST" and call.route in (MESSAGES, PUBLIC_MESSAGES) and isinstance(echo_id, str)):
            return None
        if not (isinstance(returns, type) and issubclass(returns, Model)):
            return None
        process, thread = self._listens_in or (None, None)
        if process != os.getpid():
            # A child that was forked isn't told anything, and may have the lock as it was.
            return None
        # A handler that runs in the thread that listens would wait for itself.
        longest = now() + (0.0 if thread == threading.get_ident() else _COMES_WITHIN)
        which = (str(dict(zip(call.route.names, call.path))["conversation_id"]), echo_id)
        told = self._awaited(which, request, began, longest if ends is None else min(longest, ends))
        if told is None:
            return None
        _LOGGER.info("the answer to %s %s was lost; message %s was told live", call.method, call.shown, told.get("id"))
        return view(returns, dict(told))

    def _awaited(self, which: tuple[str, str], request: Request, began: float, ends: float) -> dict[str, Any] | None:
        with self._news:
            while True:
                told_at, message = self._told.get(which, (0.0, None))
                if message is not None and told_at >= began:
                    return message
                left = ends - now()
                if left <= 0 or not self._hears(request):
                    return None
                self._news.wait(min(left, _LOOKS_EVERY))
