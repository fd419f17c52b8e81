"""Which messages this program wrote itself, known before the answer to the call that wrote them."""

from __future__ import annotations

import datetime
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chatwoot_client.api import messages, public_messages
from chatwoot_client.calls.options import ApiResponse
from chatwoot_client.calls.watch import WATCHERS
from chatwoot_client.certain.keys import key_of
from chatwoot_client.events.seen import keep_latest
from chatwoot_client.exceptions import AmbiguousResultException
from chatwoot_client.models.base import Model, iso_datetime

if TYPE_CHECKING:
    from chatwoot_client.calls.request import Call
    from chatwoot_client.events.kinds import MessageEvent

__all__ = ["OWN", "Own"]


class _Place(NamedTuple):
    """Where in the path of an operation that writes a message the account and the conversation are."""

    account: int | None
    conversation: int


_WRITES = {
    (messages.MESSAGES, "POST"): _Place(0, 1),
    (public_messages.MESSAGES, "POST"): _Place(None, 2),
}
_MOST = 20_000
#: Seconds for which a message may still show up whose call had no answer.
_MAY_SHOW_UP = 120.0


class _Written(NamedTuple):
    """A message that is being written."""

    account: str | None
    conversation: int
    content: str
    private: bool
    incoming: bool
    echo_id: str | None


class Own:
    """The messages that calls of this process have written, the latest of them, and those being written now.

    It has no lock: a dict's own steps are whole, and a fork's child goes on with what its parent knew.
    """

    def __init__(self) -> None:
        #: By the conversation's number, the message's, and the second in which it was written: a program may talk to
        #: several servers, whose numbers are the same, and a delivery doesn't say from which of them it comes.
        self._ids: dict[tuple[int, int, int | None], None] = {}
        #: By the key that they were sent with.
        self._keys: dict[str, None] = {}
        #: By the object itself, when it ceases to count.
        self._under_way: dict[int, tuple[_Written, float | None]] = {}

    def begun(self, call: Call) -> Any:
        place = _WRITES.get((call.route, call.method))
        if place is None:
            return None
        fields = call.body if isinstance(call.body, (Mapping, Model)) else {}
        key = key_of(fields)
        if key is not None:
            self._keys[key] = None
            keep_latest(self._keys, _MOST)
        written = _written(call.path, place, fields)
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
            self._ids[conversation, number, _second(message.get("created_at"))] = None
            keep_latest(self._ids, _MOST)

    def has_written(self, event: MessageEvent) -> bool:
        """Whether the message of an event is one of ours."""
        key = event.sent_key
        place: tuple[Any, Any] = (event.conversation_id, event.id)
        if key in self._keys or (*place, _second(event.get("created_at"))) in self._ids or (*place, None) in self._ids:
            return True
        if key is not None:
            return False
        now = time.monotonic()
        for number, (written, counts_until) in list(self._under_way.items()):
            if counts_until is not None and now > counts_until:
                self._under_way.pop(number, None)
            elif _is(written, event):
                return True
        return False


def _written(path: tuple[Any, ...], place: _Place, fields: Mapping[str, Any] | Model) -> _Written | None:
    conversation = path[place.conversation]
    if not str(conversation).isdigit():
        return None
    echo_id = fields.get("echo_id")
    return _Written(
        None if place.account is None else str(path[place.account]),
        int(conversation),
        _normal(fields.get("content")),
        fields.get("private") is True,
        # What is sent over the public API is the contact's; agents and bots may write in a contact's name.
        place.account is None or fields.get("message_type") == "incoming",
        echo_id if isinstance(echo_id, str) else None,
    )


def _is(written: _Written, event: MessageEvent) -> bool:
    if written.echo_id is not None and "echo_id" in event:
        return bool(event["echo_id"] == written.echo_id)
    return (
        event.conversation_id == written.conversation
        and (None in (event.account_id, written.account) or str(event.account_id) == written.account)
        and _normal(event.content) == written.content
        and event.is_private == written.private
        and event.is_incoming == written.incoming
    )


def _second(moment: Any) -> int | None:
    """The second of a moment, told in seconds since 1970 by the API and by ``/cable``, and as text by webhooks."""
    if isinstance(moment, str):
        moment = iso_datetime(moment)
    if isinstance(moment, datetime.datetime):
        return int(moment.timestamp())
    return int(moment) if isinstance(moment, (int, float)) else None


def _normal(content: Any) -> str:
    """A message's text as webhooks have it: no backslash before the end of a line, no empty lines at the end."""
    return str(content or "").replace("\\\n", "\n").rstrip("\n")


OWN = Own()
WATCHERS.append(OWN)
