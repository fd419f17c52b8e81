"""Sends a message of an account's conversation exactly once, known again by its key."""

from __future__ import annotations

import logging
import math
from functools import partial
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Protocol

from chatwoot_client.calls.body import ATTACHMENTS, encoded
from chatwoot_client.certain.budget import Budget
from chatwoot_client.certain.doubts import still_being_sent, with_id
from chatwoot_client.certain.files import with_files
from chatwoot_client.certain.history import History
from chatwoot_client.certain.keys import KEY_NAME, check_key, key_of, keyed
from chatwoot_client.certain.settling import Once
from chatwoot_client.certain.turns import in_turn
from chatwoot_client.checks import check_seconds
from chatwoot_client.exceptions import DecodeException
from chatwoot_client.models.base import whole_seconds
from chatwoot_client.models.messages import ConversationMessageCreatePayload, Message
from chatwoot_client.pagination import listed
from chatwoot_client.wire.clock import now

if TYPE_CHECKING:
    from chatwoot_client.api_client import ApiClient, RequestOptions

    class Messages(Protocol):
        """The operations on the messages of an account's conversations."""

        api_client: ApiClient

        @property
        def create_a_new_message_in_a_conversation(self) -> Callable[..., Message]: ...
        @property
        def list_all_messages(self) -> Callable[..., Any]: ...


__all__ = ["Key", "created", "send_once"]

_LOGGER = logging.getLogger("chatwoot_client.certain")
#: Seconds beyond those for the server that a look and its connection may take.
_TO_LOOK = 5.0


class Key(NamedTuple):
    """How a message is known again, as ``MessagesApi.send_once`` describes it."""

    key: Any
    again: Any
    since: Any
    settle: Any

    def checked(self) -> Key:
        """The same, if it can be.

        Raises:
            TypeError, ValueError: it can't.
        """
        if self.again is not None and not isinstance(self.again, bool):
            raise TypeError(f"again must be True, False or None, not {type(self.again).__name__}")
        since = None if self.since is None else whole_seconds("since", self.since)
        return Key(check_key("key", self.key), self.again, since, check_seconds("settle", self.settle))


def send_once(messages: Messages, body: Any, place: tuple[int, int], key: Key, options: RequestOptions) -> Message:
    """What ``MessagesApi.send_once`` does, in the conversation at *place*: its account and its number."""
    # What isn't an option at all is told first, since it may be a misspelt parameter.
    budget = Budget(messages.api_client, options)
    known = key.checked()
    fields = keyed(body, known.key)
    # A body that can't be sent is refused before anything is asked.
    encoded(fields, ATTACHMENTS, ConversationMessageCreatePayload)
    history = History(partial(_listed, messages, place), known.since, late=known.again is not None)
    once = Once(
        send=partial(_sent, messages, fields, place, known),
        look=partial(_found, history, known.key),
        settle=known.settle,
        budget=budget,
        what=f"the message with the key {known.key!r}",
        confirm=partial(with_files, messages.api_client, fields, known.settle, budget),
    )
    with in_turn(budget, messages.api_client._settings.host, *place, known.key, longest=math.inf) as is_ours:
        if not is_ours:
            raise still_being_sent("Call again with the same key.")
        message: Message = once.run(known.again)
    return message


def _listed(messages: Messages, place: tuple[int, int], **how: Any) -> list[Message]:
    page = listed(messages.list_all_messages(*place, **how), "payload")
    if not all(isinstance(each, Message) and type(each.id) is int for each in page):
        raise DecodeException(200, "the answer has no list of messages in payload", outcome="unknown")
    return page


def _found(history: History, key: str, budget: Budget) -> Message | None:
    """The message with this key; of several the one that was there first."""
    found = history.find(lambda message: key_of(message) == key, budget)
    if len(found) > 1:
        _LOGGER.warning("%d messages have the key %r: %s", len(found), key, [each.id for each in found])
    return min(found, key=lambda message: message.id or 0, default=None)


def _sent(messages: Messages, fields: dict[str, Any], place: tuple[int, int], known: Key, budget: Budget) -> Message:
    create = messages.create_a_new_message_in_a_conversation
    message: Message = created(create, fields, place, known.settle, budget)
    if key_of(message) != known.key:
        _LOGGER.warning(
            "the server kept no key with message %d: content_attributes has no %s, so that no later call with the same "
            "key finds it",
            message.id,
            KEY_NAME,
        )
    return message


def created(
    create: Callable[..., Any], fields: dict[str, Any], place: tuple[Any, ...], settle: float, budget: Budget
) -> Any:
    """The message that an operation creates, with time left to look for it if its answer is lost.

    Raises:
        ApiException: there's no answer, or it isn't a message.
    """
    if fields.get("attachments"):
        began = now()
        try:
            message = create(fields, *place, **budget.options_for_files())
        finally:
            budget.extend(now() - began)
    else:
        message = create(fields, *place, **budget.options(reserve=settle + _TO_LOOK))
    return with_id(message, "the message", fields)
