"""How an account's conversations and messages are read by those who look for what changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from chatwoot_client.exceptions import (
    ApiTimeoutException,
    DecodeException,
    NotFoundException,
    ServiceException,
    UnauthorizedException,
)
from chatwoot_client.pagination import listed, pages_back

if TYPE_CHECKING:
    from chatwoot_client.api_client import RequestOptions
    from chatwoot_client.exceptions import ApiException
    from chatwoot_client.models.conversations import Conversation
    from chatwoot_client.models.messages import Message

__all__ = ["LONG", "TOO_LONG", "AccountReads"]

#: Seconds. The list of what changed in less is short enough for a server; one of more may take it too long.
LONG = 900
#: How a list fails that takes a server too long, or is too long itself.
TOO_LONG = (ServiceException, ApiTimeoutException, DecodeException)


class AccountReads:
    """The conversations of an account that the user sees whose token the client has.

    Parameters:
        conversations, messages: the account's ``ConversationsApi`` and ``MessagesApi``.
        options: for each request.
    """

    def __init__(self, conversations: Any, messages: Any, account_id: int, options: RequestOptions) -> None:
        self._conversations = conversations
        self._messages_api = messages
        self._account_id = account_id
        self._options: Any = options

    def changed_within(self, seconds: int) -> list[Conversation]:
        """All that changed in so many seconds up to now, whatever their status; they come in one answer."""
        return self._listed(updated_within=seconds)

    def newest(self) -> list[Conversation]:
        """Some that were begun last."""
        return self._listed(sort_by="created_at_desc")

    def latest(self, page: int) -> list[Conversation]:
        """A page of all, of which the first has those in which something was said last."""
        return self._listed(sort_by="last_activity_at_desc", page=page)

    def _listed(self, **which: Any) -> list[Conversation]:
        # Of every status and everybody's: the list has open ones only unless it's told so.
        page = self._conversations.conversation_list(
            self._account_id, status="all", assignee_type="all", **which, **self._options
        )
        return listed(page, "data.payload")

    def numbered(self, first: int, last: int) -> list[Conversation]:
        """Those with these numbers, 25 at most."""
        numbers = list(range(first, last + 1))
        condition = {"attribute_key": "display_id", "filter_operator": "equal_to", "values": numbers}
        body = {"payload": [{**condition, "query_operator": None}]}
        page = self._conversations.conversation_filter(body, self._account_id, **self._options)
        return listed(page, "payload")

    def is_gone(self, number: int, error: ApiException) -> bool:
        """Whether a conversation isn't there any more that was read with this *error*; one request, where that says so.

        It was deleted then, or moved to where the user isn't. Else it's the token that isn't good any more, which the
        request tells, or something before the server that says so.
        """
        return isinstance(error, (NotFoundException, UnauthorizedException)) and not self.numbered(number, number)

    def after(self, conversation_id: int, message_id: int) -> Iterator[Message]:
        """The messages of a conversation after this one."""
        walk: Iterator[Message] = self._messages_api.iter_messages(
            self._account_id, conversation_id, after=message_id, **self._options
        )
        return walk

    def pages_back(self, conversation_id: int) -> Iterator[list[Message]]:
        """The messages of a conversation by pages, from the last one on, each oldest first, and none twice."""
        return pages_back(
            self._messages_api.list_all_messages, "payload", None, self._account_id, conversation_id, **self._options
        )

    def newest_first(self, conversation_id: int) -> Iterator[Message]:
        """The messages of a conversation, from the last on."""
        return chain.from_iterable(map(reversed, self.pages_back(conversation_id)))
