"""One operation that servers don't have (``ConversationApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.messages import MessageList

if TYPE_CHECKING:
    from chatwoot_client.api.base import RequestOptions, Unpack

MESSAGES = Route("/accounts/{account_id}/conversations/{conversation_id}/messages")


class ConversationApi(Api):
    """What the description says of a conversation besides :class:`ConversationsApi`."""

    _auth = USER

    def get_conversation_messages(
        self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> MessageList:
        """Get the messages of a conversation (``getConversationMessages``), which always fails.

        No server has ever had this path. Use :meth:`MessagesApi.list_all_messages`, which asks for what's meant.

        Raises:
            NotFoundException: always (404).
        """
        return self._call("GET", MESSAGES, (account_id, conversation_id), returns=MessageList, options=options)
