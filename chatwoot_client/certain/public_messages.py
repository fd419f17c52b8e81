"""Sends a contact's message once: the public API keeps no key, so it's known again by its echo or by what it says."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Protocol

from chatwoot_client.calls.body import CONTACTS_ATTACHMENTS, encoded, fields_of
from chatwoot_client.certain.budget import Budget
from chatwoot_client.certain.doubts import still_being_sent
from chatwoot_client.certain.files import with_files
from chatwoot_client.certain.messages import created
from chatwoot_client.certain.settling import Once
from chatwoot_client.certain.turns import in_turn
from chatwoot_client.checks import check_seconds, check_text
from chatwoot_client.exceptions import FilesLostException
from chatwoot_client.models.enums import MessageType
from chatwoot_client.models.public_messages import PublicMessage, PublicMessageCreatePayload
from chatwoot_client.pagination import listed

if TYPE_CHECKING:
    from typing_extensions import Literal

    from chatwoot_client.api_client import ApiClient, RequestOptions

    KnownBy = Literal["answer", "echo_id", "content"]

    class Messages(Protocol):
        """The operations on the messages of a contact's conversations."""

        api_client: ApiClient

        @property
        def create_a_message(self) -> Callable[..., PublicMessage]: ...
        @property
        def list_all_converation_messages(self) -> Callable[..., list[PublicMessage]]: ...
        @property
        def iter_messages(self) -> Callable[..., Iterator[PublicMessage]]: ...


__all__ = ["SentPublicMessage", "send_once"]


class SentPublicMessage(NamedTuple):
    """A contact's message that is stored, once.

    Attributes:
        message: the message.
        known_by: ``'answer'`` as a rule. Where that was lost: ``'echo_id'``, by which it was told live for certain, or
            ``'content'``, for it's new, is the contact's and says the same.
    """

    message: PublicMessage
    known_by: KnownBy


def send_once(
    messages: Messages, body: Any, place: tuple[str, str, int], settle: float, options: RequestOptions
) -> SentPublicMessage:
    """What ``MessagesAPIApi.send_once`` does, in the conversation at *place*: its inbox, contact and number."""
    # What isn't an option at all is told first, since it may be a misspelt parameter.
    budget = Budget(messages.api_client, options)
    settle = check_seconds("settle", settle)
    fields = {**fields_of(body)}
    if fields.get("echo_id") is None:
        fields["echo_id"] = str(uuid.uuid4())
    echo_id = check_text("echo_id", fields["echo_id"])
    # A body that can't be sent is refused before anything is asked.
    encoded(fields, CONTACTS_ATTACHMENTS, PublicMessageCreatePayload)
    # Two threads that say the same would each take the other's message for its own.
    with in_turn(budget, messages.api_client._settings.host, *place, fields.get("content"), longest=math.inf) as ours:
        if not ours:
            raise still_being_sent("Send it later.")
        there = listed(messages.list_all_converation_messages(*place, **budget.options()), "")
        once = Once(
            send=partial(_sent, messages, fields, place, settle, echo_id),
            look=partial(_found, messages, fields, place, max((message.id or 0 for message in there), default=0)),
            settle=settle,
            budget=budget,
            what="the message",
            to_do="To call again would send another one: look what the conversation has.",
            confirm=partial(_with_files, messages.api_client, fields, settle, budget),
        )
        sent: SentPublicMessage = once.run(again=False)
    return sent


def _sent(
    messages: Messages,
    fields: dict[str, Any],
    place: tuple[str, str, int],
    settle: float,
    echo_id: str,
    budget: Budget,
) -> SentPublicMessage:
    message: PublicMessage = created(messages.create_a_message, fields, place, settle, budget)
    # Answers of the public API lack it; where a live subscription knew better than the answer, it's there.
    return SentPublicMessage(message, "echo_id" if message.get("echo_id") == echo_id else "answer")


def _found(
    messages: Messages,
    fields: dict[str, Any],
    place: tuple[str, str, int],
    known: int,
    budget: Budget,
) -> SentPublicMessage | None:
    """The contact's message after the id that was *known*, that says what was sent; of several the first."""
    new = messages.iter_messages(*place, after=known, **budget.options())
    found = next((message for message in new if _says(message, fields)), None)
    return None if found is None else SentPublicMessage(found, "content")


def _with_files(
    client: ApiClient, fields: dict[str, Any], wait: float, budget: Budget, sent: SentPublicMessage
) -> SentPublicMessage:
    try:
        with_files(client, fields, wait, budget, sent.message)
    except FilesLostException as error:
        error.hint = "A contact can't take the message back; send the files by themselves."
        raise
    return sent


def _says(message: PublicMessage, fields: dict[str, Any]) -> bool:
    is_the_contacts = message.message_type == MessageType.INCOMING
    # Of a message whose files got lost some may be missing.
    has_no_others = bool(fields.get("attachments")) or not message.attachments
    return is_the_contacts and (message.content or "") == (fields.get("content") or "") and has_no_others
