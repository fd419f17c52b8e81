"""Which messages this program wrote itself, known before the answer to the call that wrote them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chatwoot_client.api import messages, public_messages
from chatwoot_client.calls.options import ApiResponse
from chatwoot_client.calls.watch import WATCHERS
from chatwoot_client.events.seen import keep_latest
from chatwoot_client.exceptions import AmbiguousResultException
from chatwoot_client.models.base import Model

if TYPE_CHECKING:
    from chatwoot_client.calls.request import Call

__all__ = ["OWN", "Own"]

#: The operations that write a message, and where in their path the conversation is.
_WRITES = {(messages.MESSAGES, "POST"): 1, (public_messages.MESSAGES, "POST"): 2}
_MOST = 20_000
#: Seconds for which a message may still show up whose call had no answer.
_MAY_SHOW_UP = 120.0


class _Written(NamedTuple):
    """A message that is being written."""

    conversation: int
    content: str
    private: bool
    echo_id: str | None


class Own:
    """The messages that calls of this process have written, the latest of them, and those being written now.

    It has no lock: a dict's own steps are whole, and a fork's child goes on with what its parent knew.
    """

    def __init__(self) -> None:
        #: By the conversation's number and the message's: a program may talk to several servers.
        self._ids: dict[tuple[int, int], None] = {}
        #: By the object itself, when it ceases to count.
        self._under_way: dict[int, tuple[_Written, float | None]] = {}

    def begun(self, call: Call) -> Any:
        position = _WRITES.get((call.route, call.method))
        if position is None:
            return None
        written = _written(call.path[position], call.body)
        if written is not None:
            self._under_way[id(written)] = (written, None)
        return written

    def ended(self, begun: Any, result: Any, error: BaseException | None) -> None:
        if isinstance(error, AmbiguousResultException):
            self._under_way[id(begun)] = (begun, time.monotonic() + _MAY_SHOW_UP)
            return
        if error is None:
            # An answer that was asked for open is its caller's to read.
            self._keep(begun.conversation, result.data if isinstance(result, ApiResponse) else result)
        self._under_way.pop(id(begun), None)

    def _keep(self, conversation: int, message: Any) -> None:
        number = message.get("id") if isinstance(message, Model) else None
        if isinstance(number, int):
            self._ids[conversation, number] = None
            keep_latest(self._ids, _MOST)

    def has_written(self, message: Mapping[str, Any]) -> bool:
        """Whether the message of an event is one of ours."""
        if (_conversation_of(message), message.get("id")) in self._ids:
            return True
        now = time.monotonic()
        for key, (written, counts_until) in list(self._under_way.items()):
            if counts_until is not None and now > counts_until:
                self._under_way.pop(key, None)
            elif _is(written, message):
                return True
        return False


def _written(conversation: Any, body: Any) -> _Written | None:
    fields = body if isinstance(body, (Mapping, Model)) else {}
    if not str(conversation).isdigit():
        return None
    content, echo_id = fields.get("content"), fields.get("echo_id")
    return _Written(
        int(conversation),
        _normal(content),
        fields.get("private") is True,
        echo_id if isinstance(echo_id, str) else None,
    )


def _is(written: _Written, message: Mapping[str, Any]) -> bool:
    if written.echo_id is not None and "echo_id" in message:
        return bool(message["echo_id"] == written.echo_id)
    return bool(
        _conversation_of(message) == written.conversation
        and _normal(message.get("content")) == written.content
        and (message.get("private") is True) == written.private
    )


def _conversation_of(message: Mapping[str, Any]) -> Any:
    conversation = message.get("conversation_id")
    if conversation is None and isinstance(message.get("conversation"), (Mapping, Model)):
        conversation = message["conversation"].get("id")
    return conversation


def _normal(content: Any) -> str:
    """A message's text as webhooks have it: no backslash before the end of a line, no empty lines at the end."""
    return str(content or "").replace("\\\n", "\n").rstrip("\n")


OWN = Own()
WATCHERS.append(OWN)
