"""Whether the files of a message that was stored are there, too: where a server's file store failed, they aren't."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from chatwoot_client.exceptions import ApiException, FilesLostException, NotFoundException
from chatwoot_client.wire.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chatwoot_client.api_client import ApiClient
    from chatwoot_client.certain.budget import Budget
    from chatwoot_client.models.messages import Message
    from chatwoot_client.models.public_messages import PublicMessage, PublicMessageAttachment

    AnyMessage = TypeVar("AnyMessage", Message, PublicMessage)

__all__ = ["with_files"]

_LOGGER = logging.getLogger("chatwoot_client.certain")
#: The options of a call that go for fetching, too.
_OF_DOWNLOADS = ("_request_timeout", "_deadline", "_headers", "_retries")


class _Begins(Exception):
    """The file is there: its first bytes are about to come."""


def with_files(
    client: ApiClient, fields: Mapping[str, Any], wait: float, budget: Budget, message: AnyMessage
) -> AnyMessage:
    """*message*, which was found, if the files that were sent with it are there; by two requests for each.

    Parameters:
        fields: what was sent.
        wait: seconds for which files may still be on their way, since a server stores them after the message.

    Raises:
        FilesLostException: some aren't.
    """
    sent = fields.get("attachments")
    if not sent:
        return message
    attachments = message.attachments or []
    missing = max((len(sent) if isinstance(sent, (list, tuple)) else 1) - len(attachments), 0)
    ends = now() + wait
    lost = tuple(each for each in attachments if not _is_there(client, each, max(ends - now(), 0.0), budget))
    if lost or missing:
        raise _files_lost(message, lost, missing)
    return message


def _is_there(client: ApiClient, attachment: PublicMessageAttachment, wait: float, budget: Budget) -> bool:
    """Whether the file of an attachment can be fetched; it's taken to be where nobody can tell."""
    if not attachment.data_url:
        return True
    options: Any = {name: value for name, value in budget.options().items() if name in _OF_DOWNLOADS}
    try:
        client.download(attachment, io.BytesIO(), progress=_stop, wait=min(wait, 3600), max_bytes=None, **options)
    except _Begins:
        return True
    except NotFoundException:
        return False
    except ApiException as error:
        _LOGGER.warning("whether the file of attachment %s is there isn't known: %s", attachment.id, error.reason)
    return True


def _stop(come: int, size: int | None) -> NoReturn:
    # Nobody reads the file here; that an answer begins with it is enough.
    raise _Begins


def _files_lost(message: Message | PublicMessage, lost: tuple[Any, ...], missing: int) -> FilesLostException:
    gone = len(lost) + missing
    error = FilesLostException(
        outcome="unknown",
        reason=f"message {message.id} is stored, and {gone} of its files {'is' if gone == 1 else 'are'} not",
        hint="Delete it and send the whole under another key, or send the files by themselves.",
    )
    error.message_stored, error.lost, error.missing = message, lost, missing
    return error
