"""Messages of a contact's conversation (``MessagesAPIApi``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatwoot_client.api.base import Api, of_several_calls
from chatwoot_client.calls.body import CONTACTS_ATTACHMENTS
from chatwoot_client.calls.route import Route
from chatwoot_client.models.public_messages import PublicMessage, PublicMessageCreatePayload, PublicMessageUpdatePayload
from chatwoot_client.pagination import after_walking_back, newest_first

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack
    from chatwoot_client.certain.public_messages import SentPublicMessage

_CONVERSATION = (
    "/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}"
)
MESSAGES = Route(f"{_CONVERSATION}/messages")
MESSAGE = Route(f"{_CONVERSATION}/messages/{{message_id}}")


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
        this by itself once a byte of it was sent; :meth:`send_once` does, when it isn't there.

        Raises:
            ServiceException: text with a zero byte (500).
            UnprocessableEntityException: over 150,000 characters (422).
            AmbiguousResultException: nobody knows whether the message arrived. Where a receiver of this process listens
                live and the body has an ``echo_id``, the call returns the message of which it was told instead.
        """
        path = (inbox_identifier, contact_identifier, conversation_id)
        return self._call(
            "POST",
            MESSAGES,
            path,
            body=body,
            takes=PublicMessageCreatePayload,
            files=CONTACTS_ATTACHMENTS,
            returns=PublicMessage,
            options=options,
        )

    @of_several_calls
    def send_once(
        self,
        body: PublicMessageCreatePayload | Json,
        inbox_identifier: str,
        contact_identifier: str,
        conversation_id: int,
        *,
        settle: float = 20.0,
        **options: Unpack[RequestOptions],
    ) -> SentPublicMessage:
        """Send a message as the contact, and find out whether it arrived where the answer is lost.

        The public API keeps no key, so this holds for one call: to call again sends another message. Where a receiver
        of this process listens, as the contact or as a user of the account, the message is known for certain by its
        ``echo_id``, which is made up unless the body has one. Otherwise it's looked for until the server has to be
        done: a message of the contact that wasn't there before the call, with the same words. It's sent again only when
        there is none, three times at most. Threads that say the same take turns; of several processes that do it at the
        same time the messages look the same.

        It makes one request more than sending alone, which looks at what was there before. When the outcome of a
        sending isn't known, up to 12 looks follow, mostly one, of a request for each 15 messages since and one more.

        Parameters:
            settle: seconds after which a server is done with a request whose sender has gone; it works on for 15,
                unless it's set up otherwise.
            options: ``_deadline`` is for all requests and waits together.

        Returns:
            The message, and in ``known_by`` how that's known: by the ``'answer'``, by its ``'echo_id'``, or by its
            ``'content'`` and the time.

        Raises:
            UndecidedException: nobody knows whether it's there, since it couldn't be looked for, or not for long
                enough.
            FilesLostException: it's there, and its files aren't.
            ApiException: it isn't there, and why.
        """
        from chatwoot_client.certain.public_messages import send_once

        return send_once(self, body, (inbox_identifier, contact_identifier, conversation_id), settle, options)

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

        Raises:
            ServiceException: a ``before`` beyond all ids that there can be (500).
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
