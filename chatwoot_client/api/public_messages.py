"""Messages of a contact's conversation (``MessagesAPIApi``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from chatwoot_client.api.base import Api
from chatwoot_client.encoding import Files, Route
from chatwoot_client.models.public_messages import PublicMessage
from chatwoot_client.pagination import newest_first

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from chatwoot_client.api_client import RequestOptions
    from chatwoot_client.models.public_messages import PublicMessageCreatePayload, PublicMessageUpdatePayload

_CONVERSATION = (
    "/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}"
)
MESSAGES = Route(f"{_CONVERSATION}/messages")
MESSAGE = Route(f"{_CONVERSATION}/messages/{{message_id}}")
FILES = Files("attachments", many=True, signed_ids=False)


class MessagesAPIApi(Api):
    """What a contact says and sees in a conversation; part of the public API, which needs no token."""

    def create_a_message(
        self,
        body: PublicMessageCreatePayload | Mapping[str, Any],
        inbox_identifier: str,
        contact_identifier: str,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> PublicMessage:
        """Send a message as the contact (``create-a-message``).

        A message in a resolved or snoozed conversation opens it again. The server takes an empty message too, and
        makes a second one of whatever is sent twice, so the client never repeats this by itself once a byte of it
        was sent.

        Parameters:
            body: the message; ``attachments`` in it are sent as multipart.
            inbox_identifier: the identifier of the API inbox.
            contact_identifier: the source id of the contact.
            conversation_id: the number of the conversation.
            options: see :class:`~chatwoot_client.RequestOptions`.

        Returns:
            The message as it was stored, without ``echo_id``.

        Raises:
            UnprocessableEntityException: over 150,000 characters, or, with ``is_flood``, the 201st message of the
                conversation within a minute.
            NotFoundException: no such inbox, contact or conversation.
            AmbiguousResultException: nobody knows whether the message arrived.
        """
        path = (inbox_identifier, contact_identifier, conversation_id)
        return self._call("POST", MESSAGES, path, body=body, files=FILES, returns=PublicMessage, options=options)

    def list_all_converation_messages(
        self,
        inbox_identifier: str,
        contact_identifier: str,
        conversation_id: int,
        before: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> list[PublicMessage]:
        """The latest 20 messages of a conversation, oldest first (``list-all-conversation-messages``).

        Private notes and activities are left out. The spelling of the name is the API's own;
        ``list_all_conversation_messages`` is the same method. :meth:`iter_messages` walks all pages.

        Parameters:
            inbox_identifier: the identifier of the API inbox.
            contact_identifier: the source id of the contact.
            conversation_id: the number of the conversation.
            before: the id of a message; the 20 before it are listed.
            options: see :class:`~chatwoot_client.RequestOptions`.

        Raises:
            NotFoundException: no such inbox, contact or conversation.
        """
        path = (inbox_identifier, contact_identifier, conversation_id)
        query = () if before is None else (("before", before),)
        return self._call(
            "GET", MESSAGES, path, query=query, returns=[PublicMessage], auth=("userApiKey",), options=options
        )

    list_all_conversation_messages = list_all_converation_messages

    def iter_messages(
        self,
        inbox_identifier: str,
        contact_identifier: str,
        conversation_id: int,
        before: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[PublicMessage]:
        """Every message of a conversation, newest first, none twice and none missed.

        Pages are asked for as they're needed. Messages that arrive meanwhile aren't part of it.

        Parameters:
            inbox_identifier: the identifier of the API inbox.
            contact_identifier: the source id of the contact.
            conversation_id: the number of the conversation.
            before: the id of a message to begin before, instead of with the latest.
            options: see :class:`~chatwoot_client.RequestOptions`; they count for each page.

        Raises:
            NotFoundException: no such inbox, contact or conversation.
        """
        path = (inbox_identifier, contact_identifier, conversation_id)
        return newest_first(lambda id: self.list_all_converation_messages(*path, before=id, **options), before)

    def update_a_message(
        self,
        body: PublicMessageUpdatePayload | Mapping[str, Any],
        inbox_identifier: str,
        contact_identifier: str,
        conversation_id: int,
        message_id: int,
        **options: Unpack[RequestOptions],
    ) -> PublicMessage:
        """Answer a message that asks for something: a form, a selection, a survey (``update-a-message``).

        Parameters:
            body: the answer.
            inbox_identifier: the identifier of the API inbox.
            contact_identifier: the source id of the contact.
            conversation_id: the number of the conversation.
            message_id: the id of the message.
            options: see :class:`~chatwoot_client.RequestOptions`.

        Returns:
            The message with the answer in ``content_attributes['submitted_values']``.

        Raises:
            NotFoundException: no such inbox, contact, conversation or message.
            UnprocessableEntityException: with ``is_flood``, more than 200 messages of the conversation within a
                minute; answering counts too.
            AmbiguousResultException: nobody knows whether the answer arrived.
        """
        path = (inbox_identifier, contact_identifier, conversation_id, message_id)
        return self._call("PATCH", MESSAGE, path, body=body, returns=PublicMessage, options=options)
