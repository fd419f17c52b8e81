"""Conversations of a contact (``ConversationsAPIApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.api.base import Api, of_several_calls
from chatwoot_client.calls.route import Route
from chatwoot_client.models.public_conversations import (
    PublicConversation,
    PublicConversationCreatePayload,
    PublicTypingStatusPayload,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chatwoot_client.api.base import Json, RequestOptions, Unpack
    from chatwoot_client.certain.found import FoundPublicConversation

_CONVERSATIONS = "/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations"
CONVERSATIONS = Route(_CONVERSATIONS)
CONVERSATION = Route(f"{_CONVERSATIONS}/{{conversation_id}}")
TOGGLE_STATUS = Route(f"{_CONVERSATIONS}/{{conversation_id}}/toggle_status")
TOGGLE_TYPING = Route(f"{_CONVERSATIONS}/{{conversation_id}}/toggle_typing")
LAST_SEEN = Route(f"{_CONVERSATIONS}/{{conversation_id}}/update_last_seen")


class ConversationsAPIApi(Api):
    """The conversations of a contact; part of the public API, which needs no token.

    ``inbox_identifier`` is the API inbox's, ``contact_identifier`` the contact's source id, ``conversation_id`` the
    conversation's number.

    Raises:
        NotFoundException: an inbox, a contact or a conversation that isn't there (404).
    """

    def create_a_conversation(
        self,
        body: PublicConversationCreatePayload | Json,
        inbox_identifier: str,
        contact_identifier: str,
        **options: Unpack[RequestOptions],
    ) -> PublicConversation:
        """Begin a conversation (``create-a-conversation``); ``{}`` is fine as its body.

        In an inbox that's locked to a single conversation, the contact's last one is given instead. The answer's ``id``
        is the ``conversation_id`` of the other operations.

        Raises:
            UnprocessableEntityException: an attribute that's too long or too large (422).
            AmbiguousResultException: nobody knows whether the conversation was made.
        """
        path = (inbox_identifier, contact_identifier)
        return self._call(
            "POST",
            CONVERSATIONS,
            path,
            body=body,
            takes=PublicConversationCreatePayload,
            returns=PublicConversation,
            options=options,
        )

    @of_several_calls
    def find_or_create(
        self,
        inbox_identifier: str,
        contact_identifier: str,
        *,
        reuse: Literal["open", "any", "never"] = "open",
        custom_attributes: Mapping[str, Any] | None = None,
        **options: Unpack[RequestOptions],
    ) -> FoundPublicConversation:
        """The conversation of a contact; begun if there's none.

        It's done as by ``ConversationsApi.find_or_create``. One that's there takes one request, whose answer has all
        messages of all conversations; one that's begun takes three and 0.3 seconds. Of a contact that was verified by
        HMAC, those of other inboxes count, too, as the public API doesn't tell them apart.

        Parameters:
            reuse: ``open``, ``any`` or ``never``.
            custom_attributes: of a conversation that's begun.
            options: ``_deadline`` is for all requests and waits together.

        Returns:
            The conversation, and in ``created`` whether this call began it; None where the answer to that got lost and
            one was there afterwards.

        Raises:
            NotFoundException: there's no such inbox or contact.
            AmbiguousResultException: nobody knows whether one was begun; with ``reuse="never"`` at once.
        """
        from chatwoot_client.certain.budget import Budget
        from chatwoot_client.certain.conversations import PublicConversationFinder

        budget, path = Budget(self.api_client, options), (inbox_identifier, contact_identifier)
        return PublicConversationFinder(self, path, custom_attributes, budget).found(reuse)

    def list_all_contact_conversations(
        self, inbox_identifier: str, contact_identifier: str, **options: Unpack[RequestOptions]
    ) -> list[PublicConversation]:
        """All conversations of a contact, each with all its messages (``list-all-contact-conversations``).

        Those of this inbox only, unless the contact was verified by HMAC. There are no pages.
        """
        path = (inbox_identifier, contact_identifier)
        return self._call("GET", CONVERSATIONS, path, returns=[PublicConversation], options=options)

    def get_single_conversation(
        self, inbox_identifier: str, contact_identifier: str, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> PublicConversation:
        """Get a conversation with all its messages (``get-single-conversation``; since Chatwoot 3.7)."""
        path = (inbox_identifier, contact_identifier, conversation_id)
        return self._call("GET", CONVERSATION, path, returns=PublicConversation, options=options)

    def resolve_conversation(
        self, inbox_identifier: str, contact_identifier: str, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> PublicConversation:
        """Resolve a conversation (``resolve-conversation``; since Chatwoot 3.7).

        Despite the name of its path it doesn't toggle: a second call changes nothing.
        """
        path = (inbox_identifier, contact_identifier, conversation_id)
        return self._call("POST", TOGGLE_STATUS, path, returns=PublicConversation, options=options)

    def toggle_typing_status(
        self,
        body: PublicTypingStatusPayload | Json,
        inbox_identifier: str,
        contact_identifier: str,
        conversation_id: int,
        typing_status: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> None:
        """Say that the contact has begun or stopped typing (``toggle-typing-status``).

        The server ignores every status but ``on`` and ``off``, with a 200; here another is a ``ValueError``.

        Parameters:
            body: ``{'typing_status': 'on'}`` or ``'off'``; ``{}`` where ``typing_status`` says it.
            typing_status: ``'on'`` or ``'off'``, for the query; it wins over the body. Another is a ``ValueError``.
        """
        if typing_status not in (None, "on", "off"):
            raise ValueError(f"typing_status must be 'on' or 'off', not {typing_status!r}")
        path = (inbox_identifier, contact_identifier, conversation_id)
        query = (("typing_status", typing_status),)
        return self._call(
            "POST", TOGGLE_TYPING, path, query=query, body=body, takes=PublicTypingStatusPayload, options=options
        )

    def update_last_seen(
        self, inbox_identifier: str, contact_identifier: str, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Say that the contact has seen the conversation up to now (``update-last-seen``)."""
        return self._call("POST", LAST_SEEN, (inbox_identifier, contact_identifier, conversation_id), options=options)
