"""Messages of a contact's conversation (``MessagesAPIApi``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatwoot_client.api.base import Api
from chatwoot_client.calls.body import Files
from chatwoot_client.calls.route import Route
from chatwoot_client.models.public_messages import PublicMessage, PublicMessageCreatePayload, PublicMessageUpdatePayload
from chatwoot_client.pagination import after_walking_back, newest_first

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

_CONVERSATION = (
    "/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}"
)
MESSAGES = Route(f"{_CONVERSATION}/messages")
MESSAGE = Route(f"{_CONVERSATION}/messages/{{message_id}}")
FILES = Files("attachments", many=True, signed_ids=False)


class MessagesAPIApi(Api):
    """What a contact says and sees in a conversation; part of the public API, which needs no token.

    ``inbox_identifier`` is the API inbox's, ``contact_identifier`` the contact's source id, ``conversation_id`` the
    conversation's number.

    Raises:
        NotFoundException: an inbox, a contact or a conversation that isn't there (404).
        UnprocessableEntityException: with ``is_flood``, more than 200 messages of a conversation within a minute,
            answers counted too (422).
    """

    def create_a_message(
        self,
        body: PublicMessageCreatePayload | Json,
        inbox_identifier: str,
        contact_identifier: str,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> PublicMessage:
        """Send a message as the contact (``create-a-message``), and get it as it was stored, without ``echo_id``.

        A message in a resolved or snoozed conversation opens it again. ``attachments`` are sent as multipart. The
        server takes an empty message too, and makes a second one of whatever is sent twice, so the client never repeats
        this by itself once a byte of it was sent.

        Raises:
            UnprocessableEntityException: over 150,000 characters (422).
            AmbiguousResultException: nobody knows whether the message arrived.
        """
        path = (inbox_identifier, contact_identifier, conversation_id)
        return self._call(
            "POST",
            MESSAGES,
            path,
            body=body,
            takes=PublicMessageCreatePayload,
            files=FILES,
            returns=PublicMessage,
            options=options,
        )

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
            before: the id of a message; the 20 before it are listed.
        """
        return self._call(
            "GET",
            MESSAGES,
            (inbox_identifier, contact_identifier, conversation_id),
            query=() if before is None else (("before", before),),
            returns=[PublicMessage],
            auth=("userApiKey",),
            options=options,
        )

    list_all_conversation_messages = list_all_converation_messages

    def iter_messages(
        self,
        inbox_identifier: str,
        contact_identifier: str,
        conversation_id: int,
        before: int | None = None,
        *,
        after: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[PublicMessage]:
        """Every message of a conversation, newest first; messages that arrive meanwhile aren't part of it.

        With *after*, those after a message, in the order of their ids: what has come since. They're looked for from the
        latest on, 15 or more a request, and held until all are there.

        Parameters:
            before: the id of a message to begin before, instead of with the latest.
            after: the id of a message that is known, as are those before it; 0 for none.
        """
        path = (inbox_identifier, contact_identifier, conversation_id)
        if after is not None:
            return after_walking_back(self.list_all_converation_messages, "", after, before, *path, **options)
        return newest_first(self.list_all_converation_messages, "", before, *path, **options)

    def update_a_message(
        self,
        body: PublicMessageUpdatePayload | Json,
        inbox_identifier: str,
        contact_identifier: str,
        conversation_id: int,
        message_id: int,
        **options: Unpack[RequestOptions],
    ) -> PublicMessage:
        """Answer a message that asks for something: a form, a selection, a survey (``update-a-message``).

        The answer is then in ``content_attributes['submitted_values']``.

        Raises:
            AmbiguousResultException: nobody knows whether the answer arrived.
        """
        path = (inbox_identifier, contact_identifier, conversation_id, message_id)
        return self._call(
            "PATCH", MESSAGE, path, body=body, takes=PublicMessageUpdatePayload, returns=PublicMessage, options=options
        )
