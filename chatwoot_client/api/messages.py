"""Messages of an account's conversations (``MessagesApi``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, USER_OR_BOT, Api, of_several_calls
from chatwoot_client.calls.body import ATTACHMENTS
from chatwoot_client.calls.refusals import refuses_message
from chatwoot_client.calls.route import Route
from chatwoot_client.models.messages import (
    ConversationMessageCreatePayload,
    Message,
    MessageList,
    MessageStatusPayload,
    MessageTranslatePayload,
    MessageTranslation,
)
from chatwoot_client.pagination import newest_first, within

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, Moment, RequestOptions, Unpack

MESSAGES = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages")
MESSAGE = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}")
RETRY = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/retry")
TRANSLATE = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/translate")


class MessagesApi(Api):
    """What is said in an account's conversations. Bots may create messages, but neither list nor delete them."""

    _auth = USER

    def create_a_new_message_in_a_conversation(
        self,
        body: ConversationMessageCreatePayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> Message:
        """Send a message, or keep a private note (``create-a-new-message-in-a-conversation``).

        Files in ``attachments`` are sent as multipart. The server takes an empty message too, and makes a second one
        of whatever is sent twice, so the client never repeats this by itself once a byte of it was sent;
        :meth:`send_once` does, by a key. A message that has a ``source_id`` isn't sent out on WhatsApp, by e-mail or
        SMS.

        Raises:
            UnprocessableEntityException: it was refused: over 150,000 characters, an unknown type, or, with
                ``is_flood``, the 201st message of the conversation within a minute.
            AmbiguousResultException: nobody knows whether the message arrived. The server answers whatever fails by a
                422, after it stored the message too; only what is plainly a validation counts as refused. Of messages
                that were stored so, the files are mostly missing.
        """
        return self._call(
            "POST",
            MESSAGES,
            (account_id, conversation_id),
            body=body,
            takes=ConversationMessageCreatePayload,
            files=ATTACHMENTS,
            returns=Message,
            auth=USER_OR_BOT,
            refuses=refuses_message,
            options=options,
        )

    @of_several_calls
    def send_once(
        self,
        body: ConversationMessageCreatePayload | Json,
        account_id: int,
        conversation_id: int,
        *,
        key: str,
        again: bool | None = None,
        since: Moment | None = None,
        settle: float = 20.0,
        **options: Unpack[RequestOptions],
    ) -> Message:
        """Send a message exactly once: whatever was sent before with the same key is found, and given back.

        The key travels as ``chatwoot_client_key`` in the message's ``content_attributes``, where servers keep it. When
        nobody knows whether a sending worked, the message is looked for until the server has to be done with it, and
        sent again only then, three times at most. That holds in other processes and later too, so that a task which a
        queue delivers again sends nothing twice; the guide on sending exactly once says how, and what can't be had.

        It takes a user's token, since bots can't list messages. A message that an agent deleted, or sent once more
        after it failed, has lost its key.

        It makes one request more than sending alone, which looks, and two or more where the conversation has over 20
        messages and it isn't known how far to look back (``since``); with ``again=False`` none more. When the outcome
        of a sending isn't known, up to 12 looks follow, mostly one.

        Parameters:
            key: what tells this message from all others of the conversation, such as the id of an order or a task: 1
                to 255 printable characters.
            again: whether it was sent with this key before. None looks before sending. False, for a key that's used
                for the first time, sends at once. True, for a task that is delivered again, waits too until what was
                sent a moment ago has to be there, unless it's there.
            since: when the key was used first, at the earliest: how far to look back. The whole conversation when left
                out.
            settle: seconds after which a server is done with a request whose sender has gone; it works on for 15,
                unless it's set up otherwise.
            options: ``_deadline`` is for all requests and waits together.

        Returns:
            The message, sent now or found.

        Raises:
            UndecidedException: nobody knows whether it's there, since it couldn't be looked for, or not for long
                enough. To call again with the same key finds it, or sends it.
            FilesLostException: it's there, and its files aren't.
            ApiException: it isn't there, and why.
        """
        from chatwoot_client.certain.messages import Key, send_once

        return send_once(self, body, (account_id, conversation_id), Key(key, again, since, settle), options)

    def list_all_messages(
        self,
        account_id: int,
        conversation_id: int,
        *,
        after: int | None = None,
        before: int | None = None,
        filter_internal_messages: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> MessageList:
        """The latest 20 messages, oldest first (``list-all-messages``). :meth:`iter_messages` walks all pages.

        Parameters:
            after: the id of a message; up to 100 after it are listed. With ``before``, up to 1,000 from this one on.
            before: the id of a message; the 20 before it are listed.
            filter_internal_messages: whether private notes and activities are left out.
        """
        path = (account_id, conversation_id)
        query = (("after", after), ("before", before), ("filter_internal_messages", filter_internal_messages))
        return self._call("GET", MESSAGES, path, query=query, returns=MessageList, options=options)

    def iter_messages(
        self,
        account_id: int,
        conversation_id: int,
        *,
        before: int | None = None,
        after: int | None = None,
        filter_internal_messages: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[Message]:
        """Every message of a conversation, newest first; messages that arrive meanwhile aren't part of it.

        With *after*, those after a message, in the order of their ids: what has come since, none missed though several
        writers' are out of step. One request for fewer than 1,000, some two for every 900 of more; 20 a request else.

        Parameters:
            before: the id of a message to begin before, instead of with the latest.
            after: the id of a message that is known, as are those before it; 0 for none.
            filter_internal_messages: whether private notes and activities are left out.
        """
        listed = partial(self.list_all_messages, filter_internal_messages=filter_internal_messages)
        if after is not None:
            return within(listed, "payload", after, before, account_id, conversation_id, **options)
        return newest_first(listed, "payload", before, account_id, conversation_id, **options)

    def delete_a_message(
        self, account_id: int, conversation_id: int, message_id: int, **options: Unpack[RequestOptions]
    ) -> Message:
        """Take back what a message says, and its files (``delete-a-message``).

        The message stays, with a fixed text and ``content_attributes['deleted']``.

        Raises:
            UnprocessableEntityException: with ``is_flood``, more than 200 messages of the conversation within a minute,
                deleting them counted too (422).
        """
        path = (account_id, conversation_id, message_id)
        return self._call("DELETE", MESSAGE, path, returns=Message, options=options)

    def update_status_of_a_message(
        self,
        body: MessageStatusPayload | Json,
        account_id: int,
        conversation_id: int,
        message_id: int,
        **options: Unpack[RequestOptions],
    ) -> Message:
        """Say how a message of an API inbox fared (``PATCH /conversations/{id}/messages/{id}``). Since Chatwoot 4.8.

        An unknown status, and ``delivered`` for a message that was read, change nothing.

        Raises:
            ForbiddenException: an inbox of another kind (403).
        """
        path = (account_id, conversation_id, message_id)
        return self._call(
            "PATCH", MESSAGE, path, body=body, takes=MessageStatusPayload, returns=Message, options=options
        )

    def retry_a_message(
        self, account_id: int, conversation_id: int, message_id: int, **options: Unpack[RequestOptions]
    ) -> Message:
        """Send a message again that failed (``POST /conversations/{id}/messages/{id}/retry``).

        Raises:
            AmbiguousResultException: nobody knows whether it's on its way; a 422 may mean that, too.
        """
        path = (account_id, conversation_id, message_id)
        return self._call("POST", RETRY, path, returns=Message, refuses=refuses_message, options=options)

    def translate_a_message(
        self,
        body: MessageTranslatePayload | Json,
        account_id: int,
        conversation_id: int,
        message_id: int,
        **options: Unpack[RequestOptions],
    ) -> MessageTranslation | None:
        """Translate a message (``POST /conversations/{id}/messages/{id}/translate``).

        It takes the account's integration with Google Translate. The answer is None where the message has a translation
        into this language already, in its ``content_attributes['translations']``.
        """
        path = (account_id, conversation_id, message_id)
        return self._call(
            "POST",
            TRANSLATE,
            path,
            body=body,
            takes=MessageTranslatePayload,
            returns=MessageTranslation,
            options=options,
        )
